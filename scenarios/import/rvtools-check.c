#include "scenarios/import/rvtools.h"
#include "scenarios/import/import-parts.h"

void
rv_say_left_out (const Rvtools *self)
{
  guint skipped[RV_N_SKIPS] = { 0 };
  ScenarioSome sizeless = { NULL, 0 }, nowhere = { NULL, 0 }, alone = { NULL, 0 },
               useless = { NULL, 0 };
  ScenarioSome moved = { NULL, 0 }, empty = { NULL, 0 };

  for (guint i = 0; i < self->vms->len; i++) {
    const RvVm *raw = g_ptr_array_index (self->vms, i);
    if (!rv_is_considered (self, raw))
      continue;
    skipped[raw->skip]++;
    if (raw->skip == RV_SIZELESS)
      scenario_some_add (&sizeless, "%s", raw->name);
    if (raw->skip == RV_NOWHERE)
      scenario_some_add (&nowhere, "%s", raw->name);
    if (raw->skip == RV_WRITE && raw->on && raw->cluster && raw->said_cluster
        && !g_str_equal (raw->said_cluster, raw->cluster->cluster->name))
      scenario_some_add (&moved, "%s", raw->name);
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->useless)
      scenario_some_add (&useless, "%s", host->name);
    else if (!host->cluster)
      scenario_some_add (&alone, "%s", host->name);
  }
  for (guint i = 0; i < self->clusters->len; i++) {
    const RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    if (cluster->chosen && cluster->n_hosts == 0)
      scenario_some_add (&empty, "%s", cluster->cluster->name);
  }
  if (skipped[RV_TEMPLATE] + skipped[RV_PLACEHOLDER] + skipped[RV_ORPHANED] > 0)
    scenario_inventory_notice (self->inventory,
                               "left out, no VMs that run: templates %u, SRM placeholders %u, orphaned %u",
                               skipped[RV_TEMPLATE], skipped[RV_PLACEHOLDER], skipped[RV_ORPHANED]);
  scenario_some_say (&useless, self->inventory, "left out, saying nothing of its CPU (not connected?)",
                     "host");
  scenario_some_say (&alone, self->inventory, "left out, in no cluster", "host");
  scenario_some_say (&empty, self->inventory, "left out with its VMs, having no host in vHost", "cluster");
  scenario_some_say (&nowhere, self->inventory, "left out, in no cluster", "VM");
  scenario_some_say (&sizeless, self->inventory, "left out, saying no vCPUs or no memory", "VM");
  scenario_some_say (&moved, self->inventory, "placed in its host's cluster, though it names another", "VM");
}

/* One total: what the export says, what its rows add up to. Unknown totals are not compared. */
typedef struct {
  guint compared, agreed;
  ScenarioSome wrong;
} Check;

static void
compare (Check *check, const char *name, gint64 said, gint64 found, gint64 tolerance)
{
  if (said == SCENARIO_UNKNOWN || found == SCENARIO_UNKNOWN)
    return;
  check->compared++;
  if (ABS (said - found) <= tolerance)
    check->agreed++;
  else
    scenario_some_add (&check->wrong, "%s says %" G_GINT64_FORMAT ", found %" G_GINT64_FORMAT, name, said,
                       found);
}

static void
conclude (const Rvtools *self, Check *check, const char *total, const char *against)
{
  if (check->compared > 0)
    scenario_inventory_notice (self->inventory, "check: %s agrees with %s for %u of %u%s%s", total, against,
                               check->agreed, check->compared, check->wrong.n ? ": " : "",
                               check->wrong.n ? check->wrong.text->str : "");
  if (check->wrong.text)
    g_string_free (check->wrong.text, TRUE);
}

static void
check_hosts (const Rvtools *self)
{
  Check vms = { 0, 0, { NULL, 0 } }, vcpus = vms, vram = vms;

  for (guint i = 0; i < self->vms->len; i++) {
    const RvVm *raw = g_ptr_array_index (self->vms, i);
    if (!raw->on || raw->vm->power != SCENARIO_POWER_ON)
      continue;
    raw->on->vms++;
    raw->on->vcpus += raw->vm->vcpus == SCENARIO_UNKNOWN ? 0 : raw->vm->vcpus;
    raw->on->vram += raw->vm->memory_mib == SCENARIO_UNKNOWN ? 0 : raw->vm->memory_mib;
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    const RvHost *host = g_ptr_array_index (self->hosts, i);
    if (!host->cluster || !host->cluster->chosen)
      continue;
    compare (&vms, host->name, host->said_vms, host->vms, 0);
    compare (&vcpus, host->name, host->said_vcpus, host->vcpus, 0);
    compare (&vram, host->name, host->said_vram, host->vram, 0);
  }
  conclude (self, &vms, "a host's '# VMs'", "the powered-on VMs that name it");
  conclude (self, &vcpus, "a host's '# vCPUs'", "those of the same VMs");
  conclude (self, &vram, "a host's 'vRAM' in MiB", "the memory of the same VMs");
}

void
rv_cross_check (const Rvtools *self)
{
  Check hosts = { 0, 0, { NULL, 0 } }, cpu = hosts, memory = hosts;

  check_hosts (self);
  for (guint i = 0; i < self->clusters->len; i++) {
    const RvCluster *cluster = g_ptr_array_index (self->clusters, i);
    const char *name = cluster->cluster->name;
    gint64 count = 0, mhz = 0, mib = 0;
    for (guint j = 0; j < self->hosts->len; j++) {
      const RvHost *host = g_ptr_array_index (self->hosts, j);
      gint64 its_mhz = scenario_inv_host_cpu_mhz (host->host);
      if (host->cluster != cluster)
        continue;
      count++;
      mhz = mhz == SCENARIO_UNKNOWN || its_mhz == SCENARIO_UNKNOWN ? SCENARIO_UNKNOWN : mhz + its_mhz;
      mib = mib == SCENARIO_UNKNOWN || host->host->memory_mib == SCENARIO_UNKNOWN
                ? SCENARIO_UNKNOWN
                : mib + host->host->memory_mib;
    }
    if (!cluster->chosen)
      continue;
    compare (&hosts, name, cluster->said_hosts, count, 0);
    compare (&cpu, name, cluster->said_cpu_mhz, mhz, 0);
    compare (&memory, name, cluster->said_memory_mib, mib, count);
  }
  conclude (self, &hosts, "a cluster's 'NumHosts'", "its hosts");
  conclude (self, &cpu, "a cluster's 'TotalCpu' in MHz", "its hosts' cores times speed");
  conclude (self, &memory, "a cluster's 'TotalMemory' in MiB", "its hosts' memory, within 1 MiB a host,");
}
