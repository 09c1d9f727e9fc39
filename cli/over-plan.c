#include "cli/over-plan.h"

#include "models/ahv/ahv.h"
#include "models/ahv/reservation.h"
#include "models/cost/cost.h"
#include "models/ha/switch.h"

void
cli_moment_free (gpointer data)
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
  gint64 memory = loss && loss->after.memory_mib ? sim_muldiv (loss->used_mib, 100000, loss->after.memory_mib) : 0;
  gboolean stuck = is_stuck (moment);
  /* clang-format off */
  const gboolean is[CLI_N_CONCERNS] = {
    [CLI_CONCERN_LEFT_DOWN]   = loss && (loss->left || loss->group != MODEL_NONE || loss->objects),
    [CLI_CONCERN_NOT_COVERED] = moment->ha && moment->covers < moment->wanted,
    [CLI_CONCERN_STUCK]       = stuck,
    [CLI_CONCERN_HELD]        = moment->lost->len > 0 && !stuck,
    [CLI_CONCERN_PACKING]     = loss && loss->left && loss->sum_fits && model_blocker_is_of_room (loss->why.blocker),
    [CLI_CONCERN_SWAPS]       = loss && loss->overfull != MODEL_NONE,
    [CLI_CONCERN_MEMORY]      = memory > model_number (run, MODEL_CAPACITY_MEMORY),
    [CLI_CONCERN_VCPUS]       = model_vcpu_ratio (&moment->outlook) > most_vcpus,
    [CLI_CONCERN_STORAGE]     = moment->storage.known && moment->storage.used_mib > moment->storage.bears_mib,
  };
  /* clang-format on */
  guint32 concerns = 0;

  for (guint c = 0; c < CLI_N_CONCERNS; c++)
    concerns |= (guint32) is[c] << c;
  return concerns;
}

/* A host in maintenance is paid for as any other; one that has left is not. */
static void
look_at_licences (const SimRun *run, CliMoment *moment)
{
  g_autoptr (ModelCosts) costs = model_cost_new (run);
  const ModelCostSum *sum = &costs->clusters[moment->cluster];

  moment->cores_licensed = sum->physical;
  moment->cores_billed = sum->coreless ? -1 : sum->billed;
}

CliMoment *
cli_moment_new (const SimRun *run, guint32 cluster, const GArray *occasions, const CliMoment *first,
                gboolean found_before)
{
  CliMoment *moment = g_new0 (CliMoment, 1);

  moment->at = sim_now (run);
  moment->cluster = cluster;
  moment->occasions = g_array_copy ((GArray *) occasions);
  moment->outlook = model_outlook (run, cluster);
  moment->flexibility = model_flexibility (run, cluster);
  moment->storage = model_storage_after_loss (run, cluster);
  look_at_licences (run, moment);
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
