/* HA of a cluster switched off and on again, as somebody does for a maintenance window.
 *
 * Off, the agents are taken from all hosts and no VM is protected; admission control goes with it. On again, vCenter
 * configures every host anew, which may fail for what has been there all along (VC-11); the agents hold an election, the new
 * master takes the lists, and only then is anything protected again. That is a minute and a half after the switch, at best.
 *
 * The surprising rule: for work on the network nobody has to do that. With host monitoring off everything stays as it is, and
 * nothing is restarted; on again it is there at once, without an election (HA-47). */

#ifndef MODEL_HA_SWITCH_H
#define MODEL_HA_SWITCH_H

#include "models/state.h"

gboolean model_ha_is_on (const SimRun *run, guint32 cluster);

/* What a plan step does. vCenter has to be there: see model_vcenter_offers. */
#define MODEL_SWITCHES_HA                                                                                              \
  TO (AGENT, START), TO (AGENT, DISABLE), TO (RESTART, HA_OFF), TO (RESTART, HA_ON), MODEL_ADMISSION_NOTICES,              \
    TO (ADMISSION, SWITCH_OFF), TO (ADMISSION, SWITCH_ON)
void model_switch_ha (SimRun *run, guint32 cluster, guint32 step, gboolean on);
void model_switch_admission (SimRun *run, guint32 cluster, guint32 step, gboolean on);
void model_switch_monitoring (SimRun *run, guint32 cluster, guint32 step, gboolean on);

/* The step that switched HA on while its agents are still being configured: what is missing then is missing for that reason
 * only. 0 nobody. */
SimId model_ha_is_switched_on_by (const SimRun *run, guint32 cluster);

/* When the plan is over: what somebody has switched off and not on again. */
void model_find_ha_left_off (SimRun *run, guint32 cluster);

#endif
