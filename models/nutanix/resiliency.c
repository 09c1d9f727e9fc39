/* The resiliency machine: what a Nutanix cluster bears, as somebody sees it who looks at it after every change; and whether
 * what it holds leaves it room for that. A cluster that has lost a node bears another loss again at the later of two moments:
 * when the missing copies have been made anew, and when the metadata ring has closed without the node (N-42).
 *
 * Whoever waits with the shutdown token in hand for data to be resilient hears of it from here.
 *
 * Facts: N-42. */

#include "models/ahv/ahv.h"
#include "models/notices.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/awareness.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/filling.h"
#include "models/nutanix/tolerance.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << RESILIENCY_AT_##STATE)
#define ON(SIGNAL) RESILIENCY_ON_##SIGNAL
#define GO(STATE)  RESILIENCY_AT_##STATE
#define ANY        ((1u << RESILIENCY_N_STATES) - 1)
#define HEARD_BY   MODEL_FILLING_NOTICES, MODEL_HOLDER_NOTICES, MODEL_AHV_HOLDER_NOTICES, TO (AHV_ROLL, RESILIENT)
#define CLUSTERS   (ANY & ~AT (NONE))

static guint
state_now (const SimRun *run, const SimEvent *event)
{
  gint32 least = model_tolerance_of_all (run, ME).least;

  return least < 0                                                    ? RESILIENCY_AT_LOST
         : least >= model_tolerance_when_whole (model_fleet (run), ME) ? RESILIENCY_AT_OK
         : least == 0                                                 ? RESILIENCY_AT_CRITICAL
                                                                      : RESILIENCY_AT_REDUCED;
}

GUARD (nothing_has_changed, "it bears as much as before")
{
  return STATE (RESILIENCY, ME) == state_now (run, event);
}

GUARD (too_much_is_away, "too much is away already")
{
  return state_now (run, event) == RESILIENCY_AT_LOST;
}

GUARD (none_is_borne, "no more may be lost")
{
  return state_now (run, event) == RESILIENCY_AT_CRITICAL;
}

GUARD (fewer_are_borne, "it bears fewer failures than it was built for")
{
  return state_now (run, event) == RESILIENCY_AT_REDUCED;
}

/* Where HA's memory is what limits a cluster, storage may come to bear less and nothing of it would show. */
GUARD (storage_has_changed, "it bears as much as before, by HA's memory, and storage by itself bears another number")
{
  gint64 now = model_tolerance_told (run, ME), before = model_cluster_data (run, ME)->told;

  return nothing_has_changed_test (run, event) && before != now && (now >> MODEL_BORNE_BY_HA & 1) && (before >> MODEL_BORNE_BY_HA & 1);
}

static void
find_whether (SimRun *run, const SimEvent *event, gboolean is_so, ModelFinding finding,
              const gint64 *evidence)
{
  SimId cluster = model_cluster_thing (run->model, ME);

  if (is_so)
    sim_find (run, finding, model_findings[finding].severity, cluster, 0, evidence);
  else
    sim_find_end (run, finding, cluster, 0);
}

static void
look_at_room (SimRun *run, const SimEvent *event)
{
  ModelStorage storage = model_storage (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { storage.used, storage.warning, storage.resilient };

  find_whether (run, event,
                storage.known && storage.used > storage.warning && storage.used <= storage.resilient,
                MODEL_FIND_STORAGE_WARNING, evidence);
  find_whether (run, event, storage.known && storage.resilient && storage.used > storage.resilient,
                MODEL_FIND_STORAGE_NOT_RESILIENT, evidence);
  find_whether (run, event, model_storage_is_read_only (run, ME), MODEL_FIND_STORAGE_READ_ONLY, evidence);
}

static void
look_at_awareness (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[ME];
  ModelAwarenessView view = model_awareness_now (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { cluster->awareness, view.largest, view.rest, view.need, view.blocks };

  find_whether (run, event, cluster->awareness != MODEL_AWARE_OF_NODES && !view.holds, MODEL_FIND_AWARENESS,
                evidence);
}

static void
look_around (SimRun *run, const SimEvent *event)
{
  model_filling_go_on (run, ME);
  look_at_room (run, event);
  look_at_awareness (run, event);
  model_token_let_holder_try (run, ME);
  if (model_is_ahv (model_fleet (run), ME))
    model_ahv_may_be_resilient (run, ME);
}

ACTION (look, "see what room there is", NULL, SENDS (HEARD_BY))
{
  look_around (run, event);
}

/* Time has done it, and no step that has long ended. */
ACTION (be_fuller, "see what room there is", NULL, SENDS (HEARD_BY))
{
  sim_on_behalf (run, 0);
  look_around (run, event);
}

ACTION (say, "say what it bears", "{a:borne}", SENDS (HEARD_BY))
{
  model_cluster_data (run, ME)->told = model_tolerance_told (run, ME);
  sim_tell (run, model_cluster_data (run, ME)->told, 0);
  look_around (run, event);
}

/* clang-format off */
const SimRow model_RESILIENCY_rows[] = {
  IGNORE (AT (NONE), ON (LOOK), "this is no Nutanix cluster"),
  IGNORE (AT (NONE), ON (FULLER), "this is no Nutanix cluster"),
  STAY   (CLUSTERS, ON (FULLER), ALWAYS,                     be_fuller, "its guests go on writing",                    "N-111 N-112 N-113"),
  STAY   (CLUSTERS, ON (LOOK), storage_has_changed,               say,  "what storage bears has changed", "N-08 N-82"),
  STAY   (CLUSTERS, ON (LOOK), nothing_has_changed,               look, "it bears as much as before",                 "model"),
  ROW    (CLUSTERS, ON (LOOK), too_much_is_away,    GO (LOST),     say, "too much is away",                           "N-03 N-07"),
  ROW    (CLUSTERS, ON (LOOK), none_is_borne,       GO (CRITICAL), say, "not one more may be lost",                   "N-26 N-42"),
  ROW    (CLUSTERS, ON (LOOK), fewer_are_borne,     GO (REDUCED),  say, "it bears fewer failures than it was built for", "N-08"),
  ROW    (CLUSTERS, ON (LOOK), ALWAYS,              GO (OK),       say, "everything has its copies and majorities",   "N-42"),
};
/* clang-format on */
const guint model_RESILIENCY_n_rows = G_N_ELEMENTS (model_RESILIENCY_rows);
