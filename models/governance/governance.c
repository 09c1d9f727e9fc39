#include "models/governance/governance.h"

#include "models/compute/hosts.h"
#include "models/governance/belief.h"
#include "models/nutanix/cvms.h"
#include "models/plan/policies.h"
#include "models/vcenter/availability.h"

guint32
model_setting_governor (const SimRun *run, guint32 setting)
{
  return model_links (run)->governor_of_setting[setting];
}

guint32
model_setting_cell (const SimRun *run, guint32 setting)
{
  const ModelGovernor *governor = &model_fleet (run)->governors[model_setting_governor (run, setting)];

  return governor->cells[setting - governor->first_setting];
}

gboolean
model_setting_of_cluster (const SimRun *run, guint32 setting, ModelDeclared *ret_what)
{
  static const ModelDeclaredKind kinds[MODEL_N_GOVERNED] = { MODEL_DECLARED_ADMISSION, MODEL_DECLARED_DRS };
  guint32 place = model_setting_cell (run, setting), n_cells = model_fleet (run)->n_cells;

  if (place < n_cells)
    return FALSE;
  *ret_what = (ModelDeclared){ kinds[(place - n_cells) % MODEL_N_GOVERNED], (place - n_cells) / MODEL_N_GOVERNED };
  return TRUE;
}

SimId
model_setting_subject (const SimRun *run, guint32 setting)
{
  ModelDeclared what;

  return model_setting_of_cluster (run, setting, &what) ? model_cluster_thing (run->model, what.index)
                                                        : ACTOR (POLICY, model_setting_cell (run, setting));
}

gint64
model_setting_value (const SimRun *run, guint32 setting)
{
  ModelDeclared what;

  return model_setting_of_cluster (run, setting, &what)
             ? -1 - (model_actual (run, what) << 1 | (what.kind == MODEL_DECLARED_DRS))
             : model_cell_value (run, model_setting_cell (run, setting));
}

/* Of a policy; not of a cluster's own setting. */
static const ModelPolicy *
policy_of (const SimRun *run, guint32 setting)
{
  return &model_fleet (run)->policies[model_links (run)->policy_of_cell[model_setting_cell (run, setting)]];
}

const char *
model_setting_wanted (const SimRun *run, guint32 setting)
{
  const ModelGovernor *governor = &model_fleet (run)->governors[model_setting_governor (run, setting)];
  guint32 written = governor->written[setting - governor->first_setting];
  ModelDeclared what;

  if (model_setting_of_cluster (run, setting, &what))
    return what.kind == MODEL_DECLARED_DRS ? model_automation_words[model_fleet (run)->clusters[what.index].drs] : "on";
  return written == MODEL_NONE ? policy_of (run, setting)->declared : model_fleet (run)->written[written];
}

/* A BIOS setting counts from the next boot on. */
guint32
model_setting_impact (const SimRun *run, guint32 setting)
{
  const ModelPolicy *policy;
  ModelDeclared what;

  if (model_setting_of_cluster (run, setting, &what))
    return MODEL_SETTING_NO_IMPACT;
  policy = policy_of (run, setting);
  return policy->remedy                       ? policy->remedy
         : policy->kind == MODEL_POLICY_BIOS ? (guint32) MODEL_SETTING_REBOOT
                                             : (guint32) MODEL_SETTING_NO_IMPACT;
}

gboolean
model_setting_differs (const SimRun *run, guint32 setting)
{
  guint32 cell = model_setting_cell (run, setting);
  const ModelPolicy *policy;
  ModelDeclared what;

  if (model_setting_of_cluster (run, setting, &what))
    return !model_is_as_declared (run, what);
  policy = policy_of (run, setting);
  if (model_fleet (run)->governors[model_setting_governor (run, setting)].kind == MODEL_GOVERNOR_HOST_PROFILE
      && policy->advanced)
    return FALSE;
  return !g_str_equal (
      model_cell_words (model_fleet (run), model_links (run)->policy_of_cell, model_cell_value (run, cell)),
      model_setting_wanted (run, setting));
}

/* A host that is up and that vCenter hears. */
static gboolean
host_answers (const SimRun *run, guint32 host)
{
  const guint32 away = 1u << HOST_AT_REBOOTING | 1u << HOST_AT_FALLING_BACK | 1u << HOST_AT_BOOT_HUNG
                       | 1u << HOST_AT_RECONNECTING | 1u << HOST_AT_CONNECTING | 1u << HOST_AT_REFUSED;

  return model_host_is_up (run, host) && model_host_is_managed (run, host) && model_host_state (run, host)->networked
         && !(away >> STATE (HOST, host) & 1);
}

/* Prism runs on every CVM, and one of them leads; which of them is not published: here the first that answers. When that one stops
 * or is lost, another has to take over. */
static gboolean
prism_answers (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  guint32 votes = 0, before = 0;

  for (MODEL_EACH_HOST (host, cluster))
    votes += model_cvm_votes (run, host) ? 1 : 0;
  for (MODEL_EACH_HOST (host, cluster)) {
    SimTime since = model_cvm_state (run, host)->down_since;

    if (model_cvm_answers (run, host))
      break;
    before |= since != SIM_NEVER && sim_now (run) - since < model_number (run, MODEL_PRISM_FAILOVER);
  }
  return 2 * votes > cluster->n_hosts && !before;
}

/* What Prism owns: all of an AHV cluster, and of any Nutanix cluster its own settings (D-06). */
static gboolean
is_of_prism (const SimRun *run, const ModelPolicy *policy)
{
  ModelPlatform platform = model_fleet (run)->clusters[policy->cluster].platform;

  return platform == MODEL_NUTANIX_AHV || (platform != MODEL_VSPHERE && policy->kind == MODEL_POLICY_CLUSTER);
}

gboolean
model_setting_answers (const SimRun *run, guint32 setting)
{
  const ModelPolicy *policy;
  guint32 host;
  ModelDeclared what;

  if (model_setting_of_cluster (run, setting, &what))
    return model_vcenter_offers (run, what.index, MODEL_FUNCTION_TASKS);
  policy = policy_of (run, setting);
  host = model_cell_host (model_fleet (run), model_links (run), model_setting_cell (run, setting));
  if (policy->kind == MODEL_POLICY_BIOS) /* its management controller runs on standby power */
    return model_host_state (run, host)->powered || STATE (HOST, host) == HOST_AT_STANDBY;
  if (is_of_prism (run, policy) && !prism_answers (run, policy->cluster))
    return FALSE;
  return (is_of_prism (run, policy) || model_vcenter_offers (run, policy->cluster, MODEL_FUNCTION_TASKS))
         && (host == MODEL_NONE || host_answers (run, host));
}

gboolean
model_setting_may_be_mended (const SimRun *run, guint32 setting)
{
  guint32 authority = model_fleet (run)->governors[model_setting_governor (run, setting)].authority;
  ModelDeclared what;

  return model_setting_of_cluster (run, setting, &what) || !policy_of (run, setting)->authorities
         || policy_of (run, setting)->authorities >> authority & 1;
}

gboolean
model_setting_is_to_be_mended (const SimRun *run, guint32 setting)
{
  return STATE (SETTING, setting) == SETTING_AT_NON_COMPLIANT && model_setting_may_be_mended (run, setting);
}

gboolean
model_governor_runs (const SimRun *run, guint32 governor)
{
  const ModelGovernor *g = &model_fleet (run)->governors[governor];

  return (g->vm == MODEL_NONE || model_vm_is_on (run, g->vm))
         && (g->product == MODEL_NONE || STATE (PRODUCT, g->product) != PRODUCT_AT_UPGRADING)
         && (g->vcenter == MODEL_NONE
             || model_vcenter_availability (run, g->vcenter, MODEL_FUNCTION_TASKS) == MODEL_AVAILABLE_WORKS);
}

gboolean
model_governor_mends (const SimRun *run, guint32 governor)
{
  switch (model_fleet (run)->governance) {
  case MODEL_GOVERNANCE_REMEDIATE:
    return TRUE;
  case MODEL_GOVERNANCE_NONE:
  case MODEL_GOVERNANCE_DETECT:
    return FALSE;
  case MODEL_GOVERNANCE_AS_SAID:
  default:
    return model_fleet (run)->governors[governor].remediates;
  }
}

/* A tool that ends with 0 whatever it has seen tells nobody. */
gboolean
model_cell_is_governed (const SimRun *run, guint32 cell)
{
  if (model_drift_state (run, cell)->found)
    return TRUE;
  for (MODEL_EACH (setting, model_links (run)->settings_of_cell, cell)) {
    guint32 governor = model_setting_governor (run, *setting);

    if (STATE (GOVERNOR, governor) != GOVERNOR_AT_DOWN && model_setting_differs (run, *setting)
        && !model_governor_state (run, governor)->mute)
      return TRUE;
  }
  return FALSE;
}

/* From when to when a place is not as declared, and who is told that it has changed. */
static void
watch_place (SimRun *run, guint32 place, gboolean fits)
{
  ModelDriftState *drift = model_drift_state (run, place);

  if (fits) {
    drift->since = 0;
    drift->found = FALSE;
  } else if (!drift->since) {
    drift->since = sim_now (run) + 1;
  }
  for (MODEL_EACH (setting, model_links (run)->settings_of_cell, place)) {
    guint32 governor = model_setting_governor (run, *setting);

    if (model_fleet (run)->governors[governor].kind == MODEL_GOVERNOR_GITOPS)
      sim_arouse (run, ACTOR (GOVERNOR, governor), GOVERNOR_ON_CHANGED, *setting);
  }
}

void
model_governance_watch (SimRun *run, guint32 cell)
{
  watch_place (run, cell, STATE (POLICY, cell) == POLICY_AT_IN_POLICY);
  if (model_forget_misbelief (run, cell))
    sim_arouse (run, ACTOR (DRS, model_fleet (run)->policies[model_links (run)->policy_of_cell[cell]].cluster),
                DRS_ON_CAPACITY, 0);
}

void
model_governance_watch_cluster (SimRun *run, guint32 cluster, ModelGoverned which)
{
  const ModelDeclared what = { which == MODEL_GOVERNED_DRS ? MODEL_DECLARED_DRS : MODEL_DECLARED_ADMISSION, cluster };

  watch_place (run, model_place_of (model_fleet (run), cluster, which), model_is_as_declared (run, what));
}

/* Who looks now and then has been at it before: where in its interval the rehearsal begins is drawn, unless it is said. Who
 * watches live objects has seen everything already. */
void
model_governance_start (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 host = 0; host < fleet->n_hosts; host++)
    if (fleet->hosts[host].last_seen && fleet->hosts[host].last_seen != fleet->hosts[host].version)
      model_begin_inventory (run);
  for (guint32 cell = 0; cell < fleet->n_cells; cell++)
    if (STATE (POLICY, cell) != POLICY_AT_IN_POLICY)
      model_drift_state (run, cell)->since = 1;
  for (guint32 g = 0; g < fleet->n_governors; g++) {
    const ModelGovernor *governor = &fleet->governors[g];
    SimId actor = ACTOR (GOVERNOR, g);
    SimTime first = governor->first >= 0 ? governor->first
                    : governor->kind == MODEL_GOVERNOR_GITOPS
                        ? 0
                        : (SimTime) sim_random_below (fleet->seed, actor, 0, 0,
                                                      (guint64) model_governor_interval (fleet, g));

    if (fleet->governance == MODEL_GOVERNANCE_NONE)
      run->world->block[actor] = GOVERNOR_AT_DOWN;
    else
      sim_run_inject (run, first, actor, GOVERNOR_ON_LOOK, 0);
  }
}
