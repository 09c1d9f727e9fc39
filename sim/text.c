#include "sim/text.h"

#include <string.h>

char *
sim_text_value (const SimModel *model, const char *type, gint64 value)
{
  char *words;

  if (!type || g_str_equal (type, "count"))
    return g_strdup_printf ("%" G_GINT64_FORMAT, value);
  if (g_str_equal (type, "name"))
    return g_strdup (value ? model->name (model, (SimId) value) : "nobody");
  if (g_str_equal (type, "ms"))
    return sim_time_words (value);
  if (g_str_equal (type, "clock"))
    return sim_time_clock (value);
  if (g_str_equal (type, "yes-no"))
    return g_strdup (value ? "yes" : "no");
  words = model->format ? model->format (model, type, value) : NULL;
  if (!words)
    g_error ("no such type of value: %s", type);
  return words;
}

char *
sim_text_fill (const char *sentence, SimTextLookup lookup, gconstpointer data)
{
  GString *text = g_string_new (NULL);
  const char *open;

  while ((open = strchr (sentence, '{'))) {
    const char *close = strchr (open, '}');
    g_autofree char *key = g_strndup (open + 1, close ? (gsize) (close - open - 1) : 0);
    char *type = strchr (key, ':');
    g_autofree char *words = NULL;

    if (type)
      *type++ = '\0';
    words = lookup (data, key, type);
    if (!words)
      g_error ("a sentence has a hole that nothing fills, {%s}: %s", key, sentence);
    g_string_append_len (text, sentence, open - sentence);
    g_string_append (text, words);
    sentence = close + 1;
  }
  g_string_append (text, sentence);
  return g_string_free (text, FALSE);
}
