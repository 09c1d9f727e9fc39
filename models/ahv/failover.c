/* See failover.h. Best effort: whatever finds room on a node is powered on there, the rest waits until there is some. Nothing is
 * retried that has room and fails; no such thing is sourced. Agent VMs are not protected (N-87), and VMs with one copy of their
 * data have it on the node that is lost.
 *
 * Facts: N-86. */

#include "models/ahv/failover.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/words.h"

typedef struct {
  gint64 mib;
  guint32 vm, zero;
} Waiting;

static gint
larger_first (gconstpointer a, gconstpointer b)
{
  const Waiting *x = a, *y = b;

  return x->mib != y->mib ? (x->mib < y->mib ? 1 : -1) : x->vm < y->vm ? -1 : x->vm > y->vm;
}

static guint32 *
pending_of (const SimRun *run, guint32 cluster)
{
  return &model_ahv_host (run, model_fleet (run)->clusters[cluster].first_host)->pending;
}

static void
wait_for_room (SimRun *run, guint32 vm, const ModelPlacement *placement)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { placement->blocker, 0, placement->rule == MODEL_NONE ? 0 : placement->rule + 1 };

  if (model_ahv_vm (run, vm)->waits)
    return;
  model_ahv_vm (run, vm)->waits = TRUE;
  ++*pending_of (run, model_fleet (run)->vms[vm].cluster);
  sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, vm), 0, evidence);
}

void
model_ahv_wait_no_more (SimRun *run, guint32 vm)
{
  if (!model_ahv_vm (run, vm)->waits)
    return;
  model_ahv_vm (run, vm)->waits = FALSE;
  --*pending_of (run, model_fleet (run)->vms[vm].cluster);
}

/* N-86: it is to go back to where it was. */
static void
restart (SimRun *run, guint32 vm, guint32 target)
{
  ModelAhvHost *node = model_ahv_host (run, target);

  model_ahv_wait_no_more (run, vm);
  model_ahv_note_home (run, vm);
  model_vm_state (run, vm)->target = target;
  model_host_expect (run, target, vm);
  if (node->targeted++ == 0)
    TELL (NODE, target, NODE_ON_TARGETED, 0);
  TELL (VM, vm, VM_ON_RESTART, target);
  TELL_IN (model_number (run, MODEL_HA_POWER_ON), ACROPOLIS, model_fleet (run)->vms[vm].cluster, ACROPOLIS_ON_POWERED_ON, vm);
}

static gboolean
is_to_be_restarted (const SimRun *run, guint32 vm, guint32 lost)
{
  if (STATE (VM, vm) != VM_AT_DOWN || model_fleet (run)->vms[vm].priority == MODEL_PRIORITY_DISABLED)
    return FALSE;
  return lost == MODEL_NONE ? model_ahv_vm (run, vm)->waits != 0
                            : model_vm_state (run, vm)->host == lost && model_ahv_fate (run, vm) != MODEL_AHV_GOES_LAST;
}

gboolean
model_ahv_awaits_restart (const SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  return is_to_be_restarted (run, vm, MODEL_NONE)
         || (host != MODEL_NONE && STATE (NODE, host) == NODE_AT_SOURCE && is_to_be_restarted (run, vm, host));
}

/* Without its data nothing starts. */
static gboolean
data_is_lost (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 group = 0; group < fleet->n_groups; group++)
    if (fleet->groups[group].cluster == cluster && STATE (QUORUM, group) == QUORUM_AT_LOST
        && fleet->groups[group].members[0].carrier == MODEL_CARRIER_CVM)
      return TRUE;
  return FALSE;
}

void
model_ahv_fail_over (SimRun *run, guint32 cluster, guint32 lost)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  g_autoptr (GArray) down = g_array_new (FALSE, TRUE, sizeof (Waiting));
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 0 };
  gboolean lost_data = data_is_lost (run, cluster);

  for (MODEL_EACH_VM (vm, c))
    if (is_to_be_restarted (run, vm, lost))
      g_array_append_val (down, ((Waiting){ model_vm_memory_claim (run, vm), vm, 0 }));
  g_array_sort (down, larger_first);
  for (guint i = 0; i < down->len; i++) {
    guint32 vm = g_array_index (down, Waiting, i).vm;
    ModelPlacement placement = { .host = MODEL_NONE, .blocker = MODEL_BLOCKER_DATA_LOST, .rule = MODEL_NONE };

    if (!lost_data)
      placement = model_place (run, vm, MODEL_FOR_RESTART);

    if (placement.host != MODEL_NONE)
      restart (run, vm, placement.host);
    else {
      wait_for_room (run, vm, &placement);
      evidence[0]++;
    }
  }
  evidence[1] = down->len;
  sim_tell (run, down->len, evidence[0]);
  if (evidence[0] && lost != MODEL_NONE)
    sim_find (run, MODEL_FIND_FAILOVER_SHORT, SIM_OUTAGE, model_cluster_thing (run->model, cluster), ACTOR (HOST, lost), evidence);
  else if (!*pending_of (run, cluster))
    for (MODEL_EACH_HOST (host, c))
      sim_find_end (run, MODEL_FIND_FAILOVER_SHORT, model_cluster_thing (run->model, cluster), ACTOR (HOST, host));
}

/* Its room passes to it as it comes up. When the new node is lost meanwhile it is looked for anew. */
void
model_ahv_end_restart (SimRun *run, guint32 vm)
{
  guint32 target = model_vm_state (run, vm)->target;
  guint32 cluster = model_fleet (run)->vms[vm].cluster;
  ModelPlacement none = { .blocker = MODEL_BLOCKER_NO_HOST, .rule = MODEL_NONE };
  gint64 once[SIM_EVIDENCE_MAX] = { MODEL_BLOCKER_NONE, 1, 0 };

  if (STATE (VM, vm) != VM_AT_RESTARTING || target == MODEL_NONE)
    return;
  if (model_host_is_up (run, target) && !model_vm_state (run, vm)->power_on_fails) {
    TELL (VM, vm, VM_ON_RESTARTED, target);
    model_notify_slot (run, cluster, target); /* its own node may be back already */
  } else {
    gboolean fails = model_host_is_up (run, target);

    model_host_expect_no_more (run, target, vm);
    model_vm_state (run, vm)->target = MODEL_NONE;
    model_notify_not_coming (run, target);
    TELL (VM, vm, VM_ON_GIVEN_UP, 0);
    if (fails)
      sim_find (run, MODEL_FIND_HA_RESTART_FAILED, SIM_OUTAGE, ACTOR (VM, vm), 0, once);
    else {
      wait_for_room (run, vm, &none);
      TELL (ACROPOLIS, cluster, ACROPOLIS_ON_CAPACITY, 0);
    }
  }
  if (--model_ahv_host (run, target)->targeted == 0)
    TELL (NODE, target, NODE_ON_RELIEVED, 0);
}
