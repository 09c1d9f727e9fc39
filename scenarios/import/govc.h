/* vSphere as `govc object.save` writes it, from managed objects to an inventory. Only govc*.c include this; others use import.h.
 *
 * The work goes in the order of the functions below: read the folder, make clusters and hosts, settings of HA and DRS, VMs with
 * their devices, datastores and networks, rules with their groups, then what a plan under vCenter needs, and ask the rest.
 *
 * The surprising rule: a host outside of clusters is one of its own. vCenter has a ComputeResource for it, without HA and DRS, and
 * so it is written; nobody can take its VMs, and the plan leaves it alone. */

#ifndef SCENARIO_GOVC_H
#define SCENARIO_GOVC_H

#include "scenarios/import/import-parts.h"
#include "scenarios/import/vim-object.h"

typedef struct {
  const VimObject *object;
  const VimNode *at;           /* its properties */
  ScenarioInvCluster *cluster; /* NULL: it is not written; owned by the inventory */
  gboolean has_pools;          /* some of its resource pools reserve something */
  gboolean alone;              /* a ComputeResource, which is one host and no cluster */
} GovcCluster;

typedef struct {
  const VimObject *object;
  const VimNode *at;
  GovcCluster *in;       /* NULL: its cluster is not there */
  ScenarioInvHost *host; /* NULL: it is not written; owned by its cluster */
} GovcHost;

typedef struct {
  const VimObject *object;
  const VimNode *at;
  GovcHost *on;
  ScenarioInvVm *vm; /* NULL: it is not written; owned by its cluster */
} GovcVm;

typedef struct {
  const char *folder;
  const ScenarioImportOptions *options;
  ScenarioInventory *inventory;
  VimStore *store;
  GPtrArray *clusters, *hosts, *vms; /* (element-type GovcCluster), GovcHost, GovcVm, owned, in the order of the files */
  GHashTable *cluster_of, *host_of, *vm_of; /* id to what is above, both borrowed */
  GError *error;                     /* the first mistake; everything after it is idle */
} Govc;

/* govc-read.c: the folder, the list of what may be read of it, and values with their places. */
gboolean govc_read (Govc *self);
char *govc_name (const VimNode *at); /* as a person wrote it: vCenter escapes '/', '\' and '%' (transfer full), or NULL */

/* The value under a path; unknown or unsaid where there is none. One that makes no sense is the error. */
gint64 govc_number (Govc *self, const VimObject *object, const VimNode *node, const char *path, ScenarioUnit unit);
ScenarioAnswer govc_answer (Govc *self, const VimObject *object, const VimNode *node, const char *path);

/* govc-hosts.c, govc-ha.c, govc-vms.c, govc-devices.c, govc-places.c, govc-pools.c, govc-rules.c */
void govc_place_hosts (Govc *self);
void govc_read_settings (Govc *self, GovcCluster *raw);
void govc_place_vms (Govc *self);
void govc_read_devices (Govc *self, GovcVm *raw);
void govc_read_places (Govc *self);
void govc_read_pools (Govc *self);
void govc_read_rules (Govc *self);

/* The language's words for levels of automation and for isolation responses; NULL for others. */
const char *govc_automation (const char *api);
const char *govc_isolation (const char *api);

#endif
