/* The DRS machine of one cluster (handbook 2.1, 2.2). Hosts that are to be emptied come first, then rules that do not hold
 * any more, then balance; each as far as both ends have a slot. What it decides it decides from the world as it is; nothing
 * is planned ahead.
 *
 * What a scenario begins with counts as settled. DRS looks at its interval, and within half a minute when hosts have come
 * or gone (DRS-05); between two such moments nothing changes that it decides by, so that is when it looks, and not every
 * minute.
 *
 * Facts: AC-30 DRS-01 DRS-05 DRS-11. */

#include "models/compute/balance.h"
#include "models/compute/defragment.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/pools.h"
#include "models/compute/registered.h"
#include "models/compute/rules.h"
#include "models/compute/vmotion.h"
#include "models/ha/admission.h"
#include "models/notices.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/vcls.h"
#include "models/words.h"

#define AT(STATE) (1u << DRS_AT_##STATE)
#define ON(SIGNAL) DRS_ON_##SIGNAL
#define GO(STATE) DRS_AT_##STATE
#define ANY (AT (READY) | AT (BLIND) | AT (OFF) | AT (LAMED))
#define STILL (AT (OFF) | AT (BLIND) | AT (LAMED))

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* ---- Questions ---- */

/* AHV's scheduler is another one and only looks for hot spots; it is not modelled. */
static gboolean
is_drs (const SimRun *run, const SimEvent *event)
{
  return cluster_of (run, event)->platform != MODEL_NUTANIX_AHV;
}

GUARD (nobody_approves, "it only recommends")
{
  return model_cluster_state (run, ME)->automation != MODEL_AUTOMATION_FULL;
}

static gboolean
is_approved (const SimRun *run, const SimEvent *event, guint32 host)
{
  return !nobody_approves_test (run, event) || model_host_state (run, host)->approved;
}

GUARD (nobody_has_approved, "it only recommends, and nobody has approved")
{
  return !is_approved (run, event, (guint32) event->arg);
}

GUARD (it_need_not_be_emptied, "it has been lost, or the task is over")
{
  return !model_host_state (run, (guint32) event->arg)->emptying;
}

GUARD (admission_control_forbids, "admission control would be violated without it")
{
  return model_admission_holds (run, ME, (guint32) event->arg, NULL);
}

GUARD (nothing_is_stuck, "nothing is stuck")
{
  for (EACH_HOST (host))
    if (STATE (HOST, host) == HOST_AT_STUCK)
      return FALSE;
  return TRUE;
}

GUARD (nothing_would_change, "nothing waits for it")
{
  return !is_drs (run, event) && nothing_is_stuck_test (run, event);
}

GUARD (it_will_look_anyway, "it will look anyway")
{
  return model_cluster_state (run, ME)->look_at > sim_now (run);
}

/* ---- What is done ---- */

/* VMs that run where a rule does not want them, and could run where fewer of theirs are broken (DRS-11). TRUE when one waits
 * for a slot. */
static gboolean
correct (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean waits = FALSE;

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 i = 0; i < fleet->rules[r].n_vms && fleet->rules[r].cluster == ME; i++) {
      guint32 vm = fleet->rules[r].vms[i], host = model_vm_state (run, vm)->host, to;
      guint broken;

      if (!model_may_be_moved (run, vm) || model_rule_allows (run, r, vm, host))
        continue;
      broken = model_rules_broken (run, vm, host);
      to = model_place (run, vm, MODEL_FOR_EVACUATION).host;
      if (to != MODEL_NONE && model_rules_broken (run, vm, to) < broken)
        waits |= model_move (run, vm, to, MODEL_MOVE_CORRECT) != MODEL_LIMIT_NONE;
    }
  return waits;
}

/* TRUE when the next move waits for a slot; those after it wait behind it. */
static gboolean
even_out (SimRun *run, const SimEvent *event)
{
  ModelRecommendation next;

  while ((next = model_balance (run, ME)).vm != MODEL_NONE)
    if (model_move (run, next.vm, next.to, MODEL_MOVE_EVEN))
      return TRUE;
  return FALSE;
}

/* Moves that leave one host with room for a VM that HA cannot restart (HA-38). TRUE when one waits for a slot. */
static gboolean
make_room_for (SimRun *run, guint32 vm)
{
  ModelDefragment moves = model_defragment (run, vm);
  gboolean waits = FALSE;

  if (!model_vcenter_offers (run, model_fleet (run)->vms[vm].cluster, MODEL_FUNCTION_RESTART_HELP))
    return FALSE;
  for (guint32 i = 0; i < moves.n; i++)
    waits |= model_move (run, moves.vms[i], moves.to[i], MODEL_MOVE_MAKE_ROOM) != MODEL_LIMIT_NONE;
  return waits;
}

static gboolean
make_room (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = cluster_of (run, event);
  gboolean waits = FALSE;

  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms && model_ha_cluster (run, ME)->pending; vm++)
    if (STATE (RESTART, vm) == RESTART_AT_PENDING)
      waits |= make_room_for (run, vm);
  return waits;
}

static gboolean
is_making_room (const SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    for (MODEL_EACH_VM_ON (vm, run, host))
      if (model_vm_state (run, vm)->target != MODEL_NONE &&
          model_vm_state (run, vm)->moves_for == MODEL_MOVE_MAKE_ROOM)
        return TRUE;
  return FALSE;
}

/* What need not be, and is done as far as there are slots. What waits for one goes on when one is free. */
static void
improve (SimRun *run, const SimEvent *event)
{
  ModelClusterState *cluster = model_cluster_state (run, ME);

  cluster->queued = FALSE;
  if (is_drs (run, event) && !nobody_approves_test (run, event)) {
    gboolean waits = make_room (run, event);

    waits |= correct (run, event);
    if (!is_making_room (run, event)) /* else it would fill the host again */
      waits |= even_out (run, event);
    cluster->queued = waits ? 1 : 0;
  }
}

/* Moves by hand that waited for a slot ask again, whatever DRS is set to. */
static void
ask_again (SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = cluster_of (run, event);

  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms && model_cluster_state (run, ME)->by_hand; vm++) {
    const ModelVmState *v = model_vm_state (run, vm);

    if (v->waits_by_hand && v->target == MODEL_NONE && !model_vmotion_is_under_way (run, vm))
      TELL (VM, vm, VM_ON_MOVE_BY_HAND, v->step - 1);
  }
}

static void
move_on (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      model_move_from (run, host);
}

/* The whole host is held back, for a reason of the cluster's. */
static void
hold_back (SimRun *run, const SimEvent *event, ModelBlocker blocker)
{
  guint32 host = (guint32) event->arg;
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, host), 0, 0, 0, 0 };

  model_host_state (run, host)->emptying = MODEL_TO_BE_EMPTIED;
  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, model_cluster_thing (run->model, ME), ACTOR (HOST, host),
            evidence);
  sim_tell (run, ACTOR (HOST, host), blocker);
  TELL (HOST, host, HOST_ON_BLOCKED, blocker);
}

/* What it would do: how many VMs would go, and where the first of them. */
static void
recommend (SimRun *run, guint32 host)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0, 0 };

  for (MODEL_EACH_VM_ON (vm, run, host)) {
    ModelPlacement to = { .host = MODEL_NONE };

    if (model_vm_is_tied_down (run, vm) == MODEL_BLOCKER_NONE)
      to = model_place (run, vm, MODEL_FOR_EVACUATION);
    if (to.host == MODEL_NONE)
      continue;
    evidence[0]++;
    evidence[1] = evidence[1] ? evidence[1] : ACTOR (VM, vm);
    evidence[2] = evidence[2] ? evidence[2] : ACTOR (HOST, to.host);
  }
  if (evidence[0])
    sim_find (run, MODEL_FIND_RECOMMENDATION_WAITS, SIM_NOTE, ACTOR (HOST, host), 0, evidence);
}

ACTION (hold_back_admission, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_ADMISSION_CONTROL);
}

ACTION (hold_back_manual, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_NOT_AUTOMATED);
  model_hold_off_vms (run, (guint32) event->arg);
  recommend (run, (guint32) event->arg);
}

ACTION (hold_back_off, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_DRS_OFF);
  model_hold_off_vms (run, (guint32) event->arg);
}

ACTION (hold_back_blind, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_VCENTER_DOWN);
}

ACTION (hold_back_lamed, "move nothing off it", "{a:name}: {b:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  hold_back (run, event, MODEL_BLOCKER_VCLS_GONE);
}

/* VMs are told first and moved afterwards, in the same instant: GO_ON is heard after they have heard. */
ACTION (evacuate, "tell its VMs, move them as slots allow", "{a:name}, {b:vms}",
        SENDS (TO (VM, LEAVE), TO (DRS, GO_ON), TO (HOST, UNBLOCKED)))
{
  guint32 host = (guint32) event->arg;

  model_host_state (run, host)->emptying = MODEL_BEING_EMPTIED;
  sim_tell (run, ACTOR (HOST, host), model_host_state (run, host)->n_vms);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME), ACTOR (HOST, host));
  sim_find_end (run, MODEL_FIND_RECOMMENDATION_WAITS, ACTOR (HOST, host), 0);
  TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  for (MODEL_EACH_VM_ON (vm, run, host))
    TELL (VM, vm, VM_ON_LEAVE, 0);
  model_tell_off_vms_to_leave (run, host, FALSE);
  TELL (DRS, ME, DRS_ON_GO_ON, 0);
}

ACTION (let_stay, "tell its VMs", NULL, SENDS (TO (VM, STAY)))
{
  sim_find_end (run, MODEL_FIND_RECOMMENDATION_WAITS, ACTOR (HOST, event->arg), 0);
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME), ACTOR (HOST, event->arg));
  for (MODEL_EACH_VM_ON (vm, run, (guint32) event->arg))
    TELL (VM, vm, VM_ON_STAY, 0);
  model_keep_off_vms (run, (guint32) event->arg);
}

ACTION (move, "move what there are slots for", NULL, SENDS (MODEL_LEAVE_NOTICES, TO (VM, MOVE_BY_HAND)))
{
  move_on (run, event);
  ask_again (run, event);
  if (model_cluster_state (run, ME)->queued)
    improve (run, event);
}

/* DRS looks at intervals, and soon after hosts have come or gone, but not at once (DRS-05). */
ACTION (plan_to_look, "look soon", NULL, SENDS (TO (DRS, LOOK)))
{
  gint64 interval = MAX (1, model_number (run, model_balance_is_by_deviation (run, ME) ? MODEL_DRS_INTERVAL_OLD
                                                                                       : MODEL_DRS_INTERVAL_NEW));
  SimTime at = MIN ((sim_now (run) / interval + 1) * interval,
                    sim_now (run) + MAX (1, model_number (run, MODEL_DRS_AFTER_EVENT)));

  model_cluster_state (run, ME)->look_at = at;
  TELL_IN (at - sim_now (run), DRS, ME, DRS_ON_LOOK, 0);
}

/* Looks again at everything that is stuck, then moves what there are slots for. */
ACTION (look, "look again at what is stuck, put rules right, even out", NULL,
        SENDS (MODEL_LEAVE_NOTICES, TO (VM, MOVE_BY_HAND), TO (VM, LEAVE), TO (HOST, UNBLOCKED), TO (DRS, EVACUATE), TO (DRS, GO_ON)))
{
  gboolean freed = FALSE;

  for (EACH_HOST (host)) {
    gboolean held_back = sim_find_is_open (run, MODEL_FIND_EVACUATION_BLOCKED, model_cluster_thing (run->model, ME),
                                           ACTOR (HOST, host));
    guint pinned = 0, loose = 0;

    if (STATE (HOST, host) != HOST_AT_STUCK)
      continue;
    if (held_back) {
      if (is_approved (run, event, host) && !model_admission_holds (run, ME, host, NULL))
        TELL (DRS, ME, DRS_ON_EVACUATE, host);
      continue;
    }
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      gboolean can = model_can_move_now (run, vm);

      pinned += STATE (VM, vm) == VM_AT_PINNED && !can ? 1 : 0;
      loose += can ? 1 : 0;
      if (can)
        TELL (VM, vm, VM_ON_LEAVE, 0);
    }
    model_tell_off_vms_to_leave (run, host, TRUE);
    freed |= loose > 0;
    if (loose > 0 && pinned == 0)
      TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  }
  if (freed)
    TELL (DRS, ME, DRS_ON_GO_ON, 0);
  move_on (run, event);
  ask_again (run, event);
  improve (run, event);
}

/* With vCenter back, everything that was being emptied is decided anew. */
ACTION (take_up_again, "decide anew about the hosts that are emptying, look soon", NULL,
        SENDS (TO (DRS, EVACUATE), TO (DRS, CAPACITY), MODEL_DPM_NOTICES))
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
  model_notify_dpm (run, ME);
}

GUARD (somebody_waits_by_hand, "moves by hand wait")
{
  return model_cluster_state (run, ME)->by_hand > 0;
}

ACTION (let_ask_again, "let them ask again", NULL, SENDS (TO (VM, MOVE_BY_HAND)))
{
  ask_again (run, event);
}

GUARD (it_is_not_pending, "it is not waiting any more")
{
  return STATE (RESTART, event->arg) != RESTART_AT_PENDING;
}

ACTION (move_together, "move others together", "{a:name}", SENDS (MODEL_MOVE_NOTICES, MODEL_SHORTAGE_NOTICES))
{
  sim_tell (run, ACTOR (VM, event->arg), 0);
  if (make_room_for (run, (guint32) event->arg))
    model_cluster_state (run, ME)->queued = TRUE;
  model_notify_shortage (run, ME);
}

ACTION (set_automation, "decide anew about the hosts that are emptying, look soon", "{a:automation}",
        SENDS (TO (DRS, EVACUATE), TO (DRS, CAPACITY), MODEL_DPM_NOTICES, TO (ADMISSION, REVIEW)))
{
  if (model_cluster_state (run, ME)->past_vcenter)
    model_notify_admission (run, ME);
  model_forget_past (run, ME);
  model_cluster_state (run, ME)->automation = (guint32) event->arg;
  model_look_at_hidden_rules (run, ME);
  sim_tell (run, event->arg, 0);
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
  TELL (DRS, ME, DRS_ON_CAPACITY, 0);
  model_notify_dpm (run, ME);
}

ACTION (apply, "decide anew about the hosts that are emptying", NULL, SENDS (TO (DRS, EVACUATE), TO (STEP, FINISHED)))
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying) {
      model_host_state (run, host)->approved = TRUE;
      TELL (DRS, ME, DRS_ON_EVACUATE, host);
    }
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

ACTION (refuse_to_apply, "say so", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_DRS_STILL);
}

GUARD (is_switched_off, "it is switched off")
{
  return event->arg == MODEL_AUTOMATION_OFF;
}

GUARD (vcenter_is_away, "vCenter is away")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_DRS);
}

GUARD (vcenter_gives_no_help, "vCenter is away, and nobody makes room for restarts")
{
  return !model_vcenter_offers (run, ME, MODEL_FUNCTION_RESTART_HELP);
}

GUARD (no_agent_runs, "no vCLS VM runs")
{
  return !model_vcls_lets_drs_run (run, ME);
}

GUARD (was_off, "it is off")
{
  return model_cluster_state (run, ME)->automation == MODEL_AUTOMATION_OFF;
}

/* clang-format off */
const SimRow model_DRS_rows[] = {
  STAY   (ANY,        ON (EVACUATE),     it_need_not_be_emptied,    NOTHING,             "nobody wants it empty any more",                    "model"),
  STAY   (AT (READY), ON (EVACUATE),     nobody_has_approved,          hold_back_manual,    "recommendations wait for somebody to approve them", "DRS-01 B05"),
  STAY   (AT (READY), ON (EVACUATE),     admission_control_forbids, hold_back_admission, "HA could not cover its failures without this host", "AC-30 B07"),
  STAY   (AT (READY), ON (EVACUATE),     ALWAYS,                    evacuate,            "{from} is to be emptied",                           "EV-01 EV-04"),
  STAY   (AT (OFF),   ON (EVACUATE),     ALWAYS,                    hold_back_off,       "DRS is off",                                        "B26"),
  STAY   (AT (BLIND), ON (EVACUATE),     ALWAYS,                    hold_back_blind,     "vCenter is away",                                   "VC-05"),
  STAY   (ANY,        ON (STAY),         ALWAYS,                    let_stay,            "{from} need not be emptied any more",               "EV-01"),
  STAY   (AT (READY), ON (SLOT),         nothing_is_stuck,          move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         it_will_look_anyway,       move,                "a vMotion has ended",                               "VMO-01"),
  STAY   (AT (READY), ON (SLOT),         ALWAYS,                    look,                "a vMotion has ended, and something is stuck",       "VMO-01 DRS-05"),
  STAY   (STILL,      ON (SLOT),         somebody_waits_by_hand,    let_ask_again,       "a vMotion has ended, and moves by hand wait",       "VMO-01"),
  IGNORE (STILL, ON (SLOT), "no vMotion starts now"),
  IGNORE (STILL, ON (CAPACITY), "nothing moves now"),
  STAY   (AT (READY), ON (CAPACITY),     nothing_would_change,      NOTHING,             "nothing waits for it",                              "DRS-05"),
  STAY   (AT (READY), ON (CAPACITY),     it_will_look_anyway,       NOTHING,             "it will look anyway",                               "DRS-05"),
  STAY   (AT (READY), ON (CAPACITY),     ALWAYS,                    plan_to_look,        "hosts or VMs have come or gone",                    "DRS-05"),
  STAY   (ANY,        ON (MAKE_ROOM),    vcenter_gives_no_help,     NOTHING,             "vCenter is away, and its help with restarts",       "HA-38 VC-05"),
  STAY   (AT (READY), ON (MAKE_ROOM),    nobody_approves,           NOTHING,             "recommendations wait for somebody to approve them", "HA-38"),
  STAY   (AT (READY), ON (MAKE_ROOM),    it_is_not_pending,         NOTHING,             "it has been restarted meanwhile",                   "model"),
  STAY   (AT (READY), ON (MAKE_ROOM),    ALWAYS,                    move_together,       "HA finds no single host for it",                    "HA-38"),
  IGNORE (STILL, ON (MAKE_ROOM), "nothing moves now"),
  STAY   (AT (READY), ON (LOOK),         ALWAYS,                    look,                "the time has come",                                 "DRS-05 DRS-06 DRS-07 DRS-11"),
  IGNORE (STILL, ON (LOOK), "nothing moves now"),
  STAY   (AT (READY), ON (GO_ON),        ALWAYS,                    move,                "those concerned have been told",                    "EV-04 VMO-01"),
  IGNORE (STILL, ON (GO_ON), "nothing moves now"),
  STAY   (AT (LAMED), ON (EVACUATE),     ALWAYS,                    hold_back_lamed,     "no vCLS VM runs, so DRS does not",                  "VCLS-02 VCLS-03"),
  STAY   (AT (READY), ON (APPROVE),      ALWAYS,                    apply,               "{from} approves what it recommends",                "DRS-01 B05"),
  STAY   (STILL,      ON (APPROVE),      ALWAYS,                    refuse_to_apply,     "it does not run, and recommends nothing",           "DRS-01"),
  ROW    (AT (READY), ON (VCLS_GONE),    ALWAYS,  GO (LAMED),       take_up_again,       "no vCLS VM runs any more",                          "VCLS-02 VCLS-03"),
  IGNORE (STILL,      ON (VCLS_GONE),    "it does nothing anyway"),
  ROW    (AT (LAMED), ON (VCLS_BACK),    ALWAYS,  GO (READY),       take_up_again,       "a vCLS VM runs again",                              "VCLS-02"),
  IGNORE (ANY & ~AT (LAMED), ON (VCLS_BACK),    "it was not for want of them"),
  ROW    (AT (READY) | AT (LAMED), ON (VCENTER_DOWN), vcenter_is_away, GO (BLIND), NOTHING,             "it lives in vCenter, which has stopped",            "VC-05"),
  IGNORE (ANY,        ON (VCENTER_DOWN), "nothing moves anyway, or goes on moving"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   was_off, GO (OFF),         NOTHING,             "vCenter is back, and DRS is off",                   "VC-05"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   no_agent_runs, GO (LAMED), take_up_again,      "vCenter is back, and no vCLS VM runs",              "VC-05 VCLS-02"),
  ROW    (AT (BLIND), ON (VCENTER_UP),   ALWAYS,  GO (READY),       take_up_again,       "vCenter is back",                                   "VC-05"),
  IGNORE (AT (OFF) | AT (READY) | AT (LAMED), ON (VCENTER_UP), "it was there"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), is_switched_off, GO (OFF), set_automation, "{from} switches it off",                            "DRS-01"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), vcenter_is_away, GO (BLIND), set_automation, "{from} sets it, for when vCenter is back",        "DRS-01"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), no_agent_runs, GO (LAMED), set_automation, "{from} sets it, and no vCLS VM runs",  "DRS-01 VCLS-02"),
  ROW    (AT (READY) | AT (OFF) | AT (LAMED), ON (SWITCH), ALWAYS,          GO (READY), set_automation, "{from} sets it",                                  "DRS-01"),
  STAY   (AT (BLIND), ON (SWITCH),       ALWAYS,                    set_automation,      "{from} sets it, for when vCenter is back",          "DRS-01"),
};
/* clang-format on */
const guint model_DRS_n_rows = G_N_ELEMENTS (model_DRS_rows);
