/* What `rollcall capacity` says of a Nutanix cluster beside admission control, which it has not got: what its storage holds and
 * would hold after the losses it is built for, and what AHV's HA keeps free. */

#ifndef CLI_NUTANIX_TOLD_H
#define CLI_NUTANIX_TOLD_H

#include "models/models.h"

#include <json-glib/json-glib.h>

/* Nothing of another cluster. */
void cli_tell_nutanix (GString *text, const SimRun *run, guint32 cluster);
void cli_put_nutanix (JsonBuilder *builder, const SimRun *run, guint32 cluster);

#endif
