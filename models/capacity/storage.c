/* See storage.h.
 *
 * Facts: Q-09. */

#include "models/capacity/storage.h"

#include "models/compute/hosts.h"
#include "models/nutanix/capacity.h"

#define MIB (G_GINT64_CONSTANT (1) << 20)

/* Hosts that are away or in maintenance hold nothing that serves; what they held still has to be somewhere. */
static ModelStorageRoom
on_vsan (const SimRun *run, const ModelCluster *cluster)
{
  ModelStorageRoom room = { .known = TRUE };
  gint64 largest = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    gint64 capacity = model_fleet (run)->hosts[host].capacity_mib;

    room.known = room.known && capacity;
    room.used_mib += model_vsan_host (run, host)->used_mib;
    if (!model_host_is_up (run, host) || model_host_in_maintenance (run, host)
        || model_vsan_host (run, host)->failed)
      continue;
    room.total_mib += capacity;
    largest = MAX (largest, capacity);
  }
  room.bears_mib = room.total_mib - largest;
  return room;
}

ModelStorageRoom
model_storage_after_loss (const SimRun *run, guint32 index)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[index];
  ModelStorage storage;

  if (fleet->has_vsan && cluster->vsan.architecture != MODEL_VSAN_NONE)
    return on_vsan (run, cluster);
  if (!fleet->has_cvms || cluster->platform == MODEL_VSPHERE)
    return (ModelStorageRoom){ .known = FALSE };
  storage = model_storage (run, index);
  return (ModelStorageRoom){ storage.known, storage.used / MIB, storage.total / MIB,
                             storage.resilient / MIB };
}
