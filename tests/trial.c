#include "tests/trial.h"

#include "scenarios/scenarios.h"
#include "tests/rows.h"

Trial *
trial_new (const char *yaml)
{
  Trial *trial = g_new0 (Trial, 1);
  g_autoptr (GError) error = NULL;

  trial->fleet = scenario_read_text ("trial", yaml, -1, NULL, &error);
  if (!trial->fleet)
    g_error ("%s\n%s", error->message, yaml);
  trial->rehearsal = model_rehearsal_new (trial->fleet);
  trial->run = model_rehearsal_start (trial->rehearsal, TRUE);
  return trial;
}

Trial *
trial_new_from (const char *format, ...)
{
  g_autofree char *yaml = NULL;
  va_list args;

  va_start (args, format);
  yaml = g_strdup_vprintf (format, args);
  va_end (args);
  return trial_new (yaml);
}

void
trial_free (Trial *trial)
{
  if (!trial->drawn)
    rows_count (trial->run);
  sim_run_free (trial->run);
  model_rehearsal_free (trial->rehearsal);
  model_fleet_free (trial->fleet);
  g_free (trial);
}

void
trial_end (Trial *trial)
{
  while (sim_run_step (trial->run))
    ;
  model_assert_sums (trial->run);
  model_assert_claims (trial->run);
}

void
trial_until (Trial *trial, SimTime until)
{
  sim_run_until (trial->run, until);
  model_assert_sums (trial->run);
  model_assert_claims (trial->run);
}

Trial *
trial_run (const char *yaml)
{
  Trial *trial = trial_new_from ("rollcall: 1\n%s", yaml);

  trial_end (trial);
  return trial;
}

SimId
trial_actor (const Trial *trial, guint machine, const char *name)
{
  const SimModel *model = trial->run->model;

  for (SimId actor = model->bases[machine]; actor < model->bases[machine + 1]; actor++)
    if (g_str_equal (model->name (model, actor), name))
      return actor;
  g_error ("no %s is called %s", model->machines[machine]->name, name);
}

guint32
trial_index (const Trial *trial, guint machine, const char *name)
{
  return sim_model_index (trial->run->model, trial_actor (trial, machine, name));
}

SimId
trial_cluster (const Trial *trial, const char *name)
{
  return model_cluster_thing (trial->run->model, trial_index (trial, MODEL_MACHINE_DRS, name));
}

guint32
trial_host_of (const Trial *trial, const char *vm)
{
  return model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, vm))->host;
}

const char *
trial_host_name (const Trial *trial, const char *vm)
{
  return trial->fleet->hosts[trial_host_of (trial, vm)].name;
}

static gboolean
comes_into (const SimEntry *entry, guint machine, SimId who, guint state)
{
  return entry->machine == machine && (who == ANYBODY || entry->to == who) && entry->state_to == state
         && entry->state_from != state;
}

const SimEntry *
trial_entry (const Trial *trial, guint machine, SimId who, guint state, guint n)
{
  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (trial->run->journal, i);

    if (comes_into (entry, machine, who, state) && n-- == 0)
      return entry;
  }
  return NULL;
}

SimTime
trial_when (const Trial *trial, guint machine, const char *name, guint state)
{
  const SimEntry *entry = trial_entry (trial, machine, trial_actor (trial, machine, name), state, 0);

  return entry ? entry->at : -1;
}

guint
trial_count (const Trial *trial, guint machine, guint state)
{
  guint n = 0;

  for (guint i = 0; i < sim_journal_length (trial->run->journal); i++)
    n += comes_into (sim_journal_get (trial->run->journal, i), machine, ANYBODY, state) ? 1 : 0;
  return n;
}

const SimFinding *
trial_finding (const Trial *trial, guint kind, SimId subject, guint n)
{
  const SimWorld *world = trial->run->world;

  for (guint i = 0; i < world->n_findings; i++)
    if (world->findings[i].kind == kind && (subject == ANYBODY || world->findings[i].subject == subject)
        && n-- == 0)
      return &world->findings[i];
  return NULL;
}

guint
trial_findings (const Trial *trial, guint kind, SimId subject)
{
  guint n = 0;

  while (trial_finding (trial, kind, subject, n))
    n++;
  return n;
}

const SimFinding *
trial_first (const Trial *trial, guint kind, SimId subject)
{
  static const SimFinding none = { .since = -1, .until = -1 };
  const SimFinding *first = trial_finding (trial, kind, subject, 0);

  return first ? first : &none;
}

SimTime
trial_found_for (const Trial *trial, guint kind, SimId subject)
{
  SimTime sum = 0;

  for (guint n = 0; n < trial_findings (trial, kind, subject); n++) {
    const SimFinding *finding = trial_finding (trial, kind, subject, n);
    sum += MIN (finding->until, sim_now (trial->run)) - finding->since;
  }
  return sum;
}
