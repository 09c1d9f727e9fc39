/* Timelines as SVG: time to the right, a track a line. */

#include "viz/bars.h"
#include "viz/palette.h"
#include "viz/svg.h"
#include "viz/words.h"

enum { MARGIN = 20, NAMES = 214, WIDTH = 1100, TRACK = 18, BAR = 14, GROUP = 24, TICKS = 11 };

typedef struct {
  GString *svg;
  const VizTimeline *timeline;
  SimTime end;
  guint y;
} Pen;

static void
put_text (Pen *pen, guint x, guint y, const char *face, const char *text)
{
  g_string_append_printf (pen->svg, "<text class=\"%s\" x=\"%u\" y=\"%u\">", face, x, y);
  viz_svg_words (pen->svg, text);
  g_string_append (pen->svg, "</text>\n");
}

/* In tenths of a point, which is as fine as a picture needs. */
static guint
x_of (const Pen *pen, SimTime at)
{
  return (guint) (10 * (MARGIN + NAMES) + sim_muldiv (MIN (at, pen->end), 10 * WIDTH, pen->end));
}

/* ---- Time ---- */

/* The shortest step of a clock that gives no more ticks than there is room for. */
static SimTime
tick_of (SimTime end)
{
  static const SimTime steps[]
      = { SIM_SECOND,      5 * SIM_SECOND,  10 * SIM_SECOND, 30 * SIM_SECOND, SIM_MINUTE,   5 * SIM_MINUTE,
          10 * SIM_MINUTE, 15 * SIM_MINUTE, 30 * SIM_MINUTE, SIM_HOUR,        2 * SIM_HOUR, 6 * SIM_HOUR,
          12 * SIM_HOUR,   24 * SIM_HOUR,   48 * SIM_HOUR,   168 * SIM_HOUR };
  SimTime step = steps[G_N_ELEMENTS (steps) - 1];

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    if (end / steps[i] <= TICKS) {
      step = steps[i];
      break;
    }
  while (end / step > TICKS)
    step *= 2;
  return step;
}

/* At a tick, beyond a day: "3 d", "3 d 12:00". (transfer full) */
static char *
tick_words (SimTime at)
{
  return at < SIM_DAY ? sim_time_clock (at)
         : at % SIM_DAY == 0
             ? g_strdup_printf ("%d d", (int) (at / SIM_DAY))
             : g_strdup_printf ("%d d %02d:%02d", (int) (at / SIM_DAY), (int) (at % SIM_DAY / SIM_HOUR),
                                (int) (at % SIM_HOUR / SIM_MINUTE));
}

static void
put_axis (Pen *pen, guint bottom)
{
  SimTime step = tick_of (pen->end);

  for (SimTime at = 0; at <= pen->end; at += step) {
    g_autofree char *clock = tick_words (at);
    guint x = x_of (pen, at);

    g_string_append_printf (pen->svg, "<path class=\"tick\" d=\"M%u.%u %uV%u\"/>\n", x / 10, x % 10,
                            pen->y + 4, bottom);
    g_string_append_printf (pen->svg, "<text class=\"clock\" x=\"%u\" y=\"%u\">%s</text>\n", x / 10, pen->y,
                            clock);
  }
}

/* Through all tracks, with its words below them. */
static void
put_mark (Pen *pen, guint top, guint bottom)
{
  guint x = x_of (pen, pen->timeline->mark) / 10;
  gboolean to_the_left = x > MARGIN + NAMES + WIDTH / 2;

  g_string_append_printf (pen->svg, "<path class=\"mark\" d=\"M%u %uV%u\"/>\n", x, top, bottom);
  put_text (pen, to_the_left ? x - 4 : x + 4, bottom, to_the_left ? "label left" : "label",
            pen->timeline->marked);
}

/* ---- Tracks ---- */

/* What whoever points at a bar is told. */
static void
put_span_words (Pen *pen, const VizSpan *span)
{
  g_autofree char *begins = sim_time_clock (span->from - span->from % SIM_SECOND),
                  *ends = sim_time_clock (span->until - span->until % SIM_SECOND);

  viz_svg_words (pen->svg, span->label);
  g_string_append_printf (pen->svg, ", %s to %s", begins, ends);
  if (span->words) {
    g_string_append (pen->svg, ": ");
    viz_svg_words (pen->svg, span->words);
  }
}

static void
put_bar (Pen *pen, const VizTrack *track, const VizBar *bar, gboolean is_finding)
{
  static const char *const kinds[] = { "start", "steady", "passing", "failed" };
  const VizSpan *span = &g_array_index (track->spans, VizSpan, bar->first);
  guint left = 10 * (MARGIN + NAMES), from = left + bar->from, until = left + bar->until;

  g_string_append_printf (pen->svg,
                          "<g><rect class=\"%s\" x=\"%u.%u\" y=\"%u\" width=\"%u.%u\" height=\"%d\"/><title>",
                          is_finding && span->kind == SIM_STEADY ? "note" : kinds[span->kind], from / 10,
                          from % 10, pen->y, (until - from) / 10, (until - from) % 10, BAR);
  for (guint i = 0; i < bar->n; i++) {
    g_string_append (pen->svg, i ? "; " : "");
    put_span_words (pen, span + i);
  }
  g_string_append (pen->svg, "</title>");
  if (bar->label)
    put_text (pen, from / 10 + 3, pen->y + 11, span->kind == SIM_FAILED ? "label light" : "label",
              bar->label);
  if (bar->beside)
    put_text (pen, bar->to_the_left ? from / 10 - 3 : until / 10 + 4, pen->y + 11,
              bar->to_the_left ? "label left" : "label", bar->beside);
  g_string_append (pen->svg, "</g>\n");
}

/* A name that has no room is shortened, and is there as a whole for who points at it. */
static void
put_name (Pen *pen, const char *name)
{
  g_autofree char *label = viz_label_in (name, 9 * (NAMES - 8)), *whole = viz_clean (name);

  g_string_append (pen->svg, "<g>");
  put_text (pen, MARGIN + 8, pen->y + 11, "name", label ? label : "…");
  if (g_strcmp0 (label, whole) != 0) {
    g_string_append (pen->svg, "<title>");
    viz_svg_words (pen->svg, name);
    g_string_append (pen->svg, "</title>");
  }
  g_string_append (pen->svg, "</g>\n");
}

static void
put_track (Pen *pen, const VizGroup *group, const VizTrack *track)
{
  g_autoptr (GArray) bars = viz_bars_of (track, group->is_states, pen->end, 10 * WIDTH);

  put_name (pen, track->name);
  for (guint b = 0; b < bars->len; b++)
    put_bar (pen, track, &g_array_index (bars, VizBar, b), group->is_findings);
  pen->y += TRACK;
}

/* A sheet of a thousand hosts cannot be read: beyond so many only those that failed are drawn, and the others counted. */
enum { MOST_TRACKS = 150 };

static gboolean
is_drawn (const VizGroup *group, guint t)
{
  const VizTrack *track = group->tracks->pdata[t];

  for (guint i = 0; t >= MOST_TRACKS && i < track->spans->len; i++)
    if (g_array_index (track->spans, VizSpan, i).kind == SIM_FAILED)
      return TRUE;
  return t < MOST_TRACKS;
}

static guint
count_left_out (const VizGroup *group)
{
  guint n = 0;

  for (guint t = 0; t < group->tracks->len; t++)
    n += is_drawn (group, t) ? 0 : 1;
  return n;
}

static void
put_group (Pen *pen, const VizGroup *group)
{
  guint left_out = count_left_out (group);

  put_text (pen, MARGIN, pen->y + 17, "group", group->name);
  pen->y += GROUP;
  for (guint t = 0; t < group->tracks->len; t++)
    if (is_drawn (group, t))
      put_track (pen, group, group->tracks->pdata[t]);
  if (left_out) {
    g_autofree char *words = g_strdup_printf ("and %u more, none of which failed", left_out);

    put_text (pen, MARGIN + 8, pen->y + 11, "soft", words);
    pen->y += TRACK;
  }
}

static guint
height_of (const VizTimeline *timeline)
{
  guint height = 0;

  for (guint g = 0; g < timeline->groups->len; g++) {
    const VizGroup *group = timeline->groups->pdata[g];
    guint left_out = count_left_out (group);

    height += GROUP + TRACK * (group->tracks->len - left_out + (left_out ? 1 : 0));
  }
  return height;
}

/* (transfer full) */
static char *
style_sheet (void)
{
  return g_strdup_printf (
      "text{font-family:DejaVu Sans,Verdana,sans-serif;font-size:10px;fill:%s}\n"
      ".title{font-size:16px;font-weight:bold}.group{font-weight:bold;font-size:11px;paint-order:stroke;"
      "stroke:#ffffff;stroke-width:4px}.soft{fill:%s}\n"
      ".clock{text-anchor:middle;fill:%s}\n"
      ".label{font-size:9px;paint-order:stroke;stroke:%s;stroke-width:2.5px;stroke-linejoin:round}"
      ".light{fill:%s;stroke:none}.left{text-anchor:end}\n"
      ".note{fill:%s;stroke:%s;stroke-width:.8}.mark{stroke:%s;stroke-width:1.6}\n"
      ".tick{stroke:%s;stroke-width:.6;stroke-dasharray:2 "
      "3}.steady,.start{fill:%s;stroke:%s;stroke-width:.5}\n"
      ".passing{fill:url(#passing);stroke:%s;stroke-width:.8}.failed{fill:%s;stroke:%s}",
      viz_colour (VIZ_INK), viz_colour (VIZ_INK_SOFT), viz_colour (VIZ_INK_SOFT), viz_colour (VIZ_PAPER),
      viz_colour (VIZ_PAPER), viz_colour (VIZ_PATCH), viz_colour (VIZ_LINE), viz_colour (VIZ_LINE_STRONG),
      viz_colour (VIZ_LINE_FAINT), viz_colour (VIZ_FILL_STEADY), viz_colour (VIZ_LINE_FAINT),
      viz_colour (VIZ_LINE), viz_colour (VIZ_INK_ALARM), viz_colour (VIZ_INK_ALARM));
}

/* The hatching of what is passing. */
static void
put_pattern (GString *svg)
{
  g_string_append_printf (
      svg,
      "<defs><pattern id=\"passing\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
      "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"%s\"/>"
      "<rect width=\"1\" height=\"5\" fill=\"%s\"/></pattern></defs>\n",
      viz_colour (VIZ_FILL_PASSING), viz_colour (VIZ_LINE_HATCH));
}

static void
put_legend (Pen *pen)
{
  static const char *const samples[][2] = { { "steady", "at rest" },
                                            { "passing", "on its way, with nothing more to lose, or a risk" },
                                            { "failed", "failed, or an outage" },
                                            { "note", "a note" } };
  guint x = MARGIN;

  for (gsize i = 0; i < G_N_ELEMENTS (samples); i++) {
    g_string_append_printf (pen->svg, "<rect class=\"%s\" x=\"%u\" y=\"%u\" width=\"26\" height=\"12\"/>\n",
                            samples[i][0], x, pen->y);
    put_text (pen, x + 32, pen->y + 10, "soft", samples[i][1]);
    x += 52 + viz_label_width (samples[i][1]) * 9 / 100;
  }
  pen->y += 34;
}

char *
viz_timeline_svg (const VizTimeline *timeline)
{
  GString *svg = g_string_new (NULL);
  g_autofree char *style = style_sheet ();
  g_auto (GStrv) title = viz_wrap (timeline->title, (NAMES + WIDTH) / 11);
  guint top = MARGIN + 20 * g_strv_length (title) + 18 + 34,
        width = MARGIN + NAMES + WIDTH + VIZ_BARS_BEYOND / 10 + MARGIN / 2;
  guint bottom = top + height_of (timeline), height = bottom + MARGIN;
  Pen pen = { svg, timeline, MAX (timeline->end, 1), MARGIN };

  viz_svg_begin (svg, width, height, timeline->title, style);
  put_pattern (svg);
  for (char **line = title; *line; line++, pen.y += 20)
    put_text (&pen, MARGIN, pen.y + 14, "title", *line);
  if (timeline->subtitle)
    put_text (&pen, MARGIN, pen.y + 10, "soft", timeline->subtitle);
  pen.y += 18;
  put_legend (&pen);
  put_axis (&pen, height - MARGIN);
  if (timeline->mark != SIM_NEVER)
    put_mark (&pen, top - 8, bottom + 12);
  for (guint g = 0; g < timeline->groups->len; g++)
    put_group (&pen, timeline->groups->pdata[g]);
  viz_svg_end (svg);
  return g_string_free (svg, FALSE);
}
