/* Comma-separated values as RFC 4180 has them, and as desktops write them: separated by ',', ';' or a tab, found in the
 * header row; in UTF-8 with or without a mark, in UTF-16 with one, or else in Windows-1252; ended by CR LF, LF or CR;
 * perhaps opened by Excel's "sep=;" or PowerShell's "#TYPE …". Quoted fields may hold separators, doubled quotes and
 * line ends. The separator also says which decimal sign is likelier where the numbers leave it open.
 *
 * Mistakes are errors with the line and the column (in characters, from 1) at which they begin: a quote that never
 * closes, text after a closing quote, a row with more fields than the header. Fewer fields are empty cells. */

#ifndef SCENARIO_CSV_H
#define SCENARIO_CSV_H

#include "scenarios/import/sheet.h"

/* One table out of UTF-8 text (transfer full). */
ScenarioSheet *scenario_csv_parse (const char *file, const char *name, const char *tab, const char *text,
                                   GError **error);

/* The files named *.csv in `folder`, each as the tab that `namer` makes of its name. Notices as in import.h.
 * (transfer full) */
ScenarioBook *scenario_csv_read_folder (const char *folder, ScenarioTabNamer namer, GPtrArray *notices, GError **error);

#endif
