#include "models/links.h"

/* Collects (owner, item) pairs and sorts them into a list by owner, keeping the order in which they came. */
typedef struct {
  guint32 owner, item;
} Pair;

static void
collect (GArray *pairs, guint32 owner, guint32 item)
{
  Pair pair = { owner, item };

  g_array_append_val (pairs, pair);
}

static ModelList
sort_out (GArray *pairs, guint32 n_owners)
{
  ModelList list = { g_new0 (guint32, n_owners + 2), g_new (guint32, pairs->len + 1) };
  g_autofree guint32 *next = g_new (guint32, n_owners + 1);

  for (guint i = 0; i < pairs->len; i++)
    list.first[g_array_index (pairs, Pair, i).owner + 1]++;
  for (guint32 owner = 0; owner < n_owners; owner++) {
    list.first[owner + 1] += list.first[owner];
    next[owner] = list.first[owner];
  }
  for (guint i = 0; i < pairs->len; i++) {
    const Pair *pair = &g_array_index (pairs, Pair, i);

    list.items[next[pair->owner]++] = pair->item;
  }
  g_array_set_size (pairs, 0);
  return list;
}

guint32
model_cell_host (const ModelFleet *fleet, const ModelLinks *links, guint32 cell)
{
  const ModelPolicy *policy = &fleet->policies[links->policy_of_cell[cell]];

  return model_policy_is_per_host (policy) ? fleet->clusters[policy->cluster].first_host + (cell - policy->first_cell)
                                           : MODEL_NONE;
}

guint32
model_cell_vm (const ModelFleet *fleet, const ModelLinks *links, guint32 cell)
{
  const ModelPolicy *policy = &fleet->policies[links->policy_of_cell[cell]];

  return policy->kind == MODEL_POLICY_VM ? policy->vms[cell - policy->first_cell] : MODEL_NONE;
}

static void
collect_members (const ModelFleet *fleet, ModelCarrier carrier, GArray *pairs)
{
  for (guint32 g = 0; g < fleet->n_groups; g++)
    for (guint32 m = 0; m < fleet->groups[g].n_members; m++) {
      const ModelMember *member = &fleet->groups[g].members[m];
      gboolean again = FALSE;

      for (guint32 before = 0; before < m && !again; before++)
        again = fleet->groups[g].members[before].carrier == carrier &&
                fleet->groups[g].members[before].index == member->index;
      if (member->carrier == carrier && !again)
        collect (pairs, member->index, g);
    }
}

void
model_links_init (ModelLinks *links, const ModelFleet *fleet)
{
  g_autoptr (GArray) pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint32 r = 0; r < fleet->n_rules; r++)
    for (guint32 v = 0; v < fleet->rules[r].n_vms; v++)
      collect (pairs, fleet->rules[r].vms[v], r);
  links->rules_of_vm = sort_out (pairs, fleet->n_vms);

  collect_members (fleet, MODEL_CARRIER_HOST, pairs);
  links->groups_of_host = sort_out (pairs, fleet->n_hosts);
  collect_members (fleet, MODEL_CARRIER_CVM, pairs);
  links->groups_of_cvm = sort_out (pairs, fleet->n_hosts);
  collect_members (fleet, MODEL_CARRIER_VM, pairs);
  links->groups_of_vm = sort_out (pairs, fleet->n_vms);

  links->policy_of_cell = g_new (guint32, fleet->n_cells + 1);
  for (guint32 p = 0; p < fleet->n_policies; p++)
    for (guint32 c = 0; c < fleet->policies[p].n_cells; c++)
      links->policy_of_cell[fleet->policies[p].first_cell + c] = p;
  for (guint32 c = 0; c < fleet->n_cells; c++)
    if (model_cell_host (fleet, links, c) != MODEL_NONE)
      collect (pairs, model_cell_host (fleet, links, c), c);
  links->cells_of_host = sort_out (pairs, fleet->n_hosts);
  for (guint32 c = 0; c < fleet->n_cells; c++)
    if (model_cell_host (fleet, links, c) == MODEL_NONE && model_cell_vm (fleet, links, c) == MODEL_NONE)
      collect (pairs, fleet->policies[links->policy_of_cell[c]].cluster, c);
  links->cells_of_cluster = sort_out (pairs, fleet->n_clusters);
  for (guint32 c = 0; c < fleet->n_cells; c++)
    if (model_cell_vm (fleet, links, c) != MODEL_NONE)
      collect (pairs, model_cell_vm (fleet, links, c), c);
  links->cells_of_vm = sort_out (pairs, fleet->n_vms);
  for (guint32 p = 0; p < fleet->n_policies; p++)
    if (fleet->policies[p].above != MODEL_NONE)
      collect (pairs, fleet->policies[p].above, p);
  links->overriders = sort_out (pairs, fleet->n_policies);

  links->governor_of_setting = g_new (guint32, fleet->n_settings + 1);
  for (guint32 g = 0; g < fleet->n_governors; g++)
    for (guint32 c = 0; c < fleet->governors[g].n_cells; c++) {
      links->governor_of_setting[fleet->governors[g].first_setting + c] = g;
      collect (pairs, fleet->governors[g].cells[c], fleet->governors[g].first_setting + c);
    }
  links->settings_of_cell = sort_out (pairs, model_n_places (fleet));

  for (guint32 o = 0; o < fleet->n_objects; o++)
    collect (pairs, fleet->objects[o].vm, o);
  links->objects_of_vm = sort_out (pairs, fleet->n_vms);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    for (guint32 a = 0; a < fleet->steps[s].n_after; a++)
      collect (pairs, fleet->steps[s].after[a], s);
  links->steps_after = sort_out (pairs, fleet->n_steps);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    if (fleet->clusters[c].vcenter != MODEL_NONE)
      collect (pairs, fleet->clusters[c].vcenter, c);
  links->clusters_of_vcenter = sort_out (pairs, fleet->n_vcenters);
}

void
model_links_clear (ModelLinks *links)
{
  ModelList *lists[] = { &links->rules_of_vm,      &links->groups_of_host, &links->groups_of_cvm,
                         &links->groups_of_vm,     &links->cells_of_host,  &links->cells_of_cluster,
                         &links->cells_of_vm,      &links->overriders,     &links->steps_after,      &links->clusters_of_vcenter,
                         &links->objects_of_vm,    &links->settings_of_cell };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    g_clear_pointer (&lists[i]->first, g_free);
    g_clear_pointer (&lists[i]->items, g_free);
  }
  g_clear_pointer (&links->policy_of_cell, g_free);
  g_clear_pointer (&links->governor_of_setting, g_free);
}
