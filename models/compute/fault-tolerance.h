/* Fault Tolerance: a primary and a secondary VM in lockstep, never on one host. When the primary's host is lost the secondary
 * goes on at once, and it is the secondary that HA then starts anew, in its own turn.
 *
 * Under EVC DRS balances and evacuates both like any VM. Without it DRS moves neither, and places a secondary that is powered
 * on, but not a primary, which starts where it is registered (DRS-13). A remediation may turn Fault Tolerance off for its own
 * length. It can be turned on, and a new secondary be started, only while both hosts have the same patches (DR-28).
 *
 * The surprising rule: it is by pair that this is asked, so that in a cluster left half-upgraded one pair is protected again and
 * another is not. A VM with the device and no secondary in the scenario may have it on any host of the pool, so all of them must
 * have one version. While it is off, the room of a secondary stays taken, and a pair that runs may come to be on two versions: the
 * facts say nothing against either.
 *
 * Facts: DR-28 DRS-13. */

#ifndef MODEL_FAULT_TOLERANCE_H
#define MODEL_FAULT_TOLERANCE_H

#include "models/compute/placement.h"

gboolean model_ft_is_on (const SimRun *run, guint32 vm);
gboolean model_ft_is_secondary (const SimRun *run, guint32 vm);

/* Why DRS does not move it, and why neither it nor its host can have it there: MODEL_BLOCKER_NONE. */
ModelBlocker model_ft_ties (const SimRun *run, guint32 vm);
ModelBlocker model_ft_against_host (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose);

/* Whether DRS leaves it where it is registered when it is powered on. */
gboolean model_ft_starts_at_home (const SimRun *run, guint32 vm);

/* The host on which the secondary of a primary stands ready; MODEL_NONE. */
guint32 model_ft_stand_in (const SimRun *run, guint32 vm);

/* Whether it could be turned on again now. */
gboolean model_ft_may_be_on (const SimRun *run, guint32 vm);
void model_ft_turn (SimRun *run, guint32 vm, gboolean on);

/* A secondary that nobody misses yet: its primary runs. */
gboolean model_ft_is_spare (const SimRun *run, guint32 vm);

/* Opens or ends what is found about a pair that is a pair no more. */
void model_ft_look (SimRun *run, guint32 vm);

#endif
