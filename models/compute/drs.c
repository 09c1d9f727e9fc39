/* The DRS machine of one cluster (handbook 2.1, 2.2). Hosts that are to be emptied come first, then rules that do not hold
 * any more, then balance; each as far as both ends have a slot. What it decides it decides from the world as it is; nothing
 * is planned ahead. What the rows name stands in the files of its subject, drs-*.c.
 *
 * What a scenario begins with counts as settled. */

#include "models/compute/drs-parts.h"

#define AT(STATE) (1u << DRS_AT_##STATE)
#define ON(SIGNAL) DRS_ON_##SIGNAL
#define GO(STATE) DRS_AT_##STATE
#define ANY (AT (READY) | AT (BLIND) | AT (OFF) | AT (LAMED))
#define STILL (AT (OFF) | AT (BLIND) | AT (LAMED))

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &DRS_##IF, &DRS_##DO, BECAUSE, FACTS                                             \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &DRS_##IF, &DRS_##DO, BECAUSE, FACTS                                             \
  }

/* clang-format off */
const SimRow model_DRS_rows[] = {
  STAY   (ANY,        ON (EVACUATE),     it_need_not_be_emptied,    NOTHING,             "nobody wants it empty any more",                    "model"),
  STAY   (AT (READY), ON (EVACUATE),     nobody_has_approved,          hold_back_manual,    "recommendations wait for somebody to approve them", "DRS-01 B05"),
  STAY   (AT (READY), ON (EVACUATE),     admission_control_forbids, hold_back_admission, "HA could not cover its failures without this host", "AC-30 B07"),
  STAY   (AT (READY), ON (EVACUATE),     ALWAYS,                    evacuate,            "{from} is to be emptied",                           "EV-01 EV-04"),
  STAY   (AT (OFF),   ON (EVACUATE),     ALWAYS,                    hold_back_off,       "DRS is off",                                        "B26"),
  STAY   (AT (BLIND), ON (EVACUATE),     ALWAYS,                    hold_back_blind,     "vCenter is away",                                   "VC-05"),
  STAY   (ANY,        ON (STAY),         ALWAYS,                    let_stay,            "{from} need not be emptied any more",               "EV-01"),
  STAY   (AT (READY), ON (SLOT),         nothing_is_stuck,          move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         it_will_look_anyway,       move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         ALWAYS,                    look,                "a vMotion has ended, and something is stuck",       "VMO-01 DRS-05"),
  STAY   (STILL,      ON (SLOT),         somebody_waits_by_hand,    let_ask_again,       "a vMotion has ended, and moves by hand wait",       "VMO-01"),
  IGNORE (STILL, ON (SLOT), "no vMotion starts now"),
  IGNORE (STILL, ON (CAPACITY), "nothing moves now"),
  STAY   (AT (READY), ON (CAPACITY),     it_will_look_anyway,       NOTHING,             "it will look anyway",                               "DRS-05"),
  STAY   (AT (READY), ON (CAPACITY),     ALWAYS,                    plan_to_look,        "hosts or VMs have come or gone",                    "DRS-05"),
  STAY   (ANY,        ON (MAKE_ROOM),    vcenter_gives_no_help,     NOTHING,             "vCenter is away, and its help with restarts",       "HA-38 VC-05"),
  STAY   (AT (READY), ON (MAKE_ROOM),    nobody_approves,           NOTHING,             "recommendations wait for somebody to approve them", "HA-38"),
  STAY   (AT (READY), ON (MAKE_ROOM),    it_is_not_pending,         NOTHING,             "it has been restarted meanwhile",                   "model"),
  STAY   (AT (READY), ON (MAKE_ROOM),    ALWAYS,                    move_together,       "HA finds no single host for it",                    "HA-38"),
  IGNORE (STILL, ON (MAKE_ROOM), "nothing moves now"),
  STAY   (AT (READY), ON (LOOK),         ALWAYS,                    look,                "the time has come",                                 "DRS-05 DRS-06 DRS-07 DRS-11"),
  IGNORE (STILL, ON (LOOK), "nothing moves now"),
  STAY   (AT (READY), ON (GO_ON),        ALWAYS,                    move,                "those concerned have been told",                    "EV-04 VMO-01"),
  IGNORE (STILL, ON (GO_ON), "nothing moves now"),
  STAY   (AT (LAMED), ON (EVACUATE),     ALWAYS,                    hold_back_lamed,     "no vCLS VM runs, so DRS does not",                  "VCLS-02 VCLS-03"),
  STAY   (AT (READY), ON (APPROVE),      ALWAYS,                    apply,               "{from} approves what it recommends",                "DRS-01 B05"),
  STAY   (STILL,      ON (APPROVE),      ALWAYS,                    refuse_to_apply,     "it does not run, and recommends nothing",           "DRS-01"),
  ROW    (AT (READY), ON (VCLS_GONE),    ALWAYS,  GO (LAMED),       take_up_again,       "no vCLS VM runs any more",                          "VCLS-02 VCLS-03"),
  IGNORE (STILL,      ON (VCLS_GONE),    "it does nothing anyway"),
  ROW    (AT (LAMED), ON (VCLS_BACK),    ALWAYS,  GO (READY),       take_up_again,       "a vCLS VM runs again",                              "VCLS-02"),
  IGNORE (ANY & ~AT (LAMED), ON (VCLS_BACK),    "it was not for want of them"),
  ROW    (AT (READY) | AT (LAMED), ON (VCENTER_DOWN), vcenter_is_away, GO (BLIND), forget_recommendations, "it lives in vCenter, which has stopped",            "VC-05"),
  IGNORE (ANY,        ON (VCENTER_DOWN), "nothing moves anyway, or goes on moving"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   was_off, GO (OFF),         NOTHING,             "vCenter is back, and DRS is off",                   "VC-05"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   no_agent_runs, GO (LAMED), take_up_again,      "vCenter is back, and no vCLS VM runs",              "VC-05 VCLS-02"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   ALWAYS,  GO (READY),       take_up_again,       "vCenter is back",                                   "VC-05"),
  IGNORE (AT (OFF) | AT (READY) | AT (LAMED), ON (VCENTER_UP), "it was there"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), is_switched_off, GO (OFF), set_automation, "{from} switches it off",                            "DRS-01"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), vcenter_is_away, GO (BLIND), set_automation, "{from} sets it, for when vCenter is back",        "DRS-01"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), no_agent_runs, GO (LAMED), set_automation, "{from} sets it, and no vCLS VM runs",  "DRS-01 VCLS-02"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), ALWAYS,          GO (READY), set_automation, "{from} sets it",                                  "DRS-01"),
  STAY   (ANY,        ON (SET_RULE),     an_older_rule_is_against_it, refuse_rule,       "of two that contradict each other the older holds", "DRS-08 DRS-12"),
  STAY   (ANY,        ON (SET_RULE),     ALWAYS,                    set_rule,            "{from} sets it",                                    "DRS-08"),
  STAY   (AT (BLIND), ON (SWITCH),       ALWAYS,                    set_automation,      "{from} sets it, for when vCenter is back",          "DRS-01"),
};
/* clang-format on */
const guint model_DRS_n_rows = G_N_ELEMENTS (model_DRS_rows);
