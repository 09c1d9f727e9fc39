/* Worked examples of vSAN: how many hosts a policy needs, what it takes of them, when what is absent is rebuilt, and in what
 * order hosts and witnesses go. */

#include "tests/examples.h"

#include <string.h>

#include "models/vsan/objects.h"
#include "scenarios/scenarios.h"

void test_examples_vsan_suite (void);

/* What the examples call a policy. */
static const struct {
  const char *name, *architecture, *policy;
  int hosts; /* for capacity */
} policies[] = {
  { "R1F1", "osa", "raid: raid-1", 3 },
  { "R1F2", "osa", "raid: raid-1, failures-to-tolerate: 2", 5 },
  { "R1F3", "osa", "raid: raid-1, failures-to-tolerate: 3", 7 },
  { "R5-OSA", "osa", "raid: raid-5", 4 },
  { "R6", "osa", "raid: raid-6", 6 },
  { "R5-ESA", "esa", "raid: raid-5", 3 },
  { "R5-ESA-2+1", "esa", "raid: raid-5", 5 },
  { "R5-ESA-4+1", "esa", "raid: raid-5", 6 },
};

static guint
policy_named (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (policies); i++)
    if (g_str_equal (policies[i].name, name))
      return i;
  g_error ("no policy '%s'", name);
}

/* One VM of 100 GiB on so many hosts. */
static char *
cluster_of (guint policy, int hosts, const char *plan)
{
  return g_strdup_printf (
      "rollcall: 1\nclusters:\n  c:\n    vsan: {architecture: %s, resync-rate: 8 Gbit/s}\n"
      "    storage-policies: {p: {%s}}\n    hosts:\n"
      "      h[1-%d]: {cpu: 80 GHz, memory: 64 GiB, version: 7.0.3}\n"
      "    vms:\n      v: {memory: 1 GiB, disks: 100 GiB, storage-policy: p}\n%s",
      policies[policy].architecture, policies[policy].policy, hosts, plan);
}

static gboolean
can_be_read (guint policy, int hosts)
{
  g_autofree char *text = cluster_of (policy, hosts, "");
  g_autoptr (GError) error = NULL;
  g_autoptr (ModelFleet) fleet = scenario_read_text ("x.yaml", text, -1, NULL, &error);

  return fleet != NULL;
}

/* Whether the host with the first component can be emptied of all data. */
static gboolean
can_be_emptied (guint policy, int hosts)
{
  g_autofree char *text
      = cluster_of (policy, hosts, "plan: [{step: out, maintenance: h1, vsan-mode: full-migration}]\n");
  g_autoptr (Trial) trial = trial_new (text);

  trial_end (trial);
  CU_ASSERT_EQUAL (IS (trial, HOST, "h1", MAINTENANCE), FOUND_ANY (trial, EVACUATION_BLOCKED) == 0);
  return IS (trial, HOST, "h1", MAINTENANCE);
}

static void
vsan_min_hosts (JsonObject *input)
{
  JsonArray *names = json_object_get_array_member (input, "policies");
  g_autoptr (GString) least = g_string_new (NULL), to_empty = g_string_new (NULL);

  for (JSON_EACH (i, names)) {
    guint policy = policy_named (json_array_get_string_element (names, i));
    int n = 1, emptied;

    while (!can_be_read (policy, n))
      n++;
    for (emptied = n; !can_be_emptied (policy, emptied); emptied++)
      ;
    json_add (least, "%d", n);
    json_add (to_empty, "%d", emptied);
  }
  example_gave ("min", "[%s]", least->str);
  example_gave ("full_evacuation_min", "[%s]", to_empty->str);
}

static void
vsan_capacity (JsonObject *input)
{
  JsonArray *names = json_object_get_array_member (input, "policies");
  g_autoptr (GString) used = g_string_new (NULL);

  for (JSON_EACH (i, names)) {
    guint policy = policy_named (json_array_get_string_element (names, i));
    g_autofree char *text = cluster_of (policy, policies[policy].hosts, "");
    g_autoptr (Trial) trial = trial_new (text);
    gint64 mib = 0;

    for (guint32 host = 0; host < trial->fleet->n_hosts; host++)
      mib += model_vsan_host (trial->run, host)->used_mib;
    json_add (used, "%d", (int) (mib / 1024 * 100 / json_int (input, "gb", 100)));
  }
  example_gave ("gb_used", "[%s]", used->str);
}

/* A host is in maintenance for so long, in a cluster that has a host to spare. */
static void
vsan_repair (JsonObject *input)
{
  JsonArray *minutes = json_object_get_array_member (input, "host_absent_min");
  g_autoptr (GString) rebuilt = g_string_new (NULL);

  for (JSON_EACH (i, minutes)) {
    g_autofree char *plan = g_strdup_printf (
        "physics: {vsan-repair-timer: %d min}\nplan:\n  - {step: out, maintenance: h1}\n"
        "  - {step: work, wait: %d min, after: out}\n  - {step: back, leave: h1, after: work}\n",
        (int) json_int (input, "timer_min", 60), (int) json_array_get_int_element (minutes, i));
    g_autofree char *text = cluster_of (0, 4, plan);
    g_autoptr (Trial) trial = trial_new (text);

    trial_end (trial);
    CU_ASSERT_TRUE (IS (trial, COMPONENTS, "h1", ACTIVE));
    json_add (rebuilt, "%s", json_truth (TIMES (trial, COMPONENTS, REBUILDING) > 0));
  }
  example_gave ("full_rebuild", "[%s]", rebuilt->str);
}

/* Fault domains with so many hosts to do, and one that has it already each. */
static void
vsan_fd_order (JsonObject *input)
{
  JsonArray *domains = json_object_get_array_member (input, "fault_domains");
  g_autoptr (GString) hosts = g_string_new (NULL), order = g_string_new (NULL), seen = g_string_new (NULL);
  g_autoptr (Trial) trial = NULL;
  const SimEntry *entry;

  for (JSON_EACH (i, domains)) {
    JsonArray *domain = json_array_get_array_element (domains, i);
    const char *name = json_array_get_string_element (domain, 0);

    g_string_append_printf (hosts,
                            "      %s[1-%d]: {cpu: 1 GHz, memory: 1 GiB, version: 8.0.2, fault-domain: %s}\n"
                            "      %s9: {cpu: 1 GHz, memory: 1 GiB, version: 8.0.3, fault-domain: %s}\n",
                            name, (int) json_array_get_int_element (domain, 1), name, name, name);
  }
  trial = trial_new_from ("rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s}\n    hosts:\n%s"
                          "plan: [{step: roll, remediate: c, to: 8.0.3}]\n",
                          hosts->str);
  trial_end (trial);
  for (guint n = 0; (entry = trial_entry (trial, MODEL_MACHINE_HOST, ANYBODY, HOST_AT_ENTERING, n)); n++) {
    const ModelHost *host = &trial->fleet->hosts[model_index (trial->run, entry->to)];

    if (seen->len == 0 || seen->str[seen->len - 1] != host->name[0]) {
      CU_ASSERT_PTR_NULL (strchr (seen->str, host->name[0])); /* one domain is done before the next begins */
      g_string_append_c (seen, host->name[0]);
      json_add (order, "\"%c\"", host->name[0]);
    }
  }
  example_gave ("order", "[%s]", order->str);
}

/* Both orders are rehearsed; the right one is the one of which nothing is found. */
static void
vsan_witness_order (JsonObject *input)
{
  JsonArray *cases = json_object_get_array_member (input, "cases");
  g_autoptr (GString) orders = g_string_new (NULL);

  for (JSON_EACH (i, cases)) {
    JsonObject *one = json_array_get_object_element (cases, i);
    const char *to = json_text (one, "target");
    guint right = 0;

    for (guint witness_first = 0; witness_first < 2; witness_first++) {
      g_autoptr (Trial) trial = trial_new_from (
          "rollcall: 1\nclusters:\n  c:\n    vsan: {resync-rate: 1 Gbit/s, witness: {name: w, shared: %s, "
          "version: "
          "7.0.3}}\n    hosts:\n      h[1-2]: {cpu: 1 GHz, memory: 4 GiB, version: 7.0.3}\n"
          "    vms:\n      v: {memory: 1 GiB, disks: 10 GiB}\n"
          "plan:\n  - {step: hosts, remediate: c, to: %s%s}\n  - {step: witness, upgrade-witness: c, to: "
          "%s%s}\n",
          json_truth (g_str_equal (json_text (one, "witness"), "shared")), to,
          witness_first ? ", after: witness" : "", to, witness_first ? "" : ", after: hosts");

      trial_end (trial);
      CU_ASSERT_EQUAL (model_outcome (trial->run), MODEL_COMPLETED);
      if (FOUND_ANY (trial, ORDER_UNSUPPORTED) > 0)
        continue;
      right++;
      json_add (orders, "%s", witness_first ? "[\"witness\", \"hosts\"]" : "[\"hosts\", \"witness\"]");
    }
    CU_ASSERT_EQUAL (right, 1);
  }
  example_gave ("order", "[%s]", orders->str);
}

void
test_examples_vsan_suite (void)
{
  CU_pSuite suite = CU_add_suite ("worked examples of vSAN", NULL, NULL);

  examples_add (suite, "vsphere", "vsan_min_hosts", 1, vsan_min_hosts);
  examples_add (suite, "vsphere", "vsan_capacity", 1, vsan_capacity);
  examples_add (suite, "vsphere", "vsan_repair", 1, vsan_repair);
  examples_add (suite, "vsphere", "vsan_fd_order", 1, vsan_fd_order);
  examples_add (suite, "vsphere", "vsan_witness_order", 1, vsan_witness_order);
}
