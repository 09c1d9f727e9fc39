/* Feeds the importers what no API would answer: the exports of the tests, damaged at random.
 *
 *   tests/fuzz-import [--runs N] [--seed N] [--keep FOLDER] DATA
 *
 * DATA is tests/data. What must hold for any bytes: an importer ends, gives a scenario or an error and never both, its error names
 * the files and is one line, and the same bytes give the same answer. What it gives is a scenario without a mistake, and runs a
 * bounded number of events. A run is kept in FOLDER before it is tried, so that after a crash the culprit lies there. */
#include "models/rehearsal.h"
#include "scenarios/import/import.h"
#include "scenarios/scenarios.h"
#include "sim/sim.h"
#include "tests/damage.h"

#include <glib/gstdio.h>
#include <string.h>

#define EVENTS 2000 /* of a run of what was imported */

/* What stands in an export, has stood in one that hurt, or looks as if it might. */
static const char *const json_words[] = {
  "0",
  "-1",
  "1e400",
  "99999999999999999999",
  "4294967296",
  "0.5",
  "null",
  "true",
  "\"\"",
  "\"ON\"",
  "[",
  "]",
  "{",
  "}",
  ",",
  ":",
  "\"",
  "\\",
  "\\u0000",
  "\\ud800",
  "{\"extId\":\"x\"}",
  "[[[[",
  "\xff",
  "\xef\xbb\xbf",
  "\"data\":",
  "\"entities\":[{\"metadata\":{\"kind\":\"vm\"}}]",
  "\"7.3\"",
  NULL,
};
static const char *const xml_words[] = {
  "0",
  "-1",
  "1e9",
  "99999999999999999999",
  "true",
  "<",
  ">",
  "&",
  "&amp;",
  "&#0;",
  "<!--",
  "]]>",
  "<![CDATA[",
  "<name>",
  "</name>",
  "<val>",
  "</val>",
  "<obj>",
  "</propSet>",
  "<propSet>",
  "type=\"HostSystem\"",
  "host-11",
  "domain-c1",
  "vm-1",
  "<!DOCTYPE a>",
  "\xff",
  "\xef\xbb\xbf",
  "poweredOn",
  NULL,
};

/* One importer: its exports, files of one folder. */
typedef struct {
  const char *folder;
  gboolean whole; /* it takes the folder; otherwise its files */
  const char *const *words;
  const char *values, *ends;
  GPtrArray *names, *texts; /* (element-type utf8), GString */
} Target;

static void
load (Target *target, const char *data)
{
  g_autofree char *path = g_build_filename (data, target->folder, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  g_assert (dir);
  target->names = g_ptr_array_new_with_free_func (g_free);
  target->texts = g_ptr_array_new ();
  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (target->names, g_strdup (name));
  g_ptr_array_sort (target->names, (GCompareFunc) (void (*) (void)) g_strcmp0);
  for (guint i = target->names->len; i-- > 0;) {
    g_autofree char *file = g_build_filename (path, g_ptr_array_index (target->names, i), NULL), *text = NULL;
    gsize length = 0;
    if (g_file_get_contents (file, &text, &length, NULL))
      g_ptr_array_insert (target->texts, 0, g_string_new_len (text, (gssize) length));
    else
      g_ptr_array_remove_index (target->names, i);
  }
}

/* A run's files: some left out, one damaged. (element-type utf8) paths */
static GPtrArray *
put (const Target *target, Damage *damage, const char *folder)
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  gsize hurt = damage_draw (damage, target->names->len), times = 1 + damage_draw (damage, 2);

  for (guint i = 0; i < target->names->len; i++) {
    const GString *whole = g_ptr_array_index (target->texts, i);
    g_autoptr (GString) text = g_string_new_len (whole->str, (gssize) whole->len);
    char *path;
    if (i != hurt && damage_draw (damage, 12) == 0)
      continue;
    for (gsize n = i == hurt ? times : 0; n > 0; n--)
      damage_text (damage, text);
    path = g_build_filename (folder, g_ptr_array_index (target->names, i), NULL);
    g_assert (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
    g_ptr_array_add (paths, path);
  }
  return paths;
}

static void
rehearse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelFleet) fleet = scenario_read_text ("import.yaml", text, -1, NULL, &error);

  if (!fleet)
    g_error ("what was imported is no scenario: %s", error->message);
  {
    g_autoptr (ModelRehearsal) rehearsal = model_rehearsal_new (fleet);
    g_autoptr (SimRun) run = model_rehearsal_start (rehearsal, FALSE);
    for (guint n = 0; n < EVENTS && sim_run_step (run); n++)
      ;
  }
}

static char *
import (const Target *target, const char *folder, GPtrArray *paths, GError **error)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free), list = g_ptr_array_new ();

  for (guint i = 0; i < paths->len; i++)
    g_ptr_array_add (list, g_ptr_array_index (paths, i));
  g_ptr_array_add (list, NULL);
  return target->whole ? scenario_import_govc (folder, NULL, notices, error)
                       : scenario_import_prism ((const char *const *) list->pdata, NULL, notices, error);
}

/* TRUE when the importer took it. */
static gboolean
try (const Target *target, Damage *damage, const char *folder)
{
  g_autoptr (GPtrArray) paths = put (target, damage, folder);
  g_autoptr (GError) error = NULL, again_error = NULL;
  g_autofree char *text = import (target, folder, paths, &error),
                  *again = import (target, folder, paths, &again_error);

  g_assert (!text == !!error);
  g_assert_cmpstr (text, ==, again);
  g_assert_cmpstr (error ? error->message : NULL, ==, again_error ? again_error->message : NULL);
  g_assert (!error || (error->domain == SCENARIO_IMPORT_ERROR && g_str_has_prefix (error->message, folder)));
  g_assert (!error || (g_utf8_validate (error->message, -1, NULL) && !strpbrk (error->message, "\n\x1b")));
  g_assert (!text || (!strstr (text, "SECRET") && g_utf8_validate (text, -1, NULL)));
  if (text)
    rehearse (text);
  for (guint i = 0; i < paths->len; i++)
    g_unlink (g_ptr_array_index (paths, i));
  return text != NULL;
}

int
main (int argc, char **argv)
{
  Target targets[] = { { "prism", FALSE, json_words, ":", ",}]\n", NULL, NULL },
                       { "govc/vcsim-vc01.example.com", TRUE, xml_words, ">", "<\n", NULL, NULL } };
  gint64 runs = 1000, seed_option = 1;
  guint64 taken = 0;
  g_autofree char *keep = NULL;
  g_auto (GStrv) data = NULL;
  const GOptionEntry options[] = {
    { "runs", 'n', 0, G_OPTION_ARG_INT64, &runs, "How many damaged exports (1000)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed_option, "Another seed, other damage (1)", "N" },
    { "keep", 'k', 0, G_OPTION_ARG_FILENAME, &keep, "Where each export is put before it is tried", "FOLDER" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &data, NULL, "DATA" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error) || !data || !keep) {
    g_printerr ("fuzz-import: %s\n", error ? error->message : "expected --keep FOLDER and DATA");
    return 2;
  }
  g_assert (g_mkdir_with_parents (keep, 0755) == 0);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++)
    load (&targets[i], data[0]);
  g_print ("fuzz-import: seed %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " runs\n", seed_option, runs);
  for (guint64 run = 0; (gint64) run < runs; run++) {
    const Target *target = &targets[run % G_N_ELEMENTS (targets)];
    Damage damage
        = { (guint64) seed_option, run, 0, target->texts, target->words, target->values, target->ends };
    taken += try (target, &damage, keep) ? 1 : 0;
  }
  g_print ("fuzz-import: %" G_GUINT64_FORMAT " imported and run, %" G_GUINT64_FORMAT
           " refused, none crashed\n",
           taken, (guint64) runs - taken);
  for (gsize i = 0; i < G_N_ELEMENTS (targets); i++) {
    for (guint j = 0; j < targets[i].texts->len; j++)
      g_string_free (g_ptr_array_index (targets[i].texts, j), TRUE);
    g_ptr_array_unref (targets[i].texts);
    g_ptr_array_unref (targets[i].names);
  }
  return 0;
}
