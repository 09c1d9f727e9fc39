/* Rehearses scenarios and looks after every event whether what must hold does, as tests/test-physics-invariants.c does:
 *
 *   tests/fuzz-run FILE…      tests/random-scenario.py makes such files
 *
 * A file that the reader refuses is counted, not complained of. Ends with 1 when something does not hold. */

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "scenarios/scenarios.h"
#include "tests/invariants.h"

static const char *now; /* what is rehearsed, for when it dies of it */

static void
say_of_what (int signal_number)
{
  (void) !write (STDERR_FILENO, now, strlen (now));
  (void) !write (STDERR_FILENO, " kills it\n", 10);
  signal (signal_number, SIG_DFL);
  raise (signal_number);
}

static gboolean
holds (const char *path, guint *refused)
{
  g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (ScenarioExtras) extras = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelFleet) fleet = NULL;
  g_autoptr (Trial) trial = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (!g_file_get_contents (path, &text, &length, &error)) {
    g_printerr ("fuzz-run: %s\n", error->message);
    return FALSE;
  }
  fleet = scenario_read_text (path, text, (gssize) length, &extras, &error);
  if (!fleet) {
    (*refused)++;
    if (g_getenv ("ROLLCALL_SHOW"))
      g_print ("%s\n", error->message);
    return TRUE;
  }
  now = path;
  trial = trial_new (text);
  invariants_hold (trial, complaints);
  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s: %s\n", path, (const char *) complaints->pdata[i]);
  return complaints->len == 0;
}

int
main (int argc, char **argv)
{
  guint refused = 0, failed = 0;

  signal (SIGABRT, say_of_what);
  signal (SIGSEGV, say_of_what);
  for (int i = 1; i < argc; i++)
    failed += holds (argv[i], &refused) ? 0 : 1;
  g_print ("fuzz-run: %d rehearsed, %u refused, %u with complaints\n", argc - 1 - (int) refused, refused,
           failed);
  return failed ? 1 : 0;
}
