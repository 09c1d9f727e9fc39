/* The detector machine (handbook 8.2): what the HA master makes of one host's silence. The timelines of the handbook
 * (dead at 15 s without heartbeat datastores, at 18 s with; 35 s when the master itself is lost) come out of these rows.
 *
 * Facts: HA-07 HA-11 HA-14 HA-15 HA-47. */

#include "models/compute/hosts.h"
#include "models/ha/order.h"
#include "models/ha/reach.h"
#include "models/ha/switch.h"
#include "models/vcenter/availability.h"
#include "models/vsan/parts.h"
#include "models/words.h"

#define AT(STATE)  (1u << DETECTOR_AT_##STATE)
#define ON(SIGNAL) DETECTOR_ON_##SIGNAL
#define GO(STATE)  DETECTOR_AT_##STATE
#define ANY        ((1u << DETECTOR_N_STATES) - 1)
#define SUSPECTING (AT (SILENT) | AT (WATCHING) | AT (UNREACHABLE))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];
}

/* ---- Questions ---- */

GUARD (ha_does_not_watch_it, "HA does not watch it: off, or in maintenance")
{
  return !model_ha_is_on (run, model_fleet (run)->hosts[ME].cluster) || model_host_state (run, ME)->was_in_maintenance;
}

GUARD (nobody_watches_it, "HA is not configured on it, or was taken away when it was disconnected, so nobody watches it")
{
  const ModelHaHost *host = model_ha_host (run, ME);

  return host->let_go || (host->cause && !model_number (run, MODEL_HA_WATCHES_UNCONFIGURED));
}

GUARD (it_has_lost_vms, "VMs on it have stopped while nobody watched it, and now somebody does")
{
  const ModelHaHost *host = model_ha_host (run, ME);

  return host->lost && !host->cause && !host->let_go && model_ha_cluster (run, model_fleet (run)->hosts[ME].cluster)->monitoring;
}

GUARD (nobody_leads, "there is no master that holds the lists")
{
  guint32 owner = model_list_owner (run, model_fleet (run)->hosts[ME].cluster);

  return owner == MODEL_NONE || STATE (AGENT, owner) != AGENT_AT_MASTER;
}

static gboolean
has_heartbeat_datastores (const SimRun *run, const SimEvent *event)
{
  guint32 said = cluster_of (run, event)->heartbeat_datastores;

  if (said == MODEL_NONE && model_vsan_is_all (model_fleet (run), model_fleet (run)->hosts[ME].cluster))
    return FALSE; /* HA-12 */
  return (said == MODEL_NONE ? model_number (run, MODEL_FDM_HEARTBEAT_DATASTORES) : said) > 0;
}

/* A host with power keeps its datastore heartbeat, whatever its management network does. */
GUARD (its_datastores_beat_and_it_is_isolated,
       "its datastore heartbeat goes on and it has written that it is isolated")
{
  return has_heartbeat_datastores (run, event) && model_host_is_up (run, ME)
         && STATE (AGENT, ME) == AGENT_AT_ISOLATED;
}

GUARD (its_datastores_beat, "its datastore heartbeat goes on")
{
  return has_heartbeat_datastores (run, event) && model_host_is_up (run, ME);
}

static gboolean
answers_pings (const SimRun *run, const SimEvent *event)
{
  guint32 owner = model_list_owner (run, model_fleet (run)->hosts[ME].cluster);

  return owner != MODEL_NONE && model_host_is_up (run, ME) && model_hosts_hear (run, owner, ME);
}

GUARD (it_has_no_power, "it has no power")
{
  return !model_host_state (run, ME)->powered;
}

GUARD (restarts_are_off, "host monitoring is off, or HA does not go on without vCenter")
{
  guint32 cluster = model_fleet (run)->hosts[ME].cluster;

  return !model_ha_cluster (run, cluster)->monitoring || !model_vcenter_offers (run, cluster, MODEL_FUNCTION_HA);
}

/* vSAN terminates a VM where another part has its objects (VS-23); the master there finds that nobody has them open. */
GUARD (its_objects_are_free, "its objects belong to the master's part of the vSAN network")
{
  guint32 cluster = model_fleet (run)->hosts[ME].cluster, owner = model_list_owner (run, cluster);

  return model_vsan_is_split (run, cluster) && owner != MODEL_NONE
         && model_vsan_serves (run, (guint32) event->arg, owner) && !restarts_are_off_test (run, event);
}

/* ---- What is done ---- */

static void
set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_host_timers (run, ME)->detector;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, DETECTOR, ME, signal, 0);
}

ACTION (miss, "miss what happens there", NULL, SENDS_NOTHING)
{
  model_ha_host (run, ME)->lost = TRUE;
}

ACTION (note_silence, "note the time", NULL, SENDS (TO (DETECTOR, LOOK), TO (DETECTOR, TIMEOUT)))
{
  if (has_heartbeat_datastores (run, event))
    set_timer (run, event, model_number (run, MODEL_FDM_WATCH_AFTER), DETECTOR_ON_LOOK);
  else
    set_timer (run, event, model_number (run, MODEL_FDM_TIMEOUT), DETECTOR_ON_TIMEOUT);
}

ACTION (watch, "watch its datastore heartbeats", NULL, SENDS (TO (DETECTOR, TIMEOUT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_TIMEOUT) - model_number (run, MODEL_FDM_WATCH_AFTER),
             DETECTOR_ON_TIMEOUT);
}

/* The ping takes 5 s; the watch on the datastores began 3 s into the silence and takes 15 s. */
ACTION (ping, "ping it", NULL, SENDS (TO (DETECTOR, VERDICT), TO (DETECTOR, PONG)))
{
  SimTime wait = model_number (run, MODEL_FDM_PING);

  if (has_heartbeat_datastores (run, event))
    wait
        = MAX (wait, model_number (run, MODEL_FDM_WATCH_AFTER) + model_number (run, MODEL_FDM_DATASTORE_WATCH)
                         - model_number (run, MODEL_FDM_TIMEOUT));
  set_timer (run, event, wait, DETECTOR_ON_VERDICT);
  if (answers_pings (run, event))
    TELL (DETECTOR, ME, DETECTOR_ON_PONG, 0);
}

/* A host that is alive without its agent is pinged over and over; what was seen of it must end first. */
ACTION (ping_again, "notice that it answers no more", NULL, SENDS (TO (DETECTOR, VERDICT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_DEAD_PING) + model_number (run, MODEL_FDM_PING),
             DETECTOR_ON_VERDICT);
}

ACTION (watch_again, "notice that its datastore heartbeats have stopped", NULL,
        SENDS (TO (DETECTOR, VERDICT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_DATASTORE_WATCH), DETECTOR_ON_VERDICT);
}

ACTION (leave_alone, "leave its VMs alone", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->n_vms };

  sim_cancel (run, &model_host_timers (run, ME)->detector);
  sim_find (run, MODEL_FIND_HA_AGENT_UNREACHABLE, SIM_RISK, ACTOR (HOST, ME), 0, evidence);
}

ACTION (take_over, "wait as a new master does", NULL, SENDS (TO (DETECTOR, VERDICT)))
{
  set_timer (run, event, model_number (run, MODEL_FDM_NEW_MASTER), DETECTOR_ON_VERDICT);
}

ACTION (forget_timers, "wait for a master", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_host_timers (run, ME)->detector);
}

/* In the order in which HA restarts: by batch, then by name (HA-30). */
static guint
restart_all (SimRun *run, const SimEvent *event, SimTime delay)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = cluster_of (run, event);
  gboolean dead = sim_state (run, event->to) == DETECTOR_AT_DEAD;
  guint n = 0;

  for (guint batch = 0; batch < MODEL_BATCHES; batch++)
    for (MODEL_EACH_VM (vm, cluster))
      if (model_restart_batch (fleet, vm) == batch && model_vm_state (run, vm)->host == ME
          && STATE (VM, vm) == VM_AT_DOWN) {
        TELL_IN (delay, RESTART, vm, RESTART_ON_LOST, dead ? MODEL_LOST_WITH_ITS_HOST : MODEL_LOST_ALONE);
        n += STATE (RESTART, vm) != RESTART_AT_UNLISTED ? 1 : 0; /* the master does not know of it */
      }
  return n;
}

ACTION (restart_its_vms, "restart its VMs", "{a:vms}", SENDS (TO (RESTART, LOST)))
{
  sim_find_end (run, MODEL_FIND_HA_AGENT_UNREACHABLE, ACTOR (HOST, ME), 0);
  sim_tell (run, restart_all (run, event, 0), 0);
}

ACTION (restart_those_off, "restart those that it has powered off", NULL, SENDS (TO (RESTART, LOST)))
{
  restart_all (run, event, 0);
}

ACTION (restart_one, "restart it", "{a:name}", SENDS (TO (RESTART, LOST)))
{
  sim_tell (run, ACTOR (VM, event->arg), 0);
  TELL (RESTART, (guint32) event->arg, RESTART_ON_LOST, 0);
}

/* A host that is heard says so itself; of one that is not, its list on the datastore does, when it is read next. */
ACTION (restart_at_next_read, "restart it when its list of powered-on VMs is read next", "{a:name}, in {b:ms}",
        SENDS (TO (RESTART, LOST)))
{
  SimTime every = MAX (1, model_number (run, MODEL_FDM_POWERON_READ));
  SimTime wait = (every - sim_now (run) % every) % every;

  sim_tell (run, ACTOR (VM, event->arg), wait);
  TELL_IN (wait, RESTART, (guint32) event->arg, RESTART_ON_LOST, 0);
}

/* Its room is the master's to use again. */
ACTION (relax, "forget it", NULL, SENDS (MODEL_ROOM_NOTICES))
{
  model_notify_room (run, model_fleet (run)->hosts[ME].cluster);
  sim_find_end (run, MODEL_FIND_HA_AGENT_UNREACHABLE, ACTOR (HOST, ME), 0);
  sim_cancel (run, &model_host_timers (run, ME)->detector);
}

/* What its list of powered-on VMs has lost while nobody was looking (HA-06, HA-07). */
ACTION (restart_what_it_lost, "restart what was protected and does not run", NULL, SENDS (TO (RESTART, LOST)))
{
  gboolean leads_anew = event->signal == DETECTOR_ON_LED;

  model_ha_host (run, ME)->lost = FALSE;
  sim_cancel (run, &model_host_timers (run, ME)->detector);
  sim_find_end (run, MODEL_FIND_HA_AGENT_UNREACHABLE, ACTOR (HOST, ME), 0);
  restart_all (run, event, leads_anew ? model_number (run, MODEL_FDM_NEW_MASTER) : 0);
}

/* clang-format off */
const SimRow model_DETECTOR_rows[] = {
  ROW    (AT (AGENT_DOWN),    ON (GONE_SILENT), it_has_no_power,          GO (UNREACHABLE), ping_again,        "now the host itself is gone",                        "HA-14"),
  ROW    (AT (PARTITIONED) | AT (ISOLATED), ON (GONE_SILENT), it_has_no_power, GO (UNREACHABLE), watch_again,  "now its datastore heartbeats stop, too",             "HA-15"),
  IGNORE (ANY & ~AT (ALIVE),  ON (GONE_SILENT), "it was silent already"),
  STAY   (AT (ALIVE),         ON (GONE_SILENT), ha_does_not_watch_it,                     NOTHING,           "nobody was listening",                               "HA-08"),
  STAY   (AT (ALIVE),         ON (GONE_SILENT), nobody_watches_it,                        miss,              "it has no agent that runs",                         "VC-11 HA-08"),
  ROW    (AT (ALIVE),         ON (GONE_SILENT), nobody_leads,             GO (UNWATCHED),   NOTHING,           "there is no master to notice",                       "HA-03"),
  ROW    (AT (ALIVE),         ON (GONE_SILENT), ALWAYS,                   GO (SILENT),      note_silence,      "its heartbeat has stopped",                          "HA-11"),
  ROW    (AT (SILENT),        ON (LOOK),        ALWAYS,                   GO (WATCHING),    watch,             "silent for 3 s",                                     "HA-15"),
  IGNORE (ANY & ~AT (SILENT), ON (LOOK),        "it was heard, or there is no master"),
  ROW    (AT (SILENT) | AT (WATCHING), ON (TIMEOUT), ALWAYS,              GO (UNREACHABLE), ping,              "silent for 10 s",                                    "HA-14 HA-15"),
  IGNORE (ANY & ~(AT (SILENT) | AT (WATCHING)), ON (TIMEOUT), "it was heard, or there is no master"),
  ROW    (AT (UNREACHABLE),   ON (PONG),        ALWAYS,                   GO (AGENT_DOWN),  leave_alone,       "it answers pings: only its agent is down",           "HA-09"),
  IGNORE (ANY & ~AT (UNREACHABLE), ON (PONG),   "it was heard meanwhile"),
  ROW    (AT (UNREACHABLE),   ON (VERDICT),     its_datastores_beat_and_it_is_isolated, GO (ISOLATED), restart_those_off, "no ping, datastore heartbeat, marked isolated",   "HA-07"),
  ROW    (AT (UNREACHABLE),   ON (VERDICT),     its_datastores_beat,      GO (PARTITIONED), restart_those_off, "no ping, datastore heartbeat, not marked",           "HA-07"),
  ROW    (AT (UNREACHABLE),   ON (VERDICT),     restarts_are_off,         GO (DEAD),        NOTHING,           "no ping, no heartbeat; host monitoring is off",      "HA-47"),
  ROW    (AT (UNREACHABLE),   ON (VERDICT),     ALWAYS,                   GO (DEAD),        restart_its_vms,   "no ping, no heartbeat of any kind",                  "HA-15 HA-16"),
  IGNORE (ANY & ~AT (UNREACHABLE), ON (VERDICT), "it was heard, or there is no master"),
  ROW    (AT (PARTITIONED),   ON (FLAGGED),     ALWAYS,                   GO (ISOLATED),    restart_those_off, "it has marked itself isolated",                      "HA-07"),
  IGNORE (ANY & ~AT (PARTITIONED), ON (FLAGGED), "the verdict will see it"),
  STAY   (AT (ALIVE),         ON (VM_OFF),      nobody_watches_it,                        miss,              "it has no agent that runs",                         "VC-11 HA-08"),
  STAY   (AT (ALIVE) | AT (ISOLATED) | AT (PARTITIONED), ON (VM_OFF), restarts_are_off, NOTHING,           "host monitoring is off",                             "HA-47"),
  STAY   (AT (ALIVE),         ON (VM_OFF),      ALWAYS,                                   restart_one,       "its host tells the master that it is off",           "HA-07"),
  STAY   (AT (ISOLATED) | AT (PARTITIONED), ON (VM_OFF), ALWAYS,                          restart_at_next_read, "the list of powered-on VMs has lost it",          "HA-07"),
  STAY   (AT (DEAD),          ON (VM_OFF),      its_objects_are_free,                     restart_one,       "vSAN has let go of it there, and its objects are here", "VS-23"),
  IGNORE (SUSPECTING | AT (UNWATCHED) | AT (DEAD) | AT (AGENT_DOWN), ON (VM_OFF), "nobody tells the master, or the verdict will see it"),
  ROW    (SUSPECTING,         ON (LEADERLESS),  ALWAYS,                   GO (UNWATCHED),   forget_timers,     "the master is gone, and its suspicions with it",     "HA-03"),
  IGNORE (ANY & ~SUSPECTING,  ON (LEADERLESS),  "nobody suspected it"),
  ROW    (AT (UNWATCHED),     ON (LED),         ALWAYS,                   GO (UNREACHABLE), take_over,         "the new master does not hear it",                    "HA-16"),
  STAY   (AT (ALIVE),         ON (LED),         restarts_are_off,                         NOTHING,           "host monitoring is off",                             "HA-47"),
  STAY   (AT (ALIVE),         ON (LED),         nobody_watches_it,                        NOTHING,           "it has no agent that runs",                         "VC-11 HA-08"),
  STAY   (AT (ALIVE),         ON (LED),         ALWAYS,                                   restart_what_it_lost, "the new master reads who was protected",          "HA-06"),
  IGNORE (ANY & ~(AT (UNWATCHED) | AT (ALIVE)), ON (LED), "it is judged"),
  STAY   (ANY & ~AT (ALIVE),  ON (HEARD),       it_has_no_power,                          NOTHING,           "it has lost power again meanwhile",                  "model"),
  ROW    (SUSPECTING | AT (UNWATCHED), ON (HEARD), nobody_leads,          GO (ALIVE),       relax,             "it is heard again; the next master will see to its VMs", "HA-11"),
  ROW    (SUSPECTING | AT (UNWATCHED), ON (HEARD), restarts_are_off,      GO (ALIVE),       relax,             "it is heard again; host monitoring is off",          "HA-47"),
  ROW    (SUSPECTING | AT (UNWATCHED), ON (HEARD), ALWAYS,                GO (ALIVE),       restart_what_it_lost, "it is heard again before anybody judged it",      "HA-07 HA-11"),
  ROW    (AT (AGENT_DOWN),    ON (HEARD),       restarts_are_off,         GO (ALIVE),       relax,             "its agent is back; host monitoring is off",          "HA-47"),
  ROW    (AT (AGENT_DOWN),    ON (HEARD),       ALWAYS,                   GO (ALIVE),       restart_what_it_lost, "its agent is back and tells what it has lost",    "HA-07 HA-09"),
  ROW    (AT (DEAD) | AT (ISOLATED) | AT (PARTITIONED), ON (HEARD), ALWAYS, GO (ALIVE),     relax,             "it is heard again",                                  "HA-11"),
  STAY   (AT (ALIVE),         ON (HEARD),       it_has_lost_vms,                          restart_what_it_lost, "its agent runs at last and tells what it has lost", "HA-07 VC-11"),
  IGNORE (AT (ALIVE),         ON (HEARD),       "it was never gone"),
};
/* clang-format on */
const guint model_DETECTOR_n_rows = G_N_ELEMENTS (model_DETECTOR_rows);
