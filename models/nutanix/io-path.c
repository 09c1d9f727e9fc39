/* The I/O-path machine (handbook platforms 9.3): how a Nutanix host's guests reach their storage when CVMs come and go.
 *
 * ESXi and AHV do the same by other means. On ESXi a watcher beside the host (HA.py) sends the internal storage address to another
 * CVM, and back when its own has been steady; on AHV an iSCSI redirector answers QEMU's log-in with the CVM to use, and the
 * sessions are closed to have QEMU log in again. To the guest either is a pause.
 *
 * The surprising rule: the pause is harmless and the lack of any CVM is not at once harmful. Guest I/O waits as long as the guest
 * waits for a disk, which differs from guest to guest; then it sees errors, and those it keeps when the storage is back.
 *
 * Facts: N-21 N-22 N-23 N-25. */

#include "models/ahv/ahv.h"
#include "models/ahv/contention.h"
#include "models/compute/hosts.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/words.h"

#define AT(STATE)  (1u << IO_PATH_AT_##STATE)
#define ON(SIGNAL) IO_PATH_ON_##SIGNAL
#define GO(STATE)  IO_PATH_AT_##STATE
#define ANY        ((1u << IO_PATH_N_STATES) - 1)
#define WITHOUT    (AT (STALLED) | AT (FAILED))

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* ---- Questions ---- */

gboolean
model_cvm_answers (const SimRun *run, guint32 host)
{
  return (model_cvm_serves (run, host) || STATE (CVM, host) == CVM_AT_SETTLING)
         && model_mode_lets_serve (run, host);
}

static guint32
n_answering (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  guint32 n = 0;

  for (MODEL_EACH_HOST (host, c))
    n += model_cvm_answers (run, host) || STATE (CVM, host) == CVM_AT_STOPPING
         || STATE (CVM, host) == CVM_AT_DEGRADED;
  return n;
}

gboolean
model_oplogs_suffice (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  return model_is_small (model_fleet (run), cluster) ? model_mode_serves (run, cluster)
                                                     : n_answering (run, cluster) >= c->replication_factor;
}

gboolean
model_io_paths_are_local (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (STATE (IO_PATH, host) != IO_PATH_AT_LOCAL && STATE (IO_PATH, host) != IO_PATH_AT_IDLE)
      return FALSE;
  return TRUE;
}

/* The nth host with a CVM that answers, going round from this one (that order is ours); MODEL_NONE. */
static guint32
healthy_remote (const SimRun *run, const SimEvent *event, guint32 n)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];

  for (guint32 i = 1; i < cluster->n_hosts; i++) {
    guint32 host = cluster->first_host + (ME - cluster->first_host + i) % cluster->n_hosts;

    if (model_cvm_answers (run, host) && n-- == 0)
      return host;
  }
  return MODEL_NONE;
}

GUARD (nobody_asks, "its host does not run")
{
  return !model_host_is_up (run, ME);
}

GUARD (it_is_not_in_use, "it is not the one in use, and enough are left for writes")
{
  guint32 in_use = STATE (IO_PATH, ME) == IO_PATH_AT_REMOTE ? model_cvm_state (run, ME)->remote - 1 : ME;

  return in_use != event->arg && model_oplogs_suffice (run, cluster_of (run, event));
}

GUARD (writes_find_too_few, "fewer CVMs are left than a write needs copies")
{
  return !model_oplogs_suffice (run, cluster_of (run, event));
}

GUARD (some_are_left, "CVMs are left, and fewer than a write needs copies")
{
  return !model_is_small (model_fleet (run), cluster_of (run, event)) && n_answering (run, cluster_of (run, event)) > 0
         && writes_find_too_few_test (run, event);
}

GUARD (its_own_is_steady, "its own CVM has been steady all the time")
{
  return model_cvm_answers (run, ME) && !model_cvm_state (run, ME)->unsteady
         && !writes_find_too_few_test (run, event);
}

GUARD (a_remote_one_is_healthy, "a remote CVM is healthy")
{
  return healthy_remote (run, event, 0) != MODEL_NONE && !writes_find_too_few_test (run, event);
}

GUARD (it_is_being_decided, "one node of two asks whether it may go on alone")
{
  guint32 cluster = cluster_of (run, event);

  return model_is_small (model_fleet (run), cluster) && STATE (MODE, cluster) == MODE_AT_ASKING;
}

GUARD (it_is_not_in_sync, "its own CVM has missed what the other node wrote alone")
{
  return !model_mode_lets_serve (run, ME);
}

GUARD (it_logs_in, "QEMU logs in to storage by iSCSI")
{
  return model_host_is_ahv (model_fleet (run), ME);
}

GUARD (it_logs_in_there, "a remote CVM is healthy, and QEMU logs in by iSCSI")
{
  return it_logs_in_test (run, event) && a_remote_one_is_healthy_test (run, event);
}

static gboolean
has_tools (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->vms[vm].tools != MODEL_TOOLS_NONE;
}

static gint64
n_waiting (const SimRun *run, const SimEvent *event)
{
  gint64 n = 0;

  for (MODEL_EACH_VM_ON (vm, run, ME))
    n += has_tools (run, vm) == event->arg;
  return n;
}

GUARD (none_waits_so_long, "no guest of this kind runs there")
{
  return n_waiting (run, event) == 0;
}

/* ---- What is done ---- */

static void
regain (SimRun *run, const SimEvent *event)
{
  ModelHostTimers *timers = model_host_timers (run, ME);

  sim_cancel (run, &timers->io);
  sim_cancel (run, &timers->bare_guests);
  sim_cancel (run, &timers->guests);
  sim_find_end (run, MODEL_FIND_IO_STALL, ACTOR (HOST, ME), 0);
  sim_find_end (run, MODEL_FIND_DATA_UNAVAILABLE, ACTOR (HOST, ME), 0);
}

/* Of several reasons the nearest to the host. */
static gint64
why_it_stalls (const SimRun *run, const SimEvent *event)
{
  ModelStall why = MODEL_STALL_TOO_FEW;

  if (event->signal != IO_PATH_ON_CVM_SILENT)
    return (gint64) MODEL_STALL_STARTING << MODEL_STALL_SHIFT;
  if (event->arg == ME)
    return (gint64) MODEL_STALL_OWN << MODEL_STALL_SHIFT;
  if (model_cvm_state (run, ME)->remote == event->arg + 1)
    why = MODEL_STALL_REMOTE;
  else if (model_is_small (model_fleet (run), cluster_of (run, event)))
    why = MODEL_STALL_PARTNER;
  return (gint64) why << MODEL_STALL_SHIFT | event->arg;
}

#define GUESTS_WAIT MODEL_ADS_NOTICES, TO (IO_PATH, REDIRECT), TO (IO_PATH, TIMED_OUT)

ACTION (stall, "guest I/O waits", "{a:vms}", SENDS (GUESTS_WAIT))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->n_vms, why_it_stalls (run, event) };
  ModelHostTimers *timers = model_host_timers (run, ME);
  gint64 time = model_number (run, it_logs_in_test (run, event) ? MODEL_IO_SESSION_LOSS : MODEL_IO_REDIRECT);

  model_cvm_state (run, ME)->remote = 0;
  model_ahv_path_has_changed (run, cluster_of (run, event));
  if (evidence[0])
    sim_find (run, MODEL_FIND_IO_STALL,
              time > model_number (run, MODEL_IO_STALL_LIMIT) ? SIM_OUTAGE : SIM_NOTE, ACTOR (HOST, ME), 0,
              evidence);
  sim_tell (run, evidence[0], 0);
  timers->io = TELL_IN (time, IO_PATH, ME, IO_PATH_ON_REDIRECT, 0);
  timers->bare_guests = TELL_IN (model_number (run, MODEL_GUEST_DISK), IO_PATH, ME, IO_PATH_ON_TIMED_OUT, 0);
  timers->guests = TELL_IN (model_number (run, MODEL_GUEST_DISK_TOOLS), IO_PATH, ME, IO_PATH_ON_TIMED_OUT, 1);
}

static void
use (SimRun *run, const SimEvent *event)
{
  regain (run, event);
  model_cvm_state (run, ME)->remote = healthy_remote (run, event, 0) + 1;
  model_ahv_path_has_changed (run, cluster_of (run, event));
}

ACTION (redirect, "route the storage address to another CVM", "to {a:name}", SENDS (MODEL_ADS_NOTICES))
{
  use (run, event);
  sim_tell (run, ACTOR (CVM, model_cvm_state (run, ME)->remote - 1), 0);
}

ACTION (log_in, "let QEMU log in to another CVM", "{a:name}; another candidate is {b:name}", SENDS (MODEL_ADS_NOTICES))
{
  guint32 other = healthy_remote (run, event, 1);

  use (run, event);
  sim_tell (run, ACTOR (CVM, model_cvm_state (run, ME)->remote - 1),
            other == MODEL_NONE ? 0 : ACTOR (CVM, other));
}

/* Without guests nobody misses it. */
void
model_look_whether_served (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->hosts[host].cluster;

  if (fleet->clusters[cluster].platform == MODEL_VSPHERE)
    return;
  if (STATE (IO_PATH, host) == IO_PATH_AT_FAILED && model_host_state (run, host)->n_vms) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { n_answering (run, cluster), fleet->clusters[cluster].n_hosts };

    sim_find (run, MODEL_FIND_DATA_UNAVAILABLE, SIM_OUTAGE, ACTOR (HOST, host), 0, evidence);
  } else
    sim_find_end (run, MODEL_FIND_DATA_UNAVAILABLE, ACTOR (HOST, host), 0);
}

/* Nobody is told that it will fail: until their time-outs guests only wait. */
ACTION (wait_on, "let guests wait", NULL, SENDS_NOTHING)
{
  sim_find_end (run, MODEL_FIND_IO_STALL, ACTOR (HOST, ME), 0);
  model_look_whether_served (run, ME);
}

ACTION (fail_guests, "its guests see I/O errors", "{a:vms}", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, ME) };

  evidence[1] = model_number (run, event->arg ? MODEL_GUEST_DISK_TOOLS : MODEL_GUEST_DISK);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    if (has_tools (run, vm) == event->arg)
      sim_find (run, MODEL_FIND_GUEST_IO_ERRORS, SIM_OUTAGE, ACTOR (VM, vm), 0, evidence);
  sim_tell (run, n_waiting (run, event), 0);
}

ACTION (be_idle, "nobody is there to wait", NULL, SENDS (MODEL_ADS_NOTICES))
{
  model_cvm_state (run, ME)->remote = 0;
  model_ahv_path_has_changed (run, cluster_of (run, event));
  regain (run, event);
}

#define GOES_HOME MODEL_HOLDER_NOTICES, MODEL_AHV_HOLDER_NOTICES, MODEL_ADS_NOTICES

/* "Never take the next one down while a host still goes round its own": one that holds the token may have waited for this. */
static void
go_home (SimRun *run, const SimEvent *event)
{
  model_cvm_state (run, ME)->remote = 0;
  model_cvm_state (run, ME)->unsteady = FALSE;
  model_ahv_path_has_changed (run, cluster_of (run, event));
  regain (run, event);
  model_token_let_holder_try (run, cluster_of (run, event));
  if (it_logs_in_test (run, event))
    model_ahv_let_holder_try (run, cluster_of (run, event));
}

ACTION (go_on, "go on by its own CVM", NULL, SENDS (GOES_HOME))
{
  go_home (run, event);
}

ACTION (route_back, "route the storage address back to its own CVM", NULL,
        SENDS (GOES_HOME))
{
  go_home (run, event);
}

ACTION (log_in_at_home, "close the sessions, let QEMU log in to its own CVM", NULL,
        SENDS (GOES_HOME))
{
  go_home (run, event);
}

ACTION (note_steady, "that counts when there are enough", NULL, SENDS_NOTHING)
{
  model_cvm_state (run, ME)->unsteady = FALSE;
}

/* clang-format off */
const SimRow model_IO_PATH_rows[] = {
  ROW    (AT (LOCAL) | AT (REMOTE) | WITHOUT, ON (CVM_SILENT), nobody_asks, GO (IDLE),   be_idle,  "its host does not run, nor does its CVM",     "N-20"),
  STAY   (AT (LOCAL) | AT (REMOTE), ON (CVM_SILENT), it_is_not_in_use,                   NOTHING,  "it is not the one in use",                    "N-21 N-23"),
  ROW    (AT (LOCAL) | AT (REMOTE), ON (CVM_SILENT), writes_find_too_few, GO (STALLED),  stall,    "fewer CVMs are left than a write needs copies", "N-25"),
  ROW    (AT (LOCAL),   ON (CVM_SILENT), ALWAYS,                    GO (STALLED),        stall,    "its CVM has gone silent",                     "N-21 N-22 N-23"),
  ROW    (AT (REMOTE),  ON (CVM_SILENT), ALWAYS,                    GO (STALLED),        stall,    "the CVM it was sent to has gone silent too",  "N-21 N-23"),
  IGNORE (AT (ABSENT) | AT (IDLE) | WITHOUT, ON (CVM_SILENT), "it has no path that could be lost"),
  STAY   (AT (STALLED), ON (REDIRECT),   it_is_being_decided,                            NOTHING,  "the other node asks the witness yet",         "N-11"),
  ROW    (AT (STALLED), ON (REDIRECT),   its_own_is_steady,         GO (LOCAL),          go_on,    "there are enough again, its own among them",  "N-25"),
  ROW    (AT (STALLED), ON (REDIRECT),   it_logs_in_there,          GO (REMOTE),         log_in,   "the CVM answers no NOP: its sessions are lost", "N-23"),
  ROW    (AT (STALLED), ON (REDIRECT),   a_remote_one_is_healthy,   GO (REMOTE),         redirect, "two answers were missed within 30 s",         "N-21 N-22"),
  ROW    (AT (STALLED), ON (REDIRECT),   some_are_left,             GO (FAILED),         wait_on,  "too few CVMs are left for a write",           "N-25"),
  ROW    (AT (STALLED), ON (REDIRECT),   ALWAYS,                    GO (FAILED),         wait_on,  "no CVM can serve it",                         "N-21 N-25"),
  IGNORE (ANY & ~AT (STALLED), ON (REDIRECT), "it waits no more"),
  STAY   (WITHOUT,      ON (TIMED_OUT),  none_waits_so_long,                             NOTHING,  "no guest of this kind runs there",            "N-20"),
  STAY   (WITHOUT,      ON (TIMED_OUT),  ALWAYS,                                         fail_guests, "guests have waited as long as they wait for a disk", "N-20 N-21"),
  IGNORE (ANY & ~WITHOUT, ON (TIMED_OUT), "they wait no more"),
  STAY   (WITHOUT | AT (REMOTE), ON (CVM_STEADY), it_is_not_in_sync,                     note_steady, "its own CVM has missed what the other node wrote alone", "N-15"),
  STAY   (WITHOUT | AT (REMOTE), ON (CVM_STEADY), writes_find_too_few,                   note_steady, "its own CVM is steady, and alone",         "N-25"),
  ROW    (WITHOUT | AT (REMOTE), ON (CVM_STEADY), it_logs_in,       GO (LOCAL),          log_in_at_home, "its own CVM has been steady for long enough", "N-23"),
  ROW    (WITHOUT | AT (REMOTE), ON (CVM_STEADY), ALWAYS,           GO (LOCAL),          route_back, "its own CVM has been steady for 30 s",      "N-21"),
  STAY   (AT (LOCAL) | AT (IDLE), ON (CVM_STEADY), ALWAYS,                               note_steady, "nothing goes round it",                    "N-21"),
  IGNORE (AT (ABSENT), ON (CVM_STEADY), "it has none"),
  ROW    (AT (FAILED),  ON (CVM_UP),     its_own_is_steady,         GO (LOCAL),          go_on,    "there are enough again, its own among them", "N-25"),
  ROW    (AT (FAILED),  ON (CVM_UP),     it_logs_in_there,          GO (REMOTE),         log_in,   "a CVM answers again",                         "N-23"),
  ROW    (AT (FAILED),  ON (CVM_UP),     a_remote_one_is_healthy,   GO (REMOTE),         redirect, "a CVM answers again",                         "N-21"),
  STAY   (AT (FAILED),  ON (CVM_UP),     ALWAYS,                                         NOTHING,  "its own is not steady yet, or alone",         "N-21 N-25"),
  IGNORE (ANY & ~AT (FAILED), ON (CVM_UP), "it has a path"),
  ROW    (AT (IDLE),    ON (HOST_UP),    ALWAYS,                    GO (STALLED),        stall,    "its host runs again, its CVM not yet",        "N-27"),
  IGNORE (ANY & ~AT (IDLE), ON (HOST_UP), "it was not off"),
};
/* clang-format on */
const guint model_IO_PATH_n_rows = G_N_ELEMENTS (model_IO_PATH_rows);
