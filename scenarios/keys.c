#include "scenarios/keys.h"

#include <string.h>

#define MOST_OF_PHYSICS 100000 /* of anything that is counted */

gboolean
scenario_key_must (const ScenarioKey *key)
{
  return g_str_equal (key->when, "!") || (scenario_key_chooses (key) && *key->fallback == '\0');
}

gboolean
scenario_key_is_choice (const ScenarioKey *key)
{
  return g_str_equal (key->when, "?");
}

gboolean
scenario_key_chooses (const ScenarioKey *key)
{
  return g_str_equal (key->when, "=");
}

gboolean
scenario_key_goes_with (const ScenarioKey *key, const char *choice, gboolean *ret_needed)
{
  const char *p = key->when;
  gsize n = choice ? strlen (choice) : 0;

  *ret_needed = FALSE;
  if (!g_ascii_islower (*p == '!' ? p[1] : *p))
    return TRUE;
  for (; *p; p += strcspn (p, " "), p += *p == ' ') {
    gboolean needed = *p == '!';
    const char *word = needed ? p + 1 : p;
    if (choice && strncmp (word, choice, n) == 0 && strchr (" ", word[n])) {
      *ret_needed = needed;
      return TRUE;
    }
  }
  return FALSE;
}

char **
scenario_key_choices (const ScenarioKey *key, gboolean only_needed)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = g_strsplit (key->when, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i]; i++) {
    const char *word = *words[i] == '!' ? words[i] + 1 : words[i];
    if (!g_ascii_islower (*word) || (only_needed && word == words[i]))
      continue;
    g_strv_builder_add (builder, word);
    n++;
  }
  return n ? g_strv_builder_end (builder) : NULL;
}

void
scenario_physics_key (ModelPhysics which, ScenarioKey *ret_key)
{
  static const struct {
    ScenarioType type;
    ScenarioFamily family;
  } types[] = {
    [MODEL_UNIT_MS] = { SCENARIO_TYPE_QUANTITY, SCENARIO_DURATION },
    [MODEL_UNIT_COUNT] = { SCENARIO_TYPE_COUNT, 0 },
    [MODEL_UNIT_PERCENT] = { SCENARIO_TYPE_QUANTITY, SCENARIO_PERCENT },
    [MODEL_UNIT_MIB] = { SCENARIO_TYPE_QUANTITY, SCENARIO_MEMORY },
    [MODEL_UNIT_MHZ] = { SCENARIO_TYPE_QUANTITY, SCENARIO_CLOCK },
    [MODEL_UNIT_BYTES_S] = { SCENARIO_TYPE_QUANTITY, SCENARIO_RATE },
    [MODEL_UNIT_BITS_S] = { SCENARIO_TYPE_QUANTITY, SCENARIO_LINK },
    [MODEL_UNIT_YES_NO] = { SCENARIO_TYPE_YES_NO, 0 },
  };
  const ModelPhysicsRow *row = &model_physics[which];

  *ret_key = (ScenarioKey){
    .key = row->key,
    .type = types[row->unit].type,
    .family = types[row->unit].family,
    .least = (guint32) model_physics_least (which),
    .most = MOST_OF_PHYSICS,
    .when = "",
    .fallback = "",
    .meaning = row->what,
  };
}

const char *
scenario_kinds_text (guint kinds)
{
  static const struct {
    guint kinds;
    const char *text;
  } texts[] = {
    { SCENARIO_KIND_HOST, "a host" },          { SCENARIO_KIND_VM, "a VM" },
    { SCENARIO_KIND_VCENTER, "a vCenter" },    { SCENARIO_KIND_CLUSTER, "a cluster" },
    { SCENARIO_KIND_STEP, "a step" },          { SCENARIO_KIND_POLICY, "a policy" },
    { SCENARIO_KIND_HOST_VM, "a host or VM" }, { SCENARIO_KIND_HOST_CLUSTER, "a host or cluster" }, { SCENARIO_KIND_HOST_VM_VCENTER, "a host, VM or vCenter" },
    { SCENARIO_KIND_GOVERNOR, "a governor" }, { SCENARIO_KIND_SWITCH, "a distributed switch" }, { SCENARIO_KIND_LICENCE, "a licence" }, { SCENARIO_KIND_PRODUCT, "a product" },    { SCENARIO_KIND_VCENTER_PRODUCT, "a vCenter or product" }, { SCENARIO_KIND_VCENTER_CLUSTER, "a vCenter or cluster" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i].kinds == kinds)
      return texts[i].text;
  return "a name";
}

/* What each type looks like, for those whose row need not be asked. */
static const char *const type_texts[SCENARIO_N_TYPES] = {
  [SCENARIO_TYPE_TEXT] = "text on one line",
  [SCENARIO_TYPE_STORY] = "text",
  [SCENARIO_TYPE_NAME] = "a name",
  [SCENARIO_TYPE_SEED] = "a whole number",
  [SCENARIO_TYPE_YES_NO] = "true or false",
  [SCENARIO_TYPE_VERSION] = "a version, like 8.0.3",
  [SCENARIO_TYPE_DATE] = "a day, like 2018-11-29",
  [SCENARIO_TYPE_SECTION] = "a mapping",
  [SCENARIO_TYPE_PHYSICS] = "a mapping",
  [SCENARIO_TYPE_LATER] = "not modelled yet",
};

char *
scenario_key_value_text (const ScenarioKey *key)
{
  g_autofree char *words = key->words ? scenario_words_text (key->words) : NULL;
  const ScenarioFamilyRow *family = &scenario_families[key->family];

  switch (key->type) {
  case SCENARIO_TYPE_COUNT:
    if (key->least == key->most)
      return g_strdup_printf ("%u", key->least);
    return key->most == G_MAXINT32 ? g_strdup_printf ("a whole number from %u on", key->least)
                                   : g_strdup_printf ("a whole number from %u to %u", key->least, key->most);
  case SCENARIO_TYPE_WORD:
    return g_steal_pointer (&words);
  case SCENARIO_TYPE_WORDS:
    return g_strdup_printf ("a list of %s", words);
  case SCENARIO_TYPE_QUANTITY:
    return g_strdup_printf ("%s, like %s%s", family->what, family->example, key->or_none ? ", or none" : "");
  case SCENARIO_TYPE_NAMED:
    return g_strdup_printf ("the name of %s", scenario_kinds_text (key->kinds));
  case SCENARIO_TYPE_NAMES:
    return key->kinds ? g_strdup_printf ("a list of %ss", strchr (scenario_kinds_text (key->kinds), ' ') + 1)
                      : g_strdup ("a list of names");
  case SCENARIO_TYPE_MAP:
    return g_strdup_printf ("a mapping of names; each is %s", scenario_section (key->section)->what);
  case SCENARIO_TYPE_LIST:
    return g_strdup_printf ("a list; each item is %s", scenario_section (key->section)->what);
  case SCENARIO_TYPE_YES_NO:
    return words ? g_strdup_printf ("true or false; or %s", words) : g_strdup (type_texts[key->type]);
  case SCENARIO_TYPE_SECTION:
    return words ? g_strdup_printf ("%s or a mapping", words) : g_strdup ("a mapping");
  default:
    return g_strdup (type_texts[key->type]);
  }
}
