/* Drafts: what the reader makes of each mapping, before names are looked up and everything is put in order.
 *
 * A draft is the fleet's own struct with what goes in as it is, and beside it the nodes of what must be looked up. All
 * begin with the same head. They live in arrays that the reader owns, and their order is the file's. */

#ifndef SCENARIO_DRAFTS_H
#define SCENARIO_DRAFTS_H

#include "scenarios/keys.h"
#include "scenarios/yaml.h"

typedef struct {
  const char *name;          /* belongs to the fleet */
  const ScenarioNode *at;    /* where it is named, for complaints */
  const ScenarioNode *node;  /* its mapping */
  const ScenarioKey *choice; /* the row of the choice that was said; NULL */
  guint32 cluster;           /* that it stands in; MODEL_NONE */
} ScenarioDraft;

typedef struct {
  ScenarioDraft head;
  guint32 language;
  const char *title, *story, *pattern;
  guint64 seed;
  gint64 window;
  const ScenarioNode *physics;
  GArray *vcenters, *products, *switches, *licences, *clusters, *steps, *faults, *expectations, *groups, *governors;
} ScenarioFileDraft;

typedef struct {
  ScenarioDraft head;
  ModelVcenter vcenter;
  const ScenarioNode *vm, *vcha, *remediation;
  const ScenarioNode *nodes[MODEL_VCHA_NODES]; /* of vcha */
} ScenarioVcenterDraft;

typedef struct {
  ScenarioDraft head;
  ModelProduct product;
  const ScenarioNode *vcenter;
} ScenarioProductDraft;

typedef struct {
  ScenarioDraft head;
  ModelDvs of;
  const ScenarioNode *vcenter, *hosts, *static_groups, *ephemeral_groups;
} ScenarioSwitchDraft;

typedef struct {
  ScenarioDraft head;
  ModelLicence licence;
  const ScenarioNode *price, *renewal, *hosts;
  const char *amount, *paid;
  ModelDate as_of;
} ScenarioLicenceDraft;

typedef struct {
  ScenarioDraft head;
  ModelCluster cluster;
  const ScenarioNode *vcenter, *ha, *admission, *drs, *dedicated, *zookeeper, *witness_vm;
  const ScenarioNode *vsan, *witness, *remediation, *licences;
  const char *preferred_site, *witness_name;
  gboolean witness_shared;
  ModelVersion witness_version;
  GArray *pools;
  GArray *hosts, *vms, *rules, *policies, *groups, *storage_policies, *containers;
  guint32 vmotion_rate; /* 0 is not said */
} ScenarioClusterDraft;

typedef struct {
  ScenarioDraft head;
  ModelContainer container;
} ScenarioContainerDraft;

typedef struct {
  ScenarioDraft head;
  ModelStoragePolicy policy;
} ScenarioStoragePolicyDraft;

typedef struct {
  ScenarioDraft head;
  ModelHost host;
  guint32 cores_per_socket;
  gint64 clock_mhz;
  const ScenarioNode *networks, *datastores, *vibs, *gpu_profiles, *socket_cores;
} ScenarioHostDraft;

typedef struct {
  ScenarioDraft head;
  ModelVm vm;
  const char *storage_policy, *container;
  const ScenarioNode *host, *networks, *datastores;
  const ScenarioNode *restart_after, *secondary_of, *licences;
  const char *pool;
} ScenarioVmDraft;

typedef struct {
  ScenarioDraft head;
  ModelPool pool;
  const char *parent;
} ScenarioPoolDraft;

typedef struct {
  ScenarioDraft head;
  ModelRule rule;
  const ScenarioNode *vms, *on, *not_on;
} ScenarioRuleDraft;

typedef struct {
  ScenarioDraft head;
  ModelPolicy policy;
  const ScenarioNode *on;
  const char *overrides;
} ScenarioPolicyDraft;

typedef struct {
  ScenarioDraft head;
  ModelGovernor governor;
  guint32 kinds; /* of policies; 0 is all */
  guint32 settings; /* of clusters, a bit per ModelGoverned */
  const ScenarioNode *clusters, *policies, *vm, *product, *vcenter;
  GArray *declares;
} ScenarioGovernorDraft;

typedef struct {
  ScenarioDraft head;
  const char *policy, *value;
} ScenarioWantDraft;

typedef struct {
  ScenarioDraft head;
  const ScenarioNode *on;
  const char *outside, *leg;
  guint32 votes;
} ScenarioMemberDraft;

typedef struct {
  ScenarioDraft head;
  ModelGroup group;
  GArray *members;
} ScenarioGroupDraft;

typedef struct {
  ScenarioDraft head;
  ModelStep step;
  guint32 retries; /* -1 is not said */
  const ScenarioNode *licences;
  const char *budget;
  gint64 retry_delay;
  const ScenarioNode *target, *after, *order, *hosts, *vms, *on_failure, *parallel, *conflicts, *drops, *move_host, *through;
  const ScenarioNode *set_cluster, *set_policy, *set_vm, *set_vcenter;
  guint32 set_monitoring, set_ha;
  guint32 set_switch, set_retreat, set_vcha, set_automation; /* index of the word; MODEL_NONE */
  gboolean set_enabled; /* -1 is not said */
  const char *behind;   /* a step that comes before it, beside `after` */
  const char *whole;    /* the step of which it is a part, over one of several clusters, or one of several times */
  const ScenarioNode *repeat;
  gint64 every, from;
  guint32 times, number; /* how often; which of them it is, from 1 */
  const char *before;    /* the step that is the one before */
  const char *set_actual, *set_rule, *datastore, *site;
} ScenarioStepDraft;

typedef struct {
  ScenarioDraft head;
  ModelFault fault;
  const ScenarioNode *target, *hosts, *during, *step, *host, *vm, *vcenter;
  const char *datastore, *value;
  gint64 every;
  guint32 times, number; /* how often; how many were before it */
} ScenarioFaultDraft;

typedef struct {
  ScenarioDraft head;
  const char *code, *on;
  guint32 outcome, at_least, count; /* MODEL_NONE is not said */
  guint32 cores, by;
  const char *money;
  gint64 percent;
  gint64 ms;
  const ScenarioNode *step;
} ScenarioExpectDraft;

extern const char *const scenario_outcome_words[]; /* of runs and steps */

#endif
