/* See settings.h. With DPM off nobody wakes the hosts that are in standby then, unless the remediation does. Fault Tolerance comes
 * back pair by pair, see models/compute/fault-tolerance.h. Update Manager skips the cluster where it is told to leave them on
 * (Q-08).
 *
 * Facts: DR-27 LCM-15 LCM-17 Q-08. */

#include "models/lcm/settings.h"

#include "models/compute/fault-tolerance.h"
#include "models/compute/hosts.h"
#include "models/ha/admission.h"
#include "models/ha/switch.h"
#include "models/rehearsal.h"
#include "models/words.h"

const char *const model_switch_words[]
    = { "admission control", "DPM", "Fault Tolerance", "removable media", "vSphere HA",
        "host monitoring",   NULL };

static const ModelStep *
step_of (const SimRun *run, guint32 step)
{
  return &model_fleet (run)->steps[step];
}

static SimId
cluster_of (const SimRun *run, guint32 step)
{
  return model_cluster_thing (run->model, step_of (run, step)->index);
}

static void
find_left_off (SimRun *run, guint32 step, ModelSwitch which, SimId subject, SimId about)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, step), which };

  sim_find (run, MODEL_FIND_SETTING_LEFT_OFF, SIM_RISK, subject, about, evidence);
}

/* ---- Admission control: a machine of its own ---- */

static gboolean
admission_is_asked (const ModelStep *step)
{
  return step->disable_admission_control;
}

static gboolean
admission_is_on (const SimRun *run, guint32 step)
{
  return model_admission_is_on (run, step_of (run, step)->index);
}

static void
admission_switch (SimRun *run, guint32 step, gboolean on)
{
  model_switch_admission (run, step_of (run, step)->index, step, on);
}

static void
admission_find (SimRun *run, guint32 step)
{
  find_left_off (run, step, MODEL_SWITCH_ADMISSION_CONTROL, cluster_of (run, step), 0);
}

/* ---- DPM ---- */

/* LCM-15: with an image, vLCM switches it off unasked; baselines have to be told. */
static gboolean
dpm_is_asked (const ModelStep *step)
{
  return step->dpm == MODEL_SETTING_DISABLE
         || (step->dpm == MODEL_SETTING_UNSAID && step->method != MODEL_METHOD_BASELINE
             && step->method != MODEL_METHOD_AUTO_DEPLOY);
}

static gboolean
dpm_is_on (const SimRun *run, guint32 step)
{
  guint32 cluster = step_of (run, step)->index;
  const ModelClusterState *state = model_cluster_state (run, cluster);

  return model_fleet (run)->clusters[cluster].dpm && !state->dpm_off_by
         && model_fleet (run)->clusters[cluster].vsan.architecture == MODEL_VSAN_NONE /* whose hosts hold data: it is off there */
         && state->automation != MODEL_AUTOMATION_OFF;
}

static void
dpm_switch (SimRun *run, guint32 step, gboolean on)
{
  model_cluster_state (run, step_of (run, step)->index)->dpm_off_by = on ? 0 : step + 1;
  TELL (DPM, step_of (run, step)->index, on ? DPM_ON_SWITCH_ON : DPM_ON_SWITCH_OFF, on ? 0 : step);
}

static void
dpm_find (SimRun *run, guint32 step)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, step) };

  find_left_off (run, step, MODEL_SWITCH_DPM, cluster_of (run, step),
                 ACTOR (DRS, step_of (run, step)->index));
  for (MODEL_EACH_HOST (host, c))
    if (STATE (HOST, host) == HOST_AT_STANDBY)
      sim_find (run, MODEL_FIND_LEFT_IN_STANDBY, SIM_RISK, ACTOR (HOST, host), 0, evidence);
}

/* ---- Fault Tolerance: of each VM that has it, switched for all of the cluster ---- */

static gboolean
ft_is_asked (const ModelStep *step)
{
  return step->disable_fault_tolerance;
}

static gboolean
has_ft (const SimRun *run, guint32 vm)
{
  return model_vm_state (run, vm)->devices >> MODEL_DEVICE_FAULT_TOLERANCE & 1;
}

static gboolean
ft_is_on (const SimRun *run, guint32 step)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c))
    if (model_ft_is_on (run, vm))
      return TRUE;
  return FALSE;
}

/* On again, of each VM that can have it. */
static void
ft_switch (SimRun *run, guint32 step, gboolean on)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c))
    if (has_ft (run, vm) && (!on || model_ft_may_be_on (run, vm)))
      model_ft_turn (run, vm, on);
}

/* DR-28, B11: the hosts of a pair need the same patches. Any that has it may have it back, and the others are found. */
static gboolean
ft_may_be_on (const SimRun *run, guint32 step)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c))
    if (has_ft (run, vm) && !model_ft_may_be_on (run, vm))
      return FALSE;
  return TRUE;
}

/* A pair is one setting, and found of its primary. */
static void
ft_find (SimRun *run, guint32 step)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c))
    if (has_ft (run, vm) && !model_ft_is_on (run, vm) && !model_ft_is_secondary (run, vm))
      find_left_off (run, step, MODEL_SWITCH_FAULT_TOLERANCE, ACTOR (VM, vm), 0);
}

/* ---- Removable media: CDs, DVDs and floppies of its VMs, taken away and given back (LCM-17) ---- */

#define MEDIA (1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD)

static gboolean
media_is_asked (const ModelStep *step)
{
  return step->disconnect_media;
}

static gboolean
media_is_on (const SimRun *run, guint32 step)
{
  const ModelCluster *c = &model_fleet (run)->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c))
    if (model_vm_state (run, vm)->devices & MEDIA)
      return TRUE;
  return FALSE;
}

static void
media_switch (SimRun *run, guint32 step, gboolean on)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *c = &fleet->clusters[step_of (run, step)->index];

  for (MODEL_EACH_VM (vm, c)) {
    ModelVmState *state = model_vm_state (run, vm);

    state->devices = on ? state->devices | (fleet->vms[vm].devices & MEDIA) : state->devices & ~MEDIA;
  }
}

static void
media_find (SimRun *run, guint32 step)
{
  find_left_off (run, step, MODEL_SWITCH_MEDIA, cluster_of (run, step), ACTOR (STEP, step));
}

/* ---- The table ---- */

static gboolean
always (const SimRun *run G_GNUC_UNUSED, guint32 step G_GNUC_UNUSED)
{
  return TRUE;
}

static const struct {
  gboolean (*is_asked) (const ModelStep *step);
  gboolean (*is_on) (const SimRun *run, guint32 step);
  void (*set) (SimRun *run, guint32 step, gboolean on);
  gboolean (*may_be_on) (const SimRun *run, guint32 step); /* again, at the end */
  void (*find) (SimRun *run, guint32 step);                /* that it has stayed off */
} rows[MODEL_N_SWITCHES] = {
  /* clang-format off */
  [MODEL_SWITCH_ADMISSION_CONTROL] = { admission_is_asked, admission_is_on, admission_switch, always,       admission_find },
  [MODEL_SWITCH_DPM]               = { dpm_is_asked,       dpm_is_on,       dpm_switch,       always,       dpm_find },
  [MODEL_SWITCH_FAULT_TOLERANCE]   = { ft_is_asked,        ft_is_on,        ft_switch,        ft_may_be_on, ft_find },
  [MODEL_SWITCH_MEDIA]             = { media_is_asked,     media_is_on,     media_switch,     always,       media_find },
  /* clang-format on */
};

gboolean
model_switch_is_on (const SimRun *run, guint32 step, ModelSwitch which)
{
  return rows[which].is_on (run, step);
}

gboolean
model_switch_is_asked (const ModelStep *step, ModelSwitch which)
{
  return rows[which].is_asked (step);
}

gint64
model_settings_switch_off (SimRun *run, guint32 step)
{
  guint32 off = 0;

  for (guint i = 0; i < MODEL_N_SWITCHES; i++)
    if (rows[i].is_asked (step_of (run, step)) && rows[i].is_on (run, step)) {
      rows[i].set (run, step, FALSE);
      off |= 1u << i;
    }
  model_step_state (run, step)->switched_off = off;
  return off;
}

gint64
model_settings_restore (SimRun *run, guint32 step)
{
  guint32 on = 0, off = model_step_state (run, step)->switched_off;

  for (guint i = 0; i < MODEL_N_SWITCHES; i++) {
    if (!(off >> i & 1))
      continue;
    if (rows[i].may_be_on (run, step)) {
      rows[i].set (run, step, TRUE);
      on |= 1u << i;
    } else {
      if (i == MODEL_SWITCH_FAULT_TOLERANCE)
        rows[i].set (run, step, TRUE); /* what may be */
      rows[i].find (run, step);
    }
  }
  return on;
}

void
model_settings_leave_off (SimRun *run, guint32 step)
{
  for (guint i = 0; i < MODEL_N_SWITCHES; i++)
    if (model_step_state (run, step)->switched_off >> i & 1)
      rows[i].find (run, step);
}
