/* An inventory as an importer understood it, whatever tool it came from: vCenters, clusters, their hosts, VMs and rules.
 *
 * It says only what an export said. A number that was not given is SCENARIO_UNKNOWN, a text NULL, an answer UNSAID, and
 * the writer then leaves the key out. What had to be computed carries its reason in `assumed` and is written with it.
 * Everything hangs in a tree that owns what is below it; a VM's `host` and a rule's members are borrowed from the same
 * cluster.
 *
 * The surprising rule: names are data, not identifiers. They may repeat, hold any character or look like the language's
 * own syntax. scenario_inventory_settle makes the written names unique and puts everything in its order. */

#ifndef SCENARIO_INVENTORY_H
#define SCENARIO_INVENTORY_H

#include "scenarios/import/cell.h"

typedef struct {
  char *name, *version;
  char *assumed;  /* why the version is what it is, when nobody said so; NULL */
  char *maybe_vm; /* a VM that bears the vCenter's name; NULL */
} ScenarioInvVcenter;

/* Another product, that has a version and is not part of a cluster: Prism Central. */
typedef struct {
  char *name, *version;
  const char *kind; /* the language's word */
} ScenarioInvProduct;

typedef struct {
  char *name;
  char *said;  /* by the export, when `name` had to be changed; NULL */
  gint64 sockets, cores_per_socket, cores, clock_mhz, memory_mib, vmotion_mbit;
  char *version, *fault_domain;
  char *cpu_model; /* what vMotion compares without EVC; NULL */
  gboolean maintenance;
  GPtrArray *assumed; /* (element-type utf8) reasons for the numbers that nobody gave */
  char *remark;       /* something that its keys cannot say; NULL */
  const char *away;   /* disconnected, off or standby; NULL */
  char *moid;         /* the id of its managed object; NULL */
  GPtrArray *networks, *datastores; /* (element-type utf8) owned; NULL: all */
} ScenarioInvHost;

typedef enum { SCENARIO_POWER_ON, SCENARIO_POWER_OFF, SCENARIO_POWER_SUSPENDED } ScenarioPower;

/* Hints that a VM cannot be moved; the language's words for them are in write.c. */
typedef enum {
  SCENARIO_DEVICE_CLIENT_CD,
  SCENARIO_DEVICE_HOST_CD,
  SCENARIO_DEVICE_USB,
  SCENARIO_DEVICE_SR_IOV,
  SCENARIO_DEVICE_SHARED_BUS,
  SCENARIO_DEVICE_LOCAL_DATASTORE,
  SCENARIO_DEVICE_FAULT_TOLERANCE,
  SCENARIO_DEVICE_PCI_PASSTHROUGH,
  SCENARIO_DEVICE_VGPU,
  SCENARIO_N_DEVICES
} ScenarioDevice;

/* A resource pool. */
typedef struct _ScenarioInvPool {
  char *name, *said;
  gint64 cpu_mhz, memory_mib; /* what it is promised */
  gboolean fixed;             /* it takes nothing beyond that from its parent */
  const struct _ScenarioInvPool *parent; /* borrowed; NULL: the cluster itself */
} ScenarioInvPool;

typedef struct {
  char *name, *said;
  char *id;              /* the platform's own, for telling two VMs of one name apart; NULL */
  ScenarioInvHost *host; /* borrowed; NULL: DRS places it */
  char *named_host;      /* what the export named when that is no known host; NULL */
  ScenarioPower power;
  gint64 vcpus, memory_mib, memory_reservation_mib, cpu_reservation_mhz, overhead_mib, cpu_demand_mhz, active_mib;
  char *restart_priority; /* in the language's words; NULL */
  const char *automation; /* its own, in the language's words; NULL */
  const char *tools;      /* in the language's words; NULL: not known */
  const char *needs;      /* the lowest ESXi that runs its virtual hardware; NULL: not known; borrowed */
  guint devices;          /* bits, 1 << ScenarioDevice */
  const ScenarioInvPool *pool; /* borrowed; NULL: the cluster itself */
  const char *role;       /* agent; NULL */
  gint64 copies;          /* of its data, where they are not its cluster's */
  char *gpu_profile;      /* of its vGPU; NULL */
  GPtrArray *after;       /* (element-type ScenarioInvVm) borrowed: HA restarts it after these; NULL */
  const char *isolation;  /* its own response, in the language's words; NULL */
  char *remark;           /* something that its keys cannot say; NULL */
  GPtrArray *networks, *datastores; /* (element-type utf8) owned; NULL: not said */
} ScenarioInvVm;

typedef enum { SCENARIO_RULE_TOGETHER, SCENARIO_RULE_APART, SCENARIO_RULE_ON, SCENARIO_RULE_NOT_ON } ScenarioRuleKind;

typedef struct {
  char *name;
  ScenarioRuleKind kind;
  ScenarioAnswer must, enabled; /* without a word the language's own default holds */
  GPtrArray *vms;      /* (element-type ScenarioInvVm) borrowed */
  GPtrArray *hosts;    /* (element-type ScenarioInvHost) borrowed; of the kinds that name hosts */
  char *disabled;      /* why it is written as a comment only; NULL */
} ScenarioInvRule;

/* HA admission control, where an export says it whole. */
typedef struct {
  const char *policy; /* slot, percentage, dedicated, off; NULL: there is a failover level at most */
  gint64 cpu_percent, memory_percent, slot_cpu_mhz, slot_memory_mib, degradation;
  GPtrArray *hosts; /* (element-type ScenarioInvHost) borrowed: the dedicated ones */
} ScenarioInvAdmission;

typedef struct {
  char *name, *said;
  guint vcenter;        /* index, or SCENARIO_NO_VCENTER */
  const char *platform; /* "vsphere", "nutanix-ahv", "nutanix-esxi" */
  char *aos;            /* its AOS, on Nutanix; NULL */
  gint64 fault_tolerance, replication_factor;
  ScenarioAnswer ha, admission_control;
  gint64 host_failures;
  ScenarioInvAdmission admission;
  GString *ha_more, *drs_more; /* further keys of `ha` and `drs`, as YAML */
  gboolean evc, dpm, lone; /* lone: a host in no cluster, written as one of its own */
  const char *drs; /* the language's word for the automation level; NULL */
  GPtrArray *hosts, *vms, *rules, *pools;
  GPtrArray *remarks; /* (element-type utf8) what its keys cannot say, a line each */
} ScenarioInvCluster;

#define SCENARIO_INV_MOST   (1 << 30) /* of any measure of a host or VM: a PiB of memory */
#define SCENARIO_NO_VCENTER G_MAXUINT

/* Something only the architect knows: what to ask, and the line of YAML that would say it. */
typedef struct {
  char *ask, *line;
} ScenarioInvQuestion;

/* A step of the default plan, or a remark that stands among them. Each step comes after the one before it. */
typedef struct {
  char *name;       /* NULL: a remark */
  const char *verb; /* "remediate" */
  char *subject;    /* what it is done to, or the remark */
  char *to;         /* version, or NULL */
  gboolean is_raw;  /* the subject is a value such as 10 min, and no name */
  char *more;       /* further keys, as YAML; NULL */
} ScenarioInvStep;

typedef struct {
  const char *maker; /* "rollcall import rvtools" */
  char *source;      /* base name of what was read */
  char *target;      /* version that vCenters and hosts go to; NULL: there is nothing to upgrade to */
  char *title;       /* what the default plan does, as one sentence */
  const char *story; /* how it goes about it, as a sentence */
  const char *order; /* of the default plan, as a remark above it */
  GPtrArray *vcenters, *products, *clusters, *steps, *questions;
  GPtrArray *notices; /* (element-type utf8) borrowed from the caller */
} ScenarioInventory;

ScenarioInventory *scenario_inventory_new (const char *maker, const char *source, GPtrArray *notices);
void scenario_inventory_free (ScenarioInventory *inventory); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioInventory, scenario_inventory_free)

/* New members; whoever adds them to their array hands them over. Numbers begin as unknown. (transfer full) */
ScenarioInvVcenter *scenario_inv_vcenter_new (const char *name);
ScenarioInvCluster *scenario_inv_cluster_new (const char *name);
ScenarioInvHost *scenario_inv_host_new (const char *name);
ScenarioInvVm *scenario_inv_vm_new (const char *name);
ScenarioInvRule *scenario_inv_rule_new (const char *name, ScenarioRuleKind kind);

/* The cluster's rule of that name and kind, new if there is none yet. (transfer none) */
ScenarioInvRule *scenario_inv_cluster_rule (ScenarioInvCluster *cluster, const char *name,
                                            ScenarioRuleKind kind);
ScenarioInvPool *scenario_inv_pool_new (const char *name);
void scenario_inv_pool_free (gpointer pool);
void scenario_inv_cluster_free (gpointer cluster);
void scenario_inv_vm_free (gpointer vm);
void scenario_inv_host_free (gpointer host);

void scenario_inventory_notice (ScenarioInventory *inventory, const char *format, ...) G_GNUC_PRINTF (2, 3);
void scenario_inventory_ask (ScenarioInventory *inventory, const char *ask, const char *line);
void scenario_inventory_remark (GPtrArray *remarks, const char *format, ...) G_GNUC_PRINTF (2, 3);

void scenario_inventory_product (ScenarioInventory *inventory, const char *name, const char *kind, const char *version);

/* Adds a step; `kind` becomes its name, with the subject's when `of_many`. `to` may be NULL. The step is the inventory's. */
ScenarioInvStep *scenario_inventory_step (ScenarioInventory *inventory, const char *kind, gboolean of_many, const char *verb,
                              const char *subject, const char *to);
void scenario_inventory_wait (ScenarioInventory *inventory, const char *name, const char *duration);
void scenario_inventory_step_remark (ScenarioInventory *inventory, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Names made unique, with a notice for each kind that had to change; clusters, hosts, VMs and rules in natural order of
 * their names; rules of fewer than two VMs dropped and contradictory ones disabled, both with a notice. */
void scenario_inventory_settle (ScenarioInventory *inventory);

/* How many there are in all: hosts, VMs, and VMs that are powered on. */
typedef struct {
  guint hosts, vms, on;
} ScenarioInvCount;

ScenarioInvCount scenario_inventory_count (const ScenarioInventory *inventory);

/* Without EVC, hosts of different CPU generations exchange no VMs (B13). The generation is the highest EVC mode that a host could
 * have; where all of a cluster are of one, or say nothing, it is forgotten. */
void scenario_inv_cluster_level_cpus (ScenarioInvCluster *cluster);

/* Whether CPU and memory are said and could be: a host of no cores, or of a million, cannot be written. Sockets that the language
 * has no room for are forgotten, and the cores stand for them. */
gboolean scenario_inv_host_makes_sense (ScenarioInvHost *host);
gboolean scenario_inv_vm_makes_sense (const ScenarioInvVm *vm);

gint64 scenario_inv_host_cpu_mhz (const ScenarioInvHost *host); /* SCENARIO_UNKNOWN when it does not follow */

/* "1 host", "3 hosts" (transfer full) */
char *scenario_count (guint n, const char *one);

#endif
