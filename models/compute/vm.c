/* The VM machine: where it runs, and whether. What the rows name stands in the files of its subject, vm-*.c.
 *
 * Facts: AC-02 EV-03. */

#include "models/compute/vm-parts.h"

#define AT(STATE)    (1u << VM_AT_##STATE)
#define ON(SIGNAL)   VM_ON_##SIGNAL
#define GO(STATE)    VM_AT_##STATE
#define RUNS         (AT (RUNNING) | AT (LEAVING) | AT (PINNED) | AT (MIGRATING))
#define ON_OR_COMING (RUNS | AT (POWERING) | AT (RESTARTING) | AT (STOPPING) | AT (STARTING))
#define IS_OFF       (AT (OFF) | AT (DOWN) | AT (STOPPED))
#define WAITS        (AT (LEAVING) | AT (PINNED))
#define ANY          ((1u << VM_N_STATES) - 1)

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &VM_##IF, &VM_##DO, BECAUSE, FACTS                                               \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &VM_##IF, &VM_##DO, BECAUSE, FACTS                                               \
  }

/* clang-format off */
const SimRow model_VM_rows[] = {
  /* Leaving a host */
  ROW    (AT (RUNNING) | AT (PINNED), ON (LEAVE), ALWAYS,              GO (LEAVING),    wait_for_a_slot, "its host is emptying",                           "EV-01"),
  STAY   (AT (OFF),      ON (LEAVE),       it_has_to_wait,                              hold_its_host, "powered off, it is to be registered elsewhere, and DRS may not yet", "EV-03"),
  STAY   (AT (OFF),      ON (LEAVE),       it_may_remain,                               remain,       "powered off, it may stay registered on an emptied host", "EV-03"),
  STAY   (AT (OFF),      ON (LEAVE),       its_host_is_emptied_of_it,                   register_elsewhere, "its host is emptied of powered-off VMs too", "EV-03"),
  IGNORE (ANY & ~(AT (RUNNING) | AT (PINNED)), ON (LEAVE), "it is leaving already, or not running"),
  ROW    (WAITS,         ON (STAY),        ALWAYS,                     GO (RUNNING),    stay,         "its host need not be emptied any more",          "EV-01"),
  IGNORE (ANY & ~WAITS,  ON (STAY),        "it is not waiting to leave"),
  ROW    (WAITS,         ON (MOVE),        the_target_is_there,        GO (MIGRATING),  go,           "its host is emptying",                           "EV-04 VMO-10"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_evens_out,              GO (MIGRATING),  go,           "DRS finds it better there",                      "DRS-06 DRS-07"),
  ROW    (AT (RUNNING),  ON (MOVE),        ads_relieves_its_host,      GO (MIGRATING),  go,           "its host is too busy",                           "N-91"),
  ROW    (AT (RUNNING),  ON (MOVE),        acropolis_brings_it_back,   GO (MIGRATING),  go,           "its node takes VMs again",                       "N-89"),
  ROW    (AT (RUNNING),  ON (MOVE),        a_person_moves_it,          GO (MIGRATING),  go,           "a person wants it there",                        "VMO-10"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_makes_room,             GO (MIGRATING),  go,           "HA needs its room for another VM",               "HA-38"),
  ROW    (AT (RUNNING),  ON (MOVE),        drs_corrects,               GO (MIGRATING),  go,           "a rule wants it there",                          "DRS-11"),
  STAY   (ANY,           ON (MOVE),        ALWAYS,                                      unbook,       "one of the two is not there any more",           "model"),
  ROW    (AT (LEAVING),  ON (CANNOT_MOVE), ALWAYS,                     GO (PINNED),     pin,          "no host will take it",                           "B01-B28"),
  IGNORE (ANY & ~AT (LEAVING), ON (CANNOT_MOVE), "it is not waiting to leave"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    its_new_host_has_died,      GO (DOWN),       arrive_nowhere, "it arrived on a host that has just died",      "HST-01"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    its_new_host_is_emptying,   GO (LEAVING),    arrive_and_leave, "it arrived where it cannot stay",             "EV-04"),
  ROW    (AT (MIGRATING), ON (ARRIVED),    ALWAYS,                     GO (RUNNING),    arrive,       "it arrived",                                     "VMO-10"),
  IGNORE (ANY & ~AT (MIGRATING), ON (ARRIVED), "it is down"),
  ROW    (AT (MIGRATING), ON (MOVE_FAILED), its_host_is_emptying,      GO (LEAVING),    stay_after_all, "the vMotion broke off, it still has to leave",   "VMO-10"),
  ROW    (AT (MIGRATING), ON (MOVE_FAILED), ALWAYS,                    GO (RUNNING),    stay_after_all, "the vMotion broke off",                          "VMO-10"),
  IGNORE (ANY & ~AT (MIGRATING), ON (MOVE_FAILED), "it is down"),

  /* By hand */
  STAY   (ANY & ~AT (MIGRATING), ON (MOVE_BY_HAND), it_is_there_already,                be_there_already, "it is there",                                 "model"),
  STAY   (ANY,           ON (MOVE_BY_HAND), it_is_on_its_way,                           NOTHING,      "it has been asked twice in one instant",         "model"),
  STAY   (ANY,           ON (MOVE_BY_HAND), vcenter_is_away,                            refuse_move_blind, "no vMotion starts without vCenter",         "VC-05"),
  STAY   (AT (OFF),      ON (MOVE_BY_HAND), something_forbids_it_there,                 refuse_registering, "it cannot be registered there",              "EV-03 B01 B04"),
  STAY   (AT (OFF),      ON (MOVE_BY_HAND), ALWAYS,                                     register_by_hand, "{from} asks for it: powered off, it is only registered there", "EV-03"),
  STAY   (ANY & ~(RUNS | AT (OFF)), ON (MOVE_BY_HAND), ALWAYS,                          refuse_move_off, "it does not run",                             "model"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), something_forbids_the_move,                 refuse_move,  "must rules bind a person too",                   "DRS-10 B04 B06"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), no_slot_is_free,                            wait_by_hand, "it is queued, not refused",                      "VMO-01"),
  STAY   (RUNS,          ON (MOVE_BY_HAND), ALWAYS,                                     set_off,      "{from} asks for it",                             "VMO-10"),

  /* Going down */
  ROW    (AT (RUNNING) | WAITS, ON (HOST_LOST), its_secondary_stands_in, GO (RUNNING), go_on_there, "Fault Tolerance: its secondary goes on in its place", "DRS-13"),
  ROW    (RUNS | AT (STOPPING), ON (TAKE_PLACE),  ALWAYS,                     GO (DOWN),       die,          "Fault Tolerance: it is the primary now, and a new secondary is needed", "HA-30"),
  IGNORE (ANY & ~(RUNS | AT (STOPPING)), ON (TAKE_PLACE), "it does not run any more"),
  ROW    (RUNS | AT (STOPPING), ON (HOST_LOST),   ALWAYS,                     GO (DOWN),       fall,         "its host has lost power",                        "HST-01"),
  ROW    (AT (STOPPED),  ON (HOST_LOST),   its_memory_was_there,       GO (DOWN),       lose_its_memory, "it was suspended to the memory of its host, which is gone", "LCM-01 HST-01"),
  ROW    (AT (STARTING), ON (HOST_LOST),   its_memory_was_there,       GO (DOWN),       lose_its_memory_after_all, "it was just being resumed from the memory of its host, which is gone", "LCM-01 HST-01"),
  IGNORE (ANY & ~(RUNS | AT (STOPPING)), ON (HOST_LOST),   "it was not running there"),
  ROW    (RUNS | AT (STOPPING), ON (DIE),         its_host_is_isolated,       GO (DOWN),       die,          "its host is isolated: the response stops it",    "HA-17 HA-22"),
  ROW    (RUNS | AT (STOPPING), ON (DIE),         another_part_has_its_objects, GO (DOWN),     die,          "vSAN terminates it: another part of the network has its objects", "HA-44 VS-23"),
  ROW    (RUNS | AT (STOPPING), ON (DIE),         ALWAYS,                     GO (DOWN),       die,          "something stops it on a living host",            "HA-07"),
  IGNORE (ANY & ~(RUNS | AT (STOPPING)), ON (DIE),         "it was not running"),

  STAY   (ANY,           ON (SHUT_DOWN),   it_cannot_be_spared,                         keep_running, "it is on its way, or HA waits for it",           "model"),
  ROW    (RUNS & ~AT (MIGRATING), ON (SHUT_DOWN), ALWAYS,              GO (OFF),        be_shut_down, "its virtual hardware is to be raised",           "DR-31 HA-40"),
  IGNORE (ANY & ~(RUNS & ~AT (MIGRATING)), ON (SHUT_DOWN), "it does not run"),

  /* Coming up */
  ROW    (AT (DOWN),     ON (RESTART),     ALWAYS,                     GO (RESTARTING), be_restarted, "HA has found a host for it",                     "HA-37"),
  IGNORE (ANY & ~AT (DOWN), ON (RESTART),  "it is not down"),
  ROW    (AT (RESTARTING), ON (RESTARTED), its_new_host_has_died,      GO (DOWN),       be_lost_again, "the host has just died",                         "HA-35"),
  ROW    (AT (RESTARTING), ON (RESTARTED), ALWAYS,                     GO (RUNNING),    run_again,    "HA has powered it on",                           "HA-37"),
  IGNORE (ANY & ~AT (RESTARTING), ON (RESTARTED), "nobody was restarting it"),
  ROW    (AT (RESTARTING), ON (GIVEN_UP),  ALWAYS,                     GO (DOWN),       NOTHING,      "this attempt has failed",                        "HA-34"),
  IGNORE (ANY & ~AT (RESTARTING), ON (GIVEN_UP), "nobody was restarting it"),

  /* For the length of a remediation */
  STAY   (ANY,           ON (STOP),        its_disks_are_on_the_move,                   not_stop,     "its disks are being moved",                      "B06"),
  ROW    (AT (RUNNING),  ON (STOP),        its_node_goes,              GO (STOPPING),   begin_to_stop, "it cannot be live-migrated, and {from} goes into maintenance", "N-87 N-88"),
  ROW    (AT (RUNNING),  ON (STOP),        ALWAYS,                     GO (STOPPING),   begin_to_stop, "{from} is remediated, and its VMs are not moved", "LCM-01 B26"),
  STAY   (ANY & ~AT (RUNNING), ON (STOP),  ALWAYS,                                      not_stop,     "it is on its way, or off",                       "model"),
  ROW    (AT (STOPPING), ON (STOPPED),     ALWAYS,                     GO (STOPPED),    be_stopped,   "it is off on purpose",                           "LCM-01 B26"),
  IGNORE (ANY & ~AT (STOPPING), ON (STOPPED), "it has gone down meanwhile"),
  STAY   (AT (STOPPED),  ON (START),       admission_control_refuses,                   stay_stopped_by_admission, "a resume is a power-on, and the tolerated failures would not be covered", "AC-02"),
  STAY   (AT (STOPPED),  ON (START),       its_own_host_cannot,                         stay_stopped, "its host cannot run it now",                     "B02"),
  ROW    (AT (STOPPED),  ON (START),       ALWAYS,                     GO (STARTING),   start_again,  "{from} is through",                              "LCM-01"),
  STAY   (ANY & ~AT (STOPPED), ON (START), ALWAYS,                                      be_started_already, "somebody has powered it on",               "model"),
  ROW    (AT (STARTING), ON (STARTED),     it_does_not_start,          GO (STOPPED),    fail_to_start, "the power-on fails, or its host has gone",       "model"),
  ROW    (AT (STARTING), ON (STARTED),     ALWAYS,                     GO (RUNNING),    run_once_more, "it runs again",                                 "LCM-01"),
  IGNORE (ANY & ~AT (STARTING), ON (STARTED), "nobody was starting it"),

  /* Asked of vCenter */
  STAY   (ANY,           ON (RESERVE),     vcenter_is_away,                             refuse_more_no_vcenter, "no task starts without vCenter",             "VC-05"),
  STAY   (ON_OR_COMING,  ON (RESERVE),     admission_control_refuses_more,              refuse_more_admission, "the tolerated failures would not be covered", "AC-02"),
  STAY   (ON_OR_COMING,  ON (RESERVE),     its_host_has_no_more,                        refuse_more_no_room, "a reservation is backed by its host",           "B02"),
  STAY   (ANY,           ON (RESERVE),     ALWAYS,                                      reserve,      "{from} sets it",                                 "AC-02 AC-03"),
  STAY   (IS_OFF, ON (POWER_ON), its_disks_are_on_the_move,               refuse_busy,   "its disks are being moved, or its hardware raised",                 "model"),
  STAY   (IS_OFF, ON (POWER_ON), its_port_is_out_of_reach,                refuse_no_port, "a new port of static binding comes from vCenter", "VC-07 C8"),
  ROW    (IS_OFF, ON (POWER_ON), its_host_is_asked_and_can, GO (POWERING),   power_on_at_host, "its host does it, and asks nobody",           "VC-06 VC-09"),
  STAY   (IS_OFF, ON (POWER_ON), its_host_is_asked,                       refuse_at_host, "its host cannot run it",                       "B02"),
  STAY   (IS_OFF, ON (POWER_ON), vcenter_is_away,                         refuse_no_vcenter, "no task starts without vCenter",            "VC-05"),
  STAY   (IS_OFF, ON (POWER_ON), admission_control_refuses,               refuse_admission,  "the tolerated failures would not be covered", "AC-02"),
  STAY   (IS_OFF, ON (POWER_ON), the_guarantee_refuses,                   refuse_unguaranteed, "HA's reservation would not hold any more",  "N-80 N-82"),
  STAY   (IS_OFF, ON (POWER_ON), its_pool_refuses,                        refuse_pool,  "a pool promises what it has",                    "DRS-14"),
  STAY   (IS_OFF, ON (POWER_ON), no_host_has_room,                        refuse_no_room, "no host can take it",                          "DRS-01"),
  ROW    (IS_OFF, ON (POWER_ON), ALWAYS,                 GO (POWERING),   power_on,     "{from} asks for it",                             "AC-02 DRS-01"),
  STAY   (RUNS,          ON (POWER_ON),    ALWAYS,                                      be_on_already, "it runs",                                       "model"),
  STAY   (AT (POWERING) | AT (RESTARTING) | AT (STOPPING) | AT (STARTING), ON (POWER_ON), ALWAYS,                       be_on_already, "it is being powered on or off",                      "model"),
  ROW    (AT (POWERING), ON (POWERED_ON),  the_host_has_gone,          GO (OFF),        be_refused_after_all, "the host it was being powered on has gone", "model"),
  ROW    (AT (POWERING), ON (POWERED_ON),  ALWAYS,                     GO (RUNNING),    be_on,        "it has been powered on",                         "DRS-01"),
  IGNORE (ANY & ~AT (POWERING), ON (POWERED_ON), "nobody was powering it on"),
};
/* clang-format on */
const guint model_VM_n_rows = G_N_ELEMENTS (model_VM_rows);
