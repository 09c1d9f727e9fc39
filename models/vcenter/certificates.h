/* Certificates of hosts, as far as an upgrade turns on them. A vCenter that has been upgraded configures HA only on hosts whose
 * certificate it can verify; and an upgrade of ESXi gives a host whose certificate nobody has made one of VMCA, while one that
 * somebody has made stays, even when it has expired.
 *
 * The surprising rule: the two meet in the middle of a rolling upgrade. After vCenter and before ESXi, a host with a self-signed
 * certificate that nobody has verified is without HA; its own upgrade to 6.0 or later mends that by itself.
 *
 * Facts: DR-08. */

#ifndef MODEL_CERTIFICATES_H
#define MODEL_CERTIFICATES_H

#include "models/state.h"

/* Whether vCenter refuses to configure HA on it for its certificate (VC-12, DR-07). */
gboolean model_certificate_is_refused (const SimRun *run, guint32 host);

/* Somebody has compared the thumbprints of its hosts with those that they show at their consoles, and vCenter believes them. HA
 * that has failed for it is not configured by that: that is for the next configuration. */
void model_certificate_verify (SimRun *run, guint32 vcenter);

/* Its ESXi has been upgraded, and it runs the new version (DR-08). */
void model_certificate_upgrade (SimRun *run, guint32 host);

#endif
