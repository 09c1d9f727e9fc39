/* Workbooks: written here part by part, well and badly, and read back. */
#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include <zip.h>
#include "scenarios/import/xlsx.h"

void test_xlsx_suite (void);

typedef struct {
  const char *name, *content;
} Part;

#define OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define MAIN    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"
#define TOP                                                                                                  \
  "<Relationships xmlns='" PACKAGE "'><Relationship Id='r1' Type='" OFFICE                                   \
  "/officeDocument' Target='xl/workbook.xml'/></Relationships>"
#define BOOK(SHEETS)    "<workbook xmlns='" MAIN "' xmlns:r='" OFFICE "'><sheets>" SHEETS "</sheets></workbook>"
#define RELATIONS(ROWS) "<Relationships xmlns='" PACKAGE "'>" ROWS "</Relationships>"
#define RELATION(ID, TYPE, TARGET)                                                                           \
  "<Relationship Id='" ID "' Type='" OFFICE "/" TYPE "' Target='" TARGET "'/>"
#define SHEET(ROWS)    "<worksheet xmlns='" MAIN "'><sheetData>" ROWS "</sheetData></worksheet>"
#define STRINGS(ITEMS) "<sst xmlns='" MAIN "'>" ITEMS "</sst>"
#define ONE_TAB        BOOK ("<sheet name='vInfo' sheetId='1' r:id='s1'/>")
#define ONE_SHEET      RELATIONS (RELATION ("s1", "worksheet", "worksheets/sheet1.xml"))
#define TEXT(AT, TEXT) "<c r='" AT "' t='inlineStr'><is><t>" TEXT "</t></is></c>"

static char *folder; /* where the workbooks of a test are written */

static int
set_up (void)
{
  folder = g_dir_make_tmp ("rollcall-XXXXXX", NULL);
  return folder ? 0 : 1;
}

static int
tear_down (void)
{
  g_rmdir (folder);
  g_clear_pointer (&folder, g_free);
  return 0;
}

static void
pack (const char *path, const Part *parts, guint n)
{
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert (zip);
  for (guint i = 0; i < n; i++) {
    zip_source_t *source = zip_source_buffer (zip, parts[i].content, strlen (parts[i].content), 0);
    g_assert (zip_file_add (zip, parts[i].name, source, ZIP_FL_OVERWRITE) >= 0);
  }
  g_assert (zip_close (zip) == 0);
}

static const char *
every_tab (const char *name)
{
  return name;
}

/* The book as text, a sheet after another: `NAME: header|header / cell|cell`; or the message without the path. */
static char *
describe (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (ScenarioBook) book = scenario_xlsx_read (path, every_tab, &error);
  GString *text = g_string_new (NULL);

  if (!book) {
    CU_ASSERT_EQUAL (error->domain, SCENARIO_IMPORT_ERROR);
    CU_ASSERT_TRUE (g_str_has_prefix (error->message, path));
    g_string_assign (text, "error: ");
    g_string_append (text, error->message + MIN (strlen (error->message), strlen (path) + 2));
  }
  for (guint i = 0; book && i < book->sheets->len; i++) {
    const ScenarioSheet *sheet = g_ptr_array_index (book->sheets, i);
    g_string_append_printf (text, "%s%s: ", i ? "; " : "", sheet->name);
    for (guint j = 0; j < scenario_sheet_columns (sheet); j++)
      g_string_append_printf (text, "%s%s", j ? "|" : "",
                              scenario_sheet_title (sheet, j) ? scenario_sheet_title (sheet, j) : "");
    for (guint row = 0; row < scenario_sheet_rows (sheet); row++)
      for (guint j = 0; j < scenario_sheet_columns (sheet); j++) {
        const char *cell = scenario_sheet_text (sheet, row, (int) j);
        g_string_append_printf (text, "%s%s", j ? "|" : " / ", cell ? cell : "");
      }
  }
  return g_string_free (text, FALSE);
}

static char *
describe_parts (const Part *parts, guint n)
{
  g_autofree char *path = g_build_filename (folder, "t.xlsx", NULL);
  char *text;

  pack (path, parts, n);
  text = describe (path);
  g_unlink (path);
  return text;
}

/* A workbook with one tab, vInfo, and perhaps shared strings. */
static char *
describe_sheet (const char *sheet, const char *strings)
{
  const Part parts[] = {
    { "_rels/.rels", TOP },
    { "xl/workbook.xml", ONE_TAB },
    { "xl/_rels/workbook.xml.rels", RELATIONS (RELATION ("s1", "worksheet", "worksheets/sheet1.xml")
                                                   RELATION ("s2", "sharedStrings", "sharedStrings.xml")) },
    { "xl/worksheets/sheet1.xml", sheet },
    { "xl/sharedStrings.xml", strings ? strings : STRINGS ("") },
  };

  return describe_parts (parts, G_N_ELEMENTS (parts));
}

static void
cells_are_read (void)
{
  static const struct {
    const char *sheet, *strings, *text;
  } rows[] = {
    { SHEET ("<row r='1'>" TEXT ("A1", "VM")
                 TEXT ("B1", "CPUs") "</row><row r='2'>" TEXT ("A2", "a") "<c r='B2'><v>4</v></c></row>"),
      NULL, "vInfo: VM|CPUs / a|4" },
    { SHEET ("<row r='1'><c r='A1' t='s'><v>1</v></c><c r='B1' t='s'><v>0</v></c></row>"),
      STRINGS ("<si><t>CPUs</t></si><si><r><rPr><b/></rPr><t>V</t></r><r><t>M</t></r><rPh sb='0' "
               "eb='1'><t>vee</t></rPh></si>"),
      "vInfo: VM|CPUs" },
    { SHEET ("<row><c t='inlineStr'><is><r><t>V</t></r><r><t>M</t></r></is></c></row>"
             "<row><c t='str'><f>A1</f><v>a</v></c></row>"),
      NULL, "vInfo: VM / a" },
    { SHEET ("<row r='1'>" TEXT ("A1", "x") TEXT ("B1", "y")
                 TEXT ("C1", "z") "</row><row r='2'><c r='A2' t='b'><v>1</v></c>"
                                  "<c r='B2' t='b'><v>0</v></c><c r='C2' t='e'><v>#N/A</v></c></row>"),
      NULL, "vInfo: x|y|z / True|False|" },
    { SHEET ("<row r='1'>" TEXT ("C1", "VM") "</row><row r='5'>" TEXT ("C5", "a") "</row>"), NULL,
      "vInfo: ||VM / ||a" },
    { SHEET ("<row r='1'>" TEXT (
          "A1", "VM") "<c r='B1' s='5'/><c r='C1'><v></v></c></row><row r='2'/><row r='3'><c r='A3'/></row>"),
      NULL, "vInfo: VM" },
    { SHEET ("<row r='1'>" TEXT ("A1", "VM") "</row><row r='2'>" TEXT (
          "A2", "This tab page is empty when nobody asks") "</row>"),
      NULL, "vInfo: VM" },
    { SHEET ("<row r='1'>" TEXT ("A1", " VM\xc2\xa0 ") "</row>"), NULL, "vInfo: VM" },
    { SHEET ("<row r='1'>" TEXT ("A1", "a_x000A_b_x0041__x00e4__xZZZZ_") "</row>"), NULL,
      "vInfo: a\nbA_x00e4__xZZZZ_" },
    { SHEET ("<row r='1'>" TEXT ("B1", "b") TEXT ("A1", "a") "</row>"), NULL, "vInfo: a|b" },
    { SHEET ("<row r='1'>" TEXT ("XFD1", "last") "</row>"), NULL, NULL },
    { "<x:worksheet xmlns:x='" MAIN
      "'><x:sheetData><x:row r='1'><x:c r='A1' t='inlineStr'><x:is><x:t>VM</x:t></x:is></x:c>"
      "</x:row></x:sheetData></x:worksheet>",
      NULL, "vInfo: VM" },
    { SHEET (""), NULL, "vInfo: " },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = describe_sheet (rows[i].sheet, rows[i].strings);
    if (rows[i].text && strcmp (text, rows[i].text) != 0)
      g_print ("row %u: %s\n", (guint) i, text);
    CU_ASSERT_TRUE (rows[i].text ? g_str_equal (text, rows[i].text) : g_str_has_suffix (text, "|last"));
  }
}

static void
hostile_cells_are_refused (void)
{
  static const struct {
    const char *sheet, *strings, *text;
  } rows[] = {
    { SHEET ("<row r='1'>" TEXT ("XFE1048577", "x") "</row>"), NULL,
      "error: tab vInfo: cell reference 'XFE1048577': expected A1 to XFD1048576" },
    { SHEET ("<row r='1'>" TEXT ("XFE1", "x") "</row>"), NULL, "error: tab vInfo: cell reference 'XFE1'" },
    { SHEET ("<row r='1'>" TEXT ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", "x") "</row>"), NULL,
      "error: tab vInfo: cell reference" },
    { SHEET ("<row r='1'>" TEXT ("A0", "x") "</row>"), NULL, "error: tab vInfo: cell reference 'A0'" },
    { SHEET ("<row r='1'>" TEXT ("A99999999999999999999999", "x") "</row>"), NULL,
      "error: tab vInfo: cell reference" },
    { SHEET ("<row r='1'>" TEXT ("A1x", "x") "</row>"), NULL, "error: tab vInfo: cell reference 'A1x'" },
    { SHEET ("<row r='1'>" TEXT ("1", "x") "</row>"), NULL, "error: tab vInfo: cell reference '1'" },
    { SHEET ("<row r='1'>" TEXT ("A2", "x") "</row>"), NULL, "error: tab vInfo: cell A2 stands in row 1" },
    { SHEET (TEXT ("A1", "x")), NULL, "error: tab vInfo: cell A1 stands in row 0" },
    { SHEET ("<row r='1048577'/>"), NULL, "error: tab vInfo: row number '1048577': expected 1 to 1048576" },
    { SHEET ("<row r='0'/>"), NULL, "error: tab vInfo: row number '0'" },
    { SHEET ("<row r='-1'/>"), NULL, "error: tab vInfo: row number '-1'" },
    { SHEET ("<row r='99999999999999999999'/>"), NULL, "error: tab vInfo: row number" },
    { SHEET ("<row r='1'><c r='XFD1'/><c t='inlineStr'><is><t>x</t></is></c></row>"), NULL,
      "error: tab vInfo: row 1: expected at most 16384 columns" },
    { SHEET ("<row r='1'><c r='B1' t='s'><v>1</v></c></row>"), STRINGS ("<si><t>VM</t></si>"),
      "error: tab vInfo: cell B1 refers to shared string '1' of 1" },
    { SHEET ("<row r='1'><c r='B1' t='s'><v>-1</v></c></row>"), STRINGS ("<si><t>VM</t></si>"),
      "error: tab vInfo: cell B1 refers to shared string '-1' of 1" },
    { SHEET ("<row r='1'><c r='B1' t='s'><v>x</v></c></row>"), STRINGS (""),
      "error: tab vInfo: cell B1 refers to shared string" },
    { "<!DOCTYPE x [<!ENTITY a 'b'>]>" SHEET (""), NULL,
      "error: tab vInfo: holds a document type declaration, which no workbook needs: refused" },
    { SHEET (""), "<!DOCTYPE lolz [<!ENTITY a 'b'>]><sst/>",
      "error: part xl/sharedStrings.xml: holds a document type declaration" },
    { "<worksheet", NULL, "error: part xl/worksheets/sheet1.xml, line 1: is not well-formed XML" },
    { "", NULL, "error: part xl/worksheets/sheet1.xml, line 1: is not well-formed XML: no element found" },
    { SHEET ("&undefined;"), NULL, "error: part xl/worksheets/sheet1.xml, line 1: is not well-formed XML" },
    { SHEET ("\xff"), NULL, "error: part xl/worksheets/sheet1.xml, line 1: is not well-formed XML" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = describe_sheet (rows[i].sheet, rows[i].strings);
    if (!g_str_has_prefix (text, rows[i].text))
      g_print ("row %u: %s\n", (guint) i, text);
    CU_ASSERT_TRUE (g_str_has_prefix (text, rows[i].text));
  }
}

/* Tabs are found through the relationships, wherever these point. */
static void
parts_are_found (void)
{
  static const Part swapped[] = {
    { "_rels/.rels", TOP },
    { "xl/workbook.xml", BOOK ("<sheet name='first' r:id='b'/><sheet name='second' r:id='a'/>") },
    { "xl/_rels/workbook.xml.rels",
      RELATIONS (RELATION ("a", "worksheet", "/xl/worksheets/sheet1.xml")
                     RELATION ("b", "worksheet", "./worksheets/../worksheets/sheet2.xml")) },
    { "xl/worksheets/sheet1.xml", SHEET ("<row>"
                                         "<c t='str'><v>one</v></c></row>") },
    { "xl/worksheets/sheet2.xml", SHEET ("<row>"
                                         "<c t='str'><v>two</v></c></row>") },
  };
  static const Part elsewhere[] = {
    { "_rels/.rels", RELATIONS (RELATION ("r", "officeDocument", "/book.xml")) },
    { "book.xml", ONE_TAB },
    { "_rels/book.xml.rels", RELATIONS (RELATION ("s1", "worksheet", "one.xml")) },
    { "one.xml", SHEET ("<row><c t='str'><v>VM</v></c></row>") },
  };
  g_autofree char *first = describe_parts (swapped, G_N_ELEMENTS (swapped));
  g_autofree char *second = describe_parts (elsewhere, G_N_ELEMENTS (elsewhere));

  CU_ASSERT_STRING_EQUAL (first, "first: two; second: one");
  CU_ASSERT_STRING_EQUAL (second, "vInfo: VM");
}

static void
broken_packages_are_refused (void)
{
  static const struct {
    Part parts[4];
    guint n;
    const char *text;
  } rows[] = {
    { { { "readme.txt", "hello" } },
      1,
      "error: the workbook refers to a part _rels/.rels that is not there" },
    { { { "_rels/.rels", RELATIONS ("") } }, 1, "error: is a zip archive, but no workbook" },
    { { { "_rels/.rels", TOP } },
      1,
      "error: the workbook refers to a part xl/workbook.xml that is not there" },
    { { { "_rels/.rels", TOP }, { "xl/workbook.xml", ONE_TAB } },
      2,
      "error: the workbook refers to a part xl/_rels/workbook.xml.rels" },
    { { { "_rels/.rels", TOP },
        { "xl/workbook.xml", ONE_TAB },
        { "xl/_rels/workbook.xml.rels", RELATIONS ("") } },
      3,
      "error: tab vInfo: the workbook does not say which part holds it" },
    { { { "_rels/.rels", TOP }, { "xl/workbook.xml", ONE_TAB }, { "xl/_rels/workbook.xml.rels", ONE_SHEET } },
      3,
      "error: the workbook refers to a part xl/worksheets/sheet1.xml that is not there" },
    { { { "_rels/.rels", TOP },
        { "xl/workbook.xml", BOOK ("<sheet name='vInfo' r:id='s1'/><sheet name='vInfo' r:id='s1'/>") },
        { "xl/_rels/workbook.xml.rels", ONE_SHEET },
        { "xl/worksheets/sheet1.xml", SHEET ("") } },
      4,
      "error: tab vInfo: expected one tab of this name, found two" },
    { { { "_rels/.rels", RELATIONS ("<Relationship Id='r' Type='" OFFICE
                                    "/officeDocument' Target='http://x/' TargetMode='External'/>") } },
      1,
      "error: is a zip archive, but no workbook" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = describe_parts (rows[i].parts, rows[i].n);
    if (!g_str_has_prefix (text, rows[i].text))
      g_print ("row %u: %s\n", (guint) i, text);
    CU_ASSERT_TRUE (g_str_has_prefix (text, rows[i].text));
  }
}

/* What is between a sheet's head and tail, repeated until it is `length` bytes. */
static char *
repeat (const char *head, const char *middle, gsize length, const char *tail)
{
  GString *text = g_string_new (head);

  while (text->len < length)
    g_string_append (text, middle);
  g_string_append (text, tail);
  return g_string_free (text, FALSE);
}

static void
bombs_are_refused (void)
{
  static const struct {
    const char *head, *middle;
    gsize length;
    const char *tail, *text;
  } rows[] = {
    { "<worksheet><sheetData>", "          ", 16 << 20, "</sheetData></worksheet>",
      "error: unpacks to more than 200 times its packed size" },
    { "<worksheet>", "<a>", 3 << 10, "", "error: tab vInfo: nests elements deeper than 64" },
    { "<worksheet x='", "0123456789abcdefghijklmnopqrstuvwxyz", 4 << 20, "'/>",
      "error: part xl/worksheets/sheet1.xml: holds a tag longer than 1 MiB" },
    { "<worksheet><row><c t='str'><v>", "text ", 1 << 18, "</v></c></row></worksheet>",
      "error: tab vInfo: holds a cell longer than any spreadsheet allows" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *sheet = repeat (rows[i].head, rows[i].middle, rows[i].length, rows[i].tail);
    g_autofree char *text = NULL;
    /* The tag must not look like a bomb first, so its text is made hard to pack. */
    for (guint32 k = 100, random = 1; i == 2 && k < (4 << 20) - 100;
         k++, random = random * 1664525 + 1013904223)
      sheet[k] = (char) ('a' + (random >> 24) % 26);
    text = describe_sheet (sheet, NULL);
    if (!g_str_has_prefix (text, rows[i].text))
      g_print ("row %u: %.200s\n", (guint) i, text);
    CU_ASSERT_TRUE (g_str_has_prefix (text, rows[i].text));
  }
}

/* LibreOffice writes a thousand rows and more however few hold data. */
static void
empty_rows_cost_nothing (void)
{
  GString *xml = g_string_new ("<worksheet><sheetData><row r='1'><c r='A1' t='str'><v>VM</v></c></row>");
  g_autofree char *sheet = NULL, *text = NULL;

  for (guint row = 2; row <= 3504; row++)
    g_string_append_printf (xml, "<row r='%u'><c r='A%u' s='5'/><c r='B%u' s='5'/></row>", row, row, row);
  g_string_append (xml, "<row r='3505'><c r='A3505' t='str'><v>a</v></c></row></sheetData></worksheet>");
  sheet = g_string_free (xml, FALSE);
  text = describe_sheet (sheet, NULL);
  CU_ASSERT_STRING_EQUAL (text, "vInfo: VM / a");
}

static void
too_many_members_are_refused (void)
{
  g_autofree Part *parts = g_new (Part, 300);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;

  for (guint i = 0; i < 300; i++) {
    g_ptr_array_add (names, g_strdup_printf ("part%u.xml", i));
    parts[i] = (Part){ g_ptr_array_index (names, i), "<x/>" };
  }
  text = describe_parts (parts, 300);
  CU_ASSERT_STRING_EQUAL (text, "error: has more than 256 members: refused");
}

/* Bytes that are no workbook, and a workbook cut off at every length. */
static void
other_files_are_refused (void)
{
  static const struct {
    const char *bytes;
    gssize length;
    const char *text;
  } rows[] = {
    { "", 0, "error: is empty" },
    { "hello", 5, "error: is not an .xlsx workbook" },
    { "PK\003\004and no more", 15, "error: is a workbook that was cut off" },
    { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "error: is encrypted or an .xls" },
  };
  const Part parts[] = { { "_rels/.rels", TOP },
                         { "xl/workbook.xml", ONE_TAB },
                         { "xl/_rels/workbook.xml.rels", ONE_SHEET },
                         { "xl/worksheets/sheet1.xml", SHEET ("") } };
  g_autofree char *path = g_build_filename (folder, "t.xlsx", NULL);
  g_autofree char *whole = NULL;
  gsize length;

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = NULL;
    g_assert (g_file_set_contents (path, rows[i].bytes, rows[i].length, NULL));
    text = describe (path);
    CU_ASSERT_TRUE (g_str_has_prefix (text, rows[i].text));
  }
  pack (path, parts, G_N_ELEMENTS (parts));
  g_assert (g_file_get_contents (path, &whole, &length, NULL));
  for (gsize cut = 0; cut < length; cut += 7) {
    g_autofree char *text = NULL;
    g_assert (g_file_set_contents (path, whole, (gssize) cut, NULL));
    text = describe (path);
    CU_ASSERT_TRUE (g_str_has_prefix (text, "error: "));
  }
  for (gsize at = 0; at < length; at++) { /* a flipped byte may do no harm, but must not do any */
    g_autofree char *text = NULL;
    whole[at] = (char) (whole[at] ^ 0x55);
    g_assert (g_file_set_contents (path, whole, (gssize) length, NULL));
    text = describe (path);
    CU_ASSERT_TRUE (g_str_has_prefix (text, "error: ") || g_str_has_prefix (text, "vInfo: "));
    whole[at] = (char) (whole[at] ^ 0x55);
  }
  g_unlink (path);
}

static void
encrypted_members_are_refused (void)
{
  const Part parts[] = { { "_rels/.rels", TOP } };
  g_autofree char *path = g_build_filename (folder, "t.xlsx", NULL), *text = NULL;
  zip_t *zip;

  pack (path, parts, 1);
  zip = zip_open (path, 0, NULL);
  g_assert (zip && zip_file_set_encryption (zip, 0, ZIP_EM_AES_128, "secret") == 0 && zip_close (zip) == 0);
  text = describe (path);
  CU_ASSERT_STRING_EQUAL (text, "error: is encrypted: save it without a password");
  g_unlink (path);
}

void
test_xlsx_suite (void)
{
  CU_pSuite suite = CU_add_suite ("xlsx", set_up, tear_down);

  CU_add_test (suite, "cells are read", cells_are_read);
  CU_add_test (suite, "hostile cells are refused", hostile_cells_are_refused);
  CU_add_test (suite, "parts are found", parts_are_found);
  CU_add_test (suite, "broken packages are refused", broken_packages_are_refused);
  CU_add_test (suite, "bombs are refused", bombs_are_refused);
  CU_add_test (suite, "empty rows cost nothing", empty_rows_cost_nothing);
  CU_add_test (suite, "too many members are refused", too_many_members_are_refused);
  CU_add_test (suite, "other files are refused", other_files_are_refused);
  CU_add_test (suite, "encrypted members are refused", encrypted_members_are_refused);
}
