/* The remediation machine: one run of vLCM over the hosts of a cluster (handbook 8.7). It acts through vCenter, so it dies
 * with it; and whatever it switched off stays off then (DR-27). What the rows name stands in the files of its subject,
 * remediation-*.c.
 *
 * Facts: AC-34 LCM-06 LCM-08 LCM-10 LCM-12. */

#include "models/lcm/remediation-parts.h"

#define AT(STATE)  (1u << REMEDIATION_AT_##STATE)
#define ON(SIGNAL) REMEDIATION_ON_##SIGNAL
#define GO(STATE)  REMEDIATION_AT_##STATE
#define ANY        ((1u << REMEDIATION_N_STATES) - 1)
#define TAKING     REMEDIATION_TAKES
#define AT_WORK    REMEDIATION_AT_WORK

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &REMEDIATION_##IF, &REMEDIATION_##DO, BECAUSE, FACTS                             \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &REMEDIATION_##IF, &REMEDIATION_##DO, BECAUSE, FACTS                             \
  }

/* clang-format off */
const SimRow model_REMEDIATION_rows[] = {
  ROW    (AT (IDLE),             ON (BEGIN),        lcm_is_busy,        GO (FAILED),   refuse_by_lcm,    "LCM does one thing at a time on a cluster",        "N-59"),
  ROW    (AT (IDLE),             ON (BEGIN),        another_is_at_work, GO (FAILED),   refuse_a_second,  "one at a time and cluster",                        "LCM-10"),
  ROW    (AT (IDLE),             ON (BEGIN),        its_manager_is_away, GO (FAILED),  refuse_without_manager, "it is a workflow of SDDC Manager",          "UPG-05"),
  ROW    (AT (IDLE),             ON (BEGIN),        vcenter_serves,     GO (CHECKING), check,            "the plan has come to it",                          "LCM-12"),
  ROW    (AT (IDLE),             ON (BEGIN),        ALWAYS,             GO (FAILED),   refuse_without_vcenter, "it lives in vCenter, which is away",         "VC-05"),
  IGNORE (ANY & ~AT (IDLE),      ON (BEGIN),        "a step begins once"),
  ROW    (AT (CHECKING),         ON (CHECKED),      nothing_to_do,      GO (DONE),     report_compliant, "every host has it already",                        "LCM-10"),
  ROW    (AT (CHECKING),         ON (CHECKED),      lcm_refuses,        GO (FAILED),   refuse_by_lcm,    "nothing has changed yet",                          "N-54 N-55 N-57"),
  ROW    (AT (CHECKING),         ON (CHECKED),      a_check_refuses,    GO (FAILED),   refuse_by_checks, "what has to be right before anything begins is not", "LCM-16 UPG-02 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_a_check,      GO (DONE),     report_checks,    "nothing would keep a remediation from beginning now", "LCM-12"),
  ROW    (AT (CHECKING),         ON (CHECKED),      nothing_to_stage,   GO (DONE),     report_compliant, "what the hosts lack is on them already",           "LCM-10 LCM-11"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_to_stage,     GO (STAGING),  stage,            "the pre-checks pass",                              "LCM-11 LCM-12 AC-34"),
  ROW    (AT (STAGING),          ON (HOST_DONE),    it_was_the_last_but_not_all_have_it, GO (FAILED), stop, "{from} has it, the last of them, and others have not", "LCM-11"),
  ROW    (AT (STAGING),          ON (HOST_DONE),    it_was_the_last,    GO (DONE),     end_staging,      "{from} has it, the last of them",                  "LCM-11"),
  STAY   (AT (STAGING),          ON (HOST_DONE),    ALWAYS,                            note_done,        "{from} has it",                                    "LCM-11"),
  ROW    (AT (STAGING),          ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "{from} has gone before it had it all",             "LCM-11"),
  STAY   (AT (STAGING),          ON (HOST_FAILED),  ALWAYS,                            note_failed,      "{from} has gone before it had it all",             "LCM-11"),
  ROW    (AT (CHECKING),         ON (CHECKED),      it_is_parallel,     GO (PARALLEL), prepare_in_parallel, "the pre-checks pass",                           "LCM-06 LCM-15 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      hosts_are_asleep,   GO (WAKING),   prepare_and_wake, "it powers on hosts in standby first", "LCM-15 AC-34"),
  ROW    (AT (CHECKING),         ON (CHECKED),      ALWAYS,             GO (ROLLING),  prepare,          "the pre-checks pass",                              "LCM-12 LCM-15 AC-34"),
  IGNORE (ANY & ~AT (CHECKING),  ON (CHECKED),      "it is dead"),
  ROW    (AT (WAKING),           ON (WOKEN),        it_was_the_last,    GO (ROLLING),  begin_awake,      "{from} is awake",                                  "LCM-15"),
  STAY   (AT (WAKING),           ON (WOKEN),        ALWAYS,                            await_the_others, "{from} is awake, and others are not yet",          "LCM-15"),
  IGNORE (ANY & ~AT (WAKING),    ON (WOKEN),        "it is dead"),
  ROW    (AT (WAKING),           ON (NOT_WOKEN),    it_was_the_last,    GO (ROLLING),  begin_awake,      "{from} does not wake, and is left out",            "LCM-15"),
  STAY   (AT (WAKING),           ON (NOT_WOKEN),    ALWAYS,                            await_the_others, "{from} does not wake, and is left out",            "LCM-15"),
  IGNORE (ANY & ~AT (WAKING),    ON (NOT_WOKEN),    "it is dead"),
  ROW    (TAKING,                ON (NEXT),         all_are_back_with_failures, GO (FAILED), finish_with_failures, "every host has had its turn, not every one with success", "B28"),
  ROW    (TAKING,                ON (NEXT),         all_are_back,       GO (DONE),     finish,           "every host has had its turn",                      "LCM-12 DR-28"),
  STAY   (AT (ROLLING),          ON (NEXT),         vsan_resyncs,                      wait_for_resync,  "vSAN resync is under way",                         "UPG-11"),
  STAY   (AT (ROLLING),          ON (NEXT),         ALWAYS,                            take_hosts,       "there are hosts left",                             "LCM-08 LCM-12"),
  STAY   (AT (PARALLEL),         ON (NEXT),         ALWAYS,                            take_offered,     "there are hosts left",                             "LCM-06"),
  IGNORE (ANY & ~TAKING,         ON (NEXT),         "no new ones are taken"),
  STAY   (TAKING,                ON (HOST_DONE),    ALWAYS,                            count_done,       "{from} is back",                                   "LCM-12"),
  ROW    (AT (STOPPING),         ON (HOST_DONE),    it_was_the_last,    GO (FAILED),   stop,             "the last one at work is back",                     "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_DONE),    ALWAYS,                            note_done,        "{from} is back",                                   "LCM-08"),
  IGNORE (ANY & ~(TAKING | AT (STOPPING) | AT (STAGING)), ON (HOST_DONE), "it is dead"),
  STAY   (AT (PARALLEL),         ON (HOST_FAILED),  ALWAYS,                            count_failed,     "{from} has failed, which stops none of the others", "LCM-06"),
  STAY   (AT (ROLLING),          ON (HOST_FAILED),  it_holds_the_vcenter,              count_failed,     "its vCenter cannot leave {from}: that host fails, the run goes on", "B28"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "it stops at its first failure, {from}", "LCM-08"),
  ROW    (AT (ROLLING),          ON (HOST_FAILED),  ALWAYS,             GO (STOPPING), note_failed,      "{from} has failed; the others at work are awaited", "LCM-08"),
  ROW    (AT (STOPPING),         ON (HOST_FAILED),  it_was_the_last,    GO (FAILED),   stop,             "the last one at work has failed too",              "LCM-08"),
  STAY   (AT (STOPPING),         ON (HOST_FAILED),  ALWAYS,                            note_failed,      "{from} has failed too",                            "LCM-08"),
  IGNORE (ANY & ~(TAKING | AT (STOPPING) | AT (STAGING)), ON (HOST_FAILED), "it is dead"),
  STAY   (AT_WORK,               ON (VCENTER_DOWN), vcenter_serves,                        NOTHING,          "it goes on without the rest of vCenter",           "VC-05"),
  ROW    (AT_WORK,               ON (VCENTER_DOWN), ALWAYS,             GO (ABORTED),  die,              "it lives in vCenter, which has stopped",           "DR-27"),
  IGNORE (ANY & ~AT_WORK,        ON (VCENTER_DOWN), "it is not at work"),
};
/* clang-format on */
const guint model_REMEDIATION_n_rows = G_N_ELEMENTS (model_REMEDIATION_rows);
