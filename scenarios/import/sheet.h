/* Tables as an export holds them: named sheets of text cells under one header row.
 *
 * A sheet keeps only what holds data: empty cells, empty rows and the placeholder that RVTools writes on a page it did
 * not fill ("This tab page is empty …") do not exist here, however many elements the file spends on them. The first row
 * that is left is the header; row 0 of this interface is the first row after it. Text is stripped of blanks at both ends,
 * also of U+00A0 and U+202F, and is never empty.
 *
 * The surprising rule: columns are found by name and names are compared loosely, since three dialects are about. Case,
 * blanks and punctuation do not count (but # and % do), MiB equals MB, and "Memory" on the tab vInfo is also found as
 * "vInfoMemory". Nothing is ever found by position: custom attributes stand in the middle of the header. */

#ifndef SCENARIO_SHEET_H
#define SCENARIO_SHEET_H

#include <gio/gio.h>
#include "scenarios/import/import.h"

#define SCENARIO_NO_COLUMN (-1)
#define SCENARIO_MAX_COLUMNS 16384u
#define SCENARIO_MAX_ROWS 1048576u

/* One table. The fields may be read by all; readers of files write them through the functions below. */
typedef struct {
  char *file;       /* how messages name the file */
  char *name;       /* as the file calls the tab */
  char *tab;        /* the tab it was recognised as; equals name when it was not */
  gboolean is_csv;  /* messages give line and column, else the tab and a cell like C12 */
  char decimal;     /* '.' or ',': how its numbers are written */
  gsize n_cells;    /* in the whole sheet, the header included */
  GArray *cells;    /* of a private struct, by row, then column */
  GArray *rows;     /* of a private struct */
  GPtrArray *header; /* folded names by column; NULL where a column has none */
  GStringChunk *texts;
} ScenarioSheet;

ScenarioSheet *scenario_sheet_new (const char *file, const char *name, const char *tab, gboolean is_csv);
void scenario_sheet_free (ScenarioSheet *sheet); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioSheet, scenario_sheet_free)

/* Filling: add the cells of a row in any order, then end the row. `number` is the row's number in the file, from 1;
 * `line` and `at` say where the cell begins in a csv and are 0 in a workbook. The text is copied. */
void scenario_sheet_add (ScenarioSheet *sheet, guint column, guint line, guint at, const char *text);
void scenario_sheet_end_row (ScenarioSheet *sheet, guint number);

/* Reading. `rows` counts the data rows, without the header. */
guint scenario_sheet_rows (const ScenarioSheet *sheet);
guint scenario_sheet_columns (const ScenarioSheet *sheet);

/* The column under one of the header names in `spellings`, separated by '|', the best first; of two equal headers the
 * first, or with `last` the last. SCENARIO_NO_COLUMN when there is none. */
int scenario_sheet_column (const ScenarioSheet *sheet, const char *spellings, gboolean last);
gboolean scenario_sheet_column_repeats (const ScenarioSheet *sheet, int column);

const char *scenario_sheet_text (const ScenarioSheet *sheet, guint row, int column); /* borrowed; NULL: nothing there */
const char *scenario_sheet_header (const ScenarioSheet *sheet, guint column);        /* folded; NULL: nameless */
const char *scenario_sheet_title (const ScenarioSheet *sheet, guint column);         /* as written */

/* Sets `error` to the place of the cell, then the message; returns FALSE so that callers can return it. */
gboolean scenario_sheet_fail (const ScenarioSheet *sheet, guint row, int column, GError **error, const char *format,
                              ...) G_GNUC_PRINTF (5, 6);

/* The tables of one export. */
typedef struct {
  char *file;        /* how messages name it */
  GPtrArray *sheets; /* (element-type ScenarioSheet) in the order of the file */
} ScenarioBook;

ScenarioBook *scenario_book_new (const char *file);
void scenario_book_free (ScenarioBook *book); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioBook, scenario_book_free)

const ScenarioSheet *scenario_book_find (const ScenarioBook *book, const char *tab); /* borrowed; NULL: not there */

/* What a reader of files asks about a tab before it reads it: the tab that `name` means, as a static string; `name`
 * itself when it is unknown and should be read all the same; NULL when it is of no interest. */
typedef const char *(*ScenarioTabNamer) (const char *name);

char *scenario_fold (const char *text);       /* how header names are compared (transfer full) */
char *scenario_cell_name (guint column, guint row); /* "C12" for 2, 12 (transfer full) */

/* "did you mean 'x'?" for the name nearest to `wanted` among `names` (element-type utf8), or NULL when none is near.
 * (transfer full) */
char *scenario_nearest_name (const char *wanted, const GPtrArray *names);

#endif
