/* Managed objects of vSphere as `govc object.save` writes them: XML files of one ObjectContent each, or of several, as the SDK
 * answers.
 *
 * The surprising rule: only what is on the list comes in. A save holds everything, with passwords in extraConfig and keys in
 * settings; what is not allowed by name is skipped while it is parsed, so that it can be neither written nor shown. */

#ifndef SCENARIO_VIM_OBJECT_H
#define SCENARIO_VIM_OBJECT_H

#include <glib.h>

typedef struct _VimNode VimNode;

/* An element. Text is that of the store; everything but `name` may be NULL. */
struct _VimNode {
  const char *name;
  const char *type; /* xsi:type: which kind of a data object */
  const char *ref;  /* type: of which kind the managed object is whose id is the text */
  const char *text;
  GPtrArray *children; /* (element-type VimNode) */
  guint line, column;
};

typedef struct {
  const char *file; /* as messages name it */
  const char *type, *id;
  VimNode *properties; /* its children are the properties, by name */
} VimObject;

void vim_object_free (gpointer object);

typedef struct {
  GHashTable *allowed; /* "Type" and "Type:path" */
  GHashTable *by_id;   /* id to VimObject, both borrowed */
  GPtrArray *objects;  /* (element-type VimObject) owned, in the order of reading */
  GStringChunk *strings;
  guint repeated; /* objects that came again, the same */
} VimStore;

/* `allowed` is of "Type: path path.path …", and ends with NULL. What is above a path is allowed with it. */
VimStore *vim_store_new (const char *const *allowed);
void vim_store_free (VimStore *store); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VimStore, vim_store_free)

gboolean vim_store_wants (const VimStore *store,
                          const char *type); /* whether anything of this type is allowed */
gboolean vim_store_read (VimStore *store, const char *path, GError **error);
VimObject *vim_store_find (const VimStore *store, const char *id); /* NULL: not there, or no id */

/* The first element under names joined by '.', NULL when there is none; and its text. */
const VimNode *vim_get (const VimNode *node, const char *path);
const char *vim_text (const VimNode *node, const char *path);

/* Visits the children of this name (NULL: all): begin with 0. NULL after the last one; the node may be NULL. */
const VimNode *vim_next (const VimNode *node, const char *name, guint *at);

#endif
