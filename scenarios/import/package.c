#include "scenarios/import/package.h"
#include <glib/gstdio.h>
#include <string.h>

#define ALLOWANCE   (1u << 20) /* unpacked bytes that no ratio is asked about */
#define LONGEST_TAG (1u << 20) /* bytes; expat would hold all of one, and read it again at each new block */
#define BLOCK       (1 << 16)  /* bytes unpacked at a time */
#define DEEPEST     64u        /* a cell's rich text is nested 7 deep */

gboolean
scenario_package_refuse (const ScenarioPackage *package, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT, "%s: %s", package->path, what);
  return FALSE;
}

void
scenario_part_stop (ScenarioPart *part, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  if (!part->error)
    scenario_package_refuse (part->package, &part->error, "%s %s: %s", part->tab ? "tab" : "part",
                             part->tab ? part->tab : part->name, what);
  XML_StopParser (part->parser, XML_FALSE);
}

/* The name without its namespace, which expat puts before a blank. */
static const char *
local_name (const char *name)
{
  const char *blank = strrchr (name, ' ');

  return blank ? blank + 1 : name;
}

const char *
scenario_part_attribute (const char **attributes, const char *name, gboolean foreign)
{
  for (; *attributes; attributes += 2)
    if (foreign == (strchr (attributes[0], ' ') != NULL) && g_str_equal (local_name (attributes[0]), name))
      return attributes[1];
  return NULL;
}

static void XMLCALL
on_start (void *user, const XML_Char *element, const XML_Char **attributes)
{
  ScenarioPart *part = user;

  if (++part->depth > DEEPEST)
    scenario_part_stop (part, "nests elements deeper than %u", DEEPEST);
  if (!part->error)
    part->kind->start (part, local_name (element), attributes);
}

static void XMLCALL
on_end (void *user, const XML_Char *element)
{
  ScenarioPart *part = user;

  part->depth--;
  if (!part->error && part->kind->end)
    part->kind->end (part, local_name (element));
}

static void XMLCALL
on_text (void *user, const XML_Char *text, int length)
{
  ScenarioPart *part = user;

  if (!part->listening || part->error)
    return;
  g_string_append_len (part->text, text, length);
  if (part->text->len > SCENARIO_XLSX_MAX_TEXT)
    scenario_part_stop (part, "holds a cell longer than any spreadsheet allows");
}

static void XMLCALL
on_doctype (void *user, const XML_Char *name, const XML_Char *system, const XML_Char *public,
            int has_internal)
{
  (void) name;
  (void) system;
  (void) public;
  (void) has_internal;
  scenario_part_stop (user, "holds a document type declaration, which no workbook needs: refused");
}

/* What has been unpacked so far must stay within the limits. */
static gboolean
within_bounds (const ScenarioPart *part, guint64 unpacked, const zip_stat_t *status, GError **error)
{
  const ScenarioPackage *package = part->package;
  guint64 packed = MIN (status->comp_size, package->size);
  XML_Index token = XML_GetCurrentByteIndex (part->parser);

  if (package->unpacked > SCENARIO_XLSX_MAX_UNPACKED)
    return scenario_package_refuse (package, error, "unpacks to more than 512 MiB: refused");
  if (unpacked > ALLOWANCE + packed * SCENARIO_XLSX_MAX_RATIO
      || package->unpacked > ALLOWANCE + package->size * SCENARIO_XLSX_MAX_RATIO)
    return scenario_package_refuse (package, error,
                                    "unpacks to more than %d times its packed size: refused as a bomb",
                                    SCENARIO_XLSX_MAX_RATIO);
  if (unpacked > LONGEST_TAG && (token < 0 || unpacked - (guint64) token > LONGEST_TAG + BLOCK))
    return scenario_package_refuse (package, error, "part %s: holds a tag longer than 1 MiB: refused",
                                    part->name);
  return TRUE;
}

static gboolean
not_well_formed (ScenarioPart *part, GError **error)
{
  if (part->error) {
    g_propagate_error (error, g_steal_pointer (&part->error));
    return FALSE;
  }
  return scenario_package_refuse (part->package, error, "part %s, line %lu: is not well-formed XML: %s",
                                  part->name, (gulong) XML_GetCurrentLineNumber (part->parser),
                                  XML_ErrorString (XML_GetErrorCode (part->parser)));
}

/* Feeds the part to expat while the bounds hold. */
static gboolean
feed (ScenarioPart *part, zip_file_t *file, const zip_stat_t *status, GError **error)
{
  ScenarioPackage *package = part->package;
  guint64 unpacked = 0;
  zip_int64_t got;

  do {
    void *buffer = XML_GetBuffer (part->parser, BLOCK);
    g_assert (buffer);
    got = zip_fread (file, buffer, BLOCK);
    if (got < 0)
      return scenario_package_refuse (package, error, "part %s: cannot be unpacked: %s", part->name,
                                      zip_file_strerror (file));
    unpacked += (guint64) got;
    package->unpacked += (guint64) got;
    if (XML_ParseBuffer (part->parser, (int) got, got == 0) != XML_STATUS_OK)
      return not_well_formed (part, error);
    if (!within_bounds (part, unpacked, status, error))
      return FALSE;
  } while (got > 0);
  return TRUE;
}

gboolean
scenario_package_read (ScenarioPackage *package, const char *name, const char *tab,
                       const ScenarioPartKind *kind, gpointer data, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  ScenarioPart part
      = { .package = package, .name = name, .tab = tab, .kind = kind, .data = data, .text = text };
  zip_stat_t status;
  zip_file_t *file;
  gboolean fine;

  if (zip_stat (package->zip, name, ZIP_FL_NOCASE, &status) != 0)
    return scenario_package_refuse (package, error, "the workbook refers to a part %s that is not there",
                                    name);
  if ((status.valid & ZIP_STAT_ENCRYPTION_METHOD) && status.encryption_method != ZIP_EM_NONE)
    return scenario_package_refuse (package, error, "is encrypted: save it without a password");
  if (++package->parts > SCENARIO_XLSX_MAX_PARTS)
    return scenario_package_refuse (package, error, "has more than %d sheets to read: refused",
                                    SCENARIO_XLSX_MAX_PARTS);
  if ((status.valid & ZIP_STAT_SIZE) && status.size > SCENARIO_XLSX_MAX_UNPACKED)
    return scenario_package_refuse (package, error, "unpacks to more than 512 MiB: refused");
  file = zip_fopen_index (package->zip, status.index, 0);
  if (!file)
    return scenario_package_refuse (package, error, "part %s: cannot be unpacked: %s", name,
                                    zip_strerror (package->zip));

  part.parser = XML_ParserCreateNS (NULL, ' ');
  g_assert (part.parser);
  XML_SetUserData (part.parser, &part);
  XML_SetElementHandler (part.parser, on_start, on_end);
  XML_SetCharacterDataHandler (part.parser, on_text);
  XML_SetStartDoctypeDeclHandler (part.parser, on_doctype);
  fine = feed (&part, file, &status, error);
  g_clear_error (&part.error);
  XML_ParserFree (part.parser);
  zip_fclose (file);
  return fine;
}

/* What the file is when libzip does not take it for a zip archive. */
static const char *
what_instead (const char *path)
{
  char head[8] = { 0 };
  FILE *file = g_fopen (path, "rb");
  gsize got = file ? fread (head, 1, sizeof head, file) : 0;

  if (file)
    fclose (file);
  if (got == 0)
    return "is empty: expected an .xlsx workbook";
  if (memcmp (head, "PK\003\004", 4) == 0)
    return "is a workbook that was cut off or damaged: the directory at its end is missing or wrong";
  if (memcmp (head, "\xd0\xcf\x11\xe0", 4) == 0)
    return "is encrypted or an .xls of before 2007: save it as an .xlsx without a password";
  return "is not an .xlsx workbook";
}

gboolean
scenario_package_open (ScenarioPackage *package, const char *path, GError **error)
{
  GStatBuf status;
  int code = 0;

  *package = (ScenarioPackage){ .path = path };
  package->zip = zip_open (path, ZIP_RDONLY, &code);
  if (!package->zip)
    return scenario_package_refuse (package, error, "%s", what_instead (path));
  package->size = g_stat (path, &status) == 0 ? (guint64) status.st_size : 0;
  if (zip_get_num_entries (package->zip, 0) <= SCENARIO_XLSX_MAX_MEMBERS)
    return TRUE;
  scenario_package_close (package);
  return scenario_package_refuse (package, error, "has more than %d members: refused",
                                  SCENARIO_XLSX_MAX_MEMBERS);
}

void
scenario_package_close (ScenarioPackage *package)
{
  g_clear_pointer (&package->zip, zip_discard);
}
