#include "viz/document.h"

#include <stdarg.h>

#include "viz/words.h"

static void
free_cells (gpointer data)
{
  VizCells *row = data;

  g_ptr_array_unref (row->cells);
  g_free (row);
}

static void
free_block (gpointer data)
{
  VizBlock *block = data;

  g_free (block->text);
  g_free (block->file);
  g_free (block->data);
  g_strfreev (block->columns);
  if (block->rows)
    g_ptr_array_unref (block->rows);
  g_free (block);
}

static void
free_section (gpointer data)
{
  VizSection *section = data;

  g_free (section->key);
  g_free (section->title);
  g_ptr_array_unref (section->blocks);
  g_free (section);
}

VizDocument *
viz_document_new (const char *title)
{
  VizDocument *document = g_new (VizDocument, 1);

  document->title = viz_clean (title);
  document->sections = g_ptr_array_new_with_free_func (free_section);
  return document;
}

void
viz_document_free (VizDocument *document)
{
  if (!document)
    return;
  g_free (document->title);
  g_ptr_array_unref (document->sections);
  g_free (document);
}

static gpointer
last (GPtrArray *array)
{
  g_assert (array && array->len);
  return array->pdata[array->len - 1];
}

void
viz_document_section (VizDocument *document, const char *key, const char *title)
{
  VizSection *section = g_new (VizSection, 1);

  section->key = g_strdup (key);
  section->title = viz_clean (title);
  section->blocks = g_ptr_array_new_with_free_func (free_block);
  g_ptr_array_add (document->sections, section);
}

static VizBlock *
add_block (VizDocument *document, VizBlockKind kind, VizGrade grade)
{
  VizSection *section = last (document->sections);
  VizBlock *block = g_new0 (VizBlock, 1);

  block->kind = kind;
  block->grade = grade;
  g_ptr_array_add (section->blocks, block);
  return block;
}

void
viz_document_say (VizDocument *document, VizBlockKind kind, VizGrade grade, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  add_block (document, kind, grade)->text = viz_clean (text);
}

void
viz_document_picture (VizDocument *document, const char *file, const char *svg, const char *shows)
{
  VizBlock *block = add_block (document, VIZ_PICTURE, VIZ_PLAIN);

  block->text = viz_clean (shows);
  block->file = g_strdup (file);
  block->data = g_strdup (svg);
}

void
viz_document_table (VizDocument *document, const char *key, const char *columns)
{
  VizBlock *block = add_block (document, VIZ_TABLE, VIZ_PLAIN);

  block->text = g_strdup (key);
  block->columns = g_strsplit (columns, "|", -1);
  block->rows = g_ptr_array_new_with_free_func (free_cells);
}

static VizBlock *
last_table (VizDocument *document)
{
  VizSection *section = last (document->sections);
  VizBlock *block = last (section->blocks);

  g_assert (block->kind == VIZ_TABLE);
  return block;
}

void
viz_document_row (VizDocument *document, VizGrade grade)
{
  VizCells *row = g_new (VizCells, 1);

  row->grade = grade;
  row->cells = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (last_table (document)->rows, row);
}

void
viz_document_cell (VizDocument *document, const char *format, ...)
{
  VizBlock *table = last_table (document);
  VizCells *row = last (table->rows);
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_assert (row->cells->len < g_strv_length (table->columns));
  g_ptr_array_add (row->cells, viz_clean (text));
}
