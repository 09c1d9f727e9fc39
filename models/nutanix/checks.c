/* See checks.h. The one pre-check that may be skipped is POWER_OFF_UVMS: whether a VM is pinned to a host that is to reboot. To skip
 * it moves nothing, so the node then hangs; `auto` has LCM power such VMs off and on again.
 *
 * Families that are not here need what a scenario does not say: free space on CVMs, their memory, whether the source of updates is
 * reached.
 *
 * Facts: N-57 N-58 N-59 N-71 N-72. */

#include "models/nutanix/checks.h"

#include "models/ahv/ahv.h"
#include "models/compute/hosts.h"
#include "models/lcm/lcm.h"
#include "models/notices.h"
#include "models/nutanix/capacity.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/plan/versions.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define NAMED 3 /* that a finding tells by name */

/* One check, and who fails it. */
typedef struct {
  guint32 n;
  SimId who[NAMED];
} Failing;

static void
name (Failing *failing, SimId who)
{
  if (failing->n < NAMED)
    failing->who[failing->n] = who;
  failing->n++;
}

static const ModelCluster *
cluster_of (const SimRun *run, guint32 step)
{
  return &model_fleet (run)->clusters[model_fleet (run)->steps[step].index];
}

/* ---- One thing at a time ---- */

gboolean
model_is_lcm (const ModelFleet *fleet, guint32 step)
{
  const ModelStep *s = &fleet->steps[step];

  switch ((guint) s->verb) {
  case MODEL_VERB_UPGRADE_AOS:
  case MODEL_VERB_UPGRADE_AHV:
  case MODEL_VERB_UPGRADE_NCC:
  case MODEL_VERB_UPGRADE_FOUNDATION:
  case MODEL_VERB_INVENTORY:
    return TRUE;
  case MODEL_VERB_UPGRADE_FIRMWARE:
    return fleet->clusters[s->index].platform != MODEL_VSPHERE;
  default:
    return FALSE;
  }
}

/* By what works for it, and not by its step: what was stalled is at rest, and at work again once it goes on. Of two that begin at
 * one moment the first has it. */
static gboolean
is_at_work (const SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);
  const struct {
    gboolean exists;
    guint machine;
    guint32 at_rest;
  } workers[] = {
    { TRUE, MODEL_MACHINE_AOS,
      1u << AOS_AT_IDLE | 1u << AOS_AT_STALLED | 1u << AOS_AT_DONE | 1u << AOS_AT_FAILED
          | 1u << AOS_AT_CANCELLED },
    { TRUE, MODEL_MACHINE_REMEDIATION,
      1u << REMEDIATION_AT_IDLE | 1u << REMEDIATION_AT_DONE | 1u << REMEDIATION_AT_FAILED
          | 1u << REMEDIATION_AT_ABORTED },
    { fleet->has_ahv, MODEL_MACHINE_AHV_ROLL,
      1u << AHV_ROLL_AT_IDLE | 1u << AHV_ROLL_AT_STALLED | 1u << AHV_ROLL_AT_DONE
          | 1u << AHV_ROLL_AT_FAILED },
    { fleet->has_lcm, MODEL_MACHINE_OPERATION,
      1u << OPERATION_AT_NONE | 1u << OPERATION_AT_SUCCEEDED | 1u << OPERATION_AT_FAILED },
  };

  for (gsize w = 0; w < G_N_ELEMENTS (workers); w++)
    if (workers[w].exists && !(workers[w].at_rest >> model_state (run, workers[w].machine, step) & 1))
      return TRUE;
  return FALSE;
}

gboolean
model_lcm_is_busy (const SimRun *run, guint32 step)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (s != step && model_is_lcm (fleet, s) && fleet->steps[s].index == fleet->steps[step].index
        && is_at_work (run, s))
      return TRUE;
  return FALSE;
}

/* ---- The checks ---- */

/* N-71. A Prism Central of unknown version is in nobody's way, nor is one with a year for a version before AOS 7: which AOS those
 * manage is a published table and no comparison. */
static void
look_at_prism_central (const SimRun *run, guint32 step, Failing *failing)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 p = 0; p < fleet->n_products; p++) {
    ModelVersion has = model_product_state (run, p)->version;

    if (model_version_is_a_year (has) && fleet->steps[step].to < MODEL_VERSION (7, 0, 0))
      continue;
    if (fleet->products[p].kind == (guint32) MODEL_STAGE_PRISM_CENTRAL && has && has < fleet->steps[step].to)
      name (failing, ACTOR (PRODUCT, p));
  }
}

/* N-74: what the step says, or as far as it is known. */
static void
look_at_path (const SimRun *run, guint32 step, Failing *failing)
{
  const ModelStep *s = &model_fleet (run)->steps[step];
  ModelVersion from = s->direct_from ? s->direct_from : model_version_aos_path_from (s->to);

  for (MODEL_EACH_HOST (host, cluster_of (run, step))) {
    ModelVersion has = model_cvm_state (run, host)->version;

    if (has && has < from && has < s->to)
      name (failing, ACTOR (CVM, host));
  }
}

/* N-72. */
static void
look_whether_aos_is_too_old (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, step)))
    if (model_version_is_before (model_cvm_state (run, host)->version, 5, 17))
      name (failing, ACTOR (CVM, host));
}

static void
look_at_inventory (const SimRun *run, guint32 step, Failing *failing)
{
  if (!model_lcm_has_inventory (run, model_fleet (run)->steps[step].index))
    name (failing, model_cluster_thing (run->model, model_fleet (run)->steps[step].index));
}

static void
look_at_token (const SimRun *run, guint32 step, Failing *failing)
{
  guint32 cluster = model_fleet (run)->steps[step].index;

  if (STATE (TOKEN, cluster) == TOKEN_AT_HELD)
    name (failing, ACTOR (CVM, model_cluster_state (run, cluster)->token_holder - 1));
}

static void
look_for_maintenance (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, step)))
    if (model_host_in_maintenance (run, host)
        || (model_fleet (run)->has_ahv && model_node_is_out (run, host) && STATE (NODE, host) != NODE_AT_SOURCE))
      name (failing, ACTOR (HOST, host));
}

static void
look_at_cvms (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, step)))
    if (!model_cvm_serves (run, host))
      name (failing, ACTOR (CVM, host));
}

static void
look_at_resiliency (const SimRun *run, guint32 step, Failing *failing)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 group = 0; group < fleet->n_groups; group++)
    if (fleet->groups[group].cluster == fleet->steps[step].index && STATE (QUORUM, group) != QUORUM_AT_WHOLE)
      name (failing, ACTOR (QUORUM, group));
}

/* N-11: the one that stays could not go on if the other did not come back. */
static void
look_at_witness (const SimRun *run, guint32 step, Failing *failing)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->steps[step].index;

  if (model_is_small (fleet, cluster) && !model_is_one_node (fleet, cluster)
      && !model_witness_answers (run, cluster))
    name (failing, ACTOR (ARBITER, cluster));
}

/* Whether the step takes this host's CVM down, and its VMs have nowhere to go meanwhile. */
static gboolean
stops_alone (const SimRun *run, guint32 step, guint32 host)
{
  const ModelStep *s = &model_fleet (run)->steps[step];

  return s->verb == MODEL_VERB_UPGRADE_AOS && model_is_one_node (model_fleet (run), s->index)
         && model_cvm_state (run, host)->version < s->to;
}

static void
look_for_pinned (const SimRun *run, guint32 step, Failing *failing)
{
  if (model_fleet (run)->steps[step].power_off_uvms != MODEL_UVMS_NO)
    return;
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step))
    if (stops_alone (run, step, host) || model_lcm_needs (run, step, host))
      for (MODEL_EACH_VM_ON (vm, run, host))
        if (stops_alone (run, step, host) || model_ahv_fate (run, vm) == MODEL_AHV_IS_PINNED)
          name (failing, ACTOR (VM, vm));
}

/* Rolls go forward only, of AOS and of AHV. */
static void
look_for_newer (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, step)))
    if (model_cvm_state (run, host)->version > model_fleet (run)->steps[step].to)
      name (failing, ACTOR (CVM, host));
}

static void
look_for_newer_ahv (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_LCM_HOST (host, model_fleet (run), step))
    if (model_host_state (run, host)->version > model_fleet (run)->steps[step].to)
      name (failing, ACTOR (HOST, host));
}

static void
look_for_degraded (const SimRun *run, guint32 step, Failing *failing)
{
  for (MODEL_EACH_HOST (host, cluster_of (run, step)))
    if (STATE (CVM, host) == CVM_AT_DEGRADED)
      name (failing, ACTOR (CVM, host));
}

static void
look_at_storage (const SimRun *run, guint32 step, Failing *failing)
{
  guint32 cluster = model_fleet (run)->steps[step].index;

  if (model_storage_is_read_only (run, cluster))
    name (failing, model_cluster_thing (run->model, cluster));
}

/* Before what: AOS and AHV alone, what reboots hosts, what takes a node's CVM down, and everything. */
enum { AOS_ALONE = 1, AHV_ALONE = 2, REBOOTS = 4, TAKES_CVMS = 8, ANYTHING = 16 };

/* clang-format off */
static const struct {
  ModelCheck check;
  guint before;
  void (*look) (const SimRun *run, guint32 step, Failing *failing);
} checks[] = {
  { MODEL_CHECK_PRISM_CENTRAL,  AOS_ALONE,  look_at_prism_central },
  { MODEL_CHECK_VERSION_PATH,   AOS_ALONE,  look_at_path },
  { MODEL_CHECK_DOWNGRADE,      AOS_ALONE,  look_for_newer },
  { MODEL_CHECK_DOWNGRADE,      AHV_ALONE,  look_for_newer_ahv },
  { MODEL_CHECK_AOS_FOR_AHV,    AHV_ALONE,  look_whether_aos_is_too_old },
  { MODEL_CHECK_INVENTORY,      ANYTHING,   look_at_inventory },
  { MODEL_CHECK_TOKEN,          ANYTHING,   look_at_token },
  { MODEL_CHECK_MAINTENANCE,    TAKES_CVMS, look_for_maintenance },
  { MODEL_CHECK_CVM_DOWN,       ANYTHING,   look_at_cvms },
  { MODEL_CHECK_DEGRADED_NODE,  TAKES_CVMS, look_for_degraded },
  { MODEL_CHECK_WITNESS,        TAKES_CVMS, look_at_witness },
  { MODEL_CHECK_RESILIENCY,     TAKES_CVMS, look_at_resiliency },
  { MODEL_CHECK_STORAGE_FULL,   TAKES_CVMS, look_at_storage },
  { MODEL_CHECK_POWER_OFF_UVMS, REBOOTS,    look_for_pinned },
};
/* clang-format on */

static guint
what_it_does (const ModelFleet *fleet, const ModelStep *step)
{
  switch ((guint) step->verb) {
  case MODEL_VERB_UPGRADE_AOS:
    return ANYTHING | TAKES_CVMS | AOS_ALONE | (model_is_one_node (fleet, step->index) ? REBOOTS : 0);
  case MODEL_VERB_UPGRADE_AHV:
    return ANYTHING | TAKES_CVMS | REBOOTS | AHV_ALONE;
  case MODEL_VERB_UPGRADE_FIRMWARE:
    return ANYTHING | TAKES_CVMS | (fleet->clusters[step->index].platform == MODEL_NUTANIX_AHV ? REBOOTS : 0);
  default:
    return ANYTHING;
  }
}

/* Who fails that check; nobody where it is not made. */
static Failing
look (const SimRun *run, guint32 step, guint check)
{
  const ModelFleet *fleet = model_fleet (run);
  Failing failing = { 0 };

  if (checks[check].before & what_it_does (fleet, &fleet->steps[step]))
    checks[check].look (run, step, &failing);
  return failing;
}

gboolean
model_lcm_refuses (const SimRun *run, guint32 step)
{
  if (model_lcm_is_busy (run, step))
    return TRUE;
  for (guint c = 0; c < G_N_ELEMENTS (checks); c++)
    if (look (run, step, c).n)
      return TRUE;
  return FALSE;
}

void
model_lcm_refuse (SimRun *run, guint32 step)
{
  ModelCheck first = MODEL_N_CHECKS;

  if (model_lcm_is_busy (run, step)) {
    model_refuse_step (run, step, MODEL_CHECK_BUSY);
    return;
  }
  for (guint c = 0; c < G_N_ELEMENTS (checks); c++) {
    Failing failing = look (run, step, c);
    gint64 evidence[SIM_EVIDENCE_MAX] = { checks[c].check, failing.who[0], failing.who[1], failing.who[2],
                                          failing.n - MIN (failing.n, NAMED) };

    if (failing.n == 0)
      continue;
    first = MIN (first, checks[c].check);
    sim_find (run, MODEL_FIND_PRECHECK_FAILED, SIM_RISK, ACTOR (STEP, step), 0, evidence);
    sim_find_end (run, MODEL_FIND_PRECHECK_FAILED, ACTOR (STEP, step), 0);
  }
  sim_tell (run, first, 0);
  TELL (STEP, step, STEP_ON_BROKEN, 0);
}
