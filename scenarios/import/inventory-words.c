#include "scenarios/import/inventory.h"

/* What an importer says of an inventory: notices, questions, remarks, and the steps of a plan. */

void
scenario_inventory_notice (ScenarioInventory *inventory, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (inventory->notices, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

void
scenario_inventory_ask (ScenarioInventory *inventory, const char *ask, const char *line)
{
  ScenarioInvQuestion *question = g_new0 (ScenarioInvQuestion, 1);

  question->ask = g_strdup (ask);
  question->line = g_strdup (line);
  g_ptr_array_add (inventory->questions, question);
}

void
scenario_inventory_remark (GPtrArray *remarks, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (remarks, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}

static ScenarioInvStep *
add_step (ScenarioInventory *inventory, char *name, const char *verb, char *subject)
{
  ScenarioInvStep *step = g_new0 (ScenarioInvStep, 1);

  *step = (ScenarioInvStep){ .name = name, .verb = verb, .subject = subject };
  g_ptr_array_add (inventory->steps, step);
  return step;
}

ScenarioInvStep *
scenario_inventory_step (ScenarioInventory *inventory, const char *kind, gboolean of_many, const char *verb,
                         const char *subject, const char *to)
{
  char *name = of_many ? g_strconcat (kind, "-", subject, NULL) : g_strdup (kind);
  ScenarioInvStep *step;

  step = add_step (inventory, name, verb, g_strdup (subject));
  step->to = g_strdup (to);
  return step;
}

void
scenario_inventory_wait (ScenarioInventory *inventory, const char *name, const char *duration)
{
  add_step (inventory, g_strdup (name), "wait", g_strdup (duration))->is_raw = TRUE;
}

void
scenario_inventory_step_remark (ScenarioInventory *inventory, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  add_step (inventory, NULL, NULL, g_strdup_vprintf (format, arguments));
  va_end (arguments);
}
