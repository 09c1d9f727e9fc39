#include "scenarios/import/prism.h"
#include <string.h>

typedef struct {
  ScenarioSome sizeless, nowhere, cvms, pinned, unsaid;
} Said;

/* The product of what is said; v3 and v4 say sockets, and v4 on ESXi all vCPUs at once. */
static gint64
count_vcpus (const PrismVm *raw)
{
  gint64 vcpus = raw->vcpus;

  if (vcpus == SCENARIO_UNKNOWN && raw->sockets > 0 && raw->sockets <= 4096) {
    vcpus = raw->sockets;
    if (raw->cores_per_socket > 0 && raw->cores_per_socket <= 4096)
      vcpus *= raw->cores_per_socket;
    if (raw->threads_per_core > 0 && raw->threads_per_core <= 4096)
      vcpus *= raw->threads_per_core;
  }
  return vcpus < 1 ? SCENARIO_UNKNOWN : vcpus;
}

/* A CVM is part of its host in a scenario. Prism lists it among the VMs on ESXi, by the name that Foundation gives it. */
static gboolean
is_cvm (const PrismVm *raw)
{
  return raw->record.name && g_str_has_prefix (raw->record.name, "NTNX-")
         && g_str_has_suffix (raw->record.name, "-CVM");
}

static void
find_host (const Prism *self, PrismVm *raw)
{
  raw->on = raw->host_id ? g_hash_table_lookup (self->by_id[PRISM_HOST], raw->host_id) : NULL;
  raw->in = raw->on && raw->on->in ? raw->on->in : prism_find_cluster (self, raw->cluster_id);
}

/* Why AHV does not move it, where no device says so by itself (N-88); NULL when it does. */
static const char *
why_pinned (const PrismVm *raw)
{
  if (raw->cpu_passthrough == SCENARIO_YES)
    return "CPU passthrough, which ties it like a device";
  if (raw->can_migrate == SCENARIO_NO && !raw->vm->devices)
    return "Prism says that it cannot be migrated live; written as a device that ties it";
  return NULL;
}

static void
write_devices (PrismVm *raw)
{
  for (guint i = 0; i < raw->gpus->len; i++)
    raw->vm->devices |= g_str_equal (g_ptr_array_index (raw->gpus, i), "VIRTUAL")
                            ? 1u << SCENARIO_DEVICE_VGPU
                            : 1u << SCENARIO_DEVICE_PCI_PASSTHROUGH;
  if (raw->n_pcie > 0)
    raw->vm->devices |= 1u << SCENARIO_DEVICE_PCI_PASSTHROUGH;
}

static void
write_power (PrismVm *raw, Said *said)
{
  const char *power = raw->power ? raw->power : "";

  raw->vm->power = g_str_equal (power, "OFF") ? SCENARIO_POWER_OFF
                   : g_str_equal (power, "PAUSED") || g_str_equal (power, "SUSPENDED")
                       ? SCENARIO_POWER_SUSPENDED
                       : SCENARIO_POWER_ON;
  if (raw->vm->power == SCENARIO_POWER_ON && !g_str_equal (power, "ON"))
    scenario_some_add (&said->unsaid, "%s", raw->vm->name);
}

static void
write_vm (PrismVm *raw, Said *said)
{
  ScenarioInvVm *vm = scenario_inv_vm_new (raw->record.name ? raw->record.name : raw->record.id);
  const char *pinned;

  vm->id = g_strdup (raw->record.id);
  vm->vcpus = count_vcpus (raw);
  vm->memory_mib = raw->memory_mib;
  if (!scenario_inv_vm_makes_sense (vm)) {
    scenario_some_add (&said->sizeless, "%s", vm->name);
    scenario_inv_vm_free (vm);
    return;
  }
  raw->vm = vm;
  vm->host = raw->on ? raw->on->host : NULL;
  if (!vm->host && raw->host_id)
    vm->named_host = g_strdup (raw->host_name ? raw->host_name : raw->host_id);
  write_power (raw, said);
  write_devices (raw);
  pinned = why_pinned (raw);
  if (pinned) {
    vm->devices |= 1u << SCENARIO_DEVICE_PCI_PASSTHROUGH;
    vm->remark = g_strdup (pinned);
    scenario_some_add (&said->pinned, "%s", vm->name);
  }
  if (raw->agent == SCENARIO_YES)
    vm->role = "agent";
  g_ptr_array_add (raw->in->cluster->vms, vm);
}

static void
place_vm (Prism *self, PrismVm *raw, Said *said)
{
  const char *name = raw->record.name ? raw->record.name : raw->record.id;

  find_host (self, raw);
  if (!raw->in)
    scenario_some_add (&said->nowhere, "%s", name);
  if (!raw->in || !raw->in->cluster)
    return;
  if (is_cvm (raw))
    scenario_some_add (&said->cvms, "%s", name);
  else
    write_vm (raw, said);
}

/* ---- Copies of data: those of the containers that hold disks, or of all when no VM says where its disks are. ---- */

/* Three copies need a cluster that tolerates two failures, as the language has it. */
static gint64
most_copies (const PrismCluster *raw, gint64 copies)
{
  return MIN (copies, raw->cluster->fault_tolerance == 2 ? 3 : 2);
}

static gboolean
holds_disks (const Prism *self, const PrismContainer *container)
{
  gboolean any = FALSE;

  for (guint kind = PRISM_VM; kind <= PRISM_ESXI_VM; kind++)
    for (guint i = 0; i < self->records[kind]->len; i++) {
      const PrismVm *vm = g_ptr_array_index (self->records[kind], i);
      any |= vm->containers->len > 0;
      if (g_ptr_array_find_with_equal_func (vm->containers, container->record.id, g_str_equal, NULL))
        return TRUE;
    }
  return !any && container->internal != SCENARIO_YES;
}

static void
find_copies (const Prism *self, PrismCluster *raw)
{
  gint64 lowest = G_MAXINT64;

  for (guint i = 0; i < self->records[PRISM_CONTAINER]->len; i++) {
    const PrismContainer *container = g_ptr_array_index (self->records[PRISM_CONTAINER], i);
    if (container->copies >= 2 && g_strcmp0 (container->cluster_id, raw->record.id) == 0
        && holds_disks (self, container))
      lowest = MIN (lowest, container->copies);
  }
  if (lowest != G_MAXINT64)
    raw->cluster->replication_factor = most_copies (raw, lowest);
}

/* Of a VM with disks in several containers the fewest copies decide. It says so where they are not its cluster's. */
static void
find_copies_of_vm (const Prism *self, const PrismVm *raw)
{
  gint64 lowest = G_MAXINT64;

  for (guint i = 0; raw->vm && i < raw->containers->len; i++) {
    const PrismContainer *container
        = g_hash_table_lookup (self->by_id[PRISM_CONTAINER], g_ptr_array_index (raw->containers, i));
    if (container && container->copies >= 1)
      lowest = MIN (lowest, container->copies);
  }
  if (lowest == G_MAXINT64)
    return;
  lowest = most_copies (raw->in, lowest);
  if (lowest
      != (raw->in->cluster->replication_factor == SCENARIO_UNKNOWN ? 2
                                                                   : raw->in->cluster->replication_factor))
    raw->vm->copies = lowest;
}

void
prism_place_vms (Prism *self)
{
  Said said;

  memset (&said, 0, sizeof said);
  for (guint kind = PRISM_VM; kind <= PRISM_ESXI_VM; kind++)
    for (guint i = 0; i < self->records[kind]->len; i++)
      place_vm (self, g_ptr_array_index (self->records[kind], i), &said);
  for (guint i = 0; i < self->records[PRISM_CLUSTER]->len; i++) {
    PrismCluster *cluster = g_ptr_array_index (self->records[PRISM_CLUSTER], i);
    if (cluster->cluster)
      find_copies (self, cluster);
  }
  for (guint kind = PRISM_VM; kind <= PRISM_ESXI_VM; kind++)
    for (guint i = 0; i < self->records[kind]->len; i++)
      find_copies_of_vm (self, g_ptr_array_index (self->records[kind], i));
  scenario_some_say (&said.nowhere, self->inventory, "left out, in no cluster", "VM");
  scenario_some_say (&said.cvms, self->inventory, "left out, since a scenario has a CVM on each host anyway",
                     "CVM");
  scenario_some_say (&said.sizeless, self->inventory, "left out, saying no vCPUs or no memory", "VM");
  scenario_some_say (&said.unsaid, self->inventory, "taken as powered on, saying neither ON nor OFF", "VM");
  scenario_some_say (&said.pinned, self->inventory, "cannot be migrated live, written with pci-passthrough",
                     "VM");
}
