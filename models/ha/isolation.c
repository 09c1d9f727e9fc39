/* The isolation machine (handbook 8.3): what a host that has declared itself isolated does with one of its VMs.
 *
 * Facts: HA-19 HA-22 HA-23 HA-25. */

#include "models/compute/hosts.h"

#define AT(STATE) (1u << ISOLATION_AT_##STATE)
#define ON(SIGNAL) ISOLATION_ON_##SIGNAL
#define GO(STATE) ISOLATION_AT_##STATE
#define ANY ((1u << ISOLATION_N_STATES) - 1)

static ModelIsolation
response (const SimRun *run, const SimEvent *event)
{
  const ModelVm *vm = &model_fleet (run)->vms[ME];

  return vm->isolation == MODEL_ISOLATION_INHERIT ? model_fleet (run)->clusters[vm->cluster].isolation : vm->isolation;
}

GUARD (none_is_wanted, "no response is wanted for it")
{
  const ModelVm *vm = &model_fleet (run)->vms[ME];

  return response (run, event) == MODEL_ISOLATION_NONE || vm->priority == MODEL_PRIORITY_DISABLED ||
         !model_fleet (run)->clusters[vm->cluster].host_monitoring;
}

/* HA-22: only if somebody is there who will restart it. Its datastore is reachable, so an owner would be seen. */
GUARD (no_master_owns_it, "no master owns its datastore")
{
  return !model_cluster_state (run, model_fleet (run)->vms[ME].cluster)->master;
}

GUARD (shutdown_is_wanted, "the response is shutdown")
{
  return response (run, event) == MODEL_ISOLATION_SHUTDOWN;
}

GUARD (it_does_not_run, "it is off already")
{
  return !model_vm_is_on (run, ME);
}

ACTION (prepare, "wait for the delay", "{a:ms}", SENDS (TO (ISOLATION, RESPOND)))
{
  sim_tell (run, event->arg, 0);
  model_vm_timers (run, ME)->isolation = TELL_IN (event->arg, ISOLATION, ME, ISOLATION_ON_RESPOND, 0);
}

ACTION (shut_down, "ask the guest to shut down", NULL, SENDS (TO (ISOLATION, GUEST_OFF), TO (ISOLATION, FORCE)))
{
  SimTime guest = model_number (run, MODEL_GUEST_SHUTDOWN), limit = model_number (run, MODEL_FDM_SHUTDOWN_TIMEOUT);

  model_vm_timers (run, ME)->isolation = TELL_IN (MIN (guest, limit), ISOLATION, ME,
                                                  guest <= limit ? ISOLATION_ON_GUEST_OFF : ISOLATION_ON_FORCE, 0);
}

ACTION (power_off, "power it off", NULL, SENDS (TO (VM, DIE)))
{
  sim_cancel (run, &model_vm_timers (run, ME)->isolation);
  model_vm_state (run, ME)->isolated_off = TRUE;
  TELL (VM, ME, VM_ON_DIE, 0);
}

ACTION (forget, "leave it alone", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_vm_timers (run, ME)->isolation);
}

/* clang-format off */
const SimRow model_ISOLATION_rows[] = {
  ROW    (ANY,                ON (DECLARE),   none_is_wanted,     GO (KEPT),          forget,    "no response is wanted for it",                    "HA-25 HA-47"),
  ROW    (ANY,                ON (DECLARE),   ALWAYS,             GO (DECLARED),      prepare,   "its host is isolated",                            "HA-17 HA-18 HA-19"),
  ROW    (AT (DECLARED),      ON (RESPOND),   it_does_not_run,    GO (IDLE),          NOTHING,   "it is off already",                               "model"),
  ROW    (AT (DECLARED),      ON (RESPOND),   no_master_owns_it,  GO (KEPT),          NOTHING,   "nobody would restart it: the whole cluster may be isolated", "HA-22"),
  ROW    (AT (DECLARED),      ON (RESPOND),   shutdown_is_wanted, GO (SHUTTING_DOWN), shut_down, "the response is due",                             "HA-23"),
  ROW    (AT (DECLARED),      ON (RESPOND),   ALWAYS,             GO (OFF),           power_off, "the response is due",                             "HA-22 HA-23"),
  IGNORE (ANY & ~AT (DECLARED), ON (RESPOND), "the isolation is over"),
  ROW    (AT (SHUTTING_DOWN), ON (GUEST_OFF), ALWAYS,             GO (OFF),           power_off, "the guest has shut down",                         "HA-23"),
  IGNORE (ANY & ~AT (SHUTTING_DOWN), ON (GUEST_OFF), "the isolation is over"),
  ROW    (AT (SHUTTING_DOWN), ON (FORCE),     ALWAYS,             GO (OFF),           power_off, "the guest has had time enough",                   "HA-23"),
  IGNORE (ANY & ~AT (SHUTTING_DOWN), ON (FORCE), "the isolation is over"),
  ROW    (AT (DECLARED) | AT (KEPT), ON (OVER), ALWAYS,           GO (IDLE),          forget,    "its host is isolated no more",                    "HA-21"),
  ROW    (AT (OFF),           ON (OVER),      ALWAYS,             GO (IDLE),          NOTHING,   "it runs again, or its host is isolated no more",   "HA-21"),
  IGNORE (AT (IDLE) | AT (SHUTTING_DOWN), ON (OVER), "too late, or nothing to end"),
};
/* clang-format on */
const guint model_ISOLATION_n_rows = G_N_ELEMENTS (model_ISOLATION_rows);
