/* What a text cell means: numbers with their unit, yes and no, versions.
 *
 * Exports are written under somebody's desktop settings. A number may group its digits by blanks, U+00A0, U+202F, an
 * apostrophe, or by the one of '.' and ',' that is not its decimal sign, and may carry a unit. The surprising rule: the
 * decimal sign is a property of the file, never of a cell. "1,234" alone says nothing; the file's other numbers decide,
 * and a file that writes it both ways is refused. */

#ifndef SCENARIO_CELL_H
#define SCENARIO_CELL_H

#include "scenarios/import/sheet.h"

#define SCENARIO_UNKNOWN G_MININT64 /* a number that the export does not give */

/* What a number counts. Measures are rounded to the nearest whole unit; counts must be whole. */
typedef enum {
  SCENARIO_UNIT_COUNT,
  SCENARIO_UNIT_MIB, /* a bare number is MiB, as it is where RVTools 3 says MB */
  SCENARIO_UNIT_MHZ,
  SCENARIO_UNIT_MBIT, /* Mbit/s */
} ScenarioUnit;

/* Reads `text`; SCENARIO_UNKNOWN for NULL and for "-". On FALSE, `expected` says in words what was. */
gboolean scenario_cell_number (const char *text, char decimal, ScenarioUnit unit, gint64 *value, const char **expected);

/* The same from a sheet; an unreadable cell is an error with its place. A column of SCENARIO_NO_COLUMN is unknown. */
gboolean scenario_sheet_number (const ScenarioSheet *sheet, guint row, int column, ScenarioUnit unit, gint64 *value,
                                GError **error);

/* Yes, no, or not said. */
typedef enum { SCENARIO_UNSAID, SCENARIO_NO, SCENARIO_YES } ScenarioAnswer;

gboolean scenario_sheet_answer (const ScenarioSheet *sheet, guint row, int column, ScenarioAnswer *answer,
                                GError **error);

/* The first version in the text, as three numbers: "8.0.3" of "VMware ESXi 8.0.3 build-24022510". (transfer full);
 * NULL when there is none. */
char *scenario_cell_version (const char *text);

int scenario_compare_versions (const char *a, const char *b); /* of three numbers each */

/* Decides sheet->decimal from the sheet's number columns, `fallback` when they leave it open; FALSE with the two
 * contradicting cells when they use both signs. */
gboolean scenario_sheet_decide_decimal (ScenarioSheet *sheet, char fallback, GError **error);

#endif
