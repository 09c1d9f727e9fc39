#include "sim/run.h"

#include "sim/random.h"

SimRun *
sim_run_new (const SimModel *model, SimWorld *world, gboolean with_journal)
{
  SimRun *run = g_new0 (SimRun, 1);

  run->model = model;
  run->world = world;
  run->journal = with_journal ? sim_journal_new () : NULL;
  run->taken = g_new0 (guint64, model->row_bases[model->n_machines]);
  return run;
}

void
sim_run_free (SimRun *run)
{
  if (!run)
    return;
  sim_world_free (run->world);
  sim_journal_free (run->journal);
  g_free (run->taken);
  g_free (run);
}

SimRun *
sim_run_fork (const SimRun *run)
{
  SimRun *fork = sim_run_new (run->model, sim_world_copy (run->world), FALSE);

  fork->still = run->still || run->event;
  return fork;
}

/* The last links of a chain that does not end, newest first, for the message of the bug that it is. (transfer full) */
static char *
chain (const SimRun *run, SimId to, guint signal)
{
  const SimModel *model = run->model;
  GString *text = g_string_new (NULL);
  const SimEntry *entry = &run->entry;

  g_string_append_printf (text, "%s to %s", sim_model_machine (model, to)->signals[signal].name,
                          model->name (model, to));
  for (guint i = 0; entry && i < 8; i++) {
    g_string_append_printf (text, ", because of %s to %s",
                            model->machines[entry->machine]->signals[entry->signal].name,
                            model->name (model, entry->to));
    entry = run->journal ? sim_journal_find (run->journal, entry->cause) : NULL;
  }
  return g_string_free (text, FALSE);
}

static inline const SimMachine *
machine_of (const SimModel *model, SimId actor)
{
  g_assert (actor > 0 && actor < model->bases[model->n_machines]);
  return sim_model_machine (model, actor);
}

static inline SimTicket
post (SimRun *run, const SimMachine *machine, SimTime at, SimId to, guint signal, gint64 arg)
{
  SimWorld *world = run->world;
  const SimEvent *cause = run->event;
  SimEvent event = { .at = at, .arg = arg, .to = to, .signal = (guint16) signal, .step = run->entry.step };

  g_assert (at >= world->now && at < SIM_NEVER && signal < machine->n_signals);
  event.id = ++world->born;
  event.rank = (guint8) machine->signals[signal].rank;
  if (cause) {
    event.cause = cause->id;
    event.from = cause->to;
    event.depth = cause->at == at ? (guint16) (cause->depth + 1) : 0;
    if (event.depth > SIM_DEPTH_MAX)
      g_error ("%u events caused one another without time passing: %s", event.depth, chain (run, to, signal));
  }
  return sim_queue_push (world->queue, &event);
}

SimTicket
sim_send (SimRun *run, SimTime delay, SimId to, guint signal, gint64 arg)
{
  const SimModel *model = run->model;
  const SimMachine *machine = machine_of (model, to);
  guint bit = sim_model_send_bit (model->machine_of[to], signal);

  g_assert (run->sends && delay >= 0 && delay < SIM_NEVER - run->world->now);
  if (!(run->sends[bit / 64] >> bit % 64 & 1))
    g_error ("%s sends %s to %s without having declared it", model->name (model, run->event->to),
             machine->signals[signal].name, model->name (model, to));
  return post (run, machine, run->world->now + delay, to, signal, arg);
}

void
sim_arouse (SimRun *run, SimId to, guint signal, gint64 arg)
{
  g_assert (run->event && !run->sends);
  post (run, machine_of (run->model, to), run->world->now, to, signal, arg);
}

void
sim_cancel (SimRun *run, SimTicket *ticket)
{
  sim_queue_cancel (run->world->queue, *ticket);
  *ticket = 0;
}

gboolean
sim_is_pending (const SimRun *run, SimTicket ticket)
{
  return sim_queue_is_pending (run->world->queue, ticket);
}

guint64
sim_run_inject (SimRun *run, SimTime at, SimId to, guint signal, gint64 arg)
{
  g_assert (!run->event && !run->still);
  run->entry.step = 0;
  post (run, machine_of (run->model, to), at, to, signal, arg);
  return run->world->born;
}

void
sim_tell (SimRun *run, gint64 a, gint64 b)
{
  run->entry.a = a;
  run->entry.b = b;
}

void
sim_on_behalf (SimRun *run, guint step)
{
  run->entry.step = (guint16) step;
}

static const SimRow *
choose (const SimRun *run, const SimEvent *event, guint machine, guint state, guint16 *ret_row)
{
  const guint16 *rows;
  guint n = sim_model_rows (run->model, machine, state, event->signal, &rows);

  for (guint i = 0; i < n; i++) {
    const SimRow *row = &run->model->machines[machine]->rows[rows[i]];

    if (!row->guard || row->guard->test (run, event)) {
      *ret_row = rows[i];
      return row;
    }
  }
  g_error ("%s: state %s does not decide signal %s", run->model->name (run->model, event->to),
           run->model->machines[machine]->states[state].name,
           run->model->machines[machine]->signals[event->signal].name);
}

gboolean
sim_run_step (SimRun *run)
{
  const SimModel *model = run->model;
  SimWorld *world = run->world;
  SimEvent event;
  const SimRow *row;
  SimEntry *entry = &run->entry;
  guint machine, number;
  guint8 state;

  g_assert (!run->event && !run->still);
  if (!sim_queue_pop (world->queue, &event))
    return FALSE;
  world->now = event.at;
  machine = model->machine_of[event.to];
  state = world->block[event.to];

  *entry = (SimEntry){ .at = event.at,
                       .event = event.id,
                       .cause = event.cause,
                       .arg = event.arg,
                       .to = event.to,
                       .from = event.from,
                       .step = event.step,
                       .machine = (guint8) machine,
                       .state_from = state,
                       .signal = (guint8) event.signal };
  row = choose (run, &event, machine, state, &entry->row);
  entry->state_to = row->to < SIM_SAME ? row->to : state;
  world->block[event.to] = entry->state_to;
  number = model->row_bases[machine] + entry->row;
  run->taken[number]++;
  world->handled++;
  world->path = sim_digest_word (world->path ^ (guint64) event.at,
                                 event.id << 24 | (guint64) number << 8 | entry->state_to);

  run->event = &event;
  run->sends = model->sends[number];
  if (row->action)
    row->action->run (run, &event);
  run->sends = NULL;
  if (model->settle)
    model->settle (run, &event);
  run->event = NULL;
  if (run->journal)
    sim_journal_add (run->journal, entry);
  return TRUE;
}

void
sim_run_until (SimRun *run, SimTime until)
{
  SimEvent next;

  while (sim_queue_peek (run->world->queue, &next) && next.at <= until)
    sim_run_step (run);
}
