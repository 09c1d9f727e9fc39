/* Drawings: the words, the text of the graphs, and that Graphviz takes it whatever the names hold. */

#include "viz/label.h"
#include "viz/viz.h"

#include <CUnit/CUnit.h>
#include <graphviz/cgraph.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

void test_viz_suite (void);

/* Two machines that can do everything a table can: alternatives, rows that stay, rows from few states and from many, a
 * state that is no beginning, messages both ways and to oneself. */

/* clang-format off */

enum { HOST, DRS, N_MACHINES };
enum { CONNECTED, ENTERING, MAINTENANCE, REBOOTING, HUNG, N_HOST_STATES };
enum { ENTER, EMPTY, BLOCKED, CANCEL, REBOOT, UP, HANG, CRASH, LOOK };
enum { READY, BUSY };
enum { EVACUATE };
enum { EVACUATION_BLOCKED, HOST_LOST };

#define IN(STATE) (1u << (STATE))
#define TO(MACHINE, SIGNAL) { MACHINE, SIGNAL }
#define ANY (IN (N_HOST_STATES) - 1)

static const SimState host_states[] = {
  { "connected",   SIM_START,   "in the scheduling pool: DRS may use it" },
  { "entering",    SIM_PASSING, "being emptied, takes no new VMs" },
  { "maintenance", SIM_STEADY,  "empty" },
  { "rebooting",   SIM_PASSING, "down on purpose" },
  { "hung",        SIM_FAILED,  "did not come up, and somebody has to look" },
};

static const SimSignal host_signals[] = {
  { "enter",   SIM_RANK_DECIDE, "somebody wants it in maintenance; arg: 1 when a VM cannot leave" },
  { "empty",   SIM_RANK_FINISH, "its last VM has left" },
  { "blocked", SIM_RANK_DECIDE, "a VM cannot leave" },
  { "cancel",  SIM_RANK_DECIDE, "nobody wants it in maintenance any more" },
  { "reboot",  SIM_RANK_DECIDE, "install and reboot" },
  { "up",      SIM_RANK_FINISH, "it has booted" },
  { "hang",    SIM_RANK_FAULT,  "it does not boot" },
  { "crash",   SIM_RANK_FAULT,  "it loses power" },
  { "look",    SIM_RANK_TIMER,  "time to look" },
};

GUARD (may_enter, "no other host is in maintenance") { return TRUE; }
GUARD (can_empty, "every VM can move") { return event->arg == 0; }

ACTION (evacuate, "block new power-ons; ask DRS to empty it", NULL, SENDS (TO (DRS, EVACUATE)))
{
  sim_send (run, SIM_MINUTE, sim_model_actor (run->model, DRS, 0), EVACUATE, event->arg);
}
ACTION (complain, "say which VM and why", NULL, SENDS_NOTHING)
{
  sim_find (run, EVACUATION_BLOCKED, SIM_OUTAGE, event->to, 0, NULL);
}
ACTION (lose, "its VMs are left to HA", NULL, SENDS_NOTHING)
{
  sim_find (run, HOST_LOST, SIM_OUTAGE, event->to, 0, NULL);
}
ACTION (boot, "reboot it", NULL, SENDS (TO (HOST, UP), TO (HOST, HANG)))
{
  sim_send (run, 10 * SIM_MINUTE, event->to, UP, 0);
}
ACTION (answer_empty, "all have moved", NULL, SENDS (TO (HOST, EMPTY)))
{
  sim_send (run, SIM_MINUTE, event->from, EMPTY, 0);
}
ACTION (answer_blocked, "one cannot", NULL, SENDS (TO (HOST, BLOCKED)))
{
  sim_send (run, 0, event->from, BLOCKED, 0);
}

static const SimRow host_rows[] = {
  ROW  (IN (CONNECTED),                  ENTER,   may_enter, ENTERING,    evacuate, "the plan wants {self} empty", "EV-01"),
  ROW  (IN (ENTERING),                   EMPTY,   ALWAYS,    MAINTENANCE, NOTHING,  "its last VM left", "EV-01"),
  STAY (IN (ENTERING),                   BLOCKED, ALWAYS,                 complain, "a VM cannot leave", "AC-31"),
  ROW  (IN (ENTERING) | IN (MAINTENANCE), CANCEL, ALWAYS,    CONNECTED,   NOTHING,  "nobody wants it any more", "EV-01"),
  ROW  (IN (MAINTENANCE),                REBOOT,  ALWAYS,    REBOOTING,   boot,     "the image is installed", "LCM-11"),
  ROW  (IN (REBOOTING),                  UP,      ALWAYS,    CONNECTED,   NOTHING,  "it has booted", "HST-08"),
  ROW  (IN (REBOOTING),                  HANG,    ALWAYS,    HUNG,        NOTHING,  "it does not boot", "HST-08"),
  ROW  (IN (HUNG),                       REBOOT,  ALWAYS,    REBOOTING,   boot,     "somebody reset it", "HST-08"),
  ROW  (ANY,                             CRASH,   ALWAYS,    HUNG,        lose,     "it lost power", "model"),
  STAY (ANY & ~IN (HUNG),                LOOK,    ALWAYS,                 complain, "somebody looks", "model"),
  IGNORE (IN (HUNG),                     LOOK,    "nobody looks at a dead host"),
};

static const SimState drs_states[] = {
  { "ready", SIM_STEADY, "DRS is on" },
  { "busy",  SIM_PASSING, "never reached" },
};
static const SimSignal drs_signals[] = { { "evacuate", SIM_RANK_DECIDE, "empty a host" } };
static const SimRow drs_rows[] = {
  STAY (IN (READY) | IN (BUSY), EVACUATE, can_empty, answer_empty,   "there is room", "EV-01"),
  STAY (IN (READY) | IN (BUSY), EVACUATE, ALWAYS,    answer_blocked, "there is none", "EV-01"),
};

static const SimMachine host = {
  "host", "an ESXi host, from the scheduling pool through maintenance and back", host_states, N_HOST_STATES,
  IN (CONNECTED) | IN (MAINTENANCE), host_signals, G_N_ELEMENTS (host_signals), host_rows, G_N_ELEMENTS (host_rows), FALSE,
};
static const SimMachine drs = {
  "drs", "DRS, as far as it empties hosts", drs_states, 2, IN (READY), drs_signals, 1, drs_rows, 2, FALSE,
};

static const SimFindingKind kinds[] = {
  [EVACUATION_BLOCKED] = { "evacuation-blocked", SIM_OUTAGE, "", "", "", "", { { NULL, NULL } } },
  [HOST_LOST] = { "host-lost", SIM_OUTAGE, "", "", "", "", { { NULL, NULL } } },
};

/* clang-format on */

static const char *
name (const SimModel *model G_GNUC_UNUSED, SimId thing)
{
  static const char *const names[] = { "nobody", "esx01", "esx02", "esx03", "prod" };

  return names[thing];
}

static SimModel model;

static int
set_up (void)
{
  static const SimMachine *const machines[] = { &host, &drs };
  static const guint counts[] = { 3, 1 };

  model = (SimModel){ .machines = machines,
                      .counts = counts,
                      .n_machines = N_MACHINES,
                      .n_things = 4,
                      .kinds = kinds,
                      .n_kinds = G_N_ELEMENTS (kinds),
                      .name = name };
  sim_model_prepare (&model);
  return 0;
}

static int
tear_down (void)
{
  sim_model_clear (&model);
  return 0;
}

/* esx01 empties and reboots, esx02 cannot be emptied, esx03 crashes. */
static SimRun *
rehearse (void)
{
  SimRun *run = sim_run_new (&model, sim_world_new (&model), TRUE);

  sim_run_inject (run, 0, 1, ENTER, 0);
  sim_run_inject (run, 0, 2, ENTER, 1);
  sim_run_inject (run, 5 * SIM_MINUTE, 1, REBOOT, 0);
  sim_run_inject (run, 6 * SIM_MINUTE, 3, CRASH, 0);
  while (sim_run_step (run))
    ;
  return run;
}

static VizTaken *
rehearsal (void)
{
  g_autoptr (SimRun) run = rehearse ();
  VizTaken *taken = viz_taken_new (&model);

  viz_taken_add (taken, run);
  return taken;
}

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

/* Colours */

static double
luminance (const char *colour)
{
  static const double weights[3] = { 0.0722, 0.7152, 0.2126 }; /* blue, green, red */
  gulong rgb = strtoul (colour + 1, NULL, 16);
  double sum = 0;

  for (guint i = 0; i < 3; i++) {
    double part = (double) (rgb >> 8 * i & 0xff) / 255;

    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

/* The contrast between two colours as WCAG 2 defines it, from 1 (none) to 21. */
static double
contrast (const char *one, const char *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static void
inks_read_on_what_is_behind_them (void)
{
  static const VizColour inks[] = { VIZ_INK, VIZ_INK_SOFT, VIZ_INK_ALARM };

  for (guint i = 0; i < G_N_ELEMENTS (inks); i++)
    for (VizColour fill = VIZ_FILL_START; fill <= VIZ_FILL_FAILED; fill++)
      CU_ASSERT (contrast (viz_colour (inks[i]), viz_colour (fill)) >= 4.5);
  for (VizColour ink = VIZ_INK; ink <= VIZ_INK_ALARM; ink++) {
    CU_ASSERT (contrast (viz_colour (ink), viz_colour (VIZ_PAPER)) >= 4.5);
    CU_ASSERT (contrast (viz_colour (ink), viz_colour (VIZ_PATCH)) >= 4.5);
  }
  CU_ASSERT (contrast (viz_colour (VIZ_INK_FAINT), viz_colour (VIZ_FILL_PASSING)) >= 4.5);
  for (VizColour line = VIZ_LINE; line <= VIZ_LINE_FAINT; line++)
    CU_ASSERT (contrast (viz_colour (line), viz_colour (VIZ_PAPER)) >= 3);
}

static void
contrast_is_the_known_one (void)
{
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#000000", "#ffffff"), 21.0, 0.001);
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#ffffff", "#767676"), 4.54, 0.005);
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#ff0000", "#ffffff"), 3.998, 0.005);
}

/* Words */

static char *
flowed (guint width, const char *first, const char *second)
{
  GString *dot = g_string_new (NULL);
  VizFlow flow = { dot, width, 0, FALSE };

  viz_flow (&flow, VIZ_PLAIN, first);
  if (second)
    viz_flow (&flow, VIZ_BOLD, second);
  return g_string_free (dot, FALSE);
}

static void
check_flow (guint width, const char *first, const char *second, const char *expected)
{
  g_autofree char *got = flowed (width, first, second);

  CU_ASSERT_STRING_EQUAL (got, expected);
}

static void
lines_break_between_words (void)
{
  check_flow (20, "short", NULL, "<FONT>short</FONT>");
  check_flow (12, "one two three", NULL, "<FONT>one two</FONT><BR/><FONT>three</FONT>");
  check_flow (20, "one", "two", "<FONT>one</FONT>&#160;<B>two</B>");
  check_flow (6, "one", "two", "<FONT>one</FONT><BR/><B>two</B>");
  check_flow (7, "one", "two", "<FONT>one</FONT>&#160;<B>two</B>");
  check_flow (20, "", "two", "<B>two</B>");
  check_flow (8, "one two three", "4", "<FONT>one two</FONT><BR/><FONT>three</FONT><BR/><B>4</B>");
  check_flow (20, "  \n ", NULL, "");
}

static void
long_words_break_inside (void)
{
  check_flow (4, "abcdefghij", NULL, "<FONT>abcd</FONT><BR/><FONT>efgh</FONT><BR/><FONT>ij</FONT>");
  check_flow (4, "a bcdefghij", NULL,
              "<FONT>a</FONT><BR/><FONT>bcde</FONT><BR/><FONT>fghi</FONT><BR/><FONT>j</FONT>");
}

static void
wide_characters_count_twice (void)
{
  check_flow (4, "仮想基盤", NULL, "<FONT>仮想</FONT><BR/><FONT>基盤</FONT>");
  check_flow (1, "仮想", NULL, "<FONT>仮</FONT><BR/><FONT>想</FONT>"); /* never stuck on what cannot fit */
}

static void
lines_are_of_even_length (void)
{
  check_flow (28, "/ the ring re-forms without it", NULL,
              "<FONT>/ the ring re-forms</FONT><BR/><FONT>without it</FONT>"); /* and not "it" alone */
  check_flow (9, "aa bb ccccccc", NULL,
              "<FONT>aa bb</FONT><BR/><FONT>ccccccc</FONT>"); /* whole words first */
  check_flow (10, "aaa bbb cc d", NULL, "<FONT>aaa bbb</FONT><BR/><FONT>cc d</FONT>");
}

static void
words_cannot_leave_their_label (void)
{
  check_flow (60, "<b>&amp;\"</b>", NULL, "<FONT>&lt;b&gt;&amp;amp;&quot;&lt;/b&gt;</FONT>");
  check_flow (60, "a\001\033[31mb\r\n\tc", NULL, "<FONT>a��[31mb c</FONT>");
  check_flow (60, "\\N", NULL, "<FONT>\\\\N</FONT>");
  check_flow (60, "not\377utf8", NULL, "<FONT>not�utf8</FONT>");
  check_flow (60, "\342\200\256esrever", NULL, "<FONT>�esrever</FONT>"); /* right-to-left override */
  check_flow (60, "\357\277\277", NULL, "<FONT>�</FONT>");               /* no character at all */
}

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

/* What runs did */

static void
taken_counts_rows_and_remembers_findings (void)
{
  g_autoptr (VizTaken) taken = rehearsal ();
  guint drs_base = model.row_bases[DRS];

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

static void
taken_gathers_runs (void)
{
  g_autoptr (SimRun) run = rehearse ();
  g_autoptr (VizTaken) taken = viz_taken_new (&model);

  viz_taken_add (taken, run);
  viz_taken_add (taken, run);
  CU_ASSERT_EQUAL (viz_taken_count (taken, 0, ANY), 4);
  CU_ASSERT_EQUAL (taken->codes[2]->len, 1); /* a code is named once */
}

/* What is counted from journals is what the engine itself counted. */
static void
taken_agrees_with_the_run (void)
{
  g_autoptr (SimRun) run = rehearse ();
  g_autoptr (VizTaken) taken = viz_taken_new (&model);

  viz_taken_add (taken, run);
  for (guint r = 0; r < model.row_bases[N_MACHINES]; r++)
    CU_ASSERT_EQUAL (viz_taken_count (taken, r, G_MAXUINT32), run->taken[r]);
}

/* The text of the graphs */

static void
graph_is_the_table (void)
{
  g_autofree char *dot = viz_graph_dot (&model, HOST, NULL);
  g_autofree char *again = viz_graph_dot (&model, HOST, NULL);

  CU_ASSERT_STRING_EQUAL (dot, again);
  golden ("graph-host.dot", dot);
}

static void
graph_shows_a_run (void)
{
  g_autoptr (VizTaken) taken = rehearsal ();
  g_autofree char *dot = viz_graph_dot (&model, HOST, taken);

  golden ("graph-host-run.dot", dot);
}

static void
map_shows_who_tells_whom (void)
{
  g_autoptr (VizTaken) taken = rehearsal ();
  g_autofree char *dot = viz_map_dot (&model, NULL), *run = viz_map_dot (&model, taken);

  golden ("graph-map.dot", dot);
  golden ("graph-map-run.dot", run);
}

static guint
occurrences (const char *text, const char *word)
{
  guint n = 0;

  for (text = strstr (text, word); text; text = strstr (text + 1, word))
    n++;
  return n;
}

static void
graph_draws_each_row_once (void)
{
  g_autofree char *dot = viz_graph_dot (&model, HOST, NULL);

  CU_ASSERT_EQUAL (occurrences (dot, ">enter<"), 1);
  CU_ASSERT_EQUAL (occurrences (dot, ">cancel<"), 1); /* from two states */
  CU_ASSERT_EQUAL (occurrences (dot, ">reboot<"), 2); /* two rows */
  CU_ASSERT_EQUAL (occurrences (dot, ">look<"), 1);   /* stays in four states; ignored in the fifth */
  CU_ASSERT_EQUAL (occurrences (dot, ">crash<"), 1);  /* from all five */
  CU_ASSERT_EQUAL (occurrences (dot, ">from any state<"), 1);
  CU_ASSERT_EQUAL (occurrences (dot, ">in any state but hung stays on<"), 1);
  CU_ASSERT_PTR_NULL (strstr (dot, "nobody looks"));
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
  g_autofree char *dot = viz_graph_dot (&model, HOST, NULL);

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
  g_autofree char *dot = viz_graph_dot (&model, DRS, NULL);
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
  g_autofree char *dot = viz_graph_dot (&model, HOST, NULL), *text = text_of (dot);
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
                        .name = name };
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
  map = viz_map_dot (&hostiles, NULL);
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

    CU_ASSERT (occurrences (text, alone) >= 3); /* state, summary, signal */
    CU_ASSERT_EQUAL (occurrences (text, guard), 1);
    CU_ASSERT_EQUAL (occurrences (text, action), 1);
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
  g_autofree char *dot = viz_graph_dot (&model, HOST, NULL);
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
test_viz_suite (void)
{
  CU_TestInfo tests[] = {
    { "inks read on what is behind them", inks_read_on_what_is_behind_them },
    { "contrast is the known one", contrast_is_the_known_one },
    { "lines break between words", lines_break_between_words },
    { "long words break inside", long_words_break_inside },
    { "wide characters count twice", wide_characters_count_twice },
    { "lines are of even length", lines_are_of_even_length },
    { "words cannot leave their label", words_cannot_leave_their_label },
    { "names are only names in DOT", names_are_only_names_in_dot },
    { "taken counts rows and remembers findings", taken_counts_rows_and_remembers_findings },
    { "taken gathers runs", taken_gathers_runs },
    { "taken agrees with the run", taken_agrees_with_the_run },
    { "the graph is the table", graph_is_the_table },
    { "the graph shows a run", graph_shows_a_run },
    { "the graph draws each row once", graph_draws_each_row_once },
    { "the map shows who tells whom", map_shows_who_tells_whom },
    { "pictures are what they say", pictures_are_what_they_say },
    { "a PDF forgets when it was drawn", pdf_forgets_when_it_was_drawn },
    { "SVG keeps text as text", svg_keeps_text_as_text },
    { "hostile names are drawn as names", hostile_names_are_drawn_as_names },
    { "what cannot be drawn is said", what_cannot_be_drawn_is_said },
    { "threads take turns", threads_take_turns },
    CU_TEST_INFO_NULL,
  };
  CU_SuiteInfo suites[] = { { "viz", set_up, tear_down, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
