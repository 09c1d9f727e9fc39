/* Importing what `govc object.save` wrote, end to end: a save of our own under tests/data/govc against a golden scenario, a
 * small one for each trap, and real ones where they are at hand. */
#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include "tests/imports.h"

void test_import_govc_suite (void);

/* The importer takes one path. */
static char *
import_govc (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
             GError **error)
{
  return scenario_import_govc (*paths, options, notices, error);
}

static void
golden_save (void)
{
  g_autofree char *path = import_data ("govc", "vcsim-vc01.example.com");
  const char *const paths[] = { path, NULL };
  g_auto (ImportOutcome) outcome = import_paths (import_govc, paths, NULL),
                         again = import_paths (import_govc, paths, NULL);

  CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
  CU_ASSERT_STRING_EQUAL (outcome.text, again.text);
  CU_ASSERT_PTR_NULL (strstr (outcome.text, "SECRET"));
  CU_ASSERT_PTR_NULL (strstr (outcome.notices, "SECRET"));
  import_runs (outcome.text);
  import_golden ("import-govc.yaml", outcome.text);
}

/* clang-format off */
#define XSI             "xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:type"
#define PROP(N, V)      "<propSet><name>" N "</name><val " XSI "=\"X\">" V "</val></propSet>"
#define OBJECT(T, I, P) "<ObjectContent><obj type=\"" T "\">" I "</obj>" P "</ObjectContent>"
#define HOST(I, P, MORE) OBJECT ("HostSystem", "host-" I, PROP ("name", "n" I) PROP ("parent", P) \
                         PROP ("summary", "<hardware><cpuMhz>2000</cpuMhz><numCpuPkgs>1</numCpuPkgs><numCpuCores>8</numCpuCores>" \
                               "<memorySize>68719476736</memorySize></hardware><config><product><version>7.0.3</version></product></config>") MORE)
#define CLUSTER(MORE)   OBJECT ("ClusterComputeResource", "domain-c1", PROP ("name", "C") MORE)
#define VM(I, MORE)     OBJECT ("VirtualMachine", "vm-" I, PROP ("name", "v" I) \
                         PROP ("config", "<hardware><numCPU>2</numCPU><memoryMB>4096</memoryMB></hardware>") \
                         PROP ("runtime", "<host type=\"HostSystem\">host-1</host><powerState>poweredOn</powerState>") MORE)
#define DEVICE(D)       OBJECT ("VirtualMachine", "vm-1", PROP ("name", "v1") PROP ("config", \
                         "<hardware><numCPU>2</numCPU><memoryMB>4096</memoryMB>" D "</hardware>") \
                         PROP ("runtime", "<host type=\"HostSystem\">host-1</host><powerState>poweredOn</powerState>"))
#define H1              HOST ("1", "domain-c1", "")
#define H2              HOST ("2", "domain-c1", "")
#define RULE(N, A, B)   "<rule xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\" x:type=\"ClusterDependencyRuleInfo\"><name>" N "</name><vmGroup>" A \
                        "</vmGroup><dependsOnVmGroup>" B "</dependsOnVmGroup></rule>"
#define GROUP(N, V)     "<group><name>" N "</name><vm>" V "</vm></group>"
#define DAS(D)          CLUSTER (PROP ("configurationEx", "<dasConfig><enabled>true</enabled>" D "</dasConfig>"))

/* Files for a cluster, two hosts and more, and what stands or does not stand in the scenario. */
static const struct {
  const char *cluster, *more, *has[2], *lacks;
  ScenarioImportOptions options;
} traps[] = {
  { CLUSTER (""), VM ("1", ""), { "n1: {sockets: 1, cores-per-socket: 8, clock: 2000 MHz, memory: 65536 MiB, version: 7.0.3, moid: host-1}", "v1: {vcpus: 2, memory: 4096 MiB, host: n1}" }, "ha:", { 0 } },
  { CLUSTER (""), VM ("1", ""), { "to: 8.0.1" }, NULL, { NULL, NULL, "8.0.1" } },
  /* HA and DRS */
  { DAS ("<admissionControlEnabled>false</admissionControlEnabled>"), VM ("1", ""), { "ha: {admission-control: {policy: off}}\n" }, NULL, { 0 } },
  { DAS (""), VM ("1", ""), { "ha: {}  # no failover level is given" }, NULL, { 0 } },
  { DAS ("<admissionControlPolicy x:type=\"ClusterFailoverResourcesAdmissionControlPolicy\" xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\"><cpuFailoverResourcesPercent>50</cpuFailoverResourcesPercent>"
         "<memoryFailoverResourcesPercent>50</memoryFailoverResourcesPercent><failoverLevel>1</failoverLevel><autoComputePercentages>true</autoComputePercentages></admissionControlPolicy>"),
    VM ("1", ""), { "ha: {admission-control: {policy: percentage, host-failures: 1}}" }, "cpu: 50", { 0 } },
  { DAS ("<admissionControlPolicy x:type=\"ClusterFailoverHostAdmissionControlPolicy\" xmlns:x=\"http://www.w3.org/2001/XMLSchema-instance\"><failoverHosts>host-77</failoverHosts></admissionControlPolicy>"),
    VM ("1", ""), { "{policy: off}", "names none that was saved; it is written as off" }, "dedicated, hosts", { 0 } },
  { CLUSTER (PROP ("configurationEx", "<drsConfig><enabled>false</enabled><defaultVmBehavior>manual</defaultVmBehavior></drsConfig>")), VM ("1", ""), { "drs: {automation: off}" }, NULL, { 0 } },
  { CLUSTER (PROP ("configurationEx", RULE ("x", "a", "b") RULE ("y", "b", "a") GROUP ("a", "vm-1") GROUP ("b", "vm-2"))), "<r>" VM ("1", "") VM ("2", "") "</r>",
    { "dependencies left out, on one another in a circle: 2 VMs (v1; v2)" }, "restart-after", { 0 } },
  { CLUSTER (PROP ("configurationEx", RULE ("x", "a", "b") GROUP ("a", "vm-1") GROUP ("b", "vm-2"))), "<r>" VM ("1", "") VM ("2", "") "</r>",
    { "v1: {vcpus: 2, memory: 4096 MiB, host: n1, restart-after: [v2]}" }, NULL, { 0 } },
  /* devices */
  { CLUSTER (""), DEVICE ("<device " XSI "=\"VirtualUSB\"><connectable><connected>false</connected></connectable></device>"), { "host: n1}\n" }, "usb", { 0 } },
  { CLUSTER (""), DEVICE ("<device " XSI "=\"VirtualPCIPassthrough\"><backing x:type=\"VirtualPCIPassthroughVmiopBackingInfo\"><vgpu>a40</vgpu></backing></device>"), { "devices: [vgpu], gpu-profile: a40" }, "pci-passthrough", { 0 } },
  { CLUSTER (""), DEVICE ("<device " XSI "=\"VirtualCdrom\"><backing x:type=\"VirtualCdromIsoBackingInfo\"/><connectable><connected>true</connected></connectable></device>"), { "host: n1}\n" }, "devices", { 0 } },
  /* who is where */
  { CLUSTER (""), HOST ("3", "domain-c9", ""), { "left out, since the cluster they are in was not saved: 1 host (n3)" }, "n3: {", { 0 } },
  { CLUSTER (""), VM ("1", PROP ("secret", "<value>hush</value>")), { "v1" }, "hush", { 0 } },
  { CLUSTER (""), OBJECT ("ServiceInstance", "ServiceInstance", PROP ("content", "<about><version>7.0.2</version><apiType>VirtualCenter</apiType></about>")), { "{version: 7.0.2}" }, NULL, { 0 } },
  { CLUSTER (""), H1, { "objects that come more than once, always the same: 1" }, "n1 #2", { 0 } },
  { "<RetrievePropertiesResponse xmlns=\"urn:vim25\"><returnval><obj type=\"ClusterComputeResource\">domain-c1</obj>" PROP ("name", "C") "</returnval></RetrievePropertiesResponse>", VM ("1", ""), { "  C:\n" }, NULL, { 0 } },
  { CLUSTER (""), "<ObjectContent><obj type=\"VirtualMachine\">vm-1</obj><missingSet><path>config</path><fault><name>x</name></fault></missingSet>" PROP ("name", "v1") "</ObjectContent>", { "on a host whose cluster was not saved: 1 VM (v1)" }, "v1: {", { 0 } },
};
/* clang-format on */

static void
traps_are_met (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (traps); i++) {
    const ImportFile files[] = { { "0001-ClusterComputeResource-domain-c1.xml", traps[i].cluster },
                                 { "0002-HostSystem-host-1.xml", H1 },
                                 { "0003-HostSystem-host-2.xml", H2 },
                                 { "more.xml", traps[i].more },
                                 { "0009-SessionManager-s.xml", "<not read" } };
    g_auto (ImportOutcome) outcome
        = import_files (import_govc, files, G_N_ELEMENTS (files), TRUE, &traps[i].options);
    import_meets (&outcome, traps[i].has, G_N_ELEMENTS (traps[i].has), traps[i].lacks, i);
  }
}

static void
mistakes_have_a_place (void)
{
  static const char *const no_such[] = { "Prodd", NULL };
  static const struct {
    const char *name, *text, *message;
    ScenarioImportOptions options;
  } rows[] = {
    { "a.xml", "", "DIR/a.xml:1:1: no element found; was the save broken off? Save it again", { 0 } },
    { "a.xml", "hello", "DIR/a.xml:1:1: syntax error; expected XML, as `govc object.save` writes it", { 0 } },
    { "a.xml",
      "<ObjectContent>\n  <obj type=\"HostSystem\">host-1</obj>\n  <propSet>",
      "DIR/a.xml:3:12: no element found; was the save broken off",
      { 0 } },
    { "a.xml", "<a>\n</b>", "DIR/a.xml:2:3: mismatched tag", { 0 } },
    { "a.xml",
      "<plist/>",
      "DIR/a.xml:1:1: expected a managed object with <obj>, as `govc object.save` writes it, found none",
      { 0 } },
    { "a.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>", "DIR/a.xml:1:", { 0 } },
    { "a.xml",
      "<ObjectContent><obj>x</obj></ObjectContent>",
      "DIR/a.xml:1:16: expected the type of this object",
      { 0 } },
    { "a.xml",
      "<r><obj type=\"Folder\">f</obj>\n<obj type=\"Folder\">g</obj></r>",
      "DIR/a.xml:2:1: expected one <obj> in an object, found another",
      { 0 } },
    { "a.xml", "<a>\xff</a>", "DIR/a.xml:1:4: not well-formed", { 0 } },
    { "a.txt",
      "x",
      "DIR: expected files such as 0012-HostSystem-host-9.xml in this folder, found none",
      { 0 } },
    { "a.xml",
      OBJECT ("Folder", "group-1", ""),
      "DIR: expected a cluster with at least one of its hosts, found none; save all of a datacenter",
      { 0 } },
    { "a.xml", CLUSTER (""), "DIR: expected a cluster with at least one of its hosts", { 0 } },
    { "a.xml",
      "<r>" CLUSTER ("") "\n" OBJECT ("HostSystem", "host-1",
                                      PROP ("parent", "domain-c1")
                                          PROP ("hardware", "<cpuInfo>\n<hz>fast</hz></cpuInfo>")) "</r>",
      "DIR/a.xml:3:1: expected a whole number from 0 on under 'hardware.cpuInfo.hz', found 'fast'",
      { 0 } },
    { "a.xml",
      "<r>" CLUSTER ("") H1
      "\n" OBJECT ("VirtualMachine", "vm-1", PROP ("config", "\n<template>perhaps</template>")) "</r>",
      "DIR/a.xml:3:1: expected true or false under 'config.template', found 'perhaps'",
      { 0 } },
    { "a.xml", "<r>" H1 "\n" HOST ("1", "domain-c2", "") "</r>", "DIR/a.xml:2:", { 0 } },
    { "a.xml",
      "<r>" CLUSTER ("") H1 "</r>",
      "DIR: there is no cluster 'Prodd'; the clusters are: C",
      { no_such, NULL, NULL } },
    { "a.xml",
      "<r>" CLUSTER ("") H1 "</r>",
      "DIR: --to 'eight': expected a version",
      { NULL, NULL, "eight" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    const ImportFile file = { rows[i].name, rows[i].text };
    g_auto (ImportOutcome) outcome = import_files (import_govc, &file, 1, TRUE, &rows[i].options);
    import_fails (&outcome, rows[i].message, i);
  }
}

/* Two million elements within one another are refused by depth. */
static void
nesting_is_bounded (void)
{
  GString *text = g_string_new ("<r>");

  while (text->len < 10 << 20)
    g_string_append (text, "<a>");
  {
    const ImportFile file = { "deep.xml", text->str };
    g_auto (ImportOutcome) outcome = import_files (import_govc, &file, 1, TRUE, NULL);
    CU_ASSERT_TRUE (outcome.message
                    && g_str_has_prefix (outcome.message, "DIR/deep.xml:1:193: elements nest too deep"));
  }
  g_string_free (text, TRUE);
}

static void
paths_are_checked (void)
{
  static const char *const rows[][2]
      = { { "/nowhere/at/all", "/nowhere/at/all: expected a folder that `govc object.save -d` made" },
          { "/dev/null", "/dev/null: expected a folder that `govc object.save -d` made" } };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    const char *const paths[] = { rows[i][0], NULL };
    g_auto (ImportOutcome) outcome = import_paths (import_govc, paths, NULL);
    CU_ASSERT_TRUE (outcome.message && g_str_has_prefix (outcome.message, rows[i][1]));
  }
}

/* Names are data; a saved reference to something of another kind is nobody. */
static void
names_are_data (void)
{
  static const char names[] = "<r>" CLUSTER ("")
      H1 H2 OBJECT ("VirtualMachine", "vm-1",
                    PROP ("name", "a: &quot;b&quot; %2f #c [01-04]&#10;plan: []")
                        PROP ("config", "<hardware><numCPU>1</numCPU><memoryMB>64</memoryMB></hardware>")
                            PROP ("runtime", "<host>host-1</host>")) "</r>";
  static const char crossed[] = "<r>" CLUSTER ("") H1 H2 HOST ("3", "host-1", "")
      OBJECT ("VirtualMachine", "vm-1", PROP ("name", "v") PROP ("runtime", "<host>domain-c1</host>")) "</r>";
  const ImportFile file = { "a.xml", names }, other = { "a.xml", crossed };
  g_auto (ImportOutcome) outcome = import_files (import_govc, &file, 1, TRUE, NULL),
                         second = import_files (import_govc, &other, 1, TRUE, NULL);

  CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
  CU_ASSERT_PTR_NULL (strstr (outcome.text, "\nplan: []"));
  import_says (&outcome, "\"a: \\\"b\\\" / #c [01-04] plan: []\": {vcpus: 1", 0);
  import_runs (outcome.text);
  CU_ASSERT_PTR_NOT_NULL_FATAL (second.text);
  import_says (&second, "left out, on a host whose cluster was not saved: 1 VM (v)", 1);
  import_says (&second, "left out, since the cluster they are in was not saved: 1 host (n3)", 1);
}

/* Real saves, where they are at hand. */
static void
samples_import (void)
{
  static const struct {
    const char *name, *has[3];
  } rows[] = {
    { "esxi_1",
      { "1 cluster, 1 host, 2 VMs (1 powered on)", "A host that is in no cluster",
        "esxi.test is a host in no cluster" } },
    { "vcenter_1",
      { "vcenter_1: {version: 6.5.0}", "DC0_C0_RP0_VM0: {vcpus: 1, memory: 32 MiB, host: DC0_C0_H0",
        "Is vSphere HA on" } },
    { "vcenter_2",
      { "cluster TEST-CL0 has 3 hosts, but 1 of them are written",
        "version: 7.0.1, moid: host-11}  # assumed: clock, from the name of its CPU", "app-haproxy2" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *name = g_build_filename ("bleemeo-glouton", rows[i].name, NULL),
                    *path = import_sample ("govc", name);
    const char *const paths[] = { path, NULL };
    g_auto (ImportOutcome) outcome = { NULL, NULL, NULL };
    if (!path)
      continue;
    outcome = import_paths (import_govc, paths, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    for (guint j = 0; j < G_N_ELEMENTS (rows[i].has); j++)
      import_says (&outcome, rows[i].has[j], (guint) i);
    import_runs (outcome.text);
  }
}

void
test_import_govc_suite (void)
{
  CU_pSuite suite = CU_add_suite ("import-govc", NULL, NULL);

  CU_add_test (suite, "a save of four clusters", golden_save);
  CU_add_test (suite, "traps are met", traps_are_met);
  CU_add_test (suite, "mistakes have a place", mistakes_have_a_place);
  CU_add_test (suite, "nesting is bounded", nesting_is_bounded);
  CU_add_test (suite, "paths are checked", paths_are_checked);
  CU_add_test (suite, "names are data", names_are_data);
  CU_add_test (suite, "samples import", samples_import);
}
