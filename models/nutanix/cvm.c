/* The CVM machine (handbook platforms 9.2): a Nutanix controller VM through its restart, and what befalls it otherwise. A
 * CVM that is away is not a host that is away: its host's guests run on and reach their data by another way (N-20). What the rows
 * name stands in cvm-down.c and cvm-up.c.
 *
 * Facts: N-20 N-27 N-41 N-47 N-102. */

#include "models/nutanix/cvm-parts.h"

#define AT(STATE)  (1u << CVM_AT_##STATE)
#define ON(SIGNAL) CVM_ON_##SIGNAL
#define GO(STATE)  CVM_AT_##STATE
#define ANY        ((1u << CVM_N_STATES) - 1)
#define RUNS       (AT (SERVING) | AT (WAITING) | AT (DEGRADED))
#define UP         (AT (STARTING) | AT (JOINING) | AT (SETTLING) | AT (UNSTABLE))

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &CVM_##IF, &CVM_##DO, BECAUSE, FACTS                                             \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &CVM_##IF, &CVM_##DO, BECAUSE, FACTS                                             \
  }

/* clang-format off */
const SimRow model_CVM_rows[] = {
  ROW    (AT (SERVING),   ON (RESTART),  ALWAYS,                GO (WAITING),  ask,            "it is its turn to restart",                         "N-50 N-53"),
  STAY   (AT (SERVING),   ON (SHUT_DOWN), another_is_away,                     NOTHING,        "its node is empty, and another CVM is away",        "N-51 N-89"),
  STAY   (AT (SERVING),   ON (SHUT_DOWN), a_host_goes_round_its_own,           NOTHING,        "its node is empty, and it may be the one that serves another host", "N-21 N-23 N-89"),
  ROW    (AT (SERVING),   ON (SHUT_DOWN), ALWAYS,               GO (STOPPING), shut_down,      "its node is empty, and holds the token",            "N-89"),
  IGNORE (ANY & ~AT (SERVING), ON (SHUT_DOWN), "it is not serving"),
  IGNORE (ANY & ~AT (SERVING), ON (RESTART), "it is not serving, or waiting already"),
  STAY   (AT (WAITING),   ON (GRANTED),  another_is_away,                      NOTHING,        "it holds the token, but another CVM is away",       "N-51 N-55"),
  STAY   (AT (WAITING),   ON (GRANTED),  a_host_goes_round_its_own,            NOTHING,        "it holds the token, but may be the one that serves another host", "N-21 N-23"),
  STAY   (AT (WAITING),   ON (GRANTED),  nothing_may_be_lost,                  NOTHING,        "it holds the token, but data is not resilient",     "N-50 N-55"),
  ROW    (AT (WAITING),   ON (GRANTED),  ALWAYS,                GO (STOPPING), stop_services,  "it holds the token and all others serve",           "N-50 N-51"),
  IGNORE (ANY & ~AT (WAITING), ON (GRANTED), "it did not ask"),
  ROW    (AT (STOPPING),  ON (STOPPED),  its_node_is_taken_down, GO (DOWN),    go_down_with_node, "its services are down",                          "N-89"),
  ROW    (AT (STOPPING),  ON (STOPPED),  ALWAYS,                GO (DOWN),     restart,        "its services are down",                             "N-50"),
  IGNORE (ANY & ~AT (STOPPING), ON (STOPPED), "it fell before"),
  ROW    (AT (DOWN) | AT (DETACHED), ON (BOOTED), ALWAYS,       GO (STARTING), start_services, "it has booted",                                     "N-27"),
  IGNORE (ANY & ~(AT (DOWN) | AT (DETACHED)), ON (BOOTED), "it fell before"),
  ROW    (AT (STARTING),  ON (SERVICES), it_was_detached,       GO (JOINING),  join,           "its services are up, and the ring has closed without it", "N-41"),
  ROW    (AT (STARTING),  ON (SERVICES), ALWAYS,                GO (SETTLING), settle,         "its services are up",                               "N-27 N-21"),
  IGNORE (ANY & ~AT (STARTING), ON (SERVICES), "it fell before"),
  ROW    (AT (JOINING),   ON (STEADY),   ALWAYS,                GO (SETTLING), settle,         "it has been steady: the ring takes it back",        "N-41"),
  IGNORE (ANY & ~AT (JOINING), ON (STEADY), "it fell before"),
  ROW    (AT (STARTING),  ON (OVERDUE),  ALWAYS,                GO (UNSTABLE), report_stuck,   "it should have been ready by now",                  "N-64 N-52"),
  IGNORE (ANY & ~AT (STARTING), ON (OVERDUE), "it is ready, or down"),
  STAY   (AT (SETTLING),  ON (SETTLED),  it_is_not_in_sync,                   NOTHING,        "it is being brought what the other node has written alone", "N-15"),
  ROW    (AT (SETTLING),  ON (SETTLED),  its_node_comes_back,   GO (SERVING),  serve_with_node, "missed writes are replayed",                       "N-89"),
  ROW    (AT (SETTLING),  ON (SETTLED),  it_keeps_the_token,    GO (SERVING),  serve_and_keep, "missed writes are replayed",                        "N-54"),
  ROW    (AT (SETTLING),  ON (SETTLED),  ALWAYS,                GO (SERVING),  serve,          "missed writes are replayed",                        "N-50"),
  IGNORE (ANY & ~AT (SETTLING), ON (SETTLED), "it fell before"),

  ROW    (AT (SERVING),   ON (LOSE),     its_host_holds_the_token, GO (DOWN), go_down_with_host, "its host is empty, and holds the token",            "N-104"),
  ROW    (RUNS | AT (STOPPING), ON (LOSE), its_host_asks_nobody, GO (DOWN), fall_silent_all_the_same, "its host enters maintenance, and nobody has asked genesis", "N-103"),
  ROW    (RUNS | AT (STOPPING), ON (LOSE), ALWAYS,              GO (DOWN),     fall_silent,    "{from} takes it down outside the token",            "N-20 N-103"),
  ROW    (UP,             ON (LOSE),     ALWAYS,                GO (DOWN),     fall_back,      "{from} takes it down again",                        "N-20"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (LOSE), ALWAYS,                               fall_back,      "{from} takes it down while it is down",             "N-20"),
  IGNORE (AT (ABSENT), ON (LOSE), "there is nothing to lose"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (RETURN), its_host_is_down,            NOTHING,        "its host has no power, and HA restarts no CVM elsewhere", "N-20 N-102"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (RETURN), its_host_is_in_maintenance,  NOTHING,        "its host is in maintenance",                        "N-103"),
  ROW    (AT (DOWN) | AT (DETACHED), ON (RETURN), was_by_hand,  GO (STARTING), start_services, "it is powered on",                                  "N-27"),
  IGNORE (AT (DOWN) | AT (DETACHED), ON (RETURN), "it is booting anyway"),
  ROW    (AT (UNSTABLE),  ON (RETURN),   ALWAYS,                GO (STARTING), start_services, "somebody has repaired it",                          "N-52"),
  IGNORE (ANY & ~(AT (DOWN) | AT (DETACHED) | AT (UNSTABLE)), ON (RETURN), "it was never away"),
  STAY   (AT (DOWN) | AT (STARTING) | AT (UNSTABLE), ON (DETACH), the_ring_cannot_close, NOTHING, "metadata needs it: the ring cannot close without it", "N-06 N-09"),
  ROW    (AT (DOWN),      ON (DETACH),   ALWAYS,                GO (DETACHED), leave_ring,     "it has been away for 30 min",                       "N-41 N-42"),
  STAY   (AT (STARTING) | AT (UNSTABLE), ON (DETACH), ALWAYS,                  leave_ring,     "it has been away for 30 min",                       "N-41 N-42"),
  IGNORE (ANY & ~(AT (DOWN) | AT (STARTING) | AT (UNSTABLE)), ON (DETACH), "it is back"),

  ROW    (AT (SERVING),   ON (DEGRADE),  ALWAYS,                GO (DEGRADED), distrust,       "its peers have scored it low for a while",          "N-47 N-48"),
  IGNORE (ANY & ~AT (SERVING), ON (DEGRADE), "it is away, or about to be"),
  ROW    (AT (DEGRADED),  ON (MARK_FIXED), it_is_not_in_sync,   GO (SETTLING), trust_and_catch_up, "an administrator has marked it as fixed, and the other node has written alone", "N-11 N-47"),
  ROW    (AT (DEGRADED),  ON (MARK_FIXED), ALWAYS,              GO (SERVING),  trust,          "an administrator has marked it as fixed",           "N-47"),
  IGNORE (ANY & ~AT (DEGRADED), ON (MARK_FIXED), "it is not degraded"),
};
/* clang-format on */
const guint model_CVM_n_rows = G_N_ELEMENTS (model_CVM_rows);
