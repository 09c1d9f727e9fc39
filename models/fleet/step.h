/* A step of the plan: a verb, what it is done to, and how.
 *
 * The surprising rule: one structure serves all verbs, and what a verb does not use is 0 or MODEL_NONE. Which keys a verb
 * takes is the language's to say (scenarios/language.c).
 *
 * Facts: LCM-01. */

#ifndef MODEL_FLEET_STEP_H
#define MODEL_FLEET_STEP_H

#include "models/fleet/terms.h"

/* The rows of plan/verbs.def. */
typedef enum {
#define VERB(NAME, ...) MODEL_VERB_##NAME,
#include "models/plan/verbs.def"
#undef VERB
  MODEL_N_VERBS
} ModelVerb;

/* The first two of a vCenter, the others of a remediation: a vLCM image, the baselines of Update Manager, or, for hosts that
 * boot over the network, a rule of Auto Deploy that names another image. */
typedef enum {
  MODEL_METHOD_IN_PLACE,
  MODEL_METHOD_REDUCED_DOWNTIME,
  MODEL_METHOD_IMAGE,
  MODEL_METHOD_BASELINE,
  MODEL_METHOD_AUTO_DEPLOY
} ModelMethod;

/* Whether a remediation leaves a setting alone or switches it off for its own length. */
typedef enum { MODEL_SETTING_UNSAID, MODEL_SETTING_LEAVE, MODEL_SETTING_DISABLE } ModelSetting;

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

/* N-59: LCM's POWER_OFF_UVMS. Pinned VMs fail the pre-check; it is skipped; or they are powered off and on again. */
typedef enum { MODEL_UVMS_NO, MODEL_UVMS_SKIP, MODEL_UVMS_AUTO } ModelUvms;
extern const char *const model_uvms_words[];

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
  gint64 begins;          /* ms: not before; 0 is "not said" */
  guint32 earlier, later; /* of a step that repeats, the time before this one and the next, + 1; 0 none */
  const guint32 *hosts; /* in the order to take them; NULL with n_hosts 0 is the whole cluster, by name */
  guint32 n_hosts;
  ModelVersion to;
  ModelVersion direct_from; /* the oldest from which the published matrix goes to it; 0 is "not said" */
  ModelDate released; /* of a patch to go to; 0 is that of its version */
  ModelMethod method;
  guint32 at_once;        /* hosts at a time; 1 unless said */
  gboolean quick_boot;
  gboolean disable_admission_control, disable_fault_tolerance, disconnect_media;
  ModelSetting dpm;
  ModelLcm lcm;
  gint64 exit_timeout;    /* ms; SIM_NEVER waits for ever; 0 is "not said" */
  gint64 enter_timeout;   /* ms; SIM_NEVER waits for ever; 0 is "not said" */
  gint64 retries, retry_delay; /* -1 is "not said" */
  gint64 duration;        /* of a wait; of the upgrade of a product or switch, 0 is "not said" */
  guint32 vsan_mode;      /* ModelVsanMode */
  guint32 site;           /* of a stretched cluster: 0 the preferred one, 1 the other */
  gboolean wait_for_resync; /* UPG-11 */
  guint32 nioc;           /* Network I/O Control to go to; 0 stays */
  const guint32 *vms;     /* of a round through guests; NULL with n_vms 0 is all of the cluster */
  guint32 n_vms;
  gboolean reboots_guests; /* after Tools are installed */
  guint32 format;         /* to raise the disk format to */
  gboolean reduced_redundancy; /* allowed meanwhile */
  guint32 host; /* of a move; MODEL_NONE */
  guint32 through; /* the product whose workflow it is, an SDDC Manager; MODEL_NONE */
  guint32 growth;         /* a year, thousandths of a per cent */
  guint32 datastore;      /* to which disks are moved */
  guint32 components;     /* of firmware, a bit each; 0 is one flash and one reboot for all */
  gboolean resets_settings; /* a new BIOS forgets its settings */
  gboolean moves_disks;   /* local disks of VMs move with them when a host is emptied */
  gboolean evacuates_off; /* powered-off VMs leave too when a host is emptied */
  gboolean at_host;       /* a power-on is asked of the VM's host, past vCenter */
  guint32 power_off_uvms; /* ModelUvms */
  gboolean breaks_guarantee; /* an AHV host may be taken down although the guarantee does not hold then */
  gint64 vms_patience;    /* how long LCM waits for VMs to come back to an AHV host, ms; 0 is "not said" */
  guint64 licences;       /* that a cluster has from then on, a bit each */
  gint64 budget;          /* what is set aside for their first year, hundredths; -1 is "not said" */
  const char *set_key, *set_value; /* of a set */
  guint32 rule;                    /* that it enables or disables; MODEL_NONE */
  gint64 set_cpu_mhz, set_memory_mib; /* reservations of a VM; -1 is "not said" */
} ModelStep;

extern const char *const model_verb_words[], *const model_method_words[], *const model_impact_words[],
  *const model_power_action_words[], *const model_live_patch_words[];

#endif
