/* JSON written by hand, as far as a schema needs it: braces, commas, two spaces a level. No text in it comes from outside
 * but through json_text, which escapes it. A key of NULL is an item of a list. */

#ifndef SCENARIO_JSON_H
#define SCENARIO_JSON_H

#include <glib.h>

typedef struct {
  GString *out;
  guint depth;
  gboolean first; /* nothing stands yet at this depth */
} ScenarioJson;

void scenario_json_open (ScenarioJson *json, const char *key, char bracket); /* '{' or '[' */
void scenario_json_close (ScenarioJson *json, char bracket);                 /* '}' or ']' */
void scenario_json_raw (ScenarioJson *json, const char *key, const char *value);
void scenario_json_text (ScenarioJson *json, const char *key, const char *value);
void scenario_json_texts (ScenarioJson *json, const char *key,
                          const char *const *values); /* ends with NULL */

#endif
