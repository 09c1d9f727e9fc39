/* What is decided about a cluster beside its settings: rules between its VMs and hosts, and policies, which are values that
 * somebody declared and a life cycle may reset.
 *
 * The surprising rule: a rule that contradicts an older one is disabled by it (DRS-08), which is known when a scenario is
 * read; see model_rule_begins_on in fleet.h. */

#ifndef MODEL_FLEET_RULE_H
#define MODEL_FLEET_RULE_H

#include "models/fleet/terms.h"

typedef enum { MODEL_RULE_KEEP_APART, MODEL_RULE_KEEP_TOGETHER, MODEL_RULE_RUN_ON, MODEL_RULE_RUN_NOT_ON } ModelRuleKind;

/* Where a policy is attached decides what inherits it: one value a host (vds, port-group, host, bios), one a VM, or one for all
 * of its cluster. What may override what stands in scenarios/policies.c. */
typedef enum {
  MODEL_POLICY_VDS,
  MODEL_POLICY_HOST,
  MODEL_POLICY_BIOS,
  MODEL_POLICY_CLUSTER,
  MODEL_POLICY_STORAGE,
  MODEL_POLICY_PORT_GROUP,
  MODEL_POLICY_POOL,
  MODEL_POLICY_VM,
  MODEL_N_POLICY_KINDS
} ModelPolicyKind;

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
  MODEL_LIFECYCLE_STATELESS_BOOT, /* of a host that keeps nothing: every policy of kind host that has a default */
  MODEL_LIFECYCLE_REGISTRATION,   /* of a VM, out of the inventory and back in */
  MODEL_LIFECYCLE_HOST_ADDED,
  MODEL_LIFECYCLE_HOST_REPLACED,  /* by another machine: every policy of kind vds, host or bios that has a default */
  MODEL_LIFECYCLE_REMOVAL,          /* of a host, out of its cluster and back in; from here on what somebody does by hand */
  MODEL_LIFECYCLE_RECONFIGURATION,  /* of a cluster by a call or a module that leaves things out */
  MODEL_LIFECYCLE_REBUILD,          /* of a cluster, made anew */
  MODEL_LIFECYCLE_SWITCH_MIGRATION, /* from standard switches to a distributed one, or back */
  MODEL_LIFECYCLE_PART_REPLACEMENT, /* in a host */
  MODEL_LIFECYCLE_ESXCLI_UPGRADE,   /* of a host, past vLCM */
  MODEL_N_LIFECYCLE
} ModelLifecycle;

/* Who looks after a setting and brings it back. */
typedef enum {
  MODEL_KEEPER_HOST_PROFILE,
  MODEL_KEEPER_CONFIGURATION_PROFILE,
  MODEL_KEEPER_DESIRED_IMAGE,
  MODEL_KEEPER_SCRIPT,
  MODEL_N_KEEPERS
} ModelKeeper;

/* What a host's setting provides to those who depend on it, or the host itself (DR-18). */
typedef enum {
  MODEL_BIOS_NONE,
  MODEL_BIOS_VT_X,
  MODEL_BIOS_VT_D,
  MODEL_BIOS_SR_IOV,
  MODEL_BIOS_NUMA,
  MODEL_BIOS_POWER_PROFILE,
  MODEL_BIOS_BOOT_MODE,
  MODEL_BIOS_VMOTION, /* of a host's vMotion network: without it nothing gets through, and vCenter sees nothing of it */
  MODEL_N_BIOS
} ModelBios;

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
  const char *declared, *actual, *fallback; /* fallback is the platform's default, what a reset leaves; NULL: what is above */
  guint32 above;                            /* the policy that it overrides; MODEL_NONE */
  guint64 networks;                         /* of a vds or port-group, whose ports; 0: of all VMs */
  guint32 pool, storage_policy;             /* that it is attached to; MODEL_NONE */
  const guint32 *vms;                       /* that it is attached to, in order */
  guint32 n_vms;
  const char *where;                        /* its pool or storage policy by name, or NULL */
  guint32 reset_by;                         /* a bit per ModelLifecycle */
  guint32 provides;                         /* ModelBios, while it is as declared */
  const char *impact;                       /* of its not being as declared, in words; NULL as its kind has it */
  guint32 subject_to;                       /* a bit per ModelReset, the documented resets that happen to it */
  guint32 keepers;                          /* a bit per ModelKeeper: who looks after it; whether that helps is another matter */
  guint32 remedy;                           /* ModelSettingImpact: what putting it right asks of its host */
  guint32 authorities;                      /* who may put it right, a bit per ModelAuthority; 0 anybody */
  gboolean advanced;                        /* an advanced option, which older host profiles pass over (D-19) */
  const char *preserved;                    /* what keeps it through a reset ("host profile"); NULL nobody does */
  guint32 first_cell, n_cells;              /* one value a host of the cluster, or one */
} ModelPolicy;

extern const char *const model_rule_words[], *const model_policy_words[], *const model_lifecycle_words[],
  *const model_bios_words[], *const model_keeper_words[];

#endif
