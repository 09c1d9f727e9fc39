/* The table of the pre-checks, and the walk over it. What its rows ask stands in prechecks-cluster.c and prechecks-host.c.
 *
 * Facts: LCM-03 LCM-16. */

#include "models/lcm/lcm.h"
#include "models/lcm/prechecks-parts.h"

/* When a row is asked: whether the release fits, before staging too; how it would run; or only where VMs have to leave, which
 * they do not of a host that is patched live. */
typedef enum { FITS, RUNS, LEAVES } Bearing;

static const struct {
  ModelCheck check;
  gboolean of_host;
  Bearing bearing;
  SimId (*fails) (const SimRun *run, const ModelStep *step, guint32 index, guint32 *why);
  ModelVerdict image, baseline;
  const char *facts;
  gboolean (*unseen) (const SimRun *run, const ModelStep *step, guint32 step_index); /* or NULL */
} rows[] = {
#define ROW_OF(OF_HOST, BEARING, CHECK, FAILS, IMAGE, BASELINE, UNSEEN, FACTS)                               \
  {                                                                                                          \
    MODEL_CHECK_##CHECK, OF_HOST, BEARING, FAILS, MODEL_VERDICT_##IMAGE, MODEL_VERDICT_##BASELINE, FACTS,    \
        UNSEEN                                                                                               \
  }
#define CLUSTER(...) ROW_OF (FALSE, __VA_ARGS__)
#define HOST(...)    ROW_OF (TRUE, __VA_ARGS__)
  /* clang-format off */
  CLUSTER (FITS,   VERSION_PATH,      model_precheck_too_old,                    REFUSES, REFUSES, NULL,                                   "LCM-16 UPG-02"),
  CLUSTER (FITS,   ADMISSION_CONTROL, model_precheck_admission_is_on,            NOTED,   REFUSES, NULL,                                   "AC-34"),
  CLUSTER (FITS,   DPM,               model_precheck_dpm_is_on,                  NOTED,   REFUSES, NULL,                                   "LCM-15 AC-34"),
  CLUSTER (RUNS,   PARALLEL_VSAN,     model_precheck_parallel_on_vsan,           REFUSES, REFUSES, NULL,                                   "LCM-06"),
  CLUSTER (RUNS,   VSAN_BUILDS,       model_precheck_vsan_hosts_differ,          NOTED,   NOTED,   NULL,                                   "UPG-11"),
  CLUSTER (RUNS,   VSAN_RESYNC,       model_precheck_vsan_resyncs,               NOTED,   NOTED,   NULL,                                   "UPG-11"),
  HOST    (RUNS,   FAULT_TOLERANCE,   model_precheck_carries_fault_tolerance,    NOTED,   SKIPS,   NULL,                                   "B11"),
  HOST    (RUNS,   REMOVABLE_MEDIA,   model_precheck_has_media,                  NOTED,   SKIPS,   NULL,                                   "LCM-17 B08 B09"),
  CLUSTER (RUNS,   DRS,               model_precheck_drs_does_not_empty_hosts,   NOTED,   NOTED,   NULL,                                   "B05 B26"),
  CLUSTER (RUNS,   EVC,               model_precheck_cpus_differ_without_evc,    NOTED,   NOTED,   model_unseen_no_cpu_models,             "B13"),
  CLUSTER (RUNS,   LICENCES,          model_precheck_has_too_few_licences,       NOTED,   NOTED,   model_unseen_no_licences,               "3.1"),
  CLUSTER (RUNS,   VSAN_HEALTH,       model_precheck_vsan_is_not_healthy,        NOTED,   NOTED,   NULL,                                   "LCM-14"),
  CLUSTER (FITS,   NEWER,             model_precheck_is_newer_than_the_image,    NOTED,   REFUSES, NULL,                                   "LCM-11 LCM-16"),
  HOST    (FITS,   SDDC_INVENTORY,    model_precheck_is_listed_otherwise,        NOTED,   NOTED,   NULL,                                   "UPG-05"),
  HOST    (FITS,   VIB_CONFLICT,      model_precheck_has_a_conflicting_vib,      REFUSES, NOTED,   NULL,                                   "DR-14 LCM-11"),
  HOST    (RUNS,   LIVE_PATCH,        model_precheck_cannot_be_patched_live,     REFUSES, PASSED,  NULL,                                   "LCM-18"),
  HOST    (RUNS,   SUSPEND_TO_MEMORY, model_precheck_cannot_suspend_to_memory,   REFUSES, REFUSES, NULL,                                   "LCM-01"),
  HOST    (FITS,   STATELESS,         model_precheck_boots_over_the_network,     REFUSES, SKIPS,   NULL,                                   "VC-08"),
  HOST    (FITS,   HARDWARE,          model_precheck_is_not_listed_and_enforced, REFUSES, NOTED,   NULL,                                   "LCM-03"),
  HOST    (FITS,   HARDWARE,          model_precheck_is_not_listed,              NOTED,   NOTED,   model_unseen_hardware_is_not_looked_at, "LCM-03"),
  HOST    (FITS,   CPU,               model_precheck_has_an_unsupported_cpu,     REFUSES, REFUSES, NULL,                                   "LCM-16"),
  HOST    (FITS,   BOOT_DEVICE,       model_precheck_boots_from_too_little,      REFUSES, REFUSES, model_unseen_no_boot_devices,           "LCM-16"),
  HOST    (FITS,   CERTIFICATE,       model_precheck_has_a_weak_certificate,     REFUSES, REFUSES, NULL,                                   "DR-09"),
  HOST    (RUNS,   QUICK_BOOT,        model_precheck_boots_in_full,              NOTED,   NOTED,   NULL,                                   "HST-08"),
  HOST    (LEAVES, VCENTER_ON_HOST,   model_precheck_carries_its_vcenter,        NOTED,   NOTED,   NULL,                                   "B28"),
  HOST    (LEAVES, CANNOT_LEAVE,      model_precheck_cannot_leave,               NOTED,   NOTED,   NULL,                                   "EV-05 B01-B28"),
/* clang-format on */
#undef CLUSTER
#undef HOST
#undef ROW_OF
};

/* Firmware is flashed host by host and asks what an image asks. Nobody stands between a rule of Auto Deploy and a reboot: what
 * would stop an image is noted. */
static ModelVerdict
verdict_of (const ModelStep *step, guint row)
{
  if (step->method == MODEL_METHOD_AUTO_DEPLOY)
    return MIN (rows[row].image, MODEL_VERDICT_NOTED);
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
  if (rows[row].bearing != FITS && model_fleet (run)->steps[step].verb == MODEL_VERB_STAGE)
    return FALSE;
  return !rows[row].of_host
         || (model_lcm_needs (run, step, host) && model_lcm_may_ask (run, host)
             && (rows[row].bearing != LEAVES || !model_lcm_patches_live (run, step, host)));
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

  G_STATIC_ASSERT (MODEL_N_CHECKS - MODEL_FIRST_CHECK_OF_A_SET < 63);
  for (guint row = 0; row < G_N_ELEMENTS (rows); row++)
    if (rows[row].unseen && rows[row].unseen (run, &model_fleet (run)->steps[step], step))
      unseen |= G_GINT64_CONSTANT (1) << (rows[row].check - MODEL_FIRST_CHECK_OF_A_SET);
  return unseen;
}
