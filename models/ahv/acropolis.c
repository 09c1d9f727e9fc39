/* The Acropolis machine: who moves VMs in an AHV cluster. It empties nodes as far as both ends have a slot (N-92), looks again at
 * what could not leave when something has changed, and brings back what had left when a node is there again. It does not
 * balance: that nothing is evened out afterwards is the platform's way (N-91).
 *
 * Facts: N-92. */

#include "models/ahv/ahv.h"
#include "models/ahv/failover.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/words.h"

#define AT(STATE)  (1u << ACROPOLIS_AT_##STATE)
#define ON(SIGNAL) ACROPOLIS_ON_##SIGNAL

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[ME])

GUARD (it_need_not_be_emptied, "it is lost, or need not be emptied any more")
{
  return !model_host_state (run, (guint32) event->arg)->emptying;
}

/* ---- Off a node ---- */

static void
move_off (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if (model_host_state (run, host)->emptying)
      model_move_from (run, host);
}

/* N-90: where a VM was restarted, and from where it goes back, says so. */
static void
lend (SimRun *run, guint32 vm, guint32 from)
{
  if (STATE (NODE, model_ahv_vm (run, vm)->home - 1) != NODE_AT_HEALED)
    return;
  model_ahv_vm (run, vm)->from = from + 1;
  if (model_ahv_host (run, from)->lends++ == 0)
    TELL (NODE, from, NODE_ON_LENDS, 0);
}

/* A VM that cannot come back now stays where it is for good: so it is when its node has given its room away meanwhile. One that
 * is off, or is moved for another reason, is not waited for. */
static void
move_back (SimRun *run, guint32 host)
{
  for (MODEL_EACH_AWAY (vm, run, host)) {
    const ModelVmState *v = model_vm_state (run, vm);
    guint32 rule;

    if (v->target != MODEL_NONE || model_vmotion_is_under_way (run, vm))
      continue; /* it is on its way, here or elsewhere: it is looked at again when it has arrived */
    if (v->host == host || !model_may_be_moved (run, vm)
        || model_vm_against_host (run, vm, host, MODEL_FOR_EVACUATION, &rule) != MODEL_BLOCKER_NONE)
      model_ahv_is_back (run, vm);
    else if (model_move (run, vm, host, MODEL_MOVE_RETURN) == MODEL_LIMIT_NONE)
      lend (run, vm, v->host);
  }
}

static void
move_all_back (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host))
    if ((STATE (NODE, host) == NODE_AT_RETURNING || STATE (NODE, host) == NODE_AT_HEALED) && !model_ahv_host (run, host)->starting)
      move_back (run, host);
}

/* Those that stay for their turn are not told: agents, and what is powered off instead. */
ACTION (evacuate, "tell its VMs, move them as slots allow", "{a:name}", SENDS (TO (VM, LEAVE), TO (ACROPOLIS, GO_ON)))
{
  guint32 host = (guint32) event->arg;

  sim_tell (run, ACTOR (HOST, host), 0);
  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_ahv_fate (run, vm) != MODEL_AHV_GOES_LAST)
      TELL (VM, vm, VM_ON_LEAVE, 0);
  TELL (ACROPOLIS, ME, ACROPOLIS_ON_GO_ON, 0);
}

ACTION (let_stay, "tell its VMs", "{a:name}", SENDS (TO (VM, STAY)))
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  for (MODEL_EACH_VM_ON (vm, run, (guint32) event->arg))
    TELL (VM, vm, VM_ON_STAY, 0);
}

#define MOVES MODEL_LEAVE_NOTICES, MODEL_BACK_NOTICES, TO (NODE, LENDS)

ACTION (move, "move what there are slots for", NULL, SENDS (MOVES))
{
  move_off (run, event);
  move_all_back (run, event);
}

ACTION (bring_back, "move them back as slots allow", "{a:name}", SENDS (MOVES))
{
  sim_tell (run, ACTOR (HOST, event->arg), 0);
  move_back (run, (guint32) event->arg);
}

/* Those that were pinned for something that has gone are told again. */
GUARD (vms_find_no_room, "VMs of a lost node have found no room")
{
  return model_ahv_host (run, model_fleet (run)->clusters[ME].first_host)->pending > 0;
}

ACTION (fail_over, "power its VMs on elsewhere, the largest first", "{a:vms}, no room for {b}", SENDS (MODEL_FAILOVER_NOTICES))
{
  model_ahv_fail_over (run, ME, (guint32) event->arg);
}

ACTION (end_restart, "see how it has ended", "{a:name}", SENDS (MODEL_RESTARTED_NOTICES, MODEL_EMPTY_NOTICES, TO (ACROPOLIS, CAPACITY), MODEL_SLOT_NOTICES))
{
  sim_tell (run, ACTOR (VM, event->arg), 0);
  model_ahv_end_restart (run, (guint32) event->arg);
}

#define LOOKS TO (VM, LEAVE), TO (HOST, UNBLOCKED), TO (ACROPOLIS, GO_ON)

static void
look (SimRun *run, const SimEvent *event)
{
  gboolean freed = FALSE;

  for (EACH_HOST (host)) {
    guint held = 0, loose = 0;

    if (STATE (HOST, host) != HOST_AT_STUCK)
      continue;
    for (MODEL_EACH_VM_ON (vm, run, host)) {
      gboolean can = model_can_move_now (run, vm);

      held += STATE (VM, vm) == VM_AT_PINNED && !can ? 1 : 0;
      loose += can ? 1 : 0;
      if (can)
        TELL (VM, vm, VM_ON_LEAVE, 0);
    }
    freed |= loose > 0;
    if (!held)
      TELL (HOST, host, HOST_ON_UNBLOCKED, 0);
  }
  if (freed)
    TELL (ACROPOLIS, ME, ACROPOLIS_ON_GO_ON, 0);
}

ACTION (look_again, "look again at what could not leave", NULL, SENDS (LOOKS))
{
  look (run, event);
}

ACTION (look_for_room, "try those again, look again at what could not leave", "{a:vms}, no room for {b}", SENDS (LOOKS, MODEL_FAILOVER_NOTICES))
{
  model_ahv_fail_over (run, ME, MODEL_NONE);
  look (run, event);
}

/* clang-format off */
const SimRow model_ACROPOLIS_rows[] = {
  STAY   (AT (READY),  ON (EVACUATE),   it_need_not_be_emptied, NOTHING,    "nobody wants it empty any more",                 "model"),
  STAY   (AT (READY),  ON (EVACUATE),   ALWAYS,                 evacuate,   "{from} is to be emptied",                        "N-88 N-89"),
  STAY   (AT (READY),  ON (STAY),       ALWAYS,                 let_stay,   "{from} need not be emptied any more",            "model"),
  STAY   (AT (READY),  ON (SLOT),       ALWAYS,                 move,       "a live migration has ended",                     "N-92"),
  STAY   (AT (READY),  ON (GO_ON),      ALWAYS,                 move,       "those concerned have been told",                 "N-92"),
  STAY   (AT (READY),  ON (BRING_BACK), ALWAYS,                 bring_back, "{from} takes VMs again",                         "N-89"),
  STAY   (AT (READY),  ON (FAIL_OVER),  ALWAYS,                 fail_over,  "{from} has not been heard for long enough",      "N-80"),
  STAY   (AT (READY),  ON (POWERED_ON), ALWAYS,                 end_restart, "the time that a power-on takes has passed",     "N-80"),
  IGNORE (AT (ABSENT), ON (FAIL_OVER),  "it is not there"),
  IGNORE (AT (ABSENT), ON (POWERED_ON), "it is not there"),
  STAY   (AT (READY),  ON (CAPACITY),   vms_find_no_room,       look_for_room, "hosts or VMs have come or gone",              "N-80 N-88"),
  STAY   (AT (READY),  ON (CAPACITY),   ALWAYS,                 look_again, "hosts or VMs have come or gone",                 "N-88"),
  IGNORE (AT (ABSENT), ON (EVACUATE),   "it is not there"),
  IGNORE (AT (ABSENT), ON (STAY),       "it is not there"),
  IGNORE (AT (ABSENT), ON (SLOT),       "it is not there"),
  IGNORE (AT (ABSENT), ON (GO_ON),      "it is not there"),
  IGNORE (AT (ABSENT), ON (BRING_BACK), "it is not there"),
  IGNORE (AT (ABSENT), ON (CAPACITY),   "it is not there"),
};
/* clang-format on */
const guint model_ACROPOLIS_n_rows = G_N_ELEMENTS (model_ACROPOLIS_rows);
