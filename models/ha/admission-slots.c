/* Admission control by slots (handbook 7.1): one size for all, taken from the greatest reservations, and how many of them
 * the hosts have. One VM with a great reservation makes every slot great; and since the hosts with the most slots are the
 * ones thought away, an unbalanced cluster keeps its largest hosts in reserve (AC-19).
 *
 * Facts: AC-08 AC-10 AC-11 AC-19. */

#include "models/ha/admission-sums.h"

#include "models/compute/hosts.h"

static int
by_size_down (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x < y) - (x > y);
}

gint64
model_sum_of_greatest (const gint64 *amounts, guint32 n, guint32 failures)
{
  g_autofree gint64 *sorted = g_memdup2 (amounts, n * sizeof *amounts);
  gint64 sum = 0;

  if (n > 1) /* without hosts there is nothing to sort, and no array */
    qsort (sorted, n, sizeof *sorted, by_size_down);
  for (guint32 i = 0; i < MIN (n, failures); i++)
    sum += sorted[i];
  return sum;
}

/* AC-08: the worse of the two dimensions decides. */
static gint64
slots_of_host (const ModelFleet *fleet, guint32 host, const ModelAdmission *a)
{
  gint64 by_cpu = a->slot_cpu_mhz ? model_host_cpu (fleet, host) / a->slot_cpu_mhz : G_MAXINT32;
  gint64 by_memory = a->slot_memory_mib ? model_host_memory (fleet, host) / a->slot_memory_mib : G_MAXINT32;

  return MIN (by_cpu, by_memory);
}

/* AC-10, AC-11. One good host is always left over, however little is used. */
static void
think_hosts_away (ModelAdmission *out, gint64 *slots)
{
  gint64 left = out->slots;

  qsort (slots, out->good, sizeof *slots, by_size_down);
  for (guint32 k = 0; k < out->good; k++) {
    if (k < out->failures)
      out->slots_failover += slots[k];
    left -= slots[k];
    if (k + 1 < out->good && left >= out->slots_used)
      out->failover_capacity = k + 1;
  }
  out->slots_available = MAX (0, out->slots - out->slots_failover - out->slots_used);
}

gboolean
model_admission_by_slots (const ModelSums *sums, ModelAdmission *out, gint64 *host_slots)
{
  const ModelFleet *fleet = model_fleet (sums->run);
  g_autofree gint64 *slots = g_new (gint64, out->good + 1);

  out->slot_cpu_mhz = sums->claims.slot_cpu_mhz;
  out->slot_memory_mib = sums->claims.slot_memory_mib;
  out->slots_used = sums->claims.slots;
  for (guint32 i = 0; host_slots && i < sums->cluster->n_hosts; i++)
    host_slots[i] = -1;
  for (guint32 i = 0; i < out->good; i++) {
    slots[i] = slots_of_host (fleet, sums->good[i], out);
    out->slots += slots[i];
    if (host_slots)
      host_slots[sums->good[i] - sums->cluster->first_host] = slots[i];
  }
  think_hosts_away (out, slots);
  return out->failover_capacity < out->failures;
}
