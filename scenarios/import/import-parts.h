/* What importers have in common before there is an inventory: reading a file, choosing clusters, naming a few of many.
 * Only importers include this; others use import.h. */

#ifndef SCENARIO_IMPORT_PARTS_H
#define SCENARIO_IMPORT_PARTS_H

#include "scenarios/import/import.h"
#include "scenarios/import/inventory.h"

#define SCENARIO_IMPORT_FILE_MAX (512u << 20) /* bytes of one file */

/* All of a regular file. (transfer full) */
char *scenario_import_bytes (const char *path, gsize *length, GError **error);

/* The text of a file as UTF-8 without a mark (transfer full). `guessed` becomes TRUE when only Windows-1252 was left to
 * try. `file` names it in errors. */
char *scenario_import_decode (const char *file, const char *bytes, gsize length, gboolean *guessed, GError **error);

/* Every notice, and the error's message when there is one, on one line without control characters. */
void scenario_import_clean (GPtrArray *notices, GError *error);

/* Whether --cluster asks for it, or for nothing; and whether all that it asks for is among `names` (element-type utf8). */
gboolean scenario_import_wants (const ScenarioImportOptions *options, const char *cluster);
gboolean scenario_import_check_clusters (const ScenarioImportOptions *options, const char *file, GPtrArray *names,
                                         GError **error);

/* The first few of many, for one line. Begins as { NULL, 0 }. */
typedef struct {
  GString *text;
  guint n;
} ScenarioSome;

void scenario_some_add (ScenarioSome *some, const char *format, ...) G_GNUC_PRINTF (2, 3);
void scenario_some_clear (ScenarioSome *some);

/* A notice: "left out, in no cluster: 2 hosts (a; b)"; none when there are none. The list is gone then. */
void scenario_some_say (ScenarioSome *some, ScenarioInventory *inventory, const char *words, const char *one);

#endif
