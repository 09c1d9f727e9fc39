/* Importers: from an inventory that somebody else's tool wrote to a scenario that a person can read.
 *
 * Every importer goes the same way: a file becomes tables (sheet.h), tables become an inventory (inventory.h), an
 * inventory becomes commented YAML (write.h). What an export does not say is never made up in silence: a key is left
 * out, so that the documented default applies, or, where the language cannot do without it, a value is computed by a
 * rule and marked "# assumed" at its line. Whatever was left out, renamed, assumed or found to disagree is a notice.
 *
 * The surprising rule: the same input gives the same bytes. The text holds no time of day and no directory, only the
 * base name of the file it was made from. */

#ifndef SCENARIO_IMPORT_H
#define SCENARIO_IMPORT_H

#include <glib.h>

/* Bad input is a GError that starts with the file: `file:line:column:` in a csv, `file: tab vInfo, cell C12:` in a
 * workbook, `file:` where no single place is to blame. */
#define SCENARIO_IMPORT_ERROR (scenario_import_error_quark ())
GQuark scenario_import_error_quark (void);

typedef enum {
  SCENARIO_IMPORT_ERROR_FILE,   /* it cannot be read at all */
  SCENARIO_IMPORT_ERROR_FORMAT, /* it is not what it says it is, is broken, or is hostile */
  SCENARIO_IMPORT_ERROR_DATA,   /* a tab, a column or a cell is missing or makes no sense */
  SCENARIO_IMPORT_ERROR_OPTION, /* an option names what the inventory does not have */
} ScenarioImportError;

/* All borrowed; NULL and {NULL} mean "none". */
typedef struct {
  const char *const *clusters;  /* take only these */
  const char *const *map_hosts; /* "FROM=TO": where a VM's host is unknown, try it with the prefix FROM made TO */
  const char *to_version;       /* what the default plan upgrades to; NULL leaves the choice to the importer */
} ScenarioImportOptions;

/* Reads an RVTools export: one .xlsx, or a folder of csv files, one a tab. Returns the YAML text (transfer full), or
 * NULL with the error set. Notices, each a sentence without a final full stop, are added to `notices` (element-type
 * utf8, owned by the array, whose free function must be g_free); they also stand at the head of the text. */
char *scenario_import_rvtools (const char *path, const ScenarioImportOptions *options, GPtrArray *notices,
                               GError **error);

/* The same of a folder that `govc object.save` made. */
char *scenario_import_govc (const char *path, const ScenarioImportOptions *options, GPtrArray *notices, GError **error);

/* The same of answers of Prism's API, v4 or v3: JSON files of one or more pages each. `paths` ends with NULL. */
char *scenario_import_prism (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
                             GError **error);

#endif
