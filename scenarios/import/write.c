#include "scenarios/import/quote.h"
#include "scenarios/import/write-parts.h"

/* What stands above the YAML: origin, notices, questions. */
static void
append_head (GString *out, const ScenarioInventory *inventory, const char *counts)
{
  g_autofree char *origin
      = g_strdup_printf ("Made by `%s` from %s: %s.", inventory->maker, inventory->source, counts);

  scenario_put_comment (out, "# ", origin);
  if (inventory->notices->len > 0)
    g_string_append (out, "#\n# Notices of the import:\n");
  for (guint i = 0; i < inventory->notices->len; i++)
    scenario_put_comment (out, "# - ", g_ptr_array_index (inventory->notices, i));
  if (inventory->questions->len > 0)
    g_string_append (
        out, "#\n# What this export could not say, as questions to the architect. Each comes with the line "
             "that would answer it:\n");
  for (guint i = 0; i < inventory->questions->len; i++) {
    const ScenarioInvQuestion *question = g_ptr_array_index (inventory->questions, i);
    scenario_put_comment (out, "# - ", question->ask);
    scenario_put_comment (out, "#     ", question->line);
  }
}

static char *
describe (const ScenarioInventory *inventory)
{
  ScenarioInvCount count = scenario_inventory_count (inventory);
  g_autofree char *clusters = scenario_count (inventory->clusters->len, "cluster"),
                  *hosts = scenario_count (count.hosts, "host"), *vms = scenario_count (count.vms, "VM");

  return g_strdup_printf ("%s, %s, %s (%u powered on)", clusters, hosts, vms, count.on);
}

static void
append_story (GString *out, const ScenarioInventory *inventory, const char *counts)
{
  g_autofree char *source = scenario_one_line (inventory->source);

  g_string_append_printf (out, "\nrollcall: 1\ntitle: %s\nstory: >\n  The estate as %s shows it: %s.\n  %s\n",
                          inventory->title, source, counts, inventory->story);
}

static void
append_vcenters (GString *out, const ScenarioInventory *inventory)
{
  if (inventory->vcenters->len > 0)
    g_string_append (out, "\nvcenters:\n");
  for (guint i = 0; i < inventory->vcenters->len; i++) {
    const ScenarioInvVcenter *vcenter = g_ptr_array_index (inventory->vcenters, i);
    scenario_put_key (out, "  ", vcenter->name);
    g_string_append_printf (out, " {version: %s}", vcenter->version);
    if (vcenter->assumed)
      scenario_put_remark (out, "  # assumed: ", vcenter->assumed);
    g_string_append_c (out, '\n');
  }
}

static void
append_products (GString *out, const ScenarioInventory *inventory)
{
  if (inventory->products->len > 0)
    g_string_append (out, "\nproducts:\n");
  for (guint i = 0; i < inventory->products->len; i++) {
    const ScenarioInvProduct *product = g_ptr_array_index (inventory->products, i);
    scenario_put_key (out, "  ", product->name);
    g_string_append_printf (out, " {kind: %s, version: %s}\n", product->kind, product->version);
  }
}

static void
append_step (GString *out, const ScenarioInvStep *step, const char *last)
{
  g_string_append (out, "  - {step: ");
  scenario_quote (out, step->name);
  if (step->is_raw)
    scenario_put_raw (out, step->verb, step->subject);
  else
    scenario_put_word (out, step->verb, step->subject);
  scenario_put_raw (out, "to", step->to);
  if (step->more)
    g_string_append_printf (out, ", %s", step->more);
  if (last) {
    scenario_put_member (out, "after");
    g_string_append_c (out, '[');
    scenario_quote (out, last);
    g_string_append_c (out, ']');
  }
  g_string_append (out, "}\n");
}

static void
append_plan (GString *out, const ScenarioInventory *inventory)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  const char *last = NULL;

  for (guint i = 0; i < inventory->steps->len; i++) {
    const ScenarioInvStep *step = g_ptr_array_index (inventory->steps, i);
    if (step->name) {
      append_step (steps, step, last);
      last = step->name;
    } else
      scenario_put_comment (steps, "  # ", step->subject);
  }
  g_string_append_printf (out, "\n# %s\n%s%s", inventory->order, last ? "plan:\n" : "plan: []\n", steps->str);
}

char *
scenario_write (const ScenarioInventory *inventory)
{
  GString *out = g_string_new (NULL);
  g_autofree char *counts = describe (inventory);

  append_head (out, inventory, counts);
  append_story (out, inventory, counts);
  append_vcenters (out, inventory);
  append_products (out, inventory);
  g_string_append (out, "\nclusters:\n");
  for (guint i = 0; i < inventory->clusters->len; i++)
    scenario_put_cluster (out, inventory, g_ptr_array_index (inventory->clusters, i));
  append_plan (out, inventory);
  return g_string_free (out, FALSE);
}
