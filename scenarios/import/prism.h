/* Prism, from the answers of its API to an inventory. Only prism*.c include this; others use import.h.
 *
 * The work goes in the order of the functions below: read the pages and find the items in them, read the fields that matter,
 * put hosts and VMs into clusters, make rules of categories and policies, a plan of what LCM has on offer, and ask what only
 * the architect knows. Answers of v4 and of v3 may be mixed: the table of fields knows where either keeps a value.
 *
 * The surprising rule: an item belongs to its id and not to its page. Pages overlap when something was created while they were
 * fetched; an item that comes twice and the same counts once, and one that comes twice and differs is an error. */

#ifndef SCENARIO_PRISM_H
#define SCENARIO_PRISM_H

#include "scenarios/import/import-parts.h"
#include "scenarios/import/json-file.h"

/* Kind, as a person calls one and many, the key that only its items have, its name in v4 and in v3 (NULL: it is not there). */
/* clang-format off */
#define PRISM_KINDS(K) \
  K (CLUSTER,       PrismCluster,   "cluster",                "nodes",                 "clustermgmt.v4.config.Cluster", "cluster") \
  K (HOST,          PrismHost,      "host",                   "hostName",              "clustermgmt.v4.config.Host", "host") \
  K (VM,            PrismVm,        "VM",                     "biosUuid",              "vmm.v4.ahv.config.Vm", "vm") \
  K (ESXI_VM,       PrismVm,        "VM on ESXi",             "virtualHardwareVersion", "vmm.v4.esxi.config.Vm", NULL) \
  K (CONTAINER,     PrismContainer, "storage container",      "containerExtId",        "clustermgmt.v4.config.StorageContainer", NULL) \
  K (CATEGORY,      PrismCategory,  "category",               "detailedAssociations",  "prism.v4.config.Category", NULL) \
  K (HOST_AFFINITY, PrismPolicy,    "VM-host affinity policy", "hostCategories",       "vmm.v4.ahv.policies.VmHostAffinityPolicy", NULL) \
  K (ANTI_AFFINITY, PrismPolicy,    "VM-VM anti-affinity policy", "numPendingVms",     "vmm.v4.ahv.policies.VmAntiAffinityPolicy", NULL) \
  K (ENTITY,        PrismEntity,    "LCM entity",             "entityModel",           "lifecycle.v4.resources.Entity", NULL)
/* clang-format on */

#define PRISM_ENUM(id, type, one, telltale, v4, v3) PRISM_##id,
typedef enum { PRISM_KINDS (PRISM_ENUM) PRISM_N_KINDS } PrismKind;
#undef PRISM_ENUM

/* What every record begins with. Text is borrowed from the pages, and NULL where nothing is said. */
typedef struct {
  ScenarioJsonItem item;
  const char *id, *name;
} PrismRecord;

typedef struct {
  PrismRecord record;
  const char *version, *short_version, *awareness, *mode, *upgrade;
  GPtrArray *functions, *hypervisors; /* (element-type utf8) */
  gint64 redundancy, tolerance, n_nodes, n_vms;
  ScenarioInvCluster *cluster; /* NULL: it is not written; owned by the inventory */
} PrismCluster;

typedef struct {
  PrismRecord record;
  const char *cluster_id, *cluster_name, *hypervisor, *type, *state, *maintenance, *status, *role, *block, *connection;
  gint64 sockets, cores, clock_mhz, cpu_mhz, memory_mib, n_vms;
  ScenarioAnswer cvm_maintenance, degraded, reboot_pending;
  ScenarioInvHost *host; /* NULL: it is not written; owned by its cluster */
  PrismCluster *in;
} PrismHost;

typedef struct {
  PrismRecord record;
  const char *cluster_id, *host_id, *host_name, *power;
  gint64 sockets, cores_per_socket, threads_per_core, vcpus, memory_mib, n_pcie;
  ScenarioAnswer agent, can_migrate, cpu_passthrough, overcommit;
  GPtrArray *gpus, *categories, *containers; /* (element-type utf8) GPU modes, ids of categories and of storage containers */
  ScenarioInvVm *vm;                         /* NULL: it is not written; owned by its cluster */
  PrismHost *on;
  PrismCluster *in;
} PrismVm;

typedef struct {
  PrismRecord record;
  const char *cluster_id;
  gint64 copies;
  ScenarioAnswer internal;
} PrismContainer;

typedef struct {
  PrismRecord record; /* named by its key */
  const char *value;
  json_t *associations; /* a list, or NULL */
} PrismCategory;

typedef struct {
  PrismRecord record;
  GPtrArray *vm_categories, *host_categories; /* (element-type utf8) ids */
  gint64 n_vms, n_hosts;
} PrismPolicy;

typedef struct {
  PrismRecord record; /* named by its model: AOS, BIOS */
  const char *cluster_id, *class, *type, *version, *target, *location;
  json_t *available; /* a list, or NULL */
} PrismEntity;

typedef struct {
  const ScenarioImportOptions *options;
  ScenarioInventory *inventory;
  GPtrArray *files;                  /* (element-type ScenarioJsonFile) */
  GPtrArray *records[PRISM_N_KINDS]; /* (element-type PrismRecord) of the kind's own type, in the order of the pages */
  GHashTable *by_id[PRISM_N_KINDS];  /* id to record, both borrowed */
  gint64 totals[PRISM_N_KINDS];      /* what the pages say that there are; SCENARIO_UNKNOWN */
  GPtrArray *others;                 /* (element-type utf8) kinds that are not read, each once; borrowed */
  guint repeated;
  GStringChunk *strings;
} Prism;

extern const char *const prism_names[PRISM_N_KINDS]; /* "host", as a person calls one */

/* prism-pages.c: from files to items. */
gboolean prism_read_pages (Prism *self, const char *const *paths, GError **error);
void prism_say_pages (const Prism *self); /* what was left out, and what is missing */

/* prism-fields.c: from an item to a record of its kind. (transfer full), NULL with the error set */
PrismRecord *prism_read_record (PrismKind kind, const ScenarioJsonItem *item, GError **error);
void prism_record_free (PrismKind kind, PrismRecord *record);

/* prism-versions.c: "7.0.1" of "el8.5-release-ganges-7.0.1-stable-5987da" and of "AHV 7.0.1"; NULL when none of its words is a
 * version, like that of AHV before 10, "20230302.102005", which the language cannot write. (transfer full) */
char *prism_version (const char *text);
char *prism_release (const char *text); /* the same for people: of any numbers, or else the text (transfer full) */
int prism_compare_versions (const char *a, const char *b);

/* prism-estate.c: clusters and hosts; prism-vms.c: VMs. */
gboolean prism_place_hosts (Prism *self, GError **error);
void prism_place_vms (Prism *self);
PrismCluster *prism_find_cluster (const Prism *self, const char *id);

/* prism-rules.c: categories and policies. */
void prism_make_rules (Prism *self);

/* prism-plan.c: what LCM would do. */
gboolean prism_make_plan (Prism *self, GError **error);

/* prism-ask.c: what only the architect knows. */
void prism_ask (const Prism *self);

#endif
