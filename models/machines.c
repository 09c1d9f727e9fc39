#include "models/machines.h"

/* clang-format off */
#define STATE_ROW(M, N, NAME, KIND, SUMMARY) { NAME, SIM_##KIND, SUMMARY },
#define SIGNAL_ROW(M, N, NAME, RANK, SUMMARY) { NAME, SIM_RANK_##RANK, SUMMARY },

#define DEFINE_MACHINE(M, ...)                                                                                         \
  static const SimState M##_states[] = { M##_STATES (STATE_ROW) };                                                     \
  static const SimSignal M##_signals[] = { M##_SIGNALS (SIGNAL_ROW) };
MODEL_MACHINES (DEFINE_MACHINE)

/* clang-format on */

#define MACHINE(M, NAME, OVER, QUIET, STARTS, SUMMARY)                                                                 \
  static SimMachine M##_machine = {                                                                                    \
    .name = NAME,                                                                                                      \
    .summary = SUMMARY,                                                                                                \
    .states = M##_states,                                                                                              \
    .n_states = G_N_ELEMENTS (M##_states),                                                                             \
    .starts = STARTS,                                                                                                  \
    .signals = M##_signals,                                                                                            \
    .n_signals = G_N_ELEMENTS (M##_signals),                                                                           \
    .rows = model_##M##_rows,                                                                                          \
    .quiet = QUIET,                                                                                                    \
  };
MODEL_MACHINES (MACHINE)

#define MACHINE_POINTER(M, ...) [MODEL_MACHINE_##M] = &M##_machine,
static SimMachine *const machines[] = { MODEL_MACHINES (MACHINE_POINTER) };

#define MACHINE_ROWS(M, ...) [MODEL_MACHINE_##M] = &model_##M##_n_rows,
static const guint *const n_rows[] = { MODEL_MACHINES (MACHINE_ROWS) };

/* The parts of the platform are the folders, in the order of MODEL_MACHINES. */
#define ONE_MORE(M, ...) +1
static const struct {
  const char *name;
  guint n_machines;
} parts[] = {
  { "plan", 0 MODEL_PLAN_MACHINES (ONE_MORE) },
  { "vcenter", 0 MODEL_VCENTER_MACHINES (ONE_MORE) },
  { "lcm", 0 MODEL_LCM_MACHINES (ONE_MORE) },
  { "compute", 0 MODEL_COMPUTE_MACHINES (ONE_MORE) },
  { "ha", 0 MODEL_HA_MACHINES (ONE_MORE) },
  { "nutanix", 0 MODEL_NUTANIX_MACHINES (ONE_MORE) },
  { "ahv", 0 MODEL_AHV_MACHINES (ONE_MORE) },
  { "network", 0 MODEL_NETWORK_MACHINES (ONE_MORE) },
  { "governance", 0 MODEL_GOVERNANCE_MACHINES (ONE_MORE) },
  { "guests", 0 MODEL_GUESTS_MACHINES (ONE_MORE) },
  { "quorum", 0 MODEL_QUORUM_MACHINES (ONE_MORE) },
  { "vsan", 0 MODEL_VSAN_MACHINES (ONE_MORE) },
  { "cost", 0 MODEL_COST_MACHINES (ONE_MORE) },
};

const char *const *
model_machine_parts (void)
{
  static const char *names[MODEL_N_MACHINES];
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    guint m = 0;

    for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
      for (guint k = 0; k < parts[p].n_machines; k++)
        names[m++] = parts[p].name;
    g_assert (m == MODEL_N_MACHINES); /* else a folder is missing above */
    g_once_init_leave (&once, 1);
  }
  return names;
}

/* How many rows a table has is known in the table's own file, so the descriptions are completed once, here. */
const SimMachine *const *
model_machines (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once)) {
    for (guint m = 0; m < MODEL_N_MACHINES; m++)
      machines[m]->n_rows = *n_rows[m];
    g_once_init_leave (&once, 1);
  }
  return (const SimMachine *const *) machines;
}

#define STATE_NAME(M, N, NAME, ...) NAME,
const char *const *
model_state_names (ModelTarget target)
{
  static const char *const host[] = { HOST_STATES (STATE_NAME) NULL };
  static const char *const vm[] = { VM_STATES (STATE_NAME) NULL };
  static const char *const vcenter[] = { VCENTER_STATES (STATE_NAME) NULL };

  switch (target) {
  case MODEL_TARGET_HOST:
    return host;
  case MODEL_TARGET_VM:
    return vm;
  case MODEL_TARGET_VCENTER:
    return vcenter;
  case MODEL_TARGET_NONE:
  case MODEL_TARGET_CLUSTER:
  case MODEL_TARGET_POLICY:
  case MODEL_TARGET_PRODUCT:
  case MODEL_TARGET_SWITCH:
  case MODEL_TARGET_GOVERNOR:
  default:
    return NULL;
  }
}

/* The start of a plan, and the moments of faults. */
const SimSend model_outside[] = {
  { MODEL_MACHINE_PLAN, PLAN_ON_START },
  { MODEL_MACHINE_FAULT, FAULT_ON_STRIKE },
  { MODEL_MACHINE_GOVERNOR, GOVERNOR_ON_LOOK },
  { MODEL_MACHINE_GOVERNOR, GOVERNOR_ON_CHANGED },
  { SIM_SENDS_END, SIM_SENDS_END },
};
