/* What a remediation asks of the world: which hosts it is about, which of them need anything, what they are to vLCM. Pure
 * questions; a remediation is known by its plan step, since each step has one.
 *
 * The surprising rule: vLCM acts on what a host was told to be and says it is. Firmware has no version here, so every host
 * needs it; a host that is newer than the image needs nothing and yet is not compliant (LCM-11). */

#ifndef MODEL_LCM_H
#define MODEL_LCM_H

#include "models/state.h"

/* The hosts of a step in the order to take them: those it lists, or all of its cluster by name. */
guint32 model_lcm_n_hosts (const ModelFleet *fleet, guint32 step);
guint32 model_lcm_host (const ModelFleet *fleet, guint32 step, guint32 n);

/* for (MODEL_EACH_LCM_HOST (host, fleet, step)) */
#define MODEL_EACH_LCM_HOST(HOST, FLEET, STEP)                                                               \
  guint32 HOST##_n = 0, HOST;                                                                                \
  HOST##_n < model_lcm_n_hosts (FLEET, STEP) && ((HOST = model_lcm_host (FLEET, STEP, HOST##_n)), 1);        \
  HOST##_n++

/* LCM-10: what a step was begun for is a floor. When somebody commits a newer image meanwhile, that is what gets applied. */
ModelVersion model_lcm_target (const SimRun *run, guint32 step);

/* LCM-11: newer than the image is not compliant either, and nothing here brings a host back. */
gboolean model_lcm_is_newer (const SimRun *run, guint32 step, guint32 host);

/* How long it takes on a host to install what it is to have: shorter by what staging has done ahead. */
gint64 model_lcm_install_time (const SimRun *run, guint32 host);

gboolean model_lcm_needs (const SimRun *run, guint32 step,
                          guint32 host); /* it has not got yet what the step brings */

/* LCM-15: what has no power, or is not managed, is not remediated. A host in standby is: it is woken first. */
/* Whether the hosts of a cluster take more CPU licences than the scenario says there are: a CPU with more than 32 cores takes
 * two, and so on; with this host beside those that are in it, MODEL_NONE none. */
gboolean model_lcm_licences_are_short (const SimRun *run, guint32 cluster, guint32 with);
gboolean model_lcm_may_ask (const SimRun *run, guint32 host);

/* The hosts of a step that it has to wake, by number. */
guint32 model_lcm_n_asleep (const SimRun *run, guint32 step);

/* LCM-06: what an operator has put into maintenance, where a parallel remediation takes it. */
gboolean model_lcm_is_offered (const SimRun *run, guint32 host);

/* LCM-07: whether a host can go into maintenance beside those of this step that are at work, with room left in the pool for
 * all that the cluster's VMs claim. That sum stands for "without breaking what DRS is set to": ours, the vendor's
 * computation is not published. */
gboolean model_lcm_can_spare (const SimRun *run, guint32 step, guint32 host);

/* EV-06, LCM-18: whether this host takes the step as a live patch, its VMs staying where they are. */
gboolean model_lcm_patches_live (const SimRun *run, guint32 step, guint32 host);

/* LCM-01: whether the step powers this VM off, or suspends it, when the turn of its host comes. Its own vCenter it does not:
 * that has to leave by itself (B28). */
gboolean model_lcm_stops (const SimRun *run, guint32 step, guint32 vm);

/* Whether the step is to start it again. */
gboolean model_lcm_has_stopped (const SimRun *run, guint32 step, guint32 host, guint32 vm);

/* What speaks against suspending to memory on this host: it is for patches of 7.0.2 and later, with images and Quick Boot. */
gboolean model_lcm_may_suspend_to_memory (const SimRun *run, guint32 step, guint32 host);

/* HST-08: whether it restarts without firmware and self-test, when it is told to. */
gboolean model_lcm_boots_quickly (const SimRun *run, guint32 step, guint32 host);

/* DR-14: a VIB on the host that the step's image conflicts with, or that it leaves out with nothing in its place. */
const char *model_lcm_conflicting_vib (const ModelFleet *fleet, guint32 step, guint32 host);
const char *model_lcm_dropped_vib (const ModelFleet *fleet, guint32 step, guint32 host);

/* AC-34: VUM 6.0 minds admission control and DPM before it stages baselines, too; later ones and images only when hosts are
 * to be emptied. */
gboolean model_lcm_stages_like_6_0 (const SimRun *run, guint32 step);

/* N-104: LCM takes an ESXi host of Nutanix down with its CVM, under the shutdown token. vLCM, which knows nothing of it, does not. */
gboolean model_lcm_goes_by_the_token (const ModelFleet *fleet, guint32 step);

/* How many of its hosts have what the step brings. */
guint32 model_lcm_n_done (const SimRun *run, guint32 step);

#endif
