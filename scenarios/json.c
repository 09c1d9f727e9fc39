#include "scenarios/json.h"

#include <string.h>

static void
begin (ScenarioJson *json, const char *key)
{
  g_string_append_printf (json->out, "%s%*s",
                          json->depth == 0 ? ""
                          : json->first    ? "\n"
                                           : ",\n",
                          (int) json->depth * 2, "");
  json->first = FALSE;
  if (key)
    g_string_append_printf (json->out, "\"%s\": ", key);
}

void
scenario_json_open (ScenarioJson *json, const char *key, char bracket)
{
  begin (json, key);
  g_string_append_c (json->out, bracket);
  json->depth++;
  json->first = TRUE;
}

void
scenario_json_close (ScenarioJson *json, char bracket)
{
  json->depth--;
  if (!json->first)
    g_string_append_printf (json->out, "\n%*s", (int) json->depth * 2, "");
  json->first = FALSE;
  g_string_append_c (json->out, bracket);
}

void
scenario_json_raw (ScenarioJson *json, const char *key, const char *value)
{
  begin (json, key);
  g_string_append (json->out, value);
}

void
scenario_json_text (ScenarioJson *json, const char *key, const char *value)
{
  begin (json, key);
  g_string_append_c (json->out, '"');
  for (const char *p = value; *p; p++)
    g_string_append_printf (json->out, strchr ("\"\\", *p) ? "\\%c" : "%c", *p);
  g_string_append_c (json->out, '"');
}

void
scenario_json_texts (ScenarioJson *json, const char *key, const char *const *values)
{
  scenario_json_open (json, key, '[');
  for (guint i = 0; values[i]; i++)
    scenario_json_text (json, NULL, values[i]);
  scenario_json_close (json, ']');
}
