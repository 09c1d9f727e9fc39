#include "models/ha/admission.h"

#include "models/compute/hosts.h"

#define WHOLE 100000 /* per cent, in thousandths */

static int
by_size_down (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x < y) - (x > y);
}

/* What a VM counts as, AC-05. */
static gint64
cpu_figure (const SimRun *run, guint32 vm)
{
  return MAX (model_vm_cpu_claim (run, vm), model_number (run, MODEL_AC_VM_CPU));
}

static gint64
memory_figure (const SimRun *run, guint32 vm)
{
  return MAX (model_vm_memory_claim (run, vm), model_number (run, MODEL_AC_VM_MEMORY));
}

/* Powered-on VMs stay in the sums wherever they run (AC-32), those that HA is about to restart too. */
static gboolean
counts (const SimRun *run, guint32 vm, guint32 with)
{
  guint state = STATE (VM, vm);

  return vm == with || model_vm_is_on (run, vm) || state == VM_AT_DOWN || state == VM_AT_RESTARTING ||
         state == VM_AT_POWERING;
}

static gint64
ceil_div (gint64 a, gint64 b)
{
  return (a + b - 1) / b;
}

/* The slot: the greatest figure of each kind, perhaps of different VMs (AC-06); a cap only lowers it (AC-07). */
static void
measure_slot (const SimRun *run, const ModelCluster *cluster, guint32 with, ModelAdmission *out)
{
  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++)
    if (counts (run, vm, with)) {
      out->slot_cpu_mhz = MAX (out->slot_cpu_mhz, cpu_figure (run, vm));
      out->slot_memory_mib = MAX (out->slot_memory_mib, memory_figure (run, vm));
    }
  if (cluster->slot_cpu_mhz)
    out->slot_cpu_mhz = MIN (out->slot_cpu_mhz, cluster->slot_cpu_mhz);
  if (cluster->slot_memory_mib)
    out->slot_memory_mib = MIN (out->slot_memory_mib, cluster->slot_memory_mib);
}

static gint64
slots_of_host (const ModelFleet *fleet, guint32 host, const ModelAdmission *a)
{
  gint64 by_cpu = a->slot_cpu_mhz ? fleet->hosts[host].cpu_mhz / a->slot_cpu_mhz : G_MAXINT32;
  gint64 by_memory = a->slot_memory_mib ? model_host_memory (fleet, host) / a->slot_memory_mib : G_MAXINT32;

  return MIN (by_cpu, by_memory);
}

static gint64
slots_of_vm (const SimRun *run, guint32 vm, const ModelAdmission *a)
{
  gint64 by_cpu = a->slot_cpu_mhz ? ceil_div (cpu_figure (run, vm), a->slot_cpu_mhz) : 1;
  gint64 by_memory = a->slot_memory_mib ? ceil_div (memory_figure (run, vm), a->slot_memory_mib) : 1;

  return MAX (1, MAX (by_cpu, by_memory));
}

/* AC-08 to AC-11. */
static void
count_slots (const SimRun *run, const ModelCluster *cluster, guint32 with, const guint32 *good, gint64 *slots,
             ModelAdmission *out)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 left;

  for (guint32 i = 0; i < out->good; i++) {
    slots[i] = slots_of_host (fleet, good[i], out);
    out->slots += slots[i];
  }
  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++)
    if (counts (run, vm, with))
      out->slots_used += slots_of_vm (run, vm, out);
  qsort (slots, out->good, sizeof *slots, by_size_down);
  left = out->slots;
  for (guint32 k = 0; k < out->good; k++) {
    if (k < out->failures)
      out->slots_failover += slots[k];
    left -= slots[k];
    if (k + 1 < out->good && left >= out->slots_used)
      out->failover_capacity = k + 1;
  }
  out->slots_available = MAX (0, out->slots - out->slots_failover - out->slots_used);
  if (out->policy == MODEL_ADMISSION_SLOT)
    out->violated = out->failover_capacity < out->failures;
}

/* What the `failures` greatest of the good hosts have, of one resource (C3: per resource). */
static gint64
greatest (const gint64 *amounts, guint32 n, guint32 failures)
{
  g_autofree gint64 *sorted = g_memdup2 (amounts, n * sizeof *amounts);
  gint64 sum = 0;

  if (n > 1) /* without hosts there is nothing to sort, and no array */
    qsort (sorted, n, sizeof *sorted, by_size_down);
  for (guint32 i = 0; i < MIN (n, failures); i++)
    sum += sorted[i];
  return sum;
}

/* free < wanted, exactly: (total - used) / total < wanted_part / wanted_whole, without dividing. */
static gboolean
falls_short (gint64 total, gint64 used, gint64 part, gint64 whole)
{
  return (__int128) (total - used) * whole < (__int128) part * total;
}

static gint64
thousandths (gint64 total, gint64 part)
{
  return total ? (part < 0 ? -sim_muldiv (-part, WHOLE, total) : sim_muldiv (part, WHOLE, total)) : -1;
}

/* AC-13, AC-14. */
static void
weigh_percentages (const SimRun *run, const ModelCluster *cluster, const guint32 *good, ModelAdmission *out)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 cpu_part = cluster->cpu_reserve, memory_part = cluster->memory_reserve, cpu_whole = WHOLE, memory_whole = WHOLE;

  out->cpu_free = thousandths (out->cpu_mhz, out->cpu_mhz - out->cpu_used_mhz);
  out->memory_free = thousandths (out->memory_mib, out->memory_mib - out->memory_used_mib);
  if (!cluster->fixed_percentage) {
    g_autofree gint64 *cpu = g_new (gint64, out->good + 1), *memory = g_new (gint64, out->good + 1);

    for (guint32 i = 0; i < out->good; i++) {
      cpu[i] = fleet->hosts[good[i]].cpu_mhz;
      memory[i] = model_host_memory (fleet, good[i]);
    }
    cpu_part = greatest (cpu, out->good, out->failures);
    memory_part = greatest (memory, out->good, out->failures);
    cpu_whole = out->cpu_mhz;
    memory_whole = out->memory_mib;
  }
  out->cpu_wanted = thousandths (cpu_whole, cpu_part);
  out->memory_wanted = thousandths (memory_whole, memory_part);
  if (out->policy == MODEL_ADMISSION_PERCENTAGE)
    out->violated = out->good == 0 || falls_short (out->cpu_mhz, out->cpu_used_mhz, cpu_part, cpu_whole) ||
                  falls_short (out->memory_mib, out->memory_used_mib, memory_part, memory_whole);
}

/* AC-16: a dedicated host is ready when it counts and runs nothing. */
static void
count_dedicated (const SimRun *run, const ModelCluster *cluster, const guint32 *good, ModelAdmission *out)
{
  for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++)
    out->dedicated += model_fleet (run)->hosts[host].dedicated ? 1 : 0;
  for (guint32 i = 0; i < out->good; i++)
    out->dedicated_ready += model_fleet (run)->hosts[good[i]].dedicated && model_host_state (run, good[i])->n_vms == 0;
  if (out->policy == MODEL_ADMISSION_DEDICATED)
    out->violated = out->dedicated_ready < out->dedicated;
}

ModelAdmission
model_admission (const SimRun *run, guint32 cluster_index, guint32 without, guint32 with, gint64 *host_slots)
{
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_index];
  ModelAdmission out = { .policy = cluster->ha ? cluster->admission : MODEL_ADMISSION_OFF,
                         .cpu_free = -1, .memory_free = -1, .cpu_wanted = -1, .memory_wanted = -1 };
  g_autofree guint32 *good = g_new (guint32, cluster->n_hosts + 1);
  g_autofree gint64 *slots = g_new (gint64, cluster->n_hosts + 1);

  if (!cluster->fixed_percentage && out.policy != MODEL_ADMISSION_DEDICATED)
    out.failures = cluster->host_failures ? cluster->host_failures : (guint32) model_number (run, MODEL_AC_HOST_FAILURES);
  for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++)
    if (host != without && model_host_is_good (run, host)) {
      good[out.good++] = host;
      out.cpu_mhz += fleet->hosts[host].cpu_mhz;
      out.memory_mib += model_host_memory (fleet, host);
    }
  for (guint32 vm = cluster->first_vm; vm < cluster->first_vm + cluster->n_vms; vm++)
    if (counts (run, vm, with)) {
      out.cpu_used_mhz += cpu_figure (run, vm);
      out.memory_used_mib += memory_figure (run, vm);
    }
  measure_slot (run, cluster, with, &out);
  if (host_slots)
    for (guint32 i = 0, next = 0; i < cluster->n_hosts; i++) {
      gboolean is_good = next < out.good && good[next] == cluster->first_host + i;

      host_slots[i] = is_good ? slots_of_host (fleet, good[next], &out) : -1;
      next += is_good ? 1 : 0;
    }
  /* All three are measured, whichever is in force: a person compares them. The one in force decides. */
  count_slots (run, cluster, with, good, slots, &out);
  weigh_percentages (run, cluster, good, &out);
  count_dedicated (run, cluster, good, &out);
  return out;
}

gboolean
model_admission_in_force (const SimRun *run, guint32 cluster)
{
  guint state = STATE (ADMISSION, cluster);

  return state == ADMISSION_AT_OK || state == ADMISSION_AT_VIOLATED;
}

gboolean
model_admission_is_on (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  return c->ha && c->admission != MODEL_ADMISSION_OFF && !model_cluster_state (run, cluster)->admission_off_by;
}

guint32
model_admission_covers (const SimRun *run, guint32 cluster_index)
{
  ModelAdmission now = model_admission (run, cluster_index, MODEL_NONE, MODEL_NONE, NULL);
  const ModelFleet *fleet = model_fleet (run);
  const ModelCluster *cluster = &fleet->clusters[cluster_index];
  g_autofree gint64 *cpu = g_new (gint64, cluster->n_hosts + 1), *memory = g_new (gint64, cluster->n_hosts + 1);
  guint32 n = 0, covers = 0;

  if (now.policy == MODEL_ADMISSION_SLOT)
    return now.failover_capacity;
  if (now.policy == MODEL_ADMISSION_DEDICATED)
    return now.dedicated_ready;
  for (guint32 host = cluster->first_host; host < cluster->first_host + cluster->n_hosts; host++)
    if (model_host_is_good (run, host)) {
      cpu[n] = fleet->hosts[host].cpu_mhz;
      memory[n++] = model_host_memory (fleet, host);
    }
  while (covers + 1 < n && greatest (cpu, n, covers + 1) <= now.cpu_mhz - now.cpu_used_mhz &&
         greatest (memory, n, covers + 1) <= now.memory_mib - now.memory_used_mib)
    covers++;
  return covers;
}
