/* HA admission control as arithmetic: what the policies say of a cluster as it is, or as it would be.
 *
 * Units as in the handbook's 7.1; percentages in thousandths, exact values compared and truncated ones shown (AC-13). The
 * surprising rule: a VM's figure is its reservation, never its use, so a cluster full to the brim may be perfectly content
 * (AC-01); and the sums say nothing of whether any one host can take the VM (AC-09).
 *
 * Who may ask what: vCenter asks before it powers on, takes in or promises more to a VM (AC-02), and DRS before it empties a
 * host (AC-30). HA does not ask before it restarts, nor does a vMotion inside the cluster, whose sums it does not change
 * (AC-03, HA-39). */

#ifndef MODEL_ADMISSION_H
#define MODEL_ADMISSION_H

#include "models/state.h"

typedef struct {
  ModelAdmissionPolicy policy;
  gboolean violated;
  guint32 good;                         /* hosts that count */
  guint32 failures;                     /* to tolerate; 0 with fixed percentages */
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

  /* What the powered-on VMs use, and what would be left for them after the tolerated failures (AC-17). */
  gint64 cpu_in_use_mhz, memory_in_use_mib, cpu_left_mhz, memory_left_mib;
  gboolean degraded; /* more would be lost than the cluster tolerates */
} ModelAdmission;

/* What is supposed beside what is: hosts away, a VM on, a VM that reserves something else. */
typedef struct {
  guint32 host_away;        /* MODEL_NONE */
  const guint8 *hosts_away; /* a byte for each host of the cluster, not 0 is away; or NULL */
  guint32 vm_on;            /* MODEL_NONE */
  guint32 vm;               /* MODEL_NONE, or whose reservations are these: */
  gint64 cpu_mhz, memory_mib;
} ModelSupposition;

#define MODEL_AS_IT_IS ((ModelSupposition){ .host_away = MODEL_NONE, .vm_on = MODEL_NONE, .vm = MODEL_NONE })

/* Of a cluster, under a supposition. `host_slots` takes n_hosts numbers, or is NULL; hosts that do not count get -1. */
ModelAdmission model_admission_if (const SimRun *run, guint32 cluster, const ModelSupposition *what,
                                   gint64 *host_slots);

/* The same: `without` leaves out a host (MODEL_NONE none), `with` counts a VM as powered on (MODEL_NONE none). */
ModelAdmission model_admission (const SimRun *run, guint32 cluster, guint32 without, guint32 with,
                                gint64 *host_slots);

/* Whether the policy is in force: HA on, a policy, vCenter there, nobody has switched it off. */
gboolean model_admission_in_force (const SimRun *run, guint32 cluster);

/* Whether the policy would be in force if vCenter were there. */
gboolean model_admission_is_on (const SimRun *run, guint32 cluster);

/* Whether it is a failover host on which vCenter lets nobody put a VM: DisallowedOperationOnFailoverHost (AC-16). */
gboolean model_admission_keeps_free (const SimRun *run, guint32 host);

/* Whether vCenter refuses, with InsufficientFailoverResources, what would make it so (AC-02). */
gboolean model_admission_refuses (const SimRun *run, guint32 cluster, const ModelSupposition *what);

/* Whether DRS moves nothing off a host, or off the others of a set as in ModelSupposition, since the level would be violated
 * without them (AC-30). Hosts that are being emptied already count as gone. MODEL_NONE and NULL are no host. */
gboolean model_admission_holds (const SimRun *run, guint32 cluster, guint32 host, const guint8 *hosts_away);

/* How many further host failures the powered-on VMs' figures survive, by the policy's own arithmetic. */
guint32 model_admission_covers (const SimRun *run, guint32 cluster);

/* AC-16. Green: it could take over now; yellow: it runs VMs; red: it counts for nothing. */
typedef enum { MODEL_FAILOVER_GREEN, MODEL_FAILOVER_YELLOW, MODEL_FAILOVER_RED } ModelFailoverStatus;
ModelFailoverStatus model_failover_host_status (const SimRun *run, guint32 host);

#endif
