/* What a storage policy makes of a disk: how many components, how many votes each, how much room, on how many hosts.
 *
 * A vSAN object is a RAID tree of components. Objects lie in one array of the fleet, VM by VM, and their components in
 * another, object by object; model_vsan_lay_out fills both when a scenario is read, so a run only ever changes where a
 * component is and how it does (state.h).
 *
 * The surprising rule: one leg of a mirror is one component here, however large. vSAN cuts a leg into pieces of 255 GB
 * (VS-04) and may spread them; we keep the pieces of a leg together and count them, so a leg's votes are the leg's. With
 * what is lost host by host that is the same answer, as long as a leg fits on one host.
 *
 * Sizes are MiB. */

#ifndef MODEL_VSAN_LAYOUT_H
#define MODEL_VSAN_LAYOUT_H

#include "models/physics.h"

typedef struct _ModelFleet ModelFleet;

typedef enum { MODEL_VSAN_NONE, MODEL_VSAN_OSA, MODEL_VSAN_ESA } ModelVsanArchitecture;
typedef enum { MODEL_RAID_1, MODEL_RAID_5, MODEL_RAID_6 } ModelRaid;

/* Of a stretched cluster: data on both sites, or on one. */
typedef enum { MODEL_SITE_MIRROR, MODEL_SITE_PREFERRED, MODEL_SITE_SECONDARY } ModelSites;

typedef enum { MODEL_VSAN_ENSURE_ACCESSIBILITY, MODEL_VSAN_FULL_MIGRATION, MODEL_VSAN_NO_ACTION } ModelVsanMode;

/* vSAN of one cluster. */
typedef struct {
  ModelVsanArchitecture architecture;
  guint32 witness;       /* that votes where two sites, or two nodes, would split; MODEL_NONE */
  guint32 preferred;     /* fault domain of the preferred site; MODEL_NONE is the first by name */
  gint64 repair_timer;   /* ms; 0 is "not said" */
  gint64 resync_bps;     /* bits a second that all resync of the cluster shares */
  guint32 format;        /* of its disks; 0 is "not said" */
  gboolean own_adapters; /* its network goes over adapters of its own, which management does not use */
  gboolean file_service, iscsi_targets; /* its hosts serve those, too (VS-13) */
} ModelVsan;

typedef struct {
  const char *name;
  guint32 cluster;
  ModelRaid raid;
  guint32 failures; /* to tolerate; within a site where there are sites */
  ModelSites sites;
} ModelStoragePolicy;

/* A witness appliance; several two-node clusters may share one. */
typedef struct {
  const char *name;
  gboolean shared;
  guint32 version; /* a ModelVersion; 0 is "not said" */
} ModelWitness;

typedef struct {
  guint32 vm;
  guint32 first_component, n_components;
  guint32 votes;   /* of all of them */
  guint8 need;     /* data components of a site that make whole data */
  guint8 n_sites;  /* that have data */
  guint8 site;     /* where it has one: 0 is the preferred one, or the only one */
  guint8 raid;
  gint64 mib;      /* as the guest sees it */
} ModelObject;

typedef enum { MODEL_COMPONENT_DATA, MODEL_COMPONENT_WITNESS } ModelComponentKind;

typedef struct {
  guint32 object;
  guint32 host;  /* where it begins; MODEL_NONE is the witness host */
  guint8 votes;
  guint8 kind;   /* ModelComponentKind */
  guint8 site;
  gint64 mib;    /* 0 for a witness */
} ModelComponent;

#define MODEL_COMPONENTS_MAX 16 /* of one object: RAID-6 on both sites, and the witness host */

/* The shape of a policy's data within one site. */
typedef struct {
  guint32 data, need; /* components with data, and how many of them make it whole */
  guint32 witnesses;
  gboolean first_weighs_two; /* so that the total is odd (VS-03) */
} ModelShape;

/* `domains` is how many fault domains there are to choose from: adaptive RAID-5 goes by it (VS-05). */
ModelShape model_vsan_shape (ModelRaid raid, guint32 failures, ModelVsanArchitecture architecture, guint32 domains);

/* Hosts, or fault domains where hosts are in some, that the policy needs within a site; one more and a host can be emptied
 * or rebuilt (VS-05). */
guint32 model_vsan_least_domains (ModelRaid raid, guint32 failures, ModelVsanArchitecture architecture);

/* Room that one data component of an object takes. */
gint64 model_vsan_component_mib (const ModelShape *shape, gint64 mib);

/* Where two components of one object must not meet: the host's fault domain, or the host itself where it has none, and
 * within the sites of a stretched cluster (VS-16). Compare only within a cluster. */
guint32 model_vsan_domain (const ModelFleet *fleet, guint32 host);

/* The site of a host: 0 the preferred one, 1 the other; 0 in clusters that are not stretched. */
guint32 model_vsan_site (const ModelFleet *fleet, guint32 host);
gboolean model_vsan_is_stretched (const ModelFleet *fleet, guint32 cluster); /* over sites or two nodes */

/* How many fault domains a cluster has, in one site of it where it is stretched. */
guint32 model_vsan_n_domains (const ModelFleet *fleet, guint32 cluster, guint32 site);

/* Puts hosts into the order in which vLCM takes them to a version, see order.c. */
void model_vsan_order_hosts (const ModelFleet *fleet, guint32 *hosts, guint32 n, guint32 to);

/* How a VM's disks are kept: its policy, or the product's default one. */
ModelStoragePolicy model_vsan_policy_of (const ModelFleet *fleet, guint32 vm);

/* Whether a VM's disks lie on vSAN: its cluster has it, it has disks, and nothing says that they lie elsewhere. */
gboolean model_vsan_holds (const ModelFleet *fleet, guint32 vm);

/* Makes the objects and components of all VMs and gives every component a host: the emptiest one in a fault domain that
 * the object is not in yet, the first by name of equals. What cannot be placed lies on no host; the reader has complained. */
void model_vsan_lay_out (ModelFleet *fleet);

#endif
