#include <stdio.h>

#include "scenarios/reader.h"

#include "sim/time.h"

/* A value of one type goes into its field. */
typedef void (*ReadValue) (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node,
                           gpointer field, ScenarioDraft *draft);

void
scenario_wrong_value (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node)
{
  g_autofree char *wanted = scenario_key_value_text (key);

  if (node->type == SCENARIO_NODE_SCALAR && *node->text)
    scenario_complain_of (reader, node, g_strdup_printf ("expected %s", wanted), "'%s' cannot be '%s'",
                          key->key, node->text);
  else
    scenario_complain_of (reader, node, g_strdup_printf ("expected %s", wanted), "'%s' cannot be %s",
                          key->key, node->type == SCENARIO_NODE_SCALAR ? "empty" : scenario_node_word (node));
}

/* The text of a scalar that says something, or NULL after a complaint. */
static const char *
scalar (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node)
{
  if (node->type == SCENARIO_NODE_SCALAR && *node->text)
    return node->text;
  scenario_wrong_value (reader, key, node);
  return NULL;
}

static void
take_complaint (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, char *problem,
                char *advice)
{
  scenario_complain_of (reader, node, advice, "%s: %s", key->key, problem);
  g_free (problem);
}

const char *
scenario_text_keep (ScenarioReader *reader, const ScenarioNode *node, const char *what, gboolean lines)
{
  for (const char *p = node->text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (lines && (c == '\n' || c == '\t'))
      continue;
    if (g_unichar_iscntrl (c) || c == 0x2028 || c == 0x2029) {
      scenario_complain_of (reader, node, NULL,
                            c == '\n' ? "%s must be one line" : "%s has a control character (U+%04X)", what,
                            c);
      return NULL;
    }
  }
  return model_fleet_string (reader->fleet, node->text);
}

static void
read_text (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
           ScenarioDraft *draft G_GNUC_UNUSED)
{
  if (node->type == SCENARIO_NODE_SCALAR && (*node->text || !node->plain))
    *(const char **) field = scenario_text_keep (reader, node, key->key, key->type == SCENARIO_TYPE_STORY);
  else
    scenario_wrong_value (reader, key, node);
}

static void
read_name (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
           ScenarioDraft *draft)
{
  if (!scalar (reader, key, node))
    return;
  *(const char **) field = scenario_text_keep (reader, node, key->key, FALSE);
  draft->at = node;
}

static void
read_count (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
            ScenarioDraft *draft G_GNUC_UNUSED)
{
  const char *text = scalar (reader, key, node);
  char *problem, *advice;
  guint64 number;

  if (!text)
    return;
  if (key->least == key->most && key->type == SCENARIO_TYPE_COUNT && !g_str_equal (text, "1"))
    scenario_wrong_value (reader, key, node); /* the language's version is the only such count */
  else if (!scenario_number_read (text, key->type == SCENARIO_TYPE_SEED ? G_MAXUINT64 : key->most, &number,
                                  &problem, &advice))
    take_complaint (reader, key, node, problem, advice);
  else if (number < key->least)
    scenario_wrong_value (reader, key, node);
  else if (key->type == SCENARIO_TYPE_SEED)
    *(guint64 *) field = number;
  else
    *(guint32 *) field = (guint32) number;
}

static void
read_quantity (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
               ScenarioDraft *draft G_GNUC_UNUSED)
{
  const char *text = scalar (reader, key, node);
  char *problem, *advice;
  gint64 value;

  if (!text)
    return;
  if (key->or_none && g_str_equal (text, "none"))
    *(gint64 *) field = SIM_NEVER;
  else if (!scenario_quantity_read (key->family, text, &value, &problem, &advice))
    take_complaint (reader, key, node, problem, advice);
  else if (value < key->least)
    scenario_complain_of (reader, node, NULL, "'%s' must be more than 0", key->key);
  else
    *(gint64 *) field = value;
}

static void
read_yes_no (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
             ScenarioDraft *draft G_GNUC_UNUSED)
{
  const char *text = scalar (reader, key, node);

  if (!text)
    return;
  for (guint i = 0; key->words && key->words[i]; i++)
    if (g_str_equal (text, key->words[i])) {
      *(gboolean *) field = (gboolean) i + 2;
      return;
    }
  if (!g_str_equal (text, "true") && !g_str_equal (text, "false"))
    scenario_wrong_value (reader, key, node);
  else
    *(gboolean *) field = *text == 't';
}

static void
read_date (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
           ScenarioDraft *draft G_GNUC_UNUSED)
{
  const char *text = scalar (reader, key, node);
  guint year, month, day;
  int end = 0;

  if (!text)
    return;
  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &end) != 3 || end != 10 || text[end]
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    scenario_wrong_value (reader, key, node);
  else
    *(ModelDate *) field = year * 10000 + month * 100 + day;
}

static void
read_version (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
              ScenarioDraft *draft G_GNUC_UNUSED)
{
  const char *text = scalar (reader, key, node);

  if (text && !model_version_parse (text, field))
    scenario_complain_of (reader, node, g_strdup ("expected one to four numbers up to 255, like 8.0.3, or an AHV like 20230302.100173"),
                          "'%s' is no version", text);
}

int
scenario_read_word (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node)
{
  const char *text = scalar (reader, key, node);
  ScenarioNearest nearest = { text, NULL, 0 };
  g_autofree char *words = NULL, *near = NULL;

  if (!text)
    return -1;
  for (int i = 0; key->words[i]; i++)
    if (g_str_equal (key->words[i], text))
      return i;
  for (int i = 0; key->words[i]; i++)
    scenario_nearest_offer (&nearest, key->words[i]);
  words = scenario_words_text (key->words);
  near = scenario_nearest_advice (&nearest);
  scenario_complain_of (reader, node,
                        g_strdup_printf ("expected %s%s%s", words, near ? "; " : "", near ? near : ""),
                        "'%s' cannot be '%s'", key->key, text);
  return -1;
}

static void
read_word (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
           ScenarioDraft *draft G_GNUC_UNUSED)
{
  int word = scenario_read_word (reader, key, node);

  if (word >= 0)
    *(guint32 *) field = (guint32) word + key->least;
}

static void
read_words (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
            ScenarioDraft *draft G_GNUC_UNUSED)
{
  const ScenarioNode *only[] = { node };
  const ScenarioNode *const *items
      = node->type == SCENARIO_NODE_SEQUENCE ? (const ScenarioNode **) node->items : only;
  guint n = node->type == SCENARIO_NODE_SEQUENCE ? node->n : 1;

  for (guint i = 0; i < n; i++) {
    int word = scenario_read_word (reader, key, items[i]);
    if (word >= 0)
      *(guint32 *) field |= 1u << word;
  }
}

static void
read_node (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
           ScenarioDraft *draft G_GNUC_UNUSED)
{
  gboolean fits = node->type == SCENARIO_NODE_SCALAR
                      ? *node->text != '\0'
                      : node->type == SCENARIO_NODE_SEQUENCE && key->type == SCENARIO_TYPE_NAMES;

  if (fits)
    *(const ScenarioNode **) field = node;
  else
    scenario_wrong_value (reader, key, node);
}

static void
read_later (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node,
            gpointer field G_GNUC_UNUSED, ScenarioDraft *draft G_GNUC_UNUSED)
{
  scenario_complain_of (reader, node, g_strdup (key->meaning), "'%s' is not modelled yet", key->key);
}

/* The types that structure a file are in read.c. */
void
scenario_read_value (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                     ScenarioDraft *draft)
{
  static const ReadValue readers[SCENARIO_N_TYPES] = {
    [SCENARIO_TYPE_TEXT] = read_text,
    [SCENARIO_TYPE_STORY] = read_text,
    [SCENARIO_TYPE_NAME] = read_name,
    [SCENARIO_TYPE_COUNT] = read_count,
    [SCENARIO_TYPE_SEED] = read_count,
    [SCENARIO_TYPE_YES_NO] = read_yes_no,
    [SCENARIO_TYPE_WORD] = read_word,
    [SCENARIO_TYPE_WORDS] = read_words,
    [SCENARIO_TYPE_VERSION] = read_version,
    [SCENARIO_TYPE_DATE] = read_date,
    [SCENARIO_TYPE_QUANTITY] = read_quantity,
    [SCENARIO_TYPE_NAMED] = read_node,
    [SCENARIO_TYPE_NAMES] = read_node,
    [SCENARIO_TYPE_SECTION] = scenario_read_inner,
    [SCENARIO_TYPE_MAP] = scenario_read_map,
    [SCENARIO_TYPE_LIST] = scenario_read_list,
    [SCENARIO_TYPE_PHYSICS] = scenario_read_physics,
    [SCENARIO_TYPE_LATER] = read_later,
  };

  readers[key->type](reader, key, node, field, draft);
}
