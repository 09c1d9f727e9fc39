/* The machines' vocabulary: what states each has and what may be said to it. The tables themselves stand in one file a
 * machine, under the machine's name; senders need only this.
 *
 * A state is X_AT_NAME, a signal X_ON_NAME. Each line gives the enum, the name people see, what kind it is and a sentence;
 * the same lines become the enums here and the tables in machines.c. What `arg` means is part of a signal's sentence.
 *
 * The surprising rule: one host is seven actors (itself, its turn in a remediation, its HA agent, what the master thinks of
 * it, its CVM, its path to storage; with AHV its node is an eighth) and one VM four. They are separate because in life they are
 * separate: a host that is up may have an agent that is not, and a VM that runs may be unprotected. They speak to each other by
 * signals only. */

#ifndef MODEL_MACHINES_H
#define MODEL_MACHINES_H

#include "models/ahv/machines.h"
#include "models/compute/machines.h"
#include "models/cost/machines.h"
#include "models/fleet.h"
#include "models/governance/machines.h"
#include "models/guests/machines.h"
#include "models/ha/machines.h"
#include "models/lcm/machines.h"
#include "models/network/machines.h"
#include "models/nutanix/machines.h"
#include "models/plan/machines.h"
#include "models/quorum/machines.h"
#include "models/vcenter/machines.h"
#include "models/vsan/machines.h"
#include "sim/sim.h"

/* Every folder lists its machines in a machines.h of its own, two lines each:
 *   X (ENUM, "name", over what it is repeated, whether the story leaves its ordinary moves out,
 *      the states it may begin in beside its first, "a sentence")
 * and then the states and signals of each. Actors are numbered in this order. */
#define MODEL_MAY_BEGIN(M, STATE) (1u << M##_AT_##STATE)

#define MODEL_MACHINES(X)                                                                                              \
  MODEL_PLAN_MACHINES (X)                                                                                              \
  MODEL_VCENTER_MACHINES (X)                                                                                           \
  MODEL_LCM_MACHINES (X)                                                                                               \
  MODEL_COMPUTE_MACHINES (X)                                                                                           \
  MODEL_HA_MACHINES (X)                                                                                                \
  MODEL_NUTANIX_MACHINES (X)                                                                                           \
  MODEL_AHV_MACHINES (X)                                                                                               \
  MODEL_NETWORK_MACHINES (X)                                                                                           \
  MODEL_GOVERNANCE_MACHINES (X)                                                                                        \
  MODEL_GUESTS_MACHINES (X)                                                                                            \
  MODEL_QUORUM_MACHINES (X)                                                                                            \
  MODEL_VSAN_MACHINES (X)                                                                                              \
  MODEL_COST_MACHINES (X)

#define MODEL_STATE_ENUM(M, NAME, ...) M##_AT_##NAME,
#define MODEL_SIGNAL_ENUM(M, NAME, ...) M##_ON_##NAME,

#define MODEL_MACHINE_ENUM(M, ...) MODEL_MACHINE_##M,
enum { MODEL_MACHINES (MODEL_MACHINE_ENUM) MODEL_N_MACHINES };

#define MODEL_MACHINE_DECLARE(M, ...)                                                                                  \
  enum { M##_STATES (MODEL_STATE_ENUM) M##_N_STATES };                                                                 \
  enum { M##_SIGNALS (MODEL_SIGNAL_ENUM) M##_N_SIGNALS };                                                              \
  extern const SimRow model_##M##_rows[];                                                                              \
  extern const guint model_##M##_n_rows;
MODEL_MACHINES (MODEL_MACHINE_DECLARE)

/* All of them, in the order of MODEL_MACHINES. */
const SimMachine *const *model_machines (void);

/* By machine, the part of the platform it belongs to: "compute". */
const char *const *model_machine_parts (void);

/* The states of a host, a VM, a vCenter, by name, ends with NULL: what `during: {state: …}` may say. NULL for targets that
 * have none. */
const char *const *model_state_names (ModelTarget target);

/* What the world outside sends, for sim_model_check. */
extern const SimSend model_outside[];

#endif
