/* A cluster as it is set up: HA, admission control, DRS, vSAN, Nutanix; and its resource pools.
 *
 * The surprising rule: hosts, VMs and pools of a cluster stand together in the fleet, so a cluster is ranges of each. */

#ifndef MODEL_FLEET_CLUSTER_H
#define MODEL_FLEET_CLUSTER_H

#include "models/fleet/terms.h"
#include "models/vsan/layout.h"

typedef enum { MODEL_VSPHERE, MODEL_NUTANIX_AHV, MODEL_NUTANIX_ESXI } ModelPlatform;

typedef enum { MODEL_ADMISSION_OFF, MODEL_ADMISSION_SLOT, MODEL_ADMISSION_PERCENTAGE, MODEL_ADMISSION_DEDICATED }
  ModelAdmissionPolicy;

/* AC-07: as large as the largest, which slot-cpu and slot-memory only lower; or exactly those. */
typedef enum { MODEL_SLOT_COVERS_ALL, MODEL_SLOT_FIXED } ModelSlotSize;

/* HA-44. Conservative: only when a host is known that can have the VM; aggressive: also when nobody can be asked. */
typedef enum { MODEL_APD_OFF, MODEL_APD_CONSERVATIVE, MODEL_APD_AGGRESSIVE } ModelApd;
typedef enum { MODEL_PDL_OFF, MODEL_PDL_RESTART } ModelPdl;

/* VM monitoring, by the client's presets; CUSTOM is as the API's defaults have it, see physics.def (HA-45). */
typedef enum {
  MODEL_MONITORING_OFF,
  MODEL_MONITORING_LOW,
  MODEL_MONITORING_MEDIUM,
  MODEL_MONITORING_HIGH,
  MODEL_MONITORING_CUSTOM
} ModelMonitoring;

/* HA-20: where the addresses answer that a host pings before it declares itself isolated. */
typedef enum { MODEL_ADDRESSES_SAME_NETWORK, MODEL_ADDRESSES_OTHER_NETWORK, MODEL_ADDRESSES_NONE } ModelAddresses;

/* N-80. */
typedef enum { MODEL_AHV_BEST_EFFORT, MODEL_AHV_GUARANTEE } ModelAhvHa;
extern const char *const model_ahv_ha_words[];

/* N-15: what copies are kept apart by. */
typedef enum { MODEL_AWARE_OF_NODES, MODEL_AWARE_OF_BLOCKS, MODEL_AWARE_OF_RACKS } ModelAwareness;

/* A storage container of a Nutanix cluster. */
typedef struct {
  const char *name;
  guint32 copies; /* N-08: replication factor, 1 to 3 */
  gboolean erasure_coding;
  gint64 new_bytes_s; /* that its guests write anew, before it is copied */
} ModelContainer;

typedef struct {
  const char *name;
  ModelPlatform platform;
  guint32 vcenter;
  guint32 first_host, n_hosts, first_vm, n_vms; /* its hosts and VMs stand together */

  gboolean ha;
  gboolean host_monitoring; /* HA-47 */
  ModelAdmissionPolicy admission;
  guint32 host_failures;                /* slot, and percentage when it is automatic; 0 is "not said" */
  ModelSlotSize slot_size;
  gint64 slot_cpu_mhz, slot_memory_mib; /* upper bounds on the slot size, or the size; 0 is "not said" */
  gint64 cpu_reserve, memory_reserve;   /* fixed percentages, in thousandths */
  gboolean fixed_percentage;
  gint64 performance_degradation; /* AC-17: that VMs tolerate, in thousandths */
  guint32 heartbeat_datastores; /* HA-12; MODEL_NONE is "not said" */
  ModelIsolation isolation;
  ModelAddresses isolation_addresses;
  ModelApd apd;
  ModelPdl pdl;
  ModelMonitoring vm_monitoring;
  gboolean reset_on_return; /* of the paths, once all paths down was declared */
  ModelReady ready;     /* never INHERIT */
  gint64 ready_delay;   /* ms, on top of the condition */
  gint64 batch_timeout; /* ms; SIM_NEVER; 0 is "not said" */

  guint32 first_pool, n_pools; /* its resource pools stand together, too */

  ModelAutomation drs; /* OFF is a cluster without DRS; never INHERIT */
  guint32 drs_threshold; /* as the client shows it, 1 conservative to 5 aggressive (DRS-03) */
  gboolean dpm;          /* hosts may be put in standby to save power (LCM-15) */
  gboolean vm_overrides; /* VMs may have levels of their own (DRS-02) */
  gboolean moves_vgpus; /* DRS does, and does not only place them (B14) */
  gboolean evc;        /* CPU features are levelled: no B13 */
  guint32 cpu_licences; /* of its hosts; 0 is "not said" */
  guint64 licences;          /* a bit for each of the fleet's, guests' included */
  gboolean licences_assumed; /* it says none, and the fleet has none that fits */

  /* Nutanix */
  ModelVersion aos;
  guint32 fault_tolerance;    /* N-08: 1 or 2 */
  guint32 replication_factor; /* 2 or 3; of data that stands in no container */
  guint32 ahv_ha;             /* ModelAhvHa */
  gboolean no_ads;            /* the Acropolis Dynamic Scheduler only looks */
  guint32 ahv_failures;       /* nodes that it guarantees for; 0 is "not said" */
  gboolean no_inventory;      /* LCM has taken none before the rehearsal */
  ModelAwareness awareness;   /* as it is configured; whether it holds is another matter, see nutanix/awareness.h */
  gboolean reserves_rebuild;  /* N-113 */
  gint64 new_bytes_s;         /* that its guests write anew, before it is copied */
  const ModelContainer *containers;
  guint32 n_containers;
  gboolean no_witness;        /* of two nodes; N-11 */
  guint32 witness_vm;         /* + 1; 0 it runs where nobody looks */
  gint64 cvm_memory_mib;      /* N-100: of every host, never room for others */
  gint64 cvm_cpu_mhz;         /* likewise */

  ModelVsan vsan;
} ModelCluster;

/* A resource pool. `turn` is the place, among its cluster's pools, of the one whose turn is as this one's place: taken in that
 * order children come before their parents. */
typedef struct {
  const char *name;
  guint32 cluster;
  guint32 parent; /* MODEL_NONE is the root */
  guint32 turn;
  gint64 cpu_mhz, memory_mib; /* reservation */
  gboolean expandable;
} ModelPool;

extern const char *const model_platform_words[], *const model_admission_words[], *const model_slot_size_words[],
  *const model_apd_words[], *const model_pdl_words[], *const model_monitoring_words[], *const model_addresses_words[],
  *const model_vsan_words[], *const model_awareness_words[], *const model_raid_words[], *const model_sites_words[], *const model_vsan_mode_words[];

#endif
