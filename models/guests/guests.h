/* What is inside VMs, as far as an upgrade goes: VMware Tools, and virtual hardware. Both come with ESXi and both are behind as
 * soon as a host is upgraded (DR-31). Tools are upgraded while the guest runs, by its host's; virtual hardware while the VM is
 * off, and there is no way back: from then on older hosts cannot run it.
 *
 * The surprising rule: only what is said is known. Where `tools` is merely true, they run and nobody says how old they are, so
 * nothing is found about them; an upgrade takes such a guest all the same. Every newer host is taken to bring newer Tools.
 *
 * All of this is laid out only where a scenario speaks of it (tends_guests). */

#ifndef MODEL_GUESTS_H
#define MODEL_GUESTS_H

#include "models/state.h"

/* The lowest ESXi that runs its virtual hardware as that is now; 0 any (B20). */
static inline ModelVersion
model_hardware_of (const SimRun *run, guint32 vm)
{
  return model_fleet (run)->tends_guests ? model_guest_state (run, vm)->hardware
                                         : model_fleet (run)->vms[vm].needs;
}

void model_guests_start (SimRun *run);

/* Whether its guest is restarting: the VM runs, and who is in it does not. */
gboolean model_guest_reboots (const SimRun *run, guint32 vm);

/* Whether its virtual hardware is being raised: a task that lets no other begin on it. */
gboolean model_guest_is_raised (const SimRun *run, guint32 vm);

/* Whether a round takes it: it has less than the round brings, and it is no appliance, which brings its own. */
gboolean model_round_takes (const SimRun *run, guint32 step, guint32 vm);

/* Opens and ends what is found about a cluster in which Tools are older than the hosts. */
void model_look_at_tools (SimRun *run, guint32 cluster);

#endif
