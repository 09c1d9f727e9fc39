/* What each VM counts as, and what that makes of all of them together (handbook 7.1).
 *
 * Facts: AC-05 AC-06 AC-07 AC-09 AC-32. */

#include "models/ha/claims.h"

#include <string.h>

#include "models/compute/hosts.h"
#include "models/plan/versions.h"

/* ---- One VM ---- */

/* Powered-on VMs stay in the sums wherever they run (AC-32), those that HA is about to restart too. */
static gboolean
counts (const SimRun *run, const ModelSupposition *what, guint32 vm)
{
  return vm == what->vm_on || (STATE (VM, vm) != VM_AT_OFF && STATE (VM, vm) != VM_AT_STOPPED);
}

/* AC-05: what a VM without reservation counts as: 256 MHz in 4.x, 32 MHz from 5.0 on (C1). */
static gint64
least_cpu (const SimRun *run, const ModelCluster *cluster)
{
  ModelVersion version
      = cluster->vcenter == MODEL_NONE ? 0 : model_vcenter_state (run, cluster->vcenter)->version;

  return model_number (run, model_version_is_before (version, 5, 0) ? MODEL_AC_VM_CPU_OLD : MODEL_AC_VM_CPU);
}

typedef struct {
  gint64 cpu_mhz, memory_mib;
} Figure;

static Figure
figure_of (const SimRun *run, const ModelSupposition *what, guint32 vm, Figure least)
{
  gint64 cpu = vm == what->vm ? what->cpu_mhz : model_vm_cpu_claim (run, vm);
  gint64 memory = model_vm_memory_claim (run, vm);

  if (vm == what->vm)
    memory += what->memory_mib - model_vm_state (run, vm)->memory_reservation_mib;
  return (Figure){ MAX (cpu, least.cpu_mhz), MAX (memory, least.memory_mib) };
}

/* ---- All of them ---- */

/* The slot: the greatest figure of each kind, perhaps of different VMs, whatever pools and vCPUs they have (AC-06). The
 * advanced options only lower it; the fixed size is what it is (AC-07). */
static void
fix_slot (const SimRun *run, const ModelCluster *c, ModelClaims *claims)
{
  if (c->slot_size == MODEL_SLOT_FIXED) {
    claims->slot_cpu_mhz = c->slot_cpu_mhz ? c->slot_cpu_mhz : model_number (run, MODEL_AC_FIXED_SLOT_CPU);
    claims->slot_memory_mib
        = c->slot_memory_mib ? c->slot_memory_mib : model_number (run, MODEL_AC_FIXED_SLOT_MEMORY);
    return;
  }
  if (c->slot_cpu_mhz)
    claims->slot_cpu_mhz = MIN (claims->slot_cpu_mhz, c->slot_cpu_mhz);
  if (c->slot_memory_mib)
    claims->slot_memory_mib = MIN (claims->slot_memory_mib, c->slot_memory_mib);
}

static gint64
slots_for (gint64 amount, gint64 slot)
{
  return slot ? (amount + slot - 1) / slot : 1;
}

static ModelClaims
add_up (const SimRun *run, guint32 cluster, const ModelSupposition *what)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  Figure least = { least_cpu (run, c), model_number (run, MODEL_AC_VM_MEMORY) };
  ModelClaims claims = { .known = TRUE };

  for (MODEL_EACH_VM (vm, c))
    if (counts (run, what, vm)) {
      Figure figure = figure_of (run, what, vm, least);

      claims.cpu_mhz += figure.cpu_mhz;
      claims.memory_mib += figure.memory_mib;
      claims.slot_cpu_mhz = MAX (claims.slot_cpu_mhz, figure.cpu_mhz);
      claims.slot_memory_mib = MAX (claims.slot_memory_mib, figure.memory_mib);
    }
  fix_slot (run, c, &claims);
  /* AC-09: taken off the sum, wherever they may be: whether one host has them all is nobody's question here. */
  for (MODEL_EACH_VM (vm, c))
    if (counts (run, what, vm)) {
      Figure figure = figure_of (run, what, vm, least);
      gint64 by_cpu = slots_for (figure.cpu_mhz, claims.slot_cpu_mhz);
      gint64 by_memory = slots_for (figure.memory_mib, claims.slot_memory_mib);

      claims.slots += MAX (1, MAX (by_cpu, by_memory));
    }
  return claims;
}

ModelClaims
model_claims (const SimRun *run, guint32 cluster, const ModelSupposition *what)
{
  ModelClaims *kept = model_kept_claims (run, cluster);

  if (what->vm != MODEL_NONE || what->vm_on != MODEL_NONE)
    return add_up (run, cluster, what);
  if (!kept->known)
    *kept = add_up (run, cluster, what);
  return *kept;
}

void
model_claims_forget (const SimRun *run, guint32 cluster)
{
  model_kept_claims (run, cluster)->known = FALSE;
}

void
model_assert_claims (const SimRun *run)
{
  for (guint32 cluster = 0; cluster < model_fleet (run)->n_clusters; cluster++) {
    const ModelClaims *kept = model_kept_claims (run, cluster);
    ModelClaims anew = add_up (run, cluster, &MODEL_AS_IT_IS);

    g_assert (!kept->known || memcmp (kept, &anew, sizeof anew) == 0);
  }
}
