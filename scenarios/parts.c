/* A step over several clusters, as a run over a data centre is (LCM-09): a step for each of them, side by side, so that what
 * fails in one does not stop another. `hosts` over prod and dev is hosts/prod and hosts/dev.
 *
 * The surprising rule: the step itself is none any more. What comes after it comes after all of its parts; faults and
 * expectations name one of them. */

#include "scenarios/reader.h"

static gboolean
is_over_several (const ScenarioStepDraft *draft)
{
  return draft->head.choice && draft->head.choice->type == SCENARIO_TYPE_NAMES && draft->target
         && draft->target->type == SCENARIO_NODE_SEQUENCE;
}

static gboolean
names_only (ScenarioReader *reader, const ScenarioNode *list)
{
  if (list->n == 0)
    scenario_complain_of (reader, list, NULL, "it names no cluster");
  for (guint i = 0; i < list->n; i++)
    if (list->items[i]->type != SCENARIO_NODE_SCALAR) {
      scenario_complain_of (reader, list->items[i], NULL, "expected a name, not %s", scenario_node_word (list->items[i]));
      return FALSE;
    }
  return list->n > 0;
}

void
scenario_split_steps (ScenarioReader *reader)
{
  GArray *steps = reader->file.steps;

  for (guint s = 0, n = steps->len; s < n && steps->len <= SCENARIO_STEPS_MAX; s++) {
    ScenarioStepDraft whole = g_array_index (steps, ScenarioStepDraft, s), *first;
    const ScenarioNode *list = whole.target;

    if (!is_over_several (&whole))
      continue;
    first = &g_array_index (steps, ScenarioStepDraft, s);
    first->target = NULL;
    if (!names_only (reader, list))
      continue;
    first->target = list->items[0];
    if (list->n == 1 || !whole.head.name)
      continue;
    for (guint i = 0; i < list->n && steps->len <= SCENARIO_STEPS_MAX; i++) {
      g_autofree char *name = g_strconcat (whole.head.name, "/", list->items[i]->text, NULL);
      ScenarioStepDraft part = whole;

      part.whole = whole.head.name;
      part.target = list->items[i];
      part.head.name = model_fleet_string (reader->fleet, name);
      if (i == 0)
        g_array_index (steps, ScenarioStepDraft, s) = part;
      else
        g_array_append_val (steps, part);
    }
  }
}

const char *
scenario_first_part (const ScenarioReader *reader, const char *whole)
{
  g_autoptr (GArray) parts = g_array_new (FALSE, FALSE, sizeof (guint32));

  return scenario_find_parts (reader, whole, parts)
             ? SCENARIO_DRAFT (Step, reader->steps, g_array_index (parts, guint32, 0))->head.name
             : whole;
}

guint
scenario_find_parts (const ScenarioReader *reader, const char *whole, GArray *found)
{
  guint n = 0;

  for (guint32 i = 0; i < reader->steps->len; i++)
    if (g_strcmp0 (SCENARIO_DRAFT (Step, reader->steps, i)->whole, whole) == 0) {
      n++;
      if (found)
        g_array_append_val (found, i);
    }
  return n;
}
