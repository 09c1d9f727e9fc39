#include "scenarios/import/govc.h"
#include "scenarios/import/quote.h"
#include <string.h>

#define MOST_NAMES 64 /* of networks, and of datastores, in the language */

/* Datastores and networks stand in the same way: a list of ids at hosts and VMs, and an object that has the name. */
typedef struct {
  const char *property;
  const char *types[4];
  gsize at_host, at_vm; /* offsets of their lists */
  GHashTable *names;    /* id to name (owned); of shared ones */
  GHashTable *local;    /* ids of those that one host alone has */
} Place;

static gboolean
is_one_of (const Place *place, const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (place->types) && place->types[i]; i++)
    if (g_str_equal (place->types[i], type))
      return TRUE;
  return FALSE;
}

static void
find_names (Govc *self, Place *place)
{
  place->names = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  place->local = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->store->objects->len; i++) {
    const VimObject *object = g_ptr_array_index (self->store->objects, i);
    g_autofree char *name = govc_name (object->properties),
                    *other = govc_name (vim_get (object->properties, "summary"));
    if (!is_one_of (place, object->type))
      continue;
    if (govc_answer (self, object, object->properties, "summary.multipleHostAccess") == SCENARIO_NO)
      g_hash_table_add (place->local, (gpointer) object->id);
    else if (name || other)
      g_hash_table_insert (place->names, (gpointer) object->id,
                           scenario_without_controls (name ? name : other));
  }
}

static int
by_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The names under the property, sorted and each once; NULL when there is no such property. `local` becomes TRUE when one of them is
 * of one host alone. (transfer full) */
static GPtrArray *
names_under (const Place *place, const VimNode *at, gboolean *local)
{
  const VimNode *list = vim_get (at, place->property), *one;
  GPtrArray *names = list ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (guint i = 0; (one = vim_next (list, NULL, &i));) {
    const char *name = one->text ? g_hash_table_lookup (place->names, one->text) : NULL;
    *local |= one->text && g_hash_table_contains (place->local, one->text);
    if (name && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
      g_ptr_array_add (names, g_strdup (name));
  }
  if (names)
    g_ptr_array_sort (names, by_text);
  return names;
}

static gboolean
are_equal (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!g_str_equal (g_ptr_array_index (a, i), g_ptr_array_index (b, i)))
      return FALSE;
  return TRUE;
}

static GPtrArray **
list_of (gpointer thing, gsize offset)
{
  return G_STRUCT_MEMBER_P (thing, offset);
}

/* Hosts that all have the same say nothing, as the language has it; and so do those of a cluster where one was not saved whole. */
static void
write_hosts (const Govc *self, const Place *place, const GovcCluster *cluster)
{
  GPtrArray *first = NULL;
  gboolean whole = TRUE, differ = FALSE, local = FALSE;

  for (guint i = 0; i < self->hosts->len; i++) {
    GovcHost *raw = g_ptr_array_index (self->hosts, i);
    GPtrArray *names;
    if (!raw->host || raw->in != cluster)
      continue;
    *list_of (raw->host, place->at_host) = names = names_under (place, raw->at, &local);
    whole &= names && names->len > 0;
    differ |= whole && first && !are_equal (first, names);
    first = first ? first : names;
  }
  for (guint i = 0; i < self->hosts->len && !(whole && differ); i++) {
    GovcHost *raw = g_ptr_array_index (self->hosts, i);
    if (raw->host && raw->in == cluster)
      g_clear_pointer (list_of (raw->host, place->at_host), g_ptr_array_unref);
  }
}

/* What its own host does not list cannot be needed: it would run nowhere. */
static void
keep_common (GPtrArray *names, const GPtrArray *of_host)
{
  for (guint i = names->len; i-- > 0 && of_host;)
    if (!g_ptr_array_find_with_equal_func ((GPtrArray *) of_host, g_ptr_array_index (names, i), g_str_equal,
                                           NULL))
      g_ptr_array_remove_index (names, i);
}

static void
write_vms (const Govc *self, const Place *place)
{
  for (guint i = 0; i < self->vms->len; i++) {
    GovcVm *raw = g_ptr_array_index (self->vms, i);
    gboolean local = FALSE;
    GPtrArray *names = raw->vm ? names_under (place, raw->at, &local) : NULL;
    if (local && raw->on->in->cluster->hosts->len > 1)
      raw->vm->devices |= 1u << SCENARIO_DEVICE_LOCAL_DATASTORE;
    if (!names)
      continue;
    if (raw->on->host)
      keep_common (names, *list_of (raw->on->host, place->at_host));
    if (names->len > 0)
      *list_of (raw->vm, place->at_vm) = names;
    else
      g_ptr_array_unref (names);
  }
}

static void
read_place (Govc *self, Place *place)
{
  find_names (self, place);
  if (g_hash_table_size (place->names) > MOST_NAMES) {
    scenario_inventory_notice (self->inventory,
                               "%ss are left out: there are %u of them, and the language has at most %d",
                               place->property, g_hash_table_size (place->names), MOST_NAMES);
    g_hash_table_remove_all (place->names);
  }
  for (guint i = 0; i < self->clusters->len; i++)
    write_hosts (self, place, g_ptr_array_index (self->clusters, i));
  write_vms (self, place);
  g_hash_table_unref (place->names);
  g_hash_table_unref (place->local);
}

/* ---- The vMotion network: from the adapter that has the role, over its port group and switch, to the physical ones ---- */

static gint64
speed_of (Govc *self, const GovcHost *raw, const char *key)
{
  const VimNode *network = vim_get (raw->at, "config.network"), *nic;

  for (guint at = 0; (nic = vim_next (network, "pnic", &at));)
    if (g_strcmp0 (vim_text (nic, "key"), key) == 0)
      return govc_number (self, raw->object, nic, "linkSpeed.speedMb", SCENARIO_UNIT_COUNT);
  return SCENARIO_UNKNOWN;
}

/* The child of the host's network of this name whose `key` is `value`. */
static const VimNode *
find (const GovcHost *raw, const char *name, const char *key, const char *value)
{
  const VimNode *network = vim_get (raw->at, "config.network"), *node;

  for (guint at = 0; value && (node = vim_next (network, name, &at));)
    if (g_strcmp0 (vim_text (node, key), value) == 0)
      return node;
  return NULL;
}

/* "VirtualNicManager.vmotion.key-vim.host.VirtualNic-vmk1" ends with the key of its adapter. */
static const VimNode *
vmotion_adapter (const GovcHost *raw)
{
  const VimNode *manager = vim_get (raw->at, "config.virtualNicManagerInfo"), *role;

  for (guint at = 0; (role = vim_next (manager, "netConfig", &at));) {
    const char *selected
        = g_strcmp0 (vim_text (role, "nicType"), "vmotion") == 0 ? vim_text (role, "selectedVnic") : NULL;
    const char *key = selected ? strstr (selected, "key-") : NULL;
    if (key)
      return find (raw, "vnic", "key", key);
  }
  return NULL;
}

/* The slowest link of the switch that is up: VMs may leave over any of them. */
static void
read_vmotion (Govc *self, GovcHost *raw)
{
  const VimNode *adapter = vmotion_adapter (raw),
                *group = find (raw, "portgroup", "spec.name", vim_text (adapter, "portgroup"));
  const VimNode *uplinks = group ? find (raw, "vswitch", "name", vim_text (group, "spec.vswitchName"))
                                 : find (raw, "proxySwitch", "dvsUuid",
                                         vim_text (adapter, "spec.distributedVirtualPort.switchUuid"));
  const VimNode *uplink;

  for (guint at = 0; (uplink = vim_next (uplinks, "pnic", &at));) {
    gint64 speed = speed_of (self, raw, uplink->text);
    if (speed > 0 && speed <= 1000000
        && (raw->host->vmotion_mbit == SCENARIO_UNKNOWN || speed < raw->host->vmotion_mbit))
      raw->host->vmotion_mbit = speed;
  }
}

void
govc_read_places (Govc *self)
{
  Place datastores = { "datastore",
                       { "Datastore" },
                       G_STRUCT_OFFSET (ScenarioInvHost, datastores),
                       G_STRUCT_OFFSET (ScenarioInvVm, datastores),
                       NULL,
                       NULL };
  Place networks = { "network",
                     { "Network", "DistributedVirtualPortgroup", "OpaqueNetwork" },
                     G_STRUCT_OFFSET (ScenarioInvHost, networks),
                     G_STRUCT_OFFSET (ScenarioInvVm, networks),
                     NULL,
                     NULL };

  read_place (self, &datastores);
  read_place (self, &networks);
  for (guint i = 0; i < self->hosts->len; i++) {
    GovcHost *raw = g_ptr_array_index (self->hosts, i);
    if (raw->host)
      read_vmotion (self, raw);
  }
}
