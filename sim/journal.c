#include "sim/journal.h"

#include "sim/text.h"

SimJournal *
sim_journal_new (void)
{
  SimJournal *journal = g_new (SimJournal, 1);

  journal->entries = g_array_new (FALSE, FALSE, sizeof (SimEntry));
  return journal;
}

void
sim_journal_free (SimJournal *journal)
{
  if (!journal)
    return;
  g_array_unref (journal->entries);
  g_free (journal);
}

guint
sim_journal_length (const SimJournal *journal)
{
  return journal->entries->len;
}

const SimEntry *
sim_journal_get (const SimJournal *journal, guint index)
{
  return &g_array_index (journal->entries, SimEntry, index);
}

const SimEntry *
sim_journal_find (const SimJournal *journal, guint64 event)
{
  for (guint i = 0; i < journal->entries->len; i++)
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
