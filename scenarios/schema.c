/* The table of the language as a JSON Schema, draft-07, for editors.
 *
 * It is looser than the reader where a schema cannot look: whether a name names something, whether a VM fits its host. It
 * expects YAML 1.2, in which `on` and `off` are words. */

#include "scenarios/keys.h"

#include <string.h>

/* ---- JSON, as far as a schema needs it: no text in it comes from outside ---- */

typedef struct {
  GString *out;
  guint depth;
  gboolean first; /* nothing stands yet at this depth */
} Json;

static void
json_begin (Json *json, const char *key)
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

static void
json_open (Json *json, const char *key, char bracket)
{
  json_begin (json, key);
  g_string_append_c (json->out, bracket);
  json->depth++;
  json->first = TRUE;
}

static void
json_close (Json *json, char bracket)
{
  json->depth--;
  if (!json->first)
    g_string_append_printf (json->out, "\n%*s", (int) json->depth * 2, "");
  json->first = FALSE;
  g_string_append_c (json->out, bracket);
}

static void
json_raw (Json *json, const char *key, const char *value)
{
  json_begin (json, key);
  g_string_append (json->out, value);
}

static void
json_text (Json *json, const char *key, const char *value)
{
  json_begin (json, key);
  g_string_append_c (json->out, '"');
  for (const char *p = value; *p; p++)
    g_string_append_printf (json->out, strchr ("\"\\", *p) ? "\\%c" : "%c", *p);
  g_string_append_c (json->out, '"');
}

static void
json_texts (Json *json, const char *key, const char *const *values)
{
  json_open (json, key, '[');
  for (guint i = 0; values[i]; i++)
    json_text (json, NULL, values[i]);
  json_close (json, ']');
}

/* ---- Values ---- */

#define ANY_TEXT "[\"string\", \"number\", \"boolean\", \"null\"]"

static char *
section_id (ScenarioSectionId id)
{
  const char *what = scenario_sections[id].what;
  char *text = g_ascii_strdown (g_str_has_prefix (what, "an ")  ? what + 3
                                : g_str_has_prefix (what, "a ") ? what + 2
                                                                : what,
                                -1);

  return g_strdelimit (text, " ", '-');
}

static void
json_reference (Json *json, const char *key, ScenarioSectionId id)
{
  g_autofree char *name = section_id (id), *path = g_strconcat ("#/definitions/", name, NULL);

  json_open (json, key, '{');
  json_text (json, "$ref", path);
  json_close (json, '}');
}

static void
json_number (Json *json, const ScenarioKey *key)
{
  g_autofree char *least = g_strdup_printf ("%u", key->least), *most = g_strdup_printf ("%u", key->most);

  json_raw (json, "type", "[\"integer\", \"string\"]");
  json_text (json, "pattern", "^[0-9]+$");
  json_raw (json, "minimum", least);
  if (key->most)
    json_raw (json, "maximum", most);
}

static void
json_quantity (Json *json, const ScenarioKey *key)
{
  const ScenarioFamilyRow *family = &scenario_families[key->family];
  g_autofree char *pattern = g_strconcat (key->or_none ? "^none$|" : "", family->pattern, NULL);

  json_raw (json, "type", key->family == SCENARIO_PERCENT ? "[\"string\", \"number\"]" : "\"string\"");
  json_text (json, "pattern", pattern);
  if (key->family == SCENARIO_PERCENT) {
    json_raw (json, "minimum", "0");
    json_raw (json, "maximum", "100");
  }
}

/* Something, or a list of it. */
static void
json_one_or_many (Json *json, const char *const *words)
{
  for (int many = 0; many < 2; many++) {
    if (many) {
      json_raw (json, "type", "\"array\"");
      json_open (json, "items", '{');
    } else {
      json_open (json, "anyOf", '[');
      json_open (json, NULL, '{');
    }
    if (words)
      json_texts (json, "enum", words);
    else
      json_raw (json, "type", ANY_TEXT);
    json_close (json, '}');
    if (!many)
      json_open (json, NULL, '{');
  }
  json_close (json, '}');
  json_close (json, ']');
}

static void json_key (Json *json, const ScenarioKey *key);

static void
json_physics (Json *json)
{
  json_raw (json, "type", "\"object\"");
  json_raw (json, "additionalProperties", "false");
  json_open (json, "properties", '{');
  for (guint i = 0; i < MODEL_N_PHYSICS; i++) {
    ScenarioKey key;
    scenario_physics_key ((ModelPhysics) i, &key);
    json_key (json, &key);
  }
  json_close (json, '}');
}

static void
json_structure (Json *json, const ScenarioKey *key)
{
  if (key->type == SCENARIO_TYPE_MAP) {
    json_raw (json, "type", "[\"object\", \"null\"]");
    json_reference (json, "additionalProperties", key->section);
    return;
  }
  if (key->type == SCENARIO_TYPE_LIST) {
    json_raw (json, "type", "[\"array\", \"null\"]");
    if (!key->least) {
      json_reference (json, "items", key->section);
      return;
    }
    json_open (json, "items", '{');
  }
  json_open (json, "anyOf", '[');
  if (key->words || key->least) {
    json_open (json, NULL, '{');
    if (key->words)
      json_texts (json, "enum", key->words);
    else
      json_raw (json, "type", ANY_TEXT);
    json_close (json, '}');
  }
  json_reference (json, NULL, key->section);
  json_close (json, ']');
  if (key->type == SCENARIO_TYPE_LIST)
    json_close (json, '}');
}

static void
json_key (Json *json, const ScenarioKey *key)
{
  g_autofree char *description = *key->fallback
                                     ? g_strdup_printf ("%s. Unless said: %s.", key->meaning, key->fallback)
                                     : g_strdup_printf ("%s.", key->meaning);

  json_open (json, key->key, '{');
  json_text (json, "description", description);
  switch (key->type) {
  case SCENARIO_TYPE_TEXT:
    json_raw (json, "type", ANY_TEXT);
    break;
  case SCENARIO_TYPE_STORY:
    json_raw (json, "type", "\"string\"");
    break;
  case SCENARIO_TYPE_NAME:
  case SCENARIO_TYPE_NAMED:
    json_raw (json, "type", ANY_TEXT);
    break;
  case SCENARIO_TYPE_COUNT:
  case SCENARIO_TYPE_SEED:
    json_number (json, key);
    break;
  case SCENARIO_TYPE_YES_NO:
    json_raw (json, "enum", "[true, false, \"true\", \"false\"]");
    break;
  case SCENARIO_TYPE_WORD:
    json_texts (json, "enum", key->words);
    break;
  case SCENARIO_TYPE_WORDS:
  case SCENARIO_TYPE_NAMES:
    json_one_or_many (json, key->words);
    break;
  case SCENARIO_TYPE_VERSION:
    json_raw (json, "type", "[\"string\", \"number\"]");
    json_text (json, "pattern", "^[0-9]{1,3}([.][0-9]{1,3}){0,3}$");
    break;
  case SCENARIO_TYPE_QUANTITY:
    json_quantity (json, key);
    break;
  case SCENARIO_TYPE_SECTION:
  case SCENARIO_TYPE_MAP:
  case SCENARIO_TYPE_LIST:
    json_structure (json, key);
    break;
  case SCENARIO_TYPE_PHYSICS:
    json_physics (json);
    break;
  default:
    g_assert_not_reached ();
  }
  json_close (json, '}');
}

/* ---- Sections ---- */

/* Of what chooses by a word: `key` goes with some of its words only. */
static void
json_goes_with_words (Json *json, const ScenarioKey *chooser, const char *const *words)
{
  json_open (json, "properties", '{');
  json_open (json, chooser->key, '{');
  json_texts (json, "enum", words);
  json_close (json, '}');
  json_close (json, '}');
  if (!g_strv_contains (words, chooser->fallback))
    json_texts (json, "required", (const char *const[]){ chooser->key, NULL });
}

static void
json_goes_with (Json *json, const ScenarioKey *key, const ScenarioKey *chooser)
{
  g_auto (GStrv) choices = scenario_key_choices (key, FALSE);

  json_open (json, key->key, '{');
  if (chooser)
    json_goes_with_words (json, chooser, (const char *const *) choices);
  else {
    json_open (json, "anyOf", '[');
    for (guint i = 0; choices[i]; i++) {
      json_open (json, NULL, '{');
      json_texts (json, "required", (const char *const[]){ choices[i], NULL });
      json_close (json, '}');
    }
    json_close (json, ']');
  }
  json_close (json, '}');
}

/* What a choice needs beside it, one condition for each pair. */
static void
json_needs (Json *json, const ScenarioKey *key, const ScenarioKey *chooser)
{
  g_auto (GStrv) choices = scenario_key_choices (key, TRUE);

  for (guint i = 0; choices && choices[i]; i++) {
    json_open (json, NULL, '{');
    json_open (json, "if", '{');
    json_texts (json, "required", (const char *const[]){ chooser ? chooser->key : choices[i], NULL });
    if (chooser)
      json_goes_with_words (json, &(ScenarioKey){ .key = chooser->key, .fallback = choices[i] },
                            (const char *const[]){ choices[i], NULL });
    json_close (json, '}');
    json_open (json, "then", '{');
    json_texts (json, "required", (const char *const[]){ key->key, NULL });
    json_close (json, '}');
    json_close (json, '}');
  }
}

static void
json_section (Json *json, const ScenarioSection *section)
{
  const ScenarioKey *chooser = NULL;
  gboolean choices = FALSE;

  json_raw (json, "type", "\"object\"");
  json_raw (json, "additionalProperties", "false");
  json_open (json, "properties", '{');
  for (guint i = 0; i < section->n_keys; i++)
    if (section->keys[i].type != SCENARIO_TYPE_LATER)
      json_key (json, &section->keys[i]);
  json_close (json, '}');

  json_open (json, "required", '[');
  for (guint i = 0; i < section->n_keys; i++) {
    if (scenario_key_must (&section->keys[i]))
      json_text (json, NULL, section->keys[i].key);
    if (scenario_key_chooses (&section->keys[i]))
      chooser = &section->keys[i];
    choices |= scenario_key_is_choice (&section->keys[i]);
  }
  json_close (json, ']');

  if (choices) {
    json_open (json, "oneOf", '[');
    for (guint i = 0; i < section->n_keys; i++)
      if (scenario_key_is_choice (&section->keys[i]) && section->keys[i].type != SCENARIO_TYPE_LATER) {
        json_open (json, NULL, '{');
        json_texts (json, "required", (const char *const[]){ section->keys[i].key, NULL });
        json_close (json, '}');
      }
    json_close (json, ']');
  }
  json_open (json, "dependencies", '{');
  for (guint i = 0; i < section->n_keys; i++) {
    g_auto (GStrv) with = scenario_key_choices (&section->keys[i], FALSE);
    if (with && section->keys[i].type != SCENARIO_TYPE_LATER)
      json_goes_with (json, &section->keys[i], chooser);
  }
  json_close (json, '}');
  json_open (json, "allOf", '[');
  for (guint i = 0; i < section->n_keys; i++)
    json_needs (json, &section->keys[i], chooser);
  json_raw (json, NULL, "true");
  json_close (json, ']');
}

char *
scenario_schema (void)
{
  Json json = { g_string_new (NULL), 0, TRUE };

  json_open (&json, NULL, '{');
  json_text (&json, "$schema", "http://json-schema.org/draft-07/schema#");
  json_text (&json, "title", "A rollcall scenario");
  json_section (&json, &scenario_sections[SCENARIO_FILE]);
  json_open (&json, "definitions", '{');
  for (guint i = SCENARIO_FILE + 1; i < SCENARIO_N_SECTIONS; i++) {
    g_autofree char *id = section_id ((ScenarioSectionId) i);
    json_open (&json, id, '{');
    if (*scenario_sections[i].meaning)
      json_text (&json, "description", scenario_sections[i].meaning);
    json_section (&json, &scenario_sections[i]);
    json_close (&json, '}');
  }
  json_close (&json, '}');
  json_close (&json, '}');
  g_string_append_c (json.out, '\n');
  return g_string_free (json.out, FALSE);
}
