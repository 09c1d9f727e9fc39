#include "models/plan/declared.h"

#include "models/compute/fault-tolerance.h"
#include "models/ha/admission.h"
#include "models/plan/inheritance.h"
#include "models/plan/policies.h"
#include "models/rehearsal.h"

typedef struct {
  ModelDeclaredOf of;
  const char *key, *declared, *else_words, *impact;
} Row;

static const Row rows[MODEL_N_DECLARED] = {
#define DECLARED(NAME, OF, ...) [MODEL_DECLARED_##NAME] = { MODEL_OF_##OF, __VA_ARGS__ },
#include "models/plan/declared.def"
#undef DECLARED
};

ModelDeclaredOf
model_declared_of (ModelDeclaredKind kind)
{
  return rows[kind].of;
}

guint32
model_n_declared (const ModelFleet *fleet, ModelDeclaredKind kind)
{
  switch (rows[kind].of) {
  case MODEL_OF_CELL:
    return fleet->n_cells;
  case MODEL_OF_CLUSTER:
    return fleet->n_clusters;
  case MODEL_OF_HOST:
    return fleet->n_hosts;
  case MODEL_OF_RULE:
    return fleet->n_rules;
  case MODEL_OF_VM:
  default:
    return fleet->n_vms;
  }
}

static const ModelPolicy *
policy_of (const SimRun *run, guint32 cell)
{
  return &model_fleet (run)->policies[model_links (run)->policy_of_cell[cell]];
}

/* A secondary is its primary's. */
static gboolean
is_ft_pair (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->vms[vm].devices >> MODEL_DEVICE_FAULT_TOLERANCE & 1
         && !model_ft_is_secondary (run, vm);
}

/* It has something that goes by its number in the inventory. */
static gboolean
has_membership (const SimRun *run, guint32 vm)
{
  const ModelVm *its = &model_fleet (run)->vms[vm];
  const ModelList *rules = &model_links (run)->rules_of_vm;

  return rules->first[vm + 1] > rules->first[vm] || its->automation != MODEL_AUTOMATION_INHERIT
         || its->priority != MODEL_PRIORITY_MEDIUM || its->isolation != MODEL_ISOLATION_INHERIT;
}

/* What the platform has now, in the form that `declared_value` has it. */
gint64
model_actual (const SimRun *run, ModelDeclared what)
{
  guint32 i = what.index;

  switch (what.kind) {
  case MODEL_DECLARED_POLICY:
    return model_cell_value (run, i);
  case MODEL_DECLARED_HA:
    return model_ha_cluster (run, i)->on;
  case MODEL_DECLARED_HOST_MONITORING:
    return model_ha_cluster (run, i)->monitoring;
  case MODEL_DECLARED_ADMISSION:
    return !model_cluster_state (run, i)->admission_off_by;
  case MODEL_DECLARED_DRS:
    return model_cluster_state (run, i)->automation;
  case MODEL_DECLARED_DPM:
    return !model_cluster_state (run, i)->dpm_off_by;
  case MODEL_DECLARED_VCLS:
    return !model_vcls_state (run, i)->retreat;
  case MODEL_DECLARED_IMAGE:
    return model_host_state (run, i)->version;
  case MODEL_DECLARED_RULE:
    return model_rule_state (run, i)->on;
  case MODEL_DECLARED_MEMBERSHIP:
    return !model_vm_state (run, i)->anew;
  case MODEL_DECLARED_FAULT_TOLERANCE:
    return model_ft_is_on (run, i);
  case MODEL_N_DECLARED:
  default:
    g_assert_not_reached ();
  }
}

gboolean
model_is_as_declared (const SimRun *run, ModelDeclared what)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = rows[what.kind].of == MODEL_OF_CLUSTER ? &fleet->clusters[what.index] : NULL;

  switch (what.kind) {
  case MODEL_DECLARED_POLICY:
    return model_state (run, MODEL_MACHINE_POLICY, what.index) == POLICY_AT_IN_POLICY;
  case MODEL_DECLARED_HA:
    return model_actual (run, what) == cluster->ha;
  case MODEL_DECLARED_HOST_MONITORING:
    return !cluster->ha || model_actual (run, what) == cluster->host_monitoring;
  case MODEL_DECLARED_DRS:
    return model_actual (run, what) == (gint64) cluster->drs;
  case MODEL_DECLARED_IMAGE:
    return model_actual (run, what) == model_update_state (run, what.index)->meant;
  case MODEL_DECLARED_RULE:
    return model_actual (run, what) == fleet->rules[what.index].enabled;
  case MODEL_DECLARED_MEMBERSHIP:
    return model_actual (run, what) || !has_membership (run, what.index);
  case MODEL_DECLARED_FAULT_TOLERANCE:
    return model_actual (run, what) || !is_ft_pair (run, what.index);
  case MODEL_DECLARED_ADMISSION:
  case MODEL_DECLARED_DPM:
  case MODEL_DECLARED_VCLS:
    return model_actual (run, what) != 0;
  case MODEL_N_DECLARED:
  default:
    g_assert_not_reached ();
  }
}

/* Most are on or off, and differ by being the other. */
static const char *
either (const Row *row, gboolean as_declared)
{
  return as_declared ? row->declared : row->else_words;
}

char *
model_actual_words (const SimRun *run, ModelDeclared what, gint64 actual)
{
  const ModelFleet *fleet = model_fleet (run);
  const Row *row = &rows[what.kind];

  switch (what.kind) {
  case MODEL_DECLARED_POLICY:
    return g_strdup (model_cell_words (fleet, model_links (run)->policy_of_cell, actual));
  case MODEL_DECLARED_DRS:
    return g_strdup (model_automation_words[actual]);
  case MODEL_DECLARED_IMAGE:
    return model_version_text ((ModelVersion) actual);
  default:
    return g_strdup (either (row, actual != 0));
  }
}

char *
model_declared_words (const SimRun *run, ModelDeclared what)
{
  const ModelFleet *fleet = model_fleet (run);

  switch (what.kind) {
  case MODEL_DECLARED_POLICY:
    return g_strdup (policy_of (run, what.index)->declared);
  case MODEL_DECLARED_HA:
    return g_strdup (either (&rows[what.kind], fleet->clusters[what.index].ha));
  case MODEL_DECLARED_HOST_MONITORING:
    return g_strdup (either (&rows[what.kind], fleet->clusters[what.index].host_monitoring));
  case MODEL_DECLARED_DRS:
    return g_strdup (model_automation_words[fleet->clusters[what.index].drs]);
  case MODEL_DECLARED_IMAGE:
    return model_version_text (model_update_state (run, what.index)->meant);
  case MODEL_DECLARED_RULE:
    return g_strdup (either (&rows[what.kind], fleet->rules[what.index].enabled));
  default:
    return g_strdup (rows[what.kind].declared);
  }
}

static guint32
cluster_of (const SimRun *run, ModelDeclared what)
{
  const ModelFleet *fleet = model_fleet (run);

  return rows[what.kind].of == MODEL_OF_CELL   ? policy_of (run, what.index)->cluster
         : rows[what.kind].of == MODEL_OF_HOST ? fleet->hosts[what.index].cluster
         : rows[what.kind].of == MODEL_OF_RULE ? fleet->rules[what.index].cluster
         : rows[what.kind].of == MODEL_OF_VM   ? fleet->vms[what.index].cluster
                                               : what.index;
}

const char *
model_declared_object (const SimRun *run, ModelDeclared what)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelLinks *links = model_links (run);
  gboolean is_policy = what.kind == MODEL_DECLARED_POLICY;
  guint32 host = is_policy                             ? model_cell_host (fleet, links, what.index)
                 : rows[what.kind].of == MODEL_OF_HOST ? what.index
                                                       : MODEL_NONE;
  guint32 vm = is_policy                           ? model_cell_vm (fleet, links, what.index)
               : rows[what.kind].of == MODEL_OF_VM ? what.index
                                                   : MODEL_NONE;

  return host != MODEL_NONE                                ? fleet->hosts[host].name
         : vm != MODEL_NONE                                ? fleet->vms[vm].name
         : is_policy && policy_of (run, what.index)->where ? policy_of (run, what.index)->where
                                                           : fleet->clusters[cluster_of (run, what)].name;
}

const char *
model_declared_key (const SimRun *run, ModelDeclared what)
{
  const char *name = what.kind == MODEL_DECLARED_POLICY ? policy_of (run, what.index)->name
                     : what.kind == MODEL_DECLARED_RULE ? model_fleet (run)->rules[what.index].name
                                                        : NULL;

  return name ? name : rows[what.kind].key;
}

const char *
model_declared_impact (const SimRun *run, ModelDeclared what)
{
  return what.kind == MODEL_DECLARED_POLICY ? model_policy_impact (policy_of (run, what.index))
                                            : rows[what.kind].impact;
}

static gboolean
is_of_rule (const SimRun *run, guint32 rule, guint32 vm)
{
  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm))
    if (*r == rule)
      return TRUE;
  return FALSE;
}

gboolean
model_declared_reaches (const SimRun *run, ModelDeclared what, guint32 vm)
{
  switch (rows[what.kind].of) {
  case MODEL_OF_VM:
    return vm == what.index;
  case MODEL_OF_HOST:
    return model_vm_state (run, vm)->host == what.index;
  case MODEL_OF_RULE:
    return is_of_rule (run, what.index, vm);
  case MODEL_OF_CLUSTER:
    return model_fleet (run)->vms[vm].cluster == what.index;
  case MODEL_OF_CELL:
  default:
    return model_policy_governs (run, model_links (run)->policy_of_cell[what.index], vm);
  }
}

guint32
model_n_not_as_declared (const SimRun *run, guint32 cluster)
{
  guint32 n = 0;

  for (guint kind = MODEL_DECLARED_POLICY + 1; kind < MODEL_N_DECLARED; kind++)
    for (guint32 i = 0; i < model_n_declared (model_fleet (run), kind); i++) {
      ModelDeclared what = { kind, i };

      n += cluster_of (run, what) == cluster && !model_is_as_declared (run, what);
    }
  return n;
}
