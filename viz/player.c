#include "viz/player.h"

#include <gio/gio.h>
#include <string.h>

#include "viz/words.h"

/* Of the file that glib-compile-resources makes. */
GResource *rollcall_player_get_resource (void);

/* One of the files in viz/player/. */
static void
append_file (GString *html, const char *name)
{
  g_autofree char *path = g_strconcat ("/rollcall/player/", name, NULL);
  g_autoptr (GBytes) bytes
      = g_resource_lookup_data (rollcall_player_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (bytes); /* it is linked in */
  g_string_append_len (html, g_bytes_get_data (bytes, NULL), (gssize) g_bytes_get_size (bytes));
}

/* In a script element only "</" and "<!" could end the data; in JSON a "<" may as well be written as an escape. */
static void
append_json (GString *html, const char *json)
{
  for (const char *p = json; *p; p++)
    if (*p == '<')
      g_string_append (html, "\\u003c");
    else
      g_string_append_c (html, *p);
}

char *
viz_player_html (const char *title, const char *recording, const char *entries, const char *timeline,
                 const char *more)
{
  g_autoptr (GString) page = g_string_new (NULL);
  g_auto (GStrv) parts = NULL;
  g_autofree char *cleaned = viz_clean (title), *escaped = g_markup_escape_text (cleaned, -1);
  g_autofree char *picture = g_base64_encode ((const guchar *) timeline, strlen (timeline));
  GString *html = g_string_new (NULL);

  append_file (page, "player.html");
  parts = g_strsplit (page->str, "@", -1);
  for (char **part = parts; *part; part++)
    if (g_str_equal (*part, "TITLE"))
      g_string_append (html, escaped);
    else if (g_str_equal (*part, "STYLE"))
      append_file (html, "player.css");
    else if (g_str_equal (*part, "TIMELINE"))
      g_string_append_printf (html, "data:image/svg+xml;base64,%s", picture);
    else if (g_str_equal (*part, "MORE"))
      g_string_append (html, more ? more : "");
    else if (g_str_equal (*part, "RUN"))
      append_json (html, recording);
    else if (g_str_equal (*part, "ENTRIES"))
      append_json (html, entries);
    else if (g_str_equal (*part, "SCRIPT")) {
      append_file (html, "replay.js");
      append_file (html, "view.js");
    } else
      g_string_append (html, *part);
  return g_string_free (html, FALSE);
}
