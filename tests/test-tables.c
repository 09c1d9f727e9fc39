/* What an export's cells and csv files mean. Most tests are a table of what is written and what is understood. */
#include <CUnit/CUnit.h>
#include <string.h>
#include "scenarios/import/cell.h"
#include "scenarios/import/csv.h"
#include "scenarios/import/import-parts.h"

void test_tables_suite (void);

#define FAILS (G_MININT64 + 1) /* the cell is refused */

static void
numbers_are_read (void)
{
  static const struct {
    const char *text;
    char decimal;
    ScenarioUnit unit;
    gint64 value;
  } rows[] = {
    { NULL, '.', SCENARIO_UNIT_MIB, SCENARIO_UNKNOWN },
    { "-", '.', SCENARIO_UNIT_MIB, SCENARIO_UNKNOWN },
    { "n/a", '.', SCENARIO_UNIT_MIB, SCENARIO_UNKNOWN },
    { "261797", '.', SCENARIO_UNIT_MIB, 261797 },
    { "-1", '.', SCENARIO_UNIT_MHZ, -1 },
    { "+4", '.', SCENARIO_UNIT_COUNT, 4 },
    { "4.0", '.', SCENARIO_UNIT_COUNT, 4 },
    { "4.5", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "49,491.68", '.', SCENARIO_UNIT_MIB, 49492 },
    { "49.491,68", ',', SCENARIO_UNIT_MIB, 49492 },
    { "1,234", '.', SCENARIO_UNIT_COUNT, 1234 },
    { "1.234", ',', SCENARIO_UNIT_COUNT, 1234 },
    { "1.234", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "1,234", ',', SCENARIO_UNIT_COUNT, FAILS },
    { "1234,567", '.', SCENARIO_UNIT_COUNT, FAILS }, /* grouping begins within three digits */
    { "12,34", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "1,23,456", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "261 797", '.', SCENARIO_UNIT_MIB, 261797 },
    { "261\xc2\xa0"
      "797",
      '.', SCENARIO_UNIT_MIB, 261797 },
    { "261\xe2\x80\xaf"
      "797",
      ',', SCENARIO_UNIT_MIB, 261797 },
    { "261'797", '.', SCENARIO_UNIT_MIB, 261797 },
    { "8 GB", '.', SCENARIO_UNIT_MIB, 8192 },
    { "8 GiB", '.', SCENARIO_UNIT_MIB, 8192 },
    { "7,5 GB", ',', SCENARIO_UNIT_MIB, 7680 },
    { "512 MiB", '.', SCENARIO_UNIT_MIB, 512 },
    { "512MB", '.', SCENARIO_UNIT_MIB, 512 },
    { "2048 KiB", '.', SCENARIO_UNIT_MIB, 2 },
    { "2 TB", '.', SCENARIO_UNIT_MIB, 2 * 1024 * 1024 },
    { "2.6 GHz", '.', SCENARIO_UNIT_MHZ, 2600 },
    { "2600 MHz", '.', SCENARIO_UNIT_MHZ, 2600 },
    { "10 Gb/s", '.', SCENARIO_UNIT_MBIT, 10000 },
    { "10000", '.', SCENARIO_UNIT_MBIT, 10000 },
    { "8 GHz", '.', SCENARIO_UNIT_MIB, FAILS },
    { "8 %", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "4.6038886E4", '.', SCENARIO_UNIT_MIB, 46039 },
    { "1e3", '.', SCENARIO_UNIT_COUNT, 1000 },
    { "1e999999999999999999999", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "1e-400", '.', SCENARIO_UNIT_MIB, 0 },
    { "99999999999999999999", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "00000000000000000000000000007", '.', SCENARIO_UNIT_COUNT, 7 },
    { "seven", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "-", ',', SCENARIO_UNIT_COUNT, SCENARIO_UNKNOWN },
    { "--5", '.', SCENARIO_UNIT_COUNT, FAILS },
    { "5,", '.', SCENARIO_UNIT_COUNT, FAILS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *expected = NULL;
    gint64 value = 0;
    gboolean fine = scenario_cell_number (rows[i].text, rows[i].decimal, rows[i].unit, &value, &expected);
    if (fine != (rows[i].value != FAILS) || (fine && value != rows[i].value))
      g_print ("row %u: '%s' became %" G_GINT64_FORMAT "\n", (guint) i, rows[i].text, value);
    CU_ASSERT_EQUAL (fine, rows[i].value != FAILS);
    CU_ASSERT_TRUE (!fine || value == rows[i].value);
    CU_ASSERT_PTR_NOT_NULL (expected);
  }
}

static void
versions_are_found (void)
{
  static const char *const rows[][2] = {
    { "VMware ESXi 6.5.0 build-10175896", "6.5.0" },
    { "VMware vCenter Server 8.0.3 build-24262322", "8.0.3" },
    { "8.0.3.0", "8.0.3" },
    { "7.0", "7.0.0" },
    { "ESXi", NULL },
    { "build 12345", NULL },
    { "10.0.0.300", "10.0.0" },
    { "900.1.1 then 6.7.0", "6.7.0" },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *version = scenario_cell_version (rows[i][0]);
    CU_ASSERT_TRUE (g_strcmp0 (version, rows[i][1]) == 0);
  }
  CU_ASSERT_TRUE (scenario_compare_versions ("8.0.3", "8.0.12") < 0);
  CU_ASSERT_TRUE (scenario_compare_versions ("10.0.0", "9.9.9") > 0);
  CU_ASSERT_EQUAL (scenario_compare_versions ("7.0.3", "7.0.3"), 0);
}

/* The sheet as text: cells with their column, a line a row, the header first. */
static char *
show (const ScenarioSheet *sheet)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < scenario_sheet_columns (sheet); i++)
    g_string_append_printf (text, "%s%s", i ? "|" : "",
                            scenario_sheet_title (sheet, i) ? scenario_sheet_title (sheet, i) : "");
  for (guint row = 0; row < scenario_sheet_rows (sheet); row++)
    for (guint i = 0; i < scenario_sheet_columns (sheet); i++) {
      const char *cell = scenario_sheet_text (sheet, row, (int) i);
      g_string_append_printf (text, "%s%s", i ? "|" : "\n", cell ? cell : "");
    }
  return g_string_free (text, FALSE);
}

static void
csv_is_read (void)
{
  static const char *const rows[][2] = {
    { "VM,CPUs\na,1\nb,2\n", "VM|CPUs\na|1\nb|2" },
    { "VM,CPUs\r\na,1\r\nb,2", "VM|CPUs\na|1\nb|2" },
    { "VM,CPUs\ra,1\rb,2\r", "VM|CPUs\na|1\nb|2" },
    { "VM;CPUs\na,b;1\n", "VM|CPUs\na,b|1" },
    { "VM\tCPUs\na,b;c\t1\n", "VM|CPUs\na,b;c|1" },
    { "sep=;\nVM;CPUs\na,b,c,d;1\n", "VM|CPUs\na,b,c,d|1" },
    { "#TYPE Selected.System\nVM,CPUs\na,1\n", "VM|CPUs\na|1" },
    { "\n\nVM,CPUs\n\na,1\n,\n", "VM|CPUs\na|1" },
    { "VM,CPUs,Memory\na\nb,,3\n", "VM|CPUs|Memory\na||\nb||3" },
    { "VM,CPUs\n\"a,\"\"b\"\"\",1\n", "VM|CPUs\na,\"b\"|1" },
    { "VM,Annotation\na,\"two\nlines\"\nb,x\n", "VM|Annotation\na|two\nlines\nb|x" },
    { "VM,CPUs\na\"b,1\n", "VM|CPUs\na\"b|1" },
    { "VM,CPUs\n  a  ,\xc2\xa0 1\xe2\x80\xaf\n", "VM|CPUs\na|1" },
    { "VM,CPUs\na,1,,\n", "VM|CPUs\na|1" },
    { "VM,CPUs\nThis tab page is empty because nobody asked,\n", "VM|CPUs" },
    { "This tab page is empty because nobody asked\n", "" },
    { "VM\n\"a\"", "VM\na" },
    { "\"VM\";\"CPUs, all\"\n\"a\";\"1\"\n", "VM|CPUs, all\na|1" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ScenarioSheet) sheet = scenario_csv_parse ("t.csv", "t", "t", rows[i][0], &error);
    g_autofree char *text = sheet ? show (sheet) : g_strdup (error->message);
    CU_ASSERT_STRING_EQUAL (text, rows[i][1]);
  }
}

static void
csv_mistakes_have_a_place (void)
{
  static const char *const rows[][2] = {
    { "VM,CPUs\na,\"1\n", "t.csv:2:3: this quote is never closed" },
    { "VM,CPUs\n\"", "t.csv:2:1: this quote is never closed" },
    { "VM,CPUs\n\"a\"b,1\n", "t.csv:2:4: expected a separator" },
    { "VM,CPUs\n\"x\ny\" ,1\n", "t.csv:3:3: expected a separator" },
    { "VM,CPUs\na,b,1\n", "t.csv:2:5: this row has more fields" },
    { "VM,CPUs\n\xc3\xa4\xc3\xb6,b,1\n", "t.csv:2:6: this row has more fields" }, /* characters, not bytes */
    { "Memory;VM\n1,5;a\n2.5;b\n", "t.csv:3:1: '2.5' uses '.'" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ScenarioSheet) sheet = scenario_csv_parse ("t.csv", "t", "t", rows[i][0], &error);
    CU_ASSERT_PTR_NULL (sheet);
    CU_ASSERT_PTR_NOT_NULL_FATAL (error);
    CU_ASSERT_TRUE (g_str_has_prefix (error->message, rows[i][1]));
  }
}

/* The decimal sign is the file's: its own numbers decide, then its separator. */
static void
the_file_decides_the_decimal_sign (void)
{
  static const struct {
    const char *text;
    char decimal; /* 0: mixed */
  } rows[] = {
    { "Memory,x\n16384,\n", '.' },
    { "Memory;x\n16384;\n", ',' },
    { "Memory;x\n1.5;\n", '.' },
    { "Memory;x\n16.384;\n", ',' },
    { "Memory;CPU usage %\n16.384;12,5\n", ',' },
    { "Memory;CPU usage %\n16,384;12.5\n", '.' },
    { "Memory,x\n\"16,384\",\n", '.' },
    { "Memory,x\n\"1.234,5\",\n", ',' },
    { "Memory,x\n\"1.234.567\",\n", ',' },
    { "Memory,x\n\"0,123\",\n", ',' },
    { "Memory,Capacity MiB\n\"1,5\",2.5\n", 0 },
    { "Memory,Primary IP Address\n16384,\"10,123\"\n", '.' }, /* not a number column */
    { "Memory;ESX Version\n\"1,5\";8.0.3\n", ',' },
    { "Memory;VM\n\"1,5 GB\";1.5\n", ',' },
    { "VMs per Core;VM\n0,34375;a\n", ',' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ScenarioSheet) sheet = scenario_csv_parse ("t.csv", "t", "t", rows[i].text, &error);
    CU_ASSERT_EQUAL (sheet != NULL, rows[i].decimal != 0);
    CU_ASSERT_TRUE (!sheet || sheet->decimal == rows[i].decimal);
  }
}

static void
text_is_decoded (void)
{
  static const struct {
    const char *bytes;
    gsize length;
    const char *text;
    gboolean guessed;
  } rows[] = {
    { "B\xc3\xa4r", 4, "B\xc3\xa4r", FALSE },
    { "\xef\xbb\xbf"
      "B\xc3\xa4r",
      7, "B\xc3\xa4r", FALSE },
    { "\xff\xfe"
      "B\0\xe4\0r\0",
      8, "B\xc3\xa4r", FALSE },
    { "\xfe\xff\0B\0\xe4\0r", 8, "B\xc3\xa4r", FALSE },
    { "B\xe4r", 3, "B\xc3\xa4r", TRUE },
    { "5 \x80", 3, "5 \xe2\x82\xac", TRUE },
    { "", 0, "", FALSE },
    { "B\0\xe4\0r\0", 6, NULL, FALSE },
    { "\xef\xbb\xbf"
      "B\xe4r",
      6, NULL, FALSE },
    { "\xff\xfe"
      "B\0\0\0",
      6, NULL, FALSE },
    { "\xff\xfe"
      "B\0\0",
      5, NULL, FALSE },
    { "\x7f"
      "ELF\0\0",
      6, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    gboolean guessed = FALSE;
    g_autofree char *text = scenario_import_decode ("t.csv", rows[i].bytes, rows[i].length, &guessed, &error);
    CU_ASSERT_TRUE (g_strcmp0 (text, rows[i].text) == 0);
    CU_ASSERT_TRUE (!text || guessed == rows[i].guessed);
    CU_ASSERT_EQUAL (error != NULL, rows[i].text == NULL);
    CU_ASSERT_TRUE (!error || g_str_has_prefix (error->message, "t.csv: "));
  }
}

static void
columns_are_found_by_name (void)
{
  static const struct {
    const char *header, *wanted;
    int column;
  } rows[] = {
    { "VM,CPUs", "CPUs", 1 },
    { "VM,cpus ", "CPUs", 1 },
    { "VM,Free % ", "Free %", 1 },
    { "VM,In use MB", "In Use MiB", 1 },
    { "VM,Size MB (total)", "Size MiB (total)", 1 },
    { "VM,Video Ram KB", "Video Ram KiB", 1 },
    { "VM,vInfoCPUs", "CPUs", 1 },
    { "VM,vInfoDataCenter", "Datacenter", 1 },
    { "vInfoVMName,owner,CPUs", "VM|vInfoVMName", 0 },
    { "# VMs total,# VMs", "# VMs", 1 },
    { "Memory,# Memory", "# Memory", 1 },
    { "VM,,CPUs", "CPUs", 2 },
    { "VM,CPUs", "Memory", SCENARIO_NO_COLUMN },
    { "CPUs,Cluster,owner,CPUs", "CPUs", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (ScenarioSheet) sheet = scenario_csv_parse ("t.csv", "vInfo", "vInfo", rows[i].header, &error);
    CU_ASSERT_PTR_NOT_NULL_FATAL (sheet);
    CU_ASSERT_EQUAL (scenario_sheet_column (sheet, rows[i].wanted, FALSE), rows[i].column);
  }
}

static void
answers_have_many_spellings (void)
{
  static const char *const yes[] = { "True", "TRUE", "true", "1", "Yes", "WAHR", "VRAI" };
  static const char *const no[] = { "False", "FALSE", "false", "0", "No", "FALSCH", "FAUX" };
  g_autoptr (ScenarioSheet) sheet = scenario_sheet_new ("t.xlsx", "vInfo", "vInfo", FALSE);
  g_autoptr (GError) error = NULL;
  ScenarioAnswer answer;

  scenario_sheet_add (sheet, 2, 0, 0, "Template");
  scenario_sheet_end_row (sheet, 1);
  for (guint i = 0; i < G_N_ELEMENTS (yes); i++) {
    scenario_sheet_add (sheet, 2, 0, 0, yes[i]);
    scenario_sheet_end_row (sheet, 2 * i + 2);
    scenario_sheet_add (sheet, 2, 0, 0, no[i]);
    scenario_sheet_end_row (sheet, 2 * i + 3);
  }
  scenario_sheet_add (sheet, 2, 0, 0, "perhaps");
  scenario_sheet_end_row (sheet, 40);
  for (guint row = 0; row < 14; row++) {
    CU_ASSERT_TRUE (scenario_sheet_answer (sheet, row, 2, &answer, &error));
    CU_ASSERT_EQUAL (answer, row % 2 ? SCENARIO_NO : SCENARIO_YES);
  }
  CU_ASSERT_TRUE (scenario_sheet_answer (sheet, 0, 1, &answer, &error));
  CU_ASSERT_EQUAL (answer, SCENARIO_UNSAID);
  CU_ASSERT_FALSE (scenario_sheet_answer (sheet, 14, 2, &answer, &error));
  CU_ASSERT_PTR_NOT_NULL_FATAL (error);
  CU_ASSERT_STRING_EQUAL (
      error->message,
      "t.xlsx: tab vInfo, cell C40: expected True or False under 'Template', found 'perhaps'");
}

static void
cells_have_names (void)
{
  static const struct {
    guint column, row;
    const char *name;
  } rows[] = { { 0, 1, "A1" },    { 25, 9, "Z9" },    { 26, 10, "AA10" },
               { 701, 1, "ZZ1" }, { 702, 1, "AAA1" }, { 16383, 1048576, "XFD1048576" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = scenario_cell_name (rows[i].column, rows[i].row);
    CU_ASSERT_STRING_EQUAL (name, rows[i].name);
  }
}

void
test_tables_suite (void)
{
  CU_pSuite suite = CU_add_suite ("tables", NULL, NULL);

  CU_add_test (suite, "numbers are read as the desktop wrote them", numbers_are_read);
  CU_add_test (suite, "versions are found in sentences", versions_are_found);
  CU_add_test (suite, "csv is read", csv_is_read);
  CU_add_test (suite, "csv mistakes have a place", csv_mistakes_have_a_place);
  CU_add_test (suite, "the file decides the decimal sign", the_file_decides_the_decimal_sign);
  CU_add_test (suite, "text is decoded", text_is_decoded);
  CU_add_test (suite, "columns are found by name", columns_are_found_by_name);
  CU_add_test (suite, "answers have many spellings", answers_have_many_spellings);
  CU_add_test (suite, "cells have names", cells_have_names);
}
