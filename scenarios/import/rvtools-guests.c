#include "scenarios/import/rvtools.h"

#include <string.h>

/* The lowest ESXi that runs a version of virtual hardware. Those between are of desktop products. */
static const struct {
  guint hardware;
  const char *esxi;
} releases[] = {
  { 8, "5.0.0" },  { 9, "5.1.0" },  { 10, "5.5.0" }, { 11, "6.0.0" }, { 13, "6.5.0" },
  { 14, "6.7.0" }, { 15, "6.7.2" }, { 17, "7.0.0" }, { 18, "7.0.1" }, { 19, "7.0.2" },
  { 20, "8.0.0" }, { 21, "8.0.2" }, { 22, "9.0.0" },
};

#define OLDEST 8 /* every host runs what is older */

/* "19" or "vmx-19". */
static const char *
needed_by (const char *text, gboolean *ret_known)
{
  guint64 hardware;

  *ret_known = TRUE;
  if (g_ascii_strncasecmp (text, "vmx-", strlen ("vmx-")) == 0)
    text += strlen ("vmx-");
  if (g_ascii_string_to_unsigned (text, 10, 0, OLDEST - 1, &hardware, NULL))
    return NULL;
  *ret_known = g_ascii_string_to_unsigned (text, 10, OLDEST, 99, &hardware, NULL);
  for (gsize i = 0; *ret_known && i < G_N_ELEMENTS (releases); i++)
    if (releases[i].hardware == hardware)
      return releases[i].esxi;
  *ret_known = FALSE;
  return NULL;
}

/* What a VM runs on runs it: releases before 7.0 report no update, so 6.7 U2 and its hardware 15 look like 6.7. */
static const char *
as_its_host (const RvVm *raw, const char *needs)
{
  const char *has = raw->on && raw->vm->power == SCENARIO_POWER_ON ? raw->on->host->version : NULL;

  return has && scenario_compare_versions (has, needs) < 0 ? g_intern_string (has) : needs;
}

/* Tools that the guest's own packages bring say the greatest number there is for a version. */
#define GUEST_MANAGED "2147483647"

/* In the language's words; NULL for what says nothing, such as that none run in a VM that is off. */
static const char *
tools_of (const RvVm *raw, const char *state, const char *version, gboolean *ret_known)
{
  static const struct {
    const char *state, *tools;
  } rows[] = { { "toolsok", "current" },          { "toolsold", "old" },
               { "toolsunmanaged", "unmanaged" }, { "guesttoolsunmanaged", "unmanaged" },
               { "toolsnotinstalled", "false" },  { "toolsnotrunning", "false" } };
  g_autofree char *folded = scenario_fold (state);
  gboolean off = raw->vm->power != SCENARIO_POWER_ON;

  *ret_known = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].state, folded)) {
      if (g_str_equal (folded, "toolsok") && version && g_str_equal (version, GUEST_MANAGED))
        return "unmanaged";
      return off && g_str_equal (folded, "toolsnotrunning") ? NULL : rows[i].tools;
    }
  *ret_known = FALSE;
  return NULL;
}

static void
tell_unknown (Rvtools *self, guint n, const char *one, const char *what)
{
  if (n > 0)
    scenario_inventory_notice (self->inventory, "%u %s %s that is not known, like '%.60s'; it is left out", n,
                               n == 1 ? "VM has" : "VMs have", what, one);
}

void
rv_read_guests (Rvtools *self)
{
  static const RvJoin info = { RV_INFO, RV_INFO_VM, RV_INFO_HOST, RV_INFO_ID, RV_INFO_UUID, RV_INFO_VCENTER };
  static const RvJoin tools
      = { RV_TOOLS, RV_TOOLS_VM, RV_TOOLS_HOST, RV_TOOLS_ID, RV_TOOLS_UUID, RV_TOOLS_VCENTER };
  const char *odd = NULL;
  guint unknown = 0;
  gboolean known;

  for (guint row = 0; row < rv_rows (self, RV_INFO); row++) {
    const char *text = rv_text (self, RV_INFO_HARDWARE, row);
    RvVm *raw = text ? rv_find_vm (self, &info, row) : NULL;
    const char *needs = raw ? needed_by (text, &known) : NULL;

    if (needs)
      raw->vm->needs = as_its_host (raw, needs);
    else if (raw && !known && unknown++ == 0)
      odd = text;
  }
  tell_unknown (self, unknown, odd, "virtual hardware");
  unknown = 0;
  for (guint row = 0; row < rv_rows (self, RV_TOOLS); row++) {
    const char *text = rv_text (self, RV_TOOLS_STATE, row);
    RvVm *raw = text ? rv_find_vm (self, &tools, row) : NULL;

    if (!raw)
      continue;
    raw->vm->tools = tools_of (raw, text, rv_text (self, RV_TOOLS_VERSION, row), &known);
    if (!known && unknown++ == 0)
      odd = text;
  }
  tell_unknown (self, unknown, odd, "a state of VMware Tools");
}
