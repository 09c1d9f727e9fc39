/* The HA agent machine (FDM; handbook 8.1): election, mastership, isolation. It needs no vCenter, except to be configured.
 *
 * Facts: DR-06 HA-02 HA-03 HA-04 HA-05 HA-08 HA-09 HA-10 HA-16 HA-17 HA-18 HA-21. */

#include "models/compute/hosts.h"
#include "models/ha/configure.h"
#include "models/ha/lists.h"
#include "models/ha/reach.h"
#include "models/ha/switch.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vsan/parts.h"
#include "models/words.h"

#define AT(STATE)  (1u << AGENT_AT_##STATE)
#define ON(SIGNAL) AGENT_ON_##SIGNAL
#define GO(STATE)  AGENT_AT_##STATE
#define ANY        ((1u << AGENT_N_STATES) - 1)
#define ACTIVE     MODEL_AGENT_RUNS
#define WAS_MASTER (run->entry.state_from == AGENT_AT_MASTER)

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[cluster_of (run, event)])

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
  return model_ha_obstacle (run, ME) != MODEL_HA_CAUSE_NONE;
}

GUARD (vcenter_did_not_reach_it, "vCenter serves, and not reaching it was all that stood against it")
{
  return model_ha_host (run, ME)->cause == MODEL_HA_CAUSE_COMMUNICATION && vcenter_serves_test (run, event);
}

GUARD (vcenter_does_not_reach_it, "vCenter does not reach it")
{
  return !model_host_state (run, ME)->networked || !vcenter_serves_test (run, event);
}

GUARD (it_should_be_gone, "HA has been switched off, and vCenter reaches its host at last")
{
  return !model_ha_is_on (run, cluster_of (run, event)) && !vcenter_does_not_reach_it_test (run, event);
}

GUARD (it_missed_the_sync, "its agent is that of an older vCenter, which reaches it now")
{
  return model_ha_host (run, ME)->unsynced && !vcenter_does_not_reach_it_test (run, event);
}

GUARD (a_master_leads, "it hears a master")
{
  return model_master_heard (run, ME) != MODEL_NONE;
}

GUARD (nobody_is_heard, "nobody is heard")
{
  for (EACH_HOST (host))
    if (model_peer_heard (run, ME, host))
      return FALSE;
  return TRUE;
}

GUARD (somebody_is_heard, "somebody is heard")
{
  return !nobody_is_heard_test (run, event);
}

GUARD (a_better_master_is_heard, "it hears another master, whose key is better")
{
  guint32 other = model_master_heard (run, ME);

  return other != MODEL_NONE && model_agent_beats (model_fleet (run), other, ME);
}

GUARD (nobody_holds_the_lists, "nobody holds the lists")
{
  return model_list_owner (run, cluster_of (run, event)) == MODEL_NONE && model_vsan_may_hold_lists (run, ME);
}

/* On vSAN the lists are where the objects are (HA-06), and no lock on a datastore keeps them for who has lost those. */
GUARD (another_part_has_the_objects, "it holds the lists, and another part of the vSAN network owns most objects")
{
  return model_owns_lists (run, ME) && !model_vsan_may_hold_lists (run, ME);
}

GUARD (they_are_left_behind, "nobody holds the lists, and on vSAN no lock on them outlives its holder")
{
  return nobody_holds_the_lists_test (run, event)
         && model_vsan_is_all (model_fleet (run), cluster_of (run, event));
}

GUARD (its_key_is_best, "its key is the best among those heard")
{
  for (EACH_HOST (host))
    if (model_peer_heard (run, ME, host) && model_agent_beats (model_fleet (run), host, ME))
      return FALSE;
  return TRUE;
}

/* HA-20: an address on another network than the agents' own says nothing of that one. */
GUARD (pings_are_answered, "a ping is answered")
{
  switch (model_fleet (run)->clusters[cluster_of (run, event)].isolation_addresses) {
  case MODEL_ADDRESSES_SAME_NETWORK:
    return model_host_state (run, ME)->networked;
  case MODEL_ADDRESSES_OTHER_NETWORK:
    return TRUE;
  case MODEL_ADDRESSES_NONE:
  default:
    return FALSE;
  }
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

/* Somebody may wait for the configuration to end, one way or the other. */
static void
answer (SimRun *run, const SimEvent *event, guint signal)
{
  guint32 *step = &model_ha_host (run, ME)->reconfigured_by;

  if (*step)
    TELL (STEP, *step - 1, signal, 0);
  *step = 0;
}

ACTION (refuse, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg,
                     vcenter_serves_test (run, event) ? MODEL_CHECK_HOST_AWAY : MODEL_CHECK_VCENTER_DOWN);
}

ACTION (wait_with_step, "wait for that", NULL, SENDS_NOTHING)
{
  model_ha_host (run, ME)->reconfigured_by = (guint32) event->arg + 1;
}

ACTION (configure, "install or update it", NULL, SENDS (TO (AGENT, CONFIGURED)))
{
  model_ha_host (run, ME)->unsynced = FALSE;
  set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

ACTION (fail, "report", "{a:ha-cause}", SENDS (TO (HOST, HA_FAILED), TO (AGENT, START), TO (STEP, BROKEN)))
{
  model_ha_fail (run, ME);
  answer (run, event, STEP_ON_BROKEN);
  TELL (HOST, ME, HOST_ON_HA_FAILED, 0);
  if (model_number (run, MODEL_HA_CONFIGURE_RETRY))
    set_timer (run, event, model_number (run, MODEL_HA_CONFIGURE_RETRY), AGENT_ON_START);
}

/* Heard again by whoever judges: the owner of the lists, or nobody yet. */
#define REPORTS TO (DETECTOR, HEARD)

static void
report (SimRun *run, const SimEvent *event)
{
  if (model_owner_reaches (run, ME))
    TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
}

ACTION (follow, "connect to the master", NULL,
        SENDS (TO (HOST, HA_READY), REPORTS, TO (AGENT, MASTER_SILENT), TO (STEP, FINISHED)))
{
  model_ha_succeed (run, ME);
  answer (run, event, STEP_ON_FINISHED);
  stop_timer (run, event);
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  report (run, event);
  if (!a_master_leads_test (run, event))
    TELL_IN (model_number (run, MODEL_FDM_TIMEOUT), AGENT, ME, AGENT_ON_MASTER_SILENT, 0);
}

ACTION (hold_election, "take part in an election", NULL, SENDS (TO (AGENT, BALLOT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (join_election, "take part in an election", NULL,
        SENDS (TO (AGENT, BALLOT), TO (HOST, HA_READY), REPORTS, TO (STEP, FINISHED)))
{
  model_ha_succeed (run, ME);
  answer (run, event, STEP_ON_FINISHED);
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  report (run, event);
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (ping, "ping the isolation addresses", NULL, SENDS (TO (AGENT, PINGED)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

/* In a part of its own a master finds the lists locked, and leads only in name. */
ACTION (lead, "lock the protected lists, read who was protected", NULL,
        SENDS (MODEL_TAKES_LISTS, MODEL_RELEASES_LISTS))
{
  guint32 owner = model_list_owner (run, cluster_of (run, event));
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, ME) };

  stop_timer (run, event);
  if ((owner == MODEL_NONE || owner == ME) && model_vsan_may_hold_lists (run, ME)) {
    model_take_lists (run, ME);
    return;
  }
  if (owner == ME)
    model_release_lists (run, ME, 0);
  if (owner == MODEL_NONE || owner == ME)
    return; /* the part that owns the objects has no master yet */
  evidence[1] = ACTOR (HOST, owner);
  sim_find (run, MODEL_FIND_NETWORK_PARTITIONED, SIM_RISK,
            model_cluster_thing (run->model, cluster_of (run, event)), ACTOR (HOST, ME), evidence);
}

ACTION (take_free_lists, "lock the protected lists, read who was protected", NULL, SENDS (MODEL_TAKES_LISTS))
{
  model_take_lists (run, ME);
}

ACTION (die, "stop", NULL, SENDS (MODEL_RESIGNS, TO (STEP, BROKEN)))
{
  answer (run, event, STEP_ON_BROKEN);
  stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, model_number (run, MODEL_FDM_TIMEOUT),
                model_number (run, MODEL_FDM_LIST_LOCK));
}

/* Without hostd the agent does nothing, and what it was about to do is not done (HA-09). */
ACTION (stop, "fall silent", NULL,
        SENDS (MODEL_RESIGNS, TO (DETECTOR, GONE_SILENT), TO (ISOLATION, OVER), TO (ADMISSION, REVIEW)))
{
  stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, model_number (run, MODEL_FDM_TIMEOUT),
                model_number (run, MODEL_FDM_LIST_LOCK));
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (ISOLATION, vm) != ISOLATION_AT_IDLE)
      TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  TELL (ADMISSION, cluster_of (run, event), ADMISSION_ON_REVIEW, 0);
}

ACTION (leave, "stop", NULL, SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (STEP, BROKEN)))
{
  answer (run, event, STEP_ON_BROKEN);
  model_ha_succeed (run, ME);
  stop_timer (run, event);
  model_resign (run, ME, WAS_MASTER, 0, 0);
}

ACTION (be_disabled, "stop, and be taken away", NULL,
        SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (HOST, HA_READY), TO (STEP, BROKEN)))
{
  stop_timer (run, event);
  answer (run, event, STEP_ON_BROKEN);
  model_ha_succeed (run, ME);
  model_resign (run, ME, WAS_MASTER, 0, 0);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (STATE (ISOLATION, vm) != ISOLATION_AT_IDLE)
      TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  if (STATE (HOST, ME) == HOST_AT_HA_INIT)
    TELL (HOST, ME, HOST_ON_HA_READY, 0);
}

ACTION (be_taken_at_last, "stop, and be taken away", NULL,
        SENDS (MODEL_RESIGNS, TO (ISOLATION, OVER), TO (HOST, HA_READY), TO (DETECTOR, HEARD),
               TO (STEP, BROKEN)))
{
  TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  be_disabled_run (run, event);
}

/* Until it runs again its host is not one that admission control counts on. */
ACTION (reconfigure, "replace it", NULL, SENDS (MODEL_RESIGNS, TO (AGENT, CONFIGURED), TO (ADMISSION, REVIEW)))
{
  model_ha_host (run, ME)->unsynced = FALSE;
  model_resign (run, ME, WAS_MASTER, 0, 0);
  model_notify_admission (run, cluster_of (run, event));
  set_timer (run, event, model_number (run, MODEL_FDM_CONFIGURE), AGENT_ON_CONFIGURED);
}

ACTION (reconfigure_for_step, "replace it", NULL, SENDS (MODEL_RESIGNS, TO (AGENT, CONFIGURED), TO (ADMISSION, REVIEW)))
{
  wait_with_step_run (run, event);
  reconfigure_run (run, event);
}

ACTION (wait_for_sync, "go on with the old agent", NULL, SENDS_NOTHING)
{
  model_ha_host (run, ME)->unsynced = TRUE;
}

/* It keeps its lists locked until it knows that it is isolated (HA-06). */
ACTION (lose_the_others, "ping the isolation addresses at once", NULL,
        SENDS (MODEL_DESERTS, TO (AGENT, PINGED), TO (DETECTOR, GONE_SILENT)))
{
  model_desert (run, ME, model_number (run, MODEL_FDM_TIMEOUT));
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

ACTION (lose_the_master, "wait for its heartbeat", NULL,
        SENDS (TO (AGENT, MASTER_SILENT), TO (DETECTOR, GONE_SILENT)))
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
  TELL (AGENT, ME, AGENT_ON_RELEASE,
        0); /* after a response without delay, which found the lists still its own */
}

ACTION (release, "unlock them", NULL, SENDS (MODEL_RELEASES_LISTS))
{
  model_release_lists (run, ME, 0);
}

ACTION (return_from_isolation, "clear the mark, take part in an election", NULL,
        SENDS (TO (ISOLATION, OVER), REPORTS, TO (AGENT, BALLOT), TO (ADMISSION, REVIEW),
               MODEL_RELEASES_LISTS))
{
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  model_release_lists (run, ME, 0);
  report (run, event);
  TELL (ADMISSION, cluster_of (run, event), ADMISSION_ON_REVIEW, 0);
  set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION (be_heard_again, "send heartbeats again", NULL, SENDS (REPORTS))
{
  stop_timer (run, event);
  report (run, event);
}

ACTION (be_heard, "go on with the election", NULL, SENDS (REPORTS))
{
  report (run, event);
}

/* Who of the others it hears now is for them to say; those that it does not hear say nothing. */
ACTION (give_up_lists, "lead in name only", NULL, SENDS (MODEL_RELEASES_LISTS))
{
  model_release_lists (run, ME, 0);
}

ACTION (look_around, "lead those that it hears", NULL, SENDS (REPORTS, TO (DETECTOR, GONE_SILENT)))
{
  if (model_owner_reaches (run, ME))
    TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  else
    TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
}

ACTION (yield, "release the lists, follow the other", NULL, SENDS (MODEL_RELEASES_LISTS, REPORTS))
{
  sim_find_end (run, MODEL_FIND_NETWORK_PARTITIONED,
                model_cluster_thing (run->model, cluster_of (run, event)), ACTOR (HOST, ME));
  model_release_lists (run, ME, 0);
  stop_timer (run, event);
  report (run, event);
}

/* clang-format off */
const SimRow model_AGENT_rows[] = {
  STAY   (AT (INACTIVE),     ON (START),         its_host_has_no_power,                      NOTHING,             "its host has lost power again meanwhile",            "model"),
  ROW    (AT (INACTIVE),     ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "vCenter pushes the agent",                           "HA-08 HA-10"),
  ROW    (AT (INACTIVE),     ON (START),         ALWAYS,                  GO (ELECTION),     join_election,       "the agent starts from what the host has stored",     "HA-40"),
  ROW    (AT (ERROR),        ON (START),         vcenter_serves,          GO (CONFIGURING),  configure,           "HA is reconfigured on it",                           "VC-11"),
  IGNORE (ANY & ~AT (INACTIVE), ON (START),      "it is started already, or cannot be without vCenter"),
  ROW    (ACTIVE,            ON (HEARD),         it_should_be_gone,       GO (INACTIVE),     be_taken_at_last,    "vCenter has been told to take it, and could not",    "HA-08 DR-06"),
  ROW    (ACTIVE,            ON (VCENTER_UP),    it_should_be_gone,       GO (INACTIVE),     be_taken_at_last,    "vCenter has been told to take it, and could not",    "HA-08 DR-06"),
  ROW    (AT (ERROR),        ON (HEARD),         vcenter_did_not_reach_it, GO (CONFIGURING), configure,           "vCenter reaches it again",                           "VC-11"),
  ROW    (AT (ERROR),        ON (VCENTER_UP),    vcenter_did_not_reach_it, GO (CONFIGURING), configure,           "vCenter reaches it again",                           "VC-11"),
  ROW    (ACTIVE,            ON (VCENTER_UP),    it_missed_the_sync,      GO (CONFIGURING),  reconfigure,         "vCenter reaches it again and syncs it",              "VC-11 DR-06"),
  IGNORE (ANY,               ON (VCENTER_UP),    "it runs without vCenter, or is not to run"),
  ROW    (AT (CONFIGURING),  ON (CONFIGURED),    it_cannot_be_configured, GO (ERROR),        fail,                "something stands against it",                         "VC-11 VC-12 DR-07 DR-34"),
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

  IGNORE (ANY & ~AT (SLAVE), ON (MASTER_SILENT), "it was no slave"),
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
  ROW    (AT (MASTER),       ON (HEARD),         a_better_master_is_heard, GO (SLAVE),       yield,               "it led itself, and the others have a better master", "HA-01 HA-20"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (STOPPED) | AT (MASTER), ON (HEARD), "nobody is there to hear, or it leads on"),

  ROW    (AT (MASTER),       ON (REGROUP),       a_better_master_is_heard, GO (SLAVE),       yield,               "two masters meet, and the key of the other is better", "HA-01 HA-04"),
  ROW    (AT (MASTER),       ON (REGROUP),       nobody_is_heard,         GO (ALONE),        lose_the_others,     "it hears nobody any more",                           "HA-18"),
  STAY   (AT (MASTER),       ON (REGROUP),       another_part_has_the_objects,               give_up_lists,       "most objects belong to another part of the vSAN network", "VS-23 HA-06"),
  STAY   (AT (MASTER),       ON (REGROUP),       they_are_left_behind,                       take_free_lists,     "nobody else holds the lists",                        "VS-23 HA-06"),
  STAY   (AT (MASTER),       ON (REGROUP),       ALWAYS,                                     look_around,         "it leads those that it hears",                       "HA-01"),
  STAY   (AT (SLAVE),        ON (REGROUP),       a_master_leads,                             be_heard_again,      "it hears a master",                                  "HA-01"),
  STAY   (AT (SLAVE),        ON (REGROUP),       ALWAYS,                                     lose_the_master,     "its master is in another part",                      "HA-01"),
  STAY   (AT (ELECTION),     ON (REGROUP),       ALWAYS,                                     look_around,         "those that it hears elect one of them",              "HA-01"),
  ROW    (AT (SELF_ELECTED) | AT (ALONE) | AT (ISOLATED), ON (REGROUP), somebody_is_heard, GO (ELECTION), return_from_isolation, "it hears others again",                   "HA-21"),
  IGNORE (AT (SELF_ELECTED) | AT (ALONE) | AT (ISOLATED), ON (REGROUP), "it hears nobody still"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (ERROR) | AT (STOPPED), ON (REGROUP), "it is not running"),
  STAY   (AT (MASTER),       ON (LISTS_FREE),    nobody_holds_the_lists,                     take_free_lists,     "the master of another part has let go of them",      "HA-06"),
  IGNORE (ANY,               ON (LISTS_FREE),    "somebody has them"),

  ROW    (ACTIVE,            ON (STOP),          ALWAYS,                  GO (STOPPED),      stop,                "the agent has died, or hostd under it",              "HA-09"),
  IGNORE (ANY & ~ACTIVE,     ON (STOP),          "it is not running"),
  ROW    (AT (STOPPED),      ON (RECOVER),       a_master_leads,          GO (SLAVE),        follow,              "it is started again and hears a master",             "HA-09"),
  ROW    (AT (STOPPED),      ON (RECOVER),       ALWAYS,                  GO (ELECTION),     join_election,       "it is started again and hears no master",            "HA-02 HA-09"),
  IGNORE (ANY & ~AT (STOPPED), ON (RECOVER),     "it is not stopped"),

  ROW    (ANY & ~AT (INACTIVE), ON (LEAVE),      ALWAYS,                  GO (INACTIVE),     leave,               "its host has left the cluster's HA",                 "HA-02 HA-08"),
  IGNORE (AT (INACTIVE),     ON (LEAVE),         "it is not running"),
  STAY   (ACTIVE,            ON (DISABLE),       vcenter_does_not_reach_it,                  NOTHING,             "nobody can take it from there now",                  "HA-40"),
  ROW    (ANY & ~AT (INACTIVE), ON (DISABLE),   ALWAYS,                  GO (INACTIVE),     be_disabled,         "HA is switched off",                                 "HA-08 DR-06"),
  IGNORE (AT (INACTIVE),     ON (DISABLE),       "it is not running"),
  ROW    (ANY & ~AT (INACTIVE), ON (DIE),        ALWAYS,                  GO (INACTIVE),     die,                 "its host has lost power",                            "HA-08"),
  IGNORE (AT (INACTIVE),     ON (DIE),           "it is not running"),
  STAY   (ANY,               ON (RECONFIGURE),   vcenter_does_not_reach_it,                  refuse,              "nobody can configure it there now",                  "HA-40 VC-05"),
  ROW    (ACTIVE | AT (ERROR), ON (RECONFIGURE), ALWAYS,                  GO (CONFIGURING),  reconfigure_for_step, "somebody has it configured anew",                   "HA-02 VC-11"),
  STAY   (AT (CONFIGURING),  ON (RECONFIGURE),   ALWAYS,                                     wait_with_step,      "it is being configured already",                     "model"),
  STAY   (AT (INACTIVE) | AT (STOPPED), ON (RECONFIGURE), ALWAYS,                            refuse,              "HA is not on there, or hostd does not answer",       "HA-08 HA-09"),
  STAY   (ACTIVE,            ON (REINSTALL),     vcenter_does_not_reach_it,                  wait_for_sync,       "vCenter does not reach it: it is synced when it returns", "VC-11"),
  ROW    (ACTIVE | AT (ERROR), ON (REINSTALL),   ALWAYS,                  GO (CONFIGURING),  reconfigure,         "the agent must match the new vCenter",               "HA-10 VC-11 DR-06"),
  IGNORE (AT (INACTIVE) | AT (CONFIGURING) | AT (STOPPED), ON (REINSTALL), "it is not running, or being configured anyway"),
};
/* clang-format on */
const guint model_AGENT_n_rows = G_N_ELEMENTS (model_AGENT_rows);
