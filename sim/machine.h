/* State machines as tables. The table is the law: the very rows below run the rehearsal, draw the transition graph, print
 * the manual and count the coverage, so the four cannot drift apart.
 *
 * A row says: from these states, on this signal, if this guard holds, go to that state, do this, because. Rows of one
 * state and signal are tried in the order of the table, and the first whose guard holds is taken. The surprising rule is
 * that every state must decide every signal: the last row that applies has no guard, or says IGNORE and why. A signal
 * that nobody decided is a bug, and sim_model_check lists such holes before anything runs.
 *
 * An action declares which signals it may send, and to which machines; sending anything else asserts. That is what makes
 * the arrows between machines drawable too. Machines never call one another.
 *
 * Everything here is constant data in static storage; nothing is owned. */

#ifndef SIM_MACHINE_H
#define SIM_MACHINE_H

#include "sim/event.h"

typedef struct _SimRun SimRun;

/* How a state is drawn and summed up. A run may rest in START and STEADY; PASSING is on the way to somewhere; FAILED
 * needs somebody. */
typedef enum { SIM_START, SIM_STEADY, SIM_PASSING, SIM_FAILED } SimStateKind;

typedef struct {
  const char *name; /* "ha-initialising" */
  SimStateKind kind;
  const char *summary; /* a sentence */
} SimState;

typedef struct {
  const char *name; /* "enter-maintenance" */
  SimRank rank;
  const char *summary; /* a sentence, saying what arg means where it means something */
} SimSignal;

typedef struct {
  const char *name;
  const char *words; /* as it stands in brackets on an arrow: "no VM is left on it" */
  gboolean (*test) (const SimRun *run, const SimEvent *event);
} SimGuard;

typedef struct {
  guint8 machine, signal;
} SimSend;

#define SIM_SENDS_END 0xff

typedef struct {
  const char *name;
  const char *words; /* as it stands after the slash on an arrow: "ask DRS to empty it" */
  const char *tells; /* what the journal adds, a template over {a} and {b}, see text.h; or NULL */
  void (*run) (SimRun *run, const SimEvent *event);
  const SimSend *sends; /* ends with SIM_SENDS_END; NULL sends nothing */
} SimAction;

enum { SIM_SAME = 0xfe, SIM_IGNORED = 0xff }; /* as `to`: stays and acts; stays, and does nothing, on purpose */

typedef struct {
  guint32 from; /* a set of states, bit per state */
  guint8 signal;
  guint8 to;
  const SimGuard *guard;   /* NULL always holds */
  const SimAction *action; /* NULL does nothing */
  const char *because;     /* the reason in words; {from} and {self} are names */
  const char *facts;       /* ids of the handbook, "EV-01 B24"; "model" is our own choice */
} SimRow;

typedef struct {
  const char *name;    /* "host" */
  const char *summary; /* what it models, one sentence */
  const SimState *states;
  guint n_states; /* at most 32 */
  guint32 starts; /* the states an actor may begin in, a bit each; state 0 is always one */
  const SimSignal *signals;
  guint n_signals;
  const SimRow *rows;
  guint n_rows;
  gboolean quiet; /* its ordinary moves are left out of the story, not out of the journal */
} SimMachine;

/* How a machine's file declares what its rows name.
 *
 *   GUARD (is_empty, "no VM is left on it") { return …; }
 *   ACTION (evacuate, "ask DRS to empty it", NULL, SENDS (TO (DRS, EVACUATE))) { sim_send (…); }
 *
 * Both bodies see `run` and `event`. */
#define GUARD(NAME, WORDS)                                                                                             \
  static gboolean NAME##_test (const SimRun *run, const SimEvent *event);                                              \
  static const SimGuard NAME = { #NAME, WORDS, NAME##_test };                                                          \
  static gboolean NAME##_test (const SimRun *run G_GNUC_UNUSED, const SimEvent *event G_GNUC_UNUSED)

#define ACTION(NAME, WORDS, TELLS, SENDING)                                                                            \
  static void NAME##_run (SimRun *run, const SimEvent *event);                                                         \
  static const SimAction NAME = { #NAME, WORDS, TELLS, NAME##_run, SENDING };                                          \
  static void NAME##_run (SimRun *run G_GNUC_UNUSED, const SimEvent *event G_GNUC_UNUSED)

/* A machine that fills more than one file keeps its table whole in one of them. A guard or action that stands in another is
 * OWNER_NAME to the linker, and the rows find it by that; its name and its body are as above.
 *
 *   GUARD_OF (HOST, is_empty, "no VM is left on it") { return …; } */
#define GUARD_OF(OWNER, NAME, WORDS)                                                                                   \
  static gboolean NAME##_test (const SimRun *run, const SimEvent *event);                                              \
  const SimGuard OWNER##_##NAME = { #NAME, WORDS, NAME##_test };                                                       \
  static gboolean NAME##_test (const SimRun *run G_GNUC_UNUSED, const SimEvent *event G_GNUC_UNUSED)

#define ACTION_OF(OWNER, NAME, WORDS, TELLS, SENDING)                                                                  \
  static void NAME##_run (SimRun *run, const SimEvent *event);                                                         \
  const SimAction OWNER##_##NAME = { #NAME, WORDS, TELLS, NAME##_run, SENDING };                                       \
  static void NAME##_run (SimRun *run G_GNUC_UNUSED, const SimEvent *event G_GNUC_UNUSED)

#define SENDS(...) ((const SimSend[]){ __VA_ARGS__, { SIM_SENDS_END, SIM_SENDS_END } })
#define SENDS_NOTHING NULL

#define ALWAYS (*(const SimGuard *) NULL)
#define NOTHING (*(const SimAction *) NULL)
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS) { FROM, SIGNAL, TO_STATE, &IF, &DO, BECAUSE, FACTS }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS) { FROM, SIGNAL, SIM_SAME, &IF, &DO, BECAUSE, FACTS }
#define IGNORE(FROM, SIGNAL, BECAUSE) { FROM, SIGNAL, SIM_IGNORED, NULL, NULL, BECAUSE, "" }

#endif
