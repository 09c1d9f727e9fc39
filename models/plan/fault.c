/* The fault machine: something that breaks at a moment, or the first time that something is in a state, and is over when it
 * has lasted. What it does is happen.c's.
 *
 * Facts: DR-21. */

#include "models/plan/happen.h"
#include "models/rehearsal.h"

#define AT(STATE)  (1u << FAULT_AT_##STATE)
#define ON(SIGNAL) FAULT_ON_##SIGNAL
#define GO(STATE)  FAULT_AT_##STATE

/* DR-21: nobody need lift it. */
static gboolean
is_a_change (const SimRun *run, const SimEvent *event)
{
  return model_fleet (run)->faults[ME].kind == MODEL_FAULT_CHANGE_NETWORK;
}

GUARD (it_is_rolled_back, "it is a change that cuts a host's management")
{
  return is_a_change (run, event);
}

ACTION (strike, "let it happen", NULL, SENDS (MODEL_HURTS, TO (FAULT, LIFT)))
{
  const ModelFault *fault = &model_fleet (run)->faults[ME];

  SimTime lasts = fault->lasts == SIM_NEVER && is_a_change (run, event) ? model_number (run, MODEL_NETWORK_ROLLBACK)
                                                                        : fault->lasts;

  model_happen (run, fault, TRUE);
  if (lasts != SIM_NEVER)
    TELL_IN (lasts, FAULT, ME, FAULT_ON_LIFT, 0);
}

ACTION (lift, "let it be over", NULL, SENDS (MODEL_HURTS))
{
  model_happen (run, &model_fleet (run)->faults[ME], FALSE);
}

/* clang-format off */
const SimRow model_FAULT_rows[] = {
  ROW    (AT (ARMED),  ON (STRIKE), ALWAYS, GO (ACTIVE), strike, "the scenario says so", "model"),
  IGNORE (AT (ACTIVE) | AT (OVER), ON (STRIKE), "it happens once"),
  ROW    (AT (ACTIVE), ON (LIFT),   it_is_rolled_back, GO (OVER), lift, "vCenter does not hear the host, and the change is taken back", "DR-21"),
  ROW    (AT (ACTIVE), ON (LIFT),   ALWAYS, GO (OVER),   lift,   "it has lasted as long as the scenario says", "model"),
  IGNORE (AT (ARMED) | AT (OVER),  ON (LIFT),   "it is not happening"),
};
/* clang-format on */
const guint model_FAULT_n_rows = G_N_ELEMENTS (model_FAULT_rows);
