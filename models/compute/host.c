/* The host machine: handbook 8.6. A host's way from the pool through maintenance and upgrade and back is a chain of
 * control-plane transitions; each row is one of them, and each failure branch ends in a state that has a name. What the rows
 * name stands in the files of its subject, host-*.c.
 *
 * Facts: AC-31 DR-14 DR-32 EV-01 HST-01 HST-02 HST-03 HST-04 HST-05 HST-08 LCM-14. */

#include "models/compute/host-parts.h"

#define AT(STATE)  (1u << HOST_AT_##STATE)
#define ON(SIGNAL) HOST_ON_##SIGNAL
#define GO(STATE)  HOST_AT_##STATE
#define IN_POOL    (AT (CONNECTED) | AT (PARTIAL) | EMPTYING | AT (HA_INIT) | AT (TO_STANDBY))
#define EMPTYING   (AT (ENTERING) | AT (STUCK))
#define POWERLESS  (AT (DOWN) | AT (BOOTING) | AT (UNPROVISIONED) | AT (STANDBY) | AT (OUTSIDE))
#define ASLEEP     (AT (STANDBY) | AT (WAKING))
#define ANY        ((1u << HOST_N_STATES) - 1)

/* The rows name guards and actions as the files of their subjects do. */
#undef ROW
#undef STAY
#define ROW(FROM, SIGNAL, IF, TO_STATE, DO, BECAUSE, FACTS)                                                  \
  {                                                                                                          \
    FROM, SIGNAL, TO_STATE, &HOST_##IF, &HOST_##DO, BECAUSE, FACTS                                           \
  }
#define STAY(FROM, SIGNAL, IF, DO, BECAUSE, FACTS)                                                           \
  {                                                                                                          \
    FROM, SIGNAL, SIM_SAME, &HOST_##IF, &HOST_##DO, BECAUSE, FACTS                                           \
  }

/* clang-format off */
const SimRow model_HOST_rows[] = {
  /* Into maintenance */
  ROW    (AT (CONNECTED),            ON (ENTER),      it_runs_ahv,        GO (ENTERING),     be_cordoned,        "it is to go into maintenance",                      "N-89"),
  STAY   (AT (CONNECTED),            ON (ENTER),      another_vsan_host_is_out,              refuse_to_enter,    "one vSAN host at a time",                           "VS-14 B24 LCM-13"),
  ROW    (AT (CONNECTED),            ON (ENTER),      a_governor_asks,    GO (ENTERING),     start_entering,     "a setting is to be put right that needs it in maintenance", "D-17"),
  ROW    (AT (CONNECTED),            ON (ENTER),      vcenter_serves,     GO (ENTERING),     start_entering,     "the plan wants it in maintenance",                  "EV-01 B24"),
  STAY   (AT (CONNECTED),            ON (ENTER),      ALWAYS,                                refuse_to_enter,    "without vCenter no task starts",                    "VC-05"),
  STAY   (AT (MAINTENANCE) | AT (REPAIR), ON (ENTER), ALWAYS,                                arrive_entered,     "it is in maintenance already",                      "HST-05"),
  STAY   (AT (STANDBY),              ON (ENTER),      ALWAYS,                                refuse_asleep,      "it is in standby, where nobody hears",              "LCM-15"),
  STAY   (ANY & ~(AT (CONNECTED) | AT (MAINTENANCE) | AT (REPAIR) | AT (STANDBY)), ON (ENTER), ALWAYS, refuse_to_enter,    "it is busy or away",                                "model"),
  ROW    (AT (ENTERING),             ON (EMPTY),      its_agent_vms_stay, GO (STUCK),        hang_on_agents,     "vCLS VMs stay on the last host: vCenter stopped before they could", "VCLS-05 B25"),
  STAY   (AT (STUCK),                ON (EMPTY),      its_agent_vms_stay,                    NOTHING,            "vCLS VMs are still on it",                          "VCLS-05 B25"),
  ROW    (AT (ENTERING),             ON (EMPTY),      it_is_provisioned, GO (STUCK),         hang_on_provisioning, "no VM is left on it, and provisioning goes on there", "B22"),
  STAY   (AT (STUCK),                ON (EMPTY),      it_is_provisioned,                     hang_on_provisioning, "no VM is left on it, and provisioning goes on there", "B22"),
  ROW    (EMPTYING,                  ON (EMPTY),      its_ahv_is_empty,   GO (MAINTENANCE),  be_empty,           "no VM is left on it",                               "N-89"),
  STAY   (EMPTYING,                  ON (EMPTY),      it_waits_for_its_site,                 say_that_it_is_empty, "no VM is left on it, and its site goes as one",     "VS-24"),
  ROW    (EMPTYING,                  ON (EMPTY),      is_empty,           GO (MAINTENANCE),  enter,              "no running VM is left on it",                       "EV-01 AC-32 HA-08"),
  ROW    (AT (TO_STANDBY),           ON (EMPTY),      is_empty,           GO (STANDBY),      stand_by,           "no running VM is left on it",                       "LCM-15 AC-04 HA-02"),
  IGNORE (ANY,                       ON (EMPTY),      "a VM has come meanwhile, or nobody wants it empty any more"),
  ROW    (AT (ENTERING),             ON (BLOCKED),    vsan_holds_it,      GO (STUCK),        hang,               "vSAN does not let it go",                           "AC-31 B23"),
  ROW    (AT (ENTERING),             ON (BLOCKED),    it_runs_ahv,        GO (STUCK),        hang,               "a VM cannot leave it, and nobody powers it off",    "N-88"),
  ROW    (AT (ENTERING),             ON (BLOCKED),    ALWAYS,             GO (STUCK),        hang,               "DRS does not empty it",                             "AC-31 B01-B28"),
  ROW    (AT (TO_STANDBY),           ON (BLOCKED),    ALWAYS,             GO (CONNECTED),    stay_up,            "DRS does not empty it: then it is not powered off", "DRS-09 AC-30"),
  IGNORE (ANY & ~(AT (ENTERING) | AT (TO_STANDBY)), ON (BLOCKED),    "it is stuck already, or not entering any more"),
  STAY   (AT (STUCK),                ON (UNBLOCKED),  vsan_holds_it,                         NOTHING,            "vSAN does not let it go still",                     "B23"),
  STAY   (AT (STUCK),                ON (UNBLOCKED),  drs_holds_it,                          NOTHING,            "VMs cannot leave it still",                         "AC-31"),
  ROW    (AT (STUCK),                ON (UNBLOCKED),  ALWAYS,             GO (ENTERING),     go_on_emptying,     "the obstacle is gone",                              "AC-31"),
  IGNORE (ANY & ~AT (STUCK),         ON (UNBLOCKED),  "it was not stuck"),
  ROW    (EMPTYING,                  ON (TIMEOUT),    ALWAYS,             GO (CONNECTED),    give_up_entering,   "it has not emptied in the time allowed",            "EV-01 HST-06"),
  IGNORE (ANY & ~EMPTYING,           ON (TIMEOUT),    "it has entered, or was cancelled"),
  ROW    (EMPTYING,                  ON (CANCEL),     ALWAYS,             GO (CONNECTED),    give_up_entering,   "the task was cancelled",                            "EV-01"),
  IGNORE (ANY & ~EMPTYING,           ON (CANCEL),     "there is nothing to cancel"),

  /* Upgrade */
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (UPDATE), it_is_firmware_in_parts, GO (REMEDIATING), flash_first,    "it is empty and may be changed",                    "LCM-12"),
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (UPDATE), its_rule_is_changed, GO (REMEDIATING), change_the_rule,   "what it boots is decided by its rule",               "VC-08"),
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (UPDATE), ALWAYS,            GO (REMEDIATING),  install,            "it is empty and may be changed",                    "LCM-12"),
  STAY   (ANY & ~(AT (MAINTENANCE) | AT (REPAIR)), ON (UPDATE), ALWAYS,                      report_broken,      "it is not in maintenance",                          "HST-03"),
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (RESTART), ALWAYS,           GO (REBOOTING),    restart_for_a_setting, "a setting takes effect with its next boot",      "HST-03 D-17"),
  STAY   (ANY & ~(AT (MAINTENANCE) | AT (REPAIR)), ON (RESTART), ALWAYS,                     refuse_to_enter,    "it is not in maintenance",                          "HST-03"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  install_fails,      GO (REPAIR),       fail_install,       "a conflict or a missing dependency",                "DR-14 LCM-08"),
  STAY   (AT (REMEDIATING),          ON (INSTALLED),  another_component_is_left,             flash_next,         "it restarts by itself, and the host runs on",       "model"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  its_ahv_takes_no_reboot, GO (MAINTENANCE), be_up_on_ahv,  "it restarts by itself, and the host runs on",       "model"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_takes_no_reboot, GO (POST_CHECK),   finish_in_place,    "it restarts by itself, and the host runs on",       "model"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  a_vib_conflicts,    GO (REPAIR),       fail_install,       "a VIB on it conflicts with the image",              "DR-14"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_needs_no_reboot, GO (POST_CHECK),   take_effect,        "what is installed needs no reboot",                 "LCM-11"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_is_stateless,    GO (REBOOTING),    boot_from_the_network, "nothing is kept on it",                          "VC-08"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_is_firmware,     GO (REBOOTING),    reboot_flashed,     "the firmware is flashed",                           "N-104"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  it_runs_ahv,        GO (REBOOTING),    reboot,             "the new AHV is written",                            "N-89"),
  ROW    (AT (REMEDIATING),          ON (INSTALLED),  ALWAYS,             GO (REBOOTING),    reboot,             "the new image is on its boot bank",                 "HST-07 LCM-11"),
  ROW    (AT (CONNECTED),            ON (PATCH),      vcenter_serves,     GO (PARTIAL),      start_patch,        "its VMs may stay while it is patched",              "EV-06"),
  STAY   (ANY & ~AT (CONNECTED),     ON (PATCH),      ALWAYS,                                refuse_to_patch,     "it is busy or away",                                "model"),
  STAY   (AT (CONNECTED),            ON (PATCH),      ALWAYS,                                refuse_to_patch,     "without vCenter no task starts",                    "VC-05"),
  ROW    (AT (PARTIAL),              ON (INSTALLED),  install_fails,      GO (CONNECTED),    fail_patch,         "the patch cannot be applied",                       "EV-06"),
  ROW    (AT (PARTIAL),              ON (INSTALLED),  ALWAYS,             GO (CONNECTED),    end_patch,          "it is patched, and nobody has left it",             "EV-06 LCM-18"),
  IGNORE (ANY & ~(AT (REMEDIATING) | AT (PARTIAL)), ON (INSTALLED), "it has lost power meanwhile"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     first_boot_is_interrupted, GO (FALLING_BACK), boot_the_other_bank, "its first boot has been interrupted",      "HST-07 DR-17"),
  ROW    (AT (FALLING_BACK),         ON (BOOTED),     ALWAYS,             GO (RECONNECTING), come_up,            "it has booted what it ran before",                  "HST-07"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     drivers_have_changed, GO (BOOT_HUNG),  hang_in_boot,       "a Quick Boot with new drivers stops where the new system is loaded", "HST-08 DR-32"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     boot_hangs,         GO (BOOT_HUNG),    hang_in_boot,       "the boot does not come to an end",                  "HST-08 DR-32"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     its_boot_mode_is_lost, GO (BOOT_HUNG),  find_no_system,     "its firmware finds no system to boot",              "DR-18"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     its_configuration_stays_sealed, GO (BOOT_HUNG), stop_purple, "its configuration does not open",                   "DR-18"),
  STAY   (AT (REBOOTING),            ON (BOOTED),     another_reboot_is_due,                 reboot_again,       "this firmware takes another reboot",                "HST-09"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     more_is_to_be_flashed, GO (REMEDIATING), flash_next,        "it has booted, and there is more to flash",         "HST-09"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     it_runs_ahv,        GO (MAINTENANCE),  be_up_on_ahv,       "it has booted",                                     "N-89 D-01"),
  ROW    (AT (REBOOTING),            ON (BOOTED),     ALWAYS,             GO (RECONNECTING), come_up,            "it has booted",                                     "HST-09"),
  IGNORE (AT (BOOT_HUNG) | (ANY & ~(AT (REBOOTING) | AT (FALLING_BACK) | AT (BOOTING) | AT (UNPROVISIONED) | AT (BOOT_HUNG))), ON (BOOTED), "it has lost power meanwhile"),
  STAY   (AT (BOOT_HUNG) | AT (REBOOTING) | AT (FALLING_BACK), ON (GIVE_UP), ALWAYS,                          report_broken,      "it should have been back by now",                   "HST-08 LCM-08"),
  IGNORE (ANY & ~(AT (BOOT_HUNG) | AT (REBOOTING) | AT (FALLING_BACK)), ON (GIVE_UP), "it has come back"),
  ROW    (AT (BOOT_HUNG),            ON (POWERED),    ALWAYS,             GO (REBOOTING),    reset_power,        "somebody has reset it",                             "HST-08"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    it_cannot_be_reached, GO (REPAIR),     stay_unreachable,   "it has booted without its management adapter",      "DR-14 HST-01"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    a_driver_is_missing, GO (REPAIR),      miss_a_driver,      "a network or storage driver is missing",            "DR-14"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    is_too_new,         GO (REFUSED),      be_refused,         "vCenter manages no newer host than itself",         "UPG-01"),
  ROW    (AT (RECONNECTING),         ON (CONNECT),    vcenter_serves,     GO (POST_CHECK),   check,              "its heartbeat reaches vCenter",                     "HST-02 HST-05"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    it_may_not_join,    GO (OUTSIDE),      stay_outside,       "something speaks against it",                       "UPG-01 HST-02"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    vcenter_is_away,    GO (DISCONNECTED), stay_unmanaged,     "vCenter has gone in the middle of it",              "VC-05"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    it_cannot_be_reached, GO (DISCONNECTED), stay_unmanaged,   "vCenter does not reach it",                         "HST-02"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    is_too_new,         GO (DISCONNECTED), stay_too_new,       "vCenter manages no newer host than itself",         "UPG-01"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    licences_are_short, GO (DISCONNECTED), stay_unmanaged,     "its licences are looked at again, and there are too few", "HST-02"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    was_in_maintenance, GO (MAINTENANCE),  return_connected,   "it is connected, and in maintenance as it was",     "HST-02 HST-05"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    ha_is_on,           GO (HA_INIT),      rejoin_with_ha,     "it is connected, and HA is not ready",              "HST-02 HA-08"),
  ROW    (AT (CONNECTING),           ON (CONNECT),    ALWAYS,             GO (CONNECTED),    rejoin_without_ha,  "it is connected",                                   "HST-02"),
  IGNORE (ANY & ~AT (CONNECTING),   ON (CONNECT),    "nobody is there to connect it; it waits"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), a_driver_is_missing, GO (REPAIR),      miss_a_driver,      "a network or storage driver is missing",            "DR-14"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), is_too_new,         GO (REFUSED),      be_refused,         "vCenter manages no newer host than itself",         "UPG-01"),
  ROW    (AT (RECONNECTING),         ON (VCENTER_UP), ALWAYS,             GO (POST_CHECK),   check,              "vCenter is back and finds it",                      "HST-02"),
  STAY   (AT (REFUSED),              ON (VCENTER_UP), is_too_new,                            NOTHING,            "vCenter is still too old for it",                   "UPG-01"),
  ROW    (AT (REFUSED),              ON (VCENTER_UP), ALWAYS,             GO (POST_CHECK),   be_accepted,        "vCenter is new enough for it now",                  "UPG-01"),
  IGNORE (ANY & ~(AT (RECONNECTING) | AT (REFUSED) | AT (UNPROVISIONED)), ON (VCENTER_UP), "it is known there"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    is_on_the_old_image, GO (REPAIR),      report_broken,      "it has not got what was installed",                 "HST-07 LCM-12"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    check_fails,        GO (REPAIR),       fail_check,         "a check fails after the upgrade",                   "LCM-14"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    vsan_is_not_healthy, GO (REPAIR),      fail_vsan_check,    "vSAN's health check fails, as it did or as it does now", "LCM-14"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    nobody_waits,       GO (MAINTENANCE),  stay_behind,        "it is well, and nobody is left to take it out",     "HST-05 DR-27"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    its_operator_keeps_it, GO (MAINTENANCE), stay_for_its_operator, "the checks pass, and whoever put it into maintenance will take it out", "LCM-06 HST-05"),
  ROW    (AT (POST_CHECK),           ON (CHECKED),    ALWAYS,             GO (EXITING),      start_exit,         "the checks pass",                                   "LCM-12"),
  IGNORE (ANY & ~AT (POST_CHECK),    ON (CHECKED),    "it has lost power meanwhile"),

  /* Out of maintenance */
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (EXIT),  it_runs_ahv,        GO (CONNECTED),    be_placeable,       "its node is out of maintenance",                    "N-89"),
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (EXIT),  ALWAYS,             GO (EXITING),      start_exit,         "it is wanted back in the pool",                     "HST-04"),
  STAY   (AT (CONNECTED),            ON (EXIT),       ALWAYS,                                refuse_to_exit,     "InvalidState: it is not in maintenance",                         "HST-04"),
  STAY   (ANY & ~(AT (CONNECTED) | AT (MAINTENANCE) | AT (REPAIR)), ON (EXIT), ALWAYS,       refuse_to_enter,    "it is busy or away",                                "model"),
  STAY   (AT (EXITING),              ON (EXITED),     a_task_holds_it,                       wait_to_exit,       "a task runs on it that needs maintenance mode",     "HST-04"),
  ROW    (AT (EXITING),              ON (EXITED),     ha_is_on,           GO (HA_INIT),      start_agent,        "maintenance is over, HA is not ready",              "HST-04 HA-08"),
  ROW    (AT (EXITING),              ON (EXITED),     ALWAYS,             GO (CONNECTED),    join_without_ha,    "maintenance is over",                               "HST-04"),
  IGNORE (ANY & ~AT (EXITING),       ON (EXITED),     "it has lost power meanwhile"),
  STAY   (AT (EXITING),              ON (CONFIGURED), its_exit_waits,                        go_on_exiting,      "the task that held it is over",                     "HST-04"),
  IGNORE (ANY,                       ON (CONFIGURED), "nobody waits for that"),
  ROW    (AT (EXITING),              ON (EXIT_TIMEOUT), ALWAYS,           GO (MAINTENANCE),  give_up_exiting,    "it has not left maintenance in the time allowed",   "HST-04"),
  IGNORE (ANY & ~AT (EXITING),       ON (EXIT_TIMEOUT), "it has left, or lost its power"),
  ROW    (AT (HA_INIT),              ON (HA_READY),   ha_is_off,          GO (CONNECTED),    join_without_ha,    "HA has been switched off meanwhile",                "HA-08"),
  ROW    (AT (HA_INIT),              ON (HA_READY),   ALWAYS,             GO (CONNECTED),    join,               "its HA agent is ready",                             "AC-04 DRS-05"),
  STAY   (AT (CONNECTED) | AT (PARTIAL) | EMPTYING | AT (TO_STANDBY), ON (HA_READY),   ALWAYS,                                mend_ha,            "its HA agent is ready",                             "VC-11"),
  IGNORE (ANY & ~IN_POOL,            ON (HA_READY),   "it has left meanwhile"),
  ROW    (AT (HA_INIT),              ON (HA_FAILED),  ALWAYS,             GO (CONNECTED),    join_in_error,      "HA cannot be configured on it",                     "VC-11 AC-04"),
  STAY   (AT (CONNECTED) | AT (PARTIAL) | EMPTYING | AT (TO_STANDBY), ON (HA_FAILED),  ALWAYS,                                break_ha,           "HA cannot be configured on it",                     "VC-11 AC-04"),
  IGNORE (ANY & ~IN_POOL,            ON (HA_FAILED),  "it has left meanwhile"),

  /* Disconnected by somebody, and connected again */
  STAY   (AT (CONNECTED),            ON (DISCONNECT), vms_are_on_the_move,                   refuse_to_disconnect, "VMs are on their way to it or from it",            "model"),
  ROW    (AT (CONNECTED) | AT (MAINTENANCE), ON (DISCONNECT), vcenter_serves, GO (DISCONNECTED), be_disconnected, "it runs on, and vCenter asks nothing of it",        "HST-01"),
  STAY   (AT (DISCONNECTED),         ON (DISCONNECT), ALWAYS,                                be_disconnected_already, "it is disconnected already",                     "HST-01"),
  STAY   (ANY & ~AT (DISCONNECTED),  ON (DISCONNECT), ALWAYS,                                refuse_to_disconnect, "it is busy or away, or vCenter is",                "model"),
  ROW    (AT (DISCONNECTED),         ON (RECONNECT),  vcenter_serves,     GO (CONNECTING),   attach,             "vCenter reinstalls its agents and looks at what it has", "HST-02"),
  STAY   (ANY,                       ON (RECONNECT),  ALWAYS,                                refuse_to_connect,  "InvalidState: it is not disconnected; or vCenter is away", "HST-02"),

  /* Out of the cluster for good, and into it */
  ROW    (AT (MAINTENANCE) | AT (REPAIR), ON (REMOVE), it_may_leave,      GO (OUTSIDE),      leave_cluster,      "it is empty, and vCenter lets go of it",            "DR-05"),
  STAY   (ANY,                       ON (REMOVE),     ALWAYS,                                refuse_to_leave,    "something is on it still, or vCenter is away",      "model"),
  ROW    (AT (OUTSIDE),              ON (EXCHANGED),  it_is_out_and_vcenter_serves, GO (CONNECTING), be_added,   "another machine stands in its place",               "HST-02"),
  STAY   (AT (OUTSIDE),              ON (EXCHANGED),  ALWAYS,                                refuse_to_join,     "without vCenter no task starts",                    "VC-05"),
  IGNORE (ANY & ~AT (OUTSIDE),       ON (EXCHANGED),  "it is in the cluster"),
  ROW    (AT (OUTSIDE),              ON (ADD),        it_is_out_and_vcenter_serves, GO (CONNECTING), be_added,   "vCenter takes it into the cluster",                 "HST-02"),
  STAY   (ANY,                       ON (ADD),        ALWAYS,                                refuse_to_join,     "it is in the cluster already, or vCenter is away",  "VC-05"),

  /* Into standby, and out of it */
  ROW    (AT (CONNECTED),            ON (STAND_BY),   vcenter_serves,     GO (TO_STANDBY),   start_standing_by,  "DPM can do without it",                             "LCM-15 AC-35"),
  IGNORE (ANY,                       ON (STAND_BY),   "it is busy or away"),
  ROW    (AT (STANDBY),              ON (WAKE),       ALWAYS,             GO (WAKING),       wake,               "it is wanted out of standby",                    "LCM-15"),
  STAY   (AT (WAKING),               ON (WAKE),       ALWAYS,                                wake_for_another,   "it is being woken already",                         "model"),
  IGNORE (ANY & ~ASLEEP,             ON (WAKE),       "only hosts in standby are woken"),
  ROW    (AT (WAKING),               ON (WOKEN),      it_does_not_wake,   GO (STANDBY),      stay_asleep,        "neither its management controller nor a magic packet has powered it on", "LCM-15"),
  ROW    (AT (WAKING),               ON (WOKEN),      vcenter_provides_nothing, GO (UNPROVISIONED), wait_for_auto_deploy, "its host profile comes from vCenter, which does not serve", "VC-08"),
  ROW    (AT (WAKING),               ON (WOKEN),      ha_is_on,           GO (HA_INIT),      get_up_with_ha,     "it has booted and its heartbeat is back",           "LCM-15 HA-08"),
  ROW    (AT (WAKING),               ON (WOKEN),      ALWAYS,             GO (CONNECTED),    get_up_without_ha,  "it has booted and its heartbeat is back",           "LCM-15"),
  IGNORE (ANY & ~AT (WAKING),        ON (WOKEN),      "it has lost power meanwhile"),

  /* Losing power, and coming back */
  ROW    (ANY & ~POWERLESS,          ON (CRASH),      ALWAYS,             GO (DOWN),         die,                "it has lost power",                                 "HST-01"),
  ROW    (AT (BOOTING) | AT (UNPROVISIONED), ON (CRASH), ALWAYS,             GO (DOWN),         die_again,          "it has lost power again",                           "HST-01"),
  IGNORE (AT (DOWN) | AT (STANDBY) | AT (OUTSIDE), ON (CRASH), "it has none, or nobody counts on it"),
  ROW    (AT (DOWN),                 ON (POWERED),    ALWAYS,             GO (BOOTING),      boot,               "it has power again",                                "HST-01"),
  IGNORE (ANY & ~(AT (DOWN) | AT (BOOT_HUNG)), ON (POWERED), "it has power"),
  ROW    (AT (BOOTING),              ON (BOOTED),     vcenter_provides_nothing, GO (UNPROVISIONED), wait_for_auto_deploy, "its host profile comes from vCenter, which does not serve", "VC-08"),
  STAY   (AT (UNPROVISIONED),        ON (VCENTER_UP), ALWAYS,                                take_host_profile,  "Auto Deploy has its vCenter again",                "VC-08"),
  STAY   (AT (UNPROVISIONED),        ON (BOOTED),     vcenter_provides_nothing,              wait_for_auto_deploy, "vCenter has gone again meanwhile",                 "VC-08"),
  ROW    (AT (BOOTING) | AT (UNPROVISIONED), ON (BOOTED), was_in_maintenance, GO (MAINTENANCE),  return_to_maintenance, "maintenance mode outlives a reboot",             "HST-05"),
  ROW    (AT (BOOTING) | AT (UNPROVISIONED), ON (BOOTED), ha_is_on,           GO (HA_INIT),      return_to_pool,     "it has booted and its heartbeat is back",           "HST-01 HA-40"),
  ROW    (AT (BOOTING) | AT (UNPROVISIONED), ON (BOOTED), ALWAYS,             GO (CONNECTED),    return_without_ha,  "it has booted and its heartbeat is back",           "HST-01"),
};
/* clang-format on */
const guint model_HOST_n_rows = G_N_ELEMENTS (model_HOST_rows);
