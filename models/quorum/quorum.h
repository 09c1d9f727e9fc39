/* Quorum groups: anything that works while enough of its members are up.
 *
 * A member is up when what carries it is up: a host that has booted (and, where whole data counts, is not in maintenance,
 * since a vSAN host in maintenance has its components absent, VS-08), a VM that runs, a CVM that serves. Members outside
 * the fleet are always up.
 *
 * The margin is the number that matters in a rehearsal: how many more members may be lost, whichever they are, before the
 * group stops. 0 is "not one more", negative is "stopped". */

#ifndef MODEL_QUORUM_H
#define MODEL_QUORUM_H

#include "models/state.h"

typedef struct {
  guint32 up, members;
  guint32 votes_up, votes; /* members are one vote each where no votes are given */
  gboolean quorum;         /* the votes suffice */
  gboolean data;           /* the data suffices; TRUE where no data is concerned */
  gint32 margin;
  guint32 first_lost; /* RING: where the first replica set without a majority begins; MODEL_NONE */
} ModelQuorum;

ModelQuorum model_quorum (const SimRun *run, guint32 group);

gboolean model_member_is_up (const SimRun *run, const ModelGroup *group, const ModelMember *member);

#endif
