#include "models/format.h"

#include "models/compute/firmware.h"
#include "models/compute/vmotion.h"
#include "models/lcm/lcm.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"
#include "models/plan/policies.h"
#include "models/plan/sequence.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define TYPE(NAME) static char *NAME (const SimModel *model G_GNUC_UNUSED, gint64 value)

static const ModelFleet *
fleet_of (const SimModel *model)
{
  return model->scenario;
}

static const ModelLinks *
links_of (const SimModel *model)
{
  return &((const ModelRehearsal *) (gconstpointer) model)->links;
}

TYPE (mib)
{
  return model_unit_text (MODEL_UNIT_MIB, value);
}

TYPE (mhz)
{
  return model_unit_text (MODEL_UNIT_MHZ, value);
}

TYPE (percent)
{
  return model_unit_text (MODEL_UNIT_PERCENT, value);
}

TYPE (pool)
{
  return g_strdup (value ? fleet_of (model)->pools[value - 1].name : "");
}

TYPE (red)
{
  return value ? g_strdup_printf ("the VMs of resource pool %s reserve more than it has", fleet_of (model)->pools[value - 1].name)
               : g_strdup ("a VM was powered on at its host while vCenter was away");
}

TYPE (red_fix)
{
  return g_strdup (value ? "power off a VM that was powered on at its host, or let the pool reserve more"
                         : "have vCenter configure the cluster anew: set its DRS, or edit its pools; or power the VM off");
}

TYPE (bytes)
{
  return model_unit_text (MODEL_UNIT_MIB, value >> 20);
}

/* Of storage, to three digits or so. */
TYPE (volume)
{
  gint64 mib = value >> 20;

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
COUNTED (rules, "rule", "rules")
COUNTED (things, "thing", "things")
COUNTED (components, "component", "components")

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
  static const char *const phrases[] = { "members are up", "objects survive one; not those of",
                                         "objects comply; not those of",
                                         "objects are accessible; not those of" };
  GString *text = g_string_new (phrases[value >> 60 & 3]);
  gboolean more = value & 1;

  for (guint i = 0; i < 3; i++) {
    guint32 vm = (guint32) (value >> (1 + 19 * i) & 0x7ffff);

    if (vm)
      g_string_append_printf (text, "%s %s", i ? "," : "", fleet_of (model)->vms[vm - 1].name);
  }
  if (more)
    g_string_append (text, " and others");
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

TYPE (setting)
{
  return g_strdup (model_switch_words[value]);
}

/* Settings by their bits; admission control tells its own story. */
static char *
switched (gint64 settings, const char *how)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MODEL_N_SWITCHES; i++)
    if (i != MODEL_SWITCH_ADMISSION_CONTROL && settings >> i & 1)
      g_string_append_printf (text, ", %s %s", model_switch_words[i], how);
  return g_string_free (text, FALSE);
}

TYPE (switched_off)
{
  return switched (value, "off");
}

TYPE (switched_on)
{
  return switched (value, "on again");
}

TYPE (blocker_code)
{
  return g_strdup (model_blockers[value].code);
}

TYPE (ha_cause)
{
  return g_strdup (model_ha_causes[value].words);
}

TYPE (ha_cause_fix)
{
  return g_strdup (model_ha_causes[value].fix);
}

TYPE (ha_cause_code)
{
  return g_strdup (model_ha_causes[value].code);
}

TYPE (guest_refusal)
{
  return g_strdup (model_guest_refusals[value]);
}

TYPE (guest_fix)
{
  return g_strdup (model_guest_fixes[value]);
}

TYPE (refusal)
{
  return g_strdup (model_refusals[value]);
}

TYPE (refusal_fix)
{
  return g_strdup (model_refusal_fixes[value]);
}

TYPE (vmotion_break)
{
  return g_strdup (model_breaks[value]);
}

TYPE (component)
{
  return g_strdup (model_part_words[value]);
}

/* Why vCenter HA does not protect its vCenter: by the nodes that are there. */
TYPE (protection)
{
  const char *const words[] = { "none of its three nodes is there", "one of its three nodes is there",
                                "two of its three nodes are there", "its three nodes are not in sync yet",
                                "it is removed for an upgrade" };

  return g_strdup (words[value]);
}

TYPE (boot_trouble)
{
  return g_strdup (value == MODEL_BOOT_SEALED ? "its TPM does not open its configuration, and nobody has the recovery key"
                                              : "its firmware looks for another boot mode than it was installed for");
}

TYPE (boot_trouble_fix)
{
  return g_strdup (value == MODEL_BOOT_SEALED
                     ? "find the recovery key, or install it again; and write down every host's key before a firmware step"
                     : "set the boot mode right in its firmware, and compare all other settings before it takes VMs");
}

TYPE (datastore)
{
  return g_strdup (fleet_of (model)->datastores[value]);
}

/* Whose maximum is reached. */
TYPE (limit)
{
  const ModelFleet *fleet = fleet_of (model);
  guint32 of = MODEL_LIMIT_OF ((ModelLimit) value);

  switch (MODEL_LIMIT_KIND (value)) {
  case MODEL_LIMIT_HOST:
    return g_strdup_printf ("host %s", fleet->hosts[of].name);
  case MODEL_LIMIT_NETWORK:
    return g_strdup_printf ("the vMotion network of %s", fleet->hosts[of].name);
  case MODEL_LIMIT_DATASTORE:
    return g_strdup_printf ("datastore %s", fleet->datastores[of]);
  case MODEL_LIMIT_VCENTER:
    return g_strdup_printf ("vCenter %s", fleet->vcenters[of].name);
  case MODEL_LIMIT_NONE:
  default:
    return g_strdup ("vCenter");
  }
}

TYPE (way)
{
  return g_strdup (model_ways[value]);
}

TYPE (own_way_code)
{
  return g_strdup (value == MODEL_OWN_BY_HAND ? "by-hand" : "as-any-vm");
}

TYPE (check)
{
  return g_strdup (model_checks[value].words);
}

TYPE (check_code)
{
  return g_strdup (model_checks[value].code);
}

TYPE (check_fix)
{
  return g_strdup (model_checks[value].fix);
}

COUNTED (agents, "agent VM", "agent VMs")

/* What a step upgrades. */
TYPE (stage)
{
  const ModelFleet *fleet = fleet_of (model);

  return g_strdup (model_stage_words[model_stage_of (fleet, &fleet->steps[sim_model_index (model, (SimId) value)])]);
}

TYPE (order_code)
{
  return g_strdup (model_orders[value].code);
}

TYPE (basis)
{
  return g_strdup (model_basis_words[value]);
}

TYPE (vib)
{
  return g_strdup (model_lcm_dropped_vib (fleet_of (model), (guint32) value >> 16, (guint32) value & 0xffff));
}

/* ": esx03", or nothing when nobody in particular is meant. */
TYPE (of_thing)
{
  return value ? g_strdup_printf (": %s", model->name (model, (SimId) value)) : g_strdup ("");
}

TYPE (also)
{
  return value ? g_strdup_printf (", %s", model->name (model, (SimId) value)) : g_strdup ("");
}

TYPE (others)
{
  return value ? g_strdup_printf (" and %" G_GINT64_FORMAT " more", value) : g_strdup ("");
}

/* What is in the way of entering maintenance; or that a remediation would pass the hosts over. */
TYPE (precheck_why)
{
  return value == MODEL_BLOCKER_NONE      ? g_strdup ("")
         : value == MODEL_WHY_PASSED_OVER ? g_strdup (", and would be passed over")
                                          : g_strdup_printf (" (%s)", model_blockers[value].code);
}

/* What a host must do for what it is to have (LCM-11). */
TYPE (impact)
{
  static const char *const words[] = { "reboot required", "maintenance required", "partial maintenance required" };

  return g_strdup (words[value]);
}

TYPE (check_codes)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MODEL_N_CHECKS; i++)
    if (value >> i & 1)
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", model_checks[i].code);
  return g_string_free (text, FALSE);
}

TYPE (rule)
{
  return g_strdup (value ? fleet_of (model)->rules[value - 1].name : "");
}

TYPE (lifecycle)
{
  return g_strdup (model_lifecycle_words[value]);
}

TYPE (automation)
{
  return g_strdup (model_automation_words[value]);
}

TYPE (cell_value)
{
  return g_strdup (model_cell_words (fleet_of (model), links_of (model)->policy_of_cell, value));
}

TYPE (power_action)
{
  static const char *const words[] = { "left alone", "powered off", "suspended", "suspended to memory" };

  return g_strdup (words[value & 3]);
}

TYPE (cell_declared)
{
  return g_strdup (fleet_of (model)->policies[value].declared);
}

TYPE (preserver)
{
  return g_strdup (fleet_of (model)->policies[value].preserved);
}

TYPE (step)
{
  const ModelFleet *fleet = fleet_of (model);
  const ModelStep *s = &fleet->steps[value];
  GString *text = g_string_new (model_verb_words[s->verb]);

  if (s->verb == MODEL_VERB_WAIT) {
    g_autofree char *words = sim_time_words (s->duration);

    g_string_append_printf (text, " %s", words);
  } else {
    /* A remediation's actor bears the name of its target, whatever the target is. */
    SimId target = sim_model_actor (model, MODEL_MACHINE_REMEDIATION, (guint) value);

    g_string_append_printf (text, " %s", model->name (model, target));
  }
  if (s->verb == MODEL_VERB_MOVE)
    g_string_append_printf (text, " to %s", fleet->hosts[s->host].name);
  if (s->to && s->verb != MODEL_VERB_SET) {
    g_autofree char *to = model_version_text (s->to);

    g_string_append_printf (text, " to %s", to);
  }
  if (s->verb == MODEL_VERB_RELOCATE)
    g_string_append_printf (text, " to %s", fleet->datastores[s->datastore]);
  if (s->verb == MODEL_VERB_SET)
    g_string_append_printf (text, " %s %s", s->set_key, s->set_value);
  return g_string_free (text, FALSE);
}

static const struct {
  const char *type;
  char *(*format) (const SimModel *model, gint64 value);
} types[] = {
  { "vms", vms },
  { "power-action", power_action },
  { "hosts", hosts },
  { "good-hosts", good_hosts },
  { "setting", setting },
  { "switched-off", switched_off },
  { "switched-on", switched_on },
  { "failures", failures },
  { "rounds", rounds },
  { "steps", steps },
  { "rules", rules },
  { "things", things },
  { "components", components },
  { "members", members },
  { "condition", condition },
  { "margin", margin },
  { "mib", mib },
  { "mhz", mhz },
  { "pool", pool },
  { "red", red },
  { "red-fix", red_fix },
  { "percent", percent },
  { "bytes", bytes },
  { "bytes-s", bytes_s },
  { "volume", volume },
  { "version", version },
  { "line", line },
  { "blocker-code", blocker_code },
  { "blocker-short", blocker_code },
  { "guest-refusal", guest_refusal },
  { "guest-fix", guest_fix },
  { "refusal", refusal },
  { "ha-cause", ha_cause },
  { "ha-cause-fix", ha_cause_fix },
  { "ha-cause-code", ha_cause_code },
  { "way", way },
  { "own-way-code", own_way_code },
  { "break", vmotion_break },
  { "datastore", datastore },
  { "limit", limit },
  { "component", component },
  { "protection", protection },
  { "boot-trouble", boot_trouble },
  { "boot-trouble-fix", boot_trouble_fix },
  { "refusal-fix", refusal_fix },
  { "check", check },
  { "check-code", check_code },
  { "check-fix", check_fix },
  { "of-thing", of_thing },
  { "also", also },
  { "others", others },
  { "pre-check-why", precheck_why },
  { "check-codes", check_codes },
  { "impact", impact },
  { "vib", vib },
  { "rule", rule },
  { "agents", agents },
  { "order-code", order_code },
  { "stage", stage },
  { "basis", basis },
  { "lifecycle", lifecycle },
  { "automation", automation },
  { "cell-value", cell_value },
  { "cell-declared", cell_declared },
  { "preserver", preserver },
  { "step", step },
};

gboolean
model_has_format (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return TRUE;
  return FALSE;
}

char *
model_format (const SimModel *model, const char *type, gint64 value)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return types[i].format (model, value);
  return NULL;
}

/* Why HA finds no host: what stands against the last that was asked, or that attempts have failed. */
static const char *
restart_blocker (gint64 value)
{
  return value == MODEL_BLOCKER_NONE                 ? "every attempt to power it on has failed"
         : value == MODEL_BLOCKER_MEMORY_RESERVATION ? "its memory claim fits on no single host"
         : value == MODEL_BLOCKER_CPU_RESERVATION    ? "its CPU reservation fits on no single host"
                                                     : model_blockers[value].words;
}

const char *
model_sentence (const SimModel *model G_GNUC_UNUSED, const char *type, gint64 value)
{
  if (g_str_equal (type, "blocker"))
    return model_blockers[value].words;
  if (g_str_equal (type, "blocker-alone")) /* for those that do not know what the words of some blockers are filled with */
    return strchr (model_blockers[value].words, '{') ? "see evacuation-blocked of {vm}" : model_blockers[value].words;
  if (g_str_equal (type, "restart-blocker"))
    return restart_blocker (value);
  if (g_str_equal (type, "blocker-fix"))
    return model_blockers[value].fix;
  if (g_str_equal (type, "own-way"))
    return value == MODEL_OWN_BY_HAND ? "move {vm} to {target} by vMotion before that host's turn: by hand that needs vCenter, and no DRS"
                                      : "{blocker:blocker-fix-alone}";
  if (g_str_equal (type, "blocker-fix-alone"))
    return strchr (model_blockers[value].fix, '{') ? "do what evacuation-blocked of {vm} says" : model_blockers[value].fix;
  if (g_str_equal (type, "order-rule"))
    return model_orders[value].words;
  if (g_str_equal (type, "order-fix"))
    return model_orders[value].fix;
  return NULL;
}
