/* How a cluster is remediated with an image, where its step does not say: as the policy of the cluster has it, and what that
 * leaves out, as the policy of its vCenter has it. What nobody says is as the product has it.
 *
 * The surprising rule: each key goes its own way. A cluster with a policy of its own still follows its vCenter in all that
 * this policy leaves out. And `parallel` of a vCenter passes by its vSAN clusters, whose hosts go one after another anyway.
 *
 * Facts: LCM-05. */

#include "scenarios/reader.h"

static gboolean
takes_an_image (const ScenarioStepDraft *draft)
{
  const ScenarioNode *method = scenario_node_get (draft->head.node, "method");

  return draft->head.choice && draft->target && draft->target->type == SCENARIO_NODE_SCALAR
         && (draft->head.choice->value == MODEL_VERB_REMEDIATE
             || draft->head.choice->value == MODEL_VERB_PRE_CHECK
             || draft->head.choice->value == MODEL_VERB_STAGE)
         && (!method || draft->step.method == MODEL_METHOD_IMAGE);
}

/* Whether a step of this choice may say the key at all. */
static gboolean
is_for (const ScenarioKey *policy, const char *choice)
{
  const ScenarioSection *steps = scenario_section (SCENARIO_STEP);
  gboolean needed;

  for (guint i = 0; i < steps->n_keys; i++)
    if (g_str_equal (steps->keys[i].key, policy->key))
      return scenario_key_goes_with (&steps->keys[i], choice, &needed);
  return FALSE;
}

/* A policy is read where it stands, for its mistakes; and once more into each step that follows it, key by key, unless the step
 * or a nearer policy says that key (LCM-05). */
static void
follow (ScenarioReader *reader, ScenarioStepDraft *draft, const ScenarioNode *policy,
        const ScenarioNode *nearer, gboolean has_vsan)
{
  const ScenarioSection *section = scenario_section (SCENARIO_REMEDIATION);

  for (guint i = 0; policy && i < section->n_keys; i++) {
    const ScenarioKey *key = &section->keys[i];
    const ScenarioNode *value = scenario_node_get (policy, key->key);

    if (value && !scenario_node_get (draft->head.node, key->key)
        && !(nearer && scenario_node_get (nearer, key->key)) && is_for (key, draft->head.choice->key)
        && !(has_vsan && key->section == SCENARIO_PARALLEL))
      scenario_read_value (reader, key, value, G_STRUCT_MEMBER_P (draft, key->where), &draft->head);
  }
}

void
scenario_follow_policies (ScenarioReader *reader, ScenarioStepDraft *draft)
{
  guint32 index = takes_an_image (draft)
                      ? scenario_names_find (reader, SCENARIO_KIND_CLUSTER, draft->target->text)
                      : MODEL_NONE;
  const ScenarioClusterDraft *cluster;
  guint32 vcenter;

  if (index == MODEL_NONE || scenario_diagnostics_any (&reader->diagnostics))
    return;
  cluster = SCENARIO_DRAFT (Cluster, reader->clusters, index);
  vcenter = cluster->vcenter ? scenario_names_find (reader, SCENARIO_KIND_VCENTER, cluster->vcenter->text)
                             : MODEL_NONE;
  follow (reader, draft, cluster->remediation, NULL, FALSE);
  if (vcenter != MODEL_NONE)
    follow (reader, draft, SCENARIO_DRAFT (Vcenter, reader->vcenters, vcenter)->remediation,
            cluster->remediation, cluster->vsan != NULL);
}
