/* Timelines in Chrome's trace format: a list of slices in microseconds, and the names of processes and threads. */

#include "cli/json.h"
#include "cli/timeline.h"
#include "viz/words.h"

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);

  cli_json_text (builder, key, cleaned);
}

/* What process or thread a number is. */
static void
add_name (JsonBuilder *builder, const char *what, guint process, guint thread, const char *name)
{
  json_builder_begin_object (builder);
  add_text (builder, "ph", "M");
  add_text (builder, "name", what);
  cli_json_int (builder, "pid", process);
  cli_json_int (builder, "tid", thread);
  cli_json_object (builder, "args");
  add_text (builder, "name", name);
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_span (JsonBuilder *builder, guint process, guint thread, const VizSpan *span)
{
  static const char *const kinds[] = { "start", "steady", "passing", "failed" };

  json_builder_begin_object (builder);
  add_text (builder, "ph", "X");
  add_text (builder, "name", span->label);
  add_text (builder, "cat", kinds[span->kind]);
  cli_json_int (builder, "pid", process);
  cli_json_int (builder, "tid", thread);
  cli_json_int (builder, "ts", span->from * 1000);
  cli_json_int (builder, "dur", (span->until - span->from) * 1000);
  if (span->words) {
    cli_json_object (builder, "args");
    add_text (builder, "why", span->words);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}

char *
cli_timeline_trace (const VizTimeline *timeline)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_text (builder, "displayTimeUnit", "ms");
  cli_json_object (builder, "otherData");
  add_text (builder, "title", timeline->title);
  json_builder_end_object (builder);
  cli_json_list (builder, "traceEvents");
  for (guint g = 0; g < timeline->groups->len; g++) {
    const VizGroup *group = timeline->groups->pdata[g];

    add_name (builder, "process_name", g + 1, 0, group->name);
    for (guint t = 0; t < group->tracks->len; t++) {
      const VizTrack *track = group->tracks->pdata[t];

      add_name (builder, "thread_name", g + 1, t + 1, track->name);
      for (guint i = 0; i < track->spans->len; i++)
        add_span (builder, g + 1, t + 1, &g_array_index (track->spans, VizSpan, i));
    }
  }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return cli_json_line (builder);
}
