#include "scenarios/import/rvtools.h"
#include <string.h>

/* How fast a host's vMotion link is. No tab has the vMotion flag of a VMkernel port, so the port group's name has to tell:
 * the port group named after vMotion leads to its switch, the switch to its uplinks, and one stream uses one uplink, the
 * fastest. Where that leads nowhere, uplinks that are all of one speed still settle it; otherwise the key is left out. */

static RvHost *
host_of (const Rvtools *self, RvColumn column, guint row)
{
  const char *name = rv_text (self, column, row);

  return name ? rv_find_host (self, NULL, name) : NULL;
}

static void
find_groups (Rvtools *self)
{
  for (guint row = 0; row < rv_rows (self, RV_VMK); row++) {
    const char *group = rv_text (self, RV_VMK_PORT_GROUP, row);
    g_autofree char *folded = group ? scenario_fold (group) : NULL;
    RvHost *host = folded && strstr (folded, "vmotion") ? host_of (self, RV_VMK_HOST, row) : NULL;
    if (host && !host->vmotion_group)
      host->vmotion_group = group;
  }
}

static void
find_switches (Rvtools *self)
{
  g_autoptr (GHashTable) distributed = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint row = 0; row < rv_rows (self, RV_PORT); row++) {
    const char *group = rv_text (self, RV_PORT_GROUP, row);
    RvHost *host = group ? host_of (self, RV_PORT_HOST, row) : NULL;
    if (host && g_strcmp0 (host->vmotion_group, group) == 0)
      host->vmotion_switch = rv_text (self, RV_PORT_SWITCH, row);
  }
  for (guint row = 0; row < rv_rows (self, RV_DVPORT); row++) {
    const char *group = rv_text (self, RV_DVPORT_NAME, row);
    if (group)
      g_hash_table_insert (distributed, (gpointer) group, (gpointer) rv_text (self, RV_DVPORT_SWITCH, row));
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->vmotion_group && !host->vmotion_switch)
      host->vmotion_switch = g_hash_table_lookup (distributed, host->vmotion_group);
  }
}

gboolean
rv_read_links (Rvtools *self, GError **error)
{
  find_groups (self);
  find_switches (self);
  for (guint row = 0; row < rv_rows (self, RV_NIC); row++) {
    const char *on = rv_text (self, RV_NIC_SWITCH, row);
    RvHost *host = host_of (self, RV_NIC_HOST, row);
    gint64 speed;
    if (!rv_number (self, RV_NIC_SPEED, row, SCENARIO_UNIT_MBIT, &speed, error))
      return FALSE;
    if (!host || speed <= 0)
      continue; /* a link that is down */
    if (host->vmotion_switch && g_strcmp0 (on, host->vmotion_switch) == 0)
      host->vmotion_mbit = MAX (host->vmotion_mbit, speed);
    host->nics_differ |= host->nic_mbit > 0 && host->nic_mbit != speed;
    host->nic_mbit = speed;
  }
  for (guint i = 0; i < self->hosts->len; i++) {
    RvHost *host = g_ptr_array_index (self->hosts, i);
    if (host->vmotion_mbit > 0)
      host->host->vmotion_mbit = host->vmotion_mbit;
    else if (host->nic_mbit > 0 && !host->nics_differ)
      host->host->vmotion_mbit = host->nic_mbit;
  }
  return TRUE;
}
