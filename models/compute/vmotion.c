#include "models/compute/vmotion.h"

#include "models/compute/hosts.h"

const ModelCost model_costs[MODEL_N_OPERATIONS] = {
  [MODEL_VMOTION] = { 1, 1, 1 },
  [MODEL_STORAGE_VMOTION] = { 4, 0, 16 },
  [MODEL_VMOTION_WITHOUT_SHARED_STORAGE] = { 4, 1, 16 },
  [MODEL_PROVISIONING] = { 1, 0, 1 },
};

static gint64
network_maximum (const ModelFleet *fleet, gint64 link_bps)
{
  return fleet->physics[link_bps < G_GINT64_CONSTANT (10000000000) ? MODEL_VMOTION_SLOW_MAX : MODEL_VMOTION_FAST_MAX];
}

static gint64
fits (gint64 maximum, guint32 used, guint32 cost)
{
  return cost == 0 ? G_MAXINT32 : MAX (0, (maximum - used) / cost);
}

guint32
model_operations_fit (const ModelFleet *fleet, ModelOperation operation, ModelCost used, gint64 link_bps)
{
  const ModelCost *cost = &model_costs[operation];
  gint64 host = fits (fleet->physics[MODEL_VMOTION_HOST_MAX], used.host, cost->host);
  gint64 network = fits (network_maximum (fleet, link_bps), used.network, cost->network);
  gint64 datastore = fits (fleet->physics[MODEL_VMOTION_DATASTORE_MAX], used.datastore, cost->datastore);

  return (guint32) MIN (MIN (host, network), datastore);
}

static guint32
slots_used (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  guint32 used = 0;

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    used += h->slots[i] != 0;
  return used;
}

gint64
model_host_link (const ModelFleet *fleet, guint32 host)
{
  return fleet->hosts[host].vmotion_bps ? fleet->hosts[host].vmotion_bps : fleet->physics[MODEL_VMOTION_LINK];
}

/* Which datastores a VM uses is known to some scenarios only, so the datastore's share of the cost counts as free. */
gboolean
model_host_has_slot (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 used = slots_used (run, host);

  return used < MODEL_VMOTION_SLOTS &&
         model_operations_fit (fleet, MODEL_VMOTION, (ModelCost){ used, used, 0 }, model_host_link (fleet, host)) > 0;
}

static void
take_slot (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);
  guint i = 0;

  while (h->slots[i])
    i++;
  h->slots[i] = vm + 1;
}

static void
give_slot (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (h->slots[i] == vm + 1)
      h->slots[i] = 0;
}

void
model_vmotion_book (SimRun *run, guint32 vm, guint32 target)
{
  ModelVmState *v = model_vm_state (run, vm);

  g_assert (v->target == MODEL_NONE && model_host_has_slot (run, v->host) && model_host_has_slot (run, target));
  take_slot (run, v->host, vm);
  take_slot (run, target, vm);
  v->target = target;
  model_host_expect (run, target, vm);
}

void
model_vmotion_unbook (SimRun *run, guint32 vm)
{
  ModelVmState *v = model_vm_state (run, vm);

  if (v->target == MODEL_NONE)
    return;
  give_slot (run, v->host, vm);
  give_slot (run, v->target, vm);
  model_host_expect_no_more (run, v->target, vm);
  v->target = MODEL_NONE;
}

/* Only what is sending counts; a vMotion that is still being checked takes a slot and no bandwidth. */
static gint64
share (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  gint64 bytes_s = sim_muldiv (model_host_link (model_fleet (run), host), model_number (run, MODEL_VMOTION_EFFICIENCY),
                               8 * 100000);
  gint64 copies = 0;

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (h->slots[i]) {
      guint state = STATE (MIGRATION, h->slots[i] - 1);

      copies += state == MIGRATION_AT_COPYING || state == MIGRATION_AT_SWITCHING;
    }
  return MAX (1, bytes_s / MAX (1, copies));
}

gint64
model_copy_rate (const SimRun *run, guint32 from, guint32 to)
{
  return MIN (share (run, from), share (run, to));
}

gint64
model_dirty_rate (const SimRun *run, guint32 vm, gint64 rate, gboolean *slowed)
{
  gint64 said = model_fleet (run)->vms[vm].dirty_bytes_s;
  gint64 dirty = said == G_MAXINT64 ? model_number (run, MODEL_VM_DIRTY_RATE) : said;

  *slowed = dirty >= rate && model_number (run, MODEL_VMOTION_SDPS);
  return *slowed ? sim_muldiv (rate, model_number (run, MODEL_VMOTION_SDPS_SHARE), 100000) : dirty;
}
