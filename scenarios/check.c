/* What the reader holds against a scenario that reads well: things that do not fit one another.
 *
 * Facts: AC-12. */

#include "scenarios/reader.h"

#include "models/ha/order.h"
#include "models/machines.h"
#include "models/plan/versions.h"

/* ---- Clusters and what stands in them ---- */

/* What a vCenter of that version knows (AC-07, AC-12, AC-14, AC-17). */
static void
check_admission_version (ScenarioReader *reader, const ScenarioClusterDraft *draft,
                         const ModelCluster *cluster)
{
  const ModelVcenter *vcenter
      = cluster->vcenter == MODEL_NONE ? NULL : &reader->fleet->vcenters[cluster->vcenter];
  ModelVersion version = vcenter ? vcenter->version : 0;
  const struct {
    const ScenarioNode *node;
    guint8 major, minor;
    gboolean wrong;
    const char *what, *advice;
  } rows[] = {
    { scenario_node_key (draft->admission, "slot-size"), 5, 1, cluster->slot_size == MODEL_SLOT_FIXED,
      "a slot of fixed size", "leave it out: 'slot-cpu' and 'slot-memory' are upper bounds then" },
    { scenario_node_key (draft->admission, "performance-degradation"), 6, 5, TRUE,
      "'performance-degradation'", "leave it out" },
    { scenario_node_key (draft->admission, "policy"), 6, 5,
      cluster->admission == MODEL_ADMISSION_PERCENTAGE && !cluster->fixed_percentage,
      "a percentage that follows from host failures", "say 'cpu' and 'memory'" },
    { scenario_node_key (draft->admission, "host-failures"), 5, 0, cluster->host_failures > 4,
      "more than 4 host failures", "say 4 or fewer" },
  };

  for (gsize i = 0; vcenter && i < G_N_ELEMENTS (rows); i++)
    if (rows[i].node && rows[i].wrong && model_version_is_before (version, rows[i].major, rows[i].minor)) {
      g_autofree char *text = model_version_text (version);
      scenario_complain_of (reader, rows[i].node, g_strdup (rows[i].advice),
                            "%s begins with %u.%u, and '%s' is %s", rows[i].what, rows[i].major,
                            rows[i].minor, vcenter->name, text);
    }
}

static void
check_admission (ScenarioReader *reader, guint32 index)
{
  const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  const ModelCluster *cluster = &reader->fleet->clusters[index];
  const ScenarioNode *cpu = scenario_node_key (draft->admission, "cpu");
  const ScenarioNode *memory = scenario_node_key (draft->admission, "memory");
  const ScenarioNode *failures = scenario_node_key (draft->admission, "host-failures");

  if (!cpu != !memory)
    scenario_complain_of (reader, cpu ? cpu : memory, NULL, "'%s' needs '%s' beside it",
                          cpu ? "cpu" : "memory", cpu ? "memory" : "cpu");
  if (cpu && memory && failures)
    scenario_complain_of (reader, failures, NULL,
                          "'host-failures' stands instead of 'cpu' and 'memory', not beside them");
  else if (failures && cluster->n_hosts > 0 && cluster->host_failures >= cluster->n_hosts)
    scenario_complain_of (reader, failures, NULL, "'%s' has %u hosts and cannot lose %u", cluster->name,
                          cluster->n_hosts, cluster->host_failures);
  check_admission_version (reader, draft, cluster);
}

/* The most that any host of a cluster has: threads, and memory that is not its CVM's; G_MAXINT64 where nothing is said. */
static void
find_largest (const ModelFleet *fleet, const ModelCluster *cluster, gint64 *ret_threads, gint64 *ret_memory)
{
  gint64 per_core = fleet->physics[MODEL_HOST_THREADS];

  *ret_threads = *ret_memory = 0;
  for (MODEL_EACH_HOST (h, cluster)) {
    const ModelHost *host = &fleet->hosts[h];
    gint64 memory = host->memory_mib - (cluster->platform == MODEL_VSPHERE ? 0 : cluster->cvm_memory_mib);
    *ret_threads = MAX (*ret_threads, host->cores ? host->cores * per_core : G_MAXINT64);
    *ret_memory = MAX (*ret_memory, memory);
  }
}

/* What only AHV knows of, from a version on. */
static void
check_contention (ScenarioReader *reader, const ModelCluster *cluster, const ScenarioVmDraft *draft, const ModelVm *vm)
{
  const ScenarioNode *overcommit = scenario_draft_value (&draft->head, "memory-overcommit");
  const ScenarioNode *storage = scenario_draft_value (&draft->head, "storage-cpu");
  const char *name = draft->head.at->text;

  if (cluster->platform != MODEL_NUTANIX_AHV && (vm->overcommits || vm->storage_cpu_mhz)) {
    scenario_complain_of (reader, vm->overcommits ? overcommit : storage, NULL,
                          "'%s' is in '%s', which is no AHV cluster", name, cluster->name);
    return;
  }
  if (vm->overcommits && cluster->aos && cluster->aos < MODEL_VERSION (6, 1, 0))
    scenario_complain_of (reader, overcommit, g_strdup ("AHV has it from AOS 6.1 on"),
                          "memory overcommit of '%s': '%s' has not got it", name, cluster->name);
  if (vm->storage_cpu_mhz && !cluster->cvm_cpu_mhz)
    scenario_complain_of (reader, storage, g_strdup ("say the CPU of a CVM: 'cvm-cpu' of the cluster"),
                          "'%s' does not say of how much CPU that is a part", cluster->name);
}

static void
check_vm (ScenarioReader *reader, const ModelCluster *cluster, guint32 index, gint64 threads, gint64 memory)
{
  static const char *const states[] = { "connected", "in maintenance", "disconnected", "off", "in standby", "outside the cluster" };
  const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, index);
  const ModelVm *vm = &reader->fleet->vms[index];
  const char *name = draft->head.at->text;

  if (vm->memory_mib > 0 && vm->memory_reservation_mib > vm->memory_mib)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "memory-reservation"), NULL,
                          "'%s' reserves more memory than it has", name);
  reader->fleet->has_working_sets |= vm->working_set_mib > 0;
  if (vm->working_set_mib && cluster->platform == MODEL_VSPHERE)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "read-working-set"),
                          g_strdup ("only on Nutanix does data follow a VM"),
                          "'%s' is in '%s', which is no Nutanix cluster", name, cluster->name);
  if (!vm->working_set_mib && (vm->read_interval || vm->reads_in_order))
    scenario_complain_of (reader,
                          scenario_draft_value (&draft->head, vm->read_interval ? "read-interval" : "reads-in-order"),
                          NULL, "'%s' does not say how much it reads: 'read-working-set'", name);
  reader->fleet->has_storage_cpu |= vm->storage_cpu_mhz > 0;
  check_contention (reader, cluster, draft, vm);
  if (vm->power != MODEL_POWER_ON || cluster->n_hosts == 0)
    return;
  if (memory > 0 && vm->memory_mib + vm->overhead_mib > memory) {
    g_autofree char *most = model_unit_text (MODEL_UNIT_MIB, memory);
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "memory"),
                          g_strdup_printf ("the largest has %s for VMs", most),
                          "'%s' is larger than any host of '%s'", name, cluster->name);
  }
  if (vm->vcpus > threads)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "vcpus"),
                          g_strdup_printf ("the largest has %" G_GINT64_FORMAT " threads", threads),
                          "'%s' has more vCPUs than any host of '%s' has threads", name, cluster->name);
  if (vm->host != MODEL_NONE) {
    const ModelHost *host = &reader->fleet->hosts[vm->host];
    if (host->start == MODEL_HOST_MAINTENANCE || host->start == MODEL_HOST_OFF || host->start == MODEL_HOST_STANDBY
        || host->start == MODEL_HOST_OUTSIDE)
      scenario_complain_of (reader, draft->host,
                            g_strdup ("power it off, put it elsewhere, or leave 'host' out"),
                            "'%s' runs on '%s', which is %s", name, host->name, states[host->start]);
  }
}

/* ---- What HA restarts after what ---- */

/* The platform allows neither circles nor a VM that waits for one of a lower priority (HA-32). Takes away, over and over,
 * the VMs that wait for nobody who is left; those that stay wait for themselves. */
static void
check_restart_order (ScenarioReader *reader, const ModelCluster *cluster)
{
  const ModelFleet *fleet = reader->fleet;
  g_autofree guint8 *gone = g_new0 (guint8, cluster->n_vms + 1);
  gboolean more = TRUE;

  while (more) {
    more = FALSE;
    for (guint32 v = 0; v < cluster->n_vms; v++) {
      const ModelVm *vm = &fleet->vms[cluster->first_vm + v];
      guint32 i = 0;
      while (i < vm->n_restart_after
             && (vm->restart_after[i] - cluster->first_vm >= cluster->n_vms
                 || gone[vm->restart_after[i] - cluster->first_vm]))
        i++;
      more |= !gone[v] && i == vm->n_restart_after;
      gone[v] = i == vm->n_restart_after;
    }
  }
  for (guint32 v = 0; v < cluster->n_vms; v++) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, cluster->first_vm + v);
    const ModelVm *vm = &fleet->vms[cluster->first_vm + v];
    if (!gone[v])
      scenario_complain_of (reader, draft->restart_after,
                            g_strdup ("a VM cannot wait for itself, directly or through others"),
                            "'%s' is restarted after itself", vm->name);
    for (guint32 i = 0; i < vm->n_restart_after && gone[v]; i++)
      if (fleet->vms[vm->restart_after[i]].priority > vm->priority)
        scenario_complain_of (reader, draft->restart_after,
                              g_strdup ("give it the lower priority, or the other the higher one"),
                              "'%s' is restarted after '%s', which has a lower restart priority", vm->name,
                              fleet->vms[vm->restart_after[i]].name);
      else if (model_restart_batch (fleet, vm->restart_after[i])
               > model_restart_batch (fleet, cluster->first_vm + v))
        scenario_complain_of (reader, draft->restart_after,
                              g_strdup ("agents go first, then FT secondaries, then the others by priority"),
                              "'%s' is restarted after '%s', which by its role has a later turn", vm->name,
                              fleet->vms[vm->restart_after[i]].name);
  }
}

void
scenario_check_inventory (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, c);
    gint64 threads, memory;

    if (cluster->n_hosts == 0 && scenario_node_get (draft->head.node, "hosts"))
      scenario_complain_of (reader, scenario_draft_value (&draft->head, "hosts"), NULL, "'%s' has no hosts",
                            cluster->name);
    if (draft->admission)
      check_admission (reader, c);
    find_largest (fleet, cluster, &threads, &memory);
    for (MODEL_EACH_VM (v, cluster))
      check_vm (reader, cluster, v, threads, memory);
    check_restart_order (reader, cluster);
  }
}

/* ---- The plan ---- */

/* "b after c after b": the steps of the path from the one that closes the circle. */
static void
complain_of_circle (ScenarioReader *reader, const guint32 *path, guint from, guint depth)
{
  const ScenarioStepDraft *draft = SCENARIO_DRAFT (Step, reader->steps, path[depth - 1]);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = from; i < depth; i++) {
    if (i - from == 10) {
      g_string_append (text, "… after ");
      i = depth - 1;
    }
    g_string_append_printf (text, "%s after ", reader->fleet->steps[path[i]].name);
  }
  g_string_append (text, reader->fleet->steps[path[from]].name);
  scenario_complain_of (reader, draft->after, g_strdup_printf ("a circle: %s", text->str),
                        "'%s' comes after itself", reader->fleet->steps[path[depth - 1]].name);
}

/* Goes along `after` from one step, depth first. `visited` is 0 for new, 1 for on the path, 2 for done. */
static void
walk (ScenarioReader *reader, guint32 start, guint8 *visited, guint32 *path, guint32 *next, guint32 *place)
{
  guint depth = 1;

  path[0] = start;
  next[0] = 0;
  place[start] = 0;
  visited[start] = 1;
  while (depth > 0) {
    const ModelStep *step = &reader->fleet->steps[path[depth - 1]];
    if (next[depth - 1] == step->n_after) {
      visited[path[--depth]] = 2;
      continue;
    }
    guint32 before = step->after[next[depth - 1]++];
    if (visited[before] == 1)
      complain_of_circle (reader, path, place[before], depth);
    if (visited[before] != 0)
      continue;
    visited[before] = 1;
    place[before] = depth;
    path[depth] = before;
    next[depth++] = 0;
  }
}

static void
check_circles (ScenarioReader *reader)
{
  guint n = reader->fleet->n_steps;
  g_autofree guint8 *visited = g_new0 (guint8, n);
  g_autofree guint32 *path = g_new (guint32, n), *next = g_new (guint32, n), *place = g_new (guint32, n);

  for (guint32 i = 0; i < n; i++)
    if (visited[i] == 0)
      walk (reader, i, visited, path, next, place);
}

static void
check_state (ScenarioReader *reader, const ScenarioFaultDraft *draft)
{
  ModelTarget whose = draft->host ? MODEL_TARGET_HOST : draft->vm ? MODEL_TARGET_VM : MODEL_TARGET_VCENTER;
  const char *const *names = model_state_names (whose);
  const ScenarioNode *node = scenario_node_get (draft->during, "state");
  ScenarioNearest nearest = { draft->fault.state, NULL, 0 };
  g_autofree char *known = names ? scenario_words_text (names) : NULL, *near = NULL;

  if (!names || g_strv_contains (names, draft->fault.state))
    return;
  for (guint i = 0; names[i]; i++)
    scenario_nearest_offer (&nearest, names[i]);
  near = scenario_nearest_advice (&nearest);
  scenario_complain_of (reader, node,
                        near ? g_steal_pointer (&near) : g_strdup_printf ("its states are %s", known),
                        "'%s' is no state of %s", draft->fault.state,
                        draft->host ? "a host"
                        : draft->vm ? "a VM"
                                    : "a vCenter");
}

void
scenario_check_plan (ScenarioReader *reader)
{
  check_circles (reader);
  for (guint i = 0; i < reader->faults->len; i++) {
    const ScenarioFaultDraft *draft = SCENARIO_DRAFT (Fault, reader->faults, i);
    if (draft->fault.state && draft->during && (draft->host || draft->vm || draft->vcenter))
      check_state (reader, draft);
  }
}
