/* Importing Prism, end to end: answers of our own under tests/data/prism against golden scenarios, a small page for each trap, and
 * real answers where they are at hand. */
#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include "tests/imports.h"

void test_import_prism_suite (void);

static void
golden_exports (void)
{
  static const char *const v4[] = { "clusters.json",   "hosts.json",    "vms.json", "esxi-vms.json",
                                    "containers.json", "policies.json", "lcm.json", NULL };
  static const char *const v3[] = { "v3.json", NULL };
  static const struct {
    const char *const *names;
    const char *golden;
  } rows[] = { { v4, "import-prism.yaml" }, { v3, "import-prism-v3.yaml" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);
    g_auto (ImportOutcome) outcome = { NULL, NULL, NULL }, again = { NULL, NULL, NULL };
    for (guint j = 0; rows[i].names[j]; j++)
      g_ptr_array_add (paths, import_data ("prism", rows[i].names[j]));
    g_ptr_array_add (paths, NULL);
    outcome = import_paths (scenario_import_prism, (const char *const *) paths->pdata, NULL);
    again = import_paths (scenario_import_prism, (const char *const *) paths->pdata, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    CU_ASSERT_STRING_EQUAL (outcome.text, again.text);
    CU_ASSERT_PTR_NULL (strstr (outcome.text, "SECRET"));
    CU_ASSERT_PTR_NULL (strstr (outcome.notices, "SECRET"));
    import_runs (outcome.text);
    import_golden (rows[i].golden, outcome.text);
  }
}

/* clang-format off */
#define TYPE(T)    "{\"$objectType\":\"" T "\","
#define CLUSTER    TYPE ("clustermgmt.v4.config.Cluster") "\"extId\":\"c1\",\"name\":\"C\",\"config\":{\"buildInfo\":{\"version\":\"6.8\"}}}"
#define HOST(N)    TYPE ("clustermgmt.v4.config.Host") "\"extId\":\"h" N "\",\"hostName\":\"n" N "\",\"cluster\":{\"uuid\":\"c1\",\"name\":\"C\"}," \
                   "\"hypervisor\":{\"type\":\"AHV\"},\"numberOfCpuSockets\":1,\"numberOfCpuCores\":8,\"cpuFrequencyHz\":2000000000," \
                   "\"memorySizeBytes\":68719476736}"
#define HOST_OF(N, AHV) TYPE ("clustermgmt.v4.config.Host") "\"extId\":\"h" N "\",\"hostName\":\"n" N "\",\"cluster\":{\"uuid\":\"c1\",\"name\":\"C\"}," \
                   "\"hypervisor\":{\"type\":\"AHV\",\"fullName\":\"" AHV "\"},\"numberOfCpuSockets\":1,\"numberOfCpuCores\":8,\"cpuFrequencyHz\":2000000000," \
                   "\"memorySizeBytes\":68719476736}"
#define CENTRAL(V) TYPE ("clustermgmt.v4.config.Cluster") "\"extId\":\"pc\",\"name\":\"PC\",\"config\":{\"clusterFunction\":[\"PRISM_CENTRAL\"],\"buildInfo\":{\"version\":\"" V "\"}}}"
#define HOST2      TYPE ("clustermgmt.v4.config.Host") "\"extId\":\"e1\",\"cluster\":{\"uuid\":\"c2\",\"name\":\"E\"},\"hypervisor\":{\"type\":\"AHV\"}," \
                   "\"numberOfCpuCores\":8,\"cpuFrequencyHz\":2000000000,\"memorySizeBytes\":68719476736}"
#define HOSTS      HOST ("1") "," HOST ("2") "," HOST ("3")
#define V3(N)      "{\"metadata\":{\"kind\":\"host\",\"uuid\":\"" N "\"},\"status\":{\"name\":\"" N "\",\"cluster_reference\":{\"uuid\":\"c\"}," \
                   "\"resources\":{\"num_cpu_cores\":8,\"cpu_capacity_hz\":16000000000,\"memory_capacity_mib\":65536," \
                   "\"hypervisor\":{\"hypervisor_full_name\":\"AHV 10.3\"}}}}"
#define VM(N, M)   TYPE ("vmm.v4.ahv.config.Vm") "\"extId\":\"v-" N "\",\"name\":\"" N "\",\"cluster\":{\"extId\":\"c1\"}," \
                   "\"host\":{\"extId\":\"h1\"},\"numSockets\":2,\"memorySizeBytes\":4294967296,\"powerState\":\"ON\"" M "}"
#define ENTITY(M, V, A) TYPE ("lifecycle.v4.resources.Entity") "\"extId\":\"e-" M "\",\"entityModel\":\"" M "\",\"entityType\":\"" \
                   "SOFTWARE\",\"entityVersion\":\"" V "\",\"clusterExtId\":\"c1\",\"availableVersions\":[" A "]}"
#define POLICY     TYPE ("vmm.v4.ahv.policies.VmHostAffinityPolicy") "\"extId\":\"p1\",\"name\":\"P\",\"vmCategories\":[{\"extId\":\"k1\"}]," \
                   "\"hostCategories\":[{\"extId\":\"k2\"}]}"
#define CATEGORY   TYPE ("prism.v4.config.Category") "\"extId\":\"k2\",\"key\":\"K\",\"detailedAssociations\":[{\"resourceId\":\"h2\"}]}"
#define PAGE(ITEMS) "{\"data\":[" ITEMS "]}"

/* A page, and what stands or does not stand in the scenario. */
static const struct {
  const char *page, *has[3], *lacks;
  ScenarioImportOptions options;
} traps[] = {
  /* shapes of pages */
  { PAGE (CLUSTER "," HOSTS), { "n1: {sockets: 1, cores-per-socket: 8, clock: 2000 MHz, memory: 65536 MiB}", "aos: 6.8\n" }, "vms:", { 0 } },
  { PAGE (CLUSTER) PAGE (HOSTS) "\n" PAGE (VM ("a", "")), { "a: {vcpus: 2, memory: 4096 MiB, host: n1}" }, NULL, { 0 } },
  { "[" PAGE (CLUSTER) "," PAGE (HOSTS) "," VM ("a", "") "]", { "a: {vcpus" }, NULL, { 0 } },
  { "\xef\xbb\xbf{\"data\":" CLUSTER "}" PAGE (HOSTS), { "  C:\n" }, NULL, { 0 } },
  { PAGE (CLUSTER "," HOSTS) "{\"metadata\":{\"totalAvailableResults\":4}}", { "n3: {" }, NULL, { 0 } },
  { "{\"data\":[" HOSTS "],\"metadata\":{\"totalAvailableResults\":9}}", { "pages are missing: 3 hosts read, of 9 that Prism has" }, NULL, { 0 } },
  { PAGE (HOSTS "," HOST ("1")), { "pages overlap: 1 items" }, "n1 #2", { 0 } },
  { PAGE (CLUSTER "," HOSTS "," HOST2), { "  E:\n", "May LCM power off the VMs of E, which has one node?" }, "left out, of one", { 0 } },
  { PAGE (HOSTS "," TYPE ("iam.v4.authn.User") "\"password\":\"hush\"}"), { "left out, of no use to a rehearsal: 1 kind (iam.v4.authn.User)" }, "hush", { 0 } },
  { "{\"entities\":[" V3 ("x") "," V3 ("y") "," V3 ("z") "]}", { "x: {cpu: 16000 MHz, memory: 65536 MiB, version: 10.3}" }, NULL, { 0 } },
  /* clusters */
  { PAGE (HOSTS), { "The export names no AOS version", "nothing to do for cluster C" }, "upgrade-aos", { 0 } },
  { PAGE (CLUSTER "," HOSTS), { "to: 7.3}" }, NULL, { NULL, NULL, "7.3" } },
  { PAGE (CLUSTER "," HOSTS), { "plan: []" }, "upgrade-aos", { NULL, NULL, "6.8" } },
  { PAGE (CLUSTER "," HOST_OF ("8", "Nutanix 20230302.100173")), { "version: 20230302.100173" }, "cannot be written", { 0 } },
  { PAGE (CLUSTER "," HOST_OF ("8", "Nutanix 20230302.100173") "," ENTITY ("AHV hypervisor", "20230302.100173", "{\"version\":\"10.3\"}")), { "upgrade-ahv: C, to: 10.3" }, NULL, { 0 } },
  { PAGE (CLUSTER "," HOST_OF ("8", "Nutanix 20220304.10057") "," ENTITY ("AHV hypervisor", "el7.nutanix.20220304.10057", "{\"version\":\"el8.nutanix.20230302.100173\"},{\"version\":\"el8.nutanix.20230302.1011\"}")), { "upgrade-ahv: C, to: 20230302.100173" }, NULL, { 0 } },
  { PAGE (CLUSTER "," HOSTS "," CENTRAL ("pc.2024.3.0.1")), { "PC: {kind: prism-central, version: 2024.3.0.1}" }, "cannot be written", { 0 } },
  { PAGE (CLUSTER "," HOSTS "," CENTRAL ("pc.7.3")), { "PC: {kind: prism-central, version: 7.3}" }, NULL, { 0 } },
  { PAGE (CLUSTER "," HOSTS "," CENTRAL ("pc.master")), { "which cannot be written as one" }, "kind: prism-central", { 0 } },
  /* VMs */
  { PAGE (HOSTS "," VM ("a", ",\"isAgentVm\":true") "," VM ("b", ",\"gpus\":[{\"mode\":\"VIRTUAL\"}],\"isLiveMigrateCapable\":false")),
    { "a: {vcpus: 2, memory: 4096 MiB, host: n1, role: agent}", "host: n1, devices: [vgpu]}\n" }, "automation", { 0 } },
  { PAGE (HOSTS "," VM ("a", ",\"isLiveMigrateCapable\":false")), { "devices: [pci-passthrough]}  # Prism says that it cannot" }, NULL, { 0 } },
  { PAGE (HOSTS "," VM ("NTNX-1-CVM", "")), { "1 CVM (NTNX-1-CVM)" }, "vms:", { 0 } },
  { PAGE (HOSTS "," VM ("a", ",\"numCoresPerSocket\":3,\"numThreadsPerCore\":2")), { "a: {vcpus: 12," }, NULL, { 0 } },
  { PAGE (HOSTS "," VM ("a", ",\"numCoresPerSocket\":100")), { "larger than any host of its cluster: 1 VM (a)" }, "a: {", { 0 } },
  { PAGE (HOSTS "," VM ("a", ",\"categories\":null,\"gpus\":null")), { "a: {vcpus: 2, memory: 4096 MiB, host: n1}\n" }, NULL, { 0 } },
  /* policies */
  { PAGE (HOSTS "," POLICY "," CATEGORY "," VM ("a", ",\"categories\":[{\"extId\":\"k1\"}]")), { "- {name: P, run: [a], on: [n2], must: true}" }, "# - {name: P", { 0 } },
  { PAGE (HOSTS "," POLICY "," VM ("a", ",\"categories\":[{\"extId\":\"k1\"}]")), { "# - {name: P, run: [a], on: [HOST], must: true}", "policy 'P' have to run?" }, NULL, { 0 } },
  { PAGE (HOSTS "," POLICY "," CATEGORY), { "n1" }, "rules:", { 0 } },
  /* LCM */
  { PAGE (CLUSTER "," HOSTS "," ENTITY ("AOS", "6.8", "{\"version\":\"6.10\"},{\"version\":\"7.0\",\"isEnabled\":false},{\"version\":\"6.9\"}")), { "to: 6.10}" }, NULL, { 0 } },
  { PAGE (CLUSTER "," HOSTS "," VM ("a", ",\"gpus\":[{\"mode\":\"VIRTUAL\"}]") "," ENTITY ("AHV hypervisor", "10.0", "{\"version\":\"10.3\"}")),
    { "{step: ahv, upgrade-ahv: C, to: 10.3}", "C has VMs that cannot be migrated: LCM's pre-check refuses" }, "upgrade-aos", { 0 } },
  { PAGE (CLUSTER "," HOSTS "," VM ("a", ",\"disks\":[{\"backingInfo\":{\"storageContainer\":{\"extId\":\"s1\"}}}]")
          "," TYPE ("clustermgmt.v4.config.StorageContainer") "\"containerExtId\":\"s1\",\"clusterExtId\":\"c1\",\"replicationFactor\":1}"),
    { "host: n1, replication-factor: 1}" }, "    replication-factor", { 0 } },
  { PAGE (CLUSTER "," HOSTS "," ENTITY ("AOS", "6.8", "")), { "plan: []" }, NULL, { 0 } },
};

/* clang-format on */

static void
traps_are_met (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (traps); i++) {
    const ImportFile file = { "page.json", traps[i].page };
    g_auto (ImportOutcome) outcome = import_files (scenario_import_prism, &file, 1, FALSE, &traps[i].options);
    import_meets (&outcome, traps[i].has, G_N_ELEMENTS (traps[i].has), traps[i].lacks, i);
  }
}

static void
mistakes_have_a_place (void)
{
  static const char *const no_such[] = { "Cc", NULL };
  static const struct {
    const char *page, *message;
    ScenarioImportOptions options;
  } rows[] = {
    { "", "DIR/page.json:1:1: the file is empty; expected JSON", { 0 } },
    { " \n\n ", "DIR/page.json:1:1: the file is empty; expected JSON", { 0 } },
    { "<html>504</html>",
      "DIR/page.json:1:1: '[' or '{' expected near '<'; expected JSON, as an API answers it",
      { 0 } },
    { "{\"data\":[\n  {\"a\": 1},\n",
      "DIR/page.json:3:1: the file ends in the middle of a value; was it cut off",
      { 0 } },
    { "{\"data\": \"x", "DIR/page.json:1:", { 0 } },
    { "{\"data\":[],\n \"data\":[]}",
      "DIR/page.json:2:7: a key stands twice in one object; expected each once",
      { 0 } },
    { "{\"data\":[{\"n\":99999999999999999999}]}", "DIR/page.json:1:34: a number is too large", { 0 } },
    { "{\"data\": [1\xff]}", "DIR/page.json:1:", { 0 } },
    { "{'data': []}", "DIR/page.json:1:", { 0 } },
    { "{\"data\": []} x", "DIR/page.json:1:14: '[' or '{' expected near 'x'", { 0 } },
    { "[1]", "DIR/page.json:1:2: expected an answer of Prism, found a number", { 0 } },
    { "{\"hello\": 1}",
      "DIR/page.json:1:1: expected an answer of Prism, with 'data' (v4) or 'entities' (v3), found neither",
      { 0 } },
    { "{\"data\":[{\"x\":1}]}",
      "DIR/page.json:1:10: expected '$objectType' (v4) or 'metadata.kind' (v3), found neither",
      { 0 } },
    { "{\"data\":[7]}", "DIR/page.json:1:10: expected an object, found a number", { 0 } },
    { "{\"data\":{\"error\":[{\"message\":\"no\"}]}}",
      "DIR/page.json:1:1: this is an error that Prism answered with",
      { 0 } },
    { "{\"entities\":[{\"num_cpu_cores\":4}]}",
      "DIR/page.json:1:13: these are entities of Prism's v2 API; fetch them by v4",
      { 0 } },
    { PAGE (""),
      "DIR/page.json: expected hosts of a cluster of three nodes or more on AHV or ESXi, found none; fetch "
      "/api/clustermgmt",
      { 0 } },
    { PAGE (CLUSTER "," VM ("a", "")), "DIR/page.json: expected hosts of a cluster", { 0 } },
    { "{\"data\":[\n" TYPE ("vmm.v4.ahv.config.Vm") "\n \"extId\": \"v\", \"numSockets\": \"two\"}]}",
      "DIR/page.json:3:30: expected a number under 'numSockets', found text",
      { 0 } },
    { "{\"data\":[\n" TYPE (
          "vmm.v4.ahv.config.Vm") "\"extId\": \"v\",\n \"host\": {\"extId\": [\"v]\", 2]}}]}",
      "DIR/page.json:3:20: expected text under 'host.extId', found a list",
      { 0 } },
    { PAGE (TYPE ("vmm.v4.ahv.config.Vm") "\"extId\":\"v\",\"memorySizeBytes\":-1}"),
      "DIR/page.json:1:78: expected a whole number from 0 on",
      { 0 } },
    { PAGE (TYPE ("vmm.v4.ahv.config.Vm") "\"extId\":\"v\",\"gpus\":{}}"),
      "DIR/page.json:1:67: expected a list under 'gpus', found an object",
      { 0 } },
    { PAGE (TYPE ("vmm.v4.ahv.config.Vm") "\"extId\":\"v\",\"isAgentVm\":1}"),
      "DIR/page.json:1:72: expected true or false under 'isAgentVm', found a number",
      { 0 } },
    { PAGE (TYPE ("vmm.v4.ahv.config.Vm") "\"name\":\"x\"}"),
      "DIR/page.json:1:10: expected an id ('extId' of v4, 'metadata.uuid' of v3) in this VM",
      { 0 } },
    { PAGE (VM ("a", "") ",\n" VM ("a", ",\"isAgentVm\":true")),
      "DIR/page.json:2:1: VM 'a' stands in DIR/page.json:1:10 too, and differs; fetch all pages again",
      { 0 } },
    { PAGE (CLUSTER "," HOSTS),
      "DIR/page.json: there is no cluster 'Cc'; the clusters are: C",
      { no_such, NULL, NULL } },
    { PAGE (CLUSTER "," HOSTS),
      "DIR/page.json: --to 'seven': expected a version of AOS such as 7.3.0",
      { NULL, NULL, "seven" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const ImportFile file = { "page.json", rows[i].page };
    g_auto (ImportOutcome) outcome = import_files (scenario_import_prism, &file, 1, FALSE, &rows[i].options);
    import_fails (&outcome, rows[i].message, i);
  }
}

/* Ten million brackets are refused by depth, and not by the stack. */
static void
nesting_is_bounded (void)
{
  g_autofree char *deep = g_strnfill (10 << 20, '['), *objects = NULL;
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "{\"data\":");
  objects = g_string_free (text, FALSE);
  for (guint i = 0; i < 2; i++) {
    const ImportFile file = { "deep.json", i == 0 ? deep : objects };
    g_auto (ImportOutcome) outcome = import_files (scenario_import_prism, &file, 1, FALSE, NULL);
    CU_ASSERT_TRUE (outcome.message
                    && strstr (outcome.message, "nested too deep; expected the answer of an API"));
    CU_ASSERT_TRUE (outcome.message && g_str_has_prefix (outcome.message, "DIR/deep.json:1:"));
  }
}

/* A page as PowerShell writes it by itself: UTF-16 with a mark. Other text that is not UTF-8 is refused where it is not. */
static void
encodings_are_told (void)
{
  const ImportFile latin = { "page.json", "{\"data\":[\n{\"name\":\"B\xe4r\"}]}" };
  g_auto (ImportOutcome) refused = import_files (scenario_import_prism, &latin, 1, FALSE, NULL);
  g_autofree char *folder = g_dir_make_tmp ("rollcall-XXXXXX", NULL),
                  *path = g_build_filename (folder, "wide.json", NULL);
  const char *const paths[] = { path, NULL };
  g_autofree char *wide = NULL;
  gsize length = 0;

  CU_ASSERT_TRUE (refused.message && g_str_has_prefix (refused.message, "DIR/page.json:2:"));
  CU_ASSERT_TRUE (refused.message && strstr (refused.message, "save the file as UTF-8"));
  wide = g_convert ("\xef\xbb\xbf" PAGE (CLUSTER "," HOSTS), -1, "UTF-16LE", "UTF-8", NULL, &length, NULL);
  CU_ASSERT_TRUE_FATAL (wide && g_file_set_contents (path, wide, (gssize) length, NULL));
  {
    g_auto (ImportOutcome) read = import_paths (scenario_import_prism, paths, NULL);
    CU_ASSERT_PTR_NOT_NULL (read.text);
  }
  CU_ASSERT_EQUAL (g_remove (path), 0);
  CU_ASSERT_EQUAL (g_rmdir (folder), 0);
}

static void
names_are_data (void)
{
  static const char *const names[] = { "yes",
                                       "- x",
                                       "a: b",
                                       "#a",
                                       "[01-04]",
                                       "web[01-04]",
                                       "*a",
                                       "'a'",
                                       "\\\"a\\\"",
                                       "a\\nplan: []",
                                       "\\u001b[2J",
                                       "B\\u00e4r",
                                       "\\ud83d\\udcbb",
                                       "line\\u2028sep",
                                       "right\\u202eleft",
                                       "" };
  GString *page = g_string_new ("{\"data\":[" HOSTS);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_string_append_printf (
        page,
        "," TYPE (
            "vmm.v4.ahv.config.Vm") "\"extId\":\"v%" G_GSIZE_FORMAT
                                    "\",\"name\":\"%s\",\"cluster\":{\"extId\":\"c1\"},\"numSockets\":1,"
                                    "\"memorySizeBytes\":1073741824,\"host\":{\"extId\":\"%s\"}}",
        i, names[i], names[i]);
  g_string_append (page, "]}");
  {
    const ImportFile file = { "page.json", page->str };
    g_auto (ImportOutcome) outcome = import_files (scenario_import_prism, &file, 1, FALSE, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    CU_ASSERT_PTR_NULL (strstr (outcome.text, "\nplan: []\n      "));
    CU_ASSERT_PTR_NULL (strpbrk (outcome.text, "\x1b\r"));
    CU_ASSERT_PTR_NULL (strpbrk (outcome.notices, "\x1b\r"));
    import_says (&outcome, "3 hosts, 16 VMs", 0);
    import_runs (outcome.text);
  }
  g_string_free (page, TRUE);
}

/* Pages may come in any order. */
static void
order_does_not_matter (void)
{
  const ImportFile one = { "page.json", PAGE (CLUSTER "," HOSTS "," VM ("a", "") "," VM ("b", "")) };
  const ImportFile other = { "page.json", PAGE (VM ("b", "") "," HOST ("3") "," HOST ("2") "," VM ("a", ""))
                                              PAGE (HOST ("1") "," CLUSTER) };
  g_auto (ImportOutcome) first = import_files (scenario_import_prism, &one, 1, FALSE, NULL),
                         second = import_files (scenario_import_prism, &other, 1, FALSE, NULL);

  CU_ASSERT_TRUE_FATAL (first.text && second.text);
  CU_ASSERT_STRING_EQUAL (first.text, second.text);
}

/* Real answers, where they are at hand. */
static void
samples_import (void)
{
  static const char *const names[]
      = { "v4-clustermgmt-v4-0-config-clusters.json", "v4-clustermgmt-v4-0-config-hosts.json",
          "v4-clustermgmt-v4-0-config-storage-containers.json", "v4-vmm-v4-0-ahv-config-vms.json" };
  static const char *const wanted[]
      = { "1 cluster, 4 hosts, 26 VMs (23 powered on)",
          "Prism Central 'Unnamed' is at 2024.3.1.1",
          "    platform: nutanix-ahv\n    aos: 7.0.1\n    fault-tolerance: 1\n    replication-factor: 2\n",
          "NTNX-20SM6K300373-A: {sockets: 2, cores-per-socket: 20, clock: 2100 MHz, memory: 708649 MiB, "
          "version: 10.0.1}",
          "How much memory does each CVM take?",
          "What does LCM have on offer",
          "{step: prism-central, upgrade-product: Unnamed, to: 7.3.0}", "{step: aos, upgrade-aos: Acme, to: 7.3.0, after: [prism-central]}",
          "{step: ahv, upgrade-ahv: Acme, to: 10.3, after: [resilient]}" };
  g_autoptr (GPtrArray) paths = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    char *path = import_sample ("prism", names[i]);
    if (!path)
      return;
    g_ptr_array_add (paths, path);
  }
  g_ptr_array_add (paths, NULL);
  {
    g_auto (ImportOutcome) outcome
        = import_paths (scenario_import_prism, (const char *const *) paths->pdata, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
      import_says (&outcome, wanted[i], i);
    CU_ASSERT_PTR_NULL (strstr (outcome.text, "ssh-rsa"));
    import_runs (outcome.text);
  }
}

void
test_import_prism_suite (void)
{
  CU_pSuite suite = CU_add_suite ("import-prism", NULL, NULL);

  CU_add_test (suite, "answers of v4 and v3", golden_exports);
  CU_add_test (suite, "traps are met", traps_are_met);
  CU_add_test (suite, "mistakes have a place", mistakes_have_a_place);
  CU_add_test (suite, "nesting is bounded", nesting_is_bounded);
  CU_add_test (suite, "encodings are told", encodings_are_told);
  CU_add_test (suite, "names are data", names_are_data);
  CU_add_test (suite, "order does not matter", order_does_not_matter);
  CU_add_test (suite, "samples import", samples_import);
}
