/* The node machine in parts: its table stands whole in node.c, and what its rows name in a file a subject. This header says which,
 * and has what several of the parts need. Only they include it. */

#ifndef MODEL_NODE_PARTS_H
#define MODEL_NODE_PARTS_H

#include "models/ahv/ahv.h"
#include "models/machines.h"

/* clang-format off */
#define NODE_GUARDS(X)                                                                              \
  /* node-out.c */                                                                                  \
  X (another_node_is_lost) X (another_node_is_out) X (data_is_not_resilient) X (ordinary_vms_are_left) X (others_are_left)   \
  X (the_guarantee_would_break) X (its_cvm_is_away) X (it_only_stays_there) X (a_host_goes_round_its_own)                                                       \
  /* node-back.c */                                                                                 \
  X (its_cvm_serves) X (vms_are_being_started) X (vms_are_away) X (it_was_in_maintenance)

#define NODE_ACTIONS(X)                                                                    \
  /* node-out.c */                                                                         \
  X (refuse_second) X (refuse_after_loss) X (refuse_unguaranteed) X (refuse_unsafe) X (refuse_busy) X (be_there_already) X (ask)         \
  X (leave_pool) X (shed) X (stop_cvm) X (stay) X (install) X (install_at_once) X (want_no_more) X (turn_back)            \
  /* node-back.c */                                                                        \
  X (start_cvm) X (hold) X (come_out) X (count_started) X (call_back) X (finish) X (wait_no_longer) X (fall)  \
  X (be_back) X (heal) X (be_whole) X (heal_no_longer) X (be_out_already) X (refuse_exit)
/* clang-format on */

#define NODE_GUARD(NAME)  extern const SimGuard NODE_##NAME;
#define NODE_ACTION(NAME) extern const SimAction NODE_##NAME;
NODE_GUARDS (NODE_GUARD)
NODE_ACTIONS (NODE_ACTION)

#define NODE_ALWAYS  ALWAYS
#define NODE_NOTHING NOTHING

/* Whoever wanted it in or out of maintenance hears how that ended: a step of the plan, or LCM's roll. */
#define NODE_ANSWERS TO (STEP, FINISHED), TO (STEP, BROKEN), TO (AHV_ROLL, NODE_DONE), TO (AHV_ROLL, NODE_STUCK)
void model_node_answer (SimRun *run, const SimEvent *event, gboolean well);

static inline guint32
model_node_cluster (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

/* The step on whose behalf it is taken down, or was last. */
static inline const ModelStep *
model_node_step (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_ahv_host (run, ME)->step - 1];
}

#endif
