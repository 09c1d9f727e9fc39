/* The rows of the pre-checks, and the walk over them. A predicate gives the thing that fails it, or 0.
 *
 * Facts: LCM-03 LCM-16. */

#include "models/lcm/prechecks.h"

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/what-if.h"
#include "models/lcm/lcm.h"
#include "models/lcm/settings.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/vcenter/own.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"

#define CHECKS(NAME)                                                                                         \
  static SimId NAME (const SimRun *run G_GNUC_UNUSED, const ModelStep *step G_GNUC_UNUSED,                   \
                     guint32 index G_GNUC_UNUSED, guint32 *why G_GNUC_UNUSED)

/* ---- Of the cluster; `index` is the step's ---- */

CHECKS (too_old)
{
  ModelVersion least = model_version_manages_from (model_lcm_target (run, index));

  if (!least || step->verb == MODEL_VERB_UPGRADE_FIRMWARE)
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

CHECKS (cpus_differ_without_evc)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[step->index];

  for (MODEL_EACH_HOST (host, cluster))
    if (!cluster->evc
        && g_strcmp0 (fleet->hosts[host].cpu_model, fleet->hosts[cluster->first_host].cpu_model))
      return model_cluster_thing (run->model, step->index);
  return 0;
}

CHECKS (vsan_is_not_healthy)
{
  return model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
                 && !model_vsan_is_healthy (run, step->index)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* A CPU with more than 32 cores takes two licences, and so on. */
CHECKS (has_too_few_licences)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[step->index];
  guint32 needed = 0, a_licence = (guint32) model_number (run, MODEL_CORES_PER_LICENCE);

  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 sockets = fleet->hosts[host].sockets, cores = sockets ? fleet->hosts[host].cores / sockets : 0;

    needed += sockets * ((cores + a_licence - 1) / MAX (1, a_licence));
  }
  return cluster->cpu_licences && needed > cluster->cpu_licences
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* ---- Of a host ---- */

/* Not one of those that need what the step brings, and yet all of them were to be upgraded. */
CHECKS (is_newer_than_the_image)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), index))
    if (model_lcm_is_newer (run, index, host) && model_lcm_may_ask (run, host))
      return ACTOR (HOST, host);
  return 0;
}

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
  return step->lcm.enforce_hcl
                 || model_fleet (run)->clusters[step->index].vsan.architecture == MODEL_VSAN_NONE
             ? 0
             : has (run, index, MODEL_HARDWARE_NOT_ON_HCL);
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
    if (model_vm_state (run, vm)->devices & devices)
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
  return step->disconnect_media
             ? 0
             : vm_with (run, index, 1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD);
}

CHECKS (carries_its_vcenter)
{
  guint32 vm = model_own_vcenter_on (run, index);

  return vm == MODEL_NONE ? 0 : ACTOR (VM, vm);
}

/* What the remediation itself takes out of the way, or what another check says of the whole cluster. */
static gboolean
is_excused (const ModelStep *step, ModelBlocker blocker)
{
  return blocker == MODEL_BLOCKER_DRS_OFF || blocker == MODEL_BLOCKER_DRS_NOT_AUTOMATED
         || (blocker == MODEL_BLOCKER_ADMISSION_CONTROL
             && model_switch_is_asked (step, MODEL_SWITCH_ADMISSION_CONTROL))
         || ((blocker == MODEL_BLOCKER_HOST_CD || blocker == MODEL_BLOCKER_CLIENT_CD)
             && step->disconnect_media)
         || (blocker == MODEL_BLOCKER_FAULT_TOLERANCE
             && model_switch_is_asked (step, MODEL_SWITCH_FAULT_TOLERANCE));
}

/* EV-05: the what-if that `rollcall capacity` shows, of this host alone. A host that others have left by then may be
 * another matter. */
CHECKS (cannot_leave)
{
  g_autoptr (ModelWhatIf) alone = NULL;

  if (step->lcm.parallel || STATE (HOST, index) != HOST_AT_CONNECTED)
    return 0;
  alone = model_what_if (run, step->index, &index, 1);
  for (guint i = 0; i < alone->faults->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (alone->faults, ModelLeaveFault, i);

    if (is_excused (step, fault->why.blocker)
        || (fault->vm == MODEL_NONE ? step->lcm.power_action != MODEL_POWER_ACTION_NONE
                                    : model_lcm_stops (run, (guint32) (step - model_fleet (run)->steps), fault->vm)))
      continue;
    *why = fault->why.blocker;
    return fault->vm == MODEL_NONE ? ACTOR (HOST, index) : ACTOR (VM, fault->vm);
  }
  return 0;
}

/* ---- What the scenario does not say ---- */

typedef gboolean (*Unseen) (const SimRun *run, const ModelStep *step, guint32 step_index);

static gboolean
no_licences (const SimRun *run, const ModelStep *step, guint32 step_index G_GNUC_UNUSED)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  for (MODEL_EACH_HOST (host, cluster))
    if (!model_fleet (run)->hosts[host].sockets || !model_fleet (run)->hosts[host].cores)
      return TRUE;
  return !cluster->cpu_licences;
}

static gboolean
no_cpu_models (const SimRun *run, const ModelStep *step, guint32 step_index G_GNUC_UNUSED)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[step->index];

  if (cluster->evc)
    return FALSE;
  for (MODEL_EACH_HOST (host, cluster))
    if (model_fleet (run)->hosts[host].cpu_model)
      return FALSE;
  return TRUE;
}

static gboolean
no_boot_devices (const SimRun *run, const ModelStep *step G_GNUC_UNUSED, guint32 step_index)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step_index))
    if (!model_fleet (run)->hosts[host].boot_device_mib)
      return TRUE;
  return FALSE;
}

/* Of a vSAN cluster vLCM looks by itself; of another only when the list is enforced. */
static gboolean
hardware_is_not_looked_at (const SimRun *run, const ModelStep *step, guint32 step_index G_GNUC_UNUSED)
{
  return !step->lcm.enforce_hcl
         && model_fleet (run)->clusters[step->index].vsan.architecture == MODEL_VSAN_NONE;
}

/* ---- The table ---- */

static const struct {
  ModelCheck check;
  gboolean of_host;
  SimId (*fails) (const SimRun *run, const ModelStep *step, guint32 index, guint32 *why);
  ModelVerdict image, baseline;
  const char *facts;
  Unseen unseen; /* or NULL */
} rows[] = {
#define ROW_OF(OF_HOST, CHECK, FAILS, IMAGE, BASELINE, UNSEEN, FACTS)                                        \
  {                                                                                                          \
    MODEL_CHECK_##CHECK, OF_HOST, FAILS, MODEL_VERDICT_##IMAGE, MODEL_VERDICT_##BASELINE, FACTS, UNSEEN      \
  }
#define CLUSTER(...) ROW_OF (FALSE, __VA_ARGS__)
#define HOST(...)    ROW_OF (TRUE, __VA_ARGS__)
  /* clang-format off */
  CLUSTER (VERSION_PATH,      too_old,                 REFUSES, REFUSES, NULL,            "LCM-16 UPG-02"),
  CLUSTER (ADMISSION_CONTROL, admission_is_on,         NOTED,   REFUSES, NULL,            "AC-34"),
  CLUSTER (DPM,               dpm_is_on,               NOTED,   REFUSES, NULL,            "LCM-15 AC-34"),
  CLUSTER (PARALLEL_VSAN,     parallel_on_vsan,        REFUSES, REFUSES, NULL,            "LCM-06"),
  CLUSTER (VSAN_BUILDS,       vsan_hosts_differ,       NOTED,   NOTED,   NULL,            "UPG-11"),
  CLUSTER (VSAN_RESYNC,       vsan_resyncs,            NOTED,   NOTED,   NULL,            "UPG-11"),
  HOST    (FAULT_TOLERANCE,   carries_fault_tolerance, NOTED,   SKIPS,   NULL,            "B11"),
  HOST    (REMOVABLE_MEDIA,   has_media,               NOTED,   SKIPS,   NULL,            "LCM-17 B08 B09"),
  CLUSTER (DRS,               drs_does_not_empty_hosts, NOTED,  NOTED,   NULL,            "B05 B26"),
  CLUSTER (EVC,               cpus_differ_without_evc, NOTED,   NOTED,   no_cpu_models,   "B13"),
  CLUSTER (LICENCES,          has_too_few_licences,    NOTED,   NOTED,   no_licences,     "3.1"),
  CLUSTER (VSAN_HEALTH,       vsan_is_not_healthy,     NOTED,   NOTED,   NULL,            "LCM-14"),
  CLUSTER (NEWER,             is_newer_than_the_image, NOTED,   REFUSES, NULL,            "LCM-11 LCM-16"),
  HOST    (VIB_CONFLICT,      has_a_conflicting_vib,   REFUSES, NOTED,   NULL,            "DR-14 LCM-11"),
  HOST    (LIVE_PATCH,        cannot_be_patched_live,  REFUSES, PASSED,  NULL,            "LCM-18"),
  HOST    (SUSPEND_TO_MEMORY, cannot_suspend_to_memory, REFUSES, REFUSES, NULL,           "LCM-01"),
  HOST    (HARDWARE,          is_not_listed_and_enforced, REFUSES, NOTED, NULL,           "LCM-03"),
  HOST    (HARDWARE,          is_not_listed,           NOTED,   NOTED,   hardware_is_not_looked_at, "LCM-03"),
  HOST    (CPU,               has_an_unsupported_cpu,  REFUSES, REFUSES, NULL,            "LCM-16"),
  HOST    (BOOT_DEVICE,       boots_from_too_little,   REFUSES, REFUSES, no_boot_devices, "LCM-16"),
  HOST    (CERTIFICATE,       has_a_weak_certificate,  REFUSES, REFUSES, NULL,            "DR-09"),
  HOST    (QUICK_BOOT,        boots_in_full,           NOTED,   NOTED,   NULL,            "HST-08"),
  HOST    (VCENTER_ON_HOST,   carries_its_vcenter,     NOTED,   NOTED,   NULL,            "B28"),
  HOST    (CANNOT_LEAVE,      cannot_leave,            NOTED,   NOTED,   NULL,            "EV-05 B01-B28"),
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

  failed->why = MODEL_BLOCKER_NONE;
  failed->what = rows[row].fails (run, step, index, &failed->why);
  failed->check = rows[row].check;
  failed->verdict = verdict_of (step, row);
  failed->host = rows[row].of_host ? index : MODEL_NONE;
  return failed->what != 0;
}

/* Whether a row asks anything of this host: not of one that has what the step brings, nor of one that is away. */
static gboolean
asks (const SimRun *run, guint32 step, guint row, guint32 host)
{
  return !rows[row].of_host || (model_lcm_needs (run, step, host) && model_lcm_may_ask (run, host));
}

gboolean
model_precheck_next (const SimRun *run, guint32 step, ModelVerdict least, ModelPrecheck *walk)
{
  const ModelFleet *fleet = model_fleet (run);

  for (; walk->row < G_N_ELEMENTS (rows); walk->row++, walk->n = 0) {
    guint32 n = rows[walk->row].of_host ? model_lcm_n_hosts (fleet, step) : 1;

    if (verdict_of (&fleet->steps[step], walk->row) < MAX (least, MODEL_VERDICT_NOTED))
      continue;
    while (walk->n < n) {
      guint32 index = rows[walk->row].of_host ? model_lcm_host (fleet, step, walk->n) : step;

      walk->n++;
      if (asks (run, step, walk->row, index) && fails (run, step, walk->row, index, walk))
        return TRUE;
    }
  }
  return FALSE;
}

gboolean
model_precheck_first (const SimRun *run, guint32 step, ModelVerdict least, ModelPrecheck *ret_failed)
{
  *ret_failed = (ModelPrecheck){ 0 };
  return model_precheck_next (run, step, least, ret_failed);
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

gint64
model_prechecks_unseen (const SimRun *run, guint32 step)
{
  gint64 unseen = 0;

  G_STATIC_ASSERT (MODEL_N_CHECKS < 63);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    if (rows[row].unseen && rows[row].unseen (run, &model_fleet (run)->steps[step], step))
      unseen |= G_GINT64_CONSTANT (1) << rows[row].check;
  return unseen;
}
