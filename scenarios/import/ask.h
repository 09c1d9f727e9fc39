/* Questions that no export of vSphere answers whole: whoever imports one asks them of the inventory it has made. */

#ifndef SCENARIO_ASK_H
#define SCENARIO_ASK_H

#include "scenarios/import/inventory.h"

void scenario_ask_settings (ScenarioInventory *inventory); /* of HA and DRS, where nothing is said of them */
void scenario_ask_estate (ScenarioInventory *inventory);   /* speeds and loads, vCenter's own VM, vSAN, the window */

#endif
