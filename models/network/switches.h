/* Distributed switches, and who hangs on them. A port group is a network by its name: a host has it, a VM is connected to it,
 * and where a switch names it among its own, it is one of that switch, of static or of ephemeral binding.
 *
 * The surprising rule: packets need no vCenter, ports do. A port that a VM has stays its own on whichever host it runs,
 * and HA restarts it with that port; only vCenter gives a new one of static binding (VC-07). */

#ifndef MODEL_SWITCHES_H
#define MODEL_SWITCHES_H

#include "models/state.h"

/* How a VM begins, as the port machine's state. */
guint model_port_begins (const ModelFleet *fleet, guint32 vm);

/* Whether a power-on that is asked of a host would need a port that only vCenter could give, and vCenter is away. With the
 * other reading of C8 a port that it has does not help. */
gboolean model_port_is_out_of_reach (const SimRun *run, guint32 vm);

/* A VM has been powered on, or has stopped. */
#define MODEL_PORT_NOTICES TO (PORT, POWERED), TO (PORT, OFF)
void model_notify_port (SimRun *run, guint32 vm, gboolean on);

/* What the switches of a vCenter have that its upgrade refuses (UPG-08), a bit per ModelObstacle. */
guint32 model_switch_obstacles (const SimRun *run, guint32 vcenter);

/* Whether a host of the switch is older than the version: then the hosts go first (UPG-04). */
gboolean model_switch_waits_for_hosts (const SimRun *run, guint32 index, ModelVersion to);

/* At the end of a plan that upgraded a switch of a cluster: whether DRS is still as low as the advice had it. */
void model_look_whether_drs_is_left (SimRun *run, guint32 cluster);

#endif
