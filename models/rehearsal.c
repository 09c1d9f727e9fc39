#include "models/actors.h"

#include <string.h>

#include "models/format.h"
#include "models/watch.h"
#include "models/words.h"

static const char *
name_thing (const SimModel *model, SimId thing)
{
  return ((const ModelRehearsal *) (gconstpointer) model)->names[thing];
}

SimId
model_cluster_thing (const SimModel *model, guint32 cluster)
{
  return model->bases[MODEL_N_MACHINES] + cluster;
}

/* ---- The model ---- */

static void
lay_columns (ModelRehearsal *rehearsal)
{
  const ModelFleet *fleet = rehearsal->fleet;
  const SimColumn columns[MODEL_N_COLUMNS] = {
    [MODEL_COLUMN_HOST] = { "hosts", sizeof (ModelHostState), fleet->n_hosts, FALSE },
    [MODEL_COLUMN_UPDATE] = { "updates", sizeof (ModelUpdateState), fleet->n_hosts, FALSE },
    [MODEL_COLUMN_VM] = { "vms", sizeof (ModelVmState), fleet->n_vms, FALSE },
    [MODEL_COLUMN_MIGRATION] = { "migrations", sizeof (ModelMigrationState), fleet->n_vms, FALSE },
    [MODEL_COLUMN_CLUSTER] = { "clusters", sizeof (ModelClusterState), fleet->n_clusters, FALSE },
    [MODEL_COLUMN_VCENTER] = { "vcenters", sizeof (ModelVcenterState), fleet->n_vcenters, FALSE },
    [MODEL_COLUMN_PRODUCT] = { "products", sizeof (ModelProductState), fleet->n_products, FALSE },
    [MODEL_COLUMN_SWITCH] = { "switches", sizeof (ModelDvsState), fleet->n_switches, FALSE },
    [MODEL_COLUMN_PORT] = { "ports", sizeof (ModelPortState), fleet->n_switches ? fleet->n_vms : 0, FALSE },
    [MODEL_COLUMN_GUEST] = { "guests", sizeof (ModelGuestState), fleet->tends_guests ? fleet->n_vms : 0, FALSE },
    [MODEL_COLUMN_VCHA] = { "vcha", sizeof (ModelVchaState), fleet->n_vcenters, FALSE },
    [MODEL_COLUMN_VCLS] = { "vcls", sizeof (ModelVclsState), fleet->n_clusters, FALSE },
    [MODEL_COLUMN_STEP] = { "steps", sizeof (ModelStepState), fleet->n_steps, FALSE },
    [MODEL_COLUMN_RULE] = { "rules", sizeof (ModelRuleState), fleet->n_rules, FALSE },
    [MODEL_COLUMN_CELL] = { "cells", sizeof (ModelCellState), fleet->n_cells, FALSE },
    [MODEL_COLUMN_GROUP] = { "groups", sizeof (ModelGroupState), fleet->n_groups, FALSE },
    [MODEL_COLUMN_CVM] = { "cvms", sizeof (ModelCvmState), fleet->n_hosts, FALSE },
    [MODEL_COLUMN_LOCALITY] = { "locality", sizeof (ModelLocality), fleet->has_working_sets ? fleet->n_vms : 0, FALSE },
    [MODEL_COLUMN_AHV_HOST] = { "ahv-hosts", sizeof (ModelAhvHost), fleet->has_ahv ? fleet->n_hosts : 0, FALSE },
    [MODEL_COLUMN_AHV_VM] = { "ahv-vms", sizeof (ModelAhvVm), fleet->has_ahv ? fleet->n_vms : 0, FALSE },
    [MODEL_COLUMN_CLUSTER_DATA] = { "cluster-data", sizeof (ModelClusterData), fleet->has_cvms ? fleet->n_clusters : 0, FALSE },
    [MODEL_COLUMN_MODE] = { "modes", sizeof (ModelModeState), fleet->has_small ? fleet->n_clusters : 0, FALSE },
    [MODEL_COLUMN_STORE] = { "stores", sizeof (ModelStoreState), fleet->has_cvms ? fleet->n_hosts : 0, FALSE },
    [MODEL_COLUMN_DATASTORE] = { "datastores", sizeof (guint32), fleet->n_datastores, FALSE },
    [MODEL_COLUMN_HA_CLUSTER] = { "ha-clusters", sizeof (ModelHaCluster), fleet->n_clusters, FALSE },
    [MODEL_COLUMN_HA_HOST] = { "ha-hosts", sizeof (ModelHaHost), fleet->n_hosts, FALSE },
    [MODEL_COLUMN_HA_VM] = { "ha-vms", sizeof (ModelHaVm), fleet->n_vms, FALSE },
    [MODEL_COLUMN_TOKEN_QUEUE] = { "token-queue", sizeof (guint32), fleet->n_hosts, FALSE },
    [MODEL_COLUMN_HOST_TIMERS] = { "host-timers", sizeof (ModelHostTimers), fleet->n_hosts, TRUE },
    [MODEL_COLUMN_VM_TIMERS] = { "vm-timers", sizeof (ModelVmTimers), fleet->n_vms, TRUE },
    [MODEL_COLUMN_CLAIMS] = { "claims", sizeof (ModelClaims), fleet->n_clusters, TRUE },
    [MODEL_COLUMN_COMPONENT] = { "vsan-components", sizeof (ModelComponentPlace), fleet->n_components, FALSE },
    [MODEL_COLUMN_OBJECT] = { "vsan-objects", sizeof (guint8), fleet->n_objects, FALSE },
    [MODEL_COLUMN_VSAN_HOST]
    = { "vsan-hosts", sizeof (ModelVsanHostState), fleet->has_vsan ? fleet->n_hosts : 0, FALSE },
    [MODEL_COLUMN_VSAN] = { "vsan", sizeof (ModelVsanState), fleet->has_vsan ? fleet->n_clusters : 0, FALSE },
    [MODEL_COLUMN_WITNESS] = { "witnesses", sizeof (ModelWitnessState), fleet->n_witnesses, FALSE },
    [MODEL_COLUMN_VSAN_TIMERS]
    = { "vsan-timers", sizeof (ModelVsanTimers), fleet->has_vsan ? fleet->n_hosts : 0, TRUE },
    [MODEL_COLUMN_GOVERNOR] = { "governors", sizeof (ModelGovernorState), fleet->n_governors, FALSE },
    [MODEL_COLUMN_DRIFT] = { "drift", sizeof (ModelDriftState), model_n_places (fleet), FALSE },
    [MODEL_COLUMN_GOVERNOR_TIMERS] = { "governor-timers", sizeof (ModelGovernorTimers), fleet->n_governors, TRUE },
    [MODEL_COLUMN_RELICENSED]
    = { "relicensed", sizeof (ModelRelicensed), fleet->relicenses ? fleet->n_clusters : 0, FALSE },
  };

  memcpy (rehearsal->columns, columns, sizeof columns);
}

ModelRehearsal *
model_rehearsal_new (const ModelFleet *fleet)
{
  ModelRehearsal *rehearsal = g_new0 (ModelRehearsal, 1);
  SimModel *model = &rehearsal->model;
  SimId thing = 1;

  rehearsal->fleet = fleet;
  rehearsal->strings = g_string_chunk_new (1024);
  model_links_init (&rehearsal->links, fleet);
  lay_columns (rehearsal);
  for (guint m = 0; m < MODEL_N_MACHINES; m++) {
    rehearsal->counts[m] = model_count_actors (fleet, m);
    model->n_things += rehearsal->counts[m];
  }
  model->n_things += fleet->n_clusters;
  model->machines = model_machines ();
  model->parts = model_machine_parts ();
  model->n_machines = MODEL_N_MACHINES;
  model->counts = rehearsal->counts;
  model->columns = rehearsal->columns;
  model->n_columns = MODEL_N_COLUMNS;
  model->kinds = model_findings;
  model->n_kinds = MODEL_N_FINDINGS;
  model->scenario = fleet;
  model->seed = fleet->seed;
  model->name = name_thing;
  model->format = model_format;
  model->sentence = model_sentence;
  model->step_now = model_step_now;
  model->settle = model_watch;

  rehearsal->names = g_new (const char *, model->n_things + 1);
  rehearsal->names[0] = "nobody";
  for (guint m = 0; m < MODEL_N_MACHINES; m++)
    for (guint32 i = 0; i < rehearsal->counts[m]; i++)
      rehearsal->names[thing++] = model_name_actor (rehearsal, m, i);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    rehearsal->names[thing++] = fleet->clusters[c].name;
  sim_model_prepare (model);
  return rehearsal;
}

void
model_rehearsal_free (ModelRehearsal *rehearsal)
{
  if (!rehearsal)
    return;
  sim_model_clear (&rehearsal->model);
  model_links_clear (&rehearsal->links);
  g_free (rehearsal->names);
  g_string_chunk_free (rehearsal->strings);
  g_free (rehearsal);
}

const SimModel *
model_tables (void)
{
  static ModelRehearsal *tables = NULL;

  if (g_once_init_enter (&tables))
    g_once_init_leave (&tables, model_rehearsal_new (model_fleet_new ()));
  return &tables->model;
}

/* ---- How it has come out ---- */

const char *const model_outcome_words[] = { "completed", "stopped", "stuck", NULL };
const char *const model_step_outcome_words[] = { "done", "failed", "skipped", "stuck", NULL };

guint
model_step_outcome (const SimRun *run, guint32 step)
{
  switch (STATE (STEP, step)) {
  case STEP_AT_DONE:
    return 0;
  case STEP_AT_FAILED:
    return 1;
  case STEP_AT_SKIPPED:
    return 2;
  default:
    return 3;
  }
}

ModelOutcome
model_outcome (const SimRun *run)
{
  ModelOutcome outcome = MODEL_COMPLETED;

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++) {
    guint of_step = model_step_outcome (run, s);

    if (of_step == 3)
      return MODEL_STUCK;
    if (of_step != 0)
      outcome = MODEL_STOPPED;
  }
  return outcome;
}

SimTime
model_ended_at (const SimRun *run)
{
  SimTime last = 0;

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++) {
    const ModelStepState *state = model_step_state (run, s);

    if (STATE (STEP, s) == STEP_AT_RUNNING || STATE (STEP, s) == STEP_AT_WAITING)
      return sim_now (run);
    if (state->ended != SIM_NEVER)
      last = MAX (last, state->ended);
  }
  return last;
}
