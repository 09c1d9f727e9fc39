/* The setting machine: what a governor knows of one setting, and the way from there to its being right: written at once; or, by
 * what it asks of its host (D-17), only in maintenance, or with a restart there.
 *
 * A host restarts as it does in an upgrade, with all that may go wrong with that. A node of AHV goes down with the shutdown token in
 * hand, for which no governor asks here: what needs that waits for a step of the plan.
 *
 * Facts: D-17 D-19. */

#include "models/ahv/ahv.h"
#include "models/governance/governance.h"
#include "models/ha/switch.h"
#include "models/lcm/settings.h"
#include "models/notices.h"
#include "models/plan/policies.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << SETTING_AT_##STATE)
#define ON(SIGNAL) SETTING_ON_##SIGNAL
#define GO(STATE)  SETTING_AT_##STATE
#define KNOWN      (AT (UNKNOWN) | AT (COMPLIANT) | AT (NON_COMPLIANT) | AT (UNAVAILABLE))
#define ANY        ((1u << SETTING_N_STATES) - 1)
#define FLAPS      3 /* times that one has undone the other, after which they fight */

static guint32
my_host (const SimRun *run, const SimEvent *event)
{
  guint32 cell = model_setting_cell (run, ME);

  return cell < model_fleet (run)->n_cells ? model_cell_host (model_fleet (run), model_links (run), cell) : MODEL_NONE;
}

GUARD (it_needs_no_host, "it is written under running VMs")
{
  return my_host (run, event) == MODEL_NONE || model_setting_impact (run, ME) == MODEL_SETTING_NO_IMPACT;
}

GUARD (its_host_is_not_free, "its host is away or in other hands, or vCenter is away")
{
  guint32 host = my_host (run, event);

  return STATE (HOST, host) != HOST_AT_CONNECTED || !model_setting_answers (run, ME)
         || !model_vcenter_offers (run, model_fleet (run)->hosts[host].cluster, MODEL_FUNCTION_TASKS);
}

GUARD (its_node_goes_by_the_token, "its host is a node of AHV, which goes down with the shutdown token in hand")
{
  return model_host_is_ahv (model_fleet (run), my_host (run, event));
}

GUARD (its_host_is_out, "its host is in maintenance for it")
{
  return !it_needs_no_host_test (run, event);
}

GUARD (it_takes_a_restart, "it takes effect with the next boot of its host")
{
  return its_host_is_out_test (run, event) && model_setting_impact (run, ME) == MODEL_SETTING_REBOOT;
}

GUARD (it_cannot_be_written, "what carries it does not answer, or its governor's remediation fails")
{
  guint32 governor = model_setting_governor (run, ME);

  return model_governor_state (run, governor)->fails || !model_governor_runs (run, governor)
         || !model_setting_answers (run, ME);
}

GUARD (it_could_not_be_written_in_maintenance, "the same, and its host is in maintenance for it")
{
  return its_host_is_out_test (run, event) && it_cannot_be_written_test (run, event);
}

GUARD (it_was_not_written, "it could not be written")
{
  return model_setting_differs (run, ME);
}

/* A moment later, so that what has been told to switch has done so. */
static void
answer (SimRun *run, const SimEvent *event, gint64 failed)
{
  TELL_IN (1, GOVERNOR, model_setting_governor (run, ME), GOVERNOR_ON_ANSWERED, failed);
}

#define ANSWERS TO (GOVERNOR, ANSWERED)

ACTION (report, "say so", "{a:found-value}, wanted {b:wanted}", SENDS_NOTHING)
{
  guint32 cell = model_setting_cell (run, ME), governor = model_setting_governor (run, ME);
  ModelDriftState *drift = model_drift_state (run, cell);
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (GOVERNOR, governor), 0, model_setting_value (run, ME), ME };

  sim_tell (run, evidence[2], ME);
  if (!drift->since) /* it is as declared, and its governor wants something else */
    return;
  evidence[1] = sim_now (run) - (drift->since - 1);
  drift->found = TRUE;
  sim_find (run, MODEL_FIND_DRIFT_DETECTED, SIM_NOTE, model_setting_subject (run, ME), ACTOR (SETTING, ME), evidence);
}

static void
clear (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_DRIFT_DETECTED, model_setting_subject (run, ME), ACTOR (SETTING, ME));
}

ACTION (be_right, "be as wanted", NULL, SENDS_NOTHING)
{
  clear (run, event);
}

ACTION (check_first, "check first", NULL, SENDS (TO (SETTING, CHECKED)))
{
  TELL_IN (model_number (run, MODEL_SETTING_PRE_CHECK), SETTING, ME, SETTING_ON_CHECKED, 0);
}

ACTION (begin_to_write, "write it", NULL, SENDS (TO (SETTING, APPLIED)))
{
  TELL_IN (model_number (run, MODEL_SETTING_APPLY), SETTING, ME, SETTING_ON_APPLIED, 0);
}

/* Whatever is being upgraded there has one host fewer than it reckons with. */
static void
look_whether_it_meets_an_upgrade (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 host = my_host (run, event);

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (GOVERNOR, model_setting_governor (run, ME)), ACTOR (STEP, s) };
    ModelVerb verb = fleet->steps[s].verb;

    if (STATE (STEP, s) == STEP_AT_RUNNING && fleet->steps[s].target == MODEL_TARGET_CLUSTER
        && fleet->steps[s].index == fleet->hosts[host].cluster
        && (verb == MODEL_VERB_REMEDIATE || verb == MODEL_VERB_UPGRADE_FIRMWARE || verb == MODEL_VERB_UPGRADE_AHV))
      sim_find (run, MODEL_FIND_REMEDIATION_MEETS_UPGRADE, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  }
}

ACTION (take_host, "have its host go into maintenance", NULL, SENDS (TO (HOST, ENTER)))
{
  look_whether_it_meets_an_upgrade (run, event);
  TELL (HOST, my_host (run, event), HOST_ON_ENTER, model_number (run, MODEL_LCM_ENTER_TIMEOUT));
}

ACTION (write_in_maintenance, "write it there", "{a:ms}", SENDS (TO (SETTING, APPLIED)))
{
  SimTime takes = model_number (run, MODEL_SETTING_APPLY);

  sim_tell (run, takes, 0);
  TELL_IN (takes, SETTING, ME, SETTING_ON_APPLIED, 0);
}

/* Two that each put back what the other has changed. */
static void
look_whether_they_fight (SimRun *run, const SimEvent *event)
{
  guint32 cell = model_setting_cell (run, ME), me = model_setting_governor (run, ME) + 1;
  ModelDriftState *drift = model_drift_state (run, cell);
  guint32 other = drift->writer;
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  drift->writer = me;
  if (!other || other == me)
    return;
  if (drift->undone++ == 0)
    drift->fought = sim_now (run);
  if (drift->undone < FLAPS)
    return;
  evidence[0] = ACTOR (GOVERNOR, other - 1);
  evidence[1] = ACTOR (GOVERNOR, me - 1);
  evidence[2] = drift->undone;
  evidence[3] = (sim_now (run) - drift->fought) / (drift->undone - 1);
  sim_find (run, MODEL_FIND_AUTHORITIES_FIGHT, SIM_RISK, model_setting_subject (run, ME), 0, evidence);
  sim_find_renew (run, MODEL_FIND_AUTHORITIES_FIGHT, model_setting_subject (run, ME), 0, evidence);
}

/* Whether a step before this one has set it so on purpose. */
static gboolean
is_set_before (const ModelFleet *fleet, const ModelStep *step, ModelDeclared what)
{
  const char *key = what.kind == MODEL_DECLARED_DRS ? "drs" : "admission-control";

  for (guint32 i = 0; i < step->n_after; i++) {
    const ModelStep *set = &fleet->steps[step->after[i]];

    if (set->verb == MODEL_VERB_SET && set->target == MODEL_TARGET_CLUSTER && set->index == what.index
        && g_strcmp0 (set->set_key, key) == 0)
      return TRUE;
  }
  return FALSE;
}

/* What a step relies upon is put back in the middle of it: what it has switched off for its own length, or what the step before it
 * has set for it. */
static void
look_whether_it_undoes_a_step (SimRun *run, const SimEvent *event, ModelDeclared what)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (GOVERNOR, model_setting_governor (run, ME)), ME, ACTOR (STEP, s) };
    gboolean its_own = what.kind == MODEL_DECLARED_ADMISSION
                       && model_step_state (run, s)->switched_off >> MODEL_SWITCH_ADMISSION_CONTROL & 1;

    if (STATE (STEP, s) == STEP_AT_RUNNING && fleet->steps[s].target == MODEL_TARGET_CLUSTER
        && fleet->steps[s].index == what.index && (its_own || is_set_before (fleet, &fleet->steps[s], what)))
      sim_find (run, MODEL_FIND_REMEDIATION_UNDOES_STEP, SIM_RISK, model_cluster_thing (run->model, what.index), 0, evidence);
  }
}

#define WRITES TO (POLICY, REPAIR), TO (POLICY, SET), TO (DRS, SWITCH), MODEL_SWITCHES_HA

static void
write (SimRun *run, const SimEvent *event)
{
  const ModelGovernor *governor = &model_fleet (run)->governors[model_setting_governor (run, ME)];
  guint32 written = governor->written[ME - governor->first_setting], cell = model_setting_cell (run, ME);
  ModelDeclared what;

  look_whether_they_fight (run, event);
  clear (run, event);
  if (model_setting_of_cluster (run, ME, &what)) {
    look_whether_it_undoes_a_step (run, event, what);
    if (what.kind == MODEL_DECLARED_DRS)
      TELL (DRS, what.index, DRS_ON_SWITCH, model_fleet (run)->clusters[what.index].drs);
    else
      model_switch_admission (run, what.index, 0, TRUE);
    return;
  }
  if (written == MODEL_NONE)
    TELL (POLICY, cell, POLICY_ON_REPAIR, 0);
  else
    TELL (POLICY, cell, POLICY_ON_SET, model_fleet (run)->n_steps + written);
}

ACTION (be_written, "let its governor know", NULL, SENDS (WRITES, ANSWERS))
{
  write (run, event);
  answer (run, event, 0);
}

ACTION (be_written_and_leave, "let its host go", NULL, SENDS (WRITES, TO (HOST, EXIT)))
{
  write (run, event);
  TELL (HOST, my_host (run, event), HOST_ON_EXIT, SIM_NEVER);
}

ACTION (be_written_and_restart, "restart its host", NULL, SENDS (WRITES, TO (HOST, RESTART)))
{
  write (run, event);
  TELL (HOST, my_host (run, event), HOST_ON_RESTART, 0);
}

ACTION (leave, "let its host go", NULL, SENDS (TO (HOST, EXIT)))
{
  TELL (HOST, my_host (run, event), HOST_ON_EXIT, SIM_NEVER);
}

ACTION (fail, "let its governor know", NULL, SENDS (ANSWERS))
{
  sim_find_end (run, MODEL_FIND_REMEDIATION_MEETS_UPGRADE,
                my_host (run, event) == MODEL_NONE ? 0 : ACTOR (HOST, my_host (run, event)), 0);
  answer (run, event, 1);
}

ACTION (be_done, "let its governor know", NULL, SENDS (ANSWERS))
{
  sim_find_end (run, MODEL_FIND_REMEDIATION_MEETS_UPGRADE, ACTOR (HOST, my_host (run, event)), 0);
  answer (run, event, 0);
}

ACTION (need_nothing, "let its governor know", NULL, SENDS (ANSWERS))
{
  answer (run, event, 0);
}

/* clang-format off */
const SimRow model_SETTING_rows[] = {
  ROW    (KNOWN & ~AT (NON_COMPLIANT), ON (DIFFERS), ALWAYS, GO (NON_COMPLIANT), report,   "its governor has looked",                 "D-17"),
  IGNORE (ANY & ~(KNOWN & ~AT (NON_COMPLIANT)), ON (DIFFERS), "it is known, and perhaps being put right"),
  ROW    (KNOWN,             ON (MATCHES),  ALWAYS,               GO (COMPLIANT), be_right, "its governor has looked",                "D-17 D-19"),
  IGNORE (ANY & ~KNOWN,      ON (MATCHES),  "it is being put right"),
  ROW    (KNOWN,             ON (SILENT),   ALWAYS,               GO (UNAVAILABLE), NOTHING, "what carries it does not answer",       "D-17"),
  IGNORE (ANY & ~KNOWN,      ON (SILENT),   "it is being put right"),
  ROW    (AT (NON_COMPLIANT), ON (APPLY),   it_needs_no_host,     GO (APPLYING), begin_to_write, "it asks nothing of its host",       "D-17"),
  ROW    (AT (NON_COMPLIANT), ON (APPLY),   ALWAYS,               GO (CHECKING), check_first, "it needs its host in maintenance",     "D-17"),
  STAY   (ANY & ~AT (NON_COMPLIANT), ON (APPLY), ALWAYS,                         need_nothing, "it is not known to differ any more",  "model"),
  ROW    (AT (CHECKING),     ON (CHECKED),  its_node_goes_by_the_token, GO (NON_COMPLIANT), fail, "LCM takes that node down, or a step of the plan, and no governor", "N-53"),
  ROW    (AT (CHECKING),     ON (CHECKED),  its_host_is_not_free, GO (NON_COMPLIANT), fail,  "its host is away or in other hands",     "D-17"),
  ROW    (AT (CHECKING),     ON (CHECKED),  ALWAYS,               GO (ENTERING), take_host,  "the pre-check passes",                   "D-17"),
  IGNORE (ANY & ~AT (CHECKING), ON (CHECKED), "there was none"),
  ROW    (AT (ENTERING),     ON (HOST_DONE), ALWAYS,              GO (APPLYING), write_in_maintenance, "its host is in maintenance",   "D-17"),
  ROW    (AT (RESTARTING) | AT (LEAVING), ON (HOST_DONE), it_was_not_written,  GO (NON_COMPLIANT), fail,  "its host is back, and it is as before",  "D-17"),
  ROW    (AT (RESTARTING) | AT (LEAVING), ON (HOST_DONE), ALWAYS,              GO (COMPLIANT), be_done,   "its host is back",                       "D-17"),
  IGNORE (ANY & ~(AT (ENTERING) | AT (RESTARTING) | AT (LEAVING)), ON (HOST_DONE), "somebody else has waited for that"),
  ROW    (AT (ENTERING),     ON (HOST_BROKEN), ALWAYS,            GO (NON_COMPLIANT), fail,  "its host has not emptied, or may not go", "D-17"),
  ROW    (AT (RESTARTING) | AT (LEAVING), ON (HOST_BROKEN), it_was_not_written, GO (NON_COMPLIANT), fail, "its host does not come back, and it is as before", "D-17"),
  ROW    (AT (RESTARTING) | AT (LEAVING), ON (HOST_BROKEN), ALWAYS,            GO (COMPLIANT), be_done,   "it is written, whatever becomes of its host", "D-17"),
  IGNORE (ANY & ~(AT (ENTERING) | AT (RESTARTING) | AT (LEAVING)), ON (HOST_BROKEN), "it will see that when it writes"),
  ROW    (AT (APPLYING),     ON (APPLIED),  it_could_not_be_written_in_maintenance, GO (LEAVING), leave, "it could not be written",    "D-15 D-17"),
  ROW    (AT (APPLYING),     ON (APPLIED),  it_cannot_be_written, GO (NON_COMPLIANT), fail,  "it could not be written",                "D-15 D-17"),
  ROW    (AT (APPLYING),     ON (APPLIED),  it_takes_a_restart,   GO (RESTARTING), be_written_and_restart, "it is written, and takes effect with the next boot", "D-17 HST-03"),
  ROW    (AT (APPLYING),     ON (APPLIED),  its_host_is_out,      GO (LEAVING),  be_written_and_leave, "it is written, and takes effect", "D-17"),
  ROW    (AT (APPLYING),     ON (APPLIED),  ALWAYS,               GO (COMPLIANT), be_written, "it is written",                         "D-17"),
  IGNORE (ANY & ~AT (APPLYING), ON (APPLIED), "there was nothing to write"),
};
/* clang-format on */
const guint model_SETTING_n_rows = G_N_ELEMENTS (model_SETTING_rows);
