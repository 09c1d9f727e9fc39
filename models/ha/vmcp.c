/* The VMCP machine (handbook 8.13): VM component protection, from 6.0 on. What HA does for one VM whose host has lost a datastore
 * of it, while host and VM are alive: all paths down (APD), which may pass, or a permanent device loss (PDL), which the
 * array announces.
 *
 * The surprising rule: HA is in no hurry. All paths down is declared after 140 s and answered 180 s later, and a careful
 * response leaves the VM where it is unless the master knows of a host that can have it.
 *
 * Facts: HA-44. */

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/ha/order.h"
#include "models/ha/switch.h"
#include "models/ha/reach.h"
#include "models/plan/versions.h"
#include "models/words.h"

#define AT(STATE)     (1u << VMCP_AT_##STATE)
#define ON(SIGNAL)    VMCP_ON_##SIGNAL
#define GO(STATE)     VMCP_AT_##STATE
#define ANY           ((1u << VMCP_N_STATES) - 1)
#define WITHOUT_PATHS (AT (PATHS_DOWN) | AT (DECLARED))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[model_fleet (run)->vms[ME].cluster];
}

/* ---- Questions ---- */

/* The agents' version is vCenter's, the host's own where no vCenter is modelled. */
GUARD (nobody_protects_it, "HA does not protect it from that: off for it, not set, or older than 6.0")
{
  const ModelCluster *cluster = cluster_of (run, event);
  ModelVersion version = cluster->vcenter != MODEL_NONE
                             ? model_ha_version (run, model_fleet (run)->vms[ME].cluster)
                             : model_host_state (run, model_vm_state (run, ME)->host)->version;
  gboolean off = event->signal == VMCP_ON_PDL ? cluster->pdl == MODEL_PDL_OFF : cluster->apd == MODEL_APD_OFF;

  return !model_ha_is_on (run, model_fleet (run)->vms[ME].cluster) || off || model_version_is_before (version, 6, 0)
         || STATE (RESTART, ME) == RESTART_AT_UNPROTECTED || STATE (RESTART, ME) == RESTART_AT_UNLISTED;
}

GUARD (it_does_not_run, "it does not run")
{
  return !model_vm_is_on (run, ME);
}

static gboolean
its_master_is_heard (const SimRun *run, const SimEvent *event)
{
  guint32 owner = model_list_owner (run, model_fleet (run)->vms[ME].cluster);

  return owner != MODEL_NONE && model_hosts_hear (run, owner, model_vm_state (run, ME)->host);
}

GUARD (another_host_can_have_it, "the master knows a host that can have it")
{
  return its_master_is_heard (run, event) && model_place (run, ME, MODEL_FOR_RESTART).host != MODEL_NONE;
}

GUARD (nobody_knows_and_that_is_enough, "nobody can tell, and the response is aggressive")
{
  return !its_master_is_heard (run, event) && cluster_of (run, event)->apd == MODEL_APD_AGGRESSIVE;
}

GUARD (it_is_reset, "it is to be reset when the paths return")
{
  return cluster_of (run, event)->reset_on_return && model_vm_is_on (run, ME);
}

GUARD (monitoring_is_off, "host monitoring is off")
{
  return !model_ha_cluster (run, model_fleet (run)->vms[ME].cluster)->monitoring;
}

GUARD (something_is_missing_still, "another datastore of it is still missing")
{
  guint32 host = model_vm_state (run, ME)->host;

  return host != MODEL_NONE
         && (model_vm_state (run, ME)->datastores & model_ha_host (run, host)->paths_down) != 0;
}

/* ---- What is done ---- */

static void
find_stall (SimRun *run, const SimEvent *event)
{
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { ACTOR (HOST, model_vm_state (run, ME)->host), event->signal == VMCP_ON_PDL };

  sim_find (run, MODEL_FIND_DATASTORE_LOST, SIM_OUTAGE, ACTOR (VM, ME), 0, evidence);
}

static void
set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_vm_timers (run, ME)->vmcp;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, VMCP, ME, signal, 0);
}

ACTION (stall, "let its I/O hang", NULL, SENDS_NOTHING)
{
  find_stall (run, event);
}

ACTION (wait_for_paths, "let its I/O hang, and wait", "{a:ms}", SENDS (TO (VMCP, TIMEOUT)))
{
  find_stall (run, event);
  set_timer (run, event, model_number (run, MODEL_APD_TIMEOUT), VMCP_ON_TIMEOUT);
  sim_tell (run, model_number (run, MODEL_APD_TIMEOUT), 0);
}

ACTION (declare, "declare all paths down, and wait on", "{a:ms}", SENDS (TO (VMCP, RESPOND)))
{
  set_timer (run, event, model_number (run, MODEL_VMCP_DELAY), VMCP_ON_RESPOND);
  sim_tell (run, model_number (run, MODEL_VMCP_DELAY), 0);
}

ACTION (terminate, "power it off, for HA to restart it elsewhere", NULL, SENDS (TO (VM, DIE)))
{
  sim_cancel (run, &model_vm_timers (run, ME)->vmcp);
  TELL (VM, ME, VM_ON_DIE, 0);
}

ACTION (keep, "leave it where it is", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  sim_find (run, MODEL_FIND_VM_KEPT, SIM_RISK, ACTOR (VM, ME), 0, evidence);
}

ACTION (recover, "go on", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_vm_timers (run, ME)->vmcp);
  sim_find_end (run, MODEL_FIND_DATASTORE_LOST, ACTOR (VM, ME), 0);
  sim_find_end (run, MODEL_FIND_VM_KEPT, ACTOR (VM, ME), 0);
}

ACTION (reset, "reset its guest", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, model_vm_state (run, ME)->host) };

  recover_run (run, event);
  sim_find (run, MODEL_FIND_VM_RESET, SIM_RISK, ACTOR (VM, ME), 0, evidence);
  sim_find_end (run, MODEL_FIND_VM_RESET, ACTOR (VM, ME), 0);
}

/* clang-format off */
const SimRow model_VMCP_rows[] = {
  STAY   (ANY,                ON (APD),     it_does_not_run,               NOTHING,                          "it is off",                                         "HA-44"),
  ROW    (AT (OK),            ON (APD),     nobody_protects_it,            GO (LEFT),      stall,            "its host has lost all paths, and HA does not act on that", "HA-44"),
  ROW    (AT (OK),            ON (APD),     ALWAYS,                        GO (PATHS_DOWN), wait_for_paths,  "its host has lost all paths to a datastore of it",  "HA-44"),
  IGNORE (ANY & ~AT (OK),     ON (APD),     "it is without a datastore already"),
  STAY   (ANY,                ON (PDL),     it_does_not_run,               NOTHING,                          "it is off",                                         "HA-44"),
  ROW    (AT (OK) | WITHOUT_PATHS, ON (PDL), nobody_protects_it,           GO (LEFT),      stall,            "a datastore of it is gone for good, and HA does not act on that", "HA-44"),
  ROW    (AT (OK) | WITHOUT_PATHS, ON (PDL), monitoring_is_off,            GO (LEFT),      stall,            "a datastore of it is gone for good; host monitoring is off", "HA-47"),
  ROW    (AT (OK) | WITHOUT_PATHS, ON (PDL), ALWAYS,                       GO (TERMINATED), terminate,       "the array says that a datastore of it is gone for good", "HA-44"),
  IGNORE (AT (LEFT) | AT (TERMINATED), ON (PDL), "it has lost a datastore already"),
  ROW    (AT (PATHS_DOWN),    ON (TIMEOUT), ALWAYS,                        GO (DECLARED),  declare,          "the paths have not come back",                      "HA-44"),
  IGNORE (ANY & ~AT (PATHS_DOWN), ON (TIMEOUT), "the paths are back, or it is down"),
  ROW    (AT (DECLARED),      ON (RESPOND), it_does_not_run,               GO (OK),        recover,          "it is down meanwhile",                              "HA-44"),
  STAY   (AT (DECLARED),      ON (RESPOND), monitoring_is_off,                             keep,             "host monitoring is off",                            "HA-47"),
  ROW    (AT (DECLARED),      ON (RESPOND), another_host_can_have_it,      GO (TERMINATED), terminate,       "another host reaches its datastores and has room",  "HA-44"),
  ROW    (AT (DECLARED),      ON (RESPOND), nobody_knows_and_that_is_enough, GO (TERMINATED), terminate,     "no master can be asked, and the response is aggressive", "HA-44"),
  STAY   (AT (DECLARED),      ON (RESPOND), ALWAYS,                                        keep,             "nobody is known who could have it",                 "HA-44"),
  IGNORE (ANY & ~AT (DECLARED), ON (RESPOND), "the paths are back, or it is down"),
  STAY   (ANY,                ON (BACK),    something_is_missing_still,                    NOTHING,          "another datastore of it is still missing",          "HA-44"),
  ROW    (AT (DECLARED),      ON (BACK),    it_is_reset,                   GO (OK),        reset,            "the paths are back, and the guest may have suffered", "HA-44"),
  ROW    (AT (PATHS_DOWN) | AT (DECLARED) | AT (LEFT), ON (BACK), ALWAYS,  GO (OK),        recover,          "its datastores are back",                           "HA-44"),
  IGNORE (AT (OK) | AT (TERMINATED), ON (BACK), "it did not wait for them"),
  ROW    (ANY & ~AT (OK),     ON (OVER),    ALWAYS,                        GO (OK),        recover,          "it runs where its datastores are",                  "HA-44"),
  IGNORE (AT (OK),            ON (OVER),    "it missed nothing"),
};
/* clang-format on */
const guint model_VMCP_n_rows = G_N_ELEMENTS (model_VMCP_rows);
