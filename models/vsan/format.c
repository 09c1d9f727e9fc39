/* The vsan-disk-format machine: raising the on-disk format of a cluster, the last step of an upgrade and the one without a
 * way back. From format 3 on it changes metadata only. Below it each host's devices are emptied, formatted and taken back, one
 * host after another: hours, and a fault domain more than any policy needs, or reduced redundancy for as long.
 *
 * The surprising rule: it does not begin as a whole and end as a whole. What stops it half-way leaves hosts of two formats, which
 * is no state to stay in; the step, given again, goes on where it stopped. A host counts as one disk group here.
 *
 * Facts: VS-20 VS-21 DR-29. */

#include "models/compute/hosts.h"
#include "models/rehearsal.h"
#include "models/vsan/moves.h"
#include "models/words.h"

#define AT(STATE)  (1u << FORMAT_AT_##STATE)
#define ON(SIGNAL) FORMAT_ON_##SIGNAL
#define GO(STATE)  FORMAT_AT_##STATE
#define ANY        ((1u << FORMAT_N_STATES) - 1)

#define METADATA_ONLY_FROM 3 /* VS-21 */

static const ModelCluster *
cluster_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->clusters[ME];
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, cluster_of (run, event))

/* The host under way. */
static guint32
host_now (const SimRun *run, const SimEvent *event)
{
  return model_vsan_state (run, ME)->converting - 1;
}

/* The first host from `from` on that has not got the format; MODEL_NONE. */
static guint32
next_host (const SimRun *run, const SimEvent *event, guint32 format, guint32 except)
{
  for (EACH_HOST (host))
    if (host != except && model_vsan_host (run, host)->format < format)
      return host;
  return MODEL_NONE;
}

static gboolean
is_emptied_for_it (const SimRun *run, guint32 host)
{
  guint32 format = host == MODEL_NONE ? 0 : model_vsan_host (run, host)->format;

  return format && format < METADATA_ONLY_FROM;
}

/* ---- Questions ---- */

GUARD (hosts_differ, "its hosts are not all on one version")
{
  ModelVersion first = model_host_state (run, cluster_of (run, event)->first_host)->version;

  for (EACH_HOST (host))
    if (model_host_state (run, host)->version != first)
      return TRUE;
  return FALSE;
}

GUARD (a_host_is_missing, "a host is in maintenance, or away, or its devices have failed")
{
  return model_vsan_misses_a_host (run, ME);
}

/* Emptying one host after another needs a fault domain more than any policy does, unless less is allowed. */
GUARD (a_host_cannot_be_emptied, "a host's data has nowhere to go meanwhile, and nothing may be lost by it")
{
  for (EACH_HOST (host))
    if (is_emptied_for_it (run, host)
        && !model_vsan_can_be_cleared (run, host, model_fleet (run)->steps[event->arg].reduced_redundancy))
      return TRUE;
  return FALSE;
}

GUARD (all_have_it, "all of its hosts have it")
{
  return next_host (run, event, model_fleet (run)->steps[event->arg].format, MODEL_NONE) == MODEL_NONE;
}

GUARD (begins_by_emptying, "devices below format 3 are emptied")
{
  return is_emptied_for_it (run,
                            next_host (run, event, model_fleet (run)->steps[event->arg].format, MODEL_NONE));
}

GUARD (that_was_the_last, "every other host has it")
{
  return next_host (run, event, model_vsan_state (run, ME)->next_format, host_now (run, event)) == MODEL_NONE
         && STATE (COMPONENTS, host_now (run, event)) == COMPONENTS_AT_ACTIVE;
}

GUARD (there_is_resync, "resync is under way, or has to be")
{
  return model_vsan_resyncs (run, ME) || STATE (COMPONENTS, host_now (run, event)) != COMPONENTS_AT_ACTIVE;
}

GUARD (none_is_left, "every host has it, and no resync is under way")
{
  return !there_is_resync_test (run, event)
         && next_host (run, event, model_vsan_state (run, ME)->next_format, MODEL_NONE) == MODEL_NONE;
}

GUARD (next_is_emptied, "devices of the next host are below format 3")
{
  return is_emptied_for_it (
      run, next_host (run, event, model_vsan_state (run, ME)->next_format, host_now (run, event)));
}

/* ---- What is done ---- */

REFUSES (refuse_versions, "refuse", HOSTS_DIFFER)
REFUSES (refuse_missing, "refuse", VSAN_HOST)
REFUSES (refuse_full, "refuse", VSAN_ROOM)
REFUSES (refuse_busy, "refuse", BUSY)

ACTION (be_done, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, (guint32) event->arg, STEP_ON_FINISHED, 0);
}

static guint32
count_done (const SimRun *run, const SimEvent *event)
{
  guint32 n = 0;

  for (EACH_HOST (host))
    n += model_vsan_host (run, host)->format >= model_vsan_state (run, ME)->next_format;
  return n;
}

static void
take_next (SimRun *run, const SimEvent *event)
{
  ModelVsanState *state = model_vsan_state (run, ME);
  guint32 host = next_host (run, event, state->next_format, MODEL_NONE);

  state->converting = host + 1;
  sim_tell (run, ACTOR (HOST, host), count_done (run, event));
  if (is_emptied_for_it (run, host))
    TELL (DECOMMISSION, host, DECOMMISSION_ON_CLEAR, 0);
  else
    TELL_IN (model_number (run, MODEL_VSAN_FORMAT), FORMAT, ME, FORMAT_ON_CONVERTED, 0);
}

static void
begin_step (SimRun *run, const SimEvent *event)
{
  ModelVsanState *state = model_vsan_state (run, ME);

  state->step = (guint32) event->arg + 1;
  state->next_format = model_fleet (run)->steps[event->arg].format;
}

/* Puts the host under way back to use, with the new format or the old one. */
static void
let_it_serve (SimRun *run, const SimEvent *event)
{
  guint32 host = host_now (run, event);

  TELL (DECOMMISSION, host, DECOMMISSION_ON_FORMATTED, 0);
  if (model_vsan_host (run, host)->n && STATE (COMPONENTS, host) == COMPONENTS_AT_DEGRADED
      && !model_vsan_host (run, host)->failed)
    TELL (COMPONENTS, host, COMPONENTS_ON_REPLACED, 0);
}

static void
note_format (SimRun *run, const SimEvent *event)
{
  ModelVsanState *state = model_vsan_state (run, ME);

  model_vsan_host (run, host_now (run, event))->format = state->next_format;
  let_it_serve (run, event);
}

#define TAKES_NEXT TO (DECOMMISSION, CLEAR), TO (FORMAT, CONVERTED)
#define PUTS_BACK  TO (DECOMMISSION, FORMATTED), TO (COMPONENTS, REPLACED)

ACTION (begin, "take host after host", "{a:name}", SENDS (TAKES_NEXT))
{
  begin_step (run, event);
  take_next (run, event);
}

ACTION (empty_first, "empty the first host", "{a:name}", SENDS (TAKES_NEXT))
{
  begin_step (run, event);
  take_next (run, event);
}

ACTION (format_it, "format its devices", "{a:name}", SENDS (TO (COMPONENTS, WIPED), TO (FORMAT, CONVERTED)))
{
  guint32 host = host_now (run, event);

  if (model_vsan_host (run, host)->n)
    TELL (COMPONENTS, host, COMPONENTS_ON_WIPED, 0);
  sim_tell (run, ACTOR (HOST, host), 0);
  TELL_IN (model_number (run, MODEL_VSAN_FORMAT), FORMAT, ME, FORMAT_ON_CONVERTED, 0);
}

ACTION (go_on, "take the next host", "{a:name}, {b:count} done", SENDS (TAKES_NEXT, PUTS_BACK))
{
  note_format (run, event);
  take_next (run, event);
}

ACTION (wait, "wait for it", "{b:count} done", SENDS (PUTS_BACK))
{
  note_format (run, event);
  sim_tell (run, 0, count_done (run, event));
}

ACTION (take_on, "take the next host", "{a:name}, {b:count} done", SENDS (TAKES_NEXT))
{
  take_next (run, event);
}

static void
end_step (SimRun *run, const SimEvent *event)
{
  ModelVsanState *state = model_vsan_state (run, ME);
  gint64 evidence[SIM_EVIDENCE_MAX] = { state->next_format };
  SimId subject = model_cluster_thing (run->model, ME);

  if (count_done (run, event))
    sim_find (run, MODEL_FIND_NO_WAY_BACK, SIM_NOTE, subject, 0, evidence);
  state->format = state->next_format;
  for (EACH_HOST (host))
    state->format = MIN (state->format, model_vsan_host (run, host)->format);
  state->step = state->next_format = state->converting = 0;
}

static void
settle_step (SimRun *run, const SimEvent *event)
{
  guint32 step = model_vsan_state (run, ME)->step - 1;

  end_step (run, event);
  sim_find_end (run, MODEL_FIND_CONVERSION_STOPPED, model_cluster_thing (run->model, ME), 0);
  TELL (STEP, step, STEP_ON_FINISHED, 0);
}

ACTION (settle, "let it be known that there is no way back", NULL, SENDS (TO (STEP, FINISHED), PUTS_BACK))
{
  note_format (run, event);
  settle_step (run, event);
}

ACTION (settle_later, "let it be known that there is no way back", NULL, SENDS (TO (STEP, FINISHED)))
{
  settle_step (run, event);
}

/* Two formats stay behind, unless it was the first host. */
static void
stop_half_way (SimRun *run, const SimEvent *event, ModelCheck why)
{
  ModelVsanState *state = model_vsan_state (run, ME);
  guint32 step = state->step - 1;
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { state->next_format, count_done (run, event), cluster_of (run, event)->n_hosts, why };

  sim_tell (run, count_done (run, event), cluster_of (run, event)->n_hosts);
  sim_find (run, MODEL_FIND_CONVERSION_STOPPED, SIM_RISK, model_cluster_thing (run->model, ME), 0, evidence);
  let_it_serve (run, event);
  end_step (run, event);
  TELL (STEP, step, STEP_ON_BROKEN, 0);
}

ACTION (stop_for_room, "stop half-way", "{a:count} of {b:hosts} done", SENDS (TO (STEP, BROKEN), PUTS_BACK))
{
  stop_half_way (run, event, MODEL_CHECK_VSAN_ROOM);
}

ACTION (stop_for_host, "stop half-way", "{a:count} of {b:hosts} done", SENDS (TO (STEP, BROKEN), PUTS_BACK))
{
  stop_half_way (run, event, MODEL_CHECK_VSAN_HOST);
}

ACTION (stop_after_it, "stop half-way", "{a:count} of {b:hosts} done", SENDS (TO (STEP, BROKEN), PUTS_BACK))
{
  guint32 host = host_now (run, event);

  if (model_host_is_up (run, host) && !model_vsan_host (run, host)->failed)
    model_vsan_host (run, host)->format = model_vsan_state (run, ME)->next_format;
  stop_half_way (run, event, MODEL_CHECK_VSAN_HOST);
}

/* clang-format off */
const SimRow model_FORMAT_rows[] = {
  STAY   (AT (SETTLED),    ON (CONVERT),   hosts_differ,             refuse_versions, "it goes after all hosts",                   "VS-20 VS-21"),
  STAY   (AT (SETTLED),    ON (CONVERT),   a_host_is_missing,        refuse_missing,  "every host has to be there",                "VS-21"),
  STAY   (AT (SETTLED),    ON (CONVERT),   all_have_it,              be_done,         "there is nothing to do",                    "VS-21"),
  STAY   (AT (SETTLED),    ON (CONVERT),   a_host_cannot_be_emptied, refuse_full,     "below format 3 each host is emptied",       "VS-21"),
  ROW    (AT (SETTLED),    ON (CONVERT),   begins_by_emptying, GO (EMPTYING), empty_first, "below format 3 each host is emptied",     "VS-21"),
  ROW    (AT (SETTLED),    ON (CONVERT),   ALWAYS, GO (CONVERTING),  begin,           "from format 3 on it is metadata only",      "VS-21"),
  STAY   (ANY & ~AT (SETTLED), ON (CONVERT), ALWAYS,                 refuse_busy,     "it is being raised already",                "model"),

  ROW    (AT (EMPTYING),   ON (EMPTIED),   ALWAYS, GO (CONVERTING),  format_it,       "its devices are empty, or hold what others have, too", "VS-21"),
  ROW    (AT (EMPTYING),   ON (NO_ROOM),   ALWAYS, GO (SETTLED),     stop_for_room,   "the host cannot be emptied any more",       "VS-21"),
  ROW    (AT (EMPTYING),   ON (AGAIN),     a_host_is_missing, GO (SETTLED), stop_for_host, "a host is in maintenance, or away",     "VS-21"),
  IGNORE (AT (EMPTYING),   ON (AGAIN),     "every host is there"),
  IGNORE (ANY & ~AT (EMPTYING), ON (EMPTIED), "that was given up"),
  IGNORE (ANY & ~AT (EMPTYING), ON (NO_ROOM), "its devices are formatted already, or nobody wants it any more"),

  ROW    (AT (CONVERTING), ON (CONVERTED), a_host_is_missing,  GO (SETTLED),  stop_after_it, "a host is in maintenance, or away",     "VS-21"),
  ROW    (AT (CONVERTING), ON (CONVERTED), that_was_the_last,  GO (SETTLED),  settle,    "the last host has it",                      "VS-21 DR-29"),
  ROW    (AT (CONVERTING), ON (CONVERTED), there_is_resync,    GO (WAITING),  wait,      "what was not moved is brought back first",  "VS-21"),
  ROW    (AT (CONVERTING), ON (CONVERTED), next_is_emptied,    GO (EMPTYING), go_on,     "it has it, and the next one is emptied",    "VS-21"),
  STAY   (AT (CONVERTING), ON (CONVERTED), ALWAYS,                            go_on,     "it has it",                                 "VS-21"),
  IGNORE (AT (CONVERTING), ON (AGAIN),     "its devices are being formatted"),
  IGNORE (ANY & ~AT (CONVERTING), ON (CONVERTED), "that was given up"),

  ROW    (AT (WAITING),    ON (AGAIN),     a_host_is_missing,  GO (SETTLED),  stop_for_host, "a host is in maintenance, or away",     "VS-21"),
  ROW    (AT (WAITING),    ON (AGAIN),     none_is_left,       GO (SETTLED),  settle_later, "the last host has it, and all is whole", "VS-21 DR-29"),
  IGNORE (AT (SETTLED),    ON (AGAIN),     "nobody changes it"),
  STAY   (AT (WAITING),    ON (AGAIN),     there_is_resync,                   NOTHING,   "resync is not over",                        "VS-21"),
  ROW    (AT (WAITING),    ON (AGAIN),     next_is_emptied,    GO (EMPTYING), take_on,   "all is whole again",                        "VS-21"),
  ROW    (AT (WAITING),    ON (AGAIN),     ALWAYS,             GO (CONVERTING), take_on, "all is whole again",                        "VS-21"),
};
/* clang-format on */
const guint model_FORMAT_n_rows = G_N_ELEMENTS (model_FORMAT_rows);
