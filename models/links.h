/* Who has to do with whom: lists computed once from the fleet, so that no handler searches it.
 *
 * Each list is a run of indices inside one array: items[first[i]] up to items[first[i + 1]]. */

#ifndef MODEL_LINKS_H
#define MODEL_LINKS_H

#include "models/fleet.h"

typedef struct {
  guint32 *first, *items;
} ModelList;

typedef struct {
  ModelList rules_of_vm;      /* rules that name it, enabled or not */
  ModelList groups_of_host;   /* quorum groups a member of which it carries */
  ModelList groups_of_cvm;
  ModelList groups_of_vm;
  ModelList cells_of_host;    /* policy cells that live on it */
  ModelList cells_of_cluster; /* policy cells that live on the cluster as a whole */
  ModelList cells_of_vm;      /* policy cells that are the VM's own */
  ModelList overriders;       /* of a policy: the policies that override it */
  ModelList objects_of_vm;    /* on vSAN */
  ModelList steps_after;      /* steps that come after a step */
  ModelList clusters_of_vcenter;
  ModelList settings_of_cell; /* what governors watch of it; by place */
  guint32 *policy_of_cell;
  guint32 *governor_of_setting;
} ModelLinks;

void model_links_init (ModelLinks *links, const ModelFleet *fleet);
void model_links_clear (ModelLinks *links);

/* for (MODEL_EACH (item, list, index)) */
#define MODEL_EACH(ITEM, LIST, INDEX)                                                                                  \
  const guint32 *ITEM = (LIST).items + (LIST).first[INDEX];                                                            \
  ITEM < (LIST).items + (LIST).first[(INDEX) + 1];                                                                     \
  ITEM++

/* The host that a cell of a per-host policy lives on, or MODEL_NONE; the VM whose own it is, or MODEL_NONE. */
guint32 model_cell_host (const ModelFleet *fleet, const ModelLinks *links, guint32 cell);
guint32 model_cell_vm (const ModelFleet *fleet, const ModelLinks *links, guint32 cell);

static inline gboolean
model_policy_is_per_host (const ModelPolicy *policy)
{
  return policy->kind == MODEL_POLICY_VDS || policy->kind == MODEL_POLICY_HOST || policy->kind == MODEL_POLICY_BIOS
         || policy->kind == MODEL_POLICY_PORT_GROUP;
}

#endif
