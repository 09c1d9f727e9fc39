#include "sim/journal.h"

#include <sys/mman.h>

#include "sim/text.h"

SimJournal *
sim_journal_new (void)
{
  return g_new0 (SimJournal, 1);
}

void
sim_journal_free (SimJournal *journal)
{
  if (!journal)
    return;
  for (guint i = 0; i < journal->n_blocks; i++)
    g_aligned_free (journal->blocks[i]);
  g_free (journal->blocks);
  g_free (journal);
}

/* A block is as large and as aligned as a large page of most machines. A long journal asks for those, since the page
 * faults of small ones cost as much as the events do. */
static G_GNUC_NO_INLINE void
add_block (SimJournal *journal)
{
  const gsize size = SIM_JOURNAL_BLOCK * sizeof (SimEntry);
  SimEntry *block = g_aligned_alloc (1, size, size);

#ifdef MADV_HUGEPAGE
  if (journal->n_blocks > 0)
    madvise (block, size, MADV_HUGEPAGE);
#endif
  journal->blocks = g_renew (SimEntry *, journal->blocks, journal->n_blocks + 1);
  journal->blocks[journal->n_blocks++] = block;
}

void
sim_journal_add (SimJournal *journal, const SimEntry *entry)
{
  guint place = journal->length % SIM_JOURNAL_BLOCK;

  if (G_UNLIKELY (place == 0))
    add_block (journal);
  journal->blocks[journal->length++ / SIM_JOURNAL_BLOCK][place] = *entry;
}

const SimEntry *
sim_journal_find (const SimJournal *journal, guint64 event)
{
  for (guint i = 0; i < journal->length; i++)
    if (sim_journal_get (journal, i)->event == event)
      return sim_journal_get (journal, i);
  return NULL;
}

typedef struct {
  const SimModel *model;
  const SimEntry *entry;
} Reader;

static char *
lookup (gconstpointer data, const char *key, const char *type)
{
  const Reader *reader = data;
  const SimEntry *entry = reader->entry;

  if (g_str_equal (key, "self"))
    return sim_text_value (reader->model, "name", entry->to);
  if (g_str_equal (key, "from"))
    return sim_text_value (reader->model, "name", entry->from);
  if (g_str_equal (key, "a"))
    return sim_text_value (reader->model, type, entry->a);
  if (g_str_equal (key, "b"))
    return sim_text_value (reader->model, type, entry->b);
  if (g_str_equal (key, "arg"))
    return sim_text_value (reader->model, type, entry->arg);
  return NULL;
}

char *
sim_entry_because (const SimModel *model, const SimEntry *entry)
{
  return sim_text_fill (sim_entry_row (model, entry)->because, lookup, &(Reader){ model, entry });
}

char *
sim_entry_told (const SimModel *model, const SimEntry *entry)
{
  const SimAction *action = sim_entry_row (model, entry)->action;

  if (!action || !action->tells)
    return NULL;
  return sim_text_fill (action->tells, lookup, &(Reader){ model, entry });
}

gboolean
sim_entry_is_news (const SimModel *model, const SimEntry *entry)
{
  const SimRow *row = sim_entry_row (model, entry);

  return entry->state_from != entry->state_to || (row->action && row->action->tells);
}
