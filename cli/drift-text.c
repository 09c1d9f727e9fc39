/* What drifted, in words: in the order in which a person asks, what was wrong before, what came and went, what is left; alike
 * things of neighbours as one. */

#include "cli/drift.h"
#include "cli/topics.h"
#include "scenarios/ranges.h"

#define MOST_NAMES 60 /* characters that objects, or VMs, are named in */

static const char *const titles[CLI_N_PHASES] = {
  [CLI_BEFORE_PLAN] = "different before the plan",
  [CLI_DURING_PLAN] = "came during the plan, and was put right",
  [CLI_AFTER_PLAN] = "came during the plan, and was left",
};

/* Drifts that differ by where they are and when they came, in the order in which they came. */
typedef struct {
  CliPhase phase;
  GPtrArray *all; /* (element-type CliDrift) */
} Topic;

static void
free_topic (gpointer data)
{
  g_ptr_array_unref (((Topic *) data)->all);
  g_free (data);
}

/* The same for those that are told as one. (transfer full) */
static char *
likeness (const SimRun *run, const CliDrift *drift)
{
  const SimEntry *came = drift->came, *went = drift->went;
  g_autofree char *actual = model_actual_words (run, drift->what, drift->actual);
  gboolean is_policy = drift->what.kind == MODEL_DECLARED_POLICY;
  guint32 which = is_policy ? model_links (run)->policy_of_cell[drift->what.index]
                  : model_declared_of (drift->what.kind) == MODEL_OF_VM
                          || model_declared_of (drift->what.kind) == MODEL_OF_HOST
                      ? 0
                                                                        : drift->what.index;

  return g_strdup_printf ("%u %u %u %d.%d.%d %d.%d %s", drift->what.kind, which, cli_drift_phase (drift),
                          came ? came->step : -1, came ? came->machine : -1, came ? came->row : -1,
                          went ? went->machine : -1, went ? went->row : -1, actual);
}

static GPtrArray *
topics_of (const SimRun *run, const CliDrifts *drifts)
{
  GPtrArray *topics = g_ptr_array_new_with_free_func (free_topic);
  g_autoptr (GHashTable) by_likeness = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < drifts->all->len; i++) {
    CliDrift *drift = drifts->all->pdata[i];
    g_autofree char *key = likeness (run, drift);
    Topic *topic = g_hash_table_lookup (by_likeness, key);

    if (!topic) {
      topic = g_new (Topic, 1);
      *topic = (Topic){ cli_drift_phase (drift), g_ptr_array_new () };
      g_ptr_array_add (topics, topic);
      g_hash_table_insert (by_likeness, g_steal_pointer (&key), topic);
    }
    g_ptr_array_add (topic->all, drift);
  }
  return topics;
}

/* ---- Its parts ---- */

static SimSeverity
worst_of (const Topic *topic)
{
  SimSeverity worst = SIM_NOTE;

  for (guint i = 0; i < topic->all->len; i++)
    worst = MAX (worst, cli_drift_severity (topic->all->pdata[i]));
  return worst;
}

static char *
objects_of (const SimRun *run, const Topic *topic)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < topic->all->len; i++)
    g_ptr_array_add (names,
                     (gpointer) model_declared_object (run, ((CliDrift *) topic->all->pdata[i])->what));
  text = scenario_names_text (names, MOST_NAMES);
  return cli_safe (text);
}

/* "12 s", or with others "12 s to 4 d 3 h". (transfer full) */
static char *
span_words (SimTime least, SimTime most)
{
  g_autofree char *a = sim_time_words (least), *b = sim_time_words (most);

  return g_str_equal (a, b) ? g_strdup (a) : g_strdup_printf ("%s to %s", a, b);
}

/* "from 0:17:14 to 1:11:10"; of several, when the first came and the last, and how long each was there. (transfer full) */
static char *
when_words (const Topic *topic)
{
  const CliDrift *first = topic->all->pdata[0];
  SimTime since[] = { SIM_NEVER, 0 }, until = 0, lasted[] = { SIM_NEVER, 0 };
  g_autofree char *came = NULL, *last = NULL, *went = NULL, *long_words = NULL;

  for (guint i = 0; i < topic->all->len; i++) {
    const CliDrift *drift = topic->all->pdata[i];
    SimTime it_lasted = drift->until == SIM_NEVER ? SIM_NEVER : drift->until - drift->since;

    since[0] = MIN (since[0], drift->since);
    since[1] = MAX (since[1], drift->since);
    until = MAX (until, drift->until);
    lasted[0] = MIN (lasted[0], it_lasted);
    lasted[1] = MAX (lasted[1], it_lasted);
  }
  came = cli_clock_of (since[0]);
  last = cli_clock_of (since[1]);
  if (first->until == SIM_NEVER)
    return topic->phase == CLI_BEFORE_PLAN ? g_strdup ("there already, and to the end")
           : g_str_equal (came, last)
               ? g_strdup_printf ("from %s to the end", came)
               : g_strdup_printf ("one after another from %s to %s, all to the end", came, last);
  went = cli_clock_of (until);
  long_words = span_words (lasted[0], lasted[1]);
  return topic->phase == CLI_BEFORE_PLAN ? g_strdup_printf ("there already, until %s", went)
         : g_str_equal (came, last)      ? g_strdup_printf ("from %s to %s, for %s", came, went, long_words)
                                    : g_strdup_printf ("%u times, first at %s and last at %s, each for %s",
                                                       topic->all->len, came, last, long_words);
}

static void
tell_event (GString *text, const SimRun *run, const char *label, const CliDrift *drift, const SimEntry *entry,
            const char *name)
{
  g_autofree char *because = cli_drift_cause (run, drift, entry), *why = cli_safe (because);
  g_autofree char *clock = cli_clock_of (entry->at), *file = cli_safe (name);

  g_string_append_printf (text, "          %s: %s %s; why: rollcall explain %s %" G_GUINT64_FORMAT "\n",
                          label, clock, why, file, entry->event);
}

static void
tell_heirs (GString *text, const SimRun *run, const Topic *topic)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  SimTime all = 0, end = model_ended_at (run);

  for (guint i = 0; i < topic->all->len; i++) {
    const CliDrift *drift = topic->all->pdata[i];

    all += cli_drift_vm_time (drift, end);
    for (guint h = 0; h < drift->heirs->len; h++) {
      guint32 vm = g_array_index (drift->heirs, CliHeir, h).vm;

      if (g_hash_table_add (seen, GUINT_TO_POINTER (vm)))
        g_ptr_array_add (names, (gpointer) model_fleet (run)->vms[vm].name);
    }
  }
  if (!names->len)
    g_string_append (text, "          inherited by: no VM\n");
  else {
    g_autofree char *list = scenario_names_text (names, MOST_NAMES), *safe = cli_safe (list);
    g_autofree char *time = sim_time_words (all);

    g_string_append_printf (text, "          inherited by: %u VM%s, %s%s%s%s\n", names->len,
                            names->len == 1 ? "" : "s", safe, all ? ", for " : "", all ? time : "",
                            all ? " of VM time" : "");
  }
}

/* Each VM that ran under it, from when to when. */
static void
tell_each_heir (GString *text, const SimRun *run, const CliDrift *drift)
{
  g_autofree char *object = cli_safe (model_declared_object (run, drift->what));

  for (guint h = 0; h < drift->heirs->len; h++) {
    const CliHeir *heir = &g_array_index (drift->heirs, CliHeir, h);
    g_autofree char *vm = cli_safe (model_fleet (run)->vms[heir->vm].name),
                    *from = cli_clock_of (heir->since);
    g_autofree char *to = heir->until == SIM_NEVER ? g_strdup ("the end") : cli_clock_of (heir->until);

    g_string_append_printf (text, "            %-20s %9s to %-9s under %s\n", vm, from, to, object);
  }
}

static void
tell_topic (const CliOptions *options, GString *text, const SimRun *run, const Topic *topic, const char *name)
{
  const CliDrift *first = topic->all->pdata[0];
  g_autofree char *objects = objects_of (run, topic), *when = when_words (topic);
  g_autofree char *declared = model_declared_words (run, first->what), *wanted = cli_safe (declared);
  g_autofree char *actual = model_actual_words (run, first->what, first->actual), *is = cli_safe (actual);
  g_autofree char *key = cli_safe (model_declared_key (run, first->what));
  const char *before = first->what.kind == MODEL_DECLARED_RULE ? "rule " : "";
  g_autofree char *impact = cli_safe (model_declared_impact (run, first->what));

  g_string_append_printf (text, "  %-7s %s%s of %s: declared %s, actual %s\n          %s\n",
                          sim_severity_names[worst_of (topic)], before, key, objects, wanted, is, when);
  if (first->came)
    tell_event (text, run, "cause", first, first->came, name);
  if (first->went)
    tell_event (text, run, "ended", first, first->went, name);
  g_string_append_printf (text, "          impact: %s\n", impact);
  tell_heirs (text, run, topic);
  for (guint i = 0; options->details && i < topic->all->len; i++)
    tell_each_heir (text, run, topic->all->pdata[i]);
}

/* ---- All of it ---- */

/* What a board reads first: "2 settings differed before the plan, 8 drifted during it, and 3 still differ at the end". */
static void
tell_verdict (GString *text, const CliDrifts *drifts)
{
  guint before = 0, left = 0, all = drifts->all->len, vms;
  g_autoptr (GHashTable) heirs = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < all; i++) {
    const CliDrift *drift = drifts->all->pdata[i];

    before += cli_drift_phase (drift) == CLI_BEFORE_PLAN;
    left += drift->until == SIM_NEVER;
    for (guint h = 0; h < drift->heirs->len; h++)
      g_hash_table_add (heirs, GUINT_TO_POINTER (g_array_index (drift->heirs, CliHeir, h).vm));
  }
  if (!all) {
    g_string_append (text, "in policy: what is declared holds before, during and after the plan\n");
    return;
  }
  g_string_append (text, "out of policy: ");
  if (before)
    g_string_append_printf (text, "%u setting%s differed before the plan%s", before, before == 1 ? "" : "s",
                            all == before ? "" : ", ");
  if (all > before)
    g_string_append_printf (text, "%u %sdrifted during %s", all - before,
                            before     ? ""
                            : all == 1 ? "setting "
                                       : "settings ",
                            before ? "it" : "the plan");
  if (!left)
    g_string_append (text, ", and none is left at the end");
  else if (left < all)
    g_string_append_printf (text, ", and %u still differ%s at the end", left, left == 1 ? "s" : "");
  else
    g_string_append (text, all == 1 ? ", and still differs at the end" : ", and all still differ at the end");
  vms = g_hash_table_size (heirs);
  if (vms)
    g_string_append_printf (text, "; %u VM%s ran under %s\n\n", vms, vms == 1 ? "" : "s",
                            all == 1 ? "it" : "them");
  else
    g_string_append (text, all == 1 ? "; no VM ran under it\n\n" : "; no VM ran under any\n\n");
}

/* One phase of the plan, the worst first. */
static void
tell_phase (const CliOptions *options, GString *text, const SimRun *run, const GPtrArray *topics,
            CliPhase phase, const char *name)
{
  gboolean any = FALSE;

  for (int severity = SIM_OUTAGE; severity >= SIM_NOTE; severity--)
    for (guint i = 0; i < topics->len; i++) {
      const Topic *topic = topics->pdata[i];

      if (topic->phase != phase || (int) worst_of (topic) != severity)
        continue;
      if (!any)
        g_string_append_printf (text, "%s\n", titles[phase]);
      tell_topic (options, text, run, topic, name);
      any = TRUE;
    }
}

char *
cli_drift_text (const CliOptions *options, const SimRun *run, const CliDrifts *drifts, const char *name)
{
  GString *text = g_string_new (NULL);
  g_autoptr (GPtrArray) topics = topics_of (run, drifts);

  tell_verdict (text, drifts);
  for (guint phase = 0; phase < CLI_N_PHASES && topics->len; phase++)
    tell_phase (options, text, run, topics, phase, name);
  return g_string_free (text, FALSE);
}
