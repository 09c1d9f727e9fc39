#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

#define FOLDER "/rollcall/library"
#define ENDING ".yaml"

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (*(const char *const *) a, *(const char *const *) b);
}

const char *const *
scenario_library_names (void)
{
  static GPtrArray *names;

  if (g_once_init_enter (&names)) {
    g_auto (GStrv) files = g_resources_enumerate_children (FOLDER, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    GPtrArray *found = g_ptr_array_new ();

    for (guint i = 0; files && files[i]; i++)
      if (g_str_has_suffix (files[i], ENDING))
        g_ptr_array_add (found, g_strndup (files[i], strlen (files[i]) - strlen (ENDING)));
    g_ptr_array_sort (found, compare_names);
    g_ptr_array_add (found, NULL);
    g_once_init_leave (&names, found);
  }
  return (const char *const *) names->pdata;
}

GBytes *
scenario_library_text (const char *name)
{
  g_autofree char *path = g_strconcat (FOLDER "/", name, ENDING, NULL);

  if (!g_strv_contains (scenario_library_names (), name))
    return NULL;
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}

const char *
scenario_library_nearest (const char *name)
{
  ScenarioNearest nearest = { name, NULL, 0 };

  for (guint i = 0; scenario_library_names ()[i]; i++)
    scenario_nearest_offer (&nearest, scenario_library_names ()[i]);
  return nearest.best;
}

/* The text under a key at the top of a bundled file, without reading the rest of it. */
static char *
top_text (const char *name, const char *key)
{
  g_autoptr (GBytes) bytes = scenario_library_text (name);
  g_autoptr (ScenarioTree) tree = NULL;
  ScenarioDiagnostics diagnostics;
  const ScenarioNode *node;
  gsize length;

  if (!bytes)
    return NULL;
  const char *text = g_bytes_get_data (bytes, &length);
  scenario_diagnostics_init (&diagnostics, name, text, length);
  tree = scenario_tree_new (&diagnostics);
  scenario_diagnostics_clear (&diagnostics);
  node = tree ? scenario_node_get (tree->root, key) : NULL;
  return node && node->type == SCENARIO_NODE_SCALAR ? g_strchomp (g_strdup (node->text)) : NULL;
}

char *
scenario_library_title (const char *name)
{
  return top_text (name, "title");
}

char *
scenario_library_story (const char *name)
{
  return top_text (name, "story");
}

char *
scenario_library_pattern (const char *name)
{
  return top_text (name, "pattern");
}

ModelFleet *
scenario_library_read (const char *name, ScenarioExtras **extras, GError **error)
{
  g_autoptr (GBytes) bytes = scenario_library_text (name);
  g_autofree char *file = g_strconcat (name, ENDING, NULL);
  gsize length;

  if (!bytes) {
    const char *near = scenario_library_nearest (name);
    g_set_error (error, SCENARIO_ERROR, SCENARIO_ERROR_FILE, "there is no bundled scenario '%s'%s%s%s", name,
                 near ? "; did you mean '" : "", near ? near : "", near ? "'?" : "");
    return NULL;
  }
  const char *text = g_bytes_get_data (bytes, &length);
  return scenario_read_text (file, text, (gssize) length, extras, error);
}
