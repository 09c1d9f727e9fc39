/* Worked examples of capacity: how much may be in use, vCPUs for each core, and a roll that meets one more failure. */

#include "tests/examples.h"

void test_examples_capacity_suite (void);

static void
n_minus_k (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) most = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonArray *one = json_array_get_array_element (cases, i);
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  p:\n    ha: {admission-control: {policy: percentage, host-failures: %d}}\n"
        "    hosts:\n      h[01-%02d]: {cpu: 10 GHz, memory: 100 GiB}\n",
        (int) json_array_get_int_element (one, 1), (int) json_array_get_int_element (one, 0));
    ModelOutlook outlook = model_outlook (trial->run, 0);

    json_add (most, "%d", (int) ((outlook.safe_mib * 200 / outlook.memory_mib + 1) / 2));
  }
  example_gave ("max_util_pct", "[%s]", most->str);
}

static void
vcpu_ratio (JsonObject *input)
{
  JsonArray *out = json_object_get_array_member (input, "out");
  int hosts = (int) json_int (input, "hosts", 0), vcpus = (int) json_int (input, "vcpus", 0);
  g_autoptr (GString) ratios = g_string_new (NULL), ok = g_string_new (NULL);

  for (JSON_EACH (i, out)) {
    int away = (int) json_array_get_int_element (out, i);
    g_autofree char *gone = away ? g_strdup_printf ("      h[1-%d]: {sockets: 1, cores-per-socket: %d, "
                                                    "clock: 2 GHz, memory: 1 TiB, state: maintenance}\n",
                                                    away, (int) json_int (input, "cores", 0))
                                 : g_strdup ("");
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {capacity-vcpus-per-core: %d}\nclusters:\n  p:\n    hosts:\n%s"
        "      h[%d-%d]: {sockets: 1, cores-per-socket: %d, clock: 2 GHz, memory: 1 TiB}\n"
        "    vms:\n      v[001-%03d]: {vcpus: 8, memory: 1 GiB}\n",
        (int) json_int (input, "limit", 0), gone, away + 1, hosts, (int) json_int (input, "cores", 0),
        vcpus / 8);
    ModelOutlook outlook = model_outlook (trial->run, 0);
    gint64 ratio = model_vcpu_ratio (&outlook);

    json_add (ratios, "%d.%03d", (int) (ratio / 1000), (int) (ratio % 1000));
    json_add (ok, "%s", json_truth (ratio <= model_number (trial->run, MODEL_CAPACITY_VCPUS) * 1000));
  }
  example_gave_within (0.0005, "ratio", "[%s]", ratios->str);
  example_gave ("ok", "[%s]", ok->str);
}

static void
add_percent (GString *list, gint64 part, gint64 whole)
{
  gint64 hundredths = sim_muldiv (part, 20000, whole);

  hundredths = (hundredths + 1) / 2;
  json_add (list, "%d.%02d", (int) (hundredths / 100), (int) (hundredths % 100));
}

/* One host is in maintenance; then, of the others, the worst is lost. */
static void
roll_plus_failure (JsonObject *input)
{
  JsonArray *clusters = json_object_get_array_member (input, "clusters");
  int vms = (int) json_int (input, "vms", 0), threshold = (int) json_int (input, "threshold_pct", 0);
  g_autoptr (GString) all = g_string_new (NULL), roll = g_string_new (NULL), fail = g_string_new (NULL),
                      fits = g_string_new (NULL), within = g_string_new (NULL),
                      within_fail = g_string_new (NULL), blast = g_string_new (NULL);

  for (JSON_EACH (i, clusters)) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nphysics: {capacity-memory-line: %d %%}\nclusters:\n  p:\n    ha: {admission-control: "
        "{policy: off}}\n"
        "    drs: {automation: fully-automated}\n    hosts:\n      h[1-%d]: {cpu: 90 GHz, memory: %d GiB}\n"
        "    vms:\n      v[001-%03d]: {memory: %d MiB}\nplan:\n  - {step: out, maintenance: h1}\n",
        threshold, (int) json_array_get_int_element (clusters, i), (int) json_int (input, "host_gb", 0), vms,
        (int) json_int (input, "vm_gb", 0) * 1024 / vms);
    ModelOutlook before = model_outlook (trial->run, 0), during;
    ModelLoss worst = { 0 };
    gint64 line = model_number (trial->run, MODEL_CAPACITY_MEMORY);

    trial_end (trial);
    CU_ASSERT (IS (trial, HOST, "h1", MAINTENANCE));
    during = model_outlook (trial->run, 0);
    for (guint32 host = 1; host < trial->fleet->n_hosts; host++) {
      ModelLoss loss = model_loss (trial->run, host);

      CU_ASSERT_EQUAL (loss.left, 0); /* without reservations all restart, whatever memory there is */
      if (host == 1 || model_loss_is_worse (&loss, &worst))
        worst = loss;
    }
    add_percent (all, before.used_mib, before.memory_mib);
    add_percent (roll, during.used_mib, during.memory_mib);
    add_percent (fail, worst.used_mib, worst.after.memory_mib);
    json_add (fits, "%s",
              json_truth (worst.overfull == MODEL_NONE && worst.used_mib <= worst.after.memory_mib));
    json_add (within, "%s", json_truth (model_memory_in_use (&during) <= line));
    json_add (within_fail, "%s",
              json_truth (sim_muldiv (worst.used_mib, 100000, worst.after.memory_mib) <= line));
    json_add (blast, "%u", before.host.vms);
  }
  example_gave_within (0.0051, "util_pct", "{\"all\": [%s], \"roll\": [%s], \"roll_fail\": [%s]}", all->str,
                       roll->str, fail->str);
  example_gave ("fits_roll_fail", "[%s]", fits->str);
  example_gave ("within_threshold_roll", "[%s]", within->str);
  example_gave ("within_threshold_roll_fail", "[%s]", within_fail->str);
  example_gave ("blast_vms_balanced", "[%s]", blast->str);
}

void
test_examples_capacity_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of capacity", NULL, NULL);

  examples_add (suite, "platforms", "n_minus_k", 1, n_minus_k);
  examples_add (suite, "platforms", "vcpu_ratio", 1, vcpu_ratio);
  examples_add (suite, "platforms", "roll_plus_failure", 1, roll_plus_failure);
}
