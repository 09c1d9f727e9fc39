/* The operation-mode machine, see mode.h. Its states are the API's operation modes, and the two moments between them in which one
 * node of two asks whether it may go on: how long that takes is not published.
 *
 * A disk counts as an SSD: which of a node's are is not said. What ends read-only mode is not published either; here it is the
 * disk's return, or the other node's.
 *
 * Facts: N-11 N-15. */

#include "models/nutanix/mode.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/stores.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << MODE_AT_##STATE)
#define ON(SIGNAL) MODE_ON_##SIGNAL
#define GO(STATE)  MODE_AT_##STATE
#define ANY        ((1u << MODE_N_STATES) - 1)
#define ALONE      (AT (STAND_ALONE) | AT (READ_ONLY))
#define STOPPED    (AT (ASKING) | AT (UNDECIDED))
#define TWO        (AT (NORMAL) | STOPPED)

#define CLUSTER      (&model_fleet (run)->clusters[ME])
#define EACH_HOST(H) MODEL_EACH_HOST (H, CLUSTER)
#define MODE_TIMER   model_host_timers (run, CLUSTER->first_host)->mode

/* ---- Questions of others ---- */

static guint32
alone (const SimRun *run, guint32 cluster)
{
  return model_mode_state (run, cluster)->alone;
}

gboolean
model_mode_serves (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  gboolean one_does = FALSE;

  if (STOPPED >> STATE (MODE, cluster) & 1)
    return FALSE;
  for (MODEL_EACH_HOST (host, c))
    one_does |= model_mode_lets_serve (run, host)
                && (model_cvm_answers (run, host) || STATE (CVM, host) == CVM_AT_STOPPING
                    || STATE (CVM, host) == CVM_AT_DEGRADED);
  return one_does;
}

gboolean
model_mode_lets_serve (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;

  return !model_is_small (model_fleet (run), cluster) || !alone (run, cluster)
         || alone (run, cluster) == host + 1;
}

gboolean
model_mode_is_normal (const SimRun *run, guint32 cluster)
{
  return STATE (MODE, cluster) == MODE_AT_NORMAL;
}

gboolean
model_witness_answers (const SimRun *run, guint32 cluster)
{
  return STATE (ARBITER, cluster) == ARBITER_AT_ANSWERS;
}

/* A node that serves alone has lost a disk: what that held has another copy on this very node, unless it was still to be made.
 * Metadata has two copies on each node from the beginning. */
static gint32
margin_without_a_disk (const SimRun *run, const ModelGroup *group, guint32 alone_one)
{
  const ModelCluster *c = &model_fleet (run)->clusters[group->cluster];

  for (MODEL_EACH_HOST (other, c))
    if (other != alone_one && !group->metadata && model_store_is_missed (run, other))
      return -1;
  return 0;
}

gint32
model_mode_margin (const SimRun *run, const ModelGroup *group, gint32 margin)
{
  guint32 host = alone (run, group->cluster) - 1;

  if (host == MODEL_NONE)
    return margin;
  if (!model_cvm_votes (run, host))
    return -1;
  if (group->kind == MODEL_QUORUM_COPIES)
    return model_store_state (run, host)->disk ? margin_without_a_disk (run, group, host) : margin;
  return MAX (margin, 0);
}

/* ---- Questions ---- */

GUARD (it_is_the_other_one, "it is not the node that goes on alone")
{
  return alone (run, ME) != event->arg + 1;
}

static guint
n_up (const SimRun *run, const SimEvent *event)
{
  guint n = 0;

  for (EACH_HOST (host))
    n += (guint) model_cvm_votes (run, host);
  return n;
}

GUARD (both_are_there, "both CVMs are there")
{
  return n_up (run, event) == CLUSTER->n_hosts;
}

GUARD (nobody_is_there, "no CVM is there")
{
  return n_up (run, event) == 0;
}

GUARD (the_witness_is_silent, "no witness answers")
{
  return !model_witness_answers (run, ME);
}

GUARD (the_one_is_away, "the node that went on alone is not there")
{
  return !model_cvm_votes (run, alone (run, ME) - 1);
}

GUARD (it_has_no_partner, "it is the only node, or its partner is away")
{
  return !both_are_there_test (run, event) || CLUSTER->n_hosts == 1;
}

GUARD (one_node_is_all, "the cluster has one node")
{
  return CLUSTER->n_hosts == 1;
}

/* ---- What is done ---- */

/* Paths that wait for this: those whose own wait is over, and those that have given up. */
#define PATHS_GO_ON TO (IO_PATH, REDIRECT), TO (IO_PATH, CVM_UP)

static void
let_paths_go_on (SimRun *run, const SimEvent *event, guint32 by)
{
  for (EACH_HOST (host))
    if (STATE (IO_PATH, host) == IO_PATH_AT_FAILED)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_UP, by);
    else if (STATE (IO_PATH, host) == IO_PATH_AT_STALLED
             && !sim_is_pending (run, model_host_timers (run, host)->io))
      TELL (IO_PATH, host, IO_PATH_ON_REDIRECT, 0);
}

static void
reshare (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (STATE (STORE, host) == STORE_AT_REBUILDING)
      TELL (STORE, host, STORE_ON_RESHARE, 0);
}

static void
begin_to_ask (SimRun *run, const SimEvent *event)
{
  reshare (run, event);
  sim_cancel (run, &MODE_TIMER);
  MODE_TIMER = TELL_IN (model_number (run, MODEL_TWO_NODE_DECISION), MODE, ME, MODE_ON_DECIDED, 0);
}

ACTION (ask, "hold all I/O, ask the witness", NULL,
        SENDS (TO (MODE, DECIDED), TO (STORE, RESHARE), TO (IO_PATH, CVM_SILENT)))
{
  for (EACH_HOST (host))
    if (host != event->arg)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_SILENT, event->arg);
  begin_to_ask (run, event);
}

ACTION (ask_again, "ask the witness", NULL, SENDS (TO (MODE, DECIDED), TO (STORE, RESHARE)))
{
  begin_to_ask (run, event);
}

#define GOES_ON                                                                                              \
  PATHS_GO_ON, TO (ZOOKEEPER, LEAD), TO (STORE, RESHARE), TO (ACROPOLIS, CAPACITY), MODEL_CVM_NOTICES

static void
go_on_alone (SimRun *run, const SimEvent *event, guint32 host)
{
  model_mode_state (run, ME)->alone = host + 1;
  sim_find_end (run, MODEL_FIND_TWO_NODES_UNDECIDED, model_cluster_thing (run->model, ME), 0);
  sim_tell (run, ACTOR (HOST, host), 0);
  TELL (ZOOKEEPER, host, ZOOKEEPER_ON_LEAD, 0);
  reshare (run, event);
  let_paths_go_on (run, event, host);
  model_notify_members_of_cvm (run, host);
  if (model_is_ahv (model_fleet (run), ME))
    TELL (ACROPOLIS, ME, ACROPOLIS_ON_CAPACITY, 0);
}

/* The one whose CVM is there. */
ACTION (take_over, "go on alone", "{a:name}", SENDS (GOES_ON))
{
  for (EACH_HOST (host))
    if (model_cvm_votes (run, host)) {
      go_on_alone (run, event, host);
      return;
    }
}

/* The one that does not stop. */
ACTION (be_left, "go on alone", "{a:name}", SENDS (GOES_ON))
{
  for (EACH_HOST (host))
    if (host != event->arg) {
      go_on_alone (run, event, host);
      return;
    }
}

ACTION (give_up, "serve nobody", NULL, SENDS (PATHS_GO_ON))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (ARBITER, ME) };

  sim_find (run, MODEL_FIND_TWO_NODES_UNDECIDED, SIM_OUTAGE, model_cluster_thing (run->model, ME), 0,
            evidence);
  let_paths_go_on (run, event, 0);
}

static void
count_both (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &MODE_TIMER);
  model_mode_state (run, ME)->alone = 0;
  sim_find_end (run, MODEL_FIND_TWO_NODES_UNDECIDED, model_cluster_thing (run->model, ME), 0);
  let_paths_go_on (run, event, CLUSTER->first_host);
  for (EACH_HOST (host)) {
    gboolean waits
        = STATE (IO_PATH, host) == IO_PATH_AT_REMOTE || STATE (IO_PATH, host) == IO_PATH_AT_STALLED;

    if (waits && model_cvm_answers (run, host) && !model_cvm_state (run, host)->unsteady)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_STEADY, host);
    if (STATE (CVM, host) == CVM_AT_SETTLING && !sim_is_pending (run, model_host_timers (run, host)->cvm))
      TELL (CVM, host, CVM_ON_SETTLED, 0);
    model_notify_members_of_cvm (run, host);
  }
}

#define BOTH_COUNT PATHS_GO_ON, TO (IO_PATH, CVM_STEADY), TO (CVM, SETTLED), MODEL_CVM_NOTICES

ACTION (be_two_again, "count on both", NULL, SENDS (BOTH_COUNT))
{
  count_both (run, event);
}

ACTION (resume, "go on together", NULL, SENDS (BOTH_COUNT))
{
  count_both (run, event);
}

ACTION (sync, "bring it what it has missed", NULL,
        SENDS (TO (MODE, SYNCED), TO (ZOOKEEPER, LEAD), PATHS_GO_ON, MODEL_CVM_NOTICES))
{
  sim_find_end (run, MODEL_FIND_READ_ONLY_MODE, model_cluster_thing (run->model, ME), 0);
  TELL (ZOOKEEPER, alone (run, ME) - 1, ZOOKEEPER_ON_LEAD, 0);
  let_paths_go_on (run, event, alone (run, ME) - 1);
  sim_cancel (run, &MODE_TIMER);
  MODE_TIMER = TELL_IN (model_number (run, MODEL_TWO_NODE_SYNC), MODE, ME, MODE_ON_SYNCED, 0);
}

ACTION (break_off, "stop the sync", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &MODE_TIMER);
}

ACTION (serve_again, "go on where it was", NULL, SENDS (TO (ZOOKEEPER, LEAD), PATHS_GO_ON, MODEL_CVM_NOTICES))
{
  TELL (ZOOKEEPER, alone (run, ME) - 1, ZOOKEEPER_ON_LEAD, 0);
  let_paths_go_on (run, event, alone (run, ME) - 1);
  model_notify_members_of_cvm (run, alone (run, ME) - 1);
}

ACTION (refuse_writes, "refuse writes", NULL, SENDS (MODEL_CVM_NOTICES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, event->arg) };

  sim_find (run, MODEL_FIND_READ_ONLY_MODE, SIM_OUTAGE, model_cluster_thing (run->model, ME), 0, evidence);
  model_notify_members_of_cvm (run, (guint32) event->arg);
}

ACTION (take_writes, "take writes again", NULL, SENDS (MODEL_CVM_NOTICES))
{
  sim_find_end (run, MODEL_FIND_READ_ONLY_MODE, model_cluster_thing (run->model, ME), 0);
  model_notify_members_of_cvm (run, (guint32) event->arg);
}

/* clang-format off */
const SimRow model_MODE_rows[] = {
  IGNORE (AT (NONE), ON (LOST), "it has three nodes or more"),
  ROW    (AT (NORMAL),      ON (LOST),    ALWAYS,                GO (ASKING),      ask,          "{from} is silent, and a node alone does not know whether the other goes on", "N-11"),
  STAY   (STOPPED,          ON (LOST),    ALWAYS,                                  NOTHING,      "{from} is silent, too",                           "N-11"),
  ROW    (AT (SWITCHING),   ON (LOST),    ALWAYS,                GO (STAND_ALONE), break_off,    "{from} has gone before both had everything",      "N-15"),
  STAY   (ALONE,            ON (LOST),    it_is_the_other_one,                     NOTHING,      "the other one goes on without it",                "N-15"),
  STAY   (ALONE,            ON (LOST),    one_node_is_all,                         NOTHING,      "it was the only one: no storage is left",         "N-11"),
  STAY   (ALONE,            ON (LOST),    ALWAYS,                                  NOTHING,      "{from} went on alone: the other one has missed what it wrote, and must not serve", "N-15"),
  ROW    (AT (NORMAL),      ON (YIELD),   ALWAYS,                GO (STAND_ALONE), be_left,      "{from} is about to stop, and hands over before",  "N-15"),
  IGNORE (ANY & ~AT (NORMAL), ON (YIELD), "nobody is there to hand over to, or it has been done"),
  ROW    (AT (ASKING),      ON (DECIDED), nobody_is_there,       GO (UNDECIDED),   give_up,      "no CVM is there to ask",                          "N-11"),
  ROW    (AT (ASKING),      ON (DECIDED), the_witness_is_silent, GO (UNDECIDED),   give_up,      "no witness answers: the other one might be going on alone", "N-11"),
  ROW    (AT (ASKING),      ON (DECIDED), ALWAYS,                GO (STAND_ALONE), take_over,    "the witness lets it go on",                       "N-11 N-15"),
  IGNORE (ANY & ~AT (ASKING), ON (DECIDED), "it asks nobody any more"),
  ROW    (STOPPED,          ON (BACK),    both_are_there,        GO (NORMAL),      resume,       "{from} is back, and nothing has been written meanwhile", "N-11"),
  ROW    (AT (UNDECIDED),   ON (BACK),    ALWAYS,                GO (ASKING),      ask_again,    "{from} is back, and the other one is not there",  "N-11"),
  STAY   (AT (ASKING),      ON (BACK),    ALWAYS,                                  NOTHING,      "it asks already",                                 "N-11"),
  STAY   (ALONE,            ON (BACK),    the_one_is_away,                         NOTHING,      "{from} has missed what the other one wrote, and waits for it", "N-15"),
  STAY   (ALONE,            ON (BACK),    it_has_no_partner,                       serve_again,  "{from} is back, and serves alone",                "N-15"),
  ROW    (ALONE,            ON (BACK),    ALWAYS,                GO (SWITCHING),   sync,         "both are there: what was written meanwhile is missing on one", "N-15"),
  IGNORE (AT (NONE) | AT (NORMAL) | AT (SWITCHING), ON (BACK), "it counts already, or is being brought up to date"),
  ROW    (AT (SWITCHING),   ON (SYNCED),  ALWAYS,                GO (NORMAL),      be_two_again, "both have everything",                            "N-15"),
  IGNORE (ANY & ~AT (SWITCHING), ON (SYNCED), "it has been broken off"),
  ROW    (AT (UNDECIDED),   ON (WITNESS), nobody_is_there,       GO (UNDECIDED),   NOTHING,      "nobody is there to ask it",                       "N-11"),
  ROW    (AT (UNDECIDED),   ON (WITNESS), ALWAYS,                GO (ASKING),      ask_again,    "the witness answers again",                       "N-11"),
  IGNORE (ANY & ~AT (UNDECIDED), ON (WITNESS), "nobody waits for it"),
  STAY   (AT (STAND_ALONE), ON (DISK_LOST), it_is_the_other_one,                   NOTHING,      "it is not in use",                                "N-11"),
  ROW    (AT (STAND_ALONE), ON (DISK_LOST), ALWAYS,              GO (READ_ONLY),   refuse_writes, "a node that serves alone has lost an SSD",       "N-11"),
  IGNORE (ANY & ~AT (STAND_ALONE), ON (DISK_LOST), "the other node has its copies, or it refuses writes already"),
  STAY   (AT (READ_ONLY),   ON (DISK_BACK), it_is_the_other_one,                   NOTHING,      "it is not in use",                                "N-11"),
  ROW    (AT (READ_ONLY),   ON (DISK_BACK), ALWAYS,              GO (STAND_ALONE), take_writes,  "its disk is back",                                "N-11"),
  IGNORE (ANY & ~AT (READ_ONLY), ON (DISK_BACK), "it takes writes"),
};
/* clang-format on */
const guint model_MODE_n_rows = G_N_ELEMENTS (model_MODE_rows);
