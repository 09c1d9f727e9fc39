#include "cli/cli.h"

#include <json-glib/json-glib.h>

static char *
list_json (void)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_array (builder);
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autofree char *title = scenario_library_title (*name), *story = scenario_library_story (*name);

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "name");
    json_builder_add_string_value (builder, *name);
    json_builder_set_member_name (builder, "title");
    json_builder_add_string_value (builder, title ? title : "");
    json_builder_set_member_name (builder, "story");
    json_builder_add_string_value (builder, story ? story : "");
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
  root = json_builder_get_root (builder);
  text = json_to_string (root, TRUE);
  return g_strconcat (text, "\n", NULL);
}

int
cli_list (const CliOptions *options, char **arguments G_GNUC_UNUSED)
{
  GString *text = g_string_new (NULL);
  g_autofree char *lines = NULL;

  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autofree char *title = scenario_library_title (*name);

    g_string_append_printf (text, "%-44s %s\n", *name, title ? title : "");
  }
  lines = g_string_free (text, FALSE);
  if (g_strcmp0 (options->format, "json") == 0) {
    g_autofree char *json = list_json ();

    return cli_put (options, json, -1);
  }
  return cli_put (options, lines, -1);
}
