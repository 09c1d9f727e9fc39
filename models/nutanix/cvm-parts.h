/* The CVM machine in parts: its table stands whole in cvm.c, and what its rows name in a file a subject. This header says which, and
 * has what several of the parts need. Only they include it. */

#ifndef MODEL_CVM_PARTS_H
#define MODEL_CVM_PARTS_H

#include "models/machines.h"
#include "models/nutanix/mode.h"

/* clang-format off */
#define CVM_GUARDS(X)                                                                            \
  /* cvm-down.c */                                                                               \
  X (another_is_away) X (a_host_goes_round_its_own) X (nothing_may_be_lost)                      \
  X (its_node_is_taken_down) X (its_host_asks_nobody) X (its_host_holds_the_token)               \
  X (the_ring_cannot_close)                                                                      \
  /* cvm-up.c */                                                                                 \
  X (it_was_detached) X (its_host_is_down) X (its_host_is_in_maintenance) X (it_is_not_in_sync)  \
  X (its_node_comes_back) X (it_keeps_the_token) X (was_by_hand)

#define CVM_ACTIONS(X)                                                                     \
  /* cvm-down.c */                                                                         \
  X (ask) X (stop_services) X (shut_down) X (restart) X (fall_silent) X (fall_silent_all_the_same)       \
  X (go_down_with_node) X (go_down_with_host) X (fall_back) X (leave_ring) X (distrust)    \
  /* cvm-up.c */                                                                           \
  X (start_services) X (join) X (settle) X (serve) X (serve_with_node) X (serve_and_keep)  \
  X (report_stuck) X (trust) X (trust_and_catch_up)
/* clang-format on */

#define CVM_GUARD(NAME)  extern const SimGuard CVM_##NAME;
#define CVM_ACTION(NAME) extern const SimAction CVM_##NAME;
CVM_GUARDS (CVM_GUARD)
CVM_ACTIONS (CVM_ACTION)

#define CVM_ALWAYS  ALWAYS
#define CVM_NOTHING NOTHING

static inline guint32
model_cvm_cluster (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

static inline void
model_cvm_set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_host_timers (run, ME)->cvm;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, CVM, ME, signal, 0);
}

/* A cluster of one node or two hears of it, since it is run by another mode then. */
static inline void
model_cvm_tell_mode (SimRun *run, const SimEvent *event, guint signal)
{
  if (model_is_small (model_fleet (run), model_cvm_cluster (run, event)))
    TELL (MODE, model_cvm_cluster (run, event), signal, ME);
}

#endif
