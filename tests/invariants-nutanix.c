/* What must hold in Nutanix clusters when a millisecond is over, and of what an AOS upgrade has done when all is over. */

#include "tests/invariants.h"

#include "tests/look.h"

#include "models/compute/hosts.h"
#include "models/nutanix/cvms.h"

/* I-05: a CVM runs on its own host or not at all. Guest I/O goes by a CVM that takes it, or waits. One that its peers call
 * degraded goes on with what it has (N-47). */
static void
look_at_paths (const Look *look)
{
  for (guint32 host = 0; host < look->trial->fleet->n_hosts; host++) {
    guint cvm = STATE_OF (CVM, host), path = STATE_OF (IO_PATH, host);
    guint32 remote = model_cvm_state (look->run, host)->remote;

    if (cvm == CVM_AT_ABSENT) {
      MUST (path == IO_PATH_AT_ABSENT, IO_PATH, host);
      continue;
    }
    MUST (model_host_state (look->run, host)->powered || IN (cvm, CVM_AT_DOWN, CVM_AT_DETACHED), CVM, host);
    MUST (model_host_state (look->run, host)->powered || path == IO_PATH_AT_IDLE, IO_PATH, host);
    MUST ((path == IO_PATH_AT_REMOTE) == (remote != 0), IO_PATH, host);
    MUST (path != IO_PATH_AT_REMOTE || model_cvm_answers (look->run, remote - 1)
              || IN (STATE_OF (CVM, remote - 1), CVM_AT_STOPPING, CVM_AT_DEGRADED),
          IO_PATH, host);
    MUST (path != IO_PATH_AT_LOCAL || model_cvm_answers (look->run, host) || IN (cvm, CVM_AT_STOPPING, CVM_AT_DEGRADED),
          IO_PATH, host);
    MUST (!IN (path, IO_PATH_AT_LOCAL, IO_PATH_AT_REMOTE)
              || model_oplogs_suffice (look->run, look->trial->fleet->hosts[host].cluster),
          IO_PATH, host);
  }
}

static void
look_at_locality (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 vm = 0; fleet->has_working_sets && vm < fleet->n_vms; vm++) {
    const ModelLocality *l = model_locality (look->run, vm);
    gboolean away = IN (STATE_OF (LOCALITY, vm), LOCALITY_AT_REMOTE, LOCALITY_AT_COPYING);

    MUST (!away || l->data != l->on, LOCALITY, vm);
    MUST (away
              == sim_find_is_open (look->run, MODEL_FIND_LOCALITY_LOST,
                                   model_actor (look->run, MODEL_MACHINE_VM, vm), 0),
          LOCALITY, vm);
    MUST (STATE_OF (LOCALITY, vm) == LOCALITY_AT_ABSENT || !model_vm_is_on (look->run, vm)
              || l->on == model_vm_state (look->run, vm)->host,
          LOCALITY, vm);
  }
}

void
invariants_of_nutanix_by_and_by (const Look *look)
{
  look_at_paths (look);
  look_at_locality (look);
}

/* Nothing but AOS upgrades, and nothing that goes wrong by itself: then all that happens is theirs. */
static gboolean
is_aos_alone (const ModelFleet *fleet)
{
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb != MODEL_VERB_UPGRADE_AOS && fleet->steps[s].verb != MODEL_VERB_WAIT)
      return FALSE;
  return fleet->n_steps > 0 && fleet->n_faults == 0;
}

/* I-06: an AOS upgrade moves no VM and reboots no host. */
void
invariants_of_nutanix_at_the_end (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint i = 0; is_aos_alone (fleet) && i < sim_journal_length (look->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (look->run->journal, i);
    guint32 index = sim_model_index (look->run->model, entry->to);

    MUST (entry->machine != MODEL_MACHINE_VM || entry->state_to != VM_AT_MIGRATING, VM, index);
    MUST (entry->machine != MODEL_MACHINE_HOST || entry->state_to != HOST_AT_REBOOTING, HOST, index);
  }
}
