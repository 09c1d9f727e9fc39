/* vCenter HA, as others ask of it. A vCenter without it is as ready as can be, and nothing keeps it down. */

#ifndef MODEL_VCENTER_VCHA_H
#define MODEL_VCENTER_VCHA_H

#include "models/rehearsal.h"

/* Its upgrade may begin: healthy and enabled (UPG-08). */
gboolean model_vcha_is_ready (const SimRun *run, guint32 vcenter);

/* No node of it may serve now. */
gboolean model_vcha_keeps_it_down (const SimRun *run, guint32 vcenter);

#endif
