/* The actors of a fleet: how many each machine has, and what they are called.
 *
 * The surprising rule: an actor bears the name of the thing that its machine is repeated over, and what works for a step that of
 * what the step is done to; only the step itself is called as the plan calls it. */

#ifndef MODEL_ACTORS_H
#define MODEL_ACTORS_H

#include "models/rehearsal.h"

guint model_count_actors (const ModelFleet *fleet, guint machine);

/* Borrowed from the fleet, or kept in the rehearsal's strings. */
const char *model_name_actor (ModelRehearsal *rehearsal, guint machine, guint32 index);

#endif
