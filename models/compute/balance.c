/* See balance.h. A vCenter that is upgraded to 7.0 makes other moves than before with the same threshold (DR-24): which of the
 * two ways it weighs is asked of its version each time. The search is greedy, as DRS's own is: from the fullest host that has
 * anything to give, to the emptiest that may have it, the VM that evens the two out best.
 *
 * Facts: DRS-03 DRS-04 DRS-06 DRS-07 DR-24. */

#include "models/compute/balance.h"

#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/vmotion.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"

#include <stdlib.h>

enum { CPU, MEMORY, N_RESOURCES };

#define ONE  G_GINT64_CONSTANT (1000000)
#define MOST (10 * ONE) /* no host counts as fuller than this */

typedef struct {
  guint32 host;
  gint64 demand[N_RESOURCES], capacity[N_RESOURCES];
  gint64 key; /* by which it is sorted */
} Load;

typedef struct {
  const SimRun *run;
  const ModelCluster *cluster;
  ModelMay may;
  Load *loads; /* fullest first */
  guint32 n;
  gboolean by_deviation;
  gint64 sum[N_RESOURCES], squares[N_RESOURCES];
  gint64 gain; /* what a move has to be worth, from 7.0 on */
} Scale;

static gint64
load_of (const Load *load, guint resource, gint64 more)
{
  gint64 demand = MAX (0, load->demand[resource] + more);

  return MIN (MOST, sim_muldiv (demand, ONE, MAX (1, load->capacity[resource])));
}

static gint64
fullness (const Load *load, const gint64 more[N_RESOURCES], gint64 sign)
{
  return load_of (load, CPU, sign * more[CPU]) + load_of (load, MEMORY, sign * more[MEMORY]);
}

/* Of one resource: the sum of the squared deviations from the mean. */
static gint64
unevenness (gint64 squares, gint64 sum, guint32 n)
{
  return MAX (0, squares - sim_muldiv (sum, sum, MAX (1, n)));
}

static guint
worse_resource (const Scale *scale)
{
  return unevenness (scale->squares[CPU], scale->sum[CPU], scale->n)
                 > unevenness (scale->squares[MEMORY], scale->sum[MEMORY], scale->n)
             ? CPU
             : MEMORY;
}

static gint64
worse_unevenness (const Scale *scale)
{
  guint worse = worse_resource (scale);

  return unevenness (scale->squares[worse], scale->sum[worse], scale->n);
}

static void
demand_of (const SimRun *run, guint32 vm, gint64 demand[N_RESOURCES])
{
  demand[CPU] = model_vm_cpu_demand (run, vm);
  demand[MEMORY] = model_vm_memory_demand (run, vm);
}

static int
compare_loads (gconstpointer a, gconstpointer b)
{
  const Load *x = a, *y = b;

  if (x->key != y->key)
    return x->key > y->key ? -1 : 1;
  return x->host < y->host ? -1 : 1;
}

/* A host's load with every move that is under way done: those coming count in its books already, those leaving still. */
static Load
weigh_host (const SimRun *run, guint32 host)
{
  const ModelHostState *state = model_host_state (run, host);
  Load load = { .host = host,
                .demand = { state->cpu_demand_mhz, state->memory_demand_mib },
                .capacity
                = { model_host_cpu (model_fleet (run), host), model_host_memory (model_fleet (run), host) } };

  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_vm_state (run, vm)->target != MODEL_NONE) {
      gint64 leaves[N_RESOURCES];

      demand_of (run, vm, leaves);
      load.demand[CPU] -= leaves[CPU];
      load.demand[MEMORY] -= leaves[MEMORY];
    }
  return load;
}

/* Hosts that DRS may use: those in the pool, dedicated failover hosts left out (AC-16). */
static Scale
weigh (const SimRun *run, guint32 cluster, Load *loads)
{
  static const gint64 nothing[N_RESOURCES] = { 0, 0 };
  const ModelFleet *fleet = model_fleet (run);
  Scale scale = { .run = run, .cluster = &fleet->clusters[cluster], .loads = loads };
  guint32 threshold = scale.cluster->drs_threshold;
  guint worse;

  scale.by_deviation = model_balance_is_by_deviation (run, cluster);
  scale.gain = model_number (run, MODEL_DRS_GAIN) * 10;
  scale.gain = threshold > 3 ? scale.gain >> (threshold - 3) : scale.gain << (3 - threshold);
  for (guint32 host = scale.cluster->first_host; host < scale.cluster->first_host + scale.cluster->n_hosts;
       host++)
    if (model_host_in_pool (run, host) && !fleet->hosts[host].dedicated)
      loads[scale.n++] = weigh_host (run, host);
  for (guint32 i = 0; i < scale.n; i++)
    for (guint r = 0; r < N_RESOURCES; r++) {
      gint64 load = load_of (&loads[i], r, 0);

      scale.sum[r] += load;
      scale.squares[r] += load * load;
    }
  worse = worse_resource (&scale);
  for (guint32 i = 0; i < scale.n; i++)
    loads[i].key = scale.by_deviation ? load_of (&loads[i], worse, 0) : fullness (&loads[i], nothing, 1);
  qsort (loads, scale.n, sizeof *loads, compare_loads);
  return scale;
}

/* The greater unevenness if these two hosts had these demands. */
static gint64
unevenness_after (const Scale *scale, const Load *from, const Load *to, const gint64 moves[N_RESOURCES])
{
  gint64 worst = 0;

  for (guint r = 0; r < N_RESOURCES; r++) {
    gint64 a = load_of (from, r, 0), b = load_of (to, r, 0);
    gint64 after_a = load_of (from, r, -moves[r]), after_b = load_of (to, r, moves[r]);

    worst = MAX (worst, unevenness (scale->squares[r] - a * a - b * b + after_a * after_a + after_b * after_b,
                                    scale->sum[r] - a - b + after_a + after_b, scale->n));
  }
  return worst;
}

/* What a move leaves behind, the lesser the better; -1 when it is not worth its while. */
static gint64
worth (const Scale *scale, const Load *from, const Load *to, const gint64 moves[N_RESOURCES])
{
  static const gint64 nothing[N_RESOURCES] = { 0, 0 };
  gint64 before, after;

  if (scale->by_deviation) {
    after = unevenness_after (scale, from, to, moves);
    before = worse_unevenness (scale);
    return before - after > sim_muldiv (before, model_number (scale->run, MODEL_DRS_BENEFIT), 100000) ? after : -1;
  }
  before = fullness (from, nothing, 1);
  after = fullness (to, moves, 1);
  return before - after > scale->gain ? MAX (after, fullness (from, moves, -1)) : -1;
}

static gboolean
may_go (const SimRun *run, guint32 vm, const Load *to, const gint64 moves[N_RESOURCES])
{
  guint32 rule;

  for (guint r = 0; r < N_RESOURCES; r++)
    if (to->demand[r] + moves[r] > to->capacity[r])
      return FALSE;
  return model_vm_against_host (run, vm, to->host, MODEL_FOR_EVACUATION, &rule) == MODEL_BLOCKER_NONE
         && model_rules_broken (run, vm, to->host)
                <= model_rules_broken (run, vm, model_vm_state (run, vm)->host);
}

/* The best move off one host, to the emptiest that may have the VM. */
static ModelRecommendation
best_from (const Scale *scale, guint32 from)
{
  const Load *source = &scale->loads[from];
  ModelRecommendation best = { MODEL_NONE, MODEL_NONE, 0 };
  gint64 best_worth = G_MAXINT64, least = scale->by_deviation ? 0 : scale->gain;

  for (MODEL_EACH_VM_ON (vm, scale->run, source->host)) {
    gint64 moves[N_RESOURCES];

    if (!scale->may (scale->run, vm))
      continue;
    demand_of (scale->run, vm, moves);
    for (guint32 to = scale->n - 1; to > from && source->key - scale->loads[to].key > least; to--) {
      gint64 this = worth (scale, source, &scale->loads[to], moves);

      if (this >= 0 && this < best_worth && may_go (scale->run, vm, &scale->loads[to], moves)) {
        best = (ModelRecommendation){ vm, scale->loads[to].host, 0 };
        best_worth = this;
        break;
      }
    }
  }
  return best;
}

/* 6 - ceil (LBM / 0.1 x sqrt N), clamped, where LBM x sqrt N is the root of the unevenness. With the root under the stroke (C9) it
 * is a divisor twice. */
static guint
priority_of (const Scale *scale)
{
  gint64 unevenness = worse_unevenness (scale), n = MAX (1, scale->n), steps = 0;
  gint64 times = model_number (scale->run, MODEL_DRS_ROOT_FIRST) ? n * n : 1;

  while (steps < 4 && (__int128) steps * steps * (ONE / 10) * (ONE / 10) * times < unevenness)
    steps++;
  return (guint) (6 - steps);
}

static gint64
square_root (gint64 square)
{
  gint64 root = 0;

  for (gint64 bit = G_GINT64_CONSTANT (1) << 31; bit; bit >>= 1)
    if ((root | bit) <= square / (root | bit))
      root |= bit;
  return root;
}

gboolean
model_balance_is_by_deviation (const SimRun *run, guint32 cluster)
{
  guint32 vcenter = model_fleet (run)->clusters[cluster].vcenter;

  return vcenter != MODEL_NONE && model_version_is_before (model_vcenter_state (run, vcenter)->version, 7, 0);
}

gint64
model_balance_deviation (const SimRun *run, guint32 cluster)
{
  g_autofree Load *loads = g_new (Load, model_fleet (run)->clusters[cluster].n_hosts + 1);
  Scale scale = weigh (run, cluster, loads);

  return square_root (worse_unevenness (&scale) / MAX (1, scale.n));
}

guint
model_balance_priority (const SimRun *run, guint32 cluster)
{
  g_autofree Load *loads = g_new (Load, model_fleet (run)->clusters[cluster].n_hosts + 1);
  Scale scale = weigh (run, cluster, loads);

  return priority_of (&scale);
}

ModelRecommendation
model_balance (const SimRun *run, guint32 cluster, ModelMay may)
{
  g_autofree Load *loads = NULL;
  ModelRecommendation best = { MODEL_NONE, MODEL_NONE, 0 };
  guint32 threshold = model_fleet (run)->clusters[cluster].drs_threshold;
  Scale scale;

  if (threshold <= 1)
    return best;
  loads = g_new (Load, model_fleet (run)->clusters[cluster].n_hosts + 1);
  scale = weigh (run, cluster, loads);
  scale.may = may;
  if (scale.by_deviation)
    best.priority = priority_of (&scale);
  if (best.priority > threshold)
    return best;
  for (guint32 from = 0; from + 1 < scale.n && best.vm == MODEL_NONE; from++) {
    guint priority = best.priority;

    if (!scale.by_deviation && loads[from].key - loads[scale.n - 1].key <= scale.gain)
      break;
    best = best_from (&scale, from);
    best.priority = priority;
  }
  return best;
}
