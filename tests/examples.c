#include "tests/examples.h"

#include <math.h>

typedef struct {
  JsonObject *example;
  void (*test) (JsonObject *input);
} Case;

/* Tests are told apart by their names alone, so the cases stand by name; borrowed by CUnit's tests for as long as we run. */
static GHashTable *cases;

static struct {
  JsonObject *expect;
  GHashTable *given; /* fields that were spoken of */
} now;

static JsonArray *
examples_of (const char *file)
{
  const char *source = g_getenv ("ROLLCALL_SRCDIR");
  g_autofree char *path = g_strdup_printf ("%s/tests/data/examples/%s.json", source ? source : ".", file);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;

  if (!json_parser_load_from_file (parser, path, &error))
    g_error ("%s", error->message);
  return json_array_ref (json_node_get_array (json_parser_get_root (parser)));
}

static void complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

static void
complain (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  CU_assertImplementation (CU_FALSE, 0, text, "example", "", CU_FALSE);
}

static void
run_case (void)
{
  const Case *c = g_hash_table_lookup (cases, CU_get_current_test ()->pName);
  g_autoptr (GList) fields = NULL;

  now.expect = json_object_get_object_member (c->example, "expect");
  now.given = g_hash_table_new (g_str_hash, g_str_equal);
  c->test (json_object_get_object_member (c->example, "input"));
  fields = json_object_get_members (now.expect);
  for (GList *field = fields; field; field = field->next)
    if (!g_hash_table_contains (now.given, field->data))
      complain ("'%s' is expected, and nobody has looked", (const char *) field->data);
  g_clear_pointer (&now.given, g_hash_table_unref);
}

static void
free_case (gpointer pointer)
{
  json_object_unref (((Case *) pointer)->example);
  g_free (pointer);
}

void
examples_add (CU_pSuite suite, const char *file, const char *kind, guint count,
              void (*test) (JsonObject *input))
{
  g_autoptr (JsonArray) examples = examples_of (file);
  guint found = 0;

  if (!cases)
    cases = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_case);
  for (JSON_EACH (i, examples)) {
    JsonObject *example = json_array_get_object_element (examples, i);
    const char *title = json_text (example, "title");
    Case *c;
    char *name;

    if (g_strcmp0 (json_text (example, "kind"), kind) != 0)
      continue;
    found++;
    c = g_new (Case, 1);
    *c = (Case){ json_object_ref (example), test };
    name = g_strdup_printf ("%s %s %s%s%s", file, json_text (example, "id"), kind, title ? ": " : "",
                            title ? title : "");
    g_hash_table_replace (cases, name, c);
    CU_add_test (suite, name, run_case);
  }
  if (found != count)
    g_error ("%s has %u examples of kind %s, not %u", file, found, kind, count);
}

gboolean
example_expects (const char *field)
{
  return json_object_has_member (now.expect, field);
}

/* Equal in value, whatever the notation: 5 is 5.0. */
static gboolean
is_alike (JsonNode *a, JsonNode *b, double within)
{
  if (JSON_NODE_HOLDS_ARRAY (a) && JSON_NODE_HOLDS_ARRAY (b)) {
    JsonArray *x = json_node_get_array (a), *y = json_node_get_array (b);
    gboolean alike = json_array_get_length (x) == json_array_get_length (y);

    for (guint i = 0; alike && i < json_array_get_length (x); i++)
      alike = is_alike (json_array_get_element (x, i), json_array_get_element (y, i), within);
    return alike;
  }
  if (JSON_NODE_HOLDS_OBJECT (a) && JSON_NODE_HOLDS_OBJECT (b)) {
    JsonObject *x = json_node_get_object (a), *y = json_node_get_object (b);
    g_autoptr (GList) members = json_object_get_members (x);
    gboolean alike = json_object_get_size (x) == json_object_get_size (y);

    for (GList *m = members; alike && m; m = m->next)
      alike = json_object_has_member (y, m->data)
              && is_alike (json_object_get_member (x, m->data), json_object_get_member (y, m->data), within);
    return alike;
  }
  if (json_node_is_null (a) || json_node_is_null (b))
    return json_node_is_null (a) && json_node_is_null (b);
  if (!JSON_NODE_HOLDS_VALUE (a) || !JSON_NODE_HOLDS_VALUE (b))
    return FALSE;
  if (json_node_get_value_type (a) == G_TYPE_STRING || json_node_get_value_type (a) == G_TYPE_BOOLEAN)
    return json_node_equal (a, b);
  return json_node_get_value_type (b) != G_TYPE_STRING && json_node_get_value_type (b) != G_TYPE_BOOLEAN
         && fabs (json_node_get_double (a) - json_node_get_double (b)) <= within;
}

/* The ranges that numbers fall into, as if those had been given. */
static char *
ranges_of (JsonNode *ranges, JsonNode *numbers)
{
  JsonArray *list = json_node_get_array (ranges);
  g_autoptr (GString) text = g_string_new (NULL);

  for (JSON_EACH (i, json_node_get_array (numbers))) {
    double number = json_array_get_double_element (json_node_get_array (numbers), i), least = number, most = number;
    JsonArray *range = i < json_array_get_length (list) ? json_array_get_array_element (list, i) : NULL;

    if (range && number >= json_array_get_double_element (range, 0) && number <= json_array_get_double_element (range, 1)) {
      least = json_array_get_double_element (range, 0);
      most = json_array_get_double_element (range, 1);
    }
    json_add (text, "[%g, %g]", least, most);
  }
  return g_strdup_printf ("[%s]", text->str);
}

static void
give (double within, gboolean wanted, const char *field, const char *text)
{
  JsonNode *expected = json_object_get_member (now.expect, field);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) got = json_from_string (text, &error);
  g_autofree char *wants = expected ? json_to_string (expected, FALSE) : NULL;

  if (!got && error)
    g_error ("%s: %s: %s", field, error->message, text);
  if (!expected) {
    complain ("'%s' is not expected of it", field);
    return;
  }
  g_hash_table_add (now.given, (gpointer) g_intern_string (field));
  if (is_alike (expected, got, within) != wanted)
    complain ("%s is %s, expected %s%s", field, text, wanted ? "" : "anything but ", wants);
  else
    CU_PASS (field);
}

#define GIVE(WITHIN, WANTED)                                                                                 \
  g_autofree char *text = NULL;                                                                              \
  va_list args;                                                                                              \
                                                                                                             \
  va_start (args, format);                                                                                   \
  text = g_strdup_vprintf (format, args);                                                                    \
  va_end (args);                                                                                             \
  give (WITHIN, WANTED, field, text)

void
example_gave (const char *field, const char *format, ...)
{
  GIVE (0, TRUE);
}

void
example_gave_within (double within, const char *field, const char *format, ...)
{
  GIVE (within, TRUE);
}

void
example_gave_in_ranges (const char *field, const char *format, ...)
{
  JsonNode *expected = json_object_get_member (now.expect, field);
  g_autofree char *text = NULL, *ranges = NULL;
  g_autoptr (JsonNode) got = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  got = json_from_string (text, NULL);
  ranges = expected && got ? ranges_of (expected, got) : g_strdup (text);
  give (0, TRUE, field, ranges);
}

void
example_did_not_give (const char *field, const char *format, ...)
{
  GIVE (0, FALSE);
}

char *
json_seconds (SimTime time)
{
  return time < 0
             ? g_strdup ("null")
             : g_strdup_printf ("%" G_GINT64_FORMAT ".%03d", time / SIM_SECOND, (int) (time % SIM_SECOND));
}

const char *
json_truth (gboolean value)
{
  return value ? "true" : "false";
}

void
json_add (GString *list, const char *format, ...)
{
  va_list args;

  if (list->len)
    g_string_append (list, ", ");
  va_start (args, format);
  g_string_append_vprintf (list, format, args);
  va_end (args);
}

gint64
json_int (JsonObject *object, const char *member, gint64 otherwise)
{
  return json_object_has_member (object, member) ? json_object_get_int_member (object, member) : otherwise;
}

const char *
json_text (JsonObject *object, const char *member)
{
  return json_object_has_member (object, member) ? json_object_get_string_member (object, member) : NULL;
}
