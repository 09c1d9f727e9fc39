/* Importing RVTools, end to end: exports of our own under tests/data/rvtools against golden scenarios, one small export for
 * each trap, and real inventories where they are at hand. */
#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include "cli/cmd-import.h"
#include "tests/rvtools-csv.h"

void test_import_suite (void);

static ImportOutcome
import (const char *path, const ScenarioImportOptions *options)
{
  const char *const paths[] = { path, NULL };

  return import_paths (import_rvtools, paths, options);
}

static void
golden_exports (void)
{
  static const char *const exports[] = { "estate", "old", "internal" };

  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++) {
    g_autofree char *path = import_data ("rvtools", exports[i]),
                    *golden = g_strdup_printf ("import-%s.yaml", exports[i]);
    const char *const mapping[] = { "bovm=vm", NULL };
    const ScenarioImportOptions options = { NULL, mapping, NULL };
    g_auto (ImportOutcome) outcome = import (path, i == 1 ? &options : NULL),
                           again = import (path, i == 1 ? &options : NULL);

    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    import_runs (outcome.text);
    CU_ASSERT_STRING_EQUAL (outcome.text, again.text);
    import_golden (golden, outcome.text);
  }
}

/* A small export, and what must and must not stand in the scenario or the notices. */
typedef struct {
  const char *vinfo, *vhost;
  ImportFile more;
  ScenarioImportOptions options;
  const char *has[3], *lacks, *notice;
} Trap;

static void
meets (const Trap *trap, guint row)
{
  const ImportFile files[]
      = { { "vInfo.csv", trap->vinfo }, { "RVTools_tabvHost.csv", trap->vhost }, trap->more };
  g_auto (ImportOutcome) outcome = import_csv (files, G_N_ELEMENTS (files), &trap->options);
  gboolean fine = outcome.text != NULL;

  for (guint i = 0; fine && i < G_N_ELEMENTS (trap->has) && trap->has[i]; i++)
    fine = strstr (import_body (&outcome), trap->has[i]) != NULL;
  fine = fine && (!trap->lacks || !strstr (import_body (&outcome), trap->lacks));
  fine = fine && (!trap->notice || strstr (outcome.notices, trap->notice));
  if (!fine)
    g_print ("row %u: %s\n%s\n", row, outcome.text ? outcome.text : outcome.message, outcome.notices);
  CU_ASSERT_TRUE (fine);
  if (outcome.text)
    import_runs (outcome.text);
}

static const char *const map_x[] = { "x=h", NULL }, *const map_case[] = { "X-=", NULL },
                         *const map_none[] = { "zz=h", NULL };
static const char *const only_d[] = { "D", NULL };

/* clang-format off */
static const Trap traps[] = {
  /* headers */
  { "vm ,POWERSTATE,template,owner,cpus,Memory MB,Cluster,Host\na,poweredOn,0,me,2,4096,C,h1\n", HOSTS, { 0 }, { 0 },
    { "a: {vcpus: 2, memory: 4096 MiB, host: h1}" }, NULL, NULL },
  { "VM,Powerstate,CPUs,Memory,Host,Cluster,Annotation,Cluster,Host\na,poweredOn,2,4096,attribute,attribute,x,C,h1\n", HOSTS, { 0 }, { 0 },
    { "a: {vcpus: 2, memory: 4096 MiB, host: h1}" }, NULL, "has several columns 'Host': the last one is read" },
  { "VM,Powerstate,CPUs,Memory,Memory,Cluster,Host\na,poweredOn,2,4096,99,C,h1\n", HOSTS, { 0 }, { 0 },
    { "memory: 4096 MiB" }, NULL, "has several columns 'Memory': the first one is read" },
  /* tabs */
  { VMS, HOSTS, { "vDisk.csv", "This tab page is empty because nobody asked\n" }, { 0 }, { "a: {vcpus" }, NULL, NULL },
  { VMS, HOSTS, { "tabvCPU-Table 1.csv", "VM,CPUs,Overall\na,2,700\n" }, { 0 }, { "cpu-demand: 700 MHz" }, NULL, NULL },
  { VMS, HOSTS, { "vFileInfo.csv", "\"never opened" }, { 0 }, { "a: {vcpus" }, NULL, "tab vCluster is missing" },
  { VMS, HOSTS, { "Summary.csv", "Made by hand\nfor the board,2,3" }, { 0 }, { "a: {vcpus" }, NULL, "Summary.csv is no tab of RVTools" },
  /* guests: what it runs on runs its hardware, and nothing is said of Tools in a VM that is off */
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,HW version\na,poweredOn,2,4096,C,h1,vmx-17\nb,poweredOff,2,4096,C,h1,21\nc,poweredOn,2,4096,C,h1,99\nd,poweredOn,2,4096,C,h1,4\n",
    "Host,Cluster,# CPU,Cores per CPU,Speed,# Memory,ESX Version\nh1,C,2,16,2000,262144,VMware ESXi 7.0.3 build-21930508\n",
    { "vTools.csv", "VM,Tools,Tools Version\na,toolsOld,10000\nb,toolsNotRunning,0\nc,toolsOk,2147483647\n" }, { 0 },
    { "tools: old, needs: 7.0.0", "b: {vcpus: 2, memory: 4096 MiB, host: h1, power: off, needs: 8.0.2}", "tools: unmanaged}" }, NULL, "1 VM has virtual hardware that is not known, like '99'" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,HW version\na,poweredOn,2,4096,C,h1,15\nb,poweredOn,2,4096,C,h1,13\n",
    "Host,Cluster,# CPU,Cores per CPU,Speed,# Memory,ESX Version\nh1,C,2,16,2000,262144,VMware ESXi 6.7.0 build-13006603\n",
    { "vTools.csv", "VM,Tools,Tools Version\na,toolsNotInstalled,\nb,toolsGone,1\n" }, { 0 },
    { "tools: false, needs: 6.7.0}", "b: {vcpus: 2, memory: 4096 MiB, host: h1, needs: 6.5.0}" }, NULL, "1 VM has a state of VMware Tools that is not known, like 'toolsGone'" },
  /* cells */
  { "VM,Powerstate,Template,CPUs,Memory,Cluster,Host\na,poweredOn,VRAI,2,4096,C,h1\nb,suspended,faux,2,\"4,096\",C,h2\n", HOSTS, { 0 }, { 0 },
    { "b: {vcpus: 2, memory: 4096 MiB, host: h2, power: suspended}" }, "a: {", "templates 1" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host\na,poweredOff,2,8 GB,C,h1\n,poweredOff,2,8 GB,C,h1\n", HOSTS, { 0 }, { 0 },
    { "a: {vcpus: 2, memory: 8192 MiB, host: h1, power: off}" }, NULL, "1 rows without a VM name" },
  { "VM,CPUs,Memory,Cluster,Host\na,2,4096,C,h1\n", HOSTS, { 0 }, { 0 }, { "a: {" }, "power:", "every VM is taken as powered on" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host\na,poweredOn,,,,\n", HOSTS, { "vMemory.csv", "VM,Size MiB,Cluster,Host\na,4096,C,H1\n" }, { 0 },
    { "h1: {" }, "vms:", "left out, saying no vCPUs or no memory: 1 VM (a)" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host\na,poweredOn,2,,,\nb,poweredOn,2,4096,C,h1\n", HOSTS, { "vMemory.csv", "VM,Size MiB,Cluster,Host\na,4096,C,H1\n" }, { 0 },
    { "a: {vcpus: 2, memory: 4096 MiB, host: h1}" }, NULL, "cells empty in vInfo" },
  /* hosts of VMs */
  { VM_HEADER VM ("a", "H1.example.com") VM ("b", "h2"), HOSTS, { 0 }, { 0 }, { "host: h1}", "host: h2}" }, NULL, NULL },
  { VM_HEADER VM ("a", "h1"), HOST_HEADER HOST ("h1.example.com", "C") HOST ("h2.example.com", "C"), { 0 }, { 0 }, { "host: h1.example.com" }, NULL, NULL },
  { VM_HEADER VM ("a", "h1.other.org"), HOST_HEADER HOST ("h1.example.com", "C"), { 0 }, { 0 }, { "a: {vcpus: 2, memory: 4096 MiB}  # named host: h1.other.org" }, NULL, "1 of 1 VMs name a host" },
  { VM_HEADER VM ("a", "h1"), HOST_HEADER HOST ("h1.one.org", "C") HOST ("h1.two.org", "C"), { 0 }, { 0 }, { "# named host: h1\n" }, "host: h1.one", NULL },
  { VM_HEADER VM ("a", "10.0.0.1") VM ("b", "10.0.0.7"), HOST_HEADER HOST ("10.0.0.1", "C") HOST ("10.0.0.2", "C"), { 0 }, { 0 },
    { "host: \"10.0.0.1\"}", "b: {vcpus: 2, memory: 4096 MiB}  # named host: 10.0.0.7" }, NULL, "begin with: a number" },
  { VM_HEADER VM ("a", "x1") VM ("b", "h2") VM ("c", "x9"), HOSTS, { 0 }, { NULL, map_x, NULL }, { "a: {vcpus: 2, memory: 4096 MiB, host: h1}", "# named host: x9", "1 of 3 stand without host:" },
    NULL, "--map-host x=h finds the host of 1 VM\n1 of 3 VMs name a host" },
  { VM_HEADER VM ("a", "x-h1"), HOSTS, { 0 }, { NULL, map_case, NULL }, { "host: h1}" }, NULL, NULL },
  { VM_HEADER VM ("a", "x-h1"), HOSTS, { 0 }, { NULL, map_none, NULL }, { "named host: x-h1" }, NULL, "--map-host zz=h finds the host of 0 VMs" },
  { VM_HEADER VM ("a", "xh1") VM ("b", "xh2"), HOSTS, { 0 }, { 0 }, { "named host: xh1" }, NULL, "--map-host xh=h finds 2" },
  { VM_HEADER VM ("a", "x1") VM ("b", "x2"), HOST_HEADER HOST ("x1", "C") HOST ("h2", "C"), { 0 }, { NULL, map_x, NULL }, { "host: x1}", "host: h2}" }, NULL, NULL }, /* only where needed */
  { "VM,Powerstate,CPUs,Memory,Cluster,Host\na,poweredOff,2,4096,C,\n", HOSTS, { 0 }, { 0 }, { "a: {vcpus: 2, memory: 4096 MiB, power: off}\n" }, NULL, "1 of 1 VMs name no host" },
  /* clusters */
  { VMS, HOST_HEADER HOST ("h1", "C") HOST ("h2", ""), { 0 }, { 0 }, { "  C:\n", "      h2: {", "host: h2}" }, NULL, "hosts that name no cluster take the one that their VMs name: h2" },
  { VM_HEADER VM ("a", "h1"), HOST_HEADER HOST ("h1", "C") HOST ("h2", ""), { 0 }, { 0 }, { "h1: {" }, "h2: {", "left out, in no cluster: 1 host (h2)" },
  { VMS, "Host,Speed,# Cores,# Memory\nh1,2000,8,65536\nh2,2000,8,65536\nh3,2000,8,65536\n", { 0 }, { 0 }, { "h1: {cpu: 16000 MHz, memory: 65536 MiB", "h3: {" }, NULL, "hosts that name no cluster" },
  { VM_HEADER "a,poweredOn,False,2,4096,D,h1\nb,poweredOn,False,2,4096,,h9\n", HOSTS, { 0 }, { 0 }, { "a: {" }, "  D:", "though it names another: 1 VM (a)" },
  { VM_HEADER "a,poweredOn,False,2,4096,D,h9\n", HOSTS, { 0 }, { 0 }, { "h1: {" }, "a: {", "left out with its VMs, having no host in vHost: 1 cluster (D)" },
  { VMS "d,poweredOn,False,2,4096,D,h9\n", HOSTS HOST ("h3", "D"), { 0 }, { only_d, NULL, NULL }, { "  D:", "h3: {", "d: {" }, "  C:", "1 of 1 VMs name a host" },
  { VMS, HOSTS "h3,C,0,0,0,0,0,\n", { 0 }, { 0 }, { "h1: {" }, "h3", "left out, saying nothing of its CPU (not connected?): 1 host (h3)" },
  { VMS, HOSTS HOST ("H1", "C"), { 0 }, { 0 }, { "h1: {" }, "H1", "1 rows that repeat a host" },
  { VMS, HOST_HEADER "h1,C,2000,2,8,15,65536,\nh2,C,2000,2,8,16,65536,\n", { 0 }, { 0 }, { "h1: {cpu: 30000 MHz", "h2: {sockets: 2, cores-per-socket: 8, clock: 2000 MHz" }, NULL, "# Cores is 15 but" },
  /* two vCenters in one file */
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,VM ID,VI SDK Server,VI SDK UUID\na,poweredOn,2,4096,C,h1,vm-1,vc1,u1\na,poweredOn,2,4096,C,h1,vm-1,vc2,u2\n",
    "Host,Cluster,Speed,# Cores,# Memory,ESX Version,VI SDK Server,VI SDK UUID\nh1,C,2000,8,65536,7.0.3,vc1,u1\nh1,C,2000,8,65536,8.0.1,vc2,u2\n",
    { "vMemory.csv", "VM,Reservation,VM ID,VI SDK UUID\na,100,vm-1,u1\na,200,vm-1,u2\n" }, { 0 },
    { "  \"C #2\":", "a: {vcpus: 2, memory: 4096 MiB, host: h1, memory-reservation: 100 MiB}", "\"a (vm-1)\": {vcpus: 2, memory: 4096 MiB, host: \"h1 #2\", memory-reservation: 200 MiB}" }, NULL, NULL },
  /* versions and plans */
  { VMS, HOSTS, { 0 }, { NULL, NULL, "8.0.1" }, { "upgrade-vcenter: vcenter, to: 8.0.1}", "remediate: C, to: 8.0.1, after: [vcenter]" }, NULL, NULL },
  { VMS, HOSTS, { "vSource.csv", "Name,Fullname,VI SDK Server\nvc,VMware vCenter Server 8.0.3 build-1,vc.lab\n" }, { 0 }, { "vc.lab: {version: 8.0.3}\n", "# nothing to do for vCenter vc.lab" }, "upgrade-vcenter", NULL },
  { VMS, "Host,Cluster,Speed,# Cores,# Memory\nh1,C,2000,8,65536\n", { "vSource.csv", "Version\n6.7.0\n" }, { 0 }, { "version: 6.7.0}  # assumed: version, the export says none" }, NULL, "version not said by 1 host" },
  { VMS, "Host,Cluster,Speed,# Cores,# Memory,ESX Version\nh1,C,2000,8,65536,8.0.3\n", { 0 }, { 0 }, { "to: 9.0.0" }, NULL, "the plan upgrades to 9.0.0" },
  { VMS, "Host,Cluster,Speed,# Cores,# Memory,ESX Version\nh1,C,2000,8,65536,9.0.0\n", { 0 }, { 0 }, { "plan: []" }, "remediate", "so the plan is empty" },
  { VMS, "Host,Cluster,Speed,# Cores,# Memory,ESX Version\nh1,C,2000,8,65536,6.0.0\n", { 0 }, { NULL, NULL, "8.0.3" }, { "to: 8.0.3" }, NULL, "8.0.3 cannot be reached from 6.0.0 in one step: 6.7.0 or later is needed" },
  /* memory that nobody gives */
  { VMS, "Host,Cluster,Speed,# Cores\nh1,C,2000,8\nh2,C,2000,8\n", { 0 }, { 0 }, { "h1: {cpu: 16000 MHz, memory: 4096 MiB, version: 7.0.3}  # assumed: version, the export says none; memory, the power of two GiB that just holds its VMs" }, NULL, "memory not said by 2 hosts" },
  { VMS, "Host,Cluster,Speed,# Cores\nh1,C,2000,8\nh2,C,2000,8\n", { "vCluster.csv", "Name,TotalMemory\nC,100000\n" }, { 0 }, { "memory: 50000 MiB" }, NULL, "an equal share of the cluster's TotalMemory" },
  /* what the language refuses */
  { VM_HEADER "a,poweredOn,False,17,4096,C,h1\nb,poweredOn,False,16,65536,C,h1\nc,poweredOff,False,99,99999,C,h1\n", HOSTS, { 0 }, { 0 }, { "b: {", "c: {" }, "a: {", "left out, running and larger than any host of its cluster: 1 VM (a)" },
  { VMS, "Host,Cluster,Speed,# CPU,Cores per CPU,# Memory,in Maintenance Mode\nh1,C,2000,1,8,65536,True\nh2,C,2000,1,8,65536,False\n", { 0 }, { 0 }, { "a: {vcpus: 2, memory: 4096 MiB}  # named host: h1, which is in maintenance", "state: maintenance" }, NULL, "written without host: 1" },
  { VMS, HOSTS, { "vMemory.csv", "VM,Reservation\na,5000\n" }, { 0 }, { "memory-reservation: 4096 MiB" }, NULL, "cut to what they have: 1" },
  { VMS, HOSTS, { "vCluster.csv", "Name,HA enabled,Failover Level,AdmissionControlEnabled\nC,True,2,True\n" }, { 0 }, { "ha: {}" }, NULL, "its failover level is 2 but only 2 of its hosts are written" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,Cluster rule(s),Cluster rule name(s)\na,poweredOn,2,4096,C,h1,Anti Affinity,x\nb,poweredOn,2,4096,C,h2,Anti Affinity,x\nc,poweredOn,2,4096,C,h2,Affinity,x\nd,poweredOn,2,4096,C,h2,Affinity,x\n", HOSTS, { 0 }, { 0 },
    { "- {name: x, keep-apart: [a, b]}", "- {name: \"x #2\", keep-together: [c, d]}" }, NULL, NULL },
  /* settings and rules */
  { VMS, HOSTS, { "vCluster.csv", "Name,HA enabled,Failover Level,AdmissionControlEnabled,DRS enabled\nC,False,1,True,False\n" }, { 0 }, { "drs: {automation: off}" }, "ha:", NULL },
  { VMS, HOSTS, { "vCluster.csv", "Name,HA enabled,DRS enabled,DRS default VM behavior\nC,1,TRUE,manual\n" }, { 0 }, { "ha: {}", "drs: {automation: manual}" }, NULL, NULL },
  { VMS, HOSTS, { "vCluster.csv", "Name,NumHosts,TotalCpu,TotalMemory\nC,2,32001,131074\n" }, { 0 }, { "h1" }, NULL, "'TotalCpu' in MHz agrees with its hosts' cores times speed for 0 of 1: C says 32001, found 32000" },
  { VMS, HOSTS, { "vCluster.csv", "Name,NumHosts,TotalCpu,TotalMemory\nC,2,32000,131074\n" }, { 0 }, { "h1" }, NULL, "within 1 MiB a host, for 1 of 1" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,Cluster rule(s),Cluster rule name(s)\na,poweredOn,2,4096,C,h1,\"Anti Affinity, Affinity\",\"x, y\"\nb,poweredOn,2,4096,C,h2,\"Anti Affinity, Affinity\",\"x, y\"\n", HOSTS, { 0 }, { 0 },
    { "- {name: x, keep-apart: [a, b]}", "# contradicts rule 'x'\n      # - {name: \"y\", keep-together: [a, b]}" }, NULL, "rule 'y' contradicts rule 'x'" },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,Cluster rule(s),Cluster rule name(s)\na,poweredOn,2,4096,C,h1,Anti Affinity,\"one, with comma\"\nb,poweredOn,2,4096,C,h2,Anti Affinity,\"one, with comma\"\n", HOSTS, { 0 }, { 0 },
    { "- {name: \"one, with comma\", keep-apart: [a, b]}" }, NULL, NULL },
  { "VM,Powerstate,CPUs,Memory,Cluster,Host,Cluster rule(s),Cluster rule name(s)\na,poweredOn,2,4096,C,h1,\"Anti Affinity, Affinity\",\"one, two, three\"\n", HOSTS, { 0 }, { 0 },
    { "a: {" }, "rules:", "cannot be told apart" },
};
/* clang-format on */

static void
traps_are_met (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (traps); i++)
    meets (&traps[i], i);
}

static void
mistakes_have_a_place (void)
{
  static const char *const unknown_cluster[] = { "Prodd", NULL }, *const no_equals[] = { "bovm", NULL };
  static const struct {
    ImportFile files[3];
    ScenarioImportOptions options;
    const char *message;
  } rows[] = {
    { { { "vHost.csv", HOSTS } }, { 0 }, "DIR: tab vInfo is missing; the tabs read here are: vHost" },
    { { { "vInfo.csv", VMS } }, { 0 }, "DIR: tab vHost is missing" },
    { { { "vInfo.csv", "This tab page is empty\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR: tab vInfo is empty" },
    { { { "readme.txt", "x" } }, { 0 }, "DIR: expected csv files such as RVTools_tabvInfo.csv" },
    { { { "readme.xlsx", "x" } },
      { 0 },
      "DIR: expected csv files such as RVTools_tabvInfo.csv in this folder, found none; it holds a workbook, "
      "name that instead: readme.xlsx" },
    { { { "vInfo.csv", VMS }, { "RVTools_tabvInfo.csv", VMS }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv: this file and DIR/RVTools_tabvInfo.csv both say they are the tab vInfo" },
    { { { "vInfo.csv", "VMs,CPUs,Memory,Host\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:1:1: expected a column 'VM' in the header of tab vInfo, found none; did you mean "
      "'VMs'?" },
    { { { "vInfo.csv", "VM,CPUs,Size,Host\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:1:1: expected a column 'Memory'" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", "Host,Cluster,# Cores\n" } },
      { 0 },
      "DIR/vHost.csv:1:1: expected a column 'Speed'" },
    { { { "vInfo.csv", VM_HEADER "a,poweredOn,False,two,4096,C,h1\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:2:19: expected a whole number under 'CPUs', found 'two'" },
    { { { "vInfo.csv", VM_HEADER "a,poweredOn,maybe,2,4096,C,h1\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:2:13: expected True or False under 'Template', found 'maybe'" },
    { { { "vInfo.csv", VM_HEADER "a,asleep,False,2,4096,C,h1\n" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:2:3: expected poweredOn, poweredOff or suspended, found 'asleep'" },
    { { { "vInfo.csv", VMS },
        { "vHost.csv", HOSTS },
        { "vCluster.csv", "Name,DRS enabled,DRS default VM behavior\nC,True,9\n" } },
      { 0 },
      "DIR/vCluster.csv:2:8: expected manual" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", HOST_HEADER } },
      { 0 },
      "DIR: expected a cluster with at least one host in vHost, found none" },
    { { { "vInfo.csv", VMS "\"x" }, { "vHost.csv", HOSTS } },
      { 0 },
      "DIR/vInfo.csv:4:1: this quote is never closed" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", HOST_HEADER HOST ("h1", "Prod") } },
      { unknown_cluster, NULL, NULL },
      "DIR: there is no cluster 'Prodd'; did you mean 'Prod'?; the clusters are: Prod, C" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", HOSTS } },
      { NULL, no_equals, NULL },
      "DIR: --map-host 'bovm': expected FROM=TO" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", HOSTS } },
      { NULL, NULL, "eight" },
      "DIR: --to 'eight': expected a version" },
    { { { "vInfo.csv", VMS }, { "vHost.csv", HOSTS } },
      { NULL, NULL, "v8.0.3" },
      "DIR: --to 'v8.0.3': expected a version" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (ImportOutcome) outcome = import_csv (rows[i].files, 3, &rows[i].options);
    import_fails (&outcome, rows[i].message, (guint) i);
  }
}

static void
paths_are_checked (void)
{
  static const char *const rows[][2] = {
    { "/nowhere/at/all.xlsx", "/nowhere/at/all.xlsx: cannot be read: " },
    { "/dev/null", "/dev/null: expected an .xlsx workbook or a folder of csv files" },
  };
  g_autofree char *csv = import_data ("rvtools/internal", "vInfo.csv");
  g_auto (ImportOutcome) one_tab = import (csv, NULL);

  CU_ASSERT_TRUE (one_tab.message && strstr (one_tab.message, "is one tab of an export"));
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (ImportOutcome) outcome = import (rows[i][0], NULL);
    CU_ASSERT_TRUE (outcome.message && g_str_has_prefix (outcome.message, rows[i][1]));
  }
}

/* A tab under another name is known by its columns, when only one looks so. */
static void
renamed_tabs_are_recognised (void)
{
  const ImportFile renamed[] = { { "Machines.csv", VMS }, { "Servers.csv", HOSTS } };
  const ImportFile twice[] = { { "Machines.csv", VMS }, { "More.csv", VMS }, { "vHost.csv", HOSTS } };
  g_auto (ImportOutcome) one = import_csv (renamed, 2, NULL), two = import_csv (twice, 3, NULL);

  CU_ASSERT_PTR_NOT_NULL_FATAL (one.text);
  CU_ASSERT_PTR_NOT_NULL (strstr (one.text, "a: {vcpus: 2, memory: 4096 MiB, host: h1}"));
  CU_ASSERT_PTR_NOT_NULL (
      strstr (one.notices, "there is no tab vInfo; 'Machines' has its columns and is read as it"));
  CU_ASSERT_PTR_NOT_NULL (
      strstr (one.notices, "there is no tab vHost; 'Servers' has its columns and is read as it"));
  CU_ASSERT_TRUE (two.message && g_str_has_prefix (two.message, "DIR: tab vInfo is missing"));
}

/* Real exports, where they are at hand. */
static void
samples_import (void)
{
  static const char *const mapping[] = { "bovm=vm", NULL };
  static const struct {
    const char *file;
    ScenarioImportOptions options;
    const char *text, *notice;
  } rows[] = {
    { "kubev2v-example1.xlsx", { 0 }, "1 cluster, 7 hosts, 9 VMs (3 powered on)", "9 of 9 VMs name a host" },
    { "mjvincent-rvtools-small-complete.xlsx",
      { 0 },
      "1 cluster, 2 hosts, 3 VMs (2 powered on)",
      "sample-cluster-a says 76800, found 80000" },
    { "reinhardfrie-SizingWorkshop-RVTools.xlsx",
      { 0 },
      "4 clusters, 34 hosts, 795 VMs (763 powered on)",
      "754 of 805 VMs name a host" },
    { "reinhardfrie-SizingWorkshop-RVTools.xlsx",
      { NULL, mapping, NULL },
      "4 clusters, 34 hosts, 795 VMs (763 powered on)",
      "agrees with the memory of the same VMs for 34 of 34" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path = import_sample ("rvtools", rows[i].file);
    g_auto (ImportOutcome) outcome = { NULL, NULL, NULL };
    if (!path)
      continue;
    outcome = import (path, &rows[i].options);
    CU_ASSERT_PTR_NOT_NULL_FATAL (outcome.text);
    CU_ASSERT_PTR_NOT_NULL (strstr (outcome.text, rows[i].text));
    CU_ASSERT_PTR_NOT_NULL (strstr (outcome.notices, rows[i].notice));
    import_runs (outcome.text);
  }
}

static GString *said; /* on standard error, while somebody listens */

static void
listen (const char *text)
{
  g_string_append (said, text);
}

static int
import_one (const char *format, const char *path, const char *output, const ScenarioImportOptions *options,
            gboolean quiet)
{
  const char *const paths[] = { path, NULL };

  return cli_import (format, paths, output, options, quiet);
}

/* The file is written whole or not at all, and never over its own source. */
static void
the_command_writes_whole_files (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rollcall-XXXXXX", NULL),
                  *out = g_build_filename (folder, "estate.yaml", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "such", "folder.yaml", NULL);
  g_autofree char *source = import_data ("rvtools", "internal");
  g_autofree char *one_tab = g_build_filename (source, "vInfo.csv", NULL);
  const ScenarioImportOptions none = { 0 }, wrong = { NULL, NULL, "x" };
  GPrintFunc before = g_set_printerr_handler (listen);

  said = g_string_new (NULL);
  CU_ASSERT_EQUAL (import_one ("rvtool", source, out, &none, TRUE), CLI_IMPORT_USAGE);
  CU_ASSERT_EQUAL (import_one ("rvtools", source, out, &wrong, TRUE), CLI_IMPORT_USAGE);
  CU_ASSERT_EQUAL (import_one ("rvtools", folder, out, &none, TRUE), CLI_IMPORT_BAD_INPUT);
  CU_ASSERT_EQUAL (import_one ("rvtools", one_tab, one_tab, &none, TRUE), CLI_IMPORT_USAGE);
  CU_ASSERT_FALSE (g_file_test (out, G_FILE_TEST_EXISTS));
  CU_ASSERT_EQUAL (import_one ("rvtools", source, nowhere, &none, TRUE), CLI_IMPORT_BAD_INPUT);
  CU_ASSERT_EQUAL (import_one ("rvtools", source, out, &none, TRUE), 0);
  CU_ASSERT_TRUE (g_file_test (out, G_FILE_TEST_EXISTS));
  CU_ASSERT_PTR_NULL (strstr (said->str, "notice: "));
  CU_ASSERT_EQUAL (import_one ("rvtools", source, out, &none, FALSE), 0);
  CU_ASSERT_PTR_NOT_NULL (strstr (said->str, "notice: tab vCluster is missing"));
  CU_ASSERT_PTR_NOT_NULL (strstr (said->str, "there is no format 'rvtool'; the formats are: rvtools, "));
  g_set_printerr_handler (before);
  g_string_free (said, TRUE);
  g_unlink (out);
  CU_ASSERT_EQUAL (g_rmdir (folder), 0); /* nothing else was left there */
}

void
test_import_suite (void)
{
  CU_pSuite suite = CU_add_suite ("import", NULL, NULL);

  CU_add_test (suite, "exports in three dialects", golden_exports);
  CU_add_test (suite, "traps are met", traps_are_met);
  CU_add_test (suite, "mistakes have a place", mistakes_have_a_place);
  CU_add_test (suite, "paths are checked", paths_are_checked);
  CU_add_test (suite, "renamed tabs are recognised", renamed_tabs_are_recognised);
  CU_add_test (suite, "samples import", samples_import);
  CU_add_test (suite, "the command writes whole files", the_command_writes_whole_files);
}
