/* The CVM machine (handbook platforms 9.2): a Nutanix controller VM through its restart, and what befalls it otherwise. A
 * CVM that is away is not a host that is away: its host's guests run on and reach their data by another way (N-20).
 *
 * Facts: N-20 N-27 N-41 N-47 N-102. */

#include "models/ahv/ahv.h"
#include "models/nutanix/cvms.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"
#include "models/words.h"

#define AT(STATE) (1u << CVM_AT_##STATE)
#define ON(SIGNAL) CVM_ON_##SIGNAL
#define GO(STATE) CVM_AT_##STATE
#define ANY ((1u << CVM_N_STATES) - 1)
#define RUNS (AT (SERVING) | AT (WAITING) | AT (DEGRADED))
#define UP (AT (STARTING) | AT (JOINING) | AT (SETTLING) | AT (UNSTABLE))

enum { UNSTABLE_BIT = 1, KEEP_TOKEN_BIT = 2 }; /* of next_fault; see fault.c */

static guint32
cluster_of (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* ---- Questions ---- */

gboolean
model_cvms_all_serve (const SimRun *run, guint32 cluster, guint32 except)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (host != except && !model_cvm_serves (run, host))
      return FALSE;
  return TRUE;
}

gboolean
model_cvm_votes (const SimRun *run, guint32 host)
{
  return (AT (SERVING) | AT (WAITING) | AT (STOPPING) | AT (JOINING) | AT (SETTLING)) >> STATE (CVM, host) & 1;
}

GUARD (another_is_away, "another CVM is away")
{
  return !model_cvms_all_serve (run, cluster_of (run, event), ME);
}

GUARD (a_host_goes_round_its_own, "the I/O of a host still goes round its own CVM")
{
  return !model_io_paths_are_local (run, cluster_of (run, event));
}

GUARD (nothing_may_be_lost, "without it something would be lost")
{
  return !model_may_take_down (run, ME);
}

/* Every set of metadata is kept on as many nodes as it has copies, so no ring closes around fewer (N-06 N-09). */
GUARD (the_ring_cannot_close, "the ring would have fewer members than metadata has copies")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];
  guint32 left = 0;

  for (MODEL_EACH_HOST (host, cluster))
    left += host != ME && model_cvm_state (run, host)->in_ring;
  return left < 2 * cluster->fault_tolerance + 1;
}

GUARD (it_was_detached, "the metadata ring has closed without it")
{
  return !model_cvm_state (run, ME)->in_ring;
}

GUARD (its_host_is_down, "its host has no power")
{
  return !model_host_state (run, ME)->powered;
}

GUARD (its_host_is_in_maintenance, "its host is in maintenance, and not on the way out")
{
  return model_host_in_maintenance (run, ME) && STATE (HOST, ME) != HOST_AT_EXITING
         && !(model_host_is_ahv (model_fleet (run), ME) && STATE (NODE, ME) == NODE_AT_STARTING);
}

GUARD (its_node_is_taken_down, "its node is taken down")
{
  return model_host_is_ahv (model_fleet (run), ME) && STATE (NODE, ME) == NODE_AT_STOPPING;
}

GUARD (it_is_not_in_sync, "it has missed what the other node of two wrote alone")
{
  return !model_mode_lets_serve (run, ME);
}

GUARD (its_node_comes_back, "its node comes back, and keeps the token until its VMs are back")
{
  return model_host_is_ahv (model_fleet (run), ME)
         && (STATE (NODE, ME) == NODE_AT_STARTING || STATE (NODE, ME) == NODE_AT_HELD);
}

/* What is not whole beside this CVM: another one that is away, or a group of the cluster; 0. */
static SimId
what_is_not_whole (const SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_of (run, event)];

  for (MODEL_EACH_HOST (host, cluster))
    if (host != ME && !model_cvm_serves (run, host))
      return ACTOR (CVM, host);
  for (guint32 group = 0; group < fleet->n_groups; group++)
    if (fleet->groups[group].cluster == cluster_of (run, event) && STATE (QUORUM, group) != QUORUM_AT_WHOLE)
      return ACTOR (QUORUM, group);
  return 0;
}

/* It holds the token where LCM empties its host, and was looked at then. */
GUARD (its_host_asks_nobody, "its host enters maintenance without the token, and something is not whole")
{
  return event->from && run->model->machine_of[event->from] == MODEL_MACHINE_HOST
         && model_host_state (run, ME)->powered
         && model_cluster_state (run, cluster_of (run, event))->token_holder != ME + 1
         && what_is_not_whole (run, event);
}

static gboolean
it_does_not_get_ready (const SimRun *run, const SimEvent *event)
{
  return model_cvm_state (run, ME)->next_fault & UNSTABLE_BIT;
}

GUARD (its_host_holds_the_token, "its host enters maintenance, and holds the token for it")
{
  return event->from && run->model->machine_of[event->from] == MODEL_MACHINE_HOST && STATE (UPDATE, ME) == UPDATE_AT_ENTERING
         && model_host_state (run, ME)->powered
         && model_cluster_state (run, cluster_of (run, event))->token_holder == ME + 1;
}

GUARD (it_keeps_the_token, "it forgets to release the token")
{
  return model_cvm_state (run, ME)->next_fault & KEEP_TOKEN_BIT;
}

GUARD (was_by_hand, "nobody is restarting it on purpose")
{
  return model_cvm_state (run, ME)->by_hand;
}

/* ---- What is done ---- */

static void
set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_host_timers (run, ME)->cvm;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, CVM, ME, signal, 0);
}

ACTION (ask, "ask for the shutdown token", NULL, SENDS (TO (TOKEN, ASK)))
{
  model_cvm_state (run, ME)->step = (guint32) event->arg + 1;
  TELL (TOKEN, cluster_of (run, event), TOKEN_ON_ASK, ME);
}

/* A cluster of one node or two hears of it, since it is run by another mode then. */
static void
tell_mode (SimRun *run, const SimEvent *event, guint signal)
{
  if (model_is_small (model_fleet (run), cluster_of (run, event)))
    TELL (MODE, cluster_of (run, event), signal, ME);
}

ACTION (stop_services, "hand over leaderships, flip the partition, stop", NULL,
        SENDS (TO (CVM, STOPPED), TO (ZOOKEEPER, YIELD), TO (MODE, YIELD)))
{
  tell_mode (run, event, MODE_ON_YIELD);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_YIELD, 0);
  set_timer (run, event, model_number (run, MODEL_CVM_STOP), CVM_ON_STOPPED);
}

/* Guests of this host, and of every host whose I/O comes through this CVM, find it silent. */
#define GOES_SILENT                                                                                                    \
  TO (IO_PATH, CVM_SILENT), TO (CVM, DETACH), TO (STORE, LOST), TO (ZOOKEEPER, GONE), TO (MODE, LOST), MODEL_CVM_NOTICES

static void
tell_silence (SimRun *run, const SimEvent *event)
{
  guint32 c = cluster_of (run, event);
  const ModelCluster *cluster = &model_fleet (run)->clusters[c];
  gboolean short_of_oplogs = !model_oplogs_suffice (run, c);

  model_cvm_state (run, ME)->unsteady = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->steady);
  for (MODEL_EACH_HOST (host, cluster))
    if (host == ME || short_of_oplogs || model_cvm_state (run, host)->remote == ME + 1)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_SILENT, ME);
}

static void
go_silent (SimRun *run, const SimEvent *event, gboolean on_purpose)
{
  ModelCvmState *cvm = model_cvm_state (run, ME);

  cvm->down_since = sim_now (run);
  if (!model_is_small (model_fleet (run), cluster_of (run, event))) /* which has no ring */
    model_host_timers (run, ME)->detach = TELL_IN (model_number (run, MODEL_CVM_DETACH), CVM, ME, CVM_ON_DETACH, 0);
  TELL (STORE, ME, STORE_ON_LOST, on_purpose);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  tell_silence (run, event);
  tell_mode (run, event, MODE_ON_LOST);
  model_notify_members_of_cvm (run, ME);
}

ACTION (restart, "boot the other partition", "{a:version} to {b:version}",
        SENDS (GOES_SILENT, TO (CVM, BOOTED)))
{
  ModelCvmState *cvm = model_cvm_state (run, ME);
  ModelVersion before = cvm->version;

  cvm->by_hand = FALSE;
  cvm->version = model_fleet (run)->steps[cvm->step - 1].to;
  sim_tell (run, before, cvm->version);
  go_silent (run, event, TRUE);
  set_timer (run, event, model_number (run, MODEL_CVM_BOOT), CVM_ON_BOOTED);
}

ACTION (fall_silent, "stop", NULL, SENDS (GOES_SILENT))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  go_silent (run, event, FALSE);
}

ACTION (fall_silent_all_the_same, "stop all the same", "though {a:name} is not whole", SENDS (GOES_SILENT))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { what_is_not_whole (run, event) };

  sim_find (run, MODEL_FIND_CVM_OUTSIDE_TOKEN, SIM_RISK, event->to, 0, evidence);
  sim_tell (run, evidence[0], 0);
  model_cvm_state (run, ME)->by_hand = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  go_silent (run, event, FALSE);
}

ACTION (go_down_with_node, "stop", NULL, SENDS (GOES_SILENT, TO (NODE, CVM_STOPPED)))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  go_silent (run, event, TRUE);
  TELL (NODE, ME, NODE_ON_CVM_STOPPED, 0);
}

/* Its guests have left, and everything was whole when the token was given. */
ACTION (go_down_with_host, "stop", NULL, SENDS (GOES_SILENT, TO (MODE, YIELD)))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  tell_mode (run, event, MODE_ON_YIELD);
  go_silent (run, event, TRUE);
}

ACTION (fall_back, "stop again", NULL, SENDS (TO (IO_PATH, CVM_SILENT), TO (ZOOKEEPER, GONE), TO (MODE, LOST), MODEL_CVM_NOTICES))
{
  tell_mode (run, event, MODE_ON_LOST);
  model_cvm_state (run, ME)->by_hand = TRUE;
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  tell_silence (run, event);
  model_notify_members_of_cvm (run, ME);
}

ACTION (start_services, "start its services", NULL,
        SENDS (TO (CVM, SERVICES), TO (CVM, OVERDUE), TO (IO_PATH, HOST_UP)))
{
  if (STATE (IO_PATH, ME) == IO_PATH_AT_IDLE)
    TELL (IO_PATH, ME, IO_PATH_ON_HOST_UP, ME);
  if (it_does_not_get_ready (run, event))
    set_timer (run, event, model_number (run, MODEL_CVM_STUCK), CVM_ON_OVERDUE);
  else
    set_timer (run, event, model_number (run, MODEL_CVM_SERVICES), CVM_ON_SERVICES);
}

/* Roles whose time to move has come find a majority, or somebody to take them, when another CVM is up. */
#define VOTES_AGAIN TO (ZOOKEEPER, BACK), TO (ZOOKEEPER, MIGRATE)

static void
vote_again (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];

  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_BACK, 0);
  for (MODEL_EACH_HOST (host, cluster))
    if (host != ME && cluster->n_hosts > 2 && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_AWAY
        && !sim_is_pending (run, model_host_timers (run, host)->zookeeper))
      TELL (ZOOKEEPER, host, ZOOKEEPER_ON_MIGRATE, 0);
}

ACTION (join, "see that it is steady, before the metadata ring takes it back", NULL,
        SENDS (VOTES_AGAIN, TO (CVM, STEADY), MODEL_CVM_NOTICES))
{
  vote_again (run, event);
  model_notify_members_of_cvm (run, ME);
  set_timer (run, event, model_number (run, MODEL_CVM_STEADY), CVM_ON_STEADY);
}

ACTION (settle, "replay missed writes, take its host's I/O back when steady", NULL,
        SENDS (VOTES_AGAIN, TO (CVM, SETTLED), TO (IO_PATH, CVM_STEADY), TO (IO_PATH, CVM_UP), TO (POLICY, LIFECYCLE), TO (MODE, BACK), MODEL_CVM_NOTICES))
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[cluster_of (run, event)];
  ModelCvmState *cvm = model_cvm_state (run, ME);

  vote_again (run, event);
  tell_mode (run, event, MODE_ON_BACK);
  cvm->in_ring = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->detach);
  model_host_timers (run, ME)->steady
      = TELL_IN (model_number (run, MODEL_CVM_STEADY), IO_PATH, ME, IO_PATH_ON_CVM_STEADY, ME);
  for (MODEL_EACH_HOST (host, cluster))
    if (STATE (IO_PATH, host) == IO_PATH_AT_FAILED)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_UP, ME);
  if (!cvm->by_hand)
    model_notify_lifecycle (run, ME, MODEL_LIFECYCLE_AOS_UPGRADE);
  model_notify_members_of_cvm (run, ME);
  set_timer (run, event, model_number (run, MODEL_CVM_GATE), CVM_ON_SETTLED);
}

/* Serves again: the cluster's upgrade, hosts without a path, and a CVM that holds the token and waited for this hear it. */
#define SERVES_AGAIN                                                                                         \
  TO (AOS, CVM_DONE), TO (OPERATION, CVM_SERVES), MODEL_HOLDER_NOTICES, TO (UPDATE, CVM_SERVES), MODEL_AHV_HOLDER_NOTICES, TO (NODE, CVM_SERVES),    \
      TO (AHV_ROLL, RESILIENT), TO (ACROPOLIS, CAPACITY), TO (STORE, BACK), MODEL_CVM_NOTICES

static void
serve_again (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);

  sim_find_end (run, MODEL_FIND_CVM_OUTSIDE_TOKEN, event->to, 0);
  model_cvm_state (run, ME)->down_since = SIM_NEVER;
  model_cvm_state (run, ME)->step = 0;
  TELL (STORE, ME, STORE_ON_BACK, 0);
  model_notify_members_of_cvm (run, ME);
  model_token_let_holder_try (run, cluster_of (run, event));
  if (STATE (UPDATE, ME) == UPDATE_AT_SETTLING || STATE (UPDATE, ME) == UPDATE_AT_ASKING)
    TELL (UPDATE, ME, UPDATE_ON_CVM_SERVES, 0);
  if (model_host_is_ahv (fleet, ME))
    model_ahv_is_served_again (run, ME);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS && fleet->steps[s].index == cluster_of (run, event))
      TELL (AOS, s, AOS_ON_CVM_DONE, ME);
  for (guint32 s = 0; fleet->has_lcm && s < fleet->n_steps; s++)
    if (STATE (OPERATION, s) == OPERATION_AT_INTERRUPTED && fleet->steps[s].index == cluster_of (run, event))
      TELL (OPERATION, s, OPERATION_ON_CVM_SERVES, ME);
}

ACTION (serve, "release the token", NULL, SENDS (SERVES_AGAIN, TO (TOKEN, RELEASE)))
{
  TELL (TOKEN, cluster_of (run, event), TOKEN_ON_RELEASE, ME);
  serve_again (run, event);
}

ACTION (serve_with_node, "tell its node", NULL, SENDS (SERVES_AGAIN))
{
  serve_again (run, event);
}

ACTION (serve_and_keep, "keep the token", NULL, SENDS (SERVES_AGAIN))
{
  ModelCvmState *cvm = model_cvm_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->to };

  cvm->next_fault = (guint8) (cvm->next_fault & ~KEEP_TOKEN_BIT);
  sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, cluster_of (run, event)), 0, evidence);
  serve_again (run, event);
}

ACTION (report_stuck, "report", NULL, SENDS (TO (AOS, CVM_STUCK), TO (NODE, CVM_STUCK), TO (UPDATE, CVM_STUCK), MODEL_CVM_NOTICES))
{
  const ModelCvmState *cvm = model_cvm_state (run, ME);

  if (cvm->step)
    TELL (AOS, cvm->step - 1, AOS_ON_CVM_STUCK, ME);
  if (its_node_comes_back_test (run, event))
    TELL (NODE, ME, NODE_ON_CVM_STUCK, 0);
  if (STATE (UPDATE, ME) == UPDATE_AT_SETTLING)
    TELL (UPDATE, ME, UPDATE_ON_CVM_STUCK, 0);
  model_notify_members_of_cvm (run, ME);
}

ACTION (leave_ring, "the ring closes without it", NULL, SENDS (MODEL_CVM_NOTICES))
{
  model_cvm_state (run, ME)->in_ring = FALSE;
  model_notify_members_of_cvm (run, ME);
}

/* N-47: its metadata is only forwarded, it leads nothing, and what it votes for moves away in time. */
ACTION (distrust, "give it nothing to lead, forward its metadata", NULL, SENDS (TO (ZOOKEEPER, GONE), MODEL_CVM_NOTICES))
{
  sim_find (run, MODEL_FIND_NODE_DEGRADED, SIM_RISK, event->to, 0, NULL);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  model_notify_members_of_cvm (run, ME);
}

ACTION (trust, "trust it again", NULL, SENDS (VOTES_AGAIN, SERVES_AGAIN))
{
  sim_find_end (run, MODEL_FIND_NODE_DEGRADED, event->to, 0);
  vote_again (run, event);
  serve_again (run, event);
}

/* clang-format off */
const SimRow model_CVM_rows[] = {
  ROW    (AT (SERVING),   ON (RESTART),  ALWAYS,                GO (WAITING),  ask,            "it is its turn to restart",                         "N-50 N-53"),
  STAY   (AT (SERVING),   ON (SHUT_DOWN), another_is_away,                     NOTHING,        "its node is empty, and another CVM is away",        "N-51 N-89"),
  STAY   (AT (SERVING),   ON (SHUT_DOWN), a_host_goes_round_its_own,           NOTHING,        "its node is empty, and it may be the one that serves another host", "N-21 N-23 N-89"),
  ROW    (AT (SERVING),   ON (SHUT_DOWN), ALWAYS,               GO (STOPPING), stop_services,  "its node is empty, and holds the token",            "N-89"),
  IGNORE (ANY & ~AT (SERVING), ON (SHUT_DOWN), "it is not serving"),
  IGNORE (ANY & ~AT (SERVING), ON (RESTART), "it is not serving, or waiting already"),
  STAY   (AT (WAITING),   ON (GRANTED),  another_is_away,                      NOTHING,        "it holds the token, but another CVM is away",       "N-51 N-55"),
  STAY   (AT (WAITING),   ON (GRANTED),  a_host_goes_round_its_own,            NOTHING,        "it holds the token, but may be the one that serves another host", "N-21 N-23"),
  STAY   (AT (WAITING),   ON (GRANTED),  nothing_may_be_lost,                  NOTHING,        "it holds the token, but data is not resilient",     "N-50 N-55"),
  ROW    (AT (WAITING),   ON (GRANTED),  ALWAYS,                GO (STOPPING), stop_services,  "it holds the token and all others serve",           "N-50 N-51"),
  IGNORE (ANY & ~AT (WAITING), ON (GRANTED), "it did not ask"),
  ROW    (AT (STOPPING),  ON (STOPPED),  its_node_is_taken_down, GO (DOWN),    go_down_with_node, "its services are down",                          "N-89"),
  ROW    (AT (STOPPING),  ON (STOPPED),  ALWAYS,                GO (DOWN),     restart,        "its services are down",                             "N-50"),
  IGNORE (ANY & ~AT (STOPPING), ON (STOPPED), "it fell before"),
  ROW    (AT (DOWN) | AT (DETACHED), ON (BOOTED), ALWAYS,       GO (STARTING), start_services, "it has booted",                                     "N-27"),
  IGNORE (ANY & ~(AT (DOWN) | AT (DETACHED)), ON (BOOTED), "it fell before"),
  ROW    (AT (STARTING),  ON (SERVICES), it_was_detached,       GO (JOINING),  join,           "its services are up, and the ring has closed without it", "N-41"),
  ROW    (AT (STARTING),  ON (SERVICES), ALWAYS,                GO (SETTLING), settle,         "its services are up",                               "N-27 N-21"),
  IGNORE (ANY & ~AT (STARTING), ON (SERVICES), "it fell before"),
  ROW    (AT (JOINING),   ON (STEADY),   ALWAYS,                GO (SETTLING), settle,         "it has been steady: the ring takes it back",        "N-41"),
  IGNORE (ANY & ~AT (JOINING), ON (STEADY), "it fell before"),
  ROW    (AT (STARTING),  ON (OVERDUE),  ALWAYS,                GO (UNSTABLE), report_stuck,   "it should have been ready by now",                  "N-64 N-52"),
  IGNORE (ANY & ~AT (STARTING), ON (OVERDUE), "it is ready, or down"),
  STAY   (AT (SETTLING),  ON (SETTLED),  it_is_not_in_sync,                   NOTHING,        "it is being brought what the other node has written alone", "N-15"),
  ROW    (AT (SETTLING),  ON (SETTLED),  its_node_comes_back,   GO (SERVING),  serve_with_node, "missed writes are replayed",                       "N-89"),
  ROW    (AT (SETTLING),  ON (SETTLED),  it_keeps_the_token,    GO (SERVING),  serve_and_keep, "missed writes are replayed",                        "N-54"),
  ROW    (AT (SETTLING),  ON (SETTLED),  ALWAYS,                GO (SERVING),  serve,          "missed writes are replayed",                        "N-50"),
  IGNORE (ANY & ~AT (SETTLING), ON (SETTLED), "it fell before"),

  ROW    (AT (SERVING),   ON (LOSE),     its_host_holds_the_token, GO (DOWN), go_down_with_host, "its host is empty, and holds the token",            "N-104"),
  ROW    (RUNS | AT (STOPPING), ON (LOSE), its_host_asks_nobody, GO (DOWN), fall_silent_all_the_same, "its host enters maintenance, and nobody has asked genesis", "N-103"),
  ROW    (RUNS | AT (STOPPING), ON (LOSE), ALWAYS,              GO (DOWN),     fall_silent,    "{from} takes it down outside the token",            "N-20 N-103"),
  ROW    (UP,             ON (LOSE),     ALWAYS,                GO (DOWN),     fall_back,      "{from} takes it down again",                        "N-20"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (LOSE), ALWAYS,                               fall_back,      "{from} takes it down while it is down",             "N-20"),
  IGNORE (AT (ABSENT), ON (LOSE), "there is nothing to lose"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (RETURN), its_host_is_down,            NOTHING,        "its host has no power, and HA restarts no CVM elsewhere", "N-20 N-102"),
  STAY   (AT (DOWN) | AT (DETACHED), ON (RETURN), its_host_is_in_maintenance,  NOTHING,        "its host is in maintenance",                        "N-103"),
  ROW    (AT (DOWN) | AT (DETACHED), ON (RETURN), was_by_hand,  GO (STARTING), start_services, "it is powered on",                                  "N-27"),
  IGNORE (AT (DOWN) | AT (DETACHED), ON (RETURN), "it is booting anyway"),
  ROW    (AT (UNSTABLE),  ON (RETURN),   ALWAYS,                GO (STARTING), start_services, "somebody has repaired it",                          "N-52"),
  IGNORE (ANY & ~(AT (DOWN) | AT (DETACHED) | AT (UNSTABLE)), ON (RETURN), "it was never away"),
  STAY   (AT (DOWN) | AT (STARTING) | AT (UNSTABLE), ON (DETACH), the_ring_cannot_close, NOTHING, "metadata needs it: the ring cannot close without it", "N-06 N-09"),
  ROW    (AT (DOWN),      ON (DETACH),   ALWAYS,                GO (DETACHED), leave_ring,     "it has been away for 30 min",                       "N-41 N-42"),
  STAY   (AT (STARTING) | AT (UNSTABLE), ON (DETACH), ALWAYS,                  leave_ring,     "it has been away for 30 min",                       "N-41 N-42"),
  IGNORE (ANY & ~(AT (DOWN) | AT (STARTING) | AT (UNSTABLE)), ON (DETACH), "it is back"),

  ROW    (AT (SERVING),   ON (DEGRADE),  ALWAYS,                GO (DEGRADED), distrust,       "its peers have scored it low for a while",          "N-47 N-48"),
  IGNORE (ANY & ~AT (SERVING), ON (DEGRADE), "it is away, or about to be"),
  ROW    (AT (DEGRADED),  ON (MARK_FIXED), ALWAYS,              GO (SERVING),  trust,          "an administrator has marked it as fixed",           "N-47"),
  IGNORE (ANY & ~AT (DEGRADED), ON (MARK_FIXED), "it is not degraded"),
};
/* clang-format on */
const guint model_CVM_n_rows = G_N_ELEMENTS (model_CVM_rows);
