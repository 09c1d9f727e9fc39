/* The table of the language as a JSON Schema, draft-07, for editors.
 *
 * It is looser than the reader where a schema cannot look: whether a name names something, whether a VM fits its host. It
 * expects YAML 1.2, in which `on` and `off` are words. */

#include "scenarios/json.h"
#include "scenarios/keys.h"

/* ---- Values ---- */

#define ANY_TEXT "[\"string\", \"number\", \"boolean\", \"null\"]"

static char *
section_id (ScenarioSectionId id)
{
  const char *what = scenario_section (id)->what;
  char *text = g_ascii_strdown (g_str_has_prefix (what, "an ")  ? what + 3
                                : g_str_has_prefix (what, "a ") ? what + 2
                                                                : what,
                                -1);

  return g_strdelimit (text, " ", '-');
}

static void
append_reference (ScenarioJson *json, const char *key, ScenarioSectionId id)
{
  g_autofree char *name = section_id (id), *path = g_strconcat ("#/definitions/", name, NULL);

  scenario_json_open (json, key, '{');
  scenario_json_text (json, "$ref", path);
  scenario_json_close (json, '}');
}

static void
append_yes_no (ScenarioJson *json, const ScenarioKey *key)
{
  g_autoptr (GString) text = g_string_new ("[true, false, \"true\", \"false\"");

  for (guint i = 0; key->words && key->words[i]; i++)
    g_string_append_printf (text, ", \"%s\"", key->words[i]);
  g_string_append_c (text, ']');
  scenario_json_raw (json, "enum", text->str);
}

static void
append_number (ScenarioJson *json, const ScenarioKey *key)
{
  g_autofree char *least = g_strdup_printf ("%u", key->least), *most = g_strdup_printf ("%u", key->most);

  scenario_json_raw (json, "type", "[\"integer\", \"string\"]");
  scenario_json_text (json, "pattern", "^[0-9]+$");
  scenario_json_raw (json, "minimum", least);
  if (key->most)
    scenario_json_raw (json, "maximum", most);
}

static void
append_quantity (ScenarioJson *json, const ScenarioKey *key)
{
  const ScenarioFamilyRow *family = &scenario_families[key->family];
  g_autofree char *pattern = g_strconcat (key->or_none ? "^none$|" : "", family->pattern, NULL);

  scenario_json_raw (json, "type",
                     key->family == SCENARIO_PERCENT ? "[\"string\", \"number\"]" : "\"string\"");
  scenario_json_text (json, "pattern", pattern);
  if (key->family == SCENARIO_PERCENT) {
    scenario_json_raw (json, "minimum", "0");
    scenario_json_raw (json, "maximum", "100");
  }
}

/* Something, or a list of it. */
static void
append_one_or_many (ScenarioJson *json, const char *const *words)
{
  for (int many = 0; many < 2; many++) {
    if (many) {
      scenario_json_raw (json, "type", "\"array\"");
      scenario_json_open (json, "items", '{');
    } else {
      scenario_json_open (json, "anyOf", '[');
      scenario_json_open (json, NULL, '{');
    }
    if (words)
      scenario_json_texts (json, "enum", words);
    else
      scenario_json_raw (json, "type", ANY_TEXT);
    scenario_json_close (json, '}');
    if (!many)
      scenario_json_open (json, NULL, '{');
  }
  scenario_json_close (json, '}');
  scenario_json_close (json, ']');
}

static void append_key (ScenarioJson *json, const ScenarioKey *key);

static void
append_physics (ScenarioJson *json)
{
  scenario_json_raw (json, "type", "\"object\"");
  scenario_json_raw (json, "additionalProperties", "false");
  scenario_json_open (json, "properties", '{');
  for (guint i = 0; i < MODEL_N_PHYSICS; i++) {
    ScenarioKey key;
    scenario_physics_key ((ModelPhysics) i, &key);
    append_key (json, &key);
  }
  scenario_json_close (json, '}');
}

static void
append_structure (ScenarioJson *json, const ScenarioKey *key)
{
  if (key->type == SCENARIO_TYPE_MAP) {
    scenario_json_raw (json, "type", "[\"object\", \"null\"]");
    append_reference (json, "additionalProperties", key->section);
    return;
  }
  if (key->type == SCENARIO_TYPE_LIST) {
    scenario_json_raw (json, "type", "[\"array\", \"null\"]");
    if (!key->least) {
      append_reference (json, "items", key->section);
      return;
    }
    scenario_json_open (json, "items", '{');
  }
  scenario_json_open (json, "anyOf", '[');
  if (key->words || key->least) {
    scenario_json_open (json, NULL, '{');
    if (key->words)
      scenario_json_texts (json, "enum", key->words);
    else
      scenario_json_raw (json, "type", ANY_TEXT);
    scenario_json_close (json, '}');
  }
  append_reference (json, NULL, key->section);
  scenario_json_close (json, ']');
  if (key->type == SCENARIO_TYPE_LIST)
    scenario_json_close (json, '}');
}

static void
append_key (ScenarioJson *json, const ScenarioKey *key)
{
  g_autofree char *description = *key->fallback
                                     ? g_strdup_printf ("%s. Unless said: %s.", key->meaning, key->fallback)
                                     : g_strdup_printf ("%s.", key->meaning);

  scenario_json_open (json, key->key, '{');
  scenario_json_text (json, "description", description);
  switch (key->type) {
  case SCENARIO_TYPE_TEXT:
    scenario_json_raw (json, "type", ANY_TEXT);
    break;
  case SCENARIO_TYPE_STORY:
    scenario_json_raw (json, "type", "\"string\"");
    break;
  case SCENARIO_TYPE_NAME:
  case SCENARIO_TYPE_NAMED:
    scenario_json_raw (json, "type", ANY_TEXT);
    break;
  case SCENARIO_TYPE_COUNT:
  case SCENARIO_TYPE_SEED:
    append_number (json, key);
    break;
  case SCENARIO_TYPE_YES_NO:
    append_yes_no (json, key);
    break;
  case SCENARIO_TYPE_WORD:
    scenario_json_texts (json, "enum", key->words);
    break;
  case SCENARIO_TYPE_WORDS:
  case SCENARIO_TYPE_NAMES:
    append_one_or_many (json, key->words);
    break;
  case SCENARIO_TYPE_VERSION:
    scenario_json_raw (json, "type", "[\"string\", \"number\"]");
    scenario_json_text (json, "pattern", "^([0-9]{1,4}([.][0-9]{1,3}){0,3}|20[0-9]{6}[.][0-9]{1,6})$");
    break;
  case SCENARIO_TYPE_DATE:
    scenario_json_text (json, "type", "string");
    scenario_json_text (json, "pattern", "^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
    break;
  case SCENARIO_TYPE_QUANTITY:
    append_quantity (json, key);
    break;
  case SCENARIO_TYPE_SECTION:
  case SCENARIO_TYPE_MAP:
  case SCENARIO_TYPE_LIST:
    append_structure (json, key);
    break;
  case SCENARIO_TYPE_PHYSICS:
    append_physics (json);
    break;
  default:
    g_assert_not_reached ();
  }
  scenario_json_close (json, '}');
}

/* ---- Sections ---- */

/* Of what chooses by a word: `key` goes with some of its words only. */
static void
append_goes_with_words (ScenarioJson *json, const ScenarioKey *chooser, const char *const *words)
{
  scenario_json_open (json, "properties", '{');
  scenario_json_open (json, chooser->key, '{');
  scenario_json_texts (json, "enum", words);
  scenario_json_close (json, '}');
  scenario_json_close (json, '}');
  if (!g_strv_contains (words, chooser->fallback))
    scenario_json_texts (json, "required", (const char *const[]){ chooser->key, NULL });
}

static void
append_goes_with (ScenarioJson *json, const ScenarioKey *key, const ScenarioKey *chooser)
{
  g_auto (GStrv) choices = scenario_key_choices (key, FALSE);

  scenario_json_open (json, key->key, '{');
  if (chooser)
    append_goes_with_words (json, chooser, (const char *const *) choices);
  else {
    scenario_json_open (json, "anyOf", '[');
    for (guint i = 0; choices[i]; i++) {
      scenario_json_open (json, NULL, '{');
      scenario_json_texts (json, "required", (const char *const[]){ choices[i], NULL });
      scenario_json_close (json, '}');
    }
    scenario_json_close (json, ']');
  }
  scenario_json_close (json, '}');
}

/* What a choice needs beside it, one condition for each pair. */
static void
append_needs (ScenarioJson *json, const ScenarioKey *key, const ScenarioKey *chooser)
{
  g_auto (GStrv) choices = scenario_key_choices (key, TRUE);

  for (guint i = 0; choices && choices[i]; i++) {
    scenario_json_open (json, NULL, '{');
    scenario_json_open (json, "if", '{');
    scenario_json_texts (json, "required",
                         (const char *const[]){ chooser ? chooser->key : choices[i], NULL });
    if (chooser)
      append_goes_with_words (json, &(ScenarioKey){ .key = chooser->key, .fallback = choices[i] },
                              (const char *const[]){ choices[i], NULL });
    scenario_json_close (json, '}');
    scenario_json_open (json, "then", '{');
    scenario_json_texts (json, "required", (const char *const[]){ key->key, NULL });
    scenario_json_close (json, '}');
    scenario_json_close (json, '}');
  }
}

static void
append_section (ScenarioJson *json, const ScenarioSection *section)
{
  const ScenarioKey *chooser = NULL;
  gboolean choices = FALSE;

  scenario_json_raw (json, "type", "\"object\"");
  scenario_json_raw (json, "additionalProperties", "false");
  scenario_json_open (json, "properties", '{');
  for (guint i = 0; i < section->n_keys; i++)
    if (section->keys[i].type != SCENARIO_TYPE_LATER)
      append_key (json, &section->keys[i]);
  scenario_json_close (json, '}');

  scenario_json_open (json, "required", '[');
  for (guint i = 0; i < section->n_keys; i++) {
    if (scenario_key_must (&section->keys[i]))
      scenario_json_text (json, NULL, section->keys[i].key);
    if (scenario_key_chooses (&section->keys[i]))
      chooser = &section->keys[i];
    choices |= scenario_key_is_choice (&section->keys[i]);
  }
  scenario_json_close (json, ']');

  if (choices) {
    scenario_json_open (json, "oneOf", '[');
    for (guint i = 0; i < section->n_keys; i++)
      if (scenario_key_is_choice (&section->keys[i]) && section->keys[i].type != SCENARIO_TYPE_LATER) {
        scenario_json_open (json, NULL, '{');
        scenario_json_texts (json, "required", (const char *const[]){ section->keys[i].key, NULL });
        scenario_json_close (json, '}');
      }
    scenario_json_close (json, ']');
  }
  scenario_json_open (json, "dependencies", '{');
  for (guint i = 0; i < section->n_keys; i++) {
    g_auto (GStrv) with = scenario_key_choices (&section->keys[i], FALSE);
    if (with && section->keys[i].type != SCENARIO_TYPE_LATER)
      append_goes_with (json, &section->keys[i], chooser);
  }
  scenario_json_close (json, '}');
  scenario_json_open (json, "allOf", '[');
  for (guint i = 0; i < section->n_keys; i++)
    append_needs (json, &section->keys[i], chooser);
  scenario_json_raw (json, NULL, "true");
  scenario_json_close (json, ']');
}

char *
scenario_schema (void)
{
  ScenarioJson json = { g_string_new (NULL), 0, TRUE };

  scenario_json_open (&json, NULL, '{');
  scenario_json_text (&json, "$schema", "http://json-schema.org/draft-07/schema#");
  scenario_json_text (&json, "title", "A rollcall scenario");
  append_section (&json, scenario_section (SCENARIO_FILE));
  scenario_json_open (&json, "definitions", '{');
  for (guint i = SCENARIO_FILE + 1; i < SCENARIO_N_SECTIONS; i++) {
    g_autofree char *id = section_id ((ScenarioSectionId) i);
    scenario_json_open (&json, id, '{');
    if (*scenario_section (i)->meaning)
      scenario_json_text (&json, "description", scenario_section (i)->meaning);
    append_section (&json, scenario_section (i));
    scenario_json_close (&json, '}');
  }
  scenario_json_close (&json, '}');
  scenario_json_close (&json, '}');
  g_string_append_c (json.out, '\n');
  return g_string_free (json.out, FALSE);
}
