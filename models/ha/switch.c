#include "models/ha/switch.h"

#include "models/lcm/settings.h"
#include "models/rehearsal.h"
#include "models/words.h"

gboolean
model_ha_is_on (const SimRun *run, guint32 cluster)
{
  return model_ha_cluster (run, cluster)->on;
}

/* Those that vCenter does not reach go on, and are taken when it reaches them. The slaves first: they would hold an election if
 * their master went before them. */
static void
take_agents (SimRun *run, const ModelCluster *cluster)
{
  for (guint masters = 0; masters < 2; masters++)
    for (MODEL_EACH_HOST (host, cluster))
      if ((STATE (AGENT, host) == AGENT_AT_MASTER) == masters)
        TELL (AGENT, host, AGENT_ON_DISABLE, 0);
}

static void
configure_agents (SimRun *run, const ModelCluster *cluster)
{
  for (MODEL_EACH_HOST (host, cluster)) {
    guint state = STATE (HOST, host);

    if (state == HOST_AT_CONNECTED || state == HOST_AT_PARTIAL || state == HOST_AT_ENTERING
        || state == HOST_AT_STUCK)
      TELL (AGENT, host, AGENT_ON_START, 0);
  }
}

void
model_switch_ha (SimRun *run, guint32 cluster, guint32 step, gboolean on)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  ModelHaCluster *ha = model_ha_cluster (run, cluster);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  if (ha->on == on)
    return;
  ha->on = (guint8) on;
  ha->switched_by = step + 1;
  (on ? configure_agents : take_agents) (run, c);
  for (MODEL_EACH_VM (vm, c)) {
    evidence[0] += STATE (RESTART, vm) == RESTART_AT_PROTECTED ? 1 : 0;
    TELL (RESTART, vm, on ? RESTART_ON_HA_ON : RESTART_ON_HA_OFF, 0);
  }
  if (!on)
    sim_find (run, MODEL_FIND_HA_OFF, SIM_RISK, model_cluster_thing (run->model, cluster), 0, evidence);
  TELL (ADMISSION, cluster, ADMISSION_ON_REVIEW, 0);
}

/* A setting, and nobody is told: no election, no configuration. */
void
model_switch_monitoring (SimRun *run, guint32 cluster, guint32 step, gboolean on)
{
  model_ha_cluster (run, cluster)->monitoring = (guint8) on;
  model_ha_cluster (run, cluster)->monitoring_by = step + 1;
}

/* Written down here and not when the machine hears of it: HA may be off just now, and the plan may be over with this step. */
void
model_switch_admission (SimRun *run, guint32 cluster, guint32 step, gboolean on)
{
  guint32 *off_by = &model_cluster_state (run, cluster)->admission_off_by;

  if (on) {
    *off_by = 0;
    sim_find_end (run, MODEL_FIND_SETTING_LEFT_OFF, model_cluster_thing (run->model, cluster), 0);
  } else if (!*off_by && model_fleet (run)->clusters[cluster].admission != MODEL_ADMISSION_OFF)
    *off_by = step + 1;
  TELL (ADMISSION, cluster, on ? ADMISSION_ON_SWITCH_ON : ADMISSION_ON_SWITCH_OFF, on ? 0 : step);
}

SimId
model_ha_is_switched_on_by (const SimRun *run, guint32 cluster)
{
  const ModelHaCluster *ha = model_ha_cluster (run, cluster);

  for (MODEL_EACH_HOST (host, &model_fleet (run)->clusters[cluster]))
    if (ha->on && ha->switched_by && STATE (AGENT, host) == AGENT_AT_CONFIGURING)
      return ACTOR (STEP, ha->switched_by - 1);
  return 0;
}

static void
find_left_off (SimRun *run, guint32 cluster, guint32 by, ModelSwitch which)
{
  SimId step = ACTOR (STEP, by - 1);
  gint64 evidence[SIM_EVIDENCE_MAX] = { step, which };

  sim_find (run, MODEL_FIND_SETTING_LEFT_OFF, SIM_RISK, model_cluster_thing (run->model, cluster), step,
            evidence);
}

/* Of a remediation that has died somebody has said so already. */
static gboolean
is_said (const SimRun *run, guint32 cluster)
{
  return sim_find_is_open (run, MODEL_FIND_SETTING_LEFT_OFF, model_cluster_thing (run->model, cluster), 0);
}

void
model_find_ha_left_off (SimRun *run, guint32 cluster)
{
  const ModelHaCluster *ha = model_ha_cluster (run, cluster);
  guint32 admission_off_by = model_cluster_state (run, cluster)->admission_off_by;

  if (!ha->on && ha->switched_by)
    find_left_off (run, cluster, ha->switched_by, MODEL_SWITCH_HA);
  if (!ha->monitoring && ha->monitoring_by)
    find_left_off (run, cluster, ha->monitoring_by, MODEL_SWITCH_HOST_MONITORING);
  if (admission_off_by && !is_said (run, cluster))
    find_left_off (run, cluster, admission_off_by, MODEL_SWITCH_ADMISSION_CONTROL);
}
