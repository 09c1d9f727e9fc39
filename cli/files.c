/* Reading scenarios, writing results. */

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Names of files and of what stands in them are somebody else's text, in complaints as anywhere. */
void
cli_report (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (char **line = lines; *line; line++) {
    g_autofree char *safe = cli_safe (*line);

    g_printerr ("%s\n", safe);
  }
}

void
cli_complain (const char *format, ...)
{
  g_autofree char *text = NULL, *line = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  line = g_strconcat ("rollcall: ", text, NULL);
  cli_report (line);
}

char *
cli_safe (const char *text)
{
  GString *out = g_string_new (NULL);
  const char *next;

  for (; *text; text = next) {
    gunichar c = g_utf8_get_char_validated (text, -1);

    if (c == (gunichar) -1 || c == (gunichar) -2) {
      g_string_append_printf (out, "\\x%02x", (guint8) *text);
      next = text + 1;
      continue;
    }
    next = g_utf8_next_char (text);
    /* Controls would be obeyed, and marks of direction would turn the line around. */
    if (g_unichar_iscntrl (c) || g_unichar_type (c) == G_UNICODE_FORMAT || c == 0x2028 || c == 0x2029)
      g_string_append_printf (out, "\\u%04x", c);
    else
      g_string_append_len (out, text, next - text);
  }
  return g_string_free (out, FALSE);
}

/* Levenshtein's distance, over bytes; enough to find a slip of the finger. */
static guint
distance (const char *a, const char *b)
{
  gsize n = strlen (b);
  g_autofree guint *row = g_new (guint, n + 1);

  for (guint j = 0; j <= n; j++)
    row[j] = j;
  for (guint i = 1; a[i - 1]; i++) {
    guint diagonal = row[0];

    row[0] = i;
    for (guint j = 1; j <= n; j++) {
      guint above = row[j];

      row[j] = MIN (MIN (above, row[j - 1]) + 1, diagonal + (a[i - 1] != b[j - 1]));
      diagonal = above;
    }
  }
  return row[n];
}

const char *
cli_nearest (const char *word, const char *const *words)
{
  const char *nearest = NULL;
  guint best = (guint) strlen (word) / 3 + 2;

  for (; *words; words++)
    if (distance (word, *words) < best) {
      best = distance (word, *words);
      nearest = *words;
    }
  return nearest;
}

static gboolean
is_bundled (const char *what, char **ret_name)
{
  g_autofree char *name
      = g_str_has_suffix (what, ".yaml") ? g_strndup (what, strlen (what) - 5) : g_strdup (what);

  if (strchr (what, '/') || !g_strv_contains (scenario_library_names (), name))
    return FALSE;
  *ret_name = g_steal_pointer (&name);
  return TRUE;
}

/* The bundled name most like it; or else the only one that has it as a part. */
static const char *
nearest_bundled (const char *what)
{
  const char *nearest = scenario_library_nearest (what), *part = NULL;

  for (const char *const *name = scenario_library_names (); !nearest && *what && *name; name++)
    if (strstr (*name, what)) {
      if (part)
        return NULL;
      part = *name;
    }
  return nearest ? nearest : part;
}

/* A file of that name goes before a bundled scenario; a name that is neither gets both complaints in one. */
ModelFleet *
cli_load (const CliOptions *options, const char *what, ScenarioExtras **extras)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *name = NULL;
  gboolean is_file = g_str_equal (what, "-") || g_file_test (what, G_FILE_TEST_EXISTS);
  ModelFleet *fleet = !is_file && is_bundled (what, &name) ? scenario_library_read (name, extras, &error)
                                                           : scenario_read_file (what, extras, &error);

  if (!fleet) {
    gboolean is_name = !is_file && !strchr (what, '/');
    const char *nearest = is_name ? nearest_bundled (what) : NULL;

    cli_report (error->message);
    if (nearest)
      cli_complain ("did you mean the bundled scenario %s? rollcall list shows all", nearest);
    else if (is_name)
      cli_complain ("no bundled scenario is called that either; rollcall list shows all");
    return NULL;
  }
  if (options->seed)
    fleet->seed = g_ascii_strtoull (options->seed, NULL, 10);
  return fleet;
}

/* A device or a pipe is written to as it is: there is nothing to keep whole, and no file may take its place. (A folder
 * refuses.) */
static gboolean
write_special (const char *path, const char *text, gsize size, GError **error)
{
  FILE *file = fopen (path, "w");
  gboolean done = file && fwrite (text, 1, size, file) == size && fflush (file) == 0;

  if (!done)
    g_set_error (error, G_FILE_ERROR, (gint) g_file_error_from_errno (errno), "%s: %s", path,
                 g_strerror (errno));
  if (file)
    fclose (file);
  return done;
}

/* What GLib says of a failure names the temporary file that it writes first, which nobody asked for. */
static const char *
words_of (const GError *error)
{
  static const struct {
    GFileError code;
    int number;
  } known[] = {
    { G_FILE_ERROR_NOENT, ENOENT }, { G_FILE_ERROR_ACCES, EACCES },   { G_FILE_ERROR_PERM, EPERM },
    { G_FILE_ERROR_NOSPC, ENOSPC }, { G_FILE_ERROR_NOTDIR, ENOTDIR }, { G_FILE_ERROR_ROFS, EROFS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_error_matches (error, G_FILE_ERROR, (int) known[i].code))
      return g_strerror (known[i].number);
  return error->message;
}

/* A link stays a link: what it leads to is replaced. */
static gboolean
write_file (const char *path, const char *text, gsize size, GError **error)
{
  g_autofree char *target = realpath (path, NULL);
  g_autoptr (GError) own = NULL;
  GStatBuf status;

  if (g_stat (path, &status) == 0 && !S_ISREG (status.st_mode))
    return write_special (path, text, size, error);
  if (g_file_set_contents_full (target ? target : path, text, (gssize) size, G_FILE_SET_CONTENTS_CONSISTENT,
                                0666, &own))
    return TRUE;
  g_set_error (error, own->domain, own->code, "%s cannot be written: %s", path, words_of (own));
  return FALSE;
}

int
cli_write (const char *output, const char *text, gssize length)
{
  g_autoptr (GError) error = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize) length;

  if (output && !g_str_equal (output, "-")) {
    if (write_file (output, text, size, &error))
      return CLI_CLEAN;
    cli_complain ("%s", error->message);
    return CLI_BAD_INPUT;
  }
  if (fwrite (text, 1, size, stdout) == size && fflush (stdout) == 0)
    return CLI_CLEAN;
  /* Whoever read us has read enough. */
  if (errno != EPIPE)
    cli_complain ("standard output: %s", g_strerror (errno));
  return CLI_BAD_INPUT;
}

int
cli_put (const CliOptions *options, const char *text, gssize length)
{
  return cli_write (options->output, text, length);
}

void
cli_rehearsal_free (CliRehearsal *rehearsal)
{
  if (!rehearsal)
    return;
  sim_run_free (rehearsal->run);
  model_rehearsal_free (rehearsal->rehearsal);
  scenario_extras_free (rehearsal->extras);
  model_fleet_free (rehearsal->fleet);
  g_free (rehearsal);
}

CliRehearsal *
cli_prepare (const CliOptions *options, const char *what)
{
  return cli_prepare_under (options, what, MODEL_GOVERNANCE_AS_SAID);
}

CliRehearsal *
cli_prepare_under (const CliOptions *options, const char *what, ModelGovernance governance)
{
  g_autoptr (CliRehearsal) rehearsal = g_new0 (CliRehearsal, 1);

  rehearsal->fleet = cli_load (options, what, &rehearsal->extras);
  if (!rehearsal->fleet)
    return NULL;
  rehearsal->fleet->governance = governance;
  rehearsal->rehearsal = model_rehearsal_new (rehearsal->fleet);
  rehearsal->run = model_rehearsal_start (rehearsal->rehearsal, TRUE);
  return g_steal_pointer (&rehearsal);
}

CliRehearsal *
cli_rehearse (const CliOptions *options, const char *what)
{
  CliRehearsal *rehearsal = cli_prepare (options, what);

  while (rehearsal && sim_run_step (rehearsal->run))
    ;
  return rehearsal;
}

int
cli_verdict (const CliOptions *options, const SimRun *run)
{
  for (guint i = 0; i < run->world->n_findings; i++)
    if (run->world->findings[i].severity >= options->least)
      return CLI_FINDINGS;
  return CLI_CLEAN;
}
