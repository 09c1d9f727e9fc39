#include "models/capacity/remedy.h"

#include "models/ahv/ahv.h"
#include "models/capacity/outlook.h"
#include "models/compute/hosts.h"
#include "models/ha/switch.h"

#define PATIENCE 600 /* changes that are tried, after which no more moves are looked for */
#define GIB      1024

typedef struct {
  const SimRun *run;
  guint32 index;
  const ModelCluster *cluster;
  const guint8 *wanted;
  GArray *held; /* as things are */
  guint tried;
} Search;

static gboolean
is_wanted (const Search *s, const SimRun *run, guint32 host)
{
  guint state = STATE (HOST, host);

  return s->wanted[host - s->cluster->first_host]
         && (state == HOST_AT_CONNECTED || state == HOST_AT_ENTERING || state == HOST_AT_STUCK);
}

static gboolean
can_leave (const SimRun *run, guint32 cluster, guint32 host)
{
  g_autoptr (ModelWhatIf) alone = model_what_if (run, cluster, &host, 1);

  return alone->can;
}

/* Those that are held now are asked first: most changes fail there. */
static gboolean
all_can_leave (Search *s, const SimRun *run)
{
  s->tried++;
  for (guint i = 0; i < s->held->len; i++)
    if (!can_leave (run, s->index, g_array_index (s->held, ModelLeaveFault, i).host))
      return FALSE;
  for (MODEL_EACH_HOST (host, s->cluster))
    if (is_wanted (s, run, host) && !can_leave (run, s->index, host))
      return FALSE;
  return TRUE;
}

/* ---- A VM moves ---- */

static gboolean
moving_helps (Search *s, guint32 vm, guint32 to)
{
  g_autoptr (SimRun) run = sim_run_fork (s->run);

  model_host_remove (run, model_vm_state (run, vm)->host, vm);
  model_host_add (run, to, vm);
  return all_can_leave (s, run);
}

static gboolean
try_moves_of (Search *s, guint32 vm, GArray *found)
{
  const SimRun *run = s->run;
  guint32 from = model_vm_state (run, vm)->host;

  if (STATE (VM, vm) != VM_AT_RUNNING || model_vm_is_tied_down (run, vm) != MODEL_BLOCKER_NONE)
    return FALSE;
  for (MODEL_EACH_HOST (to, s->cluster))
    if (to != from && s->tried < PATIENCE && model_may_place (run, vm, to, MODEL_FOR_MOVE_BY_HAND)
        && moving_helps (s, vm, to)) {
      ModelRemedy remedy
          = { .kind = MODEL_REMEDY_MOVE, .vm = vm, .moves = 1, .from = from, .vms = { vm }, .to = { to } };

      g_array_append_val (found, remedy);
      return TRUE;
    }
  return FALSE;
}

static gint
by_claim (gconstpointer a, gconstpointer b, gpointer run)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gint64 mine = model_vm_memory_claim (run, x), other = model_vm_memory_claim (run, y);

  return mine != other ? (mine > other) - (mine < other) : (x > y) - (x < y);
}

/* Off the host that comes nearest, the smallest that would make enough room first; then the VM in the way itself. */
static void
try_moves (Search *s, GArray *found)
{
  for (guint i = 0; i < s->held->len; i++) {
    const ModelLeaveFault *fault = &g_array_index (s->held, ModelLeaveFault, i);
    g_autoptr (GArray) vms = g_array_new (FALSE, FALSE, sizeof (guint32));

    if (fault->vm == MODEL_NONE)
      continue;
    if (fault->why.best != MODEL_NONE)
      for (MODEL_EACH_VM_ON (vm, s->run, fault->why.best))
        if (model_vm_memory_claim (s->run, vm) >= fault->why.need - fault->why.room)
          g_array_append_val (vms, vm);
    g_array_sort_with_data (vms, by_claim, (gpointer) s->run);
    g_array_append_val (vms, fault->vm);
    for (guint v = 0; v < vms->len && s->tried < PATIENCE; v++)
      if (try_moves_of (s, g_array_index (vms, guint32, v), found))
        return;
  }
}

/* The smallest VM of a host that can be moved off it now, as DRS would move it; MODEL_NONE. */
static guint32
smallest_on (const SimRun *run, guint32 host, guint32 except, guint32 *ret_to)
{
  guint32 smallest = MODEL_NONE;

  for (MODEL_EACH_VM_ON (vm, run, host)) {
    guint32 to;

    if (vm == except || model_vm_memory_claim (run, vm) == 0
        || model_vm_is_tied_down (run, vm) != MODEL_BLOCKER_NONE
        || (smallest != MODEL_NONE
            && model_vm_memory_claim (run, vm) >= model_vm_memory_claim (run, smallest)))
      continue;
    to = model_place (run, vm, MODEL_FOR_EVACUATION).host;
    if (to != MODEL_NONE) {
      smallest = vm;
      *ret_to = to;
    }
  }
  return smallest;
}

/* Small VMs leave the host that comes nearest, one after another, until there is room. */
static gboolean
try_several (Search *s, const ModelLeaveFault *fault, GArray *found)
{
  g_autoptr (SimRun) run = sim_run_fork (s->run);
  ModelRemedy remedy = { .kind = MODEL_REMEDY_MOVE, .vm = MODEL_NONE, .from = fault->why.best };

  while (remedy.moves < MODEL_REMEDY_MOVES && s->tried < PATIENCE) {
    guint32 to = MODEL_NONE, vm = smallest_on (run, fault->why.best, fault->vm, &to);

    if (vm == MODEL_NONE)
      return FALSE;
    model_host_remove (run, fault->why.best, vm);
    model_host_add (run, to, vm);
    remedy.vm = remedy.moves ? remedy.vm : vm;
    remedy.vms[remedy.moves] = vm;
    remedy.to[remedy.moves++] = to;
    if (all_can_leave (s, run)) {
      g_array_append_val (found, remedy);
      return TRUE;
    }
  }
  return FALSE;
}

/* ---- A VM reserves less ---- */

static gboolean
shrinking_helps (Search *s, guint32 vm, gint64 mib)
{
  g_autoptr (SimRun) run = sim_run_fork (s->run);

  model_vm_reserve (run, vm, model_vm_state (run, vm)->cpu_reservation_mhz, mib);
  return all_can_leave (s, run);
}

/* By halves: what does with more does with less. */
static void
try_shrinking (Search *s, guint32 vm, GArray *found)
{
  gint64 has = model_vm_state (s->run, vm)->memory_reservation_mib, does = 0,
         does_not = has / GIB + (has % GIB != 0);
  ModelRemedy remedy = { .kind = MODEL_REMEDY_SHRINK, .vm = vm };

  if (has == 0 || !shrinking_helps (s, vm, 0))
    return;
  while (does_not - does > 1) {
    gint64 gib = (does + does_not) / 2;

    if (shrinking_helps (s, vm, gib * GIB))
      does = gib;
    else
      does_not = gib;
  }
  remedy.mib = does * GIB;
  remedy.less_mib = has - remedy.mib;
  g_array_append_val (found, remedy);
}

/* ---- Hosts come in ---- */

static void
try_hosts (Search *s, GArray *found)
{
  g_autoptr (SimRun) run = sim_run_fork (s->run);
  ModelRemedy remedy = { .kind = MODEL_REMEDY_HOSTS, .vm = MODEL_NONE, .host = MODEL_NONE };

  for (MODEL_EACH_HOST (host, s->cluster)) {
    if (STATE (HOST, host) != HOST_AT_OUTSIDE)
      continue;
    run->world->block[ACTOR (HOST, host)] = HOST_AT_CONNECTED;
    if (model_ha_is_on (run, s->index))
      run->world->block[ACTOR (AGENT, host)] = AGENT_AT_SLAVE;
    remedy.host = remedy.hosts++ == 0 ? host : remedy.host;
    if (all_can_leave (s, run)) {
      g_array_append_val (found, remedy);
      return;
    }
  }
}

/* ---- All of it ---- */

GArray *
model_held_hosts (const SimRun *run, guint32 index, const guint8 *wanted)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  const Search s = { .run = run, .index = index, .cluster = cluster, .wanted = wanted };
  GArray *held = g_array_new (FALSE, FALSE, sizeof (ModelLeaveFault));

  for (MODEL_EACH_HOST (host, cluster)) {
    g_autoptr (ModelWhatIf) alone = NULL;

    if (!is_wanted (&s, run, host))
      continue;
    alone = model_what_if (run, index, &host, 1);
    if (!alone->can && alone->faults->len)
      g_array_append_vals (held, alone->faults->data, 1);
  }
  return held;
}

GArray *
model_remedies (const SimRun *run, guint32 index, const guint8 *wanted)
{
  g_autoptr (GArray) held = model_held_hosts (run, index, wanted);
  Search s = { run, index, &model_fleet (run)->clusters[index], wanted, held, 0 };
  GArray *found = g_array_new (FALSE, FALSE, sizeof (ModelRemedy));

  if (held->len == 0)
    return found;
  try_moves (&s, found);
  for (guint i = 0; i < held->len && found->len == 0; i++)
    if (g_array_index (held, ModelLeaveFault, i).why.best != MODEL_NONE)
      try_several (&s, &g_array_index (held, ModelLeaveFault, i), found);
  for (guint i = 0, n = found->len; i < held->len && found->len == n; i++) {
    guint32 vm = g_array_index (held, ModelLeaveFault, i).vm;

    if (vm != MODEL_NONE && !model_is_ahv (model_fleet (run), index))
      try_shrinking (&s, vm, found);
  }
  try_hosts (&s, found);
  return found;
}
