#include "scenarios/import/cell.h"
#include "scenarios/import/quote.h"
#include "scenarios/import/write-parts.h"

/* libyaml takes keys of up to 1,024 characters in the short form. */
#define LONGEST_KEY 900

void
scenario_put_comment (GString *out, const char *opening, const char *text)
{
  g_autofree char *line = scenario_one_line (text);

  g_string_append_printf (out, "%s%s\n", opening, line);
}

void
scenario_put_key (GString *out, const char *indent, const char *name)
{
  g_autoptr (GString) key = g_string_new (NULL);

  scenario_quote (key, name);
  if (key->len <= LONGEST_KEY)
    g_string_append_printf (out, "%s%s:", indent, key->str);
  else
    g_string_append_printf (out, "%s? %s\n%s:", indent, key->str, indent);
}

void
scenario_put_member (GString *out, const char *key)
{
  g_string_append_printf (out, "%s%s: ", out->str[out->len - 1] == '{' ? "" : ", ", key);
}

void
scenario_put_word (GString *out, const char *key, const char *value)
{
  scenario_put_member (out, key);
  scenario_quote (out, value);
}

void
scenario_put_number (GString *out, const char *key, gint64 value, const char *unit)
{
  if (value == SCENARIO_UNKNOWN)
    return;
  scenario_put_member (out, key);
  g_string_append_printf (out, "%" G_GINT64_FORMAT "%s%s", value, *unit ? " " : "", unit);
}

void
scenario_put_raw (GString *out, const char *key, const char *value)
{
  if (!value)
    return;
  scenario_put_member (out, key);
  g_string_append (out, value);
}

void
scenario_put_remark (GString *out, const char *before, const char *text)
{
  g_autofree char *line = scenario_one_line (text);

  g_string_append_printf (out, "%s%s", before, line);
}
