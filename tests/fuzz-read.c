/* Feeds the reader what no one would write: the bundled scenarios, damaged at random.
 *
 *   tests/fuzz-read [--runs N] [--seed N] [--keep FILE] [SCENARIO…]
 *
 * What must hold for any bytes: the reader ends, returns a fleet or an error and never both, its error is UTF-8 and names
 * the file, and the same bytes give the same answer. What it accepts has to run: a bounded number of events, twice, to the
 * same digest. The seed and the number of each run are all that is needed to see a failure again; before each run its
 * text goes to FILE, so that after a crash the culprit lies there. */
#include "models/rehearsal.h"
#include "scenarios/scenarios.h"
#include "sim/sim.h"
#include "tests/damage.h"

#include <string.h>

#define EVENTS 2000 /* of a run that was accepted: enough to enter a host and to empty it */

/* What stands in a scenario file, has stood in one that hurt, or looks as if it might. */
static const char *const words[] = {
  "0",        "-1",       "99999999999999999999",
  "1e9",      "0x10",     ".5",
  "512 GiB",  "2.6 GHz",  "90 min",
  "-3 h",     "~",        "null",
  "true",     "[",        "]",
  "{",        "}",        ": ",
  "- ",       "? ",       "&a ",
  "*a",       "!!int ",   "|\n",
  ">-\n",     "\t",       "\r\n",
  "---\n",    "...\n",    "%YAML 1.2\n",
  "a[01-04]", "a[4-1]",   "a[0-999999999]",
  "a[",       "<<: *a\n", "\"",
  "'",        "#",        "\xef\xbb\xbf",
  "\xff",     "\xc3",     "\xe2\x80\xa8",
  "after: ",  "host: ",   "hosts: ",
  "vms: ",    "plan: ",   "none",
  "off",      "8.0.3",    NULL,
};

static guint64
rehearse (const ModelFleet *fleet)
{
  g_autoptr (ModelRehearsal) rehearsal = model_rehearsal_new (fleet);
  g_autoptr (SimRun) run = model_rehearsal_start (rehearsal, FALSE);

  for (guint n = 0; n < EVENTS && sim_run_step (run); n++)
    ;
  return sim_world_digest (run->model, run->world);
}

/* TRUE when the reader took it. */
static gboolean
try (const GString *text)
{
  g_autoptr (ScenarioExtras) extras = NULL, again_extras = NULL;
  g_autoptr (GError) error = NULL, again_error = NULL;
  g_autoptr (ModelFleet) fleet
      = scenario_read_text ("fuzz.yaml", text->str, (gssize) text->len, &extras, &error);
  g_autoptr (ModelFleet) again
      = scenario_read_text ("fuzz.yaml", text->str, (gssize) text->len, &again_extras, &again_error);

  g_assert (!fleet == !!error && !again == !!again_error && !fleet == !again);
  if (!fleet) {
    g_assert (g_utf8_validate (error->message, -1, NULL));
    g_assert (g_str_has_prefix (error->message, "fuzz.yaml:"));
    g_assert_cmpstr (error->message, ==, again_error->message);
    return FALSE;
  }
  g_assert (rehearse (fleet) == rehearse (again));
  return TRUE;
}

int
main (int argc, char **argv)
{
  gint64 runs = 10000, seed_option = 1;
  guint64 taken = 0;
  g_autofree char *keep = NULL;
  g_auto (GStrv) names = NULL;
  const GOptionEntry options[] = {
    { "runs", 'n', 0, G_OPTION_ARG_INT64, &runs, "How many damaged files (10000)", "N" },
    { "seed", 's', 0, G_OPTION_ARG_INT64, &seed_option, "Another seed, other damage (1)", "N" },
    { "keep", 'k', 0, G_OPTION_ARG_FILENAME, &keep, "Where each text is put before it is tried", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "SCENARIO…" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  const char *const *all;
  GPtrArray *texts;
  Damage damage;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("fuzz-read: %s\n", error->message);
    return 2;
  }
  texts = g_ptr_array_new ();
  damage = (Damage){ (guint64) seed_option, 0, 0, texts, words, ":", ",}\n" };
  for (all = names ? (const char *const *) names : scenario_library_names (); *all; all++) {
    g_autoptr (GBytes) bytes = scenario_library_text (*all);
    g_assert (bytes);
    g_ptr_array_add (texts,
                     g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes)));
  }
  g_assert (texts->len);

  g_print ("fuzz-read: seed %" G_GUINT64_FORMAT ", %" G_GINT64_FORMAT " runs\n", damage.seed, runs);
  for (; (gint64) damage.run < runs; damage.run++) {
    const GString *from;
    g_autoptr (GString) text = NULL;

    damage.draws = 0;
    from = texts->pdata[damage_draw (&damage, texts->len)];
    text = g_string_new_len (from->str, (gssize) from->len);
    for (gsize n = 1 + damage_draw (&damage, 4); n > 0; n--)
      damage_text (&damage, text);
    if (keep && !g_file_set_contents (keep, text->str, (gssize) text->len, &error)) {
      g_printerr ("fuzz-read: %s\n", error->message);
      return 2;
    }
    taken += try (text) ? 1 : 0;
  }
  g_print ("fuzz-read: %" G_GUINT64_FORMAT " accepted and run, %" G_GUINT64_FORMAT " refused, none crashed\n",
           taken, (guint64) runs - taken);
  for (guint i = 0; i < texts->len; i++)
    g_string_free (texts->pdata[i], TRUE);
  g_ptr_array_unref (texts);
  return 0;
}
