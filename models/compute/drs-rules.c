/* A person enables or disables a rule: an edit that vCenter makes, whatever DRS is set to, and that DRS acts upon when it looks.
 * Of two rules that contradict each other the older one holds then, too: a newer one cannot be enabled beside it, and enabling
 * it disables a newer one (DRS-08). That a rule which has lost stays disabled until somebody enables it again is ours. */

#include "models/compute/conflicts.h"
#include "models/compute/drs-parts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

/* To break fewer of its rules than where it runs (DRS-11). */
guint32
model_drs_correction (const SimRun *run, guint32 rule, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host, to;

  if (model_rule_allows (run, rule, vm, host))
    return MODEL_NONE;
  to = model_place (run, vm, MODEL_FOR_EVACUATION).host;
  return to != MODEL_NONE && model_rules_broken (run, vm, to) < model_rules_broken (run, vm, host)
             ? to
             : MODEL_NONE;
}

static guint32
rule_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->steps[event->arg].rule;
}

static gboolean
is_to_be_on (const SimRun *run, const SimEvent *event)
{
  return g_str_equal (model_fleet (run)->steps[event->arg].set_value, "on");
}

/* The rule that keeps this one from being enabled; MODEL_NONE. */
static guint32
older_one (const SimRun *run, guint32 rule)
{
  g_autoptr (GArray) conflicts = model_rules_settle_with (run, rule);

  for (guint i = 0; i < conflicts->len; i++)
    if (g_array_index (conflicts, ModelConflict, i).rule == rule)
      return g_array_index (conflicts, ModelConflict, i).older;
  return MODEL_NONE;
}

GUARD_OF (DRS, an_older_rule_is_against_it, "it is to be enabled, and an older one that it contradicts is")
{
  return is_to_be_on (run, event) && older_one (run, rule_of (run, event)) != MODEL_NONE;
}

/* Findings about it go by where its VMs run. */
static void
look_at (SimRun *run, guint32 rule)
{
  const ModelRule *its = &model_fleet (run)->rules[rule];

  for (guint32 i = 0; i < its->n_vms; i++)
    model_look_at_rules (run, its->vms[i]);
}

static void
set (SimRun *run, const SimEvent *event, guint32 rule, gboolean on)
{
  ModelRuleState *state = model_rule_state (run, rule);

  state->on = on ? 1 : 0;
  state->since = sim_now (run);
  state->by = (guint32) event->arg + 1;
  if (on)
    sim_find_end (run, MODEL_FIND_RULE_DISABLED, model_cluster_thing (run->model, ME), rule + 1);
}

static void
find_disabled (SimRun *run, const SimEvent *event, guint32 rule, guint32 older)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { (gint64) rule + 1, (gint64) older + 1 };

  sim_find (run, MODEL_FIND_RULE_DISABLED, SIM_RISK, model_cluster_thing (run->model, ME), rule + 1,
            evidence);
}

ACTION_OF (DRS, set_rule, "set it, look soon", NULL, SENDS (MODEL_CAPACITY_NOTICES, TO (STEP, FINISHED)))
{
  guint32 rule = rule_of (run, event);
  g_autoptr (GArray) conflicts = is_to_be_on (run, event) ? model_rules_settle_with (run, rule) : NULL;

  set (run, event, rule, is_to_be_on (run, event));
  for (guint i = 0; conflicts && i < conflicts->len; i++) {
    const ModelConflict *conflict = &g_array_index (conflicts, ModelConflict, i);

    set (run, event, conflict->rule, FALSE);
    find_disabled (run, event, conflict->rule, conflict->older);
    look_at (run, conflict->rule);
  }
  look_at (run, rule);
  model_look_at_hidden_rules (run, ME);
  model_notify_capacity (run, ME);
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION_OF (DRS, refuse_rule, "say so", NULL, SENDS (TO (STEP, BROKEN)))
{
  guint32 rule = rule_of (run, event);

  find_disabled (run, event, rule, older_one (run, rule));
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

void
model_look_whether_rules_are_left (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 r = 0; r < fleet->n_rules; r++) {
    const ModelRuleState *state = model_rule_state (run, r);
    gint64 evidence[SIM_EVIDENCE_MAX] = { (gint64) r + 1, state->by ? ACTOR (STEP, state->by - 1) : 0 };

    if (fleet->rules[r].cluster == cluster && state->by && !state->on && model_rule_begins_on (fleet, r))
      sim_find (run, MODEL_FIND_RULE_LEFT_OFF, SIM_RISK, model_cluster_thing (run->model, cluster), r + 1,
                evidence);
  }
}
