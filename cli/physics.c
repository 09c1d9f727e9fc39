/* What the models believe in numbers, and where sources disagree, for a person or a program to read.
 *
 * The text is the `physics:` of a scenario with every default written out, so each line can be taken over as it stands.
 * The surprising rule: what nobody sourced is marked, since those are the numbers to measure in one's own house. */

#include "cli/cli.h"
#include "cli/json.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define COMMENT 47 /* where comments begin, when there is room beside the settings */
#define ROOM    110

/* As wide as the terminal; a file is as wide as our pages are. */
static guint
width_of_output (const CliOptions *options)
{
  struct winsize size;

  if (options->output || !isatty (STDOUT_FILENO) || ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) < 0
      || !size.ws_col)
    return 120;
  return CLAMP (size.ws_col, 60, 160);
}

/* Adds words, broken at spaces before `width`; each further line begins with `indent`. The first begins where we are. */
static void
append_wrapped (GString *text, guint at, guint width, const char *indent, const char *words)
{
  g_auto (GStrv) each = g_strsplit (words, " ", -1);

  for (char **word = each; *word; word++) {
    guint length = (guint) g_utf8_strlen (*word, -1);

    if (word > each && at + 1 + length > width) {
      g_string_append_printf (text, "\n%s", indent);
      at = (guint) g_utf8_strlen (indent, -1);
    } else if (word > each) {
      g_string_append_c (text, ' ');
      at++;
    }
    g_string_append (text, *word);
    at += length;
  }
  g_string_append_c (text, '\n');
}

/* "HA-03: length of …", "! our choice: …". A source that is no fact id says nothing to a reader. */
static char *
row_words (ModelPhysics which)
{
  const ModelPhysicsRow *row = &model_physics[which];
  gboolean sourced = model_physics_is_sourced (which);
  const char *facts = g_ascii_isdigit (*row->source) ? "" : row->source;

  return g_strdup_printf ("%s%s%s%s: %s", sourced ? "  " : "! ",
                          sourced && *facts && row->basis == MODEL_BASIS_S ? ""
                                                                           : model_basis_words[row->basis],
                          !*facts                                  ? ""
                          : sourced && row->basis == MODEL_BASIS_S ? ""
                                                                   : ", ",
                          facts, row->what);
}

static void
append_row (GString *text, ModelPhysics which, guint width)
{
  const ModelPhysicsRow *row = &model_physics[which];
  g_autofree char *value = model_unit_text (row->unit, row->value);
  g_autofree char *setting = g_strdup_printf ("  %s: %s", row->key, value), *words = row_words (which);

  if (width >= ROOM) {
    g_autofree char *indent = g_strdup_printf ("%*s#   ", COMMENT, "");

    g_string_append_printf (text, "%-*s# ", COMMENT, setting);
    append_wrapped (text, COMMENT + 2, width, indent, words);
  } else {
    g_string_append (text, "  # ");
    append_wrapped (text, 4, width, "  #   ", words);
    g_string_append_printf (text, "%s\n", setting);
  }
}

static void
append_rows (GString *text, gboolean only_unsourced, guint width)
{
  const char *chapter = NULL;

  g_string_append (text, "physics:\n");
  for (ModelPhysics i = 0; i < MODEL_N_PHYSICS; i++) {
    if (only_unsourced && model_physics_is_sourced (i))
      continue;
    if (g_strcmp0 (chapter, model_physics_chapter (i)) != 0) {
      chapter = model_physics_chapter (i);
      g_string_append_printf (text, "\n  # ---- %s ----\n", chapter);
    }
    append_row (text, i, width);
  }
}

static void
append_decisions (GString *text, guint width)
{
  g_string_append (text, "\n# Where sources disagree\n");
  for (guint i = 0; i < model_n_decisions; i++) {
    const ModelDecision *d = &model_decisions[i];

    g_string_append_printf (text, "#\n# %s  ", d->id);
    append_wrapped (text, 6, width, "#     ", d->topic);
    g_string_append (text, "#     ");
    append_wrapped (text, 6, width, "#     ", d->sources);
    g_string_append (text, "#     Here: ");
    append_wrapped (text, 12, width, "#     ", d->ours);
    if (*d->otherwise) {
      g_string_append (text, "#     Otherwise: ");
      append_wrapped (text, 17, width, "#     ", d->otherwise);
    }
  }
}

static char *
physics_text (const CliOptions *options)
{
  GString *text = g_string_new (NULL);
  guint width = width_of_output (options), sourced = 0;
  g_autofree char *head = NULL;

  for (ModelPhysics i = 0; i < MODEL_N_PHYSICS; i++)
    sourced += model_physics_is_sourced (i) ? 1 : 0;
  head = g_strdup_printf (
      "Every number of the models with its default. A scenario overrides those it knows better, as in "
      "`physics: {host-reboot: 8 min}`, or by lines taken from here. %u are sourced, by facts of "
      "docs/facts.md. The %u marked with ! are not: unsourced is widely known without a source at hand, "
      "our choice closes a model. Those are the ones to measure at home.",
      sourced, MODEL_N_PHYSICS - sourced);
  g_string_append (text, "# ");
  append_wrapped (text, 2, width, "# ", head);
  g_string_append_c (text, '\n');
  append_rows (text, options->unsourced, width);
  if (!options->unsourced)
    append_decisions (text, width);
  return g_string_free (text, FALSE);
}

/* ---- For programs ---- */

static void
put_row (JsonBuilder *builder, ModelPhysics which)
{
  static const char *const units[] = {
    [MODEL_UNIT_MS] = "ms",        [MODEL_UNIT_COUNT] = "count",   [MODEL_UNIT_PERCENT] = "per cent / 1000",
    [MODEL_UNIT_MIB] = "MiB",      [MODEL_UNIT_MHZ] = "MHz",       [MODEL_UNIT_BYTES_S] = "B/s",
    [MODEL_UNIT_BITS_S] = "bit/s", [MODEL_UNIT_YES_NO] = "yes-no",
  };
  const ModelPhysicsRow *row = &model_physics[which];
  g_autofree char *value = model_unit_text (row->unit, row->value);

  json_builder_begin_object (builder);
  cli_json_text (builder, "key", row->key);
  cli_json_text (builder, "chapter", model_physics_chapter (which));
  cli_json_text (builder, "default", value);
  cli_json_int (builder, "value", row->value);
  cli_json_text (builder, "unit", units[row->unit]);
  cli_json_text (builder, "basis", model_basis_words[row->basis]);
  cli_json_text (builder, "facts", row->source);
  cli_json_text (builder, "what", row->what);
  json_builder_end_object (builder);
}

static char *
physics_json (gboolean only_unsourced)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cli_json_list (builder, "physics");
  for (ModelPhysics i = 0; i < MODEL_N_PHYSICS; i++)
    if (!only_unsourced || !model_physics_is_sourced (i))
      put_row (builder, i);
  json_builder_end_array (builder);
  cli_json_list (builder, "decisions");
  for (guint i = 0; i < model_n_decisions && !only_unsourced; i++) {
    json_builder_begin_object (builder);
    cli_json_text (builder, "id", model_decisions[i].id);
    cli_json_text (builder, "topic", model_decisions[i].topic);
    cli_json_text (builder, "sources", model_decisions[i].sources);
    cli_json_text (builder, "here", model_decisions[i].ours);
    cli_json_text (builder, "otherwise", model_decisions[i].otherwise);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return cli_json_done (builder);
}

char *
cli_physics (const CliOptions *options)
{
  return g_strcmp0 (options->format, "json") == 0 ? physics_json (options->unsourced)
                                                  : physics_text (options);
}
