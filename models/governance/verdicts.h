/* What a tool's exit status says about drift. A pipeline reads nothing else.
 *
 * The surprising rule: `terraform plan` ends with 0 whether there is a difference or not, so a pipeline that runs it without
 * -detailed-exitcode never learns of drift (D-10). */

#ifndef MODEL_GOVERNANCE_VERDICTS_H
#define MODEL_GOVERNANCE_VERDICTS_H

#include <glib.h>

typedef enum { MODEL_TOOL_PLAN_DETAILED, MODEL_TOOL_PLAN, MODEL_TOOL_DIFF, MODEL_N_TOOLS } ModelTool;

typedef enum { MODEL_TOOL_SAYS_UNKNOWN, MODEL_TOOL_SAYS_IN_POLICY, MODEL_TOOL_SAYS_DRIFT, MODEL_TOOL_SAYS_ERROR } ModelToolVerdict;

extern const char *const model_tool_commands[MODEL_N_TOOLS], *const model_tool_verdict_words[];

/* How a run of a tool goes: what it asks may not answer, or the tool itself may not come to ask. */
typedef enum { MODEL_RUN_SAME, MODEL_RUN_DIFFERS, MODEL_RUN_UNANSWERED, MODEL_RUN_BROKEN, MODEL_N_RUNS } ModelToolRun;

/* The status that it ends with then. */
int model_tool_status (ModelTool tool, ModelToolRun run);

/* Of a tool and its status, for those who write about it; 0 is of no tool. */
#define MODEL_TOOL_ENDED(TOOL, STATUS) (1 << 16 | (gint64) (TOOL) << 8 | (STATUS))

ModelToolVerdict model_tool_verdict (ModelTool tool, int status);

#endif
