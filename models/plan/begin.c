#include "models/plan/begin.h"

#include "models/ahv/ahv.h"
#include "models/capacity/growth.h"
#include "models/compute/hosts.h"
#include "models/plan/declared.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/certificates.h"
#include "models/vsan/moves.h"

/* ---- Settings ---- */

static void
set_cluster (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  if (step->rule != MODEL_NONE) {
    TELL (DRS, step->index, DRS_ON_SET_RULE, ME);
    return; /* it answers by itself */
  }
  if (g_str_equal (step->set_key, "drs"))
    for (guint32 i = 0; model_automation_words[i]; i++) {
      if (g_str_equal (model_automation_words[i], step->set_value))
        TELL (DRS, step->index, DRS_ON_SWITCH, i);
    }
  else if (g_str_equal (step->set_key, "ha"))
    model_switch_ha (run, step->index, ME, g_str_equal (step->set_value, "on"));
  else if (g_str_equal (step->set_key, "host-monitoring"))
    model_switch_monitoring (run, step->index, ME, g_str_equal (step->set_value, "on"));
  else if (g_str_equal (step->set_key, "image")) {
    const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

    model_cluster_state (run, step->index)->image = step->to;
    for (MODEL_EACH_HOST (host, cluster))
      TELL (COMPLIANCE, host, COMPLIANCE_ON_COMMIT, step->to);
  } else if (g_str_equal (step->set_key, "retreat-mode")) {
    TELL (VCLS, step->index, g_str_equal (step->set_value, "on") ? VCLS_ON_RETREAT : VCLS_ON_RESET, ME);
    return; /* it answers by itself */
  } else if (g_str_equal (step->set_key, "repair-timer"))
    model_vsan_set_repair_timer (run, step->index, step->duration);
  else
    model_switch_admission (run, step->index, ME, g_str_equal (step->set_value, "on"));
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
set_vm (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL (VM, step->index, VM_ON_RESERVE, ME);
}

static void
set_vcenter (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL (VCHA, step->index, VCHA_ON_SET, ME);
}

static void
set_policy (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  const ModelPolicy *policy = &model_fleet (run)->policies[step->index];

  for (guint32 cell = policy->first_cell; cell < policy->first_cell + policy->n_cells; cell++)
    TELL (POLICY, cell, POLICY_ON_SET, ME);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
set (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  (step->target == MODEL_TARGET_POLICY    ? set_policy
   : step->target == MODEL_TARGET_VM      ? set_vm
   : step->target == MODEL_TARGET_VCENTER ? set_vcenter
                                          : set_cluster) (run, event, step);
}

/* ---- Validating ---- */

/* A quorum of the cluster, or one that spans several and has a member in it. */
static gboolean
has_member_of (const ModelFleet *fleet, const ModelGroup *group, guint32 cluster)
{
  for (guint32 m = 0; m < group->n_members; m++) {
    const ModelMember *member = &group->members[m];

    if (member->carrier == MODEL_CARRIER_VM ? fleet->vms[member->index].cluster == cluster
        : member->carrier == MODEL_CARRIER_HOST || member->carrier == MODEL_CARRIER_CVM
            ? fleet->hosts[member->index].cluster == cluster
            : FALSE)
      return TRUE;
  }
  return group->cluster == cluster;
}

/* What a person would check before trusting the cluster: hosts in the pool, HA covered, quorum whole, settings and policies as
 * declared. */
static guint32
count_wrong (const SimRun *run, guint32 cluster_index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_index];
  guint32 wrong = STATE (ADMISSION, cluster_index) == ADMISSION_AT_VIOLATED;

  wrong += model_n_not_as_declared (run, cluster_index);

  if (sim_find_is_open (run, MODEL_FIND_CLUSTER_INVALID, model_cluster_thing (run->model, cluster_index), 0))
    wrong++;
  for (MODEL_EACH_HOST (host, cluster))
    wrong += (!model_host_in_pool (run, host) && STATE (HOST, host) != HOST_AT_STANDBY
              && model_host_is_member (run, host))
             || model_host_state (run, host)->ha_error;
  for (guint32 group = 0; group < fleet->n_groups; group++)
    wrong += has_member_of (fleet, &fleet->groups[group], cluster_index)
             && STATE (QUORUM, group) != QUORUM_AT_WHOLE;
  for (guint32 cell = 0; cell < fleet->n_cells; cell++)
    wrong += fleet->policies[model_links (run)->policy_of_cell[cell]].cluster == cluster_index
             && STATE (POLICY, cell) != POLICY_AT_IN_POLICY;
  return wrong;
}

static void
validate (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { count_wrong (run, step->index) };

  if (evidence[0])
    sim_find (run, MODEL_FIND_VALIDATION_FAILED, SIM_RISK, event->to, 0, evidence);
  sim_send (run, 0, event->to, evidence[0] ? STEP_ON_BROKEN : STEP_ON_FINISHED, 0);
}

/* ---- Certificates ---- */

static void
verify_certificates (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  if (model_vcenter_availability (run, step->index, MODEL_FUNCTION_TASKS) != MODEL_AVAILABLE_WORKS) {
    model_refuse_step (run, ME, MODEL_CHECK_VCENTER_DOWN);
    return;
  }
  model_certificate_verify (run, step->index);
  sim_send (run, 0, event->to, STEP_ON_FINISHED, 0);
}

/* ---- Hosts ---- */

static void
empty (SimRun *run, const SimEvent *event G_GNUC_UNUSED, const ModelStep *step)
{
  TELL (HOST, step->index, HOST_ON_ENTER, step->enter_timeout ? step->enter_timeout : SIM_NEVER);
}

static void
enter (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  if (model_host_is_ahv (model_fleet (run), step->index))
    TELL (NODE, step->index, NODE_ON_ENTER, ME);
  else
    empty (run, event, step);
}

static void
leave (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  if (model_host_is_ahv (model_fleet (run), step->index))
    TELL (NODE, step->index, NODE_ON_EXIT, ME);
  else
    TELL (HOST, step->index, HOST_ON_EXIT, step->exit_timeout ? step->exit_timeout : SIM_NEVER);
}

static void
flash (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  if (model_is_ahv (model_fleet (run), step->index))
    TELL (AHV_ROLL, ME, AHV_ROLL_ON_BEGIN, 0);
  else
    TELL (REMEDIATION, ME, REMEDIATION_ON_BEGIN, 0);
}

/* ---- Others ---- */

static void
upgrade_witness (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL (WITNESS, model_fleet (run)->clusters[step->index].vsan.witness, WITNESS_ON_UPGRADE, ME);
}

static void
commit (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL (GOVERNOR, step->index, GOVERNOR_ON_COMMIT, 0);
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

static void
grow (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL_IN (model_growth_after (step, 1), STEP, ME, STEP_ON_GROW, 1);
}

static void
wait (SimRun *run, const SimEvent *event, const ModelStep *step)
{
  TELL_IN (step->duration, STEP, ME, STEP_ON_FINISHED, 0);
}

/* ---- Each verb ---- */

/* clang-format off */
static const struct {
  void (*by) (SimRun *run, const SimEvent *event, const ModelStep *step); /* or NULL */
  guint machine, signal;
  gboolean of_step;
} begins[MODEL_N_VERBS] = {
#define OF_STEP(M, SIGNAL)  NULL, MODEL_MACHINE_##M, M##_ON_##SIGNAL, TRUE
#define OF_THING(M, SIGNAL) NULL, MODEL_MACHINE_##M, M##_ON_##SIGNAL, FALSE
#define BY(FUNCTION)        FUNCTION, 0, 0, FALSE
#define VERB(NAME, WORD, STAGE, BEGINS) { BEGINS },
#include "models/plan/verbs.def"
#undef VERB
};
/* clang-format on */

void
model_begin_step (SimRun *run, const SimEvent *event)
{
  const ModelStep *step = &model_fleet (run)->steps[ME];

  g_assert (step->verb != MODEL_VERB_CONSOLIDATE);
  if (begins[step->verb].by)
    begins[step->verb].by (run, event, step);
  else if (begins[step->verb].of_step)
    sim_send (run, 0, model_actor (run, begins[step->verb].machine, ME), begins[step->verb].signal, 0);
  else
    sim_send (run, 0, model_actor (run, begins[step->verb].machine, step->index), begins[step->verb].signal,
              ME);
}
