/* The vsan-disk-format machine: raising the on-disk format of a cluster, the last step of an upgrade and the one without a
 * way back. From format 3 on it changes metadata only; before, each host's devices are emptied, formatted and filled again.
 *
 * Facts: VS-20 VS-21 DR-29. */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/objects.h"
#include "models/vsan/resync.h"
#include "models/words.h"

#define AT(STATE)  (1u << FORMAT_AT_##STATE)
#define ON(SIGNAL) FORMAT_ON_##SIGNAL
#define GO(STATE)  FORMAT_AT_##STATE

#define METADATA_ONLY_FROM 3 /* VS-21 */

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* ---- Questions ---- */

GUARD (hosts_differ, "its hosts are not all on one version")
{
  ModelVersion first = model_host_state (run, cluster_of (run, event)->first_host)->version;

  for (EACH_HOST (host))
    if (model_host_state (run, host)->version != first)
      return TRUE;
  return FALSE;
}

GUARD (a_host_is_missing, "a host is in maintenance, or away")
{
  for (EACH_HOST (host))
    if (!model_host_is_up (run, host) || model_host_in_maintenance (run, host))
      return TRUE;
  return FALSE;
}

/* Emptying one host after another needs a fault domain more than any policy does, unless less is allowed. */
GUARD (a_host_cannot_be_emptied,
       "a host's data has nowhere to go meanwhile, and reduced redundancy is not allowed")
{
  guint32 format = model_vsan_state (run, ME)->format;

  if (format == 0 || format >= METADATA_ONLY_FROM || model_fleet (run)->steps[event->arg].reduced_redundancy)
    return FALSE;
  for (EACH_HOST (host))
    for (MODEL_EACH_COMPONENT_ON (c, run, host))
      if (model_vsan_target (run, c) == MODEL_NONE)
        return TRUE;
  return FALSE;
}

/* ---- What is done ---- */

ACTION (refuse_versions, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_HOSTS_DIFFER);
}

ACTION (refuse_missing, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_MAINTENANCE);
}

ACTION (refuse_full, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_VSAN_ROOM);
}

ACTION (refuse_busy, "refuse", "{a:check}", SENDS (TO (STEP, BROKEN)))
{
  model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_BUSY);
}

/* A host below format 3 is emptied and filled again: its data crosses the network twice. */
ACTION (convert, "take host after host", NULL, SENDS (TO (FORMAT, CONVERTED)))
{
  ModelVsanState *state = model_vsan_state (run, ME);
  gint64 rate = MAX (1, cluster_of (run, event)->vsan.resync_bps / 8);
  gboolean empties = state->format && state->format < METADATA_ONLY_FROM;
  SimTime needs = 0;

  for (EACH_HOST (host))
    needs += model_number (run, MODEL_VSAN_FORMAT)
             + (empties ? 2
                              * MIN (SIM_HOUR << 20, sim_muldiv_up (model_vsan_host (run, host)->used_mib,
                                                                    SIM_SECOND << 20, rate))
                        : 0);
  state->step = (guint32) event->arg + 1;
  state->next_format = model_fleet (run)->steps[event->arg].format;
  TELL_IN (MIN (needs, 36525 * 24 * SIM_HOUR), FORMAT, ME, FORMAT_ON_CONVERTED, 0);
}

ACTION (settle, "let it be known that there is no way back", NULL, SENDS (TO (STEP, FINISHED)))
{
  ModelVsanState *state = model_vsan_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { state->next_format };
  guint32 step = state->step - 1;

  state->format = state->next_format;
  state->step = state->next_format = 0;
  sim_find (run, MODEL_FIND_NO_WAY_BACK, SIM_NOTE, model_cluster_thing (run->model, ME), 0, evidence);
  TELL (STEP, step, STEP_ON_FINISHED, 0);
}

/* clang-format off */
const SimRow model_FORMAT_rows[] = {
  STAY   (AT (SETTLED),    ON (CONVERT),   hosts_differ,             refuse_versions, "it goes after all hosts",                  "VS-20 VS-21"),
  STAY   (AT (SETTLED),    ON (CONVERT),   a_host_is_missing,        refuse_missing,  "every host has to be there",               "VS-21"),
  STAY   (AT (SETTLED),    ON (CONVERT),   a_host_cannot_be_emptied, refuse_full,     "below format 3 each host is emptied",      "VS-21"),
  ROW    (AT (SETTLED),    ON (CONVERT),   ALWAYS, GO (CONVERTING),  convert,         "the plan has come to it",                  "VS-21"),
  STAY   (AT (CONVERTING), ON (CONVERT),   ALWAYS,                   refuse_busy,     "it is being raised already",               "model"),
  ROW    (AT (CONVERTING), ON (CONVERTED), ALWAYS, GO (SETTLED),     settle,          "the last host has it",                     "VS-21 DR-29"),
  IGNORE (AT (SETTLED),    ON (CONVERTED), "nobody has begun it"),
};
/* clang-format on */
const guint model_FORMAT_n_rows = G_N_ELEMENTS (model_FORMAT_rows);
