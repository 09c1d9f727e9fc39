/* A fault: what breaks, when, and for how long.
 *
 * The surprising rule: a fault bound to a state strikes the first time that something is in it while the step runs, and only
 * then; one that lasts for SIM_NEVER does not end by itself. */

#ifndef MODEL_FLEET_FAULT_H
#define MODEL_FLEET_FAULT_H

#include "models/fleet/terms.h"

/* Which part of a partitioned network reaches the witness of its cluster. */
typedef enum { MODEL_WITNESS_BOTH, MODEL_WITNESS_WITH_THEM, MODEL_WITNESS_WITH_OTHERS } ModelWitnessSide;

/* The rows of plan/faults.def. */
typedef enum {
#define FAULT(NAME, ...) MODEL_FAULT_##NAME,
#include "models/plan/faults.def"
#undef FAULT
  MODEL_N_FAULTS
} ModelFaultKind;

/* A moment, or the first time that something is in a state while a step runs. */
typedef struct {
  ModelFaultKind kind;
  ModelTarget target;
  guint32 index;
  const char *name; /* "crash esx01" */
  gint64 at;        /* ms; -1 when it is bound to a state */
  guint32 step;     /* during: MODEL_NONE is any */
  ModelTarget whose;
  guint32 whom;
  const char *state; /* a state's name in the table of hosts or VMs; NULL while the step runs at all */
  gint64 lasts;      /* ms; SIM_NEVER does not end by itself */
  const guint32 *hosts; /* of a partition; that lose a datastore */
  guint32 n_hosts;
  guint32 part;      /* which they then are in, from 1 */
  guint32 datastore; /* that is lost */
  gboolean does_io;  /* a guest that hangs, all the same */
  guint32 cause;     /* ModelHaCause, of a configuration of HA that fails */
  guint32 lifecycle; /* ModelLifecycle, of what is done by hand */
  guint32 written;   /* which of ModelFleet.written a change by hand leaves */
  guint32 witness;   /* ModelWitnessSide, of a partition */
  ModelVersion to;   /* what somebody puts on a host */
} ModelFault;

extern const char *const model_fault_words[], *const model_witness_side_words[];

#endif
