/* An HA agent hears nobody: it pings, declares its host isolated, and comes back. */

#include "models/compute/hosts.h"
#include "models/ha/agent-parts.h"
#include "models/ha/lists.h"
#include "models/ha/reach.h"
#include "models/plan/versions.h"
#include "models/words.h"

/* HA-20: an address on another network than the agents' own says nothing of that one. */
GUARD_OF (AGENT, pings_are_answered, "a ping is answered")
{
  switch (model_fleet (run)->clusters[model_agent_cluster (run, event)].isolation_addresses) {
  case MODEL_ADDRESSES_SAME_NETWORK:
    return model_on_ha_network (run, ME);
  case MODEL_ADDRESSES_OTHER_NETWORK:
    return TRUE;
  case MODEL_ADDRESSES_NONE:
  default:
    return FALSE;
  }
}

ACTION_OF (AGENT, ping, "ping the isolation addresses", NULL, SENDS (TO (AGENT, PINGED)))
{
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

/* Dead, cut off or in maintenance: who is not heard is not heard. An agent that is being replaced is silent for a moment only. */
void
model_agent_fall_silent (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host)) {
    gboolean alone = host != ME && STATE (AGENT, host) == AGENT_AT_MASTER;

    for (EACH_HOST (other))
      alone = alone && !model_peer_heard (run, host, other);
    if (alone)
      TELL (AGENT, host, AGENT_ON_UNHEARD, 0);
  }
}

void
model_agent_speak (SimRun *run, const SimEvent *event)
{
  for (EACH_HOST (host)) {
    guint state = STATE (AGENT, host);

    if (host != ME
        && (state == AGENT_AT_ISOLATED || state == AGENT_AT_SELF_ELECTED || state == AGENT_AT_ALONE)
        && model_hosts_hear (run, ME, host))
      TELL (AGENT, host, AGENT_ON_HEARD, 0);
  }
}

/* It keeps its lists locked until it knows that it is isolated (HA-06). */
ACTION_OF (AGENT, lose_the_others, "ping the isolation addresses at once", NULL,
           SENDS (MODEL_DESERTS, TO (AGENT, PINGED), TO (DETECTOR, GONE_SILENT), FALLS_SILENT))
{
  model_agent_fall_silent (run, event);
  model_desert (run, ME, model_number (run, MODEL_FDM_TIMEOUT));
  TELL (DETECTOR, ME, DETECTOR_ON_GONE_SILENT, 0);
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_PING), AGENT_ON_PINGED);
}

/* HA-17 to HA-19: before 5.1 the response comes at once, from then on after a delay of at least 30 s. */
static SimTime
response_delay (const SimRun *run, const SimEvent *event)
{
  if (model_version_is_before (model_host_state (run, ME)->version, 5, 1))
    return 0;
  return MAX (30 * SIM_SECOND, model_number (run, MODEL_FDM_ISOLATION_DELAY));
}

ACTION_OF (AGENT, declare_isolation, "write it on the datastore, prepare the response", "response in {a:ms}",
           SENDS (TO (ISOLATION, DECLARE), TO (DETECTOR, FLAGGED), TO (AGENT, RELEASE),
                  TO (ADMISSION, REVIEW)))
{
  sim_tell (run, response_delay (run, event), 0);
  TELL (DETECTOR, ME, DETECTOR_ON_FLAGGED, 0);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (ISOLATION, vm, ISOLATION_ON_DECLARE, response_delay (run, event));
  TELL (ADMISSION, model_agent_cluster (run, event), ADMISSION_ON_REVIEW, 0);
  TELL (AGENT, ME, AGENT_ON_RELEASE,
        0); /* after a response without delay, which found the lists still its own */
}

ACTION_OF (AGENT, release, "unlock them", NULL, SENDS (MODEL_RELEASES_LISTS))
{
  model_release_lists (run, ME, 0);
}

ACTION_OF (AGENT, return_from_isolation, "clear the mark, take part in an election", NULL,
           SENDS (TO (ISOLATION, OVER), REPORTS, TO (AGENT, BALLOT), TO (ADMISSION, REVIEW),
                  MODEL_RELEASES_LISTS, SPEAKS))
{
  model_agent_speak (run, event);
  for (MODEL_EACH_VM_ON (vm, run, ME))
    TELL (ISOLATION, vm, ISOLATION_ON_OVER, 0);
  model_release_lists (run, ME, 0);
  model_agent_report (run, event);
  TELL (ADMISSION, model_agent_cluster (run, event), ADMISSION_ON_REVIEW, 0);
  model_agent_set_timer (run, event, model_number (run, MODEL_FDM_ELECTION), AGENT_ON_BALLOT);
}
