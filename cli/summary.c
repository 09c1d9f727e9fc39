/* What a person acts on: how the steps came out, what was found, worst first, and what to do about it. What comes to light
 * again and again about one thing is told once, with how often and how long; and of many things of which the same is found
 * in the same step, the first few. */

#include "cli/topics.h"

#define SAME_MAX 3 /* things told of which the same is found in the same step */

static void
tell_topic (const SimRun *run, const CliTopic *topic, gboolean is_first, GString *text)
{
  const SimModel *model = run->model;
  g_autofree char *message = sim_finding_message (model, topic->first),
                  *fix = sim_finding_fix (model, topic->first);
  g_autofree char *safe = cli_safe (message), *what = cli_safe (fix), *span = cli_topic_when (run, topic, is_first);

  if (is_first)
    g_string_append_printf (text,
                            "  %-7s %s: %s\n          %s (event %" G_GUINT64_FORMAT ")\n          do: %s\n",
                            sim_severity_names[topic->first->severity], model->kinds[topic->first->kind].code,
                            safe, span, topic->first->event, what);
  else
    g_string_append_printf (text, "          and %s, %s (event %" G_GUINT64_FORMAT ")\n", safe, span,
                            topic->first->event);
}

/* A matter is told at its first topic, with up to SAME_MAX topics; `index` is that first one. */
static void
tell_matter (const SimRun *run, const GArray *topics, guint index, GString *text)
{
  const CliTopic *first = &g_array_index (topics, CliTopic, index);
  guint told = 0, more = 0;

  for (guint i = 0; i < index; i++)
    if (cli_same_matter (run, &g_array_index (topics, CliTopic, i), first))
      return;
  for (guint i = index; i < topics->len; i++) {
    const CliTopic *topic = &g_array_index (topics, CliTopic, i);

    if (!cli_same_matter (run, topic, first))
      continue;
    if (told++ < SAME_MAX)
      tell_topic (run, topic, told == 1, text);
    else
      more++;
  }
  if (more)
    g_string_append_printf (text, "          and the same of %u more\n", more);
}

static int
by_beginning (gconstpointer a, gconstpointer b, gpointer data)
{
  const SimRun *run = data;
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  SimTime begins_x = model_step_state (run, x)->began, begins_y = model_step_state (run, y)->began;
  SimTime ends_x = model_step_state (run, x)->ended, ends_y = model_step_state (run, y)->ended;

  return begins_x != begins_y ? (begins_x > begins_y) - (begins_x < begins_y)
         : ends_x != ends_y   ? (ends_x > ends_y) - (ends_x < ends_y)
                              : (x > y) - (x < y);
}

GArray *
cli_steps_in_order (const SimRun *run)
{
  GArray *order = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 s = 0; s < model_fleet (run)->n_steps; s++)
    g_array_append_val (order, s);
  g_array_sort_with_data (order, by_beginning, (gpointer) run);
  return order;
}

static void
tell_steps (const SimRun *run, GString *text)
{
  const ModelFleet *fleet = model_fleet (run);
  g_autofree char *end = cli_clock_of (model_ended_at (run));
  g_autoptr (GArray) order = cli_steps_in_order (run);

  g_string_append_printf (text, "\n%s after %s\n", model_outcome_words[model_outcome (run)], end);
  for (guint i = 0; i < order->len; i++) {
    guint32 s = g_array_index (order, guint32, i);
    const ModelStepState *state = model_step_state (run, s);
    g_autofree char *name = cli_safe (fleet->steps[s].name);
    g_autofree char *began = state->began == SIM_NEVER ? g_strdup ("-") : cli_clock_of (state->began);
    g_autofree char *ended = state->ended == SIM_NEVER ? g_strdup ("-") : cli_clock_of (state->ended);

    g_string_append_printf (text, "  %-8s %9s to %-9s  %s%s\n",
                            model_step_outcome_words[model_step_outcome (run, s)], began, ended, name,
                            !state->measured || state->margin > 0 ? ""
                            : state->margin == 0                  ? ", after which vSAN may lose nothing more"
                                                                  : ", after which vSAN objects are not accessible");
  }
}

static const char *
plural (guint n)
{
  return n == 1 ? "" : "s";
}

char *
cli_summary (const CliOptions *options G_GNUC_UNUSED, const SimRun *run)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GArray) topics = cli_topics_of (run);
  guint counts[] = { 0, 0, 0 };

  tell_steps (run, text);
  for (guint i = 0; i < run->world->n_findings; i++)
    counts[run->world->findings[i].severity]++;
  if (topics->len > 0)
    g_string_append (text, "\nfound; `rollcall explain FILE EVENT` tells why\n");
  for (int severity = SIM_OUTAGE; severity >= SIM_NOTE; severity--)
    for (guint i = 0; i < topics->len; i++)
      if (g_array_index (topics, CliTopic, i).first->severity == severity)
        tell_matter (run, topics, i, text);
  g_string_append_printf (text, "\ndigest %016" G_GINT64_MODIFIER "x  %u outage%s, %u risk%s, %u note%s\n",
                          sim_world_digest (run->model, run->world), counts[SIM_OUTAGE],
                          plural (counts[SIM_OUTAGE]), counts[SIM_RISK], plural (counts[SIM_RISK]),
                          counts[SIM_NOTE], plural (counts[SIM_NOTE]));
  return g_string_free (text, FALSE);
}
