#include "scenarios/import/rvtools.h"
#include "scenarios/import/csv.h"
#include "scenarios/import/import-parts.h"
#include "scenarios/import/vsphere-plan.h"
#include "scenarios/import/write.h"
#include "scenarios/import/xlsx.h"
#include <glib/gstdio.h>
#include <string.h>

static void
free_cluster (gpointer data)
{
  RvCluster *raw = data;

  if (!raw->taken)
    scenario_inv_cluster_free (raw->cluster);
  g_free (raw);
}

static void
free_host (gpointer data)
{
  RvHost *raw = data;

  if (!raw->taken)
    scenario_inv_host_free (raw->host);
  g_free (raw);
}

static void
free_vm (gpointer data)
{
  RvVm *raw = data;

  if (!raw->taken)
    scenario_inv_vm_free (raw->vm);
  g_free (raw);
}

/* A folder of csv files, or a workbook. Anything else, such as a device or a pipe, is refused before it is opened. */
static ScenarioBook *
open_book (const char *path, GPtrArray *notices, GError **error)
{
  GStatBuf status;
  gsize length = strlen (path);

  if (g_stat (path, &status) != 0)
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE, "%s: cannot be read: %s", path,
                 g_strerror (errno));
  else if (S_ISDIR (status.st_mode))
    return scenario_csv_read_folder (path, rv_name_tab, notices, error);
  else if (!S_ISREG (status.st_mode))
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE,
                 "%s: expected an .xlsx workbook or a folder of csv files", path);
  else if (length > 4 && g_ascii_strcasecmp (path + length - 4, ".csv") == 0)
    g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_FILE,
                 "%s: is one tab of an export: expected the folder that holds all of them", path);
  else
    return scenario_xlsx_read (path, rv_name_tab, error);
  return NULL;
}

static void
say_origin (const Rvtools *self)
{
  const char *version = rv_text (self, RV_METADATA_VERSION, 0);

  if (version)
    scenario_inventory_notice (self->inventory, "the export was made by RVTools %s", version);
}

static gboolean
understand (Rvtools *self, GError **error)
{
  if (!rv_find_columns (self, error) || !rv_read_clusters (self, error) || !rv_read_hosts (self, error)
      || !rv_read_vms (self, error) || !rv_read_details (self, error) || !rv_read_links (self, error)
      || !rv_place (self, error))
    return FALSE;
  say_origin (self);
  rv_say_unplaced (self);
  rv_cross_check (self);
  rv_read_guests (self);
  rv_settle_versions (self);
  if (!rv_settle (self, error)
      || !scenario_vsphere_target (self->inventory, self->book->file, self->options->to_version, error))
    return FALSE;
  scenario_vsphere_plan (self->inventory);
  rv_ask (self);
  return TRUE;
}

static char *
import (const char *path, const ScenarioImportOptions *options, GPtrArray *notices, GError **error)
{
  g_autoptr (ScenarioBook) book = open_book (path, notices, error);
  g_autofree char *base = g_path_get_basename (path);
  Rvtools self = { .book = book, .options = options };
  char *text = NULL;

  if (!book)
    return NULL;
  self.inventory = scenario_inventory_new ("rollcall import rvtools", base, notices);
  self.clusters = g_ptr_array_new_with_free_func (free_cluster);
  self.hosts = g_ptr_array_new_with_free_func (free_host);
  self.vms = g_ptr_array_new_with_free_func (free_vm);
  self.vm_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self.host_keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  if (understand (&self, error))
    text = scenario_write (self.inventory);
  g_hash_table_unref (self.host_keys);
  g_hash_table_unref (self.vm_keys);
  g_ptr_array_unref (self.vms);
  g_ptr_array_unref (self.hosts);
  g_ptr_array_unref (self.clusters);
  scenario_inventory_free (self.inventory);
  return text;
}

char *
scenario_import_rvtools (const char *path, const ScenarioImportOptions *options, GPtrArray *notices,
                         GError **error)
{
  static const ScenarioImportOptions none = { NULL, NULL, NULL };
  GError *cause = NULL;
  char *text = import (path, options ? options : &none, notices, &cause);

  scenario_import_clean (notices, cause);
  if (cause)
    g_propagate_error (error, cause);
  return text;
}
