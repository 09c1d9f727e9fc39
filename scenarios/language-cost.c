/* The rows of the language for what things cost: licences, their prices, the last renewal. */

#include "scenarios/rows.h"

static const char *const list_words[] = { "list", NULL };

/* clang-format off */

#define DRAFT ScenarioLicenceDraft
#define BY_TABLE "as `model` has it"
static const ScenarioKey licence_keys[] = {
  K ("model",          WORD (model_licence_words),  licence.model, "!", "",     "how it is counted; the `per-` models count without floors, for contracts that are none of the others"),
  K ("price",          WORD_OR (list_words, PRICE), price,         "",  "not said: cores are counted, and nothing is said of money", "what it costs; or `list`, a published price with its date and source, of which there are few, and nobody pays them"),
  K ("as-of",          DATE,               as_of,                  "",  "the newest",  "with `price: list`, the day whose list price is taken"),
  K ("years",          COUNT (1, 30),      licence.years,          "",  "not said",    "length of the contract; of what is bought once, over how many years the purchase is spread, and unsaid it is paid for already"),
  K ("support",        QUANTITY (PERCENT), licence.support,        "",  "none",        "support a year, as a share of what was paid once"),
  K ("renewed-late",   YES_NO,             licence.late,           "",  "false",       "it is renewed after its end: `licence-late-renewal` of physics on top, in the first year"),
  K ("last-renewal",   IN (RENEWAL),       renewal,                "",  "not said",    "what was paid last time, and for how much: what a forecast by hosts or by VMs goes by"),
  K ("floor-per-cpu",  COUNT (0, 1024),    licence.terms.socket_floor,      "", BY_TABLE, "cores that each CPU counts as at least"),
  K ("floor-per-host", COUNT (0, 4096),    licence.terms.host_floor,        "", BY_TABLE, "cores that each host counts as at least"),
  K ("cores-per-licence", COUNT (0, 1024), licence.terms.cores_per_licence, "", BY_TABLE, "cores of a CPU that one licence is for; a larger CPU needs several"),
  K ("pack",           COUNT (1, 1000),    licence.terms.pack,              "", BY_TABLE, "cores that are sold together, and that the price is for"),
  K ("order-minimum",  COUNT (0, 1000000), licence.terms.order_minimum,     "", BY_TABLE, "what an order comes to at least, over all clusters; 0 is none"),
  K ("vsan-per-core",  QUANTITY (MEMORY),  licence.terms.vsan_mib,          "", BY_TABLE, "vSAN capacity that comes with each billed core"),
  K ("vms-per-host",   COUNT (1, 100000),  licence.vms_per_host,            "", "of `windows-standard`, as an even spread of its VMs over the hosts needs; else any number", "VMs that each host is licensed for at a time; of `windows-standard` two each time that all of its cores are licensed"),
  K ("hosts",          MANY (HOST),        hosts,                           "", "all of the clusters that have it", "the hosts that are licensed, of what guests need: its VMs may run on no other"),
};

static const ScenarioKey price_keys[] = {
  K ("amount", TEXT,                   amount,               "!", "",     "like `350 USD` or `74.90 EUR`; all prices of a scenario are in one currency"),
  K ("per",    WORD (model_per_words), licence.price.per,    "",  "year, or once for what `model` sells so", "what the amount is for, of one licence: a year, a month, a term of `years`, or once and for good"),
  K ("date",   DATE,                   licence.price.date,   "!", "",     "the day of the offer or list, like 2026-03-01"),
  K ("source", TEXT,                   licence.price.source, "!", "",     "where the price is from"),
};

static const ScenarioKey renewal_keys[] = {
  K ("paid",  TEXT,               paid,                 "!", "",         "what was paid for a year, like `84000 USD`"),
  K ("date",  DATE,               licence.last_date,    "!", "",         "the day of it"),
  K ("hosts", COUNT (1, 1000000), licence.last_hosts,   "",  "not said", "hosts that there were then"),
  K ("vms",   COUNT (1, 1000000), licence.last_vms,     "",  "not said", "VMs that there were then"),
};
#undef DRAFT

/* What the model's row says of the terms is filled in when the model is known. */
static const ScenarioLicenceDraft no_licence = { .licence = {
  .terms = { .socket_floor = MODEL_NONE, .host_floor = MODEL_NONE, .cores_per_licence = MODEL_NONE, .pack = MODEL_NONE, .order_minimum = MODEL_NONE, .vsan_mib = -1 },
  .price = { .minor = -1, .per = MODEL_NONE }, .last_paid = -1 } };

const ScenarioSection scenario_cost_sections[SCENARIO_N_SECTIONS] = {
  S (LICENCE, licence_keys, D (Licence), &no_licence, "a licence", "licensing: NAME:",
     "What the platform or its guests are licensed by. Clusters and VMs name theirs under `licences`."),
  S (PRICE, price_keys, 0, NULL, "price", "licensing: NAME: price:", "There is no price without a date and a source."),
  S (RENEWAL, renewal_keys, 0, NULL, "last-renewal", "licensing: NAME: last-renewal:", ""),
};

/* clang-format on */
