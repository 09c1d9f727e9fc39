#include "cli/cmd-import.h"
#include "cli/cli.h"
#include <gio/gio.h>

/* A format is read from one path, or from many. */
typedef struct {
  const char *name;
  char *(*one) (const char *path, const ScenarioImportOptions *options, GPtrArray *notices, GError **error);
  char *(*many) (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
                 GError **error);
} Format;

static const Format formats[] = {
  { "rvtools", scenario_import_rvtools, NULL },
  { "prism", NULL, scenario_import_prism },
  { "govc", scenario_import_govc, NULL },
};

static const Format *
find_format (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].name, name))
      return &formats[i];
  return NULL;
}

static char *
name_formats (void)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    g_string_append_printf (names, "%s%s", i ? ", " : "", formats[i].name);
  return g_string_free (names, FALSE);
}

/* Writing over the inventory itself would destroy it. */
static gboolean
is_same_file (const char *a, const char *b)
{
  g_autoptr (GFile) left = g_file_new_for_path (a), right = g_file_new_for_path (b);
  g_autoptr (GFileInfo) one
      = g_file_query_info (left, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  g_autoptr (GFileInfo) two
      = g_file_query_info (right, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return one && two
         && g_strcmp0 (g_file_info_get_attribute_string (one, G_FILE_ATTRIBUTE_ID_FILE),
                       g_file_info_get_attribute_string (two, G_FILE_ATTRIBUTE_ID_FILE))
                == 0;
}

/* What cannot be done, before anything is read. */
static gboolean
is_usable (const char *name, const char *const *paths, const char *output)
{
  const Format *format = find_format (name);

  if (!format) {
    g_autofree char *known = name_formats ();
    cli_complain ("import: there is no format '%s'; the formats are: %s", name, known);
    return FALSE;
  }
  if (format->one && paths[1]) {
    cli_complain ("import: %s is imported from one PATH, and '%s' is another", name, paths[1]);
    return FALSE;
  }
  for (; output && *paths; paths++)
    if (is_same_file (*paths, output)) {
      cli_complain ("import: -o %s would overwrite the inventory itself", output);
      return FALSE;
    }
  return TRUE;
}

int
cli_import (const char *name, const char *const *paths, const char *output,
            const ScenarioImportOptions *options, gboolean quiet)
{
  const Format *format = find_format (name);
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (!is_usable (name, paths, output))
    return CLI_IMPORT_USAGE;
  text = format->one ? format->one (*paths, options, notices, &error)
                     : format->many (paths, options, notices, &error);
  if (!text) {
    cli_report (error->message);
    return g_error_matches (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION)
               ? CLI_IMPORT_USAGE
               : CLI_IMPORT_BAD_INPUT;
  }
  for (guint i = 0; i < notices->len && !quiet; i++) {
    g_autofree char *line = g_strconcat ("notice: ", g_ptr_array_index (notices, i), NULL);

    cli_report (line);
  }
  return cli_write (output, text, -1);
}

int
cli_import_command (const CliOptions *options, char **arguments)
{
  ScenarioImportOptions import = { .clusters = (const char *const *) options->clusters,
                                   .map_hosts = (const char *const *) options->map_hosts,
                                   .to_version = options->to };

  return cli_import (arguments[0], (const char *const *) arguments + 1, options->output, &import,
                     options->quiet);
}
