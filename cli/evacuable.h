/* Which hosts of a cluster can enter maintenance now: all that can at once, and each by itself. The second part of
 * `rollcall capacity`. */

#ifndef CLI_EVACUABLE_H
#define CLI_EVACUABLE_H

#include "models/models.h"

#include <json-glib/json-glib.h>

/* A member "evacuable" of the object that the builder stands in. */
void cli_put_evacuable (JsonBuilder *builder, const SimRun *run, guint32 cluster);

/* Lines of a table. */
void cli_tell_evacuable (GString *text, const SimRun *run, guint32 cluster);

#endif
