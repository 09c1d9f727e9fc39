/* What tests of importers have in common: where the data lies, what an import came to, and that what was made is a scenario that
 * runs. */

#ifndef TESTS_IMPORTS_H
#define TESTS_IMPORTS_H

#include "scenarios/import/import.h"

/* The text or the message, and the notices a line each. */
typedef struct {
  char *text, *message;
  char *notices;
} ImportOutcome;

void import_outcome_clear (ImportOutcome *outcome);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ImportOutcome, import_outcome_clear)

const char *
import_body (const ImportOutcome *outcome); /* the scenario without the comments at its head; NULL */

/* Any importer; `paths` ends with NULL. */
typedef char *(*Importer) (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
                           GError **error);

ImportOutcome import_paths (Importer importer, const char *const *paths,
                            const ScenarioImportOptions *options);

/* A file that exists only for the test. */
typedef struct {
  const char *name, *text;
} ImportFile;

/* Imports files that exist only for the moment, up to one without a name, or their folder. Messages begin with "DIR/". */
ImportOutcome import_files (Importer importer, const ImportFile *files, guint n, gboolean folder,
                            const ScenarioImportOptions *options);

char *import_data (const char *folder, const char *name); /* tests/data/FOLDER/NAME (transfer full) */
char *import_sample (const char *folder,
                     const char *name); /* a real export, or NULL, said aloud (transfer full) */

/* Compares with tests/golden/NAME, or makes it when blessing. */
void import_golden (const char *name, const char *text);

/* `text` is a scenario without a mistake, whose rehearsal ends. */
void import_runs (const char *text);

/* What stands in what was said, up to three, and what does not in the scenario itself, which runs. */
void import_meets (const ImportOutcome *outcome, const char *const *has, guint n, const char *lacks,
                   guint row);

/* It failed, with a message that begins so. */
void import_fails (const ImportOutcome *outcome, const char *message, guint row);

/* `wanted` stands in the text, the message or the notices. `row` is said where one does not. */
gboolean import_says (const ImportOutcome *outcome, const char *wanted, guint row);

#endif
