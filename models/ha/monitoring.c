/* The VM monitoring machine. The agent on a VM's host resets it when its guest hangs, by two signs together: no heartbeat of
 * VMware Tools for the failure interval, and no I/O for the I/O interval. It needs neither vCenter nor the master (VC-06), and
 * has nothing to do with host monitoring.
 *
 * The surprising rule: the failure interval is not the time to the reset. I/O is looked at over 120 s, so that a guest which
 * stops dead is reset after two minutes, even where 30 s are set.
 *
 * The window of the resets begins with the first of them here; when it is over, they count from nothing again, and a guest
 * that hangs still is reset.
 *
 * Facts: HA-45. */

#include "models/compute/hosts.h"
#include "models/ha/lists.h"
#include "models/ha/switch.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << MONITOR_AT_##STATE)
#define ON(SIGNAL) MONITOR_ON_##SIGNAL
#define GO(STATE)  MONITOR_AT_##STATE
#define ANY        ((1u << MONITOR_N_STATES) - 1)
#define CLUSTER    model_fleet (run)->vms[ME].cluster

/* The client's presets; 0 of custom ones stands in physics.def. */
static const struct {
  SimTime interval, window;
} presets[] = {
  [MODEL_MONITORING_LOW] = { 120 * SIM_SECOND, 7 * 24 * SIM_HOUR },
  [MODEL_MONITORING_MEDIUM] = { 60 * SIM_SECOND, 24 * SIM_HOUR },
  [MODEL_MONITORING_HIGH] = { 30 * SIM_SECOND, SIM_HOUR },
};

static SimTime
failure_interval (const SimRun *run, const SimEvent *event)
{
  ModelMonitoring monitoring = model_fleet (run)->clusters[CLUSTER].vm_monitoring;

  return monitoring == MODEL_MONITORING_CUSTOM ? model_number (run, MODEL_VM_MONITORING_INTERVAL)
                                               : presets[monitoring].interval;
}

/* 0 is none: what has been used up stays so. */
static SimTime
window (const SimRun *run, const SimEvent *event)
{
  ModelMonitoring monitoring = model_fleet (run)->clusters[CLUSTER].vm_monitoring;

  return monitoring == MODEL_MONITORING_CUSTOM ? model_number (run, MODEL_VM_MONITORING_WINDOW)
                                               : presets[monitoring].window;
}

static gboolean
window_is_over (const SimRun *run, const SimEvent *event)
{
  SimTime length = window (run, event);

  return length && sim_now (run) >= model_ha_vm (run, ME)->window + length;
}

/* ---- Questions ---- */

GUARD (it_does_not_run, "its VM does not run")
{
  return !model_vm_is_on (run, ME);
}

GUARD (nobody_monitors_it, "VM monitoring is off, or no VMware Tools run in it")
{
  return !model_ha_is_on (run, CLUSTER) || !model_fleet (run)->clusters[CLUSTER].vm_monitoring
         || !model_fleet (run)->vms[ME].tools;
}

GUARD (no_agent_runs, "no HA agent runs on its host")
{
  return !(MODEL_AGENT_RUNS >> STATE (AGENT, model_vm_state (run, ME)->host) & 1);
}

GUARD (it_does_io, "it goes on reading and writing")
{
  return model_ha_vm (run, ME)->does_io;
}

GUARD (it_did_io, "it has read or written in the interval over which that is looked at")
{
  return sim_now (run) < model_ha_vm (run, ME)->silent_since + model_number (run, MODEL_VM_MONITORING_IO);
}

static gboolean
resets_are_used_up (const SimRun *run, const SimEvent *event)
{
  return model_ha_vm (run, ME)->resets >= model_number (run, MODEL_VM_MONITORING_RESETS)
         && !window_is_over (run, event);
}

GUARD (it_was_reset_too_often, "it has been reset as often as it may be")
{
  return resets_are_used_up (run, event) && !window (run, event);
}

GUARD (the_window_is_not_over, "it has been reset as often as it may be in its window")
{
  return resets_are_used_up (run, event);
}

GUARD (it_hangs_again, "what has hung it is still there")
{
  return model_ha_vm (run, ME)->hangs_again;
}

GUARD (it_hangs_again_unseen, "what has hung it is still there, and VM monitoring does not watch it")
{
  return it_hangs_again_test (run, event) && nobody_monitors_it_test (run, event);
}

/* ---- What is done ---- */

static void
look_in (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_vm_timers (run, ME)->monitor;

  sim_cancel (run, timer);
  *timer = TELL_IN (MAX (0, delay), MONITOR, ME, signal, 0);
}

#define LOSES TO (VCENTER, LOST)

/* A vCenter whose guest hangs serves nobody. */
static void
lose (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  model_ha_vm (run, ME)->silent_since = sim_now (run);
  sim_find (run, MODEL_FIND_GUEST_HUNG, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
  if (model_fleet (run)->vms[ME].vcenter != MODEL_NONE)
    TELL (VCENTER, model_fleet (run)->vms[ME].vcenter, VCENTER_ON_LOST, 0);
}

ACTION (fall_silent, "wait for its heartbeat", "{a:ms}", SENDS (LOSES, TO (MONITOR, MISSED)))
{
  SimTime ready
      = model_ha_vm (run, ME)->up_since
            ? model_ha_vm (run, ME)->up_since + model_number (run, MODEL_VM_MONITORING_UPTIME) - sim_now (run)
            : 0;
  SimTime wait = MAX (ready, 0) + failure_interval (run, event);

  lose (run, event);
  look_in (run, event, wait, MONITOR_ON_MISSED);
  sim_tell (run, wait, 0);
}

ACTION (fall_silent_unseen, "leave it as it is", NULL, SENDS (LOSES))
{
  lose (run, event);
}

ACTION (give_up, "leave it as it is", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_vm_timers (run, ME)->monitor);
}

ACTION (look_at_io, "wait until it has done none for long enough", "{a:ms}", SENDS (TO (MONITOR, MISSED)))
{
  SimTime wait
      = model_ha_vm (run, ME)->silent_since + model_number (run, MODEL_VM_MONITORING_IO) - sim_now (run);

  look_in (run, event, wait, MONITOR_ON_MISSED);
  sim_tell (run, wait, 0);
}

ACTION (wait_for_window, "wait until the window is over", "{a:ms}", SENDS (TO (MONITOR, MISSED)))
{
  SimTime wait = model_ha_vm (run, ME)->window + window (run, event) - sim_now (run);

  look_in (run, event, wait, MONITOR_ON_MISSED);
  sim_tell (run, wait, 0);
}

ACTION (reset, "reset it", "reset {a} of its window", SENDS (TO (MONITOR, BOOTED)))
{
  ModelHaVm *vm = model_ha_vm (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  if (!vm->resets || window_is_over (run, event)) {
    vm->resets = 0;
    vm->window = sim_now (run);
  }
  evidence[1] = ++vm->resets;
  vm->up_since = sim_now (run);
  sim_find (run, MODEL_FIND_GUEST_RESET, SIM_NOTE, ACTOR (VM, ME), (SimId) 0, evidence);
  sim_find_end (run, MODEL_FIND_GUEST_RESET, ACTOR (VM, ME), 0);
  sim_tell (run, vm->resets, 0);
  look_in (run, event, model_number (run, MODEL_GUEST_BOOT), MONITOR_ON_BOOTED);
}

ACTION (boot, "boot", NULL, SENDS (TO (MONITOR, BOOTED)))
{
  look_in (run, event, model_number (run, MODEL_GUEST_BOOT), MONITOR_ON_BOOTED);
}

ACTION (recover, "go on", NULL, SENDS (TO (VCENTER, BACK)))
{
  sim_cancel (run, &model_vm_timers (run, ME)->monitor);
  sim_find_end (run, MODEL_FIND_GUEST_HUNG, ACTOR (VM, ME), 0);
  if (model_fleet (run)->vms[ME].vcenter != MODEL_NONE && model_vm_is_on (run, ME)
      && event->signal == MONITOR_ON_BOOTED)
    TELL (VCENTER, model_fleet (run)->vms[ME].vcenter, VCENTER_ON_BACK, 0);
}

/* clang-format off */
const SimRow model_MONITOR_rows[] = {
  STAY   (ANY,            ON (HANG),    it_does_not_run,        NOTHING,                           "its VM does not run",                              "model"),
  ROW    (AT (WELL),      ON (HANG),    nobody_monitors_it,     GO (LEFT),    fall_silent_unseen,  "it hangs, and VM monitoring does not watch it",    "HA-45"),
  ROW    (AT (WELL),      ON (HANG),    ALWAYS,                 GO (HUNG),    fall_silent,         "it hangs: no heartbeats from its VMware Tools",    "HA-45"),
  IGNORE (ANY & ~AT (WELL), ON (HANG),  "it hangs already, or will when it has booted"),
  ROW    (AT (HUNG),      ON (MISSED),  it_does_not_run,        GO (WELL),    recover,             "its VM is down meanwhile",                         "model"),
  ROW    (AT (HUNG),      ON (MISSED),  nobody_monitors_it,     GO (LEFT),    give_up,             "HA has been switched off meanwhile",               "HA-08"),
  ROW    (AT (HUNG),      ON (MISSED),  no_agent_runs,          GO (LEFT),    give_up,             "no HA agent runs on its host to reset it",         "HA-09"),
  ROW    (AT (HUNG),      ON (MISSED),  it_does_io,             GO (LEFT),    give_up,             "no heartbeats, but it reads and writes: that is no dead guest", "HA-45"),
  STAY   (AT (HUNG),      ON (MISSED),  it_did_io,                            look_at_io,          "no heartbeats, and its last I/O was not long ago", "HA-45"),
  ROW    (AT (HUNG),      ON (MISSED),  it_was_reset_too_often, GO (LEFT),    give_up,             "it has been reset as often as it may be",          "HA-45"),
  STAY   (AT (HUNG),      ON (MISSED),  the_window_is_not_over,               wait_for_window,     "it has been reset as often as it may be in its window", "HA-45"),
  ROW    (AT (HUNG),      ON (MISSED),  ALWAYS,                 GO (BOOTING), reset,               "no heartbeats and no I/O for long enough",         "HA-45 VC-06"),
  IGNORE (ANY & ~AT (HUNG), ON (MISSED), "it hangs no more, or nobody resets it"),
  ROW    (AT (BOOTING),   ON (BOOTED),  it_does_not_run,        GO (WELL),    recover,             "its VM is down meanwhile",                         "model"),
  ROW    (AT (BOOTING),   ON (BOOTED),  it_hangs_again_unseen,  GO (LEFT),    fall_silent_unseen,  "it hangs again, and VM monitoring does not watch it", "HA-45"),
  ROW    (AT (BOOTING),   ON (BOOTED),  it_hangs_again,         GO (HUNG),    fall_silent,         "it hangs again",                                   "HA-45"),
  ROW    (AT (BOOTING),   ON (BOOTED),  ALWAYS,                 GO (WELL),    recover,             "it has booted, and its heartbeats are back",       "HA-45"),
  IGNORE (ANY & ~AT (BOOTING), ON (BOOTED), "it does not boot any more"),
  ROW    (ANY,            ON (OVER),    it_hangs_again,         GO (BOOTING), boot,                "its VM is powered on again",                       "HA-45"),
  ROW    (ANY & ~AT (WELL), ON (OVER),  ALWAYS,                 GO (WELL),    recover,             "its VM is powered on again",                       "HA-45"),
  IGNORE (AT (WELL),      ON (OVER),    "it was well"),
};
/* clang-format on */
const guint model_MONITOR_n_rows = G_N_ELEMENTS (model_MONITOR_rows);
