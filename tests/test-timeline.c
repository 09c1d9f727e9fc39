/* Timelines: the library's runs as tracks, and what becomes of names. */

#include "cli/timeline.h"
#include "viz/bars.h"

#include <CUnit/CUnit.h>
#include <json-glib/json-glib.h>
#include <string.h>

void test_timeline_suite (void);

static void
look_at_track (const VizTimeline *timeline, const VizTrack *track)
{
  SimTime last = 0;

  for (guint i = 0; i < track->spans->len; i++) {
    const VizSpan *span = &g_array_index (track->spans, VizSpan, i);

    CU_ASSERT_TRUE (span->from >= last && span->until >= span->from && span->until <= timeline->end);
    CU_ASSERT_TRUE (*span->label != 0);
    last = span->until;
  }
}

/* The tracks of states have no gaps: something is always in some state. */
static void
look_at_states (const VizTimeline *timeline, const VizGroup *group)
{
  for (guint t = 0; t < group->tracks->len; t++) {
    const VizTrack *track = group->tracks->pdata[t];
    SimTime last = 0;

    CU_ASSERT_TRUE (track->spans->len > 0);
    for (guint i = 0; i < track->spans->len; i++) {
      CU_ASSERT_EQUAL (g_array_index (track->spans, VizSpan, i).from, last);
      last = g_array_index (track->spans, VizSpan, i).until;
    }
    CU_ASSERT_EQUAL (last, timeline->end);
  }
}

static void
tracks_are_in_order_and_whole (void)
{
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (CliRehearsal) rehearsal = cli_prepare (&(CliOptions){ 0 }, *name);
    g_autoptr (CliMargins) margins = cli_margins_of (rehearsal);
    g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, margins);

    for (guint g = 0; g < timeline->groups->len; g++) {
      const VizGroup *group = timeline->groups->pdata[g];

      for (guint t = 0; t < group->tracks->len; t++)
        look_at_track (timeline, group->tracks->pdata[t]);
      if (!g_str_has_prefix (group->name, "found"))
        look_at_states (timeline, group);
    }
  }
}

static const VizTrack *
find_track (const VizTimeline *timeline, const char *group_name, const char *name)
{
  for (guint g = 0; g < timeline->groups->len; g++) {
    const VizGroup *group = timeline->groups->pdata[g];

    for (guint t = 0; t < group->tracks->len && g_str_has_prefix (group->name, group_name); t++)
      if (g_str_equal (((VizTrack *) group->tracks->pdata[t])->name, name))
        return group->tracks->pdata[t];
  }
  return NULL;
}

/* The second CVM that is taken down by hand at 25 min: from then on no quorum, and before it one member could go. */
static void
margins_are_those_of_the_run (void)
{
  g_autoptr (CliRehearsal) rehearsal
      = cli_prepare (&(CliOptions){ 0 }, "a-second-cvm-lost-outside-the-token");
  g_autoptr (CliMargins) margins = cli_margins_of (rehearsal);
  g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, margins);
  const VizTrack *track = find_track (timeline, "members", "edge/zookeeper");
  const VizSpan *span = NULL;

  CU_ASSERT_PTR_NOT_NULL_FATAL (track);
  CU_ASSERT_STRING_EQUAL (g_array_index (track->spans, VizSpan, 0).label, "1 member");
  for (guint i = 0; i < track->spans->len && !span; i++)
    if (g_array_index (track->spans, VizSpan, i).kind == SIM_FAILED)
      span = &g_array_index (track->spans, VizSpan, i);
  CU_ASSERT_PTR_NOT_NULL_FATAL (span);
  CU_ASSERT_EQUAL (span->from, 25 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (span->label, "-1 member, lost");
}

/* Admission control that stays as content as it was tells nothing, and yet covers less while a host is away. */
static void
headroom_falls_without_a_word (void)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (&(CliOptions){ 0 }, "a-clean-roll-over-four-hosts");
  g_autoptr (CliMargins) margins = cli_margins_of (rehearsal);
  g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, margins);
  const VizTrack *track = find_track (timeline, "host failures", "prod");
  gboolean falls = FALSE;

  CU_ASSERT_PTR_NOT_NULL_FATAL (track);
  for (guint i = 0; i < track->spans->len; i++)
    falls |= g_str_equal (g_array_index (track->spans, VizSpan, i).label, "2 failures");
  CU_ASSERT_TRUE (falls);
}

static void
who_never_moves_is_counted (void)
{
  g_autoptr (CliRehearsal) rehearsal = cli_prepare (&(CliOptions){ 0 }, "a-host-that-will-not-empty");
  g_autoptr (CliMargins) margins = cli_margins_of (rehearsal);
  g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, margins);

  CU_ASSERT_PTR_NOT_NULL (find_track (timeline, "hosts (1 more never changed)", "esx01"));
  CU_ASSERT_PTR_NULL (find_track (timeline, "hosts", "esx04"));
}

/* ---- Bars and their words ---- */

enum { SHEET = 11000 };

/* Nothing lies on anything else, and what is beside a bar is on free paper. */
static void
look_at_bars (const VizTrack *track, const GArray *bars)
{
  guint taken = 0, spans = 0;

  for (guint b = 0; b < bars->len; b++) {
    const VizBar *bar = &g_array_index (bars, VizBar, b);
    guint next = b + 1 < bars->len ? bar[1].from : SHEET + VIZ_BARS_BEYOND;

    CU_ASSERT_TRUE (bar->first == spans && bar->from < bar->until && bar->until <= SHEET);
    spans += bar->n;
    if (bar->label) {
      gboolean is_number = strcspn (bar->label, "0123456789-") == 0;

      CU_ASSERT_TRUE (viz_label_width (bar->label) <= bar->until - bar->from + (is_number ? 30 : 0));
    }
    if (bar->beside && bar->to_the_left)
      CU_ASSERT_TRUE (taken + viz_label_width (bar->beside) <= bar->from);
    if (bar->beside && !bar->to_the_left)
      CU_ASSERT_TRUE (bar->until + viz_label_width (bar->beside) <= next);
    taken = bar->until + (bar->beside && !bar->to_the_left ? viz_label_width (bar->beside) : 0);
  }
  CU_ASSERT_EQUAL (spans, track->spans->len);
}

static void
words_have_room (void)
{
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (CliRehearsal) rehearsal = cli_prepare (&(CliOptions){ 0 }, *name);
    g_autoptr (CliMargins) margins = cli_margins_of (rehearsal);
    g_autoptr (VizTimeline) timeline = cli_timeline_of (rehearsal->run, margins);

    for (guint g = 0; g < timeline->groups->len; g++) {
      const VizGroup *group = timeline->groups->pdata[g];

      for (guint t = 0; t < group->tracks->len; t++) {
        g_autoptr (GArray) bars
            = viz_bars_of (group->tracks->pdata[t], group->is_states, MAX (timeline->end, 1), SHEET);

        look_at_bars (group->tracks->pdata[t], bars);
      }
    }
  }
}

/* A track of spans that follow one another, written as "label:kind:minutes". */
static VizTrack *
track_of (VizTimeline *timeline, const char *const *spans)
{
  VizTrack *track = viz_group_track (viz_timeline_group (timeline, "g"), "t");
  SimTime at = 0;

  for (; *spans; spans++) {
    g_auto (GStrv) parts = g_strsplit (*spans, ":", 3);
    SimTime took = g_ascii_strtoll (parts[2], NULL, 10) * SIM_MINUTE;
    SimStateKind kind = *parts[1] == 's' ? SIM_STEADY : *parts[1] == 'p' ? SIM_PASSING : SIM_FAILED;

    viz_track_span (track, at, at + took, kind, parts[0], NULL);
    at += took;
  }
  return track;
}

/* What stands in and beside the bars, a sheet of 1,000 minutes wide: "connected | [a, b] | after 2 min: connected". */
static void
expect_bars (gboolean together, const char *const *spans, const char *expected)
{
  g_autoptr (VizTimeline) timeline = viz_timeline_new ("t", NULL, 1000 * SIM_MINUTE);
  const VizTrack *track = track_of (timeline, spans);
  g_autoptr (GArray) bars = viz_bars_of (track, together, 1000 * SIM_MINUTE, SHEET);
  g_autoptr (GString) words = g_string_new (NULL);

  look_at_bars (track, bars);
  for (guint b = 0; b < bars->len; b++) {
    const VizBar *bar = &g_array_index (bars, VizBar, b);

    g_string_append_printf (words, "%s%s%s%s", b ? " | " : "", bar->label ? bar->label : "",
                            bar->beside ? bar->to_the_left ? "<" : ">" : "", bar->beside ? bar->beside : "");
  }
  if (!g_str_equal (words->str, expected))
    g_print ("%s\n", words->str);
  CU_ASSERT_STRING_EQUAL (words->str, expected);
}

static void
short_bars_have_words_all_the_same (void)
{
  expect_bars (TRUE,
               (const char *[]){ "connected:s:300", "entering:p:2", "maintenance:s:1", "rebooting:p:4",
                                 "connected:s:693", NULL },
               "connected |  | after 7 min: connected");
  expect_bars (TRUE, (const char *[]){ "up:s:300", "entering:p:30", "rebooting:p:50", "up:s:620", NULL },
               "up | rebooting, … | after 1 h 20 min: up");
  /* One who has been back for a moment was not away all the time. */
  expect_bars (TRUE, (const char *[]){ "up:s:300", "a:p:1", "up:s:1", "b:p:1", "up:s:697", NULL },
               "up |  |  |  | after 1 min: up");
  /* A number stands without its unit, and never not at all where a digit has room. */
  expect_bars (FALSE, (const char *[]){ "2 failures:s:300", "0 failures:p:20", "2 failures:s:680", NULL },
               "2 failures | 0 | 2 failures");
  /* A moment at the end has its words on the paper beyond. */
  expect_bars (TRUE, (const char *[]){ "running:p:1000", "failed:f:0", NULL }, "running | >failed");
}

/* Moments on otherwise empty paper. */
static void
moments_have_words_beside_them (void)
{
  g_autoptr (VizTimeline) timeline = viz_timeline_new ("t", NULL, 1000 * SIM_MINUTE);
  VizTrack *track = viz_group_track (viz_timeline_group (timeline, "g"), "t");
  g_autoptr (GArray) bars = NULL;
  const VizBar *bar;

  for (guint at = 0; at <= 1000; at += 500)
    viz_track_span (track, at * SIM_MINUTE, at * SIM_MINUTE, SIM_FAILED, "a-name-of-middling-length", NULL);
  viz_track_span (track, 1000 * SIM_MINUTE, 1000 * SIM_MINUTE, SIM_FAILED, "another", NULL);
  bars = viz_bars_of (track, FALSE, 1000 * SIM_MINUTE, SHEET);
  bar = &g_array_index (bars, VizBar, 0);
  CU_ASSERT_STRING_EQUAL (bar[0].beside, "a-name-of-middling-length");
  CU_ASSERT_TRUE (bar[2].to_the_left && bar[2].until == SHEET);
}

static void
long_names_are_shortened_visibly (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x'), *label = viz_label_in (long_name, 2000);
  g_autoptr (VizTimeline) timeline = viz_timeline_new ("t", NULL, SIM_HOUR);
  g_autofree char *svg = NULL, *title = g_strdup_printf ("<title>%s</title>", long_name);

  CU_ASSERT_TRUE (g_str_has_suffix (label, "…") && viz_label_width (label) <= 2000);
  CU_ASSERT_PTR_NULL (viz_label_in (long_name, 200)); /* two letters say nothing */
  viz_track_span (viz_group_track (viz_timeline_group (timeline, "g"), long_name), 0, SIM_HOUR, SIM_STEADY,
                  "up", NULL);
  svg = viz_timeline_svg (timeline);
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, title));
}

/* Of three hundred hosts one fails, and it is the last. */
static void
a_thousand_hosts_are_counted (void)
{
  g_autoptr (VizTimeline) timeline = viz_timeline_new ("t", NULL, SIM_HOUR);
  VizGroup *group = viz_timeline_group (timeline, "hosts");
  g_autofree char *svg = NULL;

  for (guint h = 0; h < 300; h++) {
    g_autofree char *name = g_strdup_printf ("host%03u", h);
    VizTrack *track = viz_group_track (group, name);

    viz_track_span (track, 0, SIM_MINUTE, SIM_STEADY, "connected", NULL);
    viz_track_span (track, SIM_MINUTE, SIM_HOUR, h == 299 ? SIM_FAILED : SIM_PASSING, "down", NULL);
  }
  svg = viz_timeline_svg (timeline);
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, ">host149<"));
  CU_ASSERT_PTR_NULL (strstr (svg, ">host150<"));
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, ">host299<"));
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, "and 149 more, none of which failed"));
}

static void
names_are_text (void)
{
  static const char *const names[] = { "<script>alert(1)</script>", "]]>&\"'\\",
                                       "\xe2\x80\xae"
                                       "x",
                                       "\xff", "a\nb" };
  static const GMarkupParser none = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (VizTimeline) timeline = viz_timeline_new (names[i], names[i], SIM_HOUR);
    g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&none, 0, NULL, NULL);
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autofree char *svg = NULL, *trace = NULL;

    viz_track_span (viz_group_track (viz_timeline_group (timeline, names[i]), names[i]), 0, SIM_HOUR,
                    SIM_FAILED, names[i], names[i]);
    svg = viz_timeline_svg (timeline);
    trace = cli_timeline_trace (timeline);
    CU_ASSERT_TRUE (g_markup_parse_context_parse (context, svg, -1, NULL)
                    && g_markup_parse_context_end_parse (context, NULL));
    CU_ASSERT_PTR_NULL (strstr (svg, "<script"));
    CU_ASSERT_TRUE (json_parser_load_from_data (parser, trace, -1, NULL));
  }
}

/* A trace has a slice for every span, in microseconds. */
static void
traces_have_every_span (void)
{
  g_autoptr (VizTimeline) timeline = viz_timeline_new ("t", NULL, SIM_HOUR);
  VizTrack *track = viz_group_track (viz_timeline_group (timeline, "hosts"), "esx01");
  g_autofree char *trace = NULL;

  viz_track_span (track, 0, SIM_MINUTE, SIM_STEADY, "connected", NULL);
  viz_track_span (track, SIM_MINUTE, SIM_HOUR, SIM_FAILED, "down", "it has lost power");
  trace = cli_timeline_trace (timeline);
  CU_ASSERT_PTR_NOT_NULL (strstr (
      trace, "\"name\":\"connected\",\"cat\":\"steady\",\"pid\":1,\"tid\":1,\"ts\":0,\"dur\":60000000"));
  CU_ASSERT_PTR_NOT_NULL (
      strstr (trace, "\"ts\":60000000,\"dur\":3540000000,\"args\":{\"why\":\"it has lost power\"}"));
}

void
test_timeline_suite (void)
{
  static CU_TestInfo tests[] = {
    { "tracks are in order and whole", tracks_are_in_order_and_whole },
    { "margins are those of the run", margins_are_those_of_the_run },
    { "headroom falls without a word", headroom_falls_without_a_word },
    { "who never moves is counted", who_never_moves_is_counted },
    { "words have room", words_have_room },
    { "short bars have words all the same", short_bars_have_words_all_the_same },
    { "moments have words beside them", moments_have_words_beside_them },
    { "long names are shortened visibly", long_names_are_shortened_visibly },
    { "a thousand hosts are counted", a_thousand_hosts_are_counted },
    { "names are text", names_are_text },
    { "traces have every span", traces_have_every_span },
    CU_TEST_INFO_NULL,
  };
  static CU_SuiteInfo suites[] = { { "timeline", NULL, NULL, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
