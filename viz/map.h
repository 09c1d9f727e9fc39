/* The platform map: every machine a box, and a line between two machines that may tell each other something, with a head
 * at each end that hears.
 *
 * It is drawn from what the actions of the tables declare, and the engine asserts that nothing else is ever sent, so an
 * arrow that is missing here is a message that does not exist. Words on a line are the signals, folded when they are
 * many; what a machine tells itself (its timers) and what comes from the world outside stands in its box. */

#ifndef VIZ_MAP_H
#define VIZ_MAP_H

#include "viz/taken.h"

/* `taken` may be NULL, else the lines say how many messages went along them. (transfer full) */
char *viz_map_dot (const SimModel *model, const VizTaken *taken);

#endif
