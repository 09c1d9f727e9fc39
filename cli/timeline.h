/* A run as a timeline: what was found, the plan, what may still be lost, and every vCenter, host and CVM that did anything.
 * Who never left its state is counted and not drawn. */

#ifndef CLI_TIMELINE_H
#define CLI_TIMELINE_H

#include "cli/margins.h"
#include "viz/timeline.h"

/* Of a run that has ended, with the margins that were taken on the way. (transfer full) */
VizTimeline *cli_timeline_of (const SimRun *run, const CliMargins *margins);

/* As Chrome's trace viewer and Perfetto read it: a process a group, a thread a track, a slice a span. (transfer full) */
char *cli_timeline_trace (const VizTimeline *timeline);

#endif
