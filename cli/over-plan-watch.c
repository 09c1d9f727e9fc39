/* When a run is looked at for capacity over its plan. */

#include "cli/over-plan.h"

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
  g_autofree char *key = g_strdup_printf ("%u %u %u %u %u", cluster, kind, step, host,
                                          kind == CLI_GROWN ? occasion.growth : 0);

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
  CliMoment *moment = cli_moment_new (watch->run, c, watch->due[c], watch->first[c], watch->found[c]);

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

  watch.plan->moments = g_ptr_array_new_with_free_func (cli_moment_free);
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
