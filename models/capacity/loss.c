/* See loss.h.
 *
 * Facts: Q-07. */

#include "models/capacity/loss.h"

#include "models/compute/hosts.h"
#include "models/ha/admission.h"
#include "models/quorum/quorum.h"
#include "models/rehearsal.h"

#define LOOK_EVERY 15000 /* ms; whether all is decided */

static GArray *
vms_on (const SimRun *run, guint32 host)
{
  GArray *vms = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_vm_moves (run, vm))
      g_array_append_val (vms, vm);
  return vms;
}

/* What a person adds up: each host's free memory and CPU, and what the lost VMs claim. */
static void
add_up (const SimRun *run, guint32 lost, ModelLoss *loss)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->hosts[lost].cluster];
  const ModelHostState *its = model_host_state (run, lost);
  gint64 mhz = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelHostState *state = model_host_state (run, host);
    gint64 room;

    if (host == lost || !model_host_in_pool (run, host))
      continue;
    room = MAX (0, model_host_memory (fleet, host) - state->memory_reserved_mib);
    loss->room_mib += room;
    loss->largest_room_mib = MAX (loss->largest_room_mib, room);
    mhz += MAX (0, model_host_cpu (fleet, host) - state->cpu_reserved_mhz);
  }
  loss->need_mib = its->memory_reserved_mib;
  loss->sum_fits = loss->need_mib <= loss->room_mib && its->cpu_reserved_mhz <= mhz;
}

static gboolean
is_protected (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);

  if (fleet->vms[vm].priority == MODEL_PRIORITY_DISABLED)
    return FALSE;
  return fleet->clusters[fleet->vms[vm].cluster].platform == MODEL_NUTANIX_AHV
         || (STATE (RESTART, vm) != RESTART_AT_UNPROTECTED && STATE (RESTART, vm) != RESTART_AT_UNLISTED);
}

/* What finds no room may find some yet: DRS makes it, or a host comes back. */
static gboolean
is_decided (const SimRun *run, guint32 vm)
{
  return model_vm_is_on (run, vm) || !is_protected (run, vm) || STATE (RESTART, vm) == RESTART_AT_FAILED;
}

/* Until all is decided, or for as long as it is waited. */
static void
wait_for_restarts (SimRun *run, const GArray *vms)
{
  SimTime now = sim_now (run), until = now + model_number (run, MODEL_LOSS_RESTART_WAIT);
  gboolean decided = FALSE;

  while (now < until && !decided) {
    now = MIN (until, now + LOOK_EVERY);
    sim_run_until (run, now);
    decided = TRUE;
    for (guint i = 0; i < vms->len && decided; i++)
      decided = is_decided (run, g_array_index (vms, guint32, i));
  }
}

static void
look_at_vms (const SimRun *run, const GArray *vms, ModelLoss *loss)
{
  gint64 largest = -1;

  for (guint i = 0; i < vms->len; i++) {
    guint32 vm = g_array_index (vms, guint32, i);
    guint state = STATE (VM, vm);

    if (model_vm_is_on (run, vm) || state == VM_AT_OFF || state == VM_AT_STOPPED)
      continue;
    loss->used_mib += model_vm_memory_demand (run, vm);
    if (!is_protected (run, vm)) {
      loss->unprotected++;
      continue;
    }
    loss->left++;
    if (model_vm_memory_claim (run, vm) > largest) {
      largest = model_vm_memory_claim (run, vm);
      loss->vm = vm;
    }
  }
  if (loss->vm != MODEL_NONE)
    loss->why = model_place (run, loss->vm, MODEL_FOR_RESTART);
}

static guint32
lost_objects (const SimRun *run, guint32 cluster)
{
  return model_fleet (run)->has_vsan ? model_vsan_state (run, cluster)->lost : 0;
}

/* What else goes with it: a majority, or data. */
static void
look_at_data (const SimRun *before, const SimRun *run, guint32 cluster, ModelLoss *loss)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 g = 0; g < fleet->n_groups && loss->group == MODEL_NONE; g++)
    if (fleet->groups[g].cluster == cluster && model_quorum (run, g).margin < 0
        && model_quorum (before, g).margin >= 0)
      loss->group = g;
  if (lost_objects (run, cluster) > lost_objects (before, cluster))
    loss->objects = lost_objects (run, cluster) - lost_objects (before, cluster);
}

static void
look_at_hosts (const SimRun *run, guint32 index, ModelLoss *loss)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  gint64 most = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    gint64 over
        = model_host_state (run, host)->memory_demand_mib - model_host_memory (model_fleet (run), host);

    if (over > most) {
      most = over;
      loss->overfull = host;
    }
  }
}

ModelLoss
model_loss (const SimRun *run, guint32 host)
{
  guint32 cluster = model_fleet (run)->hosts[host].cluster;
  g_autoptr (GArray) vms = vms_on (run, host);
  g_autoptr (SimRun) fork = sim_run_fork (run);
  ModelLoss loss = { .host = host,
                     .vms = vms->len,
                     .vm = MODEL_NONE,
                     .why = { .host = MODEL_NONE, .rule = MODEL_NONE, .best = MODEL_NONE },
                     .overfull = MODEL_NONE,
                     .group = MODEL_NONE };

  add_up (run, host, &loss);
  sim_run_inject (fork, sim_now (fork), ACTOR (HOST, host), HOST_ON_CRASH, 0);
  sim_run_until (fork, sim_now (fork));
  look_at_data (run, fork, cluster, &loss);
  wait_for_restarts (fork, vms);
  loss.after = model_outlook (fork, cluster);
  loss.covers = model_admission_covers (fork, cluster);
  look_at_vms (fork, vms, &loss);
  loss.used_mib += loss.after.used_mib;
  look_at_hosts (fork, cluster, &loss);
  return loss;
}

gboolean
model_loss_is_worse (const ModelLoss *a, const ModelLoss *b)
{
  gboolean data = a->group != MODEL_NONE || a->objects, other = b->group != MODEL_NONE || b->objects;
  gint64 full = model_memory_in_use (&a->after), fuller = model_memory_in_use (&b->after);

  if (data != other)
    return data;
  if (a->left != b->left)
    return a->left > b->left;
  if (a->unprotected != b->unprotected)
    return a->unprotected > b->unprotected;
  if (a->sum_fits != b->sum_fits)
    return !a->sum_fits;
  if ((a->overfull != MODEL_NONE) != (b->overfull != MODEL_NONE))
    return a->overfull != MODEL_NONE;
  return full != fuller ? full > fuller : a->vms > b->vms;
}
