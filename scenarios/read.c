#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

#define MOST_KEYS 96

/* ---- What may and must be said in a section ---- */

static char *
keys_text (const ScenarioSection *section, gboolean choices)
{
  const char *words[MOST_KEYS + 1] = { NULL };
  guint n = 0;

  for (guint i = 0; i < section->n_keys; i++)
    if (section->keys[i].type != SCENARIO_TYPE_LATER
        && (!choices || scenario_key_is_choice (&section->keys[i])))
      words[n++] = section->keys[i].key;
  return scenario_words_text (words);
}

static const struct {
  const char *theirs, *ours;
} synonyms[] = {
#define SYNONYM(THEIRS, OURS) { THEIRS, OURS },
#include "scenarios/synonyms.def"
#undef SYNONYM
};

/* The key of the section that other tools call so; or NULL. */
static const char *
known_elsewhere_as (const ScenarioSection *section, const char *theirs)
{
  for (gsize s = 0; s < G_N_ELEMENTS (synonyms); s++)
    for (guint i = 0; g_str_equal (synonyms[s].theirs, theirs) && i < section->n_keys; i++)
      if (g_str_equal (section->keys[i].key, synonyms[s].ours))
        return section->keys[i].key;
  return NULL;
}

/* A key that the section does not have: what other tools call so, the nearest that it has, or where it would belong.
 * Returns the key that was meant, as far as one can tell, so that nobody asks for it as well; or n_keys. */
static guint
unknown_key (ScenarioReader *reader, const ScenarioSection *section, const ScenarioNode *at)
{
  ScenarioNearest nearest = { at->text, known_elsewhere_as (section, at->text), 0 };
  guint meant = 0;
  char *advice;

  for (guint i = 0; !nearest.best && i < section->n_keys; i++)
    scenario_nearest_offer (&nearest, section->keys[i].key);
  while (meant < section->n_keys && section->keys[meant].key != nearest.best)
    meant++;
  advice = scenario_nearest_advice (&nearest);
  for (guint s = 0; !advice && s < SCENARIO_N_SECTIONS; s++)
    for (guint i = 0; !advice && i < scenario_section (s)->n_keys; i++)
      if (g_str_equal (scenario_section (s)->keys[i].key, at->text))
        advice = g_strdup_printf ("it is a key of %s", scenario_section (s)->what);
  if (!advice) {
    g_autofree char *keys = keys_text (section, FALSE);
    advice = g_strdup_printf ("it has %s", keys);
  }
  scenario_complain_of (reader, at, advice, "%s has no key '%s'", section->what, at->text);
  return meant;
}

/* What was said in one mapping. */
typedef struct {
  const ScenarioSection *section;
  const ScenarioNode *node;
  gboolean said[MOST_KEYS];   /* whether each key was */
  const ScenarioKey *choice; /* the choice that was said */
  const char *word;          /* the choice's name, or the word that chooses */
  gboolean unsure;           /* what chooses is wrong, so nothing follows from it */
} Said;

/* Where to say that something is missing: at the name of the thing. */
static void
missing (ScenarioReader *reader, const Said *said, const ScenarioDraft *draft, const char *what)
{
  gboolean whole = said->section->size > 0 && draft->at;
  const ScenarioNode *at = whole ? draft->at : said->node;

  if (whole && at->type == SCENARIO_NODE_SCALAR)
    scenario_complain_of (reader, at, NULL, "'%s' needs %s", at->text, what);
  else
    scenario_complain_of (reader, at, NULL, "%s needs %s", said->section->what, what);
}

static void
check_key (ScenarioReader *reader, const Said *said, const ScenarioDraft *draft, const ScenarioKey *key,
           gboolean is_said)
{
  gboolean needed, fits = scenario_key_goes_with (key, said->word, &needed);

  if (!is_said && scenario_key_must (key)) {
    g_autofree char *quoted = g_strdup_printf ("'%s'", key->key);
    missing (reader, said, draft, quoted);
  } else if (said->unsure)
    return;
  else if (!is_said && needed)
    scenario_complain_of (reader, said->choice ? scenario_node_key (said->node, said->word) : said->node,
                          NULL, "'%s' needs '%s'", said->word, key->key);
  else if (is_said && !fits) {
    g_auto (GStrv) choices = scenario_key_choices (key, FALSE);
    g_autofree char *text = scenario_words_text ((const char *const *) choices);
    scenario_complain_of (reader, scenario_node_key (said->node, key->key), NULL,
                          "'%s' goes with %s, not with '%s'", key->key, text, said->word);
  }
}

static void
check_said (ScenarioReader *reader, Said *said, const ScenarioDraft *draft)
{
  const ScenarioSection *section = said->section;
  gboolean has_choices = FALSE;

  for (guint i = 0; i < section->n_keys; i++) {
    has_choices |= scenario_key_is_choice (&section->keys[i]);
    if (!scenario_key_chooses (&section->keys[i]) || said->word)
      continue;
    said->word = section->keys[i].fallback;
    said->unsure |= *said->word == '\0';
  }
  if (has_choices && !said->choice && !said->unsure) {
    g_autofree char *choices = keys_text (section, TRUE), *what = g_strdup_printf ("one of %s", choices);
    missing (reader, said, draft, what);
    said->unsure = TRUE;
  }
  for (guint i = 0; i < section->n_keys; i++)
    check_key (reader, said, draft, &section->keys[i], said->said[i]);
}

/* ---- Mappings by their rows ---- */

/* FALSE for a choice too many, which is not looked at. */
static gboolean
take_choice (ScenarioReader *reader, Said *said, const ScenarioKey *key, const ScenarioNode *at,
             const ScenarioNode *value)
{
  if (scenario_key_chooses (key)) {
    for (guint i = 0; value->type == SCENARIO_NODE_SCALAR && key->words[i]; i++)
      if (g_str_equal (key->words[i], value->text))
        said->word = key->words[i];
    said->unsure |= !said->word;
  } else if (scenario_key_is_choice (key) && said->choice) {
    scenario_complain_of (reader, at, NULL, "%s cannot have both '%s' and '%s'", said->section->what,
                          said->choice->key, key->key);
    said->unsure = TRUE;
    return FALSE;
  } else if (scenario_key_is_choice (key)) {
    said->choice = key;
    said->word = key->key;
    said->unsure |= key->type == SCENARIO_TYPE_LATER;
  }
  return TRUE;
}

static void
read_section (ScenarioReader *reader, ScenarioSectionId id, const ScenarioNode *node, ScenarioDraft *draft)
{
  Said said = { .section = scenario_section (id), .node = node };
  const ScenarioSection *section = said.section;

  g_assert (section->n_keys <= MOST_KEYS);
  if (section->size > 0)
    draft->node = node;
  if (node->type != SCENARIO_NODE_MAPPING) {
    scenario_complain_of (
        reader, node, g_strdup ("expected a mapping, like {key: value}"), "%s cannot be %s", section->what,
        node->type == SCENARIO_NODE_SCALAR && *node->text == '\0' ? "empty" : scenario_node_word (node));
    return;
  }
  for (guint i = 0; i < 2 * node->n; i += 2) {
    const ScenarioNode *at = node->items[i], *value = node->items[i + 1];
    guint k = 0;

    while (k < section->n_keys && !g_str_equal (section->keys[k].key, at->text))
      k++;
    if (k == section->n_keys) {
      k = unknown_key (reader, section, at);
      if (k < section->n_keys)
        said.said[k] = said.unsure = TRUE;
      continue;
    }
    said.said[k] = TRUE;
    if (take_choice (reader, &said, &section->keys[k], at, value))
      scenario_read_value (reader, &section->keys[k], value,
                           G_STRUCT_MEMBER_P (draft, section->keys[k].where), draft);
  }
  if (section->size > 0)
    draft->choice = said.choice;
  check_said (reader, &said, draft);
}

/* A draft in which nothing has been said, with the arrays that it will need. */
static void
begin_draft (ScenarioReader *reader, ScenarioSectionId id, ScenarioDraft *draft)
{
  const ScenarioSection *section = scenario_section (id);

  if (section->initial)
    memcpy (draft, section->initial, section->size);
  else
    memset (draft, 0, section->size);
  draft->cluster = MODEL_NONE;
  for (guint i = 0; i < section->n_keys; i++)
    if (section->keys[i].type == SCENARIO_TYPE_MAP || section->keys[i].type == SCENARIO_TYPE_LIST) {
      GArray *array = g_array_new (FALSE, FALSE, (guint) scenario_section (section->keys[i].section)->size);
      g_ptr_array_add (reader->arrays, array);
      G_STRUCT_MEMBER (GArray *, draft, section->keys[i].where) = array;
    }
}

typedef union {
  ScenarioDraft head;
  ScenarioClusterDraft cluster;
  ScenarioHostDraft host;
  ScenarioVmDraft vm;
  ScenarioStepDraft step;
  ScenarioFaultDraft fault;
  ScenarioFileDraft file;
} AnyDraft; /* the largest are among them; read_map and read_list assert it */

void
scenario_read_inner (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                     ScenarioDraft *draft)
{
  if (node->type == SCENARIO_NODE_MAPPING) {
    const ScenarioSection *section = scenario_section (key->section);
    AnyDraft any;

    g_assert (section->size <= sizeof any);
    if (section->size > 0)
      begin_draft (reader, key->section, draft = &any.head);
    *(const ScenarioNode **) field = node;
    read_section (reader, key->section, node, draft);
  } else if (key->words && node->type == SCENARIO_NODE_SCALAR && scenario_read_word (reader, key, node) >= 0)
    *(const ScenarioNode **) field = node;
  else if (!key->words || node->type != SCENARIO_NODE_SCALAR)
    scenario_wrong_value (reader, key, node);
}

/* Counts what is named; FALSE when it is too much. */
static gboolean
has_room (ScenarioReader *reader, const ScenarioNode *node, guint n)
{
  reader->things += n;
  if (reader->things <= SCENARIO_THINGS_MAX)
    return TRUE;
  if (!reader->too_much)
    scenario_complain_of (reader, node, NULL, "the file names more than %d things", SCENARIO_THINGS_MAX);
  reader->too_much = TRUE;
  return FALSE;
}

const ScenarioNode *
scenario_draft_value (const ScenarioDraft *draft, const char *key)
{
  const ScenarioNode *value = scenario_node_get (draft->node, key);

  return value ? value : draft->at;
}

/* Nothing at all is an empty map or list, and so is nothing to read. */
static gboolean
is_a (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, ScenarioNodeType type)
{
  gboolean nothing = node->type == SCENARIO_NODE_SCALAR && node->plain && *node->text == '\0';

  if (node->type != type && !nothing)
    scenario_wrong_value (reader, key, node);
  return node->type == type;
}

void
scenario_read_map (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                   ScenarioDraft *draft G_GNUC_UNUSED)
{
  GArray *array = *(GArray **) field;
  AnyDraft any;

  g_assert (scenario_section (key->section)->size <= sizeof any);
  if (!is_a (reader, key, node, SCENARIO_NODE_MAPPING))
    return;
  for (guint i = 0; i < 2 * node->n; i += 2) {
    const ScenarioNode *at = node->items[i];
    g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *problem = NULL;

    begin_draft (reader, key->section, &any.head);
    any.head.at = at;
    read_section (reader, key->section, node->items[i + 1], &any.head);
    if (*at->text == '\0' || !scenario_text_keep (reader, at, "a name", FALSE)) {
      if (*at->text == '\0')
        scenario_complain_of (reader, at, NULL, "a name cannot be empty");
      continue;
    }
    if (at->plain && key->ranges)
      problem = scenario_range_expand (at->text, SCENARIO_THINGS_MAX, names);
    else if (at->plain && scenario_is_range (at->text))
      problem = g_strdup ("ranges name hosts, VMs and vCenters; put a name that has brackets in quotes");
    else
      g_ptr_array_add (names, g_strdup (at->text));
    if (problem)
      scenario_complain_of (reader, at, g_strdup (problem), "'%s' is no name", at->text);
    for (guint j = 0; j < names->len && has_room (reader, at, 1); j++) {
      any.head.name = model_fleet_string (reader->fleet, g_ptr_array_index (names, j));
      g_array_append_vals (array, &any, 1);
    }
  }
}

void
scenario_read_list (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                    ScenarioDraft *draft G_GNUC_UNUSED)
{
  GArray *array = *(GArray **) field;
  const ScenarioKey *first = scenario_section (key->section)->keys;
  AnyDraft any;

  g_assert (scenario_section (key->section)->size <= sizeof any);
  if (!is_a (reader, key, node, SCENARIO_NODE_SEQUENCE))
    return;
  for (guint i = 0; i < node->n && has_room (reader, node->items[i], 1); i++) {
    const ScenarioNode *item = node->items[i];

    begin_draft (reader, key->section, &any.head);
    any.head.at = item;
    if (key->least && item->type == SCENARIO_NODE_SCALAR) {
      any.head.node = item;
      any.head.choice = first;
      G_STRUCT_MEMBER (const ScenarioNode *, &any, first->where) = item;
    } else
      read_section (reader, key->section, item, &any.head);
    g_array_append_vals (array, &any, 1);
  }
}

/* One value of physics, whatever its type. */
static gint64
read_number (ScenarioReader *reader, const ScenarioKey *row, const ScenarioNode *node, ScenarioDraft *draft)
{
  gint64 quantity = row->least;
  guint32 number = row->least;
  gboolean quantities = row->type == SCENARIO_TYPE_QUANTITY;

  scenario_read_value (reader, row, node, quantities ? (gpointer) &quantity : &number, draft);
  return quantities ? quantity : number;
}

void
scenario_read_physics (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node,
                       gpointer field G_GNUC_UNUSED, ScenarioDraft *draft)
{
  if (node->type != SCENARIO_NODE_MAPPING) {
    scenario_wrong_value (reader, key, node);
    return;
  }
  for (guint i = 0; i < 2 * node->n; i += 2) {
    const ScenarioNode *at = node->items[i];
    ScenarioNearest nearest = { at->text, NULL, 0 };
    ScenarioKey row;
    guint which = 0;

    for (; which < MODEL_N_PHYSICS && !g_str_equal (model_physics[which].key, at->text); which++)
      scenario_nearest_offer (&nearest, model_physics[which].key);
    if (which == MODEL_N_PHYSICS) {
      scenario_complain_of (reader, at, scenario_nearest_advice (&nearest), "physics has no key '%s'",
                            at->text);
      continue;
    }
    scenario_physics_key ((ModelPhysics) which, &row);
    reader->fleet->physics[which] = read_number (reader, &row, node->items[i + 1], draft);
    reader->fleet->overridden[which] = TRUE;
  }
}

void
scenario_read_document (ScenarioReader *reader)
{
  begin_draft (reader, SCENARIO_FILE, &reader->file.head);
  read_section (reader, SCENARIO_FILE, reader->tree->root, &reader->file.head);
}
