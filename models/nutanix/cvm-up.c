/* A CVM on its way back: its services, the metadata ring, what it has missed; and who waits for it to serve. */

#include "models/ahv/ahv.h"
#include "models/nutanix/cvm-parts.h"
#include "models/nutanix/cvms.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/nutanix/mode.h"
#include "models/words.h"

enum { UNSTABLE_BIT = 1, KEEP_TOKEN_BIT = 2 }; /* of next_fault; see fault.c */

/* ---- Questions ---- */

GUARD_OF (CVM, it_was_detached, "the metadata ring has closed without it")
{
  return !model_cvm_state (run, ME)->in_ring;
}

GUARD_OF (CVM, its_host_is_down, "its host has no power")
{
  return !model_host_state (run, ME)->powered;
}

GUARD_OF (CVM, its_host_is_in_maintenance, "its host is in maintenance, and not on the way out")
{
  return model_host_in_maintenance (run, ME) && STATE (HOST, ME) != HOST_AT_EXITING
         && !(model_host_is_ahv (model_fleet (run), ME) && STATE (NODE, ME) == NODE_AT_STARTING);
}

GUARD_OF (CVM, it_is_not_in_sync, "it has missed what the other node of two wrote alone")
{
  return !model_mode_lets_serve (run, ME);
}

GUARD_OF (CVM, its_node_comes_back, "its node comes back, and keeps the token until its VMs are back")
{
  return model_host_is_ahv (model_fleet (run), ME)
         && (STATE (NODE, ME) == NODE_AT_STARTING || STATE (NODE, ME) == NODE_AT_HELD);
}

GUARD_OF (CVM, it_keeps_the_token, "it forgets to release the token")
{
  return model_cvm_state (run, ME)->next_fault & KEEP_TOKEN_BIT;
}

GUARD_OF (CVM, was_by_hand, "nobody is restarting it on purpose")
{
  return model_cvm_state (run, ME)->by_hand;
}

static gboolean
it_does_not_get_ready (const SimRun *run, const SimEvent *event)
{
  return model_cvm_state (run, ME)->next_fault & UNSTABLE_BIT;
}

/* ---- What is done ---- */

ACTION_OF (CVM, start_services, "start its services", NULL,
           SENDS (TO (CVM, SERVICES), TO (CVM, OVERDUE), TO (IO_PATH, HOST_UP)))
{
  if (STATE (IO_PATH, ME) == IO_PATH_AT_IDLE)
    TELL (IO_PATH, ME, IO_PATH_ON_HOST_UP, ME);
  if (it_does_not_get_ready (run, event))
    model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_STUCK), CVM_ON_OVERDUE);
  else
    model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_SERVICES), CVM_ON_SERVICES);
}

/* Roles whose time to move has come find a majority, or somebody to take them, when another CVM is up. */
#define VOTES_AGAIN TO (ZOOKEEPER, BACK), TO (ZOOKEEPER, MIGRATE)

static void
vote_again (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_cvm_cluster (run, event)];

  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_BACK, 0);
  for (MODEL_EACH_HOST (host, cluster))
    if (host != ME && cluster->n_hosts > 2 && STATE (ZOOKEEPER, host) == ZOOKEEPER_AT_AWAY
        && !sim_is_pending (run, model_host_timers (run, host)->zookeeper))
      TELL (ZOOKEEPER, host, ZOOKEEPER_ON_MIGRATE, 0);
}

ACTION_OF (CVM, join, "see that it is steady, before the metadata ring takes it back", NULL,
           SENDS (VOTES_AGAIN, TO (CVM, STEADY), MODEL_CVM_NOTICES))
{
  vote_again (run, event);
  model_notify_members_of_cvm (run, ME);
  model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_STEADY), CVM_ON_STEADY);
}

ACTION_OF (CVM, settle, "replay missed writes, take its host's I/O back when steady", NULL,
           SENDS (VOTES_AGAIN, TO (CVM, SETTLED), TO (IO_PATH, CVM_STEADY), TO (IO_PATH, CVM_UP),
                  TO (POLICY, LIFECYCLE), TO (MODE, BACK), MODEL_CVM_NOTICES))
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_cvm_cluster (run, event)];
  ModelCvmState *cvm = model_cvm_state (run, ME);

  vote_again (run, event);
  model_cvm_tell_mode (run, event, MODE_ON_BACK);
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
  model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_GATE), CVM_ON_SETTLED);
}

/* Serves again: the cluster's upgrade, hosts without a path, and a CVM that holds the token and waited for this hear it. */
#define SERVES_AGAIN                                                                                         \
  TO (AOS, CVM_DONE), TO (OPERATION, CVM_SERVES), MODEL_HOLDER_NOTICES, TO (UPDATE, CVM_SERVES),             \
      MODEL_AHV_HOLDER_NOTICES, TO (NODE, CVM_SERVES), TO (AHV_ROLL, RESILIENT), TO (ACROPOLIS, CAPACITY),   \
      TO (STORE, BACK), MODEL_CVM_NOTICES

static void
serve_again (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);

  sim_find_end (run, MODEL_FIND_CVM_OUTSIDE_TOKEN, event->to, 0);
  model_cvm_state (run, ME)->down_since = SIM_NEVER;
  model_cvm_state (run, ME)->step = 0;
  TELL (STORE, ME, STORE_ON_BACK, 0);
  model_notify_members_of_cvm (run, ME);
  model_token_let_holder_try (run, model_cvm_cluster (run, event));
  if (STATE (UPDATE, ME) == UPDATE_AT_SETTLING || STATE (UPDATE, ME) == UPDATE_AT_ASKING)
    TELL (UPDATE, ME, UPDATE_ON_CVM_SERVES, 0);
  if (model_host_is_ahv (fleet, ME))
    model_ahv_is_served_again (run, ME);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS
        && fleet->steps[s].index == model_cvm_cluster (run, event))
      TELL (AOS, s, AOS_ON_CVM_DONE, ME);
  for (guint32 s = 0; fleet->has_lcm && s < fleet->n_steps; s++)
    if (STATE (OPERATION, s) == OPERATION_AT_INTERRUPTED
        && fleet->steps[s].index == model_cvm_cluster (run, event))
      TELL (OPERATION, s, OPERATION_ON_CVM_SERVES, ME);
}

ACTION_OF (CVM, serve, "release the token", NULL, SENDS (SERVES_AGAIN, TO (TOKEN, RELEASE)))
{
  TELL (TOKEN, model_cvm_cluster (run, event), TOKEN_ON_RELEASE, ME);
  serve_again (run, event);
}

ACTION_OF (CVM, serve_with_node, "tell its node", NULL, SENDS (SERVES_AGAIN))
{
  serve_again (run, event);
}

ACTION_OF (CVM, serve_and_keep, "keep the token", NULL, SENDS (SERVES_AGAIN))
{
  ModelCvmState *cvm = model_cvm_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { event->to };

  cvm->next_fault = (guint8) (cvm->next_fault & ~KEEP_TOKEN_BIT);
  sim_find (run, MODEL_FIND_TOKEN_HELD, SIM_RISK, ACTOR (TOKEN, model_cvm_cluster (run, event)), 0, evidence);
  serve_again (run, event);
}

ACTION_OF (CVM, report_stuck, "report", NULL,
           SENDS (TO (AOS, CVM_STUCK), TO (NODE, CVM_STUCK), TO (UPDATE, CVM_STUCK), MODEL_CVM_NOTICES))
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

/* Of two nodes the other has been going on alone: this one may not serve before it has what was written meanwhile. */
ACTION_OF (CVM, trust_and_catch_up, "trust it again, once it has what it has missed", NULL,
           SENDS (VOTES_AGAIN, TO (CVM, SETTLED), TO (MODE, BACK), MODEL_CVM_NOTICES))
{
  sim_find_end (run, MODEL_FIND_NODE_DEGRADED, event->to, 0);
  vote_again (run, event);
  model_cvm_tell_mode (run, event, MODE_ON_BACK);
  model_notify_members_of_cvm (run, ME);
  model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_GATE), CVM_ON_SETTLED);
}

ACTION_OF (CVM, trust, "trust it again", NULL, SENDS (VOTES_AGAIN, SERVES_AGAIN))
{
  sim_find_end (run, MODEL_FIND_NODE_DEGRADED, event->to, 0);
  vote_again (run, event);
  serve_again (run, event);
}
