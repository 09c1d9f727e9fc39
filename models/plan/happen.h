/* What a fault does, when it strikes and when it is over: it tells the machines what happens to them, and knows nothing of what
 * they make of it. */

#ifndef MODEL_HAPPEN_H
#define MODEL_HAPPEN_H

#include "models/governance/belief.h"
#include "models/notices.h"
#include "models/vsan/parts.h"

#define MODEL_HURTS                                                                                                \
  TO (HOST, CRASH), TO (HOST, POWERED), TO (HOST, EMPTY), TO (HOST, CONFIGURED), TO (VCENTER, LOST),               \
      TO (VCENTER, BACK), TO (VCENTER, CANCEL), TO (NODE, CANCEL), TO (VM, DIE), TO (AGENT, CUT),                  \
      TO (AGENT, HEARD), TO (AGENT, REINSTALL), TO (AGENT, START), TO (AGENT, REGROUP), TO (AGENT, STOP),          \
      TO (AGENT, RECOVER), TO (MONITOR, HANG), TO (VMCP, APD), TO (VMCP, PDL), TO (VMCP, BACK),                    \
      MODEL_ROOM_NOTICES, TO (MIGRATION, LINK_LOST), TO (MIGRATION, CANCEL), TO (POLICY, REPAIR),                  \
      TO (POLICY, LIFECYCLE), TO (POLICY, SET), TO (DRS, CAPACITY), TO (CVM, LOSE), TO (CVM, RETURN),              \
      TO (AOS, CANCEL), TO (AOS, ABANDON), TO (CVM, DEGRADE), TO (CVM, MARK_FIXED), TO (STORE, DISK_OFFLINE),      \
      TO (STORE, DISK_BACK), TO (TOKEN, REVOKE), TO (COMPONENTS, FAIL), TO (COMPONENTS, REPLACED),                 \
      TO (WITNESS, LOST), TO (WITNESS, BACK), TO (ARBITER, LOST), TO (ARBITER, BACK), TO (VCLS, LOST),             \
      TO (VCLS, RETURN), TO (GOVERNOR, LOST), TO (GOVERNOR, BACK), TO (VCHA, CUT), TO (VCHA, JOINED),              \
      MODEL_INVENTORY_NOTICES, MODEL_VSAN_PARTS_NOTICES

void model_happen (SimRun *run, const ModelFault *fault, gboolean on);

#endif
