#include "models/format.h"

#include "models/cost/licences.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/tolerance.h"
#include "models/rehearsal.h"

#define TYPE MODEL_FORMAT

/* What is no whole number of GiB is told to a tenth of one where that is enough, so that it can be compared with what is. */
TYPE (mib)
{
  return value % 1024 == 0 || value < 10 << 10
             ? model_unit_text (MODEL_UNIT_MIB, value)
             : g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " GiB", value >> 10,
                                (value & 1023) * 10 >> 10);
}

TYPE (mhz)
{
  return model_unit_text (MODEL_UNIT_MHZ, value);
}

TYPE (percent)
{
  return model_unit_text (MODEL_UNIT_PERCENT, value);
}

TYPE (bytes)
{
  return model_unit_text (MODEL_UNIT_MIB, value >> 20);
}

/* Of storage, to three digits or so. */
TYPE (volume)
{
  gint64 mib = value >> 20;

  gint64 tenths = (mib & ((1 << 20) - 1)) * 10 >> 20; /* of a TiB: what a cluster has left may be less than one */

  if (mib >= 10 << 20 && tenths)
    return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " TiB", mib >> 20, tenths);
  return mib >= 10 << 20   ? g_strdup_printf ("%" G_GINT64_FORMAT " TiB", mib >> 20)
         : mib >= 10 << 10 ? g_strdup_printf ("%" G_GINT64_FORMAT " GiB", mib >> 10)
                           : g_strdup_printf ("%" G_GINT64_FORMAT " MiB", mib);
}

TYPE (bytes_s)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT " MiB/s", value >> 20);
}

TYPE (version)
{
  return model_version_text ((ModelVersion) value);
}

TYPE (line)
{
  return g_strdup_printf ("%u.%u", (guint) (value >> 24), (guint) (value >> 16) & 0xff);
}

/* Hundredths of the currency that a scenario has; -1 is an amount that nobody can name for want of a price. */
TYPE (money)
{
  const ModelFleet *fleet = model->scenario;
  const char *currency = "";

  for (guint32 l = 0; l < fleet->n_licences; l++)
    if (fleet->licences[l].price.currency)
      currency = fleet->licences[l].price.currency;
  return model_money_text (value, currency);
}

/* Numbers of things: "1 VM", "3 VMs". */
#define COUNTED(NAME, ONE, MANY)                                                                             \
  TYPE (NAME)                                                                                                \
  {                                                                                                          \
    return g_strdup_printf ("%" G_GINT64_FORMAT " %s", value, value == 1 ? ONE : MANY);                      \
  }

COUNTED (vms, "VM", "VMs")
COUNTED (hosts, "host", "hosts")
COUNTED (good_hosts, "good host", "good hosts")
COUNTED (failures, "failure", "failures")
COUNTED (rounds, "round", "rounds")
COUNTED (steps, "step", "steps")
COUNTED (settings, "setting", "settings")
COUNTED (tries, "try", "tries")
COUNTED (rules, "rule", "rules")
COUNTED (things, "thing", "things")
COUNTED (components, "component", "components")
COUNTED (agents, "agent VM", "agent VMs")

TYPE (margin)
{
  return value < 0    ? g_strdup ("too few")
         : value == 0 ? g_strdup ("no more may be lost")
                      : g_strdup_printf ("%" G_GINT64_FORMAT " more may be lost", value);
}

/* What {up} of {members} is about: 0 are members that are up; else vSAN objects, with the first VMs that are not as well,
 * see model_vsan_affected. */
TYPE (members)
{
  static const char *const phrases[]
      = { "members are up", "objects survive one; not those of", "objects comply; not those of",
          "objects are accessible; not those of" };
  GString *text = g_string_new (phrases[value >> 60 & 3]);
  gboolean more = value & 1;

  for (guint i = 0; i < 3; i++) {
    guint32 vm = (guint32) (value >> (1 + 19 * i) & 0x7ffff);

    if (vm)
      g_string_append_printf (text, "%s %s", i ? "," : "",
                              ((const ModelFleet *) model->scenario)->vms[vm - 1].name);
  }
  if (more)
    g_string_append (text, " and others");
  return g_string_free (text, FALSE);
}

TYPE (awareness)
{
  return g_strdup (model_awareness_words[value]);
}

/* How long after something, as the beginning of a clause. */
TYPE (how_soon)
{
  g_autofree char *words = sim_time_words (value);

  return value ? g_strdup_printf ("%s after", words) : g_strdup ("the moment");
}

/* Why guest I/O waits, see ModelStall. */
TYPE (stall)
{
  const char *host = ((const ModelFleet *) model->scenario)->hosts[(guint32) value].name;

  switch ((ModelStall) (value >> MODEL_STALL_SHIFT)) {
  case MODEL_STALL_REMOTE:
    return g_strdup_printf ("cvm:%s, which served it instead, is silent too", host);
  case MODEL_STALL_TOO_FEW:
    return g_strdup_printf ("without cvm:%s too few CVMs are left for a write", host);
  case MODEL_STALL_PARTNER:
    return g_strdup_printf ("%s is silent, and might be going on alone", host);
  case MODEL_STALL_STARTING:
    return g_strdup ("it runs again, and its CVM does not yet");
  case MODEL_STALL_OWN:
  default:
    return g_strdup ("its CVM is silent");
  }
}

/* What a Nutanix cluster bears, see model_tolerance_told. */
TYPE (borne)
{
  static const char *const limits[] = { "Zookeeper", "metadata", "data", "HA's memory" };
  gint64 storage = (value >> MODEL_TOLERANCE_STORAGE) - 1,
         least = (value >> MODEL_N_BORNE & ((1 << (MODEL_TOLERANCE_STORAGE - MODEL_N_BORNE)) - 1)) - 1;
  GString *text = g_string_new (NULL);

  if (least < 0)
    g_string_append (text, "has lost");
  else if (least == 0)
    g_string_append (text, "bears no failure of");
  else
    g_string_append_printf (text, "bears %" G_GINT64_FORMAT, least);
  if (least <= 0 && (value & ((1 << MODEL_N_BORNE) - 1)) == (1 << MODEL_N_BORNE) - 1)
    g_string_append (text, " storage, HA's memory");
  else
    for (guint i = 0, n = 0; i < MODEL_N_BORNE && least <= 0; i++)
      if (value >> i & 1)
        g_string_append_printf (text, "%s %s", n++ ? "," : "", limits[i]);
  if (least == 0 && storage > least)
    g_string_append_printf (text, "; storage bears %" G_GINT64_FORMAT, storage);
  return g_string_free (text, FALSE);
}

/* Three numbers of a vSAN cluster's objects in one: not accessible, surviving no loss, reduced. */
TYPE (condition)
{
  static const char *const words[] = { "unavailable", "critical", "reduced" };
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < 3; i++) {
    guint n = (guint) (value >> (40 - 20 * i) & 0xfffff);

    if (n)
      g_string_append_printf (text, "%s%u %s", text->len ? ", " : "", n, words[i]);
  }
  if (text->len == 0)
    g_string_assign (text, "all compliant");
  return g_string_free (text, FALSE);
}

const ModelFormat model_format_amounts[] = {
  { "vms", vms },           { "hosts", hosts },     { "good-hosts", good_hosts },
  { "failures", failures }, { "rounds", rounds },   { "steps", steps },
  { "settings", settings }, { "tries", tries },
  { "rules", rules },       { "things", things },   { "components", components },
  { "agents", agents },     { "members", members }, { "condition", condition },
  { "borne", borne },       { "stall", stall },     { "awareness", awareness },
  { "margin", margin },     { "money", money },     { "mib", mib },         { "mhz", mhz },
  { "how-soon", how_soon },
  { "percent", percent },   { "bytes", bytes },     { "bytes-s", bytes_s },
  { "volume", volume },     { "version", version }, { "line", line },
  { NULL, NULL },
};
