/* Where the VMs of a set of leaving hosts would go: in a fork of the run, moved one by one, and moved back. */

#include "models/ahv/ahv.h"
#include "models/compute/evacuation.h"
#include "models/compute/hosts.h"
#include "models/compute/what-if-search.h"
#include "models/rehearsal.h"

ModelSearch *
model_search_new (const SimRun *run, guint32 index)
{
  ModelSearch *s = g_new0 (ModelSearch, 1);
  const ModelHost *hosts = model_fleet (run)->hosts;

  s->run = sim_run_fork (run);
  s->index = index;
  s->cluster = &model_fleet (run)->clusters[index];
  s->away = g_new0 (guint8, s->cluster->n_hosts + 1);
  s->was = g_new0 (guint8, s->cluster->n_hosts + 1);
  s->holds = g_new0 (Hold, s->cluster->n_hosts + 1);
  s->vms = g_array_new (FALSE, FALSE, sizeof (guint32));
  s->moves = g_array_new (FALSE, FALSE, sizeof (ModelPlannedMove));
  s->equal = TRUE;
  for (guint32 h = s->cluster->first_host; h < s->cluster->first_host + s->cluster->n_hosts; h++)
    s->equal = s->equal && hosts[h].cpu_mhz == hosts[s->cluster->first_host].cpu_mhz
               && hosts[h].memory_mib == hosts[s->cluster->first_host].memory_mib
               && model_host_is_good (run, h);
  return s;
}

void
model_search_free (ModelSearch *s)
{
  sim_run_free (s->run);
  g_free (s->away);
  g_free (s->was);
  g_free (s->holds);
  g_array_unref (s->vms);
  g_array_unref (s->moves);
  g_clear_pointer (&s->faults, g_array_unref);
  g_free (s);
}

void
model_search_object (ModelSearch *s, guint32 vm, guint32 host, const ModelPlacement *why)
{
  ModelLeaveFault fault = { vm, host, *why };

  if (s->faults)
    g_array_append_val (s->faults, fault);
}

static void
list_vms (ModelSearch *s)
{
  g_array_set_size (s->vms, 0);
  for (EACH_AWAY (host, s))
    for (MODEL_EACH_VM_ON (vm, s->run, host))
      if (!model_is_ahv (model_fleet (s->run), s->index) || model_ahv_fate (s->run, vm) != MODEL_AHV_GOES_LAST)
        g_array_append_val (s->vms, vm); /* an agent of an AHV node is powered off there, and not moved */
}

static ModelPlacement
place (ModelSearch *s, guint32 vm)
{
  ModelBlocker tied = model_vm_is_tied (s->run, vm);

  if (tied != MODEL_BLOCKER_NONE)
    return (ModelPlacement){ .host = MODEL_NONE, .blocker = tied, .rule = MODEL_NONE, .best = MODEL_NONE };
  s->asked += s->cluster->n_hosts;
  return model_place (s->run, vm, MODEL_FOR_EVACUATION);
}

/* Moves them one after another. Without a list of faults the first one ends it. */
static gboolean
move_all (ModelSearch *s)
{
  gboolean all = TRUE;

  for (guint i = 0; i < s->vms->len && (all || s->faults); i++) {
    guint32 vm = g_array_index (s->vms, guint32, i);
    ModelPlacement to = place (s, vm);
    ModelPlannedMove move = { vm, model_vm_state (s->run, vm)->host, to.host, model_vm_state (s->run, vm)->card };

    if (to.host == MODEL_NONE) {
      model_search_object (s, vm, move.from, &to);
      all = FALSE;
      continue;
    }
    model_host_remove (s->run, move.from, vm);
    model_host_add (s->run, move.to, vm);
    g_array_append_val (s->moves, move);
  }
  return all;
}

static void
move_back (ModelSearch *s)
{
  for (guint i = s->moves->len; i > 0; i--) {
    const ModelPlannedMove *move = &g_array_index (s->moves, ModelPlannedMove, i - 1);

    model_host_remove (s->run, move->to, move->vm);
    model_host_put_back (s->run, move->from, move->vm, move->card);
  }
}

/* As if they were entering maintenance; and as they were. */
static void
mark (ModelSearch *s, gboolean leaving)
{
  for (EACH_AWAY (host, s)) {
    guint8 *state = &s->run->world->block[model_actor (s->run, MODEL_MACHINE_HOST, host)];

    if (leaving) {
      s->was[host - s->cluster->first_host] = *state;
      *state = HOST_AT_ENTERING;
    } else
      *state = s->was[host - s->cluster->first_host];
    model_host_state (s->run, host)->emptying = leaving ? MODEL_BEING_EMPTIED : MODEL_NOT_EMPTYING;
  }
}

/* With the moves left in `moves`, when it can. */
gboolean
model_search_find_room (ModelSearch *s)
{
  gboolean found;

  mark (s, TRUE);
  list_vms (s);
  g_array_set_size (s->moves, 0);
  found = move_all (s);
  move_back (s);
  mark (s, FALSE);
  return found;
}
