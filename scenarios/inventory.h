/* An inventory as an importer understood it, whatever tool it came from: vCenters, clusters, their hosts, VMs and rules.
 *
 * It says only what an export said. A number that was not given is SCENARIO_UNKNOWN, a text NULL, an answer UNSAID, and
 * the writer then leaves the key out. What had to be computed carries its reason in `assumed` and is written with it.
 * Everything hangs in a tree that owns what is below it; a VM's `host` and a rule's members are borrowed from the same
 * cluster.
 *
 * The surprising rule: names are data, not identifiers. They may repeat, hold any character or look like the language's
 * own syntax. scenario_inventory_settle makes the written names unique and puts everything in its order. */

#ifndef SCENARIO_INVENTORY_H
#define SCENARIO_INVENTORY_H

#include "scenarios/cell.h"

typedef struct {
  char *name, *version;
  char *assumed;  /* why the version is what it is, when nobody said so; NULL */
  char *maybe_vm; /* a VM that bears the vCenter's name; NULL */
} ScenarioInvVcenter;

typedef struct {
  char *name;
  char *said;  /* by the export, when `name` had to be changed; NULL */
  gint64 sockets, cores_per_socket, cores, clock_mhz, memory_mib, vmotion_mbit;
  char *version, *fault_domain;
  char *cpu_model; /* what vMotion compares without EVC; NULL */
  gboolean maintenance;
  GPtrArray *assumed; /* (element-type utf8) reasons for the numbers that nobody gave */
} ScenarioInvHost;

typedef enum { SCENARIO_POWER_ON, SCENARIO_POWER_OFF, SCENARIO_POWER_SUSPENDED } ScenarioPower;

/* Hints that a VM cannot be moved; the language's words for them are in write.c. */
typedef enum {
  SCENARIO_DEVICE_CLIENT_CD,
  SCENARIO_DEVICE_HOST_CD,
  SCENARIO_DEVICE_USB,
  SCENARIO_DEVICE_SR_IOV,
  SCENARIO_DEVICE_SHARED_BUS,
  SCENARIO_DEVICE_LOCAL_DATASTORE,
  SCENARIO_DEVICE_FAULT_TOLERANCE,
  SCENARIO_N_DEVICES
} ScenarioDevice;

typedef struct {
  char *name, *said;
  char *id;              /* the platform's own, for telling two VMs of one name apart; NULL */
  ScenarioInvHost *host; /* borrowed; NULL: DRS places it */
  char *named_host;      /* what the export named when that is no known host; NULL */
  ScenarioPower power;
  gint64 vcpus, memory_mib, memory_reservation_mib, cpu_reservation_mhz, overhead_mib, cpu_demand_mhz, active_mib;
  char *restart_priority; /* in the language's words; NULL */
  guint devices;          /* bits, 1 << ScenarioDevice */
} ScenarioInvVm;

typedef struct {
  char *name;
  gboolean apart; /* else together */
  GPtrArray *vms; /* (element-type ScenarioInvVm) borrowed */
  char *disabled; /* why it is written as a comment only; NULL */
} ScenarioInvRule;

typedef struct {
  char *name, *said;
  guint vcenter;        /* index */
  const char *platform; /* "vsphere" */
  ScenarioAnswer ha, admission_control;
  gint64 host_failures;
  gboolean evc;
  const char *drs; /* the language's word for the automation level; NULL */
  GPtrArray *hosts, *vms, *rules;
} ScenarioInvCluster;

/* Something only the architect knows: what to ask, and the line of YAML that would say it. */
typedef struct {
  char *ask, *line;
} ScenarioInvQuestion;

typedef struct {
  const char *maker; /* "rollcall import rvtools" */
  char *source;      /* base name of what was read */
  char *target;      /* version of the default plan; NULL: there is nothing to upgrade to */
  GPtrArray *vcenters, *clusters, *questions;
  GPtrArray *notices; /* (element-type utf8) borrowed from the caller */
} ScenarioInventory;

ScenarioInventory *scenario_inventory_new (const char *maker, const char *source, GPtrArray *notices);
void scenario_inventory_free (ScenarioInventory *inventory); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioInventory, scenario_inventory_free)

/* New members; whoever adds them to their array hands them over. Numbers begin as unknown. (transfer full) */
ScenarioInvVcenter *scenario_inv_vcenter_new (const char *name);
ScenarioInvCluster *scenario_inv_cluster_new (const char *name);
ScenarioInvHost *scenario_inv_host_new (const char *name);
ScenarioInvVm *scenario_inv_vm_new (const char *name);
ScenarioInvRule *scenario_inv_rule_new (const char *name, gboolean apart);
void scenario_inv_cluster_free (gpointer cluster);
void scenario_inv_vm_free (gpointer vm);
void scenario_inv_host_free (gpointer host);

void scenario_inventory_notice (ScenarioInventory *inventory, const char *format, ...) G_GNUC_PRINTF (2, 3);
void scenario_inventory_ask (ScenarioInventory *inventory, const char *ask, const char *line);

/* Names made unique, with a notice for each kind that had to change; clusters, hosts, VMs and rules in natural order of
 * their names; rules of fewer than two VMs dropped and contradictory ones disabled, both with a notice. */
void scenario_inventory_settle (ScenarioInventory *inventory);

gint64 scenario_inv_host_cpu_mhz (const ScenarioInvHost *host); /* SCENARIO_UNKNOWN when it does not follow */

/* "1 host", "3 hosts" (transfer full) */
char *scenario_count (guint n, const char *one);

#endif
