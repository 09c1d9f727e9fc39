/* RVTools, from its tabs to an inventory. Only rvtools*.c include this; others use import.h.
 *
 * The work goes in the order of the functions below: find tabs and columns by name, read the rows that stand for
 * clusters, hosts and VMs, add what other tabs say of them, find each VM's host, put hosts and VMs into clusters, compare
 * the export with its own totals, settle what is missing, and ask what only the architect knows.
 *
 * The surprising rule: rows are kept even when they will not be written (templates, placeholders of Site Recovery
 * Manager), because the export's own totals count them, or are known not to. `skip` says why a row is not written. */

#ifndef SCENARIO_RVTOOLS_H
#define SCENARIO_RVTOOLS_H

#include "scenarios/import/inventory.h"

typedef enum {
  RV_INFO,
  RV_HOST,
  RV_CLUSTER,
  RV_CPU,
  RV_MEMORY,
  RV_DISK,
  RV_NETWORK,
  RV_CD,
  RV_USB,
  RV_TOOLS,
  RV_DATASTORE,
  RV_NIC,
  RV_VMK,
  RV_PORT,
  RV_DVPORT,
  RV_SOURCE,
  RV_METADATA,
  RV_N_TABS
} RvTab;

/* Column, its tab, its names. Spellings that are the tab's name plus the header are found without being listed. */
/* clang-format off */
#define RV_COLUMNS(C) \
  C (INFO_VM,            RV_INFO,      "VM|vInfoVMName") \
  C (INFO_POWER,         RV_INFO,      "Powerstate|Power state") \
  C (INFO_HARDWARE,      RV_INFO,      "HW version") \
  C (INFO_TEMPLATE,      RV_INFO,      "Template") \
  C (INFO_PLACEHOLDER,   RV_INFO,      "SRM Placeholder") \
  C (INFO_CONNECTION,    RV_INFO,      "Connection state") \
  C (INFO_CPUS,          RV_INFO,      "CPUs") \
  C (INFO_MEMORY,        RV_INFO,      "Memory|Memory MB") \
  C (INFO_ACTIVE,        RV_INFO,      "Active Memory") \
  C (INFO_FT,            RV_INFO,      "FT State") \
  C (INFO_PRIORITY,      RV_INFO,      "HA Restart Priority") \
  C (INFO_RULES,         RV_INFO,      "Cluster rule(s)") \
  C (INFO_RULE_NAMES,    RV_INFO,      "Cluster rule name(s)") \
  C (INFO_PATH,          RV_INFO,      "Path") \
  C (INFO_DATACENTER,    RV_INFO,      "Datacenter") \
  C (INFO_CLUSTER,       RV_INFO,      "Cluster") \
  C (INFO_HOST,          RV_INFO,      "Host") \
  C (INFO_ID,            RV_INFO,      "VM ID|Object ID") \
  C (INFO_UUID,          RV_INFO,      "VM UUID|vInfoUUID|UUID") \
  C (INFO_SERVER_TYPE,   RV_INFO,      "VI SDK Server type") \
  C (INFO_API,           RV_INFO,      "VI SDK API Version") \
  C (INFO_SERVER,        RV_INFO,      "VI SDK Server") \
  C (INFO_VCENTER,       RV_INFO,      "VI SDK UUID|vCenter UUID") \
  C (HOST_NAME,          RV_HOST,      "Host|vHostName|Name") \
  C (HOST_DATACENTER,    RV_HOST,      "Datacenter") \
  C (HOST_CLUSTER,       RV_HOST,      "Cluster") \
  C (HOST_MAINTENANCE,   RV_HOST,      "in Maintenance Mode") \
  C (HOST_FAULT_DOMAIN,  RV_HOST,      "vSAN Fault Domain Name") \
  C (HOST_SOCKETS,       RV_HOST,      "# CPU|vHostNumCpu") \
  C (HOST_PER_SOCKET,    RV_HOST,      "Cores per CPU") \
  C (HOST_CORES,         RV_HOST,      "# Cores|vHostNumCpuCores") \
  C (HOST_SPEED,         RV_HOST,      "Speed|vHostCpuMhz") \
  C (HOST_MEMORY,        RV_HOST,      "# Memory|vHostMemorySize") \
  C (HOST_VMS,           RV_HOST,      "# VMs|vHostVMs") \
  C (HOST_VCPUS,         RV_HOST,      "# vCPUs|vHostvCPUs") \
  C (HOST_VRAM,          RV_HOST,      "vRAM") \
  C (HOST_VERSION,       RV_HOST,      "ESX Version|vHostFullName") \
  C (HOST_EVC,           RV_HOST,      "Current EVC") \
  C (HOST_MAX_EVC,       RV_HOST,      "Max EVC") \
  C (HOST_SERVER,        RV_HOST,      "VI SDK Server") \
  C (HOST_VCENTER,       RV_HOST,      "VI SDK UUID|vCenter UUID") \
  C (CLUSTER_NAME,       RV_CLUSTER,   "Name|Cluster") \
  C (CLUSTER_NUM_HOSTS,  RV_CLUSTER,   "NumHosts") \
  C (CLUSTER_CPU,        RV_CLUSTER,   "TotalCpu") \
  C (CLUSTER_MEMORY,     RV_CLUSTER,   "TotalMemory") \
  C (CLUSTER_HA,         RV_CLUSTER,   "HA enabled") \
  C (CLUSTER_FAILOVER,   RV_CLUSTER,   "Failover Level") \
  C (CLUSTER_ADMISSION,  RV_CLUSTER,   "AdmissionControlEnabled") \
  C (CLUSTER_PRIORITY,   RV_CLUSTER,   "Restart Priority") \
  C (CLUSTER_DRS,        RV_CLUSTER,   "DRS enabled") \
  C (CLUSTER_DRS_LEVEL,  RV_CLUSTER,   "DRS default VM behavior") \
  C (CLUSTER_SERVER,     RV_CLUSTER,   "VI SDK Server") \
  C (CLUSTER_VCENTER,    RV_CLUSTER,   "VI SDK UUID|vCenter UUID") \
  C (CPU_VM,             RV_CPU,       "VM|vCPUVMName") \
  C (CPU_CPUS,           RV_CPU,       "CPUs") \
  C (CPU_OVERALL,        RV_CPU,       "Overall") \
  C (CPU_RESERVATION,    RV_CPU,       "Reservation") \
  C (CPU_CLUSTER,        RV_CPU,       "Cluster") \
  C (CPU_HOST,           RV_CPU,       "Host") \
  C (CPU_ID,             RV_CPU,       "VM ID") \
  C (CPU_UUID,           RV_CPU,       "VM UUID") \
  C (CPU_VCENTER,        RV_CPU,       "VI SDK UUID|vCenter UUID") \
  C (MEMORY_VM,          RV_MEMORY,    "VM|vMemoryVMName") \
  C (MEMORY_SIZE,        RV_MEMORY,    "Size MiB") \
  C (MEMORY_RESERVATION, RV_MEMORY,    "Reservation") \
  C (MEMORY_LOCKED,      RV_MEMORY,    "Memory Reservation Locked To Max") \
  C (MEMORY_OVERHEAD,    RV_MEMORY,    "Overhead") \
  C (MEMORY_ACTIVE,      RV_MEMORY,    "Active") \
  C (MEMORY_CLUSTER,     RV_MEMORY,    "Cluster") \
  C (MEMORY_HOST,        RV_MEMORY,    "Host") \
  C (MEMORY_ID,          RV_MEMORY,    "VM ID") \
  C (MEMORY_UUID,        RV_MEMORY,    "VM UUID") \
  C (MEMORY_VCENTER,     RV_MEMORY,    "VI SDK UUID|vCenter UUID") \
  C (DISK_VM,            RV_DISK,      "VM|vDiskVMName") \
  C (DISK_SHARED_BUS,    RV_DISK,      "Shared Bus") \
  C (DISK_PATH,          RV_DISK,      "Path|Disk Path") \
  C (DISK_HOST,          RV_DISK,      "Host") \
  C (DISK_ID,            RV_DISK,      "VM ID") \
  C (DISK_UUID,          RV_DISK,      "VM UUID") \
  C (DISK_VCENTER,       RV_DISK,      "VI SDK UUID|vCenter UUID") \
  C (NETWORK_VM,         RV_NETWORK,   "VM|vNetworkVMName") \
  C (NETWORK_ADAPTER,    RV_NETWORK,   "Adapter") \
  C (NETWORK_HOST,       RV_NETWORK,   "Host") \
  C (NETWORK_ID,         RV_NETWORK,   "VM ID") \
  C (NETWORK_UUID,       RV_NETWORK,   "VM UUID") \
  C (NETWORK_VCENTER,    RV_NETWORK,   "VI SDK UUID|vCenter UUID") \
  C (CD_VM,              RV_CD,        "VM|vCDVMName") \
  C (CD_TYPE,            RV_CD,        "Device Type") \
  C (CD_CONNECTED,       RV_CD,        "Connected") \
  C (CD_HOST,            RV_CD,        "Host") \
  C (CD_ID,              RV_CD,        "VM ID") \
  C (CD_UUID,            RV_CD,        "VM UUID") \
  C (CD_VCENTER,         RV_CD,        "VI SDK UUID|vCenter UUID") \
  C (USB_VM,             RV_USB,       "VM|vUSBVMName") \
  C (USB_TYPE,           RV_USB,       "Device Type") \
  C (USB_CONNECTED,      RV_USB,       "Connected") \
  C (USB_HOST,           RV_USB,       "Host") \
  C (USB_ID,             RV_USB,       "VM ID") \
  C (USB_UUID,           RV_USB,       "VM UUID") \
  C (USB_VCENTER,        RV_USB,       "VI SDK UUID|vCenter UUID") \
  C (TOOLS_VM,           RV_TOOLS,     "VM|vToolsVMName") \
  C (TOOLS_STATE,        RV_TOOLS,     "Tools|vToolsStatus") \
  C (TOOLS_VERSION,      RV_TOOLS,     "Tools Version") \
  C (TOOLS_HOST,         RV_TOOLS,     "Host") \
  C (TOOLS_ID,           RV_TOOLS,     "VM ID") \
  C (TOOLS_UUID,         RV_TOOLS,     "VM UUID") \
  C (TOOLS_VCENTER,      RV_TOOLS,     "VI SDK UUID|vCenter UUID") \
  C (DATASTORE_NAME,     RV_DATASTORE, "Name") \
  C (DATASTORE_N_HOSTS,  RV_DATASTORE, "# Hosts") \
  C (NIC_HOST,           RV_NIC,       "Host") \
  C (NIC_SPEED,          RV_NIC,       "Speed") \
  C (NIC_SWITCH,         RV_NIC,       "Switch") \
  C (VMK_HOST,           RV_VMK,       "Host") \
  C (VMK_PORT_GROUP,     RV_VMK,       "Port Group") \
  C (PORT_HOST,          RV_PORT,      "Host") \
  C (PORT_GROUP,         RV_PORT,      "Port Group") \
  C (PORT_SWITCH,        RV_PORT,      "Switch") \
  C (DVPORT_NAME,        RV_DVPORT,    "Port") \
  C (DVPORT_SWITCH,      RV_DVPORT,    "Switch") \
  C (SOURCE_NAME,        RV_SOURCE,    "Fullname") \
  C (SOURCE_VERSION,     RV_SOURCE,    "Version") \
  C (SOURCE_SERVER,      RV_SOURCE,    "VI SDK Server|Name") \
  C (SOURCE_VCENTER,     RV_SOURCE,    "VI SDK UUID|vCenter UUID") \
  C (METADATA_VERSION,   RV_METADATA,  "RVTools version")
/* clang-format on */

#define RV_ENUM(id, tab, names) RV_##id,
typedef enum { RV_COLUMNS (RV_ENUM) RV_N_COLUMNS } RvColumn;
#undef RV_ENUM

/* One cluster as vCluster tells it and as hosts and VMs name it. */
typedef struct {
  ScenarioInvCluster *cluster; /* owned until `taken` by the inventory */
  const char *vcenter, *datacenter; /* keys; NULL matches any */
  const char *priority;
  gint64 said_hosts, said_cpu_mhz, said_memory_mib;
  guint n_hosts; /* of vHost, that can be written */
  gboolean chosen, taken;
} RvCluster;

typedef struct {
  ScenarioInvHost *host; /* owned until `taken` by its cluster */
  const char *name, *vcenter, *datacenter, *said_cluster, *evc, *max_evc;
  RvCluster *cluster; /* NULL: it stands alone */
  gboolean useless; /* it says nothing of its CPU, so it cannot be written */
  gint64 said_vms, said_vcpus, said_vram;
  guint vms; /* powered-on rows that run here, and what they sum up to */
  gint64 vcpus, vram;
  const char *vmotion_group, *vmotion_switch;
  gint64 vmotion_mbit, nic_mbit; /* 0: not known */
  gboolean nics_differ, taken;
} RvHost;

typedef enum { RV_WRITE, RV_TEMPLATE, RV_PLACEHOLDER, RV_ORPHANED, RV_SIZELESS, RV_NOWHERE, RV_N_SKIPS } RvSkip;

typedef struct {
  ScenarioInvVm *vm; /* owned until `taken` by its cluster */
  const char *name, *vcenter, *datacenter, *said_cluster, *said_host, *rules, *rule_names;
  RvHost *on;
  RvCluster *cluster;
  RvSkip skip;
  gboolean filled; /* something that vInfo left empty came from another tab */
  gboolean taken;
} RvVm;

typedef struct {
  const ScenarioBook *book;
  const ScenarioImportOptions *options;
  ScenarioInventory *inventory;
  const ScenarioSheet *sheets[RV_N_TABS]; /* NULL: missing */
  int columns[RV_N_COLUMNS];
  GPtrArray *clusters, *hosts, *vms; /* (element-type RvCluster), RvHost, RvVm, in the order of the export */
  GHashTable *vm_keys, *host_keys;   /* owned string to RvVm or RvHost; several of one key: to `several` */
  guint joins_ambiguous;
} Rvtools;

extern const char *const rv_tab_names[RV_N_TABS];
extern const char rv_several[]; /* stands in an index where a key has more than one owner */

/* rvtools-columns.c: what the export has. */
const char *rv_name_tab (const char *name); /* a ScenarioTabNamer */
gboolean rv_find_columns (Rvtools *self, GError **error);
const char *rv_text (const Rvtools *self, RvColumn column, guint row); /* borrowed; NULL: not there */
gboolean rv_number (const Rvtools *self, RvColumn column, guint row, ScenarioUnit unit, gint64 *value, GError **error);
gboolean rv_answer (const Rvtools *self, RvColumn column, guint row, ScenarioAnswer *answer, GError **error);
gboolean rv_fail (const Rvtools *self, RvColumn column, guint row, GError **error, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
guint rv_rows (const Rvtools *self, RvTab tab);

/* rvtools-rows.c: clusters, hosts, VMs. */
gboolean rv_read_clusters (Rvtools *self, GError **error);
gboolean rv_read_hosts (Rvtools *self, GError **error);
gboolean rv_read_vms (Rvtools *self, GError **error);
RvCluster *rv_find_cluster (const Rvtools *self, const char *vcenter, const char *datacenter, const char *name);
RvCluster *rv_ensure_cluster (Rvtools *self, const char *vcenter, const char *datacenter, const char *name);
RvHost *rv_find_host (const Rvtools *self, const char *vcenter, const char *name); /* NULL: none, or several */
void rv_index (GHashTable *index, char *key, gpointer owner); /* takes the key */

/* rvtools-details.c: what other tabs say of a VM or a host. */
/* How a tab that has a row for a VM, or several, refers to it; and the VM that a row is about, or NULL. */
typedef struct {
  RvTab tab;
  RvColumn vm, host, id, uuid, vcenter;
} RvJoin;
RvVm *rv_find_vm (Rvtools *self, const RvJoin *join, guint row);

gboolean rv_read_details (Rvtools *self, GError **error);
void rv_read_guests (Rvtools *self); /* when VMs have found their hosts */
gboolean rv_read_links (Rvtools *self, GError **error); /* rvtools-links.c: vMotion's speed */

/* rvtools-places.c: who stands where. */
gboolean rv_place (Rvtools *self, GError **error); /* also marks the clusters that were chosen */
gboolean rv_is_considered (const Rvtools *self, const RvVm *raw); /* FALSE: in a cluster that was not chosen */
void rv_say_unplaced (const Rvtools *self);

/* rvtools-check.c: what became of the rows, and the export against its own totals. */
void rv_say_left_out (const Rvtools *self);
void rv_cross_check (const Rvtools *self);

/* rvtools-versions.c: vCenters, and versions that nobody gave. */
void rv_settle_versions (Rvtools *self);

/* rvtools-settle.c: what was chosen goes into the inventory. */
gboolean rv_settle (Rvtools *self, GError **error);

/* rvtools-ask.c: what only the architect knows. */
void rv_ask (const Rvtools *self);

#endif
