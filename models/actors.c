#include "models/actors.h"

#include "models/words.h"

/* What a machine may be repeated over: how many there are in a fleet, and what those are, which gives the actors their names. */
/* clang-format off */
#define OVERS(X) \
  X (one,                 1,                                                       PLAN)     \
  X (steps,               fleet->n_steps,                                          STEP)     \
  X (faults,              fleet->n_faults,                                         FAULT)    \
  X (vcenters,            fleet->n_vcenters,                                       VCENTER)  \
  X (products,            fleet->n_products,                                       PRODUCT)  \
  X (switches,            fleet->n_switches,                                       SWITCH)   \
  X (switched_vms,        fleet->n_switches ? fleet->n_vms : 0,                    VM)       \
  X (rounds,              fleet->tends_guests ? fleet->n_steps : 0,                STEP)     \
  X (guests,              fleet->tends_guests ? fleet->n_vms : 0,                  VM)       \
  X (hosts,               fleet->n_hosts,                                          HOST)     \
  X (clusters,            fleet->n_clusters,                                       CLUSTER)  \
  X (vms,                 fleet->n_vms,                                            VM)       \
  X (monitored,           fleet->has_hung_guests ? fleet->n_vms : 0,               VM)       \
  X (groups,              fleet->n_groups,                                         GROUP)    \
  X (cells,               fleet->n_cells,                                          CELL)     \
  X (vsan_hosts,          fleet->has_vsan ? fleet->n_hosts : 0,                    HOST)     \
  X (vsan_clusters,       fleet->has_vsan ? fleet->n_clusters : 0,                 CLUSTER)  \
  X (dpm_clusters,        fleet->has_dpm ? fleet->n_clusters : 0,                  CLUSTER)  \
  X (witnesses,           fleet->n_witnesses,                                      WITNESS)  \
  X (relicensed_clusters, fleet->relicenses ? fleet->n_clusters : 0,               CLUSTER)  \
  X (ahv_hosts,           fleet->has_ahv ? fleet->n_hosts : 0,                     HOST)     \
  X (ahv_clusters,        fleet->has_ahv ? fleet->n_clusters : 0,                  CLUSTER)  \
  X (local_vms,           fleet->has_working_sets ? fleet->n_vms : 0,              VM)       \
  X (ahv_steps,           fleet->has_ahv ? fleet->n_steps : 0,                     STEP)     \
  X (lcm_steps,           fleet->has_lcm ? fleet->n_steps : 0,                     STEP)     \
  X (cvm_hosts,           fleet->has_cvms ? fleet->n_hosts : 0,                    HOST)     \
  X (cvm_clusters,        fleet->has_cvms ? fleet->n_clusters : 0,                 CLUSTER)  \
  X (small_clusters,      fleet->has_small ? fleet->n_clusters : 0,                CLUSTER)  \
  X (governors,           fleet->n_governors,                                      GOVERNOR) \
  X (settings,            fleet->n_settings,                                       SETTING)

enum {
#define OVER(NAME, COUNT, OF) OVER_##NAME,
  OVERS (OVER)
#undef OVER
  N_OVERS
};

static const guint8 over[MODEL_N_MACHINES] = {
#define MACHINE(M, NAME, OVER, QUIET, STARTS, SUMMARY) [MODEL_MACHINE_##M] = OVER_##OVER,
  MODEL_MACHINES (MACHINE)
#undef MACHINE
};

typedef enum { PLAN, STEP, FAULT, VCENTER, PRODUCT, SWITCH, HOST, VM, CLUSTER, GROUP, CELL, WITNESS, GOVERNOR, SETTING } Thing;

static const Thing things[N_OVERS] = {
#define OVER(NAME, COUNT, OF) OF,
  OVERS (OVER)
#undef OVER
};

/* Where several machines are actors of one thing beside the one that is the thing itself, and their names would not tell. */
static const char *const prefixes[MODEL_N_MACHINES] = {
  [MODEL_MACHINE_VSAN]      = "vsan:",      [MODEL_MACHINE_FORMAT]  = "vsan:",    [MODEL_MACHINE_VOTES]   = "vsan:",
  [MODEL_MACHINE_RELAYOUT]  = "vsan:",      [MODEL_MACHINE_ADAPT]   = "vsan:",    [MODEL_MACHINE_SITE]    = "vsan:",
  [MODEL_MACHINE_GUEST]     = "guest:",     [MODEL_MACHINE_CVM]     = "cvm:",     [MODEL_MACHINE_STORE]   = "data:",
  [MODEL_MACHINE_ZOOKEEPER] = "zookeeper:", [MODEL_MACHINE_ARBITER] = "witness:",
};
/* clang-format on */

guint
model_count_actors (const ModelFleet *fleet, guint machine)
{
#define OVER(NAME, COUNT, OF) COUNT,
  const guint counts[N_OVERS] = { OVERS (OVER) };
#undef OVER

  return counts[over[machine]];
}

static const char *
step_target_name (const ModelFleet *fleet, const ModelStep *step)
{
  switch (step->target) {
  case MODEL_TARGET_HOST:
    return fleet->hosts[step->index].name;
  case MODEL_TARGET_VM:
    return fleet->vms[step->index].name;
  case MODEL_TARGET_VCENTER:
    return fleet->vcenters[step->index].name;
  case MODEL_TARGET_CLUSTER:
    return fleet->clusters[step->index].name;
  case MODEL_TARGET_POLICY:
    return fleet->policies[step->index].name;
  case MODEL_TARGET_PRODUCT:
    return fleet->products[step->index].name;
  case MODEL_TARGET_SWITCH:
    return fleet->switches[step->index].name;
  case MODEL_TARGET_GOVERNOR:
    return fleet->governors[step->index].name;
  case MODEL_TARGET_NONE:
  default:
    return step->name;
  }
}

static const char *
compose (ModelRehearsal *rehearsal, const char *format, const char *a, const char *b)
{
  g_autofree char *name = g_strdup_printf (format, a, b); /* formats are the constants of this file */

  return g_string_chunk_insert (rehearsal->strings, name);
}

static const char *
name_cell (ModelRehearsal *rehearsal, guint32 cell)
{
  const ModelFleet *fleet = rehearsal->fleet;
  const char *policy = fleet->policies[rehearsal->links.policy_of_cell[cell]].name;
  guint32 host = model_cell_host (fleet, &rehearsal->links, cell), vm = model_cell_vm (fleet, &rehearsal->links, cell);

  if (vm != MODEL_NONE)
    return compose (rehearsal, "%s@%s", policy, fleet->vms[vm].name);
  return host == MODEL_NONE ? policy : compose (rehearsal, "%s@%s", policy, fleet->hosts[host].name);
}

static const char *
name_setting (ModelRehearsal *rehearsal, guint32 setting)
{
  const ModelFleet *fleet = rehearsal->fleet;
  const ModelGovernor *governor = &fleet->governors[rehearsal->links.governor_of_setting[setting]];
  guint32 place = governor->cells[setting - governor->first_setting];

  if (place >= fleet->n_cells) {
    g_autofree char *what = g_strdup_printf ("%s of %s", model_governed_words[(place - fleet->n_cells) % MODEL_N_GOVERNED],
                                             fleet->clusters[(place - fleet->n_cells) / MODEL_N_GOVERNED].name);

    return compose (rehearsal, "%s: %s", governor->name, what);
  }
  return compose (rehearsal, "%s: %s", governor->name, name_cell (rehearsal, place));
}

static const char *
name_of_thing (ModelRehearsal *rehearsal, Thing thing, guint32 i)
{
  const ModelFleet *fleet = rehearsal->fleet;

  switch (thing) {
  case STEP:
    return step_target_name (fleet, &fleet->steps[i]);
  case FAULT:
    return fleet->faults[i].name;
  case VCENTER:
    return fleet->vcenters[i].name;
  case PRODUCT:
    return fleet->products[i].name;
  case SWITCH:
    return fleet->switches[i].name;
  case HOST:
    return fleet->hosts[i].name;
  case VM:
    return fleet->vms[i].name;
  case CLUSTER:
    return fleet->clusters[i].name;
  case GROUP:
    return fleet->groups[i].name;
  case CELL:
    return name_cell (rehearsal, i);
  case WITNESS:
    return fleet->witnesses[i].name;
  case GOVERNOR:
    return fleet->governors[i].name;
  case SETTING:
    return name_setting (rehearsal, i);
  case PLAN:
  default:
    return "plan";
  }
}

const char *
model_name_actor (ModelRehearsal *rehearsal, guint machine, guint32 i)
{
  const char *name = name_of_thing (rehearsal, things[over[machine]], i);

  if (machine == MODEL_MACHINE_STEP)
    return rehearsal->fleet->steps[i].name;
  return prefixes[machine] ? compose (rehearsal, "%s%s", prefixes[machine], name) : name;
}
