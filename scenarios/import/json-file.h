/* JSON files that somebody's API wrote: strict, and every value can say where it stands.
 *
 * A file is read by jansson and kept beside its text. It may hold several documents, one after another, as they come when
 * answers are appended to one file. A value is found by a path of keys and indices: "hypervisor.fullName", "disks[].extId" for
 * all of a list. Only when something is wrong with a value is its place looked for, by walking the text along its path.
 *
 * The surprising rule: a null is as if its key were not there, since APIs write either. */

#ifndef SCENARIO_JSON_FILE_H
#define SCENARIO_JSON_FILE_H

#include <glib.h>
#include <jansson.h>

typedef struct {
  char *name;           /* as it was given */
  char *text;           /* UTF-8 without a mark */
  GPtrArray *documents; /* (element-type json_t) owned */
  GArray *starts;       /* of gsize: where each document begins in the text */
} ScenarioJsonFile;

/* NULL with a GError of import.h, `file:line:column:` where there is a place: no JSON, a key twice, nested too deep, not UTF-8,
 * empty, cut off. (transfer full) */
ScenarioJsonFile *scenario_json_file_read (const char *path, GError **error);
void scenario_json_file_free (gpointer file);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioJsonFile, scenario_json_file_free)

/* A value and how to get to it. The file and the value are borrowed; so is the path, of keys and indices joined by '/'. */
typedef struct {
  const ScenarioJsonFile *file;
  guint document;
  const char *path;
  json_t *value;
} ScenarioJsonItem;

/* The value under keys joined by '.'; NULL when it is not there, is null, or something on the way is no object. */
json_t *scenario_json_get (const json_t *object, const char *keys);

/* An error at the value under `keys` of the item; NULL is the item itself. Returns FALSE. */
gboolean scenario_json_fail (const ScenarioJsonItem *item, const char *keys, GError **error,
                             const char *format, ...) G_GNUC_PRINTF (4, 5);

/* "file:line:column" of the same. (transfer full) */
char *scenario_json_place (const ScenarioJsonItem *item, const char *keys);

/* "a number", "text"; for messages. */
const char *scenario_json_type (const json_t *value);

#endif
