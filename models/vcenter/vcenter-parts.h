/* The vCenter machine in parts: its table stands whole in vcenter.c, with what happens to the service; what its pre-checks ask
 * and refuse stands in vcenter-checks.c. Only they include it. */

#ifndef MODEL_VCENTER_PARTS_H
#define MODEL_VCENTER_PARTS_H

#include "models/machines.h"
#include "models/rehearsal.h"

/* clang-format off */
#define VCENTER_GUARDS(X)                                                                               \
  /* vcenter-checks.c */                                                                                \
  X (there_is_no_path) X (it_has_it_already) X (it_goes_back_in_time) X (an_obstacle_forbids_it)        \
  X (vcenter_ha_is_not_ready) X (vcenter_ha_was_set_up_by_hand) X (its_nodes_are_managed_apart)         \
  /* vcenter.c */                                                                                       \
  X (no_node_may_serve) X (downtime_is_reduced) X (staging_fails) X (it_has_broken_off_since)           \
  X (it_fails)

#define VCENTER_ACTIONS(X)                                                                              \
  /* vcenter-checks.c */                                                                                \
  X (check) X (refuse_path) X (refuse_back_in_time) X (refuse_obstacle) X (refuse_vcenter_ha)           \
  X (refuse_manual_vcenter_ha) X (refuse_nodes_apart) X (refuse_busy)                                   \
  /* vcenter.c */                                                                                       \
  X (report_done) X (stage) X (switch_over) X (break_off) X (upgrade) X (revert) X (serve_old)          \
  X (serve_new) X (settle_down) X (be_lost) X (stop_services) X (start_services) X (serve_again)
/* clang-format on */

#define VCENTER_GUARD(NAME)  extern const SimGuard VCENTER_##NAME;
#define VCENTER_ACTION(NAME) extern const SimAction VCENTER_##NAME;
VCENTER_GUARDS (VCENTER_GUARD)
VCENTER_ACTIONS (VCENTER_ACTION)
#define VCENTER_ALWAYS  ALWAYS
#define VCENTER_NOTHING NOTHING

/* The step that it carries out. */
static inline const ModelStep *
model_vcenter_step (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_vcenter_state (run, ME)->step - 1];
}

/* What it begins takes its time, and counts only if nothing has come in between. */
static inline void
model_vcenter_takes (SimRun *run, const SimEvent *event, ModelPhysics time, guint signal)
{
  TELL_IN (model_number (run, time), VCENTER, ME, signal, ++model_vcenter_state (run, ME)->turn);
}

static inline void
model_vcenter_end_step (SimRun *run, const SimEvent *event, guint signal)
{
  ModelVcenterState *state = model_vcenter_state (run, ME);

  if (state->step)
    sim_send (run, 0, ACTOR (STEP, state->step - 1), signal, 0);
  state->step = 0;
}

#endif
