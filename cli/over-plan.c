#include "cli/over-plan.h"

#include "models/ahv/ahv.h"
#include "models/ahv/reservation.h"
#include "models/ha/switch.h"

static void
moment_free (gpointer data)
{
  CliMoment *moment = data;

  g_array_unref (moment->occasions);
  model_what_if_free (moment->leave);
  g_array_unref (moment->pinned);
  g_array_unref (moment->lost);
  g_clear_pointer (&moment->remedies, g_array_unref);
  g_free (moment->free);
  g_free (moment->homes);
  g_free (moment->losses);
  g_free (moment);
}

void
cli_over_plan_free (CliOverPlan *plan)
{
  if (!plan)
    return;
  g_ptr_array_unref (plan->moments);
  g_free (plan);
}

const ModelLoss *
cli_moment_loss (const CliMoment *moment)
{
  return moment->worst == MODEL_NONE ? NULL : &moment->losses[moment->worst];
}

/* ---- Looking at one cluster ---- */

static gboolean
is_stuck (const CliMoment *moment)
{
  for (guint i = 0; i < moment->occasions->len; i++)
    if (g_array_index (moment->occasions, CliOccasion, i).kind == CLI_HOST_STUCK)
      return TRUE;
  return FALSE;
}

/* What HA promises: by its policy, or on AHV by its packing. */
static void
look_at_ha (const SimRun *run, CliMoment *moment)
{
  const ModelFleet *fleet = model_fleet (run);

  if (model_is_ahv (fleet, moment->cluster)) {
    moment->ha = TRUE;
    moment->wanted = model_ahv_failures (fleet, moment->cluster);
    moment->covers
        = model_ahv_reservation (run, moment->cluster, MODEL_NONE, MODEL_NONE).holds ? moment->wanted : 0;
    return;
  }
  moment->ha = model_ha_is_on (run, moment->cluster);
  moment->covers = model_admission_covers (run, moment->cluster);
  moment->wanted = moment->outlook.failures;
}

static void
look_at_data (const SimRun *run, CliMoment *moment)
{
  const ModelFleet *fleet = model_fleet (run);

  moment->data_bears = G_MAXINT32;
  for (guint32 g = 0; g < fleet->n_groups; g++)
    if (fleet->groups[g].cluster == moment->cluster)
      moment->data_bears = MIN (moment->data_bears, model_quorum (run, g).margin);
}

static void
look_at_leaving (const SimRun *run, CliMoment *moment)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[moment->cluster];

  moment->leave = model_what_if_most (run, moment->cluster);
  moment->free = g_new0 (guint8, cluster->n_hosts + 1);
  for (MODEL_EACH_HOST (host, cluster)) {
    g_autoptr (ModelWhatIf) alone = NULL;

    if (model_state (run, MODEL_MACHINE_HOST, host) != HOST_AT_CONNECTED)
      continue;
    alone = model_what_if (run, moment->cluster, &host, 1);
    moment->held += !alone->can;
    moment->free[host - cluster->first_host] = (guint8) alone->can;
  }
}

/* Whether any host of the cluster is out for a while, or is being exchanged: then others are held by that, and not for good. */
static gboolean
a_host_is_out (const SimRun *run, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];

  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_is_member (run, host) ? model_state (run, MODEL_MACHINE_HOST, host) != HOST_AT_CONNECTED
                                         : model_host_is_to_leave (run, host))
      return TRUE;
  return FALSE;
}

/* What could be emptied at the beginning is to be emptied still; where that is so no more for the first time, what would mend it
 * is looked for. */
static void
look_at_what_is_lost (const SimRun *run, const CliMoment *first, gboolean found_before, CliMoment *moment)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[moment->cluster];
  g_autofree guint8 *wanted = g_new0 (guint8, cluster->n_hosts + 1);
  gboolean stuck = is_stuck (moment);

  moment->lost = g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));
  if (!first || (!stuck && a_host_is_out (run, moment->cluster)))
    return;
  for (MODEL_EACH_HOST (host, cluster))
    wanted[host - cluster->first_host]
        = stuck ? model_state (run, MODEL_MACHINE_HOST, host) == HOST_AT_STUCK
                : first->free[host - cluster->first_host] && !moment->free[host - cluster->first_host];
  g_array_unref (moment->lost);
  moment->lost = model_held_hosts (run, moment->cluster, wanted);
  if (moment->lost->len == 0 || found_before)
    return;
  for (MODEL_EACH_HOST (host, cluster))
    if (!stuck && first->free[host - cluster->first_host])
      wanted[host - cluster->first_host] = TRUE; /* none of the others may be held by what mends it */
  moment->remedies = model_remedies (run, moment->cluster, wanted);
}

/* What holds a host that is to be emptied now: the VMs that are left on it, each with what is in its way. */
static void
look_at_pinned (const SimRun *run, CliMoment *moment)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[moment->cluster];

  moment->pinned = g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));
  for (MODEL_EACH_HOST (host, cluster)) {
    if (model_state (run, MODEL_MACHINE_HOST, host) != HOST_AT_STUCK)
      continue;
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      ModelLeaveFault fault = { vm, host, model_place (run, vm, MODEL_FOR_EVACUATION) };
      ModelBlocker tied = model_vm_is_tied (run, vm);

      if (tied != MODEL_BLOCKER_NONE)
        fault.why.blocker = tied;
      if (fault.why.blocker != MODEL_BLOCKER_NONE)
        g_array_append_val (moment->pinned, fault);
    }
  }
}

static void
look_at_losses (const SimRun *run, CliMoment *moment)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[moment->cluster];

  moment->losses = g_new (ModelLoss, cluster->n_hosts + 1);
  moment->worst = MODEL_NONE;
  for (MODEL_EACH_HOST (host, cluster)) {
    if (!model_host_is_home (run, host))
      continue;
    moment->losses[moment->n_losses] = model_loss (run, host);
    if (moment->worst == MODEL_NONE
        || model_loss_is_worse (&moment->losses[moment->n_losses], cli_moment_loss (moment)))
      moment->worst = moment->n_losses;
    moment->n_losses++;
  }
}

static void
note_homes (const SimRun *run, CliMoment *moment)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[moment->cluster];

  moment->homes = g_new (guint32, cluster->n_vms + 1);
  for (MODEL_EACH_VM (vm, cluster))
    moment->homes[vm - cluster->first_vm]
        = model_vm_is_on (run, vm) ? model_vm_state (run, vm)->host : MODEL_NONE;
}

static guint32
concerns_of (const SimRun *run, const CliMoment *moment)
{
  const ModelLoss *loss = cli_moment_loss (moment);
  gint64 most_vcpus = model_number (run, MODEL_CAPACITY_VCPUS) * 1000;
  const gboolean is[CLI_N_CONCERNS] = {
    [CLI_CONCERN_LEFT_DOWN] = loss && (loss->left || loss->group != MODEL_NONE || loss->objects),
    [CLI_CONCERN_NOT_COVERED]
    = moment->ha
      && moment->covers<
          moment->wanted, [CLI_CONCERN_STUCK] = is_stuck (moment), [CLI_CONCERN_HELD] = moment->lost->len> 0
      && !is_stuck (moment),
    [CLI_CONCERN_PACKING]
    = loss && loss->left && loss->sum_fits && model_blocker_is_of_room (loss->why.blocker),
    [CLI_CONCERN_SWAPS] = loss && loss->overfull != MODEL_NONE,
    [CLI_CONCERN_MEMORY] = loss && loss->after.memory_mib
                           && sim_muldiv (loss->used_mib, 100000, loss->after.memory_mib)
                                  > model_number (run, MODEL_CAPACITY_MEMORY),
    [CLI_CONCERN_VCPUS] = model_vcpu_ratio (&moment->outlook) > most_vcpus,
    [CLI_CONCERN_STORAGE] = moment->storage.known && moment->storage.used_mib > moment->storage.bears_mib,
  };
  guint32 concerns = 0;

  for (guint c = 0; c < CLI_N_CONCERNS; c++)
    concerns |= (guint32) is[c] << c;
  return concerns;
}

static CliMoment *
look (const SimRun *run, guint32 cluster, const GArray *occasions, const CliMoment *first,
      gboolean found_before)
{
  CliMoment *moment = g_new0 (CliMoment, 1);

  moment->at = sim_now (run);
  moment->cluster = cluster;
  moment->occasions = g_array_copy ((GArray *) occasions);
  moment->outlook = model_outlook (run, cluster);
  moment->flexibility = model_flexibility (run, cluster);
  moment->storage = model_storage_after_loss (run, cluster);
  look_at_ha (run, moment);
  look_at_data (run, moment);
  look_at_leaving (run, moment);
  look_at_pinned (run, moment);
  look_at_losses (run, moment);
  look_at_what_is_lost (run, first, found_before, moment);
  note_homes (run, moment);
  moment->concerns = concerns_of (run, moment);
  return moment;
}

/* ---- When to look ---- */

typedef struct {
  SimRun *run;
  CliOverPlan *plan;
  GArray **due;              /* by cluster: (element-type CliOccasion), what has happened at this instant */
  CliMoment **first, **last; /* by cluster; NULL none yet */
  gboolean *found;           /* by cluster: that hosts cannot be emptied any more */
  GHashTable *known;         /* occasions that have been; only asked, never walked */
} Watch;

/* A host that is tried four times does not empty once. */
static void
note (Watch *watch, guint32 cluster, CliOccasionKind kind, guint32 step, guint32 host)
{
  CliOccasion occasion = { kind, step, host, model_cluster_state (watch->run, cluster)->growth };
  g_autofree char *key = g_strdup_printf ("%u %u %u %u %u", cluster, kind, step, host, kind == CLI_GROWN ? occasion.growth : 0);

  if (g_hash_table_add (watch->known, g_steal_pointer (&key)))
    g_array_append_val (watch->due[cluster], occasion);
}

/* Whether a step has to do with a cluster: those of a vCenter with all of that. */
static gboolean
concerns (const ModelFleet *fleet, const ModelStep *step, guint32 cluster)
{
  switch (step->target) {
  case MODEL_TARGET_CLUSTER:
    return step->index == cluster;
  case MODEL_TARGET_HOST:
    return fleet->hosts[step->index].cluster == cluster;
  case MODEL_TARGET_VM:
    return fleet->vms[step->index].cluster == cluster;
  case MODEL_TARGET_POLICY:
    return fleet->policies[step->index].cluster == cluster;
  case MODEL_TARGET_VCENTER:
    return fleet->clusters[cluster].vcenter == step->index;
  case MODEL_TARGET_NONE:
  case MODEL_TARGET_PRODUCT:
  case MODEL_TARGET_SWITCH:
  default:
    return TRUE;
  }
}

static void
note_step (Watch *watch, guint32 step, CliOccasionKind kind)
{
  const ModelFleet *fleet = model_fleet (watch->run);

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (concerns (fleet, &fleet->steps[step], c))
      note (watch, c, kind, step, MODEL_NONE);
}

static void
note_growth (Watch *watch, guint32 step)
{
  const ModelFleet *fleet = model_fleet (watch->run);

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (model_grows (fleet, &fleet->steps[step], c))
      note (watch, c, CLI_GROWN, step, MODEL_NONE);
}

static void
watch_entry (Watch *watch, const SimEntry *entry)
{
  guint32 index = sim_model_index (watch->run->model, entry->to),
          step = entry->step ? entry->step - 1u : MODEL_NONE;
  const ModelHost *hosts = model_fleet (watch->run)->hosts;

  if (entry->machine == MODEL_MACHINE_STEP && entry->signal == STEP_ON_GROW)
    note_growth (watch, index);
  if (entry->state_to == entry->state_from)
    return;
  if (entry->machine == MODEL_MACHINE_STEP) {
    if (entry->state_to == STEP_AT_RUNNING)
      note_step (watch, index, CLI_STEP_BEGINS);
    else if (entry->state_to == STEP_AT_DONE || entry->state_to == STEP_AT_FAILED)
      note_step (watch, index, CLI_STEP_ENDS);
  } else if (entry->machine == MODEL_MACHINE_HOST) {
    if (entry->state_to == HOST_AT_STUCK)
      note (watch, hosts[index].cluster, CLI_HOST_STUCK, step, index);
    else if (entry->state_to == HOST_AT_DOWN)
      note (watch, hosts[index].cluster, CLI_HOST_LOST, step, index);
    else if ((entry->state_to == HOST_AT_MAINTENANCE && model_host_is_home (watch->run, index) == FALSE
              && (entry->state_from == HOST_AT_ENTERING || entry->state_from == HOST_AT_STUCK))
             || entry->state_to == HOST_AT_STANDBY)
      note (watch, hosts[index].cluster, CLI_HOST_OUT, step, index);
  } else if (entry->machine == MODEL_MACHINE_CVM && entry->state_to == CVM_AT_DOWN
             && model_host_is_home (watch->run, index))
    note (watch, hosts[index].cluster, CLI_CVM_OUT, step, index);
}

static void
look_at (Watch *watch, guint32 c)
{
  CliMoment *moment = look (watch->run, c, watch->due[c], watch->first[c], watch->found[c]);

  g_ptr_array_add (watch->plan->moments, moment);
  watch->first[c] = watch->first[c] ? watch->first[c] : moment;
  watch->found[c] |= moment->remedies != NULL;
  watch->last[c] = moment;
  g_array_set_size (watch->due[c], 0);
}

/* A step that begins where another has just ended finds what that has left. */
static gboolean
only_begins (const GArray *due)
{
  for (guint i = 0; i < due->len; i++)
    if (g_array_index (due, CliOccasion, i).kind != CLI_STEP_BEGINS)
      return FALSE;
  return TRUE;
}

/* Looks where something has happened: at the end of a step at once, before the next one touches anything; else when nothing
 * more happens at this instant. */
static void
look_where_due (Watch *watch, const SimEntry *entry)
{
  gboolean ends = entry->machine == MODEL_MACHINE_STEP && entry->state_from == STEP_AT_RUNNING;
  SimTime now = sim_now (watch->run);
  SimEvent next;

  if (!ends && sim_queue_peek (watch->run->world->queue, &next) && next.at == now)
    return;
  for (guint32 c = 0; c < model_fleet (watch->run)->n_clusters; c++) {
    if (watch->due[c]->len == 0)
      continue;
    if (!ends && watch->last[c] && watch->last[c]->at == now && only_begins (watch->due[c])) {
      g_array_append_vals (watch->last[c]->occasions, watch->due[c]->data, watch->due[c]->len);
      g_array_set_size (watch->due[c], 0);
    } else
      look_at (watch, c);
  }
}

CliOverPlan *
cli_over_plan (SimRun *run)
{
  guint32 n = model_fleet (run)->n_clusters;
  Watch watch = { run,
                  g_new0 (CliOverPlan, 1),
                  g_new (GArray *, n + 1),
                  g_new0 (CliMoment *, n + 1),
                  g_new0 (CliMoment *, n + 1),
                  g_new0 (gboolean, n + 1),
                  g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL) };

  watch.plan->moments = g_ptr_array_new_with_free_func (moment_free);
  for (guint32 c = 0; c < n; c++)
    watch.due[c] = g_array_new (FALSE, FALSE, sizeof (CliOccasion));
  while (sim_run_step (run)) {
    watch_entry (&watch, &run->entry);
    look_where_due (&watch, &run->entry);
  }
  for (guint32 c = 0; c < n; c++)
    g_array_unref (watch.due[c]);
  g_free (watch.due);
  g_free (watch.first);
  g_free (watch.last);
  g_free (watch.found);
  g_hash_table_unref (watch.known);
  return watch.plan;
}

/* ---- Which is the worst ---- */

/* The concern that comes first in their list counts most. */
static gboolean
is_worse (const CliMoment *a, const CliMoment *b)
{
  const ModelLoss *x = cli_moment_loss (a), *y = cli_moment_loss (b);

  for (guint c = 0; c < CLI_N_CONCERNS; c++)
    if ((a->concerns >> c & 1) != (b->concerns >> c & 1))
      return a->concerns >> c & 1;
  if (x && y && (model_loss_is_worse (x, y) || model_loss_is_worse (y, x)))
    return model_loss_is_worse (x, y);
  return a->covers < b->covers;
}

const CliMoment *
cli_over_plan_worst (const CliOverPlan *plan, guint32 cluster)
{
  const CliMoment *worst = NULL;

  for (guint i = 0; i < plan->moments->len; i++) {
    const CliMoment *moment = g_ptr_array_index (plan->moments, i);

    if (moment->cluster == cluster && moment->concerns && (!worst || is_worse (moment, worst)))
      worst = moment;
  }
  return worst;
}
