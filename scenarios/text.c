#include "scenarios/text.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK 65536

char *
scenario_file_read (const char *path, gsize *ret_length, GError **error)
{
  gboolean standard = g_str_equal (path, "-");
  int fd = standard ? STDIN_FILENO : open (path, O_RDONLY | O_CLOEXEC), trouble = fd < 0 ? errno : 0;
  GByteArray *bytes = g_byte_array_new ();
  gssize n = 0;

  while (trouble == 0 && bytes->len <= SCENARIO_FILE_MAX) {
    guint length = bytes->len;
    g_byte_array_set_size (bytes, length + CHUNK);
    n = read (fd, bytes->data + length, CHUNK);
    g_byte_array_set_size (bytes, length + (guint) MAX (n, 0));
    if (n == 0)
      break;
    if (n < 0 && errno != EINTR)
      trouble = errno;
  }
  if (!standard && fd >= 0)
    close (fd);
  if (trouble == 0 && bytes->len <= SCENARIO_FILE_MAX) {
    *ret_length = bytes->len;
    g_byte_array_append (bytes, (const guint8 *) "", 1);
    return (char *) g_byte_array_free (bytes, FALSE);
  }
  if (trouble)
    g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_FILE, "%s: error: cannot be read: %s",
                 standard ? "<stdin>" : path, g_strerror (trouble));
  else
    g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_FILE, "%s: error: larger than %d MiB",
                 standard ? "<stdin>" : path, SCENARIO_FILE_MAX >> 20);
  g_byte_array_unref (bytes);
  return NULL;
}

static gboolean
no_text (ScenarioDiagnostics *diagnostics, gsize offset, char *advice, const char *format, guint byte)
{
  ScenarioMark at = scenario_diagnostics_mark (diagnostics, offset);

  scenario_complain (diagnostics, at, at, advice, format, byte);
  return FALSE;
}

gboolean
scenario_text_check (ScenarioDiagnostics *diagnostics)
{
  const char *text = diagnostics->text, *end;
  gsize length = diagnostics->length;

  if (length >= 2 && (memcmp (text, "\xff\xfe", 2) == 0 || memcmp (text, "\xfe\xff", 2) == 0))
    return no_text (diagnostics, 0, g_strdup ("it looks like UTF-16; save it as UTF-8"),
                    "not UTF-8: byte 0x%02x", (guchar) *text);
  for (gsize i = 0; i < length; i++) {
    guchar c = (guchar) text[i];
    if ((c < 0x20 && c != '\n' && c != '\r' && c != '\t') || c == 0x7f)
      return no_text (diagnostics, i, g_strdup ("a scenario is YAML, text in UTF-8"),
                      "not text: control character 0x%02x", c);
  }
  if (!g_utf8_validate_len (text, length, &end))
    return no_text (diagnostics, (gsize) (end - text), g_strdup ("save the file as UTF-8"),
                    "not UTF-8: byte 0x%02x", (guchar) *end);
  return TRUE;
}

/* libyaml's words, and ours. `before` is what must stand at the place; 0 is anything. The first that fits speaks. */
static const struct {
  const char *problem;
  char before;
  const char *message, *advice;
} problems[] = {
  { "found character that cannot start any token", '\t', "a tab cannot indent", "use spaces" },
  { "found a tab character", 0, "a tab cannot indent", "use spaces" },
  { "found character that cannot start any token", 0, "no value may begin with this character",
    "put it in quotes" },
  { "mapping values are not allowed", 0, "a ':' where no key can be",
    "text with ': ' in it needs quotes; check the indentation" },
  { "did not find expected ',' or ']'", '[', "a '[' inside a list",
    "ranges like esx[01-04] stand in lists of one line each: - esx[01-04]" },
  { "did not find expected ',' or '}'", '[', "a '[' inside a mapping",
    "ranges like esx[01-04] stand on lines of their own, outside { }" },
  { "did not find expected ',' or ']'", 0, "expected ',' or ']'", "check that each '[' is closed" },
  { "did not find expected ',' or '}'", 0, "expected ',' or '}'", "check that each '{' is closed" },
  { "did not find expected '-' indicator", 0, "expected '- ' and the next of the list",
    "check the indentation" },
  { "did not find expected key", 0, "expected a key", "check the indentation" },
  { "could not find expected ':'", 0, "expected ':' after a key", NULL },
  { "found unexpected end of stream", 0, "the file ends inside quotes", NULL },
};

void
scenario_yaml_problem (ScenarioDiagnostics *diagnostics, const yaml_parser_t *parser)
{
  ScenarioMark at = { (guint) parser->problem_mark.line + 1, (guint) parser->problem_mark.column + 1 };
  const char *place = scenario_diagnostics_at (diagnostics, at);
  char there = place < diagnostics->text + diagnostics->length ? *place : '\0';

  if (parser->error == YAML_READER_ERROR)
    at = scenario_diagnostics_mark (diagnostics, parser->problem_offset);
  for (gsize i = 0; parser->problem && i < G_N_ELEMENTS (problems); i++)
    if (g_str_has_prefix (parser->problem, problems[i].problem)
        && (!problems[i].before || there == problems[i].before)) {
      scenario_complain (diagnostics, at, at, g_strdup (problems[i].advice), "%s", problems[i].message);
      return;
    }
  scenario_complain (diagnostics, at, at, g_strdup (parser->context), "%s",
                     parser->problem ? parser->problem : "no YAML");
}
