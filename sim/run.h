/* A run: a model, a world, and one function that makes the world older by one event.
 *
 * Everything else is a loop around sim_run_step: to the end, to a moment, to a condition, forwards from a copy. A step
 * takes the earliest event, finds the first row of its receiver that applies, changes the state, writes the journal, acts,
 * and lets the model draw its conclusions. It reads no clock, no file and no environment.
 *
 * Inside guards and actions the functions below are the only way to act: send, tell, find. Sending what the row's action
 * did not declare asserts; so does a chain of causes that grows past SIM_DEPTH_MAX without time passing. */

#ifndef SIM_RUN_H
#define SIM_RUN_H

#include "sim/journal.h"
#include "sim/world.h"

#define SIM_DEPTH_MAX 1000

struct _SimRun {
  const SimModel *model; /* borrowed */
  SimWorld *world;       /* owned */
  SimJournal *journal;   /* owned; NULL keeps none */
  guint64 *taken;        /* by row number: how often; owned */

  /* While an event is being handled. */
  const SimEvent *event;
  const guint64 *sends;
  SimEntry entry;

  gboolean still; /* forked in the middle of an event: time does not pass in it */
};

/* `world` is taken over. */
SimRun *sim_run_new (const SimModel *model, SimWorld *world, gboolean with_journal);
void sim_run_free (SimRun *run); /* NULL is fine */

/* A second run that starts where this one stands, without a journal, and shares nothing with it. (transfer full)
 *
 * One made while an event is handled is a world to look at and to try things in: it holds what has been done by then, not
 * what that event has still to do, and would not end as its origin does. So it stands still: to step it, to inject into it
 * or to send from it is a bug, and a fork of it stands still too. */
SimRun *sim_run_fork (const SimRun *run);

/* Handles the earliest event. FALSE when there was none. */
gboolean sim_run_step (SimRun *run);

/* Handles all events up to and including `until`. */
void sim_run_until (SimRun *run, SimTime until);

/* From outside: something happens to an actor at a moment that is not past. Returns the number of the event. */
guint64 sim_run_inject (SimRun *run, SimTime at, SimId to, guint signal, gint64 arg);

/* From an action: tell `to` so after `delay`. The rank is the signal's own. */
SimTicket sim_send (SimRun *run, SimTime delay, SimId to, guint signal, gint64 arg);
void sim_cancel (SimRun *run, SimTicket *ticket); /* and forget it */
gboolean sim_is_pending (const SimRun *run, SimTicket ticket);

/* From settle: what an onlooker notices and passes on, at once. It is bound by no row, since no row sends it. */
void sim_arouse (SimRun *run, SimId to, guint signal, gint64 arg);

/* From an action: what the journal is to say beside the reason, see SimAction.tells. */
void sim_tell (SimRun *run, gint64 a, gint64 b);

/* The plan step on whose behalf what follows in this event is done, + 1: only the plan itself says so. */
void sim_on_behalf (SimRun *run, guint step);

/* Something has come to be the case, or has ceased to be. Opening what is open, and closing what is not, does nothing.
 * `evidence` is SIM_EVIDENCE_MAX numbers in the order of the kind's keys, or NULL. */
void sim_find (SimRun *run, guint kind, SimSeverity severity, SimId subject, SimId about, const gint64 *evidence);
void sim_find_end (SimRun *run, guint kind, SimId subject, SimId about);
void sim_find_renew (SimRun *run, guint kind, SimId subject, SimId about, const gint64 *evidence); /* while it is open */
gboolean sim_find_is_open (const SimRun *run, guint kind, SimId subject, SimId about);

static inline guint
sim_state (const SimRun *run, SimId actor)
{
  return sim_world_state (run->world, actor);
}

static inline SimTime
sim_now (const SimRun *run)
{
  return run->world->now;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimRun, sim_run_free)

#endif
