/* What an export may hold and the language refuses, since it cannot be: each would cost the architect the whole file. It is left
 * out or mended, with a notice. Call it when rules have their VMs, and before names are settled. */

#ifndef SCENARIO_FIT_H
#define SCENARIO_FIT_H

#include "scenarios/import/inventory.h"

void scenario_inventory_fit (ScenarioInventory *inventory);

#endif
