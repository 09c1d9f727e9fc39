/* The handbook's I-05 and I-07 for AHV, and what of I-01 is about nodes: one is out on purpose at a time; what is in maintenance is
 * empty; a VM that never moves does not. */

#include "models/ahv/ahv.h"
#include "tests/look.h"

/* Out on purpose, and not lost. */
static gboolean
is_out (guint state)
{
  return state >= NODE_AT_ENTERING && state <= NODE_AT_HELD;
}

static gboolean
is_empty_by_now (guint state)
{
  return state == NODE_AT_STOPPING || state == NODE_AT_ENTERED || state == NODE_AT_UPGRADING || state == NODE_AT_STARTING
         || state == NODE_AT_HELD;
}

static void
look_at_node (const Look *look, guint32 host)
{
  const ModelHostState *h = model_host_state (look->run, host);
  guint state = STATE_OF (NODE, host), cvm = STATE_OF (CVM, host);

  MUST (!is_empty_by_now (state) || (h->n_vms == 0 && h->coming == 0), NODE, host);        /* I-07 */
  MUST (state != NODE_AT_UPGRADING || cvm == CVM_AT_DOWN || cvm == CVM_AT_DETACHED, NODE, host);
  MUST (state != NODE_AT_RETURNING || h->powered, NODE, host);
}

/* Between two signals of one instant one of them is ahead. */
static void
look_at_both (const Look *look, guint32 host)
{
  const ModelHostState *h = model_host_state (look->run, host);
  guint state = STATE_OF (NODE, host);

  MUST ((state == NODE_AT_SOURCE) == IN (STATE_OF (HOST, host), HOST_AT_DOWN, HOST_AT_BOOTING), NODE, host);
  MUST (h->emptying == (state == NODE_AT_ENTERING || state == NODE_AT_SHEDDING ? MODEL_BEING_EMPTIED : MODEL_NOT_EMPTYING),
        NODE, host);
}

void
invariants_of_ahv (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 c = 0; c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    guint32 out = 0;

    if (cluster->platform != MODEL_NUTANIX_AHV)
      continue;
    for (MODEL_EACH_HOST (host, cluster)) {
      look_at_node (look, host);
      out += is_out (STATE_OF (NODE, host)) ? 1 : 0;
    }
    MUST (out <= 1, TOKEN, c); /* I-01 */
    for (MODEL_EACH_VM (vm, cluster)) {
      guint state = STATE_OF (VM, vm);
      guint32 host = model_vm_state (look->run, vm)->host;

      MUST (fleet->vms[vm].role != MODEL_ROLE_AGENT || state != VM_AT_MIGRATING, VM, vm); /* I-05 */
      MUST (!IN (state, VM_AT_RUNNING, VM_AT_LEAVING, VM_AT_PINNED, VM_AT_MIGRATING)
                || !is_empty_by_now (STATE_OF (NODE, host)),
            VM, vm);
    }
  }
}

void
invariants_of_ahv_by_and_by (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 host = 0; host < fleet->n_hosts; host++)
    if (model_host_is_ahv (fleet, host))
      look_at_both (look, host);
}
