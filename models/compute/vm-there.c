/* That a VM runs on a host: what it takes there, inherits there and leaves there, whether it has been powered on or has moved. */

#include "models/ahv/contention.h"
#include "models/compute/hosts.h"
#include "models/compute/vm-parts.h"
#include "models/cost/breach.h"
#include "models/nutanix/locality.h"
#include "models/plan/policies.h"
#include "models/notices.h"
#include "models/nutanix/cvms.h"

void
model_vm_begin_on (SimRun *run, const SimEvent *event, guint32 host)
{
  model_host_add (run, host, ME);
  model_inherit_policies (run, ME);
  model_ahv_weigh (run, host);
  model_look_whether_served (run, host);
  model_look_whether_overfull (run, host);
  model_look_at_guest_licences (run, host);
  model_locality_begin (run, ME);
}

void
model_vm_cease (SimRun *run, const SimEvent *event)
{
  guint32 host = model_vm_state (run, ME)->host;

  sim_find_end (run, MODEL_FIND_GUEST_HUNG, event->to, 0);
  model_locality_cease (run, ME);
  model_shed_policies (run, ME);
  model_host_remove (run, host, ME);
  model_ahv_weigh (run, host);
  model_look_whether_served (run, host);
  model_look_whether_overfull (run, host);
  model_look_at_guest_licences (run, host);
}

gboolean
model_vm_is_emptying (const SimRun *run, guint32 host)
{
  return host != MODEL_NONE && model_host_state (run, host)->emptying;
}
