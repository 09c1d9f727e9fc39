/* Whether vCenter can configure HA on a host, and what is to be said when it cannot. The causes stand in causes.def.
 *
 * Three of them are states of the world: whether vCenter and the host reach one another, whether an update waits for its
 * reboot, and whether the host has memory left for the resource pool of the agent. The others a scenario has to say.
 *
 * The surprising rule: nothing of it shows while the agent runs. An update that waits for its reboot may have waited for months;
 * the next configuration finds it, and an upgrade of vCenter configures every host. */

#ifndef MODEL_CONFIGURE_H
#define MODEL_CONFIGURE_H

#include "models/state.h"

/* What a configuration that ends now fails for, or NONE. */
ModelHaCause model_ha_obstacle (const SimRun *run, guint32 host);

/* It has failed, or has gone well, or nobody asks any more. Keeps the finding and what the host remembers. */
void model_ha_fail (SimRun *run, guint32 host);
void model_ha_succeed (SimRun *run, guint32 host);

/* A scenario gives a host a cause, or takes it away. */
void model_ha_spoil (SimRun *run, guint32 host, ModelHaCause cause, gboolean on);

#endif
