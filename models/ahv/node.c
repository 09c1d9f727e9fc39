/* The node machine (handbook platforms 9.4): an AHV host as Acropolis sees it. Emptied, its CVM stopped, changed, its CVM started
 * again, filled again: one node of a cluster at a time, with the shutdown token in hand. What the rows name stands in
 * node-out.c and node-back.c.
 *
 * Facts: N-87 N-88 N-89 N-90. */

#include "models/ahv/node-parts.h"

#define AT(STATE)  (1u << NODE_AT_##STATE)
#define ON(SIGNAL) NODE_ON_##SIGNAL
#define GO(STATE)  NODE_AT_##STATE
#define ANY        ((1u << NODE_N_STATES) - 1)
#define HAS_GUESTS (AT (ENTERING) | AT (SHEDDING))

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &NODE_##IF, &NODE_##DO, BECAUSE, FACTS                                           \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &NODE_##IF, &NODE_##DO, BECAUSE, FACTS                                           \
  }

/* clang-format off */
const SimRow model_NODE_rows[] = {
  /* Into maintenance */
  STAY   (AT (NORMAL),    ON (ENTER),   another_node_is_lost,                  refuse_after_loss, "another node of the cluster is lost: this one would be the second",  "N-89"),
  STAY   (AT (NORMAL),    ON (ENTER),   another_node_is_out,                   refuse_second, "only one node of a cluster is in maintenance at a time",      "N-89"),
  STAY   (AT (NORMAL),    ON (ENTER),   the_guarantee_would_break,             refuse_unguaranteed, "the others could not hold HA's reservation",            "N-80 N-82"),
  STAY   (AT (NORMAL),    ON (ENTER),   data_is_not_resilient,                 refuse_unsafe, "without this node data might be lost",                        "N-55"),
  ROW    (AT (NORMAL),    ON (ENTER),   ALWAYS,              GO (WAITING),     ask,           "it is to be taken down",                                      "N-53"),
  STAY   (AT (ENTERED),   ON (ENTER),   it_only_stays_there,                   be_there_already, "it is in maintenance already",                             "N-89"),
  ROW    (AT (ENTERED),   ON (ENTER),   ALWAYS,              GO (UPGRADING),   install_at_once, "it is in maintenance already",                              "N-89"),
  STAY   (ANY & ~(AT (NORMAL) | AT (ENTERED)), ON (ENTER), ALWAYS,             refuse_busy,   "it is busy or away",                                          "model"),
  STAY   (AT (WAITING),   ON (GRANTED), another_node_is_out,                   NOTHING,       "it holds the token, and another node is out",                 "N-89"),
  STAY   (AT (WAITING),   ON (GRANTED), data_is_not_resilient,                 NOTHING,       "it holds the token, and data is not resilient",               "N-51 N-55"),
  STAY   (AT (WAITING),   ON (GRANTED), a_host_goes_round_its_own,             NOTHING,       "it holds the token, but may be the one that serves another host", "N-21 N-23"),
  ROW    (AT (WAITING),   ON (GRANTED), ALWAYS,              GO (ENTERING),    leave_pool,    "it holds the token",                                          "N-53 N-89"),
  IGNORE (ANY & ~AT (WAITING), ON (GRANTED), "it does not wait for it"),
  STAY   (AT (ENTERING),  ON (VM_LEFT), ordinary_vms_are_left,                 NOTHING,       "others are to leave yet",                                     "N-88"),
  ROW    (AT (ENTERING),  ON (VM_LEFT), others_are_left,     GO (SHEDDING),    shed,          "the ordinary VMs have left",                                  "N-87 N-89"),
  IGNORE (ANY, ON (VM_LEFT), "its host says when nothing is left at all"),
  ROW    (HAS_GUESTS,     ON (EMPTY),   its_cvm_is_away,     GO (UPGRADING),   install,       "it is empty, and its CVM is down already",                    "N-89"),
  ROW    (HAS_GUESTS,     ON (EMPTY),   ALWAYS,              GO (STOPPING),    stop_cvm,      "no VM is left on it",                                         "N-89"),
  IGNORE (ANY & ~HAS_GUESTS, ON (EMPTY), "nobody empties it any more"),
  ROW    (AT (STOPPING),  ON (CVM_STOPPED), it_only_stays_there, GO (ENTERED), stay,          "its CVM is down",                                             "N-89"),
  ROW    (AT (STOPPING),  ON (CVM_STOPPED), ALWAYS,          GO (UPGRADING),   install,       "its CVM is down",                                             "N-89"),
  IGNORE (ANY & ~AT (STOPPING), ON (CVM_STOPPED), "it is not waiting for that"),

  ROW    (AT (WAITING),   ON (CANCEL),  ALWAYS,              GO (NORMAL),      want_no_more,  "somebody cancels it",                                         "model"),
  ROW    (HAS_GUESTS,     ON (CANCEL),  ALWAYS,              GO (NORMAL),      turn_back,     "somebody cancels it: what has left stays where it is",        "N-89 N-91"),
  IGNORE (ANY & ~(AT (WAITING) | HAS_GUESTS), ON (CANCEL), "it is too late, or nothing is under way"),

  /* Out of maintenance */
  ROW    (AT (UPGRADING) | AT (HELD), ON (HOST_DONE), ALWAYS, GO (STARTING),   start_cvm,     "it has booted: the CVM comes first",                          "N-89"),
  IGNORE (ANY & ~(AT (UPGRADING) | AT (HELD)), ON (HOST_DONE), "it was not waiting for that"),
  ROW    (AT (UPGRADING), ON (HOST_BROKEN), ALWAYS,          GO (HELD),        hold,          "its host does not come back",                                 "N-64"),
  IGNORE (ANY & ~AT (UPGRADING), ON (HOST_BROKEN), "that is known"),
  ROW    (AT (ENTERED),   ON (EXIT),    its_cvm_serves,      GO (RETURNING),   come_out,      "{from} wants it back, and its CVM runs",                      "N-89"),
  ROW    (AT (ENTERED) | AT (HELD), ON (EXIT), ALWAYS,       GO (STARTING),    start_cvm,     "{from} wants it back: the CVM comes first",                   "N-89"),
  STAY   (AT (NORMAL),    ON (EXIT),    ALWAYS,                                be_out_already, "it is not in maintenance",                                   "model"),
  STAY   (ANY & ~(AT (NORMAL) | AT (ENTERED) | AT (HELD)), ON (EXIT), ALWAYS,  refuse_exit,   "it is busy or away",                                          "model"),
  ROW    (AT (STARTING) | AT (HELD), ON (CVM_SERVES), ALWAYS, GO (RETURNING),  come_out,      "its CVM serves: it leaves maintenance",                       "N-87 N-89"),
  IGNORE (ANY & ~(AT (STARTING) | AT (HELD)), ON (CVM_SERVES), "it was not waiting for that"),
  ROW    (AT (STARTING),  ON (CVM_STUCK), ALWAYS,            GO (HELD),        hold,          "its CVM does not get ready",                                  "N-64 N-54"),
  IGNORE (ANY & ~AT (STARTING), ON (CVM_STUCK), "it was not waiting for that"),
  STAY   (AT (RETURNING), ON (VM_BACK), vms_are_being_started,                 NOTHING,       "agent VMs come first, and are being powered on",              "N-87"),
  STAY   (AT (RETURNING), ON (VM_BACK), vms_are_away,                          NOTHING,       "others are on their way",                                     "N-89"),
  ROW    (AT (RETURNING), ON (VM_BACK), ALWAYS,              GO (NORMAL),      finish,        "everything that left it is back, or stays where it is",                  "N-89"),
  STAY   (AT (HEALED),    ON (VM_BACK), vms_are_away,                          NOTHING,       "others are on their way",                                     "N-86"),
  ROW    (AT (HEALED),    ON (VM_BACK), ALWAYS,              GO (NORMAL),      be_whole,      "what was restarted elsewhere runs on it again",               "N-86"),
  IGNORE (ANY & ~(AT (RETURNING) | AT (HEALED)), ON (VM_BACK), "it is not waiting for that"),
  STAY   (AT (RETURNING), ON (VM_STARTED), vms_are_being_started,              count_started,      "others are being powered on",                                 "N-87"),
  STAY   (AT (RETURNING), ON (VM_STARTED), vms_are_away,                       call_back,     "what was powered off runs: the others come back",             "N-87 N-89"),
  ROW    (AT (RETURNING), ON (VM_STARTED), ALWAYS,           GO (NORMAL),      finish,        "everything that left it is back, or stays where it is",                  "N-89"),
  IGNORE (ANY & ~AT (RETURNING), ON (VM_STARTED), "it is not waiting for that"),
  ROW    (AT (RETURNING), ON (PATIENCE), ALWAYS,             GO (NORMAL),      wait_no_longer, "VMs have had the time that they were given",                 "N-59"),
  ROW    (AT (HEALED),    ON (PATIENCE), ALWAYS,             GO (NORMAL),      heal_no_longer, "VMs have had the time that they were given",                 "N-86"),
  IGNORE (ANY & ~(AT (RETURNING) | AT (HEALED)), ON (PATIENCE), "it is out, or lost"),

  /* Losing power, and coming back */
  ROW    (ANY & ~(AT (ABSENT) | AT (SOURCE)), ON (HOST_LOST), ALWAYS, GO (SOURCE), fall,      "it has lost power",                                           "N-20 N-90"),
  IGNORE (AT (ABSENT) | AT (SOURCE), ON (HOST_LOST), "it has none"),
  ROW    (AT (SOURCE),    ON (HOST_BACK), it_was_in_maintenance, GO (STARTING), start_cvm,     "it has booted, still in maintenance: the CVM comes first",    "N-89"),
  ROW    (AT (SOURCE),    ON (HOST_BACK), vms_are_away,      GO (HEALED),      heal,          "it has booted: what was restarted elsewhere comes back",      "N-86 N-90"),
  ROW    (AT (SOURCE),    ON (HOST_BACK), ALWAYS,            GO (NORMAL),      be_back,       "it has booted",                                               "N-90"),
  IGNORE (ANY & ~AT (SOURCE), ON (HOST_BACK), "it was not away"),
  ROW    (AT (NORMAL),    ON (TARGETED), ALWAYS,             GO (TARGET),      NOTHING,       "VMs of a lost node are powered on here",                      "N-90"),
  IGNORE (ANY & ~AT (NORMAL), ON (TARGETED), "it is called something else already"),
  ROW    (AT (TARGET),    ON (RELIEVED), ALWAYS,             GO (NORMAL),      NOTHING,       "they run",                                                    "N-90"),
  IGNORE (ANY & ~AT (TARGET), ON (RELIEVED), "it is called something else"),
  ROW    (AT (NORMAL),    ON (LENDS),   ALWAYS,              GO (HEALS),       NOTHING,       "VMs return to the node that is back",                         "N-86 N-90"),
  IGNORE (ANY & ~AT (NORMAL), ON (LENDS), "it is called something else already"),
  ROW    (AT (HEALS),     ON (LENT),    ALWAYS,              GO (NORMAL),      NOTHING,       "they have returned",                                          "N-86 N-90"),
  IGNORE (ANY & ~AT (HEALS), ON (LENT), "it is called something else"),
};
/* clang-format on */
const guint model_NODE_n_rows = G_N_ELEMENTS (model_NODE_rows);
