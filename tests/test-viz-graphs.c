/* Drawings: what runs did, and the text of the graphs. */

#include "tests/viz-model.h"

#include <CUnit/CUnit.h>
#include <string.h>

void test_viz_graphs_suite (void);

/* Compares with tests/golden, or writes it when asked to. */
static void
golden (const char *file, const char *got)
{
  const char *source = g_getenv ("ROLLCALL_SRCDIR");
  g_autofree char *path = g_build_filename (source ? source : ".", "tests", "golden", file, NULL);
  g_autofree char *expected = NULL;

  if (g_getenv ("ROLLCALL_BLESS"))
    g_assert (g_file_set_contents (path, got, -1, NULL));
  CU_ASSERT_TRUE_FATAL (g_file_get_contents (path, &expected, NULL, NULL));
  CU_ASSERT_STRING_EQUAL (got, expected);
}

/* What runs did */

static void
taken_counts_rows_and_remembers_findings (void)
{
  g_autoptr (VizTaken) taken = viz_rehearsal ();
  guint drs_base = viz_model.row_bases[DRS];

  CU_ASSERT_EQUAL (viz_taken_count (taken, 0, ANY), 2); /* enter, twice */
  CU_ASSERT_EQUAL (viz_taken_count (taken, 1, ANY), 1);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 2, ANY), 1);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 3, ANY), 0);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 8, ANY), 1);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 8, IN (CONNECTED)), 1); /* though the row is for any state */
  CU_ASSERT_EQUAL (viz_taken_count (taken, 8, ANY & ~IN (CONNECTED)), 0);
  CU_ASSERT_EQUAL (viz_taken_count (taken, drs_base, IN (READY)), 1);
  CU_ASSERT_EQUAL (viz_taken_count (taken, drs_base + 1, IN (READY)), 1);
  CU_ASSERT_PTR_NULL (taken->codes[0]);
  CU_ASSERT_PTR_NOT_NULL_FATAL (taken->codes[2]);
  CU_ASSERT_EQUAL (taken->codes[2]->len, 1);
  CU_ASSERT_STRING_EQUAL (taken->codes[2]->pdata[0], "evacuation-blocked");
  CU_ASSERT_EQUAL (taken->visited[HOST], ANY);
  CU_ASSERT_EQUAL (taken->visited[DRS], IN (READY));
  CU_ASSERT_EQUAL (taken->sent[HOST * N_MACHINES + DRS], 2);
  CU_ASSERT_EQUAL (taken->sent[DRS * N_MACHINES + HOST], 2);
  CU_ASSERT_EQUAL (taken->sent[HOST * N_MACHINES + HOST], 1);
}

/* esx01 is emptied and reboots after 5 min; esx02 is stuck; esx03 crashes after 6 min. */
static void
taken_adds_up_the_time_in_each_state (void)
{
  g_autoptr (SimRun) run = viz_rehearse ();
  g_autoptr (VizTaken) taken = viz_rehearsal ();
  const VizVisits *host = &taken->visits[HOST * VIZ_STATES];
  SimTime all = 0;

  CU_ASSERT_EQUAL (taken->began[HOST], IN (CONNECTED));
  CU_ASSERT_EQUAL (taken->began[DRS], IN (READY));
  for (guint s = 0; s < N_HOST_STATES; s++)
    all += host[s].total;
  CU_ASSERT_EQUAL (all, (viz_model.bases[HOST + 1] - viz_model.bases[HOST]) * sim_now (run));
  CU_ASSERT_EQUAL (host[REBOOTING].first, 5 * SIM_MINUTE);
  CU_ASSERT_EQUAL (host[CONNECTED].first, 0);
  CU_ASSERT_EQUAL (host[ENTERING].times, 2);
}

static void
taken_gathers_runs (void)
{
  g_autoptr (SimRun) run = viz_rehearse ();
  g_autoptr (VizTaken) taken = viz_taken_new (&viz_model);

  viz_taken_add (taken, run);
  viz_taken_add (taken, run);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 0, ANY), 4);
  CU_ASSERT_EQUAL (taken->codes[2]->len, 1); /* a code is named once */
}

/* What is counted from journals is what the engine itself counted. */
static void
taken_agrees_with_the_run (void)
{
  g_autoptr (SimRun) run = viz_rehearse ();
  g_autoptr (VizTaken) taken = viz_taken_new (&viz_model);

  viz_taken_add (taken, run);
  for (guint r = 0; r < viz_model.row_bases[N_MACHINES]; r++)
    CU_ASSERT_EQUAL (viz_taken_count (taken, r, G_MAXUINT32), run->taken[r]);
}

/* The text of the graphs */

static void
graph_is_the_table (void)
{
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, NULL);
  g_autofree char *again = viz_graph_dot (&viz_model, HOST, NULL);

  CU_ASSERT_STRING_EQUAL (dot, again);
  golden ("graph-host.dot", dot);
}

static void
graph_shows_a_run (void)
{
  g_autoptr (VizTaken) taken = viz_rehearsal ();
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, taken);

  golden ("graph-host-run.dot", dot);
}

static void
graph_may_show_only_the_run (void)
{
  g_autoptr (VizTaken) taken = viz_rehearsal ();
  g_autofree char *dot = viz_graph_taken_dot (HOST, taken);

  CU_ASSERT_EQUAL (viz_occurrences (dot, ">enter<"), 1);
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">cancel<"), 0);         /* nobody cancelled */
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">from any state<"), 0); /* it crashed in one state */
  CU_ASSERT_PTR_NOT_NULL (strstr (dot, "\"connected → hung\""));
  CU_ASSERT_PTR_NULL (strstr (dot, "never taken"));
  golden ("graph-host-taken.dot", dot);
}

/* Every row is read on the page of each state that it leads from or to, and a page has no others. */
static void
pages_of_states_have_every_row (void)
{
  const SimMachine *machine = viz_model.machines[HOST];
  g_autofree char *hung = viz_graph_state_dot (&viz_model, HOST, HUNG, NULL);

  for (guint s = 0; s < machine->n_states; s++) {
    g_autofree char *dot = viz_graph_state_dot (&viz_model, HOST, s, NULL);

    for (guint r = 0; r < machine->n_rows; r++) {
      const SimRow *row = &machine->rows[r];
      g_autofree char *signal = g_strdup_printf (">%s<", machine->signals[row->signal].name);

      if ((row->from >> s & 1 && row->to != SIM_IGNORED) || row->to == s)
        CU_ASSERT_PTR_NOT_NULL (strstr (dot, signal));
    }
  }
  CU_ASSERT_EQUAL (viz_occurrences (hung, ">enter<"), 0); /* from connected to entering */
  CU_ASSERT_PTR_NOT_NULL (strstr (hung, ">from any state<"));
  CU_ASSERT_PTR_NOT_NULL (strstr (hung, "only hung, what leads to it and where it leads"));
}

static void
map_shows_who_tells_whom (void)
{
  g_autoptr (VizTaken) taken = viz_rehearsal ();
  g_autofree char *dot = viz_map_dot (&viz_model, NULL, NULL), *run = viz_map_dot (&viz_model, NULL, taken);

  golden ("graph-map.dot", dot);
  golden ("graph-map-run.dot", run);
}

static void
graph_draws_each_row_once (void)
{
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, NULL);

  CU_ASSERT_EQUAL (viz_occurrences (dot, ">enter<"), 1);
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">cancel<"), 1); /* from two states */
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">reboot<"), 2); /* two rows */
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">look<"), 1);   /* stays in four states; ignored in the fifth */
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">crash<"), 1);  /* from all five */
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">from any state<"), 1);
  CU_ASSERT_EQUAL (viz_occurrences (dot, ">in any state but hung stays on<"), 1);
  CU_ASSERT_PTR_NULL (strstr (dot, "nobody looks"));
}

void
test_viz_graphs_suite (void)
{
  CU_TestInfo tests[] = {
    { "taken counts rows and remembers findings", taken_counts_rows_and_remembers_findings },
    { "taken adds up the time in each state", taken_adds_up_the_time_in_each_state },
    { "taken gathers runs", taken_gathers_runs },
    { "taken agrees with the run", taken_agrees_with_the_run },
    { "the graph is the table", graph_is_the_table },
    { "the graph shows a run", graph_shows_a_run },
    { "pages of states have every row", pages_of_states_have_every_row },
    { "the graph may show only the run", graph_may_show_only_the_run },
    { "the graph draws each row once", graph_draws_each_row_once },
    { "the map shows who tells whom", map_shows_who_tells_whom },
    CU_TEST_INFO_NULL,
  };
  CU_SuiteInfo suites[]
      = { { "viz-graphs", viz_set_up, viz_tear_down, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
