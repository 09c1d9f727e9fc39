#include "viz/label.h"

#include "viz/words.h"

#include <string.h>

/* Graphviz decodes entities, in every string and not only in HTML-like ones. In the words of a label it goes on to take a
 * backslash for a command, so there it is doubled; in a string it is an entity as well, which is decoded last. */
static void
append_escaped (GString *dot, const char *text, gssize length, const char *backslash)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  for (const char *p = escaped; *p; p++)
    if (*p == '\\')
      g_string_append (dot, backslash);
    else
      g_string_append_c (dot, *p);
}

void
viz_dot_string (GString *dot, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);

  g_string_append_c (dot, '"');
  append_escaped (dot, cleaned, -1, "&#92;");
  g_string_append_c (dot, '"');
}

VizFlow
viz_flow_begin (GString *dot, guint points, VizColour ink, guint width)
{
  g_string_append_printf (dot, "<TR><TD ALIGN=\"LEFT\" BALIGN=\"LEFT\"><FONT POINT-SIZE=\"%u\" COLOR=\"%s\">",
                          points, viz_colour (ink));
  return (VizFlow){ dot, width, 0, FALSE };
}

void
viz_flow_end (VizFlow *flow)
{
  g_string_append (flow->dot, "</FONT></TD></TR>");
}

void
viz_flow_break (VizFlow *flow)
{
  if (flow->column)
    g_string_append (flow->dot, "<BR/>");
  flow->column = 0;
}

void
viz_flow (VizFlow *flow, VizFace face, const char *piece)
{
  /* Every piece has a tag of its own, because a blank at the edge of untagged text is lost in SVG. */
  static const char *const open[] = { "<FONT>", "<B>", "<I>" }, *const shut[] = { "</FONT>", "</B>", "</I>" };
  g_autofree char *cleaned = viz_clean (piece);
  const char *text = g_strstrip (cleaned), *end = text + strlen (text);
  guint width = flow->width;
  gboolean inside = FALSE;

  if (flow->column && (flow->full || flow->column + 1 + viz_columns (text, end) > width))
    viz_flow_break (flow);
  if (!flow->column)
    width = viz_even_width (text, end, width);
  flow->full = viz_columns (text, end) > width;
  while (text < end) {
    const char *stop = viz_next_word (text, end, width);

    if (flow->column && flow->column + 1 + viz_columns (text, stop) > width) {
      g_string_append (flow->dot, inside ? shut[face] : "");
      inside = FALSE;
      viz_flow_break (flow);
    }
    if (flow->column) {
      g_string_append (flow->dot, inside ? " " : "&#160;");
      flow->column++;
    }
    if (!inside)
      g_string_append (flow->dot, open[face]);
    inside = TRUE;
    append_escaped (flow->dot, text, stop - text, "\\\\");
    flow->column += viz_columns (text, stop);
    for (text = stop; text < end && *text == ' '; text++)
      ;
  }
  if (inside)
    g_string_append (flow->dot, shut[face]);
}

void
viz_flow_printf (VizFlow *flow, VizFace face, const char *format, ...)
{
  g_autofree char *piece = NULL;
  va_list args;

  va_start (args, format);
  piece = g_strdup_vprintf (format, args);
  va_end (args);
  viz_flow (flow, face, piece);
}

void
viz_flow_line (GString *dot, guint points, VizColour ink, guint width, VizFace face, const char *piece)
{
  VizFlow flow = viz_flow_begin (dot, points, ink, width);

  viz_flow (&flow, face, piece);
  viz_flow_end (&flow);
}
