/* The policy machine: one cell's value, declared and actual. Handbook section 6 and platforms section 4 say what resets
 * what; a scenario states it for each policy, since it depends on how the platform was built.
 *
 * Facts: DR-17 DR-19 HST-07. */

#include "models/plan/policies.h"

#include "models/plan/inheritance.h"
#include "models/plan/resets.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE) (1u << POLICY_AT_##STATE)
#define ANY (AT (IN_POLICY) | AT (DRIFTED) | AT (RESET))

static const ModelPolicy *
policy_of (const SimRun *run, guint32 cell)
{
  return &model_fleet (run)->policies[model_links (run)->policy_of_cell[cell]];
}

GUARD (is_preserved, "something preserves it")
{
  return policy_of (run, ME)->preserved || model_kept_by (policy_of (run, ME), MODEL_RESET_OF (event->arg));
}

/* What is there when it has no value of its own. */
static const char *
what_is_above (const SimRun *run, guint32 cell)
{
  guint32 above = model_cell_above (run, cell);

  return above == MODEL_NONE ? NULL
                             : model_cell_words (model_fleet (run), model_links (run)->policy_of_cell,
                                                 model_cell_value (run, above));
}

/* What a reset leaves: the default, or, of what overrides another policy, that one's value. */
static const char *
what_is_left (const SimRun *run, guint32 cell)
{
  const char *fallback = policy_of (run, cell)->fallback;

  return fallback ? fallback : what_is_above (run, cell);
}

GUARD (default_is_declared, "the default is what is declared")
{
  return g_strcmp0 (what_is_left (run, ME), policy_of (run, ME)->declared) == 0;
}

GUARD (inherits_what_is_declared, "what it inherits is what is declared")
{
  return g_strcmp0 (model_cell_words (model_fleet (run), model_links (run)->policy_of_cell, model_cell_value (run, ME)),
                    policy_of (run, ME)->declared)
         == 0;
}

GUARD (is_default_already, "it is at its default already")
{
  ModelCellValue now = model_cell_state (run, ME)->value;
  const ModelPolicy *policy = policy_of (run, ME);

  return now == MODEL_CELL_FALLBACK || now == MODEL_CELL_INHERITED
         || (now == MODEL_CELL_ACTUAL && policy->fallback && g_str_equal (policy->actual, policy->fallback));
}

GUARD (is_set_as_declared, "the value set is the declared one")
{
  return g_str_equal (model_value_written (model_fleet (run), (guint32) event->arg), policy_of (run, ME)->declared);
}

GUARD (a_governor_does, "a governor asks for it")
{
  return run->model->machine_of[event->from] == MODEL_MACHINE_SETTING;
}

GUARD (somebody_does, "somebody does by hand, in an incident")
{
  return run->model->machine_of[event->from] == MODEL_MACHINE_FAULT;
}

GUARD (saved_is_declared, "what was saved is the declared value")
{
  const ModelCellState *state = model_cell_state (run, ME);
  const ModelPolicy *policy = policy_of (run, ME);

  return state->saved == MODEL_CELL_DECLARED
         || (state->saved == MODEL_CELL_ACTUAL && g_str_equal (policy->actual, policy->declared))
         || (state->saved == MODEL_CELL_INHERITED && g_strcmp0 (what_is_above (run, ME), policy->declared) == 0)
         || (state->saved == MODEL_CELL_FALLBACK && g_strcmp0 (policy->fallback, policy->declared) == 0)
         || (state->saved == MODEL_CELL_SET
             && g_str_equal (model_value_written (model_fleet (run), state->saved_step - 1), policy->declared));
}

/* What is on disk stays what it was until the next save; only a host's own settings are there. */
static void
remember_saved (SimRun *run, guint32 cell)
{
  ModelCellState *state = model_cell_state (run, cell);

  if (policy_of (run, cell)->kind != MODEL_POLICY_HOST)
    return;
  if (!model_cell_is_unsaved (run, cell)) {
    state->saved = state->value;
    state->saved_step = state->step;
  }
  state->changed = sim_now (run) + 1;
}

static void
set_value (SimRun *run, const SimEvent *event, ModelCellValue value, guint32 step)
{
  ModelCellState *state = model_cell_state (run, ME);

  if (run->entry.state_from != POLICY_AT_IN_POLICY
      && (state->value != value || state->step != step || value == MODEL_CELL_INHERITED))
    model_part_from_heirs (run, ME); /* they run under another value from now on */
  state->value = value;
  state->step = step;
  sim_tell (run, model_cell_value (run, ME), model_links (run)->policy_of_cell[ME]);
  sim_find_end (run, MODEL_FIND_DRIFT_PREEXISTING, event->to, 0);
  if (sim_state (run, event->to) != POLICY_AT_RESET)
    sim_find_end (run, MODEL_FIND_POLICY_RESET, event->to, 0);
  model_look_at_heirs (run, ME);
  model_notify_inheritors (run, ME);
}

static ModelCellValue
default_of (const SimRun *run, guint32 cell)
{
  return policy_of (run, cell)->fallback ? MODEL_CELL_FALLBACK : MODEL_CELL_INHERITED;
}

ACTION (keep, "leave it as it is", "by {a:preserver}", SENDS_NOTHING)
{
  const ModelPolicy *policy = policy_of (run, ME);
  guint32 keeper = policy->preserved ? 0 : model_kept_by (policy, MODEL_RESET_OF (event->arg));

  sim_tell (run, (gint64) model_links (run)->policy_of_cell[ME] << 8 | keeper, 0);
}

ACTION (reset, "put back the default", "{a:cell-value}, declared {b:cell-declared}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->arg, 0, model_links (run)->policy_of_cell[ME] };

  set_value (run, event, default_of (run, ME), 0);
  evidence[1] = model_cell_value (run, ME);
  sim_find (run, MODEL_FIND_POLICY_RESET, SIM_RISK, event->to, 0, evidence);
}

ACTION (reset_to_declared, "put back the default", "{a:cell-value}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  set_value (run, event, default_of (run, ME), 0);
}

ACTION (set, "set it", "{a:cell-value}, declared {b:cell-declared}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  remember_saved (run, ME);
  set_value (run, event, MODEL_CELL_SET, (guint32) event->arg + 1);
}

ACTION (be_saved, "keep it", NULL, SENDS_NOTHING)
{
  model_cell_state (run, ME)->changed = 0;
}

ACTION (lose, "come up with what was saved", "{a:cell-value}, declared {b:cell-declared}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  ModelCellState *state = model_cell_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_cell_value (run, ME), 0, model_links (run)->policy_of_cell[ME] };

  state->changed = 0;
  set_value (run, event, state->saved, state->saved_step);
  evidence[1] = model_cell_value (run, ME);
  sim_find (run, MODEL_FIND_SETTING_LOST, SIM_RISK, event->to, 0, evidence);
  sim_find_end (run, MODEL_FIND_SETTING_LOST, event->to, 0);
}

ACTION (repair, "put it right", "{a:cell-value}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  set_value (run, event, MODEL_CELL_DECLARED, 0);
}

ACTION (inherit, "take what is above", "{a:cell-value}, declared {b:cell-declared}", SENDS (MODEL_INHERITANCE_NOTICES))
{
  if (model_cell_state (run, ME)->value == MODEL_CELL_INHERITED) /* it may have come by one of its own meanwhile */
    set_value (run, event, MODEL_CELL_INHERITED, 0);
}

/* clang-format off */
const SimRow model_POLICY_rows[] = {
  STAY (ANY, POLICY_ON_LIFECYCLE, is_preserved,        keep,                                "it outlives the event",                     "DR-17"),
  STAY (ANY, POLICY_ON_LIFECYCLE, is_default_already,  NOTHING,                             "there is nothing to reset",                "model"),
  ROW  (ANY, POLICY_ON_LIFECYCLE, default_is_declared, POLICY_AT_IN_POLICY, reset_to_declared, "the default happens to be what is declared", "model"),
  ROW  (ANY, POLICY_ON_LIFECYCLE, ALWAYS,              POLICY_AT_RESET,     reset,          "{arg:lifecycle} puts back the default", "DR-17 DR-18 DR-19 D-01"),
  STAY (ANY, POLICY_ON_SAVED,     ALWAYS,              be_saved,                            "its host has shut down in good order",     "HST-07"),
  ROW  (ANY, POLICY_ON_POWER_LOST, saved_is_declared,  POLICY_AT_IN_POLICY, lose,           "it was set after the last save, and its host lost power", "HST-07 DR-17"),
  ROW  (ANY, POLICY_ON_POWER_LOST, ALWAYS,             POLICY_AT_DRIFTED,   lose,           "it was set after the last save, and its host lost power", "HST-07 DR-17"),
  ROW  (ANY, POLICY_ON_REPAIR,    a_governor_does,     POLICY_AT_IN_POLICY, repair,         "{from} puts back the declared value",      "D-14 D-17"),
  ROW  (ANY, POLICY_ON_REPAIR,    ALWAYS,              POLICY_AT_IN_POLICY, repair,         "somebody puts it right by hand",           "model"),
  ROW  (ANY, POLICY_ON_PARENT,    inherits_what_is_declared, POLICY_AT_IN_POLICY, inherit,  "it inherits the declared value",           "model"),
  ROW  (ANY, POLICY_ON_PARENT,    ALWAYS,              POLICY_AT_DRIFTED,   inherit,        "its override is gone, and it inherits another value", "model"),
  ROW  (ANY, POLICY_ON_SET,       is_set_as_declared,  POLICY_AT_IN_POLICY, set,            "{from} writes the declared value",         "model"),
  ROW  (ANY, POLICY_ON_SET,       somebody_does,       POLICY_AT_DRIFTED,   set,            "somebody changes it by hand",              "model"),
  ROW  (ANY, POLICY_ON_SET,       ALWAYS,              POLICY_AT_DRIFTED,   set,            "{from} writes another value",              "model"),
};
/* clang-format on */
const guint model_POLICY_n_rows = G_N_ELEMENTS (model_POLICY_rows);
