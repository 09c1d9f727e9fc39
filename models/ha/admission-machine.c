/* The admission-control machine (handbook 8.5). It lives in vCenter: it judges when asked or when hosts come and go, it
 * refuses power-ons, and it never touches what runs. HA restarts do not ask it (HA-39).
 *
 * In a cluster of two hosts that tolerates one failure no host can leave while it is on: the one that stays covers nothing.
 * Switched off, the host leaves, and HA's protection with it (AC-33).
 *
 * It adds up the resource pools as well: the cluster's colour is yellow or red for what they promise (DRS-14), and red for
 * what was powered on past it while vCenter was away (VC-09).
 *
 * Facts: AC-18 AC-33 VC-09. */

#include "models/ha/admission.h"
#include "models/compute/hosts.h"
#include "models/ha/switch.h"
#include "models/compute/pools.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/words.h"

#define AT(STATE)  (1u << ADMISSION_AT_##STATE)
#define ON(SIGNAL) ADMISSION_ON_##SIGNAL
#define GO(STATE)  ADMISSION_AT_##STATE
#define IN_FORCE   (AT (OK) | AT (VIOLATED))
#define ANY        (IN_FORCE | AT (OFF) | AT (ABSENT))

GUARD (is_on, "nobody has switched it off")
{
  return model_admission_is_on (run, ME);
}

GUARD (is_violated, "the tolerated failures are not covered")
{
  return model_admission (run, ME, MODEL_NONE, MODEL_NONE, NULL).violated;
}

GUARD (is_on_and_violated, "it is on and the tolerated failures are not covered")
{
  return model_admission_is_on (run, ME) && is_violated_test (run, event);
}

/* AC-17 warns, needs DRS, and blocks nothing. */
static gboolean
would_degrade (const SimRun *run, guint32 cluster)
{
  return model_cluster_state (run, cluster)->automation != MODEL_AUTOMATION_OFF
         && model_admission (run, cluster, MODEL_NONE, MODEL_NONE, NULL).degraded;
}

/* DRS-14: yellow and red, as findings. */
static gboolean
is_open (const SimRun *run, const SimEvent *event, ModelFinding kind)
{
  return sim_find_is_open (run, kind, model_cluster_thing (run->model, ME), 0);
}

GUARD (validity_changes, "the tree of resource pools adds up no more, or again")
{
  ModelValidity validity = model_colour (run, ME).validity;

  return (validity == MODEL_YELLOW) != is_open (run, event, MODEL_FIND_CLUSTER_OVERCOMMITTED) ||
         (validity == MODEL_RED) != is_open (run, event, MODEL_FIND_CLUSTER_INVALID);
}

GUARD (vcenter_sees_validity_change, "vCenter is there, and the tree of resource pools adds up no more, or again")
{
  return model_vcenter_offers (run, ME, MODEL_FUNCTION_ADMISSION) && validity_changes_test (run, event);
}

GUARD (performance_changes, "VMs would lose more than they tolerate, or no more")
{
  return would_degrade (run, ME)
         != sim_find_is_open (run, MODEL_FIND_PERFORMANCE_DEGRADATION, model_cluster_thing (run->model, ME),
                              0);
}

/* AC-33: with the check off nothing keeps the last host but one from leaving. Where it is on, it says so itself. The host is the
 * one that has all VMs, with no good host beside it; it need not be one itself. */
static gboolean
is_down_to_one (const SimRun *run, guint32 cluster, guint32 *last)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  guint32 good = 0, carrying = 0;

  for (MODEL_EACH_HOST (host, c)) {
    good += model_host_is_good (run, host) ? 1 : 0;
    if (model_host_is_up (run, host) && model_host_state (run, host)->n_vms) {
      *last = host;
      carrying++;
    }
  }
  return good <= 1 && carrying == 1 && c->n_hosts > 1 && model_ha_is_on (run, cluster)
         && !model_admission_is_on (run, cluster) && (good == 0 || model_host_is_good (run, *last));
}

GUARD (it_comes_down_to_one, "HA is down to one host with VMs on it, or no more")
{
  guint32 last = MODEL_NONE;

  return is_down_to_one (run, ME, &last)
         != sim_find_is_open (run, MODEL_FIND_HA_DOWN_TO_ONE, model_cluster_thing (run->model, ME), 0);
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_ADMISSION);
}

/* VC-11: hosts without their agents are no good hosts, and before all have followed their number says nothing. */
GUARD (hosts_are_synced, "its hosts and their HA agents are following it")
{
  guint32 vcenter = model_fleet (run)->clusters[ME].vcenter;

  return vcenter != MODEL_NONE && STATE (VCENTER, vcenter) == VCENTER_AT_SYNCING;
}

GUARD (ha_is_off, "HA is off, and vCenter is there to know")
{
  return !model_ha_is_on (run, ME) && !vcenter_is_away_test (run, event);
}

/* The vCenter whose upgrade is just replacing all HA agents, or the step that has just switched HA on, when that is so:
 * expected, and over in a minute (VC-11). */
static SimId
agents_are_replaced_by (const SimRun *run, const SimEvent *event)
{
  guint32 vcenter = model_fleet (run)->clusters[ME].vcenter;

  return vcenter != MODEL_NONE && STATE (VCENTER, vcenter) == VCENTER_AT_SYNCING ? ACTOR (VCENTER, vcenter)
                                                                                 : model_ha_is_switched_on_by (run, ME);
}

static void
tell_findings (SimRun *run, const SimEvent *event)
{
  guint32 vcenter = model_fleet (run)->clusters[ME].vcenter;
  SimId because_of = agents_are_replaced_by (run, event);
  SimId cluster = model_cluster_thing (run->model, ME);
  ModelAdmission now = model_admission (run, ME, MODEL_NONE, MODEL_NONE, NULL);
  guint32 covers = model_admission_covers (run, ME);
  guint32 wanted = now.policy == MODEL_ADMISSION_DEDICATED ? now.dedicated : MAX (1, now.failures);
  gint64 evidence[SIM_EVIDENCE_MAX] = { now.good, covers, wanted, now.policy };

  if (sim_state (run, event->to) == ADMISSION_AT_VIOLATED) {
    if (because_of && !sim_find_is_open (run, MODEL_FIND_HA_CAPACITY_SHORT, cluster, 0))
      sim_find (run, MODEL_FIND_HA_CAPACITY_SHORT, SIM_NOTE, cluster, because_of, evidence);
    else
      sim_find (run, MODEL_FIND_HA_CAPACITY_SHORT, SIM_RISK, cluster, 0, evidence);
  } else {
    sim_find_end (run, MODEL_FIND_HA_CAPACITY_SHORT, cluster, 0);
  }
  if (vcenter != MODEL_NONE && (!because_of || sim_state (run, event->to) != ADMISSION_AT_VIOLATED))
    sim_find_end (run, MODEL_FIND_HA_CAPACITY_SHORT, cluster, ACTOR (VCENTER, vcenter));
  if (model_ha_cluster (run, ME)->switched_by && (!because_of || sim_state (run, event->to) != ADMISSION_AT_VIOLATED))
    sim_find_end (run, MODEL_FIND_HA_CAPACITY_SHORT, cluster,
                  ACTOR (STEP, model_ha_cluster (run, ME)->switched_by - 1));
  sim_tell (run, now.good, covers);
}

static void
tell_performance (SimRun *run, const SimEvent *event)
{
  SimId cluster = model_cluster_thing (run->model, ME);
  ModelAdmission now = model_admission (run, ME, MODEL_NONE, MODEL_NONE, NULL);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { model_fleet (run)->clusters[ME].performance_degradation, now.memory_in_use_mib, now.memory_left_mib,
          now.cpu_in_use_mhz, now.cpu_left_mhz };

  if (would_degrade (run, ME))
    sim_find (run, MODEL_FIND_PERFORMANCE_DEGRADATION, SIM_NOTE, cluster, 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_PERFORMANCE_DEGRADATION, cluster, 0);
}

static void
tell_validity (SimRun *run, const SimEvent *event)
{
  SimId cluster = model_cluster_thing (run->model, ME);
  ModelPools pools = model_colour (run, ME);
  gint64 promised[SIM_EVIDENCE_MAX]
    = { pools.cpu_mhz, pools.memory_mib, pools.cpu_needed_mhz, pools.memory_needed_mib };
  gint64 red[SIM_EVIDENCE_MAX] = { pools.pool == MODEL_NONE ? 0 : pools.pool + 1, pools.vm == MODEL_NONE ? 0 : ACTOR (VM, pools.vm) };

  if (pools.validity == MODEL_YELLOW)
    sim_find (run, MODEL_FIND_CLUSTER_OVERCOMMITTED, SIM_RISK, cluster, 0, promised);
  else
    sim_find_end (run, MODEL_FIND_CLUSTER_OVERCOMMITTED, cluster, 0);
  if (pools.validity == MODEL_RED)
    sim_find (run, MODEL_FIND_CLUSTER_INVALID, SIM_RISK, cluster, 0, red);
  else
    sim_find_end (run, MODEL_FIND_CLUSTER_INVALID, cluster, 0);
}

static void
tell_down_to_one (SimRun *run, const SimEvent *event)
{
  guint32 last = MODEL_NONE;
  SimId cluster = model_cluster_thing (run->model, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0 };

  if (!is_down_to_one (run, ME, &last)) {
    sim_find_end (run, MODEL_FIND_HA_DOWN_TO_ONE, cluster, 0);
    return;
  }
  evidence[0] = ACTOR (HOST, last);
  evidence[1] = model_host_state (run, last)->n_vms;
  sim_find (run, MODEL_FIND_HA_DOWN_TO_ONE, SIM_RISK, cluster, 0, evidence);
}

ACTION (count_hosts, "say so, and block nothing", NULL, SENDS_NOTHING)
{
  tell_down_to_one (run, event);
  tell_validity (run, event);
}

ACTION (colour, "say so, and go on", NULL, SENDS_NOTHING)
{
  tell_down_to_one (run, event);
  tell_validity (run, event);
}

ACTION (warn, "say so, and block nothing", NULL, SENDS_NOTHING)
{
  tell_performance (run, event);
  tell_validity (run, event);
}

ACTION (review, "add up again", "{a:good-hosts}, covers {b:failures}", SENDS_NOTHING)
{
  tell_down_to_one (run, event);
  tell_findings (run, event);
  tell_performance (run, event);
  tell_validity (run, event);
}

ACTION (switch_off, "remember by whom", NULL, SENDS (TO (DRS, CAPACITY)))
{
  model_cluster_state (run, ME)->admission_off_by = (guint32) event->arg + 1;
  sim_find_end (run, MODEL_FIND_HA_CAPACITY_SHORT, model_cluster_thing (run->model, ME), 0);
  sim_find_end (run, MODEL_FIND_PERFORMANCE_DEGRADATION, model_cluster_thing (run->model, ME), 0);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
}

ACTION (go_with_ha, "check no more", NULL, SENDS (TO (DRS, CAPACITY)))
{
  sim_find_end (run, MODEL_FIND_HA_CAPACITY_SHORT, model_cluster_thing (run->model, ME), 0);
  sim_find_end (run, MODEL_FIND_PERFORMANCE_DEGRADATION, model_cluster_thing (run->model, ME), 0);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
}

ACTION (wait_for_ha, "be on with HA", NULL, SENDS_NOTHING)
{
  model_cluster_state (run, ME)->admission_off_by = 0;
  sim_find_end (run, MODEL_FIND_SETTING_LEFT_OFF, model_cluster_thing (run->model, ME), 0);
}

ACTION (switch_on, "add up again", "{a:good-hosts}, covers {b:failures}", SENDS_NOTHING)
{
  model_cluster_state (run, ME)->admission_off_by = 0;
  sim_find_end (run, MODEL_FIND_SETTING_LEFT_OFF, model_cluster_thing (run->model, ME), 0);
  tell_down_to_one (run, event);
  tell_findings (run, event);
  tell_performance (run, event);
  tell_validity (run, event);
}

/* clang-format off */
const SimRow model_ADMISSION_rows[] = {
  ROW    (IN_FORCE,     ON (REVIEW),       vcenter_is_away,    GO (ABSENT),   NOTHING,    "vCenter is away",                                   "VC-05"),
  ROW    (IN_FORCE,     ON (REVIEW),       ha_is_off,          GO (OFF),      go_with_ha, "HA is switched off, and it with it",                "AC-04 HA-08"),
  ROW    (AT (OFF),     ON (REVIEW),       is_on_and_violated, GO (VIOLATED), review,     "it is on again",                                    "AC-04 VC-11"),
  ROW    (AT (OFF),     ON (REVIEW),       is_on,              GO (OK),       review,     "it is on again",                                    "AC-04"),
  ROW    (AT (OK),      ON (REVIEW),       is_violated,        GO (VIOLATED), review,     "the tolerated failures are not covered now", "AC-18 AC-32"),
  STAY   (AT (OK),      ON (REVIEW),       performance_changes,              warn,       "after the tolerated failures VMs would lose more than they tolerate, or no more", "AC-17"),
  STAY   (AT (OK) | AT (OFF), ON (REVIEW), vcenter_sees_validity_change,     colour,     "its hosts and its resource pools do not add up, or do again", "DRS-14"),
  STAY   (AT (OFF),     ON (REVIEW),       it_comes_down_to_one,              count_hosts, "one host is left that HA could restart anything on, or it is not the only one any more", "AC-33"),
  IGNORE (AT (OK),      ON (REVIEW),       "the tolerated failures are still covered"),
  ROW    (AT (VIOLATED), ON (REVIEW),      is_violated,        GO (VIOLATED), review,     "the tolerated failures are still not covered",      "AC-18"),
  ROW    (AT (VIOLATED), ON (REVIEW),      ALWAYS,             GO (OK),       review,     "the tolerated failures are covered again",          "AC-04"),
  IGNORE (AT (OFF) | AT (ABSENT), ON (REVIEW), "nobody checks"),
  ROW    (IN_FORCE | AT (ABSENT), ON (SWITCH_OFF), ALWAYS,     GO (OFF),      switch_off, "the plan switches it off",                          "AC-34"),
  IGNORE (AT (OFF),     ON (SWITCH_OFF),   "it is off, or HA is: then it stays off when HA is on again"),
  STAY   (AT (OFF),     ON (SWITCH_ON),    ha_is_off,                         wait_for_ha, "HA itself is off",                                 "AC-04"),
  ROW    (AT (OFF),     ON (SWITCH_ON),    vcenter_is_away,    GO (ABSENT),   switch_on,  "it is switched on again",                           "AC-34"),
  ROW    (AT (OFF),     ON (SWITCH_ON),    is_violated,        GO (VIOLATED), switch_on,  "it is switched on again",                           "AC-34"),
  ROW    (AT (OFF),     ON (SWITCH_ON),    ALWAYS,             GO (OK),       switch_on,  "it is switched on again",                           "AC-34"),
  IGNORE (ANY & ~AT (OFF), ON (SWITCH_ON), "it is on"),
  ROW    (IN_FORCE,     ON (VCENTER_DOWN), vcenter_is_away,    GO (ABSENT),   NOTHING,    "it lives in vCenter, which has stopped",            "VC-05"),
  IGNORE (ANY,          ON (VCENTER_DOWN), "nobody checks anyway, or it goes on checking"),
  STAY   (AT (ABSENT),  ON (VCENTER_UP),   hosts_are_synced,                  colour,     "vCenter is back, and adds up when all hosts have followed", "VC-11"),
  ROW    (AT (ABSENT),  ON (VCENTER_UP),   is_on_and_violated, GO (VIOLATED), review,     "vCenter adds up again",                                   "VC-11"),
  ROW    (AT (ABSENT),  ON (VCENTER_UP),   is_on,              GO (OK),       review,     "vCenter adds up again",                                   "VC-11"),
  ROW    (AT (ABSENT),  ON (VCENTER_UP),   ALWAYS,             GO (OFF),      colour,     "vCenter is back, and it was switched off",          "DR-27"),
  STAY   (AT (OFF),     ON (VCENTER_UP),   validity_changes,                  colour,     "vCenter is back and adds up the resource pools",    "VC-09"),
  IGNORE (ANY & ~AT (ABSENT), ON (VCENTER_UP), "it was there"),
};
/* clang-format on */
const guint model_ADMISSION_n_rows = G_N_ELEMENTS (model_ADMISSION_rows);
