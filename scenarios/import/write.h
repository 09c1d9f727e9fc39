/* An inventory as a scenario file: comments that say what was understood, one line a host and a VM, a default plan.
 *
 * The text is meant to be read, corrected and kept under version control, so everything stands in natural order and
 * every host and VM on a line of its own. What was assumed says so at its line; what was renamed says what it was called.
 *
 * The surprising rule: the writer knows nothing that the inventory does not say. A key is there because somebody said its
 * value, or with "# assumed" beside it. */

#ifndef SCENARIO_WRITE_H
#define SCENARIO_WRITE_H

#include "scenarios/import/inventory.h"

/* The inventory must have been settled, with a version for each vCenter and at least one host in each cluster.
 * (transfer full) */
char *scenario_write (const ScenarioInventory *inventory);

#endif
