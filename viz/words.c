#include "viz/words.h"

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

char *
viz_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *out = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p))
    g_string_append_unichar (out, harmless (g_utf8_get_char (p)));
  return g_string_free (out, FALSE);
}

static guint
columns (gunichar c)
{
  return g_unichar_iszerowidth (c) ? 0 : g_unichar_iswide (c) ? 2 : 1;
}

guint
viz_columns (const char *text, const char *end)
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

  while (p < end && viz_columns (text, p) + columns (g_utf8_get_char (p)) <= width)
    p = g_utf8_next_char (p);
  return p;
}

const char *
viz_next_word (const char *text, const char *end, guint width)
{
  const char *blank = memchr (text, ' ', (gsize) (end - text));
  const char *stop = blank ? blank : end;

  return viz_columns (text, stop) > width ? cut (text, stop, width) : stop;
}

static guint
lines_needed (const char *text, const char *end, guint width, guint *ret_longest)
{
  guint lines = 1, column = 0;

  *ret_longest = 1;
  while (text < end) {
    const char *stop = viz_next_word (text, end, width);
    guint n = viz_columns (text, stop);

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

guint
viz_even_width (const char *text, const char *end, guint width)
{
  guint longest, ignored, lines = lines_needed (text, end, width, &longest);

  while (width > longest && lines_needed (text, end, width - 1, &ignored) == lines)
    width--;
  return width;
}

char **
viz_wrap (const char *text, guint width)
{
  GPtrArray *lines = g_ptr_array_new ();
  g_autofree char *cleaned = viz_clean (text);
  const char *from = g_strstrip (cleaned), *end = from + strlen (from), *line = from, *last = from;

  width = viz_even_width (from, end, width);
  for (const char *p = from; p < end;) {
    const char *stop = viz_next_word (p, end, width);

    if (last > line && viz_columns (line, stop) > width) {
      g_ptr_array_add (lines, g_strndup (line, (gsize) (last - line)));
      line = p;
    }
    last = stop;
    for (p = stop; p < end && *p == ' '; p++)
      ;
  }
  if (end > from)
    g_ptr_array_add (lines, g_strndup (line, (gsize) (end - line)));
  g_ptr_array_add (lines, NULL);
  return (char **) g_ptr_array_free (lines, FALSE);
}
