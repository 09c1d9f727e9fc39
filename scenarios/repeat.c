/* A step or a fault that comes again and again, as monthly patches and incidents do: each time is a step or a fault of its own,
 * with a number behind its name. `patch` twelve times is patch/01 to patch/12.
 *
 * The surprising rule: the step itself is none any more. A step that repeats as often and comes after it comes after the one of
 * its own number; any other comes after all of them. */

#include "scenarios/reader.h"

static int
digits_of (guint32 times)
{
  return times > 999 ? 4 : times > 99 ? 3 : times > 9 ? 2 : 1;
}

static const char *
name_of (ScenarioReader *reader, const char *name, guint32 times, guint32 number)
{
  g_autofree char *text = g_strdup_printf ("%s/%0*u", name, digits_of (times), number);

  return model_fleet_string (reader->fleet, text);
}

/* Each month's patch is one number on: 8.0.3.1, 8.0.3.2, … */
static void
count_on (ScenarioReader *reader, ScenarioStepDraft *draft, guint32 number)
{
  if (!draft->step.to)
    return;
  if ((draft->step.to & 0xff) + number - 1 > 0xff)
    scenario_complain_of (reader, scenario_node_get (draft->head.node, "to"), NULL,
                          "its fourth number would go beyond 255");
  else
    draft->step.to += number - 1;
}

void
scenario_repeat_steps (ScenarioReader *reader)
{
  GArray *steps = reader->file.steps;

  for (guint s = 0, n = steps->len; s < n && steps->len <= SCENARIO_STEPS_MAX; s++) {
    ScenarioStepDraft one = g_array_index (steps, ScenarioStepDraft, s);

    if (!one.repeat || !one.head.name || one.times == 0 || one.every == 0)
      continue;
    one.whole = one.whole ? one.whole : one.head.name;
    for (guint32 number = 1; number <= one.times && steps->len <= SCENARIO_STEPS_MAX; number++) {
      ScenarioStepDraft again = one;

      again.number = number;
      again.step.begins = one.from + (gint64) (number - 1) * one.every;
      again.head.name = name_of (reader, one.head.name, one.times, number);
      again.before = number > 1 ? name_of (reader, one.head.name, one.times, number - 1) : NULL;
      count_on (reader, &again, number);
      if (number == 1)
        g_array_index (steps, ScenarioStepDraft, s) = again;
      else
        g_array_append_val (steps, again);
    }
  }
}

void
scenario_pair_repeats (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  guint32 *after = (guint32 *) step->after, n = 0;

  if (!draft->number)
    return;
  for (guint32 i = 0; i < step->n_after; i++) {
    const ScenarioStepDraft *other = SCENARIO_DRAFT (Step, reader->steps, after[i]);

    if (!other->number || other->times != draft->times || other->number == draft->number)
      after[n++] = after[i];
  }
  step->n_after = n;
  if (draft->before) {
    step->earlier = scenario_names_find (reader, SCENARIO_KIND_STEP, draft->before) + 1;
    reader->fleet->steps[step->earlier - 1].later = (guint32) (step - reader->fleet->steps) + 1;
  }
}

void
scenario_repeat_faults (ScenarioReader *reader)
{
  GArray *faults = reader->file.faults;

  for (guint f = 0, n = faults->len; f < n; f++) {
    ScenarioFaultDraft one = g_array_index (faults, ScenarioFaultDraft, f);

    if (one.every && one.fault.at < 0) {
      scenario_complain_of (reader, scenario_node_get (one.head.node, "every"), g_strdup ("say 'at' for the first"),
                            "what repeats does so at times");
      continue;
    }
    if ((one.every == 0) != (one.times == 0)) {
      scenario_complain_of (reader, one.head.at, NULL, "'every' and 'times' go together");
      continue;
    }
    for (guint32 number = 2; number <= one.times && faults->len <= SCENARIO_STEPS_MAX; number++) {
      ScenarioFaultDraft again = one;

      again.number = number - 1;
      again.fault.at += (gint64) (number - 1) * one.every;
      g_array_append_val (faults, again);
    }
  }
}
