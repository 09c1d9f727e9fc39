/* See ahv.h. Affinity of a VM to hosts is a hard rule on AHV and anti-affinity between VMs a soft one (N-84).
 *
 * Facts: N-84. */

#include "models/ahv/ahv.h"

#include "models/ahv/contention.h"
#include "models/compute/hosts.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/notices.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/rehearsal.h"

/* N-84: a rule that leaves it one host pins it, as a device does. */
static gboolean
is_held_by_a_rule (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);

  for (MODEL_EACH (r, model_links (run)->rules_of_vm, vm))
    if (fleet->rules[*r].kind == MODEL_RULE_RUN_ON && fleet->rules[*r].must && model_rule_state (run, *r)->on
        && fleet->rules[*r].n_hosts == 1)
      return TRUE;
  return FALSE;
}

ModelAhvFate
model_ahv_fate (const SimRun *run, guint32 vm)
{
  const ModelVm *v = &model_fleet (run)->vms[vm];

  if (v->role == MODEL_ROLE_AGENT || v->copies == 1)
    return MODEL_AHV_GOES_LAST;
  if (model_is_one_node (model_fleet (run), v->cluster))
    return MODEL_AHV_IS_PINNED;
  return model_vm_is_tied (run, vm) != MODEL_BLOCKER_NONE || is_held_by_a_rule (run, vm) ? MODEL_AHV_IS_PINNED
                                                                                         : MODEL_AHV_LEAVES;
}

gboolean
model_node_is_out (const SimRun *run, guint32 host)
{
  guint state = STATE (NODE, host);

  return state >= NODE_AT_ENTERING && state <= NODE_AT_SOURCE;
}

guint32
model_ahv_node_out (const SimRun *run, guint32 cluster, guint32 except)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (host != except && model_node_is_out (run, host))
      return host;
  return MODEL_NONE;
}

guint32
model_ahv_lost (const SimRun *run, guint32 cluster)
{
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];

  for (MODEL_EACH_HOST (host, c))
    if (STATE (NODE, host) == NODE_AT_SOURCE)
      return host;
  return MODEL_NONE;
}

gboolean
model_ahv_is_resilient (const SimRun *run, guint32 cluster)
{
  return !model_cluster_is_not_whole (run, cluster, MODEL_NONE);
}

void
model_notify_slot (SimRun *run, guint32 cluster, guint32 host)
{
  if (model_is_ahv (model_fleet (run), cluster))
    TELL (ACROPOLIS, cluster, ACROPOLIS_ON_SLOT, host);
  TELL (DRS, cluster, DRS_ON_SLOT, host); /* also there moves by hand wait for one */
}

void
model_notify_go_on (SimRun *run, guint32 cluster)
{
  if (model_is_ahv (model_fleet (run), cluster))
    TELL (ACROPOLIS, cluster, ACROPOLIS_ON_GO_ON, 0);
  else
    TELL (DRS, cluster, DRS_ON_GO_ON, 0);
}

void
model_ahv_note_home (SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host, *link = &model_ahv_host (run, host)->first_away;
  ModelAhvVm *v = model_ahv_vm (run, vm);

  if (v->home)
    return; /* it is only a guest there itself */
  while (*link && *link - 1 < vm)
    link = &model_ahv_vm (run, *link - 1)->next;
  v->home = host + 1;
  v->next = *link;
  *link = vm + 1;
}

void
model_ahv_leaves (SimRun *run, guint32 vm)
{
  guint32 host = model_vm_state (run, vm)->host;

  if (model_host_is_ahv (model_fleet (run), host) && model_host_state (run, host)->emptying)
    model_ahv_note_home (run, vm);
}

void
model_ahv_has_arrived (SimRun *run, guint32 vm)
{
  model_ahv_weigh_and_tell (run, model_vm_state (run, vm)->host);
  if (model_is_ahv (model_fleet (run), model_fleet (run)->vms[vm].cluster))
    model_notify_admission (run,
                            model_fleet (run)->vms[vm].cluster); /* what HA has to pack lies otherwise now */
  if (model_is_ahv (model_fleet (run), model_fleet (run)->vms[vm].cluster)
      && model_ahv_vm (run, vm)->home == model_vm_state (run, vm)->host + 1)
    model_ahv_is_back (run, vm);
}

void
model_ahv_is_back (SimRun *run, guint32 vm)
{
  guint32 home, *link;

  if (!model_is_ahv (model_fleet (run), model_fleet (run)->vms[vm].cluster) || !model_ahv_vm (run, vm)->home)
    return;
  home = model_ahv_vm (run, vm)->home - 1;
  for (link = &model_ahv_host (run, home)->first_away; *link != vm + 1;
       link = &model_ahv_vm (run, *link - 1)->next)
    ;
  *link = model_ahv_vm (run, vm)->next;
  if (model_ahv_vm (run, vm)->from && --model_ahv_host (run, model_ahv_vm (run, vm)->from - 1)->lends == 0)
    TELL (NODE, model_ahv_vm (run, vm)->from - 1, NODE_ON_LENT, 0);
  model_ahv_vm (run, vm)->home = model_ahv_vm (run, vm)->next = model_ahv_vm (run, vm)->from = 0;
  TELL (NODE, home, NODE_ON_VM_BACK, vm);
}

void
model_ahv_let_holder_try (SimRun *run, guint32 cluster)
{
  guint32 holder = model_cluster_state (run, cluster)->token_holder;

  if (holder && STATE (NODE, holder - 1) == NODE_AT_WAITING)
    TELL (NODE, holder - 1, NODE_ON_GRANTED, 0);
  else if (holder && STATE (NODE, holder - 1) == NODE_AT_STOPPING
           && STATE (CVM, holder - 1) == CVM_AT_SERVING)
    TELL (CVM, holder - 1, CVM_ON_SHUT_DOWN, 0);
}

void
model_ahv_is_served_again (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->hosts[host].cluster;

  TELL (NODE, host, NODE_ON_CVM_SERVES, 0);
  if (model_ahv_host (run, fleet->clusters[cluster].first_host)->pending)
    TELL (ACROPOLIS, cluster, ACROPOLIS_ON_CAPACITY, 0); /* those that wait for their data */
  model_ahv_may_be_resilient (run, cluster);
}

void
model_ahv_may_be_resilient (SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  model_ahv_let_holder_try (run, cluster);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (STATE (AHV_ROLL, s) == AHV_ROLL_AT_GATE && fleet->steps[s].index == cluster)
      TELL (AHV_ROLL, s, AHV_ROLL_ON_RESILIENT, 0);
}

void
model_ahv_has_changed (SimRun *run, guint32 cluster)
{
  TELL (ACROPOLIS, cluster, ACROPOLIS_ON_CAPACITY, 0);
  if (STATE (ADS, cluster) == ADS_AT_WATCHING)
    TELL (ADS, cluster, ADS_ON_LOAD, 0);
}
