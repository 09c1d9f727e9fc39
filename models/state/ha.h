/* HA's own books, beside those of the things themselves. */

#ifndef MODEL_STATE_HA_H
#define MODEL_STATE_HA_H

#include "models/machines.h"

#define MODEL_BATCHES 8 /* in which HA restarts, see models/ha/order.h */

/* Of a cluster, */
typedef struct {
  SimTime batch_since[MODEL_BATCHES]; /* when the first VM of a batch had its turn; SIM_NEVER none has */
  guint32 waiting[MODEL_BATCHES];     /* VMs for which those of later batches wait */
  guint32 queued[MODEL_BATCHES];      /* VMs that wait for their turn */
  guint32 all_queued, pending;        /* of all batches; VMs for which there is no room */
  guint32 switched_by, monitoring_by; /* plan step that switched HA, or host monitoring, last; + 1 */
  guint8 on;                          /* HA is, now */
  guint8 monitoring;                  /* of hosts, now: off, nobody is restarted and no host responds to isolation (HA-47) */
  guint8 zero[6];
} ModelHaCluster;

/* of a host, */
typedef struct {
  guint8 starting[MODEL_BATCHES]; /* power-ons by HA under way, by batch */
  guint64 paths_down;             /* datastores that it does not reach now, though it should; a set */
  guint32 part;                   /* of the management network that it is in; 0 while that is whole */
  guint8 spoilt_by;               /* ModelHaCause that a scenario has given it */
  guint8 cause;                   /* ModelHaCause for which its agent could not be configured; NONE it could */
  guint8 reboot_pending;          /* an update waits for its reboot */
  guint8 lost;                    /* VMs on it have stopped while nobody watched them */
  guint8 certificate;             /* ModelCertificate it has now */
  guint8 unsynced;                /* vCenter has not reached it since its own upgrade, and its agent is the old one */
  guint8 let_go;                  /* its agent has left with a disconnect from vCenter, and its VMs have not */
  guint8 zero[1];
  guint32 awaited;                /* plan steps that wait for its agent to be configured anew */
} ModelHaHost;

/* and of a VM. */
typedef struct {
  SimTime up_since;    /* its last power-on or reset, as far as there was one; 0 before the rehearsal began */
  SimTime silent_since; /* its guest's last heartbeat and, if it hangs for good, its last I/O */
  SimTime window;      /* when the resets that count began */
  SimTime masked_until; /* its host hides so long that it has died, unless vCenter speaks (HA-46); 0 it does not */
  guint32 resets;      /* by VM monitoring, since then */
  guint32 tried;       /* host with which HA's attempt began, + 1 */
  guint8 holds;        /* later batches wait for it */
  guint8 hangs_again;  /* its guest does after every boot, while a scenario says so */
  guint8 does_io;      /* its guest hangs, and goes on reading and writing */
  guint8 zero[5];
} ModelHaVm;

#endif
