/* The isolation machine (handbook 8.3): what a host that has declared itself isolated does with one of its VMs.
 *
 * Facts: HA-19 HA-22 HA-23 HA-25. */

#include "models/compute/hosts.h"
#include "models/ha/reach.h"
#include "models/vsan/parts.h"

#define AT(STATE)  (1u << ISOLATION_AT_##STATE)
#define ON(SIGNAL) ISOLATION_ON_##SIGNAL
#define GO(STATE)  ISOLATION_AT_##STATE
#define ANY        ((1u << ISOLATION_N_STATES) - 1)

static ModelIsolation
response (const SimRun *run, const SimEvent *event)
{
  const ModelVm *vm = &model_fleet (run)->vms[ME];
  ModelIsolation said = vm->isolation != MODEL_ISOLATION_INHERIT
                            ? vm->isolation
                            : model_fleet (run)->clusters[vm->cluster].isolation;

  if (said != MODEL_ISOLATION_INHERIT)
    return said;
  return model_number (run, MODEL_HA_ISOLATION_UNSAID) ? MODEL_ISOLATION_POWER_OFF : MODEL_ISOLATION_NONE;
}

GUARD (none_is_wanted, "no response is wanted for it")
{
  const ModelVm *vm = &model_fleet (run)->vms[ME];

  return response (run, event) == MODEL_ISOLATION_NONE || vm->priority == MODEL_PRIORITY_DISABLED
         || !model_ha_cluster (run, vm->cluster)->monitoring;
}

/* HA-22: only if somebody is there who will restart it. Where its datastore can be read, an owner of the lists would be seen;
 * where it cannot, nobody knows, and that is enough. */
GUARD (no_master_owns_it, "its datastore is reached, and no master owns it")
{
  guint32 host = model_vm_state (run, ME)->host;
  gboolean reached = !(model_vm_state (run, ME)->datastores & model_ha_host (run, host)->paths_down)
                     && (!model_vsan_is_split (run, model_fleet (run)->hosts[host].cluster)
                         || model_vsan_serves (run, ME, host));

  return reached && model_list_owner (run, model_fleet (run)->vms[ME].cluster) == MODEL_NONE;
}

GUARD (it_cannot_be_asked, "the response is shutdown, and no VMware Tools run in it")
{
  return response (run, event) == MODEL_ISOLATION_SHUTDOWN && !model_fleet (run)->vms[ME].tools;
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

ACTION (shut_down, "ask the guest to shut down", NULL,
        SENDS (TO (ISOLATION, GUEST_OFF), TO (ISOLATION, FORCE)))
{
  SimTime guest = model_number (run, MODEL_GUEST_SHUTDOWN),
          limit = model_number (run, MODEL_FDM_SHUTDOWN_TIMEOUT);

  model_vm_timers (run, ME)->isolation = TELL_IN (
      MIN (guest, limit), ISOLATION, ME, guest <= limit ? ISOLATION_ON_GUEST_OFF : ISOLATION_ON_FORCE, 0);
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
  ROW    (AT (DECLARED),      ON (RESPOND),   it_cannot_be_asked, GO (OFF),           power_off, "nobody in the guest can be asked",                "HA-23"),
  ROW    (AT (DECLARED),      ON (RESPOND),   shutdown_is_wanted, GO (SHUTTING_DOWN), shut_down, "the response is due",                             "HA-23"),
  ROW    (AT (DECLARED),      ON (RESPOND),   ALWAYS,             GO (OFF),           power_off, "the response is due",                             "HA-22 HA-23"),
  STAY   (AT (KEPT),          ON (OWNED),     none_is_wanted,                         NOTHING,   "no response is wanted for it",                    "HA-25 HA-47"),
  ROW    (AT (KEPT),          ON (OWNED),     it_cannot_be_asked, GO (OFF),           power_off, "a master owns its datastore now",                 "HA-22 HA-23"),
  ROW    (AT (KEPT),          ON (OWNED),     shutdown_is_wanted, GO (SHUTTING_DOWN), shut_down, "a master owns its datastore now",                 "HA-22 HA-23"),
  ROW    (AT (KEPT),          ON (OWNED),     ALWAYS,             GO (OFF),           power_off, "a master owns its datastore now",                 "HA-22"),
  IGNORE (ANY & ~AT (KEPT),   ON (OWNED),     "it was not waiting for an owner"),
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
