/* The vsan-decommission machine: what happens to a host's data before it may be in maintenance (handbook 8.11, VS-11).
 *
 * With ensure-accessibility only what would be lost without the host is moved: copies that stand alone, or that others are
 * just being brought up to date from. Full migration moves everything and needs a fault domain more than the policy does.
 * Nothing is moved back afterwards. Data and VMs leave at the same time, and the host waits for both.
 *
 * Facts: B23 VS-11 VS-12. */

#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << DECOMMISSION_AT_##STATE)
#define ON(SIGNAL) DECOMMISSION_ON_##SIGNAL
#define GO(STATE)  DECOMMISSION_AT_##STATE
#define ANY        ((1u << DECOMMISSION_N_STATES) - 1)

/* The mode that the step asks for which wants the host in maintenance; the default is the product's. */
static guint32
mode_of (const SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelHostState *host = model_host_state (run, ME);
  SimId requester = host->requester;

  if (requester && run->model->machine_of[requester] == MODEL_MACHINE_STEP)
    return fleet->steps[model_index (run, requester)].vsan_mode;
  return host->step ? fleet->steps[host->step - 1].vsan_mode : MODEL_VSAN_ENSURE_ACCESSIBILITY;
}

/* ---- Questions ---- */

/* An object that is not accessible as it is cannot be saved by moving what is left of it. */
static gboolean
has_to_move (const SimRun *run, const SimEvent *event, guint32 component)
{
  guint32 object = model_fleet (run)->components[component].object, mode = mode_of (run, event);

  if (model_component (run, component)->state != MODEL_IS_ACTIVE || mode == MODEL_VSAN_NO_ACTION)
    return FALSE;
  return mode == MODEL_VSAN_FULL_MIGRATION
         || (*model_object_condition (run, object) != MODEL_IS_LOST
             && !model_vsan_object_without (run, object, ME).accessible);
}

GUARD (nothing_has_to_move, "nothing has to move")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (has_to_move (run, event, c))
      return FALSE;
  return TRUE;
}

/* Full migration is refused as a whole (VS-11, B23); ensure-accessibility must save every object, too. */
GUARD (all_can_move, "another host or fault domain has room for each")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (has_to_move (run, event, c) && model_vsan_target (run, c) == MODEL_NONE)
      return FALSE;
  return TRUE;
}

GUARD (is_under_way, "what is being moved has not arrived")
{
  return model_vsan_has_batch (run, ME, MODEL_BATCH_MOVE);
}

/* ---- What is done ---- */

static ModelBlocker
blocker_of (const SimRun *run, const SimEvent *event)
{
  return mode_of (run, event) == MODEL_VSAN_FULL_MIGRATION ? MODEL_BLOCKER_VSAN_FULL
                                                           : MODEL_BLOCKER_VSAN_ACCESS;
}

static SimId
blamed (const SimRun *run, const SimEvent *event)
{
  return ACTOR (VSAN, model_fleet (run)->hosts[ME].cluster);
}

static void
let_go (SimRun *run, const SimEvent *event)
{
  sim_find_end (run, MODEL_FIND_EVACUATION_BLOCKED, blamed (run, event), event->to);
}

/* Components that are rebuilt elsewhere have a target, too, and are not active. */
static gboolean
is_on_its_way (const SimRun *run, guint32 component)
{
  return model_component (run, component)->target
         && model_component (run, component)->state == MODEL_IS_ACTIVE;
}

/* One component after another: those that were through when it was stopped have arrived, and the one under way has not. */
static gboolean
keep_what_has_arrived (SimRun *run, const SimEvent *event)
{
  gboolean moved = FALSE;
  gint64 all = 0, sent;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (is_on_its_way (run, c))
      all = model_vsan_sum (all, model_fleet (run)->components[c].mib << 20);
  sent = all - model_vsan_bytes_moving (run, ME);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target = model_component (run, c)->target;

    if (!is_on_its_way (run, c))
      continue;
    sent -= model_fleet (run)->components[c].mib << 20;
    if (sent >= 0 && STATE (COMPONENTS, target - 1) == COMPONENTS_AT_ACTIVE) {
      model_vsan_move (run, c);
      moved = TRUE;
    } else {
      model_vsan_unbook (run, c);
    }
  }
  return moved;
}

/* What has arrived is active there. What was meant for a host that has gone meanwhile has to look for another. */
static void
finish_moves (SimRun *run, const SimEvent *event)
{
  model_vsan_end_batch (run, ME, MODEL_BATCH_MOVE);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target = model_component (run, c)->target;

    if (!is_on_its_way (run, c))
      continue;
    if (STATE (COMPONENTS, target - 1) == COMPONENTS_AT_ACTIVE)
      model_vsan_move (run, c);
    else
      model_vsan_unbook (run, c);
  }
}

/* What is on its way and need not be any more: others have caught up meanwhile, or the host stays. */
static void
give_up_moves (SimRun *run, const SimEvent *event)
{
  gboolean moved;

  if (!model_vsan_has_batch (run, ME, MODEL_BATCH_MOVE))
    return;
  moved = keep_what_has_arrived (run, event);
  model_vsan_end_batch (run, ME, MODEL_BATCH_MOVE);
  if (moved)
    model_vsan_notify (run, model_fleet (run)->hosts[ME].cluster);
}

static void
begin_moves (SimRun *run, const SimEvent *event)
{
  gint64 bytes = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target = has_to_move (run, event, c) ? model_vsan_target (run, c) : MODEL_NONE;

    if (target == MODEL_NONE)
      continue;
    model_vsan_book (run, c, target);
    bytes = model_vsan_sum (bytes, model_fleet (run)->components[c].mib << 20);
  }
  sim_tell (run, bytes, 0);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_MOVE, bytes);
}

static void
be_blocked (SimRun *run, const SimEvent *event)
{
  ModelBlocker blocker = blocker_of (run, event);
  gint64 evidence[SIM_EVIDENCE_MAX] = { blocker, ACTOR (HOST, ME), 0, 0, 0, 0 };

  sim_find (run, MODEL_FIND_EVACUATION_BLOCKED, SIM_OUTAGE, blamed (run, event), event->to, evidence);
  sim_tell (run, blocker, 0);
  TELL (HOST, ME, HOST_ON_BLOCKED, blocker);
}

ACTION (be_ready, "tell the host", NULL,
        SENDS (TO (HOST, EMPTY), TO (HOST, UNBLOCKED), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  if (run->entry.state_from == DECOMMISSION_AT_BLOCKED)
    TELL (HOST, ME, HOST_ON_UNBLOCKED, 0);
  give_up_moves (run, event);
  let_go (run, event);
  TELL (HOST, ME, HOST_ON_EMPTY, 0);
}

ACTION (move, "copy it to other hosts", "{a:volume}", SENDS (TO (HOST, UNBLOCKED), MODEL_VSAN_RESYNC_NOTICES))
{
  if (run->entry.state_from == DECOMMISSION_AT_BLOCKED)
    TELL (HOST, ME, HOST_ON_UNBLOCKED, 0);
  let_go (run, event);
  begin_moves (run, event);
}

ACTION (hold, "hold the host", "{a:blocker-short}", SENDS (TO (HOST, BLOCKED)))
{
  be_blocked (run, event);
}

ACTION (arrive, "see whether that was all", NULL,
        SENDS (TO (DECOMMISSION, AGAIN), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  finish_moves (run, event);
  model_vsan_notify (run, model_fleet (run)->hosts[ME].cluster);
}

ACTION (stop, "leave data where it is by now", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  give_up_moves (run, event);
  let_go (run, event);
}

/* clang-format off */
const SimRow model_DECOMMISSION_rows[] = {
  ROW    (ANY & ~AT (MOVING), ON (ENTER), nothing_has_to_move, GO (READY),   be_ready, "nothing would be lost that may not be",          "VS-11 VS-13"),
  ROW    (ANY & ~AT (MOVING), ON (ENTER), all_can_move,        GO (MOVING),  move,     "the mode asks for it, or it would be lost",      "VS-11 VS-12"),
  ROW    (ANY & ~AT (MOVING), ON (ENTER), ALWAYS,              GO (BLOCKED), hold,     "there is no host or fault domain to move it to", "VS-11 B23"),
  IGNORE (AT (MOVING),   ON (ENTER), "it is being moved already"),
  STAY   (AT (MOVING),   ON (MOVED), ALWAYS,                                 arrive,   "it has arrived",                                 "VS-11"),
  IGNORE (ANY & ~AT (MOVING), ON (MOVED), "nobody wants it moved any more"),
  IGNORE (AT (IDLE),     ON (AGAIN), "nobody wants it moved"),
  STAY   (AT (READY),    ON (AGAIN), nothing_has_to_move,      NOTHING,                "nothing has to move still",                      "VS-11"),
  ROW    (AT (MOVING) | AT (BLOCKED), ON (AGAIN), nothing_has_to_move, GO (READY), be_ready, "nothing has to move any more",             "VS-11"),
  STAY   (AT (MOVING),   ON (AGAIN), is_under_way,             NOTHING,                "what is being moved is not there yet",           "model"),
  ROW    (AT (BLOCKED) | AT (READY), ON (AGAIN), all_can_move, GO (MOVING),  move,     "it has to move, and can",                        "VS-11 VS-12"),
  STAY   (AT (MOVING),   ON (AGAIN), all_can_move,             move,                   "more has to move, and can",                      "VS-11 VS-12"),
  STAY   (AT (BLOCKED),  ON (AGAIN), ALWAYS,                   NOTHING,                "that does not help it",                          "B23"),
  ROW    (AT (MOVING) | AT (READY), ON (AGAIN), ALWAYS,        GO (BLOCKED), hold,     "there is no host or fault domain to move it to", "VS-11 B23"),
  ROW    (AT (READY),    ON (STAY),  ALWAYS,                   GO (IDLE),    stop,     "its host is in maintenance, or need not be",     "EV-01"),
  ROW    (AT (MOVING) | AT (BLOCKED), ON (STAY), ALWAYS,       GO (IDLE),    stop,     "its host need not be in maintenance any more",   "EV-01"),
  IGNORE (AT (IDLE),     ON (STAY),  "nobody wanted it moved"),
};
/* clang-format on */
const guint model_DECOMMISSION_n_rows = G_N_ELEMENTS (model_DECOMMISSION_rows);
