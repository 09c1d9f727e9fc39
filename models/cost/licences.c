/* Licensing models as a table, and how one of them counts.
 *
 * Facts: L-02 L-10. */

#include "models/cost/licences.h"

#include "sim/time.h"

#include <string.h>

#define MIB_OF_TIB (G_GINT64_CONSTANT (1) << 20)

/* Sets of platforms. */
enum {
  NONE = 0,
  VSPHERE = 1 << MODEL_VSPHERE,
  AHV = 1 << MODEL_NUTANIX_AHV,
  NUTANIX = AHV | 1 << MODEL_NUTANIX_ESXI,
  ESXI = VSPHERE | 1 << MODEL_NUTANIX_ESXI,
  ANY = VSPHERE | NUTANIX
};

const ModelLicenceRow model_licences[MODEL_N_LICENCES] = {
#define LICENCE(NAME, WORD, METRIC, OF, FITS, RUNS, TITLE, FACTS, COUNTS, ...)                               \
  [MODEL_LICENCE_##NAME]                                                                                     \
      = { WORD, MODEL_METRIC_##METRIC, MODEL_OF_##OF, FITS, RUNS, TITLE, FACTS, COUNTS, { __VA_ARGS__ } },
#include "models/cost/licences.def"
#undef LICENCE
};

const char *const model_licence_words[] = {
#define LICENCE(NAME, WORD, ...) WORD,
#include "models/cost/licences.def"
#undef LICENCE
  NULL
};

const char *const model_per_words[] = { "year", "month", "term", "once", NULL };

const char *const model_metric_words[MODEL_N_METRICS][2] = {
  [MODEL_METRIC_CORE] = { "core", "cores" },
  [MODEL_METRIC_CPU] = { "licence", "licences" },
  [MODEL_METRIC_SOCKET] = { "socket", "sockets" },
  [MODEL_METRIC_HOST] = { "host", "hosts" },
  [MODEL_METRIC_VM] = { "VM", "VMs" },
  [MODEL_METRIC_TIB] = { "TiB", "TiB" },
};

static const struct {
  ModelLicenceModel model;
  ModelDate sorts;
  const char *when;
  guint32 years;
  const char *currency;
  gint64 minor;
  ModelBasis basis;
  const char *facts, *source;
} prices[] = {
#define PRICE(LICENCE, SORTS, WHEN, YEARS, CURRENCY, MINOR, BASIS, FACTS, SOURCE)                            \
  { MODEL_LICENCE_##LICENCE, SORTS, WHEN, YEARS, CURRENCY, MINOR, MODEL_BASIS_##BASIS, FACTS, SOURCE },
#include "models/cost/prices.def"
#undef PRICE
};

ModelLicence
model_licence_of (ModelLicenceModel model)
{
  return (ModelLicence){ .model = model,
                         .of = model_licences[model].of,
                         .terms = model_licences[model].terms,
                         .price = { .minor = -1 },
                         .last_paid = -1 };
}

/* Of those of one day the one for the years that were asked for, or for the fewest. */
ModelPrice
model_price_of (ModelLicenceModel model, ModelDate day, guint32 years)
{
  gssize best = -1;

  for (gsize i = 0; i < G_N_ELEMENTS (prices); i++) {
    if (prices[i].model != model || (day && prices[i].sorts > day))
      continue;
    if (prices[i].years && years && prices[i].years != years)
      continue;
    if (best < 0 || prices[i].sorts > prices[best].sorts)
      best = (gssize) i;
  }
  if (best < 0)
    return (ModelPrice){ .minor = -1 };
  return (ModelPrice){ .minor = prices[best].minor,
                       .currency = prices[best].currency,
                       .per = MODEL_PER_YEAR,
                       .date = prices[best].sorts,
                       .when = prices[best].when,
                       .source = prices[best].source,
                       .listed = TRUE,
                       .from_memory = prices[best].basis == MODEL_BASIS_M };
}

gboolean
model_licence_fits (const ModelLicence *licence, ModelPlatform platform)
{
  return model_licences[licence->model].fits >> platform & 1;
}

gboolean
model_licence_is_hypervisor (ModelLicenceModel model, ModelPlatform platform)
{
  return model_licences[model].runs >> platform & 1;
}

gboolean
model_host_has_cores (const ModelHost *host)
{
  return host->cores > 0;
}

guint32
model_host_cores_of (const ModelHost *host, guint32 socket)
{
  return host->socket_cores ? host->socket_cores[socket] : host->cores / host->sockets;
}

static gint64
cores_of (const ModelLicence *licence, const ModelHost *host)
{
  gint64 cores = 0;

  for (guint32 s = 0; s < host->sockets; s++)
    cores += MAX (model_host_cores_of (host, s), licence->terms.socket_floor);
  return MAX (cores, licence->terms.host_floor);
}

static gint64
cpus_of (const ModelLicence *licence, const ModelHost *host)
{
  guint32 each = licence->terms.cores_per_licence;
  gint64 licences = 0;

  for (guint32 s = 0; s < host->sockets; s++)
    licences += each ? (model_host_cores_of (host, s) + each - 1) / each : 1;
  return licences;
}

gboolean
model_licence_knows (const ModelLicence *licence, const ModelHost *host)
{
  return model_licences[licence->model].metric >= MODEL_METRIC_HOST || model_host_has_cores (host);
}

gint64
model_licence_units (const ModelLicence *licence, const ModelHost *host)
{
  switch (model_licences[licence->model].metric) {
  case MODEL_METRIC_CORE:
    return cores_of (licence, host);
  case MODEL_METRIC_CPU:
    return cpus_of (licence, host);
  case MODEL_METRIC_SOCKET:
    return host->sockets;
  case MODEL_METRIC_HOST:
    return 1;
  case MODEL_METRIC_VM:
  case MODEL_METRIC_TIB:
  case MODEL_N_METRICS:
  default:
    return 0;
  }
}

/* Of billed cores, ghosts included (L-10); cores that the BIOS hides are among them (L-02). */
gint64
model_vsan_entitled (const ModelLicence *licence, gint64 billed)
{
  return sim_muldiv (billed, licence->terms.vsan_mib, 1);
}

/* Raw capacity is licensed by whole TiB. */
gint64
model_vsan_to_buy (const ModelLicence *licence, gint64 billed, gint64 raw_mib)
{
  gint64 entitled = model_vsan_entitled (licence, billed);
  gint64 raw = sim_muldiv_up (raw_mib, 1, MIB_OF_TIB) * MIB_OF_TIB;

  if (raw <= entitled)
    return 0;
  return licence->terms.vsan_whole ? raw : sim_muldiv_up (raw - entitled, 1, MIB_OF_TIB) * MIB_OF_TIB;
}

gint64
model_vsan_slack (gint64 entitled_mib, gint64 raw_mib)
{
  gint64 raw = sim_muldiv_up (raw_mib, 1, MIB_OF_TIB) * MIB_OF_TIB;

  return MAX (0, entitled_mib - raw) / MIB_OF_TIB;
}

char *
model_money_text (gint64 minor, const char *currency)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, MAX (minor, 0) / 100);
  g_autoptr (GString) text = g_string_new (NULL);

  if (minor < 0)
    return g_strdup ("an amount that is not known");
  for (const char *p = digits; *p; p++) {
    if (p > digits && strlen (p) % 3 == 0)
      g_string_append_c (text, ',');
    g_string_append_c (text, *p);
  }
  return g_strdup_printf ("%s.%02d %s", text->str, (int) (minor % 100), currency);
}

gint64
model_licence_annual (const ModelLicence *licence, gint64 units)
{
  gint64 each = sim_muldiv (units, licence->price.minor, 1);
  gint64 years = licence->years ? licence->years : 1;

  switch (licence->price.per) {
  case MODEL_PER_MONTH:
    return sim_muldiv (each, 12, 1);
  case MODEL_PER_TERM:
    return sim_muldiv (each, 1, years);
  case MODEL_PER_ONCE:
    return sim_muldiv (each, licence->support, 100000) + (licence->years ? sim_muldiv (each, 1, years) : 0);
  case MODEL_PER_YEAR:
  default:
    return each;
  }
}
