#include "scenarios/import/package.h"
#include <string.h>

/* Relationships: id to target, and the target of the first one of a type that ends in `type`. */
typedef struct {
  const char *base; /* the folder that targets are relative to */
  const char *type;
  GHashTable *by_id;
  char *of_type;
} Relations;

/* An absolute target begins with '/'; "." and ".." go where they say, but never above the package. */
static char *
resolve (const char *base, const char *target)
{
  g_autofree char *whole = *target == '/' ? g_strdup (target) : g_strconcat (base, "/", target, NULL);
  g_auto (GStrv) steps = g_strsplit (whole, "/", -1);
  g_autoptr (GPtrArray) kept = g_ptr_array_new ();

  for (char **at = steps; *at; at++)
    if (g_str_equal (*at, "..")) {
      if (kept->len > 0)
        g_ptr_array_set_size (kept, (gint) kept->len - 1);
    } else if (**at && !g_str_equal (*at, "."))
      g_ptr_array_add (kept, *at);
  g_ptr_array_add (kept, NULL);
  return g_strjoinv ("/", (char **) kept->pdata);
}

static void
relation (ScenarioPart *part, const char *element, const char **attributes)
{
  Relations *relations = part->data;
  const char *id = scenario_part_attribute (attributes, "Id", FALSE),
             *type = scenario_part_attribute (attributes, "Type", FALSE);
  const char *target = scenario_part_attribute (attributes, "Target", FALSE),
             *mode = scenario_part_attribute (attributes, "TargetMode", FALSE);

  if (!g_str_equal (element, "Relationship") || !id || !target || g_strcmp0 (mode, "External") == 0)
    return;
  if (type && g_str_has_suffix (type, relations->type) && !relations->of_type)
    relations->of_type = resolve (relations->base, target);
  g_hash_table_replace (relations->by_id, g_strdup (id), resolve (relations->base, target));
}

static const ScenarioPartKind relations_part = { relation, NULL };

/* Shared strings, in their order. */
typedef struct {
  GPtrArray *strings; /* (element-type utf8) in the chunk */
  GStringChunk *chunk;
  gboolean phonetic;
} Strings;

/* Excel writes a control character as _x000A_; the text only shrinks, so it is rewritten in place. */
static void
unescape (GString *text)
{
  char *to = strstr (text->str, "_x");

  if (!to)
    return;
  for (const char *from = to; *from; to++) {
    guint code = 0;
    int digits = 0;
    if (from[0] == '_' && from[1] == 'x')
      for (; digits < 4 && g_ascii_isxdigit (from[2 + digits]); digits++)
        code = code * 16 + (guint) g_ascii_xdigit_value (from[2 + digits]);
    if (digits == 4 && from[6] == '_' && code > 0 && code < 0x80) {
      *to = (char) code;
      from += 7;
    } else
      *to = *from++;
  }
  g_string_truncate (text, (gsize) (to - text->str));
}

static void
string_start (ScenarioPart *part, const char *element, const char **attributes)
{
  Strings *strings = part->data;

  (void) attributes;
  if (g_str_equal (element, "si"))
    g_string_truncate (part->text, 0);
  else if (g_str_equal (element, "rPh"))
    strings->phonetic = TRUE;
  else if (g_str_equal (element, "t"))
    part->listening = !strings->phonetic;
}

static void
string_end (ScenarioPart *part, const char *element)
{
  Strings *strings = part->data;

  if (g_str_equal (element, "t"))
    part->listening = FALSE;
  else if (g_str_equal (element, "rPh"))
    strings->phonetic = FALSE;
  else if (g_str_equal (element, "si")) {
    unescape (part->text);
    g_ptr_array_add (strings->strings, g_string_chunk_insert_const (strings->chunk, part->text->str));
    if (strings->strings->len > SCENARIO_XLSX_MAX_CELLS)
      scenario_part_stop (part, "holds more than %u strings: refused", SCENARIO_XLSX_MAX_CELLS);
  }
}

static const ScenarioPartKind strings_part = { string_start, string_end };

/* The workbook's list of sheets. */
typedef struct {
  GPtrArray *names, *ids;
} Tabs;

static void
tab_start (ScenarioPart *part, const char *element, const char **attributes)
{
  Tabs *tabs = part->data;
  const char *name = scenario_part_attribute (attributes, "name", FALSE),
             *id = scenario_part_attribute (attributes, "id", TRUE);

  if (g_str_equal (element, "sheet") && name && id) {
    g_ptr_array_add (tabs->names, g_strdup (name));
    g_ptr_array_add (tabs->ids, g_strdup (id));
  }
}

static const ScenarioPartKind workbook_part = { tab_start, NULL };

/* A sheet being read. Rows and cells may leave out their reference; then they follow the one before. */
typedef struct {
  ScenarioSheet *sheet;
  const Strings *strings;
  guint row, column; /* of the current cell; row from 1, column from 0 */
  guint next_column;
  char type; /* s shared, b boolean, e error, else text as it stands */
  gboolean phonetic;
} Cells;

static void
row_start (ScenarioPart *part, Cells *cells, const char *reference)
{
  char *end = NULL;
  guint64 row = reference ? g_ascii_strtoull (reference, &end, 10) : cells->row + G_GUINT64_CONSTANT (1);

  cells->next_column = 0;
  if (row < 1 || row > SCENARIO_MAX_ROWS || (reference && (*end || !g_ascii_isdigit (*reference))))
    scenario_part_stop (part, "row number '%.20s': expected 1 to %u", reference ? reference : "(next)",
                        SCENARIO_MAX_ROWS);
  else
    cells->row = (guint) row;
}

/* Reads "AB12" into a column from 0 and a row from 1. */
static gboolean
read_reference (const char *reference, guint *column, guint *row)
{
  guint64 letters = 0, number;
  const char *p = reference;
  char *end = NULL;

  for (; g_ascii_isupper (*p) && letters <= SCENARIO_MAX_COLUMNS; p++)
    letters = letters * 26 + (guint64) (*p - 'A') + 1;
  number = g_ascii_isdigit (*p) ? g_ascii_strtoull (p, &end, 10) : 0;
  if (letters < 1 || letters > SCENARIO_MAX_COLUMNS || number < 1 || number > SCENARIO_MAX_ROWS || *end)
    return FALSE;
  *column = (guint) letters - 1;
  *row = (guint) number;
  return TRUE;
}

static void
cell_start_at (ScenarioPart *part, Cells *cells, const char **attributes)
{
  const char *reference = scenario_part_attribute (attributes, "r", FALSE),
             *type = scenario_part_attribute (attributes, "t", FALSE);
  guint row = cells->row;

  cells->column = cells->next_column;
  if (reference && !read_reference (reference, &cells->column, &row))
    scenario_part_stop (part, "cell reference '%.20s': expected A1 to XFD%u", reference, SCENARIO_MAX_ROWS);
  else if (row != cells->row || cells->row < 1)
    scenario_part_stop (part, "cell %.20s stands in row %u", reference ? reference : "", cells->row);
  else if (cells->column >= SCENARIO_MAX_COLUMNS)
    scenario_part_stop (part, "row %u: expected at most %u columns", cells->row, SCENARIO_MAX_COLUMNS);
  cells->next_column = cells->column + 1;
  /* "s", "b" and "e" are told apart from "str", "n", "d" and "inlineStr" by their length. */
  cells->type = type && strlen (type) == 1 ? *type : 'n';
  g_string_truncate (part->text, 0);
}

static void
sheet_start (ScenarioPart *part, const char *element, const char **attributes)
{
  Cells *cells = part->data;

  if (g_str_equal (element, "row"))
    row_start (part, cells, scenario_part_attribute (attributes, "r", FALSE));
  else if (g_str_equal (element, "c"))
    cell_start_at (part, cells, attributes);
  else if (g_str_equal (element, "rPh"))
    cells->phonetic = TRUE;
  else if (g_str_equal (element, "v") || g_str_equal (element, "t"))
    part->listening = !cells->phonetic;
}

static void
add_cell (ScenarioPart *part, Cells *cells)
{
  const char *text = part->text->str;
  char *end = NULL;
  guint64 index;

  if (part->text->len == 0 || cells->type == 'e')
    return;
  if (cells->type == 'b')
    text = *text == '1' ? "True" : "False";
  if (cells->type == 's') {
    index = g_ascii_strtoull (text, &end, 10);
    if (*end || index >= cells->strings->strings->len) {
      g_autofree char *name = scenario_cell_name (cells->column, cells->row);
      scenario_part_stop (part, "cell %s refers to shared string '%.20s' of %u", name, text,
                          cells->strings->strings->len);
      return;
    }
    text = g_ptr_array_index (cells->strings->strings, index);
  } else if (cells->type == 'n')
    unescape (part->text);
  if (++part->package->cells > SCENARIO_XLSX_MAX_CELLS)
    scenario_part_stop (part, "more than %u cells: refused", SCENARIO_XLSX_MAX_CELLS);
  else
    scenario_sheet_add (cells->sheet, cells->column, 0, 0, text);
}

static void
sheet_end (ScenarioPart *part, const char *element)
{
  Cells *cells = part->data;

  if (g_str_equal (element, "v") || g_str_equal (element, "t"))
    part->listening = FALSE;
  else if (g_str_equal (element, "rPh"))
    cells->phonetic = FALSE;
  else if (g_str_equal (element, "c"))
    add_cell (part, cells);
  else if (g_str_equal (element, "row"))
    scenario_sheet_end_row (cells->sheet, cells->row);
}

static const ScenarioPartKind sheet_part = { sheet_start, sheet_end };

/* Reads the relationships of `part`, which stand beside it in _rels/. */
static gboolean
read_relations (ScenarioPackage *package, const char *part, Relations *relations, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (part), *file = g_path_get_basename (part);
  g_autofree char *base = g_strdup (g_str_equal (folder, ".") ? "" : folder);
  g_autofree char *joined = g_strconcat (base, "/_rels/", *part ? file : "", ".rels", NULL);
  g_autofree char *name = resolve ("", joined);

  relations->base = base;
  return scenario_package_read (package, name, NULL, &relations_part, relations, error);
}

static gboolean
read_sheets (ScenarioPackage *package, const Tabs *tabs, const Relations *relations, const Strings *strings,
             ScenarioTabNamer namer, ScenarioBook *book, GError **error)
{
  for (guint i = 0; i < tabs->names->len; i++) {
    const char *name = g_ptr_array_index (tabs->names, i), *tab = namer (name);
    const char *part = g_hash_table_lookup (relations->by_id, g_ptr_array_index (tabs->ids, i));
    Cells cells = { NULL, strings, 0, 0, 0, 'n', FALSE };
    if (!tab)
      continue;
    if (!part)
      return scenario_package_refuse (package, error, "tab %s: the workbook does not say which part holds it",
                                      name);
    if (scenario_book_find (book, tab))
      return scenario_package_refuse (package, error, "tab %s: expected one tab of this name, found two",
                                      name);
    cells.sheet = scenario_sheet_new (package->path, name, tab, FALSE);
    g_ptr_array_add (book->sheets, cells.sheet);
    if (!scenario_package_read (package, part, name, &sheet_part, &cells, error))
      return FALSE;
  }
  return TRUE;
}

static gboolean
read_package (ScenarioPackage *package, ScenarioTabNamer namer, ScenarioBook *book, GError **error)
{
  g_autoptr (GHashTable) top_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) tab_ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) list = g_ptr_array_new ();
  g_autoptr (GStringChunk) chunk = g_string_chunk_new (1 << 14);
  Relations top = { "", "/officeDocument", top_ids, NULL }, relations = { "", "/sharedStrings", ids, NULL };
  Tabs tabs = { names, tab_ids };
  Strings strings = { list, chunk, FALSE };
  gboolean fine;

  fine = read_relations (package, "", &top, error);
  if (fine && !top.of_type)
    fine = scenario_package_refuse (package, error, "is a zip archive, but no workbook: expected an .xlsx");
  fine = fine && scenario_package_read (package, top.of_type, NULL, &workbook_part, &tabs, error)
         && read_relations (package, top.of_type, &relations, error)
         && (!relations.of_type
             || scenario_package_read (package, relations.of_type, NULL, &strings_part, &strings, error))
         && read_sheets (package, &tabs, &relations, &strings, namer, book, error);
  g_free (top.of_type);
  g_free (relations.of_type);
  return fine;
}

ScenarioBook *
scenario_xlsx_read (const char *path, ScenarioTabNamer namer, GError **error)
{
  g_autoptr (ScenarioBook) book = scenario_book_new (path);
  ScenarioPackage package;
  gboolean fine;

  if (!scenario_package_open (&package, path, error))
    return NULL;
  fine = read_package (&package, namer, book, error);
  scenario_package_close (&package);
  return fine ? g_steal_pointer (&book) : NULL;
}
