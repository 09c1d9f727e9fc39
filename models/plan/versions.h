/* Versions and what they allow: which vCenter manages which host, which upgrade has a direct path.
 *
 * Facts: UPG-01 UPG-02. */

#ifndef MODEL_VERSIONS_H
#define MODEL_VERSIONS_H

#include "models/fleet.h"

/* Whether a vCenter of that version refuses a host of this one for being too new (UPG-01). Unknown versions (0) refuse
 * nothing. */
gboolean model_version_refuses (ModelVersion vcenter, ModelVersion host);

/* The lowest line from which vCenter upgrades directly to this version, and the lowest line of hosts that it manages
 * (UPG-02); 0 when the handbook does not say. A line is written as the version x.y.0. */
ModelVersion model_version_path_from (ModelVersion vcenter);
ModelVersion model_version_manages_from (ModelVersion vcenter);

/* RDU's paths (VC-03): from 8.0 on, to 8.0.2 or later. */
gboolean model_version_reduced_downtime (ModelVersion from, ModelVersion to);
ModelVersion model_version_reduced_downtime_from (void);

/* DRS's interval changed with vCenter 7.0 (DRS-05); unknown counts as new. */
gboolean model_version_is_before (ModelVersion version, guint8 major, guint8 minor);

#endif
