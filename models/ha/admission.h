/* HA admission control as arithmetic: what the policies say of a cluster as it is, or as it would be.
 *
 * Units as in the handbook's 7.1; percentages in thousandths, exact values compared and truncated ones shown (AC-13). The
 * surprising rule: a VM's figure is its reservation, never its use, so a cluster full to the brim may be perfectly content
 * (AC-01); and the sums say nothing of whether any one host can take the VM (AC-09).
 *
 * Facts: AC-01 AC-05 AC-06 AC-07 AC-08 AC-09 AC-10 AC-11 AC-13 AC-14. */

#ifndef MODEL_ADMISSION_H
#define MODEL_ADMISSION_H

#include "models/state.h"

typedef struct {
  ModelAdmissionPolicy policy;
  gboolean violated;
  guint32 good;     /* hosts that count */
  guint32 failures; /* to tolerate; 0 with fixed percentages */
  gint64 cpu_mhz, memory_mib;           /* of the good hosts */
  gint64 cpu_used_mhz, memory_used_mib; /* figures of powered-on VMs */

  /* slot */
  gint64 slot_cpu_mhz, slot_memory_mib;
  gint64 slots, slots_used, slots_failover, slots_available;
  guint32 failover_capacity; /* CFC, AC-10 */

  /* percentage: thousandths of a per cent; -1 when there is nothing to divide by */
  gint64 cpu_free, memory_free, cpu_wanted, memory_wanted;

  /* dedicated: of the dedicated hosts, how many could take over now */
  guint32 dedicated_ready, dedicated;
} ModelAdmission;

/* Of a cluster: `without` leaves out a host (MODEL_NONE none), `with` counts a VM as powered on (MODEL_NONE none).
 * `host_slots` takes n_hosts numbers, or is NULL; hosts that do not count get -1. */
ModelAdmission model_admission (const SimRun *run, guint32 cluster, guint32 without, guint32 with, gint64 *host_slots);

/* Whether the policy is in force: HA on, a policy, vCenter there, nobody has switched it off. */
gboolean model_admission_in_force (const SimRun *run, guint32 cluster);

/* Whether the policy would be in force if vCenter were there. */
gboolean model_admission_is_on (const SimRun *run, guint32 cluster);

/* How many further host failures the powered-on VMs' figures survive, by the policy's own arithmetic. */
guint32 model_admission_covers (const SimRun *run, guint32 cluster);

#endif
