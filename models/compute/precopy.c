#include "models/compute/precopy.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/compute/vmotion.h"

#define SENDING (1u << MIGRATION_AT_DISKS | 1u << MIGRATION_AT_COPYING | 1u << MIGRATION_AT_SWITCHING)
#define MIB     (G_GINT64_CONSTANT (1) << 20)

gboolean
model_is_sending (const SimRun *run, guint32 vm)
{
  return SENDING >> STATE (MIGRATION, vm) & 1;
}

/* A host that does not say counts as new. */
static gboolean
is_older (const SimRun *run, guint32 host, guint major, guint minor, guint update)
{
  ModelVersion version = model_host_state (run, host)->version;

  if (model_host_is_ahv (model_fleet (run), host))
    return FALSE; /* AHV counts its versions otherwise */
  return version && version < (ModelVersion) (major << 24 | minor << 16 | update << 8);
}

static gboolean
either_is_older (const SimRun *run, guint32 vm, guint major, guint minor, guint update)
{
  const ModelVmState *v = model_vm_state (run, vm);

  return is_older (run, v->host, major, minor, update)
         || (v->target != MODEL_NONE && is_older (run, v->target, major, minor, update));
}

/* Only what goes over the network counts, and only while it is being sent: a vMotion that is still being checked takes a
 * slot and no bandwidth, a Storage vMotion stays on its host. */
static gint64
share (const SimRun *run, guint32 host)
{
  const ModelHostState *h = model_host_state (run, host);
  gint64 bytes_s = sim_muldiv (model_host_link (model_fleet (run), host),
                               model_number (run, MODEL_VMOTION_EFFICIENCY), 8 * 100000);
  gint64 copies = 0;

  for (guint i = 0; i < MODEL_VMOTION_SLOTS; i++)
    if (h->slots[i]) {
      guint32 vm = h->slots[i] - 1;

      copies += model_is_sending (run, vm) && model_costs[model_migration_state (run, vm)->operation].network;
    }
  return MAX (1, bytes_s / MAX (1, copies));
}

gint64
model_copy_rate (const SimRun *run, guint32 vm)
{
  const ModelVmState *v = model_vm_state (run, vm);
  gboolean disks = STATE (MIGRATION, vm) == MIGRATION_AT_DISKS;
  gint64 storage = model_number (run, MODEL_STORAGE_VMOTION_RATE), rate;

  if (model_migration_state (run, vm)->operation == MODEL_STORAGE_VMOTION)
    return MAX (1, storage);
  rate = MIN (share (run, v->host), share (run, v->target));
  if (either_is_older (run, vm, 7, 0, 2))
    rate = MIN (rate, model_number (run, MODEL_VMOTION_STREAM) / 8);
  return MAX (1, disks ? MIN (rate, storage) : rate);
}

gboolean
model_can_slow (const SimRun *run, guint32 vm)
{
  return model_number (run, MODEL_VMOTION_SDPS) && !either_is_older (run, vm, 5, 0, 0);
}

/* Slowed down when pre-copy would never end at this rate, and when it has not ended after as many rounds as are allowed. */
gint64
model_dirty_rate (const SimRun *run, guint32 vm, gint64 rate, gboolean *slowed)
{
  gint64 said = model_fleet (run)->vms[vm].dirty_bytes_s;
  gint64 dirty = said == G_MAXINT64 ? model_number (run, MODEL_VM_DIRTY_RATE) : said;
  gint64 bound = sim_muldiv (rate, model_number (run, MODEL_VMOTION_SDPS_SHARE), 100000);
  gboolean late = model_migration_state (run, vm)->round >= model_number (run, MODEL_VMOTION_ROUNDS);

  *slowed = dirty > bound && (dirty >= rate || late) && model_can_slow (run, vm);
  return *slowed ? bound : dirty;
}

gint64
model_next_volume (const SimRun *run, guint32 vm)
{
  const ModelMigrationState *m = model_migration_state (run, vm);
  gboolean slowed;
  gint64 dirty = model_dirty_rate (run, vm, m->rate, &slowed);

  return MIN (m->dirtied + sim_muldiv (dirty, m->left, m->rate), model_fleet (run)->vms[vm].memory_mib * MIB);
}

SimTime
model_trace_stun (const SimRun *run, guint32 vm)
{
  return is_older (run, model_vm_state (run, vm)->host, 7, 0, 0) ? sim_muldiv_up (
             model_number (run, MODEL_VMOTION_TRACE_STUN), model_fleet (run)->vms[vm].memory_mib, 1024)
                                                                 : 0;
}

void
model_copy_settle (SimRun *run, guint32 vm, gint64 sent)
{
  ModelMigrationState *m = model_migration_state (run, vm);
  gboolean slowed;
  gint64 dirty = model_dirty_rate (run, vm, m->rate, &slowed);

  m->left -= sent;
  if (STATE (MIGRATION, vm) == MIGRATION_AT_COPYING)
    m->dirtied += sim_muldiv (dirty, sent, m->rate);
  m->since = sim_now (run);
}
