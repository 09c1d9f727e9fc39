/* The vMotion machine (handbook 8.8): one VM on its way, with its memory or its disks or both, and its waiting for that.
 * DRS chooses where to; what may begin now is arithmetic of vmotion.h, what a copy takes that of precopy.h. What the rows name
 * stands in the files of its subject, migration-*.c.
 *
 * Facts: VMO-01 VMO-02 VMO-03 VMO-04 VMO-05 VMO-10 VMO-12 VMO-16 VMO-17. */

#include "models/compute/migration-parts.h"

#define AT(STATE)   (1u << MIGRATION_AT_##STATE)
#define ON(SIGNAL)  MIGRATION_ON_##SIGNAL
#define GO(STATE)   MIGRATION_AT_##STATE
#define RESTING     (AT (IDLE) | AT (QUEUED))
#define ANY         ((1u << MIGRATION_N_STATES) - 1)
#define UNDER_WAY   (ANY & ~RESTING)
#define BEFORE_STUN (UNDER_WAY & ~AT (SWITCHING))

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &MIGRATION_##IF, &MIGRATION_##DO, BECAUSE, FACTS                                 \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &MIGRATION_##IF, &MIGRATION_##DO, BECAUSE, FACTS                                 \
  }

/* clang-format off */
const SimRow model_MIGRATION_rows[] = {
  /* Queued: it costs something, and all that it costs must be there (VMO-01) */
  ROW    (RESTING,        ON (QUEUE),    ALWAYS,                     GO (QUEUED),    wait,        "it would exceed a maximum",                          "VMO-01 VMO-05"),
  IGNORE (UNDER_WAY,      ON (QUEUE),    "it is on its way already"),
  ROW    (AT (QUEUED),    ON (UNQUEUE),  ALWAYS,                     GO (IDLE),      stop_waiting, "it need not go, or cannot",                         "VMO-01"),
  IGNORE (ANY & ~AT (QUEUED), ON (UNQUEUE), "it does not wait"),
  ROW    (RESTING,        ON (START),    the_vm_has_gone,            GO (IDLE),      stop_waiting, "its host has died, and it went down with it",       "model"),
  ROW    (RESTING,        ON (START),    the_target_has_gone,        GO (IDLE),      break_off,   "the target has died",                                "VMO-10"),
  ROW    (RESTING,        ON (START),    ALWAYS,                     GO (CHECKING),  check,       "DRS has chosen a host, and no maximum is exceeded",  "VMO-01 VMO-10"),
  IGNORE (UNDER_WAY,      ON (START),    "it is on its way already"),

  /* Storage vMotion that a plan asks for */
  STAY   (ANY,            ON (RELOCATE), vcenter_is_away,                            refuse_without_vcenter, "no task starts without vCenter",                     "VC-05"),
  STAY   (ANY,            ON (RELOCATE), its_host_is_away,                           refuse_without_host, "nobody is there to move its disks",                  "model"),
  STAY   (ANY,            ON (RELOCATE), its_host_does_not_see_it,                   refuse_unseen, "its host does not see that datastore",               "B01"),
  STAY   (ANY,            ON (RELOCATE), ALWAYS,                                     want_disks_moved, "{from} wants its disks elsewhere",              "VMO-01"),
  STAY   (RESTING,        ON (GO_AHEAD), nobody_wants_its_disks_moved,               NOTHING,     "nobody wants its disks moved any more",              "model"),
  STAY   (RESTING,        ON (GO_AHEAD), it_is_about_to_go,                          NOTHING,     "it asks again after that vMotion",                   "B06"),
  ROW    (RESTING,        ON (GO_AHEAD), it_is_not_at_rest,          GO (IDLE),      refuse_after_all, "it is down, or being powered on",               "model"),
  ROW    (RESTING,        ON (GO_AHEAD), it_must_wait,               GO (QUEUED),    wait_with_disks, "it would exceed a maximum",                      "VMO-01 VMO-04"),
  ROW    (RESTING,        ON (GO_AHEAD), ALWAYS,                     GO (CHECKING),  check_disks, "no maximum is exceeded",                             "VMO-01 VMO-04"),
  IGNORE (UNDER_WAY,      ON (GO_AHEAD), "another move of it is under way; it asks again after that"),

  /* Checking, reserving */
  ROW    (AT (CHECKING),  ON (CHECKED),  breaks,                     GO (IDLE),      break_off,   "it breaks off before the first byte",                "VMO-10"),
  ROW    (AT (CHECKING),  ON (CHECKED),  its_network_is_misbelieved, GO (IDLE),      break_off_surprised, "the hosts do not reach each other, though their links are up", "B21 D-05"),
  ROW    (AT (CHECKING),  ON (CHECKED),  it_is_not_compatible,       GO (IDLE),      break_off,   "it is not compatible with its target, as that is now", "VMO-10 B01 B04"),
  ROW    (AT (CHECKING),  ON (CHECKED),  ALWAYS,                     GO (RESERVING), reserve,     "it is compatible",                                   "VMO-10"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "it is over"),
  ROW    (AT (RESERVING), ON (RESERVED), the_room_has_gone,          GO (IDLE),      break_off,   "the target cannot admit its reservation any more",   "VMO-10 B02"),
  ROW    (AT (RESERVING), ON (RESERVED), only_its_disks_move,        GO (DISKS),     move_disks,  "it stays where it runs, its disks go",               "VMO-02 VMO-04"),
  ROW    (AT (RESERVING), ON (RESERVED), its_disks_go_too,           GO (DISKS),     move_disks,  "its disks go first",                                 "VMO-02 B18"),
  ROW    (AT (RESERVING), ON (RESERVED), the_guest_stops_for_traces, GO (TRACING),   trace,       "its source is older than 7.0",                       "VMO-16"),
  ROW    (AT (RESERVING), ON (RESERVED), ALWAYS,                     GO (COPYING),   start_copy,  "it is compatible and there is room",                 "VMO-10 VMO-12"),
  IGNORE (ANY & ~AT (RESERVING), ON (RESERVED), "it is over"),

  /* Disks and memory */
  ROW    (AT (DISKS),     ON (DISKS_MOVED), only_its_disks_move,     GO (IDLE),      settle_disks, "its disks are there",                               "VMO-04"),
  ROW    (AT (DISKS),     ON (DISKS_MOVED), the_guest_stops_for_traces, GO (TRACING), trace,      "its disks are there; its source is older than 7.0",  "VMO-16"),
  ROW    (AT (DISKS),     ON (DISKS_MOVED), ALWAYS,                  GO (COPYING),   start_copy,  "its disks are there, memory follows",                "VMO-02 VMO-12"),
  IGNORE (ANY & ~AT (DISKS), ON (DISKS_MOVED), "it is over"),
  ROW    (AT (TRACING),   ON (TRACED),   ALWAYS,                     GO (COPYING),   start_copy,  "its pages are traced",                               "VMO-12 VMO-16"),
  IGNORE (ANY & ~AT (TRACING), ON (TRACED), "it is over"),
  ROW    (AT (COPYING),   ON (ROUND),    little_is_left,             GO (SWITCHING), stun,        "what is left can be sent in one go",                 "VMO-11 VMO-12"),
  ROW    (AT (COPYING),   ON (ROUND),    it_will_not_converge,       GO (SWITCHING), stun,        "it will not converge, and the guest is not slowed",  "VMO-12"),
  STAY   (AT (COPYING),   ON (ROUND),    ALWAYS,                                     copy_again,  "the guest has written meanwhile",                    "VMO-12 VMO-17"),
  IGNORE (ANY & ~AT (COPYING), ON (ROUND), "it is over"),
  ROW    (AT (SWITCHING), ON (SWITCHED), vcenter_is_away,            GO (IDLE),      arrive,      "it runs on the target, and vCenter learns of it when it is back", "VMO-10"),
  ROW    (AT (SWITCHING), ON (SWITCHED), ALWAYS,                     GO (IDLE),      arrive,      "it runs on the target",                              "VMO-10 VMO-11"),
  IGNORE (ANY & ~AT (SWITCHING), ON (SWITCHED), "it is over"),

  /* What goes wrong before it has resumed on the target leaves it on the source (VMO-10) */
  ROW    (BEFORE_STUN,    ON (END_LOST), it_is_the_target,           GO (IDLE),      break_off,   "the target has died; nothing is lost on the source", "VMO-10"),
  ROW    (AT (SWITCHING), ON (END_LOST), it_is_the_target,           GO (IDLE),      resume_on_source, "the target has died before it resumed there",   "VMO-10"),
  ROW    (UNDER_WAY,      ON (END_LOST), ALWAYS,                     GO (IDLE),      give_up,     "the source has died, and the VM with it",            "model"),
  ROW    (AT (QUEUED),    ON (END_LOST), ALWAYS,                     GO (IDLE),      give_up,     "the source has died, and the VM with it",            "model"),
  IGNORE (AT (IDLE),      ON (END_LOST), "it was not on its way"),
  STAY   (UNDER_WAY,      ON (LINK_LOST), no_network_is_used,                        NOTHING,     "its disks stay on their host's storage network",     "VMO-03"),
  ROW    (BEFORE_STUN,    ON (LINK_LOST), ALWAYS,                    GO (IDLE),      break_off,   "the vMotion network has gone",                       "VMO-10 B21"),
  ROW    (AT (SWITCHING), ON (LINK_LOST), ALWAYS,                    GO (IDLE),      resume_on_source, "the vMotion network has gone before it resumed there", "VMO-10 B21"),
  IGNORE (RESTING,        ON (LINK_LOST), "it is not on its way"),
  ROW    (BEFORE_STUN,    ON (CANCEL),   ALWAYS,                     GO (IDLE),      break_off,   "somebody cancels it",                                "VMO-10"),
  IGNORE (AT (SWITCHING), ON (CANCEL),   "it is too late: the guest has stopped, and resumes on the target in a moment"),
  IGNORE (RESTING,        ON (CANCEL),   "there is nothing to cancel"),
};
/* clang-format on */
const guint model_MIGRATION_n_rows = G_N_ELEMENTS (model_MIGRATION_rows);
