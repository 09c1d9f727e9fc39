/* A search for a set of hosts that can leave. Only the parts of what-if include it. */

#ifndef MODEL_WHAT_IF_SEARCH_H
#define MODEL_WHAT_IF_SEARCH_H

#include "models/compute/what-if.h"

typedef enum { HOLD_UNKNOWN, HOLD_NO, HOLD_YES } Hold;

/* A search in a fork of its own, in which the hosts of one set after another are marked as leaving and VMs are moved. */
typedef struct {
  SimRun *run;
  guint32 index; /* of the cluster */
  const ModelCluster *cluster;
  guint8 *away; /* the set: a byte for each host */
  guint8 *was;  /* their states */
  GArray *vms;  /* guint32: on the hosts of the set, in the order to place them */
  GArray *moves, *faults;
  gboolean equal; /* hosts are of one size, so admission control asks only how many leave */
  Hold *holds;    /* by that number */
  gint64 asked;
} ModelSearch;

#define EACH_AWAY(HOST, S)                                                                                   \
  guint32 HOST = (S)->cluster->first_host;                                                                   \
  HOST < (S)->cluster->first_host + (S)->cluster->n_hosts;                                                   \
  HOST++                                                                                                     \
  ) if ((S)->away[HOST - (S)->cluster->first_host]

ModelSearch *model_search_new (const SimRun *run, guint32 cluster);
void model_search_free (ModelSearch *s);

/* Notes what is in the way, where faults are listed. */
void model_search_object (ModelSearch *s, guint32 vm, guint32 host, const ModelPlacement *why);

/* Whether the VMs of the set find room, with the moves left in `moves` when they do; whether nothing else is against it. */
gboolean model_search_find_room (ModelSearch *s);
gboolean model_search_can_leave (ModelSearch *s);

/* The set and what has been found of it. (transfer full) */
ModelWhatIf *model_search_answer (ModelSearch *s, gboolean can);

#endif
