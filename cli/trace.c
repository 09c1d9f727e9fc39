/* Timelines in Chrome's trace format: a list of slices in microseconds, and the names of processes and threads. */

#include "cli/timeline.h"
#include "viz/words.h"

#include <json-glib/json-glib.h>

static void
add_text (JsonBuilder *builder, const char *key, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);

  json_builder_set_member_name (builder, key);
  json_builder_add_string_value (builder, cleaned);
}

static void
add_number (JsonBuilder *builder, const char *key, gint64 number)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_int_value (builder, number);
}

/* What process or thread a number is. */
static void
add_name (JsonBuilder *builder, const char *what, guint process, guint thread, const char *name)
{
  json_builder_begin_object (builder);
  add_text (builder, "ph", "M");
  add_text (builder, "name", what);
  add_number (builder, "pid", process);
  add_number (builder, "tid", thread);
  json_builder_set_member_name (builder, "args");
  json_builder_begin_object (builder);
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
  add_number (builder, "pid", process);
  add_number (builder, "tid", thread);
  add_number (builder, "ts", span->from * 1000);
  add_number (builder, "dur", (span->until - span->from) * 1000);
  if (span->words) {
    json_builder_set_member_name (builder, "args");
    json_builder_begin_object (builder);
    add_text (builder, "why", span->words);
    json_builder_end_object (builder);
  }
  json_builder_end_object (builder);
}

char *
cli_timeline_trace (const VizTimeline *timeline)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;

  json_builder_begin_object (builder);
  add_text (builder, "displayTimeUnit", "ms");
  json_builder_set_member_name (builder, "otherData");
  json_builder_begin_object (builder);
  add_text (builder, "title", timeline->title);
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "traceEvents");
  json_builder_begin_array (builder);
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
  root = json_builder_get_root (builder);
  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}
