/* Steps that set something: a setting of a cluster, of a vCenter or of a rule, what a VM reserves, a policy's actual value. */

#include "scenarios/reader.h"

/* A policy by name, which is known within its cluster only. */
guint32
scenario_find_policy (ScenarioReader *reader, const ScenarioNode *node, guint32 cluster)
{
  ScenarioNearest nearest = { node->text, NULL, 0 };
  guint32 found = MODEL_NONE;

  for (guint32 i = 0; i < reader->policies->len; i++) {
    const ScenarioDraft *policy = g_ptr_array_index (reader->policies, i);
    if (!policy->name || (cluster != MODEL_NONE && policy->cluster != cluster))
      continue;
    if (!g_str_equal (policy->name, node->text)) {
      scenario_nearest_offer (&nearest, policy->name);
      continue;
    }
    if (found != MODEL_NONE) {
      scenario_complain_of (reader, node, g_strdup ("say which with 'cluster'"),
                            "several clusters have a policy '%s'", node->text);
      return MODEL_NONE;
    }
    found = i;
  }
  if (found == MODEL_NONE)
    scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "there is no policy '%s'",
                          node->text);
  return found;
}

/* One of the cluster's, whose names are its own. */
static guint32
find_rule (ScenarioReader *reader, const ScenarioNode *node, guint32 cluster)
{
  ScenarioNearest nearest = { node->text, NULL, 0 };

  for (guint32 r = 0; r < reader->fleet->n_rules; r++) {
    const ModelRule *rule = &reader->fleet->rules[r];

    if (rule->cluster != cluster || !rule->name)
      continue;
    if (g_str_equal (rule->name, node->text))
      return r;
    scenario_nearest_offer (&nearest, rule->name);
  }
  scenario_complain_of (reader, node, scenario_nearest_advice (&nearest), "'%s' has no rule '%s'",
                        reader->fleet->clusters[cluster].name, node->text);
  return MODEL_NONE;
}

static void
build_set_rule (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  g_autofree char *key = draft->set_rule ? g_strconcat ("rule ", draft->set_rule, NULL) : NULL;

  step->set_key = model_fleet_string (reader->fleet, key ? key : "rule");
  step->set_value = draft->set_enabled ? "on" : "off";
  if (draft->set_rule && step->index != MODEL_NONE)
    step->rule = find_rule (reader, scenario_node_get (draft->target, "rule"), step->index);
}

/* What a VM is to reserve: no more memory than it has, and the words of it for the journal. */
static void
build_reservation (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  gboolean cpu = step->set_cpu_mhz >= 0;
  g_autofree char *text = model_unit_text (cpu ? MODEL_UNIT_MHZ : MODEL_UNIT_MIB,
                                           cpu ? step->set_cpu_mhz : step->set_memory_mib);
  const ModelVm *vm = step->index == MODEL_NONE ? NULL : &reader->fleet->vms[step->index];

  step->set_key = cpu ? "cpu-reservation" : "memory-reservation";
  step->set_value = model_fleet_string (reader->fleet, text);
  if (vm && vm->memory_mib > 0 && step->set_memory_mib > vm->memory_mib)
    scenario_complain_of (reader, scenario_node_get (draft->target, "memory-reservation"), NULL,
                          "'%s' would reserve more memory than it has", vm->name);
}

void
scenario_check_ha (ScenarioReader *reader, const ScenarioNode *at, guint32 cluster)
{
  if (cluster != MODEL_NONE && !reader->fleet->clusters[cluster].ha)
    scenario_complain_of (reader, at, g_strdup ("say 'ha:' of it"), "'%s' has no HA",
                          reader->fleet->clusters[cluster].name);
}

void
scenario_build_set (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  guint32 cluster = MODEL_NONE;

  if (draft->set_cluster)
    cluster = scenario_names_resolve (reader, draft->set_cluster, draft->set_cluster->text,
                                      SCENARIO_KIND_CLUSTER, MODEL_NONE, NULL);
  step->target = MODEL_TARGET_CLUSTER;
  step->index = cluster;
  if (draft->set_switch != MODEL_NONE) {
    step->set_key = "admission-control";
    step->set_value = draft->set_switch ? "on" : "off";
  } else if (step->to) {
    g_autofree char *image = model_version_text (step->to);

    step->set_key = "image";
    step->set_value = model_fleet_string (reader->fleet, image);
  } else if (draft->set_monitoring != MODEL_NONE) {
    step->set_key = "host-monitoring";
    step->set_value = draft->set_monitoring ? "on" : "off";
  } else if (draft->set_ha != MODEL_NONE) {
    step->set_key = "ha";
    step->set_value = draft->set_ha ? "on" : "off";
    scenario_check_ha (reader, draft->set_cluster, cluster);
  } else if (draft->set_retreat != MODEL_NONE) {
    step->set_key = "retreat-mode";
    step->set_value = draft->set_retreat ? "on" : "off";
  } else if (draft->set_vcha != MODEL_NONE) {
    step->target = MODEL_TARGET_VCENTER;
    step->index = !draft->set_vcenter
                      ? MODEL_NONE
                      : scenario_names_resolve (reader, draft->set_vcenter, draft->set_vcenter->text,
                                                SCENARIO_KIND_VCENTER, MODEL_NONE, NULL);
    step->set_key = "vcha";
    step->set_value = model_vcha_mode_words[draft->set_vcha];
    if (step->index != MODEL_NONE && !reader->fleet->vcenters[step->index].vcha)
      scenario_complain_of (reader, draft->set_vcenter, g_strdup ("say 'vcha:' of it"),
                            "'%s' has no vCenter HA", draft->set_vcenter->text);
  } else if (draft->set_enabled >= 0) {
    build_set_rule (reader, draft, step);
  } else if (draft->set_automation != MODEL_NONE) {
    step->set_key = "drs";
    step->set_value = model_automation_words[draft->set_automation];
  } else if (step->duration) {
    g_autofree char *text = model_unit_text (MODEL_UNIT_MS, step->duration);

    step->set_key = "repair-timer";
    step->set_value = model_fleet_string (reader->fleet, text);
    if (cluster != MODEL_NONE && reader->fleet->clusters[cluster].vsan.architecture == MODEL_VSAN_NONE)
      scenario_complain_of (reader, draft->set_cluster, NULL, "'%s' has no vSAN", draft->set_cluster->text);
  } else if (draft->set_vm) {
    step->target = MODEL_TARGET_VM;
    step->index = scenario_names_resolve (reader, draft->set_vm, draft->set_vm->text, SCENARIO_KIND_VM,
                                          MODEL_NONE, NULL);
    build_reservation (reader, draft, step);
  } else if (draft->set_policy) {
    step->target = MODEL_TARGET_POLICY;
    step->index = scenario_find_policy (reader, draft->set_policy, cluster);
    step->set_key = "actual";
    step->set_value = draft->set_actual;
  }
  if (draft->set_policy && draft->set_actual == NULL && step->set_key)
    scenario_complain_of (reader, draft->set_policy, NULL, "'policy' goes with 'actual'");
}
