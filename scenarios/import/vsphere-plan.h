/* The default plan of an estate under vCenter: to which version, and in what order.
 *
 * The surprising rule: without --to the target is the newest release known here that all can reach in one step, and not the
 * newest that there is. */

#ifndef SCENARIO_VSPHERE_PLAN_H
#define SCENARIO_VSPHERE_PLAN_H

#include "scenarios/import/inventory.h"

/* Decides inventory->target, with notices. `to` is what --to says, or NULL; `file` begins the error. */
gboolean scenario_vsphere_target (ScenarioInventory *inventory, const char *file, const char *to, GError **error);

void scenario_vsphere_plan (ScenarioInventory *inventory); /* after the names are settled */

#endif
