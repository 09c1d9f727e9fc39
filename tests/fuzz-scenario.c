/* The reader as libFuzzer sees it, and a main of its own that runs a corpus:
 *
 *   clang -fsanitize=fuzzer,address,undefined -DLIBFUZZER … tests/fuzz-scenario.c    then  ./fuzz tests/data/fuzz
 *   tests/fuzz-scenario FILE…
 *
 * Any bytes give a fleet, which can be written out, or an error. Crashes and hangs are the sanitizers' and the fuzzer's to
 * see. */
#include "scenarios/scenarios.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (ScenarioExtras) extras = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelFleet) fleet
      = scenario_read_text ("fuzz.yaml", size > 0 ? (const char *) data : "", (gssize) size, &extras, &error);

  g_assert ((fleet == NULL) == (error != NULL));
  g_assert (!error || g_str_has_prefix (error->message, "fuzz.yaml:"));
  if (fleet) {
    g_autofree char *dump = scenario_dump (fleet);
    g_assert (*dump);
  }
  return 0;
}

#ifndef LIBFUZZER
int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *text = NULL;
    gsize length;

    if (!g_file_get_contents (argv[i], &text, &length, &error)) {
      g_printerr ("fuzz-scenario: %s\n", error->message);
      return 1;
    }
    LLVMFuzzerTestOneInput ((const guint8 *) text, length);
  }
  g_print ("%d inputs\n", argc - 1);
  return 0;
}
#endif
