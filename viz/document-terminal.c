/* Documents for a terminal: tables in columns, and nothing that a terminal would obey.
 *
 * A column in which every cell begins with a digit, or is a dash, is one of numbers and stands to the right. */

#include "viz/document.h"

#include <string.h>

#define WIDE 100 /* columns, where paragraphs are broken */

static void
append_safe (GString *out, const char *text)
{
  for (const char *p = text; *p; p = g_utf8_next_char (p))
    g_string_append_unichar (out, g_unichar_iscntrl (g_utf8_get_char (p)) ? 0xfffd : g_utf8_get_char (p));
}

/* Words as far as a line goes; the lines after the first begin below the words of it. */
static void
append_wrapped (GString *out, const char *first, const char *rest, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  glong column = g_utf8_strlen (first, -1);
  gboolean begins = TRUE;

  g_string_append (out, first);
  for (guint w = 0; words[w]; w++) {
    glong length = g_utf8_strlen (words[w], -1);

    if (!begins && column + 1 + length > WIDE) {
      g_string_append_printf (out, "\n%s", rest);
      column = g_utf8_strlen (rest, -1);
      begins = TRUE;
    }
    if (!begins)
      g_string_append_c (out, ' ');
    append_safe (out, words[w]);
    column += length + (begins ? 0 : 1);
    begins = FALSE;
  }
  g_string_append_c (out, '\n');
}

static gboolean
is_number (const char *cell)
{
  return (g_ascii_isdigit (*cell) && !strstr (cell, ", "))
         || ((*cell == '-' || *cell == '+') && (cell[1] == '\0' || g_ascii_isdigit (cell[1])));
}

static void
append_cell (GString *out, const char *cell, glong width, gboolean right, gboolean last)
{
  glong space = width - g_utf8_strlen (cell, -1);

  g_string_append_printf (out, "%*s", right ? (int) space : 0, "");
  append_safe (out, cell);
  g_string_append_printf (out, "%*s", right || last ? 0 : (int) space, "");
}

static void
end_line (GString *out)
{
  while (out->len && out->str[out->len - 1] == ' ')
    g_string_truncate (out, out->len - 1);
  g_string_append_c (out, '\n');
}

static void
append_table (GString *out, const VizBlock *table)
{
  guint n = g_strv_length (table->columns);
  g_autofree glong *widths = g_new (glong, n);
  g_autofree gboolean *right = g_new (gboolean, n);

  for (guint c = 0; c < n; c++) {
    widths[c] = g_utf8_strlen (table->columns[c], -1);
    right[c] = table->rows->len > 0;
    for (guint r = 0; r < table->rows->len; r++) {
      const char *cell = ((const VizCells *) table->rows->pdata[r])->cells->pdata[c];

      widths[c] = MAX (widths[c], g_utf8_strlen (cell, -1));
      right[c] = right[c] && is_number (cell);
    }
  }
  for (guint c = 0; c < n; c++) {
    g_string_append (out, "  ");
    append_cell (out, table->columns[c], widths[c], right[c], c + 1 == n);
  }
  end_line (out);
  for (guint r = 0; r < table->rows->len; r++) {
    for (guint c = 0; c < n; c++) {
      g_string_append (out, "  ");
      append_cell (out, ((const VizCells *) table->rows->pdata[r])->cells->pdata[c], widths[c], right[c],
                   c + 1 == n);
    }
    end_line (out);
  }
}

static void
append_block (GString *out, const VizBlock *block)
{
  switch (block->kind) {
  case VIZ_HEADING:
    g_string_append_c (out, '\n');
    append_wrapped (out, "", "", block->text);
    break;
  case VIZ_ITEM:
    append_wrapped (out, "  - ", "    ", block->text);
    break;
  case VIZ_TABLE:
    append_table (out, block);
    break;
  case VIZ_PARAGRAPH:
  case VIZ_COMMAND:
    append_wrapped (out, "  ", "  ", block->text);
    break;
  case VIZ_PICTURE:
  default:
    break;
  }
}

char *
viz_document_terminal (const VizDocument *document)
{
  GString *out = g_string_new (NULL);

  append_wrapped (out, "", "", document->title);
  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];

    if (*section->title) {
      g_string_append_c (out, '\n');
      append_wrapped (out, "", "", section->title);
    }
    for (guint b = 0; b < section->blocks->len; b++)
      append_block (out, section->blocks->pdata[b]);
  }
  return g_string_free (out, FALSE);
}
