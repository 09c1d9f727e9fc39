/* The graphics cards of a host, and the vGPUs that VMs have of them.
 *
 * A card offers profiles, and holds so many VMs of each: 8 of a small one, or 2 of a large one. The surprising rule: while a VM
 * of one profile is on a card, the card takes no VM of another, however much of it is free. So a host with room for six more VMs
 * of q4 may have none for a single q8; and whether it has depends on how those that came before were dealt out: spread over all
 * cards, as a host does unless somebody sets otherwise, they leave no card to another profile. Cards that serve several profiles
 * at a time are newer, and have to be switched on.
 *
 * The vendor's pages at hand say that a profile may be unavailable on a target (B14), and no more; what makes it so is known to us
 * without a source, and each part of it is a parameter. A host that does not say how many cards it has is asked for profiles and
 * totals only. */

#ifndef MODEL_GPUS_H
#define MODEL_GPUS_H

#include "models/compute/placement.h"

/* The VM takes a part of a card; which one, + 1, or 0 where it needs none or there is none. */
guint8 model_gpu_take (SimRun *run, guint32 host, guint32 vm);
void model_gpu_take_of (SimRun *run, guint32 host, guint32 vm, guint8 card);
void model_gpu_give_back (SimRun *run, guint32 host, guint32 vm, guint8 card);

/* Before anything has begun: a VM that is said to run where no card is left for it. */
void model_look_at_cards (SimRun *run, guint32 vm);

/* What its graphics object to in a host, also to start there (B14). */
ModelBlocker model_gpu_against (const SimRun *run, guint32 vm, guint32 host);

#endif
