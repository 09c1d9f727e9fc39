#include "scenarios/import/sheet.h"
#include "scenarios/diagnostic.h"
#include <stdlib.h>
#include <string.h>

typedef struct {
  const char *text; /* in the sheet's texts */
  guint32 column, line, at;
} Cell;

typedef struct {
  guint32 number; /* in the file, from 1 */
  guint32 first, count;
} Row;

ScenarioSheet *
scenario_sheet_new (const char *file, const char *name, const char *tab, gboolean is_csv)
{
  ScenarioSheet *sheet = g_new0 (ScenarioSheet, 1);

  sheet->file = g_strdup (file);
  sheet->name = g_strdup (name);
  sheet->tab = g_strdup (tab);
  sheet->is_csv = is_csv;
  sheet->decimal = '.';
  sheet->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  sheet->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  sheet->header = g_ptr_array_new_with_free_func (g_free);
  sheet->texts = g_string_chunk_new (1 << 14);
  return sheet;
}

void
scenario_sheet_free (ScenarioSheet *sheet)
{
  if (!sheet)
    return;
  g_free (sheet->file);
  g_free (sheet->name);
  g_free (sheet->tab);
  g_array_unref (sheet->cells);
  g_array_unref (sheet->rows);
  g_ptr_array_unref (sheet->header);
  g_string_chunk_free (sheet->texts);
  g_free (sheet);
}

/* The length of the blank at `text`, U+00A0, U+202F and U+FEFF among them; 0 when it is none. */
static gsize
blank_length (const char *text)
{
  static const char *const wide[] = { "\xc2\xa0", "\xe2\x80\xaf", "\xef\xbb\xbf" };

  if ((guchar) *text < 0x80)
    return g_ascii_isspace (*text) ? 1 : 0;
  for (gsize i = 0; i < G_N_ELEMENTS (wide); i++)
    if (g_str_has_prefix (text, wide[i]))
      return strlen (wide[i]);
  return 0;
}

static char *
strip (const char *text)
{
  const char *end;

  while (blank_length (text) > 0)
    text += blank_length (text);
  end = text;
  for (const char *p = text; *p;) {
    gsize blank = blank_length (p);
    if (blank == 0)
      end = p = g_utf8_next_char (p);
    else
      p += blank;
  }
  return g_strndup (text, (gsize) (end - text));
}

void
scenario_sheet_add (ScenarioSheet *sheet, guint column, guint line, guint at, const char *text)
{
  g_autofree char *stripped = NULL;

  if (*text == '\0')
    return;
  stripped = strip (text);
  g_assert (column < SCENARIO_MAX_COLUMNS);
  if (*stripped) {
    Cell cell = { g_string_chunk_insert_const (sheet->texts, stripped), column, line, at };
    g_array_append_val (sheet->cells, cell);
  }
}

static int
by_column (gconstpointer a, gconstpointer b)
{
  guint32 left = ((const Cell *) a)->column, right = ((const Cell *) b)->column;

  return left < right ? -1 : left > right;
}

static gboolean
is_placeholder (const Cell *cells, guint count)
{
  static const char *const words = "this tab page is empty";

  return count == 1 && g_ascii_strncasecmp (cells->text, words, strlen (words)) == 0;
}

static void
keep_header (ScenarioSheet *sheet, const Cell *cells, guint count)
{
  for (guint i = 0; i < count; i++) {
    while (sheet->header->len < cells[i].column)
      g_ptr_array_add (sheet->header, NULL);
    if (sheet->header->len == cells[i].column)
      g_ptr_array_add (sheet->header, scenario_fold (cells[i].text));
  }
}

void
scenario_sheet_end_row (ScenarioSheet *sheet, guint number)
{
  guint first = (guint) sheet->n_cells, count = sheet->cells->len - first;
  Cell *cells = count > 0 ? &g_array_index (sheet->cells, Cell, first) : NULL;
  Row row = { number, first, count };

  if (count == 0)
    return;
  if (is_placeholder (cells, count)) {
    g_array_set_size (sheet->cells, first);
    return;
  }
  qsort (cells, count, sizeof (Cell), by_column);
  if (sheet->rows->len == 0)
    keep_header (sheet, cells, count);
  g_array_append_val (sheet->rows, row);
  sheet->n_cells = sheet->cells->len;
}

guint
scenario_sheet_rows (const ScenarioSheet *sheet)
{
  return sheet->rows->len > 0 ? sheet->rows->len - 1 : 0;
}

guint
scenario_sheet_columns (const ScenarioSheet *sheet)
{
  return sheet->header->len;
}

/* Row 0 is the header here. */
static const Cell *
find_cell (const ScenarioSheet *sheet, guint row, int column)
{
  const Row *place;
  Cell wanted = { NULL, (guint32) column, 0, 0 };

  if (column < 0 || row >= sheet->rows->len)
    return NULL;
  place = &g_array_index (sheet->rows, Row, row);
  return bsearch (&wanted, &g_array_index (sheet->cells, Cell, place->first), place->count, sizeof (Cell),
                  by_column);
}

const char *
scenario_sheet_text (const ScenarioSheet *sheet, guint row, int column)
{
  const Cell *cell = find_cell (sheet, row + 1, column);

  return cell ? cell->text : NULL;
}

const char *
scenario_sheet_header (const ScenarioSheet *sheet, guint column)
{
  return column < sheet->header->len ? g_ptr_array_index (sheet->header, column) : NULL;
}

const char *
scenario_sheet_title (const ScenarioSheet *sheet, guint column)
{
  const Cell *cell = find_cell (sheet, 0, (int) column);

  return cell ? cell->text : NULL;
}

static int
find_header (const ScenarioSheet *sheet, const char *folded, gboolean last)
{
  int found = SCENARIO_NO_COLUMN;

  for (guint i = 0; i < sheet->header->len; i++)
    if (g_strcmp0 (g_ptr_array_index (sheet->header, i), folded) == 0) {
      found = (int) i;
      if (!last)
        break;
    }
  return found;
}

int
scenario_sheet_column (const ScenarioSheet *sheet, const char *spellings, gboolean last)
{
  g_auto (GStrv) names = g_strsplit (spellings, "|", -1);
  int found = SCENARIO_NO_COLUMN;

  for (char **name = names; *name && found < 0; name++) {
    g_autofree char *folded = scenario_fold (*name);
    found = find_header (sheet, folded, last);
  }
  for (char **name = names; *name && found < 0; name++) {
    g_autofree char *internal = g_strconcat (sheet->tab, *name, NULL);
    g_autofree char *folded = scenario_fold (internal);
    found = find_header (sheet, folded, last);
  }
  return found;
}

gboolean
scenario_sheet_column_repeats (const ScenarioSheet *sheet, int column)
{
  const char *folded = column >= 0 ? scenario_sheet_header (sheet, (guint) column) : NULL;

  return folded && find_header (sheet, folded, FALSE) != find_header (sheet, folded, TRUE);
}

/* Where row `row` (0 is the header) and `column` are; an empty csv cell is placed at its row's beginning. */
static char *
place (const ScenarioSheet *sheet, guint row, int column)
{
  const Cell *cell = find_cell (sheet, row, column);
  const Row *line = row < sheet->rows->len ? &g_array_index (sheet->rows, Row, row) : NULL;
  g_autofree char *name = NULL;

  if (sheet->is_csv && cell)
    return g_strdup_printf ("%s:%u:%u: ", sheet->file, cell->line, cell->at);
  if (sheet->is_csv)
    return g_strdup_printf ("%s:%u:1: ", sheet->file,
                            line ? g_array_index (sheet->cells, Cell, line->first).line : 1);
  if (!line)
    return g_strdup_printf ("%s: tab %s: ", sheet->file, sheet->name);
  if (column < 0)
    return g_strdup_printf ("%s: tab %s, row %u: ", sheet->file, sheet->name, line->number);
  name = scenario_cell_name ((guint) column, line->number);
  return g_strdup_printf ("%s: tab %s, cell %s: ", sheet->file, sheet->name, name);
}

gboolean
scenario_sheet_fail (const ScenarioSheet *sheet, guint row, int column, GError **error, const char *format,
                     ...)
{
  g_autofree char *where = place (sheet, row + 1, column);
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA, "%s%s", where, what);
  return FALSE;
}

static void
free_sheet (gpointer sheet)
{
  scenario_sheet_free (sheet);
}

ScenarioBook *
scenario_book_new (const char *file)
{
  ScenarioBook *book = g_new0 (ScenarioBook, 1);

  book->file = g_strdup (file);
  book->sheets = g_ptr_array_new_with_free_func (free_sheet);
  return book;
}

void
scenario_book_free (ScenarioBook *book)
{
  if (!book)
    return;
  g_free (book->file);
  g_ptr_array_unref (book->sheets);
  g_free (book);
}

const ScenarioSheet *
scenario_book_find (const ScenarioBook *book, const char *tab)
{
  for (guint i = 0; i < book->sheets->len; i++) {
    const ScenarioSheet *sheet = g_ptr_array_index (book->sheets, i);
    if (g_str_equal (sheet->tab, tab))
      return sheet;
  }
  return NULL;
}

char *
scenario_fold (const char *text)
{
  g_autofree char *lower = g_utf8_casefold (text, -1);
  GString *folded = g_string_new (NULL);

  for (const char *p = lower; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (g_unichar_isalnum (c) || c == '#' || c == '%')
      g_string_append_unichar (folded, c);
  }
  g_string_replace (folded, "mib", "mb", 0);
  g_string_replace (folded, "kib", "kb", 0);
  return g_string_free (folded, FALSE);
}

char *
scenario_cell_name (guint column, guint row)
{
  char letters[8];
  gsize at = sizeof letters;

  letters[--at] = '\0';
  for (guint left = column + 1; left > 0; left = (left - 1) / 26)
    letters[--at] = (char) ('A' + (left - 1) % 26);
  return g_strdup_printf ("%s%u", &letters[at], row);
}

char *
scenario_nearest_name (const char *wanted, const GPtrArray *names)
{
  ScenarioNearest nearest = { wanted, NULL, 0 };

  for (guint i = 0; i < names->len; i++)
    scenario_nearest_offer (&nearest, g_ptr_array_index (names, i));
  return scenario_nearest_advice (&nearest);
}
