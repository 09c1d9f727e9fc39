/* A fault: what breaks, when, and for how long.
 *
 * The surprising rule: a fault bound to a state strikes the first time that something is in it while the step runs, and only
 * then; one that lasts for SIM_NEVER does not end by itself. */

#ifndef MODEL_FLEET_FAULT_H
#define MODEL_FLEET_FAULT_H

#include "models/fleet/terms.h"

/* Which part of a partitioned network reaches the witness of its cluster. */
typedef enum { MODEL_WITNESS_BOTH, MODEL_WITNESS_WITH_THEM, MODEL_WITNESS_WITH_OTHERS } ModelWitnessSide;

typedef enum {
  MODEL_FAULT_CRASH,          /* a host loses power, a VM dies, a vCenter's service dies */
  MODEL_FAULT_ISOLATE,        /* a host loses its management network */
  MODEL_FAULT_HANG_BOOT,      /* its next boot does not come up by itself */
  MODEL_FAULT_FAIL_INSTALL,   /* its next installation fails */
  MODEL_FAULT_FAIL_CHECK,     /* its next check after an upgrade fails */
  MODEL_FAULT_FAIL_MIGRATION, /* a VM's next vMotion breaks */
  MODEL_FAULT_FAIL_POWER_ON,  /* a VM's power-ons fail while it lasts */
  MODEL_FAULT_FAIL_HA,        /* a host's next HA configuration fails */
  MODEL_FAULT_FAIL_UPGRADE,   /* a vCenter's next upgrade fails */
  MODEL_FAULT_CVM_DOWN,       /* the CVM of a host, by hand, outside the token */
  MODEL_FAULT_CVM_UNSTABLE,   /* the CVM of a host does not become stable after its next restart */
  MODEL_FAULT_KEEP_TOKEN,     /* the CVM of a host finishes its next restart without releasing the token */
  MODEL_FAULT_DEGRADE,        /* the CVM of a host is not well, and its peers notice */
  MODEL_FAULT_DISK_OFFLINE,   /* a disk of a Nutanix node */
  MODEL_FAULT_ABANDON_UPGRADE, /* somebody gives up a cluster's AOS upgrade that has stalled */
  MODEL_FAULT_FAIL_DISKS,     /* the vSAN devices of a host report errors */
  MODEL_FAULT_LOSE_WITNESS,   /* the witness host of a cluster cannot be reached */
  MODEL_FAULT_RE_REGISTER,    /* a VM gets a new number in the inventory */
  MODEL_FAULT_VMOTION_LINK_DOWN, /* a host loses its vMotion network while it lasts */
  MODEL_FAULT_CANCEL_MIGRATION,  /* somebody cancels a VM's vMotion, if it is under way */
  MODEL_FAULT_RESET_CMOS, /* a host's firmware settings are back at their defaults from its next boot on */
  MODEL_FAULT_LOSE_NICS,  /* a host's management and vMotion adapters are missing while it lasts */
  MODEL_FAULT_PARTITION,      /* some hosts hear the others no more, but one another */
  MODEL_FAULT_FAIL_AGENT,     /* a host's HA agent dies, or hostd under it */
  MODEL_FAULT_APD,            /* hosts lose all paths to a datastore */
  MODEL_FAULT_PDL,            /* a datastore is gone for good, as its array says */
  MODEL_FAULT_FAIL_VCLS,      /* the vCLS VMs of a cluster cannot run while it lasts */
  MODEL_FAULT_INTERRUPT_BOOT,    /* a host's next first boot of a new image is interrupted */
  MODEL_FAULT_PROVISION,         /* VMs are created, cloned or deployed on a host */
  MODEL_FAULT_CHANGE_NETWORK, /* of a host, so that its management is cut: it is rolled back */
  MODEL_FAULT_CUT_VCHA, /* the nodes of a vCenter HA do not hear one another */
  MODEL_FAULT_FAIL_STAGING,   /* a vCenter's next new appliance cannot be filled */
  MODEL_FAULT_CANCEL_UPGRADE, /* somebody cancels a vCenter's upgrade, if it can still be */
  MODEL_FAULT_FAIL_WAKE, /* a host does not wake from standby while it lasts */
  MODEL_FAULT_HANG_GUEST, /* the guest in a VM hangs */
  MODEL_FAULT_CONFIGURE,  /* a task runs on a host that needs it in maintenance for as long */
  MODEL_FAULT_EDIT_POOLS, /* somebody edits resource pools at a host that is disconnected */
  MODEL_FAULT_CANCEL_MAINTENANCE, /* somebody cancels that an AHV host is taken down, if it can still be */
  MODEL_FAULT_INTERVENE, /* somebody does something by hand to a host or a cluster, which resets what it resets */
  MODEL_FAULT_STOP_GOVERNOR,    /* a governor does not run, as for its own upgrade */
  MODEL_FAULT_FAIL_GOVERNOR,    /* what a governor puts right fails while it lasts */
  MODEL_FAULT_CHANGE_BY_HAND,   /* somebody changes a setting */
  MODEL_N_FAULTS
} ModelFaultKind;

/* A moment, or the first time that something is in a state while a step runs. */
typedef struct {
  ModelFaultKind kind;
  ModelTarget target;
  guint32 index;
  const char *name; /* "crash esx01" */
  gint64 at;        /* ms; -1 when it is bound to a state */
  guint32 step;     /* during: MODEL_NONE is any */
  ModelTarget whose;
  guint32 whom;
  const char *state; /* a state's name in the table of hosts or VMs; NULL while the step runs at all */
  gint64 lasts;      /* ms; SIM_NEVER does not end by itself */
  const guint32 *hosts; /* of a partition; that lose a datastore */
  guint32 n_hosts;
  guint32 part;      /* which they then are in, from 1 */
  guint32 datastore; /* that is lost */
  gboolean does_io;  /* a guest that hangs, all the same */
  guint32 cause;     /* ModelHaCause, of a configuration of HA that fails */
  guint32 lifecycle; /* ModelLifecycle, of what is done by hand */
  guint32 written;   /* which of ModelFleet.written a change by hand leaves */
  guint32 witness;   /* ModelWitnessSide, of a partition */
} ModelFault;

extern const char *const model_fault_words[], *const model_witness_side_words[];

#endif
