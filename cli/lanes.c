#include "cli/sequence.h"

const char *const cli_lane_words[CLI_N_LANES] = {
  [LANE_UNSAID] = "others",
  [LANE_FAULT] = "fault",   [LANE_PLAN] = "plan",       [LANE_VCENTER] = "vCenter", [LANE_LCM] = "vLCM",
  [LANE_AOS] = "LCM",       [LANE_DRS] = "DRS",        [LANE_HA] = "HA",           [LANE_HOST] = "",
  [LANE_CVM] = "CVM",       [LANE_VMS] = "VMs",         [LANE_IO] = "guest I/O",    [LANE_HOSTS] = "",
  [LANE_CVMS] = "CVMs",     [LANE_NETWORK] = "network", [LANE_VSAN] = "vSAN",       [LANE_QUORUM] = "quorum",
  [LANE_OTHERS] = "others", [LANE_AHV] = "Acropolis",
};

typedef enum { NOTHING_SAID, OF_STEP, OF_HOST, OF_CLUSTER, OF_VCENTER, OF_VM, OF_ITSELF } Owner;

/* clang-format off */
static const struct {
  CliLane lane;
  Owner owner;
} places[MODEL_N_MACHINES] = {
  [MODEL_MACHINE_PLAN]         = { LANE_PLAN,    NOTHING_SAID },
  [MODEL_MACHINE_STEP]         = { LANE_PLAN,    NOTHING_SAID },
  [MODEL_MACHINE_PRODUCT]      = { LANE_OTHERS,  OF_ITSELF },
  [MODEL_MACHINE_FAULT]        = { LANE_FAULT,   NOTHING_SAID },
  [MODEL_MACHINE_POLICY]       = { LANE_HOST,    NOTHING_SAID },
  [MODEL_MACHINE_GOVERNOR]     = { LANE_OTHERS,  OF_ITSELF },
  [MODEL_MACHINE_SETTING]      = { LANE_OTHERS,  NOTHING_SAID },
  [MODEL_MACHINE_VCENTER]      = { LANE_VCENTER, OF_VCENTER },
  [MODEL_MACHINE_VCLS]         = { LANE_VCENTER, NOTHING_SAID },
  [MODEL_MACHINE_VCHA]         = { LANE_VCENTER, OF_VCENTER },
  [MODEL_MACHINE_REMEDIATION]  = { LANE_LCM,     OF_STEP },
  [MODEL_MACHINE_UPDATE]       = { LANE_LCM,     OF_HOST },
  [MODEL_MACHINE_COMPLIANCE]   = { LANE_LCM,     OF_HOST },
  [MODEL_MACHINE_HOST]         = { LANE_HOSTS,   OF_HOST },
  [MODEL_MACHINE_DRS]          = { LANE_DRS,     OF_CLUSTER },
  [MODEL_MACHINE_DPM]          = { LANE_DRS,     OF_CLUSTER },
  [MODEL_MACHINE_VM]           = { LANE_VMS,     OF_VM },
  [MODEL_MACHINE_MIGRATION]    = { LANE_VMS,     OF_VM },
  [MODEL_MACHINE_ADMISSION]    = { LANE_HA,      OF_CLUSTER },
  [MODEL_MACHINE_AGENT]        = { LANE_HA,      OF_HOST },
  [MODEL_MACHINE_DETECTOR]     = { LANE_HA,      OF_HOST },
  [MODEL_MACHINE_RESTART]      = { LANE_HA,      OF_VM },
  [MODEL_MACHINE_ISOLATION]    = { LANE_HA,      OF_VM },
  [MODEL_MACHINE_VMCP]         = { LANE_HA,      OF_VM },
  [MODEL_MACHINE_MONITOR]      = { LANE_HA,      OF_VM },
  [MODEL_MACHINE_CVM]          = { LANE_CVMS,    OF_HOST },
  [MODEL_MACHINE_MODE]        = { LANE_QUORUM,  NOTHING_SAID },
  [MODEL_MACHINE_ARBITER]     = { LANE_QUORUM,  NOTHING_SAID },
  [MODEL_MACHINE_ZOOKEEPER]    = { LANE_QUORUM,  NOTHING_SAID },
  [MODEL_MACHINE_STORE]        = { LANE_QUORUM,  NOTHING_SAID },
  [MODEL_MACHINE_RESILIENCY]   = { LANE_QUORUM,  NOTHING_SAID },
  [MODEL_MACHINE_IO_PATH]      = { LANE_IO,      NOTHING_SAID },
  [MODEL_MACHINE_LOCALITY]     = { LANE_IO,      NOTHING_SAID },
  [MODEL_MACHINE_TOKEN]        = { LANE_AOS,     OF_CLUSTER },
  [MODEL_MACHINE_AOS]          = { LANE_AOS,     OF_STEP },
  [MODEL_MACHINE_OPERATION]    = { LANE_AOS,     OF_STEP },
  [MODEL_MACHINE_AHV_ROLL]     = { LANE_AOS,     OF_STEP },
  [MODEL_MACHINE_NODE]         = { LANE_HOSTS,   OF_HOST },
  [MODEL_MACHINE_ACROPOLIS]    = { LANE_AHV,     OF_CLUSTER },
  [MODEL_MACHINE_ADS]          = { LANE_AHV,     OF_CLUSTER },
  [MODEL_MACHINE_RESERVATION]  = { LANE_HA,      OF_CLUSTER },
  [MODEL_MACHINE_SWITCH]       = { LANE_NETWORK, OF_ITSELF },
  [MODEL_MACHINE_PORT]         = { LANE_NETWORK, NOTHING_SAID },
  [MODEL_MACHINE_ROUND]        = { LANE_LCM,     OF_STEP },
  [MODEL_MACHINE_GUEST]        = { LANE_VMS,     OF_VM },
  [MODEL_MACHINE_QUORUM]       = { LANE_QUORUM,  OF_ITSELF },
  [MODEL_MACHINE_COMPONENTS]   = { LANE_VSAN,    OF_HOST },
  [MODEL_MACHINE_DECOMMISSION] = { LANE_VSAN,    OF_HOST },
  [MODEL_MACHINE_VSAN]         = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_SITE]         = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_WITNESS]      = { LANE_VSAN,    OF_ITSELF },
  [MODEL_MACHINE_FORMAT]       = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_RELAYOUT]     = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_SERVICES]     = { LANE_VSAN,    OF_HOST },
  [MODEL_MACHINE_ADAPT]        = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_VOTES]        = { LANE_VSAN,    OF_CLUSTER },
  [MODEL_MACHINE_LICENCE]      = { LANE_PLAN,    NOTHING_SAID },
};
/* clang-format on */

static const char *
cluster_name (const ModelFleet *fleet, guint32 cluster)
{
  return cluster == MODEL_NONE ? NULL : fleet->clusters[cluster].name;
}

CliLane
cli_lane (const SimRun *run, SimId actor, guint32 host, const char **ret_name)
{
  const ModelFleet *fleet = model_fleet (run);
  guint machine = run->model->machine_of[actor];
  guint32 i = sim_model_index (run->model, actor);
  CliLane lane = places[machine].lane;

  *ret_name = NULL;
  switch (places[machine].owner) {
  case OF_STEP:
    *ret_name = run->model->name (run->model, actor);
    break;
  case OF_CLUSTER:
    *ret_name = cluster_name (fleet, i);
    break;
  case OF_VCENTER:
    *ret_name = fleet->vcenters[i].name;
    break;
  case OF_ITSELF:
    *ret_name = run->model->name (run->model, actor);
    break;
  case OF_HOST:
    if (lane == LANE_HOSTS || lane == LANE_CVMS) {
      *ret_name = fleet->hosts[i].name;
      if (i == host)
        return lane == LANE_HOSTS ? LANE_HOST : LANE_CVM;
    } else {
      *ret_name = cluster_name (fleet, fleet->hosts[i].cluster);
    }
    break;
  case OF_VM:
    *ret_name = lane == LANE_VMS ? NULL : cluster_name (fleet, fleet->vms[i].cluster);
    break;
  case NOTHING_SAID:
  default:
    break;
  }
  return lane == LANE_HOST && host == MODEL_NONE ? LANE_HOSTS : lane;
}

guint32
cli_lane_page (const SimRun *run, const SimEntry *entry)
{
  gboolean turn = entry->machine == MODEL_MACHINE_UPDATE
                  || (entry->machine == MODEL_MACHINE_NODE && entry->state_to == NODE_AT_WAITING)
                  || (entry->machine == MODEL_MACHINE_CVM
                      && (entry->signal == CVM_ON_RESTART || entry->signal == CVM_ON_GRANTED));

  return turn && entry->step ? sim_model_index (run->model, entry->to) : MODEL_NONE;
}
