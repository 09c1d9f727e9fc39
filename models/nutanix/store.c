/* The store machine: the copies of data on one Nutanix node's disks. While its node is away they miss what is written; new
 * writes get all their copies all the same, on other nodes (N-25), but what was written before has one copy fewer (N-26).
 * After a loss that nobody planned, the others begin at once to make the missing copies anew (N-40).
 *
 * A disk is a small node of its own here: what it held is rebuilt, and when it goes offline too often it stays offline.
 *
 * Facts: N-40 N-43 N-46. */

#include "models/nutanix/stores.h"

#include "models/notices.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/filling.h"
#include "models/nutanix/mode.h"
#include "models/words.h"

#define AT(STATE)  (1u << STORE_AT_##STATE)
#define ON(SIGNAL) STORE_ON_##SIGNAL
#define GO(STATE)  STORE_AT_##STATE
#define ANY        ((1u << STORE_N_STATES) - 1)
#define HERE       (AT (CURRENT) | AT (SURPLUS))
#define MISSED     (AT (STALE) | AT (REBUILDING) | AT (SHORT))

#define STORE_OF_ME model_store_state (run, ME)

/* ---- Questions ---- */

GUARD (it_is_on_purpose, "its CVM is down on purpose, and for a while")
{
  return event->arg != 0;
}

GUARD (nobody_knows_how_much, "how much it holds is not said")
{
  return STORE_OF_ME->holds == 0;
}

GUARD (no_other_node_is_there, "the cluster has one node")
{
  return model_is_one_node (model_fleet (run), model_fleet (run)->hosts[ME].cluster);
}

GUARD (it_is_one_disk, "it is about one disk of it")
{
  return STORE_OF_ME->disk != 0;
}

GUARD (something_is_left, "there was no room for the rest")
{
  return STORE_OF_ME->left > STORE_OF_ME->batch;
}

GUARD (something_was_copied, "some of it has been copied elsewhere")
{
  const ModelStoreState *store = STORE_OF_ME;

  if (model_store_copies_to_itself (run, ME))
    return FALSE;
  return store->copied > 0
         || MIN (store->batch, sim_muldiv (store->rate, sim_now (run) - store->since, SIM_SECOND)) > 0;
}

GUARD (some_of_the_disk_was_copied, "it is about one disk, and some of it has been copied elsewhere")
{
  return STORE_OF_ME->disk && something_was_copied_test (run, event);
}

GUARD (there_is_room_now, "there is room for more of it")
{
  return model_storage_room (run, model_fleet (run)->hosts[ME].cluster, ME) > 0;
}

/* N-46. */
static gboolean
it_is_out (const SimRun *run, guint32 host, SimTime now)
{
  const SimTime *offline = model_store_state (run, host)->offline;
  gint64 strikes = 1;

  for (guint i = 0; i < G_N_ELEMENTS (model_store_state (run, host)->offline); i++)
    strikes += offline[i] != SIM_NEVER && now - offline[i] < model_number (run, MODEL_DISK_WINDOW);
  return strikes >= model_number (run, MODEL_DISK_STRIKES);
}

GUARD (it_stays_offline, "it has been marked offline too often within an hour")
{
  return sim_find_is_open (run, MODEL_FIND_DISK_OFFLINE, event->to, 0);
}

/* ---- What is done ---- */

/* A cluster of one node or two is run by another mode when a disk is out. */
static void
tell_mode (SimRun *run, const SimEvent *event, guint signal)
{
  guint32 cluster = model_fleet (run)->hosts[ME].cluster;

  if (model_is_small (model_fleet (run), cluster))
    TELL (MODE, cluster, signal, ME);
}

static void
begin (SimRun *run, const SimEvent *event, gint64 bytes)
{
  STORE_OF_ME->left = MAX (bytes - STORE_OF_ME->copied, 0);
  model_store_go_on (run, ME);
  model_store_notify_others (run, ME);
}

ACTION (wait, "see whether it comes back", NULL, SENDS (TO (STORE, OVERDUE), MODEL_RESHARE_NOTICES))
{
  SimTicket *timer = &model_host_timers (run, ME)->store;

  model_store_take_stock (run, ME);
  sim_cancel (run, timer);
  *timer = TELL_IN (model_number (run, MODEL_CVM_LONG), STORE, ME, STORE_ON_OVERDUE, 0);
  model_store_notify_others (run, ME);
}

ACTION (miss, "miss its copies", NULL, SENDS (MODEL_RESHARE_NOTICES))
{
  model_store_take_stock (run, ME);
  model_store_notify_others (run, ME);
}

/* Those that were made on other disks of this very node go with it, or are trimmed at once when the disk is back. */
static void
forget_own_copies (SimRun *run, const SimEvent *event)
{
  if (!model_store_copies_to_itself (run, ME))
    return;
  STORE_OF_ME->holds -= STORE_OF_ME->copied;
  STORE_OF_ME->copied = 0;
}

ACTION (rebuild, "make the missing copies anew, from many to many", "{a:volume} at {b:bytes-s}",
        SENDS (MODEL_REBUILD_NOTICES, MODEL_RESHARE_NOTICES))
{
  forget_own_copies (run, event);
  STORE_OF_ME->disk = 0;
  model_store_take_stock (run, ME);
  begin (run, event, STORE_OF_ME->holds);
  sim_tell (run, STORE_OF_ME->left, STORE_OF_ME->rate);
}

/* N-46: the times before count, and this one. */
static void
strike (SimRun *run, const SimEvent *event)
{
  ModelStoreState *store = STORE_OF_ME;

  if (it_is_out (run, ME, sim_now (run)))
    sim_find (run, MODEL_FIND_DISK_OFFLINE, SIM_RISK, event->to, 0, NULL);
  store->offline[1] = store->offline[0];
  store->offline[0] = sim_now (run);
}

ACTION (rebuild_disk, "make its copies anew, from many to many", "{a:volume} at {b:bytes-s}",
        SENDS (MODEL_REBUILD_NOTICES, MODEL_RESHARE_NOTICES, TO (MODE, DISK_LOST), MODEL_CVM_NOTICES))
{
  ModelStoreState *store = STORE_OF_ME;

  model_filling_enter (run, model_fleet (run)->hosts[ME].cluster, MODEL_NONE, MODEL_NONE);
  store->disk = 1;
  tell_mode (run, event, MODE_ON_DISK_LOST);
  strike (run, event);
  begin (run, event, model_store_of_disk (run, ME));
  sim_tell (run, store->left, store->rate);
  model_notify_members_of_cvm (run, ME);
}

ACTION (miss_disk, "miss its copies", NULL, SENDS (TO (MODE, DISK_LOST), MODEL_CVM_NOTICES))
{
  STORE_OF_ME->disk = 1;
  tell_mode (run, event, MODE_ON_DISK_LOST);
  strike (run, event);
  model_notify_members_of_cvm (run, ME);
}

ACTION (reshare, "go on at the rate that is left for it", NULL, SENDS (MODEL_REBUILD_NOTICES))
{
  model_store_put_down (run, ME);
  model_store_go_on (run, ME);
}

ACTION (rebuild_rest, "copy what there is room for now", NULL,
        SENDS (MODEL_REBUILD_NOTICES, MODEL_RESHARE_NOTICES))
{
  model_store_go_on (run, ME);
  model_store_notify_others (run, ME);
  sim_find_end (run, MODEL_FIND_REBUILD_SHORT, event->to, 0);
}

ACTION (run_short, "stop short", "{a:volume} without a second place",
        SENDS (MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 };

  model_store_put_down (run, ME);
  evidence[0] = STORE_OF_ME->left;
  sim_find (run, MODEL_FIND_REBUILD_SHORT, SIM_RISK, event->to, 0, evidence);
  sim_tell (run, STORE_OF_ME->left, 0);
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

ACTION (let_go, "depend on it no more", NULL, SENDS (MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  model_store_put_down (run, ME);
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

/* The disk's data is where it is needed: what the node holds is that much less, and so is its room. */
ACTION (let_disk_go, "depend on it no more", NULL, SENDS (MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  model_store_put_down (run, ME);
  STORE_OF_ME->holds -= STORE_OF_ME->copied;
  STORE_OF_ME->copied = 0;
  STORE_OF_ME->disk = 0;
  STORE_OF_ME->disks_lost = 1;
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

/* A node that was away has nothing of what was written meanwhile; one whose disk was out goes on as before. */
static void
enter_what_came_meanwhile (SimRun *run, const SimEvent *event)
{
  model_filling_enter (run, model_fleet (run)->hosts[ME].cluster, STORE_OF_ME->disk ? MODEL_NONE : ME, MODEL_NONE);
}

ACTION (be_current, "use it again", NULL, SENDS (TO (MODE, DISK_BACK), MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  enter_what_came_meanwhile (run, event);
  model_store_put_down (run, ME);
  if (event->signal == STORE_ON_DISK_BACK)
    tell_mode (run, event, MODE_ON_DISK_BACK);
  forget_own_copies (run, event);
  STORE_OF_ME->left = 0;
  STORE_OF_ME->disk = 0;
  sim_find_end (run, MODEL_FIND_REBUILD_SHORT, event->to, 0);
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

ACTION (be_too_many, "use it again; Curator trims what is too much when it scans", "{a:volume} too many",
        SENDS (TO (STORE, SCAN), MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  enter_what_came_meanwhile (run, event);
  model_store_put_down (run, ME);
  STORE_OF_ME->left = 0;
  STORE_OF_ME->disk = 0;
  sim_find_end (run, MODEL_FIND_REBUILD_SHORT, event->to, 0);
  sim_tell (run, STORE_OF_ME->copied, 0);
  model_host_timers (run, ME)->store
      = TELL_IN (model_number (run, MODEL_CURATOR_SCAN), STORE, ME, STORE_ON_SCAN, 0);
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

ACTION (trim, "remove copies that are too many", NULL, SENDS (MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  model_store_trim (run, ME);
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

ACTION (have_disk_again, "use the disk again, empty", NULL, SENDS (TO (MODE, DISK_BACK), MODEL_CVM_NOTICES, MODEL_RESHARE_NOTICES))
{
  tell_mode (run, event, MODE_ON_DISK_BACK);
  STORE_OF_ME->disks_lost = 0;
  model_store_notify_others (run, ME);
  model_notify_members_of_cvm (run, ME);
}

/* clang-format off */
const SimRow model_STORE_rows[] = {
  ROW    (HERE,            ON (LOST),  it_is_on_purpose,      GO (STALE),      wait,         "its CVM is down on purpose: new writes get their copies elsewhere", "N-25 N-26"),
  ROW    (HERE,            ON (LOST),  no_other_node_is_there, GO (STALE),     miss,         "its CVM is away, and no other node could make its copies anew", "N-11"),
  ROW    (HERE,            ON (LOST),  nobody_knows_how_much, GO (STALE),      miss,         "its CVM is away, and what it holds is not said", "N-26"),
  ROW    (HERE,            ON (LOST),  ALWAYS,                GO (REBUILDING), rebuild,      "it is lost: nothing is waited for",            "N-40 N-44"),
  STAY   (AT (REBUILDING) | AT (SHORT), ON (LOST), it_is_on_purpose,           NOTHING,      "it will be back soon",                         "N-26"),
  ROW    (AT (REBUILDING) | AT (SHORT), ON (LOST), it_is_one_disk, GO (REBUILDING), rebuild, "the whole node is lost now",                   "N-40"),
  IGNORE (AT (REBUILDING) | AT (SHORT), ON (LOST), "it is lost already"),
  IGNORE (AT (NONE) | AT (STALE) | AT (ELSEWHERE), ON (LOST), "it is away already"),
  STAY   (AT (STALE),      ON (OVERDUE), no_other_node_is_there,               NOTHING,      "no other node could make its copies anew",     "N-11"),
  STAY   (AT (STALE),      ON (OVERDUE), nobody_knows_how_much,                NOTHING,      "what it holds is not said",                    "N-26"),
  ROW    (AT (STALE),      ON (OVERDUE), ALWAYS,              GO (REBUILDING), rebuild,      "it has been away for too long",                "N-26 N-40"),
  IGNORE (ANY & ~AT (STALE), ON (OVERDUE), "it is back, or counts as lost"),
  STAY   (AT (REBUILDING), ON (RESHARE), ALWAYS,                               reshare,      "others share the work now",                    "N-44"),
  ROW    (AT (SHORT),      ON (RESHARE), there_is_room_now,   GO (REBUILDING), rebuild_rest, "there is room now",                            "N-111"),
  IGNORE (ANY & ~AT (REBUILDING), ON (RESHARE), "nothing of it is being copied, or there is no room"),
  ROW    (AT (REBUILDING), ON (COPIED), something_is_left,    GO (SHORT),      run_short,    "the other nodes have no room for more",        "N-111"),
  ROW    (AT (REBUILDING), ON (COPIED), it_is_one_disk,       GO (CURRENT),    let_disk_go,  "what the disk held has its copies again",      "N-40 N-44"),
  ROW    (AT (REBUILDING), ON (COPIED), ALWAYS,               GO (ELSEWHERE),  let_go,       "everything that it held has its copies again", "N-42 N-44"),
  IGNORE (ANY & ~AT (REBUILDING), ON (COPIED), "it is back before"),

  STAY   (MISSED,          ON (BACK),  it_is_one_disk,                         NOTHING,      "its CVM is back, and the disk is not",         "N-46"),
  ROW    (MISSED,          ON (BACK),  something_was_copied,  GO (SURPLUS),    be_too_many,  "its node is back",                             "N-43"),
  ROW    (MISSED,          ON (BACK),  ALWAYS,                GO (CURRENT),    be_current,   "its node is back, and what it missed is replayed", "N-26"),
  ROW    (AT (ELSEWHERE),  ON (BACK),  ALWAYS,                GO (SURPLUS),    be_too_many,  "its node is back",                             "N-43"),
  IGNORE (AT (NONE) | HERE, ON (BACK), "it was never away"),
  ROW    (AT (SURPLUS),    ON (SCAN),  ALWAYS,                GO (CURRENT),    trim,         "Curator has scanned all metadata",             "N-43"),
  IGNORE (ANY & ~AT (SURPLUS), ON (SCAN), "nothing is too many"),

  ROW    (HERE,            ON (DISK_OFFLINE), nobody_knows_how_much, GO (STALE), miss_disk,   "a disk does not answer, and what it holds is not said", "N-46"),
  ROW    (HERE,            ON (DISK_OFFLINE), ALWAYS,         GO (REBUILDING), rebuild_disk, "a disk does not answer: nothing is waited for", "N-40 N-46"),
  IGNORE (ANY & ~HERE, ON (DISK_OFFLINE), "it is away, or without that disk already"),
  STAY   (ANY, ON (DISK_BACK), it_stays_offline,                               NOTHING,      "three times offline within an hour: it stays offline", "N-46"),
  ROW    (AT (REBUILDING) | AT (SHORT), ON (DISK_BACK), some_of_the_disk_was_copied, GO (SURPLUS), be_too_many, "the disk answers again",       "N-43 N-46"),
  ROW    (MISSED,          ON (DISK_BACK), it_is_one_disk,    GO (CURRENT),    be_current, "the disk answers again",                  "N-46"),
  STAY   (AT (CURRENT),    ON (DISK_BACK), ALWAYS,                             have_disk_again, "the disk answers again",                    "N-46"),
  IGNORE (ANY & ~AT (CURRENT), ON (DISK_BACK), "its node is away"),
};
/* clang-format on */
const guint model_STORE_n_rows = G_N_ELEMENTS (model_STORE_rows);
