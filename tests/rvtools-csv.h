/* Exports of RVTools that exist only for a test: csv files, and the least that is one: two hosts, and a VM on each. */

#ifndef TESTS_RVTOOLS_CSV_H
#define TESTS_RVTOOLS_CSV_H

#include "tests/imports.h"

/* The importer takes one path. */
char *import_rvtools (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices, GError **error);

/* Messages begin with "DIR/". */
ImportOutcome import_csv (const ImportFile *files, guint n, const ScenarioImportOptions *options);

#define HOST_HEADER         "Host,Cluster,Speed,# CPU,Cores per CPU,# Cores,# Memory,ESX Version\n"
#define HOST(NAME, CLUSTER) NAME "," CLUSTER ",2000,1,8,8,65536,VMware ESXi 7.0.3\n"
#define HOSTS               HOST_HEADER HOST ("h1", "C") HOST ("h2", "C")
#define VM_HEADER           "VM,Powerstate,Template,CPUs,Memory,Cluster,Host\n"
#define VM(NAME, HOST)      NAME ",poweredOn,False,2,4096,C," HOST "\n"
#define VMS                 VM_HEADER VM ("a", "h1") VM ("b", "h2")

#endif
