/* The vsan-witness machine: the third voter of stretched and two-node clusters. While it is away every mirrored object of
 * all its clusters is one vote short, and a node that enters maintenance then takes the majority with it (VS-18).
 *
 * Facts: VS-18 VS-19 C7. */

#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << WITNESS_AT_##STATE)
#define ON(SIGNAL) WITNESS_ON_##SIGNAL
#define GO(STATE)  WITNESS_AT_##STATE
#define ANY        ((1u << WITNESS_N_STATES) - 1)

static const ModelWitness *
witness_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->witnesses[ME];
}

/* Its objects count their votes again, in every cluster that it serves. */
static void
let_it_count (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);

  model_vsan_witness_changed (run, ME);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (fleet->clusters[c].vsan.witness == ME)
      model_vsan_notify (run, c);
}

/* C7: what decides is its kind, or nothing does. */
static ModelOrder
order_of (const SimRun *run, const SimEvent *event)
{
  if (model_number (run, MODEL_VSAN_WITNESS_FIRST))
    return MODEL_ORDER_WITNESS_FIRST;
  return witness_of (run, event)->shared ? MODEL_ORDER_WITNESS_EARLY : MODEL_ORDER_WITNESS_LATE;
}

/* VS-19 by type: of a dedicated witness a host that is as new as the target already, of a shared one a host that is older. */
static guint32
out_of_order (const SimRun *run, const SimEvent *event, ModelVersion to)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelOrder rule = order_of (run, event);
  gboolean last = rule == MODEL_ORDER_WITNESS_EARLY;

  for (guint32 host = 0; host < fleet->n_hosts && (rule != MODEL_ORDER_WITNESS_LATE || to >= MODEL_VERSION (7, 0, 0));
       host++) {
    ModelVersion has = model_host_state (run, host)->version;

    if (fleet->clusters[fleet->hosts[host].cluster].vsan.witness == ME && has
        && (last ? has < to : has >= to))
      return host;
  }
  return MODEL_NONE;
}

ACTION (lose, "count it out", NULL, SENDS (MODEL_VSAN_NOTICES))
{
  let_it_count (run, event);
}

ACTION (take_back, "count it again", NULL, SENDS (MODEL_VSAN_NOTICES))
{
  let_it_count (run, event);
}

ACTION (upgrade, "count it out and upgrade it", "to {a:version}",
        SENDS (TO (WITNESS, UPGRADED), MODEL_VSAN_NOTICES))
{
  ModelVersion to = model_fleet (run)->steps[event->arg].to;
  ModelWitnessState *state = model_witness_state (run, ME);
  guint32 host = out_of_order (run, event, to);

  if (host != MODEL_NONE) {
    ModelOrder rule = order_of (run, event);
    gint64 evidence[SIM_EVIDENCE_MAX]
        = { to, ACTOR (HOST, host), model_host_state (run, host)->version, rule, model_orders[rule].basis };

    sim_find (run, MODEL_FIND_ORDER_UNSUPPORTED, SIM_RISK, event->to, 0, evidence);
    sim_find_end (run, MODEL_FIND_ORDER_UNSUPPORTED, event->to, 0);
  }
  state->step = (guint32) event->arg + 1;
  sim_tell (run, to, 0);
  TELL_IN (model_number (run, MODEL_VSAN_WITNESS_UPGRADE), WITNESS, ME, WITNESS_ON_UPGRADED, 0);
  let_it_count (run, event);
}

ACTION (refuse, "refuse", NULL, SENDS (TO (STEP, BROKEN)))
{
  model_set_back (run, event->to, MODEL_SETBACK_WITNESS);
  TELL (STEP, (guint32) event->arg, STEP_ON_BROKEN, 0);
}

ACTION (finish, "count it again", "on {a:version}", SENDS (TO (STEP, FINISHED), MODEL_VSAN_NOTICES))
{
  ModelWitnessState *state = model_witness_state (run, ME);
  guint32 step = state->step - 1;

  state->version = model_fleet (run)->steps[step].to;
  state->step = 0;
  sim_tell (run, state->version, 0);
  let_it_count (run, event);
  TELL (STEP, step, STEP_ON_FINISHED, 0);
}

ACTION (break_off, "count it out", NULL, SENDS (TO (STEP, BROKEN)))
{
  model_set_back (run, event->to, MODEL_SETBACK_WITNESS);
  TELL (STEP, model_witness_state (run, ME)->step - 1, STEP_ON_BROKEN, 0);
  model_witness_state (run, ME)->step = 0;
}

/* clang-format off */
const SimRow model_WITNESS_rows[] = {
  ROW    (AT (SERVING),   ON (LOST),     ALWAYS, GO (AWAY),      lose,      "it cannot be reached",                "VS-16 VS-18"),
  ROW    (AT (UPGRADING), ON (LOST),     ALWAYS, GO (AWAY),      break_off, "it is lost during its upgrade",       "model"),
  IGNORE (AT (AWAY),      ON (LOST),     "it is away already"),
  ROW    (AT (AWAY),      ON (BACK),     ALWAYS, GO (SERVING),   take_back, "it can be reached again",             "VS-16"),
  IGNORE (ANY & ~AT (AWAY), ON (BACK),   "it is there"),
  ROW    (AT (SERVING),   ON (UPGRADE),  ALWAYS, GO (UPGRADING), upgrade,   "the plan has come to it",             "VS-19 C7"),
  STAY   (AT (UPGRADING) | AT (AWAY), ON (UPGRADE), ALWAYS,      refuse,    "it is away, or being upgraded",       "model"),
  ROW    (AT (UPGRADING), ON (UPGRADED), ALWAYS, GO (SERVING),   finish,    "the upgrade has ended",               "VS-19"),
  IGNORE (ANY & ~AT (UPGRADING), ON (UPGRADED), "it was lost meanwhile"),
};
/* clang-format on */
const guint model_WITNESS_n_rows = G_N_ELEMENTS (model_WITNESS_rows);
