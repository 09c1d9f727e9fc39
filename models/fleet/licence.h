/* A licence that a scenario has under `licensing:`, what it counts, and what it costs.
 *
 * Money is counted in hundredths of its currency, in integers. The surprising rule: there is no price that nobody has said.
 * A licence without one has minor = -1; its cores are counted all the same, and whoever reports says which price is missing. */

#ifndef MODEL_FLEET_LICENCE_H
#define MODEL_FLEET_LICENCE_H

#include "models/fleet/terms.h"

/* The rows of cost/licences.def. */
typedef enum {
#define LICENCE(NAME, ...) MODEL_LICENCE_##NAME,
#include "models/cost/licences.def"
#undef LICENCE
  MODEL_N_LICENCES
} ModelLicenceModel;

typedef enum {
  MODEL_METRIC_CORE,
  MODEL_METRIC_CPU,
  MODEL_METRIC_SOCKET,
  MODEL_METRIC_HOST,
  MODEL_METRIC_VM,
  MODEL_METRIC_TIB,
  MODEL_N_METRICS
} ModelMetric;

/* What a price is for. Of what is paid ONCE, support is paid every year. */
typedef enum { MODEL_PER_YEAR, MODEL_PER_MONTH, MODEL_PER_TERM, MODEL_PER_ONCE } ModelPer;

/* Whose it is: all VMs of a cluster need it, or only those that say so. */
typedef enum { MODEL_OF_PLATFORM, MODEL_OF_GUEST } ModelLicenceOf;

/* How it is counted; the columns of licences.def. */
typedef struct {
  guint32 socket_floor, host_floor;
  guint32 cores_per_licence; /* of one CPU; 0 any number */
  guint32 pack;              /* cores; 0 is 1 */
  guint32 order_minimum, most; /* 0 none */
  guint32 vms_per_set;       /* 0 any number */
  gint64 vsan_mib;           /* a billed core */
  gboolean vsan_whole;
  gboolean once;
} ModelLicenceTerms;

typedef struct {
  gint64 minor; /* hundredths; -1 is "not said" */
  const char *currency; /* "USD"; or NULL */
  ModelPer per;
  ModelDate date;
  const char *when;   /* the date in words */
  const char *source;
  gboolean listed;    /* it is one of prices.def, not the scenario's own */
  gboolean from_memory;
} ModelPrice;

#define MODEL_LICENCES_MAX 64 /* of a scenario: sets of them are bits */

typedef struct {
  const char *name;
  ModelLicenceModel model;
  ModelLicenceOf of;
  ModelLicenceTerms terms;
  ModelPrice price;
  guint32 years;          /* of a contract, or over which a purchase is spread; 0 is "not said" */
  gint64 support;         /* of the price a year, of what is bought once; thousandths of a per cent */
  gboolean late;          /* renewed late, L-07 */
  guint32 owned;          /* 0 is "not said" */
  guint32 vms_per_host;   /* that each host is licensed for; 0 is what an even spread of its VMs needs, or any number */
  const guint32 *hosts;   /* that are licensed; NULL with n_hosts 0 is all of the clusters that have it */
  guint32 n_hosts;
  const gint64 *sets;     /* by cluster, how often each host is licensed in full; NULL nobody has counted yet */
  gint64 last_paid;       /* at the last renewal, hundredths; -1 is "not said" */
  ModelDate last_date;
  guint32 last_hosts, last_vms; /* that there were then; 0 is "not said" */
} ModelLicence;

typedef struct {
  const char *word;
  ModelMetric metric;
  ModelLicenceOf of;
  guint fits, runs; /* bits of ModelPlatform */
  const char *title, *facts, *counts;
  ModelLicenceTerms terms;
} ModelLicenceRow;

extern const ModelLicenceRow model_licences[MODEL_N_LICENCES];
extern const char *const model_licence_words[], *const model_per_words[];
extern const char *const model_metric_words[MODEL_N_METRICS][2]; /* one, many */

#endif
