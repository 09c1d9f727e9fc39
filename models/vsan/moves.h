/* Moving data off a host: booking room elsewhere, and what has become of it when the bytes are over, or stopped half-way.
 *
 * All that leaves a host at a time is one batch (resync.h). Components go one after another, so that of a batch that is
 * stopped those have arrived that were through by then. */

#ifndef MODEL_VSAN_MOVES_H
#define MODEL_VSAN_MOVES_H

#include "models/vsan/objects.h"
#include "models/vsan/resync.h"

/* Whether a component has a place on another host and is not there yet. What is rebuilt elsewhere has one, too, and is not
 * active. */
gboolean model_vsan_is_on_its_way (const SimRun *run, guint32 component);

/* What has arrived is active there. What was meant for a host that has gone meanwhile has to look for another. */
void model_vsan_finish_moves (SimRun *run, guint32 host);

/* Stops moving, and tells the cluster if something has arrived. Nothing under way is fine. */
void model_vsan_stop_moves (SimRun *run, guint32 host);

/* Whether a host has so little room, with so much more, that vSAN moves data away by itself (VS-10). FALSE where the scenario
 * does not say how much there is. */
gboolean model_vsan_is_nearly_full (const SimRun *run, guint32 host, gint64 more_mib);

/* Whether a host's devices can be formatted: all it holds has room elsewhere, together; or else, where redundancy may be reduced
 * meanwhile, the object is accessible without it. */
gboolean model_vsan_can_be_cleared (const SimRun *run, guint32 host, gboolean reduced);

/* Whether a component has to leave a host before: it can, or its object would not be accessible without it. */
gboolean model_vsan_has_to_be_cleared (const SimRun *run, guint32 component, gboolean reduced);

/* Host that could take a component of a nearly full one without being so itself; MODEL_NONE. */
guint32 model_vsan_emptier_host (const SimRun *run, guint32 component);

#endif
