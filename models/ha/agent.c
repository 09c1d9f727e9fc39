/* The HA agent machine (FDM; handbook 8.1): election, mastership, isolation. It needs no vCenter, except to be configured. What
 * the rows name stands in the files of its subject, agent-*.c.
 *
 * Facts: DR-06 HA-02 HA-03 HA-04 HA-05 HA-08 HA-09 HA-10 HA-16 HA-17 HA-18 HA-21. */

#include "models/ha/agent-parts.h"
#include "models/ha/lists.h"

#define AT(STATE)  (1u << AGENT_AT_##STATE)
#define ON(SIGNAL) AGENT_ON_##SIGNAL
#define GO(STATE)  AGENT_AT_##STATE
#define ANY        ((1u << AGENT_N_STATES) - 1)
#define ACTIVE     MODEL_AGENT_RUNS

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &AGENT_##IF, &AGENT_##DO, BECAUSE, FACTS                                         \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &AGENT_##IF, &AGENT_##DO, BECAUSE, FACTS                                         \
  }

/* clang-format off */
const SimRow model_AGENT_rows[] = {
  STAY   (AT (INACTIVE),     ON (START),         its_host_has_no_power,                      NOTHING,             "its host has lost power again meanwhile",            "model"),
  ROW    (AT (INACTIVE),     ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "vCenter pushes the agent",                           "HA-08 HA-10"),
  ROW    (AT (INACTIVE),     ON (START),         ALWAYS,                  GO (ELECTION),     join_election,       "the agent starts from what the host has stored",     "HA-40"),
  ROW    (AT (ERROR),        ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "HA is reconfigured on it",                           "VC-11"),
  IGNORE (ANY & ~AT (INACTIVE), ON (START),      "it is started already, or cannot be without vCenter"),
  ROW    (ACTIVE,            ON (HEARD),         it_should_be_gone,       GO (INACTIVE),     be_taken_at_last,    "vCenter has been told to take it, and could not",    "HA-08 DR-06"),
  ROW    (ACTIVE,            ON (VCENTER_UP),    it_should_be_gone,       GO (INACTIVE),     be_taken_at_last,    "vCenter has been told to take it, and could not",    "HA-08 DR-06"),
  ROW    (AT (ERROR),        ON (HEARD),         vcenter_did_not_reach_it, GO (CONFIGURING), configure,           "vCenter reaches it again",                           "VC-11"),
  ROW    (AT (ERROR),        ON (VCENTER_UP),    vcenter_did_not_reach_it, GO (CONFIGURING), configure,           "vCenter reaches it again",                           "VC-11"),
  ROW    (ACTIVE,            ON (VCENTER_UP),    it_missed_the_sync,      GO (CONFIGURING),  reconfigure,         "vCenter reaches it again and syncs it",              "VC-11 DR-06"),
  IGNORE (ANY,               ON (VCENTER_UP),    "it runs without vCenter, or is not to run"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    it_cannot_be_configured, GO (ERROR),        fail,                "something stands against it",                         "VC-11 VC-12 DR-07 DR-34"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    a_master_leads,          GO (SLAVE),        follow,              "it is configured and hears a master",                "HA-02"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    ALWAYS,                  GO (ELECTION),     join_election,       "it is configured and hears no master",               "HA-02"),
  IGNORE (ANY & ~AT (CONFIGURING), ON (CONFIGURED), "it has been stopped meanwhile"),

  ROW    (AT (ELECTION),     ON (BALLOT),        nobody_is_heard,         GO (SELF_ELECTED), ping,                "it has heard nobody",                                "HA-17"),
  ROW    (AT (ELECTION),     ON (BALLOT),        a_master_leads,          GO (SLAVE),        follow,              "there is a master",                                  "HA-05"),
  ROW    (AT (ELECTION),     ON (BALLOT),        its_key_is_best,         GO (MASTER),       lead,                "most datastores, then the greatest id as text",      "HA-03 HA-04 HA-06"),
  ROW    (AT (ELECTION),     ON (BALLOT),        ALWAYS,                  GO (SLAVE),        follow,              "another has won",                                    "HA-05"),
  IGNORE (ANY & ~AT (ELECTION), ON (BALLOT),     "the election is over for it"),
  ROW    (AT (SELF_ELECTED), ON (PINGED),        pings_are_answered,      GO (MASTER),       lead,                "an isolation address answers: it is alone, not isolated", "HA-21"),
  ROW    (AT (SELF_ELECTED), ON (PINGED),        ALWAYS,                  GO (ISOLATED),     declare_isolation,   "no isolation address answers",                       "HA-17"),
  ROW    (AT (ALONE),        ON (PINGED),        pings_are_answered,      GO (MASTER),       lead,                "an isolation address answers",                       "HA-21"),
  ROW    (AT (ALONE),        ON (PINGED),        ALWAYS,                  GO (ISOLATED),     declare_isolation,   "no isolation address answers",                       "HA-18 HA-06"),
  IGNORE (ANY & ~(AT (SELF_ELECTED) | AT (ALONE)), ON (PINGED), "it is in doubt no more"),

  IGNORE (ANY & ~AT (SLAVE), ON (MASTER_SILENT), "it was no slave"),
  STAY   (AT (SLAVE),        ON (MASTER_SILENT), a_master_leads,                             NOTHING,             "it hears a master after all",                        "HA-05"),
  ROW    (AT (SLAVE),        ON (MASTER_SILENT), ALWAYS,                  GO (ELECTION),     hold_election,       "nothing from a master for too long",                 "HA-16 HA-17"),

  ROW    (AT (MASTER),       ON (CUT),           ALWAYS,                  GO (ALONE),        lose_the_others,     "it hears nobody any more",                           "HA-18"),
  STAY   (AT (SLAVE),        ON (CUT),           ALWAYS,                                     lose_the_master,     "it hears its master no more",                        "HA-17"),
  IGNORE (ANY & ~(AT (MASTER) | AT (SLAVE)), ON (CUT), "it had no connection to lose"),
  STAY   (AT (MASTER),       ON (UNHEARD),       pings_are_answered,                         NOTHING,             "it hears nobody any more, and an isolation address answers", "HA-18 HA-21"),
  ROW    (AT (MASTER),       ON (UNHEARD),       ALWAYS,                  GO (ALONE),        lose_the_others,     "it hears nobody any more, and nobody answers",       "HA-18"),
  IGNORE (ANY & ~AT (MASTER), ON (UNHEARD),      "it leads nobody"),
  STAY   (AT (ISOLATED),     ON (RELEASE),       ALWAYS,                                     release,             "somebody else may have its VMs",                     "HA-06"),
  IGNORE (ANY & ~AT (ISOLATED), ON (RELEASE),    "it is isolated no more"),
  ROW    (AT (ISOLATED),     ON (HEARD),         ALWAYS,                  GO (ELECTION),     return_from_isolation, "it hears others again: isolation is off",           "HA-21"),
  ROW    (AT (SELF_ELECTED), ON (HEARD),         ALWAYS,                  GO (ELECTION),     return_from_isolation, "it hears others again: isolation is off",           "HA-21"),
  ROW    (AT (ALONE),        ON (HEARD),         a_better_master_is_heard, GO (SLAVE),       yield,               "it hears the others again, and they have a better master", "HA-01 HA-20"),
  ROW    (AT (ALONE),        ON (HEARD),         ALWAYS,                  GO (MASTER),       lead_on,             "it hears the others again: isolation is off, and it still leads", "HA-21"),
  STAY   (AT (SLAVE),        ON (HEARD),         ALWAYS,                                     be_heard_again,      "the network is back in time",                        "HA-21"),
  STAY   (AT (ELECTION),     ON (HEARD),         ALWAYS,                                     be_heard,            "the network is back in time",                        "HA-21"),
  ROW    (AT (MASTER),       ON (HEARD),         a_better_master_is_heard, GO (SLAVE),       yield,               "it led itself, and the others have a better master", "HA-01 HA-20"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (STOPPED) | AT (MASTER), ON (HEARD), "nobody is there to hear, or it leads on"),

  ROW    (AT (MASTER),       ON (REGROUP),       a_better_master_is_heard, GO (SLAVE),       yield,               "two masters meet, and the key of the other is better", "HA-01 HA-04"),
  ROW    (AT (MASTER),       ON (REGROUP),       nobody_is_heard,         GO (ALONE),        lose_the_others,     "it hears nobody any more",                           "HA-18"),
  STAY   (AT (MASTER),       ON (REGROUP),       another_part_has_the_objects,               give_up_lists,       "most objects belong to another part of the vSAN network", "VS-23 HA-06"),
  STAY   (AT (MASTER),       ON (REGROUP),       they_are_left_behind,                       take_free_lists,     "nobody else holds the lists",                        "VS-23 HA-06"),
  STAY   (AT (MASTER),       ON (REGROUP),       ALWAYS,                                     look_around,         "it leads those that it hears",                       "HA-01"),
  STAY   (AT (SLAVE),        ON (REGROUP),       a_master_leads,                             be_heard_again,      "it hears a master",                                  "HA-01"),
  STAY   (AT (SLAVE),        ON (REGROUP),       ALWAYS,                                     lose_the_master,     "its master is in another part",                      "HA-01"),
  STAY   (AT (ELECTION),     ON (REGROUP),       ALWAYS,                                     look_around,         "those that it hears elect one of them",              "HA-01"),
  ROW    (AT (ALONE),        ON (REGROUP),       a_better_master_is_heard, GO (SLAVE),       yield,               "it hears others again, and they have a better master", "HA-01 HA-20"),
  ROW    (AT (ALONE),        ON (REGROUP),       somebody_is_heard,       GO (MASTER),       lead_on,             "it hears others again, and still leads",             "HA-21"),
  ROW    (AT (SELF_ELECTED) | AT (ISOLATED), ON (REGROUP), somebody_is_heard, GO (ELECTION),  return_from_isolation, "it hears others again",                            "HA-21"),
  IGNORE (AT (SELF_ELECTED) | AT (ALONE) | AT (ISOLATED), ON (REGROUP), "it hears nobody still"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (STOPPED), ON (REGROUP), "it is not running"),
  STAY   (AT (MASTER),       ON (LISTS_FREE),    nobody_holds_the_lists,                     take_free_lists,     "the master of another part has let go of them",      "HA-06"),
  IGNORE (ANY,               ON (LISTS_FREE),    "somebody has them"),

  ROW    (ACTIVE,            ON (STOP),          ALWAYS,                  GO (STOPPED),      stop,                "the agent has died, or hostd under it",              "HA-09"),
  IGNORE (ANY & ~ACTIVE,     ON (STOP),          "it is not running"),
  ROW    (AT (STOPPED),      ON (RECOVER),       a_master_leads,          GO (SLAVE),        follow,              "it is started again and hears a master",             "HA-09"),
  ROW    (AT (STOPPED),      ON (RECOVER),       ALWAYS,                  GO (ELECTION),     join_election,       "it is started again and hears no master",            "HA-02 HA-09"),
  IGNORE (ANY & ~AT (STOPPED), ON (RECOVER),     "it is not stopped"),

  ROW    (ANY & ~AT (INACTIVE), ON (LEAVE),      ALWAYS,                  GO (INACTIVE),     leave,               "its host has left the cluster's HA",                 "HA-02 HA-08"),
  IGNORE (AT (INACTIVE),     ON (LEAVE),         "it is not running"),
  STAY   (ACTIVE,            ON (DISABLE),       vcenter_does_not_reach_it,                  NOTHING,             "nobody can take it from there now",                  "HA-40"),
  ROW    (ANY & ~AT (INACTIVE), ON (DISABLE),   ALWAYS,                  GO (INACTIVE),     be_disabled,         "HA is switched off",                                 "HA-08 DR-06"),
  IGNORE (AT (INACTIVE),     ON (DISABLE),       "it is not running"),
  ROW    (ANY & ~AT (INACTIVE), ON (DIE),        ALWAYS,                  GO (INACTIVE),     die,                 "its host has lost power",                            "HA-08"),
  IGNORE (AT (INACTIVE),     ON (DIE),           "it is not running"),
  STAY   (ANY,               ON (RECONFIGURE),   vcenter_does_not_reach_it,                  refuse,              "nobody can configure it there now",                  "HA-40 VC-05"),
  ROW    (ACTIVE | AT (ERROR), ON (RECONFIGURE), ALWAYS,                  GO (CONFIGURING),  reconfigure_for_step, "somebody has it configured anew",                   "HA-02 VC-11"),
  STAY   (AT (CONFIGURING),  ON (RECONFIGURE),   ALWAYS,                                     wait_with_step,      "it is being configured already",                     "model"),
  STAY   (AT (INACTIVE) | AT (STOPPED), ON (RECONFIGURE), ALWAYS,                            refuse,              "HA is not on there, or hostd does not answer",       "HA-08 HA-09"),
  STAY   (ACTIVE,            ON (REINSTALL),     vcenter_does_not_reach_it,                  wait_for_sync,       "vCenter does not reach it: it is synced when it returns", "VC-11"),
  ROW    (ACTIVE | AT (ERROR), ON (REINSTALL),   ALWAYS,                  GO (CONFIGURING),  reconfigure,         "the agent must match the new vCenter",               "HA-10 VC-11 DR-06"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (STOPPED), ON (REINSTALL), "it is not running, or being configured anyway"),
};
/* clang-format on */
const guint model_AGENT_n_rows = G_N_ELEMENTS (model_AGENT_rows);
