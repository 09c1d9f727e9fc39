/* The DPM machine of one cluster: it powers hosts off that are not needed, one at a time, and on again when they are.
 *
 * What counts as needed is ours, since the vendor's forecast of demand is not published: a host goes when those left would be
 * below one share of their capacity without it, and that has lasted; a host comes back when those there are above another
 * (dpm-load-low, dpm-load-high, dpm-standby-after). What does not depend on load is the platform's: the failover level that
 * admission control keeps, two hosts for HA without it, must rules, and VMs that cannot leave stand above any saving.
 *
 * A host that it had to wake again stays up from then on, which is ours, too: a load between the two shares would have it go
 * and come for ever, and no rehearsal would end.
 *
 * The surprising rule: DPM knows nothing of a remediation. A host that has just come back empty, or that waits empty for its
 * turn, is the first that it switches off; so a remediation switches DPM off first.
 *
 * Facts: AC-35. */

#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/what-if.h"
#include "models/ha/admission.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#include <stdlib.h>

#define AT(STATE)  (1u << DPM_AT_##STATE)
#define ON(SIGNAL) DPM_ON_##SIGNAL
#define GO(STATE)  DPM_AT_##STATE
#define ON_DUTY    (AT (READY) | AT (SLACK))
#define ANY        (ON_DUTY | AT (OFF))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* ---- How much there is ---- */

typedef struct {
  guint32 up;      /* hosts in the pool, failover hosts left out */
  gint64 mhz, mib; /* of them */
  gint64 used_mhz, used_mib;
  gint64 largest_mhz, largest_mib;
} Load;

static Load
load_of (const SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  Load load = { 0 };

  for (EACH_HOST (host)) {
    const ModelHostState *h = model_host_state (run, host);
    gint64 mhz = model_host_cpu (fleet, host), mib = model_host_memory (fleet, host);

    load.used_mhz += h->cpu_demand_mhz;
    load.used_mib += h->memory_demand_mib;
    if (!model_host_in_pool (run, host) || fleet->hosts[host].dedicated)
      continue;
    load.up++;
    load.mhz += mhz;
    load.mib += mib;
    load.largest_mhz = MAX (load.largest_mhz, mhz);
    load.largest_mib = MAX (load.largest_mib, mib);
  }
  return load;
}

/* used > share of there, exactly; a share is in thousandths of a per cent. */
static gboolean
is_above (const SimRun *run, gint64 used, gint64 there, ModelPhysics share)
{
  return (__int128) used * 100000 > (__int128) there * model_number (run, share);
}

static guint32
count_in (const SimRun *run, const SimEvent *event, guint state)
{
  guint32 n = 0;

  for (EACH_HOST (host))
    n += STATE (HOST, host) == state ? 1 : 0;
  return n;
}

/* ---- Questions ---- */

GUARD (it_cannot_act, "vCenter is away, or DRS does not move VMs by itself")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_DRS)
         || model_cluster_state (run, ME)->automation != MODEL_AUTOMATION_FULL;
}

/* AC-35. */
static gboolean
too_few_for_ha (const SimRun *run, const SimEvent *event, guint32 up)
{
  return cluster_of (run, event)->ha && !model_admission_is_on (run, ME)
         && up < model_number (run, MODEL_DPM_HOSTS);
}

/* Something does not empty, and would if there were more hosts. */
static gboolean
an_evacuation_wants_room (const SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host)) {
    if (STATE (HOST, host) != HOST_AT_STUCK)
      continue;
    if (sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME),
                          ACTOR (HOST, host)))
      return model_admission_holds (run, ME, host, NULL);
    for (MODEL_EACH_VM_ON (vm, run, host))
      if (STATE (VM, vm) == VM_AT_PINNED && model_vm_state (run, vm)->blocker >= MODEL_BLOCKER_NO_HOST)
        return TRUE;
  }
  return FALSE;
}

static gboolean
more_is_needed (const SimRun *run, const SimEvent *event)
{
  Load load = load_of (run, event);

  return is_above (run, load.used_mhz, load.mhz, MODEL_DPM_LOAD_HIGH)
         || is_above (run, load.used_mib, load.mib, MODEL_DPM_LOAD_HIGH)
         || too_few_for_ha (run, event, load.up) || model_ha_cluster (run, ME)->pending
         || (model_admission_in_force (run, ME)
             && model_admission (run, ME, MODEL_NONE, MODEL_NONE, NULL).violated)
         || an_evacuation_wants_room (run, event);
}

/* The first in standby that could take this VM, or any: MODEL_NONE. One that did not wake is left to a person. */
static guint32
sleeper_for (const SimRun *run, const SimEvent *event, guint32 vm)
{
  guint32 rule;

  for (EACH_HOST (host))
    if (STATE (HOST, host) == HOST_AT_STANDBY
        && !sim_find_is_open (run, MODEL_FIND_WAKE_FAILED, ACTOR (HOST, host), 0)
        && (vm == MODEL_NONE
            || model_vm_against_host (run, vm, host, MODEL_FOR_POWER_ON, &rule) == MODEL_BLOCKER_NONE))
      return host;
  return MODEL_NONE;
}

/* For the VM that the event speaks of, if it does. */
static guint32
sleeper (const SimRun *run, const SimEvent *event)
{
  guint32 vm = event->signal == DPM_ON_SHORTAGE && event->arg ? (guint32) event->arg - 1 : MODEL_NONE;
  guint32 host = sleeper_for (run, event, vm);

  return host == MODEL_NONE ? sleeper_for (run, event, MODEL_NONE) : host;
}

GUARD (one_is_on_its_way, "a host is on its way already")
{
  return count_in (run, event, HOST_AT_WAKING) || count_in (run, event, HOST_AT_HA_INIT)
         || count_in (run, event, HOST_AT_TO_STANDBY);
}

GUARD (it_will_look_anyway, "it will look anyway")
{
  return sim_is_pending (run, model_host_timers (run, cluster_of (run, event)->first_host)->dpm_look);
}

GUARD (a_sleeper_would_take_it, "it is a power-on that was refused, and a host in standby could take the VM")
{
  return event->arg && sleeper_for (run, event, (guint32) event->arg - 1) != MODEL_NONE;
}

GUARD (a_sleeper_is_needed, "more is needed than is up, and a host is in standby")
{
  return sleeper (run, event) != MODEL_NONE && more_is_needed (run, event);
}

GUARD (fewer_would_do, "without one of them the others are below dpm-load-low")
{
  Load load = load_of (run, event);

  return load.up > 1 && !too_few_for_ha (run, event, load.up - 1)
         && !is_above (run, load.used_mhz, load.mhz - load.largest_mhz, MODEL_DPM_LOAD_LOW)
         && !is_above (run, load.used_mib, load.mib - load.largest_mib, MODEL_DPM_LOAD_LOW)
         && !more_is_needed (run, event);
}

static gboolean
may_go (const SimRun *run, const SimEvent *event, guint32 host)
{
  return model_host_in_pool (run, host) && !model_fleet (run)->hosts[host].dedicated
         && !model_host_state (run, host)->was_needed && !model_admission_holds (run, ME, host, NULL);
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  guint64 x = *(const guint64 *) a, y = *(const guint64 *) b;

  return (x > y) - (x < y);
}

/* The one with the fewest VMs, if they find hosts together, as DRS will move them; among equals the last by name, so that the
 * first ones stay. The first in that order that can go ends the search, since each one asked has all its VMs placed. */
static guint32
dispensable (const SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = cluster_of (run, event);
  g_autofree guint64 *keys = g_new (guint64, cluster->n_hosts);
  g_autofree guint32 *hosts = g_new (guint32, cluster->n_hosts);
  guint32 n = 0;

  for (EACH_HOST (host))
    if (may_go (run, event, host))
      keys[n++] = (guint64) model_host_state (run, host)->n_vms << 32 | (G_MAXUINT32 - host);
  qsort (keys, n, sizeof *keys, compare_keys);
  for (guint32 i = 0; i < n; i++)
    hosts[i] = G_MAXUINT32 - (guint32) keys[i];
  return model_what_if_first (run, ME, hosts, n);
}

/* What it would do in the hours and days after the last step is nobody's question; but it still wakes what is needed. */
GUARD (the_plan_is_over, "every step has ended")
{
  return model_fleet (run)->n_steps > 0 && STATE (PLAN, 0) == PLAN_AT_OVER;
}

GUARD (none_can_go, "none can go: VMs that stay, rules, or the failover level")
{
  return dispensable (run, event) == MODEL_NONE;
}

/* ---- What is done ---- */

ACTION (wake, "have it powered on", "{a:name}", SENDS (TO (HOST, WAKE)))
{
  guint32 host = sleeper (run, event);

  sim_cancel (run, &model_host_timers (run, cluster_of (run, event)->first_host)->dpm);
  model_host_state (run, host)->was_needed = TRUE;
  sim_tell (run, ACTOR (HOST, host), 0);
  TELL (HOST, host, HOST_ON_WAKE, 0);
}

ACTION (wait, "see whether that lasts", NULL, SENDS (TO (DPM, LONG_ENOUGH)))
{
  model_host_timers (run, cluster_of (run, event)->first_host)->dpm
      = TELL_IN (model_number (run, MODEL_DPM_AFTER), DPM, ME, DPM_ON_LONG_ENOUGH, 0);
}

ACTION (wait_no_more, "let it be", NULL, SENDS_NOTHING)
{
  sim_cancel (run, &model_host_timers (run, cluster_of (run, event)->first_host)->dpm);
}

ACTION (send_to_standby, "have it emptied and powered off", "{a:name}", SENDS (TO (HOST, STAND_BY)))
{
  guint32 host = dispensable (run, event);

  sim_tell (run, ACTOR (HOST, host), 0);
  TELL (HOST, host, HOST_ON_STAND_BY, 0);
}

/* At its interval, and not in between: what changes meanwhile it sees then, and where nothing does it would only see the
 * same again. */
ACTION (plan_to_look, "look when its interval has come round", NULL, SENDS (TO (DPM, LOOK)))
{
  gint64 interval = MAX (1, model_number (run, MODEL_DPM_INTERVAL));

  model_host_timers (run, cluster_of (run, event)->first_host)->dpm_look
      = TELL_IN (interval - sim_now (run) % interval, DPM, ME, DPM_ON_LOOK, 0);
}

ACTION (take_up, "look", NULL, SENDS (TO (DPM, LOOK)))
{
  TELL (DPM, ME, DPM_ON_LOOK, 0);
}

/* clang-format off */
const SimRow model_DPM_rows[] = {
  STAY   (ON_DUTY,     ON (LOOK),        it_cannot_act,                         NOTHING,         "vCenter is away, or DRS only recommends",                     "VC-05"),
  STAY   (ON_DUTY,     ON (LOOK),        one_is_on_its_way,                     NOTHING,         "it takes one host at a time",                                 "model"),
  ROW    (ON_DUTY,     ON (LOOK),        a_sleeper_is_needed, GO (READY),       wake,            "load, HA or an evacuation needs another host",                "AC-35 HA-35"),
  ROW    (AT (READY),  ON (LOOK),        fewer_would_do,      GO (SLACK),       wait,            "fewer hosts would do",                                        "model"),
  IGNORE (AT (READY),  ON (LOOK),        "all that are up are needed"),
  STAY   (AT (SLACK),  ON (LOOK),        fewer_would_do,                        NOTHING,         "fewer hosts would do still",                                  "model"),
  ROW    (AT (SLACK),  ON (LOOK),        ALWAYS,              GO (READY),       wait_no_more,    "all that are up are needed again",                            "model"),
  IGNORE (AT (OFF),    ON (LOOK),        "it is off"),
  STAY   (ON_DUTY,     ON (CAPACITY),    it_will_look_anyway,                   NOTHING,         "it will look anyway",                                         "model"),
  STAY   (ON_DUTY,     ON (CAPACITY),    ALWAYS,                                plan_to_look,    "hosts or VMs have come or gone",                              "model"),
  IGNORE (AT (OFF),    ON (CAPACITY),    "it is off"),
  STAY   (ON_DUTY,     ON (SHORTAGE),    it_cannot_act,                         NOTHING,         "vCenter is away, or DRS only recommends",                     "VC-05"),
  STAY   (ON_DUTY,     ON (SHORTAGE),    one_is_on_its_way,                     NOTHING,         "a host is on its way already",                                "model"),
  ROW    (ON_DUTY,     ON (SHORTAGE),    a_sleeper_would_take_it, GO (READY),   wake,            "{from} cannot be powered on without it",                         "AC-35 DRS-01"),
  ROW    (ON_DUTY,     ON (SHORTAGE),    a_sleeper_is_needed, GO (READY),       wake,            "load, HA or an evacuation needs another host",                "AC-35 HA-35"),
  IGNORE (ON_DUTY,     ON (SHORTAGE),    "no host in standby would help"),
  IGNORE (AT (OFF),    ON (SHORTAGE),    "it is off"),
  ROW    (AT (SLACK),  ON (LONG_ENOUGH), it_cannot_act,       GO (READY),       NOTHING,         "vCenter is away, or DRS only recommends",                     "VC-05"),
  ROW    (AT (SLACK),  ON (LONG_ENOUGH), one_is_on_its_way,   GO (READY),       NOTHING,         "it takes one host at a time",                                 "model"),
  ROW    (AT (SLACK),  ON (LONG_ENOUGH), the_plan_is_over,    GO (READY),       NOTHING,         "the rehearsal is over, and it would save power from now on",  "model"),
  ROW    (AT (SLACK),  ON (LONG_ENOUGH), none_can_go,         GO (READY),       NOTHING,         "it breaks no rule and no failover level to save power",       "AC-35 DRS-09"),
  ROW    (AT (SLACK),  ON (LONG_ENOUGH), ALWAYS,              GO (READY),       send_to_standby, "fewer hosts have done for long enough",                       "LCM-15 AC-35"),
  IGNORE (ANY & ~AT (SLACK), ON (LONG_ENOUGH), "that has changed"),
  ROW    (ON_DUTY,     ON (SWITCH_OFF),  ALWAYS,              GO (OFF),         wait_no_more,    "{from} switches it off",                                      "LCM-15"),
  IGNORE (AT (OFF),    ON (SWITCH_OFF),  "it is off"),
  ROW    (AT (OFF),    ON (SWITCH_ON),   ALWAYS,              GO (READY),       take_up,         "{from} switches it on again",                                 "LCM-15"),
  IGNORE (ON_DUTY,     ON (SWITCH_ON),   "it is on"),
};
/* clang-format on */
const guint model_DPM_n_rows = G_N_ELEMENTS (model_DPM_rows);
