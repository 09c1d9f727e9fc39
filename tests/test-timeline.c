/* Timelines: the library's runs as tracks, and what becomes of names. */

#include "cli/timeline.h"

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
  CU_ASSERT_STRING_EQUAL (g_array_index (track->spans, VizSpan, 0).label, "1");
  for (guint i = 0; i < track->spans->len && !span; i++)
    if (g_array_index (track->spans, VizSpan, i).kind == SIM_FAILED)
      span = &g_array_index (track->spans, VizSpan, i);
  CU_ASSERT_PTR_NOT_NULL_FATAL (span);
  CU_ASSERT_EQUAL (span->from, 25 * SIM_MINUTE);
  CU_ASSERT_STRING_EQUAL (span->label, "-1");
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
    falls |= g_str_equal (g_array_index (track->spans, VizSpan, i).label, "2");
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
    { "names are text", names_are_text },
    { "traces have every span", traces_have_every_span },
    CU_TEST_INFO_NULL,
  };
  static CU_SuiteInfo suites[] = { { "timeline", NULL, NULL, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
