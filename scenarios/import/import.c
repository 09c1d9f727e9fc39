#include "scenarios/import/import-parts.h"
#include "scenarios/import/quote.h"
#include "scenarios/import/sheet.h"
#include <glib/gstdio.h>
#include <string.h>

#define SHOWN 5 /* of many things, in one line */

G_DEFINE_QUARK (scenario - import - error - quark, scenario_import_error)

static char *
refuse (const char *file, GError **error, const char *what)
{
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT, "%s: %s", file, what);
  return NULL;
}

char *
scenario_import_bytes (const char *path, gsize *length, GError **error)
{
  g_autoptr (GError) cause = NULL;
  char *bytes = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return refuse (path, error,
                   S_ISDIR (status.st_mode) ? "expected a file, found a folder" : "expected a file");
  if (g_stat (path, &status) == 0 && (guint64) status.st_size > SCENARIO_IMPORT_FILE_MAX)
    return refuse (path, error, "expected at most 512 MiB");
  if (!g_file_get_contents (path, &bytes, length, &cause))
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE, "%s: cannot be read: %s", path,
                 cause->message);
  return bytes;
}

char *
scenario_import_decode (const char *file, const char *bytes, gsize length, gboolean *guessed, GError **error)
{
  const char *from = NULL;
  gsize skip = 0, written = 0;
  char *text;

  *guessed = FALSE;
  if (length >= 2 && memcmp (bytes, "\xff\xfe", 2) == 0) {
    from = "UTF-16LE";
    skip = 2;
  } else if (length >= 2 && memcmp (bytes, "\xfe\xff", 2) == 0) {
    from = "UTF-16BE";
    skip = 2;
  } else if (length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0)
    skip = 3;
  if (!from && memchr (bytes, '\0', length))
    return refuse (file, error, "holds NUL bytes: expected text (UTF-16 only with its byte order mark)");
  if (!from && g_utf8_validate_len (bytes + skip, length - skip, NULL))
    return g_strndup (bytes + skip, length - skip);
  if (!from && skip > 0)
    return refuse (file, error, "says that it is UTF-8, but is not");
  if (!from) {
    from = "WINDOWS-1252";
    *guessed = TRUE;
  }
  text = g_convert (bytes + skip, (gssize) (length - skip), "UTF-8", from, NULL, &written, NULL);
  if (text && strlen (text) != written)
    g_clear_pointer (&text, g_free); /* a NUL within */
  return text ? text : refuse (file, error, "expected text in UTF-8, UTF-16 with a mark, or Windows-1252");
}

/* Names in a message come from a stranger's file and must not move the cursor of a terminal. */
static void
clean (char **text)
{
  char *line = scenario_one_line (*text);

  g_free (*text);
  *text = line;
}

void
scenario_import_clean (GPtrArray *notices, GError *error)
{
  for (guint i = 0; i < notices->len; i++)
    clean ((char **) &g_ptr_array_index (notices, i));
  if (error)
    clean (&error->message);
}

gboolean
scenario_import_wants (const ScenarioImportOptions *options, const char *cluster)
{
  return !options->clusters || !*options->clusters || g_strv_contains (options->clusters, cluster);
}

gboolean
scenario_import_check_clusters (const ScenarioImportOptions *options, const char *file, GPtrArray *names,
                                GError **error)
{
  g_autofree char *nearest = NULL, *list = NULL;

  for (const char *const *wanted = options->clusters; wanted && *wanted; wanted++) {
    if (g_ptr_array_find_with_equal_func (names, *wanted, g_str_equal, NULL))
      continue;
    nearest = scenario_nearest_name (*wanted, names);
    g_ptr_array_add (names, NULL);
    list = g_strjoinv (", ", (char **) names->pdata);
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION,
                 "%s: there is no cluster '%s'%s%s; the clusters are: %s", file, *wanted, nearest ? "; " : "",
                 nearest ? nearest : "", *list ? list : "none");
    return FALSE;
  }
  return TRUE;
}

void
scenario_some_add (ScenarioSome *some, const char *format, ...)
{
  va_list arguments;

  if (!some->text)
    some->text = g_string_new (NULL);
  if (some->n++ == SHOWN)
    g_string_append (some->text, "; and others");
  if (some->n > SHOWN)
    return;
  if (some->n > 1)
    g_string_append (some->text, "; ");
  va_start (arguments, format);
  g_string_append_vprintf (some->text, format, arguments);
  va_end (arguments);
}

void
scenario_some_clear (ScenarioSome *some)
{
  if (some->text)
    g_string_free (some->text, TRUE);
  *some = (ScenarioSome){ NULL, 0 };
}

void
scenario_some_say (ScenarioSome *some, ScenarioInventory *inventory, const char *words, const char *one)
{
  g_autofree char *count = scenario_count (some->n, one);

  if (some->n > 0)
    scenario_inventory_notice (inventory, "%s: %s (%s)", words, count, some->text->str);
  scenario_some_clear (some);
}
