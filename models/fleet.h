/* The fleet: what a scenario describes and a run never changes. Inventory, rules, policies, quorum groups, plan, faults.
 *
 * Everything is an array of plain structs in canonical order (by name, numbers inside names by value, hosts and VMs
 * cluster by cluster), so that the order in which a file happens to list things can decide nothing. Others refer to an
 * element by its index; MODEL_NONE refers to none. What changes during a run stands in state.h under the same index.
 *
 * Units, always: MHz, MiB, bytes per second, bits per second for links, milliseconds, per cent in thousandths (12.5 % is
 * 12500). Nothing here is negative. Versions are packed, see model_version. Strings belong to the fleet.
 *
 * What each thing is stands in fleet/, one header a subject; here is how they hang together.
 *
 * The surprising rule: the fleet holds no defaults that stand for vendor behaviour. A figure that the scenario leaves out
 * and that a model needs is in physics.h, with its source; here it is 0 or MODEL_NONE, "not said". */

#ifndef MODEL_FLEET_H
#define MODEL_FLEET_H

#include "models/fleet/cluster.h"
#include "models/fleet/fault.h"
#include "models/fleet/governor.h"
#include "models/fleet/group.h"
#include "models/fleet/host.h"
#include "models/fleet/licence.h"
#include "models/fleet/rule.h"
#include "models/fleet/step.h"
#include "models/fleet/vcenter.h"
#include "models/fleet/vm.h"
#include "models/physics.h"
#include "models/vsan/layout.h"

struct _ModelFleet {
  const char *file, *title, *story;
  guint64 seed;
  gint64 window; /* ms; 0 is none */
  gint64 physics[MODEL_N_PHYSICS];
  gboolean overridden[MODEL_N_PHYSICS];

  const struct _ModelFunctionRow *functions; /* what needs vCenter, see vcenter/availability.h; NULL is as its table has it */
  ModelVcenter *vcenters;
  ModelProduct *products;
  ModelLicence *licences;
  ModelDvs *switches;
  ModelCluster *clusters;
  ModelHost *hosts;
  ModelVm *vms;
  ModelPool *pools;
  ModelRule *rules;
  ModelPolicy *policies;
  ModelGroup *groups;
  ModelGovernor *governors;
  ModelGovernance governance; /* as the scenario has it, or as a comparison wants it */
  const char **written; /* values that faults and governors write: to the cells, they come after those of the steps */
  ModelStep *steps;
  ModelFault *faults;
  ModelStoragePolicy *storage_policies;
  ModelWitness *witnesses;
  ModelObject *objects;
  ModelComponent *components;
  gboolean has_vsan, has_dpm, has_ahv, has_lcm, has_hung_guests, has_working_sets, has_storage_cpu, has_cvms, has_small, has_guest_licences, relicenses; /* what no cluster or fault has takes no actors */
  gboolean tends_guests; /* Tools or virtual hardware are upgraded, or the age of Tools is said */
  guint32 n_storage_policies, n_witnesses, n_objects, n_components;
  const char **networks, **datastores; /* what the bits of the sets are called */
  guint32 n_networks, n_datastores;
  guint32 n_products, n_switches, n_licences;
  guint32 n_governors, n_settings, n_written;
  gboolean governs_clusters; /* some governor watches what a cluster is set to */
  guint32 n_vcenters, n_clusters, n_hosts, n_vms, n_pools, n_rules, n_policies, n_cells, n_groups, n_steps, n_faults;

  GStringChunk *strings; /* owns every string above */
  GPtrArray *arrays;     /* (element-type gpointer) owns every array above */
};

/* for (MODEL_EACH_HOST (host, cluster)), for (MODEL_EACH_VM (vm, cluster)): those of one ModelCluster, in order. */
#define MODEL_EACH_HOST(HOST, CLUSTER)                                                                                 \
  guint32 HOST = (CLUSTER)->first_host, HOST##_end = HOST + (CLUSTER)->n_hosts;                                        \
  HOST < HOST##_end;                                                                                                   \
  HOST++

#define MODEL_EACH_VM(VM, CLUSTER)                                                                                     \
  guint32 VM = (CLUSTER)->first_vm, VM##_end = VM + (CLUSTER)->n_vms;                                                  \
  VM < VM##_end;                                                                                                       \
  VM++

/* Nobody has switched it off, and no older rule has disabled it. */
static inline gboolean
model_rule_begins_on (const ModelFleet *fleet, guint32 rule)
{
  return fleet->rules[rule].enabled && fleet->rules[rule].disabled_by == MODEL_NONE;
}

/* Where a governor may look: the cells of policies, and then what clusters are set to. */
static inline guint32
model_n_places (const ModelFleet *fleet)
{
  return fleet->n_cells + fleet->n_clusters * MODEL_N_GOVERNED;
}

static inline guint32
model_place_of (const ModelFleet *fleet, guint32 cluster, ModelGoverned what)
{
  return fleet->n_cells + cluster * MODEL_N_GOVERNED + what;
}

/* An empty fleet with the default physics. */
ModelFleet *model_fleet_new (void);
void model_fleet_free (ModelFleet *fleet); /* NULL is fine */

/* Gives an array or a string to the fleet to own, and hands it back. */
gpointer model_fleet_keep (ModelFleet *fleet, gpointer array); /* (transfer full) array */
const char *model_fleet_string (ModelFleet *fleet, const char *text); /* NULL stays NULL */

/* "8.0.3" and back. FALSE for what is no version. (transfer full) */
gboolean model_version_parse (const char *text, ModelVersion *ret_version);
char *model_version_text (ModelVersion version);
gboolean model_version_is_a_year (ModelVersion version); /* of a Prism Central, such as 2024.3 */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelFleet, model_fleet_free)

#endif
