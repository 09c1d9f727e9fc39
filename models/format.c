#include "models/format.h"

#include "models/compute/firmware.h"
#include "models/compute/mixed.h"
#include "models/compute/vmotion.h"
#include "models/governance/belief.h"
#include "models/governance/verdicts.h"
#include "models/lcm/lcm.h"
#include "models/lcm/report.h"
#include "models/lcm/settings.h"
#include "models/plan/policies.h"
#include "models/plan/resets.h"
#include "models/plan/sequence.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define TYPE MODEL_FORMAT

/* Those that a table has the words of. */
#define WORDS(NAME, TEXT)                                                                                              \
  TYPE (NAME)                                                                                                          \
  {                                                                                                                    \
    return g_strdup (TEXT);                                                                                            \
  }

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

WORDS (setting, model_switch_words[value])

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

WORDS (blocker_code, model_blockers[value].code)
WORDS (ha_cause, model_ha_causes[value].words)
WORDS (ha_cause_fix, model_ha_causes[value].fix)
WORDS (ha_cause_code, model_ha_causes[value].code)
WORDS (guest_refusal, model_guest_refusals[value].words)
WORDS (guest_fix, model_guest_refusals[value].fix)
WORDS (ads, model_ads_excuses[value].words)
WORDS (ads_fix, model_ads_excuses[value].fix)
WORDS (refusal, model_refusals[value].words)
WORDS (refusal_fix, model_refusals[value].fix)
WORDS (vmotion_break, model_breaks[value])
WORDS (component, model_part_words[value])

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
                                              : "its firmware looks for the wrong boot mode");
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

WORDS (way, model_ways[value])

TYPE (own_way_code)
{
  return g_strdup (value == MODEL_OWN_BY_HAND ? "by-hand" : "as-any-vm");
}

WORDS (check, model_checks[value].words)
WORDS (check_code, model_checks[value].code)
WORDS (check_fix, model_checks[value].fix)
WORDS (setback, model_setbacks[value].words)
WORDS (setback_code, model_setbacks[value].code)
WORDS (setback_fix, model_setbacks[value].fix)

/* What a step upgrades. */
TYPE (stage)
{
  const ModelFleet *fleet = fleet_of (model);

  return g_strdup (model_stage_words[model_stage_of (fleet, &fleet->steps[sim_model_index (model, (SimId) value)])]);
}

WORDS (order_code, model_orders[value].code)
WORDS (basis, model_basis_words[value])

TYPE (vib)
{
  return g_strdup (model_lcm_dropped_vib (fleet_of (model), (guint32) value >> 16, (guint32) value & 0xffff));
}

/* ": esx01, esx02", up to three, see model_hosts_named. */
TYPE (which_hosts)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MODEL_HOSTS_NAMED; i++) {
    guint32 host = (guint32) (value >> (1 + 20 * i) & 0xfffff);

    if (host)
      g_string_append_printf (text, "%s%s", i ? ", " : ": ", fleet_of (model)->hosts[host - 1].name);
  }
  if (value & 1)
    g_string_append (text, " and others");
  return g_string_free (text, FALSE);
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

/* ", and its VM for hosts", or nothing. */
TYPE (which_waits)
{
  return value ? g_strdup_printf (", and %s for hosts", model->name (model, (SimId) value)) : g_strdup ("");
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

  for (guint i = MODEL_FIRST_CHECK_OF_A_SET; i < MODEL_N_CHECKS; i++)
    if (value >> (i - MODEL_FIRST_CHECK_OF_A_SET) & 1)
      g_string_append_printf (text, "%s%s", text->len ? ", " : "", model_checks[i].code);
  return g_string_free (text, FALSE);
}

TYPE (licence)
{
  return g_strdup (fleet_of (model)->licences[value].name);
}

TYPE (rule)
{
  return g_strdup (value ? fleet_of (model)->rules[value - 1].name : "");
}


TYPE (lifecycle)
{
  guint32 reset = MODEL_RESET_OF (value);

  return reset ? g_strdup_printf ("%s (%s)", model_lifecycle_words[MODEL_LIFECYCLE_OF (value)], model_reset (reset - 1)->id)
               : g_strdup (model_lifecycle_words[MODEL_LIFECYCLE_OF (value)]);
}

WORDS (automation, model_automation_words[value])
WORDS (firmware_setting, model_bios_words[value])

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

/* Settings of a cluster come after the cells, see model_place_of. */
static const char *
governed (const SimModel *model, gint64 setting, guint32 *ret_cluster)
{
  const ModelFleet *fleet = fleet_of (model);
  const ModelGovernor *governor = &fleet->governors[links_of (model)->governor_of_setting[setting]];
  guint32 place = governor->cells[setting - governor->first_setting];

  if (place < fleet->n_cells)
    return NULL;
  *ret_cluster = (place - fleet->n_cells) / MODEL_N_GOVERNED;
  return model_governed_words[(place - fleet->n_cells) % MODEL_N_GOVERNED];
}

TYPE (wanted)
{
  const ModelGovernor *governor = &fleet_of (model)->governors[links_of (model)->governor_of_setting[value]];
  guint32 own = governor->written[value - governor->first_setting], cell = governor->cells[value - governor->first_setting];
  guint32 cluster;
  const char *what = governed (model, value, &cluster);

  if (what)
    return g_strdup (g_str_equal (what, "drs") ? model_automation_words[fleet_of (model)->clusters[cluster].drs] : "on");
  return g_strdup (own == MODEL_NONE ? fleet_of (model)->policies[links_of (model)->policy_of_cell[cell]].declared
                                     : fleet_of (model)->written[own]);
}

TYPE (which_setting)
{
  guint32 cluster;
  const char *what = governed (model, value, &cluster);

  return what ? g_strdup_printf (", %s,", what) : g_strdup ("");
}

TYPE (wanted_setting)
{
  guint32 cluster;
  const char *what = governed (model, value, &cluster);

  return g_strdup (what ? what : "");
}

/* A cell's, or below zero that of a cluster's setting, see model_setting_value. */
TYPE (found_value)
{
  gint64 of_cluster = -1 - value;

  return value >= 0     ? g_strdup (model_cell_words (fleet_of (model), links_of (model)->policy_of_cell, value))
         : of_cluster & 1 ? g_strdup (model_automation_words[of_cluster >> 1])
                          : g_strdup (of_cluster >> 1 ? "on" : "off");
}

WORDS (tool, model_tool_commands[value])
/* "12 s after" something, or "as soon as". */
TYPE (after)
{
  g_autofree char *words = sim_time_words (value);

  return value ? g_strconcat (words, " after", NULL) : g_strdup ("as soon as");
}

WORDS (belief, model_belief_words[value])

/* Of a policy `value` says which; below zero it is something else, see belief.h. */
TYPE (belief_of)
{
  static const char *const of[] = { "'s image", "'s DRS", "'s admission control", "'s HA" };

  return g_strdup (value < 0 ? of[MODEL_BELIEF_OF (value)] : "");
}

static char *
belief_words (gint64 value)
{
  gint64 what = MODEL_BELIEF_VALUE (value);

  return MODEL_BELIEF_OF (value) == MODEL_BELIEVED_IMAGE ? model_version_text ((ModelVersion) what)
         : MODEL_BELIEF_OF (value) == MODEL_BELIEVED_DRS ? g_strdup (model_automation_words[what])
                                                         : g_strdup (what ? "on" : "off");
}

TYPE (believed)
{
  return value < 0 ? belief_words (value) : g_strdup (fleet_of (model)->policies[value].declared);
}

TYPE (fact)
{
  return value < 0 ? belief_words (value) : cell_value (model, value);
}

/* See MODEL_TOOL_ENDED; nothing for who runs no tool. */
TYPE (tool_end)
{
  return value ? g_strdup_printf ("`%s` ends with %d", model_tool_commands[value >> 8 & 0xff], (int) (value & 0xff))
               : g_strdup ("");
}

TYPE (preserver)
{
  return g_strdup (value & 0xff ? model_keeper_words[(value & 0xff) - 1] : fleet_of (model)->policies[value >> 8].preserved);
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

static const ModelFormat types[] = {
  { "power-action", power_action },
  { "setting", setting },
  { "switched-off", switched_off },
  { "switched-on", switched_on },
  { "pool", pool },
  { "red", red },
  { "red-fix", red_fix },
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
  { "which-waits", which_waits },
  { "which-hosts", which_hosts },
  { "others", others },
  { "pre-check-why", precheck_why },
  { "check-codes", check_codes },
  { "ads", ads },
  { "ads-fix", ads_fix },
  { "setback", setback },
  { "setback-code", setback_code },
  { "setback-fix", setback_fix },
  { "impact", impact },
  { "vib", vib },
  { "licence", licence },
  { "rule", rule },
  { "order-code", order_code },
  { "stage", stage },
  { "basis", basis },
  { "lifecycle", lifecycle },
  { "automation", automation },
  { "firmware-setting", firmware_setting },
  { "cell-value", cell_value },
  { "cell-declared", cell_declared },
  { "wanted", wanted },
  { "which-setting", which_setting },
  { "wanted-setting", wanted_setting },
  { "found-value", found_value },
  { "tool", tool },
  { "after", after },
  { "belief", belief },
  { "belief-of", belief_of },
  { "believed", believed },
  { "fact", fact },
  { "tool-end", tool_end },
  { "preserver", preserver },
  { "step", step },
};

static const ModelFormat *
find (const char *type)
{
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_equal (types[i].type, type))
      return &types[i];
  for (const ModelFormat *amount = model_format_amounts; amount->type; amount++)
    if (g_str_equal (amount->type, type))
      return amount;
  return NULL;
}

gboolean
model_has_format (const char *type)
{
  return find (type) != NULL;
}

char *
model_format (const SimModel *model, const char *type, gint64 value)
{
  const ModelFormat *format = find (type);

  return format ? format->format (model, value) : NULL;
}

/* Why HA finds no host: what stands against the last that was asked, or that attempts have failed. */
static const char *
restart_blocker (gint64 value)
{
  return value == MODEL_BLOCKER_NONE                 ? "every attempt to power it on has failed"
         : value == MODEL_BLOCKER_MEMORY_RESERVATION ? "its memory claim fits on no single host"
         : value == MODEL_BLOCKER_AHV_MEMORY         ? "its memory fits on no single host"
         : value == MODEL_BLOCKER_CPU_RESERVATION    ? "its CPU reservation fits on no single host"
                                                     : model_blockers[value].words;
}

static const char *
restart_fix (gint64 value)
{
  return value == MODEL_BLOCKER_NONE
             ? "see what refuses to power it on, and do it by hand then: HA has given up"
         : value == MODEL_BLOCKER_MEMORY_RESERVATION || value == MODEL_BLOCKER_CPU_RESERVATION
             ? "make room for it on one host, or let it reserve less; HA tries again when there is room"
         : value == MODEL_BLOCKER_AHV_MEMORY
             ? "make room for it on one host; HA tries again when there is room"
             : "end that, and HA tries again; or start it by hand where that does not hold";
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
  if (g_str_equal (type, "capacity-fix"))
    return value == MODEL_ADMISSION_DEDICATED
               ? "bring its failover hosts back, and move away what runs on them: they count while they are empty"
               : "bring hosts back, lower reservations, or add a host; until then no power-on is admitted";
  if (g_str_equal (type, "restart-fix"))
    return restart_fix (value);
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
