#include "tests/rows.h"

/* By number of row, for the life of the process: trials come and go. */
static gboolean *counted;

void
rows_count (const SimRun *run)
{
  guint n = run->model->row_bases[run->model->n_machines];

  if (!counted)
    counted = g_new0 (gboolean, n);
  for (guint r = 0; r < n; r++)
    counted[r] |= run->taken[r] > 0;
}

void
rows_append_name (GString *text, const SimMachine *machine, const SimRow *row)
{
  guint state = (guint) __builtin_ctz (row->from);

  g_string_append_printf (text, "%s on %s", machine->states[state].name, machine->signals[row->signal].name);
  if (row->guard)
    g_string_append_printf (text, " [%s]", row->guard->name);
}

static char *
list (gboolean all)
{
  const SimModel *model = model_tables ();
  GString *text = g_string_new (NULL);

  for (guint m = 0; m < model->n_machines; m++) {
    const SimMachine *machine = model->machines[m];

    for (guint r = 0; r < machine->n_rows; r++) {
      if (machine->rows[r].to == SIM_IGNORED || !(all || (counted && counted[model->row_bases[m] + r])))
        continue;
      g_string_append_printf (text, "%s: ", machine->name);
      rows_append_name (text, machine, &machine->rows[r]);
      g_string_append_c (text, '\n');
    }
  }
  return g_string_free (text, FALSE);
}

char *
rows_counted (void)
{
  return list (FALSE);
}

char *
rows_all (void)
{
  return list (TRUE);
}
