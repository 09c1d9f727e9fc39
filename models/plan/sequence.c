#include "models/plan/sequence.h"

#include "models/network/switches.h"
#include "models/rehearsal.h"
#include "models/words.h"

enum { BASE, CORE, SEVEN, NINE, LCM, N_COLUMNS };

const char *const model_stage_words[MODEL_N_STAGES] = {
#define PRODUCT(NAME, WORD, WORDS, ...) WORDS,
#define STAGE(NAME, WORDS, ...)         WORDS,
#include "models/plan/sequence.def"
#undef PRODUCT
#undef STAGE
};

static const guint8 places[MODEL_N_STAGES][N_COLUMNS] = {
#define PRODUCT(NAME, WORD, WORDS, ...) { __VA_ARGS__ },
#define STAGE(NAME, WORDS, ...)         { __VA_ARGS__ },
#include "models/plan/sequence.def"
#undef PRODUCT
#undef STAGE
};

/* What is said of a step that overtakes another, by column; and of one that the plan puts before it on purpose. */
static const ModelOrder rules[N_COLUMNS][2] = {
  [BASE] = { MODEL_ORDER_BASE, MODEL_ORDER_BASE_TURNED },
  [CORE] = { MODEL_ORDER_CORE, MODEL_ORDER_CORE_TURNED },
  [SEVEN] = { MODEL_ORDER_SEVEN, MODEL_ORDER_SEVEN_TURNED },
  [NINE] = { MODEL_ORDER_NINE, MODEL_ORDER_NINE_TURNED },
  [LCM] = { MODEL_ORDER_LCM, MODEL_ORDER_LCM_TURNED },
};

#define MODEL_STAGE_NONE MODEL_N_STAGES
static const ModelStage stages[MODEL_N_VERBS] = {
#define VERB(NAME, WORD, STAGE, BEGINS) MODEL_STAGE_##STAGE,
#include "models/plan/verbs.def"
#undef VERB
};

/* Of vSphere's own clusters firmware has no place. */
static ModelStage
stage_of_firmware (const ModelFleet *fleet, const ModelStep *step)
{
  if (fleet->clusters[step->index].platform == MODEL_VSPHERE)
    return MODEL_N_STAGES;
  return step->components == 1u << MODEL_PART_SATADOM ? MODEL_STAGE_SATADOM : MODEL_STAGE_FIRMWARE;
}

ModelStage
model_stage_of (const ModelFleet *fleet, const ModelStep *step)
{
  if (step->verb == MODEL_VERB_UPGRADE_PRODUCT)
    return (ModelStage) fleet->products[step->index].kind;
  return step->verb == MODEL_VERB_UPGRADE_FIRMWARE ? stage_of_firmware (fleet, step) : stages[step->verb];
}

/* Where it acts: a cluster, or MODEL_NONE for what is above them; and a vCenter, MODEL_NONE for the whole estate. */
static void
find_scope (const ModelFleet *fleet, const ModelStep *step, guint32 *ret_cluster, guint32 *ret_vcenter)
{
  *ret_cluster = step->target == MODEL_TARGET_CLUSTER ? step->index : MODEL_NONE;
  *ret_vcenter = step->target == MODEL_TARGET_CLUSTER   ? fleet->clusters[step->index].vcenter
                 : step->target == MODEL_TARGET_PRODUCT ? fleet->products[step->index].vcenter
                 : step->target == MODEL_TARGET_SWITCH  ? fleet->switches[step->index].vcenter
                                                        : step->index;
}

/* Two clusters have nothing to do with one another, nor have two vCenters. */
static gboolean
have_to_do (const ModelFleet *fleet, const ModelStep *a, const ModelStep *b)
{
  guint32 cluster[2], vcenter[2];

  find_scope (fleet, a, &cluster[0], &vcenter[0]);
  find_scope (fleet, b, &cluster[1], &vcenter[1]);
  if (cluster[0] != MODEL_NONE && cluster[1] != MODEL_NONE)
    return cluster[0] == cluster[1];
  return vcenter[0] == vcenter[1] || vcenter[0] == MODEL_NONE || vcenter[1] == MODEL_NONE;
}

static gboolean
is_an_estate_of_nine (const SimRun *run)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 v = 0; v < fleet->n_vcenters; v++)
    if (fleet->vcenters[v].version >= MODEL_VERSION (9, 0, 0))
      return TRUE;
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if ((fleet->steps[s].verb == MODEL_VERB_UPGRADE_VCENTER || fleet->steps[s].verb == MODEL_VERB_REMEDIATE)
        && fleet->steps[s].to >= MODEL_VERSION (9, 0, 0))
      return TRUE;
  return FALSE;
}

static gboolean
has_an_sddc_manager (const ModelFleet *fleet)
{
  for (guint32 p = 0; p < fleet->n_products; p++)
    if (fleet->products[p].kind == MODEL_STAGE_SDDC_MANAGER)
      return TRUE;
  return FALSE;
}

/* Whose order goes by versions, see sequence.def. */
static gboolean
is_settled_elsewhere (ModelStage first, ModelStage second)
{
  return second == MODEL_STAGE_HOSTS && (first == MODEL_STAGE_VCENTER || first == MODEL_STAGE_WITNESS);
}

/* The order of Nutanix is nothing to hosts of others that are remediated beside it. */
static gboolean
is_on_nutanix (const ModelFleet *fleet, const ModelStep *step)
{
  return step->target != MODEL_TARGET_CLUSTER || fleet->clusters[step->index].platform != MODEL_VSPHERE;
}

/* The first column by which one goes before the other, sourced ones first; N_COLUMNS none. */
static guint
column_of (const SimRun *run, const ModelStep *one, const ModelStep *two)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelStage first = model_stage_of (fleet, one), second = model_stage_of (fleet, two);
  gboolean nine = is_an_estate_of_nine (run);
  const gboolean applies[N_COLUMNS]
      = { TRUE, has_an_sddc_manager (fleet), !nine, nine, is_on_nutanix (fleet, one) && is_on_nutanix (fleet, two) };
  guint c = 0;

  while (c < N_COLUMNS
         && (!applies[c] || !places[first][c] || !places[second][c] || places[first][c] >= places[second][c]))
    c++;
  return is_settled_elsewhere (first, second) ? N_COLUMNS : c;
}

/* How many versions the thing that a step upgrades is brought to by steps of the plan: all of them, or those that are done,
 * with every step that goes there. */
static guint32
count_hops (const SimRun *run, const ModelStep *like, gboolean done_only)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 hops = 0;

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    const ModelStep *step = &fleet->steps[s];
    gboolean counts = step->verb == like->verb && step->target == like->target && step->index == like->index;

    for (guint32 t = 0; counts && t < fleet->n_steps; t++) {
      const ModelStep *other = &fleet->steps[t];
      gboolean same = other->verb == step->verb && other->target == step->target
                      && other->index == step->index && other->to == step->to;

      counts = !same || (t >= s && (!done_only || STATE (STEP, t) == STEP_AT_DONE));
    }
    hops += counts ? 1 : 0;
  }
  return hops;
}

/* In a plan of several hops, 7 to 8 to 9, the first hop of one waits for the first of the other, and no longer. */
static gboolean
has_kept_up (const SimRun *run, const ModelStep *first, const ModelStep *second)
{
  guint32 turn = count_hops (run, second, TRUE) + 1;

  return count_hops (run, first, TRUE) >= MIN (turn, count_hops (run, first, FALSE));
}

static gboolean
comes_after (const ModelFleet *fleet, guint32 step, guint32 other)
{
  g_autofree guint8 *seen = g_new0 (guint8, fleet->n_steps);
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint32));

  g_array_append_val (stack, step);
  while (stack->len > 0) {
    const ModelStep *at = &fleet->steps[g_array_index (stack, guint32, stack->len - 1)];

    g_array_set_size (stack, stack->len - 1);
    for (guint32 i = 0; i < at->n_after; i++) {
      if (at->after[i] == other)
        return TRUE;
      if (!seen[at->after[i]])
        g_array_append_val (stack, at->after[i]);
      seen[at->after[i]] = TRUE;
    }
  }
  return FALSE;
}

/* What is run before everything and after it is waited for only once (N-70). */
static gboolean
comes_again (ModelStage stage)
{
  return stage == MODEL_STAGE_PC_NCC || stage == MODEL_STAGE_NCC || stage == MODEL_STAGE_INVENTORY;
}

/* Whether another step does for this one: it has done the same after this one failed; or it does what comes again later, and has
 * done it or is to do it before this one. */
static gboolean
is_done_by_another (const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[index];
  ModelStage stage = model_stage_of (fleet, step);
  gboolean failed = STATE (STEP, index) == STEP_AT_FAILED || STATE (STEP, index) == STEP_AT_SKIPPED;

  for (guint32 s = 0; s < fleet->n_steps; s++) {
    const ModelStep *other = &fleet->steps[s];
    gboolean done = STATE (STEP, s) == STEP_AT_DONE;

    if (s == index || model_stage_of (fleet, other) != stage || other->index != step->index)
      continue;
    if ((failed && done && other->to == step->to) || (comes_again (stage) && (done || comes_after (fleet, index, s))))
      return TRUE;
  }
  return FALSE;
}

void
model_look_at_sequence (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelStep *step = &fleet->steps[index];
  ModelStage stage = model_stage_of (fleet, step);

  /* A switch may go first as far as its hosts are: a vCenter's pre-checks may even want it to (UPG-08). */
  if (stage == MODEL_STAGE_SWITCH && !model_switch_waits_for_hosts (run, step->index, step->to))
    return;
  for (guint32 s = 0; stage < MODEL_N_STAGES && s < fleet->n_steps; s++) {
    const ModelStep *first = &fleet->steps[s];
    ModelStage before = model_stage_of (fleet, first);
    guint column;

    if (before >= MODEL_N_STAGES || before == stage || STATE (STEP, s) == STEP_AT_DONE
        || !have_to_do (fleet, first, step))
      continue;
    column = column_of (run, first, step);
    if (column < N_COLUMNS && !is_done_by_another (run, s) && !has_kept_up (run, first, step)) {
      ModelOrder rule = rules[column][comes_after (fleet, s, index)];
      gint64 evidence[SIM_EVIDENCE_MAX]
          = { step->to, ACTOR (STEP, s), first->to, rule, model_orders[rule].basis };

      sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_RISK, ACTOR (STEP, index), ACTOR (STEP, s), evidence);
    }
  }
}

void
model_end_sequence (SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; model_stage_of (fleet, &fleet->steps[index]) < MODEL_N_STAGES && s < fleet->n_steps;
       s++)
    sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, ACTOR (STEP, s), ACTOR (STEP, index));
}
