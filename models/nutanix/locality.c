/* The locality machine (handbook platforms 1.3): a VM's data follows it, if it is read (see locality.h). An extent group is copied
 * when it has been touched often enough within a window, and reads close together are one touch; what a VM reads again and again
 * is treated as one such group, since all of it is read alike.
 *
 * A move away and back is two disturbances, and what is read is copied twice (N-33). That a VM comes back before anything was
 * copied costs nothing: its data never left.
 *
 * Facts: N-30 N-31 N-32 N-33 N-34. */

#include "models/nutanix/locality.h"

#include "models/words.h"

#define AT(STATE)  (1u << LOCALITY_AT_##STATE)
#define ON(SIGNAL) LOCALITY_ON_##SIGNAL
#define GO(STATE)  LOCALITY_AT_##STATE
#define ANY        ((1u << LOCALITY_N_STATES) - 1)
#define AWAY       (AT (REMOTE) | AT (COPYING))

static const ModelVm *
vm_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->vms[ME];
}

static gint64
interval_of (const SimRun *run, const SimEvent *event)
{
  return vm_of (run, event)->read_interval ? vm_of (run, event)->read_interval
                                           : model_number (run, MODEL_LOCALITY_INTERVAL);
}

static guint32
touches_needed (const SimRun *run, const SimEvent *event)
{
  return (guint32) CLAMP (model_number (run, vm_of (run, event)->reads_in_order ? MODEL_LOCALITY_SEQUENTIAL
                                                                                : MODEL_LOCALITY_RANDOM),
                          1, MODEL_LOCALITY_TOUCHES);
}

/* Reads at a distance of `interval` come to so many touches within the window; if they do not, it never is copied. */
static gboolean
is_read_often_enough (const SimRun *run, const SimEvent *event)
{
  gint64 apart = MAX (interval_of (run, event), model_number (run, MODEL_LOCALITY_SAMPLE));

  return apart * (touches_needed (run, event) - 1) <= model_number (run, MODEL_LOCALITY_WINDOW);
}

/* ---- Questions ---- */

GUARD (its_data_is_here, "it is where its data is")
{
  return model_locality (run, ME)->data == event->arg;
}

GUARD (it_had_none, "it was nowhere before")
{
  return model_locality (run, ME)->data == MODEL_NONE;
}

GUARD (it_has_not_moved, "it is where it was")
{
  return model_locality (run, ME)->on == event->arg;
}

static gint64
sample_of (const SimRun *run, SimTime at)
{
  return at / model_number (run, MODEL_LOCALITY_SAMPLE);
}

/* Its touches with this read: those before it within the window, and this one unless it is of the last one's sample. */
static guint32
n_touches (const SimRun *run, const SimEvent *event)
{
  const ModelLocality *l = model_locality (run, ME);
  SimTime oldest = sim_now (run) - model_number (run, MODEL_LOCALITY_WINDOW);
  guint32 n = 0;

  for (guint32 i = 0; i < l->n_touches; i++)
    n += l->touched[i] >= oldest;
  return n + !(n && sample_of (run, l->touched[l->n_touches - 1]) == sample_of (run, sim_now (run)));
}

GUARD (it_is_hot, "it has been touched often enough")
{
  return n_touches (run, event) >= touches_needed (run, event);
}

/* ---- What is done ---- */

/* A shadow of the state: what it waits for ends with its running there. */
void
model_locality_cease (SimRun *run, guint32 vm)
{
  ModelVmTimers *timers = model_vm_timers (run, vm);

  if (!model_fleet (run)->has_working_sets)
    return;
  sim_cancel (run, &timers->read);
  sim_cancel (run, &timers->copied);
  sim_cancel (run, &timers->owned);
}

void
model_locality_begin (SimRun *run, guint32 vm)
{
  if (model_fleet (run)->has_working_sets && model_fleet (run)->vms[vm].working_set_mib)
    TELL (LOCALITY, vm, LOCALITY_ON_RUNS_ON, model_vm_state (run, vm)->host);
}

void
model_locality_start (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 vm = 0; fleet->has_working_sets && vm < fleet->n_vms; vm++) {
    ModelLocality *l = model_locality (run, vm);

    l->data = l->on = model_vm_state (run, vm)->host;
    if (fleet->vms[vm].working_set_mib)
      run->world->block[ACTOR (LOCALITY, vm)] = LOCALITY_AT_LOCAL;
  }
}

static void
read_on (SimRun *run, const SimEvent *event)
{
  if (is_read_often_enough (run, event))
    model_vm_timers (run, ME)->read = TELL_IN (interval_of (run, event), LOCALITY, ME, LOCALITY_ON_READ, 0);
}

static void
read_from_afar (SimRun *run, const SimEvent *event)
{
  ModelLocality *l = model_locality (run, ME);

  l->on = (guint32) event->arg;
  l->n_touches = 0;
  model_vm_timers (run, ME)->owned
      = TELL_IN (model_number (run, MODEL_LOCALITY_OWNER), LOCALITY, ME, LOCALITY_ON_OWNED, 0);
  read_on (run, event);
}

#define READS_ON TO (LOCALITY, READ), TO (LOCALITY, OWNED)

ACTION (leave_data, "read it over the network", "from {a:name}, disturbance {b}", SENDS (READS_ON))
{
  ModelLocality *l = model_locality (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { ACTOR (HOST, l->data), vm_of (run, event)->working_set_mib, ++l->disturbed };

  model_locality_cease (run, ME);
  read_from_afar (run, event);
  sim_find_end (run, MODEL_FIND_LOCALITY_LOST, ACTOR (VM, ME), 0);
  sim_find (run, MODEL_FIND_LOCALITY_LOST, SIM_NOTE, ACTOR (VM, ME), 0, evidence);
  sim_tell (run, evidence[0], l->disturbed);
}

ACTION (begin_anew, "read it over the network", NULL, SENDS (READS_ON))
{
  model_locality_cease (run, ME);
  read_from_afar (run, event);
}

ACTION (find_data, "read it there", NULL, SENDS_NOTHING)
{
  model_locality_cease (run, ME);
  model_locality (run, ME)->on = (guint32) event->arg;
  sim_find_end (run, MODEL_FIND_LOCALITY_LOST, ACTOR (VM, ME), 0);
}

ACTION (take_as_home, "take that as where its data is", NULL, SENDS_NOTHING)
{
  model_locality (run, ME)->data = model_locality (run, ME)->on = (guint32) event->arg;
}

/* The oldest makes room: no more are ever needed than are kept. */
ACTION (count, "count it", "{a} of {b} touches", SENDS (TO (LOCALITY, READ)))
{
  ModelLocality *l = model_locality (run, ME);
  guint32 n = n_touches (run, event), last = l->n_touches;

  if (!last || sample_of (run, l->touched[last - 1]) != sample_of (run, sim_now (run))) {
    if (last == MODEL_LOCALITY_TOUCHES)
      for (guint32 i = 1; i < last; i++)
        l->touched[i - 1] = l->touched[i];
    else
      l->n_touches++;
    l->touched[l->n_touches - 1] = sim_now (run);
  }
  sim_tell (run, n, touches_needed (run, event));
  sim_cancel (run, &model_vm_timers (run, ME)->read);
  read_on (run, event);
}

ACTION (copy, "copy what it reads to where it runs", "{a:mib}", SENDS (TO (LOCALITY, COPIED)))
{
  gint64 mib = vm_of (run, event)->working_set_mib, rate = model_number (run, MODEL_LOCALITY_RATE);

  sim_cancel (run, &model_vm_timers (run, ME)->read);
  model_vm_timers (run, ME)->copied
      = TELL_IN (mib * 1024 * 1024 / MAX (1, rate / 1000), LOCALITY, ME, LOCALITY_ON_COPIED, 0);
  sim_tell (run, mib, 0);
}

ACTION (be_local, "read it there", "{a:mib} copied so far", SENDS_NOTHING)
{
  ModelLocality *l = model_locality (run, ME);

  l->data = l->on;
  l->copied_mib += vm_of (run, event)->working_set_mib;
  sim_find_end (run, MODEL_FIND_LOCALITY_LOST, ACTOR (VM, ME), 0);
  sim_tell (run, l->copied_mib, 0);
}

/* clang-format off */
const SimRow model_LOCALITY_rows[] = {
  ROW    (AWAY,        ON (RUNS_ON), its_data_is_here, GO (LOCAL),   find_data,    "it is back where its data is",                        "N-30"),
  STAY   (AT (LOCAL),  ON (RUNS_ON), its_data_is_here,               NOTHING,      "it is where its data is", "N-30 N-34"),
  STAY   (AT (LOCAL),  ON (RUNS_ON), it_had_none,                    take_as_home, "nobody has said where its data is",                   "model"),
  ROW    (AWAY,        ON (RUNS_ON), it_has_not_moved, GO (REMOTE),  begin_anew,   "it runs again where it was, its data elsewhere",      "N-30 N-32"),
  ROW    (AT (LOCAL) | AWAY, ON (RUNS_ON), ALWAYS,     GO (REMOTE),  leave_data,   "it has moved, and its data has not",                  "N-30 N-33"),
  IGNORE (AT (ABSENT), ON (RUNS_ON), "it says nothing of what it reads"),
  ROW    (AT (REMOTE), ON (READ),    it_is_hot,        GO (COPYING), copy,         "it has been touched often enough within the window",  "N-32"),
  STAY   (AT (REMOTE), ON (READ),    ALWAYS,                         count,        "it is read from afar",                                "N-30 N-32"),
  IGNORE (ANY & ~AT (REMOTE), ON (READ), "it is read where it is, or on its way"),
  ROW    (AT (COPYING), ON (COPIED), ALWAYS,           GO (LOCAL),   be_local,     "all that it reads has been copied",                   "N-32 N-33"),
  IGNORE (ANY & ~AT (COPYING), ON (COPIED), "it has moved on"),
  STAY   (ANY & ~AT (ABSENT), ON (OWNED), ALWAYS,                    NOTHING,      "its I/O has come from here for 300 s: the CVM here owns its vDisks", "N-31"),
  IGNORE (AT (ABSENT), ON (OWNED), "it says nothing of what it reads"),
};
/* clang-format on */
const guint model_LOCALITY_n_rows = G_N_ELEMENTS (model_LOCALITY_rows);
