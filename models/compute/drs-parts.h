/* The DRS machine in parts: its table stands whole in drs.c, and what its rows name in a file a subject. This header says
 * which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_DRS_PARTS_H
#define MODEL_DRS_PARTS_H

#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define DRS_GUARDS(X) \
  /* drs-evacuate.c */                                                                             \
  X (nobody_has_approved) X (it_need_not_be_emptied) X (admission_control_forbids)                 \
  /* drs-improve.c */                                                                              \
  X (nobody_approves) X (it_is_not_pending)                                                        \
  /* drs-look.c */                                                                                 \
  X (nothing_is_stuck) X (it_will_look_anyway) X (somebody_waits_by_hand) \
  /* drs-switch.c */                                                                               \
  X (is_switched_off) X (vcenter_is_away) X (vcenter_gives_no_help) X (no_agent_runs) X (was_off)  \
  /* drs-rules.c */                                                                                \
  X (an_older_rule_is_against_it)

#define DRS_ACTIONS(X) \
  /* drs-evacuate.c */                                                               \
  X (hold_back_admission) X (hold_back_manual) X (hold_back_off) X (hold_back_blind) \
  X (hold_back_lamed) X (evacuate) X (let_stay)                                      \
  /* drs-improve.c */                                                                \
  X (move_together)                                                                  \
  /* drs-look.c */                                                                   \
  X (let_ask_again) X (move) X (plan_to_look) X (look)                               \
  /* drs-switch.c */                                                                 \
  X (take_up_again) X (set_automation)                                               \
  /* drs-recommend.c */                                                              \
  X (apply) X (refuse_to_apply) X (forget_recommendations)                           \
  /* drs-rules.c */                                                                  \
  X (set_rule) X (refuse_rule)
/* clang-format on */

#define DRS_GUARD(NAME)  extern const SimGuard DRS_##NAME;
#define DRS_ACTION(NAME) extern const SimAction DRS_##NAME;
DRS_GUARDS (DRS_GUARD)
DRS_ACTIONS (DRS_ACTION)

#define DRS_ALWAYS  ALWAYS
#define DRS_NOTHING NOTHING

static inline const ModelCluster *
model_drs_cluster (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, model_drs_cluster (run, event))

/* AHV's scheduler is another one and only looks for hot spots; it is not modelled. */
static inline gboolean
model_is_drs (const SimRun *run, const SimEvent *event)
{
  return model_drs_cluster (run, event)->platform != MODEL_NUTANIX_AHV;
}

/* Where a VM that a rule does not want where it runs would better run; MODEL_NONE. */
guint32 model_drs_correction (const SimRun *run, guint32 rule, guint32 vm);

/* What need not be, and is done as far as there are slots; for VMs for which it only recommends, as far as it has been approved.
 * What waits for a slot goes on when one is free. */
void model_drs_improve (SimRun *run, const SimEvent *event);

/* Recommends instead: one list for the one before. Nothing is recommended any more. Makes the moves that have been approved;
 * TRUE when one waits for a slot. */
void model_drs_recommend (SimRun *run, const SimEvent *event);
void model_drs_withdraw (SimRun *run, guint32 cluster);
gboolean model_drs_move_approved (SimRun *run, const SimEvent *event);

#endif
