/* A CVM on its way down: for its restart with the shutdown token in hand, with its host, or outside the token; and what becomes of
 * the metadata ring and of its roles while it is away. */

#include "models/ahv/ahv.h"
#include "models/nutanix/cvm-parts.h"
#include "models/nutanix/cvms.h"
#include "models/compute/hosts.h"
#include "models/notices.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/tolerance.h"
#include "models/words.h"

/* ---- Questions ---- */

GUARD_OF (CVM, another_is_away, "another CVM is away")
{
  return !model_cvms_all_serve (run, model_cvm_cluster (run, event), ME);
}

GUARD_OF (CVM, a_host_goes_round_its_own, "the I/O of a host still goes round its own CVM")
{
  return !model_io_paths_are_local (run, model_cvm_cluster (run, event));
}

GUARD_OF (CVM, nothing_may_be_lost, "without it something would be lost")
{
  return !model_may_take_down (run, ME);
}

GUARD_OF (CVM, its_node_is_taken_down, "its node is taken down")
{
  return model_host_is_ahv (model_fleet (run), ME) && STATE (NODE, ME) == NODE_AT_STOPPING;
}

/* It holds the token where LCM empties its host, and was looked at then. */
GUARD_OF (CVM, its_host_asks_nobody,
          "its host enters maintenance without the token, and something is not whole")
{
  return event->from && run->model->machine_of[event->from] == MODEL_MACHINE_HOST
         && model_host_state (run, ME)->powered
         && model_cluster_state (run, model_cvm_cluster (run, event))->token_holder != ME + 1
         && model_cluster_is_not_whole (run, model_cvm_cluster (run, event), ME);
}

GUARD_OF (CVM, its_host_holds_the_token, "its host enters maintenance, and holds the token for it")
{
  return event->from && run->model->machine_of[event->from] == MODEL_MACHINE_HOST
         && STATE (UPDATE, ME) == UPDATE_AT_ENTERING && model_host_state (run, ME)->powered
         && model_cluster_state (run, model_cvm_cluster (run, event))->token_holder == ME + 1;
}

/* Every set of metadata is kept on as many nodes as it has copies, so no ring closes around fewer (N-06 N-09). */
GUARD_OF (CVM, the_ring_cannot_close, "the ring would have fewer members than metadata has copies")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_cvm_cluster (run, event)];
  guint32 left = 0;

  for (MODEL_EACH_HOST (host, cluster))
    left += host != ME && model_cvm_state (run, host)->in_ring;
  return left < 2 * cluster->fault_tolerance + 1;
}

/* ---- What is done ---- */

ACTION_OF (CVM, ask, "ask for the shutdown token", NULL, SENDS (TO (TOKEN, ASK)))
{
  model_cvm_state (run, ME)->step = (guint32) event->arg + 1;
  TELL (TOKEN, model_cvm_cluster (run, event), TOKEN_ON_ASK, ME);
}

#define STOPS TO (CVM, STOPPED), TO (ZOOKEEPER, YIELD), TO (MODE, YIELD)

static void
begin_to_stop (SimRun *run, const SimEvent *event)
{
  model_cvm_tell_mode (run, event, MODE_ON_YIELD);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_YIELD, 0);
  model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_STOP), CVM_ON_STOPPED);
}

ACTION_OF (CVM, stop_services, "hand over leaderships, flip the partition, stop", NULL, SENDS (STOPS))
{
  begin_to_stop (run, event);
}

ACTION_OF (CVM, shut_down, "hand over leaderships, stop", NULL, SENDS (STOPS))
{
  begin_to_stop (run, event);
}

/* Guests of this host, and of every host whose I/O comes through this CVM, find it silent. */
#define GOES_SILENT                                                                                          \
  TO (IO_PATH, CVM_SILENT), TO (CVM, DETACH), TO (STORE, LOST), TO (ZOOKEEPER, GONE), TO (MODE, LOST),       \
      MODEL_CVM_NOTICES

static void
tell_silence (SimRun *run, const SimEvent *event)
{
  guint32 c = model_cvm_cluster (run, event);
  const ModelCluster *cluster = &model_fleet (run)->clusters[c];
  gboolean short_of_oplogs = !model_oplogs_suffice (run, c);

  model_cvm_state (run, ME)->unsteady = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->steady);
  for (MODEL_EACH_HOST (host, cluster))
    if (host == ME || short_of_oplogs || model_cvm_state (run, host)->remote == ME + 1)
      TELL (IO_PATH, host, IO_PATH_ON_CVM_SILENT, ME);
}

static void
go_silent (SimRun *run, const SimEvent *event, gboolean on_purpose)
{
  ModelCvmState *cvm = model_cvm_state (run, ME);

  cvm->down_since = sim_now (run);
  if (!model_is_small (model_fleet (run), model_cvm_cluster (run, event))) /* which has no ring */
    model_host_timers (run, ME)->detach
        = TELL_IN (model_number (run, MODEL_CVM_DETACH), CVM, ME, CVM_ON_DETACH, 0);
  TELL (STORE, ME, STORE_ON_LOST, on_purpose);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  tell_silence (run, event);
  model_cvm_tell_mode (run, event, MODE_ON_LOST);
  model_notify_members_of_cvm (run, ME);
}

ACTION_OF (CVM, restart, "boot the other partition", "{a:version} to {b:version}",
           SENDS (GOES_SILENT, TO (CVM, BOOTED)))
{
  ModelCvmState *cvm = model_cvm_state (run, ME);
  ModelVersion before = cvm->version;

  cvm->by_hand = FALSE;
  cvm->version = model_fleet (run)->steps[cvm->step - 1].to;
  sim_tell (run, before, cvm->version);
  go_silent (run, event, TRUE);
  model_cvm_set_timer (run, event, model_number (run, MODEL_CVM_BOOT), CVM_ON_BOOTED);
}

ACTION_OF (CVM, fall_silent, "stop", NULL, SENDS (GOES_SILENT))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  go_silent (run, event, FALSE);
}

ACTION_OF (CVM, fall_silent_all_the_same, "stop all the same", "though {a:name} is not whole",
           SENDS (GOES_SILENT))
{
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { model_cluster_is_not_whole (run, model_cvm_cluster (run, event), ME) };

  sim_find (run, MODEL_FIND_CVM_OUTSIDE_TOKEN, SIM_RISK, event->to, 0, evidence);
  sim_tell (run, evidence[0], 0);
  model_cvm_state (run, ME)->by_hand = TRUE;
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  go_silent (run, event, FALSE);
}

ACTION_OF (CVM, go_down_with_node, "stop", NULL, SENDS (GOES_SILENT, TO (NODE, CVM_STOPPED)))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  go_silent (run, event, TRUE);
  TELL (NODE, ME, NODE_ON_CVM_STOPPED, 0);
}

/* Its guests have left, and everything was whole when the token was given. */
ACTION_OF (CVM, go_down_with_host, "stop", NULL, SENDS (GOES_SILENT, TO (MODE, YIELD)))
{
  model_cvm_state (run, ME)->by_hand = TRUE;
  model_cvm_tell_mode (run, event, MODE_ON_YIELD);
  go_silent (run, event, TRUE);
}

ACTION_OF (CVM, fall_back, "stop again", NULL,
           SENDS (TO (IO_PATH, CVM_SILENT), TO (ZOOKEEPER, GONE), TO (MODE, LOST), MODEL_CVM_NOTICES))
{
  model_cvm_tell_mode (run, event, MODE_ON_LOST);
  model_cvm_state (run, ME)->by_hand = TRUE;
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  sim_cancel (run, &model_host_timers (run, ME)->cvm);
  tell_silence (run, event);
  model_notify_members_of_cvm (run, ME);
}

/* ---- Without it ---- */

ACTION_OF (CVM, leave_ring, "the ring closes without it", NULL, SENDS (MODEL_CVM_NOTICES))
{
  model_cvm_state (run, ME)->in_ring = FALSE;
  model_notify_members_of_cvm (run, ME);
}

/* N-47: its metadata is only forwarded, it leads nothing, and what it votes for moves away in time. */
ACTION_OF (CVM, distrust, "give it nothing to lead, forward its metadata", NULL,
           SENDS (TO (ZOOKEEPER, GONE), MODEL_CVM_NOTICES))
{
  sim_find (run, MODEL_FIND_NODE_DEGRADED, SIM_RISK, event->to, 0, NULL);
  TELL (ZOOKEEPER, ME, ZOOKEEPER_ON_GONE, 0);
  model_notify_members_of_cvm (run, ME);
}
