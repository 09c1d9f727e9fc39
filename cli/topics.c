#include "cli/topics.h"

/* What one check finds is another matter than what the next one does, though both are found of one step. */
static gint64
check_of (const SimRun *run, const SimFinding *finding)
{
  const SimFindingKind *kind = &run->model->kinds[finding->kind];

  for (guint i = 0; i < SIM_EVIDENCE_MAX && kind->evidence[i].key; i++)
    if (g_str_equal (kind->evidence[i].type, "check-code"))
      return finding->evidence[i];
  return -1;
}

static gboolean
same_topic (const SimRun *run, const SimFinding *a, const SimFinding *b)
{
  return a->kind == b->kind && a->step == b->step && a->subject == b->subject && a->about == b->about
         && check_of (run, a) == check_of (run, b);
}

gboolean
cli_same_matter (const SimRun *run, const CliTopic *a, const CliTopic *b)
{
  return a->first->kind == b->first->kind && a->first->step == b->first->step
         && check_of (run, a->first) == check_of (run, b->first);
}

/* Topics in the order in which they came to light. Findings on one subject are chained, so looking for an earlier one about
 * the same is a short walk. */
GArray *
cli_topics_of (const SimRun *run)
{
  GArray *topics = g_array_new (FALSE, TRUE, sizeof (CliTopic));
  const SimFinding *findings = run->world->findings;
  g_autofree guint *topic_of = g_new (guint, run->world->n_findings + 1);

  for (guint i = 0; i < run->world->n_findings; i++) {
    const SimFinding *finding = &findings[i];
    guint32 before = finding->previous;
    CliTopic *topic;

    while (before && !same_topic (run, &findings[before - 1], finding))
      before = findings[before - 1].previous;
    topic_of[i] = before ? topic_of[before - 1] : topics->len;
    if (!before)
      g_array_set_size (topics, topics->len + 1);
    topic = &g_array_index (topics, CliTopic, topic_of[i]);
    if (!before)
      topic->first = finding;
    topic->times++;
    topic->lasts |= finding->until == SIM_NEVER;
    topic->lasted += (finding->until == SIM_NEVER ? sim_now (run) : finding->until) - finding->since;
  }
  return topics;
}

/* "12:09:00", whole seconds as in the story. (transfer full) */
char *
cli_clock_of (SimTime at)
{
  return sim_time_clock (at - at % SIM_SECOND);
}

char *
cli_topic_when (const SimRun *run, const CliTopic *topic, gboolean with_step)
{
  g_autofree char *since = cli_clock_of (topic->first->since), *lasted = sim_time_words (topic->lasted);
  g_autofree char *step
      = topic->first->step && with_step
            ? g_strdup_printf ("step %s, ", model_fleet (run)->steps[topic->first->step - 1].name)
            : g_strdup ("");
  g_autofree char *safe = cli_safe (step);

  if (topic->times > 1)
    return topic->lasted
               ? g_strdup_printf ("%s%u times from %s on, %s in all", safe, topic->times, since, lasted)
               : g_strdup_printf ("%s%u times from %s on", safe, topic->times, since);
  if (topic->lasts)
    return g_strdup_printf ("%sfrom %s to the end", safe, since);
  return topic->lasted ? g_strdup_printf ("%sfrom %s for %s", safe, since, lasted)
                       : g_strdup_printf ("%sat %s", safe, since);
}

/* ---- Whether it may be approved ---- */

SimSeverity
cli_approval (const SimRun *run)
{
  SimSeverity worst = SIM_NOTE;

  for (guint f = 0; f < run->world->n_findings; f++)
    worst = MAX (worst, run->world->findings[f].severity);
  return model_outcome (run) == MODEL_COMPLETED ? worst : SIM_OUTAGE;
}

const char *
cli_approval_words (const SimRun *run)
{
  switch (model_outcome (run)) {
  case MODEL_COMPLETED:
    break;
  case MODEL_STOPPED:
    return "Not ready to be approved: in the rehearsal the plan stopped and did not come to its end.";
  default:
    return "Not ready to be approved: in the rehearsal the plan got stuck and did not come to its end.";
  }
  switch (cli_approval (run)) {
  case SIM_OUTAGE:
    return "Not ready to be approved: the plan came to its end, and on the way something was or could have "
           "been out of service. Each such finding has to be remedied, or accepted by those whom it concerns.";
  case SIM_RISK:
    return "To be approved on conditions: the plan came to its end without an outage, and there are risks to "
           "be remedied or accepted first.";
  default:
    return "Nothing was found in the rehearsal that speaks against approval.";
  }
}

char *
cli_found_words (const guint found[3])
{
  GString *words = g_string_new (NULL);

  for (guint s = 3; s-- > 0;)
    if (found[s])
      g_string_append_printf (words, "%s%u %s%s", words->len ? ", " : "", found[s], sim_severity_names[s],
                              found[s] == 1 ? "" : "s");
  return g_string_free (words, FALSE);
}

char *
cli_span_words (SimTime from, SimTime until)
{
  SimTime seconds = until / SIM_SECOND - from / SIM_SECOND;

  return seconds ? sim_time_words (seconds * SIM_SECOND) : g_strdup ("at once");
}
