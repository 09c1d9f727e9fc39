/* Facts: D-10 D-16. */

#include "models/governance/verdicts.h"

/* D-10 for terraform, D-16 for Argo CD, whose other errors end with 20. */
/* clang-format off */
static const struct {
  int status[MODEL_N_RUNS];
  ModelToolVerdict of_same; /* what the status of no difference tells: nothing, where a difference has it too */
} tools[MODEL_N_TOOLS] = {
  [MODEL_TOOL_PLAN_DETAILED] = { { 0, 2, 1, 1 },  MODEL_TOOL_SAYS_IN_POLICY },
  [MODEL_TOOL_PLAN]          = { { 0, 0, 1, 1 },  MODEL_TOOL_SAYS_UNKNOWN },
  [MODEL_TOOL_DIFF]          = { { 0, 1, 2, 20 }, MODEL_TOOL_SAYS_IN_POLICY },
};
/* clang-format on */

const char *const model_tool_commands[MODEL_N_TOOLS]
    = { "terraform plan -detailed-exitcode", "terraform plan", "argocd app diff" };
const char *const model_tool_verdict_words[] = { "unknown", "in_policy", "drift", "error", NULL };

int
model_tool_status (ModelTool tool, ModelToolRun run)
{
  return tools[tool].status[run];
}

ModelToolVerdict
model_tool_verdict (ModelTool tool, int status)
{
  if (status == tools[tool].status[MODEL_RUN_SAME])
    return tools[tool].of_same;
  return status == tools[tool].status[MODEL_RUN_DIFFERS] ? MODEL_TOOL_SAYS_DRIFT : MODEL_TOOL_SAYS_ERROR;
}
