#include "viz/label.h"

#include <string.h>

#define UNKNOWN 0xfffd

static gunichar
harmless (gunichar c)
{
  GUnicodeType type;

  if (g_unichar_isspace (c))
    return c == 0xa0 ? c : ' ';
  if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef)) /* XML has no place for these */
    return UNKNOWN;
  type = g_unichar_type (c);
  if (type == G_UNICODE_CONTROL || (type == G_UNICODE_FORMAT && c != 0x200c && c != 0x200d))
    return UNKNOWN;
  return c;
}

/* Valid UTF-8 of harmless characters. (transfer full) */
static char *
clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    g_string_append_unichar (out, harmless (g_utf8_get_char (p)));
  return g_string_free (out, FALSE);
}

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
  g_autofree char *cleaned = clean (text);

  g_string_append_c (dot, '"');
  append_escaped (dot, cleaned, -1, "&#92;");
  g_string_append_c (dot, '"');
}

static guint
columns (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

static guint
columns_of (const char *text, const char *end)
{
  guint n = 0;

  for (; text < end; text = g_utf8_next_char (text))
    n += columns (g_utf8_get_char (text));
  return n;
}

/* As much of [text, end) as fits in `width` columns, and at least one character. */
static const char *
cut (const char *text, const char *end, guint width)
{
  const char *p = g_utf8_next_char (text);

  while (p < end && columns_of (text, p) + columns (g_utf8_get_char (p)) <= width)
    p = g_utf8_next_char (p);
  return p;
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

/* The end of what goes on one line together with what is before it: the next word, or a line's worth of a longer one. */
static const char *
next_word (const char *text, const char *end, guint width)
{
  const char *blank = memchr (text, ' ', (gsize) (end - text));
  const char *stop = blank ? blank : end;

  return columns_of (text, stop) > width ? cut (text, stop, width) : stop;
}

static guint
lines_needed (const char *text, const char *end, guint width, guint *ret_longest)
{
  guint lines = 1, column = 0;

  *ret_longest = 1;
  while (text < end) {
    const char *stop = next_word (text, end, width);
    guint n = columns_of (text, stop);

    if (column && column + 1 + n > width) {
      lines++;
      column = 0;
    }
    column += n + (column ? 1 : 0);
    *ret_longest = MAX (*ret_longest, n);
    for (text = stop; text < end && *text == ' '; text++)
      ;
  }
  return lines;
}

/* The narrowest that needs no more lines than `width` and breaks no more words: lines of even length, and no last word
 * alone on one. */
static guint
even_width (const char *text, const char *end, guint width)
{
  guint longest, ignored, lines = lines_needed (text, end, width, &longest);

  while (width > longest && lines_needed (text, end, width - 1, &ignored) == lines)
    width--;
  return width;
}

void
viz_flow (VizFlow *flow, VizFace face, const char *piece)
{
  /* Every piece has a tag of its own, because a blank at the edge of untagged text is lost in SVG. */
  static const char *const open[] = { "<FONT>", "<B>", "<I>" }, *const shut[] = { "</FONT>", "</B>", "</I>" };
  g_autofree char *cleaned = clean (piece);
  const char *text = g_strstrip (cleaned), *end = text + strlen (text);
  guint width = flow->width;
  gboolean inside = FALSE;

  if (flow->column && (flow->full || flow->column + 1 + columns_of (text, end) > width))
    viz_flow_break (flow);
  if (!flow->column)
    width = even_width (text, end, width);
  flow->full = columns_of (text, end) > width;
  while (text < end) {
    const char *stop = next_word (text, end, width);

    if (flow->column && flow->column + 1 + columns_of (text, stop) > width) {
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
    flow->column += columns_of (text, stop);
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
