/* What ADS looks at on the hosts of an AHV cluster: their CPU, the CPU of the Stargates that serve their guests, and whether they
 * swap (N-91).
 *
 * The CPU of a host is what its guests use and what its own Stargate does. A Stargate is loaded by the guests whose I/O comes to it:
 * those of its own host, and those of hosts whose I/O goes round a CVM that is away. How much CPU a guest's I/O costs differs with
 * the workload, so a scenario says it of each VM (`storage-cpu`), as Prism measures it; nothing is derived from anything else.
 *
 * The surprising rule: memory is shared by those VMs alone that somebody has enabled memory overcommit for. All others hold what they
 * are configured with whether they use it or not. The host swaps when those and what the former use is more than it has; that VMs
 * have been promised more is no harm. */

#ifndef MODEL_CONTENTION_H
#define MODEL_CONTENTION_H

#include "models/state.h"

/* The place of a host, MHz or MiB: what is used of it, what may be before it is contention, and all that there is. */
gint64 model_contended_use (const SimRun *run, ModelContention kind, guint32 host);
gint64 model_contention_line (const SimRun *run, ModelContention kind, guint32 host);
gint64 model_contended_whole (const SimRun *run, ModelContention kind, guint32 host);

/* What it uses of its whole, in thousandths of a per cent. */
gint64 model_contended_share (const SimRun *run, ModelContention kind, guint32 host);

/* What a VM adds to that where it runs, or of storage where its I/O comes to. */
gint64 model_contended_by (const SimRun *run, ModelContention kind, guint32 vm);

/* The host whose Stargate serves the guests of this one; MODEL_NONE while none does. */
guint32 model_stargate_of (const SimRun *run, guint32 host);

/* Whether a host would be contended if this VM came to it. */
gboolean model_would_contend (const SimRun *run, guint32 vm, guint32 host);

/* Whether it is, in any way. */
gboolean model_ahv_contends (const SimRun *run, guint32 host);

/* VMs have come to a host or left it, or its I/O goes another way: since when it is contended. */
void model_ahv_weigh (SimRun *run, guint32 host);

/* The same, and ADS is told when something is. */
#define MODEL_ADS_NOTICES TO (ADS, LOAD)
void model_ahv_weigh_and_tell (SimRun *run, guint32 host);
void model_ahv_path_has_changed (SimRun *run, guint32 cluster);

#endif
