/* The restart machine (handbook 8.4): HA's restart of one VM. It runs on the master and needs no vCenter. Admission control
 * is a guard nowhere in it (HA-39); one host with enough room is (HA-37). Whose turn it is stands in order.h, and
 * what the rows name in the files of its subject, restart-*.c.
 *
 * What does need vCenter is that a VM comes to be on the list of protected VMs (HA-40): vCenter tells the master that it has
 * been powered on. Without either of them it runs unlisted, and is not restarted when its host dies. How long the master then
 * takes to write the list (HA-06) is not sourced: no time passes here.
 *
 * Facts: HA-34 HA-35 HA-36 HA-37 HA-39 HA-40 HA-43 HA-46. */

#include "models/ha/restart-parts.h"

#define AT(STATE)  (1u << RESTART_AT_##STATE)
#define ON(SIGNAL) RESTART_ON_##SIGNAL
#define GO(STATE)  RESTART_AT_##STATE
#define ANY        ((1u << RESTART_N_STATES) - 1)
#define WAITING    (AT (QUEUED) | AT (PENDING) | AT (BACKOFF) | AT (FAILED) | AT (MASKED))

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &RESTART_##IF, &RESTART_##DO, BECAUSE, FACTS                                     \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &RESTART_##IF, &RESTART_##DO, BECAUSE, FACTS                                     \
  }

/* clang-format off */
const SimRow model_RESTART_rows[] = {
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (LOST), its_host_hides_it, GO (MASKED),   stay_masked,     "its disks were on the move, and nobody says that this has ended", "HA-46"),
  ROW    (AT (MASKED),      ON (LOST),        its_host_is_dead,        GO (QUEUED),    queue,           "the host that has hidden it is dead",               "HA-46"),
  ROW    (AT (MASKED),      ON (UNMASK),      ALWAYS,                  GO (QUEUED),    queue,           "its host has hidden it for as long as it does",     "HA-46"),
  ROW    (AT (MASKED),      ON (VCENTER_UP),  ALWAYS,                  GO (QUEUED),    queue,           "vCenter is back and says that the move has ended",  "HA-46"),
  IGNORE (ANY & ~AT (MASKED), ON (UNMASK),    "nobody hides it"),
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (LOST), ALWAYS,           GO (QUEUED),    queue,           "it is off and should not be",                       "HA-30"),
  ROW    (AT (UNPROTECTED) | AT (REREGISTERED), ON (LOST), it_is_registered_elsewhere, GO (REREGISTERED), register_elsewhere, "HA is disabled for it",           "HA-43"),
  STAY   (AT (UNPROTECTED) | AT (REREGISTERED) | AT (UNLISTED), ON (LOST), it_leaves_room,  offer_its_room, "nobody restarts it, and others find no room", "HA-35"),
  IGNORE (AT (UNPROTECTED) | AT (REREGISTERED), ON (LOST), "HA is off for it"),
  STAY   (AT (UNLISTED),    ON (LOST),        ALWAYS,                                  NOTHING,         "it is not on the list of protected VMs",            "HA-06 HA-40"),
  IGNORE (WAITING | AT (STARTING), ON (LOST), "that is known"),
  ROW    (AT (BACKOFF) | AT (PENDING) | AT (FAILED) | AT (QUEUED), ON (ADOPTED), ALWAYS, GO (QUEUED), queue_afresh, "a new master begins its own count",    "HA-34"),
  STAY   (AT (STARTING),    ON (ADOPTED),     ALWAYS,                                  count_anew,      "a new master begins its own count",                 "HA-34"),
  ROW    (AT (UNLISTED),    ON (ADOPTED),     the_master_is_told,      GO (PROTECTED), protect,         "vCenter tells the new master that it runs",         "HA-40"),
  IGNORE (AT (PROTECTED) | AT (UNPROTECTED) | AT (UNLISTED) | AT (REREGISTERED) | AT (SETTLING) | AT (MASKED), ON (ADOPTED), "it runs, as far as the master knows, or is none of HA's business"),
  ROW    (AT (QUEUED),      ON (TURN),        it_is_not_down,          GO (PROTECTED), stop_waiting,    "somebody powers it on",                             "HA-40"),
  STAY   (AT (QUEUED),      ON (TURN),        nobody_leads,                            NOTHING,         "there is no master to start it",                    "HA-03"),
  STAY   (AT (QUEUED),      ON (TURN),        it_comes_after_another,                  wait_for_another, "it depends on another that is not ready",          "HA-32"),
  STAY   (AT (QUEUED),      ON (TURN),        it_is_not_its_turn,                      wait_for_batch,  "those before it are not through yet",               "HA-31 HA-33"),
  ROW    (AT (QUEUED),      ON (TURN),        a_host_has_room,         GO (STARTING),  start,           "one host has room for it",                          "HA-37 HA-39"),
  STAY   (AT (QUEUED),      ON (TURN),        hosts_are_busy,                          NOTHING,         "32 power-ons are under way on each host with room", "HA-36"),
  ROW    (AT (QUEUED),      ON (TURN),        ALWAYS,                  GO (PENDING),   wait_for_room,   "no single host can take it",                        "HA-35 HA-38"),
  IGNORE (ANY & ~AT (QUEUED), ON (TURN),      "it is not queued"),
  ROW    (AT (PENDING),     ON (ROOM),        ALWAYS,                  GO (QUEUED),    queue_again,     "hosts or VMs have come or gone",                    "HA-35"),
  IGNORE (ANY & ~AT (PENDING), ON (ROOM),     "it waits for nothing"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails_and_ha_is_off,  GO (UNPROTECTED), abandon,       "the power-on has failed, and HA is off by now",     "HA-08"),
  ROW    (AT (STARTING),    ON (STARTED),     ha_is_off,               GO (UNPROTECTED), succeed,       "it runs, and HA is off by now",                     "HA-08"),
  STAY   (AT (STARTING),    ON (STARTED),     it_fails_on_this_host,                   try_the_next,    "the power-on has failed there, and not all hosts have been tried", "C5"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails_for_good,       GO (FAILED),    give_up,         "the last attempt has failed",                       "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     it_fails,                GO (BACKOFF),   back_off,        "the power-on has failed",                           "HA-34"),
  ROW    (AT (STARTING),    ON (STARTED),     it_has_to_settle,        GO (SETTLING),  settle,          "it runs, and is not ready yet",                     "HA-31"),
  ROW    (AT (STARTING),    ON (STARTED),     ALWAYS,                  GO (PROTECTED), succeed,         "it runs",                                           "HA-37"),
  IGNORE (ANY & ~AT (STARTING), ON (STARTED), "it is not being started"),
  ROW    (AT (SETTLING),    ON (READY),       ALWAYS,                  GO (PROTECTED), be_ready,        "its ready condition is met",                        "HA-31"),
  STAY   (AT (STARTING),    ON (READY),       ALWAYS,                                  be_ready,        "it has its host, and the delay is over",            "HA-31"),
  IGNORE (ANY & ~(AT (SETTLING) | AT (STARTING)), ON (READY), "nobody waits for it"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), ha_is_off,               GO (UNPROTECTED), abandon,       "the host it was being started on has died, and HA is off by now", "HA-08"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), it_was_the_last_attempt, GO (FAILED),    give_up,         "the host it was being started on has died",         "HA-34"),
  ROW    (AT (STARTING),    ON (TARGET_LOST), ALWAYS,                  GO (BACKOFF),   back_off,        "the host it was being started on has died",         "HA-34"),
  IGNORE (ANY & ~AT (STARTING), ON (TARGET_LOST), "it is not being started"),
  ROW    (AT (BACKOFF),     ON (AGAIN),       ALWAYS,                  GO (QUEUED),    queue_again,     "the wait is over",                                  "HA-34"),
  IGNORE (ANY & ~AT (BACKOFF), ON (AGAIN),    "it is not waiting"),
  ROW    (AT (PROTECTED) | AT (SETTLING), ON (RELEASED), ALWAYS,       GO (UNLISTED),  release,         "vCenter takes it off the list: it is off on purpose", "HA-07 B26"),
  IGNORE (ANY & ~(AT (PROTECTED) | AT (SETTLING)), ON (RELEASED), "it is not on the list"),
  ROW    (WAITING,          ON (RESTORED),    ALWAYS,                  GO (PROTECTED), stop_waiting,    "somebody has powered it on",                        "HA-40"),
  ROW    (AT (REREGISTERED), ON (RESTORED),   ALWAYS,                  GO (UNPROTECTED), leave_it_to_itself, "somebody has powered it on",                   "HA-43"),
  ROW    (AT (UNLISTED),    ON (RESTORED),    the_master_is_told,      GO (PROTECTED), protect,         "vCenter tells the master that it runs",             "HA-40 VC-05"),
  STAY   (AT (UNLISTED),    ON (RESTORED),    ALWAYS,                                  run_unlisted,    "nobody tells the master that it runs",              "HA-40 VC-05"),
  IGNORE (AT (PROTECTED) | AT (UNPROTECTED) | AT (STARTING) | AT (SETTLING), ON (RESTORED), "HA had nothing to do with it"),
  ROW    (AT (UNLISTED),    ON (VCENTER_UP),  the_master_is_told,      GO (PROTECTED), protect,         "vCenter is back and tells the master that it runs", "HA-40 VC-05"),
  ROW    (ANY & ~(AT (STARTING) | AT (UNPROTECTED) | AT (REREGISTERED)), ON (HA_OFF), ALWAYS, GO (UNPROTECTED), forget, "HA is switched off",                       "HA-08 DR-06"),
  IGNORE (AT (STARTING) | AT (UNPROTECTED) | AT (REREGISTERED), ON (HA_OFF), "its power-on goes on, or HA had nothing to do with it"),
  ROW    (AT (UNPROTECTED), ON (HA_ON),       ha_is_for_it,            GO (UNLISTED),  NOTHING,         "HA is on again, and no master has it on its list yet", "HA-06 HA-40"),
  IGNORE (ANY,              ON (HA_ON),       "HA is disabled for it, or its power-on has never ended"),
  IGNORE (ANY & ~AT (MASKED), ON (VCENTER_UP), "it is on the list, or off, or there is no master to be told"),
};
/* clang-format on */
const guint model_RESTART_n_rows = G_N_ELEMENTS (model_RESTART_rows);
