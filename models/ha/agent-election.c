/* HA agents elect a master among those that hear each other; it takes the lists, and the others follow it. */

#include "models/compute/hosts.h"
#include "models/ha/agent-parts.h"
#include "models/ha/configure.h"
#include "models/ha/lists.h"
#include "models/ha/reach.h"
#include "models/rehearsal.h"
#include "models/vsan/parts.h"
#include "models/words.h"

GUARD_OF (AGENT, a_master_leads, "it hears a master")
{
  return model_master_heard (run, ME) != MODEL_NONE;
}

GUARD_OF (AGENT, nobody_is_heard, "nobody is heard")
{
  for (EACH_HOST (host))
    if (model_peer_heard (run, ME, host))
      return FALSE;
  return TRUE;
}

GUARD_OF (AGENT, somebody_is_heard, "somebody is heard")
{
  return !nobody_is_heard_test (run, event);
}

GUARD_OF (AGENT, a_better_master_is_heard, "it hears another master, whose key is better")
{
  guint32 other = model_master_heard (run, ME);

  return other != MODEL_NONE && model_agent_beats (model_fleet (run), other, ME);
}

GUARD_OF (AGENT, nobody_holds_the_lists, "nobody holds the lists")
{
  return model_list_owner (run, model_agent_cluster (run, event)) == MODEL_NONE
         && model_vsan_may_hold_lists (run, ME);
}

/* On vSAN the lists are where the objects are (HA-06), and no lock on a datastore keeps them for who has lost those. */
GUARD_OF (AGENT, another_part_has_the_objects,
          "it holds the lists, and another part of the vSAN network owns most objects")
{
  return model_owns_lists (run, ME) && !model_vsan_may_hold_lists (run, ME);
}

GUARD_OF (AGENT, they_are_left_behind,
          "nobody holds the lists, and on vSAN no lock on them outlives its holder")
{
  return nobody_holds_the_lists_test (run, event)
         && model_vsan_is_all (model_fleet (run), model_agent_cluster (run, event));
}

GUARD_OF (AGENT, its_key_is_best, "its key is the best among those heard")
{
  for (EACH_HOST (host))
    if (model_peer_heard (run, ME, host) && model_agent_beats (model_fleet (run), host, ME))
      return FALSE;
  return TRUE;
}

void
model_agent_report (SimRun *run, const SimEvent *event)
{
  if (model_owner_reaches (run, ME))
    TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
}

ACTION_OF (AGENT, follow, "connect to the master", NULL,
           SENDS (TO (HOST, HA_READY), REPORTS, TO (AGENT, MASTER_SILENT), TO (STEP, FINISHED)))
{
  model_ha_succeed (run, ME);
  model_agent_answer (run, event, STEP_ON_FINISHED);
  model_agent_stop_timer (run, event);
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  model_agent_report (run, event);
  if (!a_master_leads_test (run, event))
    TELL_IN (model_number (run, MODEL_FDM_TIMEOUT), AGENT, ME, AGENT_ON_MASTER_SILENT, 0);
}

ACTION_OF (AGENT, hold_election, "take part in an election", NULL, SENDS (TO (AGENT, BALLOT), SPEAKS))
{
  model_agent_speak (run, event);
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION_OF (AGENT, join_election, "take part in an election", NULL,
           SENDS (TO (AGENT, BALLOT), TO (HOST, HA_READY), REPORTS, TO (STEP, FINISHED), SPEAKS))
{
  model_agent_speak (run, event);
  model_ha_succeed (run, ME);
  model_agent_answer (run, event, STEP_ON_FINISHED);
  TELL (HOST, ME, HOST_ON_HA_READY, 0);
  model_agent_report (run, event);
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}

ACTION_OF (AGENT, lose_the_master, "wait for its heartbeat", NULL,
           SENDS (TO (AGENT, MASTER_SILENT), TO (DETECTOR, GONE_SILENT), FALLS_SILENT))
{
  model_agent_fall_silent (run, event);
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_TIMEOUT), AGENT_ON_MASTER_SILENT);
}

ACTION_OF (AGENT, be_heard_again, "send heartbeats again", NULL, SENDS (REPORTS))
{
  model_agent_stop_timer (run, event);
  model_agent_report (run, event);
}

ACTION_OF (AGENT, be_heard, "go on with the election", NULL, SENDS (REPORTS))
{
  model_agent_report (run, event);
}

/* In a part of its own a master finds the lists locked, and leads only in name. */
ACTION_OF (AGENT, lead, "lock the protected lists, read who was protected", NULL,
           SENDS (MODEL_TAKES_LISTS, MODEL_RELEASES_LISTS))
{
  guint32 owner = model_list_owner (run, model_agent_cluster (run, event));
  gint64 evidence[SIM_EVIDENCE_MAX] = { ACTOR (HOST, ME) };

  model_agent_stop_timer (run, event);
  if ((owner == MODEL_NONE || owner == ME) && model_vsan_may_hold_lists (run, ME)) {
    model_take_lists (run, ME);
    return;
  }
  if (owner == ME)
    model_release_lists (run, ME, 0);
  if (owner == MODEL_NONE || owner == ME)
    return; /* the part that owns the objects has no master yet */
  evidence[1] = ACTOR (HOST, owner);
  sim_find (run, MODEL_FIND_NETWORK_PARTITIONED, SIM_RISK,
            model_cluster_thing (run->model, model_agent_cluster (run, event)), ACTOR (HOST, ME), evidence);
}

/* Another part may have a master of its own, which has not heard this one while it was in doubt. */
ACTION_OF (AGENT, lead_on, "hold the protected lists still", NULL,
           SENDS (MODEL_TAKES_LISTS, MODEL_RELEASES_LISTS, TO (AGENT, REGROUP)))
{
  lead_run (run, event);
  for (EACH_HOST (host))
    if (host != ME && STATE (AGENT, host) == AGENT_AT_MASTER && model_hosts_hear (run, ME, host))
      TELL (AGENT, host, AGENT_ON_REGROUP, 0);
}

ACTION_OF (AGENT, take_free_lists, "lock the protected lists, read who was protected", NULL,
           SENDS (MODEL_TAKES_LISTS))
{
  model_take_lists (run, ME);
}

/* Who of the others it hears now is for them to say; those that it does not hear say nothing. */
ACTION_OF (AGENT, give_up_lists, "lead in name only", NULL, SENDS (MODEL_RELEASES_LISTS))
{
  model_release_lists (run, ME, 0);
}

ACTION_OF (AGENT, look_around, "lead those that it hears", NULL, SENDS (REPORTS, TO (DETECTOR, GONE_SILENT)))
{
  if (model_owner_reaches (run, ME))
    TELL (DETECTOR, ME, DETECTOR_ON_HEARD, 0);
  else
    TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
}

ACTION_OF (AGENT, yield, "release the lists, follow the other", NULL, SENDS (MODEL_RELEASES_LISTS, REPORTS))
{
  sim_find_end (run, MODEL_FIND_NETWORK_PARTITIONED,
                model_cluster_thing (run->model, model_agent_cluster (run, event)), ACTOR (HOST, ME));
  model_release_lists (run, ME, 0);
  model_agent_stop_timer (run, event);
  model_agent_report (run, event);
}
