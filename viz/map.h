/* The platform map: boxes, and a line between two that may tell each other something, with a head at each end that hears.
 * A box is a machine or a whole part of the platform, so that a drawing never has more lines than a person can follow.
 *
 * It is drawn from what the actions of the tables declare, and the engine asserts that nothing else is ever sent, so an
 * arrow that is missing here is a message that does not exist. Words on a line are the signals, folded when they are
 * many; what a machine tells itself (its timers) and what comes from the world outside stands in its box. */

#ifndef VIZ_MAP_H
#define VIZ_MAP_H

#include "viz/taken.h"

/* `taken` may be NULL, else the lines say how many messages went along them. `part` is a part of the platform: its machines
 * one by one, and each other part as one box; NULL is the whole platform, each part a box with its machines' names in it.
 * (transfer full) */
char *viz_map_dot (const SimModel *model, const char *part, const VizTaken *taken);

/* The parts in the order of the machines, ends with NULL. (transfer container) */
const char **viz_map_parts (const SimModel *model);

#endif
