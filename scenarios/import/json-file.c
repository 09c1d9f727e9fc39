#include "scenarios/import/json-file.h"
#include "scenarios/diagnostic.h"
#include "scenarios/import/import-parts.h"
#include <string.h>

static void
release (gpointer value)
{
  json_decref (value);
}

void
scenario_json_file_free (gpointer data)
{
  ScenarioJsonFile *file = data;

  if (!file)
    return;
  g_array_unref (file->starts);
  g_ptr_array_unref (file->documents);
  g_free (file->text);
  g_free (file->name);
  g_free (file);
}

/* "file:line:column" of a byte of the text. (transfer full) */
static char *
place_of (const ScenarioJsonFile *file, gsize offset)
{
  const ScenarioDiagnostics text = { .name = file->name, .text = file->text, .length = strlen (file->text) };
  ScenarioMark mark = scenario_diagnostics_mark (&text, offset);

  return g_strdup_printf ("%s:%u:%u", file->name, mark.line, mark.column);
}

/* What to do about jansson's complaint. */
static const struct {
  enum json_error_code code;
  const char *message, *advice;
} complaints[] = {
  { json_error_premature_end_of_input, "the file ends in the middle of a value",
    "was it cut off on its way? Fetch it again" },
  { json_error_duplicate_key, "a key stands twice in one object", "expected each once" },
  { json_error_stack_overflow, "nested too deep", "expected the answer of an API" },
  { json_error_numeric_overflow, "a number is too large", "expected at most 19 digits" },
  { json_error_null_character, "text holds a NUL", "expected names and values as people write them" },
  { json_error_null_byte_in_key, "a key holds a NUL", "expected names and values as people write them" },
  { json_error_invalid_utf8, "text is not UTF-8", "save the file as UTF-8" },
};

static gboolean
complain (const ScenarioJsonFile *file, gsize start, const json_error_t *cause, GError **error)
{
  gboolean ended = json_error_code (cause) == json_error_premature_end_of_input;
  gsize offset = ended ? strlen (file->text) : start + (gsize) MAX (cause->position, 1) - 1;
  g_autofree char *place = place_of (file, MIN (offset, strlen (file->text)));
  const char *message = cause->text, *advice = "expected JSON, as an API answers it";

  for (gsize i = 0; i < G_N_ELEMENTS (complaints); i++)
    if (json_error_code (cause) == complaints[i].code) {
      message = complaints[i].message;
      advice = complaints[i].advice;
    }
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT, "%s: %s; %s", place, message,
               advice);
  return FALSE;
}

static gsize
skip_blanks (const char *text, gsize at)
{
  return at + strspn (text + at, " \t\r\n");
}

static gboolean
parse (ScenarioJsonFile *file, GError **error)
{
  gsize length = strlen (file->text), at = skip_blanks (file->text, 0);

  while (at < length) {
    json_error_t cause;
    json_t *document
        = json_loadb (file->text + at, length - at, JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &cause);
    if (!document)
      return complain (file, at, &cause, error);
    g_ptr_array_add (file->documents, document);
    g_array_append_val (file->starts, at);
    at = skip_blanks (file->text, at + (gsize) cause.position);
  }
  if (file->documents->len > 0)
    return TRUE;
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT,
               "%s:1:1: the file is empty; expected JSON", file->name);
  return FALSE;
}

ScenarioJsonFile *
scenario_json_file_read (const char *path, GError **error)
{
  gsize length = 0;
  gboolean guessed = FALSE;
  g_autofree char *bytes = scenario_import_bytes (path, &length, error), *text = NULL;
  g_autoptr (ScenarioJsonFile) file = NULL;

  text = bytes ? scenario_import_decode (path, bytes, length, &guessed, error) : NULL;
  if (!text)
    return NULL;
  file = g_new0 (ScenarioJsonFile, 1);
  file->name = g_strdup (path);
  file->text = g_strdup (guessed ? bytes : text);
  file->documents = g_ptr_array_new_with_free_func (release);
  file->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  return parse (file, error) ? g_steal_pointer (&file) : NULL;
}

json_t *
scenario_json_get (const json_t *object, const char *keys)
{
  json_t *value = (json_t *) object;

  for (const char *key = keys; value && key;) {
    const char *dot = strchr (key, '.');
    gsize length = dot ? (gsize) (dot - key) : strlen (key);
    value = json_object_getn (value, key, length);
    key = dot ? dot + 1 : NULL;
  }
  return json_is_null (value) ? NULL : value;
}

/* ---- Where a value stands: the text is JSON already, so walking it is counting brackets outside of strings. ---- */

static gsize
skip_string (const char *text, gsize at)
{
  for (at++; text[at] && text[at] != '"'; at++)
    if (text[at] == '\\' && text[at + 1])
      at++;
  return at + (text[at] == '"');
}

static gsize
skip_value (const char *text, gsize at)
{
  guint depth = 0;

  do {
    at = skip_blanks (text, at);
    if (text[at] == '"')
      at = skip_string (text, at);
    else if (text[at] == '{' || text[at] == '[') {
      depth++;
      at++;
    } else if (text[at] == '}' || text[at] == ']') {
      depth--;
      at++;
    } else if (text[at] == ',' || text[at] == ':')
      at++;
    else
      at += strcspn (text + at, " \t\r\n,:]}");
    at = skip_blanks (text, at);
  } while (text[at] && depth > 0);
  return at;
}

/* From the '{' or '[' at `*at` to the member of this key, or to the item of this index. */
static gboolean
enter (const char *text, gsize *at, const char *step, gsize length)
{
  gboolean object = text[*at] == '{';
  guint64 index = g_ascii_strtoull (step, NULL, 10);

  if (!object && text[*at] != '[')
    return FALSE;
  for (gsize here = skip_blanks (text, *at + 1); text[here] && !strchr ("]}", text[here]); index--) {
    gboolean found = index == 0;
    if (object) {
      gsize end = skip_string (text, here);
      found = end - here == length + 2 && strncmp (text + here + 1, step, length) == 0;
      here = skip_blanks (text, skip_blanks (text, end) + 1);
    }
    if (found) {
      *at = here;
      return TRUE;
    }
    here = skip_value (text, here);
    here = skip_blanks (text, here + (text[here] == ','));
  }
  return FALSE;
}

/* As far along the path as it goes: where something is missing, the place is what should hold it. */
static gsize
walk (const char *text, gsize at, const char *path, const char *separators)
{
  while (path && *path) {
    gsize length = strcspn (path, separators);
    if (length > 0 && !enter (text, &at, path, length))
      return at;
    path += length + (path[length] != '\0');
  }
  return at;
}

char *
scenario_json_place (const ScenarioJsonItem *item, const char *keys)
{
  gsize at = g_array_index (item->file->starts, gsize, item->document);

  at = walk (item->file->text, at, item->path, "/");
  return place_of (item->file, walk (item->file->text, at, keys, "."));
}

gboolean
scenario_json_fail (const ScenarioJsonItem *item, const char *keys, GError **error, const char *format, ...)
{
  g_autofree char *place = scenario_json_place (item, keys), *message = NULL;
  va_list arguments;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA, "%s: %s", place, message);
  return FALSE;
}

const char *
scenario_json_type (const json_t *value)
{
  static const char *const names[] = {
    [JSON_OBJECT] = "an object", [JSON_ARRAY] = "a list", [JSON_STRING] = "text", [JSON_INTEGER] = "a number",
    [JSON_REAL] = "a number",    [JSON_TRUE] = "true",    [JSON_FALSE] = "false", [JSON_NULL] = "null",
  };

  return value ? names[json_typeof (value)] : "nothing";
}
