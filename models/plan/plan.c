/* The plan as a whole. It is a graph of steps: a step begins when all steps that it comes after are done, and is skipped
 * when one of them was not. Steps that do not come after one another run side by side, and what fails in one cluster does not
 * stop another's (LCM-09).
 *
 * Facts: LCM-09. */

#include "models/ahv/contention.h"
#include "models/compute/gpus.h"
#include "models/compute/hosts.h"
#include "models/compute/mixed.h"
#include "models/compute/rules.h"
#include "models/cost/breach.h"
#include "models/governance/governance.h"
#include "models/guests/guests.h"
#include "models/ha/switch.h"
#include "models/network/switches.h"
#include "models/notices.h"
#include "models/plan/policies.h"
#include "models/rehearsal.h"
#include "models/vsan/moves.h"
#include "models/words.h"

#define AT(STATE)  (1u << PLAN_AT_##STATE)
#define ON(SIGNAL) PLAN_ON_##SIGNAL
#define GO(STATE)  PLAN_AT_##STATE

static gboolean
step_is_over (const SimRun *run, guint32 step)
{
  guint state = STATE (STEP, step);

  return state == STEP_AT_DONE || state == STEP_AT_FAILED || state == STEP_AT_SKIPPED;
}

static guint32
steps_left (const SimRun *run)
{
  guint32 left = 0;

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++)
    left += !step_is_over (run, s);
  return left;
}

GUARD (every_step_is_over, "every step has ended")
{
  return steps_left (run) == 0;
}

/* What is wrong before anything has begun: found now, so that nobody takes it for the plan's doing. */
static void
take_stock (SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    model_notify_admission (run, c);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    model_look_at_hardware (run, c);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    model_look_at_tools (run, c);
  for (guint32 g = 0; g < fleet->n_groups; g++)
    if (STATE (QUORUM, g) != QUORUM_AT_WHOLE)
      TELL (QUORUM, g, QUORUM_ON_CHANGED, 0);
  for (guint32 c = 0; fleet->has_vsan && c < fleet->n_clusters; c++)
    if (STATE (VSAN, c) != VSAN_AT_WHOLE)
      TELL (VSAN, c, VSAN_ON_CHANGED, 0);
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    model_look_at_disabled_rules (run, c);
    model_look_at_hidden_rules (run, c);
  }
  for (guint32 host = 0; host < fleet->n_hosts; host++) {
    model_look_whether_disconnected (run, host);
    model_ahv_weigh_and_tell (run, host);
    model_look_whether_overfull (run, host);
    model_look_at_guest_licences (run, host);
    if (model_has_vsan (run, host)) {
      model_vsan_look_at_room (run, host);
      if (model_vsan_is_nearly_full (run, host, 0))
        TELL (DECOMMISSION, host, DECOMMISSION_ON_AGAIN, 0);
    }
  }
  for (guint32 v = 0; v < fleet->n_vcenters; v++)
    for (guint node = 0; fleet->vcenters[v].vcha && node < MODEL_VCHA_NODES; node++)
      if (!model_vm_is_on (run, fleet->vcenters[v].nodes[node])) /* no host had room for it */
        TELL (VCHA, v, VCHA_ON_CHANGED, 0);
  for (guint32 cell = 0; cell < fleet->n_cells; cell++) {
    gint64 evidence[SIM_EVIDENCE_MAX]
        = { model_cell_value (run, cell), model_links (run)->policy_of_cell[cell] };

    if (STATE (POLICY, cell) == POLICY_AT_DRIFTED)
      sim_find (run, MODEL_FIND_DRIFT_PREEXISTING, SIM_NOTE, ACTOR (POLICY, cell), 0, evidence);
  }
  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_REFUSED_NO_ROOM };

    if (model_vm_is_on (run, vm)) {
      model_inherit_policies (run, vm);
      model_look_at_cards (run, vm);
    } else if (fleet->vms[vm].power == MODEL_POWER_ON && STATE (VM, vm) == VM_AT_OFF) /* and did not fall at once */
      sim_find (run, MODEL_FIND_POWER_ON_REFUSED, SIM_RISK, ACTOR (VM, vm), 0, evidence);
  }
}

#define STOCK TO (ADS, LOAD), MODEL_ADMISSION_NOTICES, TO (QUORUM, CHANGED), TO (VSAN, CHANGED), TO (VCHA, CHANGED), TO (DECOMMISSION, AGAIN)

ACTION (look_only, "take stock", NULL, SENDS (STOCK))
{
  take_stock (run);
}

ACTION (begin, "take stock, let the steps begin that come after none", "{a:steps}",
        SENDS (STOCK, TO (STEP, READY), TO (PLAN, WINDOW_END)))
{
  const ModelFleet *fleet = model_fleet (run);

  take_stock (run);
  sim_tell (run, fleet->n_steps, 0);
  if (fleet->window)
    TELL_IN (fleet->window, PLAN, 0, PLAN_ON_WINDOW_END, 0);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].n_after == 0 || fleet->steps[s].begins)
      TELL_IN (fleet->steps[s].begins, STEP, s, STEP_ON_READY, 0);
}

ACTION (exceed, "say so", "{a:steps} not over", SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_fleet (run)->window, steps_left (run) };

  sim_find (run, MODEL_FIND_WINDOW_EXCEEDED, SIM_RISK, event->to, 0, evidence);
  sim_tell (run, evidence[1], 0);
}

static gboolean
somebody_looked (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb == MODEL_VERB_VALIDATE && fleet->steps[s].index == cluster
        && (STATE (STEP, s) == STEP_AT_DONE || STATE (STEP, s) == STEP_AT_FAILED))
      return TRUE;
  return FALSE;
}

/* What is not as declared at the end, and nobody has looked. */
ACTION (close, "take stock", NULL, SENDS_NOTHING)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelLinks *links = model_links (run);

  sim_find_end (run, MODEL_FIND_WINDOW_EXCEEDED, event->to, 0);
  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    guint32 by = model_vcls_state (run, c)->retreat;

    model_find_ha_left_off (run, c);
    gint64 evidence[SIM_EVIDENCE_MAX] = { by ? ACTOR (STEP, by - 1) : 0 };

    model_look_whether_drs_is_left (run, c);
    model_look_whether_rules_are_left (run, c);
    if (by)
      sim_find (run, MODEL_FIND_RETREAT_LEFT_ON, SIM_RISK, model_cluster_thing (run->model, c), 0, evidence);
  }
  for (guint32 cell = 0; cell < fleet->n_cells; cell++) {
    guint32 policy = links->policy_of_cell[cell];
    gint64 evidence[SIM_EVIDENCE_MAX] = { model_cell_value (run, cell), policy };

    if (STATE (POLICY, cell) != POLICY_AT_IN_POLICY
        && !somebody_looked (run, fleet->policies[policy].cluster) && !model_cell_is_governed (run, cell))
      sim_find (run, MODEL_FIND_DRIFT_UNDETECTED, SIM_RISK, ACTOR (POLICY, cell), 0, evidence);
  }
}

/* clang-format off */
const SimRow model_PLAN_rows[] = {
  ROW    (AT (READY),   ON (START),      every_step_is_over, GO (OVER),    look_only, "there is nothing to do",               "model"),
  ROW    (AT (READY),   ON (START),      ALWAYS,             GO (ROLLING), begin,   "the rehearsal begins",                 "model"),
  IGNORE (AT (ROLLING) | AT (LATE) | AT (OVER), ON (START), "it has begun"),
  ROW    (AT (ROLLING) | AT (LATE), ON (STEP_OVER), every_step_is_over, GO (OVER), close, "the last step has ended",        "model"),
  IGNORE (AT (READY) | AT (ROLLING) | AT (LATE) | AT (OVER), ON (STEP_OVER), "there are others"),
  ROW    (AT (ROLLING), ON (WINDOW_END), ALWAYS,             GO (LATE),    exceed,  "the maintenance window is over",       "model"),
  IGNORE (AT (READY) | AT (LATE) | AT (OVER), ON (WINDOW_END), "the plan is over"),
};
/* clang-format on */
const guint model_PLAN_n_rows = G_N_ELEMENTS (model_PLAN_rows);
