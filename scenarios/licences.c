/* Licences: what a model's table leaves to be said, prices with their date, and who has which.
 *
 * One scenario has one currency: sums over two would need a rate of exchange, and that of which day? */

#include "models/cost/cost.h"
#include "scenarios/reader.h"

#include <string.h>

#define MOST_MONEY G_GINT64_CONSTANT (10000000000) /* 100 million of a currency */

/* ---- Money ---- */

/* "350 USD", "74.90 EUR": hundredths, and three letters. */
gboolean
scenario_read_money (ScenarioReader *reader, const ScenarioNode *node, const char *text, gint64 *ret_minor,
                     const char **ret_currency)
{
  gint64 minor = 0;
  const char *p = text;
  int decimals = 0;

  for (; g_ascii_isdigit (*p) && minor <= MOST_MONEY; p++)
    minor = 10 * minor + (*p - '0');
  if (p == text)
    goto wrong;
  if (*p == '.')
    for (p++; g_ascii_isdigit (*p) && decimals < 2; p++, decimals++)
      minor = 10 * minor + (*p - '0');
  if (p[-1] == '.' || *p != ' ' || strlen (p) != 4)
    goto wrong;
  for (; decimals < 2; decimals++)
    minor *= 10;
  for (int i = 1; i < 4; i++)
    if (!g_ascii_isupper (p[i]))
      goto wrong;
  if (minor > MOST_MONEY) {
    scenario_complain_of (reader, node, NULL, "'%s' is more money than there is", text);
    return FALSE;
  }
  *ret_minor = minor;
  *ret_currency = model_fleet_string (reader->fleet, p + 1);
  return TRUE;
wrong:
  scenario_complain_of (reader, node, g_strdup ("an amount and its currency, like 350 USD or 74.90 EUR"),
                        "'%s' is no amount of money", text);
  return FALSE;
}

static char *
day_in_words (ModelDate date)
{
  return g_strdup_printf ("%04u-%02u-%02u", date / 10000, date / 100 % 100, date % 100);
}

/* ---- Prices ---- */

static void
take_listed (ScenarioReader *reader, const ScenarioLicenceDraft *draft, ModelLicence *licence)
{
  licence->price = model_price_of (licence->model, draft->as_of, licence->years);
  if (licence->price.minor < 0)
    scenario_complain_of (
        reader, draft->price,
        g_strdup ("say what it costs: {amount: 350 USD, date: 2026-03-01, source: an offer}"),
        "no list price of '%s' is known%s", model_licence_words[licence->model],
        draft->as_of ? " for that day" : "");
}

static void
take_price (ScenarioReader *reader, const ScenarioLicenceDraft *draft, ModelLicence *licence)
{
  ModelPrice *price = &licence->price;

  if (!draft->price)
    return;
  if (draft->price->type == SCENARIO_NODE_SCALAR) {
    take_listed (reader, draft, licence);
    return;
  }
  if (price->per == MODEL_NONE)
    price->per = licence->terms.once ? MODEL_PER_ONCE : MODEL_PER_YEAR;
  if (price->date) {
    g_autofree char *when = day_in_words (price->date);
    price->when = model_fleet_string (reader->fleet, when);
  }
  if (draft->amount)
    scenario_read_money (reader, scenario_node_get (draft->price, "amount"), draft->amount, &price->minor,
                         &price->currency);
  if (price->per == MODEL_PER_TERM && !licence->years)
    scenario_complain_of (reader, scenario_node_get (draft->price, "per"),
                          g_strdup ("say 'years' of the licence"), "a price for a term needs its length");
}

static void
take_renewal (ScenarioReader *reader, const ScenarioLicenceDraft *draft, ModelLicence *licence)
{
  const ScenarioNode *paid = draft->paid ? scenario_node_get (draft->renewal, "paid") : NULL;
  const char *currency = NULL;

  if (paid && scenario_read_money (reader, paid, draft->paid, &licence->last_paid, &currency)
      && licence->price.currency && !g_str_equal (currency, licence->price.currency))
    scenario_complain_of (reader, paid, NULL, "the price is in %s, and what was paid is in %s",
                          licence->price.currency, currency);
}

static void
check_currency (ScenarioReader *reader, const ScenarioLicenceDraft *draft, const ModelLicence *licence)
{
  const ModelFleet *fleet = reader->fleet;

  for (const ModelLicence *other = fleet->licences; other < licence; other++)
    if (licence->price.currency && other->price.currency
        && !g_str_equal (other->price.currency, licence->price.currency)) {
      scenario_complain_of (reader, draft->price,
                            g_strdup ("convert one of them, and say the rate in its source"),
                            "the price of '%s' is in %s, and that of '%s' in %s", licence->name,
                            licence->price.currency, other->name, other->price.currency);
      return;
    }
}

/* ---- Licences ---- */

#define BY_TABLE(FIELD)                                                                                      \
  if (terms->FIELD == MODEL_NONE)                                                                            \
  terms->FIELD = table->FIELD

static void
take_terms (ModelLicence *licence)
{
  ModelLicenceTerms *terms = &licence->terms;
  const ModelLicenceTerms *table = &model_licences[licence->model].terms;

  BY_TABLE (socket_floor);
  BY_TABLE (host_floor);
  BY_TABLE (cores_per_licence);
  BY_TABLE (pack);
  BY_TABLE (order_minimum);
  if (terms->vsan_mib < 0)
    terms->vsan_mib = table->vsan_mib;
  terms->vsan_whole = table->vsan_whole;
  terms->vms_per_set = table->vms_per_set;
  terms->most = table->most;
  terms->once = table->once;
  licence->of = model_licences[licence->model].of;
}

void
scenario_build_licences (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  if (reader->licences->len > MODEL_LICENCES_MAX) {
    scenario_complain_of (reader, SCENARIO_DRAFT (Licence, reader->licences, MODEL_LICENCES_MAX)->head.at,
                          NULL, "there may be %d licences", MODEL_LICENCES_MAX);
    return;
  }
  fleet->n_licences = reader->licences->len;
  fleet->licences = model_fleet_keep (fleet, g_new0 (ModelLicence, fleet->n_licences));
  for (guint32 i = 0; i < fleet->n_licences; i++) {
    const ScenarioLicenceDraft *draft = SCENARIO_DRAFT (Licence, reader->licences, i);
    ModelLicence *licence = &fleet->licences[i];

    *licence = draft->licence;
    licence->name = draft->head.name;
    take_terms (licence);
    take_price (reader, draft, licence);
    take_renewal (reader, draft, licence);
    check_currency (reader, draft, licence);
  }
}

/* ---- Who has which ---- */

static guint64
set_of (ScenarioReader *reader, const ScenarioNode *node)
{
  guint64 set = 0;
  guint32 n;
  const guint32 *licences
      = scenario_names_resolve_all (reader, node, SCENARIO_KIND_LICENCE, MODEL_NONE, TRUE, &n);

  for (guint32 i = 0; i < n; i++)
    set |= MODEL_LICENCE_BIT (licences[i]);
  return set;
}

/* What a VM names is of guests, whatever its model. */
static void
settle_guests (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  for (guint32 vm = 0; vm < fleet->n_vms; vm++) {
    const ScenarioVmDraft *draft = SCENARIO_DRAFT (Vm, reader->vms, vm);

    if (!draft->licences)
      continue;
    fleet->vms[vm].licences = set_of (reader, draft->licences);
    fleet->clusters[fleet->vms[vm].cluster].licences |= fleet->vms[vm].licences;
    for (guint32 l = 0; l < fleet->n_licences; l++)
      if (fleet->vms[vm].licences >> l & 1)
        fleet->licences[l].of = MODEL_OF_GUEST;
    fleet->has_guest_licences = TRUE;
  }
}

/* What is sold under different names is one thing to choose: nobody licenses a cluster twice for the same hypervisor. */
static void
check_hypervisors (ScenarioReader *reader, const ScenarioNode *at, guint32 index, guint64 set)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelCluster *cluster = &fleet->clusters[index];
  guint32 first = MODEL_NONE;

  for (guint32 l = 0; l < fleet->n_licences; l++) {
    if (!(set >> l & 1) || !model_licence_is_hypervisor (fleet->licences[l].model, cluster->platform))
      continue;
    if (first != MODEL_NONE)
      scenario_complain_of (reader, at, g_strdup ("say which with 'licences'"),
                            "'%s' would be licensed by both '%s' and '%s'", cluster->name,
                            fleet->licences[first].name, fleet->licences[l].name);
    first = l;
  }
}

/* Of those that a cluster does not name, all that fit. */
static void
settle_cluster (ScenarioReader *reader, guint32 index)
{
  ModelFleet *fleet = reader->fleet;
  ModelCluster *cluster = &fleet->clusters[index];
  const ScenarioClusterDraft *draft = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  guint64 said = set_of (reader, draft->licences), set = 0;

  for (guint32 l = 0; l < fleet->n_licences; l++) {
    const ModelLicence *licence = &fleet->licences[l];

    if (draft->licences ? said >> l & 1
                        : licence->of == MODEL_OF_PLATFORM && model_licence_fits (licence, cluster->platform))
      set |= MODEL_LICENCE_BIT (l);
    if (said >> l & 1 && licence->of == MODEL_OF_GUEST)
      scenario_complain_of (reader, draft->licences, g_strdup ("VMs say it under 'licences'"),
                            "'%s' is for guests, not for a cluster", licence->name);
  }
  check_hypervisors (reader, draft->licences ? draft->licences : draft->head.at, index, set);
  cluster->licences |= set;
  cluster->licences_assumed = !draft->licences && !set;
}

static const gint64 *
sets_by_cluster (ModelFleet *fleet, guint32 licence)
{
  gint64 *sets = model_fleet_keep (fleet, g_new0 (gint64, fleet->n_clusters));

  for (guint32 c = 0; c < fleet->n_clusters; c++)
    sets[c] = model_licence_sets (fleet, licence, c);
  return sets;
}

/* Hosts and VMs are there now. */
void
scenario_settle_licences (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  settle_guests (reader);
  for (guint32 c = 0; c < fleet->n_clusters; c++)
    settle_cluster (reader, c);
  for (guint32 l = 0; l < fleet->n_licences; l++) {
    const ScenarioLicenceDraft *draft = SCENARIO_DRAFT (Licence, reader->licences, l);
    ModelLicence *licence = &fleet->licences[l];

    licence->hosts = scenario_names_resolve_all (reader, draft->hosts, SCENARIO_KIND_HOST, MODEL_NONE, TRUE,
                                                 &licence->n_hosts);
    licence->sets = sets_by_cluster (fleet, l);
    if (licence->of == MODEL_OF_PLATFORM && draft->hosts)
      scenario_complain_of (reader, draft->hosts,
                            g_strdup ("clusters say it under 'licences', with all of their hosts"),
                            "'%s' is of no guest", licence->name);
  }
}

void
scenario_build_relicense (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  ModelFleet *fleet = reader->fleet;
  const ScenarioNode *budget = scenario_node_get (draft->head.node, "budget");
  const char *currency = NULL;

  step->budget = -1;
  if (step->verb != MODEL_VERB_RELICENSE)
    return;
  fleet->relicenses = TRUE;
  step->licences = set_of (reader, draft->licences);
  for (guint32 l = 0; l < fleet->n_licences; l++) {
    if (!(step->licences >> l & 1))
      continue;
    if (fleet->licences[l].of == MODEL_OF_GUEST)
      scenario_complain_of (reader, draft->licences, g_strdup ("VMs say it under 'licences'"),
                            "'%s' is for guests, not for a cluster", fleet->licences[l].name);
  }
  check_hypervisors (reader, draft->licences, step->index, step->licences);
  if (!draft->budget || !scenario_read_money (reader, budget, draft->budget, &step->budget, &currency))
    return;
  for (guint32 l = 0; l < fleet->n_licences; l++)
    if (fleet->licences[l].price.currency && !g_str_equal (fleet->licences[l].price.currency, currency)) {
      scenario_complain_of (reader, budget, NULL, "the budget is in %s, and the prices are in %s", currency,
                            fleet->licences[l].price.currency);
      return;
    }
}

/* ---- Sockets that are not alike ---- */

void
scenario_build_sockets (ScenarioReader *reader, const ScenarioHostDraft *draft, ModelHost *host)
{
  const char *const *texts = scenario_names_kept (reader, draft->socket_cores);
  guint n = texts ? g_strv_length ((GStrv) texts) : 0;
  guint32 *cores;

  if (!n)
    return;
  host->socket_cores = cores = model_fleet_keep (reader->fleet, g_new0 (guint32, n));
  for (guint i = 0; i < n; i++) {
    guint64 number = 1;

    if (i >= 1024 || !g_ascii_string_to_unsigned (texts[i], 10, 1, 1024, &number, NULL)) {
      scenario_complain_of (reader, draft->socket_cores,
                            g_strdup ("numbers of cores, one a socket, like [10, 32]"),
                            "'%s' is no number of cores", texts[i]);
      break;
    }
    cores[i] = (guint32) number;
    host->cores += cores[i];
  }
  host->sockets = n;
}
