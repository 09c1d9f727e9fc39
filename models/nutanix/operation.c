/* The operation machine: what LCM, the life-cycle manager of Nutanix, does on a cluster without taking a node down. It takes its
 * inventory, which brings LCM itself up to date first, and upgrades what runs on every CVM beside AOS: NCC and Foundation. Neither
 * touches the data path (N-62). What does take nodes down has machines of its own: aos.c and ahv/roll.c.
 *
 * The surprising rule: an upgrade that is interrupted is not undone. A CVM that was away has not got it, and LCM goes on when that
 * one serves again (N-61).
 *
 * Facts: N-61 N-62. */

#include "models/nutanix/checks.h"
#include "models/nutanix/cvms.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << OPERATION_AT_##STATE)
#define ON(SIGNAL) OPERATION_ON_##SIGNAL
#define GO(STATE)  OPERATION_AT_##STATE
#define ANY        ((1u << OPERATION_N_STATES) - 1)

gboolean
model_lcm_has_inventory (const SimRun *run, guint32 cluster)
{
  const ModelFleet *fleet = model_fleet (run);

  if (!fleet->clusters[cluster].no_inventory)
    return TRUE;
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if ((fleet->steps[s].verb == MODEL_VERB_INVENTORY || fleet->steps[s].verb == MODEL_VERB_UPGRADE_AOS)
        && fleet->steps[s].index == cluster && STATE (STEP, s) == STEP_AT_DONE)
      return TRUE;
  return FALSE;
}

GUARD (another_is_at_work, "LCM is at work on that cluster")
{
  return model_lcm_is_busy (run, ME);
}

GUARD (it_takes_stock, "it is an inventory")
{
  return model_fleet (run)->steps[ME].verb == MODEL_VERB_INVENTORY;
}

GUARD (a_check_fails, "a pre-check fails")
{
  return model_lcm_refuses (run, ME);
}

GUARD (a_cvm_is_away, "a CVM is away")
{
  return !model_cvms_all_serve (run, model_fleet (run)->steps[ME].index, MODEL_NONE);
}

ACTION (refuse, "change nothing", "{a:check-code}", SENDS (MODEL_LCM_REFUSES))
{
  model_lcm_refuse (run, ME);
}

ACTION (look_around, "bring LCM up to date, look at what is installed", NULL,
        SENDS (TO (OPERATION, INVENTORIED)))
{
  TELL_IN (model_number (run, MODEL_LCM_INVENTORY), OPERATION, ME, OPERATION_ON_INVENTORIED, 0);
}

ACTION (check, "run the pre-checks", NULL, SENDS (TO (OPERATION, CHECKED)))
{
  TELL_IN (model_number (run, MODEL_OPERATION_PRECHECK), OPERATION, ME, OPERATION_ON_CHECKED, 0);
}

ACTION (install, "install it on every CVM", NULL, SENDS (TO (OPERATION, INSTALLED)))
{
  ModelPhysics which = model_fleet (run)->steps[ME].verb == MODEL_VERB_UPGRADE_NCC ? MODEL_NCC_UPGRADE
                                                                                   : MODEL_FOUNDATION_UPGRADE;

  TELL_IN (model_number (run, which), OPERATION, ME, OPERATION_ON_INSTALLED, 0);
}

ACTION (finish, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, ME, STEP_ON_FINISHED, 0);
}

/* clang-format off */
const SimRow model_OPERATION_rows[] = {
  ROW    (AT (NONE),        ON (BEGIN),       another_is_at_work, GO (FAILED),      refuse,      "LCM does one thing at a time on a cluster",          "N-59"),
  ROW    (AT (NONE),        ON (BEGIN),       it_takes_stock,     GO (INVENTORY),   look_around, "the plan has come to it",                            "N-59 N-70"),
  ROW    (AT (NONE),        ON (BEGIN),       ALWAYS,             GO (PRECHECKS),   check,       "the plan has come to it",                            "N-57"),
  IGNORE (ANY & ~AT (NONE), ON (BEGIN), "a step begins once"),
  ROW    (AT (INVENTORY),   ON (INVENTORIED), ALWAYS,             GO (SUCCEEDED),   finish,      "LCM knows what is installed, and what there is for it", "N-59"),
  IGNORE (ANY & ~AT (INVENTORY), ON (INVENTORIED), "it is over"),
  ROW    (AT (PRECHECKS),   ON (CHECKED),     a_check_fails,      GO (FAILED),      refuse,      "nothing has changed yet",                            "N-54 N-57"),
  ROW    (AT (PRECHECKS),   ON (CHECKED),     ALWAYS,             GO (UPGRADE),     install,     "the pre-checks pass",                                "N-62"),
  IGNORE (ANY & ~AT (PRECHECKS), ON (CHECKED), "it is over"),
  ROW    (AT (UPGRADE),     ON (INSTALLED),   a_cvm_is_away,      GO (INTERRUPTED), NOTHING,     "a CVM is away, and has not got it",                  "N-61"),
  ROW    (AT (UPGRADE),     ON (INSTALLED),   ALWAYS,             GO (SUCCEEDED),   finish,      "every CVM has it",                                   "N-62"),
  IGNORE (ANY & ~AT (UPGRADE), ON (INSTALLED), "it is over"),
  STAY   (AT (INTERRUPTED), ON (CVM_SERVES),  a_cvm_is_away,                        NOTHING,     "another CVM is away",                                "N-61"),
  ROW    (AT (INTERRUPTED), ON (CVM_SERVES),  ALWAYS,             GO (UPGRADE),     install,     "{from} serves again: LCM goes on where it was",      "N-61"),
  IGNORE (ANY & ~AT (INTERRUPTED), ON (CVM_SERVES), "it does not wait for that"),
};
/* clang-format on */
const guint model_OPERATION_n_rows = G_N_ELEMENTS (model_OPERATION_rows);
