/* What changes during a run, beside the states of the machines: one column of plain structs for each kind of thing, under
 * the indices of the fleet. See sim/world.h for why they have no pointers and no holes.
 *
 * Host sums count a VM where it is powered on, and also where it is on its way to, from the moment its vMotion has
 * reserved room there: two hosts carry a VM that moves. Only the functions of hosts.h touch them, so that they always add
 * up (and model_assert_sums adds them up again). */

#ifndef MODEL_STATE_H
#define MODEL_STATE_H

#include "models/machines.h"

#define MODEL_VMOTION_SLOTS 8 /* of one host, both directions; VMO-02's maximum, physics may only lower it */

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"

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

typedef struct {
  guint32 tries; /* to enter maintenance, in this turn */
  guint32 keeps; /* it was in maintenance before its turn, and stays there after it */
  guint32 left;  /* VMs that are being stopped, or started again */
  guint32 failed; /* its turn has, once they are started again */
  ModelVersion staged; /* what lies on it, ready to be installed; 0 nothing */
  ModelVersion next;   /* what is being brought to it */
} ModelUpdateState;

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

typedef struct {
  guint32 master;      /* host whose HA agent is master and holds the lists of protected VMs, + 1; 0 none */
  guint32 automation;  /* ModelAutomation of DRS now */
  guint32 stuck;       /* hosts stuck or refused by admission control */
  guint32 dpm_off_by;  /* plan step that switched it off, + 1 */
  SimTime look_at;     /* when DRS will look next; 0 not planned */
  guint32 token_holder; /* host, + 1 */
  guint32 token_queue;  /* how many wait */
  guint32 admission_off_by; /* plan step that switched it off, + 1 */
  guint32 resilience_lost;  /* CVMs that are not serving */
  guint32 queued;           /* 1 while moves of DRS that need not be wait for a slot */
  guint32 by_hand;          /* moves by hand that wait for a slot */
  ModelVersion image; /* the newest that somebody has committed during the run; 0 none */
  guint32 past_vcenter;  /* some VM of it is */
  guint32 recommended;   /* moves that DRS recommends and that have not been made */
  guint32 levels;        /* of automation that VMs have of their own, a bit per ModelAutomation */
} ModelClusterState;

#define MODEL_BATCHES 8 /* in which HA restarts, see models/ha/order.h */

/* HA's own books, beside those of the things themselves: of a cluster, */
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

typedef struct {
  ModelVersion version, next_version;
  ModelDate released; /* of its patch; 0 is that of its version */
  guint32 step;  /* whose upgrade is under way, + 1 */
  guint8 fails, staging_fails; /* its next upgrade does: out of service, or while the new appliance is filled */
  guint8 verifies; /* certificates of hosts, since its upgrade (VC-12) */
  guint8 zero;
  guint32 turn;     /* counts what it begins and breaks off, so that what ends late is told from what ends now */
  guint32 vmotions; /* operations under way */
} ModelVcenterState;

typedef struct {
  ModelVersion version;
  guint32 step;  /* that upgrades it, + 1 */
  guint32 fails; /* its next upgrade does */
} ModelProductState;

typedef struct {
  ModelVersion version;
  guint32 nioc;
  guint32 step; /* that upgrades it, + 1 */
} ModelDvsState;

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

/* vCenter HA. */
typedef struct {
  guint32 mode;    /* ModelVchaMode */
  guint32 active;  /* which node is: 0 or 1 */
  guint32 cut;     /* the nodes do not hear one another */
  guint32 stopped; /* it has stopped vCenter */
  guint32 found;   /* nodes there, + 1, as the open finding has it */
  guint32 round;   /* counts changes, so that what was begun before one is told from what is begun after */
} ModelVchaState;

typedef struct {
  guint32 agents;  /* vCLS VMs that run */
  guint32 retreat; /* plan step that has set retreat mode, + 1 */
  guint32 broken;  /* something keeps them from running */
} ModelVclsState;

typedef struct {
  SimTime began, ended; /* SIM_NEVER not yet */
  guint32 next, busy, finished, failed; /* hosts: next to take in the order, at work, done, failed */
  guint32 switched_off; /* what was on and is to be on again at the end; a bit per ModelSwitch */
  guint32 skipped;      /* hosts passed over */
  gint32 margin;        /* what any vSAN object may still lose when the step has ended */
  guint32 measured;     /* there is such an object */
} ModelStepState;

/* A rule is enabled, now: by the scenario, or by the plan step that set it last, + 1. */
typedef struct {
  guint32 on, by;
} ModelRuleState;

/* HST-07: what a host has in memory and what it finds when it boots are two things until the hourly save. */
typedef struct {
  guint32 value; /* ModelCellValue */
  guint32 step;  /* that set it, + 1 */
  guint32 saved, saved_step; /* the same as it stands on disk, while `changed` says that it differs */
  SimTime changed;           /* when it was last set without a clean shutdown since, + 1; 0 it is saved */
} ModelCellState;

typedef struct {
  gint32 margin; /* how many more may be lost; negative is lost */
  guint32 up;
} ModelGroupState;

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

/* An AHV node and what it waits for. */
typedef struct {
  SimTime busy_since; /* its CPU is too busy since then, + 1; 0 it is not */
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

/* Where a component is and how it does; MODEL_COMPONENT_…. Lists are by index + 1. */
typedef struct {
  guint32 host;           /* MODEL_NONE: the witness host */
  guint32 next, previous; /* in its host's list */
  guint32 target;         /* host that it is being moved to or rebuilt on, + 1; its room there is taken */
  guint32 durable;        /* host that holds what is written meanwhile, + 1 (VS-15) */
  guint8 state;           /* ModelComponentState */
  guint8 last;            /* it was up to date when its object stopped: nothing has been written since */
  guint8 votes;           /* it has now, see votes.c */
  guint8 laid;            /* of an object's first one: that lies anew, see relayout.c */
} ModelComponentPlace;

/* What one host has to do with vSAN: room, and batches of bytes that may be under way for it, see resync.h. */
typedef struct {
  gint64 used_mib;         /* with what is on its way here */
  gint64 left[3];          /* bytes of each batch, as of `since` */
  gint64 rate;             /* bytes a second that each of its batches gets now */
  SimTime since;
  SimTime away_since;      /* SIM_NEVER while all it holds is up to date */
  SimTime repair_at;       /* when the repair timer ends, or ended; SIM_NEVER */
  guint32 first, n;        /* components it holds */
  guint32 failed;          /* its devices are */
  guint32 format;          /* of its devices; 0 is "not said" */
  guint32 cut;             /* off the vSAN network */
  guint32 zero;
} ModelVsanHostState;

typedef struct {
  gint64 repair_timer, repair_before; /* ms: as a step has set it, and as it was; 0 is the scenario's */
  gint64 repair_from;                 /* when the new one begins to count */
  guint32 lost, critical, reduced; /* objects, by the worst that is to be said of them; reduced ones survive a loss */
  guint32 version;                 /* ModelVersion by which objects are laid out: the oldest host's */
  guint32 format, next_format;     /* on-disk format: the oldest, and the one to come */
  guint32 step;                    /* that converts it, + 1 */
  guint32 converting;              /* host that is being converted, + 1 */
  guint32 waiting;                 /* remediation that waits until resync is over, + 1 */
  guint32 to_lay_out;              /* objects in the layout of 7.0 and older, see relayout.c */
  guint32 relayout_step;           /* that lays them out anew, + 1 */
  guint32 split;                   /* its network is in parts, see parts.h; the rest is of that */
  guint32 witness_part;            /* the only one that reaches the witness, + 1; 0 is whichever */
  guint32 witness_with;            /* the one that the witness is in, + 1; 0 none */
  guint32 main_part;               /* the one that serves the most objects, + 1; 0 none */
  guint32 site;                    /* that is put in maintenance, or is in it: 0 or 1, see site.c; the rest is of that */
  guint32 site_step;               /* that wants it, + 1; 0 none does any more */
  guint32 site_left, site_failed;  /* hosts that have not answered; that could not */
  guint32 zero;
} ModelVsanState;

typedef struct {
  ModelVersion version;
  guint32 step; /* that upgrades it, + 1 */
} ModelWitnessState;

/* Tickets for pending timers: a shadow, since a ticket is a place in a queue and no fact. */
typedef struct {
  SimTicket host, wait, update, stage, agent, detector, cvm, detach, io, zookeeper, store;
  SimTicket steady, bare_guests, guests; /* of its I/O path: its own CVM, and what guests without Tools and with them wait for */
  SimTicket review, turn, room, dpm, dpm_look; /* of the cluster, at its first host */
} ModelHostTimers;

typedef struct {
  SimTicket migration, restart, isolation, power, ready, vmcp, monitor;
  SimTicket read, owned, copied; /* its data on Nutanix, see nutanix/locality.h */
} ModelVmTimers;

typedef struct {
  SimTicket batch[3], repair;
  SimTicket votes; /* of the cluster, at its first host */
} ModelVsanTimers;

/* What the VMs of a cluster claim of admission control, kept by ha/claims.c: a shadow, since it follows from the rest. */
typedef struct {
  gint64 cpu_mhz, memory_mib;
  gint64 slot_cpu_mhz, slot_memory_mib, slots; /* a slot, and how many they take */
  gint64 known;                                /* not 0: it holds */
} ModelClaims;

#pragma GCC diagnostic pop

typedef enum { MODEL_IS_ACTIVE, MODEL_IS_ABSENT, MODEL_IS_DEGRADED, MODEL_IS_STALE } ModelComponentState;

/* An object, from best to worst. */
typedef enum { MODEL_IS_COMPLIANT, MODEL_IS_REDUCED, MODEL_IS_CRITICAL, MODEL_IS_LOST } ModelObjectCondition;

typedef enum { MODEL_CELL_DECLARED, MODEL_CELL_ACTUAL, MODEL_CELL_FALLBACK, MODEL_CELL_SET } ModelCellValue;

enum {
  MODEL_COLUMN_HOST,
  MODEL_COLUMN_UPDATE,
  MODEL_COLUMN_VM,
  MODEL_COLUMN_MIGRATION,
  MODEL_COLUMN_CLUSTER,
  MODEL_COLUMN_VCENTER,
  MODEL_COLUMN_PRODUCT,
  MODEL_COLUMN_SWITCH,
  MODEL_COLUMN_PORT,
  MODEL_COLUMN_GUEST,
  MODEL_COLUMN_VCHA,
  MODEL_COLUMN_VCLS,
  MODEL_COLUMN_STEP,
  MODEL_COLUMN_RULE,
  MODEL_COLUMN_CELL,
  MODEL_COLUMN_GROUP,
  MODEL_COLUMN_CVM,
  MODEL_COLUMN_LOCALITY,
  MODEL_COLUMN_AHV_HOST,
  MODEL_COLUMN_AHV_VM,
  MODEL_COLUMN_STORE,
  MODEL_COLUMN_DATASTORE,   /* guint32: cost that the operations under way bring upon it */
  MODEL_COLUMN_HA_CLUSTER,
  MODEL_COLUMN_HA_HOST,
  MODEL_COLUMN_HA_VM,
  MODEL_COLUMN_TOKEN_QUEUE, /* guint32 a host: the cluster's queue of hosts stands at its first host */
  MODEL_COLUMN_HOST_TIMERS,
  MODEL_COLUMN_VM_TIMERS,
  MODEL_COLUMN_CLAIMS,
  MODEL_COLUMN_COMPONENT,
  MODEL_COLUMN_OBJECT, /* guint8: ModelObjectCondition */
  MODEL_COLUMN_VSAN_HOST,
  MODEL_COLUMN_VSAN,
  MODEL_COLUMN_WITNESS,
  MODEL_COLUMN_VSAN_TIMERS,
  MODEL_N_COLUMNS
};

/* ---- Getting at things. `run` gives the world, the model gives the fleet. ---- */

#define MODEL_ACCESS(NAME, TYPE, COLUMN)                                                                               \
  static inline TYPE *NAME (const SimRun *run, guint32 index)                                                          \
  {                                                                                                                    \
    return (TYPE *) sim_world_column (run->model, run->world, COLUMN) + index;                                         \
  }

MODEL_ACCESS (model_host_state, ModelHostState, MODEL_COLUMN_HOST)
MODEL_ACCESS (model_update_state, ModelUpdateState, MODEL_COLUMN_UPDATE)
MODEL_ACCESS (model_vm_state, ModelVmState, MODEL_COLUMN_VM)
MODEL_ACCESS (model_migration_state, ModelMigrationState, MODEL_COLUMN_MIGRATION)
MODEL_ACCESS (model_cluster_state, ModelClusterState, MODEL_COLUMN_CLUSTER)
MODEL_ACCESS (model_vcenter_state, ModelVcenterState, MODEL_COLUMN_VCENTER)
MODEL_ACCESS (model_product_state, ModelProductState, MODEL_COLUMN_PRODUCT)
MODEL_ACCESS (model_switch_state, ModelDvsState, MODEL_COLUMN_SWITCH)
MODEL_ACCESS (model_port_state, ModelPortState, MODEL_COLUMN_PORT)
MODEL_ACCESS (model_guest_state, ModelGuestState, MODEL_COLUMN_GUEST)
MODEL_ACCESS (model_vcha_state, ModelVchaState, MODEL_COLUMN_VCHA)
MODEL_ACCESS (model_vcls_state, ModelVclsState, MODEL_COLUMN_VCLS)
MODEL_ACCESS (model_step_state, ModelStepState, MODEL_COLUMN_STEP)
MODEL_ACCESS (model_rule_state, ModelRuleState, MODEL_COLUMN_RULE)
MODEL_ACCESS (model_cell_state, ModelCellState, MODEL_COLUMN_CELL)
MODEL_ACCESS (model_group_state, ModelGroupState, MODEL_COLUMN_GROUP)
MODEL_ACCESS (model_cvm_state, ModelCvmState, MODEL_COLUMN_CVM)
MODEL_ACCESS (model_locality, ModelLocality, MODEL_COLUMN_LOCALITY)
MODEL_ACCESS (model_ahv_host, ModelAhvHost, MODEL_COLUMN_AHV_HOST)
MODEL_ACCESS (model_ahv_vm, ModelAhvVm, MODEL_COLUMN_AHV_VM)
MODEL_ACCESS (model_store_state, ModelStoreState, MODEL_COLUMN_STORE)
MODEL_ACCESS (model_datastore_cost, guint32, MODEL_COLUMN_DATASTORE)
MODEL_ACCESS (model_ha_cluster, ModelHaCluster, MODEL_COLUMN_HA_CLUSTER)
MODEL_ACCESS (model_ha_host, ModelHaHost, MODEL_COLUMN_HA_HOST)
MODEL_ACCESS (model_ha_vm, ModelHaVm, MODEL_COLUMN_HA_VM)
MODEL_ACCESS (model_token_queue, guint32, MODEL_COLUMN_TOKEN_QUEUE)
MODEL_ACCESS (model_host_timers, ModelHostTimers, MODEL_COLUMN_HOST_TIMERS)
MODEL_ACCESS (model_vm_timers, ModelVmTimers, MODEL_COLUMN_VM_TIMERS)
MODEL_ACCESS (model_kept_claims, ModelClaims, MODEL_COLUMN_CLAIMS)
MODEL_ACCESS (model_component, ModelComponentPlace, MODEL_COLUMN_COMPONENT)
MODEL_ACCESS (model_object_condition, guint8, MODEL_COLUMN_OBJECT)
MODEL_ACCESS (model_vsan_host, ModelVsanHostState, MODEL_COLUMN_VSAN_HOST)
MODEL_ACCESS (model_vsan_state, ModelVsanState, MODEL_COLUMN_VSAN)
MODEL_ACCESS (model_witness_state, ModelWitnessState, MODEL_COLUMN_WITNESS)
MODEL_ACCESS (model_vsan_timers, ModelVsanTimers, MODEL_COLUMN_VSAN_TIMERS)

static inline const ModelFleet *
model_fleet (const SimRun *run)
{
  return run->model->scenario;
}

static inline gint64
model_number (const SimRun *run, ModelPhysics number)
{
  return model_fleet (run)->physics[number];
}

/* The actor of a machine for one thing, and back: the index of the thing an actor stands for. */
static inline SimId
model_actor (const SimRun *run, guint machine, guint32 index)
{
  return sim_model_actor (run->model, machine, index);
}

static inline guint32
model_index (const SimRun *run, SimId actor)
{
  return sim_model_index (run->model, actor);
}

static inline guint
model_state (const SimRun *run, guint machine, guint32 index)
{
  return sim_state (run, model_actor (run, machine, index));
}

/* Shorthand of the machines' files, where `run` and `event` are at hand. */
#define ME model_index (run, event->to)
#define ACTOR(M, INDEX) model_actor (run, MODEL_MACHINE_##M, (guint32) (INDEX))
#define STATE(M, INDEX) model_state (run, MODEL_MACHINE_##M, (guint32) (INDEX))
#define TELL(M, INDEX, SIGNAL, ARG) sim_send (run, 0, ACTOR (M, INDEX), SIGNAL, ARG)
#define TELL_IN(DELAY, M, INDEX, SIGNAL, ARG) sim_send (run, DELAY, ACTOR (M, INDEX), SIGNAL, ARG)
#define TO(M, SIGNAL) { MODEL_MACHINE_##M, M##_ON_##SIGNAL }

#endif
