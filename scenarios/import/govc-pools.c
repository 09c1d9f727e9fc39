#include "scenarios/import/govc.h"

/* Resource pools, as far as reservations go: a cluster whose pools reserve nothing is written without them. */

typedef struct {
  const VimObject *object;
  GovcCluster *in;
  ScenarioInvPool *pool; /* NULL: it is not written; owned by its cluster */
} Raw;

static const char *
parent_of (const Raw *raw)
{
  return vim_text (raw->object->properties, "parent");
}

/* The root of a cluster hangs on the cluster itself, and is no pool that anybody made. */
static gboolean
is_root (const Govc *self, const Raw *raw)
{
  return !parent_of (raw) || g_hash_table_contains (self->cluster_of, parent_of (raw));
}

/* A saved pool may hang on itself; then it hangs on the cluster. */
static gboolean
reaches_root (const Govc *self, GHashTable *by_id, const Raw *raw)
{
  for (guint steps = g_hash_table_size (by_id); raw && steps > 0; steps--) {
    if (is_root (self, raw))
      return TRUE;
    raw = g_hash_table_lookup (by_id, parent_of (raw));
  }
  return FALSE;
}

/* 0 is the same as not said, and so is what cannot be. */
static gint64
promised (Govc *self, const Raw *raw, const char *path)
{
  gint64 amount = govc_number (self, raw->object, raw->object->properties, path, SCENARIO_UNIT_COUNT);

  return amount >= 1 && amount <= SCENARIO_INV_MOST ? amount : SCENARIO_UNKNOWN;
}

static void
read_pool (Govc *self, Raw *raw)
{
  const VimNode *at = raw->object->properties;
  g_autofree char *name = govc_name (at);

  raw->pool = scenario_inv_pool_new (name ? name : raw->object->id);
  raw->pool->cpu_mhz = promised (self, raw, "config.cpuAllocation.reservation");
  raw->pool->memory_mib = promised (self, raw, "config.memoryAllocation.reservation");
  raw->pool->fixed
      = govc_answer (self, raw->object, at, "config.memoryAllocation.expandableReservation") == SCENARIO_NO;
}

static GPtrArray *
find_pools (Govc *self, GHashTable *by_id)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < self->store->objects->len; i++) {
    const VimObject *object = g_ptr_array_index (self->store->objects, i);
    const char *owner = vim_text (object->properties, "owner");
    Raw *raw;
    if (!g_str_equal (object->type, "ResourcePool") && !g_str_equal (object->type, "VirtualApp"))
      continue;
    raw = g_new0 (Raw, 1);
    raw->object = object;
    raw->in = owner ? g_hash_table_lookup (self->cluster_of, owner) : NULL;
    g_ptr_array_add (all, raw);
    g_hash_table_insert (by_id, (gpointer) object->id, raw);
  }
  for (guint i = 0; i < all->len; i++) {
    Raw *raw = g_ptr_array_index (all, i);
    if (!raw->in || !raw->in->cluster || is_root (self, raw))
      continue;
    read_pool (self, raw);
    /* Pools need DRS, and so does the language. */
    raw->in->has_pools |= (raw->pool->cpu_mhz > 0 || raw->pool->memory_mib > 0)
                          && g_strcmp0 (raw->in->cluster->drs, "off") != 0;
  }
  return all;
}

void
govc_read_pools (Govc *self)
{
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) all = find_pools (self, by_id);

  for (guint i = 0; i < all->len; i++) {
    Raw *raw = g_ptr_array_index (all, i);
    const Raw *parent = raw->pool ? g_hash_table_lookup (by_id, parent_of (raw)) : NULL;
    if (!raw->pool)
      continue;
    if (parent && parent->in == raw->in && reaches_root (self, by_id, raw))
      raw->pool->parent = parent->pool;
  }
  for (guint i = 0; i < self->vms->len; i++) {
    const GovcVm *vm = g_ptr_array_index (self->vms, i);
    const char *id = vm->vm ? vim_text (vm->at, "resourcePool") : NULL;
    const Raw *raw = id ? g_hash_table_lookup (by_id, id) : NULL;
    if (raw && raw->pool && raw->in == vm->on->in && raw->in->has_pools)
      vm->vm->pool = raw->pool;
  }
  for (guint i = 0; i < all->len; i++) {
    Raw *raw = g_ptr_array_index (all, i);
    if (raw->pool && raw->in->has_pools)
      g_ptr_array_add (raw->in->cluster->pools, raw->pool);
    else if (raw->pool)
      scenario_inv_pool_free (raw->pool);
  }
}
