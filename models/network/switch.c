/* The switch machine: a distributed switch under vCenter, and its upgrade. It is one task for all attached hosts, and the
 * vendor's advice is to have DRS manual meanwhile, and to set it back (DR-20). Network I/O Control is upgraded with it
 * where the step says so; what version 2 had beyond version 3 is gone then (DR-19), see the policy machine.
 *
 * Facts: DR-20. */

#include "models/network/switches.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << SWITCH_AT_##STATE)
#define ON(SIGNAL) SWITCH_ON_##SIGNAL
#define GO(STATE)  SWITCH_AT_##STATE

static const ModelStep *
step_asked (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[event->arg];
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_functions[MODEL_FUNCTION_SWITCH]
              .in[model_vcenter_control (STATE (VCENTER, model_fleet (run)->switches[ME].vcenter))];
}

GUARD (has_it_already, "it has that version already, and that Network I/O Control")
{
  const ModelDvsState *state = model_switch_state (run, ME);
  const ModelStep *step = step_asked (run, event);

  return state->version == step->to && (!step->nioc || state->nioc == step->nioc);
}

GUARD (is_newer, "it has a newer version")
{
  const ModelDvsState *state = model_switch_state (run, ME);
  const ModelStep *step = step_asked (run, event);

  return state->version > step->to || (step->nioc && state->nioc > step->nioc);
}

/* DR-20: the advice is for the step from 6.5 or older to 6.6 or newer. */
static gboolean
wants_drs_manual (const SimRun *run, const SimEvent *event, ModelVersion to)
{
  ModelVersion has = model_switch_state (run, ME)->version;

  return has && has < MODEL_VERSION (6, 6, 0) && to >= MODEL_VERSION (6, 6, 0);
}

static gboolean
is_attached (const SimRun *run, const SimEvent *event, guint32 cluster)
{
  const ModelDvs *me = &model_fleet (run)->switches[ME];

  for (guint32 i = 0; i < me->n_hosts; i++)
    if (model_fleet (run)->hosts[me->hosts[i]].cluster == cluster)
      return TRUE;
  return FALSE;
}

ACTION (report, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
}

REFUSES (refuse_way_back, "change nothing", DOWNGRADE)
REFUSES (refuse_blind, "change nothing", VCENTER_DOWN)
REFUSES (refuse_busy, "change nothing", BUSY)

ACTION (upgrade, "upgrade it on all hosts at once", "to {a:version}, {b:hosts}",
        SENDS (TO (SWITCH, UPGRADED)))
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = step_asked (run, event);

  model_switch_state (run, ME)->step = (guint32) event->arg + 1;
  sim_tell (run, step->to, fleet->switches[ME].n_hosts);
  for (guint32 c = 0; wants_drs_manual (run, event, step->to) && c < fleet->n_clusters; c++) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { event->to, model_cluster_state (run, c)->automation };

    if (evidence[1] > MODEL_AUTOMATION_MANUAL && is_attached (run, event, c))
      sim_find (run, MODEL_FIND_DRS_DURING_SWITCH, SIM_RISK, model_cluster_thing (run->model, c), event->to,
                evidence);
  }
  TELL_IN (step->duration ? step->duration : model_number (run, MODEL_SWITCH_UPGRADE), SWITCH, ME,
           SWITCH_ON_UPGRADED, 0);
}

/* The step is answered, and what was said of DRS is over. */
static void
end (SimRun *run, const SimEvent *event, guint signal)
{
  ModelDvsState *state = model_switch_state (run, ME);

  for (guint32 c = 0; c < model_fleet (run)->n_clusters; c++)
    sim_find_end (run, MODEL_FIND_DRS_DURING_SWITCH, model_cluster_thing (run->model, c), event->to);
  sim_tell (run, state->version, 0);
  TELL (STEP, state->step - 1, signal, 0);
  state->step = 0;
}

ACTION (finish, "report", "on {a:version}", SENDS (TO (STEP, FINISHED), TO (POLICY, LIFECYCLE)))
{
  const ModelDvs *me = &model_fleet (run)->switches[ME];
  ModelDvsState *state = model_switch_state (run, ME);
  const ModelStep *step = &model_fleet (run)->steps[state->step - 1];
  gboolean nioc = state->nioc == 2 && step->nioc == 3;

  state->version = step->to;
  state->nioc = step->nioc ? step->nioc : state->nioc;
  for (guint32 i = 0; i < me->n_hosts; i++) {
    model_notify_lifecycle (run, me->hosts[i], MODEL_LIFECYCLE_SWITCH_UPGRADE);
    if (nioc)
      model_notify_lifecycle (run, me->hosts[i], MODEL_LIFECYCLE_NIOC_UPGRADE);
  }
  end (run, event, STEP_ON_FINISHED);
}

ACTION (break_off, "keep its version", "on {a:version}", SENDS (TO (STEP, BROKEN)))
{
  model_set_back (run, event->to, MODEL_SETBACK_SWITCH);
  end (run, event, STEP_ON_BROKEN);
}

/* clang-format off */
const SimRow model_SWITCH_rows[] = {
  STAY   (AT (CURRENT),   ON (UPGRADE),  vcenter_is_away,                refuse_blind,    "nobody changes a distributed switch without vCenter", "VC-05 VC-07"),
  STAY   (AT (CURRENT),   ON (UPGRADE),  has_it_already,                 report,          "there is nothing to do",                     "model"),
  STAY   (AT (CURRENT),   ON (UPGRADE),  is_newer,                       refuse_way_back, "there is no way back",                       "UPG-03"),
  ROW    (AT (CURRENT),   ON (UPGRADE),  ALWAYS,         GO (UPGRADING), upgrade,         "the plan has come to it",                    "UPG-04 DR-20"),
  STAY   (AT (UPGRADING), ON (UPGRADE),  ALWAYS,                         refuse_busy,     "it is being upgraded",                       "model"),
  ROW    (AT (UPGRADING), ON (UPGRADED), vcenter_is_away, GO (CURRENT),  break_off,       "vCenter has gone in the middle of the task", "VC-05"),
  ROW    (AT (UPGRADING), ON (UPGRADED), ALWAYS,         GO (CURRENT),   finish,          "the upgrade has ended",                      "DR-19 DR-20"),
  IGNORE (AT (CURRENT),   ON (UPGRADED), "nothing is under way"),
};
/* clang-format on */
const guint model_SWITCH_n_rows = G_N_ELEMENTS (model_SWITCH_rows);

guint32
model_switch_obstacles (const SimRun *run, guint32 vcenter)
{
  guint32 obstacles = 0;

  for (guint32 s = 0; s < model_fleet (run)->n_switches; s++) {
    const ModelDvsState *state = model_switch_state (run, s);

    if (model_fleet (run)->switches[s].vcenter != vcenter)
      continue;
    if (state->version && state->version < MODEL_VERSION (6, 0, 0))
      obstacles |= 1u << MODEL_OBSTACLE_OLD_SWITCH;
    if (state->nioc == 2)
      obstacles |= 1u << MODEL_OBSTACLE_NIOC_2;
  }
  return obstacles;
}

gboolean
model_switch_waits_for_hosts (const SimRun *run, guint32 index, ModelVersion to)
{
  const ModelDvs *me = &model_fleet (run)->switches[index];

  for (guint32 i = 0; i < me->n_hosts; i++) {
    ModelVersion version = model_host_state (run, me->hosts[i])->version;

    if (version && version < to)
      return TRUE;
  }
  return FALSE;
}

static gboolean
upgrades_a_switch_of (const ModelFleet *fleet, const ModelStep *step, guint32 cluster)
{
  const ModelDvs *s = step->verb == MODEL_VERB_UPGRADE_SWITCH ? &fleet->switches[step->index] : NULL;

  for (guint32 i = 0; s && i < s->n_hosts; i++)
    if (fleet->hosts[s->hosts[i]].cluster == cluster)
      return TRUE;
  return FALSE;
}

/* What a step has just set is on its way to DRS when the plan ends with that step. */
static gint64
automation_at_the_end (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 automation = model_cluster_state (run, cluster)->automation;

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    const ModelStep *step = &fleet->steps[s];

    if (step->verb != MODEL_VERB_SET || step->target != MODEL_TARGET_CLUSTER || step->index != cluster
        || !g_str_equal (step->set_key, "drs") || model_step_state (run, s)->ended != sim_now (run))
      continue;
    for (guint32 i = 0; model_automation_words[i]; i++)
      if (g_str_equal (model_automation_words[i], step->set_value))
        automation = i;
  }
  return automation;
}

void
model_look_whether_drs_is_left (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 evidence[SIM_EVIDENCE_MAX] = { automation_at_the_end (run, cluster), fleet->clusters[cluster].drs };
  gboolean upgraded = FALSE;

  for (guint32 s = 0; s < fleet->n_steps; s++)
    upgraded |= upgrades_a_switch_of (fleet, &fleet->steps[s], cluster);
  if (upgraded && evidence[0] < evidence[1])
    sim_find (run, MODEL_FIND_DRS_LEFT_MANUAL, SIM_RISK, model_cluster_thing (run->model, cluster), 0,
              evidence);
}
