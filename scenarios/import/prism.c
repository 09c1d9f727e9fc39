#include "scenarios/import/prism.h"
#include "scenarios/import/fit.h"
#include "scenarios/import/write.h"

static void
open_prism (Prism *self)
{
  self->files = g_ptr_array_new_with_free_func (scenario_json_file_free);
  self->others = g_ptr_array_new ();
  self->strings = g_string_chunk_new (4096);
  for (guint i = 0; i < PRISM_N_KINDS; i++) {
    self->records[i] = g_ptr_array_new ();
    self->by_id[i] = g_hash_table_new (g_str_hash, g_str_equal);
    self->totals[i] = SCENARIO_UNKNOWN;
  }
}

static void
close_prism (Prism *self)
{
  for (guint i = 0; i < PRISM_N_KINDS; i++) {
    for (guint j = 0; j < self->records[i]->len; j++)
      prism_record_free (i, g_ptr_array_index (self->records[i], j));
    g_ptr_array_unref (self->records[i]);
    g_hash_table_unref (self->by_id[i]);
  }
  g_string_chunk_free (self->strings);
  g_ptr_array_unref (self->others);
  g_ptr_array_unref (self->files);
}

static gboolean
understand (Prism *self, const char *const *paths, GError **error)
{
  if (!prism_read_pages (self, paths, error))
    return FALSE;
  prism_say_pages (self);
  if (!prism_place_hosts (self, error))
    return FALSE;
  prism_place_vms (self);
  prism_make_rules (self);
  scenario_inventory_fit (self->inventory);
  scenario_inventory_settle (self->inventory);
  if (!prism_make_plan (self, error))
    return FALSE;
  prism_ask (self);
  return TRUE;
}

/* "hosts.json", "hosts.json and 3 more": what the scenario says that it was made from. (transfer full) */
static char *
name_sources (const char *const *paths)
{
  g_autofree char *first = g_path_get_basename (*paths);
  guint n = g_strv_length ((char **) paths);

  return n == 1 ? g_steal_pointer (&first) : g_strdup_printf ("%s and %u more", first, n - 1);
}

char *
scenario_import_prism (const char *const *paths, const ScenarioImportOptions *options, GPtrArray *notices,
                       GError **error)
{
  static const ScenarioImportOptions none = { NULL, NULL, NULL };
  g_autofree char *source = name_sources (paths);
  Prism self = { .options = options ? options : &none };
  GError *cause = NULL;
  char *text = NULL;

  self.inventory = scenario_inventory_new ("rollcall import prism", source, notices);
  open_prism (&self);
  if (understand (&self, paths, &cause))
    text = scenario_write (self.inventory);
  close_prism (&self);
  scenario_inventory_free (self.inventory);
  scenario_import_clean (notices, cause);
  if (cause)
    g_propagate_error (error, cause);
  return text;
}
