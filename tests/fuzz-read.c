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

#include <string.h>

#define EVENTS 2000 /* of a run that was accepted: enough to enter a host and to empty it */

static guint64 seed = 1, run_number, draws;
static GPtrArray *texts; /* (element-type GString), undamaged */

static gsize
draw (gsize below)
{
  return (gsize) sim_random_below (seed, 0, (guint32) run_number, draws++, below);
}

/* The stretch of a whole line somewhere in the text. */
static void
some_line (const GString *text, gsize *ret_begin, gsize *ret_length)
{
  gsize begin = draw (text->len + 1), end;

  while (begin > 0 && text->str[begin - 1] != '\n')
    begin--;
  end = begin + strcspn (text->str + begin, "\n");
  *ret_begin = begin;
  *ret_length = end - begin + (text->str[end] == '\n');
}

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
  "off",      "8.0.3",
};

static void
damage (GString *text)
{
  gsize begin, length;

  some_line (text, &begin, &length);
  switch (draw (7)) {
  case 0: /* a byte */
    if (text->len)
      text->str[draw (text->len)] = (char) draw (256);
    break;
  case 1: /* a word more */
    g_string_insert (text, (gssize) draw (text->len + 1), words[draw (G_N_ELEMENTS (words))]);
    break;
  case 2: /* a line less */
    g_string_erase (text, (gssize) begin, (gssize) length);
    break;
  case 3: { /* a line twice, the second time elsewhere */
    g_autofree char *line = g_strndup (text->str + begin, length);
    some_line (text, &begin, &length);
    g_string_insert (text, (gssize) begin, line);
    break;
  }
  case 4: { /* a line of another scenario */
    const GString *other = texts->pdata[draw (texts->len)];
    gsize from, n;
    some_line (other, &from, &n);
    g_string_insert_len (text, (gssize) begin, other->str + from, (gssize) n);
    break;
  }
  case 5: /* the end is missing */
    if (draw (8) == 0)
      g_string_truncate (text, draw (text->len + 1));
    break;
  case 6: { /* a word in the place of a value */
    const char *colon = memchr (text->str + begin, ':', length);
    if (colon) {
      gsize value = (gsize) (colon - text->str) + 1;
      g_string_erase (text, (gssize) value, (gssize) strcspn (text->str + value, ",}\n"));
      g_string_insert (text, (gssize) value, words[draw (G_N_ELEMENTS (words))]);
      g_string_insert_c (text, (gssize) value, ' ');
    }
    break;
  }
  }
}

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

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("fuzz-read: %s\n", error->message);
    return 2;
  }
  seed = (guint64) seed_option;
  texts = g_ptr_array_new ();
  for (all = names ? (const char *const *) names : scenario_library_names (); *all; all++) {
    g_autoptr (GBytes) bytes = scenario_library_text (*all);
    g_assert (bytes);
    g_ptr_array_add (texts,
                     g_string_new_len (g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes)));
  }
  g_assert (texts->len);

  g_print ("fuzz-read: seed %" G_GUINT64_FORMAT ", %" G_GINT64_FORMAT " runs\n", seed, runs);
  for (run_number = 0; (gint64) run_number < runs; run_number++) {
    const GString *from;
    g_autoptr (GString) text = NULL;

    draws = 0;
    from = texts->pdata[draw (texts->len)];
    text = g_string_new_len (from->str, (gssize) from->len);
    for (gsize n = 1 + draw (4); n > 0; n--)
      damage (text);
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
