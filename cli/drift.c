#include "cli/drift.h"

#include <string.h>

#include "models/governance/governance.h"

static void
free_drift (gpointer data)
{
  CliDrift *drift = data;

  g_array_unref (drift->heirs);
  g_free (drift);
}

static gboolean
is_same (ModelDeclared a, ModelDeclared b)
{
  return a.kind == b.kind && a.index == b.index;
}

static CliDrift *
find_open (const CliDrifts *drifts, ModelDeclared what)
{
  if (what.kind == MODEL_DECLARED_POLICY)
    return drifts->of_cell[what.index];
  for (guint i = 0; i < drifts->open->len; i++)
    if (is_same (((CliDrift *) drifts->open->pdata[i])->what, what))
      return drifts->open->pdata[i];
  return NULL;
}

/* ---- Who runs under it; of a policy, the findings have it ---- */

static gboolean
has_heirs_here (const CliDrift *drift)
{
  return drift->what.kind != MODEL_DECLARED_POLICY;
}

static void
begin_heir (CliDrift *drift, guint32 vm, SimTime now)
{
  CliHeir heir = { vm, now, SIM_NEVER };

  g_array_append_val (drift->heirs, heir);
}

static void
end_heir (CliDrift *drift, guint32 vm, SimTime now)
{
  for (guint i = drift->heirs->len; i > 0; i--) {
    CliHeir *heir = &g_array_index (drift->heirs, CliHeir, i - 1);

    if (heir->vm == vm && heir->until == SIM_NEVER) {
      heir->until = now;
      return;
    }
  }
}

static gboolean
is_on (guint state)
{
  return state == VM_AT_RUNNING || state == VM_AT_MIGRATING || state == VM_AT_LEAVING || state == VM_AT_PINNED
         || state == VM_AT_STOPPING;
}

/* A VM has come up or gone down. */
static void
see_vm (CliDrifts *drifts, const SimRun *run, guint32 vm, gboolean was_on, gboolean on)
{
  for (guint i = 0; was_on != on && i < drifts->open->len; i++) {
    CliDrift *drift = drifts->open->pdata[i];

    if (model_declared_of (drift->what.kind) != MODEL_OF_HOST
        && model_declared_reaches (run, drift->what, vm))
      (on ? begin_heir : end_heir) (drift, vm, sim_now (run));
  }
}

/* What is of one host alone goes by where a VM runs, and with vMotion that changes. */
static void
see_where (CliDrifts *drifts, const SimRun *run, guint32 vm, gboolean on)
{
  for (guint i = 0; i < drifts->open->len; i++) {
    CliDrift *drift = drifts->open->pdata[i];
    gboolean was = FALSE, is = on && model_declared_reaches (run, drift->what, vm);

    if (model_declared_of (drift->what.kind) != MODEL_OF_HOST)
      continue;
    for (guint h = 0; h < drift->heirs->len && !was; h++)
      was = g_array_index (drift->heirs, CliHeir, h).vm == vm
            && g_array_index (drift->heirs, CliHeir, h).until == SIM_NEVER;
    if (was != is)
      (is ? begin_heir : end_heir) (drift, vm, sim_now (run));
  }
}

/* ---- Beginning and end ---- */

static void
begin (CliDrifts *drifts, const SimRun *run, ModelDeclared what, const SimEntry *entry)
{
  const ModelFleet *fleet = model_fleet (run);
  CliDrift *drift = g_new0 (CliDrift, 1);

  drift->what = what;
  drift->actual = model_actual (run, what);
  drift->since = entry ? entry->at : 0;
  drift->until = SIM_NEVER;
  drift->came = entry;
  drift->heirs = g_array_new (FALSE, FALSE, sizeof (CliHeir));
  g_ptr_array_add (drifts->all, drift);
  if (what.kind == MODEL_DECLARED_POLICY)
    drifts->of_cell[what.index] = drift;
  else
    g_ptr_array_add (drifts->open, drift);
  for (guint32 vm = 0; has_heirs_here (drift) && vm < fleet->n_vms; vm++)
    if (model_declared_reaches (run, what, vm) && is_on (model_state (run, MODEL_MACHINE_VM, vm)))
      begin_heir (drift, vm, drift->since);
}

static void
end (CliDrifts *drifts, CliDrift *drift, const SimEntry *entry)
{
  drift->until = entry->at;
  drift->went = entry;
  for (guint i = 0; has_heirs_here (drift) && i < drift->heirs->len; i++) {
    CliHeir *heir = &g_array_index (drift->heirs, CliHeir, i);

    heir->until = MIN (heir->until, entry->at);
  }
  if (drift->what.kind == MODEL_DECLARED_POLICY)
    drifts->of_cell[drift->what.index] = NULL;
  else
    g_ptr_array_remove (drifts->open, drift);
}

static void
look_at (CliDrifts *drifts, const SimRun *run, ModelDeclared what, const SimEntry *entry)
{
  CliDrift *drift = find_open (drifts, what);
  gboolean fits = model_is_as_declared (run, what);

  if (drift && (fits || drift->actual != model_actual (run, what)))
    end (drifts, drift, entry);
  else if (drift || fits)
    return;
  if (!fits)
    begin (drifts, run, what, entry);
}

static void
see (CliDrifts *drifts, const SimRun *run, const SimEntry *entry)
{
  guint32 index = sim_model_index (run->model, entry->to);

  switch (entry->machine) {
  case MODEL_MACHINE_POLICY:
    look_at (drifts, run, (ModelDeclared){ MODEL_DECLARED_POLICY, index }, entry);
    return;
  case MODEL_MACHINE_HOST:
    look_at (drifts, run, (ModelDeclared){ MODEL_DECLARED_IMAGE, index }, entry);
    break;
  case MODEL_MACHINE_VM:
    look_at (drifts, run, (ModelDeclared){ MODEL_DECLARED_MEMBERSHIP, index }, entry);
    see_vm (drifts, run, index, is_on (entry->state_from), is_on (entry->state_to));
    see_where (drifts, run, index, is_on (entry->state_to));
    return;
  case MODEL_MACHINE_MIGRATION:
  case MODEL_MACHINE_RESTART:
  case MODEL_MACHINE_PORT:
    return;
  case MODEL_MACHINE_FAULT: /* somebody has taken a VM out of the inventory and put it back */
    for (guint32 vm = 0; vm < model_fleet (run)->n_vms; vm++)
      look_at (drifts, run, (ModelDeclared){ MODEL_DECLARED_MEMBERSHIP, vm }, entry);
    for (guint32 host = 0; host < model_fleet (run)->n_hosts; host++)
      look_at (drifts, run, (ModelDeclared){ MODEL_DECLARED_IMAGE, host }, entry);
    break;
  default:
    break;
  }
  for (guint i = 0; i < drifts->watched->len; i++)
    look_at (drifts, run, g_array_index (drifts->watched, ModelDeclared, i), entry);
}

/* ---- All of it ---- */

/* Of VMs only those whom it concerns, since most have no rule and no partner. */
static gboolean
is_watched (const ModelFleet *fleet, ModelDeclared what)
{
  if (what.kind == MODEL_DECLARED_FAULT_TOLERANCE)
    return (fleet->vms[what.index].devices & 1u << MODEL_DEVICE_FAULT_TOLERANCE) != 0;
  return model_declared_of (what.kind) == MODEL_OF_CLUSTER || model_declared_of (what.kind) == MODEL_OF_RULE;
}

static CliDrifts *
start (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);
  CliDrifts *drifts = g_new0 (CliDrifts, 1);

  drifts->all = g_ptr_array_new_with_free_func (free_drift);
  drifts->open = g_ptr_array_new ();
  drifts->of_cell = g_new0 (CliDrift *, fleet->n_cells + 1);
  drifts->watched = g_array_new (FALSE, FALSE, sizeof (ModelDeclared));
  for (guint kind = 0; kind < MODEL_N_DECLARED; kind++)
    for (guint32 i = 0; i < model_n_declared (fleet, kind); i++) {
      ModelDeclared what = { kind, i };

      if (is_watched (fleet, what))
        g_array_append_val (drifts->watched, what);
      if (!model_is_as_declared (run, what))
        begin (drifts, run, what, NULL);
    }
  return drifts;
}

/* Which VM runs under which value of a policy, as the model has found it by now. */
static void
take_heirs (CliDrifts *drifts, const SimRun *run)
{
  for (; drifts->found < run->world->n_findings; drifts->found++) {
    const SimFinding *finding = &run->world->findings[drifts->found];
    CliDrift *drift;
    CliHeir heir = { .since = finding->since, .until = drifts->found };

    if (finding->kind != MODEL_FIND_POLICY_INHERITED_BY_VM) /* others need not be of an actor */
      continue;
    drift = drifts->of_cell[sim_model_index (run->model, finding->about)];
    heir.vm = sim_model_index (run->model, finding->subject);
    if (drift)
      g_array_append_val (drift->heirs, heir);
  }
}

/* Until now `until` has said which finding it is. */
static void
end_heirs (CliDrifts *drifts, const SimRun *run)
{
  for (guint i = 0; i < drifts->all->len; i++) {
    CliDrift *drift = drifts->all->pdata[i];

    for (guint h = 0; drift->what.kind == MODEL_DECLARED_POLICY && h < drift->heirs->len; h++) {
      CliHeir *heir = &g_array_index (drift->heirs, CliHeir, h);

      heir->until = run->world->findings[heir->until].until;
    }
  }
}

CliDrifts *
cli_drifts_of (const CliRehearsal *rehearsal)
{
  SimRun *run = rehearsal->run;
  CliDrifts *drifts = start (run);
  guint seen = 0;

  while (sim_run_step (run)) {
    for (; seen < sim_journal_length (run->journal); seen++)
      see (drifts, run, sim_journal_get (run->journal, seen));
    take_heirs (drifts, run);
  }
  end_heirs (drifts, run);
  return drifts;
}

void
cli_drifts_free (CliDrifts *drifts)
{
  if (!drifts)
    return;
  g_ptr_array_unref (drifts->open);
  g_ptr_array_unref (drifts->all);
  g_array_unref (drifts->watched);
  g_free (drifts->of_cell);
  g_free (drifts);
}

/* ---- What each comes to ---- */

CliPhase
cli_drift_phase (const CliDrift *drift)
{
  return !drift->came ? CLI_BEFORE_PLAN : drift->until == SIM_NEVER ? CLI_AFTER_PLAN : CLI_DURING_PLAN;
}

SimSeverity
cli_drift_severity (const CliDrift *drift)
{
  return drift->until == SIM_NEVER || drift->heirs->len ? SIM_RISK : SIM_NOTE;
}

/* Of what a governor writes, who that is, where the journal has its name with the setting's. */
static char *
governor_words (const SimRun *run, SimId setting, const char *because)
{
  const char *name = run->model->name (run->model, setting);
  guint32 governor = model_setting_governor (run, sim_model_index (run->model, setting));

  return g_strconcat (model_fleet (run)->governors[governor].name,
                      g_str_has_prefix (because, name) ? because + strlen (name) : " puts it back", NULL);
}

/* Who does what, and in which step of the plan. */
char *
cli_drift_cause (const SimRun *run, const CliDrift *drift, const SimEntry *entry)
{
  const SimModel *model = run->model;
  const char *step = entry->step ? model_fleet (run)->steps[entry->step - 1].name : NULL;
  g_autofree char *because = sim_entry_because (model, entry), *actual = NULL, *told = NULL, *does = NULL;

  switch (entry->machine) {
  case MODEL_MACHINE_STEP:
    told = sim_entry_told (model, entry);
    return g_strdup_printf ("step %s: %s", step, told);
  case MODEL_MACHINE_FAULT:
    return g_strdup (model->name (model, entry->to));
  case MODEL_MACHINE_SETTING:
    return governor_words (run, entry->to, because);
  case MODEL_MACHINE_POLICY:
    if (model->machine_of[entry->from] == MODEL_MACHINE_SETTING)
      return governor_words (run, entry->from, because);
    if (model->machine_of[entry->from] == MODEL_MACHINE_STEP)
      return g_strconcat ("step ", because, NULL);
    return step ? g_strdup_printf ("%s, in step %s", because, step) : g_steal_pointer (&because);
  default:
    actual = model_actual_words (run, drift->what, drift->actual);
    does = entry == drift->came ? g_strdup_printf ("sets it to %s", actual) : g_strdup ("puts it back");
    if (model->machine_of[entry->from] == MODEL_MACHINE_STEP)
      return g_strdup_printf ("step %s %s", model->name (model, entry->from), does);
    if (model->machine_of[entry->from] == MODEL_MACHINE_SETTING) {
      g_autofree char *governor = governor_words (run, entry->from, model->name (model, entry->from));

      return g_strdup_printf ("%s %s", governor, does);
    }
    return g_strdup_printf ("%s%s%s %s%s%s: %s", cli_voice (entry->machine) ? cli_voice (entry->machine) : "",
                            cli_voice (entry->machine) ? " " : "", model->name (model, entry->to), does,
                            step ? " in step " : "", step ? step : "", because);
  }
}

guint
cli_drift_n_vms (const CliDrift *drift)
{
  g_autoptr (GHashTable) vms = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < drift->heirs->len; i++)
    g_hash_table_add (vms, GUINT_TO_POINTER (g_array_index (drift->heirs, CliHeir, i).vm));
  return g_hash_table_size (vms);
}

SimTime
cli_drift_vm_time (const CliDrift *drift, SimTime end)
{
  SimTime sum = 0;

  for (guint i = 0; i < drift->heirs->len; i++) {
    const CliHeir *heir = &g_array_index (drift->heirs, CliHeir, i);

    sum += MAX (0, MIN (heir->until, end) - heir->since);
  }
  return sum;
}
