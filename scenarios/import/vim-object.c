#include "scenarios/import/vim-object.h"
#include "scenarios/import/import-parts.h"
#include <expat.h>
#include <string.h>

#define DEEPEST 64 /* elements within one another */

typedef struct {
  VimStore *store;
  const char *file;
  XML_Parser parser;
  GPtrArray *open;   /* (element-type VimNode) kept elements, the object's properties first; borrowed */
  GString *path;     /* of the innermost kept one: "config.hardware" */
  GString *text;     /* since the last tag */
  VimObject *object; /* being read */
  const char *name;  /* of the property being read */
  guint depth, skip; /* skip: depth of an element that is not wanted; 0: none */
  gboolean any;      /* there was an object */
  GError *error;     /* the first one */
} Reader;

static void
stop (Reader *reader, const char *message)
{
  if (!reader->error)
    g_set_error (&reader->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT, "%s:%lu:%lu: %s",
                 reader->file, (gulong) XML_GetCurrentLineNumber (reader->parser),
                 (gulong) XML_GetCurrentColumnNumber (reader->parser) + 1, message);
  XML_StopParser (reader->parser, XML_FALSE);
}

static void
free_node (gpointer data)
{
  VimNode *node = data;

  if (node->children)
    g_ptr_array_unref (node->children);
  g_free (node);
}

void
vim_object_free (gpointer data)
{
  VimObject *object = data;

  free_node (object->properties);
  g_free (object);
}

/* The part after the namespace. */
static const char *
local (const char *name)
{
  const char *blank = strrchr (name, ' ');

  return blank ? blank + 1 : name;
}

static const char *
attribute (Reader *reader, const char **attributes, gboolean foreign)
{
  for (; *attributes; attributes += 2)
    if (g_str_equal (local (*attributes), "type") && (strchr (*attributes, ' ') != NULL) == foreign)
      return g_string_chunk_insert_const (reader->store->strings, attributes[1]);
  return NULL;
}

static VimNode *
new_node (Reader *reader, const char *name, const char **attributes)
{
  VimNode *node = g_new0 (VimNode, 1);

  node->name = g_string_chunk_insert_const (reader->store->strings, name);
  node->type = attribute (reader, attributes, TRUE);
  node->ref = attribute (reader, attributes, FALSE);
  node->line = (guint) XML_GetCurrentLineNumber (reader->parser);
  node->column = (guint) XML_GetCurrentColumnNumber (reader->parser) + 1;
  return node;
}

/* Whether "Type:path.name" is on the list. `path` is left with the name when it is. */
static gboolean
allows (Reader *reader, const char *name)
{
  g_autofree char *key = g_strdup_printf ("%s:%s%s%s", reader->object->type, reader->path->str,
                                          reader->path->len ? "." : "", name);

  return g_hash_table_contains (reader->store->allowed, key);
}

static void
enter (Reader *reader, const char *name, const char **attributes)
{
  VimNode *parent = g_ptr_array_index (reader->open, reader->open->len - 1),
          *node = new_node (reader, name, attributes);

  if (!parent->children)
    parent->children = g_ptr_array_new_with_free_func (free_node);
  g_ptr_array_add (parent->children, node);
  g_ptr_array_add (reader->open, node);
  g_string_append_printf (reader->path, "%s%s", reader->path->len ? "." : "", name);
}

static void
begin_object (Reader *reader, const char **attributes)
{
  static const char *const none[] = { NULL };
  const char *type = attribute (reader, attributes, FALSE);

  if (reader->object) {
    stop (reader, "expected one <obj> in an object, found another");
    return;
  }
  if (!type) {
    stop (reader, "expected the type of this object, as in <obj type=\"HostSystem\">");
    return;
  }
  reader->any = TRUE;
  reader->object = g_new0 (VimObject, 1);
  reader->object->file = g_string_chunk_insert_const (reader->store->strings, reader->file);
  reader->object->type = type;
  reader->object->properties = new_node (reader, "properties", (const char **) none);
}

/* ObjectContent, or what wraps it in an answer; <obj>, then <propSet> of <name> and <val>. */
static void
on_start (void *data, const XML_Char *element, const XML_Char **attributes)
{
  Reader *reader = data;
  const char *name = local (element);

  g_string_truncate (reader->text, 0);
  if (++reader->depth > DEEPEST) {
    stop (reader, "elements nest too deep; expected a managed object, as `govc object.save` writes it");
    return;
  }
  if (reader->skip > 0)
    return;
  if (reader->open->len > 0) {
    if (allows (reader, name))
      enter (reader, name, (const char **) attributes);
    else
      reader->skip = reader->depth;
  } else if (g_str_equal (name, "obj"))
    begin_object (reader, (const char **) attributes);
  else if (g_str_equal (name, "val") && reader->object && reader->name) {
    g_ptr_array_add (reader->open, reader->object->properties);
    if (allows (reader, reader->name))
      enter (reader, reader->name, (const char **) attributes);
    else {
      g_ptr_array_set_size (reader->open, 0);
      reader->skip = reader->depth;
    }
  }
}

static void
leave (Reader *reader)
{
  VimNode *node = g_ptr_array_index (reader->open, reader->open->len - 1);
  const char *dot = strrchr (reader->path->str, '.');

  if (!node->children)
    node->text = g_string_chunk_insert_const (reader->store->strings, g_strstrip (reader->text->str));
  g_ptr_array_remove_index (reader->open, reader->open->len - 1);
  g_string_truncate (reader->path, dot ? (gsize) (dot - reader->path->str) : 0);
  if (reader->open->len == 1) /* the property is whole */
    g_ptr_array_set_size (reader->open, 0);
}

static gboolean
is_same (const VimNode *a, const VimNode *b)
{
  guint n = a->children ? a->children->len : 0;

  if (g_strcmp0 (a->name, b->name) || g_strcmp0 (a->text, b->text) || g_strcmp0 (a->type, b->type)
      || g_strcmp0 (a->ref, b->ref) || n != (b->children ? b->children->len : 0))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (!is_same (g_ptr_array_index (a->children, i), g_ptr_array_index (b->children, i)))
      return FALSE;
  return TRUE;
}

static void
end_object (Reader *reader)
{
  VimObject *object = g_steal_pointer (&reader->object);
  VimObject *before = object->id ? vim_store_find (reader->store, object->id) : NULL;

  if (!object->id || !vim_store_wants (reader->store, object->type))
    vim_object_free (object);
  else if (before) {
    g_autofree char *message = g_strdup_printf (
        "%s %s stands in %s too, and differs; save the inventory again, in an empty folder", object->type,
        object->id, before->file);
    if (!is_same (before->properties, object->properties))
      stop (reader, message);
    reader->store->repeated++;
    vim_object_free (object);
  } else {
    g_ptr_array_add (reader->store->objects, object);
    g_hash_table_insert (reader->store->by_id, (gpointer) object->id, object);
  }
}

/* What an object stands in: in a saved file, and in answers of the SDK. */
static gboolean
is_wrapper (const char *name)
{
  return g_str_equal (name, "ObjectContent") || g_str_equal (name, "objects")
         || g_str_equal (name, "returnval");
}

static void
on_end (void *data, const XML_Char *element)
{
  Reader *reader = data;
  const char *name = local (element);
  gboolean skipped = reader->skip > 0;

  if (reader->skip == reader->depth)
    reader->skip = 0;
  reader->depth--;
  if (skipped || reader->error)
    return;
  if (reader->open->len > 0)
    leave (reader);
  else if (g_str_equal (name, "obj") && reader->object)
    reader->object->id = g_string_chunk_insert_const (reader->store->strings, g_strstrip (reader->text->str));
  else if (g_str_equal (name, "name") && reader->object)
    reader->name = g_string_chunk_insert_const (reader->store->strings, g_strstrip (reader->text->str));
  else if (g_str_equal (name, "propSet"))
    reader->name = NULL;
  else if (reader->object && is_wrapper (name))
    end_object (reader);
  g_string_truncate (reader->text, 0);
}

static void
on_text (void *data, const XML_Char *text, int length)
{
  Reader *reader = data;

  if (reader->skip == 0)
    g_string_append_len (reader->text, text, length);
}

static void
on_doctype (void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public, int internal)
{
  (void) name, (void) system, (void) public, (void) internal;
  stop (data,
        "a document type is declared, which no managed object has; expected what `govc object.save` writes");
}

static void
parse (Reader *reader, const char *bytes, gsize length)
{
  XML_SetUserData (reader->parser, reader);
  XML_SetElementHandler (reader->parser, on_start, on_end);
  XML_SetCharacterDataHandler (reader->parser, on_text);
  XML_SetStartDoctypeDeclHandler (reader->parser, on_doctype);
  if (XML_Parse (reader->parser, bytes, (int) length, 1) != XML_STATUS_OK && !reader->error) {
    enum XML_Error code = XML_GetErrorCode (reader->parser);
    g_autofree char *message
        = g_strdup_printf ("%s; %s", XML_ErrorString (code),
                           code == XML_ERROR_NO_ELEMENTS || code == XML_ERROR_UNCLOSED_TOKEN
                               ? "was the save broken off? Save it again"
                               : "expected XML, as `govc object.save` writes it");
    stop (reader, message);
  }
  if (!reader->error && !reader->any)
    g_set_error (&reader->error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FORMAT,
                 "%s:1:1: expected a managed object with <obj>, as `govc object.save` writes it, found none",
                 reader->file);
}

gboolean
vim_store_read (VimStore *store, const char *path, GError **error)
{
  gsize length = 0;
  g_autofree char *bytes = scenario_import_bytes (path, &length, error);
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Reader reader = { .store = store, .file = path, .open = open };

  if (!bytes)
    return FALSE;
  reader.parser = XML_ParserCreateNS (NULL, ' ');
  reader.path = g_string_new (NULL);
  reader.text = g_string_new (NULL);
  parse (&reader, bytes, length);
  if (reader.object)
    vim_object_free (reader.object);
  g_string_free (reader.text, TRUE);
  g_string_free (reader.path, TRUE);
  XML_ParserFree (reader.parser);
  if (!reader.error)
    return TRUE;
  g_propagate_error (error, reader.error);
  return FALSE;
}
