/* The HA agent machine in parts: its table stands whole in agent.c, and what its rows name in a file a subject. This header
 * says which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_AGENT_PARTS_H
#define MODEL_AGENT_PARTS_H

#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define AGENT_GUARDS(X)                                                                             \
  /* agent-configure.c */                                                                           \
  X (vcenter_serves) X (its_host_has_no_power) X (it_cannot_be_configured)                          \
  X (vcenter_did_not_reach_it) X (vcenter_does_not_reach_it) X (it_should_be_gone)                  \
  X (it_missed_the_sync)                                                                            \
  /* agent-election.c */                                                                            \
  X (a_master_leads) X (nobody_is_heard) X (somebody_is_heard) X (a_better_master_is_heard)         \
  X (nobody_holds_the_lists) X (another_part_has_the_objects) X (they_are_left_behind)              \
  X (its_key_is_best)                                                                               \
  /* agent-isolation.c */                                                                           \
  X (pings_are_answered)

#define AGENT_ACTIONS(X)                                                                            \
  /* agent-configure.c */                                                                           \
  X (refuse) X (wait_with_step) X (configure) X (fail) X (reconfigure) X (reconfigure_for_step)     \
  X (wait_for_sync) X (be_disabled) X (be_taken_at_last)                                            \
  /* agent-election.c */                                                                            \
  X (follow) X (hold_election) X (join_election) X (lose_the_master) X (be_heard_again)             \
  X (be_heard) X (lead) X (lead_on) X (take_free_lists) X (give_up_lists) X (look_around) X (yield) \
  /* agent-isolation.c */                                                                           \
  X (ping) X (lose_the_others) X (declare_isolation) X (release) X (return_from_isolation)          \
  /* agent-end.c */                                                                                 \
  X (die) X (stop) X (leave)
/* clang-format on */

#define AGENT_GUARD(NAME)  extern const SimGuard AGENT_##NAME;
#define AGENT_ACTION(NAME) extern const SimAction AGENT_##NAME;
AGENT_GUARDS (AGENT_GUARD)
AGENT_ACTIONS (AGENT_ACTION)

#define AGENT_ALWAYS  ALWAYS
#define AGENT_NOTHING NOTHING

#define WAS_MASTER (run->entry.state_from == AGENT_AT_MASTER)

static inline guint32
model_agent_cluster (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->hosts[ME].cluster;
}

#define EACH_HOST(HOST) MODEL_EACH_HOST (HOST, &model_fleet (run)->clusters[model_agent_cluster (run, event)])

/* An agent waits for one thing at a time. */
static inline void
model_agent_set_timer (SimRun *run, const SimEvent *event, SimTime delay, guint signal)
{
  SimTicket *timer = &model_host_timers (run, ME)->agent;

  sim_cancel (run, timer);
  *timer = TELL_IN (delay, AGENT, ME, signal, 0);
}

static inline void
model_agent_stop_timer (SimRun *run, const SimEvent *event)
{
  sim_cancel (run, &model_host_timers (run, ME)->agent);
}

/* Somebody may wait for the configuration to end, one way or the other. */
void model_agent_answer (SimRun *run, const SimEvent *event, guint signal);
void model_agent_disappoint (SimRun *run, const SimEvent *event); /* it is gone before that, and that is found */

/* Heard again by whoever judges: the owner of the lists, or nobody yet. */
#define REPORTS TO (DETECTOR, HEARD)
void model_agent_report (SimRun *run, const SimEvent *event);

/* Falls silent: a master that hears nobody else looks whether it is the one that is cut off. */
#define FALLS_SILENT TO (AGENT, UNHEARD)
void model_agent_fall_silent (SimRun *run, const SimEvent *event);

/* Speaks in an election: whoever hears that is not isolated (HA-21). */
#define SPEAKS TO (AGENT, HEARD)
void model_agent_speak (SimRun *run, const SimEvent *event);

#endif
