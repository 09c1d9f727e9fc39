#include "scenarios/scenarios.h"

#include <string.h>
#include "scenarios/reader.h"
#include "scenarios/text.h"

static void
reader_begin (ScenarioReader *reader, const char *name, const char *text, gsize length)
{
  GPtrArray **const lists[] = { &reader->vcenters, &reader->clusters, &reader->hosts, &reader->vms,
                                &reader->rules,    &reader->policies, &reader->steps, &reader->faults,
                                &reader->products, &reader->switches, &reader->licences, &reader->governors, &reader->written };

  *reader = (ScenarioReader){ .fleet = model_fleet_new () };
  scenario_diagnostics_init (&reader->diagnostics, name, text, length);
  reader->arrays = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    *lists[i] = g_ptr_array_new ();
}

static void
reader_end (ScenarioReader *reader)
{
  GPtrArray *const lists[]
      = { reader->vcenters, reader->clusters, reader->hosts,  reader->vms,   reader->rules,
          reader->policies, reader->steps,    reader->faults, reader->arrays, reader->products, reader->switches, reader->licences, reader->governors };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    g_ptr_array_unref (lists[i]);
  for (guint i = 0; i < SCENARIO_N_KINDS; i++)
    g_clear_pointer (&reader->names[i], g_hash_table_unref);
  g_ptr_array_unref (reader->written);
  scenario_tree_free (reader->tree);
  scenario_diagnostics_clear (&reader->diagnostics);
  model_fleet_free (reader->fleet);
}

static ModelFleet *
read_text (const char *name, const char *text, gssize length, guint32 hosts, ScenarioExtras **extras, GError **error)
{
  static const char bom[] = "\xef\xbb\xbf";
  g_autoptr (ScenarioExtras) built = NULL;
  ModelFleet *fleet = NULL;
  ScenarioReader reader;

  g_return_val_if_fail (error == NULL || *error == NULL, NULL);
  if (length < 0)
    length = (gssize) strlen (text);
  if (length >= 3 && memcmp (text, bom, 3) == 0) {
    text += 3;
    length -= 3;
  }
  reader_begin (&reader, name, text, (gsize) length);
  reader.resize_to = hosts;
  reader.tree = scenario_tree_new (&reader.diagnostics);
  if (reader.tree) {
    reader.fleet->file = model_fleet_string (reader.fleet, name);
    scenario_read_document (&reader);
    scenario_split_steps (&reader);
    scenario_repeat_steps (&reader);
    scenario_repeat_faults (&reader);
    scenario_names_settle (&reader);
    scenario_build_inventory (&reader);
    scenario_settle_licences (&reader);
    scenario_build_pools (&reader);
    scenario_build_switches (&reader);
    scenario_build_vsan (&reader);
    scenario_build_policies (&reader);
    scenario_build_governance (&reader);
    scenario_build_groups (&reader);
    scenario_build_plan (&reader);
    scenario_build_faults (&reader);
    scenario_check_inventory (&reader);
    scenario_check_rules (&reader);
    scenario_check_plan (&reader);
    built = scenario_build_expectations (&reader);
  }
  if (scenario_diagnostics_any (&reader.diagnostics))
    scenario_diagnostics_throw (&reader.diagnostics, error);
  else
    fleet = g_steal_pointer (&reader.fleet);
  reader_end (&reader);
  if (fleet && extras)
    *extras = g_steal_pointer (&built);
  return fleet;
}

ModelFleet *
scenario_read_text (const char *name, const char *text, gssize length, ScenarioExtras **extras, GError **error)
{
  return read_text (name, text, length, 0, extras, error);
}

ModelFleet *
scenario_read_resized (const char *name, const char *text, gssize length, guint32 hosts, GError **error)
{
  return read_text (name, text, length, hosts, NULL, error);
}

ModelFleet *
scenario_read_file (const char *path, ScenarioExtras **extras, GError **error)
{
  gsize length;
  g_autofree char *text = scenario_file_read (path, &length, error);

  return text ? scenario_read_text (g_str_equal (path, "-") ? "<stdin>" : path, text, (gssize) length, extras,
                                    error)
              : NULL;
}
