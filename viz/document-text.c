/* Documents as Markdown, and a section as plain text.
 *
 * In Markdown every character that could begin something is escaped, so that a name shows as it is in any dialect. */

#include "viz/document.h"

#include <string.h>

/* What would be markup anywhere in a line; and what would be only at its beginning. */
#define MARKUP "\\`*_{}[]<>#|!~&$^"
#define BEGINS "-+=:"

static void
append_escaped (GString *out, const char *text)
{
  for (const char *p = text; *p; p++) {
    gboolean begins = p == text && strchr (BEGINS, *p);
    gboolean links = (*p == ':' && p[1] == '/')
                     || (*p == '.' && p - text >= 3 && g_ascii_strncasecmp (p - 3, "www", 3) == 0);
    gboolean numbers
        = (*p == '.' || *p == ')') && p > text && strspn (text, "0123456789") == (gsize) (p - text);

    if (begins || links || numbers || strchr (MARKUP, *p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
}

/* A fence that no line of the text can end. */
static void
append_command (GString *out, const char *text)
{
  g_autofree char *fence = NULL;
  gsize longest = 2, run = 0;

  for (const char *p = text; *p; p++) {
    run = *p == '`' ? run + 1 : 0;
    longest = MAX (longest, run);
  }
  fence = g_strnfill (longest + 1, '`');
  g_string_append_printf (out, "%s\n%s\n%s\n\n", fence, text, fence);
}

static void
append_table (GString *out, const VizBlock *table)
{
  g_string_append_c (out, '|');
  for (char **column = table->columns; *column; column++) {
    g_string_append_c (out, ' ');
    append_escaped (out, *column);
    g_string_append (out, " |");
  }
  g_string_append (out, "\n|");
  for (char **column = table->columns; *column; column++)
    g_string_append (out, " --- |");
  g_string_append_c (out, '\n');
  for (guint r = 0; r < table->rows->len; r++) {
    const VizCells *row = table->rows->pdata[r];

    g_string_append_c (out, '|');
    for (guint c = 0; c < row->cells->len; c++) {
      g_string_append_c (out, ' ');
      append_escaped (out, row->cells->pdata[c]);
      g_string_append (out, " |");
    }
    g_string_append_c (out, '\n');
  }
  g_string_append_c (out, '\n');
}

static void
append_block (GString *out, const VizBlock *block, gboolean goes_on)
{
  switch (block->kind) {
  case VIZ_PARAGRAPH:
    if (block->grade != VIZ_PLAIN)
      g_string_append (out, "**");
    append_escaped (out, block->text);
    g_string_append (out, block->grade != VIZ_PLAIN ? "**\n\n" : "\n\n");
    break;
  case VIZ_HEADING:
    g_string_append (out, "### ");
    append_escaped (out, block->text);
    g_string_append (out, "\n\n");
    break;
  case VIZ_ITEM:
    g_string_append (out, "- ");
    append_escaped (out, block->text);
    g_string_append (out, goes_on ? "\n" : "\n\n");
    break;
  case VIZ_COMMAND:
    append_command (out, block->text);
    break;
  case VIZ_PICTURE:
    g_string_append (out, "![");
    append_escaped (out, block->text);
    g_string_append_printf (out, "](%s)\n\n", block->file);
    break;
  case VIZ_TABLE:
    append_table (out, block);
    break;
  }
}

static gboolean
list_goes_on (const VizSection *section, guint b)
{
  return b + 1 < section->blocks->len && ((VizBlock *) section->blocks->pdata[b + 1])->kind == VIZ_ITEM;
}

char *
viz_document_markdown (const VizDocument *document)
{
  GString *out = g_string_new ("# ");

  append_escaped (out, document->title);
  g_string_append (out, "\n\n");
  for (guint s = 0; s < document->sections->len; s++) {
    const VizSection *section = document->sections->pdata[s];

    g_string_append (out, "## ");
    append_escaped (out, section->title);
    g_string_append (out, "\n\n");
    for (guint b = 0; b < section->blocks->len; b++)
      append_block (out, section->blocks->pdata[b], list_goes_on (section, b));
  }
  g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

/* ---- Plain ---- */

static void
append_plain_table (GString *out, const VizBlock *table)
{
  for (guint r = 0; r < table->rows->len; r++) {
    const VizCells *row = table->rows->pdata[r];

    g_string_append (out, "- ");
    for (guint c = 0; c < row->cells->len; c++)
      if (*(const char *) row->cells->pdata[c])
        g_string_append_printf (out, "%s%s: %s", c ? "; " : "", table->columns[c],
                                (const char *) row->cells->pdata[c]);
    g_string_append_c (out, '\n');
  }
  g_string_append_c (out, '\n');
}

char *
viz_section_plain (const VizSection *section)
{
  GString *out = g_string_new (NULL);

  for (guint b = 0; b < section->blocks->len; b++) {
    const VizBlock *block = section->blocks->pdata[b];

    if (block->kind == VIZ_TABLE)
      append_plain_table (out, block);
    else if (block->kind == VIZ_ITEM)
      g_string_append_printf (out, "- %s%s", block->text, list_goes_on (section, b) ? "\n" : "\n\n");
    else if (block->kind == VIZ_PICTURE)
      g_string_append_printf (out, "%s: see %s\n\n", block->text, block->file);
    else
      g_string_append_printf (out, "%s%s\n\n", block->text, block->kind == VIZ_HEADING ? ":" : "");
  }
  while (out->len && out->str[out->len - 1] == '\n')
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}
