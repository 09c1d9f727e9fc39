#include "models/watch.h"

#include "models/compute/hosts.h"
#include "models/governance/governance.h"
#include "models/ha/claims.h"
#include "models/plan/inheritance.h"
#include "models/rehearsal.h"
#include "models/words.h"

/* Whether one running step is to blame rather than another: one that does something, then the one that began later. */
static gboolean
rather (const SimRun *run, guint32 one, guint32 other)
{
  const ModelStep *steps = model_fleet (run)->steps;
  gboolean waits = steps[one].verb == MODEL_VERB_WAIT, other_waits = steps[other].verb == MODEL_VERB_WAIT;

  return waits != other_waits ? other_waits
                              : model_step_state (run, one)->began > model_step_state (run, other)->began;
}

gint64
model_step_now (const SimRun *run)
{
  guint32 blamed = MODEL_NONE;

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++)
    if (STATE (STEP, s) == STEP_AT_RUNNING && (blamed == MODEL_NONE || rather (run, s, blamed)))
      blamed = s;
  return blamed == MODEL_NONE ? 0 : (gint64) blamed + 1;
}

static guint
machine_of_target (ModelTarget target)
{
  switch (target) {
  case MODEL_TARGET_HOST:
    return MODEL_MACHINE_HOST;
  case MODEL_TARGET_VM:
    return MODEL_MACHINE_VM;
  case MODEL_TARGET_VCENTER:
    return MODEL_MACHINE_VCENTER;
  case MODEL_TARGET_NONE:
  case MODEL_TARGET_CLUSTER:
  case MODEL_TARGET_POLICY:
  default:
    return MODEL_MACHINE_STEP;
  }
}

/* Whether what a fault waits for has just begun: the step, with the thing in that state already, or the state. */
static gboolean
has_come (const SimRun *run, const ModelFault *fault)
{
  const SimEntry *entry = &run->entry;
  guint machine = machine_of_target (fault->whose);
  guint32 index = machine == MODEL_MACHINE_STEP ? fault->step : fault->whom;

  gboolean step_begins = entry->machine == MODEL_MACHINE_STEP && entry->state_to == STEP_AT_RUNNING
                         && model_index (run, entry->to) == fault->step;

  if (machine == MODEL_MACHINE_STEP)
    return step_begins;
  if (!step_begins && (entry->machine != machine || model_index (run, entry->to) != index))
    return FALSE;
  if (fault->step != MODEL_NONE && STATE (STEP, fault->step) != STEP_AT_RUNNING)
    return FALSE;
  return g_str_equal (run->model->machines[machine]->states[model_state (run, machine, index)].name,
                      fault->state);
}

static void
arouse_faults (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 f = 0; f < fleet->n_faults; f++)
    if (fleet->faults[f].at < 0 && STATE (FAULT, f) == FAULT_AT_ARMED && has_come (run, &fleet->faults[f]))
      sim_arouse (run, ACTOR (FAULT, f), FAULT_ON_STRIKE, 0);
}

/* 8.14 and section 11, where one event can break them. They are cheap, so they are always on. */
static void
assert_host (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);

  g_assert (h->memory_reserved_mib >= 0 && h->cpu_reserved_mhz >= 0 && h->power_ons <= 32);
  if (model_host_in_maintenance (run, host))
    g_assert (h->n_vms == 0); /* 8.14.5: nothing runs on a host in maintenance */
}

static gboolean
is_off (guint state)
{
  return state == VM_AT_OFF || state == VM_AT_STOPPED;
}

static void
see_vm (const SimRun *run, guint32 vm)
{
  const SimEntry *entry = &run->entry;
  guint32 host = model_vm_state (run, vm)->host;

  if (model_vm_is_on (run, vm))
    g_assert (host != MODEL_NONE && model_host_state (run, host)->powered);
  if (is_off (entry->state_from) != is_off (entry->state_to))
    model_claims_forget (run, model_fleet (run)->vms[vm].cluster);
}

void
model_watch (SimRun *run, const SimEvent *event)
{
  const SimEntry *entry = &run->entry;

  if (entry->machine == MODEL_MACHINE_POLICY)
    model_governance_watch (run, model_index (run, event->to));
  else if (model_fleet (run)->governs_clusters && entry->machine == MODEL_MACHINE_ADMISSION)
    model_governance_watch_cluster (run, model_index (run, event->to), MODEL_GOVERNED_ADMISSION);
  else if (model_fleet (run)->governs_clusters && entry->machine == MODEL_MACHINE_DRS)
    model_governance_watch_cluster (run, model_index (run, event->to), MODEL_GOVERNED_DRS);
  if (entry->state_from == entry->state_to)
    return;
  if (entry->machine == MODEL_MACHINE_HOST && entry->state_to != HOST_AT_DOWN)
    assert_host (run, model_index (run, event->to));
  if (entry->machine == MODEL_MACHINE_VM)
    see_vm (run, model_index (run, event->to));
  if (entry->machine == MODEL_MACHINE_VM)
    model_arouse_policies_of_vm (run, model_index (run, event->to));
  arouse_faults (run);
}
