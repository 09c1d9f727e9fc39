/* See ads.h. Which VMs it takes and where they go is not published, and a choice of ours: of a host that is contended as few as bring
 * it below the line, each to the least loaded host that stays below every line itself. Affinity to hosts is a hard rule; one against
 * being together is soft, and broken where no other host will do (N-84). While a VM is copied it needs its memory on both hosts, and
 * HA has to protect it on both: where restarts are guaranteed and that would not fit, it stays. */

#include "models/ahv/ads.h"

#include "models/ahv/ahv.h"
#include "models/ahv/contention.h"
#include "models/ahv/reservation.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/words.h"

typedef struct {
  SimRun *run;
  const ModelCluster *cluster;
  ModelContention kind;
  guint32 host; /* that is contended */
  gint64 too_much;
} Relief;

/* Storage is relieved by a host whose I/O comes to another Stargate. */
static gboolean
would_help (const Relief *relief, guint32 to)
{
  return relief->kind != MODEL_CONTENTION_STORAGE || model_stargate_of (relief->run, to) != relief->host;
}

static guint32
place_for (const Relief *relief, guint32 vm)
{
  const SimRun *run = relief->run;
  guint32 best = MODEL_NONE, rule;
  guint fewest = 0;
  gint64 least = 0;

  for (MODEL_EACH_HOST (host, relief->cluster)) {
    gint64 share = model_contended_share (run, relief->kind, host);
    guint broken;

    if (host == model_vm_state (run, vm)->host || !model_host_in_pool (run, host)
        || !would_help (relief, host) || model_would_contend (run, vm, host)
        || model_vm_against_host (run, vm, host, MODEL_FOR_EVACUATION, &rule) != MODEL_BLOCKER_NONE)
      continue;
    broken = model_rules_broken (run, vm, host);
    if (best == MODEL_NONE || broken < fewest || (broken == fewest && share < least)) {
      best = host;
      fewest = broken;
      least = share;
    }
  }
  if (best != MODEL_NONE && !model_ahv_reservation_bears (run, vm, best))
    return MODEL_NONE;
  return best;
}

/* The VM with the least that is enough; when none is, the one with the most. */
static void
choose_on (const Relief *relief, guint32 host, guint32 *chosen)
{
  for (MODEL_EACH_VM_ON (vm, relief->run, host)) {
    gint64 less = model_contended_by (relief->run, relief->kind, vm), other;

    if (!less || !model_may_be_moved (relief->run, vm)
        || model_ahv_fate (relief->run, vm) != MODEL_AHV_LEAVES)
      continue;
    other = *chosen == MODEL_NONE ? 0 : model_contended_by (relief->run, relief->kind, *chosen);
    if ((less >= relief->too_much ? other < relief->too_much || less < other
                                  : other < relief->too_much && less > other)
        && place_for (relief, vm) != MODEL_NONE)
      *chosen = vm;
  }
}

/* On the host itself; of storage on all whose I/O comes to it. */
static guint32
choose (const Relief *relief)
{
  guint32 chosen = MODEL_NONE;

  if (relief->kind != MODEL_CONTENTION_STORAGE)
    choose_on (relief, relief->host, &chosen);
  else
    for (MODEL_EACH_HOST (host, relief->cluster))
      if (model_stargate_of (relief->run, host) == relief->host)
        choose_on (relief, host, &chosen);
  return chosen;
}

/* What is on its way from there is not there any more, as far as this look goes. */
ModelRelief
model_ads_relieve (SimRun *run, ModelContention kind, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  Relief relief = { run, &fleet->clusters[fleet->hosts[host].cluster], kind, host, 0 };
  ModelRelief result = { 0, FALSE };

  relief.too_much = model_contended_use (run, kind, host) - model_contention_line (run, kind, host);
  while (relief.too_much > 0) {
    guint32 vm = choose (&relief);

    if (vm == MODEL_NONE)
      break;
    if (model_move (run, vm, place_for (&relief, vm), MODEL_MOVE_RELIEVE) != MODEL_LIMIT_NONE) {
      result.waits = TRUE;
      break;
    }
    relief.too_much -= model_contended_by (run, kind, vm);
    result.moved++;
  }
  return result;
}

static const guint alerts[MODEL_N_CONTENTIONS] = {
  [MODEL_CONTENTION_CPU] = MODEL_FIND_HOST_TOO_BUSY,
  [MODEL_CONTENTION_STORAGE] = MODEL_FIND_STARGATE_TOO_BUSY,
  [MODEL_CONTENTION_MEMORY] = MODEL_FIND_HOST_KEEPS_SWAPPING,
};

void
model_ads_alert (SimRun *run, ModelContention kind, guint32 host, ModelAdsExcuse why)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_contended_share (run, kind, host), why, model_contended_use (run, kind, host),
                                        model_contended_whole (run, kind, host) };

  sim_find (run, alerts[kind], SIM_RISK, ACTOR (HOST, host), 0, evidence);
}

void
model_ads_clear (SimRun *run, guint32 host)
{
  for (guint kind = 0; kind < MODEL_N_CONTENTIONS; kind++)
    if (!model_ahv_host (run, host)->contended[kind])
      sim_find_end (run, alerts[kind], ACTOR (HOST, host), 0);
}
