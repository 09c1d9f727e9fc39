#include "cli/over-plan.h"

#include <string.h>

/* Whether a VM is on what would be lost. */
static gboolean
goes_with (const ModelFleet *fleet, guint32 at, guint32 host, gboolean domain)
{
  if (at == MODEL_NONE)
    return FALSE;
  return domain ? fleet->hosts[at].fault_domain == fleet->hosts[host].fault_domain : at == host;
}

static gint
by_name (gconstpointer a, gconstpointer b)
{
  return strcmp (((const CliTier *) a)->name, ((const CliTier *) b)->name);
}

static void
count_tier (GArray *tiers, const char *name)
{
  CliTier tier = { name, 1 };

  for (guint i = 0; i < tiers->len; i++)
    if (g_str_equal (g_array_index (tiers, CliTier, i).name, name)) {
      g_array_index (tiers, CliTier, i).vms++;
      return;
    }
  g_array_append_val (tiers, tier);
}

GArray *
cli_moment_tiers (const SimRun *run, const CliMoment *moment, guint32 host, gboolean domain,
                  ModelBlast *ret_blast)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[moment->cluster];
  GArray *tiers = g_array_new (FALSE, FALSE, sizeof (CliTier));

  *ret_blast = (ModelBlast){ .index = host };
  for (MODEL_EACH_VM (vm, cluster))
    if (goes_with (fleet, moment->homes[vm - cluster->first_vm], host, domain)) {
      ret_blast->vms++;
      ret_blast->vcpus += fleet->vms[vm].vcpus;
      if (fleet->vms[vm].tier)
        count_tier (tiers, fleet->vms[vm].tier);
    }
  g_array_sort (tiers, by_name);
  return tiers;
}

static void
tell_blast (GString *text, const SimRun *run, const CliMoment *moment, guint32 host, gboolean domain)
{
  const ModelHost *h = &model_fleet (run)->hosts[host];
  ModelBlast blast;
  g_autoptr (GArray) tiers = cli_moment_tiers (run, moment, host, domain, &blast);
  g_autofree char *name = cli_safe (domain ? h->fault_domain_name : h->name);

  g_string_append_printf (text, "%s%s takes %u of %u VMs with %u vCPUs", domain ? "fault domain " : "", name,
                          blast.vms, moment->outlook.vms, blast.vcpus);
  for (guint i = 0; i < tiers->len; i++) {
    const CliTier *tier = &g_array_index (tiers, CliTier, i);
    g_autofree char *tier_name = cli_safe (tier->name);

    g_string_append_printf (text, "%s%s %u%s", i ? ", " : " (", tier_name, tier->vms,
                            i + 1 == tiers->len ? ")" : "");
  }
}

/* At the moment when one host takes the greatest share. */
char *
cli_widest_blast (const SimRun *run, const CliOverPlan *plan, guint32 cluster)
{
  const CliMoment *widest = NULL;
  GString *text = g_string_new (NULL);
  g_autofree char *clock = NULL;

  for (guint i = 0; i < plan->moments->len; i++) {
    const CliMoment *moment = g_ptr_array_index (plan->moments, i);

    if (moment->cluster == cluster && moment->outlook.host.index != MODEL_NONE && moment->outlook.vms
        && (!widest
            || (guint64) moment->outlook.host.vms * widest->outlook.vms
                   > (guint64) widest->outlook.host.vms * moment->outlook.vms))
      widest = moment;
  }
  if (!widest)
    return g_string_free (text, TRUE);
  clock = cli_moment_clock (widest);
  g_string_append_printf (text, "widest blast radius at %s: ", clock);
  tell_blast (text, run, widest, widest->outlook.host.index, FALSE);
  if (widest->outlook.domain.index != MODEL_NONE) {
    g_string_append (text, "; ");
    tell_blast (text, run, widest, widest->outlook.domain.index, TRUE);
  }
  return g_string_free (text, FALSE);
}
