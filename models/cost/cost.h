/* What the platform costs in a year, as it stands at a moment of a run: of each cluster, licence, host and tier.
 *
 * Money is in hundredths of the scenario's one currency. Sums of parts are exact: what is divided among clusters, hosts or
 * tiers adds up again to the last cent. A cluster's part of a licence goes by what it counts of it, so the cores of an order
 * minimum are borne by all that have the licence. A tier's part goes by the vCPUs of its VMs, what a guest's licence costs by
 * those of the VMs that have it.
 *
 * The surprising rule: an amount is only complete when every licence has a price and every host has said its cores. It is
 * never guessed: what is missing is counted, and whoever reports names it. */

#ifndef MODEL_COST_H
#define MODEL_COST_H

#include "models/cost/licences.h"
#include "models/state.h"

/* What one cluster has of one licence. */
typedef struct {
  gboolean has;
  gint64 physical; /* what it would count without floors */
  gint64 units;    /* what it counts: cores, CPUs, sockets, hosts, VMs; of capacity, TiB to buy */
  gint64 annual;   /* its part of the whole */
} ModelBill;

/* What an estate has of one licence. */
typedef struct {
  ModelLicence terms;      /* with its price */
  gint64 units, ordered;   /* before and after the order minimum */
  gint64 count;            /* licences of that, in packs */
  gint64 annual, forecast; /* forecast: of physical cores, without floors and minimum */
  gint64 physical;
  gint64 late;                         /* more in the first year, L-07 */
  gint64 hosts, vms;                   /* of the clusters that have it */
  gint64 vsan_raw, vsan_entitled;      /* MiB, of one pool */
  gint64 vsan_to_buy, vsan_unlicensed; /* TiB; of that, in clusters that have no licence for capacity */
  gboolean beyond;                     /* more than one may have of it */
  gboolean assumed;                    /* the scenario says no licence that fits */
  gboolean used;
} ModelLicenceSum;

typedef struct {
  gint64 hosts, vms, vcpus;
  gint64 physical, billed; /* cores; billed is -1 where nothing is counted by cores */
  gint64 annual;           /* of what has a price */
  gint64 reserve;          /* of that, for hosts that are kept free for failures */
  guint32 coreless;        /* hosts that have not said their cores */
  guint32 unpriced;        /* licences without a price */
} ModelCostSum;

typedef struct {
  guint32 n_licences, n_clusters;
  ModelLicenceSum *licences;
  ModelBill *bills; /* cluster by cluster */
  ModelCostSum *clusters, total;
  const char *currency; /* or NULL */
  gint64 forecast_cores, forecast_hosts,
      forecast_vms;  /* of all licences; -1 where not all of them can be forecast so */
  gint64 first_year; /* what has to be paid in it */
  gint64 late;       /* of that, because a renewal came late */
  gint64 ghosts;     /* a year, for what is billed and not there */
} ModelCosts;

typedef struct {
  const char *name; /* or NULL: VMs that have none */
  gint64 vms, vcpus, annual;
} ModelTier;

ModelCosts *model_cost_new (const SimRun *run);
void model_cost_free (ModelCosts *cost); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ModelCosts, model_cost_free)

/* An amount for each of n, rounded to the nearest; -1 for none. */
gint64 model_cost_per (gint64 amount, gint64 n);

/* Whether a host is in its cluster: not one that has not joined yet, or has left. */
gboolean model_host_is_counted (const SimRun *run, guint32 host);

/* Whether every licence has its price and every host its cores. */
gboolean model_cost_is_complete (const ModelCostSum *sum);

static inline const ModelBill *
model_cost_bill (const ModelCosts *cost, guint32 cluster, guint32 licence)
{
  return &cost->bills[cluster * cost->n_licences + licence];
}

/* The licence by whose count a cluster has its billed cores: of those by core the one that counts most; MODEL_NONE. */
guint32 model_cost_by_core (const ModelCosts *cost, guint32 cluster);

/* A host's part of its cluster's annual sum, and the cores that it counts as; -1 where nothing counts cores. */
gint64 model_cost_of_host (const ModelCosts *cost, const SimRun *run, guint32 host);
gint64 model_cost_billed_of_host (const ModelCosts *cost, const SimRun *run, guint32 host);

/* The tiers of a cluster, or of all (MODEL_NONE), by name, VMs without one last (element-type ModelTier) (transfer full) */
GArray *model_cost_tiers (const ModelCosts *cost, const SimRun *run, guint32 cluster);

/* How often each host of a cluster is licensed in full: as often as `vms-per-host` needs it; or, unsaid, an even spread of the
 * VMs over the licensed hosts. */
gint64 model_licence_sets (const ModelFleet *fleet, guint32 licence, guint32 cluster);

/* What a licence of a guest has to count on one host; and on how many of its VMs at a time that host may run; -1 any number. */
gint64 model_guest_licence_allows (const ModelFleet *fleet, guint32 licence, guint32 host);

#endif
