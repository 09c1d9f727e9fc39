/* Worked examples of licences: what they count and cost. */

#include "tests/examples.h"

#define TIB_MIB (1 << 20)

void test_examples_cost_suite (void);

/* ---- Cores and CPUs ---- */

static JsonArray *
cases_of (JsonObject *input)
{
  return json_object_get_array_member (input, "cases");
}

/* A host of CPUs with so many cores each: "socket-cores: [10, 32]". */
static void
add_host (GString *yaml, guint number, JsonArray *cpus)
{
  g_string_append_printf (yaml, "      h%u: {memory: 64 GiB, clock: 2 GHz, socket-cores: [", number);
  for (JSON_EACH (s, cpus))
    g_string_append_printf (yaml, "%s%d", s ? ", " : "", (int) json_array_get_int_element (cpus, s));
  g_string_append (yaml, "]}\n");
}

/* A cluster of such hosts, licensed by one model. */
static Trial *
licensed (const char *licence, JsonArray *hosts, const char *vms)
{
  g_autoptr (GString) yaml = g_string_new (NULL);

  for (JSON_EACH (h, hosts))
    add_host (yaml, h, json_array_get_array_element (hosts, h));
  return trial_new_from ("rollcall: 1\nlicensing: {l: %s}\nclusters:\n  c:\n    hosts:\n%s%s", licence,
                         yaml->str, vms);
}

static void
bcom_cores (JsonObject *input)
{
  g_autoptr (GString) physical = g_string_new (NULL), billed = g_string_new (NULL),
                      ghost = g_string_new (NULL);

  for (JSON_EACH (i, cases_of (input))) {
    JsonObject *one = json_array_get_object_element (cases_of (input), i);
    g_autoptr (Trial) trial = licensed ("{model: vvf}", json_object_get_array_member (one, "hosts"), "");
    g_autoptr (ModelCosts) cost = model_cost_new (trial->run);

    json_add (physical, "%d", (int) cost->total.physical);
    json_add (billed, "%d", (int) cost->total.billed);
    json_add (ghost, "%d", (int) (cost->clusters[0].billed - cost->clusters[0].physical));
  }
  example_gave ("physical", "[%s]", physical->str);
  example_gave ("billed", "[%s]", billed->str);
  example_gave ("ghost", "[%s]", ghost->str);
}

static void
vmw_percpu (JsonObject *input)
{
  JsonArray *hosts = json_object_get_array_member (input, "hosts");
  g_autoptr (GString) licences = g_string_new (NULL);

  for (JSON_EACH (i, hosts)) {
    g_autoptr (JsonArray) alone = json_array_new ();
    g_autoptr (Trial) trial = NULL;
    g_autoptr (ModelCosts) cost = NULL;

    json_array_add_array_element (alone, json_array_ref (json_array_get_array_element (hosts, i)));
    trial = licensed ("{model: vsphere-per-cpu}", alone, "");
    cost = model_cost_new (trial->run);
    json_add (licences, "%d", (int) cost->licences[0].count);
  }
  example_gave ("licences", "[%s]", licences->str);
}

/* ---- vSAN ---- */

/* A CPU of 16 cores is billed as that, so a host of n of them has n times 16. */
static void
bcom_vsan (JsonObject *input)
{
  g_autoptr (GString) entitled = g_string_new (NULL), to_buy = g_string_new (NULL),
                      slack = g_string_new (NULL);

  for (JSON_EACH (i, cases_of (input))) {
    JsonObject *one = json_array_get_object_element (cases_of (input), i);
    const char *edition = json_text (one, "edition");
    const char *model = g_str_equal (edition, "VCF")   ? "vcf"
                        : g_str_equal (edition, "VVF") ? "vvf"
                                                       : "vvf-100gib";
    int cpus = (int) json_int (one, "billed", 0) / 16;
    int each = (int) (json_object_get_double_member (one, "raw_tib") * TIB_MIB / cpus);
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nlicensing: {l: {model: %s}, more: {model: vsan}}\nclusters:\n  c:\n"
        "    vsan: {resync-rate: 1 Gbit/s}\n    hosts:\n"
        "      h[1-%d]: {memory: 64 GiB, clock: 2 GHz, sockets: 1, cores-per-socket: 16, capacity: %d MiB}\n",
        model, cpus, each);
    g_autoptr (ModelCosts) cost = model_cost_new (trial->run);
    const ModelLicenceSum *pool = &cost->licences[0];

    CU_ASSERT_EQUAL (cost->licences[1].units, pool->vsan_to_buy);
    json_add (entitled, "%.2f", (double) pool->vsan_entitled / TIB_MIB);
    json_add (to_buy, "%d", (int) pool->vsan_to_buy);
    json_add (slack, "%d", (int) model_vsan_slack (pool->vsan_entitled, pool->vsan_raw));
  }
  example_gave ("entitled_tib", "[%s]", entitled->str);
  example_gave ("to_buy_tib", "[%s]", to_buy->str);
  example_gave ("slack_tib", "[%s]", slack->str);
}

/* ---- Money ---- */

/* Hosts that bill so many cores and have so many: of 8 cores a CPU as far as there are ghosts, of 20 for the rest. */
static void
bcom_cost (JsonObject *input)
{
  g_autoptr (GString) order = g_string_new (NULL), usd = g_string_new (NULL), ghost = g_string_new (NULL),
                      per_vm = g_string_new (NULL);

  for (JSON_EACH (i, cases_of (input))) {
    JsonObject *one = json_array_get_object_element (cases_of (input), i);
    int billed = (int) json_int (one, "billed", 0), physical = (int) json_int (one, "physical", 0);
    int vms = (int) json_int (one, "vms", 0), halves = (billed - physical) / 8,
        rest = (billed - 16 * halves) / 20;
    g_autoptr (GString) hosts = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;
    g_autoptr (ModelCosts) cost = NULL;

    for (int h = 0; h < halves; h++)
      g_string_append_printf (hosts, "      a%d: {memory: 999 GiB, clock: 2 GHz, socket-cores: [8]}\n", h);
    for (int h = 0; h < rest; h++)
      g_string_append_printf (hosts, "      b%d: {memory: 999 GiB, clock: 2 GHz, socket-cores: [20]}\n", h);
    trial = trial_new_from (
        "rollcall: 1\nlicensing: {l: {model: vvf, price: {amount: %d USD, date: 2026-01-01, source: us}%s}}\n"
        "clusters:\n  c:\n    hosts:\n%s    vms:\n      v[1-%d]: {memory: 1 GiB}\n",
        (int) json_int (one, "usd", 0),
        json_object_get_boolean_member (one, "floor72") ? "" : ", order-minimum: 0", hosts->str, vms);
    cost = model_cost_new (trial->run);
    CU_ASSERT_EQUAL (cost->total.billed, billed);
    CU_ASSERT_EQUAL (cost->total.physical, physical);
    CU_ASSERT_TRUE (model_cost_is_complete (&cost->total));
    json_add (order, "%d", (int) cost->licences[0].ordered);
    json_add (usd, "%.2f", (double) cost->total.annual / 100);
    json_add (ghost, "%.2f", (double) cost->ghosts / 100);
    json_add (per_vm, "%.2f", (double) model_cost_per (cost->total.annual, cost->total.vms) / 100);
  }
  example_gave ("order", "[%s]", order->str);
  example_gave ("usd_year", "[%s]", usd->str);
  example_gave ("ghost_usd", "[%s]", ghost->str);
  example_gave ("usd_per_vm", "[%s]", per_vm->str);
}

static void
windows (JsonObject *input)
{
  g_autoptr (GString) base = g_string_new (NULL), datacenter = g_string_new (NULL),
                      standard = g_string_new (NULL);

  for (JSON_EACH (i, cases_of (input))) {
    JsonObject *one = json_array_get_object_element (cases_of (input), i);
    g_autoptr (JsonArray) alone = json_array_new ();
    g_autofree char *vms = g_strdup_printf ("    vms:\n      v[1-%d]: {memory: 1 GiB, licences: [l]}\n",
                                            (int) json_int (one, "vms", 0));
    g_autoptr (Trial) unlimited = NULL, stacked = NULL;
    g_autoptr (ModelCosts) one_cost = NULL, other_cost = NULL;

    json_array_add_array_element (alone, json_array_ref (json_object_get_array_member (one, "cpus")));
    unlimited = licensed ("{model: windows-datacenter}", alone, vms);
    stacked = licensed ("{model: windows-standard}", alone, vms);
    one_cost = model_cost_new (unlimited->run);
    other_cost = model_cost_new (stacked->run);
    json_add (base, "%d", (int) one_cost->licences[0].units);
    json_add (datacenter, "%d", (int) one_cost->licences[0].count);
    json_add (standard, "%d", (int) other_cost->licences[0].count);
  }
  example_gave ("base_cores", "[%s]", base->str);
  example_gave ("datacenter_packs", "[%s]", datacenter->str);
  example_gave ("standard_packs", "[%s]", standard->str);
}

static void
proxmox_cost (JsonObject *input)
{
  JsonObject *levels = json_object_get_object_member (input, "level");
  g_autoptr (GString) sockets = g_string_new (NULL), eur = g_string_new (NULL);

  for (JSON_EACH (i, cases_of (input))) {
    JsonObject *one = json_array_get_object_element (cases_of (input), i);
    JsonArray *hosts = json_object_get_array_member (one, "hosts");
    const char *level = json_text (one, "level");
    g_autoptr (GString) yaml = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;
    g_autoptr (ModelCosts) cost = NULL;

    for (JSON_EACH (h, hosts))
      g_string_append_printf (
          yaml, "      h%u: {memory: 64 GiB, clock: 2 GHz, sockets: %d, cores-per-socket: 12}\n", h,
          (int) json_array_get_int_element (hosts, h));
    trial = trial_new_from (
        "rollcall: 1\nlicensing: {l: {model: proxmox-%s, price: {amount: %.2f EUR, date: 2026-01-01, "
        "source: us}}}\nclusters:\n  c:\n    hosts:\n%s",
        level, json_object_get_double_member (levels, level), yaml->str);
    cost = model_cost_new (trial->run);
    json_add (sockets, "%d", (int) cost->licences[0].units);
    json_add (eur, "%.2f", (double) cost->total.annual / 100);
  }
  example_gave ("sockets", "[%s]", sockets->str);
  example_gave ("eur", "[%s]", eur->str);
}

void
test_examples_cost_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of licences", NULL, NULL);

  examples_add (suite, "platforms", "bcom_cores", 1, bcom_cores);
  examples_add (suite, "platforms", "bcom_vsan", 1, bcom_vsan);
  examples_add (suite, "platforms", "bcom_cost", 1, bcom_cost);
  examples_add (suite, "platforms", "vmw_percpu", 1, vmw_percpu);
  examples_add (suite, "platforms", "windows", 1, windows);
  examples_add (suite, "platforms", "proxmox_cost", 1, proxmox_cost);
}
