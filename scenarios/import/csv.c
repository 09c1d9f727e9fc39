#include "scenarios/import/csv.h"
#include "scenarios/import/cell.h"
#include "scenarios/import/import-parts.h"
#include <string.h>

/* Where the reader stands, for messages: line and column, both from 1. */
typedef struct {
  const char *file, *text;
  guint line, column;
  char separator;
  GString *field; /* the field being read */
} Reader;

static gboolean
fail_at (const char *file, guint line, guint column, GError **error, const char *what)
{
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA, "%s:%u:%u: %s", file, line, column,
               what);
  return FALSE;
}

static void
step (Reader *reader)
{
  gboolean ends_line = *reader->text == '\n' || (*reader->text == '\r' && reader->text[1] != '\n');

  reader->text = g_utf8_next_char (reader->text);
  reader->column++;
  if (ends_line) {
    reader->line++;
    reader->column = 1;
  }
}

static gboolean
at_field_end (const Reader *reader)
{
  char c = *reader->text;

  return c == reader->separator || c == '\n' || c == '\r' || c == '\0';
}

static void
take (Reader *reader)
{
  const char *from = reader->text;

  step (reader);
  g_string_append_len (reader->field, from, reader->text - from);
}

/* Reads a field up to what ends it. A quote inside an unquoted field stands for itself. */
static gboolean
read_field (Reader *reader, GError **error)
{
  guint line = reader->line, column = reader->column;

  g_string_truncate (reader->field, 0);
  if (*reader->text != '"') {
    while (!at_field_end (reader))
      take (reader);
    return TRUE;
  }
  step (reader);
  while (*reader->text) {
    if (*reader->text == '"') {
      step (reader);
      if (at_field_end (reader))
        return TRUE;
      if (*reader->text != '"')
        return fail_at (
            reader->file, reader->line, reader->column, error,
            "expected a separator or the end of the line after the closing quote; a quote inside a "
            "quoted field is written twice");
    }
    take (reader);
  }
  return fail_at (reader->file, line, column, error, "this quote is never closed");
}

/* Reads the row into the sheet; `width` is the header's, 0 while there is none. */
static gboolean
read_row (Reader *reader, ScenarioSheet *sheet, guint *width, GError **error)
{
  guint line = reader->line;

  for (guint column = 0;; column++) {
    guint from_line = reader->line, from_column = reader->column;
    if (column >= SCENARIO_MAX_COLUMNS)
      return fail_at (reader->file, from_line, from_column, error, "expected at most 16384 fields in a row");
    if (!read_field (reader, error))
      return FALSE;
    if (*width > 0 && column >= *width && *reader->field->str)
      return fail_at (
          reader->file, from_line, from_column, error,
          "this row has more fields than the header has names: is a separator missing its quotes?");
    scenario_sheet_add (sheet, column, from_line, from_column, reader->field->str);
    if (*reader->text != reader->separator) {
      if (*width == 0)
        *width = column + 1;
      break;
    }
    step (reader);
  }
  if (*reader->text == '\r' && reader->text[1] == '\n')
    step (reader);
  if (*reader->text)
    step (reader);
  scenario_sheet_end_row (sheet, line);
  if (scenario_sheet_columns (sheet) == 0)
    *width = 0; /* a blank line or a placeholder before the header */
  return TRUE;
}

/* Counts the candidates outside quotes in the first line that is not blank; the most frequent wins. */
static char
find_separator (const char *text)
{
  static const char candidates[] = { ',', ';', '\t' };
  guint counts[G_N_ELEMENTS (candidates)] = { 0 };
  gsize best = 0;
  gboolean quoted = FALSE;

  while (*text && g_ascii_isspace (*text) && *text != '\t')
    text++;
  for (; *text && (quoted || (*text != '\n' && *text != '\r')); text++) {
    quoted ^= *text == '"';
    for (gsize i = 0; !quoted && i < G_N_ELEMENTS (candidates); i++)
      counts[i] += *text == candidates[i];
  }
  for (gsize i = 1; i < G_N_ELEMENTS (candidates); i++)
    if (counts[i] > counts[best])
      best = i;
  return candidates[best];
}

/* A first line that tells a program something and is no row: Excel's and PowerShell's. */
static void
skip_preamble (Reader *reader)
{
  gboolean says_separator = g_ascii_strncasecmp (reader->text, "sep=", 4) == 0 && reader->text[4] != '\0';

  reader->separator = says_separator ? reader->text[4] : '\0';
  if (says_separator || g_str_has_prefix (reader->text, "#TYPE ")) {
    while (*reader->text && reader->line == 1)
      step (reader);
  }
  if (!strchr (",;\t", reader->separator) || reader->separator == '\0')
    reader->separator = find_separator (reader->text);
}

ScenarioSheet *
scenario_csv_parse (const char *file, const char *name, const char *tab, const char *text, GError **error)
{
  g_autoptr (ScenarioSheet) sheet = scenario_sheet_new (file, name, tab, TRUE);
  g_autoptr (GString) field = g_string_new (NULL);
  Reader reader = { file, text, 1, 1, ',', field };
  guint width = 0, rows = 0;

  skip_preamble (&reader);
  while (*reader.text) {
    if (++rows > SCENARIO_MAX_ROWS) {
      fail_at (file, reader.line, 1, error, "expected at most 1048576 rows");
      return NULL;
    }
    if (!read_row (&reader, sheet, &width, error))
      return NULL;
  }
  if (!scenario_sheet_decide_decimal (sheet, reader.separator == ';' ? ',' : '.', error))
    return NULL;
  return g_steal_pointer (&sheet);
}

static gboolean
read_file (ScenarioBook *book, const char *path, const char *name, const char *tab, GPtrArray *notices,
           GError **error)
{
  g_autofree char *bytes = NULL, *text = NULL, *base = g_path_get_basename (path);
  gsize length = 0;
  gboolean guessed = FALSE;
  ScenarioSheet *sheet;

  bytes = scenario_import_bytes (path, &length, error);
  text = bytes ? scenario_import_decode (path, bytes, length, &guessed, error) : NULL;
  sheet = text ? scenario_csv_parse (path, name, tab, text, error) : NULL;
  if (!sheet)
    return FALSE;
  if (guessed)
    g_ptr_array_add (
        notices,
        g_strdup_printf ("%s is not UTF-8; it was read as Windows-1252: check accented names", base));
  g_ptr_array_add (book->sheets, sheet);
  return TRUE;
}

static int
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

static gboolean
has_ending (const char *name, const char *ending)
{
  gsize n = strlen (name), m = strlen (ending);

  return n > m && g_ascii_strcasecmp (name + n - m, ending) == 0;
}

/* The csv files of a folder in a fixed order; `workbook` becomes the name of a workbook that lies beside them. */
static GPtrArray *
list_files (const char *folder, char **workbook, GError **error)
{
  g_autoptr (GError) cause = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &cause);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  *workbook = NULL;
  if (!dir) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE, "%s: cannot be read: %s", folder,
                 cause->message);
    g_ptr_array_unref (names);
    return NULL;
  }
  while ((name = g_dir_read_name (dir))) {
    if (has_ending (name, ".csv") && *name != '.')
      g_ptr_array_add (names, g_strdup (name));
    else if (has_ending (name, ".xlsx") && (!*workbook || strcmp (name, *workbook) < 0)) {
      g_free (*workbook);
      *workbook = g_strdup (name);
    }
  }
  g_ptr_array_sort (names, by_name);
  return names;
}

ScenarioBook *
scenario_csv_read_folder (const char *folder, ScenarioTabNamer namer, GPtrArray *notices, GError **error)
{
  g_autoptr (ScenarioBook) book = scenario_book_new (folder);
  g_autofree char *workbook = NULL;
  g_autoptr (GPtrArray) names = list_files (folder, &workbook, error);

  if (!names)
    return NULL;
  if (names->len == 0) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE,
                 "%s: expected csv files such as RVTools_tabvInfo.csv in this folder, found none%s%s", folder,
                 workbook ? "; it holds a workbook, name that instead: " : "", workbook ? workbook : "");
    return NULL;
  }
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".csv"));
    g_autoptr (GError) unread = NULL; /* a file of another kind may be written as it likes */
    const char *tab = namer (stem);
    const ScenarioSheet *other = tab ? scenario_book_find (book, tab) : NULL;
    if (other) {
      g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
                   "%s: this file and %s both say they are the tab %s: expected one", path, other->file, tab);
      return NULL;
    }
    if (tab && !read_file (book, path, stem, tab, notices, tab == stem ? &unread : error)) {
      if (!unread)
        return NULL;
      g_ptr_array_add (notices, g_strdup_printf ("%s is no tab of RVTools, and is not read", name));
    }
  }
  return g_steal_pointer (&book);
}
