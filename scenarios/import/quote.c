#include "scenarios/import/quote.h"
#include <string.h>

/* Words, and nothing that YAML or the language reads as something else. */
static gboolean
is_plain (const char *text)
{
  static const char *const reserved[] = { "y", "n", "yes", "no", "on", "off", "true", "false", "null", NULL };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  if (!g_ascii_isalpha (*text) && *text != '_')
    return FALSE;
  for (const char *p = text; *p; p++)
    if (!g_ascii_isalnum (*p) && !strchr ("_.-", *p))
      return FALSE;
  return !g_strv_contains (reserved, lower);
}

/* Characters that are no text, or that change how the text around them looks. */
static gboolean
is_hidden (gunichar c)
{
  static const gunichar ranges[][2] = { { 0x00, 0x1f },      { 0x7f, 0xa0 },     { 0xad, 0xad },
                                        { 0x200b, 0x200f },  { 0x2028, 0x202f }, { 0x2060, 0x206f },
                                        { 0xfdd0, 0xfdef },  { 0xfeff, 0xfeff }, { 0xfff9, 0xfffb },
                                        { 0xe0000, 0xe007f } };

  for (gsize i = 0; i < G_N_ELEMENTS (ranges); i++)
    if (c >= ranges[i][0] && c <= ranges[i][1])
      return TRUE;
  return (c & 0xfffe) == 0xfffe;
}

void
scenario_quote (GString *out, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);

  if (is_plain (valid)) {
    g_string_append (out, valid);
    return;
  }
  g_string_append_c (out, '"');
  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (c == '"' || c == '\\')
      g_string_append_printf (out, "\\%c", (char) c);
    else if (c == '\n' || c == '\t')
      g_string_append (out, c == '\n' ? "\\n" : "\\t");
    else if (!is_hidden (c))
      g_string_append_unichar (out, c);
    else if (c < 0x100)
      g_string_append_printf (out, "\\x%02x", c);
    else
      g_string_append_printf (out, c < 0x10000 ? "\\u%04x" : "\\U%08x", c);
  }
  g_string_append_c (out, '"');
}

char *
scenario_one_line (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *line = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    g_string_append_unichar (line, is_hidden (c) ? (c == '\n' || c == '\t' ? ' ' : '?') : c);
  }
  return g_string_free (line, FALSE);
}

char *
scenario_without_controls (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  GString *clean = g_string_new (NULL);

  for (const char *p = valid; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    g_string_append_unichar (clean,
                             c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 ? ' ' : c);
  }
  return g_string_free (clean, FALSE);
}
