/* The vcha machine (handbook 4.2 and 8.10): vCenter HA, three VMs of which one serves, one follows and one only votes. Only
 * a healthy and enabled one fails over; what is degraded already stops with its next loss.
 *
 * Only a lost node, or their own network cut, means anything to it: not a service that stops inside a running node, nor the
 * management network of the host that it runs on (VCHA-05). The new appliance of a reduced-downtime upgrade keeps the name
 * and the VM of the node that served.
 *
 * Facts: VC-04 VCHA-01 VCHA-02 VCHA-03 VCHA-04 VCHA-05 VCHA-06 VCHA-07. */

#include "models/notices.h"
#include "models/vcenter/vcha.h"

#include "models/compute/hosts.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << VCHA_AT_##STATE)
#define ON(SIGNAL) VCHA_ON_##SIGNAL
#define GO(STATE)  VCHA_AT_##STATE
#define ANY        ((1u << VCHA_N_STATES) - 1)
#define GONE       (AT (ABSENT) | AT (DEPLOYING))
#define REMOVED        (MODEL_VCHA_NODES + 1) /* as a count of nodes */
#define LIVE       (ANY & ~GONE)

static gboolean
node_is_on (const SimRun *run, guint32 vcenter, guint node)
{
  return model_vm_is_on (run, model_fleet (run)->vcenters[vcenter].nodes[node]);
}

static guint
count_nodes (const SimRun *run, guint32 vcenter)
{
  guint n = 0;

  for (guint node = 0; node < MODEL_VCHA_NODES; node++)
    n += node_is_on (run, vcenter, node) ? 1 : 0;
  return n;
}

static gboolean
active_is_on (const SimRun *run, guint32 vcenter)
{
  return node_is_on (run, vcenter, model_vcha_state (run, vcenter)->active);
}

static gboolean
is_apart (const SimRun *run, guint32 vcenter)
{
  return model_vcha_state (run, vcenter)->cut
         || (count_nodes (run, vcenter) == 1 && active_is_on (run, vcenter));
}

/* Isolated, an enabled node stops and a disabled one goes on (VCHA-04); of maintenance nobody says so. */
static gboolean
ought_to_serve (const SimRun *run, guint32 vcenter)
{
  guint32 mode = model_vcha_state (run, vcenter)->mode;

  if (!active_is_on (run, vcenter))
    return FALSE;
  if (STATE (VCHA, vcenter) == VCHA_AT_ABSENT || STATE (VCHA, vcenter) == VCHA_AT_DEPLOYING
      || !is_apart (run, vcenter))
    return TRUE;
  return mode == MODEL_VCHA_DISABLED
         || (mode == MODEL_VCHA_MAINTENANCE && model_number (run, MODEL_VCHA_MAINTENANCE_SERVES));
}

gboolean
model_vcha_keeps_it_down (const SimRun *run, guint32 vcenter)
{
  return model_fleet (run)->vcenters[vcenter].vcha && model_vcha_state (run, vcenter)->stopped;
}

gboolean
model_vcha_is_ready (const SimRun *run, guint32 vcenter)
{
  return !model_fleet (run)->vcenters[vcenter].vcha
         || (STATE (VCHA, vcenter) == VCHA_AT_HEALTHY
             && model_vcha_state (run, vcenter)->mode == MODEL_VCHA_ENABLED);
}

/* ---- Questions ---- */

GUARD (all_are_there, "all three nodes run and hear one another")
{
  return count_nodes (run, ME) == MODEL_VCHA_NODES && !model_vcha_state (run, ME)->cut;
}

GUARD (nodes_are_apart, "no node hears another")
{
  return is_apart (run, ME);
}

GUARD (passive_can_take_over, "enabled, the active node is lost, the other two hear one another")
{
  const ModelVchaState *state = model_vcha_state (run, ME);

  return state->mode == MODEL_VCHA_ENABLED && !state->cut && !active_is_on (run, ME)
         && count_nodes (run, ME) == MODEL_VCHA_NODES - 1
         && model_vcenter_availability (run, ME, MODEL_FUNCTION_VCENTER_HA) != MODEL_AVAILABLE_AWAY;
}

GUARD (others_are_there, "passive node and witness run and hear one another")
{
  const ModelVchaState *state = model_vcha_state (run, ME);

  return !state->cut && count_nodes (run, ME) == MODEL_VCHA_NODES - (active_is_on (run, ME) ? 0u : 1u);
}

GUARD (nobody_may_serve, "the active node is lost, and enabled, or one other at most is left")
{
  return !active_is_on (run, ME)
         && (model_vcha_state (run, ME)->mode == MODEL_VCHA_ENABLED || count_nodes (run, ME) < 2);
}

GUARD (it_is_out_of_date, "something has changed since")
{
  return (guint32) event->arg != model_vcha_state (run, ME)->round;
}

static guint32
wanted_mode (const SimRun *run, const SimEvent *event)
{
  const char *word = model_fleet (run)->steps[event->arg].set_value;
  guint32 mode = 0;

  while (!g_str_equal (model_vcha_mode_words[mode], word))
    mode++;
  return mode;
}

GUARD (it_is_in_that_mode, "it is in that mode")
{
  return model_vcha_state (run, ME)->mode == wanted_mode (run, event);
}

/* VCHA-06. */
GUARD (the_change_is_allowed, "healthy; or degraded and from enabled to disabled; vCenter serves")
{
  guint32 from = model_vcha_state (run, ME)->mode, to = wanted_mode (run, event);

  if (model_vcenter_availability (run, ME, MODEL_FUNCTION_TASKS) != MODEL_AVAILABLE_WORKS)
    return FALSE;
  if (from == MODEL_VCHA_DISABLED && to == MODEL_VCHA_MAINTENANCE)
    return FALSE;
  return STATE (VCHA, ME) == VCHA_AT_HEALTHY
         || (STATE (VCHA, ME) == VCHA_AT_DEGRADED && from == MODEL_VCHA_ENABLED && to == MODEL_VCHA_DISABLED);
}

/* ---- What is done ---- */

/* vCenter stops with its active node and starts with it; told only when that changes. */
static void
tell_vcenter (SimRun *run, const SimEvent *event)
{
  ModelVchaState *state = model_vcha_state (run, ME);
  guint32 stopped = !ought_to_serve (run, ME);

  if (stopped != state->stopped)
    TELL (VCENTER, ME, stopped ? VCENTER_ON_LOST : VCENTER_ON_BACK, 0);
  state->stopped = stopped;
}

/* A finding says what is so for as long as it is open: with another node lost or back it is another one. */
static void
find_degraded (SimRun *run, const SimEvent *event, guint nodes)
{
  ModelVchaState *state = model_vcha_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { nodes };

  if (nodes == MODEL_VCHA_NODES && state->found) /* not in sync: it is as it was for a while yet */
    return;
  if (state->found != nodes + 1)
    sim_find_end (run, MODEL_FIND_VCENTER_HA_DEGRADED, ACTOR (VCENTER, ME), 0);
  state->found = nodes + 1;
  sim_find (run, MODEL_FIND_VCENTER_HA_DEGRADED, SIM_RISK, ACTOR (VCENTER, ME), 0, evidence);
}

static void
settle (SimRun *run, const SimEvent *event)
{
  ModelVchaState *state = model_vcha_state (run, ME);

  state->round++;
  find_degraded (run, event, state->cut ? 1 : count_nodes (run, ME));
  if (all_are_there.test (run, event))
    TELL_IN (model_number (run, MODEL_VCHA_SYNC), VCHA, ME, VCHA_ON_IN_SYNC, state->round);
}

#define TELLS_VCENTER TO (VCENTER, LOST), TO (VCENTER, BACK)

ACTION (look, "count the nodes", NULL, SENDS (TELLS_VCENTER, TO (VCHA, IN_SYNC)))
{
  settle (run, event);
  tell_vcenter (run, event);
}

ACTION (fail_over, "promote the passive node", NULL, SENDS (TO (VCENTER, LOST), TO (VCHA, TAKEN)))
{
  ModelVchaState *state = model_vcha_state (run, ME);

  state->round++;
  state->stopped = TRUE;
  TELL (VCENTER, ME, VCENTER_ON_LOST, 0);
  TELL_IN (model_number (run, MODEL_VCHA_FAILOVER), VCHA, ME, VCHA_ON_TAKEN, state->round);
}

ACTION (take_over, "serve", NULL, SENDS (TO (VCENTER, TAKEN_OVER), TO (VCHA, IN_SYNC)))
{
  ModelVchaState *state = model_vcha_state (run, ME);

  state->active = 1 - state->active; /* the witness never is */
  state->stopped = FALSE;
  TELL (VCENTER, ME, VCENTER_ON_TAKEN_OVER, 0);
  settle (run, event);
}

ACTION (follow, "stop or start with it", NULL, SENDS (TELLS_VCENTER))
{
  tell_vcenter (run, event);
}

ACTION (be_healthy, "protect it again", NULL, SENDS_NOTHING)
{
  model_vcha_state (run, ME)->found = 0;
  sim_find_end (run, MODEL_FIND_VCENTER_HA_DEGRADED, ACTOR (VCENTER, ME), 0);
}

ACTION (cut, "stop hearing one another", NULL, SENDS (TO (VCHA, CHANGED)))
{
  model_vcha_state (run, ME)->cut = TRUE;
  TELL (VCHA, ME, VCHA_ON_CHANGED, 0);
}

ACTION (join, "hear one another", NULL, SENDS (TO (VCHA, CHANGED)))
{
  model_vcha_state (run, ME)->cut = FALSE;
  TELL (VCHA, ME, VCHA_ON_CHANGED, 0);
}

ACTION (undeploy, "remove passive node and witness", NULL, SENDS_NOTHING)
{
  model_vcha_state (run, ME)->round++;
  find_degraded (run, event, REMOVED);
}

ACTION (deploy, "set it up", NULL, SENDS (TO (VCHA, DEPLOYED)))
{
  ModelVchaState *state = model_vcha_state (run, ME);

  TELL_IN (model_number (run, MODEL_VCHA_DEPLOY), VCHA, ME, VCHA_ON_DEPLOYED, ++state->round);
}

ACTION (keep, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  sim_send (run, 0, event->from, STEP_ON_FINISHED, 0);
}

ACTION (change, "change the mode", NULL, SENDS (TO (STEP, FINISHED)))
{
  model_vcha_state (run, ME)->mode = wanted_mode (run, event);
  sim_send (run, 0, event->from, STEP_ON_FINISHED, 0);
}

ACTION (refuse, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, model_index (run, event->from), MODEL_CHECK_VCENTER_HA_MODE);
}

/* clang-format off */
const SimRow model_VCHA_rows[] = {
  /* A node, or what it hears, has changed */
  ROW    (AT (HEALTHY),      ON (CHANGED), passive_can_take_over, GO (FAILING_OVER), fail_over, "the active node is lost",                          "VCHA-01 VCHA-03 VCHA-07"),
  STAY   (AT (HEALTHY),      ON (CHANGED), all_are_there,                     NOTHING,      "nothing is missing",                                    "VCHA-02 VCHA-05"),
  STAY   (AT (FAILING_OVER), ON (CHANGED), others_are_there,                  NOTHING,      "those that are needed are there",                       "VCHA-03"),
  ROW    (LIVE,              ON (CHANGED), nodes_are_apart,  GO (ISOLATED),   look,         "no node hears another",                                 "VCHA-04"),
  ROW    (LIVE,              ON (CHANGED), nobody_may_serve, GO (NO_QUORUM),  look,         "the active node is lost, and nothing takes over",       "VCHA-03"),
  ROW    (LIVE,              ON (CHANGED), ALWAYS,           GO (DEGRADED),   look,         "a node is lost, or has just come back",                 "VCHA-02 VCHA-03"),
  STAY   (GONE,              ON (CHANGED), ALWAYS,                            follow,       "there is one node only",                                "VC-04"),
  STAY   (ANY,               ON (CUT),     ALWAYS,                            cut,          "the links between the nodes are cut",                   "VCHA-04"),
  STAY   (ANY,               ON (JOINED),  ALWAYS,                            join,         "the links between the nodes are back",                  "VCHA-04"),

  /* What takes its time */
  STAY   (ANY,               ON (TAKEN),   it_is_out_of_date,                 NOTHING,      "something has changed since",                           "VCHA-03"),
  ROW    (AT (FAILING_OVER), ON (TAKEN),   ALWAYS,           GO (DEGRADED),   take_over,    "the passive node is the active one",                    "VCHA-03 VCHA-07"),
  IGNORE (ANY & ~AT (FAILING_OVER), ON (TAKEN), "the failover has broken off"),
  STAY   (ANY,               ON (IN_SYNC), it_is_out_of_date,                 NOTHING,      "something has changed since",                           "VCHA-02"),
  ROW    (AT (DEGRADED),     ON (IN_SYNC), ALWAYS,           GO (HEALTHY),    be_healthy,   "three nodes run and are in sync",                       "VCHA-02"),
  IGNORE (ANY & ~AT (DEGRADED), ON (IN_SYNC), "it has lost nodes again"),

  /* A reduced-downtime upgrade */
  ROW    (LIVE,              ON (UNDEPLOY), ALWAYS,          GO (ABSENT),     undeploy,     "the new appliance is filled without it",                "VC-04"),
  IGNORE (GONE,              ON (UNDEPLOY), "it is not set up"),
  ROW    (AT (ABSENT),       ON (DEPLOY),  ALWAYS,           GO (DEPLOYING),  deploy,       "vCenter serves, and had it before",                     "VC-04 VCHA-07"),
  IGNORE (ANY & ~AT (ABSENT), ON (DEPLOY), "it is set up"),
  ROW    (AT (DEPLOYING),    ON (DEPLOYED), all_are_there,   GO (HEALTHY),    be_healthy,   "three nodes run and are in sync",                       "VC-04"),
  ROW    (AT (DEPLOYING),    ON (DEPLOYED), nodes_are_apart, GO (ISOLATED),   look,         "no node hears another",                                 "VCHA-04"),
  ROW    (AT (DEPLOYING),    ON (DEPLOYED), nobody_may_serve, GO (NO_QUORUM), look,         "the active node is lost meanwhile",                     "VCHA-03"),
  ROW    (AT (DEPLOYING),    ON (DEPLOYED), ALWAYS,          GO (DEGRADED),   look,         "a node is lost meanwhile",                              "VCHA-02"),
  IGNORE (ANY & ~AT (DEPLOYING), ON (DEPLOYED), "it has been undeployed again"),

  /* Modes */
  STAY   (LIVE,              ON (SET),     it_is_in_that_mode,                keep,         "{from} finds it so",                                    "VCHA-06"),
  STAY   (LIVE,              ON (SET),     the_change_is_allowed,             change,       "{from} sets it",                                        "VCHA-06"),
  STAY   (ANY,               ON (SET),     ALWAYS,                            refuse,       "its state does not allow that change of mode",          "VCHA-06"),
};
/* clang-format on */
const guint model_VCHA_n_rows = G_N_ELEMENTS (model_VCHA_rows);
