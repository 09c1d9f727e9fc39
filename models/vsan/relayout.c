/* The vsan-object-format machine: objects larger than 255 GB that come from 7.0 or older lie as that version laid them, and
 * vSAN's health check warns, until somebody has their format changed. Every component of such an object is then written
 * anew: resync like any other, of all that these objects take (VS-22).
 *
 * The surprising rule: nothing begins by itself, and the free space that the new layout is praised for has to be there first:
 * 255 GB on each host, or 765 GB when an object has 8 TB or more. Hosts for which the scenario says no capacity have it.
 * An object of which a component is away or out of date when its turn is over lies as before, since all of it has to be
 * written; the step says so, and given again it takes those that are left (which of them is our choice: whoever is whole at
 * the end counts as done).
 *
 * Facts: VS-22. */

#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << RELAYOUT_AT_##STATE)
#define ON(SIGNAL) RELAYOUT_ON_##SIGNAL
#define GO(STATE)  RELAYOUT_AT_##STATE

#define LARGE_BYTES      G_GINT64_CONSTANT (255000000000) /* VS-04 */
#define VERY_LARGE_BYTES G_GINT64_CONSTANT (8000000000000)
#define KNOWS_HOW        MODEL_VERSION (7, 0, 1)

static gint64
bytes_of (const ModelObject *object)
{
  return object->mib << 20;
}

/* for (EACH_LARGE (object, cluster)): what is larger than one component may be. */
#define EACH_LARGE(OBJECT, CLUSTER)                                                                          \
  const ModelObject *OBJECT = model_fleet (run)->objects;                                                    \
  OBJECT < model_fleet (run)->objects + model_fleet (run)->n_objects;                                        \
  OBJECT++)                                                                                                  \
    if (model_fleet (run)->vms[OBJECT->vm].cluster == (CLUSTER) && bytes_of (OBJECT) > LARGE_BYTES

/* Whether it lies anew already: what an earlier attempt has come to. */
static guint8 *
is_laid (const SimRun *run, const ModelObject *object)
{
  return &model_component (run, object->first_component)->laid;
}

static gboolean
is_whole (const SimRun *run, const ModelObject *object)
{
  return *model_object_condition (run, (guint32) (object - model_fleet (run)->objects)) == MODEL_IS_COMPLIANT;
}

static gboolean
a_host_is_older (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (model_host_state (run, host)->version < KNOWS_HOW)
      return TRUE;
  return FALSE;
}

/* The cluster's last host has come from 7.0 or older to 7.0 U1 or newer. */
void
model_vsan_look_at_layout (SimRun *run, guint32 cluster)
{
  ModelVsanState *state = model_vsan_state (run, cluster);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  if (state->version == 0 || state->version >= KNOWS_HOW || a_host_is_older (run, cluster))
    return;
  state->version = KNOWS_HOW;
  for (EACH_LARGE (object, cluster))
    state->to_lay_out++;
  evidence[0] = state->to_lay_out;
  if (evidence[0])
    sim_find (run, MODEL_FIND_OBJECT_RELAYOUT, SIM_NOTE, model_cluster_thing (run->model, cluster), 0,
              evidence);
}

/* ---- Questions ---- */

GUARD (hosts_are_older, "a host is older than 7.0 U1")
{
  return a_host_is_older (run, ME);
}

GUARD (nothing_is_old, "no object lies as 7.0 or older has laid it")
{
  const ModelVsanState *state = model_vsan_state (run, ME);

  if (state->version
      && state->version < KNOWS_HOW) /* the last host has just crossed, and nobody has looked yet */
    for (EACH_LARGE (object, ME))
      return FALSE;
  return state->to_lay_out == 0;
}

GUARD (a_host_has_no_room, "a host has less room free than that takes")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[ME];
  gint64 needs = model_number (run, MODEL_VSAN_RELAYOUT_ROOM);

  for (EACH_LARGE (object, ME))
    if (bytes_of (object) >= VERY_LARGE_BYTES)
      needs = model_number (run, MODEL_VSAN_RELAYOUT_ROOM_LARGE);
  for (MODEL_EACH_HOST (host, cluster)) {
    gint64 capacity = model_fleet (run)->hosts[host].capacity_mib;

    if (capacity && capacity - model_vsan_host (run, host)->used_mib < needs)
      return TRUE;
  }
  return FALSE;
}

GUARD (some_are_not_whole, "of some, a component is away or out of date")
{
  for (EACH_LARGE (object, ME))
    if (!*is_laid (run, object) && !is_whole (run, object))
      return TRUE;
  return FALSE;
}

/* ---- What is done ---- */

REFUSES (refuse_versions, "refuse", RELAYOUT_VERSION)
REFUSES (refuse_full, "refuse", RELAYOUT_ROOM)
REFUSES (refuse_busy, "refuse", BUSY)

ACTION (be_done, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

static guint32
where_it_is_booked (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->clusters[ME].first_host;
}

ACTION (lay_out, "write them anew", "{a:volume}", SENDS (MODEL_VSAN_RESYNC_NOTICES))
{
  const ModelFleet *fleet = model_fleet (run);
  ModelVsanState *state = model_vsan_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, model_number (run, MODEL_VSAN_RELAYOUT_COST) };

  model_vsan_look_at_layout (run, ME);
  evidence[0] = state->to_lay_out;
  for (EACH_LARGE (object, ME))
    for (guint32 c = object->first_component;
         !*is_laid (run, object) && c < object->first_component + object->n_components; c++)
      evidence[1] = model_vsan_sum (evidence[1], fleet->components[c].mib << 20);
  state->relayout_step = (guint32) event->arg + 1;
  sim_tell (run, evidence[1], 0);
  sim_find (run, MODEL_FIND_RELAYOUT_RUNS, SIM_NOTE, model_cluster_thing (run->model, ME), 0, evidence);
  model_vsan_begin_batch (run, where_it_is_booked (run, event), MODEL_BATCH_RELAYOUT, evidence[1]);
}

static void
end_step (SimRun *run, const SimEvent *event, guint signal, guint32 left)
{
  ModelVsanState *state = model_vsan_state (run, ME);
  SimId subject = model_cluster_thing (run->model, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { left };

  model_vsan_end_batch (run, where_it_is_booked (run, event), MODEL_BATCH_RELAYOUT);
  sim_find_end (run, MODEL_FIND_RELAYOUT_RUNS, subject, 0);
  sim_find_end (run, MODEL_FIND_OBJECT_RELAYOUT, subject, 0);
  if (left)
    sim_find (run, MODEL_FIND_OBJECT_RELAYOUT, SIM_NOTE, subject, 0, evidence);
  TELL (STEP, state->relayout_step - 1, signal, 0);
  state->relayout_step = 0;
  state->to_lay_out = left;
  model_vsan_notify (run, ME);
}

ACTION (settle, "let whoever waits go on", NULL,
        SENDS (TO (STEP, FINISHED), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  end_step (run, event, STEP_ON_FINISHED, 0);
}

ACTION (settle_in_part, "leave the others as they lie", "{a:count} of them",
        SENDS (TO (STEP, BROKEN), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  guint32 left = 0;

  for (EACH_LARGE (object, ME)) {
    *is_laid (run, object) = *is_laid (run, object) || is_whole (run, object);
    left += !*is_laid (run, object);
  }
  sim_tell (run, left, 0);
  model_set_back (run, model_cluster_thing (run->model, ME), MODEL_SETBACK_RELAYOUT);
  end_step (run, event, STEP_ON_BROKEN, left);
}

/* clang-format off */
const SimRow model_RELAYOUT_rows[] = {
  STAY   (AT (SETTLED), ON (LAY_OUT), hosts_are_older,    refuse_versions, "older hosts do not know the new layout",                "VS-22"),
  STAY   (AT (SETTLED), ON (LAY_OUT), nothing_is_old,     be_done,         "there is nothing to do",                                "VS-22"),
  STAY   (AT (SETTLED), ON (LAY_OUT), a_host_has_no_room, refuse_full,     "the room has to be there before",                       "VS-22"),
  ROW    (AT (SETTLED), ON (LAY_OUT), ALWAYS, GO (LAYING), lay_out,        "somebody has their format changed",                     "VS-22"),
  STAY   (AT (LAYING),  ON (LAY_OUT), ALWAYS,             refuse_busy,     "it is under way already",                               "model"),
  ROW    (AT (LAYING),  ON (LAID),    some_are_not_whole, GO (SETTLED), settle_in_part, "a host that they need is away, or not up to date", "model"),
  ROW    (AT (LAYING),  ON (LAID),    ALWAYS, GO (SETTLED), settle,        "every large object lies anew, and the health check is content", "VS-22"),
  IGNORE (AT (SETTLED), ON (LAID),    "it is over"),
};
/* clang-format on */
const guint model_RELAYOUT_n_rows = G_N_ELEMENTS (model_RELAYOUT_rows);
