/* A step of the plan, from its turn to its end: it tells the machine that its verb is about to begin, and waits for the answer.
 * What is changed through vCenter is refused while vCenter is away. */

#include "models/ahv/ahv.h"
#include "models/capacity/growth.h"
#include "models/compute/hosts.h"
#include "models/guests/guests.h"
#include "models/ha/switch.h"
#include "models/plan/declared.h"
#include "models/plan/sequence.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/certificates.h"
#include "models/vsan/moves.h"
#include "models/words.h"

#define AT(STATE)  (1u << STEP_AT_##STATE)
#define ON(SIGNAL) STEP_ON_##SIGNAL
#define GO(STATE)  STEP_AT_##STATE

/* Every step before it says when it is over, and the one that says so is the one to name. */
GUARD (one_before_it_was_not_done, "a step before it was not done")
{
  guint state = run->model->machine_of[event->from] == MODEL_MACHINE_STEP ? sim_state (run, event->from)
                                                                          : STEP_AT_DONE;

  return state == STEP_AT_FAILED || state == STEP_AT_SKIPPED;
}

GUARD (all_before_it_are_done, "all steps before it are done")
{
  const ModelStep *step = &model_fleet (run)->steps[ME];

  for (guint32 i = 0; i < step->n_after; i++)
    if (STATE (STEP, step->after[i]) != STEP_AT_DONE)
      return FALSE;
  return TRUE;
}

GUARD (its_time_has_not_come, "it is not to begin yet")
{
  return sim_now (run) < model_fleet (run)->steps[ME].begins;
}

GUARD (the_one_before_is_not_over, "it is the same again, and the time before this one is not over")
{
  guint32 earlier = model_fleet (run)->steps[ME].earlier;
  guint state = earlier ? STATE (STEP, earlier - 1) : STEP_AT_DONE;

  return state == STEP_AT_WAITING || state == STEP_AT_RUNNING;
}

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

/* A quorum of the cluster, or one that spans several and has a member in it. */
static gboolean
has_member_of (const ModelFleet *fleet, const ModelGroup *group, guint32 cluster)
{
  for (guint32 m = 0; m < group->n_members; m++) {
    const ModelMember *member = &group->members[m];

    if (member->carrier == MODEL_CARRIER_VM                 ? fleet->vms[member->index].cluster == cluster
        : member->carrier == MODEL_CARRIER_HOST
              || member->carrier == MODEL_CARRIER_CVM ? fleet->hosts[member->index].cluster == cluster
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
    wrong += (!model_host_in_pool (run, host) && STATE (HOST, host) != HOST_AT_STANDBY && model_host_is_member (run, host))
             || model_host_state (run, host)->ha_error;
  for (guint32 group = 0; group < fleet->n_groups; group++)
    wrong += has_member_of (fleet, &fleet->groups[group], cluster_index) && STATE (QUORUM, group) != QUORUM_AT_WHOLE;
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

ACTION (start, "start it", "{a:step}",
        SENDS (TO (VCENTER, UPGRADE), TO (REMEDIATION, BEGIN), TO (AOS, BEGIN), TO (AHV_ROLL, BEGIN), TO (OPERATION, BEGIN), TO (NODE, ENTER), TO (NODE, EXIT), TO (HOST, ENTER),
               TO (HOST, EXIT), TO (HOST, ADD), TO (HOST, DISCONNECT), TO (HOST, RECONNECT), TO (VM, POWER_ON), TO (VM, MOVE_BY_HAND), TO (VM, RESERVE),
               TO (MIGRATION, RELOCATE), TO (DRS, SWITCH), TO (DRS, APPROVE), TO (DRS, SET_RULE), TO (VCLS, RETREAT), TO (VCLS, RESET), TO (VCHA, SET),
               TO (AGENT, RECONFIGURE), MODEL_SWITCHES_HA, TO (POLICY, SET), TO (COMPLIANCE, COMMIT), TO (STEP, FINISHED),
               TO (STEP, BROKEN), TO (STEP, GROW), TO (WITNESS, UPGRADE), TO (FORMAT, CONVERT), TO (RELAYOUT, LAY_OUT), TO (PRODUCT, UPGRADE), TO (SWITCH, UPGRADE),
               TO (ROUND, BEGIN), TO (SITE, ENTER), TO (SITE, LEAVE), TO (VOTES, TAKE_OVER), TO (GOVERNOR, COMMIT), TO (LICENCE, RELICENSE)))
{
  const ModelStep *step = &model_fleet (run)->steps[ME];

  sim_on_behalf (run, ME + 1);
  sim_tell (run, ME, 0);
  model_step_state (run, ME)->began = sim_now (run);
  model_look_at_sequence (run, ME);
  switch (step->verb) {
  case MODEL_VERB_UPGRADE_VCENTER:
    TELL (VCENTER, step->index, VCENTER_ON_UPGRADE, ME);
    break;
  case MODEL_VERB_REMEDIATE:
  case MODEL_VERB_PRE_CHECK:
  case MODEL_VERB_STAGE:
  case MODEL_VERB_UPGRADE_FIRMWARE:
    if (step->verb == MODEL_VERB_UPGRADE_FIRMWARE && model_is_ahv (model_fleet (run), step->index))
      TELL (AHV_ROLL, ME, AHV_ROLL_ON_BEGIN, 0);
    else
      TELL (REMEDIATION, ME, REMEDIATION_ON_BEGIN, 0);
    break;
  case MODEL_VERB_UPGRADE_AHV:
    TELL (AHV_ROLL, ME, AHV_ROLL_ON_BEGIN, 0);
    break;
  case MODEL_VERB_UPGRADE_AOS:
    TELL (AOS, ME, AOS_ON_BEGIN, 0);
    break;
  case MODEL_VERB_INVENTORY:
  case MODEL_VERB_UPGRADE_NCC:
  case MODEL_VERB_UPGRADE_FOUNDATION:
    TELL (OPERATION, ME, OPERATION_ON_BEGIN, 0);
    break;
  case MODEL_VERB_MAINTENANCE:
    if (model_host_is_ahv (model_fleet (run), step->index))
      TELL (NODE, step->index, NODE_ON_ENTER, ME);
    else
      TELL (HOST, step->index, HOST_ON_ENTER, step->enter_timeout ? step->enter_timeout : SIM_NEVER);
    break;
  case MODEL_VERB_LEAVE:
    if (model_host_is_ahv (model_fleet (run), step->index))
      TELL (NODE, step->index, NODE_ON_EXIT, ME);
    else
      TELL (HOST, step->index, HOST_ON_EXIT, step->exit_timeout ? step->exit_timeout : SIM_NEVER);
    break;
  case MODEL_VERB_DISCONNECT:
    TELL (HOST, step->index, HOST_ON_DISCONNECT, ME);
    break;
  case MODEL_VERB_RECONNECT:
    TELL (HOST, step->index, HOST_ON_RECONNECT, ME);
    break;
  case MODEL_VERB_ADD_HOST:
    TELL (HOST, step->index, HOST_ON_ADD, ME);
    break;
  case MODEL_VERB_REMOVE_HOST:
  case MODEL_VERB_REPLACE_HOST:
    TELL (HOST, step->index, HOST_ON_ENTER, step->enter_timeout ? step->enter_timeout : SIM_NEVER);
    break;
  case MODEL_VERB_POWER_ON:
    TELL (VM, step->index, VM_ON_POWER_ON, ME);
    break;
  case MODEL_VERB_MOVE:
    TELL (VM, step->index, VM_ON_MOVE_BY_HAND, ME);
    break;
  case MODEL_VERB_RELOCATE:
    TELL (MIGRATION, step->index, MIGRATION_ON_RELOCATE, ME);
    break;
  case MODEL_VERB_SET:
    (step->target == MODEL_TARGET_POLICY    ? set_policy
     : step->target == MODEL_TARGET_VM      ? set_vm
     : step->target == MODEL_TARGET_VCENTER ? set_vcenter
                                            : set_cluster) (run, event, step);
    break;
  case MODEL_VERB_VALIDATE:
    validate (run, event, step);
    break;
  case MODEL_VERB_GROW:
    TELL_IN (model_growth_after (step, 1), STEP, ME, STEP_ON_GROW, 1);
    break;
  case MODEL_VERB_WAIT:
    TELL_IN (step->duration, STEP, ME, STEP_ON_FINISHED, 0);
    break;
  case MODEL_VERB_UPGRADE_WITNESS:
    TELL (WITNESS, model_fleet (run)->clusters[step->index].vsan.witness, WITNESS_ON_UPGRADE, ME);
    break;
  case MODEL_VERB_UPGRADE_FORMAT:
    TELL (FORMAT, step->index, FORMAT_ON_CONVERT, ME);
    break;
  case MODEL_VERB_RELAYOUT:
    TELL (RELAYOUT, step->index, RELAYOUT_ON_LAY_OUT, ME);
    break;
  case MODEL_VERB_UPGRADE_PRODUCT:
    TELL (PRODUCT, step->index, PRODUCT_ON_UPGRADE, ME);
    break;
  case MODEL_VERB_UPGRADE_SWITCH:
    TELL (SWITCH, step->index, SWITCH_ON_UPGRADE, ME);
    break;
  case MODEL_VERB_UPGRADE_TOOLS:
  case MODEL_VERB_UPGRADE_HARDWARE:
    TELL (ROUND, ME, ROUND_ON_BEGIN, 0);
    break;
  case MODEL_VERB_APPROVE:
    TELL (DRS, step->index, DRS_ON_APPROVE, ME);
    break;
  case MODEL_VERB_RECONFIGURE_HA:
    TELL (AGENT, step->index, AGENT_ON_RECONFIGURE, ME);
    break;
  case MODEL_VERB_SITE_MAINTENANCE:
    TELL (SITE, step->index, SITE_ON_ENTER, ME);
    break;
  case MODEL_VERB_LEAVE_SITE:
    TELL (SITE, step->index, SITE_ON_LEAVE, ME);
    break;
  case MODEL_VERB_TAKE_OVER_SITE:
    TELL (VOTES, step->index, VOTES_ON_TAKE_OVER, ME);
    break;
  case MODEL_VERB_COMMIT:
    TELL (GOVERNOR, step->index, GOVERNOR_ON_COMMIT, 0);
    TELL (STEP, ME, STEP_ON_FINISHED, 0);
    break;
  case MODEL_VERB_VERIFY_CERTIFICATES:
    verify_certificates (run, event, step);
    break;
  case MODEL_VERB_RELICENSE:
    TELL (LICENCE, step->index, LICENCE_ON_RELICENSE, ME);
    break;
  case MODEL_VERB_CONSOLIDATE: /* a step for each host, see scenarios/consolidate.c */
  case MODEL_N_VERBS:
  default:
    g_assert_not_reached ();
  }
}

/* Month by month; what hosts carry too much of is found, and who adds up adds up again. */
ACTION (grow, "count anew what its VMs use", "{a:percent} more than at the beginning",
        SENDS (TO (STEP, GROW), TO (STEP, FINISHED), MODEL_CAPACITY_NOTICES))
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[ME];
  guint32 months = (guint32) event->arg, more = model_growth_added (step, months) - model_growth_added (step, months - 1);

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    if (!model_grows (fleet, step, c))
      continue;
    model_cluster_grow (run, c, model_cluster_state (run, c)->growth + more);
    for (MODEL_EACH_HOST (host, &fleet->clusters[c]))
      model_look_whether_overfull (run, host);
    model_notify_capacity (run, c);
    sim_tell (run, model_cluster_state (run, c)->growth, 0);
  }
  if (months == model_growth_months (step))
    TELL (STEP, ME, STEP_ON_FINISHED, 0);
  else
    TELL_IN (model_growth_after (step, months + 1) - model_growth_after (step, months), STEP, ME, STEP_ON_GROW, months + 1);
}

/* Hosts go on switching by what they were last told, and nobody tells them anything new. */
GUARD (its_switch_is_out_of_reach, "its turn has come, it changes a distributed switch, and vCenter is away")
{
  const ModelStep *step = &model_fleet (run)->steps[ME];
  const ModelPolicy *policy = &model_fleet (run)->policies[step->index];

  return step->verb == MODEL_VERB_SET && step->target == MODEL_TARGET_POLICY && (policy->kind == MODEL_POLICY_VDS || policy->kind == MODEL_POLICY_PORT_GROUP)
         && !model_vcenter_offers (run, policy->cluster, MODEL_FUNCTION_SWITCH)
         && all_before_it_are_done_test (run, event);
}

/* So do HA's agents, and DRS does not run: what a cluster is set to is vCenter's to change. */
GUARD (its_cluster_is_out_of_reach, "its turn has come, it sets a cluster, and vCenter is away")
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[ME];
  guint kind = step->target == MODEL_TARGET_POLICY ? fleet->policies[step->index].kind : MODEL_N_POLICY_KINDS;
  gboolean policy = kind == MODEL_POLICY_CLUSTER || kind == MODEL_POLICY_POOL || kind == MODEL_POLICY_VM;

  return step->verb == MODEL_VERB_SET && (policy || step->target == MODEL_TARGET_CLUSTER)
         && !model_vcenter_offers (run, policy ? fleet->policies[step->index].cluster : step->index, MODEL_FUNCTION_TASKS)
         && all_before_it_are_done_test (run, event);
}

ACTION (refuse_setting, "change nothing", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_step_state (run, ME)->began = sim_now (run);
  model_refuse_step (run, ME, MODEL_CHECK_VCENTER_DOWN);
}

static void
tell_those_after (SimRun *run, guint32 me)
{
  for (MODEL_EACH (step, model_links (run)->steps_after, me))
    TELL (STEP, *step, STEP_ON_READY, 0);
  if (model_fleet (run)->steps[me].later)
    TELL (STEP, model_fleet (run)->steps[me].later - 1, STEP_ON_READY, 0);
}

ACTION (end, "let the steps after it know", "after {a:ms}", SENDS (TO (STEP, READY), TO (PLAN, STEP_OVER)))
{
  ModelStepState *state = model_step_state (run, ME);

  state->ended = sim_now (run);
  state->measured = model_vsan_least_margin (run, &state->margin) ? 1 : 0;
  if (!state->measured)
    state->margin = 0;
  sim_tell (run, state->began == SIM_NEVER ? 0 : state->ended - state->began, 0);
  tell_those_after (run, ME);
  if (model_fleet (run)->steps[ME].target == MODEL_TARGET_CLUSTER)
    model_look_at_tools (run, model_fleet (run)->steps[ME].index);
  if (event->signal == STEP_ON_FINISHED)
    model_end_sequence (run, ME);
  TELL (PLAN, 0, PLAN_ON_STEP_OVER, ME);
}

ACTION (skip, "let the steps after it know", NULL, SENDS (TO (STEP, READY), TO (PLAN, STEP_OVER)))
{
  tell_those_after (run, ME);
  TELL (PLAN, 0, PLAN_ON_STEP_OVER, ME);
}

/* clang-format off */
const SimRow model_STEP_rows[] = {
  ROW    (AT (WAITING), ON (READY),    one_before_it_was_not_done, GO (SKIPPED), skip,  "{from} was not done",                     "model"),
  STAY   (AT (WAITING), ON (READY),    its_time_has_not_come,      NOTHING,              "its time has not come",                   "model"),
  STAY   (AT (WAITING), ON (READY),    the_one_before_is_not_over, NOTHING,              "the time before this one is not over",    "model"),
  ROW    (AT (WAITING), ON (READY),    its_switch_is_out_of_reach, GO (RUNNING), refuse_setting, "a distributed switch is changed through vCenter, which is away", "VC-05"),
  ROW    (AT (WAITING), ON (READY),    its_cluster_is_out_of_reach, GO (RUNNING), refuse_setting, "a cluster is configured through vCenter, which is away", "VC-05"),
  ROW    (AT (WAITING), ON (READY),    all_before_it_are_done,     GO (RUNNING), start, "nothing is before it any more",           "model"),
  IGNORE (AT (WAITING), ON (READY),    "others are before it"),
  IGNORE (AT (RUNNING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (READY), "it is decided"),
  ROW    (AT (RUNNING), ON (FINISHED), ALWAYS,                     GO (DONE),    end,   "what it started has ended as planned",    "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (FINISHED), "it is over"),
  ROW    (AT (RUNNING), ON (BROKEN),   ALWAYS,                     GO (FAILED),  end,   "what it started has ended otherwise",     "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (BROKEN), "it is over"),
  STAY   (AT (RUNNING), ON (GROW),     ALWAYS,                                   grow,  "a month has passed, and its workload has grown", "model"),
  IGNORE (AT (WAITING) | AT (DONE) | AT (FAILED) | AT (SKIPPED), ON (GROW), "it is over"),
};
/* clang-format on */
const guint model_STEP_n_rows = G_N_ELEMENTS (model_STEP_rows);
