#include "tests/imports.h"
#include "tests/rvtools-csv.h"
#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include "models/rehearsal.h"
#include "scenarios/scenarios.h"

static const char *
source_folder (void)
{
  const char *folder = g_getenv ("ROLLCALL_SRCDIR");

  return folder ? folder : ".";
}

void
import_outcome_clear (ImportOutcome *outcome)
{
  g_free (outcome->text);
  g_free (outcome->message);
  g_free (outcome->notices);
}

const char *
import_body (const ImportOutcome *outcome)
{
  return outcome->text ? strstr (outcome->text, "\nrollcall: 1\n") : NULL;
}

ImportOutcome
import_paths (Importer importer, const char *const *paths, const ScenarioImportOptions *options)
{
  g_autoptr (GPtrArray) notices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  ImportOutcome outcome = { NULL, NULL, NULL };

  outcome.text = importer (paths, options, notices, &error);
  CU_ASSERT_TRUE ((outcome.text == NULL) == (error != NULL));
  CU_ASSERT_TRUE (!error || error->domain == SCENARIO_IMPORT_ERROR);
  CU_ASSERT_TRUE (!error || g_utf8_validate (error->message, -1, NULL));
  CU_ASSERT_TRUE (!error || !strpbrk (error->message, "\n\r\x1b"));
  outcome.message = error ? g_strdup (error->message) : NULL;
  g_ptr_array_add (notices, NULL);
  outcome.notices = g_strjoinv ("\n", (char **) notices->pdata);
  return outcome;
}

ImportOutcome
import_files (Importer importer, const ImportFile *files, guint n, gboolean folder,
              const ScenarioImportOptions *options)
{
  g_autofree char *dir = g_dir_make_tmp ("rollcall-XXXXXX", NULL);
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
  const char *const alone[] = { dir, NULL };
  ImportOutcome outcome;
  GString *message;

  g_assert (dir);
  for (guint i = 0; i < n && files[i].name; i++) {
    char *path = g_build_filename (dir, files[i].name, NULL);
    g_assert (g_file_set_contents (path, files[i].text, -1, NULL));
    g_ptr_array_add (paths, path);
  }
  g_ptr_array_add (paths, NULL);
  outcome = import_paths (importer, folder ? alone : (const char *const *) paths->pdata, options);
  for (guint i = 0; i + 1 < paths->len; i++)
    g_unlink (paths->pdata[i]);
  CU_ASSERT_EQUAL (g_rmdir (dir), 0);
  message = g_string_new (outcome.message);
  g_string_replace (message, dir, "DIR", 0);
  g_free (outcome.message);
  outcome.message = g_string_free (message, outcome.text != NULL);
  return outcome;
}

char *
import_data (const char *folder, const char *name)
{
  return g_build_filename (source_folder (), "tests", "data", folder, name, NULL);
}

char *
import_sample (const char *folder, const char *name)
{
  const char *samples = g_getenv ("ROLLCALL_SAMPLES");
  g_autofree char *beside = g_build_filename (source_folder (), "..", "shared", "samples", NULL);
  char *path = g_build_filename (samples ? samples : beside, folder, name, NULL);

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return path;
  g_print ("import: SKIPPED, there is no %s: name the folder of samples in ROLLCALL_SAMPLES\n", path);
  g_free (path);
  return NULL;
}

void
import_golden (const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (source_folder (), "tests", "golden", name, NULL),
                  *expected = NULL;

  if (g_getenv ("ROLLCALL_BLESS"))
    g_assert (g_file_set_contents (path, text, -1, NULL));
  CU_ASSERT_TRUE_FATAL (g_file_get_contents (path, &expected, NULL, NULL));
  CU_ASSERT_STRING_EQUAL (text, expected);
}

void
import_runs (const char *text)
{
  g_autoptr (GError) error = NULL;
  ModelFleet *fleet = scenario_read_text ("estate.yaml", text, -1, NULL, &error);

  if (error)
    g_print ("%s\n", error->message);
  CU_ASSERT_PTR_NOT_NULL (fleet);
  if (fleet) {
    g_autoptr (ModelRehearsal) rehearsal = model_rehearsal_new (fleet);
    g_autoptr (SimRun) run = model_rehearsal_start (rehearsal, FALSE);
    guint events = 0;

    while (events < 1000000 && sim_run_step (run))
      events++;
    CU_ASSERT_TRUE (events < 1000000);
  }
  g_clear_pointer (&fleet, model_fleet_free);
}

gboolean
import_says (const ImportOutcome *outcome, const char *wanted, guint row)
{
  gboolean found = !wanted || (outcome->text && strstr (outcome->text, wanted))
                   || (outcome->message && strstr (outcome->message, wanted))
                   || strstr (outcome->notices, wanted);

  if (!found)
    g_print ("row %u lacks '%s':\n%s\n", row, wanted, outcome->text ? outcome->text : outcome->message);
  CU_ASSERT_TRUE (found);
  return found;
}

void
import_meets (const ImportOutcome *outcome, const char *const *has, guint n, const char *lacks, guint row)
{
  for (guint i = 0; i < n; i++)
    import_says (outcome, has[i], row);
  CU_ASSERT_PTR_NOT_NULL_FATAL (outcome->text);
  if (lacks && strstr (import_body (outcome), lacks))
    g_print ("row %u has '%s':\n%s\n", row, lacks, outcome->text);
  CU_ASSERT_TRUE (!lacks || !strstr (import_body (outcome), lacks));
  import_runs (outcome->text);
}

void
import_fails (const ImportOutcome *outcome, const char *message, guint row)
{
  gboolean fine = outcome->message && g_str_has_prefix (outcome->message, message);

  if (!fine)
    g_print ("row %u: %s\n", row, outcome->message ? outcome->message : "went well");
  CU_ASSERT_TRUE (fine);
}

char *
import_rvtools (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
                GError **error)
{
  return scenario_import_rvtools (*paths, options, notices, error);
}

ImportOutcome
import_csv (const ImportFile *files, guint n, const ScenarioImportOptions *options)
{
  return import_files (import_rvtools, files, n, TRUE, options);
}
