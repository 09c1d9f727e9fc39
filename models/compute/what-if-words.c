/* What keeps a host, in words: those of the finding that a rehearsal would make of it. */

#include "models/compute/what-if.h"
#include "models/rehearsal.h"

static SimFinding
as_finding (const SimRun *run, const ModelLeaveFault *fault)
{
  guint32 cluster = model_fleet (run)->hosts[fault->host].cluster;
  SimFinding finding = { .kind = MODEL_FIND_EVACUATION_BLOCKED,
                         .subject = fault->vm == MODEL_NONE ? model_cluster_thing (run->model, cluster)
                                                            : ACTOR (VM, fault->vm) };

  finding.evidence[0] = fault->why.blocker;
  finding.evidence[1] = ACTOR (HOST, fault->host);
  finding.evidence[2] = fault->why.rule == MODEL_NONE ? 0 : fault->why.rule + 1;
  finding.evidence[3] = fault->why.best == MODEL_NONE ? 0 : ACTOR (HOST, fault->why.best);
  finding.evidence[4] = fault->why.room;
  finding.evidence[5] = fault->why.need;
  return finding;
}

char *
model_leave_fault_words (const SimRun *run, const ModelLeaveFault *fault)
{
  SimFinding finding = as_finding (run, fault);

  return sim_finding_say (run->model, &finding, "{blocker:blocker}");
}

char *
model_leave_fault_fix (const SimRun *run, const ModelLeaveFault *fault)
{
  SimFinding finding = as_finding (run, fault);

  return sim_finding_fix (run->model, &finding);
}
