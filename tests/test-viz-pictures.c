/* Drawings: that Graphviz takes them, whatever the names hold, and that each picture is what it says. */

#include "tests/viz-model.h"
#include "viz/label.h"

#include <CUnit/CUnit.h>
#include <graphviz/cgraph.h>
#include <string.h>

void test_viz_pictures_suite (void);

/* What a name could do to the DOT around it. */
/* clang-format off */
static const char *const hostile[] = {
  "plain", "two words", "\"quoted\"", "ends in \\", "\\\" [color=red]; x", "a\nb", "<b>html</b>", "<<TABLE>>", "]]>",
  "&amp;", "&", "&#0;", "}", "->", "a:b:c", "\\N \\G \\l", "%s%n", "/* comment", "//", "#", "\001\037\177", "\377\376",
  "\342\200\256bidi", "日本語", "--", "digraph", "",
};
/* clang-format on */

static void
names_are_only_names_in_dot (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++) {
    GString *dot = g_string_new ("digraph { ");
    Agraph_t *graph;

    viz_dot_string (dot, hostile[i]);
    g_string_append (dot, " -> other; }");
    graph = agmemread (dot->str);
    CU_ASSERT_PTR_NOT_NULL_FATAL (graph);
    CU_ASSERT_EQUAL (agnnodes (graph), 2);
    CU_ASSERT_EQUAL (agnedges (graph), 1);
    CU_ASSERT_PTR_NULL (agattr (graph, AGNODE, (char *) (gsize) "color", NULL));
    agclose (graph);
    g_string_free (dot, TRUE);
  }
}

/* Pictures */

static GBytes *
draw (const char *dot, VizFormat format)
{
  g_autoptr (GError) error = NULL;
  GBytes *bytes = viz_render (dot, format, &error);

  if (error)
    g_printerr ("%s\n", error->message);
  CU_ASSERT_PTR_NOT_NULL_FATAL (bytes);
  return bytes;
}

static void
pictures_are_what_they_say (void)
{
  static const char *const begins[] = { "<?xml", "%PDF-", "\x89PNG\r\n", "digraph" };
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, NULL);

  for (guint i = 0; viz_format_names[i]; i++) {
    VizFormat format = VIZ_DOT;
    g_autoptr (GBytes) one = NULL, other = NULL;

    CU_ASSERT_TRUE (viz_format_parse (viz_format_names[i], &format));
    CU_ASSERT_EQUAL (format, (VizFormat) i);
    one = draw (dot, format);
    other = draw (dot, format);
    CU_ASSERT_TRUE (g_bytes_get_size (one) > strlen (begins[i]));
    CU_ASSERT_EQUAL (memcmp (g_bytes_get_data (one, NULL), begins[i], strlen (begins[i])), 0);
    CU_ASSERT_TRUE (g_bytes_equal (one, other));
  }
  CU_ASSERT_FALSE (viz_format_parse ("gif", &(VizFormat){ VIZ_DOT }));
}

static void
pdf_forgets_when_it_was_drawn (void)
{
  g_autofree char *dot = viz_graph_dot (&viz_model, DRS, NULL);
  g_autoptr (GBytes) pdf = draw (dot, VIZ_PDF);
  gsize size;
  const char *data = g_bytes_get_data (pdf, &size);
  g_autoptr (GRegex) date = g_regex_new ("/CreationDate \\(D:(?!19700101000000)", G_REGEX_RAW, 0, NULL);

  CU_ASSERT_FALSE (g_regex_match_full (date, data, (gssize) size, 0, 0, NULL, NULL));
}

/* Gathers what a reader sees of an SVG; that it parses at all is half of the test. */
static void
gather_text (GMarkupParseContext *context, const char *text, gsize length, gpointer data,
             GError **error G_GNUC_UNUSED)
{
  if (g_str_equal (g_markup_parse_context_get_element (context), "text")) {
    g_string_append_len (data, text, (gssize) length);
    g_string_append_c (data, '\n');
  }
}

/* The text of an SVG, a line for each piece. (transfer full) */
static char *
text_of (const char *dot)
{
  static const GMarkupParser parser = { NULL, NULL, gather_text, NULL, NULL };
  g_autoptr (GBytes) svg = draw (dot, VIZ_SVG);
  GString *seen = g_string_new ("\n");
  g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&parser, 0, seen, NULL);
  gsize size;
  const char *data = g_bytes_get_data (svg, &size);

  CU_ASSERT_TRUE (g_markup_parse_context_parse (context, data, (gssize) size, NULL));
  CU_ASSERT_TRUE (g_markup_parse_context_end_parse (context, NULL));
  return g_string_free (seen, FALSE);
}

static void
svg_keeps_text_as_text (void)
{
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, NULL), *text = text_of (dot);
  g_autoptr (GBytes) svg = draw (dot, VIZ_SVG);
  g_autofree char *data = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));

  CU_ASSERT_PTR_NOT_NULL (strstr (text, "\n[no other host is\nin maintenance]\n"));
  CU_ASSERT_PTR_NOT_NULL (strstr (data, "<title>connected</title>"));
  CU_ASSERT_PTR_NOT_NULL (strstr (data, "<title>connected → entering</title>"));
}

/* What a reader should see of a hostile name: itself, but for what nobody can see. */
static const char *
shown (const char *text)
{
  static const char *const others[][2] = {
    { "a\nb", "a b" },
    { "\001\037\177", "���" },
    { "\377\376", "��" },
    { "\342\200\256bidi", "�bidi" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (g_str_equal (text, others[i][0]))
      return others[i][1];
  return text;
}

static void
hostile_names_are_drawn_as_names (void)
{
  enum { N = G_N_ELEMENTS (hostile) - 1 }; /* without the empty one, which no table has */
  g_autofree SimState *states = g_new0 (SimState, N);
  g_autofree SimSignal *signals = g_new0 (SimSignal, N);
  g_autofree SimRow *rows = g_new0 (SimRow, N);
  g_autofree SimGuard *guards = g_new0 (SimGuard, N);
  g_autofree SimAction *actions = g_new0 (SimAction, N);
  SimMachine machine = { hostile[3], hostile[4], states, N, 1, signals, N, rows, N, FALSE };
  SimModel hostiles = { .machines = (const SimMachine *const[]){ &machine },
                        .counts = (const guint[]){ 1 },
                        .n_machines = 1,
                        .n_things = 1,
                        .name = viz_name };
  g_autofree char *dot = NULL, *map = NULL, *text = NULL;
  g_autoptr (GBytes) other = NULL;
  Agraph_t *graph;

  for (guint i = 0; i < N; i++) {
    states[i] = (SimState){ hostile[i], (SimStateKind) (i % 4), hostile[(i + 1) % N] };
    signals[i] = (SimSignal){ hostile[i], SIM_RANK_DECIDE, hostile[i] };
    guards[i] = (SimGuard){ "guard", hostile[i], NULL };
    actions[i] = (SimAction){ "action", hostile[i], NULL, NULL, NULL };
    rows[i] = (SimRow){ IN (i), (guint8) i, (guint8) ((i + 1) % N), &guards[i], &actions[i], hostile[i], "" };
  }
  sim_model_prepare (&hostiles);
  dot = viz_graph_dot (&hostiles, 0, NULL);
  map = viz_map_dot (&hostiles, NULL, NULL);
  graph = agmemread (dot);
  CU_ASSERT_PTR_NOT_NULL_FATAL (graph);
  CU_ASSERT_EQUAL (agnnodes (graph), 2 * N + 1); /* states, rows, where it begins */
  CU_ASSERT_EQUAL (agnedges (graph), 2 * N + 1);
  agclose (graph);
  text = text_of (dot);
  for (guint i = 0; i < N; i++) {
    g_autofree char *alone = g_strdup_printf ("\n%s\n", shown (hostile[i]));
    g_autofree char *guard = g_strdup_printf ("\n[%s]\n", shown (hostile[i]));
    g_autofree char *action = g_strdup_printf ("\n/\u00a0%s\n", shown (hostile[i]));

    CU_ASSERT (viz_occurrences (text, alone) >= 3); /* state, summary, signal */
    CU_ASSERT_EQUAL (viz_occurrences (text, guard), 1);
    CU_ASSERT_EQUAL (viz_occurrences (text, action), 1);
  }
  other = draw (map, VIZ_SVG);
  sim_model_clear (&hostiles);
}

static void
what_cannot_be_drawn_is_said (void)
{
  g_autoptr (GString) huge = g_string_new ("digraph {");
  g_autoptr (GError) syntax = NULL, words = NULL, size = NULL;
  g_autoptr (GBytes) after = NULL;

  CU_ASSERT_PTR_NULL (viz_render ("digraph {", VIZ_SVG, &syntax));
  CU_ASSERT_TRUE (g_error_matches (syntax, VIZ_ERROR, VIZ_ERROR_GRAPHVIZ));
  CU_ASSERT_PTR_NOT_NULL (strstr (syntax->message, "syntax error"));
  CU_ASSERT_PTR_NULL (viz_render ("digraph { a [label=<<B>>] }", VIZ_SVG, &words));
  CU_ASSERT_TRUE (g_error_matches (words, VIZ_ERROR, VIZ_ERROR_GRAPHVIZ));
  CU_ASSERT_PTR_NULL (strchr (words->message, '\n'));
  for (guint i = 0; i <= VIZ_BOXES_MAX; i++)
    g_string_append_printf (huge, " n%u;", i);
  g_string_append (huge, "}");
  CU_ASSERT_PTR_NULL (viz_render (huge->str, VIZ_SVG, &size));
  CU_ASSERT_TRUE (g_error_matches (size, VIZ_ERROR, VIZ_ERROR_SIZE));
  CU_ASSERT_PTR_NOT_NULL (strstr (size->message, "401 boxes"));
  after = draw ("digraph { a -> b }", VIZ_SVG); /* none of it lingers */
}

static gpointer
draw_in_thread (gpointer dot)
{
  return draw (dot, VIZ_SVG);
}

static void
threads_take_turns (void)
{
  g_autofree char *dot = viz_graph_dot (&viz_model, HOST, NULL);
  g_autoptr (GBytes) expected = draw (dot, VIZ_SVG);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new (NULL, draw_in_thread, dot);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++) {
    g_autoptr (GBytes) bytes = g_thread_join (threads[i]);

    CU_ASSERT_TRUE (g_bytes_equal (bytes, expected));
  }
}

void
test_viz_pictures_suite (void)
{
  CU_TestInfo tests[] = {
    { "names are only names in DOT", names_are_only_names_in_dot },
    { "pictures are what they say", pictures_are_what_they_say },
    { "a PDF forgets when it was drawn", pdf_forgets_when_it_was_drawn },
    { "SVG keeps text as text", svg_keeps_text_as_text },
    { "hostile names are drawn as names", hostile_names_are_drawn_as_names },
    { "what cannot be drawn is said", what_cannot_be_drawn_is_said },
    { "threads take turns", threads_take_turns },
    CU_TEST_INFO_NULL,
  };
  CU_SuiteInfo suites[]
      = { { "viz-pictures", viz_set_up, viz_tear_down, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
