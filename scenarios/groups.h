/* Quorum groups while they are being built: those that a file gives, and those that a Nutanix cluster has of itself. */

#ifndef SCENARIO_GROUPS_H
#define SCENARIO_GROUPS_H

#include "scenarios/reader.h"

/* A group and where to point when it is wrong. */
typedef struct {
  ModelGroup group;
  const ScenarioNode *at;
  gboolean given; /* by the file, rather than a Nutanix cluster's own */
} ScenarioBuiltGroup;

/* Containers, VMs on them, and what a Nutanix cluster keeps quorum of; appends its groups. */
void scenario_build_nutanix (ScenarioReader *reader, guint32 cluster, GArray *built);

#endif
