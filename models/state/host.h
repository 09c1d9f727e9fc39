/* What changes about a host: what it carries and promises, its turn in a remediation, its timers.
 *
 * Its sums count a VM where it is powered on, and also where it is on its way to, from the moment its vMotion has reserved
 * room there: two hosts carry a VM that moves. Only the functions of hosts.h touch them, so that they always add up (and
 * model_assert_sums adds them up again). */

#ifndef MODEL_STATE_HOST_H
#define MODEL_STATE_HOST_H

#include "models/machines.h"

#define MODEL_VMOTION_SLOTS 8 /* of one host, both directions; VMO-02's maximum, physics may only lower it */

/* Whether DRS has been asked to empty a host, and whether it does. */
typedef enum { MODEL_NOT_EMPTYING, MODEL_TO_BE_EMPTIED, MODEL_BEING_EMPTIED } ModelEmptying;

/* A graphics card. */
typedef struct {
  guint32 used;    /* millionths */
  guint16 profile; /* that it serves, by its place in the host's list, + 1; 0 none, or the first one's of several */
  guint16 vms;
} ModelGpu;

typedef struct {
  gint64 cpu_reserved_mhz, memory_reserved_mib; /* claims: what a host promises its VMs */
  gint64 cpu_demand_mhz, memory_demand_mib;     /* what they use, as far as the scenario says */
  gint64 storage_cpu_mhz, memory_held_mib;      /* on AHV, what their I/O costs a Stargate; memory that none of them lends */
  gint64 promised_mhz, promised_mib;            /* of the claims: room that vCenter keeps for vMotions it has begun, and
                                                   that the host itself has not reserved yet; HA knows nothing of it */
  guint32 n_vms;                                /* powered on here, those leaving included */
  guint32 first_vm;                             /* of the list of those, + 1, by index; 0 is the end */
  guint32 coming;                               /* VMs on their way here */
  guint32 power_ons;                            /* by HA, running */
  guint32 slots[MODEL_VMOTION_SLOTS];           /* VMs whose vMotion begins or ends here, + 1 */
  ModelGpu gpus[MODEL_GPUS];
  ModelVersion version;
  ModelVersion next_version; /* being installed; 0 none */
  SimId requester;           /* who wants it in maintenance: an update or a step */
  guint32 step;              /* of the update, + 1 */
  ModelVersion old_version;  /* on the other boot bank, until the new image has booted; 0 none */
  guint32 vgpus;             /* VMs with a vGPU here, or on their way */
  guint32 vcpus;             /* of all VMs here, or on their way */
  guint32 provisioning;      /* somebody creates, clones or moves a VM here; no new ones once it is entering maintenance */
  guint8 powered, networked; /* has power; reaches the management network */
  guint8 ha_error;
  guint8 was_in_maintenance; /* when it lost power, or was disconnected */
  guint8 next_fault;         /* a bit per ModelFaultKind below 8: strikes at the next chance */
  guint8 quick_boot;
  guint8 lifecycle; /* ModelLifecycle under way */
  guint8 emptying;  /* ModelEmptying */
  guint8 moves_disks;  /* and whoever asked has local disks moved too, */
  guint8 evacuates_off; /* or powered-off VMs registered elsewhere */
  guint8 vmotion_down; /* its vMotion network has no link */
  guint8 component;    /* of firmware that is being flashed, + 1 */
  guint8 components_left, reboots_left;
  guint8 cmos_reset;    /* its settings will be found at their defaults at the next boot */
  guint8 settings_lost; /* they were, and the TPM knows */
  guint8 boot_breaks;   /* MODEL_FAULT_INTERRUPT_BOOT strikes at the next chance */
  guint8 approved;      /* somebody has approved what DRS recommends for emptying it */
  guint8 does_not_wake; /* while MODEL_FAULT_FAIL_WAKE lasts */
  guint8 was_needed;    /* DPM has had to wake it again, and leaves it up */
  guint8 configured;    /* a task runs that keeps it in maintenance */
  guint8 pools_edited;  /* at the host itself, while it was disconnected */
  guint8 zero[2];
} ModelHostState;

typedef struct {
  guint32 tries; /* to enter maintenance, in this turn */
  guint32 keeps; /* it was in maintenance before its turn, and stays there after it */
  guint32 left;  /* VMs that are being stopped, or started again */
  guint32 failed; /* its turn has, once they are started again */
  ModelVersion staged; /* what lies on it, ready to be installed; 0 nothing */
  ModelVersion next;   /* what is being brought to it */
  ModelVersion meant;  /* the image that whoever looks after it has given it last */
  ModelVersion seen;   /* what vLCM has seen on it when it last looked; 0 it did not answer */
  ModelVersion listed; /* what the inventory of SDDC Manager has of it */
  guint32 zero;
} ModelUpdateState;

/* Tickets for pending timers: a shadow, since a ticket is a place in a queue and no fact. */
typedef struct {
  SimTicket host, wait, update, stage, agent, detector, cvm, detach, io, zookeeper, store;
  SimTicket steady, bare_guests, guests; /* of its I/O path: its own CVM, and what guests without Tools and with them wait for */
  SimTicket review, turn, room, dpm, dpm_look, mode, filling; /* of the cluster, at its first host */
} ModelHostTimers;

#endif
