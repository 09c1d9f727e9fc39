/* Admission control by percentage: what is free of the cluster's CPU and memory against what is to be kept free, each for
 * itself. From 6.5 on the percentage follows from the failures to tolerate, so it grows when hosts leave: the third host
 * that goes may be the one too many, though nothing was set.
 *
 * Facts: AC-13 AC-14 AC-15. */

#include "models/ha/admission-sums.h"

#include "models/compute/hosts.h"

#define WHOLE 100000 /* per cent, in thousandths */

typedef struct {
  gint64 part, whole;
} Share;

/* free < wanted, exactly: (total - used) / total < part / whole, without dividing. */
static gboolean
falls_short (gint64 total, gint64 used, Share wanted)
{
  return (__int128) (total - used) * wanted.whole < (__int128) wanted.part * total;
}

static gint64
thousandths (gint64 total, gint64 part)
{
  return total ? (part < 0 ? -sim_muldiv (-part, WHOLE, total) : sim_muldiv (part, WHOLE, total)) : -1;
}

/* AC-14. Which hosts are thought away is read in two ways (C3): the largest, of each resource, or an average one. */
static void
follow_failures (const ModelSums *sums, const ModelAdmission *a, Share *cpu, Share *memory)
{
  const ModelFleet *fleet = model_fleet (sums->run);
  g_autofree gint64 *mhz = g_new (gint64, a->good + 1), *mib = g_new (gint64, a->good + 1);

  for (guint32 i = 0; i < a->good; i++) {
    mhz[i] = model_host_cpu (fleet, sums->good[i]);
    mib[i] = model_host_memory (fleet, sums->good[i]);
  }
  if (model_number (sums->run, MODEL_AC_AVERAGE_HOST)) {
    *cpu = *memory = (Share){ MIN (a->failures, a->good), a->good };
    return;
  }
  *cpu = (Share){ model_sum_of_greatest (mhz, a->good, a->failures), a->cpu_mhz };
  *memory = (Share){ model_sum_of_greatest (mib, a->good, a->failures), a->memory_mib };
}

/* AC-13, and AC-15: with fewer hosts than that there is nothing to spread over. */
gboolean
model_admission_by_percentage (const ModelSums *sums, ModelAdmission *out)
{
  Share cpu = { sums->cluster->cpu_reserve, WHOLE }, memory = { sums->cluster->memory_reserve, WHOLE };

  if (!sums->cluster->fixed_percentage)
    follow_failures (sums, out, &cpu, &memory);
  out->cpu_free = thousandths (out->cpu_mhz, out->cpu_mhz - out->cpu_used_mhz);
  out->memory_free = thousandths (out->memory_mib, out->memory_mib - out->memory_used_mib);
  out->cpu_wanted = thousandths (cpu.whole, cpu.part);
  out->memory_wanted = thousandths (memory.whole, memory.part);
  return out->good == 0 || out->good < model_number (sums->run, MODEL_AC_LEAST_HOSTS)
         || falls_short (out->cpu_mhz, out->cpu_used_mhz, cpu)
         || falls_short (out->memory_mib, out->memory_used_mib, memory);
}
