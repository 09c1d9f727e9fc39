/* Filling: what the guests of a Nutanix cluster write anew while the rehearsal goes on, and how full it makes the disks.
 *
 * A scenario says how much new data comes, as it is before it is copied; on the disks it takes as many times that as it has copies,
 * spread over the nodes that serve, whoever is away (N-25). It comes until writes are refused, and goes on when they are taken again.
 *
 * The surprising rule: nothing happens while it comes. What has come since the books were last balanced is reckoned from the time that
 * has passed, and one timer waits for the next line that will be crossed: where Prism warns, where a loss could no longer be rebuilt,
 * where writes are refused (N-111 to N-113). Data that is written over takes no more room, and is not meant. */

#ifndef MODEL_FILLING_H
#define MODEL_FILLING_H

#include "models/state.h"

/* Whether anything is said of it. */
gboolean model_fills (const ModelFleet *fleet, guint32 cluster);

/* What has come and does not stand in the books yet. */
gint64 model_filling_since (const SimRun *run, guint32 cluster);

/* Enters it in the books of those that serve: not of `except`, which was away, and of `also`, which has just gone. */
void model_filling_enter (SimRun *run, guint32 cluster, guint32 except, guint32 also);

/* Enters it, reckons at what rate it comes now, and waits for the next line. */
#define MODEL_FILLING_NOTICES TO (RESILIENCY, FULLER), TO (STORE, RESHARE)
void model_filling_go_on (SimRun *run, guint32 cluster);

#endif
