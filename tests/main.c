/* The test runner: every tests/test-NAME.c brings a `void test_NAME_suite (void)` that adds its CUnit suites.
 *
 *   tests/unit [--list] [--rows] [--verbose] [--junit FILE] [SUITE…]
 *
 * A failing assertion prints `file:line: suite: test: what did not hold`, a suite closes with `NAME: 23 passed, 0 failed`.
 * Counted are tests, not assertions. The surprising rule: CUnit's own runners are not used, since its XML one aborts at the
 * first failing test, so the reports here are our own. With ROLLCALL_ROWS, the rows that the trials took go to that file. */
#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>
#include <glib.h>
#include <stdlib.h>

#include "tests/rows.h"

typedef struct {
  const char *name;
  void (*add) (void);
} Suite;

/* tests/suites.h is made by make from the list of suites in Makefile.am. */
#define SUITE(name, function) void function (void);
#include "tests/suites.h"
#undef SUITE

#define SUITE(name, function) { name, function },
static const Suite suites[] = {
#include "tests/suites.h"
};
#undef SUITE

/* CUnit's handlers take no argument of ours, so what they count is kept here. */
static struct {
  const Suite *suite;
  guint passed, failed;
  gint64 began_us;
  gboolean verbose;
  GString *junit;
} now;

static void
junit_case (const char *test, gint64 took_us, const char *failures)
{
  g_autofree char *line = g_markup_printf_escaped (
      "    <testcase classname=\"%s\" name=\"%s\" time=\"%d.%06d\">\n", now.suite->name, test,
      (int) (took_us / G_USEC_PER_SEC), (int) (took_us % G_USEC_PER_SEC));

  g_string_append (now.junit, line);
  if (*failures) {
    g_autofree char *why
        = g_markup_printf_escaped ("      <failure message=\"did not hold\">%s</failure>\n", failures);
    g_string_append (now.junit, why);
  }
  g_string_append (now.junit, "    </testcase>\n");
}

static void
count (const char *test, const char *failures)
{
  gint64 took_us = g_get_monotonic_time () - now.began_us;

  *(*failures ? &now.failed : &now.passed) += 1;
  g_print ("%s", failures);
  if (now.verbose)
    g_print ("%s: %s: %s, %" G_GINT64_FORMAT " ms\n", now.suite->name, test, *failures ? "failed" : "passed",
             took_us / 1000);
  junit_case (test, took_us, failures);
}

static void
test_begins (const CU_pTest test, const CU_pSuite suite)
{
  (void) test;
  (void) suite;
  now.began_us = g_get_monotonic_time ();
}

static void
test_ended (const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord failure)
{
  g_autoptr (GString) failures = g_string_new (NULL);

  (void) suite;
  for (CU_pFailureRecord f = failure; f; f = f->pNext)
    g_string_append_printf (failures, "%s:%u: %s: %s: %s\n", f->strFileName ? f->strFileName : "?",
                            f->uiLineNumber, now.suite->name, test->pName,
                            f->strCondition ? f->strCondition : "failed");
  count (test->pName, failures->str);
}

static void
suite_did_not_start (const CU_pSuite suite)
{
  g_autofree char *failures
      = g_strdup_printf ("%s: %s: could not be set up\n", now.suite->name, suite->pName);

  now.began_us = g_get_monotonic_time ();
  count (suite->pName, failures);
}

static void
suite_did_not_end (const CU_pSuite suite)
{
  g_autofree char *failures
      = g_strdup_printf ("%s: %s: could not be cleaned up\n", now.suite->name, suite->pName);

  now.began_us = g_get_monotonic_time ();
  count (suite->pName, failures);
}

/* Runs one row of the table in a registry of its own; returns how many of its tests failed. */
static guint
run (const Suite *suite)
{
  now.suite = suite;
  now.passed = now.failed = 0;
  g_assert (CU_initialize_registry () == CUE_SUCCESS);
  suite->add ();
  g_assert (CU_get_error () == CUE_SUCCESS); /* two suites or tests of one name would be one forgotten */

  g_string_append_printf (now.junit, "  <testsuite name=\"%s\">\n", suite->name);
  CU_set_test_start_handler (test_begins);
  CU_set_test_complete_handler (test_ended);
  CU_set_suite_init_failure_handler (suite_did_not_start);
  CU_set_suite_cleanup_failure_handler (suite_did_not_end);
  CU_run_all_tests ();
  CU_cleanup_registry ();
  if (now.passed + now.failed == 0)
    count ("has tests", "a suite without tests\n");
  g_string_append (now.junit, "  </testsuite>\n");

  g_print ("%s: %u passed, %u failed\n", suite->name, now.passed, now.failed);
  return now.failed;
}

static const Suite *
find (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (suites); i++)
    if (g_str_equal (suites[i].name, name))
      return &suites[i];
  g_printerr ("unit: there is no suite '%s'; --list names them\n", name);
  exit (2);
}

int
main (int argc, char **argv)
{
  gboolean list = FALSE, rows = FALSE;
  g_autofree char *junit = NULL;
  g_auto (GStrv) names = NULL;
  const GOptionEntry options[] = {
    { "list", 'l', 0, G_OPTION_ARG_NONE, &list, "Name the suites", NULL },
    { "rows", 'r', 0, G_OPTION_ARG_NONE, &rows, "Name the rows of all tables", NULL },
    { "verbose", 'v', 0, G_OPTION_ARG_NONE, &now.verbose, "A line for each test", NULL },
    { "junit", 'j', 0, G_OPTION_ARG_FILENAME, &junit, "Also write the results as JUnit XML", "FILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &names, NULL, "SUITE…" },
    { NULL, 0, 0, 0, NULL, NULL, NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  guint failed = 0;

  g_option_context_add_main_entries (context, options, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    g_printerr ("unit: %s\n", error->message);
    return 2;
  }
  if (list) {
    for (gsize i = 0; i < G_N_ELEMENTS (suites); i++)
      g_print ("%s\n", suites[i].name);
    return 0;
  }

  if (rows) {
    g_autofree char *all = rows_all ();
    g_print ("%s", all);
    return 0;
  }

  now.junit = g_string_new ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
  for (gsize i = 0; names && names[i]; i++)
    failed += run (find (names[i]));
  for (gsize i = 0; !names && i < G_N_ELEMENTS (suites); i++)
    failed += run (&suites[i]);
  g_string_append (now.junit, "</testsuites>\n");

  if (junit && !g_file_set_contents (junit, now.junit->str, (gssize) now.junit->len, &error)) {
    g_printerr ("unit: %s\n", error->message);
    return 2;
  }
  g_string_free (now.junit, TRUE);
  if (g_getenv ("ROLLCALL_ROWS")) {
    g_autofree char *counted = rows_counted ();
    g_assert (g_file_set_contents (g_getenv ("ROLLCALL_ROWS"), counted, -1, NULL));
  }
  return failed ? 1 : 0;
}
