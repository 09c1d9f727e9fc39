/* The token machine: genesis's shutdown token (N-53, N-54). Whoever takes a node down holds it, whatever for; the others
 * wait their turn, first come first served (that order is ours).
 *
 * Facts: N-51 N-53 N-54. */

#include "models/ahv/ahv.h"
#include "models/nutanix/cvms.h"
#include "models/state.h"
#include "models/words.h"

#define AT(STATE) (1u << TOKEN_AT_##STATE)
#define ON(SIGNAL) TOKEN_ON_##SIGNAL
#define GO(STATE) TOKEN_AT_##STATE

static guint32 *
queue_of (const SimRun *run, const SimEvent *event)
{
  return model_token_queue (run, model_fleet (run)->clusters[ME].first_host);
}

GUARD (somebody_waits, "somebody waits for it")
{
  return model_cluster_state (run, ME)->token_queue > 0;
}

/* A node and its own CVM may both want it, for different operations: then one of them waits for the other. */
static gboolean
its_other_half_uses_it (const SimRun *run, const SimEvent *event)
{
  guint32 host = (guint32) event->arg;

  if (!model_host_is_ahv (model_fleet (run), host) || !event->from)
    return FALSE;
  return run->model->machine_of[event->from] == MODEL_MACHINE_NODE ? STATE (CVM, host) != CVM_AT_SERVING
                                                                   : STATE (NODE, host) == NODE_AT_WAITING
                                                                         || model_node_is_out (run, host);
}

GUARD (it_has_kept_it, "it comes from its holder, who has kept it for nothing")
{
  return model_cluster_state (run, ME)->token_holder == (guint32) event->arg + 1 && !its_other_half_uses_it (run, event);
}

GUARD (it_comes_from_another, "it comes from somebody who does not hold it")
{
  return model_cluster_state (run, ME)->token_holder != (guint32) event->arg + 1;
}

static void
grant (SimRun *run, const SimEvent *event, guint32 host)
{
  model_cluster_state (run, ME)->token_holder = host + 1;
  sim_find_end (run, MODEL_FIND_TOKEN_HELD, event->to, 0);
  if (model_host_is_ahv (model_fleet (run), host) && STATE (NODE, host) == NODE_AT_WAITING) {
    sim_tell (run, ACTOR (NODE, host), 0); /* the whole node is to go down, not its CVM alone */
    TELL (NODE, host, NODE_ON_GRANTED, 0);
  } else if (STATE (UPDATE, host) == UPDATE_AT_ASKING) {
    sim_tell (run, ACTOR (HOST, host), 0); /* likewise, on ESXi */
    TELL (UPDATE, host, UPDATE_ON_GRANTED, 0);
  } else {
    sim_tell (run, ACTOR (CVM, host), 0);
    TELL (CVM, host, CVM_ON_GRANTED, 0);
  }
}

void
model_token_let_holder_try (SimRun *run, guint32 cluster)
{
  guint32 holder = model_cluster_state (run, cluster)->token_holder;

  if (holder && STATE (CVM, holder - 1) == CVM_AT_WAITING)
    TELL (CVM, holder - 1, CVM_ON_GRANTED, 0);
  else if (holder && STATE (UPDATE, holder - 1) == UPDATE_AT_ASKING)
    TELL (UPDATE, holder - 1, UPDATE_ON_GRANTED, 0);
}

ACTION (give, "grant it", "to {a:name}", SENDS (TO (CVM, GRANTED), TO (NODE, GRANTED), TO (UPDATE, GRANTED)))
{
  grant (run, event, (guint32) event->arg);
}

ACTION (let_wait, "queue", "{a:name} behind {b:name}", SENDS_NOTHING)
{
  ModelClusterState *state = model_cluster_state (run, ME);

  queue_of (run, event)[state->token_queue++] = (guint32) event->arg;
  sim_tell (run, ACTOR (CVM, event->arg), ACTOR (CVM, state->token_holder - 1));
}

static void
end_held (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_TOKEN_HELD, event->to, 0);
  model_cluster_state (run, ME)->token_holder = 0;
}

/* It does not want it any more: it is out of the queue. */
ACTION (forget, "forget it, if it waits", NULL, SENDS_NOTHING)
{
  ModelClusterState *state = model_cluster_state (run, ME);
  guint32 *queue = queue_of (run, event), kept = 0;

  for (guint32 i = 0; i < state->token_queue; i++)
    if (queue[i] != (guint32) event->arg)
      queue[kept++] = queue[i];
  for (guint32 i = kept; i < state->token_queue; i++)
    queue[i] = 0;
  state->token_queue = kept;
}

ACTION (pass_on, "grant it to the first who waits", "to {a:name}", SENDS (TO (CVM, GRANTED), TO (NODE, GRANTED), TO (UPDATE, GRANTED)))
{
  ModelClusterState *state = model_cluster_state (run, ME);
  guint32 *queue = queue_of (run, event), first = queue[0];

  end_held (run, event);
  state->token_queue--;
  for (guint32 i = 0; i < state->token_queue; i++)
    queue[i] = queue[i + 1];
  queue[state->token_queue] = 0;
  grant (run, event, first);
}

ACTION (lie_free, "keep it for whoever asks next", NULL, SENDS_NOTHING)
{
  end_held (run, event);
}

/* clang-format off */
const SimRow model_TOKEN_rows[] = {
  ROW    (AT (FREE), ON (ASK),     ALWAYS,                GO (HELD), give,     "it is free",                           "N-53"),
  STAY   (AT (HELD), ON (ASK),     it_has_kept_it,                   give,     "it has kept it from before",           "N-54"),
  STAY   (AT (HELD), ON (ASK),     ALWAYS,                           let_wait, "one node at a time",                   "N-51 N-53"),
  IGNORE (AT (FREE), ON (RELEASE), "nobody holds it"),
  STAY   (AT (HELD), ON (RELEASE), it_comes_from_another,            forget,   "only its holder gives it back",        "N-53"),
  ROW    (AT (HELD), ON (RELEASE), somebody_waits,        GO (HELD), pass_on,  "its holder is done",                   "N-50 N-53"),
  ROW    (AT (HELD), ON (RELEASE), ALWAYS,                GO (FREE), lie_free, "its holder is done",                   "N-53"),
  IGNORE (AT (FREE), ON (REVOKE),  "nobody holds it"),
  ROW    (AT (HELD), ON (REVOKE),  somebody_waits,        GO (HELD), pass_on,  "an operator has revoked it",           "N-54"),
  ROW    (AT (HELD), ON (REVOKE),  ALWAYS,                GO (FREE), lie_free, "an operator has revoked it",           "N-54"),
};
/* clang-format on */
const guint model_TOKEN_n_rows = G_N_ELEMENTS (model_TOKEN_rows);
