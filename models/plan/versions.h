/* Versions and what they allow: which vCenter manages which host, which upgrade has a direct path.
 *
 * Facts: UPG-01 UPG-02 VC-03 N-74. */

#ifndef MODEL_VERSIONS_H
#define MODEL_VERSIONS_H

#include "models/fleet.h"

/* Whether a vCenter of that version refuses a host of this one for being too new (UPG-01). Unknown versions (0) refuse
 * nothing. */
gboolean model_version_refuses (ModelVersion vcenter, ModelVersion host);

/* Whether the host is of the vCenter's line and of a later update than a vCenter before 7.0 U3 can manage; patches within an
 * update do not count, and from 7.0 U3 on any update of the line will do (UPG-01). Nothing refuses it; it is not supported. */
gboolean model_version_outruns (ModelVersion vcenter, ModelVersion host);

/* The lowest line from which vCenter upgrades directly to this version, and the lowest line of hosts that it manages
 * (UPG-02); 0 when the handbook does not say. A line is written as the version x.y.0. */
ModelVersion model_version_path_from (ModelVersion vcenter);
ModelVersion model_version_manages_from (ModelVersion vcenter);

/* Whether a reduced-downtime upgrade has such a path (VC-03), and where the first begins. */
gboolean model_version_reduced_downtime (ModelVersion from, ModelVersion to, gboolean vcenter_ha);
ModelVersion model_version_reduced_downtime_from (void);

/* Back in time (UPG-07): the target came out before what is installed, so that what was mended meanwhile is missing in it.
 * Dates that are not said are looked up; where one is known to nobody, nothing is held against it. */
gboolean model_version_is_back_in_time (ModelVersion from, ModelDate since, ModelVersion to, ModelDate until);
ModelDate model_version_released (ModelVersion version); /* 0 is not known */

/* The oldest AOS that goes directly to this one (N-74); 0 where nothing is known against any. */
ModelVersion model_version_aos_path_from (ModelVersion to);

/* The first of these obstacles that stands against an upgrade to that version, or MODEL_N_OBSTACLES. */
guint model_version_obstacle (ModelVersion to, guint32 obstacles);

/* vCLS came with vCenter 7.0 U1 (VCLS-01); a vCenter of unknown version has none. */
gboolean model_version_has_vcls (ModelVersion vcenter);

/* DRS's interval changed with vCenter 7.0 (DRS-05); unknown counts as new. */
gboolean model_version_is_before (ModelVersion version, guint8 major, guint8 minor);

#endif
