/* What a step's verb does first, when the step's turn has come: most tell the machine that works for it. */

#ifndef MODEL_BEGIN_H
#define MODEL_BEGIN_H

#include "models/ha/switch.h"
#include "models/state.h"

#define MODEL_BEGINNINGS                                                                                     \
  TO (VCENTER, UPGRADE), TO (REMEDIATION, BEGIN), TO (AOS, BEGIN), TO (AHV_ROLL, BEGIN),                     \
      TO (OPERATION, BEGIN), TO (NODE, ENTER), TO (NODE, EXIT), TO (HOST, ENTER), TO (HOST, EXIT),           \
      TO (HOST, ADD), TO (HOST, DISCONNECT), TO (HOST, RECONNECT), TO (VM, POWER_ON), TO (VM, MOVE_BY_HAND), \
      TO (VM, RESERVE), TO (MIGRATION, RELOCATE), TO (DRS, SWITCH), TO (DRS, APPROVE), TO (DRS, SET_RULE),   \
      TO (VCLS, RETREAT), TO (VCLS, RESET), TO (VCHA, SET), TO (AGENT, RECONFIGURE), MODEL_SWITCHES_HA,      \
      TO (POLICY, SET), TO (COMPLIANCE, COMMIT), TO (STEP, FINISHED), TO (STEP, BROKEN), TO (STEP, GROW),    \
      TO (WITNESS, UPGRADE), TO (FORMAT, CONVERT), TO (RELAYOUT, LAY_OUT), TO (PRODUCT, UPGRADE),            \
      TO (SWITCH, UPGRADE), TO (ROUND, BEGIN), TO (SITE, ENTER), TO (SITE, LEAVE), TO (VOTES, TAKE_OVER),    \
      TO (GOVERNOR, COMMIT), TO (LICENCE, RELICENSE)

/* To the step that the event is for. */
void model_begin_step (SimRun *run, const SimEvent *event);

#endif
