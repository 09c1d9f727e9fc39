/* A governor: whoever compares what is declared with what is, and perhaps puts it right. A scan by night, a Git reconciler, a
 * pipeline that runs a plan, the configuration profiles of a cluster, a host profile.
 *
 * The surprising rule: a governor may want something else than what a policy declares. Then two authorities disagree, and each
 * puts its own value back for as long as the other does. */

#ifndef MODEL_FLEET_GOVERNOR_H
#define MODEL_FLEET_GOVERNOR_H

#include "models/fleet/terms.h"

typedef enum {
  MODEL_GOVERNOR_SCAN,                  /* it reads everything now and then */
  MODEL_GOVERNOR_GITOPS,                /* D-13..D-15: it watches live objects, and polls Git for commits */
  MODEL_GOVERNOR_PIPELINE,              /* D-10..D-12, D-16: a tool runs now and then, and only its exit status is read */
  MODEL_GOVERNOR_CONFIGURATION_PROFILE, /* D-17: of a cluster; host settings only */
  MODEL_GOVERNOR_HOST_PROFILE,          /* D-19: the older kind, which passes over some advanced options */
  MODEL_GOVERNOR_CLUSTER_PROFILE,       /* D-06: of Prism Central; a Nutanix cluster's own settings only */
  MODEL_N_GOVERNOR_KINDS
} ModelGovernorKind;

/* Who may change a setting; a bit each in ModelPolicy.authorities. */
typedef enum {
  MODEL_AUTHORITY_VCENTER,
  MODEL_AUTHORITY_PRISM,
  MODEL_AUTHORITY_GITOPS,
  MODEL_AUTHORITY_OPERATOR,
  MODEL_AUTHORITY_SDDC_MANAGER,
  MODEL_N_AUTHORITIES
} ModelAuthority;

/* What putting a setting right asks of its host (D-17). */
typedef enum { MODEL_SETTING_UNSAID_IMPACT, MODEL_SETTING_NO_IMPACT, MODEL_SETTING_MAINTENANCE, MODEL_SETTING_REBOOT }
  ModelSettingImpact;

/* Settings of a cluster that a governor may watch, beside policies; a bit each. Among the places that a value may have, they
 * come after the cells of policies, see model_place_of. */
typedef enum { MODEL_GOVERNED_ADMISSION, MODEL_GOVERNED_DRS, MODEL_N_GOVERNED } ModelGoverned;

/* How a fleet is governed: as it says; by nobody; by those who only look; by those who all put right what they may. */
typedef enum {
  MODEL_GOVERNANCE_AS_SAID,
  MODEL_GOVERNANCE_NONE,
  MODEL_GOVERNANCE_DETECT,
  MODEL_GOVERNANCE_REMEDIATE
} ModelGovernance;

typedef struct {
  const char *name;
  guint32 kind;      /* ModelGovernorKind */
  guint32 authority; /* ModelAuthority */
  guint32 tool;      /* ModelTool, of a pipeline; see governance/verdicts.h */
  gboolean remediates, self_heals; /* the latter of gitops: without a commit, too */
  gint64 interval;   /* ms between two looks; 0 is "not said" */
  gint64 first;      /* ms: its first look; -1 is "not said" */
  gint64 delay;      /* ms from finding to putting right; -1 is "not said" */
  guint32 vcenter, vm, product; /* it runs in; MODEL_NONE outside of what is modelled */
  guint32 first_setting, n_cells;
  const guint32 *cells;   /* the places that it watches: cells of policies, in order, and settings of clusters */
  const guint32 *written; /* for each, which of ModelFleet.written it wants; MODEL_NONE is what the policy declares */
} ModelGovernor;

extern const char *const model_governor_words[], *const model_authority_words[], *const model_tool_words[],
  *const model_setting_impact_words[], *const model_governed_words[];

#endif
