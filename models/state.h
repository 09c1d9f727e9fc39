/* What changes during a run, beside the states of the machines: one column of plain structs for each kind of thing, under
 * the indices of the fleet. See sim/world.h for why they have no pointers and no holes; a hole does not compile. The structs
 * stand in models/state/, a file a subject; here is what columns there are and how to get at them. */

#ifndef MODEL_STATE_H
#define MODEL_STATE_H

#include "models/machines.h"

#pragma GCC diagnostic push
#pragma GCC diagnostic error "-Wpadded"
#include "models/state/cluster.h"
#include "models/state/governance.h"
#include "models/state/ha.h"
#include "models/state/host.h"
#include "models/state/nutanix.h"
#include "models/state/plan.h"
#include "models/state/vcenter.h"
#include "models/state/vm.h"
#include "models/state/vsan.h"
#pragma GCC diagnostic pop

enum {
  MODEL_COLUMN_HOST,
  MODEL_COLUMN_UPDATE,
  MODEL_COLUMN_VM,
  MODEL_COLUMN_MIGRATION,
  MODEL_COLUMN_CLUSTER,
  MODEL_COLUMN_VCENTER,
  MODEL_COLUMN_PRODUCT,
  MODEL_COLUMN_SWITCH,
  MODEL_COLUMN_PORT,
  MODEL_COLUMN_GUEST,
  MODEL_COLUMN_VCHA,
  MODEL_COLUMN_VCLS,
  MODEL_COLUMN_STEP,
  MODEL_COLUMN_RULE,
  MODEL_COLUMN_CELL,
  MODEL_COLUMN_GROUP,
  MODEL_COLUMN_CVM,
  MODEL_COLUMN_LOCALITY,
  MODEL_COLUMN_AHV_HOST,
  MODEL_COLUMN_AHV_VM,
  MODEL_COLUMN_STORE,
  MODEL_COLUMN_CLUSTER_DATA,
  MODEL_COLUMN_MODE,
  MODEL_COLUMN_DATASTORE,   /* guint32: cost that the operations under way bring upon it */
  MODEL_COLUMN_HA_CLUSTER,
  MODEL_COLUMN_HA_HOST,
  MODEL_COLUMN_HA_VM,
  MODEL_COLUMN_TOKEN_QUEUE, /* guint32 a host: the cluster's queue of hosts stands at its first host */
  MODEL_COLUMN_HOST_TIMERS,
  MODEL_COLUMN_VM_TIMERS,
  MODEL_COLUMN_CLAIMS,
  MODEL_COLUMN_COMPONENT,
  MODEL_COLUMN_OBJECT, /* guint8: ModelObjectCondition */
  MODEL_COLUMN_VSAN_HOST,
  MODEL_COLUMN_VSAN,
  MODEL_COLUMN_WITNESS,
  MODEL_COLUMN_VSAN_TIMERS,
  MODEL_COLUMN_GOVERNOR,
  MODEL_COLUMN_DRIFT,
  MODEL_COLUMN_GOVERNOR_TIMERS,
  MODEL_COLUMN_RELICENSED,
  MODEL_N_COLUMNS
};

/* ---- Getting at things. `run` gives the world, the model gives the fleet. ---- */

#define MODEL_ACCESS(NAME, TYPE, COLUMN)                                                                               \
  static inline TYPE *NAME (const SimRun *run, guint32 index)                                                          \
  {                                                                                                                    \
    return (TYPE *) sim_world_column (run->model, run->world, COLUMN) + index;                                         \
  }

MODEL_ACCESS (model_host_state, ModelHostState, MODEL_COLUMN_HOST)
MODEL_ACCESS (model_update_state, ModelUpdateState, MODEL_COLUMN_UPDATE)
MODEL_ACCESS (model_vm_state, ModelVmState, MODEL_COLUMN_VM)
MODEL_ACCESS (model_migration_state, ModelMigrationState, MODEL_COLUMN_MIGRATION)
MODEL_ACCESS (model_cluster_state, ModelClusterState, MODEL_COLUMN_CLUSTER)
MODEL_ACCESS (model_vcenter_state, ModelVcenterState, MODEL_COLUMN_VCENTER)
MODEL_ACCESS (model_product_state, ModelProductState, MODEL_COLUMN_PRODUCT)
MODEL_ACCESS (model_switch_state, ModelDvsState, MODEL_COLUMN_SWITCH)
MODEL_ACCESS (model_port_state, ModelPortState, MODEL_COLUMN_PORT)
MODEL_ACCESS (model_guest_state, ModelGuestState, MODEL_COLUMN_GUEST)
MODEL_ACCESS (model_vcha_state, ModelVchaState, MODEL_COLUMN_VCHA)
MODEL_ACCESS (model_vcls_state, ModelVclsState, MODEL_COLUMN_VCLS)
MODEL_ACCESS (model_step_state, ModelStepState, MODEL_COLUMN_STEP)
MODEL_ACCESS (model_rule_state, ModelRuleState, MODEL_COLUMN_RULE)
MODEL_ACCESS (model_cell_state, ModelCellState, MODEL_COLUMN_CELL)
MODEL_ACCESS (model_group_state, ModelGroupState, MODEL_COLUMN_GROUP)
MODEL_ACCESS (model_cvm_state, ModelCvmState, MODEL_COLUMN_CVM)
MODEL_ACCESS (model_locality, ModelLocality, MODEL_COLUMN_LOCALITY)
MODEL_ACCESS (model_ahv_host, ModelAhvHost, MODEL_COLUMN_AHV_HOST)
MODEL_ACCESS (model_ahv_vm, ModelAhvVm, MODEL_COLUMN_AHV_VM)
MODEL_ACCESS (model_store_state, ModelStoreState, MODEL_COLUMN_STORE)
MODEL_ACCESS (model_cluster_data, ModelClusterData, MODEL_COLUMN_CLUSTER_DATA)
MODEL_ACCESS (model_mode_state, ModelModeState, MODEL_COLUMN_MODE)
MODEL_ACCESS (model_datastore_cost, guint32, MODEL_COLUMN_DATASTORE)
MODEL_ACCESS (model_ha_cluster, ModelHaCluster, MODEL_COLUMN_HA_CLUSTER)
MODEL_ACCESS (model_ha_host, ModelHaHost, MODEL_COLUMN_HA_HOST)
MODEL_ACCESS (model_ha_vm, ModelHaVm, MODEL_COLUMN_HA_VM)
MODEL_ACCESS (model_token_queue, guint32, MODEL_COLUMN_TOKEN_QUEUE)
MODEL_ACCESS (model_host_timers, ModelHostTimers, MODEL_COLUMN_HOST_TIMERS)
MODEL_ACCESS (model_vm_timers, ModelVmTimers, MODEL_COLUMN_VM_TIMERS)
MODEL_ACCESS (model_kept_claims, ModelClaims, MODEL_COLUMN_CLAIMS)
MODEL_ACCESS (model_component, ModelComponentPlace, MODEL_COLUMN_COMPONENT)
MODEL_ACCESS (model_object_condition, guint8, MODEL_COLUMN_OBJECT)
MODEL_ACCESS (model_vsan_host, ModelVsanHostState, MODEL_COLUMN_VSAN_HOST)
MODEL_ACCESS (model_vsan_state, ModelVsanState, MODEL_COLUMN_VSAN)
MODEL_ACCESS (model_witness_state, ModelWitnessState, MODEL_COLUMN_WITNESS)
MODEL_ACCESS (model_vsan_timers, ModelVsanTimers, MODEL_COLUMN_VSAN_TIMERS)
MODEL_ACCESS (model_governor_state, ModelGovernorState, MODEL_COLUMN_GOVERNOR)
MODEL_ACCESS (model_drift_state, ModelDriftState, MODEL_COLUMN_DRIFT)
MODEL_ACCESS (model_governor_timers, ModelGovernorTimers, MODEL_COLUMN_GOVERNOR_TIMERS)
MODEL_ACCESS (model_relicensed, ModelRelicensed, MODEL_COLUMN_RELICENSED)

static inline const ModelFleet *
model_fleet (const SimRun *run)
{
  return run->model->scenario;
}

static inline gint64
model_number (const SimRun *run, ModelPhysics number)
{
  return model_fleet (run)->physics[number];
}

/* The actor of a machine for one thing, and back: the index of the thing an actor stands for. */
static inline SimId
model_actor (const SimRun *run, guint machine, guint32 index)
{
  return sim_model_actor (run->model, machine, index);
}

static inline guint32
model_index (const SimRun *run, SimId actor)
{
  return sim_model_index (run->model, actor);
}

static inline guint
model_state (const SimRun *run, guint machine, guint32 index)
{
  return sim_state (run, model_actor (run, machine, index));
}

/* Shorthand of the machines' files, where `run` and `event` are at hand. */
#define ME model_index (run, event->to)
#define ACTOR(M, INDEX) model_actor (run, MODEL_MACHINE_##M, (guint32) (INDEX))
#define STATE(M, INDEX) model_state (run, MODEL_MACHINE_##M, (guint32) (INDEX))
#define TELL(M, INDEX, SIGNAL, ARG) sim_send (run, 0, ACTOR (M, INDEX), SIGNAL, ARG)
#define TELL_IN(DELAY, M, INDEX, SIGNAL, ARG) sim_send (run, DELAY, ACTOR (M, INDEX), SIGNAL, ARG)
#define TO(M, SIGNAL) { MODEL_MACHINE_##M, M##_ON_##SIGNAL }

#endif
