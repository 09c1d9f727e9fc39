/* The rows of the pre-checks, and the walk over them. A predicate gives the thing that fails it, or 0.
 *
 * Facts: LCM-03 LCM-16 LCM-17. */

#include "models/lcm/prechecks.h"

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/lcm/lcm.h"
#include "models/lcm/settings.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/vcenter/own.h"
#include "models/vsan/resync.h"

#define CHECKS(NAME)                                                                                         \
  static SimId NAME (const SimRun *run G_GNUC_UNUSED, const ModelStep *step G_GNUC_UNUSED,                   \
                     guint32 index G_GNUC_UNUSED)

/* ---- Of the cluster; `index` is the step's ---- */

CHECKS (too_old)
{
  ModelVersion least = model_version_manages_from (step->to);

  if (!least || step->verb != MODEL_VERB_REMEDIATE)
    return 0;
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), index)) {
    ModelVersion has = model_host_state (run, host)->version;

    if (has && has < least)
      return ACTOR (HOST, host);
  }
  return 0;
}

static SimId
is_on_and_stays_on (const SimRun *run, const ModelStep *step, guint32 index, ModelSwitch which)
{
  return !model_switch_is_asked (step, which) && model_switch_is_on (run, index, which)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

CHECKS (admission_is_on)
{
  return is_on_and_stays_on (run, step, index, MODEL_SWITCH_ADMISSION_CONTROL);
}

CHECKS (dpm_is_on)
{
  return is_on_and_stays_on (run, step, index, MODEL_SWITCH_DPM);
}

CHECKS (parallel_on_vsan)
{
  return step->lcm.parallel && model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* An operator's rule and not vLCM's: the run goes on. What is left of a run that was stopped fails it, and rightly so. */
CHECKS (vsan_hosts_differ)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  if (cluster->vsan.architecture == MODEL_VSAN_NONE)
    return 0;
  for (MODEL_EACH_HOST (host, cluster))
    if (model_host_state (run, host)->version != model_host_state (run, cluster->first_host)->version)
      return ACTOR (HOST, host);
  return 0;
}

CHECKS (vsan_resyncs)
{
  return model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
                 && model_vsan_resyncs (run, step->index)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

CHECKS (drs_does_not_empty_hosts)
{
  return step->lcm.power_action == MODEL_POWER_ACTION_NONE
                 && model_cluster_state (run, step->index)->automation != MODEL_AUTOMATION_FULL
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* ---- Of a host ---- */

CHECKS (has_a_conflicting_vib)
{
  return model_lcm_conflicting_vib (model_fleet (run), (guint32) (step - model_fleet (run)->steps), index)
             ? ACTOR (HOST, index)
             : 0;
}

CHECKS (cannot_be_patched_live)
{
  return step->lcm.live_patch == MODEL_LIVE_PATCH_ENFORCE
                 && !model_lcm_patches_live (run, (guint32) (step - model_fleet (run)->steps), index)
             ? ACTOR (HOST, index)
             : 0;
}

static SimId
has (const SimRun *run, guint32 host, ModelHardware what)
{
  return model_fleet (run)->hosts[host].hardware >> what & 1 ? ACTOR (HOST, host) : 0;
}

CHECKS (cannot_suspend_to_memory)
{
  return step->lcm.power_action == MODEL_POWER_ACTION_SUSPEND_TO_MEMORY
                 && !model_lcm_may_suspend_to_memory (run, (guint32) (step - model_fleet (run)->steps), index)
             ? ACTOR (HOST, index)
             : 0;
}

CHECKS (is_not_listed_and_enforced)
{
  return step->lcm.enforce_hcl ? has (run, index, MODEL_HARDWARE_NOT_ON_HCL) : 0;
}

CHECKS (is_not_listed)
{
  return step->lcm.enforce_hcl ? 0 : has (run, index, MODEL_HARDWARE_NOT_ON_HCL);
}

CHECKS (has_an_unsupported_cpu)
{
  return has (run, index, MODEL_HARDWARE_CPU_UNSUPPORTED);
}

CHECKS (boots_from_too_little)
{
  gint64 size = model_fleet (run)->hosts[index].boot_device_mib;

  return size && size < model_number (run, MODEL_BOOT_DEVICE) && step->to >= 7u << 24 ? ACTOR (HOST, index)
                                                                                      : 0;
}

CHECKS (has_a_weak_certificate)
{
  return model_fleet (run)->hosts[index].certificate == MODEL_CERTIFICATE_SHA1 && step->to >= 8u << 24
             ? ACTOR (HOST, index)
             : 0;
}

CHECKS (boots_in_full)
{
  return step->quick_boot
                 && !model_lcm_boots_quickly (run, (guint32) (step - model_fleet (run)->steps), index)
             ? ACTOR (HOST, index)
             : 0;
}

static SimId
vm_with (const SimRun *run, guint32 host, guint32 devices)
{
  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_fleet (run)->vms[vm].devices & devices)
      return ACTOR (VM, vm);
  return 0;
}

CHECKS (carries_fault_tolerance)
{
  return model_switch_is_asked (step, MODEL_SWITCH_FAULT_TOLERANCE)
                 || model_cluster_state (run, step->index)->fault_tolerance_off_by
             ? 0
             : vm_with (run, index, 1u << MODEL_DEVICE_FAULT_TOLERANCE);
}

CHECKS (has_media)
{
  return vm_with (run, index, 1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD);
}

CHECKS (carries_its_vcenter)
{
  guint32 vm = model_own_vcenter_on (run, index);

  return vm == MODEL_NONE ? 0 : ACTOR (VM, vm);
}

/* The what-if of entering maintenance, as far as it sees: what is tied. Room it does not promise. */
CHECKS (carries_what_cannot_leave)
{
  for (MODEL_EACH_VM_ON (vm, run, index))
    if (!model_lcm_stops (run, (guint32) (step - model_fleet (run)->steps), vm)
        && model_vm_is_tied (run, vm) != MODEL_BLOCKER_NONE)
      return ACTOR (VM, vm);
  return 0;
}

/* ---- The table ---- */

static const struct {
  ModelCheck check;
  gboolean of_host;
  SimId (*fails) (const SimRun *run, const ModelStep *step, guint32 index);
  ModelVerdict image, baseline;
  const char *facts;
} rows[] = {
#define ROW_OF(OF_HOST, CHECK, FAILS, IMAGE, BASELINE, FACTS)                                                \
  {                                                                                                          \
    MODEL_CHECK_##CHECK, OF_HOST, FAILS, MODEL_VERDICT_##IMAGE, MODEL_VERDICT_##BASELINE, FACTS              \
  }
#define CLUSTER(...) ROW_OF (FALSE, __VA_ARGS__)
#define HOST(...)    ROW_OF (TRUE, __VA_ARGS__)
  /* clang-format off */
  CLUSTER (VERSION_PATH,      too_old,                 REFUSES, REFUSES, "LCM-16 UPG-02"),
  CLUSTER (ADMISSION_CONTROL, admission_is_on,         NOTED,   REFUSES, "AC-34"),
  CLUSTER (DPM,               dpm_is_on,               NOTED,   REFUSES, "LCM-15 AC-34"),
  CLUSTER (PARALLEL_VSAN,     parallel_on_vsan,        REFUSES, REFUSES, "LCM-06"),
  CLUSTER (VSAN_BUILDS,       vsan_hosts_differ,       NOTED,   NOTED,   "UPG-11"),
  CLUSTER (VSAN_RESYNC,       vsan_resyncs,            NOTED,   NOTED,   "UPG-11"),
  HOST    (FAULT_TOLERANCE,   carries_fault_tolerance, NOTED,   SKIPS,   "B11"),
  HOST    (REMOVABLE_MEDIA,   has_media,               NOTED,   SKIPS,   "LCM-17 B08 B09"),
  CLUSTER (DRS,               drs_does_not_empty_hosts, NOTED,  NOTED,   "B05 B26"),
  HOST    (VIB_CONFLICT,      has_a_conflicting_vib,   REFUSES, NOTED,   "DR-14 LCM-11"),
  HOST    (LIVE_PATCH,        cannot_be_patched_live,  REFUSES, PASSED,  "LCM-18"),
  HOST    (SUSPEND_TO_MEMORY, cannot_suspend_to_memory, REFUSES, REFUSES, "LCM-01"),
  HOST    (HARDWARE,          is_not_listed_and_enforced, REFUSES, NOTED, "LCM-03"),
  HOST    (HARDWARE,          is_not_listed,           NOTED,   NOTED,   "LCM-03"),
  HOST    (CPU,               has_an_unsupported_cpu,  REFUSES, REFUSES, "LCM-16"),
  HOST    (BOOT_DEVICE,       boots_from_too_little,   REFUSES, REFUSES, "LCM-16"),
  HOST    (CERTIFICATE,       has_a_weak_certificate,  REFUSES, REFUSES, "DR-09"),
  HOST    (QUICK_BOOT,        boots_in_full,           NOTED,   NOTED,   "HST-08"),
  HOST    (VCENTER_ON_HOST,   carries_its_vcenter,     NOTED,   NOTED,   "B28"),
  HOST    (CANNOT_LEAVE,      carries_what_cannot_leave, NOTED, NOTED,   "EV-01 B01-B28"),
/* clang-format on */
#undef CLUSTER
#undef HOST
#undef ROW_OF
};

/* Firmware is flashed host by host and asks what an image asks. */
static ModelVerdict
verdict_of (const ModelStep *step, guint row)
{
  return step->method == MODEL_METHOD_BASELINE ? rows[row].baseline : rows[row].image;
}

static gboolean
fails (const SimRun *run, guint32 step_index, guint row, guint32 index, ModelPrecheck *failed)
{
  const ModelStep *step = &model_fleet (run)->steps[step_index];
  SimId what = rows[row].fails (run, step, index);

  if (!what)
    return FALSE;
  failed->check = rows[row].check;
  failed->verdict = verdict_of (step, row);
  failed->host = rows[row].of_host ? index : MODEL_NONE;
  failed->what = what;
  return TRUE;
}

gboolean
model_precheck_next (const SimRun *run, guint32 step, ModelPrecheck *walk)
{
  const ModelFleet *fleet = model_fleet (run);

  for (; walk->row < G_N_ELEMENTS (rows); walk->row++, walk->n = 0) {
    guint32 n = rows[walk->row].of_host ? model_lcm_n_hosts (fleet, step) : 1;

    while (walk->n < n) {
      guint32 index = rows[walk->row].of_host ? model_lcm_host (fleet, step, walk->n) : step;

      walk->n++;
      if (rows[walk->row].of_host && (!model_lcm_needs (run, step, index) || !model_lcm_may_ask (run, index)))
        continue;
      if (fails (run, step, walk->row, index, walk))
        return TRUE;
    }
  }
  return FALSE;
}

gboolean
model_precheck_first (const SimRun *run, guint32 step, ModelVerdict least, ModelPrecheck *ret_failed)
{
  *ret_failed = (ModelPrecheck){ 0 };
  while (model_precheck_next (run, step, ret_failed))
    if (ret_failed->verdict >= least)
      return TRUE;
  return FALSE;
}

gboolean
model_precheck_skips (const SimRun *run, guint32 step, guint32 host, ModelPrecheck *ret_failed)
{
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    if (rows[row].of_host && verdict_of (&model_fleet (run)->steps[step], row) == MODEL_VERDICT_SKIPS
        && fails (run, step, row, host, ret_failed))
      return TRUE;
  return FALSE;
}
