/* The Zookeeper machine: the roles of the ensemble that keeps a Nutanix cluster's configuration (N-02). Three CVMs have one
 * in FT1, five in FT2; one leads. A role stays with its CVM for as long as that may come back, and then moves to another
 * CVM by itself (N-04), which takes a majority of the ensemble and a CVM that has none yet. It does not move back.
 *
 * How long an election takes is not public, and nothing in an upgrade waits for it: it takes no time here.
 *
 * Facts: N-02 N-04. */

#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/nutanix/cvms.h"
#include "models/quorum/quorum.h"

#define AT(STATE)  (1u << ZOOKEEPER_AT_##STATE)
#define ON(SIGNAL) ZOOKEEPER_ON_##SIGNAL
#define GO(STATE)  ZOOKEEPER_AT_##STATE
#define ANY        ((1u << ZOOKEEPER_N_STATES) - 1)
#define VOTES      (AT (FOLLOWER) | AT (LEADER))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];
}

static gboolean
votes (const SimRun *run, guint32 host)
{
  return VOTES >> STATE (ZOOKEEPER, host) & 1;
}

static gboolean
has_majority (const SimRun *run, const SimEvent *event)
{
  gint up = 0, roles = 0;

  for (MODEL_EACH_HOST (host, cluster_of (run, event))) {
    up += votes (run, host);
    roles += STATE (ZOOKEEPER, host) != ZOOKEEPER_AT_NONE;
  }
  return 2 * up > roles;
}

/* Who would lead if this one did not: the first by name, which is our choice. MODEL_NONE while somebody leads. */
static guint32
next_leader (const SimRun *run, const SimEvent *event)
{
  guint32 first = MODEL_NONE;

  for (MODEL_EACH_HOST (host, cluster_of (run, event))) {
    if (host != ME && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_LEADER)
      return MODEL_NONE;
    if (host != ME && first == MODEL_NONE && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_FOLLOWER)
      first = host;
  }
  return first;
}

/* The first CVM by name that serves and has no role. */
static guint32
spare (const SimRun *run, const SimEvent *event)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, event)))
    if (STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_NONE && model_cvm_serves (run, host))
      return host;
  return MODEL_NONE;
}

/* ---- Questions ---- */

GUARD (it_is_too_old, "AOS before 4.5 leaves roles where they are")
{
  ModelVersion aos = model_cvm_state (run, ME)->version;

  return aos && aos < MODEL_VERSION (4, 5, 0);
}

GUARD (no_majority_agrees, "no majority is there to agree on it")
{
  return !has_majority (run, event);
}

GUARD (nobody_can_take_it, "every CVM that serves has a role already")
{
  return spare (run, event) == MODEL_NONE;
}

GUARD (nobody_leads, "nobody leads, and a majority is there")
{
  gint up = 1, roles = 0;

  for (MODEL_EACH_HOST (host, cluster_of (run, event))) {
    if (STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_LEADER)
      return FALSE;
    up += votes (run, host);
    roles += STATE (ZOOKEEPER, host) != ZOOKEEPER_AT_NONE;
  }
  return 2 * up > roles;
}

GUARD (somebody_leads, "another leads")
{
  for (MODEL_EACH_HOST (host, cluster_of (run, event)))
    if (host != ME && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_LEADER)
      return TRUE;
  return FALSE;
}

/* Of several that stop in one instant, one may be the very one that the others were about to elect. */
GUARD (nobody_else_leads, "nobody leads")
{
  return !somebody_leads_test (run, event);
}

/* ---- What is done ---- */

static void
elect_another (SimRun *run, const SimEvent *event)
{
  guint32 host = next_leader (run, event);

  if (host != MODEL_NONE)
    TELL (ZOOKEEPER, host, ZOOKEEPER_ON_LEAD, 0);
}

/* Of one or two there is never another to give it to. */
static void
wait_for_it (SimRun *run, const SimEvent *event)
{
  if (cluster_of (run, event)->n_hosts < 3)
    return;
  sim_cancel (run, &model_host_timers (run, ME)->zookeeper);
  model_host_timers (run, ME)->zookeeper
      = TELL_IN (model_number (run, MODEL_CVM_MIGRATE_ROLE), ZOOKEEPER, ME, ZOOKEEPER_ON_MIGRATE, 0);
}

ACTION (await, "wait for it to come back", NULL, SENDS (TO (ZOOKEEPER, MIGRATE)))
{
  wait_for_it (run, event);
}

ACTION (elect_and_await, "elect another, wait for it to come back", NULL,
        SENDS (TO (ZOOKEEPER, LEAD), TO (ZOOKEEPER, MIGRATE)))
{
  if (has_majority (run, event))
    elect_another (run, event);
  wait_for_it (run, event);
}

ACTION (hand_over, "hand the lead to another", NULL, SENDS (TO (ZOOKEEPER, LEAD)))
{
  elect_another (run, event);
}

ACTION (vote_again, "vote again", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_host_timers (run, ME)->zookeeper);
}

ACTION (migrate, "give the role to another CVM", "to {a:name}",
        SENDS (TO (ZOOKEEPER, TAKE), MODEL_CVM_NOTICES))
{
  guint32 host = spare (run, event);

  sim_tell (run, ACTOR (CVM, host), 0);
  TELL (ZOOKEEPER, host, ZOOKEEPER_ON_TAKE, ME);
}

ACTION (join, "vote", "from {a:name}", SENDS (MODEL_CVM_NOTICES))
{
  sim_tell (run, ACTOR (CVM, event->arg), 0);
  model_notify_members_of_cvm (run, ME);
}

/* clang-format off */
const SimRow model_ZOOKEEPER_rows[] = {
  ROW    (AT (LEADER),   ON (YIELD),   ALWAYS,               GO (FOLLOWER), hand_over,       "its CVM is about to stop",                        "N-02"),
  IGNORE (ANY & ~AT (LEADER), ON (YIELD), "it does not lead"),
  STAY   (AT (FOLLOWER), ON (LEAD),    somebody_leads,                      NOTHING,         "another has been elected in the same instant",    "N-02"),
  ROW    (AT (FOLLOWER), ON (LEAD),    ALWAYS,               GO (LEADER),   NOTHING,         "the others have elected it",                      "N-02"),
  IGNORE (ANY & ~AT (FOLLOWER), ON (LEAD), "it leads already, or cannot"),
  ROW    (AT (LEADER),   ON (GONE),    ALWAYS,               GO (AWAY),     elect_and_await, "its CVM has stopped",                             "N-02"),
  ROW    (AT (FOLLOWER), ON (GONE),    nobody_else_leads,    GO (AWAY),     elect_and_await, "its CVM has stopped, and nobody leads yet",       "N-02"),
  ROW    (AT (FOLLOWER), ON (GONE),    ALWAYS,               GO (AWAY),     await,           "its CVM has stopped",                             "N-02"),
  IGNORE (AT (NONE) | AT (AWAY), ON (GONE), "it did not vote"),
  ROW    (AT (AWAY),     ON (BACK),    nobody_leads,         GO (LEADER),   vote_again,      "with it there is a majority, and nobody leads",   "N-02"),
  ROW    (AT (AWAY),     ON (BACK),    ALWAYS,               GO (FOLLOWER), vote_again,      "its CVM is back",                                 "N-02"),
  IGNORE (ANY & ~AT (AWAY), ON (BACK), "it has no role, or never left"),
  STAY   (AT (AWAY),     ON (MIGRATE), it_is_too_old,                       NOTHING,         "AOS before 4.5 leaves roles where they are",      "N-04"),
  STAY   (AT (AWAY),     ON (MIGRATE), no_majority_agrees,                  NOTHING,         "no majority is there to agree on a move",         "N-03 N-04"),
  STAY   (AT (AWAY),     ON (MIGRATE), nobody_can_take_it,                  NOTHING,         "every CVM that serves has a role already",        "N-04"),
  ROW    (AT (AWAY),     ON (MIGRATE), ALWAYS,               GO (NONE),     migrate,         "it has been away for too long",                   "N-04"),
  IGNORE (ANY & ~AT (AWAY), ON (MIGRATE), "it is back"),
  ROW    (AT (NONE),     ON (TAKE),    ALWAYS,               GO (FOLLOWER), join,            "a role has come to it",                           "N-04"),
  IGNORE (ANY & ~AT (NONE), ON (TAKE), "it has one"),
};
/* clang-format on */
const guint model_ZOOKEEPER_n_rows = G_N_ELEMENTS (model_ZOOKEEPER_rows);
