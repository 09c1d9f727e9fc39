/* The tables of the two machines, and the house. */
#include <CUnit/CUnit.h>
#include "tests/doors.h"

/* clang-format off */
static const SimState door_states[] = {
  { "closed", SIM_START,  "nobody can look in" },
  { "open",   SIM_STEADY, "anybody can" },
  { "broken", SIM_FAILED, "for good or until it is mended" },
};
static const SimSignal door_signals[] = {
  { "push",   SIM_RANK_DECIDE, "somebody wants in; arg: how many ring first" },
  { "hold",   SIM_RANK_DECIDE, "somebody holds it open" },
  { "shut",   SIM_RANK_TIMER,  "its own weight has shut it" },
  { "mended", SIM_RANK_FINISH, "the joiner has finished" },
  { "smash",  SIM_RANK_FAULT,  "something hits it" },
};
static const SimState bell_states[] = {
  { "quiet",   SIM_START,   "nobody has rung" },
  { "ringing", SIM_PASSING, "somebody has" },
};
static const SimSignal bell_signals[] = {
  { "ring", SIM_RANK_DECIDE, "somebody rings; arg: how often" },
  { "hush", SIM_RANK_TIMER,  "it has rung long enough" },
};
/* clang-format on */

GUARD (is_locked, "it is locked")
{
  return DOOR_OF (run, event->to)->locked != 0;
}
GUARD (has_manners, "a visitor rings")
{
  return event->arg > 0;
}

ACTION (rattle, "count", "{a} pushes in vain", SENDS_NOTHING)
{
  sim_tell (run, ++DOOR_OF (run, event->to)->pushes, 0);
  sim_find (run, TRIED, SIM_NOTE, event->to, 0, NULL);
}

ACTION (ring, "ring the bell", NULL, SENDS ({ BELL, RING }, { DOOR, SHUT }))
{
  sim_send (run, 0, BELL_1, RING, event->arg);
  *TICKET_OF (run, event->to) = sim_send (run, 5, event->to, SHUT, 0);
}

ACTION (swing, "let it fall shut", NULL, SENDS ({ DOOR, SHUT }))
{
  *TICKET_OF (run, event->to) = sim_send (run, 5, event->to, SHUT, 0);
}

ACTION (hold, "stop its fall", NULL, SENDS_NOTHING)
{
  sim_cancel (run, TICKET_OF (run, event->to));
}

ACTION (lament, "say so", "hit by {a:name}", SENDS_NOTHING)
{
  sim_tell (run, HOUSE, 0);
  sim_find (run, DAMAGED, SIM_OUTAGE, event->to, HOUSE, (gint64[SIM_EVIDENCE_MAX]){ HOUSE, 90000 });
}

ACTION (rejoice, "say so", NULL, SENDS_NOTHING)
{
  sim_find_end (run, DAMAGED, event->to, HOUSE);
}

ACTION (fade, "fade", NULL, SENDS ({ BELL, HUSH }))
{
  sim_send (run, 2, event->to, HUSH, 0);
}

/* clang-format off */
static const SimRow door_rows[] = {
  STAY   (IN (CLOSED), PUSH, is_locked, rattle,       "{self} is locked", ""),
  ROW    (IN (CLOSED), PUSH, has_manners, OPEN, ring, "a visitor comes by {self}", ""),
  ROW    (IN (CLOSED), PUSH, ALWAYS, OPEN, swing,     "somebody comes in", ""),
  IGNORE (IN (OPEN), PUSH,                            "it is open"),
  STAY   (IN (OPEN), HOLD, ALWAYS, hold,              "somebody stands in it", ""),
  ROW    (IN (OPEN), SHUT, ALWAYS, CLOSED, NOTHING,   "it is heavy", ""),
  ROW    (IN (CLOSED) | IN (OPEN), SMASH, ALWAYS, BROKEN, lament, "a cart has run into it", ""),
  ROW    (IN (BROKEN), MENDED, ALWAYS, CLOSED, rejoice, "the joiner was there", ""),
  IGNORE (IN (CLOSED) | IN (BROKEN), HOLD,            "there is nothing to hold"),
  IGNORE (IN (CLOSED) | IN (BROKEN), SHUT,            "it cannot fall"),
  IGNORE (IN (CLOSED) | IN (OPEN), MENDED,            "it was whole"),
  IGNORE (IN (BROKEN), PUSH,                          "one may climb through"),
  IGNORE (IN (BROKEN), SMASH,                         "it is in pieces already"),
};
static const SimRow bell_rows[] = {
  ROW    (IN (QUIET), RING, ALWAYS, RINGING, fade,    "{from} is in use", ""),
  IGNORE (IN (RINGING), RING,                         "it rings already"),
  ROW    (IN (RINGING), HUSH, ALWAYS, QUIET, NOTHING, "the sound has died away", ""),
  IGNORE (IN (QUIET), HUSH,                           "it was quiet"),
};
static const SimMachine door = { "door", "a door", door_states, 3, 1, door_signals, 5, door_rows, G_N_ELEMENTS (door_rows), FALSE };
static const SimMachine bell = { "bell", "a bell", bell_states, 2, 1, bell_signals, 2, bell_rows, G_N_ELEMENTS (bell_rows), FALSE };
const SimSend doors_outside[] = { { DOOR, PUSH }, { DOOR, HOLD }, { DOOR, MENDED }, { DOOR, SMASH }, { SIM_SENDS_END, SIM_SENDS_END } };

const SimFindingKind doors_kinds[] = {
  [DAMAGED] = { "damaged", SIM_OUTAGE, "{subject} of {about} was hit by {by} for {cost:ms}", "call {by}", "", "",
                { { "by", "name" }, { "cost", "count" } } },
  [TRIED] = { "tried", SIM_NOTE, "somebody tried {subject}", "let them in", "", "", { { NULL, NULL } } },
};
/* clang-format on */

/* Braces in names are data, whatever a template would make of them. */
static const char *const names[] = { "nobody", "front", "{a}", "bell %s", "{house" };

static const char *
name_of (const SimModel *model, SimId thing)
{
  (void) model;
  return names[thing];
}

/* What looks from the middle of events, if anything does: a fork in each. */
GPtrArray *doors_looks;

static void
look (SimRun *run, const SimEvent *event)
{
  SimRun *fork;

  if (!doors_looks)
    return;
  fork = sim_run_fork (run);
  CU_ASSERT_EQUAL (digest (fork), digest (run));
  CU_ASSERT_PTR_NULL (fork->event);
  CU_ASSERT_EQUAL (sim_now (fork), event->at);
  fork->world->block[event->to] = BROKEN; /* to try something is nobody else's business */
  DOOR_OF (fork, FRONT)->pushes = 99;
  g_ptr_array_add (doors_looks, fork);
}

static const SimMachine *const machines[] = { &door, &bell };
static const guint counts[] = { 2, 1 };
static const SimColumn columns[] = {
  { "doors", sizeof (Door), 2, FALSE },
  { "tickets", sizeof (SimTicket), 2, TRUE },
};

void
house_set_up (House *house, gboolean with_journal)
{
  *house = (House){ .model = { .machines = machines,
                               .counts = counts,
                               .n_machines = 2,
                               .n_things = HOUSE,
                               .columns = columns,
                               .n_columns = G_N_ELEMENTS (columns),
                               .kinds = doors_kinds,
                               .n_kinds = G_N_ELEMENTS (doors_kinds),
                               .settle = look,
                               .name = name_of } };
  sim_model_prepare (&house->model);
  house->run = sim_run_new (&house->model, sim_world_new (&house->model), with_journal);
}
