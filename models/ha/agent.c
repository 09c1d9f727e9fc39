/* The HA agent machine (FDM; handbook 8.1): election, mastership, isolation. It needs no vCenter, except to be configured.
 *
 * Facts: HA-02 HA-03 HA-04 HA-05 HA-06 HA-08 HA-10 HA-16 HA-17 HA-18 HA-21 VC-11 VC-12. */

#include "models/compute/hosts.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#include <string.h>

#define AT(STATE) (1u << AGENT_AT_##STATE)
#define ON(SIGNAL) AGENT_ON_##SIGNAL
#define GO(STATE) AGENT_AT_##STATE
#define ANY ((1u << AGENT_N_STATES) - 1)
#define ACTIVE (ANY & ~(AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR)))

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

#define EACH_HOST(HOST)                                                                                                \
  guint32 HOST = model_fleet (run)->clusters[cluster_of (run, event)].first_host,                                      \
          HOST##_end = HOST + model_fleet (run)->clusters[cluster_of (run, event)].n_hosts;                            \
  HOST < HOST##_end;                                                                                                   \
  HOST++

/* ---- Questions ---- */

GUARD (vcenter_serves, "vCenter serves")
{
  return model_vcenter_offers (run, cluster_of (run, event), MODEL_FUNCTION_HA_CONFIG);
}

GUARD (its_host_has_no_power, "its host has no power")
{
  return !model_host_state (run, ME)->powered;
}

GUARD (it_cannot_be_configured, "it cannot be configured")
{
  return model_host_state (run, ME)->next_fault >> MODEL_FAULT_FAIL_HA & 1;
}

GUARD (a_master_leads, "it hears a master")
{
  guint32 master = model_cluster_state (run, cluster_of (run, event))->master;

  return master && master - 1 != ME && model_host_state (run, ME)->networked &&
         model_host_state (run, master - 1)->networked;
}

gboolean
model_agent_beats (const ModelFleet *fleet, guint32 a, guint32 b)
{
  int more = __builtin_popcountll (fleet->hosts[a].datastores) - __builtin_popcountll (fleet->hosts[b].datastores);

  return more != 0 ? more > 0 : strcmp (fleet->hosts[a].name, fleet->hosts[b].name) > 0;
}

static gboolean
is_heard (const SimRun *run, const SimEvent *event, guint32 host)
{
  guint state = STATE (AGENT, host);

  return host != ME && model_host_state (run, host)->networked &&
         (state == AGENT_AT_ELECTION || state == AGENT_AT_SLAVE || state == AGENT_AT_MASTER);
}

GUARD (nobody_is_heard, "nobody is heard")
{
  if (model_host_state (run, ME)->networked)
    for (EACH_HOST (host))
      if (is_heard (run, event, host))
        return FALSE;
  return TRUE;
}

GUARD (its_key_is_best, "its key is the best among those heard")
{
  for (EACH_HOST (host))
    if (is_heard (run, event, host) && model_agent_beats (model_fleet (run), host, ME))
      return FALSE;
  return TRUE;
}

GUARD (pings_are_answered, "a ping is answered")
{
  return model_host_state (run, ME)->networked;
}

/* ---- What is done ---- */

static void
set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_host_timers (run, ME)->agent;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, AGENT, ME, signal, 0);
}

static void
stop_timer (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_host_timers (run, ME)->agent);
}

ACTION (configure, "install or update it", NULL, SENDS (TO (AGENT, CONFIGURED)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

ACTION (fail, "report", NULL, SENDS (TO (HOST, HA_FAILED)))
{
  ModelHostState *host = model_host_state (run, ME);

  host->next_fault = (guint8) (host->next_fault & ~(1u << MODEL_FAULT_FAIL_HA));
  TELL (HOST, ME, HOST_ON_HA_FAILED, 0);
}

ACTION (follow, "connect to the master", NULL, SENDS (TO (HOST, HA_READY), TO (DETECTOR, HEARD), TO (AGENT, MASTER_SILENT)))
{
  stop_timer (run, event);
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  if (!a_master_leads_test (run, event))
    TELL_IN (model_number (run, MODEL_FDM_TIMEOUT), AGENT, ME, AGENT_ON_MASTER_SILENT, 0);
}

ACTION (hold_election, "take part in an election", NULL, SENDS (TO (AGENT, BALLOT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (join_election, "take part in an election", NULL, SENDS (TO (AGENT, BALLOT), TO (HOST, HA_READY), TO (DETECTOR, HEARD)))
{
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (ping, "ping the isolation addresses", NULL, SENDS (TO (AGENT, PINGED)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

/* HA-34: a new master begins its own count of attempts for what the old one had not finished. */
ACTION (lead, "lock the protected lists, read who was protected", NULL, SENDS (TO (DETECTOR, LED), TO (RESTART, LOST)))
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];

  stop_timer (run, event);
  model_cluster_state (run, cluster_of (run, event))->master = ME + 1;
  for (EACH_HOST (host))
    TELL (DETECTOR, host, DETECTOR_ON_LED, 0);
  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++)
    if (STATE (RESTART, vm) == RESTART_AT_BACKOFF || STATE (RESTART, vm) == RESTART_AT_PENDING)
      TELL_IN (model_number (run, MODEL_FDM_NEW_MASTER), RESTART, vm, RESTART_ON_LOST, 0);
}

/* The others have no master any more, and find out after `delay`. */
static void
desert (SimRun *run, const SimEvent *event, SimTime delay)
{
  for (EACH_HOST (host)) {
    TELL (DETECTOR, host, DETECTOR_ON_LEADERLESS, 0);
    if (host != ME && STATE (AGENT, host) == AGENT_AT_SLAVE)
      TELL_IN (delay, AGENT, host, AGENT_ON_MASTER_SILENT, 0);
  }
}

static gboolean
is_leader (const SimRun *run, const SimEvent *event)
{
  return model_cluster_state (run, cluster_of (run, event))->master == ME + 1;
}

static void
release_lists (SimRun *run, const SimEvent *event)
{
  if (is_leader (run, event))
    model_cluster_state (run, cluster_of (run, event))->master = 0;
}

static void
resign (SimRun *run, const SimEvent *event, SimTime delay)
{
  if (!is_leader (run, event))
    return;
  release_lists (run, event);
  desert (run, event, delay);
}

#define RESIGNS TO (DETECTOR, LEADERLESS), TO (AGENT, MASTER_SILENT)

ACTION (die, "stop", NULL, SENDS (RESIGNS))
{
  stop_timer (run, event);
  resign (run, event, model_number (run, MODEL_FDM_TIMEOUT));
}

ACTION (leave, "stop", NULL, SENDS (RESIGNS, TO (ISOLATION, OVER)))
{
  stop_timer (run, event);
  resign (run, event, 0);
}

ACTION (reconfigure, "replace it", NULL, SENDS (RESIGNS, TO (AGENT, CONFIGURED)))
{
  resign (run, event, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

/* It keeps its lists locked until it knows that it is isolated (HA-06). */
ACTION (lose_the_others, "ping the isolation addresses at once", NULL, SENDS (RESIGNS, TO (AGENT, PINGED), TO (DETECTOR, GONE_SILENT)))
{
  desert (run, event, model_number (run, MODEL_FDM_TIMEOUT));
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

ACTION (lose_the_master, "wait for its heartbeat", NULL, SENDS (TO (AGENT, MASTER_SILENT), TO (DETECTOR, GONE_SILENT)))
{
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_TIMEOUT), AGENT_ON_MASTER_SILENT);
}

/* HA-17 to HA-19: before 5.1 the response comes at once, from then on after a delay of at least 30 s. */
static SimTime
response_delay (const SimRun *run, const SimEvent *event)
{
  if (model_version_is_before (model_host_state (run, ME)->version, 5, 1))
    return 0;
  return MAX (30 * SIM_SECOND, model_number (run, MODEL_FDM_ISOLATION_DELAY));
}

ACTION (declare_isolation, "write it on the datastore, prepare the response", "response in {a:ms}",
        SENDS (TO (ISOLATION, DECLARE), TO (DETECTOR, FLAGGED), TO (AGENT, RELEASE), TO (ADMISSION, REVIEW)))
{
  sim_tell (run, response_delay (run, event), 0);
  TELL (DETECTOR, ME, DETECTOR_ON_FLAGGED, 0);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (ISOLATION, vm, ISOLATION_ON_DECLARE, response_delay (run, event));
  TELL (ADMISSION, cluster_of (run, event), ADMISSION_ON_REVIEW, 0);
  TELL (AGENT, ME, AGENT_ON_RELEASE, 0); /* after a response without delay, which found the lists still its own */
}

ACTION (release, "unlock them", NULL, SENDS_NOTHING)
{
  release_lists (run, event);
}

ACTION (return_from_isolation, "clear the mark, take part in an election", NULL,
        SENDS (TO (ISOLATION, OVER), TO (DETECTOR, HEARD), TO (AGENT, BALLOT), TO (ADMISSION, REVIEW)))
{
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  release_lists (run, event);
  TELL (ADMISSION, cluster_of (run, event), ADMISSION_ON_REVIEW, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (be_heard_again, "send heartbeats again", NULL, SENDS (TO (DETECTOR, HEARD)))
{
  stop_timer (run, event);
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
}

ACTION (be_heard, "go on with the election", NULL, SENDS (TO (DETECTOR, HEARD)))
{
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
}

/* clang-format off */
const SimRow model_AGENT_rows[] = {
  STAY   (AT (INACTIVE),     ON (START),         its_host_has_no_power,                      NOTHING,             "its host has lost power again meanwhile",            "model"),
  ROW    (AT (INACTIVE),     ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "vCenter pushes the agent",                           "HA-08 HA-10"),
  ROW    (AT (INACTIVE),     ON (START),         ALWAYS,                  GO (ELECTION),     join_election,       "the agent starts from what the host has stored",     "HA-40"),
  ROW    (AT (ERROR),        ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "HA is reconfigured on it",                           "VC-11"),
  IGNORE (ANY & ~AT (INACTIVE), ON (START),      "it is started already, or cannot be without vCenter"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    it_cannot_be_configured, GO (ERROR),        fail,                "link, disk, memory, certificate or a pending reboot", "VC-11 VC-12"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    a_master_leads,          GO (SLAVE),        follow,              "it is configured and hears a master",                "HA-02"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    ALWAYS,                  GO (ELECTION),     join_election,       "it is configured and hears no master",               "HA-02"),
  IGNORE (ANY & ~AT (CONFIGURING), ON (CONFIGURED), "it has been stopped meanwhile"),

  ROW    (AT (ELECTION),     ON (BALLOT),        nobody_is_heard,         GO (SELF_ELECTED), ping,                "it has heard nobody",                                "HA-17"),
  ROW    (AT (ELECTION),     ON (BALLOT),        a_master_leads,          GO (SLAVE),        follow,              "there is a master",                                  "HA-05"),
  ROW    (AT (ELECTION),     ON (BALLOT),        its_key_is_best,         GO (MASTER),       lead,                "most datastores, then the greatest id as text",      "HA-03 HA-04 HA-06"),
  ROW    (AT (ELECTION),     ON (BALLOT),        ALWAYS,                  GO (SLAVE),        follow,              "another has won",                                    "HA-05"),
  IGNORE (ANY & ~AT (ELECTION), ON (BALLOT),     "the election is over for it"),
  ROW    (AT (SELF_ELECTED), ON (PINGED),        pings_are_answered,      GO (MASTER),       lead,                "an isolation address answers: it is alone, not isolated", "HA-21"),
  ROW    (AT (SELF_ELECTED), ON (PINGED),        ALWAYS,                  GO (ISOLATED),     declare_isolation,   "no isolation address answers",                       "HA-17"),
  ROW    (AT (ALONE),        ON (PINGED),        pings_are_answered,      GO (MASTER),       lead,                "an isolation address answers",                       "HA-21"),
  ROW    (AT (ALONE),        ON (PINGED),        ALWAYS,                  GO (ISOLATED),     declare_isolation,   "no isolation address answers",                       "HA-18 HA-06"),
  IGNORE (ANY & ~(AT (SELF_ELECTED) | AT (ALONE)), ON (PINGED), "it is in doubt no more"),

  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (ELECTION) | AT (MASTER) | AT (SELF_ELECTED) | AT (ALONE) | AT (ISOLATED), ON (MASTER_SILENT), "it was no slave"),
  STAY   (AT (SLAVE),        ON (MASTER_SILENT), a_master_leads,                             NOTHING,             "it hears a master after all",                        "HA-05"),
  ROW    (AT (SLAVE),        ON (MASTER_SILENT), ALWAYS,                  GO (ELECTION),     hold_election,       "nothing from a master for too long",                 "HA-16 HA-17"),

  ROW    (AT (MASTER),       ON (CUT),           ALWAYS,                  GO (ALONE),        lose_the_others,     "it hears nobody any more",                           "HA-18"),
  STAY   (AT (SLAVE),        ON (CUT),           ALWAYS,                                     lose_the_master,     "it hears its master no more",                        "HA-17"),
  IGNORE (ANY & ~(AT (MASTER) | AT (SLAVE)), ON (CUT), "it had no connection to lose"),
  STAY   (AT (ISOLATED),     ON (RELEASE),       ALWAYS,                                     release,             "somebody else may have its VMs",                     "HA-06"),
  IGNORE (ANY & ~AT (ISOLATED), ON (RELEASE),    "it is isolated no more"),
  ROW    (AT (ISOLATED),     ON (HEARD),         ALWAYS,                  GO (ELECTION),     return_from_isolation, "the network is back",                              "HA-21"),
  ROW    (AT (SELF_ELECTED), ON (HEARD),         ALWAYS,                  GO (ELECTION),     return_from_isolation, "the network is back: isolation is off",            "HA-21"),
  ROW    (AT (ALONE),        ON (HEARD),         ALWAYS,                  GO (ELECTION),     return_from_isolation, "the network is back: isolation is off",            "HA-21"),
  STAY   (AT (SLAVE),        ON (HEARD),         ALWAYS,                                     be_heard_again,      "the network is back in time",                        "HA-21"),
  STAY   (AT (ELECTION),     ON (HEARD),         ALWAYS,                                     be_heard,            "the network is back in time",                        "HA-21"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (MASTER), ON (HEARD), "it was not cut off"),

  ROW    (ANY & ~AT (INACTIVE), ON (LEAVE),      ALWAYS,                  GO (INACTIVE),     leave,               "its host has left the cluster's HA",                 "HA-02 HA-08"),
  IGNORE (AT (INACTIVE),     ON (LEAVE),         "it is not running"),
  ROW    (ANY & ~AT (INACTIVE), ON (DIE),        ALWAYS,                  GO (INACTIVE),     die,                 "its host has lost power",                            "HA-08"),
  IGNORE (AT (INACTIVE),     ON (DIE),           "it is not running"),
  ROW    (ACTIVE | AT (ERROR), ON (REINSTALL),   ALWAYS,                  GO (CONFIGURING),  reconfigure,         "the agent must match the new vCenter",               "HA-10 VC-11"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING), ON (REINSTALL), "it is not running, or being configured anyway"),
};
/* clang-format on */
const guint model_AGENT_n_rows = G_N_ELEMENTS (model_AGENT_rows);
