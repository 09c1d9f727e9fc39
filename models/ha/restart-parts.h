/* The restart machine in parts: its table stands whole in restart.c, and what its rows name in a file a subject. This header
 * says which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_RESTART_PARTS_H
#define MODEL_RESTART_PARTS_H

#include "models/ha/turns.h"
#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define RESTART_GUARDS(X)                                                                           \
  /* restart-turn.c */                                                                              \
  X (nobody_leads) X (it_comes_after_another) X (it_is_not_its_turn) X (it_is_not_down)             \
  X (a_host_has_room) X (hosts_are_busy)                                                            \
  /* restart-attempt.c */                                                                           \
  X (it_has_to_settle) X (it_fails) X (it_fails_for_good) X (it_fails_on_this_host) X (it_was_the_last_attempt)               \
  X (ha_is_off) X (it_fails_and_ha_is_off)                                                          \
  /* restart-protection.c */                                                                        \
  X (it_is_registered_elsewhere) X (its_host_hides_it) X (its_host_is_dead) X (it_leaves_room) X (the_master_is_told)  \
  X (ha_is_for_it)

#define RESTART_ACTIONS(X)                                                                          \
  /* restart-turn.c */                                                                              \
  X (queue) X (queue_afresh) X (queue_again) X (wait_for_batch) X (wait_for_another)                \
  X (wait_for_room) X (stop_waiting)                                                                \
  /* restart-attempt.c */                                                                           \
  X (count_anew) X (start) X (try_the_next) X (succeed) X (settle) X (be_ready) X (back_off) X (give_up)             \
  X (abandon)                                                                                       \
  /* restart-protection.c */                                                                        \
  X (stay_masked) X (release) X (protect) X (forget) X (run_unlisted) X (register_elsewhere) X (offer_its_room)        \
  X (leave_it_to_itself)
/* clang-format on */

#define RESTART_GUARD(NAME)  extern const SimGuard RESTART_##NAME;
#define RESTART_ACTION(NAME) extern const SimAction RESTART_##NAME;
RESTART_GUARDS (RESTART_GUARD)
RESTART_ACTIONS (RESTART_ACTION)

#define RESTART_ALWAYS  ALWAYS
#define RESTART_NOTHING NOTHING

#define CLUSTER model_fleet (run)->vms[ME].cluster

/* Of the wait that it is in, and of its ready condition. */
static inline void
model_restart_stop_timers (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_vm_timers (run, ME)->restart);
  sim_cancel (run, &model_vm_timers (run, ME)->ready);
}

#endif
