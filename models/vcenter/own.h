/* A vCenter that runs on one of the hosts it manages. Whoever empties that host moves the vCenter that has it emptied, and
 * what keeps the VM there keeps the whole host out of the upgrade, while the run goes on with the others (B28).
 *
 * The surprising rule: a vMotion that somebody asks for needs vCenter and neither DRS nor its agent VMs. So the smallest
 * remedy is nearly always the same: move that one VM by hand. */

#ifndef MODEL_VCENTER_OWN_H
#define MODEL_VCENTER_OWN_H

#include "models/state.h"

/* The VM in which a vCenter serves: its own, or the active node of its vCenter HA; MODEL_NONE where it is not modelled. */
guint32 model_vcenter_vm (const SimRun *run, guint32 vcenter);

/* The VM of a cluster's own vCenter when it runs on this host, MODEL_NONE otherwise. */
guint32 model_own_vcenter_on (const SimRun *run, guint32 host);

/* Whether it cannot leave this host: it is tied, no other host takes it, or DRS moves nothing. */
gboolean model_own_vcenter_is_held (const SimRun *run, guint32 host);

/* A host that is emptied has got stuck, or is not any more. */
void model_find_own_vcenter (SimRun *run, guint32 host, guint blocker);
void model_end_own_vcenter (SimRun *run, guint32 host);

#endif
