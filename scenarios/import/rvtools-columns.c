#include "scenarios/import/rvtools.h"
#include <string.h>

const char *const rv_tab_names[RV_N_TABS] = {
  [RV_INFO] = "vInfo",       [RV_HOST] = "vHost",
  [RV_CLUSTER] = "vCluster", [RV_CPU] = "vCPU",
  [RV_MEMORY] = "vMemory",   [RV_DISK] = "vDisk",
  [RV_NETWORK] = "vNetwork", [RV_CD] = "vCD",
  [RV_USB] = "vUSB",         [RV_DATASTORE] = "vDatastore",
  [RV_NIC] = "vNIC",         [RV_VMK] = "vSC_VMK",
  [RV_PORT] = "vPort",       [RV_DVPORT] = "dvPort",
  [RV_TOOLS] = "vTools",
  [RV_SOURCE] = "vSource",   [RV_METADATA] = "vMetaData",
};

/* Tabs that RVTools writes and that say nothing about an upgrade here; they are not even unpacked. */
static const char *const other_tabs[]
    = { "vPartition", "vSnapshot",  "vRP",       "vHBA",   "vSwitch",
        "dvSwitch",   "vMultiPath", "vLicense", "vFileInfo", "vHealth" };

typedef struct {
  RvTab tab;
  const char *names;
} Column;

#define RV_ROW(id, tab, names) { tab, names },
static const Column columns[RV_N_COLUMNS] = { RV_COLUMNS (RV_ROW) };
#undef RV_ROW

/* What is not known when a tab is not there. Without vInfo and vHost there is no inventory. */
static const struct {
  RvTab tab;
  const char *lost;
} losses[] = {
  { RV_CLUSTER, "HA and DRS settings" },
  { RV_CPU, "CPU demand and reservations of VMs" },
  { RV_MEMORY, "memory reservations, overhead and active memory of VMs" },
  { RV_DISK, "shared SCSI buses and disks on local datastores" },
  { RV_NETWORK, "SR-IOV adapters" },
  { RV_CD, "connected CD drives" },
  { RV_USB, "connected USB devices" },
  { RV_TOOLS, "the state of VMware Tools in VMs" },
  { RV_DATASTORE, "which datastores only one host has" },
  { RV_NIC, "the speed of vMotion links" },
};

/* Columns whose absence changes what the rehearsal can say, in tabs that are there. */
static const struct {
  RvColumn column;
  const char *lost;
} column_losses[] = {
  { RV_INFO_POWER, "every VM is taken as powered on" },
  { RV_INFO_TEMPLATE, "templates cannot be told from VMs" },
  { RV_INFO_HOST, "no VM says where it runs" },
  { RV_INFO_CLUSTER, "no VM says its cluster" },
  { RV_INFO_HARDWARE, "the virtual hardware of VMs is unknown" },
  { RV_HOST_CLUSTER, "a host takes the cluster that its VMs name" },
  { RV_HOST_MAINTENANCE, "every host is taken as connected" },
  { RV_HOST_SOCKETS, "hosts give their total CPU only" },
  { RV_HOST_MEMORY, "host memory is assumed" },
  { RV_HOST_VERSION, "host versions are assumed" },
  { RV_INFO_RULE_NAMES, "affinity rules are unknown" },
  { RV_CLUSTER_HA, "HA settings are unknown" },
  { RV_CLUSTER_DRS, "DRS settings are unknown" },
};

/* "RVTools_tabvInfo", "vInfo-Tableau 1" and " VINFO " are all vInfo. */
static gboolean
means_tab (const char *name, const char *tab)
{
  g_autofree char *lower = g_utf8_casefold (name, -1);
  g_autofree char *wanted = g_ascii_strdown (tab, -1);
  const char *p = g_strdelimit (g_strstrip (lower), "+", '_');

  if (g_str_has_prefix (p, "rvtools_"))
    p += strlen ("rvtools_");
  if (g_str_has_prefix (p, "tab"))
    p += strlen ("tab");
  if (!g_str_has_prefix (p, wanted))
    return FALSE;
  p += strlen (wanted);
  return !g_ascii_isalnum (*p) && (*p != '_' || !g_ascii_isalpha (p[1]));
}

const char *
rv_name_tab (const char *name)
{
  for (gsize i = 0; i < RV_N_TABS; i++)
    if (means_tab (name, rv_tab_names[i]))
      return rv_tab_names[i];
  for (gsize i = 0; i < G_N_ELEMENTS (other_tabs); i++)
    if (means_tab (name, other_tabs[i]))
      return NULL;
  return name; /* perhaps a tab under another name */
}

/* A tab under another name gives itself away by columns that no other tab has together. */
static const ScenarioSheet *
find_by_columns (const ScenarioBook *book, const char *const *signature)
{
  const ScenarioSheet *found = NULL;

  for (guint i = 0; i < book->sheets->len; i++) {
    const ScenarioSheet *sheet = g_ptr_array_index (book->sheets, i);
    gboolean all = TRUE;
    for (gsize j = 0; j < RV_N_TABS && all; j++)
      all = !g_str_equal (sheet->tab, rv_tab_names[j]);
    for (const char *const *names = signature; *names && all; names++)
      all = scenario_sheet_column (sheet, *names, FALSE) >= 0;
    if (all && found)
      return NULL;
    if (all)
      found = sheet;
  }
  return found;
}

static const char *const info_signature[]
    = { "VM|vInfoVMName", "Powerstate|vInfoPowerstate", "CPUs|vInfoCPUs", "Memory|vInfoMemory", NULL };
static const char *const host_signature[]
    = { "Host|vHostName", "Speed|vHostCpuMhz", "# Cores|vHostNumCpuCores", NULL };

static gboolean
find_tab (Rvtools *self, RvTab tab, const char *const *signature, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *list = NULL, *nearest = NULL;

  if (!self->sheets[tab]) {
    self->sheets[tab] = find_by_columns (self->book, signature);
    if (self->sheets[tab])
      scenario_inventory_notice (self->inventory,
                                 "there is no tab %s; '%s' has its columns and is read as it",
                                 rv_tab_names[tab], self->sheets[tab]->name);
  }
  if (self->sheets[tab] && scenario_sheet_columns (self->sheets[tab]) > 0)
    return TRUE;
  for (guint i = 0; i < self->book->sheets->len; i++)
    g_ptr_array_add (names, ((const ScenarioSheet *) g_ptr_array_index (self->book->sheets, i))->name);
  nearest = self->sheets[tab] ? NULL : scenario_nearest_name (rv_tab_names[tab], names);
  g_ptr_array_add (names, NULL);
  list = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
               "%s: tab %s is %s%s%s; the tabs read here are: %s", self->book->file, rv_tab_names[tab],
               self->sheets[tab] ? "empty" : "missing", nearest ? "; " : "", nearest ? nearest : "",
               *list ? list : "none");
  return FALSE;
}

/* Header names of a sheet, for suggestions. (element-type utf8) borrowed. */
static GPtrArray *
titles (const ScenarioSheet *sheet)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < scenario_sheet_columns (sheet); i++)
    if (scenario_sheet_title (sheet, i))
      g_ptr_array_add (names, (gpointer) scenario_sheet_title (sheet, i));
  return names;
}

/* At least one of the columns must be there. */
static gboolean
demand (const Rvtools *self, RvColumn column, RvColumn or_else, GError **error)
{
  const ScenarioSheet *sheet = self->sheets[columns[column].tab];
  g_autoptr (GPtrArray) names = titles (sheet);
  g_autofree char *wanted = g_strndup (columns[column].names, strcspn (columns[column].names, "|"));
  g_autofree char *where = NULL, *nearest = NULL;

  if (self->columns[column] >= 0 || self->columns[or_else] >= 0)
    return TRUE;
  where = sheet->is_csv ? g_strdup_printf ("%s:1:1", sheet->file)
                        : g_strdup_printf ("%s: tab %s", sheet->file, sheet->name);
  nearest = scenario_nearest_name (wanted, names);
  g_set_error (error, SCENARIO_IMPORT_ERROR, SCENARIO_IMPORT_ERROR_DATA,
               "%s: expected a column '%s' in the header of tab %s, found none%s%s", where, wanted,
               rv_tab_names[columns[column].tab], nearest ? "; " : "", nearest ? nearest : "");
  return FALSE;
}

/* Custom attributes stand in mid-header and may bear any name, so of two equal headers the ones that RVTools writes after
 * them are the last, the others the first. */
static gboolean
stands_late (RvColumn column)
{
  static const char *const late[] = { "Datacenter", "Cluster", "Host", "VM ID", "VM UUID", "VI SDK" };

  for (gsize i = 0; i < G_N_ELEMENTS (late) && columns[column].tab != RV_HOST; i++)
    if (g_str_has_prefix (columns[column].names, late[i])
        && !g_str_has_prefix (columns[column].names, "Cluster rule"))
      return TRUE;
  return FALSE;
}

static void
say_missing (const Rvtools *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (losses); i++)
    if (!self->sheets[losses[i].tab])
      scenario_inventory_notice (self->inventory, "tab %s is missing, and with it: %s",
                                 rv_tab_names[losses[i].tab], losses[i].lost);
  for (gsize i = 0; i < G_N_ELEMENTS (column_losses); i++) {
    const Column *column = &columns[column_losses[i].column];
    if (self->sheets[column->tab] && self->columns[column_losses[i].column] < 0)
      scenario_inventory_notice (self->inventory, "tab %s has no column '%.*s': %s",
                                 rv_tab_names[column->tab], (int) strcspn (column->names, "|"), column->names,
                                 column_losses[i].lost);
  }
}

gboolean
rv_find_columns (Rvtools *self, GError **error)
{
  for (gsize i = 0; i < RV_N_TABS; i++)
    self->sheets[i] = scenario_book_find (self->book, rv_tab_names[i]);
  if (!find_tab (self, RV_INFO, info_signature, error) || !find_tab (self, RV_HOST, host_signature, error))
    return FALSE;
  for (RvColumn i = 0; i < RV_N_COLUMNS; i++) {
    const ScenarioSheet *sheet = self->sheets[columns[i].tab];
    self->columns[i]
        = sheet ? scenario_sheet_column (sheet, columns[i].names, stands_late (i)) : SCENARIO_NO_COLUMN;
    if (sheet && scenario_sheet_column_repeats (sheet, self->columns[i]))
      scenario_inventory_notice (self->inventory, "tab %s has several columns '%s': the %s one is read",
                                 sheet->name, scenario_sheet_title (sheet, (guint) self->columns[i]),
                                 stands_late (i) ? "last" : "first");
  }
  if (!demand (self, RV_INFO_VM, RV_INFO_VM, error) || !demand (self, RV_INFO_CPUS, RV_CPU_CPUS, error)
      || !demand (self, RV_INFO_MEMORY, RV_MEMORY_SIZE, error)
      || !demand (self, RV_HOST_NAME, RV_HOST_NAME, error)
      || !demand (self, RV_HOST_SPEED, RV_HOST_SPEED, error)
      || !demand (self, RV_HOST_CORES, RV_HOST_PER_SOCKET, error))
    return FALSE;
  say_missing (self);
  return TRUE;
}

const char *
rv_text (const Rvtools *self, RvColumn column, guint row)
{
  const ScenarioSheet *sheet = self->sheets[columns[column].tab];

  return sheet ? scenario_sheet_text (sheet, row, self->columns[column]) : NULL;
}

gboolean
rv_number (const Rvtools *self, RvColumn column, guint row, ScenarioUnit unit, gint64 *value, GError **error)
{
  const ScenarioSheet *sheet = self->sheets[columns[column].tab];

  *value = SCENARIO_UNKNOWN;
  return !sheet || scenario_sheet_number (sheet, row, self->columns[column], unit, value, error);
}

gboolean
rv_answer (const Rvtools *self, RvColumn column, guint row, ScenarioAnswer *answer, GError **error)
{
  const ScenarioSheet *sheet = self->sheets[columns[column].tab];

  *answer = SCENARIO_UNSAID;
  return !sheet || scenario_sheet_answer (sheet, row, self->columns[column], answer, error);
}

gboolean
rv_fail (const Rvtools *self, RvColumn column, guint row, GError **error, const char *format, ...)
{
  g_autofree char *what = NULL;
  va_list arguments;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return scenario_sheet_fail (self->sheets[columns[column].tab], row, self->columns[column], error, "%s",
                              what);
}

guint
rv_rows (const Rvtools *self, RvTab tab)
{
  return self->sheets[tab] ? scenario_sheet_rows (self->sheets[tab]) : 0;
}
