#include "tests/viz-model.h"

#include <string.h>

/* clang-format off */

static const SimState host_states[] = {
  { "connected",   SIM_START,   "in the scheduling pool: DRS may use it" },
  { "entering",    SIM_PASSING, "being emptied, takes no new VMs" },
  { "maintenance", SIM_STEADY,  "empty" },
  { "rebooting",   SIM_PASSING, "down on purpose" },
  { "hung",        SIM_FAILED,  "did not come up, and somebody has to look" },
};

static const SimSignal host_signals[] = {
  { "enter",   SIM_RANK_DECIDE, "somebody wants it in maintenance; arg: 1 when a VM cannot leave" },
  { "empty",   SIM_RANK_FINISH, "its last VM has left" },
  { "blocked", SIM_RANK_DECIDE, "a VM cannot leave" },
  { "cancel",  SIM_RANK_DECIDE, "nobody wants it in maintenance any more" },
  { "reboot",  SIM_RANK_DECIDE, "install and reboot" },
  { "up",      SIM_RANK_FINISH, "it has booted" },
  { "hang",    SIM_RANK_FAULT,  "it does not boot" },
  { "crash",   SIM_RANK_FAULT,  "it loses power" },
  { "look",    SIM_RANK_TIMER,  "time to look" },
};

GUARD (may_enter, "no other host is in maintenance") { return TRUE; }
GUARD (can_empty, "every VM can move") { return event->arg == 0; }

ACTION (evacuate, "block new power-ons; ask DRS to empty it", NULL, SENDS (TO (DRS, EVACUATE)))
{
  sim_send (run, SIM_MINUTE, sim_model_actor (run->model, DRS, 0), EVACUATE, event->arg);
}
ACTION (complain, "say which VM and why", NULL, SENDS_NOTHING)
{
  sim_find (run, EVACUATION_BLOCKED, SIM_OUTAGE, event->to, 0, NULL);
}
ACTION (lose, "its VMs are left to HA", NULL, SENDS_NOTHING)
{
  sim_find (run, HOST_LOST, SIM_OUTAGE, event->to, 0, NULL);
}
ACTION (boot, "reboot it", NULL, SENDS (TO (HOST, UP), TO (HOST, HANG)))
{
  sim_send (run, 10 * SIM_MINUTE, event->to, UP, 0);
}
ACTION (answer_empty, "all have moved", NULL, SENDS (TO (HOST, EMPTY)))
{
  sim_send (run, SIM_MINUTE, event->from, EMPTY, 0);
}
ACTION (answer_blocked, "one cannot", NULL, SENDS (TO (HOST, BLOCKED)))
{
  sim_send (run, 0, event->from, BLOCKED, 0);
}

static const SimRow host_rows[] = {
  ROW  (IN (CONNECTED),                  ENTER,   may_enter, ENTERING,    evacuate, "the plan wants {self} empty", "EV-01"),
  ROW  (IN (ENTERING),                   EMPTY,   ALWAYS,    MAINTENANCE, NOTHING,  "its last VM left", "EV-01"),
  STAY (IN (ENTERING),                   BLOCKED, ALWAYS,                 complain, "a VM cannot leave", "AC-31"),
  ROW  (IN (ENTERING) | IN (MAINTENANCE), CANCEL, ALWAYS,    CONNECTED,   NOTHING,  "nobody wants it any more", "EV-01"),
  ROW  (IN (MAINTENANCE),                REBOOT,  ALWAYS,    REBOOTING,   boot,     "the image is installed", "LCM-11"),
  ROW  (IN (REBOOTING),                  UP,      ALWAYS,    CONNECTED,   NOTHING,  "it has booted", "HST-08"),
  ROW  (IN (REBOOTING),                  HANG,    ALWAYS,    HUNG,        NOTHING,  "it does not boot", "HST-08"),
  ROW  (IN (HUNG),                       REBOOT,  ALWAYS,    REBOOTING,   boot,     "somebody reset it", "HST-08"),
  ROW  (ANY,                             CRASH,   ALWAYS,    HUNG,        lose,     "it lost power", "model"),
  STAY (ANY & ~IN (HUNG),                LOOK,    ALWAYS,                 complain, "somebody looks", "model"),
  IGNORE (IN (HUNG),                     LOOK,    "nobody looks at a dead host"),
};

static const SimState drs_states[] = {
  { "ready", SIM_STEADY, "DRS is on" },
  { "busy",  SIM_PASSING, "never reached" },
};
static const SimSignal drs_signals[] = { { "evacuate", SIM_RANK_DECIDE, "empty a host" } };
static const SimRow drs_rows[] = {
  STAY (IN (READY) | IN (BUSY), EVACUATE, can_empty, answer_empty,   "there is room", "EV-01"),
  STAY (IN (READY) | IN (BUSY), EVACUATE, ALWAYS,    answer_blocked, "there is none", "EV-01"),
};

static const SimMachine host = {
  "host", "an ESXi host, from the scheduling pool through maintenance and back", host_states, N_HOST_STATES,
  IN (CONNECTED) | IN (MAINTENANCE), host_signals, G_N_ELEMENTS (host_signals), host_rows, G_N_ELEMENTS (host_rows), FALSE,
};
static const SimMachine drs = {
  "drs", "DRS, as far as it empties hosts", drs_states, 2, IN (READY), drs_signals, 1, drs_rows, 2, FALSE,
};

static const SimFindingKind kinds[] = {
  [EVACUATION_BLOCKED] = { "evacuation-blocked", SIM_OUTAGE, "", "", "", "", { { NULL, NULL } } },
  [HOST_LOST] = { "host-lost", SIM_OUTAGE, "", "", "", "", { { NULL, NULL } } },
};

/* clang-format on */

const char *
viz_name (const SimModel *model G_GNUC_UNUSED, SimId thing)
{
  static const char *const names[] = { "nobody", "esx01", "esx02", "esx03", "prod" };

  return names[thing];
}

SimModel viz_model;

int
viz_set_up (void)
{
  static const SimMachine *const machines[] = { &host, &drs };
  static const guint counts[] = { 3, 1 };

  viz_model = (SimModel){ .machines = machines,
                          .counts = counts,
                          .n_machines = N_MACHINES,
                          .n_things = 4,
                          .kinds = kinds,
                          .n_kinds = G_N_ELEMENTS (kinds),
                          .name = viz_name };
  sim_model_prepare (&viz_model);
  return 0;
}

int
viz_tear_down (void)
{
  sim_model_clear (&viz_model);
  return 0;
}

SimRun *
viz_rehearse (void)
{
  SimRun *run = sim_run_new (&viz_model, sim_world_new (&viz_model), TRUE);

  sim_run_inject (run, 0, 1, ENTER, 0);
  sim_run_inject (run, 0, 2, ENTER, 1);
  sim_run_inject (run, 5 * SIM_MINUTE, 1, REBOOT, 0);
  sim_run_inject (run, 6 * SIM_MINUTE, 3, CRASH, 0);
  while (sim_run_step (run))
    ;
  return run;
}

VizTaken *
viz_rehearsal (void)
{
  g_autoptr (SimRun) run = viz_rehearse ();
  VizTaken *taken = viz_taken_new (&viz_model);

  viz_taken_add (taken, run);
  return taken;
}

guint
viz_occurrences (const char *text, const char *word)
{
  guint n = 0;

  for (text = strstr (text, word); text; text = strstr (text + 1, word))
    n++;
  return n;
}
