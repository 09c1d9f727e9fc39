/* The physics: every state machine, rule and parameter that rollcall knows of virtualization platforms.
 *
 * A fleet is what a scenario describes (fleet.h); the numbers have one table (physics.def); what changes stands in columns
 * (state.h). Questions are pure functions over both: may this VM run there (placement.h), what does admission control say
 * (admission.h), does the group still have quorum (quorum.h). The machines (machines.h names them all, one file each holds
 * the table) ask these and send signals; none calls another. What is found on the way has one table too (findings.def).
 *
 * The surprising rule: HA never asks admission control, DRS never forgets a must rule, and an AOS upgrade moves no VM.
 * Where the vendors' documents disagree or are silent, the number or the choice is a parameter that says so. */

#ifndef MODEL_MODELS_H
#define MODEL_MODELS_H

#include "models/capacity/growth.h"
#include "models/capacity/loss.h"
#include "models/capacity/remedy.h"
#include "models/capacity/storage.h"
#include "models/cost/cost.h"
#include "models/ha/admission.h"
#include "models/ha/claims.h"
#include "models/fleet.h"
#include "models/compute/balance.h"
#include "models/compute/firmware.h"
#include "models/compute/hosts.h"
#include "models/machines.h"
#include "models/physics.h"
#include "models/compute/placement.h"
#include "models/compute/rules.h"
#include "models/compute/pools.h"
#include "models/plan/declared.h"
#include "models/plan/policies.h"
#include "models/plan/resets.h"
#include "models/quorum/quorum.h"
#include "models/rehearsal.h"
#include "models/state.h"
#include "models/plan/versions.h"
#include "models/vcenter/availability.h"
#include "models/vcenter/vcls.h"
#include "models/compute/vmotion.h"
#include "models/compute/what-if.h"
#include "models/words.h"

#endif
