/* The table of the language as one page of Markdown. */

#include "scenarios/keys.h"

#include <string.h>

/* What stands above the tables: what no table says. */
/* clang-format off */
static const char introduction[] =
  "# The language\n\n"
  "A scenario is a YAML file in UTF-8. Every key that it may have is on this page, which is made from the table that "
  "reads the files; an unknown key is an error.\n\n"
  "- **Units are written out**: `16 GiB`, `2.6 GHz`, `25 Gbit/s`, `80 MiB/s`, `90 min`, `1h30m`, `25 %`. A number without its "
  "unit is an error, and so is one that is not whole inside (MiB, MHz, bytes and bits a second, milliseconds).\n"
  "- **Names** are any text on one line. A plain name with a range stands for many: `esx[01-04]` is esx01, esx02, esx03 and "
  "esx04. Ranges name hosts, VMs and vCenters, and stand in lists whose items have lines of their own (`- web[01-40]`). A "
  "name in quotes is always itself.\n"
  "- **Lists of one** may leave out the brackets: `after: vcenter`.\n"
  "- **Order never changes a result.** Mappings and lists are sets, except for `members` of a ring and `order` of a step.\n"
  "- **Versions** are one to four numbers up to 255: `8.0.3`.\n"
  "- **Anchors** (`&name`, `*name`, `<<: *name`) may be used; tags may not.\n";
/* clang-format on */

static void
append_when (GString *out, const ScenarioKey *key)
{
  g_auto (GStrv) all = scenario_key_choices (key, FALSE), needed = scenario_key_choices (key, TRUE);

  if (!all)
    return;
  g_autofree char *with = scenario_words_text ((const char *const *) all);
  g_string_append_printf (out, "; with %s", with);
  if (!needed)
    return;
  if (g_strv_length (all) == g_strv_length (needed)) {
    g_string_append (out, ", and needed there");
    return;
  }
  g_autofree char *must = scenario_words_text ((const char *const *) needed);
  g_string_append_printf (out, "; needed with %s", must);
}

static void
append_key (GString *out, const ScenarioKey *key)
{
  g_autofree char *value = scenario_key_value_text (key);
  const char *fallback = scenario_key_must (key)        ? "**required**"
                         : scenario_key_is_choice (key) ? "one of these"
                                                        : key->fallback;

  g_string_append_printf (out, "| `%s` | %s | %s | %s", key->key, value, fallback, key->meaning);
  append_when (out, key);
  g_string_append (out, " |\n");
}

static void
append_section (GString *out, const ScenarioSection *section)
{
  const char *article = strchr (section->what, ' ');
  g_autofree char *where = *section->path ? g_strdup_printf ("Under `%s`. ", section->path) : g_strdup ("");
  g_autofree char *text = g_strchomp (g_strconcat (where, section->meaning, NULL));

  if (article)
    g_string_append_printf (out, "\n## %c%s\n", g_ascii_toupper (article[1]), article + 2);
  else
    g_string_append_printf (out, "\n## `%s`\n", section->what);
  g_string_append_printf (out, "\n%s\n\n| key | value | unless said | meaning |\n|---|---|---|---|\n", text);
  for (guint i = 0; i < section->n_keys; i++)
    append_key (out, &section->keys[i]);
}

static void
append_physics (GString *out)
{
  g_string_append (
      out,
      "\n## Physics\n\nUnder `physics:`. Durations, limits and defaults of the models. *Sourced* and "
      "*derived* "
      "ones name the facts they rest on; the others are parameters, and the first to look at when a "
      "rehearsal is to match a platform.\n\n| key | unless said | basis | meaning |\n|---|---|---|---|\n");
  for (guint i = 0; i < MODEL_N_PHYSICS; i++) {
    const ModelPhysicsRow *row = &model_physics[i];
    g_autofree char *value = model_unit_text (row->unit, row->value);

    g_string_append_printf (out, "| `%s` | %s | %s%s%s | %s |\n", row->key, value,
                            model_basis_words[row->basis], *row->source ? ", " : "", row->source, row->what);
  }
}

char *
scenario_reference (void)
{
  GString *out = g_string_new (introduction);

  for (guint i = 0; i < SCENARIO_N_SECTIONS; i++)
    append_section (out, scenario_section (i));
  append_physics (out);
  return g_string_free (out, FALSE);
}
