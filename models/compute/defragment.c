/* Facts: HA-38. */

#include "models/compute/defragment.h"

#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/vmotion.h"

typedef struct {
  gint64 cpu, memory;
} Claim;

typedef struct {
  const SimRun *run;
  const ModelCluster *cluster;
  Claim *taken; /* by moves of this plan, host by host */
} Plan;

static Claim
claim_of (const SimRun *run, guint32 vm)
{
  return (Claim){ model_vm_cpu_claim (run, vm), model_vm_memory_claim (run, vm) };
}

/* What a host has left when everybody on his way has come or gone; less than nothing is possible. */
static Claim
room_on (const SimRun *run, guint32 host)
{
  const ModelHostState *state = model_host_state (run, host);
  Claim room = { model_host_cpu (model_fleet (run), host) - state->cpu_reserved_mhz,
                 model_host_memory (model_fleet (run), host) - state->memory_reserved_mib };

  for (MODEL_EACH_VM_ON (vm, run, host))
    if (model_vm_state (run, vm)->target != MODEL_NONE) {
      Claim leaves = claim_of (run, vm);

      room.cpu += leaves.cpu;
      room.memory += leaves.memory;
    }
  return room;
}

/* Whether only its claims keep the VM from being restarted there. */
static gboolean
would_do (const SimRun *run, guint32 vm, guint32 host)
{
  guint32 rule = MODEL_NONE;
  ModelBlocker blocker;

  if (!model_host_in_pool (run, host) || !model_host_is_good (run, host))
    return FALSE;
  blocker = model_vm_against_host (run, vm, host, MODEL_FOR_RESTART, &rule);
  return blocker == MODEL_BLOCKER_NONE || blocker == MODEL_BLOCKER_CPU_RESERVATION ||
         blocker == MODEL_BLOCKER_MEMORY_RESERVATION;
}

static gboolean
is_planned (const ModelDefragment *plan, guint32 vm)
{
  for (guint32 i = 0; i < plan->n; i++)
    if (plan->vms[i] == vm)
      return TRUE;
  return FALSE;
}

/* Where it could go beside what is planned already: the host with most memory left. */
static guint32
home_for (const Plan *plan, guint32 vm)
{
  Claim claim = claim_of (plan->run, vm);
  guint32 best = MODEL_NONE, rule;
  gint64 most = -1;

  for (guint32 i = 0; i < plan->cluster->n_hosts; i++) {
    guint32 host = plan->cluster->first_host + i;
    Claim room;

    if (host == model_vm_state (plan->run, vm)->host || !model_host_in_pool (plan->run, host) ||
        model_fleet (plan->run)->hosts[host].dedicated ||
        model_vm_against_host (plan->run, vm, host, MODEL_FOR_EVACUATION, &rule) != MODEL_BLOCKER_NONE)
      continue;
    room = room_on (plan->run, host);
    room.cpu -= plan->taken[i].cpu + claim.cpu;
    room.memory -= plan->taken[i].memory + claim.memory;
    if (room.memory > most && (room.cpu >= 0 || !claim.cpu)) {
      best = host;
      most = room.memory;
    }
  }
  return best;
}

/* The smallest that is enough, else the largest that helps at all; it must have somewhere to go. */
static guint32
next_to_leave (const Plan *plan, const ModelDefragment *moves, guint32 host, Claim lacking, guint32 *ret_to)
{
  guint32 best = MODEL_NONE;
  gboolean best_is_enough = FALSE;
  gint64 best_size = 0;

  for (MODEL_EACH_VM_ON (vm, plan->run, host)) {
    Claim claim = claim_of (plan->run, vm);
    gboolean enough = claim.cpu >= lacking.cpu && claim.memory >= lacking.memory;
    gint64 size = claim.memory + claim.cpu;
    guint32 to;

    if ((lacking.memory > 0 ? claim.memory : claim.cpu) <= 0 || is_planned (moves, vm) || !model_may_be_moved (plan->run, vm))
      continue;
    if (best != MODEL_NONE && (enough < best_is_enough || (enough == best_is_enough && (enough ? size >= best_size : size <= best_size))))
      continue;
    to = home_for (plan, vm);
    if (to == MODEL_NONE)
      continue;
    best = vm;
    best_is_enough = enough;
    best_size = size;
    *ret_to = to;
  }
  return best;
}

/* FALSE when this host cannot be freed within so many moves. */
static gboolean
plan_for (Plan *plan, guint32 vm, guint32 host, guint32 most, ModelDefragment *ret_moves)
{
  Claim room = room_on (plan->run, host), claim = claim_of (plan->run, vm);
  Claim lacking = { claim.cpu ? claim.cpu - room.cpu : 0, claim.memory - room.memory };

  ret_moves->n = 0;
  for (guint32 i = 0; i < plan->cluster->n_hosts; i++)
    plan->taken[i] = (Claim){ 0, 0 };
  while (lacking.cpu > 0 || lacking.memory > 0) {
    guint32 to = MODEL_NONE, next = MODEL_NONE;
    Claim leaves;

    if (ret_moves->n < most)
      next = next_to_leave (plan, ret_moves, host, lacking, &to);
    if (next == MODEL_NONE)
      return FALSE;
    leaves = claim_of (plan->run, next);
    ret_moves->vms[ret_moves->n] = next;
    ret_moves->to[ret_moves->n++] = to;
    plan->taken[to - plan->cluster->first_host].cpu += leaves.cpu;
    plan->taken[to - plan->cluster->first_host].memory += leaves.memory;
    lacking.cpu -= leaves.cpu;
    lacking.memory -= leaves.memory;
  }
  return TRUE;
}

ModelDefragment
model_defragment (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[fleet->vms[vm].cluster];
  g_autofree Claim *taken = g_new (Claim, cluster->n_hosts + 1);
  Plan plan = { run, cluster, taken };
  ModelDefragment best = { .n = 0 };
  guint32 most = (guint32) MIN (MODEL_DEFRAGMENT_MOST, model_number (run, MODEL_DRS_DEFRAGMENT));

  for (MODEL_EACH_HOST (host, cluster)) {
    ModelDefragment moves;

    if (!would_do (run, vm, host) || !plan_for (&plan, vm, host, most, &moves))
      continue;
    if (moves.n == 0)
      return moves;
    best = moves;
    most = moves.n - 1;
  }
  return best;
}
