#include "models/rehearsal.h"

#include <string.h>

#include "models/format.h"
#include "models/watch.h"
#include "models/words.h"

/* ---- What each machine is repeated over, and what its actors are called ---- */

static guint
count_actors (const ModelFleet *fleet, guint machine)
{
#define one 1
#define steps fleet->n_steps
#define faults fleet->n_faults
#define vcenters fleet->n_vcenters
#define products fleet->n_products
#define switches fleet->n_switches
#define switched_vms (fleet->n_switches ? fleet->n_vms : 0)
#define rounds (fleet->tends_guests ? fleet->n_steps : 0)
#define guests (fleet->tends_guests ? fleet->n_vms : 0)
#define hosts fleet->n_hosts
#define clusters fleet->n_clusters
#define vms fleet->n_vms
#define monitored (fleet->has_hung_guests ? fleet->n_vms : 0)
#define groups fleet->n_groups
#define cells fleet->n_cells
#define vsan_hosts (fleet->has_vsan ? fleet->n_hosts : 0)
#define vsan_clusters (fleet->has_vsan ? fleet->n_clusters : 0)
#define dpm_clusters (fleet->has_dpm ? fleet->n_clusters : 0)
#define witnesses fleet->n_witnesses
#define relicensed_clusters (fleet->relicenses ? fleet->n_clusters : 0)
#define ahv_hosts (fleet->has_ahv ? fleet->n_hosts : 0)
#define ahv_clusters (fleet->has_ahv ? fleet->n_clusters : 0)
#define local_vms (fleet->has_working_sets ? fleet->n_vms : 0)
#define ahv_steps (fleet->has_ahv ? fleet->n_steps : 0)
#define lcm_steps (fleet->has_lcm ? fleet->n_steps : 0)
#define cvm_hosts (fleet->has_cvms ? fleet->n_hosts : 0)
#define cvm_clusters (fleet->has_cvms ? fleet->n_clusters : 0)
#define small_clusters (fleet->has_small ? fleet->n_clusters : 0)
#define governors fleet->n_governors
#define settings fleet->n_settings
#define COUNT(M, NAME, OVER, QUIET, STARTS, SUMMARY) [MODEL_MACHINE_##M] = OVER,
  const guint counts[] = { MODEL_MACHINES (COUNT) };

#undef one
#undef steps
#undef faults
#undef vcenters
#undef products
#undef switches
#undef switched_vms
#undef rounds
#undef monitored
#undef hosts
#undef guests
#undef clusters
#undef vms
#undef groups
#undef cells
#undef vsan_hosts
#undef vsan_clusters
#undef witnesses
#undef relicensed_clusters
#undef cvm_hosts
#undef cvm_clusters
#undef small_clusters
#undef dpm_clusters
#undef ahv_hosts
#undef ahv_clusters
#undef ahv_steps
#undef local_vms
#undef lcm_steps
#undef governors
#undef settings
  return counts[machine];
}

static const char *
step_target_name (const ModelFleet *fleet, const ModelStep *step)
{
  switch (step->target) {
  case MODEL_TARGET_HOST:
    return fleet->hosts[step->index].name;
  case MODEL_TARGET_VM:
    return fleet->vms[step->index].name;
  case MODEL_TARGET_VCENTER:
    return fleet->vcenters[step->index].name;
  case MODEL_TARGET_CLUSTER:
    return fleet->clusters[step->index].name;
  case MODEL_TARGET_POLICY:
    return fleet->policies[step->index].name;
  case MODEL_TARGET_PRODUCT:
    return fleet->products[step->index].name;
  case MODEL_TARGET_SWITCH:
    return fleet->switches[step->index].name;
  case MODEL_TARGET_GOVERNOR:
    return fleet->governors[step->index].name;
  case MODEL_TARGET_NONE:
  default:
    return step->name;
  }
}

static const char *
compose (ModelRehearsal *rehearsal, const char *format, const char *a, const char *b)
{
  g_autofree char *name = g_strdup_printf (format, a, b); /* formats are the constants of name_actor */

  return g_string_chunk_insert (rehearsal->strings, name);
}

static const char *
name_cell (ModelRehearsal *rehearsal, guint32 cell)
{
  const ModelFleet *fleet = rehearsal->fleet;
  const char *policy = fleet->policies[rehearsal->links.policy_of_cell[cell]].name;
  guint32 host = model_cell_host (fleet, &rehearsal->links, cell), vm = model_cell_vm (fleet, &rehearsal->links, cell);

  if (vm != MODEL_NONE)
    return compose (rehearsal, "%s@%s", policy, fleet->vms[vm].name);
  return host == MODEL_NONE ? policy : compose (rehearsal, "%s@%s", policy, fleet->hosts[host].name);
}

static const char *
name_setting (ModelRehearsal *rehearsal, guint32 setting)
{
  const ModelFleet *fleet = rehearsal->fleet;
  const ModelGovernor *governor = &fleet->governors[rehearsal->links.governor_of_setting[setting]];
  guint32 place = governor->cells[setting - governor->first_setting];

  if (place >= fleet->n_cells) {
    g_autofree char *what = g_strdup_printf ("%s of %s", model_governed_words[(place - fleet->n_cells) % MODEL_N_GOVERNED],
                                             fleet->clusters[(place - fleet->n_cells) / MODEL_N_GOVERNED].name);

    return compose (rehearsal, "%s: %s", governor->name, what);
  }
  return compose (rehearsal, "%s: %s", governor->name,
                  name_cell (rehearsal, place));
}

static const char *
name_actor (ModelRehearsal *rehearsal, guint machine, guint32 i)
{
  const ModelFleet *fleet = rehearsal->fleet;

  switch (machine) {
  case MODEL_MACHINE_PLAN:
    return "plan";
  case MODEL_MACHINE_STEP:
    return fleet->steps[i].name;
  case MODEL_MACHINE_REMEDIATION:
  case MODEL_MACHINE_AOS:
  case MODEL_MACHINE_ROUND:
  case MODEL_MACHINE_AHV_ROLL:
  case MODEL_MACHINE_OPERATION:
    return step_target_name (fleet, &fleet->steps[i]);
  case MODEL_MACHINE_FAULT:
    return fleet->faults[i].name;
  case MODEL_MACHINE_VCENTER:
  case MODEL_MACHINE_VCHA:
    return fleet->vcenters[i].name;
  case MODEL_MACHINE_PRODUCT:
    return fleet->products[i].name;
  case MODEL_MACHINE_SWITCH:
    return fleet->switches[i].name;
  case MODEL_MACHINE_VSAN:
  case MODEL_MACHINE_FORMAT:
  case MODEL_MACHINE_VOTES:
  case MODEL_MACHINE_RELAYOUT:
  case MODEL_MACHINE_ADAPT:
  case MODEL_MACHINE_SITE:
    return compose (rehearsal, "vsan:%s%s", fleet->clusters[i].name, "");
  case MODEL_MACHINE_WITNESS:
    return fleet->witnesses[i].name;
  case MODEL_MACHINE_QUORUM:
    return fleet->groups[i].name;
  case MODEL_MACHINE_POLICY:
    return name_cell (rehearsal, i);
  case MODEL_MACHINE_GOVERNOR:
    return fleet->governors[i].name;
  case MODEL_MACHINE_SETTING:
    return name_setting (rehearsal, i);
  case MODEL_MACHINE_GUEST:
    return compose (rehearsal, "guest:%s%s", fleet->vms[i].name, "");
  case MODEL_MACHINE_CVM:
    return compose (rehearsal, "cvm:%s%s", fleet->hosts[i].name, "");
  case MODEL_MACHINE_ZOOKEEPER:
    return compose (rehearsal, "zookeeper:%s%s", fleet->hosts[i].name, "");
  case MODEL_MACHINE_ARBITER:
    return compose (rehearsal, "witness:%s%s", fleet->clusters[i].name, "");
  case MODEL_MACHINE_STORE:
    return compose (rehearsal, "data:%s%s", fleet->hosts[i].name, "");
  case MODEL_MACHINE_LOCALITY:
  case MODEL_MACHINE_PORT:
  case MODEL_MACHINE_VM:
  case MODEL_MACHINE_MIGRATION:
  case MODEL_MACHINE_RESTART:
  case MODEL_MACHINE_ISOLATION:
  case MODEL_MACHINE_VMCP:
  case MODEL_MACHINE_MONITOR:
    return fleet->vms[i].name;
  case MODEL_MACHINE_DRS:
  case MODEL_MACHINE_DPM:
  case MODEL_MACHINE_ADMISSION:
  case MODEL_MACHINE_VCLS:
  case MODEL_MACHINE_TOKEN:
  case MODEL_MACHINE_ACROPOLIS:
  case MODEL_MACHINE_RESERVATION:
  case MODEL_MACHINE_RESILIENCY:
  case MODEL_MACHINE_ADS:
  case MODEL_MACHINE_MODE:
  case MODEL_MACHINE_LICENCE:
    return fleet->clusters[i].name;
  default:
    return fleet->hosts[i].name;
  }
}

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
    rehearsal->counts[m] = count_actors (fleet, m);
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
      rehearsal->names[thing++] = name_actor (rehearsal, m, i);
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
