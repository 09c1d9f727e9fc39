/* The journal: what happened, one entry for every event handled, in order.
 *
 * It is a record beside the world and no part of it: a run without a journal does exactly the same. An entry keeps
 * numbers only; sentences are made when somebody reads them, from the row's own reason and the action's own template. */

#ifndef SIM_JOURNAL_H
#define SIM_JOURNAL_H

#include "sim/model.h"

typedef struct {
  SimTime at;
  guint64 event, cause;
  gint64 arg;
  gint64 a, b; /* what the action tells, see SimAction.tells */
  SimId to, from;
  guint16 row;  /* in its machine's table */
  guint16 step; /* + 1; 0 is none */
  guint8 machine, state_from, state_to, signal;
} SimEntry;

/* Entries stand in blocks that never move, so a pointer to one lasts as long as the journal. */
#define SIM_JOURNAL_BLOCK 32768

G_STATIC_ASSERT (sizeof (SimEntry) == 64);

typedef struct {
  SimEntry **blocks;
  guint length, n_blocks;
} SimJournal;

SimJournal *sim_journal_new (void);
void sim_journal_free (SimJournal *journal); /* NULL is fine */

static inline guint
sim_journal_length (const SimJournal *journal)
{
  return journal->length;
}

static inline const SimEntry *
sim_journal_get (const SimJournal *journal, guint index)
{
  return &journal->blocks[index / SIM_JOURNAL_BLOCK][index % SIM_JOURNAL_BLOCK];
}

void sim_journal_add (SimJournal *journal, const SimEntry *entry);

/* The entry of one event, or NULL when it has not happened. Events are not numbered in the order in which they happen, so
 * this searches. */
const SimEntry *sim_journal_find (const SimJournal *journal, guint64 event);

/* The row's reason and what the action told, with the names filled in. (transfer full); `told` may come back NULL. */
char *sim_entry_because (const SimModel *model, const SimEntry *entry);
char *sim_entry_told (const SimModel *model, const SimEntry *entry);

static inline const SimRow *
sim_entry_row (const SimModel *model, const SimEntry *entry)
{
  return &model->machines[entry->machine]->rows[entry->row];
}

/* Whether the entry is a move worth telling: it changed state, or it acted and told something. */
gboolean sim_entry_is_news (const SimModel *model, const SimEntry *entry);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimJournal, sim_journal_free)

#endif
