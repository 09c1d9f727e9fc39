#include "cli/cli.h"
#include "cli/json.h"
#include "viz/words.h"

static char *
list_json (gboolean only_patterns)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autofree char *title = scenario_library_title (*name), *story = scenario_library_story (*name);
    g_autofree char *pattern = scenario_library_pattern (*name);

    if (only_patterns && !pattern)
      continue;
    json_builder_begin_object (builder);
    cli_json_text (builder, "name", *name);
    cli_json_text (builder, "title", title ? title : "");
    cli_json_text (builder, "story", story ? story : "");
    cli_json_text (builder, "pattern", pattern);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  return cli_json_done (builder);
}

/* ---- Failure patterns: pairs of one estate ---- */

#define GOVERNED "-governed"

static void
append_paragraph (GString *text, const char *words)
{
  g_auto (GStrv) lines = viz_wrap (words, 100);

  for (char **line = lines; *line; line++)
    g_string_append_printf (text, "      %s\n", *line);
}

/* One half, with what it shows. */
static void
append_half (GString *text, const char *name)
{
  g_autofree char *title = scenario_library_title (name), *story = scenario_library_story (name);

  g_string_append_printf (text, "\n    %s: %s\n", name, title ? title : "");
  append_paragraph (text, story ? story : "");
}

static char *
patterns_text (void)
{
  const char *const *names = scenario_library_names ();
  GString *text = g_string_new (NULL);

  for (const char *const *name = names; *name; name++) {
    g_autofree char *pattern = scenario_library_pattern (*name);
    g_autofree char *other = g_strconcat (*name, GOVERNED, NULL);

    if (!pattern || g_str_has_suffix (*name, GOVERNED))
      continue;
    g_string_append_printf (text, "%s%.2s  %s\n", text->len ? "\n" : "", *name, pattern);
    append_half (text, *name);
    if (g_strv_contains (names, other))
      append_half (text, other);
  }
  return g_string_free (text, FALSE);
}

int
cli_list (const CliOptions *options, char **arguments G_GNUC_UNUSED)
{
  GString *text = g_string_new (NULL);
  g_autofree char *lines = NULL, *patterns = options->patterns ? patterns_text () : NULL;

  if (options->patterns && g_strcmp0 (options->format, "json") != 0) {
    g_string_free (text, TRUE);
    return cli_put (options, patterns, -1);
  }
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autofree char *title = scenario_library_title (*name);

    g_string_append_printf (text, "%-44s %s\n", *name, title ? title : "");
  }
  lines = g_string_free (text, FALSE);
  if (g_strcmp0 (options->format, "json") == 0) {
    g_autofree char *json = list_json (options->patterns);

    return cli_put (options, json, -1);
  }
  return cli_put (options, lines, -1);
}
