/* The zip-and-XML half of a workbook: a package of parts, each read once from beginning to end by expat.
 *
 * A package is a stranger's file. Everything is bounded while it is unpacked, whatever the directory of the archive
 * claims: members, parts, bytes, the ratio to the packed size, how deep elements nest, how long one tag is. The limits
 * stand in xlsx.h. */

#ifndef SCENARIO_PACKAGE_H
#define SCENARIO_PACKAGE_H

#include "scenarios/import/xlsx.h"
#include <expat.h>
#include <zip.h>

/* The open archive and what has been taken out of it so far. */
typedef struct {
  const char *path; /* borrowed; how messages name it */
  zip_t *zip;
  guint64 size, unpacked; /* bytes */
  guint parts;
  gsize cells;
} ScenarioPackage;

typedef struct _ScenarioPart ScenarioPart;

/* What is done with the elements of a kind of part. Names come without their namespace. `end` may be NULL. */
typedef struct {
  void (*start) (ScenarioPart *part, const char *element, const char **attributes);
  void (*end) (ScenarioPart *part, const char *element);
} ScenarioPartKind;

/* One part being parsed. While `listening`, what stands between tags is collected in `text`. */
struct _ScenarioPart {
  ScenarioPackage *package;
  const char *name;
  const char *tab; /* how messages call a sheet; NULL in other parts */
  const ScenarioPartKind *kind;
  gpointer data;
  GString *text;
  gboolean listening;
  XML_Parser parser;
  guint depth;
  GError *error; /* the first one */
};

gboolean scenario_package_open (ScenarioPackage *package, const char *path, GError **error);
void scenario_package_close (ScenarioPackage *package);

/* Reads the part `name`; `tab` is how messages call it, or NULL. */
gboolean scenario_package_read (ScenarioPackage *package, const char *name, const char *tab,
                                const ScenarioPartKind *kind, gpointer data, GError **error);

/* Sets the error `FILE: message`; returns FALSE so that callers can return it. */
gboolean scenario_package_refuse (const ScenarioPackage *package, GError **error, const char *format, ...)
    G_GNUC_PRINTF (3, 4);

/* From a handler: ends the reading with `FILE: tab NAME: message`. */
void scenario_part_stop (ScenarioPart *part, const char *format, ...) G_GNUC_PRINTF (2, 3);

/* An attribute's value, borrowed, or NULL: one without a namespace, or (`foreign`) one of another, such as r:id. */
const char *scenario_part_attribute (const char **attributes, const char *name, gboolean foreign);

#endif
