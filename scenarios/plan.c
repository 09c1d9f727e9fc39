#include "scenarios/ranges.h"
#include "scenarios/reader.h"

#include <string.h>

/* Or asks what one would ask. */
static gboolean
is_remediation (const ModelStep *step)
{
  return step->verb == MODEL_VERB_REMEDIATE || step->verb == MODEL_VERB_PRE_CHECK
         || step->verb == MODEL_VERB_STAGE;
}

/* The hosts of a step in the order to take them: those of `order`, then the others of `hosts` by name. */
static void
build_hosts (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  const ModelCluster *cluster = &reader->fleet->clusters[step->index];
  g_autofree guint8 *wanted = NULL;
  gboolean by_domain = cluster->vsan.architecture != MODEL_VSAN_NONE
                       && (is_remediation (step) || step->verb == MODEL_VERB_UPGRADE_FIRMWARE);
  guint32 n_hosts, n_order, *taken;
  const guint32 *hosts
      = scenario_names_resolve_all (reader, draft->hosts, SCENARIO_KIND_HOST, step->index, TRUE, &n_hosts);
  const guint32 *order
      = scenario_names_resolve_all (reader, draft->order, SCENARIO_KIND_HOST, step->index, FALSE, &n_order);

  if (!draft->hosts && !draft->order && !by_domain)
    return;
  wanted = g_new0 (guint8, cluster->n_hosts);
  if (draft->hosts && n_hosts == 0 && !scenario_diagnostics_any (&reader->diagnostics))
    scenario_complain_of (reader, draft->hosts, NULL, "'%s' takes no hosts", step->name);
  for (guint32 i = 0; i < (draft->hosts ? n_hosts : cluster->n_hosts); i++)
    wanted[draft->hosts ? hosts[i] - cluster->first_host : i] = TRUE;
  step->hosts = taken = model_fleet_keep (
      reader->fleet, g_new0 (guint32, (draft->hosts ? n_hosts : cluster->n_hosts) + n_order));
  for (guint32 i = 0; i < n_order; i++) {
    guint8 *want = &wanted[order[i] - cluster->first_host];
    if (!*want)
      scenario_complain_of (reader, draft->order, NULL, "'%s' is in 'order' and not in 'hosts'",
                            reader->fleet->hosts[order[i]].name);
    *want = FALSE;
    taken[step->n_hosts++] = order[i];
  }
  for (guint32 i = 0; i < cluster->n_hosts; i++)
    if (wanted[i])
      taken[step->n_hosts++] = cluster->first_host + i;
  if (by_domain)
    model_vsan_order_hosts (reader->fleet, taken + n_order, step->n_hosts - n_order, step->to);
}

/* A host that comes or goes: how it leaves unless the step says otherwise, and whether it is there to come. */
static void
build_membership (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  const ModelHost *host = &reader->fleet->hosts[step->index];
  const ModelCluster *cluster = &reader->fleet->clusters[host->cluster];

  if (cluster->platform != MODEL_VSPHERE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' is a Nutanix cluster: how nodes join and leave it is not modelled",
                          cluster->name);
  if (step->verb == MODEL_VERB_ADD_HOST)
    return;
  if (!scenario_node_get (draft->head.node, "vsan-mode"))
    step->vsan_mode = MODEL_VSAN_FULL_MIGRATION;
  if (!scenario_node_get (draft->head.node, "evacuate-powered-off"))
    step->evacuates_off = TRUE;
}

/* Behind the part before it. */
static void
build_behind (ScenarioReader *reader, const char *behind, ModelStep *step)
{
  guint32 before = scenario_names_find (reader, SCENARIO_KIND_STEP, behind);
  guint32 *after = model_fleet_keep (reader->fleet, g_new (guint32, step->n_after + 1));

  if (step->n_after)
    memcpy (after, step->after, step->n_after * sizeof *after);
  after[step->n_after++] = before;
  step->after = after;
}

/* Prism does not let go of a node that stays in its cluster. */
static void
check_managed (ScenarioReader *reader, const ScenarioNode *at, guint32 host)
{
  const ModelCluster *cluster = &reader->fleet->clusters[reader->fleet->hosts[host].cluster];

  if (cluster->platform == MODEL_NUTANIX_AHV)
    scenario_complain_of (reader, at, g_strdup ("say 'maintenance' and 'leave'"),
                          "'%s' runs AHV, without a vCenter from which it could be disconnected", at->text);
}

/* Through the guests of a cluster. */
static gboolean
is_a_round (const ModelStep *step)
{
  return step->verb == MODEL_VERB_UPGRADE_TOOLS || step->verb == MODEL_VERB_UPGRADE_HARDWARE;
}

/* Of LCM, and of no machine that takes nodes down. */
static gboolean
is_of_lcm_alone (const ModelStep *step)
{
  return step->verb == MODEL_VERB_INVENTORY || step->verb == MODEL_VERB_UPGRADE_NCC
         || step->verb == MODEL_VERB_UPGRADE_FOUNDATION;
}

/* What the platform of the target can do. */
static void
check_platform (ScenarioReader *reader, const ScenarioStepDraft *draft, const ModelStep *step)
{
  const ModelCluster *cluster = &reader->fleet->clusters[step->index];

  if ((step->verb == MODEL_VERB_UPGRADE_FORMAT || step->verb == MODEL_VERB_RELAYOUT) && cluster->vsan.architecture == MODEL_VSAN_NONE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' has no vSAN", cluster->name);
  if (step->verb == MODEL_VERB_UPGRADE_WITNESS && cluster->vsan.witness == MODEL_NONE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' has no vSAN witness", cluster->name);
  if (step->verb == MODEL_VERB_UPGRADE_AOS && cluster->platform == MODEL_VSPHERE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' is no Nutanix cluster, so it has no AOS",
                          cluster->name);
  if (is_of_lcm_alone (step) && cluster->platform == MODEL_VSPHERE)
    scenario_complain_of (reader, draft->target, NULL, "'%s' is no Nutanix cluster, so it has no LCM", cluster->name);
  if (step->verb == MODEL_VERB_UPGRADE_AHV && cluster->platform != MODEL_NUTANIX_AHV)
    scenario_complain_of (reader, draft->target, NULL, "the hosts of '%s' do not run AHV", cluster->name);
  if (is_a_round (step) && cluster->platform == MODEL_NUTANIX_AHV)
    scenario_complain_of (reader, draft->target, NULL, "VMs of '%s' run on AHV: they have no VMware %s", cluster->name,
                          step->verb == MODEL_VERB_UPGRADE_TOOLS ? "Tools" : "virtual hardware");
  if (is_remediation (step) && cluster->platform == MODEL_NUTANIX_AHV)
    scenario_complain_of (reader, draft->target,
                          g_strdup ("say 'upgrade-ahv'"),
                          "the hosts of '%s' run AHV: vLCM does not know them", cluster->name);
}

static void
build_datastore (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  step->datastore
      = scenario_find_datastore (reader, draft->datastore, scenario_node_get (draft->head.node, "datastore"));
}

/* A vCenter is upgraded in one of two ways, hosts are remediated in one of two others. */
static void
build_method (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  const ScenarioNode *said = scenario_node_get (draft->head.node, "method");
  gboolean of_hosts = step->method == MODEL_METHOD_IMAGE || step->method == MODEL_METHOD_BASELINE
                      || step->method == MODEL_METHOD_AUTO_DEPLOY;

  step->lcm.parallel = draft->parallel != NULL;
  step->lcm.conflicts = scenario_names_kept (reader, draft->conflicts);
  step->lcm.drops = scenario_names_kept (reader, draft->drops);
  if (!said && is_remediation (step))
    step->method = MODEL_METHOD_IMAGE;
  else if (said && is_remediation (step) && !of_hosts)
    scenario_complain_of (reader, said, g_strdup ("'image', 'baseline' or 'auto-deploy'"),
                          "'%s' is a way to upgrade a vCenter", said->text);
  else if (said && step->verb == MODEL_VERB_UPGRADE_VCENTER && of_hosts)
    scenario_complain_of (reader, said, g_strdup ("'in-place' or 'reduced-downtime'"),
                          "'%s' is a way to remediate hosts", said->text);
  if (said && step->method == MODEL_METHOD_AUTO_DEPLOY && step->verb != MODEL_VERB_REMEDIATE)
    scenario_complain_of (reader, said, NULL, "'%s' has no checks or staging of its own", said->text);
  if (step->lcm.parallel && step->method != MODEL_METHOD_IMAGE)
    scenario_complain_of (
        reader, draft->parallel, g_strdup ("say 'at-once'"),
        "'parallel' is for images: with baselines vLCM puts several hosts into maintenance itself");
}

/* Only a host that boots over the network boots what a rule of Auto Deploy names. */
static void
check_stateless (ScenarioReader *reader, const ScenarioStepDraft *draft, const ModelStep *step)
{
  const ModelFleet *fleet = reader->fleet;
  const ModelCluster *cluster = &fleet->clusters[step->index];

  for (guint32 n = 0; n < (step->n_hosts ? step->n_hosts : cluster->n_hosts); n++) {
    const ModelHost *host = &fleet->hosts[step->n_hosts ? step->hosts[n] : cluster->first_host + n];

    if (!host->stateless) {
      scenario_complain_of (reader, scenario_node_get (draft->head.node, "method"), g_strdup ("say 'stateless: true' of it, or take another method"),
                            "'%s' boots what is installed on it", host->name);
      return;
    }
  }
}

static void
build_step (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  const ScenarioKey *choice = draft->head.choice;
  ScenarioKind kind = 0;

  guint32 later = step->later;

  *step = draft->step;
  step->later = later;
  step->name = draft->head.name;
  step->verb = choice ? choice->value : MODEL_VERB_WAIT;
  step->index = step->host = step->rule = MODEL_NONE;
  build_datastore (reader, draft, step);
  step->after = scenario_names_resolve_all (reader, draft->after, SCENARIO_KIND_STEP, MODEL_NONE, TRUE,
                                            &step->n_after);
  if (draft->behind)
    build_behind (reader, draft->behind, step);
  scenario_pair_repeats (reader, draft, step);
  if (draft->on_failure)
    step->retries = draft->on_failure->type == SCENARIO_NODE_SCALAR ? 0
                    : draft->retries == MODEL_NONE                  ? -1
                                                                    : (gint64) draft->retries;
  if (choice)
    build_method (reader, draft, step);
  if (!draft->target || !choice)
    return;
  if (step->verb == MODEL_VERB_SET) {
    scenario_build_set (reader, draft, step);
    return;
  }
  if (step->verb == MODEL_VERB_GROW) {
    scenario_build_growth (reader, draft, step);
    return;
  }
  step->index
      = scenario_names_resolve (reader, draft->target, draft->target->text, choice->kinds, MODEL_NONE, &kind);
  step->target = scenario_target_of (kind);
  if (draft->move_host && step->index != MODEL_NONE)
    step->host = scenario_names_resolve (reader, draft->move_host, draft->move_host->text, SCENARIO_KIND_HOST,
                                         reader->fleet->vms[step->index].cluster, NULL);
  if (draft->through && (step->through = scenario_names_resolve (reader, draft->through, draft->through->text,
                                                                 SCENARIO_KIND_PRODUCT, MODEL_NONE, NULL))
                            != MODEL_NONE
      && reader->fleet->products[step->through].kind != MODEL_STAGE_SDDC_MANAGER)
    scenario_complain_of (reader, draft->through, NULL, "'%s' runs no workflows: it is of kind '%s'", draft->through->text,
                          model_product_words[reader->fleet->products[step->through].kind]);
  if (step->verb == MODEL_VERB_COMMIT && step->index != MODEL_NONE
      && reader->fleet->governors[step->index].kind != MODEL_GOVERNOR_GITOPS)
    scenario_complain_of (reader, draft->target, NULL, "'%s' follows no repository: it is of kind '%s'",
                          draft->target->text, model_governor_words[reader->fleet->governors[step->index].kind]);
  if ((step->verb == MODEL_VERB_DISCONNECT || step->verb == MODEL_VERB_RECONNECT) && step->index != MODEL_NONE)
    check_managed (reader, draft->target, step->index);
  if ((step->verb == MODEL_VERB_ADD_HOST || step->verb == MODEL_VERB_REMOVE_HOST || step->verb == MODEL_VERB_REPLACE_HOST)
      && step->index != MODEL_NONE)
    build_membership (reader, draft, step);
  if (step->verb == MODEL_VERB_RECONFIGURE_HA && step->index != MODEL_NONE)
    scenario_check_ha (reader, draft->target, reader->fleet->hosts[step->index].cluster);
  if (step->target != MODEL_TARGET_CLUSTER || step->index == MODEL_NONE)
    return;
  scenario_build_relicense (reader, draft, step);
  check_platform (reader, draft, step);
  if (draft->site)
    step->site = scenario_find_site (reader, scenario_node_get (draft->head.node, "site"), step->index);
  step->vms = scenario_names_resolve_all (reader, draft->vms, SCENARIO_KIND_VM, step->index, TRUE, &step->n_vms);
  if (reader->fleet->clusters[step->index].vsan.architecture != MODEL_VSAN_NONE && !is_a_round (step))
    step->at_once = 1; /* one after another, whatever was asked for: VS-14 */
  build_hosts (reader, draft, step);
  if (step->method == MODEL_METHOD_AUTO_DEPLOY)
    check_stateless (reader, draft, step);
}

void
scenario_build_plan (ScenarioReader *reader)
{
  ModelFleet *fleet = reader->fleet;

  if (reader->steps->len > SCENARIO_STEPS_MAX) {
    scenario_complain_of (reader, SCENARIO_DRAFT (Step, reader->steps, SCENARIO_STEPS_MAX)->head.at, NULL,
                          "a plan has at most %d steps", SCENARIO_STEPS_MAX);
    return;
  }
  fleet->n_steps = reader->steps->len;
  fleet->steps = model_fleet_keep (fleet, g_new0 (ModelStep, fleet->n_steps));
  for (guint32 i = 0; i < fleet->n_steps; i++) {
    scenario_follow_policies (reader, SCENARIO_DRAFT (Step, reader->steps, i));
    build_step (reader, SCENARIO_DRAFT (Step, reader->steps, i), &fleet->steps[i]);
  }
  for (guint32 i = 0; i < fleet->n_steps; i++)
    fleet->tends_guests |= is_a_round (&fleet->steps[i]);
  for (guint32 i = 0; i < fleet->n_steps; i++)
    fleet->has_lcm |= is_of_lcm_alone (&fleet->steps[i]);
  for (guint32 i = 0; i < fleet->n_vms; i++)
    fleet->tends_guests |= fleet->vms[i].tools == MODEL_TOOLS_OLD || fleet->vms[i].tools == MODEL_TOOLS_CURRENT;
}
