/* What changes about a CVM, an AHV node, the data of a VM and the disks of a node. */

#ifndef MODEL_STATE_NUTANIX_H
#define MODEL_STATE_NUTANIX_H

#include "models/machines.h"

typedef struct {
  SimTime down_since;   /* SIM_NEVER while it serves */
  ModelVersion version, next_version;
  guint32 step;         /* whose upgrade restarts it, + 1 */
  guint32 remote;       /* I/O of this host's guests goes through that host's CVM, + 1 */
  guint8 in_ring;
  guint8 next_fault;    /* MODEL_FAULT_CVM_UNSTABLE - …, see cvm.c */
  guint8 by_hand;       /* taken down outside the token */
  guint8 unsteady;      /* it has not answered for long enough since it was silent: no I/O goes back to it yet */
  guint8 zero[4];
} ModelCvmState;

#define MODEL_LOCALITY_TOUCHES 16 /* the most that are kept */

/* Where a VM's data is, on Nutanix; see nutanix/locality.h. */
typedef struct {
  guint32 data, on;   /* the host where all that it reads is local; that it runs on, or did last; MODEL_NONE */
  guint32 disturbed;  /* how often it has moved away from its data */
  guint32 n_touches;
  gint64 copied_mib;  /* after it, in all */
  SimTime touched[MODEL_LOCALITY_TOUCHES]; /* of as many samples, oldest first */
} ModelLocality;

/* What of an AHV host may be contended, see ahv/contention.h. */
typedef enum {
  MODEL_CONTENTION_CPU,
  MODEL_CONTENTION_STORAGE, /* the CPU of its Stargate */
  MODEL_CONTENTION_MEMORY,  /* it swaps */
  MODEL_N_CONTENTIONS
} ModelContention;

/* An AHV node and what it waits for. */
typedef struct {
  SimTime contended[MODEL_N_CONTENTIONS]; /* since then, + 1; 0 it is not */
  guint32 step;       /* on whose behalf it is out, + 1 */
  guint32 first_away; /* of the list of VMs that are to come back to it, + 1 */
  guint32 starting;   /* VMs being powered on after its maintenance */
  guint32 targeted;   /* VMs of lost nodes being powered on here */
  guint32 lends;      /* VMs on their way from here to their own node, which is back */
  guint32 pending;    /* of the cluster, at its first host: VMs that find no room for their restart */
} ModelAhvHost;

typedef struct {
  guint32 home, next; /* the host that it is to come back to, + 1; in that one's list, + 1 */
  guint32 from;       /* the host that lends it on its way back, + 1 */
  guint32 waits;      /* for room for its restart */
} ModelAhvVm;

/* What the disks of a node hold, as models/nutanix/stores.h keeps it. Bytes. */
typedef struct {
  gint64 holds;      /* in copies that are current, or would be if it were there */
  gint64 left;       /* of what is being copied elsewhere, as of `since` */
  gint64 batch;      /* of that, what there is room for */
  gint64 copied;     /* elsewhere already */
  gint64 rate;       /* bytes a second that it gets now */
  SimTime since;
  SimTime offline[2]; /* when a disk of it last went offline, and the time before that; SIM_NEVER */
  guint32 disks_lost; /* for good */
  guint32 disk;      /* what is under way is for one disk */
} ModelStoreState;

/* What a cluster as a whole was last said to bear, and what its guests write, see nutanix/filling.h. Bytes. */
typedef struct {
  gint64 told;    /* see model_tolerance_told */
  gint64 rate;    /* a second that guests' new data takes since then, with all of its copies */
  gint64 written; /* in all, as far as it stands in the books of the stores */
  SimTime since;
} ModelClusterData;

/* Of a cluster of one node or two, see nutanix/mode.h. */
typedef struct {
  guint32 alone; /* the node that serves by itself, + 1; 0 both do */
} ModelModeState;

#endif
