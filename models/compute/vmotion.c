#include "models/compute/vmotion.h"

#include "models/compute/hosts.h"

const ModelCost model_costs[MODEL_N_OPERATIONS] = {
  [MODEL_VMOTION] = { 1, 1, 1 },
  [MODEL_STORAGE_VMOTION] = { 4, 0, 16 },
  [MODEL_VMOTION_WITHOUT_SHARED_STORAGE] = { 4, 1, 16 },
  [MODEL_PROVISIONING] = { 1, 0, 1 },
};

gint64
model_host_link (const ModelFleet *fleet, guint32 host)
{
  return fleet->hosts[host].vmotion_bps ? fleet->hosts[host].vmotion_bps : fleet->physics[MODEL_VMOTION_LINK];
}

/* ---- Maxima ---- */

static gint64
network_maximum (const ModelFleet *fleet, gint64 link_bps)
{
  return fleet
      ->physics[link_bps < G_GINT64_CONSTANT (10000000000) ? MODEL_VMOTION_SLOW_MAX : MODEL_VMOTION_FAST_MAX];
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

static ModelCost
used_on (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  ModelCost used = { 0 };

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (h->slots[i]) {
      const ModelCost *cost = &model_costs[model_migration_state (run, h->slots[i] - 1)->operation];

      used.host += cost->host;
      used.network += cost->network;
    }
  return used;
}

static ModelLimit
limit (ModelLimitKind kind, guint32 of)
{
  return (ModelLimit) kind | of << 8;
}

static ModelLimit
limit_of_host (const SimRun *run, guint32 host, const ModelCost *cost)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelCost used = used_on (run, host);

  if (fleet->clusters[fleet->hosts[host].cluster].platform == MODEL_NUTANIX_AHV)
    return used.host >= MIN (MODEL_VMOTION_SLOTS, fleet->physics[MODEL_AHV_MIGRATIONS]) ? limit (MODEL_LIMIT_HOST, host) : 0; /* N-92 */
  if (fits (network_maximum (fleet, model_host_link (fleet, host)), used.network, cost->network) == 0)
    return limit (MODEL_LIMIT_NETWORK, host);
  if (used.host >= MODEL_VMOTION_SLOTS
      || fits (fleet->physics[MODEL_VMOTION_HOST_MAX], used.host, cost->host) == 0)
    return limit (MODEL_LIMIT_HOST, host);
  return 0;
}

#define EACH_DATASTORE(DS, SET, FLEET)                                                                       \
  guint32 DS = 0;                                                                                            \
  DS < (FLEET)->n_datastores; DS++) if ((SET) >> DS & 1

/* Every datastore that the operation touches: where the disks are, and where they go. */
static guint64
touched (const SimRun *run, guint32 vm, guint32 datastore)
{
  guint64 set = model_vm_state (run, vm)->datastores;

  return datastore == MODEL_NONE ? set : set | G_GUINT64_CONSTANT (1) << datastore;
}

ModelLimit
model_vmotion_limit (const SimRun *run, guint32 vm, ModelOperation operation, guint32 target,
                     guint32 datastore)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCost *cost = &model_costs[operation];
  guint32 host = model_vm_state (run, vm)->host, vcenter = fleet->clusters[fleet->vms[vm].cluster].vcenter;
  gint64 cap = fleet->physics[MODEL_VMOTION_VCENTER_MAX];
  ModelLimit found = limit_of_host (run, host, cost);

  if (!found && target != MODEL_NONE && target != host)
    found = limit_of_host (run, target, cost);
  if (found)
    return found;
  for (EACH_DATASTORE (ds, touched (run, vm, datastore), fleet))
    if (fits (fleet->physics[MODEL_VMOTION_DATASTORE_MAX], *model_datastore_cost (run, ds), cost->datastore)
        == 0)
      return limit (MODEL_LIMIT_DATASTORE, ds);
  if (cap && vcenter != MODEL_NONE && model_vcenter_state (run, vcenter)->vmotions >= cap)
    return limit (MODEL_LIMIT_VCENTER, vcenter);
  return 0;
}

ModelOperation
model_operation (const SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);
  gboolean local = v->devices >> MODEL_DEVICE_LOCAL_DATASTORE & 1;

  return local && model_host_state (run, v->host)->moves_disks ? MODEL_VMOTION_WITHOUT_SHARED_STORAGE
                                                               : MODEL_VMOTION;
}

gboolean
model_vmotion_is_under_way (const SimRun *run, guint32 vm)
{
  guint state = STATE (MIGRATION, vm);

  return state != MIGRATION_AT_IDLE && state != MIGRATION_AT_QUEUED;
}

/* ---- Books ---- */

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

/* Datastores and the vCenter; the same set is given back that was taken, whatever the disks have done meanwhile. */
static void
take_rest (SimRun *run, guint32 vm, ModelOperation operation, guint32 datastore)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelMigrationState *m = model_migration_state (run, vm);
  guint32 vcenter = fleet->clusters[fleet->vms[vm].cluster].vcenter;

  m->operation = (guint8) operation;
  m->booked = TRUE;
  m->touched = touched (run, vm, datastore);
  for (EACH_DATASTORE (ds, m->touched, fleet))
    *model_datastore_cost (run, ds) += model_costs[operation].datastore;
  if (vcenter != MODEL_NONE)
    model_vcenter_state (run, vcenter)->vmotions++;
}

static void
give_rest (SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  ModelMigrationState *m = model_migration_state (run, vm);
  guint32 vcenter = fleet->clusters[fleet->vms[vm].cluster].vcenter;

  for (EACH_DATASTORE (ds, m->touched, fleet))
    *model_datastore_cost (run, ds) -= model_costs[m->operation].datastore;
  if (vcenter != MODEL_NONE)
    model_vcenter_state (run, vcenter)->vmotions--;
  m->booked = FALSE;
  m->touched = 0;
}

/* What was promised is taken back, whatever the VM has come to reserve meanwhile. */
static void
promise (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);
  ModelMigrationState *m = model_migration_state (run, vm);

  m->promised_mib = model_vm_memory_claim (run, vm);
  m->promised_mhz = model_vm_cpu_claim (run, vm);
  h->promised_mib += m->promised_mib;
  h->promised_mhz += m->promised_mhz;
}

static void
take_back_promise (SimRun *run, guint32 host, guint32 vm)
{
  ModelHostState *h = model_host_state (run, host);
  ModelMigrationState *m = model_migration_state (run, vm);

  h->promised_mib -= m->promised_mib;
  h->promised_mhz -= m->promised_mhz;
  m->promised_mib = m->promised_mhz = 0;
}

void
model_vmotion_book (SimRun *run, guint32 vm, guint32 target)
{
  ModelVmState *v = model_vm_state (run, vm);
  ModelOperation operation = model_operation (run, vm);

  g_assert (v->target == MODEL_NONE && !model_migration_state (run, vm)->booked
            && !model_vmotion_limit (run, vm, operation, target, MODEL_NONE));
  take_rest (run, vm, operation, MODEL_NONE);
  take_slot (run, v->host, vm);
  take_slot (run, target, vm);
  v->target = target;
  model_host_expect (run, target, vm);
  promise (run, target, vm);
}

void
model_relocation_book (SimRun *run, guint32 vm, guint32 datastore)
{
  take_rest (run, vm, MODEL_STORAGE_VMOTION, datastore);
  take_slot (run, model_vm_state (run, vm)->host, vm);
}

void
model_vmotion_unbook (SimRun *run, guint32 vm)
{
  ModelVmState *v = model_vm_state (run, vm);

  if (!model_migration_state (run, vm)->booked)
    return;
  give_rest (run, vm);
  if (v->host != MODEL_NONE)
    give_slot (run, v->host, vm);
  if (v->target == MODEL_NONE)
    return;
  give_slot (run, v->target, vm);
  take_back_promise (run, v->target, vm);
  model_host_expect_no_more (run, v->target, vm);
  v->target = MODEL_NONE;
}

/* The promises of others are no reservations yet: whoever reserves first has the room. */
gboolean
model_vmotion_can_reserve (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 target = model_vm_state (run, vm)->target;
  const ModelHostState *h = model_host_state (run, target);
  gint64 cpu = model_vm_cpu_claim (run, vm);

  return h->memory_reserved_mib - h->promised_mib + model_vm_memory_claim (run, vm) <= model_host_memory (fleet, target)
         && (!cpu || h->cpu_reserved_mhz - h->promised_mhz + cpu <= model_host_cpu (fleet, target));
}

void
model_vmotion_reserve (SimRun *run, guint32 vm)
{
  take_back_promise (run, model_vm_state (run, vm)->target, vm);
}
