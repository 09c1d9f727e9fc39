#include "models/lcm/report.h"

#include "models/compute/hosts.h"

#include "models/lcm/lcm.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"

#define NAMED 3 /* things that a finding tells by name */

/* One check and all that fails it. */
typedef struct {
  ModelPrecheck failed; /* the first; `check` is MODEL_N_CHECKS while there is none */
  guint32 n;
  SimId named[NAMED];
} Matter;

static void
tell (SimRun *run, guint32 step, const Matter *matter)
{
  gboolean refuses = matter->failed.verdict == MODEL_VERDICT_REFUSES;
  guint kind = refuses ? MODEL_FIND_PRECHECK_FAILED : MODEL_FIND_PRECHECK_NOTED;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { matter->failed.check,
          matter->named[0],
          matter->named[1],
          matter->named[2],
          matter->n - MIN (matter->n, NAMED),
          matter->failed.verdict == MODEL_VERDICT_SKIPS ? (gint64) MODEL_WHY_PASSED_OVER
                                                        : matter->failed.why };

  if (matter->n == 0)
    return;
  sim_find (run, kind, matter->failed.verdict == MODEL_VERDICT_NOTED ? SIM_NOTE : SIM_RISK,
            ACTOR (STEP, step), 0, evidence);
  sim_find_end (run, kind, ACTOR (STEP, step), 0);
}

static void
add (Matter *matter, const ModelPrecheck *failed)
{
  for (guint32 i = 0; i < MIN (matter->n, NAMED); i++)
    if (matter->named[i] == failed->what)
      return;
  if (matter->n == 0)
    matter->failed = *failed;
  if (matter->n < NAMED)
    matter->named[matter->n] = failed->what;
  matter->n++;
}

/* The walk goes check by check, so a matter is complete when the next one begins. Gives the first check told. */
static ModelCheck
tell_all (SimRun *run, guint32 step, ModelVerdict least, ModelVerdict most)
{
  ModelPrecheck failed = { 0 };
  Matter matter = { 0 };
  ModelCheck first = MODEL_N_CHECKS;

  while (model_precheck_next (run, step, least, &failed)) {
    if (failed.verdict > most)
      continue;
    first = MIN (first, failed.check);
    if (matter.n && (matter.failed.check != failed.check || matter.failed.verdict != failed.verdict)) {
      tell (run, step, &matter);
      matter = (Matter){ 0 };
    }
    add (&matter, &failed);
  }
  tell (run, step, &matter);
  return first;
}

/* A remediation says of a host that it passes it over when its turn comes. */
void
model_report_notes (SimRun *run, guint32 step)
{
  gboolean alone = model_fleet (run)->steps[step].verb == MODEL_VERB_PRE_CHECK;

  tell_all (run, step, MODEL_VERDICT_NOTED, alone ? MODEL_VERDICT_SKIPS : MODEL_VERDICT_NOTED);
}

/* A host too old for the target is a matter of its own, for whoever plans the way there. */
static void
find_path (SimRun *run, guint32 step, SimId host)
{
  ModelVersion to = model_lcm_target (run, step);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { model_host_state (run, model_index (run, host))->version, to, model_version_manages_from (to) };

  sim_find (run, MODEL_FIND_VERSION_UNSUPPORTED, SIM_RISK, host, 0, evidence);
}

ModelCheck
model_report_refusals (SimRun *run, guint32 step)
{
  ModelPrecheck failed;

  if (model_precheck_first (run, step, MODEL_VERDICT_REFUSES, &failed)
      && failed.check == MODEL_CHECK_VERSION_PATH)
    find_path (run, step, failed.what);
  return tell_all (run, step, MODEL_VERDICT_REFUSES, MODEL_VERDICT_REFUSES);
}

void
model_report_unseen (SimRun *run, guint32 step)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_prechecks_unseen (run, step) };

  if (!evidence[0])
    return;
  sim_find (run, MODEL_FIND_PRECHECK_UNSEEN, SIM_NOTE, ACTOR (STEP, step), 0, evidence);
  sim_find_end (run, MODEL_FIND_PRECHECK_UNSEEN, ACTOR (STEP, step), 0);
}

void
model_report_refused (SimRun *run, guint32 step, ModelCheck why, SimId what)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { why, what };

  sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, step), 0, evidence);
  sim_find_end (run, MODEL_FIND_PRECHECK_FAILED, ACTOR (STEP, step), 0);
}

void
model_report_skipped (SimRun *run, guint32 step, guint32 host, ModelCheck why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (STEP, step), why };

  model_step_state (run, step)->skipped++;
  sim_find (run, MODEL_FIND_HOST_SKIPPED, SIM_RISK, ACTOR (HOST, host), ACTOR (STEP, step), evidence);
}

void
model_report_mixed (SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *s = &fleet->steps[step];
  guint32 all = 0, done = model_lcm_n_done (run, step);
  SimId cluster = model_cluster_thing (run->model, s->index);
  gint64 evidence[SIM_EVIDENCE_MAX] = { done, 0, model_lcm_target (run, step) };

  if (s->verb != MODEL_VERB_REMEDIATE)
    return;
  for (MODEL_EACH_LCM_HOST (host, fleet, step))
    all += model_host_is_member (run, host) ? 1 : 0;
  evidence[1] = all;
  if (done > 0 && done < all)
    sim_find (run, MODEL_FIND_MIXED_VERSIONS, SIM_RISK, cluster, 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_MIXED_VERSIONS, cluster, 0);
}
