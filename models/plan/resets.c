#include "models/plan/resets.h"

#include "models/compute/rules.h"
#include "models/notices.h"
#include "models/rehearsal.h"

#define NOBODY                0u
#define HOST_PROFILE          (1u << MODEL_KEEPER_HOST_PROFILE)
#define CONFIGURATION_PROFILE (1u << MODEL_KEEPER_CONFIGURATION_PROFILE)
#define DESIRED_IMAGE         (1u << MODEL_KEEPER_DESIRED_IMAGE)
#define SCRIPT                (1u << MODEL_KEEPER_SCRIPT)

#define E(EVENT) (1u << MODEL_LIFECYCLE_##EVENT)
#define K(KIND)  (1u << MODEL_POLICY_##KIND)

const ModelResetRow model_resets[] = {
#define RESET(NAME, ID, BASIS, SOURCE, EVENTS, KINDS, KEEPERS, ONE, OTHER, WHAT, BECOMES)                    \
  { .id = ID,                                                                                                \
    .basis = #BASIS,                                                                                         \
    .source = SOURCE,                                                                                        \
    .what = WHAT,                                                                                            \
    .to = BECOMES,                                                                                           \
    .events = EVENTS,                                                                                        \
    .kinds = KINDS,                                                                                          \
    .keepers = KEEPERS,                                                                                      \
    .crossed = { ONE, OTHER },                                                                               \
    .number = MODEL_RESET_##NAME },
#define DRIVEN(NAME, ID, BASIS, SOURCE, EVENT, KEEPERS, WHAT, BECOMES, DRIVER)                               \
  { .id = ID,                                                                                                \
    .basis = #BASIS,                                                                                         \
    .source = SOURCE,                                                                                        \
    .event = EVENT,                                                                                          \
    .what = WHAT,                                                                                            \
    .to = BECOMES,                                                                                           \
    .driver = DRIVER,                                                                                        \
    .keepers = KEEPERS,                                                                                      \
    .number = MODEL_N_RESETS },
#include "models/plan/resets.def"
#undef RESET
#undef DRIVEN
  { .id = NULL }
};

const char *const model_reset_words[] = {
#define RESET(NAME, ID, ...) ID,
#define DRIVEN(...)
#include "models/plan/resets.def"
#undef RESET
#undef DRIVEN
  NULL
};

G_STATIC_ASSERT (MODEL_N_RESETS <= 32);

const ModelResetRow *
model_reset (ModelReset number)
{
  const ModelResetRow *row = model_resets;

  while (row->number != number)
    row++;
  return row;
}

/* An upgrade from one side of the version to the other. */
static gboolean
crosses (ModelVersion version, ModelVersion from, ModelVersion to)
{
  return version && from && from < version && to >= version;
}

guint32
model_reset_of (const ModelPolicy *policy, ModelLifecycle lifecycle, ModelVersion from, ModelVersion to)
{
  for (guint32 i = 0; policy->subject_to >> i; i++) {
    const ModelResetRow *row = policy->subject_to >> i & 1 ? model_reset (i) : NULL;

    if (row && row->events >> lifecycle & 1
        && (!row->crossed[0] || crosses (row->crossed[0], from, to) || crosses (row->crossed[1], from, to)))
      return i + 1;
  }
  return 0;
}

/* What each has in hand, where no row says better: host profiles and configuration profiles a host's own settings (D-17), an
 * image nothing but what is installed, a script whatever somebody wrote into it. */
static const guint32 keepers_of_kind[MODEL_N_POLICY_KINDS] = {
  [MODEL_POLICY_VDS] = SCRIPT,     [MODEL_POLICY_HOST] = HOST_PROFILE | CONFIGURATION_PROFILE | SCRIPT,
  [MODEL_POLICY_BIOS] = SCRIPT,    [MODEL_POLICY_CLUSTER] = SCRIPT,
  [MODEL_POLICY_STORAGE] = SCRIPT, [MODEL_POLICY_PORT_GROUP] = SCRIPT,
  [MODEL_POLICY_POOL] = SCRIPT,    [MODEL_POLICY_VM] = SCRIPT,
};

guint32
model_kept_by (const ModelPolicy *policy, guint32 reset)
{
  guint32 keepers
      = policy->keepers & (reset ? model_reset (reset - 1)->keepers : keepers_of_kind[policy->kind]);

  return keepers ? (guint32) g_bit_nth_lsf (keepers, -1) + 1 : 0;
}

/* Whether anything is declared there that this could reset. */
static gboolean
resets_something (const SimRun *run, const ModelFault *fault)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fault->target == MODEL_TARGET_HOST ? fleet->hosts[fault->index].cluster : fault->index;

  for (guint32 p = 0; p < fleet->n_policies; p++)
    if (fleet->policies[p].cluster == cluster
        && (fleet->policies[p].reset_by >> fault->lifecycle & 1 || model_reset_of (&fleet->policies[p], fault->lifecycle, 0, 0)))
      return TRUE;
  return FALSE;
}

/* Of a cluster that is made anew every VM is another's that comes into it (DR-01). */
void
model_intervene (SimRun *run, const ModelFault *fault)
{
  SimId subject = fault->target == MODEL_TARGET_HOST ? ACTOR (HOST, fault->index) : model_cluster_thing (run->model, fault->index);
  gint64 evidence[SIM_EVIDENCE_MAX] = { MODEL_LIFECYCLE_ARG (fault->lifecycle, 0) };

  if (!resets_something (run, fault))
    sim_find (run, MODEL_FIND_UNDECLARED_CHANGE, SIM_NOTE, subject, 0, evidence);
  if (fault->target == MODEL_TARGET_HOST) {
    model_notify_lifecycle (run, fault->index, fault->lifecycle);
    return;
  }
  if (fault->lifecycle == MODEL_LIFECYCLE_REBUILD)
    for (MODEL_EACH_VM (vm, &model_fleet (run)->clusters[fault->index])) {
      model_register_anew (run, vm);
      model_notify_vm_lifecycle (run, vm, MODEL_LIFECYCLE_REGISTRATION);
    }
  model_notify_cluster_lifecycle (run, fault->index, fault->lifecycle, 0, 0);
}
