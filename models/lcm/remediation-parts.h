/* The remediation machine in parts: its table stands whole in remediation.c, and what its rows name in a file a subject. Only
 * they include this header. */

#ifndef MODEL_REMEDIATION_PARTS_H
#define MODEL_REMEDIATION_PARTS_H

#include "models/lcm/lcm.h"
#include "models/rehearsal.h"

/* clang-format off */
#define REMEDIATION_GUARDS(X) \
  /* remediation-begin.c */ \
  X (lcm_is_busy) X (lcm_refuses) X (its_manager_is_away) X (vcenter_serves) X (another_is_at_work) X (nothing_to_do) X (it_is_a_check) \
  X (a_check_refuses) X (it_is_parallel) X (hosts_are_asleep) \
  /* remediation-staging.c */ \
  X (it_is_to_stage) X (nothing_to_stage) X (it_was_the_last_but_not_all_have_it) \
  /* remediation-turns.c */ \
  X (all_are_back) X (all_are_back_with_failures) X (it_was_the_last) \
  X (it_holds_the_vcenter) X (vsan_resyncs)

#define REMEDIATION_ACTIONS(X) \
  /* remediation-begin.c */ \
  X (refuse_by_lcm) X (refuse_without_manager) X (refuse_without_vcenter) X (refuse_a_second) X (refuse_by_checks) X (check) \
  X (report_checks) X (report_compliant) X (prepare) X (prepare_and_wake) \
  X (await_the_others) X (begin_awake) X (prepare_in_parallel) \
  /* remediation-staging.c */ \
  X (stage) X (end_staging) \
  /* remediation-turns.c */ \
  X (wait_for_resync) X (take_hosts) X (take_offered) X (count_done) X (count_failed) \
  X (note_failed) X (note_done) \
  /* remediation-end.c */ \
  X (finish) X (finish_with_failures) X (stop) X (die)
/* clang-format on */

#define REMEDIATION_GUARD(NAME)  extern const SimGuard REMEDIATION_##NAME;
#define REMEDIATION_ACTION(NAME) extern const SimAction REMEDIATION_##NAME;
REMEDIATION_GUARDS (REMEDIATION_GUARD)
REMEDIATION_ACTIONS (REMEDIATION_ACTION)

#define REMEDIATION_ALWAYS  ALWAYS
#define REMEDIATION_NOTHING NOTHING

#define EACH_HOST(HOST) MODEL_EACH_LCM_HOST (HOST, model_fleet (run), ME)

/* A remediation is at work from its checks until it has ended; it takes hosts in two of these states. */
#define REMEDIATION_AT(STATE) (1u << REMEDIATION_AT_##STATE)
#define REMEDIATION_TAKES     (REMEDIATION_AT (ROLLING) | REMEDIATION_AT (PARALLEL))
#define REMEDIATION_AT_WORK                                                                                  \
  (REMEDIATION_AT (CHECKING) | REMEDIATION_AT (STAGING) | REMEDIATION_AT (WAKING) | REMEDIATION_TAKES        \
   | REMEDIATION_AT (STOPPING))

static inline const ModelStep *
model_remediation_step (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[ME];
}

static inline const ModelCluster *
model_remediation_cluster (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[model_remediation_step (run, event)->index];
}

#endif
