/* A VM: its size, where it stands, what ties it to its host and how HA and DRS are to treat it.
 *
 * The surprising rule: `host` is MODEL_NONE for a VM that a scenario places nowhere; it begins where DRS would place it. */

#ifndef MODEL_FLEET_VM_H
#define MODEL_FLEET_VM_H

#include "models/fleet/terms.h"

/* HA-30, greatest first. */
typedef enum {
  MODEL_PRIORITY_HIGHEST,
  MODEL_PRIORITY_HIGH,
  MODEL_PRIORITY_MEDIUM,
  MODEL_PRIORITY_LOW,
  MODEL_PRIORITY_LOWEST,
  MODEL_PRIORITY_DISABLED,
  MODEL_N_PRIORITIES
} ModelPriority;

/* HA-30: what goes before any priority. */
typedef enum { MODEL_ROLE_ORDINARY, MODEL_ROLE_FT_SECONDARY, MODEL_ROLE_AGENT } ModelRole;

/* What is known of VMware Tools in a VM. Those that are UNMANAGED belong to the guest's own packages (open-vm-tools). */
typedef enum { MODEL_TOOLS_NONE, MODEL_TOOLS_RUNNING, MODEL_TOOLS_UNMANAGED, MODEL_TOOLS_OLD, MODEL_TOOLS_CURRENT } ModelTools;

typedef enum { MODEL_POWER_ON, MODEL_POWER_OFF, MODEL_POWER_SUSPENDED } ModelPower;

/* What ties a VM to its host; a bit each. Table model_devices in blockers.c has the words, the fix and the source. */
typedef enum {
  MODEL_DEVICE_PCI_PASSTHROUGH,
  MODEL_DEVICE_SR_IOV,
  MODEL_DEVICE_VGPU,
  MODEL_DEVICE_USB,
  MODEL_DEVICE_HOST_CD,
  MODEL_DEVICE_CLIENT_CD,
  MODEL_DEVICE_LOCAL_DATASTORE,
  MODEL_DEVICE_SHARED_BUS,
  MODEL_DEVICE_FAULT_TOLERANCE,
  MODEL_DEVICE_PERFORMANCE_COUNTERS,
  MODEL_DEVICE_USB_VMOTION, /* enabled for vMotion: it does not tie */
  MODEL_DEVICE_3D,          /* rendered in hardware */
  MODEL_N_DEVICES
} ModelDevice;

#define MODEL_RULES_OF_A_VM 64 /* at most */

typedef struct {
  const char *name;
  guint32 cluster;
  guint32 host; /* MODEL_NONE: placed as DRS would */
  guint32 vcpus;
  gint64 memory_mib;
  gint64 cpu_reservation_mhz, memory_reservation_mib, overhead_mib;
  gint64 cpu_demand_mhz;    /* what it uses; 0 is "not said" */
  gint64 active_memory_mib; /* likewise */
  gint64 storage_cpu_mhz;   /* that its I/O costs the Stargate that serves it; likewise */
  gboolean overcommits;     /* AHV memory overcommit is enabled for it */
  gint64 dirty_bytes_s;     /* G_MAXINT64 is "not said"; 0 is 0 */
  ModelPower power;
  ModelPriority priority;
  ModelAutomation automation;
  ModelIsolation isolation;
  ModelRole role;
  guint32 partner;        /* of its Fault Tolerance pair, in which its role says which it is; MODEL_NONE */
  ModelReady ready;
  gint64 ready_delay;     /* ms; -1 as its cluster */
  ModelTools tools;       /* NONE of them run in it */
  const guint32 *restart_after; /* VMs that must be ready before HA restarts it (HA-32) */
  guint32 n_restart_after;
  gboolean before_others; /* it is in the list of another */
  guint32 devices;        /* a bit per ModelDevice */
  ModelEncryptedVmotion encrypted_vmotion;
  const char *gpu_profile; /* of its vGPU, or NULL */
  gboolean unbound;       /* vCenter has given it no port of its static port group yet */
  guint32 depends_on;     /* a bit per ModelBios */
  ModelVersion needs;     /* lowest ESXi version that can run it, B20; 0 any */
  guint64 networks, datastores;
  guint32 vcenter;        /* that runs in it, or MODEL_NONE */
  guint32 node_of;        /* the vCenter of whose HA it is a node, + 1 */
  guint32 pool;           /* MODEL_NONE is the cluster's root */
  guint32 copies;         /* of its data on Nutanix: 1 is lost with its node; 0 as its cluster */
  gint64 working_set_mib, read_interval; /* on Nutanix, what it reads again and again; how often, 0 is "not said" */
  gboolean reads_in_order;               /* rather than at random */
  guint64 licences;         /* of its guest, a bit for each of the fleet's */
  const char *tier, *owner; /* or NULL */
  gint64 disks_mib;         /* all of its disks; 0 is "not said" */
  guint32 disk_count;       /* on vSAN, as so many objects of equal size; 0 is 1 */
  guint32 storage_policy;   /* MODEL_NONE: the product's default, RAID-1 of one failure */
  gint64 write_bytes_s;     /* to its disks; G_MAXINT64 is "not said" */
} ModelVm;

extern const char *const model_priority_words[], *const model_role_words[], *const model_tools_words[],
  *const model_power_words[], *const model_device_words[];

#endif
