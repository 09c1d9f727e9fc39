/* The host machine in parts: its table stands whole in host.c, and what its rows name in a file a subject. This header says
 * which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_HOST_PARTS_H
#define MODEL_HOST_PARTS_H

#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define HOST_GUARDS(X)                                                                     \
  /* host-maintenance.c */                                                                 \
  X (vcenter_serves) X (a_governor_asks) X (is_empty) X (it_is_provisioned) X (vsan_holds_it)                  \
  X (it_waits_for_its_site)                                                                \
  X (another_vsan_host_is_out) X (drs_holds_it) X (its_agent_vms_stay)                     \
  /* host-upgrade.c */                                                                     \
  X (install_fails) X (a_vib_conflicts) X (it_needs_no_reboot) X (it_is_firmware)          \
  X (another_component_is_left) X (it_takes_no_reboot) X (more_is_to_be_flashed)           \
  X (it_is_firmware_in_parts)                                                              \
  /* host-boot.c */                                                                        \
  X (drivers_have_changed) X (first_boot_is_interrupted) X (is_on_the_old_image)           \
  X (another_reboot_is_due) X (its_boot_mode_is_lost) X (its_configuration_stays_sealed)   \
  X (boot_hangs)                                                                           \
  /* host-connection.c */                                                                  \
  X (vsan_is_not_healthy) X (a_driver_is_missing) X (it_cannot_be_reached) X (check_fails) \
  X (is_too_new) X (ha_is_on) X (ha_is_off) X (nobody_waits) X (its_operator_keeps_it) \
  /* host-exit.c */                                                                        \
  X (a_task_holds_it) X (its_exit_waits)                                                   \
  /* host-disconnected.c */                                                                \
  X (vms_are_on_the_move) X (vcenter_is_away) X (licences_are_short)                       \
  /* host-membership.c */                                                                  \
  X (it_may_leave) X (it_is_out_and_vcenter_serves) X (it_may_not_join)                    \
  /* host-power.c */                                                                       \
  X (was_in_maintenance)                                                                   \
  /* host-standby.c */                                                                     \
  X (it_does_not_wake)                                                                     \
  /* host-stateless.c */                                                                   \
  X (its_rule_is_changed) X (it_is_stateless) X (vcenter_provides_nothing)                 \
  /* host-ahv.c */                                                                         \
  X (it_runs_ahv) X (its_ahv_is_empty) X (its_ahv_takes_no_reboot)

#define HOST_ACTIONS(X)                                                                             \
  /* host-maintenance.c */                                                                          \
  X (start_entering) X (refuse_to_enter) X (hang) X (hang_on_agents) X (hang_on_provisioning)       \
  X (go_on_emptying) X (give_up_entering) X (enter) X (arrive_entered) X (say_that_it_is_empty)     \
  /* host-upgrade.c */                                                                              \
  X (flash_next) X (flash_first) X (install) X (fail_install) X (fail_patch) X (start_patch)        \
  X (end_patch) X (take_effect) X (finish_in_place) X (report_broken) X (refuse_to_patch)           \
  /* host-boot.c */                                                                                 \
  X (reboot_again) X (boot_the_other_bank) X (reboot) X (reboot_flashed) X (restart_for_a_setting) X (come_up) X (hang_in_boot) \
  X (find_no_system) X (stop_purple) X (reset_power)                                                \
  /* host-connection.c */                                                                           \
  X (miss_a_driver) X (stay_unreachable) X (check) X (be_refused) X (be_accepted) X (fail_check)    \
  X (fail_vsan_check)                                                                               \
  /* host-disconnected.c */                                                                         \
  X (refuse_to_disconnect) X (be_disconnected) X (be_disconnected_already) X (attach)               \
  X (refuse_to_connect) X (stay_unmanaged) X (stay_too_new) X (return_connected)                    \
  X (rejoin_with_ha) X (rejoin_without_ha)                                                          \
  /* host-exit.c */                                                                                 \
  X (start_exit) X (stay_behind) X (stay_for_its_operator) X (refuse_to_exit) X (wait_to_exit)      \
  X (go_on_exiting) X (give_up_exiting)                                                             \
  X (start_agent) X (join) X (join_without_ha) X (join_in_error) X (mend_ha) X (break_ha)           \
  /* host-membership.c */                                                                           \
  X (leave_cluster) X (refuse_to_leave) X (be_added) X (refuse_to_join) X (stay_outside)            \
  /* host-power.c */                                                                                \
  X (die) X (die_again) X (boot) X (return_to_maintenance) X (return_to_pool) X (return_without_ha) \
  /* host-standby.c */                                                                              \
  X (start_standing_by) X (stay_up) X (stand_by) X (wake) X (wake_for_another)   \
  X (stay_asleep) X (get_up_with_ha) X (get_up_without_ha) X (refuse_asleep)   \
  /* host-stateless.c */                                                                            \
  X (change_the_rule) X (boot_from_the_network) X (wait_for_auto_deploy) X (take_host_profile)      \
  /* host-ahv.c */                                                                                  \
  X (be_cordoned) X (be_empty) X (be_up_on_ahv) X (be_placeable)
/* clang-format on */

#define HOST_GUARD(NAME)  extern const SimGuard HOST_##NAME;
#define HOST_ACTION(NAME) extern const SimAction HOST_##NAME;
HOST_GUARDS (HOST_GUARD)
HOST_ACTIONS (HOST_ACTION)

#define HOST_ALWAYS  ALWAYS
#define HOST_NOTHING NOTHING

/* Answers whoever wanted this host in maintenance or out of it: a turn in a remediation, a plan step, the site that
 * goes as a whole, or a setting that needs it; and the remediation that wanted it out of standby. */
#define ANSWERS                                                                                              \
  TO (UPDATE, ENTERED), TO (UPDATE, NOT_ENTERED), TO (UPDATE, FINISHED), TO (UPDATE, BROKEN),                \
      TO (STEP, FINISHED), TO (STEP, BROKEN), TO (REMEDIATION, WOKEN), TO (REMEDIATION, NOT_WOKEN),          \
      TO (SITE, DONE), TO (SITE, FAILED), TO (NODE, HOST_DONE), TO (NODE, HOST_BROKEN),                \
      TO (SETTING, HOST_DONE), TO (SETTING, HOST_BROKEN)

void model_host_answer (SimRun *run, const SimEvent *event, guint update_signal, guint step_signal);

/* It takes VMs again: whoever waits for that is told, and everybody who looks for room. */
void model_host_rejoin (SimRun *run, const SimEvent *event);

/* vCenter hears it again: what was edited of resource pools there is overwritten. */
void model_host_be_managed (SimRun *run, guint32 host);

/* Nobody wants it empty any more, or it is. */
#define MODEL_STAY_NOTICES TO (DRS, STAY), TO (ACROPOLIS, STAY)
void model_host_stop_emptying (SimRun *run, const SimEvent *event);

/* What somebody has prepared to go wrong with it, once. */
gboolean model_host_will (const SimRun *run, const SimEvent *event, ModelFaultKind fault);
void model_host_forget_fault (SimRun *run, const SimEvent *event, ModelFaultKind fault);

/* Whether an interrupted first boot would bring the old image back; it does. */
gboolean model_host_may_fall_back (const SimRun *run, const SimEvent *event);
void model_host_fall_back (SimRun *run, const SimEvent *event);

/* Goes down on purpose, into what was installed. */
#define REBOOTS                                                                                              \
  TO (HOST, BOOTED), TO (HOST, GIVE_UP), TO (POLICY, LIFECYCLE), TO (POLICY, SAVED), MODEL_MEMBER_NOTICES
void model_host_reboot (SimRun *run, const SimEvent *event);

/* What the firmware has forgotten is found when it starts: before the boot comes to its end. */
void model_host_find_settings_lost (SimRun *run, guint32 me);

static inline guint32
model_host_cluster (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* What the remediation brings; firmware brings no image. */
static inline const ModelLcm *
model_host_image (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_host_state (run, ME)->step - 1].lcm;
}

#endif
