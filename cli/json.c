#include "cli/json.h"

/* json-glib would write 981.82 as a double, 981.82000000000005; so an amount goes in as a text that begins with a control
 * character, which nothing else here has, and loses its quotes at the end. */
#define AMOUNT "\001"

void
cli_json_object (JsonBuilder *builder, const char *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_object (builder);
}

void
cli_json_list (JsonBuilder *builder, const char *key)
{
  json_builder_set_member_name (builder, key);
  json_builder_begin_array (builder);
}

void
cli_json_text (JsonBuilder *builder, const char *key, const char *text)
{
  g_autofree char *safe = text && !g_utf8_validate (text, -1, NULL) ? g_utf8_make_valid (text, -1) : NULL;

  json_builder_set_member_name (builder, key);
  if (text)
    json_builder_add_string_value (builder, safe ? safe : text);
  else
    json_builder_add_null_value (builder);
}

void
cli_json_int_if (JsonBuilder *builder, const char *key, gint64 value, gboolean known)
{
  json_builder_set_member_name (builder, key);
  if (known)
    json_builder_add_int_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
cli_json_int (JsonBuilder *builder, const char *key, gint64 value)
{
  cli_json_int_if (builder, key, value, TRUE);
}

void
cli_json_time (JsonBuilder *builder, const char *key, SimTime at)
{
  cli_json_int_if (builder, key, at, at != SIM_NEVER);
}

void
cli_json_truth (JsonBuilder *builder, const char *key, gboolean value)
{
  json_builder_set_member_name (builder, key);
  json_builder_add_boolean_value (builder, value);
}

void
cli_json_money (JsonBuilder *builder, const char *key, gint64 minor)
{
  g_autofree char *text = NULL;

  if (minor >= 0)
    text = g_strdup_printf (AMOUNT "%" G_GINT64_FORMAT ".%02d", minor / 100, (int) (minor % 100));
  cli_json_text (builder, key, text);
}

char *
cli_json_line (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

char *
cli_json_done (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}

char *
cli_json_done_with_money (JsonBuilder *builder)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"\\\\u0001([0-9.]+)\"", 0, 0, NULL);
  g_autofree char *text = cli_json_done (builder);

  return g_regex_replace (regex, text, -1, 0, "\\1", 0, NULL);
}
