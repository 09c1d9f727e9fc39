#include "scenarios/prism.h"
#include <string.h>

typedef struct {
  ScenarioSome sizeless, nowhere, cvms, agents, pinned, unsaid, single;
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

/* Why Prism would not move it; a device says so by itself. NULL when it would. */
static const char *
why_pinned (const PrismVm *raw)
{
  if (raw->cpu_passthrough == SCENARIO_YES)
    return "CPU passthrough: it cannot be moved";
  if (raw->can_migrate == SCENARIO_NO && !raw->vm->devices)
    return "Prism says that it cannot be migrated live";
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
    vm->automation = "off";
    scenario_some_add (&said->pinned, "%s", vm->name);
  }
  if (raw->agent == SCENARIO_YES)
    scenario_some_add (&said->agents, "%s", vm->name);
  if (pinned || raw->agent == SCENARIO_YES)
    vm->remark = g_strconcat (
        pinned ? pinned : "", pinned && raw->agent == SCENARIO_YES ? "; " : "",
        raw->agent == SCENARIO_YES ? "agent VM: AHV powers it off last and on first, and never moves it" : "",
        NULL);
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
  else if (count_vcpus (raw) == SCENARIO_UNKNOWN || raw->memory_mib == SCENARIO_UNKNOWN
           || raw->memory_mib == 0)
    scenario_some_add (&said->sizeless, "%s", name);
  else
    write_vm (raw, said);
}

/* ---- Copies of data: those of the containers that hold disks, or of all when no VM says where its disks are. ---- */

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
find_copies (const Prism *self, PrismCluster *raw, Said *said)
{
  gint64 lowest = G_MAXINT64, highest = 0;

  for (guint i = 0; i < self->records[PRISM_CONTAINER]->len; i++) {
    const PrismContainer *container = g_ptr_array_index (self->records[PRISM_CONTAINER], i);
    if (container->copies == SCENARIO_UNKNOWN || g_strcmp0 (container->cluster_id, raw->record.id) != 0
        || !holds_disks (self, container))
      continue;
    if (container->copies < 2) {
      scenario_some_add (&said->single, "%s",
                         container->record.name ? container->record.name : container->record.id);
      continue;
    }
    lowest = MIN (lowest, container->copies);
    highest = MAX (highest, container->copies);
  }
  if (highest == 0)
    return;
  raw->cluster->replication_factor
      = lowest == 2 || raw->cluster->fault_tolerance != 2 ? 2 : 3; /* three need FT2 */
  if (lowest != highest)
    scenario_inventory_remark (raw->cluster->remarks,
                               "Its storage containers keep %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT
                               " copies; the lowest stands here, since the language has one for a cluster.",
                               lowest, highest);
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
      find_copies (self, cluster, &said);
  }
  scenario_some_say (&said.nowhere, self->inventory, "left out, in no cluster", "VM");
  scenario_some_say (&said.cvms, self->inventory, "left out, since a scenario has a CVM on each host anyway",
                     "CVM");
  scenario_some_say (&said.sizeless, self->inventory, "left out, saying no vCPUs or no memory", "VM");
  scenario_some_say (&said.unsaid, self->inventory, "taken as powered on, saying neither ON nor OFF", "VM");
  scenario_some_say (&said.agents, self->inventory, "agent VMs, which a scenario moves like any other", "VM");
  scenario_some_say (&said.pinned, self->inventory, "cannot be migrated live, written with automation: off",
                     "VM");
  scenario_some_say (
      &said.single, self->inventory,
      "storage with one copy, which the language cannot say (its VMs are shut down for maintenance)",
      "container");
}
