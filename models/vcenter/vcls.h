/* vSphere Cluster Services: up to three small agent VMs a cluster, without one of which DRS does not run (handbook 8.12).
 *
 * The surprising rule: they are not VMs of the fleet. They hold nothing and are redeployed wherever a host is left; what
 * matters is how many there are, and that the last of them needs vCenter to go away. */

#ifndef MODEL_VCLS_H
#define MODEL_VCLS_H

#include "models/state.h"

/* How many a cluster of so many hosts has (VCLS-01). */
guint32 model_vcls_wanted (guint32 n_hosts);

/* Whether a cluster has them at all: from vCenter 7.0 U1 on. */
gboolean model_vcls_exists (const SimRun *run, guint32 cluster);

/* Whether one runs, as far as DRS is concerned. */
gboolean model_vcls_lets_drs_run (const SimRun *run, guint32 cluster);

/* Whether agent VMs keep this host, the last of the pool, from entering maintenance: nobody is left to stop them (VCLS-05, B25). */
gboolean model_vcls_holds (const SimRun *run, guint32 host);

/* The last host has left the pool, or one is there again for them: the machine is told, in no other case. */
#define MODEL_VCLS_NOTICES TO (VCLS, POOL), TO (VCLS, VCENTER_UP)
void model_notify_vcls (SimRun *run, guint32 cluster);
void model_notify_vcls_of_vcenter (SimRun *run, guint32 cluster); /* it serves again */

#endif
