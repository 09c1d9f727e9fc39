/* The ads machine, see ads.h. Of a host that is too busy it moves as few VMs as bring it below the line, each to a host that stays
 * below it: which ones is not published, and a choice of ours.
 *
 * Facts: N-91. */

#include "models/ahv/ads.h"

#include "models/ahv/ahv.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/notices.h"
#include "models/words.h"

#define AT(STATE)  (1u << ADS_AT_##STATE)
#define ON(SIGNAL) ADS_ON_##SIGNAL
#define GO(STATE)  ADS_AT_##STATE

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[ME])

/* ---- How busy ---- */

static gint64
load_of (const SimRun *run, guint32 host, gint64 more_mhz)
{
  gint64 mhz = model_fleet (run)->hosts[host].cpu_mhz;

  return mhz ? sim_muldiv (model_host_state (run, host)->cpu_demand_mhz + more_mhz, 100000, mhz) : 0;
}

gint64
model_ahv_load (const SimRun *run, guint32 host)
{
  return load_of (run, host, 0);
}

static gboolean
is_too_busy (const SimRun *run, guint32 host, gint64 more_mhz)
{
  return load_of (run, host, more_mhz) > model_number (run, MODEL_ADS_CPU);
}

void
model_ahv_weigh (SimRun *run, guint32 host)
{
  SimTime *since;

  if (!model_host_is_ahv (model_fleet (run), host))
    return;
  since = &model_ahv_host (run, host)->busy_since;
  if (!is_too_busy (run, host, 0))
    *since = 0;
  else if (!*since)
    *since = sim_now (run) + 1;
}

void
model_ahv_weigh_and_tell (SimRun *run, guint32 host)
{
  model_ahv_weigh (run, host);
  if (model_host_is_ahv (model_fleet (run), host) && model_ahv_host (run, host)->busy_since)
    TELL (ADS, model_fleet (run)->hosts[host].cluster, ADS_ON_LOAD, host);
}

/* ---- Questions ---- */

static gboolean
has_been_busy_for_long (const SimRun *run, guint32 host)
{
  SimTime since = model_ahv_host (run, host)->busy_since;

  return since && sim_now (run) - (since - 1) >= model_number (run, MODEL_ADS_FOR);
}

GUARD (no_host_is_busy, "no host is too busy")
{
  for (EACH_HOST (host))
    if (model_ahv_host (run, host)->busy_since)
      return FALSE;
  return TRUE;
}

GUARD (none_for_long, "none has been for long enough")
{
  for (EACH_HOST (host))
    if (has_been_busy_for_long (run, host))
      return FALSE;
  return TRUE;
}

static SimTicket *
timer_of (SimRun *run, const SimEvent *event)
{
  return &model_host_timers (run, model_fleet (run)->clusters[ME].first_host)->dpm;
}

GUARD (it_will_look_anyway, "it will look anyway")
{
  return sim_is_pending (run, *timer_of ((SimRun *) run, event));
}

/* ---- What is done ---- */

/* Where a VM could go without making that host too busy: where it is the least busy. */
static guint32
place_for (const SimRun *run, const SimEvent *event, guint32 vm)
{
  guint32 best = MODEL_NONE, rule;
  gint64 demand = model_vm_cpu_demand (run, vm);

  for (EACH_HOST (host))
    if (host != model_vm_state (run, vm)->host && model_host_in_pool (run, host) && !is_too_busy (run, host, demand)
        && model_vm_against_host (run, vm, host, MODEL_FOR_EVACUATION, &rule) == MODEL_BLOCKER_NONE
        && (best == MODEL_NONE || load_of (run, host, demand) < load_of (run, best, demand)))
      best = host;
  return best;
}

/* The VM with the least demand that is enough; when none is, the one with the most. */
static guint32
choose (const SimRun *run, const SimEvent *event, guint32 host, gint64 too_much)
{
  guint32 chosen = MODEL_NONE;

  for (MODEL_EACH_VM_ON (vm, run, host)) {
    gint64 demand = model_vm_cpu_demand (run, vm), other;

    if (!demand || !model_may_be_moved (run, vm) || model_ahv_fate (run, vm) != MODEL_AHV_LEAVES
        || place_for (run, event, vm) == MODEL_NONE)
      continue;
    other = chosen == MODEL_NONE ? 0 : model_vm_cpu_demand (run, chosen);
    if (demand >= too_much ? other < too_much || demand < other : other < too_much && demand > other)
      chosen = vm;
  }
  return chosen;
}

/* What is on its way from there is not there any more, as far as this look goes. */
static guint
relieve_host (SimRun *run, const SimEvent *event, guint32 host)
{
  gint64 line = sim_muldiv (model_fleet (run)->hosts[host].cpu_mhz, model_number (run, MODEL_ADS_CPU), 100000);
  gint64 too_much = model_host_state (run, host)->cpu_demand_mhz - line;
  guint moved = 0;

  while (too_much > 0) {
    guint32 vm = choose (run, event, host, too_much);

    if (vm == MODEL_NONE || model_move (run, vm, place_for (run, event, vm), MODEL_MOVE_RELIEVE) != MODEL_LIMIT_NONE)
      break;
    too_much -= model_vm_cpu_demand (run, vm);
    moved++;
  }
  return moved;
}

static void
look_in (SimRun *run, const SimEvent *event, SimTime delay)
{
  SimTicket *timer = timer_of (run, event);

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, ADS, ME, ADS_ON_LOOK, 0);
}

ACTION (wait_for_look, "look when the interval has come round", "{a:name}", SENDS (TO (ADS, LOOK)))
{
  gint64 interval = MAX (1, model_number (run, MODEL_ADS_INTERVAL));

  for (EACH_HOST (host))
    if (model_ahv_host (run, host)->busy_since) {
      sim_tell (run, ACTOR (HOST, host), 0);
      break;
    }
  look_in (run, event, interval - sim_now (run) % interval);
}

ACTION (relieve, "move as little as is enough, look again half an hour later", "{a:vms}", SENDS (MODEL_MOVE_NOTICES, TO (ADS, LOOK)))
{
  guint moved = 0;

  for (EACH_HOST (host)) {
    gint64 evidence[SIM_EVIDENCE_MAX] = { model_ahv_load (run, host), model_number (run, MODEL_ADS_CPU) };
    guint off = has_been_busy_for_long (run, host) ? relieve_host (run, event, host) : 0;

    if (has_been_busy_for_long (run, host) && !off)
      sim_find (run, MODEL_FIND_HOST_TOO_BUSY, SIM_RISK, ACTOR (HOST, host), 0, evidence);
    moved += off;
  }
  sim_tell (run, moved, 0);
  if (moved)
    look_in (run, event, model_number (run, MODEL_ADS_AFTER_ACTION));
}

static void
end_findings (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (!model_ahv_host (run, host)->busy_since)
      sim_find_end (run, MODEL_FIND_HOST_TOO_BUSY, ACTOR (HOST, host), 0);
}

ACTION (rest, "look no more", NULL, SENDS_NOTHING)
{
  end_findings (run, event);
}

/* clang-format off */
const SimRow model_ADS_rows[] = {
  IGNORE (AT (ABSENT), ON (LOAD), "it is not there"),
  IGNORE (AT (ABSENT) | AT (CALM), ON (LOOK), "nothing is too busy"),
  STAY   (AT (CALM),   ON (LOAD), no_host_is_busy,                NOTHING,       "it is not any more",                          "model"),
  ROW    (AT (CALM),   ON (LOAD), ALWAYS,           GO (WATCHING), wait_for_look, "a host uses more of its CPU than it should",   "N-91"),
  ROW    (AT (WATCHING), ON (LOAD), no_host_is_busy, GO (CALM),   rest,          "no host is too busy any more",                "N-91"),
  STAY   (AT (WATCHING), ON (LOAD), it_will_look_anyway,          NOTHING,       "it will look anyway",                         "N-91"),
  STAY   (AT (WATCHING), ON (LOAD), ALWAYS,                       wait_for_look, "something has changed where nothing helped",  "N-91"),
  ROW    (AT (WATCHING), ON (LOOK), no_host_is_busy, GO (CALM),   rest,          "no host is too busy any more",                "N-91"),
  STAY   (AT (WATCHING), ON (LOOK), none_for_long,                wait_for_look, "none has been too busy for long enough",      "N-91"),
  STAY   (AT (WATCHING), ON (LOOK), ALWAYS,                       relieve,       "a host has been too busy for long enough",    "N-91"),
};
/* clang-format on */
const guint model_ADS_n_rows = G_N_ELEMENTS (model_ADS_rows);
