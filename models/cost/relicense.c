/* A cluster is licensed otherwise, or its contract is renewed, as a step of the plan. It takes no time, moves no VM and is all
 * the same a change of the platform: from then on hosts are counted by other rules. What it costs is told beside what it cost
 * before; and when somebody has set aside less for it, that is found, with what made the difference.
 *
 * The surprising rule: it is vCenter that gives hosts their licences, so while that is away nothing is relicensed. */

#include "models/cost/cost.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << LICENCE_AT_##STATE)
#define ON(SIGNAL) LICENCE_ON_##SIGNAL
#define GO(STATE)  LICENCE_AT_##STATE

#define ANY (AT (AS_IT_WAS) | AT (RELICENSED))

static gint64
amount_of (const ModelCosts *cost, guint32 cluster)
{
  return model_cost_is_complete (&cost->clusters[cluster]) ? cost->clusters[cluster].annual : -1;
}

/* The bill of the first year, for what the step names: a licence that is renewed late costs more in it. */
static gint64
bill_of (const ModelCosts *cost, guint32 cluster, guint64 licences)
{
  gint64 bill = 0;

  for (guint32 l = 0; l < cost->n_licences; l++) {
    const ModelLicenceSum *sum = &cost->licences[l];
    gint64 mine = model_cost_bill (cost, cluster, l)->annual;

    if (l < MODEL_LICENCES_MAX && licences >> l & 1)
      bill += mine + (sum->annual ? sim_muldiv (sum->late, mine, sum->annual) : 0);
  }
  return bill;
}

static void
look_at_budget (SimRun *run, const ModelCosts *cost, guint32 step)
{
  const ModelStep *s = &model_fleet (run)->steps[step];
  const ModelCostSum *sum = &cost->clusters[s->index];
  gint64 bill = bill_of (cost, s->index, s->licences);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { bill, s->budget, 0, MAX (sum->billed, 0), MAX (sum->billed - sum->physical, 0) };

  if (s->budget < 0 || bill <= s->budget || !model_cost_is_complete (sum))
    return;
  evidence[2] = s->budget ? sim_muldiv (bill - s->budget, 100000, s->budget) : 0;
  sim_find (run, MODEL_FIND_LICENCE_OVER_BUDGET, SIM_RISK, model_cluster_thing (run->model, s->index), 0,
            evidence);
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_TASKS);
}

REFUSES (refuse, "change nothing", VCENTER_DOWN)

ACTION (relicense, "count it by the new rules", "{a:money} a year, and {b:money} before",
        SENDS (TO (STEP, FINISHED)))
{
  g_autoptr (ModelCosts) before = model_cost_new (run), after = NULL;

  model_relicensed (run, ME)->by = (guint32) event->arg + 1;
  after = model_cost_new (run);
  sim_tell (run, amount_of (after, ME), amount_of (before, ME));
  look_at_budget (run, after, (guint32) event->arg);
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
}

/* clang-format off */
const SimRow model_LICENCE_rows[] = {
  STAY (ANY, ON (RELICENSE), vcenter_is_away,                  refuse,    "vCenter gives hosts their licences, and is away", "VC-05"),
  ROW  (ANY, ON (RELICENSE), ALWAYS,          GO (RELICENSED), relicense, "the plan has come to it",                         "model"),
};
/* clang-format on */
const guint model_LICENCE_n_rows = G_N_ELEMENTS (model_LICENCE_rows);
