/* The vsan-services machine: what a host of a vSAN cluster serves beside the disks of VMs: file shares, from a VM of vSAN's
 * own, and iSCSI targets, each of which has one host as its owner (VS-13).
 *
 * The file service VM stands in nobody's way: it is powered off when its host enters maintenance, and on when the host is
 * back. Its shares, and the targets that the host owns, go to other hosts, and whoever uses them waits for that.
 *
 * The surprising rule: every host of a rolling upgrade is such a wait, and no finding about VMs says so. How long one is, is not
 * published: `vsan-file-moves` and `vsan-targets-move` of physics. How shares and targets lie over the hosts is not said
 * either; every host is taken to have some. (The other half of VS-13 is health.c's.) */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/services.h"
#include "models/words.h"

#define AT(STATE)  (1u << SERVICES_AT_##STATE)
#define ON(SIGNAL) SERVICES_ON_##SIGNAL
#define GO(STATE)  SERVICES_AT_##STATE

enum { ALL, FILES, TARGETS }; /* what has moved */

static const ModelVsan *
vsan_of (const SimRun *run, guint32 host)
{
  return &model_fleet (run)->clusters[model_fleet (run)->hosts[host].cluster].vsan;
}

static SimId
cluster_thing (const SimRun *run, guint32 host)
{
  return model_cluster_thing (run->model, model_fleet (run)->hosts[host].cluster);
}

static gboolean
is_there (const SimRun *run, guint32 host)
{
  return model_host_is_up (run, host) && !model_host_in_maintenance (run, host)
         && STATE (COMPONENTS, host) != COMPONENTS_AT_ABSENT;
}

gboolean
model_vsan_services_differ (const SimRun *run, guint32 host)
{
  return model_vsan_has_services (model_fleet (run), host)
         && is_there (run, host) != (STATE (SERVICES, host) == SERVICES_AT_SERVING);
}

/* ---- Questions ---- */

GUARD (its_host_is_there, "its host serves vSAN")
{
  return is_there (run, ME);
}

GUARD (its_host_has_gone, "its host is in maintenance, or cannot be reached")
{
  return !is_there (run, ME);
}

GUARD (nobody_serves, "no other host of the cluster is there to take them")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];

  for (MODEL_EACH_HOST (host, cluster))
    if (is_there (run, host))
      return FALSE;
  return TRUE;
}

GUARD (others_move_still, "shares have moved and targets have not, or the other way round")
{
  return event->arg != ALL;
}

/* ---- What is done ---- */

static void
find_wait (SimRun *run, const SimEvent *event, ModelFinding kind, gint64 moves)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { moves };

  sim_find (run, kind, SIM_NOTE, event->to, 0, evidence);
}

ACTION (hand_over, "hand over what it serves", "for {a:ms}", SENDS (TO (SERVICES, MOVED)))
{
  const ModelVsan *vsan = vsan_of (run, ME);
  gint64 files = vsan->file_service ? model_number (run, MODEL_VSAN_FILE_MOVES) : 0,
         targets = vsan->iscsi_targets ? model_number (run, MODEL_VSAN_TARGETS_MOVE) : 0;

  if (vsan->file_service)
    find_wait (run, event, MODEL_FIND_FILE_SHARES_MOVE, files);
  if (vsan->iscsi_targets)
    find_wait (run, event, MODEL_FIND_ISCSI_TARGETS_MOVE, targets);
  sim_tell (run, MAX (files, targets), 0);
  if (vsan->file_service && vsan->iscsi_targets)
    TELL_IN (MIN (files, targets), SERVICES, ME, SERVICES_ON_MOVED, files < targets ? FILES : TARGETS);
  TELL_IN (MAX (files, targets), SERVICES, ME, SERVICES_ON_MOVED, ALL);
}

ACTION (settle_some, "serve those from there", NULL, SENDS_NOTHING)
{
  sim_find_end (run, event->arg == FILES ? MODEL_FIND_FILE_SHARES_MOVE : MODEL_FIND_ISCSI_TARGETS_MOVE,
                event->to, 0);
}

static void
end (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_FILE_SHARES_MOVE, event->to, 0);
  sim_find_end (run, MODEL_FIND_ISCSI_TARGETS_MOVE, event->to, 0);
}

ACTION (settle, "serve them from there", NULL, SENDS_NOTHING)
{
  end (run, event);
}

ACTION (serve_nobody, "say so", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster].n_hosts };

  end (run, event);
  sim_find (run, MODEL_FIND_VSAN_SERVICES_DOWN, SIM_OUTAGE, cluster_thing (run, ME), 0, evidence);
}

ACTION (serve, "take its share of them", NULL, SENDS_NOTHING)
{
  end (run, event);
  sim_find_end (run, MODEL_FIND_VSAN_SERVICES_DOWN, cluster_thing (run, ME), 0);
}

/* clang-format off */
const SimRow model_SERVICES_rows[] = {
  IGNORE (AT (NONE), ON (CHANGED), "vSAN serves nothing but disks here"),
  ROW    (AT (SERVING), ON (CHANGED), its_host_has_gone, GO (MOVING),  hand_over,    "its file service VM is off, and its targets need another owner", "VS-13"),
  IGNORE (AT (SERVING), ON (CHANGED), "it goes on"),
  IGNORE (AT (MOVING),  ON (CHANGED), "that is looked at when they have moved"),
  ROW    (AT (OUT),     ON (CHANGED), its_host_is_there, GO (SERVING), serve,        "its host is back, and its file service VM on",                   "VS-13"),
  IGNORE (AT (OUT),     ON (CHANGED), "its host is away still"),
  STAY   (AT (MOVING),  ON (MOVED),   others_move_still,               settle_some,  "some are with other hosts",                                      "VS-13"),
  ROW    (AT (MOVING),  ON (MOVED),   its_host_is_there, GO (SERVING), serve,        "its host is back already",                                       "VS-13"),
  ROW    (AT (MOVING),  ON (MOVED),   nobody_serves,     GO (OUT),     serve_nobody, "no host is left that could",                                     "VS-13"),
  ROW    (AT (MOVING),  ON (MOVED),   ALWAYS,            GO (OUT),     settle,       "other hosts have them",                                          "VS-13"),
  IGNORE (AT (NONE) | AT (SERVING) | AT (OUT), ON (MOVED), "nothing moves"),
};
/* clang-format on */
const guint model_SERVICES_n_rows = G_N_ELEMENTS (model_SERVICES_rows);
