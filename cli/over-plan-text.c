#include "cli/over-plan.h"

static char *
percent (gint64 part, gint64 whole)
{
  return whole ? g_strdup_printf ("%" G_GINT64_FORMAT " %%", sim_muldiv (part, 100, whole)) : g_strdup ("-");
}

/* Where VMs could be moved, of those that have the least choice. */
static char *
flexibility (const SimRun *run, const ModelFlexibility *flex)
{
  g_autofree char *vm = flex->vm == MODEL_NONE ? NULL : cli_safe (model_fleet (run)->vms[flex->vm].name);
  guint32 n = flex->nowhere ? flex->nowhere : flex->one_only;

  if (!vm)
    return g_strdup ("-");
  if (!n)
    return g_strdup_printf ("all, %u or more", flex->least);
  return n == 1 ? g_strdup_printf ("%s %s", vm, flex->nowhere ? "nowhere" : "1 host")
                : g_strdup_printf ("%u VMs %s", n, flex->nowhere ? "nowhere" : "1 host");
}

static char *
leaving (const CliMoment *moment)
{
  return moment->held
             ? g_strdup_printf ("%u, %u held", moment->leave->hosts->len, moment->held)
             : g_strdup_printf ("%u%s", moment->leave->hosts->len, moment->leave->all_tried ? "" : "+");
}

#define COLUMNS 10 /* before the last one, which may be long */

static GPtrArray *
cells_of (const SimRun *run, const CliMoment *moment)
{
  const ModelOutlook *o = &moment->outlook;
  const ModelLoss *loss = cli_moment_loss (moment);
  g_autofree char *clock = cli_moment_clock (moment), *share = percent (o->host.vms, o->vms), *words = NULL,
                  *host = NULL;
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);
  gint64 ratio = model_vcpu_ratio (o);

  g_ptr_array_add (cells, g_strdup_printf ("%s %8s", moment->concerns ? "!" : " ", clock));
  g_ptr_array_add (cells, cli_moment_words (run, moment));
  g_ptr_array_add (cells, g_strdup_printf ("%u", o->hosts));
  g_ptr_array_add (cells, moment->ha ? g_strdup_printf ("%u of %u", moment->covers, moment->wanted)
                                     : g_strdup ("off"));
  g_ptr_array_add (cells, leaving (moment));
  g_ptr_array_add (cells, flexibility (run, &moment->flexibility));
  g_ptr_array_add (cells, g_strdup_printf ("%u VMs %s", o->host.vms, share));
  g_ptr_array_add (cells, ratio ? g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT, ratio / 1000,
                                                   ratio % 1000 / 100)
                                : g_strdup ("-"));
  g_ptr_array_add (cells, percent (o->used_mib, o->memory_mib));
  g_ptr_array_add (cells, moment->cores_billed < 0 ? g_strdup ("-")
                                                   : g_strdup_printf ("%" G_GINT64_FORMAT, moment->cores_billed));
  if (loss) {
    host = cli_safe (model_fleet (run)->hosts[loss->host].name);
    words = cli_loss_words (run, loss);
  }
  g_ptr_array_add (cells, loss ? g_strdup_printf ("%s: %s", host, words) : g_strdup ("no host is left"));
  return cells;
}

static GPtrArray *
heads (void)
{
  static const char *const words[]
      = { "      time",  "moment",   "hosts",     "HA bears", "can leave",
          "can move to", "one host", "vCPU:core", "memory",   "cores billed", "and if one more is lost" };
  GPtrArray *cells = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_ptr_array_add (cells, g_strdup (words[i]));
  return cells;
}

static void
tell_table (GString *text, const GPtrArray *lines)
{
  glong widths[COLUMNS] = { 0 };

  for (guint i = 0; i < lines->len; i++)
    for (guint c = 0; c < COLUMNS; c++)
      widths[c] = MAX (widths[c],
                       g_utf8_strlen (g_ptr_array_index ((GPtrArray *) g_ptr_array_index (lines, i), c), -1));
  for (guint i = 0; i < lines->len; i++) {
    const GPtrArray *cells = g_ptr_array_index (lines, i);

    for (guint c = 0; c < COLUMNS; c++) {
      const char *cell = g_ptr_array_index (cells, c);

      g_string_append_printf (text, "%s%*s  ", cell, (int) (widths[c] - g_utf8_strlen (cell, -1)), "");
    }
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (cells, COLUMNS));
  }
}

static void
tell_worst (GString *text, const SimRun *run, const CliOverPlan *plan, guint32 cluster)
{
  const CliMoment *worst = cli_over_plan_worst (plan, cluster);
  g_autoptr (GPtrArray) reasons = NULL;
  g_autofree char *clock = NULL, *words = NULL;

  if (!worst) {
    g_string_append (text, "  nothing stands against it: every moment bears one more failure\n");
    return;
  }
  clock = cli_moment_clock (worst);
  words = cli_moment_words (run, worst);
  reasons = cli_moment_reasons (run, worst);
  g_string_append_printf (text, "  worst at %s, %s\n", clock, words);
  for (guint i = 0; i < reasons->len; i++)
    g_string_append_printf (text, "    %s\n", (const char *) g_ptr_array_index (reasons, i));
}

/* Where hosts that could be emptied cannot be any more, and what has been tried and found to mend it. */
static void
tell_lost (GString *text, const SimRun *run, const CliOverPlan *plan, guint32 cluster)
{
  for (guint i = 0; i < plan->moments->len; i++) {
    const CliMoment *moment = g_ptr_array_index (plan->moments, i);
    g_autofree char *clock = NULL, *words = NULL, *held = NULL, *fix = NULL;

    if (moment->cluster != cluster || !moment->remedies)
      continue;
    clock = cli_moment_clock (moment);
    words = cli_moment_words (run, moment);
    held = cli_held_words (run, &g_array_index (moment->lost, ModelLeaveFault, 0));
    g_string_append_printf (text, "  from %s on, %s: %s\n", clock, words, held);
    for (guint r = 0; r < moment->remedies->len; r++) {
      g_autofree char *remedy = cli_remedy_words (run, &g_array_index (moment->remedies, ModelRemedy, r));

      g_string_append_printf (text, "    %s %s\n",
                              r ? "or tried, and enough:" : "tried, and enough:   ", remedy);
    }
    if (moment->remedies->len == 0) {
      fix = model_leave_fault_fix (run, &g_array_index (moment->lost, ModelLeaveFault, 0));
      g_string_append_printf (text, "    no one move, smaller reservation or host outside mends it; do: %s\n",
                              fix);
    }
  }
}

static void
tell_cluster (GString *text, const SimRun *run, const CliOverPlan *plan, guint32 index)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[index];
  g_autofree char *name = cli_safe (cluster->name), *blast = cli_widest_blast (run, plan, index);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  g_ptr_array_add (lines, heads ());
  for (guint i = 0; i < plan->moments->len; i++) {
    const CliMoment *moment = g_ptr_array_index (plan->moments, i);

    if (moment->cluster == index)
      g_ptr_array_add (lines, cells_of (run, moment));
  }
  g_string_append_printf (text, "%s%s: %u hosts, %u VMs\n", text->len ? "\n" : "", name, cluster->n_hosts,
                          cluster->n_vms);
  tell_worst (text, run, plan, index);
  tell_lost (text, run, plan, index);
  if (blast)
    g_string_append_printf (text, "  %s\n", blast);
  g_string_append_c (text, '\n');
  tell_table (text, lines);
}

char *
cli_over_plan_text (const SimRun *run, const CliOverPlan *plan)
{
  GString *text = g_string_new (NULL);

  for (guint32 c = 0; c < model_fleet (run)->n_clusters; c++)
    tell_cluster (text, run, plan, c);
  return g_string_free (text, FALSE);
}
