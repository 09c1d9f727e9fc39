/* The I/O-path machine (handbook platforms 9.3): how a Nutanix host's guests reach their storage when CVMs come and go.
 *
 * Facts: N-21 N-22. */

#include "models/compute/hosts.h"
#include "models/words.h"

#define AT(STATE) (1u << IO_PATH_AT_##STATE)
#define ON(SIGNAL) IO_PATH_ON_##SIGNAL
#define GO(STATE) IO_PATH_AT_##STATE
#define ANY ((1u << IO_PATH_N_STATES) - 1)

/* The next host that has a serving CVM, going round from this one; MODEL_NONE. */
static guint32
healthy_remote (const SimRun *run, const SimEvent *event)
{
  const ModelCluster *cluster = &model_fleet (run)->clusters[model_fleet (run)->hosts[ME].cluster];

  for (guint32 i = 1; i < cluster->n_hosts; i++) {
    guint32 host = cluster->first_host + (ME - cluster->first_host + i) % cluster->n_hosts;

    if (model_cvm_serves (run, host))
      return host;
  }
  return MODEL_NONE;
}

GUARD (it_is_in_use, "it is the one in use")
{
  return model_cvm_state (run, ME)->remote == (guint32) event->arg + 1;
}

GUARD (a_remote_one_is_healthy, "a remote CVM is healthy")
{
  return healthy_remote (run, event) != MODEL_NONE;
}

GUARD (its_own_serves, "its own CVM serves")
{
  return model_cvm_serves (run, ME);
}

ACTION (stall, "guest I/O waits", "{a:vms}", SENDS (TO (IO_PATH, REDIRECT)))
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { model_host_state (run, ME)->n_vms };

  model_cvm_state (run, ME)->remote = 0;
  if (evidence[0])
    sim_find (run, MODEL_FIND_IO_STALL, SIM_NOTE, ACTOR (HOST, ME), 0, evidence);
  sim_tell (run, evidence[0], 0);
  sim_cancel (run, &model_host_timers (run, ME)->io);
  model_host_timers (run, ME)->io =
    TELL_IN (model_number (run, MODEL_IO_REDIRECT), IO_PATH, ME, IO_PATH_ON_REDIRECT, 0);
}

ACTION (redirect, "send it to another CVM", "by way of {a:name}", SENDS_NOTHING)
{
  guint32 host = healthy_remote (run, event);

  model_cvm_state (run, ME)->remote = host + 1;
  sim_find_end (run, MODEL_FIND_IO_STALL, ACTOR (HOST, ME), 0);
  sim_find_end (run, MODEL_FIND_DATA_UNAVAILABLE, ACTOR (HOST, ME), 0);
  sim_tell (run, ACTOR (HOST, host), 0);
}

/* No CVM anywhere: guest I/O fails when its time-out is over (N-21). */
ACTION (fail, "guest I/O fails", NULL, SENDS_NOTHING)
{
  gint64 evidence[SIM_EVIDENCE_MAX] = { 0, 1 };

  sim_find_end (run, MODEL_FIND_IO_STALL, ACTOR (HOST, ME), 0);
  sim_find (run, MODEL_FIND_DATA_UNAVAILABLE, SIM_OUTAGE, ACTOR (HOST, ME), 0, evidence);
}

ACTION (go_local, "go back to its own CVM", NULL, SENDS_NOTHING)
{
  model_cvm_state (run, ME)->remote = 0;
  sim_cancel (run, &model_host_timers (run, ME)->io);
  sim_find_end (run, MODEL_FIND_IO_STALL, ACTOR (HOST, ME), 0);
  sim_find_end (run, MODEL_FIND_DATA_UNAVAILABLE, ACTOR (HOST, ME), 0);
}

/* clang-format off */
const SimRow model_IO_PATH_rows[] = {
  ROW    (AT (LOCAL),   ON (CVM_SILENT), ALWAYS,                  GO (STALLED), stall,    "its CVM has gone silent",                    "N-21 N-22"),
  ROW    (AT (REMOTE),  ON (CVM_SILENT), it_is_in_use,            GO (STALLED), stall,    "the CVM it was sent to has gone silent too", "N-21"),
  IGNORE (ANY & ~AT (LOCAL), ON (CVM_SILENT), "it is not the one in use"),
  ROW    (AT (STALLED), ON (REDIRECT),   a_remote_one_is_healthy, GO (REMOTE),  redirect, "two answers were missed within 30 s",        "N-21 N-23"),
  ROW    (AT (STALLED), ON (REDIRECT),   ALWAYS,                  GO (FAILED),  fail,     "no CVM can serve it",                        "N-21"),
  IGNORE (ANY & ~AT (STALLED), ON (REDIRECT), "it waits no more"),
  ROW    (AT (STALLED) | AT (REMOTE) | AT (FAILED), ON (CVM_STEADY), ALWAYS, GO (LOCAL), go_local, "its own CVM has been steady for 30 s", "N-21"),
  IGNORE (AT (ABSENT) | AT (LOCAL), ON (CVM_STEADY), "it is local"),
  ROW    (AT (FAILED),  ON (CVM_UP),     its_own_serves,          GO (LOCAL),   go_local, "its own CVM serves again",                   "N-21"),
  ROW    (AT (FAILED),  ON (CVM_UP),     ALWAYS,                  GO (REMOTE),  redirect, "a CVM serves again",                         "N-21"),
  IGNORE (ANY & ~AT (FAILED), ON (CVM_UP), "it has a path"),
};
/* clang-format on */
const guint model_IO_PATH_n_rows = G_N_ELEMENTS (model_IO_PATH_rows);
