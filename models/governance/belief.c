#include "models/governance/belief.h"

#include "models/compute/firmware.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/plan/policies.h"
#include "models/words.h"

const char *const model_belief_words[MODEL_N_BELIEFS]
    = { "DRS moves",      "vLCM changes",   "LCM changes",
        "vLCM takes out", "vLCM does step", "SDDC Manager does step" };

#define KNOWN_NOT_TO_WORK 2 /* in vmotion_down, where 1 is a link that is down */

static const ModelPolicy *
policy_of (const SimRun *run, guint32 cell)
{
  return &model_fleet (run)->policies[model_links (run)->policy_of_cell[cell]];
}

static gboolean
lacks_vmotion (const SimRun *run, guint32 host)
{
  return model_host_lacks (run, host, 1u << MODEL_BIOS_VMOTION) != 0;
}

gboolean
model_vmotion_is_misbelieved (const SimRun *run, guint32 from, guint32 to)
{
  return (from != MODEL_NONE && lacks_vmotion (run, from)) || (to != MODEL_NONE && lacks_vmotion (run, to));
}

static void
find (SimRun *run, guint32 cell, ModelBelief who, SimId on)
{
  SimId subject = ACTOR (POLICY, cell);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { who, on, model_links (run)->policy_of_cell[cell], model_cell_value (run, cell) };

  sim_find (run, MODEL_FIND_ACTED_ON_BELIEF, SIM_RISK, subject, 0, evidence);
  sim_find_end (run, MODEL_FIND_ACTED_ON_BELIEF, subject, 0);
}

void
model_find_vmotion_misbelieved (SimRun *run, guint32 vm, guint32 from, guint32 to)
{
  const guint32 ends[] = { from, to };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++) {
    if (ends[i] == MODEL_NONE || !lacks_vmotion (run, ends[i]))
      continue;
    for (MODEL_EACH (cell, model_links (run)->cells_of_host, ends[i]))
      if (policy_of (run, *cell)->provides == MODEL_BIOS_VMOTION
          && STATE (POLICY, *cell) != POLICY_AT_IN_POLICY)
        find (run, *cell, MODEL_BELIEF_DRS_MOVES, ACTOR (VM, vm));
    if (!model_host_state (run, ends[i])->vmotion_down)
      model_host_state (run, ends[i])->vmotion_down = KNOWN_NOT_TO_WORK;
  }
}

void
model_find_host_misbelieved (SimRun *run, guint32 host, guint32 step, ModelBelief who)
{
  SimTime began = model_step_state (run, step)->began;

  for (MODEL_EACH (cell, model_links (run)->cells_of_host, host)) {
    SimTime since = model_drift_state (run, *cell)->since;

    if (since && since - 1 < MAX (began, 1))
      find (run, *cell, who, ACTOR (HOST, host));
  }
}

/* ---- Images ---- */

void
model_begin_belief (SimRun *run, guint32 host)
{
  const ModelHost *its = &model_fleet (run)->hosts[host];
  ModelUpdateState *update = model_update_state (run, host);

  update->meant = update->seen = update->listed = its->last_seen ? its->last_seen : its->version;
}

gboolean
model_sddc_lists (const SimRun *run, guint32 step, guint32 host)
{
  return model_fleet (run)->steps[step].through == MODEL_NONE
         || model_update_state (run, host)->listed < model_lcm_target (run, step);
}

gboolean
model_is_taken_for_old (const SimRun *run, guint32 step, guint32 host)
{
  ModelVersion seen = model_update_state (run, host)->seen;

  if (model_fleet (run)->steps[step].verb == MODEL_VERB_UPGRADE_FIRMWARE || !model_host_is_member (run, host))
    return model_lcm_needs (run, step, host);
  return model_sddc_lists (run, step, host)
         && (seen ? seen < model_lcm_target (run, step) : model_lcm_needs (run, step, host));
}

gboolean
model_sddc_is_away (const SimRun *run, guint32 step)
{
  guint32 product = model_fleet (run)->steps[step].through;

  return product != MODEL_NONE && STATE (PRODUCT, product) == PRODUCT_AT_UPGRADING;
}

static void
find_now (SimRun *run, SimId subject, ModelBelief who, SimId on, gint64 believed, gint64 fact)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { who, on, believed, fact };

  sim_find (run, MODEL_FIND_ACTED_ON_BELIEF, SIM_RISK, subject, 0, evidence);
  sim_find_end (run, MODEL_FIND_ACTED_ON_BELIEF, subject, 0);
}

void
model_find_image_misbelieved (SimRun *run, guint32 step, guint32 host)
{
  const ModelUpdateState *update = model_update_state (run, host);
  gboolean listed = model_sddc_lists (run, step, host);

  if (model_lcm_needs (run, step, host) && !model_is_taken_for_old (run, step, host))
    find_now (run, ACTOR (HOST, host), listed ? MODEL_BELIEF_VLCM_DOES : MODEL_BELIEF_SDDC_DOES,
              ACTOR (STEP, step), MODEL_BELIEF (IMAGE, listed ? update->seen : update->listed),
              MODEL_BELIEF (IMAGE, model_host_state (run, host)->version));
}

/* It is written by esxcli, and what that resets is reset (DR-16). */
void
model_change_image_by_hand (SimRun *run, guint32 host, ModelVersion version)
{
  ModelHostState *state = model_host_state (run, host);
  gboolean newer = version > state->version;

  if (STATE (HOST, host) != HOST_AT_CONNECTED && STATE (HOST, host) != HOST_AT_MAINTENANCE)
    return;
  state->version = version;
  if (newer)
    model_notify_lifecycle (run, host, MODEL_LIFECYCLE_ESXCLI_UPGRADE);
  model_await_inventory (run);
}

void
model_image_is_given (SimRun *run, guint32 step, guint32 host)
{
  if (model_fleet (run)->steps[step].through != MODEL_NONE)
    model_update_state (run, host)->listed = model_host_state (run, host)->version;
  else
    model_await_inventory (run);
}

/* It is taken at whole intervals, and told of only when there is something new in it. */
static SimTime
until_inventory (const SimRun *run)
{
  SimTime every = MAX (1, model_number (run, MODEL_SDDC_SYNC));

  return every - sim_now (run) % every;
}

static gboolean
is_to_take_it (SimRun *run, guint32 product)
{
  ModelProductState *state = model_product_state (run, product);

  if (model_fleet (run)->products[product].kind != MODEL_STAGE_SDDC_MANAGER || state->syncs)
    return FALSE;
  state->syncs = TRUE;
  return TRUE;
}

void
model_begin_inventory (SimRun *run)
{
  for (guint32 p = 0; p < model_fleet (run)->n_products; p++)
    if (is_to_take_it (run, p))
      sim_run_inject (run, until_inventory (run), ACTOR (PRODUCT, p), PRODUCT_ON_SYNC, 0);
}

void
model_await_inventory (SimRun *run)
{
  for (guint32 p = 0; p < model_fleet (run)->n_products; p++)
    if (is_to_take_it (run, p))
      TELL_IN (until_inventory (run), PRODUCT, p, PRODUCT_ON_SYNC, 0);
}

guint32
model_take_inventory (SimRun *run)
{
  guint32 others = 0;

  for (guint32 h = 0; h < model_fleet (run)->n_hosts; h++) {
    ModelUpdateState *update = model_update_state (run, h);

    others += update->listed != model_host_state (run, h)->version;
    update->listed = model_host_state (run, h)->version;
  }
  return others;
}

/* ---- What the pre-checks have seen ---- */

#define SEEN (1u << 31)

static guint32
see_cluster (const SimRun *run, guint32 cluster)
{
  return SEEN | model_cluster_state (run, cluster)->automation << 2
         | (model_cluster_state (run, cluster)->admission_off_by ? 0 : 2u)
         | (model_ha_cluster (run, cluster)->on ? 1u : 0);
}

void
model_find_cluster_misbelieved (SimRun *run, guint32 host, guint32 step)
{
  guint32 cluster = model_fleet (run)->steps[step].index, now = see_cluster (run, cluster);
  guint32 *saw = &model_step_state (run, step)->saw, before = *saw;
  SimId subject = model_cluster_thing (run->model, cluster), on = ACTOR (HOST, host);

  *saw = now;
  if (!before || before == now)
    return;
  /* For the worse, that is: without admission control, or with DRS more automatic than it was, hosts empty all the better. */
  if ((before & ~SEEN) >> 2 > (now & ~SEEN) >> 2)
    find_now (run, subject, MODEL_BELIEF_VLCM_TAKES, on, MODEL_BELIEF (DRS, (before & ~SEEN) >> 2),
              MODEL_BELIEF (DRS, (now & ~SEEN) >> 2));
  if (!(before & 2) && now & 2)
    find_now (run, subject, MODEL_BELIEF_VLCM_TAKES, on, MODEL_BELIEF (ADMISSION, 0), MODEL_BELIEF (ADMISSION, 1));
  if (before & 1 && !(now & 1))
    find_now (run, subject, MODEL_BELIEF_VLCM_TAKES, on, MODEL_BELIEF (HA, 1), MODEL_BELIEF (HA, 0));
}

gboolean
model_forget_misbelief (SimRun *run, guint32 cell)
{
  guint32 host = model_cell_host (model_fleet (run), model_links (run), cell);

  if (policy_of (run, cell)->provides != MODEL_BIOS_VMOTION || host == MODEL_NONE
      || model_host_state (run, host)->vmotion_down != KNOWN_NOT_TO_WORK || lacks_vmotion (run, host))
    return FALSE;
  model_host_state (run, host)->vmotion_down = FALSE;
  return TRUE;
}
