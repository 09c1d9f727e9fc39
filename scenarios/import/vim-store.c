#include "scenarios/import/vim-object.h"
#include <string.h>

/* "HostSystem: name summary.hardware.cpuMhz" allows each path and all above it. */
static void
allow (VimStore *store, const char *line)
{
  g_auto (GStrv) words = g_strsplit_set (line, ": ", -1);

  g_hash_table_add (store->allowed, g_strdup (words[0]));
  for (char **word = words + 1; *word; word++)
    for (char *dot = **word ? *word + strlen (*word) : NULL; dot;
         dot = g_strrstr_len (*word, dot - *word, ".")) {
      *dot = '\0';
      g_hash_table_add (store->allowed, g_strdup_printf ("%s:%s", words[0], *word));
    }
}

VimStore *
vim_store_new (const char *const *allowed)
{
  VimStore *store = g_new0 (VimStore, 1);

  store->allowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  store->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  store->objects = g_ptr_array_new_with_free_func (vim_object_free);
  store->strings = g_string_chunk_new (4096);
  for (; *allowed; allowed++)
    allow (store, *allowed);
  return store;
}

void
vim_store_free (VimStore *store)
{
  if (!store)
    return;
  g_ptr_array_unref (store->objects);
  g_hash_table_unref (store->by_id);
  g_hash_table_unref (store->allowed);
  g_string_chunk_free (store->strings);
  g_free (store);
}

gboolean
vim_store_wants (const VimStore *store, const char *type)
{
  return g_hash_table_contains (store->allowed, type);
}

VimObject *
vim_store_find (const VimStore *store, const char *id)
{
  return id ? g_hash_table_lookup (store->by_id, id) : NULL;
}

const VimNode *
vim_next (const VimNode *node, const char *name, guint *at)
{
  while (node && node->children && *at < node->children->len) {
    const VimNode *child = g_ptr_array_index (node->children, (*at)++);
    if (!name || g_str_equal (child->name, name))
      return child;
  }
  return NULL;
}

const VimNode *
vim_get (const VimNode *node, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);

  for (char **name = names; node && *name; name++) {
    guint at = 0;
    node = vim_next (node, *name, &at);
  }
  return node;
}

const char *
vim_text (const VimNode *node, const char *path)
{
  const VimNode *found = vim_get (node, path);

  return found && found->text && *found->text ? found->text : NULL;
}
