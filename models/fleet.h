/* The fleet: what a scenario describes and a run never changes. Inventory, rules, policies, quorum groups, plan, faults.
 *
 * Everything is an array of plain structs in canonical order (by name, numbers inside names by value, hosts and VMs
 * cluster by cluster), so that the order in which a file happens to list things can decide nothing. Others refer to an
 * element by its index; MODEL_NONE refers to none. What changes during a run stands in state.h under the same index.
 *
 * Units, always: MHz, MiB, bytes per second, bits per second for links, milliseconds, per cent in thousandths (12.5 % is
 * 12500). Nothing here is negative. Versions are packed, see model_version. Strings belong to the fleet.
 *
 * The surprising rule: the fleet holds no defaults that stand for vendor behaviour. A figure that the scenario leaves out
 * and that a model needs is in physics.h, with its source; here it is 0 or MODEL_NONE, "not said".
 *
 * Facts: LCM-01. */

#ifndef MODEL_FLEET_H
#define MODEL_FLEET_H

#include "models/physics.h"
#include "models/vsan/layout.h"
#include "sim/event.h"

#define MODEL_NONE G_MAXUINT32

/* 8.0.3 is 8 << 24 | 0 << 16 | 3 << 8: up to four numbers below 256, compared as they read. 0 is "not said". The line is
 * the first two: 8.0. */
typedef guint32 ModelVersion;
#define MODEL_VERSION(A, B, C) ((ModelVersion) ((A) << 24 | (B) << 16 | (C) << 8))
#define MODEL_VERSION_LINE(VERSION) ((VERSION) >> 16)

/* A day as 20180503; 0 is "not said". */
typedef guint32 ModelDate;

/* ---- Words. Each list is the language's spelling, the enum, and what is said of it; fleet.c has the tables. ---- */

typedef enum { MODEL_VSPHERE, MODEL_NUTANIX_AHV, MODEL_NUTANIX_ESXI } ModelPlatform;

typedef enum { MODEL_ADMISSION_OFF, MODEL_ADMISSION_SLOT, MODEL_ADMISSION_PERCENTAGE, MODEL_ADMISSION_DEDICATED }
  ModelAdmissionPolicy;

/* AC-07: as large as the largest, which slot-cpu and slot-memory only lower; or exactly those. */
typedef enum { MODEL_SLOT_COVERS_ALL, MODEL_SLOT_FIXED } ModelSlotSize;

/* DRS-01, DRS-02. INHERIT is a VM's: as its cluster. */
typedef enum {
  MODEL_AUTOMATION_INHERIT,
  MODEL_AUTOMATION_OFF,
  MODEL_AUTOMATION_MANUAL,
  MODEL_AUTOMATION_PARTIAL,
  MODEL_AUTOMATION_FULL
} ModelAutomation;

/* HA-23, HA-24. */
typedef enum { MODEL_ISOLATION_INHERIT, MODEL_ISOLATION_NONE, MODEL_ISOLATION_POWER_OFF, MODEL_ISOLATION_SHUTDOWN }
  ModelIsolation;

/* HA-44. Conservative: only when a host is known that can have the VM; aggressive: also when nobody can be asked. */
typedef enum { MODEL_APD_OFF, MODEL_APD_CONSERVATIVE, MODEL_APD_AGGRESSIVE } ModelApd;
typedef enum { MODEL_PDL_OFF, MODEL_PDL_RESTART } ModelPdl;

/* VM monitoring, by the client's presets; CUSTOM is as the API's defaults have it, see physics.def (HA-45). */
typedef enum {
  MODEL_MONITORING_OFF,
  MODEL_MONITORING_LOW,
  MODEL_MONITORING_MEDIUM,
  MODEL_MONITORING_HIGH,
  MODEL_MONITORING_CUSTOM
} ModelMonitoring;

/* HA-20: where the addresses answer that a host pings before it declares itself isolated. */
typedef enum { MODEL_ADDRESSES_SAME_NETWORK, MODEL_ADDRESSES_OTHER_NETWORK, MODEL_ADDRESSES_NONE } ModelAddresses;

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

/* HA-31: when a VM that HA restarts counts as ready, so that those after it may go. INHERIT is a VM's: as its cluster. */
typedef enum {
  MODEL_READY_INHERIT,
  MODEL_READY_NONE, /* as soon as it has its host */
  MODEL_READY_POWERED_ON,
  MODEL_READY_GUEST,
  MODEL_READY_APPLICATION
} ModelReady;

/* What is known of VMware Tools in a VM. Those that are UNMANAGED belong to the guest's own packages (open-vm-tools). */
typedef enum { MODEL_TOOLS_NONE, MODEL_TOOLS_RUNNING, MODEL_TOOLS_UNMANAGED, MODEL_TOOLS_OLD, MODEL_TOOLS_CURRENT } ModelTools;

typedef enum { MODEL_POWER_ON, MODEL_POWER_OFF, MODEL_POWER_SUSPENDED } ModelPower;

typedef enum { MODEL_HOST_CONNECTED, MODEL_HOST_MAINTENANCE, MODEL_HOST_DISCONNECTED, MODEL_HOST_OFF, MODEL_HOST_STANDBY }
  ModelHostStart;

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

typedef enum { MODEL_RULE_KEEP_APART, MODEL_RULE_KEEP_TOGETHER, MODEL_RULE_RUN_ON, MODEL_RULE_RUN_NOT_ON } ModelRuleKind;

/* Where a policy is attached decides what inherits it: one value a host (vds, host, bios), or one for the cluster. */
typedef enum { MODEL_POLICY_VDS, MODEL_POLICY_HOST, MODEL_POLICY_BIOS, MODEL_POLICY_CLUSTER, MODEL_POLICY_STORAGE }
  ModelPolicyKind;

/* What happens in a life cycle that can reset a policy; a bit each in ModelPolicy.reset_by. */
typedef enum {
  MODEL_LIFECYCLE_ESXI_UPGRADE,
  MODEL_LIFECYCLE_VCENTER_UPGRADE,
  MODEL_LIFECYCLE_FIRMWARE_UPGRADE,
  MODEL_LIFECYCLE_AOS_UPGRADE,
  MODEL_LIFECYCLE_AHV_UPGRADE,
  MODEL_LIFECYCLE_REBOOT,
  MODEL_LIFECYCLE_RECONNECT,
  MODEL_LIFECYCLE_CRASH,
  MODEL_LIFECYCLE_CMOS_RESET, /* resets every policy of kind bios that has a default */
  MODEL_LIFECYCLE_SWITCH_UPGRADE, /* of a distributed switch, on all of its hosts */
  MODEL_LIFECYCLE_NIOC_UPGRADE,   /* its Network I/O Control goes from 2 to 3 */
  MODEL_N_LIFECYCLE
} ModelLifecycle;

/* What a host's setting provides to those who depend on it, or the host itself (DR-18). */
typedef enum {
  MODEL_BIOS_NONE,
  MODEL_BIOS_VT_X,
  MODEL_BIOS_VT_D,
  MODEL_BIOS_SR_IOV,
  MODEL_BIOS_NUMA,
  MODEL_BIOS_POWER_PROFILE,
  MODEL_BIOS_BOOT_MODE,
  MODEL_N_BIOS
} ModelBios;

/* What can be flashed, in the order in which it is. */
typedef enum { MODEL_PART_BMC, MODEL_PART_BIOS, MODEL_PART_HBA, MODEL_PART_NIC, MODEL_N_PARTS }
  ModelPart;

/* MAJORITY: more than half of the votes (N-03, K-01). RING: every set of `copies` neighbours keeps a majority (N-06, N-07).
 * VOTES_AND_DATA: more than half of the votes and enough whole data (VS-01). COPIES: data is there while fewer than
 * `copies` of the members are away at once (N-08, N-26). */
typedef enum { MODEL_QUORUM_MAJORITY, MODEL_QUORUM_RING, MODEL_QUORUM_VOTES_AND_DATA, MODEL_QUORUM_COPIES }
  ModelQuorumKind;

typedef enum { MODEL_CARRIER_HOST, MODEL_CARRIER_CVM, MODEL_CARRIER_VM, MODEL_CARRIER_OUTSIDE } ModelCarrier;

typedef enum {
  MODEL_VERB_UPGRADE_VCENTER,
  MODEL_VERB_REMEDIATE,
  MODEL_VERB_UPGRADE_AOS,
  MODEL_VERB_UPGRADE_FIRMWARE,
  MODEL_VERB_MAINTENANCE, /* a host enters, and stays */
  MODEL_VERB_LEAVE,       /* a host leaves maintenance */
  MODEL_VERB_POWER_ON,    /* a VM, asked of vCenter, so admission control has a say */
  MODEL_VERB_MOVE,        /* a VM goes to another host: vMotion by hand */
  MODEL_VERB_RELOCATE,    /* a VM's disks go to another datastore: Storage vMotion */
  MODEL_VERB_SET,         /* admission control or DRS of a cluster, or a policy's actual value */
  MODEL_VERB_VALIDATE,
  MODEL_VERB_WAIT,
  MODEL_VERB_UPGRADE_WITNESS,
  MODEL_VERB_UPGRADE_FORMAT,
  MODEL_VERB_RELAYOUT, /* of large vSAN objects */
  MODEL_VERB_UPGRADE_PRODUCT,
  MODEL_VERB_UPGRADE_SWITCH,
  MODEL_VERB_UPGRADE_TOOLS,    /* VMware Tools of the VMs of a cluster */
  MODEL_VERB_UPGRADE_HARDWARE, /* their virtual hardware */
  MODEL_VERB_APPROVE, /* what DRS recommends in a cluster is applied */
  MODEL_VERB_PRE_CHECK, /* a remediation's pre-checks, and nothing else */
  MODEL_VERB_STAGE,     /* what a remediation would install is brought to the hosts, and nothing else */
  MODEL_VERB_RECONFIGURE_HA, /* of a host: its HA agent is configured anew */
  MODEL_N_VERBS
} ModelVerb;

/* What is upgraded, in the order of sequence.def: products first, which a scenario may name. */
typedef enum {
#define PRODUCT(NAME, ...) MODEL_STAGE_##NAME,
#define STAGE(NAME, ...) MODEL_STAGE_##NAME,
#include "models/plan/sequence.def"
#undef PRODUCT
#undef STAGE
  MODEL_N_STAGES
} ModelStage;

/* What a vCenter's upgrade refuses; a bit each in ModelVcenter.obstacles. */
typedef enum {
#define OBSTACLE(NAME, ...) MODEL_OBSTACLE_##NAME,
#include "models/vcenter/obstacles.def"
#undef OBSTACLE
  MODEL_N_OBSTACLES
} ModelObstacle;

/* Why HA cannot be configured on a host. */
typedef enum {
#define CAUSE(NAME, ...) MODEL_HA_CAUSE_##NAME,
#include "models/ha/causes.def"
#undef CAUSE
  MODEL_N_HA_CAUSES
} ModelHaCause;

/* The first two of a vCenter, the others of a remediation: a vLCM image, or the baselines of Update Manager. */
typedef enum {
  MODEL_METHOD_IN_PLACE,
  MODEL_METHOD_REDUCED_DOWNTIME,
  MODEL_METHOD_IMAGE,
  MODEL_METHOD_BASELINE
} ModelMethod;

/* Whether a remediation leaves a setting alone or switches it off for its own length. */
typedef enum { MODEL_SETTING_UNSAID, MODEL_SETTING_LEAVE, MODEL_SETTING_DISABLE } ModelSetting;

/* Which part of a partitioned network reaches the witness of its cluster. */
typedef enum { MODEL_WITNESS_BOTH, MODEL_WITNESS_WITH_THEM, MODEL_WITNESS_WITH_OTHERS } ModelWitnessSide;
extern const char *const model_witness_side_words[];

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
  MODEL_N_FAULTS
} ModelFaultKind;

/* What is special about a host's hardware; a bit each. */
typedef enum {
  MODEL_HARDWARE_NO_QUICK_BOOT,   /* not on the list of platforms, HST-08 */
  MODEL_HARDWARE_TXT,             /* Intel TXT is on */
  MODEL_HARDWARE_OLD_DRIVERS,     /* vmklinux drivers */
  MODEL_HARDWARE_CPU_UNSUPPORTED, /* by what is to be installed */
  MODEL_HARDWARE_NOT_ON_HCL,
  MODEL_HARDWARE_NO_GPU,
  MODEL_N_HARDWARE
} ModelHardware;

/* What a host shows to its vCenter. UNVERIFIED is self-signed, and nobody has compared its thumbprint. */
typedef enum {
  MODEL_CERTIFICATE_SHA256, /* nothing is wrong with it */
  MODEL_CERTIFICATE_SHA1,
  MODEL_CERTIFICATE_UNVERIFIED,
  MODEL_CERTIFICATE_VMCA,
  MODEL_CERTIFICATE_CUSTOM,
  MODEL_CERTIFICATE_CUSTOM_EXPIRED
} ModelCertificate;

/* What a host is managed over, B15. */
typedef enum { MODEL_IP_ANY, MODEL_IP_4, MODEL_IP_6 } ModelIp;

typedef enum { MODEL_ENCRYPTED_OPPORTUNISTIC, MODEL_ENCRYPTED_DISABLED, MODEL_ENCRYPTED_REQUIRED } ModelEncryptedVmotion;

/* What a fault or a step is aimed at. */
typedef enum { MODEL_TARGET_NONE, MODEL_TARGET_HOST, MODEL_TARGET_VM, MODEL_TARGET_VCENTER, MODEL_TARGET_CLUSTER,
               MODEL_TARGET_POLICY, MODEL_TARGET_PRODUCT, MODEL_TARGET_SWITCH } ModelTarget;

/* ---- Things ---- */

typedef enum { MODEL_VCHA_ENABLED, MODEL_VCHA_MAINTENANCE, MODEL_VCHA_DISABLED } ModelVchaMode;
extern const char *const model_vcha_mode_words[], *const model_vcha_setup_words[];
enum { MODEL_VCHA_NODES = 3 }; /* active, passive, witness */

typedef struct {
  const char *name;
  ModelVersion version;
  ModelDate released;     /* of its patch; 0 is that of its version */
  guint32 vm;             /* that it runs in, when that is modelled */
  guint32 obstacles;      /* a bit per ModelObstacle */
  const char *sso_domain; /* of those that are linked (UPG-09); or NULL */
  gboolean vcha;          /* vCenter HA is set up; the rest is of it */
  gboolean vcha_by_hand;  /* its nodes were cloned by hand */
  guint32 vcha_mode;      /* ModelVchaMode */
  guint32 nodes[MODEL_VCHA_NODES]; /* VMs */
} ModelVcenter;

/* What an estate has beside vCenter and hosts. */
typedef struct {
  const char *name;
  guint32 kind; /* ModelStage */
  ModelVersion version;
  guint32 vcenter; /* that it hangs on; MODEL_NONE all of them */
  gboolean old_tls; /* it speaks TLS 1.0 or 1.1 and nothing newer */
} ModelProduct;

/* A distributed switch. Its port groups are networks of the fleet. */
typedef struct {
  const char *name;
  guint32 vcenter;
  ModelVersion version;
  guint32 nioc;                             /* version of its Network I/O Control; 0 is "not said" */
  guint64 static_groups, ephemeral_groups;  /* sets of the fleet's networks */
  const guint32 *hosts;
  guint32 n_hosts;
} ModelDvs;

typedef struct {
  const char *name;
  ModelPlatform platform;
  guint32 vcenter;
  guint32 first_host, n_hosts, first_vm, n_vms; /* its hosts and VMs stand together */

  gboolean ha;
  gboolean host_monitoring; /* HA-47 */
  ModelAdmissionPolicy admission;
  guint32 host_failures;                /* slot, and percentage when it is automatic; 0 is "not said" */
  ModelSlotSize slot_size;
  gint64 slot_cpu_mhz, slot_memory_mib; /* upper bounds on the slot size, or the size; 0 is "not said" */
  gint64 cpu_reserve, memory_reserve;   /* fixed percentages, in thousandths */
  gboolean fixed_percentage;
  gint64 performance_degradation; /* AC-17: that VMs tolerate, in thousandths */
  guint32 heartbeat_datastores; /* HA-12; MODEL_NONE is "not said" */
  ModelIsolation isolation;
  ModelAddresses isolation_addresses;
  ModelApd apd;
  ModelPdl pdl;
  ModelMonitoring vm_monitoring;
  gboolean reset_on_return; /* of the paths, once all paths down was declared */
  ModelReady ready;     /* never INHERIT */
  gint64 ready_delay;   /* ms, on top of the condition */
  gint64 batch_timeout; /* ms; SIM_NEVER; 0 is "not said" */

  guint32 first_pool, n_pools; /* its resource pools stand together, too */

  ModelAutomation drs; /* OFF is a cluster without DRS; never INHERIT */
  guint32 drs_threshold; /* as the client shows it, 1 conservative to 5 aggressive (DRS-03) */
  gboolean dpm;          /* hosts may be put in standby to save power (LCM-15) */
  gboolean vm_overrides; /* VMs may have levels of their own (DRS-02) */
  gboolean moves_vgpus; /* DRS does, and does not only place them (B14) */
  gboolean evc;        /* CPU features are levelled: no B13 */
  guint32 cpu_licences; /* of its hosts; 0 is "not said" */

  /* Nutanix */
  ModelVersion aos;
  guint32 fault_tolerance;    /* N-08: 1 or 2 */
  guint32 replication_factor; /* 2 or 3 */
  gint64 cvm_memory_mib;      /* N-100: of every host, never room for others */

  ModelVsan vsan;
} ModelCluster;

/* A resource pool. `turn` is the place, among its cluster's pools, of the one whose turn is as this one's place: taken in that
 * order children come before their parents. */
typedef struct {
  const char *name;
  guint32 cluster;
  guint32 parent; /* MODEL_NONE is the root */
  guint32 turn;
  gint64 cpu_mhz, memory_mib; /* reservation */
  gboolean expandable;
} ModelPool;

typedef struct {
  const char *name;
  guint32 cluster;
  guint32 sockets, cores; /* cores of all sockets; 0 is "not said" */
  gint64 cpu_mhz, memory_mib;
  gint64 vmotion_bps; /* link speed, bits a second; 0 is "not said" */
  ModelVersion version;
  ModelHostStart start;
  guint32 fault_domain;             /* a number per name within the fleet; MODEL_NONE */
  const char *fault_domain_name;    /* or NULL */
  const char *cpu_model;            /* compared as text for B13; or NULL */
  const char *moid;                 /* its managed object's id, which elections compare as text (HA-04) */
  guint64 networks, datastores;     /* sets of the fleet's names; 0 says nothing about it */
  gboolean dedicated;               /* AC-16 */
  gboolean reboot_pending;          /* an update on it waits for its reboot (VC-11) */
  gboolean sealed, recovery_key;    /* its configuration, by a TPM; and whether somebody has the key */
  gint64 capacity_mib;              /* of its vSAN devices; 0 is "not said" */
  guint32 hardware;                 /* a bit per ModelHardware */
  ModelCertificate certificate;
  ModelIp ip;
  gboolean encrypts;                /* vMotion, B16 */
  const char *const *gpu_profiles;  /* of vGPUs that it offers; NULL says nothing about it */
  guint32 vgpus;                    /* that run on it at a time; 0 is "not said" */
  gint64 boot_device_mib;           /* 0 is "not said" */
  const char *const *vibs;          /* third-party packages on it; NULL none */
} ModelHost;

typedef struct {
  const char *name;
  guint32 cluster;
  guint32 host; /* MODEL_NONE: placed as DRS would */
  guint32 vcpus;
  gint64 memory_mib;
  gint64 cpu_reservation_mhz, memory_reservation_mib, overhead_mib;
  gint64 cpu_demand_mhz;    /* what it uses; 0 is "not said" */
  gint64 active_memory_mib; /* likewise */
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
  const char *tier, *owner; /* or NULL */
  gint64 disks_mib;         /* all of its disks; 0 is "not said" */
  guint32 disk_count;       /* on vSAN, as so many objects of equal size; 0 is 1 */
  guint32 storage_policy;   /* MODEL_NONE: the product's default, RAID-1 of one failure */
  gint64 write_bytes_s;     /* to its disks; G_MAXINT64 is "not said" */
} ModelVm;

typedef struct {
  const char *name;
  guint32 cluster;
  ModelRuleKind kind;
  gboolean must, enabled;
  ModelDate created;
  guint32 disabled_by; /* an older rule that it contradicts, DRS-08; MODEL_NONE: none */
  const guint32 *vms, *hosts;
  guint32 n_vms, n_hosts;
} ModelRule;

typedef struct {
  const char *name;
  guint32 cluster;
  ModelPolicyKind kind;
  const char *declared, *actual, *fallback; /* fallback is the platform's default, what a reset leaves */
  guint32 reset_by;                         /* a bit per ModelLifecycle */
  guint32 provides;                         /* ModelBios, while it is as declared */
  const char *preserved;                    /* what keeps it through a reset ("host profile"); NULL nobody does */
  guint32 first_cell, n_cells;              /* one value a host of the cluster, or one */
} ModelPolicy;

typedef struct {
  ModelCarrier carrier;
  guint32 index;  /* of the host or VM; MODEL_NONE outside */
  const char *name; /* as it is listed */
  guint32 votes;
  guint32 leg;     /* VOTES_AND_DATA: members of one leg stand or fall together as data; MODEL_NONE is a witness */
} ModelMember;

typedef struct {
  const char *name;
  guint32 cluster;
  ModelQuorumKind kind;
  const ModelMember *members;
  guint32 n_members;
  guint32 copies;       /* RING, COPIES */
  guint32 need_legs;    /* VOTES_AND_DATA: whole legs that must be up: 1 for RAID-1, 3 for RAID-5 3+1 */
} ModelGroup;

typedef enum { MODEL_ON_FAILURE_STOP, MODEL_ON_FAILURE_RETRY } ModelOnFailure;

/* What a host must do for what a remediation brings, LCM-11. */
typedef enum { MODEL_IMPACT_REBOOT, MODEL_IMPACT_MAINTENANCE, MODEL_IMPACT_LIVE_PATCH } ModelImpact;

/* LCM-01: what happens to a host's VMs instead of being moved. */
typedef enum {
  MODEL_POWER_ACTION_NONE,
  MODEL_POWER_ACTION_POWER_OFF,
  MODEL_POWER_ACTION_SUSPEND,
  MODEL_POWER_ACTION_SUSPEND_TO_MEMORY
} ModelPowerAction;

typedef enum { MODEL_LIVE_PATCH_OFF, MODEL_LIVE_PATCH_AUTO, MODEL_LIVE_PATCH_ENFORCE } ModelLivePatch;

/* What a remediation is told beside what to do: the policy of vLCM, and what the image brings (LCM-01). */
typedef struct {
  gboolean parallel; /* only hosts that are in maintenance already, LCM-06 */
  guint32 max_hosts; /* of those at a time; 0 is "not said" */
  ModelImpact impact;
  ModelLivePatch live_patch;
  ModelPowerAction power_action;
  gboolean drivers_change; /* it brings other drivers than the hosts run */
  gboolean enforce_hcl;
  const char *const *conflicts, *const *drops; /* names of VIBs: it cannot stand beside them; it leaves them out. NULL none */
} ModelLcm;

typedef struct {
  const char *name;
  ModelVerb verb;
  ModelTarget target;
  guint32 index; /* of the target */
  const guint32 *after;
  guint32 n_after;
  const guint32 *hosts; /* in the order to take them; NULL with n_hosts 0 is the whole cluster, by name */
  guint32 n_hosts;
  ModelVersion to;
  ModelDate released; /* of a patch to go to; 0 is that of its version */
  ModelMethod method;
  guint32 at_once;        /* hosts at a time; 1 unless said */
  gboolean quick_boot;
  gboolean disable_admission_control, disable_fault_tolerance, disconnect_media;
  ModelSetting dpm;
  ModelLcm lcm;
  gint64 enter_timeout;   /* ms; SIM_NEVER waits for ever; 0 is "not said" */
  gint64 retries, retry_delay; /* -1 is "not said" */
  gint64 duration;        /* of a wait; of the upgrade of a product or switch, 0 is "not said" */
  guint32 vsan_mode;      /* ModelVsanMode */
  gboolean wait_for_resync; /* UPG-11 */
  guint32 nioc;           /* Network I/O Control to go to; 0 stays */
  const guint32 *vms;     /* of a round through guests; NULL with n_vms 0 is all of the cluster */
  guint32 n_vms;
  gboolean reboots_guests; /* after Tools are installed */
  guint32 format;         /* to raise the disk format to */
  gboolean reduced_redundancy; /* allowed meanwhile */
  guint32 host; /* of a move; MODEL_NONE */
  guint32 datastore;      /* to which disks are moved */
  guint32 components;     /* of firmware, a bit each; 0 is one flash and one reboot for all */
  gboolean resets_settings; /* a new BIOS forgets its settings */
  gboolean moves_disks;   /* local disks of VMs move with them when a host is emptied */
  gboolean evacuates_off; /* powered-off VMs leave too when a host is emptied */
  gboolean at_host;       /* a power-on is asked of the VM's host, past vCenter */
  const char *set_key, *set_value; /* of a set */
  gint64 set_cpu_mhz, set_memory_mib; /* reservations of a VM; -1 is "not said" */
} ModelStep;

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
  guint32 witness;   /* ModelWitnessSide, of a partition */
} ModelFault;

struct _ModelFleet {
  const char *file, *title, *story;
  guint64 seed;
  gint64 window; /* ms; 0 is none */
  gint64 physics[MODEL_N_PHYSICS];
  gboolean overridden[MODEL_N_PHYSICS];

  const struct _ModelFunctionRow *functions; /* what needs vCenter, see vcenter/availability.h; NULL is as its table has it */
  ModelVcenter *vcenters;
  ModelProduct *products;
  ModelDvs *switches;
  ModelCluster *clusters;
  ModelHost *hosts;
  ModelVm *vms;
  ModelPool *pools;
  ModelRule *rules;
  ModelPolicy *policies;
  ModelGroup *groups;
  ModelStep *steps;
  ModelFault *faults;
  ModelStoragePolicy *storage_policies;
  ModelWitness *witnesses;
  ModelObject *objects;
  ModelComponent *components;
  gboolean has_vsan, has_dpm, has_hung_guests; /* what no cluster or fault has takes no actors */
  gboolean tends_guests; /* Tools or virtual hardware are upgraded, or the age of Tools is said */
  guint32 n_storage_policies, n_witnesses, n_objects, n_components;
  const char **networks, **datastores; /* what the bits of the sets are called */
  guint32 n_networks, n_datastores;
  guint32 n_products, n_switches;
  guint32 n_vcenters, n_clusters, n_hosts, n_vms, n_pools, n_rules, n_policies, n_cells, n_groups, n_steps, n_faults;

  GStringChunk *strings; /* owns every string above */
  GPtrArray *arrays;     /* (element-type gpointer) owns every array above */
};

/* for (MODEL_EACH_HOST (host, cluster)), for (MODEL_EACH_VM (vm, cluster)): those of one ModelCluster, in order. */
#define MODEL_EACH_HOST(HOST, CLUSTER)                                                                                 \
  guint32 HOST = (CLUSTER)->first_host, HOST##_end = HOST + (CLUSTER)->n_hosts;                                        \
  HOST < HOST##_end;                                                                                                   \
  HOST++

#define MODEL_EACH_VM(VM, CLUSTER)                                                                                     \
  guint32 VM = (CLUSTER)->first_vm, VM##_end = VM + (CLUSTER)->n_vms;                                                  \
  VM < VM##_end;                                                                                                       \
  VM++

/* Nobody has switched it off, and no older rule has disabled it. */
static inline gboolean
model_rule_is_on (const ModelFleet *fleet, guint32 rule)
{
  return fleet->rules[rule].enabled && fleet->rules[rule].disabled_by == MODEL_NONE;
}

/* An empty fleet with the default physics. */
ModelFleet *model_fleet_new (void);
void model_fleet_free (ModelFleet *fleet); /* NULL is fine */

/* Gives an array or a string to the fleet to own, and hands it back. */
gpointer model_fleet_keep (ModelFleet *fleet, gpointer array); /* (transfer full) array */
const char *model_fleet_string (ModelFleet *fleet, const char *text); /* NULL stays NULL */

/* "8.0.3" and back. FALSE for what is no version. (transfer full) */
gboolean model_version_parse (const char *text, ModelVersion *ret_version);
char *model_version_text (ModelVersion version);

/* One list of words of the language: index is the enum's value, ends with NULL. */
extern const char *const model_platform_words[], *const model_admission_words[], *const model_slot_size_words[], *const model_automation_words[],
  *const model_isolation_words[], *const model_priority_words[], *const model_power_words[],
  *const model_host_start_words[], *const model_device_words[], *const model_rule_words[], *const model_policy_words[],
  *const model_lifecycle_words[], *const model_quorum_words[], *const model_verb_words[], *const model_method_words[],
  *const model_fault_words[], *const model_hardware_words[], *const model_certificate_words[], *const model_ip_words[], *const model_encrypted_words[],
  *const model_impact_words[], *const model_power_action_words[], *const model_live_patch_words[], *const model_bios_words[], *const model_part_words[], *const model_obstacle_words[], *const model_ha_cause_words[], *const model_vsan_words[], *const model_raid_words[], *const model_sites_words[],
  *const model_vsan_mode_words[], *const model_product_words[];

extern const char *const model_tools_words[], *const model_monitoring_words[], *const model_apd_words[], *const model_pdl_words[], *const model_addresses_words[], *const model_role_words[], *const model_ready_words[];

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFleet, model_fleet_free)

#endif
