/* The vsan machine: the objects of one cluster, all together. It is in the worst condition that any of them is in, and
 * says how many are; findings name the first VMs, never all.
 *
 * A VM whose object is not accessible keeps running until it reads or writes, and then hangs: VMCP does not act on vSAN.
 * It can neither be restarted nor powered on before its objects are back. Where another part of the network has them it would
 * run twice, so vSAN terminates it where they are not (HA-44), and HA restarts it where they are (VS-23).
 *
 * Facts: VS-13 DR-30. */

#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/parts.h"
#include "models/words.h"

#define AT(STATE) (1u << VSAN_AT_##STATE)
#define GO(STATE) VSAN_AT_##STATE
#define ANY       ((1u << VSAN_N_STATES) - 1)

static gint64
condition (const ModelVsanState *state)
{
  return (gint64) state->lost << 40 | (gint64) state->critical << 20 | state->reduced;
}

/* ---- Questions ---- */

GUARD (is_lost, "an object is not accessible")
{
  return model_vsan_state (run, ME)->lost > 0;
}

GUARD (is_critical, "an object survives no further loss")
{
  return model_vsan_state (run, ME)->critical > 0;
}

GUARD (is_reduced, "an object does not comply with its policy")
{
  return model_vsan_state (run, ME)->reduced > 0;
}

GUARD (is_as_lost_as_before, "objects are not accessible, as before")
{
  return is_lost_test (run, event) && sim_state (run, event->to) == VSAN_AT_LOST;
}

GUARD (is_as_critical_as_before, "objects survive no further loss, as before")
{
  return !is_lost_test (run, event) && is_critical_test (run, event)
         && sim_state (run, event->to) == VSAN_AT_CRITICAL;
}

GUARD (nothing_is_wrong_as_before, "every object complies, as before")
{
  return !is_lost_test (run, event) && !is_critical_test (run, event) && !is_reduced_test (run, event)
         && sim_state (run, event->to) == VSAN_AT_WHOLE;
}

/* ---- What is found ---- */

/* The first VMs with an object at least so bad, packed for the type "members". */
static gint64
first_affected (const SimRun *run, guint32 cluster, ModelObjectCondition at_least, gint64 phrase)
{
  const ModelFleet *fleet = model_fleet (run);
  gint64 packed = phrase << 60;
  guint32 last = MODEL_NONE;
  guint n = 0;

  for (guint32 o = 0; o < fleet->n_objects && n < 4; o++) {
    guint32 vm = fleet->objects[o].vm;

    if (fleet->vms[vm].cluster != cluster || *model_object_condition (run, o) < at_least || vm == last)
      continue;
    packed |= n < 3 ? (gint64) (vm + 1) << (1 + 19 * n) : 1;
    last = vm;
    n++;
  }
  return packed;
}

static void
find (SimRun *run, const SimEvent *event, ModelFinding kind, guint32 worse, gboolean is_so,
      ModelObjectCondition at_least, gint64 phrase)
{
  const ModelFleet *fleet = model_fleet (run);
  SimId subject = model_cluster_thing (run->model, ME);
  guint32 all = 0;

  if (!is_so) {
    sim_find_end (run, kind, subject, 0);
    return;
  }
  if (sim_find_is_open (run, kind, subject, 0))
    return;
  for (guint32 o = 0; o < fleet->n_objects; o++)
    all += fleet->vms[fleet->objects[o].vm].cluster == ME;
  gint64 evidence[SIM_EVIDENCE_MAX] = { all - worse, all, first_affected (run, ME, at_least, phrase) };
  sim_find (run, kind, model_findings[kind].severity, subject, 0, evidence);
}

/* What was found goes on for as long as it is so, however many objects it is true of meanwhile. */
ACTION (record, "count objects", "{a:condition}", SENDS (MODEL_CAPACITY_NOTICES))
{
  const ModelVsanState *state = model_vsan_state (run, ME);
  guint32 lost = state->lost, critical = lost + state->critical, reduced = critical + state->reduced;

  find (run, event, MODEL_FIND_DATA_UNAVAILABLE, lost, lost > 0, MODEL_IS_LOST, 3);
  find (run, event, MODEL_FIND_QUORUM_AT_RISK, critical, state->critical > 0, MODEL_IS_CRITICAL, 1);
  find (run, event, MODEL_FIND_REDUNDANCY_REDUCED, reduced, state->reduced > 0, MODEL_IS_REDUCED, 2);
  sim_tell (run, condition (state), 0);
  if (run->entry.state_from == VSAN_AT_LOST)
    model_notify_capacity (run, ME);
  else
    model_notify_room (run, ME); /* what a part of a cut network could not reach, it may reach now */
}

GUARD (there_are_ghosts, "VMs run where none of their objects is accessible, and another part has them")
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[ME];

  if (model_vsan_is_split (run, ME))
    for (MODEL_EACH_VM (vm, cluster))
      if (model_vsan_is_ghost (run, vm))
        return TRUE;
  return FALSE;
}

ACTION (terminate, "terminate VMs where they have lost their objects", "{a:vms}", SENDS (TO (VM, DIE)))
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[ME];
  guint n = 0;

  for (MODEL_EACH_VM (vm, cluster))
    if (model_vsan_is_ghost (run, vm)) {
      TELL (VM, vm, VM_ON_DIE, 0);
      n++;
    }
  sim_tell (run, n, 0);
}

/* clang-format off */
const SimRow model_VSAN_rows[] = {
  STAY (ANY, VSAN_ON_TERMINATE, there_are_ghosts,         terminate,      "another part of the network has them",    "HA-44 VS-23"),
  IGNORE (ANY, VSAN_ON_TERMINATE, "every VM that runs has objects where it runs, or nobody has them"),
  STAY (ANY, VSAN_ON_CHANGED, nothing_is_wrong_as_before, NOTHING,        "every object complies still",             "model"),
  STAY (ANY, VSAN_ON_CHANGED, is_as_lost_as_before,       record,         "objects are not accessible still",        "VS-01"),
  ROW  (ANY, VSAN_ON_CHANGED, is_lost,                    GO (LOST),      record, "{from} was one host too many",      "VS-01"),
  STAY (ANY, VSAN_ON_CHANGED, is_as_critical_as_before,   record,         "objects survive no further loss still",   "VS-13"),
  ROW  (ANY, VSAN_ON_CHANGED, is_critical,                GO (CRITICAL),  record, "objects survive no further loss",   "VS-13"),
  ROW  (ANY, VSAN_ON_CHANGED, is_reduced,                 GO (REDUCED),   record, "objects have fewer copies than they should", "VS-13 DR-30"),
  ROW  (ANY, VSAN_ON_CHANGED, ALWAYS,                     GO (WHOLE),     record, "every object complies again",       "VS-11"),
};
/* clang-format on */
const guint model_VSAN_n_rows = G_N_ELEMENTS (model_VSAN_rows);
