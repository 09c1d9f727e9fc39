/* The governor machine: when it looks, what it makes of what it sees, and how it goes about putting things right. The same
 * table serves all kinds; what they differ in is what wakes them, how long they wait, and how often they try (pace.c), and what
 * they can see (governance.c).
 *
 * A Git reconciler watches live objects and does not wait for its poll to see them change: the poll finds commits. Without
 * self-heal it puts nothing right before the next commit.
 *
 * Facts: D-11 D-12 D-13 D-14 D-15 D-18. */

#include "models/governance/governor-parts.h"

#define AT(STATE)  (1u << GOVERNOR_AT_##STATE)
#define ON(SIGNAL) GOVERNOR_ON_##SIGNAL
#define GO(STATE)  GOVERNOR_AT_##STATE
#define RESTS      (AT (IDLE) | AT (BLIND) | AT (GIVEN_UP))
#define WAITS      (AT (HOLDING) | AT (RETRYING))
#define RUNS       (RESTS | WAITS | AT (LOOKING) | AT (MENDING))
#define ANY        ((1u << GOVERNOR_N_STATES) - 1)

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &GOVERNOR_##IF, &GOVERNOR_##DO, BECAUSE, FACTS                                   \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &GOVERNOR_##IF, &GOVERNOR_##DO, BECAUSE, FACTS                                   \
  }

/* clang-format off */
const SimRow model_GOVERNOR_rows[] = {
  ROW    (RESTS,                 ON (LOOK),     nothing_answers,        GO (BLIND),    be_blind,        "what it asks does not answer",                         "D-17"),
  ROW    (RESTS,                 ON (LOOK),     ALWAYS,                 GO (LOOKING),  look,            "its look is due",                                      "D-18"),
  STAY   (WAITS | AT (LOOKING) | AT (MENDING), ON (LOOK), ALWAYS,                      wait_for_next,   "it is at work already",                                "model"),
  IGNORE (AT (DOWN),             ON (LOOK),     "it does not run"),
  ROW    (AT (LOOKING),          ON (LOOKED),   nothing_answers,        GO (BLIND),    lose_sight,      "what it asks has ceased to answer",                    "D-17"),
  ROW    (AT (LOOKING),          ON (LOOKED),   its_tool_tells_nothing, GO (IDLE),     tell_nothing,    "the exit status does not say whether anything differs", "D-10"),
  ROW    (AT (LOOKING),          ON (LOOKED),   it_is_to_mend,          GO (HOLDING),  report_and_hold, "something is not as wanted",                           "D-17 D-14"),
  ROW    (AT (LOOKING),          ON (LOOKED),   ALWAYS,                 GO (IDLE),     report,          "it has seen everything that answers",                  "D-17 D-11 D-12"),
  IGNORE (ANY & ~AT (LOOKING),   ON (LOOKED),   "it was stopped meanwhile"),

  IGNORE (AT (DOWN),             ON (CHANGED),  "nobody watches"),
  STAY   (RUNS,                  ON (CHANGED),  it_does_not_see_it,                    look_again_soon, "what carries it does not answer now",                  "D-13"),
  ROW    (AT (IDLE) | AT (BLIND), ON (CHANGED), it_is_to_heal,          GO (HOLDING),  hold,            "what it watches is not as committed", "D-13 D-14"),
  STAY   (RUNS,                  ON (CHANGED),  ALWAYS,                                note_it,         "it watches live objects",                              "D-13"),

  ROW    (WAITS,                 ON (MEND),     nothing_is_left,        GO (IDLE),     end,             "everything is as wanted by now",                       "model"),
  ROW    (WAITS,                 ON (MEND),     nobody_moves_any_more,  GO (IDLE),     end,             "nothing else has happened for long, and nothing will", "model"),
  ROW    (WAITS,                 ON (MEND),     ALWAYS,                 GO (MENDING),  mend,            "its wait is over",                                     "D-14 D-15 D-17"),
  IGNORE (ANY & ~WAITS,          ON (MEND),     "a commit has been quicker"),
  STAY   (AT (MENDING),          ON (ANSWERED), others_are_left,                       go_on,           "{from} has answered",                                  "D-17"),
  ROW    (AT (MENDING),          ON (ANSWERED), more_has_come,          GO (HOLDING),  hold_again,      "others have come to differ meanwhile",                 "D-14"),
  ROW    (AT (MENDING),          ON (ANSWERED), all_are_right,          GO (IDLE),     end,             "what it was to put right is right",                    "D-17"),
  ROW    (AT (MENDING),          ON (ANSWERED), tries_are_left,         GO (RETRYING), retry_later,     "it has not been able to put all right",                "D-15"),
  ROW    (AT (MENDING),          ON (ANSWERED), ALWAYS,                 GO (GIVEN_UP), give_up,         "its tries are used up",                                "D-15"),
  IGNORE (ANY & ~AT (MENDING),   ON (ANSWERED), "it was stopped meanwhile"),

  STAY   (RUNS,                  ON (COMMIT),   ALWAYS,                                await_poll,      "somebody has committed, and it polls",                 "D-13"),
  IGNORE (AT (DOWN),             ON (COMMIT),   "it looks at everything when it is back"),
  ROW    (RESTS | WAITS,         ON (POLLED),   a_sync_is_due,          GO (MENDING),  sync,            "its poll has found a new commit",                      "D-13"),
  STAY   (RUNS,                  ON (POLLED),   ALWAYS,                                be_in_sync,      "its poll has found a new commit, and there is nothing to apply", "D-13"),
  IGNORE (AT (DOWN),             ON (POLLED),   "it does not run"),

  ROW    (RUNS,                  ON (LOST),     ALWAYS,                 GO (DOWN),     stop,            "it has stopped running",                               "model"),
  IGNORE (AT (DOWN),             ON (LOST),     "it is down already"),
  STAY   (AT (DOWN),             ON (BACK),     nobody_governs,                        NOTHING,         "there is no governance in this comparison",            "model"),
  ROW    (AT (DOWN),             ON (BACK),     ALWAYS,                 GO (IDLE),     come_back,       "it runs again",                                        "model"),
  IGNORE (RUNS,                  ON (BACK),     "it runs"),
};
/* clang-format on */
const guint model_GOVERNOR_n_rows = G_N_ELEMENTS (model_GOVERNOR_rows);
