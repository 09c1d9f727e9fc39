/* Workbooks (.xlsx): a zip of XML parts, read with libzip and expat.
 *
 * Parts are found as the format demands, from the package's relationships to the workbook and from the workbook's to its
 * sheets, never by their file names, which are numbered in any order. Rich text is the text of its runs without the
 * phonetic ones; a boolean is "True" or "False"; an error value such as #N/A is an empty cell.
 *
 * The surprising rule: a workbook is a stranger's file, so everything about it is bounded before it is believed (the
 * limits stand below) and a document type declaration, which no workbook needs, ends the reading. Memory follows the
 * data that is there, not the sizes that are claimed. */

#ifndef SCENARIO_XLSX_H
#define SCENARIO_XLSX_H

#include "scenarios/import/sheet.h"

/* A full RVTools workbook that LibreOffice saved again has about 90 members: a sheet, its relationships and a drawing
 * for each of 27 tabs. Only the parts that are needed are ever unpacked, at most 64. */
#define SCENARIO_XLSX_MAX_MEMBERS 256
#define SCENARIO_XLSX_MAX_PARTS 64
#define SCENARIO_XLSX_MAX_UNPACKED (G_GUINT64_CONSTANT (512) << 20) /* bytes, of all parts together */
#define SCENARIO_XLSX_MAX_RATIO 200                                 /* unpacked to packed, beyond the first MiB */
#define SCENARIO_XLSX_MAX_CELLS (16u << 20)
#define SCENARIO_XLSX_MAX_TEXT (128u << 10) /* bytes; Excel's limit is 32,767 characters */

/* The sheets that `namer` wants, in the order of the tabs. (transfer full) */
ScenarioBook *scenario_xlsx_read (const char *path, ScenarioTabNamer namer, GError **error);

#endif
