#include "scenarios/import/govc.h"
#include <string.h>

typedef struct {
  ScenarioSome templates, lost, vcls, sizeless, nowhere;
} Said;

static const char *
either (const GovcVm *raw, const char *path, const char *other)
{
  const char *text = vim_text (raw->at, path);

  return text ? text : vim_text (raw->at, other);
}

static gint64
number (Govc *self, const GovcVm *raw, const char *path, const char *other)
{
  gint64 value = govc_number (self, raw->object, raw->at, path, SCENARIO_UNIT_COUNT);

  return value != SCENARIO_UNKNOWN || !other
             ? value
             : govc_number (self, raw->object, raw->at, other, SCENARIO_UNIT_COUNT);
}

/* 0 is the same as not said. */
static gint64
amount (Govc *self, const GovcVm *raw, const char *path, const char *other)
{
  gint64 value = number (self, raw, path, other);

  return value == 0 ? SCENARIO_UNKNOWN : value;
}

static ScenarioPower
power_of (const GovcVm *raw)
{
  const char *power = either (raw, "runtime.powerState", "summary.runtime.powerState");

  return g_strcmp0 (power, "poweredOff") == 0  ? SCENARIO_POWER_OFF
         : g_strcmp0 (power, "suspended") == 0 ? SCENARIO_POWER_SUSPENDED
                                               : SCENARIO_POWER_ON;
}

/* Why a VM is not written, as the list to name it in; NULL when it is. */
static ScenarioSome *
why_not (Govc *self, const GovcVm *raw, const ScenarioInvVm *vm, Said *said)
{
  const char *connection = vim_text (raw->at, "runtime.connectionState"),
             *manager = vim_text (raw->at, "config.managedBy.extensionKey");

  if (govc_answer (self, raw->object, raw->at, "config.template") == SCENARIO_YES
      || govc_answer (self, raw->object, raw->at, "summary.config.template") == SCENARIO_YES)
    return &said->templates;
  if (connection
      && (g_str_equal (connection, "orphaned") || g_str_equal (connection, "inaccessible")
          || g_str_equal (connection, "invalid")))
    return &said->lost;
  if (g_str_has_prefix (vm->name, "vCLS") && g_strcmp0 (manager, "com.vmware.vim.eam") == 0)
    return &said->vcls;
  if (!raw->on || !raw->on->in)
    return &said->nowhere;
  return scenario_inv_vm_makes_sense (vm) ? NULL : &said->sizeless;
}

static ScenarioInvVm *
read_vm (Govc *self, const GovcVm *raw)
{
  g_autofree char *name = govc_name (raw->at), *inner = name ? NULL : govc_name (vim_get (raw->at, "config"));
  ScenarioInvVm *vm = scenario_inv_vm_new (name ? name : inner ? inner : raw->object->id);

  vm->id = g_strdup (raw->object->id);
  vm->vcpus = number (self, raw, "config.hardware.numCPU", "summary.config.numCpu");
  vm->memory_mib = number (self, raw, "config.hardware.memoryMB", "summary.config.memorySizeMB");
  vm->power = power_of (raw);
  vm->cpu_reservation_mhz
      = amount (self, raw, "config.cpuAllocation.reservation", "resourceConfig.cpuAllocation.reservation");
  vm->memory_reservation_mib = amount (self, raw, "config.memoryAllocation.reservation",
                                       "resourceConfig.memoryAllocation.reservation");
  if (govc_answer (self, raw->object, raw->at, "config.memoryReservationLockedToMax") == SCENARIO_YES)
    vm->memory_reservation_mib = vm->memory_mib;
  if (vm->power == SCENARIO_POWER_ON) {
    vm->cpu_demand_mhz = amount (self, raw, "summary.quickStats.overallCpuUsage", NULL);
    vm->active_mib = amount (self, raw, "summary.quickStats.guestMemoryUsage", NULL);
    vm->overhead_mib = amount (self, raw, "summary.quickStats.consumedOverheadMemory", NULL);
  }
  return vm;
}

static void
place_vm (Govc *self, const VimObject *object, Said *said)
{
  GovcVm *raw = g_new0 (GovcVm, 1);
  const char *host;
  ScenarioInvVm *vm;
  ScenarioSome *list;

  raw->object = object;
  raw->at = object->properties;
  host = either (raw, "runtime.host", "summary.runtime.host");
  raw->on = host ? g_hash_table_lookup (self->host_of, host) : NULL;
  g_ptr_array_add (self->vms, raw);
  g_hash_table_insert (self->vm_of, (gpointer) object->id, raw);
  vm = read_vm (self, raw);
  list = why_not (self, raw, vm, said);
  if (list)
    scenario_some_add (list, "%s", vm->name);
  if (list || !raw->on->in->cluster) {
    scenario_inv_vm_free (vm);
    return;
  }
  raw->vm = vm;
  vm->host = raw->on->host;
  if (!vm->host)
    vm->named_host = g_strdup (raw->on->object->id);
  govc_read_devices (self, raw);
  g_ptr_array_add (raw->on->in->cluster->vms, vm);
}

void
govc_place_vms (Govc *self)
{
  Said said;

  memset (&said, 0, sizeof said);
  for (guint i = 0; i < self->store->objects->len && !self->error; i++) {
    const VimObject *object = g_ptr_array_index (self->store->objects, i);
    if (g_str_equal (object->type, "VirtualMachine"))
      place_vm (self, object, &said);
  }
  scenario_some_say (&said.templates, self->inventory, "left out, no VMs that run", "template");
  scenario_some_say (&said.lost, self->inventory, "left out, orphaned or inaccessible", "VM");
  scenario_some_say (&said.vcls, self->inventory, "left out, since a scenario has its own", "vCLS VM");
  scenario_some_say (&said.nowhere, self->inventory, "left out, on a host whose cluster was not saved", "VM");
  scenario_some_say (&said.sizeless, self->inventory, "left out, saying no vCPUs or no memory", "VM");
}
