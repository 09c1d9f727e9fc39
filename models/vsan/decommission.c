/* The vsan-decommission machine: data that leaves a host, above all before it may be in maintenance (handbook 8.11, VS-11).
 *
 * With ensure-accessibility only what would be lost without the host is moved: copies that stand alone, or that others are
 * just being brought up to date from. Full migration moves everything and needs a fault domain more than the policy does.
 * Nothing is moved back afterwards. Data and VMs leave at the same time, and the host waits for both.
 *
 * A host whose devices are nearly full is relieved without anybody asking: as much as brings it below the limit goes to hosts
 * that stay below it themselves (VS-10). That is resync like any other, and whoever waits for resync waits for it, too.
 *
 * Facts: B23 VS-10 VS-11 VS-12. */

#include "models/rehearsal.h"
#include "models/vsan/moves.h"
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

  if (requester && run->model->machine_of[requester] == MODEL_MACHINE_SITE)
    return MODEL_VSAN_NO_ACTION; /* the other site has been looked at, see site.c */
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

/* Full migration is refused as a whole (VS-11, B23); ensure-accessibility must save every object, too. Room that one component
 * has taken is there for no other. */
GUARD (all_can_move, "other hosts or fault domains have room for all of it")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];
  g_autofree gint64 *taken = g_new0 (gint64, cluster->n_hosts);

  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target = has_to_move (run, event, c) ? model_vsan_target_beside (run, c, taken) : MODEL_NONE;

    if (target != MODEL_NONE)
      taken[target - cluster->first_host] += model_fleet (run)->components[c].mib;
    else if (has_to_move (run, event, c))
      return FALSE;
  }
  return TRUE;
}

GUARD (is_under_way, "what is being moved has not arrived")
{
  return model_vsan_has_batch (run, ME, MODEL_BATCH_MOVE);
}

GUARD (is_nearly_full_and_can_help_it, "its devices are nearly full, and others are not")
{
  if (STATE (COMPONENTS, ME) != COMPONENTS_AT_ACTIVE || !model_vsan_is_nearly_full (run, ME, 0))
    return FALSE;
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_emptier_host (run, c) != MODEL_NONE)
      return TRUE;
  return FALSE;
}

GUARD (is_not_up_to_date, "what it holds does not count now")
{
  return STATE (COMPONENTS, ME) != COMPONENTS_AT_ACTIVE;
}

static gboolean
may_be_reduced (const SimRun *run, const SimEvent *event)
{
  const ModelVsanState *state = model_vsan_state (run, model_fleet (run)->hosts[ME].cluster);

  return state->step && model_fleet (run)->steps[state->step - 1].reduced_redundancy;
}

GUARD (is_clear, "it holds nothing, or what others have, too, and nobody has room for")
{
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_has_to_be_cleared (run, c, may_be_reduced (run, event)))
      return FALSE;
  return TRUE;
}

GUARD (can_be_cleared, "others have room for it, or can do without it")
{
  return model_vsan_can_be_cleared (run, ME, may_be_reduced (run, event));
}

GUARD (its_site_goes_as_one, "its host is to enter with the other hosts of its site")
{
  SimId requester = model_host_state (run, ME)->requester;

  return requester && run->model->machine_of[requester] == MODEL_MACHINE_SITE;
}

GUARD (its_site_enters_now, "every other host of its site is empty, too")
{
  return STATE (SITE, model_fleet (run)->hosts[ME].cluster) == SITE_AT_ENTERING;
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

static void
begin_moves (SimRun *run, const SimEvent *event)
{
  gint64 bytes = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (has_to_move (run, event, c))
      bytes = model_vsan_sum (bytes, model_vsan_book_elsewhere (run, c));
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
  model_vsan_stop_moves (run, ME);
  let_go (run, event);
  TELL (HOST, ME, HOST_ON_EMPTY, 0);
}

ACTION (wait_for_the_site, "hold the host until they are empty", NULL,
        SENDS (TO (HOST, EMPTY), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  TELL (HOST, ME, HOST_ON_EMPTY, 0); /* it may be by now */
}

ACTION (move, "copy it to other hosts", "{a:volume}",
        SENDS (TO (HOST, UNBLOCKED), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  if (run->entry.state_from == DECOMMISSION_AT_BLOCKED)
    TELL (HOST, ME, HOST_ON_UNBLOCKED, 0);
  model_vsan_stop_moves (run, ME);
  let_go (run, event);
  begin_moves (run, event);
}

ACTION (hold, "hold the host", "{a:blocker-short}",
        SENDS (TO (HOST, BLOCKED), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  be_blocked (run, event);
}

ACTION (arrive, "see whether that was all", NULL,
        SENDS (TO (DECOMMISSION, AGAIN), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_finish_moves (run, ME);
  model_vsan_notify (run, model_fleet (run)->hosts[ME].cluster);
}

ACTION (stop, "leave data where it is by now", NULL, SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  let_go (run, event);
}

/* As much as is needed, in the order in which it holds it. */
ACTION (relieve, "copy some of it to emptier hosts", "{a:volume}", SENDS (MODEL_VSAN_RESYNC_NOTICES))
{
  gint64 mib = 0;

  for (MODEL_EACH_COMPONENT_ON (c, run, ME)) {
    guint32 target
        = model_vsan_is_nearly_full (run, ME, -mib) ? model_vsan_emptier_host (run, c) : MODEL_NONE;

    if (target == MODEL_NONE)
      continue;
    model_vsan_book (run, c, target);
    mib += model_fleet (run)->components[c].mib;
  }
  sim_tell (run, mib << 20, 0);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_MOVE, mib << 20);
}

/* Whoever waits for resync may go on. */
ACTION (leave_it, "leave data where it is by now", NULL,
        SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  model_vsan_notify (run, model_fleet (run)->hosts[ME].cluster);
}

static void
tell_format (SimRun *run, const SimEvent *event, guint signal)
{
  TELL (FORMAT, model_fleet (run)->hosts[ME].cluster, signal, 0);
}

ACTION (clear, "copy it to other hosts", "{a:volume}", SENDS (MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  gint64 bytes = 0;

  model_vsan_stop_moves (run, ME);
  for (MODEL_EACH_COMPONENT_ON (c, run, ME))
    if (model_vsan_has_to_be_cleared (run, c, may_be_reduced (run, event)))
      bytes = model_vsan_sum (bytes, model_vsan_book_elsewhere (run, c));
  sim_tell (run, bytes, 0);
  model_vsan_begin_batch (run, ME, MODEL_BATCH_MOVE, bytes);
}

ACTION (be_clear, "say so", NULL, SENDS (TO (FORMAT, EMPTIED), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  tell_format (run, event, FORMAT_ON_EMPTIED);
}

ACTION (stay_full, "say so", NULL,
        SENDS (TO (FORMAT, NO_ROOM), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  tell_format (run, event, FORMAT_ON_NO_ROOM);
}

ACTION (refuse_to_clear, "say so, and go on", NULL, SENDS (TO (FORMAT, NO_ROOM)))
{
  tell_format (run, event, FORMAT_ON_NO_ROOM);
}

ACTION (enter_again, "begin with that", NULL,
        SENDS (TO (FORMAT, NO_ROOM), TO (DECOMMISSION, ENTER), MODEL_VSAN_NOTICES, MODEL_VSAN_RESYNC_NOTICES))
{
  model_vsan_stop_moves (run, ME);
  tell_format (run, event, FORMAT_ON_NO_ROOM);
  TELL (DECOMMISSION, ME, DECOMMISSION_ON_ENTER, 0);
}

#define MAY_BEGIN (ANY & ~(AT (MOVING) | AT (CLEARING) | AT (CLEARED)))

/* clang-format off */
const SimRow model_DECOMMISSION_rows[] = {
  ROW    (AT (CLEARING) | AT (CLEARED), ON (ENTER), ALWAYS,    GO (IDLE),    enter_again, "its host is to enter maintenance, and that goes first", "model"),
  ROW    (MAY_BEGIN, ON (ENTER), its_site_goes_as_one, GO (HELD),   wait_for_the_site, "all hosts of its site enter together", "VS-24"),
  ROW    (MAY_BEGIN, ON (ENTER), nothing_has_to_move, GO (READY),   be_ready, "nothing would be lost that may not be",          "VS-11 VS-13"),
  ROW    (MAY_BEGIN, ON (ENTER), all_can_move,        GO (MOVING),  move,     "the mode asks for it, or it would be lost",      "VS-11 VS-12"),
  ROW    (MAY_BEGIN, ON (ENTER), ALWAYS,              GO (BLOCKED), hold,     "there is no host or fault domain to move it to", "VS-11 B23"),
  IGNORE (AT (MOVING),   ON (ENTER), "it is being moved already"),
  STAY   (AT (MOVING) | AT (BALANCING) | AT (CLEARING), ON (MOVED), ALWAYS,                                 arrive,   "it has arrived",                                 "VS-11"),
  IGNORE (ANY & ~(AT (MOVING) | AT (BALANCING) | AT (CLEARING)), ON (MOVED), "nobody wants it moved any more"),
  ROW    (AT (IDLE),     ON (AGAIN), is_nearly_full_and_can_help_it, GO (BALANCING), relieve, "its devices are nearly full, and others are not", "VS-10"),
  IGNORE (AT (IDLE),     ON (AGAIN), "nobody wants it moved"),
  ROW    (AT (BALANCING), ON (AGAIN), is_not_up_to_date,       GO (IDLE),    leave_it, "what it holds does not count now",               "VS-10"),
  STAY   (AT (BALANCING), ON (AGAIN), is_under_way,            NOTHING,                "what is being moved is not there yet",           "model"),
  STAY   (AT (BALANCING), ON (AGAIN), is_nearly_full_and_can_help_it, relieve,         "its devices are nearly full still",              "VS-10"),
  ROW    (AT (BALANCING), ON (AGAIN), ALWAYS,                  GO (IDLE),    leave_it, "its devices have room again, or nobody else has", "VS-10"),
  STAY   (AT (READY),    ON (AGAIN), nothing_has_to_move,      NOTHING,                "nothing has to move still",                      "VS-11"),
  ROW    (AT (MOVING) | AT (BLOCKED), ON (AGAIN), nothing_has_to_move, GO (READY), be_ready, "nothing has to move any more",             "VS-11"),
  STAY   (AT (MOVING),   ON (AGAIN), is_under_way,             NOTHING,                "what is being moved is not there yet",           "model"),
  ROW    (AT (BLOCKED) | AT (READY), ON (AGAIN), all_can_move, GO (MOVING),  move,     "it has to move, and can",                        "VS-11 VS-12"),
  STAY   (AT (MOVING),   ON (AGAIN), all_can_move,             move,                   "more has to move, and can",                      "VS-11 VS-12"),
  STAY   (AT (BLOCKED),  ON (AGAIN), ALWAYS,                   NOTHING,                "that does not help it",                          "B23"),
  ROW    (AT (MOVING) | AT (READY), ON (AGAIN), ALWAYS,        GO (BLOCKED), hold,     "there is no host or fault domain to move it to", "VS-11 B23"),
  ROW    (AT (READY),    ON (STAY),  ALWAYS,                   GO (IDLE),    stop,     "its host is in maintenance, or need not be",     "EV-01"),
  ROW    (AT (HELD),     ON (AGAIN), its_site_enters_now,      GO (READY),   be_ready, "no VM is left on any host of its site",          "VS-24"),
  STAY   (AT (HELD),     ON (AGAIN), ALWAYS,                   NOTHING,                "other hosts of its site are not empty yet",      "VS-24"),
  ROW    (AT (MOVING) | AT (BLOCKED) | AT (HELD), ON (STAY), ALWAYS, GO (IDLE), stop,  "its host need not be in maintenance any more",   "EV-01"),
  IGNORE (AT (IDLE) | AT (BALANCING) | AT (CLEARING) | AT (CLEARED), ON (STAY), "that is not for its host's sake"),

  /* For a new disk format */
  ROW    (AT (IDLE) | AT (BALANCING), ON (CLEAR), is_clear,       GO (CLEARED),  be_clear,  "there is nothing to move",                      "VS-21"),
  ROW    (AT (IDLE) | AT (BALANCING), ON (CLEAR), can_be_cleared, GO (CLEARING), clear,     "its devices are to be formatted",               "VS-21"),
  ROW    (AT (IDLE) | AT (BALANCING), ON (CLEAR), ALWAYS,         GO (IDLE),     stay_full, "there is no host or fault domain to move it to", "VS-21"),
  STAY   (ANY & ~(AT (IDLE) | AT (BALANCING)), ON (CLEAR), ALWAYS,               refuse_to_clear, "its host is on its way into maintenance",       "VS-21"),
  ROW    (AT (CLEARING), ON (AGAIN), is_not_up_to_date,        GO (IDLE),    leave_it, "what it holds does not count now",               "VS-21"),
  STAY   (AT (CLEARING), ON (AGAIN), is_under_way,             NOTHING,                "what is being moved is not there yet",           "model"),
  ROW    (AT (CLEARING), ON (AGAIN), is_clear,                 GO (CLEARED), be_clear, "what could leave has left",                      "VS-21"),
  STAY   (AT (CLEARING), ON (AGAIN), can_be_cleared,           clear,                  "more has to move, and can",                      "VS-21"),
  ROW    (AT (CLEARING), ON (AGAIN), ALWAYS,                   GO (IDLE),    stay_full, "there is no host or fault domain to move it to", "VS-21"),
  IGNORE (AT (CLEARED),  ON (AGAIN), "its devices are being formatted"),
  ROW    (AT (CLEARING) | AT (CLEARED), ON (FORMATTED), ALWAYS, GO (IDLE),   leave_it, "its devices have been formatted, or are not going to be", "VS-21"),
  IGNORE (ANY & ~(AT (CLEARING) | AT (CLEARED)), ON (FORMATTED), "nobody has cleared it"),
};
/* clang-format on */
const guint model_DECOMMISSION_n_rows = G_N_ELEMENTS (model_DECOMMISSION_rows);
