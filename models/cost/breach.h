/* Whether the guests on a host are more than it is licensed for. */

#ifndef MODEL_BREACH_H
#define MODEL_BREACH_H

#include "models/cost/cost.h"

/* Opens and ends what is found about it. Costs a pass over the VMs of the host, where guests have licences at all. */
void model_look_at_guest_licences (SimRun *run, guint32 host);

#endif
