/* Two machines that have nothing to do with virtualization: doors, which fall shut, and a bell.
 *
 * What a run did is compared as a line of text, an entry each: `5 front push closed>open`. */

#ifndef TESTS_DOORS_H
#define TESTS_DOORS_H

#include "sim/finding.h"
#include "sim/sim.h"

enum { DOOR, BELL };
enum { CLOSED, OPEN, BROKEN };
enum { PUSH, HOLD, SHUT, MENDED, SMASH };
enum { QUIET, RINGING };
enum { RING, HUSH };
enum { DAMAGED, TRIED }; /* findings */
enum { FRONT = 1, BACK, BELL_1, HOUSE };

typedef struct {
  gint64 pushes, locked;
} Door;

#define DOOR_OF(RUN, ACTOR) ((Door *) sim_world_column ((RUN)->model, (RUN)->world, 0) + ((ACTOR) -FRONT))
#define TICKET_OF(RUN, ACTOR)                                                                                \
  ((SimTicket *) sim_world_column ((RUN)->model, (RUN)->world, 1) + ((ACTOR) -FRONT))
#define IN(STATE) (1u << (STATE))

extern const SimSend doors_outside[]; /* what may be sent to them from outside */
extern const SimFindingKind doors_kinds[];

/* What looks from the middle of events, if anything does: a fork in each. */
extern GPtrArray *doors_looks;

/* The house: two doors, a bell, and the house itself, a thing without a machine. */
typedef struct {
  SimModel model;
  SimRun *run;
} House;

void house_set_up (House *house, gboolean with_journal);

static inline void
house_tear_down (House *house)
{
  sim_run_free (house->run);
  sim_model_clear (&house->model);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (House, house_tear_down)

static inline void
finish (SimRun *run)
{
  while (sim_run_step (run))
    ;
}

static inline char *
story (const SimRun *run)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    const SimMachine *machine = run->model->machines[entry->machine];
    g_string_append_printf (text, "%s%d %s %s %s>%s", i ? ", " : "", (int) entry->at,
                            run->model->name (run->model, entry->to), machine->signals[entry->signal].name,
                            machine->states[entry->state_from].name, machine->states[entry->state_to].name);
  }
  return g_string_free (text, FALSE);
}

#define ASSERT_STORY(RUN, TEXT)                                                                              \
  {                                                                                                          \
    g_autofree char *told = story (RUN);                                                                     \
    if (!g_str_equal (told, TEXT))                                                                           \
      g_print ("it went: %s\n    not: %s\n", told, TEXT);                                                    \
    CU_ASSERT_STRING_EQUAL (told, TEXT);                                                                     \
  }

static inline guint64
digest (const SimRun *run)
{
  return sim_world_digest (run->model, run->world);
}

#endif
