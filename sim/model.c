#include "sim/model.h"

#include "sim/world.h"

#define SIGNALS_MAX 32 /* a machine's states and signals each fit a 32-bit set */

const char *const sim_severity_names[] = { "note", "risk", "outage", NULL };

/* Sorts a machine's rows by (state, signal), keeping the order of the table: first[state × n_signals + signal] is where
 * they begin in `order`, and the next entry is where they end. */
static void
index_rows (const SimMachine *machine, guint16 **ret_first, guint16 **ret_order)
{
  guint cells = machine->n_states * machine->n_signals, n = 0;
  guint16 *first = g_new (guint16, cells + 1);
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint16));

  for (guint cell = 0; cell < cells; cell++) {
    first[cell] = (guint16) n;
    for (guint16 row = 0; row < machine->n_rows; row++)
      if (machine->rows[row].signal == cell % machine->n_signals &&
          machine->rows[row].from & 1u << cell / machine->n_signals) {
        g_array_append_val (order, row);
        n++;
      }
  }
  first[cells] = (guint16) n;
  *ret_first = first;
  *ret_order = (guint16 *) (gpointer) g_array_free (g_steal_pointer (&order), FALSE);
}

static guint64 *
index_sends (const SimModel *model, const SimAction *action)
{
  guint64 *bits = g_new0 (guint64, (model->n_machines * SIGNALS_MAX + 63) / 64);

  for (const SimSend *send = action ? action->sends : NULL; send && send->machine != SIM_SENDS_END; send++) {
    guint bit = sim_model_send_bit (send->machine, send->signal);

    g_assert (send->machine < model->n_machines && send->signal < model->machines[send->machine]->n_signals);
    bits[bit / 64] |= G_GUINT64_CONSTANT (1) << bit % 64;
  }
  return bits;
}

void
sim_model_prepare (SimModel *model)
{
  guint rows = 0;

  model->bases = g_new (SimId, model->n_machines + 1);
  model->row_bases = g_new (guint, model->n_machines + 1);
  model->first = g_new (guint16 *, model->n_machines);
  model->order = g_new (guint16 *, model->n_machines);
  model->bases[0] = 1;
  for (guint m = 0; m < model->n_machines; m++) {
    const SimMachine *machine = model->machines[m];

    g_assert (machine->n_states <= SIGNALS_MAX && machine->n_signals <= SIGNALS_MAX);
    model->bases[m + 1] = model->bases[m] + model->counts[m];
    model->row_bases[m] = rows;
    rows += machine->n_rows;
    index_rows (machine, &model->first[m], &model->order[m]);
  }
  model->row_bases[model->n_machines] = rows;
  g_assert (rows <= G_MAXUINT16 && model->n_things + 1 >= model->bases[model->n_machines]);

  model->machine_of = g_new0 (guint8, model->bases[model->n_machines] + 1);
  model->sends = g_new (guint64 *, rows);
  for (guint m = 0; m < model->n_machines; m++) {
    for (SimId actor = model->bases[m]; actor < model->bases[m + 1]; actor++)
      model->machine_of[actor] = (guint8) m;
    for (guint r = 0; r < model->machines[m]->n_rows; r++)
      model->sends[model->row_bases[m] + r] = index_sends (model, model->machines[m]->rows[r].action);
  }
  model->offsets = sim_world_layout (model);
}

void
sim_model_clear (SimModel *model)
{
  for (guint m = 0; model->first && m < model->n_machines; m++) {
    g_free (model->first[m]);
    g_free (model->order[m]);
  }
  for (guint r = 0; model->sends && r < model->row_bases[model->n_machines]; r++)
    g_free (model->sends[r]);
  g_clear_pointer (&model->first, g_free);
  g_clear_pointer (&model->order, g_free);
  g_clear_pointer (&model->sends, g_free);
  g_clear_pointer (&model->bases, g_free);
  g_clear_pointer (&model->row_bases, g_free);
  g_clear_pointer (&model->machine_of, g_free);
  g_clear_pointer (&model->offsets, g_free);
}
