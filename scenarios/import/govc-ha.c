#include "scenarios/import/govc.h"

/* The language's word for one of the API's, in a list that ends with NULL; NULL when there is none or it is the default. */
typedef struct {
  const char *api, *word;
} Word;

static const Word isolation[] = { { "powerOff", "power-off" }, { "shutdown", "shutdown" }, { NULL, NULL } };
static const Word apd[]
    = { { "restartConservative", "conservative" }, { "restartAggressive", "aggressive" }, { NULL, NULL } };
static const Word pdl[] = { { "restartAggressive", "restart" }, { NULL, NULL } };
static const Word ready[] = { { "poweredOn", "powered-on" },
                              { "guestHbStatusGreen", "guest-heartbeats" },
                              { "appHbStatusGreen", "application-heartbeats" },
                              { NULL, NULL } };
static const Word levels[] = { { "fullyAutomated", "fully-automated" },
                               { "partiallyAutomated", "partially-automated" },
                               { "manual", "manual" },
                               { NULL, NULL } };

static const char *
word_of (const Word *words, const char *api)
{
  for (; words->api; words++)
    if (g_strcmp0 (words->api, api) == 0)
      return words->word;
  return NULL;
}

const char *
govc_automation (const char *api)
{
  return word_of (levels, api);
}

const char *
govc_isolation (const char *api)
{
  return g_strcmp0 (api, "none") == 0 ? "none" : word_of (isolation, api);
}

static void
append (GString *more, const char *key, const char *value)
{
  if (value)
    g_string_append_printf (more, ", %s: %s", key, value);
}

/* Percentages of 0 keep nothing; the language has them from 1 on. */
static void
read_percentage (Govc *self, const GovcCluster *raw, const VimNode *policy)
{
  ScenarioInvAdmission *admission = &raw->cluster->admission;
  gint64 cpu = govc_number (self, raw->object, policy, "cpuFailoverResourcesPercent", SCENARIO_UNIT_COUNT),
         memory
         = govc_number (self, raw->object, policy, "memoryFailoverResourcesPercent", SCENARIO_UNIT_COUNT);
  gboolean automatic = govc_answer (self, raw->object, policy, "autoComputePercentages") == SCENARIO_YES;

  admission->policy = "percentage";
  if (automatic || cpu < 1 || cpu > 100 || memory < 1 || memory > 100)
    return;
  admission->cpu_percent = cpu;
  admission->memory_percent = memory;
}

static gint64
positive (Govc *self, const GovcCluster *raw, const VimNode *node, const char *path)
{
  gint64 number = govc_number (self, raw->object, node, path, SCENARIO_UNIT_COUNT);

  return number >= 1 && number <= SCENARIO_INV_MOST ? number : SCENARIO_UNKNOWN;
}

static void
read_policy (Govc *self, const GovcCluster *raw, const VimNode *das)
{
  ScenarioInvAdmission *admission = &raw->cluster->admission;
  const VimNode *policy = vim_get (das, "admissionControlPolicy");
  const char *type = policy ? policy->type : NULL;
  gint64 degradation
      = govc_number (self, raw->object, policy, "resourceReductionToToleratePercent", SCENARIO_UNIT_COUNT);

  raw->cluster->host_failures = govc_number (self, raw->object, policy, "failoverLevel", SCENARIO_UNIT_COUNT);
  if (raw->cluster->host_failures < 1 || raw->cluster->host_failures > 1000)
    raw->cluster->host_failures = SCENARIO_UNKNOWN;
  if (degradation >= 0 && degradation < 100)
    admission->degradation = degradation;
  if (raw->cluster->admission_control == SCENARIO_NO)
    admission->policy = "off";
  else if (g_strcmp0 (type, "ClusterFailoverResourcesAdmissionControlPolicy") == 0)
    read_percentage (self, raw, policy);
  else if (g_strcmp0 (type, "ClusterFailoverLevelAdmissionControlPolicy") == 0) {
    admission->policy = "slot";
    admission->slot_cpu_mhz = positive (self, raw, policy, "slotPolicy.cpu");
    admission->slot_memory_mib = positive (self, raw, policy, "slotPolicy.memory");
  } else if (g_strcmp0 (type, "ClusterFailoverHostAdmissionControlPolicy") == 0)
    admission->policy = "dedicated"; /* its hosts are named when they are there */
}

/* The sensitivity by its interval, as the client shows it. */
static const char *
monitoring (Govc *self, const GovcCluster *raw, const VimNode *das)
{
  const char *said = vim_text (das, "vmMonitoring");
  gint64 interval
      = govc_number (self, raw->object, das, "defaultVmSettings.vmToolsMonitoringSettings.failureInterval",
                     SCENARIO_UNIT_COUNT);

  if (!said || g_str_equal (said, "vmMonitoringDisabled"))
    return NULL;
  return interval == 30 ? "high" : interval == 60 ? "medium" : interval == 120 ? "low" : "custom";
}

static void
read_ha (Govc *self, const GovcCluster *raw, const VimNode *das)
{
  const VimNode *defaults = vim_get (das, "defaultVmSettings"),
                *protection = vim_get (defaults, "vmComponentProtectionSettings");
  GString *more = raw->cluster->ha_more;

  raw->cluster->ha = govc_answer (self, raw->object, das, "enabled");
  raw->cluster->admission_control = govc_answer (self, raw->object, das, "admissionControlEnabled");
  if (raw->cluster->ha != SCENARIO_YES)
    return;
  read_policy (self, raw, das);
  if (g_strcmp0 (vim_text (das, "hostMonitoring"), "disabled") == 0)
    append (more, "host-monitoring", "false");
  append (more, "isolation-response", word_of (isolation, vim_text (defaults, "isolationResponse")));
  append (more, "vm-monitoring", monitoring (self, raw, das));
  if (g_strcmp0 (vim_text (das, "vmComponentProtecting"), "enabled") == 0) {
    append (more, "apd", word_of (apd, vim_text (protection, "vmStorageProtectionForAPD")));
    append (more, "pdl", word_of (pdl, vim_text (protection, "vmStorageProtectionForPDL")));
    if (g_strcmp0 (vim_text (protection, "vmReactionOnAPDCleared"), "reset") == 0)
      append (more, "reset-on-return", "true");
  }
}

static void
read_readiness (Govc *self, const GovcCluster *raw, const VimNode *readiness)
{
  gint64 delay = govc_number (self, raw->object, readiness, "postReadyDelay", SCENARIO_UNIT_COUNT);
  const char *word = word_of (ready, vim_text (readiness, "readyCondition"));

  if (raw->cluster->ha != SCENARIO_YES)
    return;
  append (raw->cluster->ha_more, "ready-condition", word);
  if (delay > 0 && delay <= 86400)
    g_string_append_printf (raw->cluster->ha_more, ", ready-delay: %" G_GINT64_FORMAT " s", delay);
}

static void
read_drs (Govc *self, const GovcCluster *raw, const VimNode *drs)
{
  ScenarioAnswer enabled = govc_answer (self, raw->object, drs, "enabled");
  gint64 rate = govc_number (self, raw->object, drs, "vmotionRate", SCENARIO_UNIT_COUNT);

  if (enabled == SCENARIO_NO)
    raw->cluster->drs = "off";
  else if (enabled == SCENARIO_YES)
    raw->cluster->drs = govc_automation (vim_text (drs, "defaultVmBehavior"));
  if (rate >= 1 && rate <= 5 && rate != 3)
    g_string_append_printf (raw->cluster->drs_more, ", vmotion-rate: %" G_GINT64_FORMAT, rate);
  if (govc_answer (self, raw->object, drs, "enableVmBehaviorOverrides") == SCENARIO_NO)
    append (raw->cluster->drs_more, "vm-overrides", "false");
}

void
govc_read_settings (Govc *self, GovcCluster *raw)
{
  const VimNode *settings = vim_get (raw->at, "configurationEx"), *dpm = vim_get (settings, "dpmConfigInfo");

  read_ha (self, raw, vim_get (settings, "dasConfig"));
  read_readiness (self, raw, vim_get (settings, "orchestration.defaultVmReadiness"));
  read_drs (self, raw, vim_get (settings, "drsConfig"));
  raw->cluster->dpm = govc_answer (self, raw->object, dpm, "enabled") == SCENARIO_YES
                      && g_strcmp0 (vim_text (dpm, "defaultDpmBehavior"), "automated") == 0;
  raw->cluster->evc = vim_text (raw->at, "summary.currentEVCModeKey") != NULL;
  if (govc_answer (self, raw->object, settings, "vsanConfigInfo.enabled") == SCENARIO_YES)
    scenario_inventory_remark (
        raw->cluster->remarks,
        "vSAN is on here. The save has neither its policies nor what its resync gets: write "
        "vsan: {resync-rate: 5 Gbit/s} with the true rate.");
}
