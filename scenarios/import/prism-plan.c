#include "scenarios/import/prism.h"
#include <string.h>

/* What LCM would do: AOS, then firmware, then AHV, as far as anything newer is on offer (N-70). */

#define NEWEST_AOS   "7.3.0"  /* N-73 */
#define NEWEST_AHV   "10.3"   /* N-73, of the same day */
#define STEPPING_AOS "6.5.0"  /* N-74: 5.20 goes there directly; what older ones need is not at hand */
#define GATE         "10 min" /* N-56 */

/* The component of the language's upgrade-firmware, by what LCM calls the entity; NULL is another. */
static const struct {
  const char *word, *component;
} components[] = {
  { "bmc", "bmc" },      { "idrac", "bmc" }, { "ilo", "bmc" }, { "bios", "bios" },    { "hba", "hba" },
  { "host bus", "hba" }, { "raid", "hba" },  { "nic", "nic" }, { "mellanox", "nic" },
};

static gboolean
is_enabled (const json_t *version)
{
  return !json_is_false (scenario_json_get (version, "isEnabled"));
}

/* The version that LCM would go to: the one that was selected, the one it recommends, or the newest; borrowed, or NULL. */
static const char *
best_of (const PrismEntity *entity)
{
  const char *best = entity->target;
  gboolean recommended = best != NULL;

  for (gsize i = 0; i < json_array_size (entity->available) && !recommended; i++) {
    const json_t *one = json_array_get (entity->available, i);
    const char *version = json_string_value (scenario_json_get (one, "version")),
               *status = json_string_value (scenario_json_get (one, "status"));
    g_autofree char *parsed = prism_version (version), *before = prism_version (best);
    if (!version || !is_enabled (one))
      continue;
    recommended = g_strcmp0 (status, "RECOMMENDED") == 0;
    if (recommended || !best || (parsed && (!before || prism_compare_versions (before, parsed) < 0)))
      best = version;
  }
  return best;
}

static gboolean
is_of (const PrismEntity *entity, const PrismCluster *cluster)
{
  return g_strcmp0 (entity->cluster_id, cluster->record.id) == 0 && g_strcmp0 (entity->location, "PC") != 0;
}

static gboolean
is_model (const PrismEntity *entity, const char *model)
{
  return entity->record.name && g_ascii_strncasecmp (entity->record.name, model, strlen (model)) == 0
         && !g_ascii_isalpha (entity->record.name[strlen (model)]);
}

/* What LCM has for a model of the cluster's software; borrowed, or NULL. */
static const char *
on_offer (const Prism *self, const PrismCluster *cluster, const char *model)
{
  for (guint i = 0; i < self->records[PRISM_ENTITY]->len; i++) {
    const PrismEntity *entity = g_ptr_array_index (self->records[PRISM_ENTITY], i);
    if (is_of (entity, cluster) && is_model (entity, model) && best_of (entity))
      return best_of (entity);
  }
  return NULL;
}

/* ---- AOS ---- */

/* What AOS goes to: what --to says, what LCM has, or the newest known here. NULL when it is there. (transfer full) */
static char *
aos_target (const Prism *self, const PrismCluster *cluster)
{
  const char *aos = cluster->cluster->aos, *to = self->options->to_version;
  g_autofree char *lcm = prism_version (on_offer (self, cluster, "AOS")), *target = NULL;

  if (!aos)
    return NULL;
  target = g_strdup (to ? to : lcm);
  if (!target && self->records[PRISM_ENTITY]->len == 0)
    target = g_strdup (prism_compare_versions (aos, STEPPING_AOS) < 0 ? STEPPING_AOS : NEWEST_AOS);
  return target && prism_compare_versions (aos, target) < 0 ? g_steal_pointer (&target) : NULL;
}

static void
say_target (const Prism *self, const PrismCluster *cluster, const char *target)
{
  const char *to = self->options->to_version;

  if (!to)
    scenario_inventory_notice (
        self->inventory, "cluster %s: the plan upgrades AOS from %s to %s, %s; --to VERSION says another",
        cluster->cluster->name, cluster->cluster->aos, target,
        self->records[PRISM_ENTITY]->len > 0
            ? "which LCM has on offer"
            : "the newest that is known here and can be reached in one step: what "
              "LCM has on offer is not among the pages");
}

/* ---- Firmware ---- */

/* The components on offer, as the language's list, in `list`; others, by their own name, in `others`. */
static void
find_firmware (const Prism *self, const PrismCluster *cluster, GString *list, GPtrArray *others)
{
  static const char *const order[] = { "bmc", "bios", "hba", "nic" };
  gboolean found[G_N_ELEMENTS (order)] = { FALSE };

  for (guint i = 0; i < self->records[PRISM_ENTITY]->len; i++) {
    const PrismEntity *entity = g_ptr_array_index (self->records[PRISM_ENTITY], i);
    g_autofree char *name = g_ascii_strdown (entity->record.name ? entity->record.name : "", -1);
    const char *component = NULL;
    if (!is_of (entity, cluster) || g_strcmp0 (entity->type, "FIRMWARE") != 0 || !best_of (entity))
      continue;
    for (gsize j = 0; j < G_N_ELEMENTS (components) && !component; j++)
      component = strstr (name, components[j].word) ? components[j].component : NULL;
    for (gsize j = 0; component && j < G_N_ELEMENTS (order); j++)
      found[j] |= g_str_equal (component, order[j]);
    if (!component && !g_ptr_array_find_with_equal_func (others, entity->record.name, g_str_equal, NULL))
      g_ptr_array_add (others, (gpointer) entity->record.name);
  }
  for (gsize j = 0; j < G_N_ELEMENTS (order); j++)
    if (found[j])
      g_string_append_printf (list, "%s%s", list->len ? ", " : "", order[j]);
}

/* LCM goes on when data is resilient; ten minutes are what is recommended before hosts are taken (N-56). */
static void
wait_for_resiliency (Prism *self, const PrismCluster *cluster, gboolean of_many)
{
  g_autofree char *name
      = of_many ? g_strconcat ("resilient-", cluster->cluster->name, NULL) : g_strdup ("resilient");

  scenario_inventory_wait (self->inventory, name, GATE);
}

static gboolean
plan_firmware (Prism *self, const PrismCluster *cluster, gboolean after_aos, gboolean of_many)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autoptr (GPtrArray) others = g_ptr_array_new ();

  find_firmware (self, cluster, list, others);
  if (list->len == 0 && others->len == 0)
    return FALSE;
  if (after_aos)
    wait_for_resiliency (self, cluster, of_many);
  for (guint i = 0; i < others->len; i++)
    scenario_inventory_step_remark (self->inventory, "LCM also has firmware for: %s",
                                    (char *) g_ptr_array_index (others, i));
  {
    ScenarioInvStep *step = scenario_inventory_step (self->inventory, "firmware", of_many, "upgrade-firmware",
                                                     cluster->cluster->name, NULL);
    if (list->len > 0)
      step->more = g_strdup_printf ("components: [%s]", list->str);
  }
  return TRUE;
}

/* ---- AHV ---- */

/* The lowest version of its hosts; borrowed, NULL when one does not say it. */
static const char *
lowest_ahv (const PrismCluster *cluster)
{
  const char *lowest = NULL;

  for (guint i = 0; i < cluster->cluster->hosts->len; i++) {
    const ScenarioInvHost *host = g_ptr_array_index (cluster->cluster->hosts, i);
    if (!host->version)
      return NULL;
    lowest = lowest && prism_compare_versions (lowest, host->version) <= 0 ? lowest : host->version;
  }
  return lowest;
}

/* What LCM has, or what came with the newest AOS known here. NULL when all hosts are there. (transfer full) */
static char *
ahv_target (const Prism *self, const PrismCluster *cluster, const char *aos)
{
  g_autofree char *target = prism_version (on_offer (self, cluster, "AHV"));
  const char *lowest = lowest_ahv (cluster);
  gboolean unsaid = !target && self->records[PRISM_ENTITY]->len == 0 && !self->options->to_version;

  if (unsaid && g_strcmp0 (aos, NEWEST_AOS) == 0 && lowest)
    target = g_strdup (NEWEST_AHV);
  return target && (!lowest || prism_compare_versions (lowest, target) < 0) ? g_steal_pointer (&target)
                                                                            : NULL;
}

static gboolean
has_pinned (const ScenarioInvCluster *cluster)
{
  for (guint i = 0; i < cluster->vms->len; i++) {
    const ScenarioInvVm *vm = g_ptr_array_index (cluster->vms, i);
    if (vm->power == SCENARIO_POWER_ON
        && vm->devices & (1u << SCENARIO_DEVICE_VGPU | 1u << SCENARIO_DEVICE_PCI_PASSTHROUGH))
      return TRUE;
  }
  return FALSE;
}

static gboolean
plan_ahv (Prism *self, const PrismCluster *cluster, const char *aos, gboolean waited, gboolean of_many)
{
  g_autofree char *target = ahv_target (self, cluster, aos);

  if (!target || !g_str_equal (cluster->cluster->platform, "nutanix-ahv"))
    return FALSE;
  if (aos && !waited)
    wait_for_resiliency (self, cluster, of_many);
  if (self->records[PRISM_ENTITY]->len == 0)
    scenario_inventory_notice (self->inventory,
                               "cluster %s: the plan upgrades AHV to %s, which came out with AOS %s",
                               cluster->cluster->name, target, aos);
  scenario_inventory_step (self->inventory, "ahv", of_many, "upgrade-ahv", cluster->cluster->name, target);
  return TRUE;
}

/* ---- The rest, which the language has no step for ---- */

static void
remark_software (Prism *self, const PrismCluster *cluster)
{
  static const char *const models[] = { "NCC", "Foundation" };

  for (gsize i = 0; i < G_N_ELEMENTS (models); i++) {
    const char *target = on_offer (self, cluster, models[i]);
    if (target)
      scenario_inventory_step_remark (
          self->inventory, "LCM has %s %s for %s: it does not touch the data path, and is no step here",
          models[i], target, cluster->cluster->name);
  }
}

static void
plan_cluster (Prism *self, const PrismCluster *cluster)
{
  gboolean of_many = self->inventory->clusters->len > 1;
  g_autofree char *target = aos_target (self, cluster);
  gboolean firmware, ahv;

  remark_software (self, cluster);
  if (target) {
    say_target (self, cluster, target);
    scenario_inventory_step (self->inventory, "aos", of_many, "upgrade-aos", cluster->cluster->name, target);
  }
  firmware = plan_firmware (self, cluster, target != NULL, of_many);
  ahv = plan_ahv (self, cluster, target, firmware, of_many);
  if ((firmware || ahv) && has_pinned (cluster->cluster))
    scenario_inventory_step_remark (
        self->inventory,
        "%s has VMs that cannot be migrated: LCM's pre-check refuses to take its hosts, unless it "
        "may power them off (power-off-uvms: auto)",
        cluster->cluster->name);
  if (!target && !firmware && !ahv)
    scenario_inventory_step_remark (self->inventory, "nothing to do for cluster %s", cluster->cluster->name);
}

static void
entitle (ScenarioInventory *inventory)
{
  ScenarioInvCount count = scenario_inventory_count (inventory);
  g_autofree char *hosts = scenario_count (count.hosts, "node"),
                  *clusters = scenario_count (inventory->clusters->len, "cluster");
  gboolean any = FALSE, hosts_too = FALSE;

  for (guint i = 0; i < inventory->steps->len; i++) {
    const ScenarioInvStep *step = g_ptr_array_index (inventory->steps, i);
    any |= step->name != NULL;
    hosts_too
        |= g_strcmp0 (step->verb, "upgrade-firmware") == 0 || g_strcmp0 (step->verb, "upgrade-ahv") == 0;
  }
  inventory->title = any ? g_strdup_printf ("LCM upgrades %s in %s", hosts, clusters)
                         : g_strdup_printf ("%s in %s, with nothing to upgrade", hosts, clusters);
  inventory->story
      = !any        ? "LCM has nothing newer, so the plan is empty."
        : hosts_too ? "LCM takes AOS, one CVM after another, and then what reboots hosts, one after another."
                    : "LCM takes AOS, one CVM after another; no VM moves and no host reboots.";
  inventory->order = "The default plan, in LCM's order: Prism Central where it is older, AOS, firmware, AHV, "
                     "one cluster after another.";
}

/* N-70, N-71: Prism Central first, as far as some cluster is to be above it. Until AOS 7 it was named by years, and which of those
 * manages which AOS is a published table. */
static void
plan_prism_central (Prism *self)
{
  g_autofree char *most = NULL;

  for (guint j = 0; j < self->records[PRISM_CLUSTER]->len; j++) {
    const PrismCluster *cluster = g_ptr_array_index (self->records[PRISM_CLUSTER], j);
    g_autofree char *target = cluster->cluster ? aos_target (self, cluster) : NULL;
    if (target && (!most || prism_compare_versions (most, target) < 0)) {
      g_free (most);
      most = g_steal_pointer (&target);
    }
  }
  for (guint i = 0; most && i < self->inventory->products->len; i++) {
    const ScenarioInvProduct *product = g_ptr_array_index (self->inventory->products, i);
    if (prism_compare_versions (product->version, most) >= 0)
      continue;
    if (strtoul (product->version, NULL, 10) >= 2000 && prism_compare_versions (most, "7.0") < 0)
      scenario_inventory_step_remark (self->inventory,
                                      "does Prism Central %s manage AOS %s? The compatibility matrix says it",
                                      product->version, most);
    else
      scenario_inventory_step (self->inventory, "prism-central", self->inventory->products->len > 1,
                               "upgrade-product", product->name, most);
  }
}

gboolean
prism_make_plan (Prism *self, GError **error)
{
  const char *to = self->options->to_version;
  g_autofree char *version = prism_version (to);

  if (to && g_strcmp0 (version, to) != 0) {
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_OPTION,
                 "%s: --to '%s': expected a version of AOS such as 7.3.0",
                 ((const ScenarioJsonFile *) g_ptr_array_index (self->files, 0))->name, to);
    return FALSE;
  }
  plan_prism_central (self);
  for (guint i = 0; i < self->inventory->clusters->len; i++)
    for (guint j = 0; j < self->records[PRISM_CLUSTER]->len; j++) {
      const PrismCluster *cluster = g_ptr_array_index (self->records[PRISM_CLUSTER], j);
      if (cluster->cluster == g_ptr_array_index (self->inventory->clusters, i))
        plan_cluster (self, cluster);
    }
  entitle (self->inventory);
  return TRUE;
}
