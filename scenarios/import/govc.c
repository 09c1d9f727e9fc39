#include "scenarios/import/govc.h"
#include "scenarios/import/ask.h"
#include "scenarios/import/fit.h"
#include "scenarios/import/quote.h"
#include "scenarios/import/vsphere-plan.h"
#include "scenarios/import/write.h"
#include <string.h>

/* The name that govc gives a folder of its own accord, "vcsim-vc01.example.com", says which vCenter it was. (transfer full) */
static char *
vcenter_name (const Govc *self)
{
  g_autofree char *base = g_path_get_basename (self->folder);

  return g_strdup (g_str_has_prefix (base, "vcsim-") && base[6] ? base + 6 : base);
}

/* The newest among the hosts of clusters; borrowed, or NULL. */
static const char *
newest_host (const Govc *self)
{
  const char *newest = NULL;

  for (guint i = 0; i < self->hosts->len; i++) {
    const GovcHost *raw = g_ptr_array_index (self->hosts, i);
    if (raw->host && raw->host->version
        && (!newest || scenario_compare_versions (newest, raw->host->version) < 0))
      newest = raw->host->version;
  }
  return newest;
}

static void
find_vm (const Govc *self, ScenarioInvVcenter *vcenter)
{
  g_autofree char *label = g_strndup (vcenter->name, strcspn (vcenter->name, "."));

  for (guint i = 0; i < self->vms->len && !vcenter->maybe_vm; i++) {
    const GovcVm *raw = g_ptr_array_index (self->vms, i);
    g_autofree char *name = raw->vm ? govc_name (raw->at) : NULL;
    if (name && (g_ascii_strcasecmp (name, vcenter->name) == 0 || g_ascii_strcasecmp (name, label) == 0))
      vcenter->maybe_vm = g_steal_pointer (&name);
  }
}

/* The vCenter that answered; a host that answered itself has none. */
static void
settle_vcenter (Govc *self)
{
  const VimObject *instance = vim_store_find (self->store, "ServiceInstance");
  const VimNode *about = instance ? vim_get (instance->properties, "content.about") : NULL;
  const char *newest = newest_host (self);
  g_autofree char *name = vcenter_name (self);
  ScenarioInvVcenter *vcenter;

  if (g_strcmp0 (vim_text (about, "apiType"), "HostAgent") == 0)
    return;
  vcenter = scenario_inv_vcenter_new (name);
  vcenter->version = scenario_cell_version (vim_text (about, "version"));
  if (!vcenter->version) {
    vcenter->version = g_strdup (newest ? newest : "7.0.3");
    vcenter->assumed = g_strdup_printf ("the save has no ServiceInstance; %s",
                                        newest ? "this is its newest host's" : "nor any version of a host");
  }
  find_vm (self, vcenter);
  g_ptr_array_add (self->inventory->vcenters, vcenter);
  for (guint i = 0; i < self->inventory->clusters->len; i++)
    ((ScenarioInvCluster *) g_ptr_array_index (self->inventory->clusters, i))->vcenter = 0;
  scenario_inventory_notice (self->inventory,
                             "the vCenter is called %s here, after the folder; a save does not bear its name",
                             name);
}

/* A host that says no version is left without one, and then no plan can take it: it gets its vCenter's. */
static void
settle_versions (Govc *self)
{
  ScenarioSome assumed = { NULL, 0 };
  const char *newest = newest_host (self);

  for (guint i = 0; i < self->hosts->len; i++) {
    GovcHost *raw = g_ptr_array_index (self->hosts, i);
    if (!raw->host || raw->host->version)
      continue;
    raw->host->version = g_strdup (newest ? newest : "7.0.3");
    g_ptr_array_add (raw->host->assumed, g_strdup ("version, the save says none"));
    scenario_some_add (&assumed, "%s", raw->host->name);
  }
  scenario_some_say (&assumed, self->inventory,
                     "version not said, and assumed to be that of the newest other", "host");
}

static gboolean
understand (Govc *self)
{
  if (!govc_read (self))
    return FALSE;
  if (self->store->repeated > 0)
    scenario_inventory_notice (self->inventory, "objects that come more than once, always the same: %u",
                               self->store->repeated);
  govc_place_hosts (self);
  if (self->error)
    return FALSE;
  govc_place_vms (self);
  govc_read_places (self);
  govc_read_pools (self);
  govc_read_rules (self);
  settle_versions (self);
  settle_vcenter (self);
  if (self->error)
    return FALSE;
  for (guint i = 0; i < self->inventory->clusters->len; i++)
    scenario_inv_cluster_level_cpus (g_ptr_array_index (self->inventory->clusters, i));
  scenario_inventory_fit (self->inventory);
  scenario_inventory_settle (self->inventory);
  if (!scenario_vsphere_target (self->inventory, self->folder, self->options->to_version, &self->error))
    return FALSE;
  scenario_vsphere_plan (self->inventory);
  scenario_ask_settings (self->inventory);
  scenario_ask_estate (self->inventory);
  return TRUE;
}

char *
scenario_import_govc (const char *path, const ScenarioImportOptions *options, GPtrArray *notices,
                      GError **error)
{
  static const ScenarioImportOptions none = { NULL, NULL, NULL };
  g_autofree char *base = g_path_get_basename (path);
  Govc self = { .folder = path, .options = options ? options : &none };
  char *text = NULL;

  self.inventory = scenario_inventory_new ("rollcall import govc", base, notices);
  self.clusters = g_ptr_array_new_with_free_func (g_free);
  self.hosts = g_ptr_array_new_with_free_func (g_free);
  self.vms = g_ptr_array_new_with_free_func (g_free);
  self.cluster_of = g_hash_table_new (g_str_hash, g_str_equal);
  self.host_of = g_hash_table_new (g_str_hash, g_str_equal);
  self.vm_of = g_hash_table_new (g_str_hash, g_str_equal);
  if (understand (&self))
    text = scenario_write (self.inventory);
  g_hash_table_unref (self.vm_of);
  g_hash_table_unref (self.host_of);
  g_hash_table_unref (self.cluster_of);
  g_ptr_array_unref (self.vms);
  g_ptr_array_unref (self.hosts);
  g_ptr_array_unref (self.clusters);
  scenario_inventory_free (self.inventory);
  vim_store_free (self.store);
  scenario_import_clean (notices, self.error);
  if (self.error)
    g_propagate_error (error, self.error);
  return text;
}
