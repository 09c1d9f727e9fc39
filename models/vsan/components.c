/* The vsan-components machine: handbook 8.11's component, for all that one host holds. Components on one host share its
 * fate, so one actor speaks for them; where they differ (one has missed writes and another has not), each has a state of
 * its own in the column. What the rows name stands in the files of its subject, components-*.c.
 *
 * Facts: VS-08 VS-09 C6. */

#include "models/vsan/components-parts.h"

#define AT(STATE)  (1u << COMPONENTS_AT_##STATE)
#define ON(SIGNAL) COMPONENTS_ON_##SIGNAL
#define GO(STATE)  COMPONENTS_AT_##STATE
#define ANY        ((1u << COMPONENTS_N_STATES) - 1)

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &COMPONENTS_##IF, &COMPONENTS_##DO, BECAUSE, FACTS                               \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &COMPONENTS_##IF, &COMPONENTS_##DO, BECAUSE, FACTS                               \
  }

/* clang-format off */
const SimRow model_COMPONENTS_rows[] = {
  /* Away, and back */
  ROW    (AT (ACTIVE) | AT (STALE), ON (CHANGED),  is_cut_off,             GO (ABSENT),     lose,          "another part of the network has the majority of votes", "VS-01 VS-23"),
  STAY   (AT (ABSENT) | AT (REBUILDING), ON (CHANGED), more_of_it_is_gone,                  lose_more,     "more of it is out of reach now",                     "VS-08"),
  ROW    (AT (ACTIVE) | AT (STALE), ON (CHANGED),  is_away,                GO (ABSENT),     lose,          "its host is in maintenance, or down",                "VS-08 VS-09 C6"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back_and_has_missed, GO (STALE),      resync,        "its host is back, and has missed writes",            "VS-08 VS-09 VS-15"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back_with_nothing,   GO (ACTIVE),     be_active,     "its host is back; nothing of it is there any more",   "VS-10"),
  ROW    (AT (ABSENT),              ON (CHANGED),  is_back,                GO (ACTIVE),     be_active,     "its host is back, and nothing was written meanwhile", "VS-09"),
  STAY   (AT (ABSENT),              ON (CHANGED),  the_timer_starts_now,                    start_late,    "its host goes down",                                 "C6"),
  STAY   (AT (ABSENT),              ON (CHANGED),  some_of_it_is_heard,                     take_some_back, "its host is back in a part of the network that owns some of it", "VS-01 VS-08"),
  ROW    (AT (REBUILDING),          ON (CHANGED),  the_original_wins,      GO (STALE),      abandon_rebuild, "its host is back before the copies are done",      "8.11"),
  IGNORE (ANY,                      ON (CHANGED),  "that makes no difference to what it holds"),
  ROW    (AT (STALE),               ON (RESYNCED), all_is_up_to_date,      GO (ACTIVE),     be_up_to_date, "resync is done",                                     "VS-08 VS-10"),
  STAY   (AT (STALE),               ON (RESYNCED), ALWAYS,                                  be_partly_up_to_date, "of some there is no better copy to take it from", "VS-08"),
  STAY   (AT (STALE),               ON (AGAIN),    some_can_catch_up,                       resync,        "there is a better copy again",                       "VS-08"),

  /* Away for too long, or broken */
  IGNORE (ANY & ~(AT (ABSENT) | AT (DEGRADED)), ON (REPAIR), "it is back, or being rebuilt"),
  STAY   (AT (ABSENT) | AT (DEGRADED), ON (REPAIR), has_nothing,                            NOTHING,       "there is nothing to rebuild",                        "VS-09"),
  ROW    (AT (ABSENT),              ON (REPAIR),   there_is_a_spare,       GO (REBUILDING), rebuild,       "it has been absent for too long",                    "VS-09 VS-10"),
  ROW    (AT (DEGRADED),            ON (REPAIR),   there_is_a_spare,       GO (REBUILDING), rebuild,       "what is degraded does not come back",                "VS-08"),
  STAY   (AT (ABSENT) | AT (DEGRADED), ON (REPAIR), ALWAYS,                                 stay_reduced,  "no host or fault domain is left to rebuild it on",   "VS-05"),
  ROW    (AT (ABSENT) | AT (DEGRADED), ON (AGAIN), there_is_a_spare,       GO (REBUILDING), rebuild,       "there is a host to rebuild it on now",               "VS-09"),
  IGNORE (ANY,                      ON (AGAIN),    "that does not help it"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), its_devices_have_failed, GO (DEGRADED),  drop_old,      "the new copies are complete",                        "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), is_back_and_some_is_left, GO (STALE),    drop_old_and_resync, "the new copies are complete",                  "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), is_back,                GO (ACTIVE),     drop_old_and_be_active, "the new copies are complete",               "VS-10"),
  ROW    (AT (REBUILDING),          ON (RESYNCED), ALWAYS,                 GO (ABSENT),     drop_old,      "the new copies are complete",                        "VS-10"),
  STAY   (AT (ABSENT),              ON (RESYNCED), some_was_out_of_date,                    count_some_again, "resync is done, as far as its part of the network goes", "VS-08"),
  IGNORE (AT (ACTIVE) | AT (ABSENT) | AT (DEGRADED), ON (RESYNCED), "that was given up"),
  IGNORE (AT (DEGRADED),            ON (FAIL),     "they have failed already"),
  ROW    (ANY & ~AT (DEGRADED),     ON (FAIL),     ALWAYS,                 GO (DEGRADED),   degrade,       "its devices report an error",                        "VS-08"),
  ROW    (AT (ACTIVE),              ON (WIPED),    ALWAYS,                 GO (DEGRADED),   wipe,          "its devices are being formatted",                    "VS-21"),
  IGNORE (ANY & ~AT (ACTIVE),       ON (WIPED),    "it does not count as it is"),
  ROW    (AT (DEGRADED),            ON (REPLACED), is_back,                GO (STALE),      mend_and_resync, "its devices are good again, and empty",                   "VS-08"),
  ROW    (AT (DEGRADED),            ON (REPLACED), ALWAYS,                 GO (ABSENT),     mend,          "its devices are good again, and empty",                     "VS-08"),
  STAY   (ANY & ~AT (DEGRADED),     ON (REPLACED), ALWAYS,                                  mend,          "its devices are good again, and empty",                     "VS-08"),
};
/* clang-format on */
const guint model_COMPONENTS_n_rows = G_N_ELEMENTS (model_COMPONENTS_rows);
