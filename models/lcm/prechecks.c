/* The rows of the pre-checks, and the walk over them. A predicate gives the thing that fails it, or 0.
 *
 * Facts: LCM-16 LCM-17. */

#include "models/lcm/prechecks.h"

#include "models/compute/hosts.h"
#include "models/ha/admission.h"
#include "models/lcm/lcm.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"

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

CHECKS (admission_is_on)
{
  return !step->disable_admission_control && model_admission_is_on (run, step->index)
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

CHECKS (parallel_on_vsan)
{
  return step->lcm.parallel && model_fleet (run)->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE
             ? model_cluster_thing (run->model, step->index)
             : 0;
}

/* ---- Of a host ---- */

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
  return vm_with (run, index, 1u << MODEL_DEVICE_FAULT_TOLERANCE);
}

CHECKS (has_media)
{
  return vm_with (run, index, 1u << MODEL_DEVICE_HOST_CD | 1u << MODEL_DEVICE_CLIENT_CD);
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
  CLUSTER (PARALLEL_VSAN,     parallel_on_vsan,        REFUSES, REFUSES, "LCM-06"),
  HOST    (FAULT_TOLERANCE,   carries_fault_tolerance, NOTED,   SKIPS,   "B11"),
  HOST    (REMOVABLE_MEDIA,   has_media,               NOTED,   SKIPS,   "LCM-17 B08 B09"),
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
