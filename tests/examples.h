/* The handbook's worked examples: tests/data/examples/vsphere.json and platforms.json, as data.
 *
 * An example has an id, a kind, an input and what is expected. For each kind a test makes a scenario of the input,
 * rehearses it, and says of every expected field what the models gave, as a JSON text. The surprising rule: a field that
 * nobody has spoken of fails the example, so no example holds by being half read. */

#ifndef TESTS_EXAMPLES_H
#define TESTS_EXAMPLES_H

#include <CUnit/CUnit.h>
#include <json-glib/json-glib.h>

#include "tests/trial.h"

/* Adds a test for each example of a kind, named by file, id, kind and title. There must be `count` of them. */
void examples_add (CU_pSuite suite, const char *file, const char *kind, guint count,
                   void (*test) (JsonObject *input));

/* Whether the running example says anything of a field. */
gboolean example_expects (const char *field);

/* What the models gave for one field. In the second, numbers may differ by as much as `within`. */
void example_gave (const char *field, const char *format, ...) G_GNUC_PRINTF (2, 3);
void example_gave_within (double within, const char *field, const char *format, ...) G_GNUC_PRINTF (3, 4);

/* For a field that gives a range, [least, most], where the models give a number: a list of such. */
void example_gave_in_ranges (const char *field, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* For a field that says what must not come out. */
void example_did_not_give (const char *field, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* JSON texts: ms as seconds, or null for -1 (transfer full); a truth; one more item of a list, for "[%s]". */
char *json_seconds (SimTime time);
const char *json_truth (gboolean value);
void json_add (GString *list, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* Of an input: a number, or `otherwise` when there is none; a text, or NULL. */
gint64 json_int (JsonObject *object, const char *member, gint64 otherwise);
const char *json_text (JsonObject *object, const char *member);

/* for (JSON_EACH (i, array)): the places of an array. */
#define JSON_EACH(I, ARRAY)                                                                                  \
  guint I = 0;                                                                                               \
  I < json_array_get_length (ARRAY);                                                                         \
  I++

#endif
