#include "viz/sequence.h"

static void
free_row (gpointer data)
{
  VizRow *row = data;

  if (!row)
    return; /* it has gone to another page */
  g_free (row->head);
  g_free (row->words);
  g_free (row->state);
  g_free (row);
}

VizPage *
viz_page_new (const char *title)
{
  VizPage *page = g_new0 (VizPage, 1);

  page->title = g_strdup (title);
  page->lanes = g_ptr_array_new_with_free_func (g_free);
  page->rows = g_ptr_array_new_with_free_func (free_row);
  return page;
}

void
viz_page_free (VizPage *page)
{
  g_free (page->title);
  g_free (page->subtitle);
  g_ptr_array_unref (page->lanes);
  g_ptr_array_unref (page->rows);
  g_free (page);
}

VizRow *
viz_page_row (VizPage *page, VizRowKind kind, SimTime at, guint from, guint to)
{
  VizRow *row = g_new0 (VizRow, 1);

  row->kind = kind;
  row->at = row->until = at;
  row->from = from;
  row->to = to;
  g_ptr_array_add (page->rows, row);
  return row;
}

VizSequence *
viz_sequence_new (const char *title)
{
  VizSequence *sequence = g_new (VizSequence, 1);

  sequence->title = g_strdup (title);
  sequence->pages = g_ptr_array_new_with_free_func ((GDestroyNotify) viz_page_free);
  return sequence;
}

void
viz_sequence_free (VizSequence *sequence)
{
  if (!sequence)
    return;
  g_free (sequence->title);
  g_ptr_array_unref (sequence->pages);
  g_free (sequence);
}
