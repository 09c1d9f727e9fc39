/* Guests that run on hosts which are not licensed for them. Nothing stops them: DRS and HA know of no licence of a guest, and an
 * evacuation is when it happens (L-13).
 *
 * Facts: L-13. */

#include "models/cost/breach.h"

#include "models/compute/hosts.h"
#include "models/words.h"

static gint64
running_on (const SimRun *run, guint32 host, guint32 licence)
{
  gint64 n = 0;

  for (MODEL_EACH_VM_ON (vm, run, host))
    n += model_fleet (run)->vms[vm].licences >> licence & 1 ? 1 : 0;
  return n;
}

/* Of several that are exceeded, the one that is by most: a host has one finding. */
void
model_look_at_guest_licences (SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0 }, worst = 0;

  if (!fleet->has_guest_licences || model_number (run, MODEL_LICENCE_MOVES))
    return;
  for (guint32 l = 0; l < fleet->n_licences; l++) {
    gint64 allowed, runs;

    if (fleet->licences[l].of != MODEL_OF_GUEST)
      continue;
    allowed = model_guest_licence_allows (fleet, l, host);
    runs = allowed < 0 ? 0 : running_on (run, host, l);
    if (allowed >= 0 && runs - allowed > worst) {
      worst = runs - allowed;
      evidence[0] = runs;
      evidence[1] = allowed;
      evidence[2] = l;
    }
  }
  if (worst)
    sim_find (run, MODEL_FIND_GUEST_LICENCE, SIM_RISK, ACTOR (HOST, host), 0, evidence);
  else
    sim_find_end (run, MODEL_FIND_GUEST_LICENCE, ACTOR (HOST, host), 0);
}
