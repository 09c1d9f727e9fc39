/* What changes about a VM: where it is and where it is going, its vMotion, what is in it, its ports, its timers. */

#ifndef MODEL_STATE_VM_H
#define MODEL_STATE_VM_H

#include "models/machines.h"

typedef struct {
  gint64 cpu_reservation_mhz, memory_reservation_mib; /* as they are now; the scenario says how they begin */
  guint64 datastores;     /* where its disks are, a bit each; as the fleet has them, until somebody moves them */
  guint32 devices;        /* likewise */
  guint32 host;           /* where it is registered; MODEL_NONE nowhere */
  guint32 next, previous; /* in its host's list, + 1 */
  guint32 target;         /* of its vMotion, or of HA's power-on; MODEL_NONE */
  guint32 attempts;       /* of HA */
  guint32 step;           /* that moves it by hand, + 1 */
  guint8 blocker;         /* ModelBlocker, while pinned; or while it is powered off and is to be registered elsewhere */
  guint8 next_fault;      /* MODEL_FAULT_FAIL_MIGRATION strikes at the next chance */
  guint8 power_on_fails;  /* while MODEL_FAULT_FAIL_POWER_ON lasts */
  guint8 isolated_off;    /* powered off by the isolation response */
  guint8 moves_for;       /* ModelMove, while it has a target */
  guint8 anew;            /* registered again: in no rule any more */
  guint8 waits_by_hand;   /* a move by hand, for a slot; `step` is whose */
  guint8 past_vcenter;    /* powered on at its host while vCenter was away, and not looked at since */
  guint8 ft_off;          /* its Fault Tolerance is turned off */
  guint8 remains;         /* powered off on a host that is emptied of such VMs too, and may remain there */
  guint8 recommended_for; /* ModelMove, and whether somebody has approved it */
  guint8 is_approved;
  guint32 recommended;    /* host that DRS recommends it to be moved to, where it only recommends, + 1 */
  guint32 stopped_by;     /* the remediation that powered it off or suspended it, + 1 */
  guint8 card, next_card; /* graphics cards that its vGPU is on, and will be on where it goes, + 1; 0 none */
  guint8 zero[6];
} ModelVmState;

/* One vMotion, see migration.c. Bytes; bytes a second. */
typedef struct {
  gint64 volume, left;  /* of this round; of that, not yet sent */
  gint64 dirtied;       /* since the round began */
  gint64 rate;          /* as shared now */
  SimTime since;        /* left and dirtied are as of then */
  SimTime began, stunned; /* the first byte; the switchover */
  gint64 promised_mib, promised_mhz; /* room that the target keeps for it, and has not reserved yet */
  guint64 touched;      /* datastores whose cost it bears */
  guint32 round;
  guint32 waits;        /* ModelLimit, while queued */
  guint32 step;         /* that has its disks moved, + 1 */
  guint8 operation;     /* ModelOperation */
  guint8 booked;        /* its costs are */
  guint8 zero[2];
} ModelMigrationState;

/* What is in a VM, see guests/guests.h. */
typedef struct {
  ModelVersion hardware; /* lowest ESXi that runs it */
  ModelVersion tools;    /* ESXi that they came with; 0 is "not said" */
  guint32 step;          /* whose round is at it, + 1 */
  guint32 ran;           /* it ran when that came to it */
} ModelGuestState;

/* Of a VM on distributed switches: when it was last powered on, and vCenter last came back; + 1, 0 never. */
typedef struct {
  SimTime powered, synced;
} ModelPortState;

typedef struct {
  SimTicket migration, restart, isolation, power, ready, vmcp, monitor;
  SimTicket read, owned, copied; /* its data on Nutanix, see nutanix/locality.h */
} ModelVmTimers;

#endif
