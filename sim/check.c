/* What can be wrong with a table of rows, found by reading it. */

#include "sim/model.h"

static void
complain (GPtrArray *complaints, const SimMachine *machine, const char *format, ...) G_GNUC_PRINTF (3, 4);

static void
complain (GPtrArray *complaints, const SimMachine *machine, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (complaints, g_strdup_printf ("%s: %s", machine->name, text));
}

/* Every state must decide every signal: the rows of the cell end with one that always applies. A row behind that one is
 * dead in this state; a row dead in all its states is dead. */
static void
check_cells (const SimModel *model, guint m, GPtrArray *complaints)
{
  const SimMachine *machine = model->machines[m];
  g_autofree guint32 *alive = g_new0 (guint32, machine->n_rows);

  for (guint state = 0; state < machine->n_states; state++)
    for (guint signal = 0; signal < machine->n_signals; signal++) {
      const guint16 *rows;
      guint n = sim_model_rows (model, m, state, signal, &rows);
      gboolean decided = FALSE;

      for (guint i = 0; i < n && !decided; i++) {
        alive[rows[i]] |= 1u << state;
        decided = machine->rows[rows[i]].guard == NULL;
      }
      if (!decided)
        complain (complaints, machine, "state %s does not decide signal %s", machine->states[state].name,
                  machine->signals[signal].name);
    }
  for (guint r = 0; r < machine->n_rows; r++) {
    const SimRow *row = &machine->rows[r];

    if (row->from >> (machine->n_states - 1) >> 1)
      complain (complaints, machine, "row %u starts from a state that does not exist", r);
    else if (alive[r] != row->from)
      for (guint state = 0; state < machine->n_states; state++)
        if ((row->from & ~alive[r]) >> state & 1)
          complain (complaints, machine, "row %u (%s on %s) is dead: an earlier row always applies", r,
                    machine->states[state].name, machine->signals[row->signal].name);
    if (row->to < SIM_SAME && row->to >= machine->n_states)
      complain (complaints, machine, "row %u goes to a state that does not exist", r);
  }
}

static void
check_reach (const SimMachine *machine, GPtrArray *complaints)
{
  guint32 reached = machine->starts | 1, before;

  do {
    before = reached;
    for (guint r = 0; r < machine->n_rows; r++)
      if (machine->rows[r].from & reached && machine->rows[r].to < SIM_SAME)
        reached |= 1u << machine->rows[r].to;
  } while (reached != before);
  for (guint state = 0; state < machine->n_states; state++)
    if (!(reached >> state & 1))
      complain (complaints, machine, "state %s cannot be reached", machine->states[state].name);
}

static gboolean
mentions (const SimSend *sends, guint machine, guint signal)
{
  for (; sends && sends->machine != SIM_SENDS_END; sends++)
    if (sends->machine == machine && sends->signal == signal)
      return TRUE;
  return FALSE;
}

static void
check_senders (const SimModel *model, guint m, const SimSend *outside, GPtrArray *complaints)
{
  const SimMachine *machine = model->machines[m];

  for (guint signal = 0; signal < machine->n_signals; signal++) {
    gboolean sent = mentions (outside, m, signal), heard = FALSE;

    for (guint other = 0; other < model->n_machines && !sent; other++)
      for (guint r = 0; r < model->machines[other]->n_rows && !sent; r++)
        sent = model->machines[other]->rows[r].action &&
               mentions (model->machines[other]->rows[r].action->sends, m, signal);
    for (guint r = 0; r < machine->n_rows; r++)
      heard |= machine->rows[r].signal == signal && machine->rows[r].to != SIM_IGNORED;
    if (!sent)
      complain (complaints, machine, "nobody sends signal %s", machine->signals[signal].name);
    if (!heard)
      complain (complaints, machine, "no state acts on signal %s", machine->signals[signal].name);
  }
}

GPtrArray *
sim_model_check (const SimModel *model, const SimSend *outside)
{
  GPtrArray *complaints = g_ptr_array_new_with_free_func (g_free);

  for (guint m = 0; m < model->n_machines; m++) {
    check_cells (model, m, complaints);
    check_reach (model->machines[m], complaints);
    check_senders (model, m, outside, complaints);
  }
  return complaints;
}
