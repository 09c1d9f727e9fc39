/* What was found, as people are told it: findings of one kind about one thing in one step are one topic, with how often and
 * how long; topics that say the same of many things in one step are one matter. */

#ifndef CLI_TOPICS_H
#define CLI_TOPICS_H

#include "cli/cli.h"

/* All findings of one kind about one thing in one step. */
typedef struct {
  const SimFinding *first;
  guint times;
  SimTime lasted;
  gboolean lasts; /* to the end */
} CliTopic;

/* In the order in which they came to light. (element-type CliTopic) (transfer full) */
GArray *cli_topics_of (const SimRun *run);

gboolean cli_same_matter (const SimRun *run, const CliTopic *a, const CliTopic *b);

/* What a run says of the plan, to those who have to approve it: SIM_NOTE nothing against it, SIM_RISK conditions, SIM_OUTAGE not
 * ready; and the sentence that says so. */
SimSeverity cli_approval (const SimRun *run);
const char *cli_approval_words (const SimRun *run);

/* "step hosts, 4 times from 0:53:15 on, 1 h in all"; "12:09:00", whole seconds. Both (transfer full). */
char *cli_topic_when (const SimRun *run, const CliTopic *topic, gboolean with_step);
char *cli_clock_of (SimTime at);

/* "2 outages, 1 risk"; empty when nothing was found. (transfer full) */
char *cli_found_words (const guint found[3]);

/* How long, in whole seconds as the clock beside has them. (transfer full) */
char *cli_span_words (SimTime from, SimTime until);

#endif
