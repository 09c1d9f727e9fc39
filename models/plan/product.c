/* The product machine: what an estate has beside vCenter, hosts and storage, and its upgrade. Nothing of the platform is
 * said to stop while one is upgraded, so it takes its time and its place in the order, see sequence.def. */

#include "models/governance/belief.h"
#include "models/notices.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << PRODUCT_AT_##STATE)
#define ON(SIGNAL) PRODUCT_ON_##SIGNAL
#define GO(STATE)  PRODUCT_AT_##STATE

static const ModelStep *
step_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->steps[model_product_state (run, ME)->step - 1];
}

GUARD (has_it_already, "it has that version already")
{
  return model_product_state (run, ME)->version == model_fleet (run)->steps[event->arg].to;
}

GUARD (is_newer, "it has a newer version")
{
  return model_product_state (run, ME)->version > model_fleet (run)->steps[event->arg].to;
}

GUARD (fails, "the upgrade fails")
{
  return model_product_state (run, ME)->fails != 0;
}

ACTION (report, "report", NULL, SENDS (TO (STEP, FINISHED)))
{
  TELL (STEP, event->arg, STEP_ON_FINISHED, 0);
}

REFUSES (refuse_way_back, "change nothing", DOWNGRADE)
REFUSES (refuse_busy, "change nothing", BUSY)

ACTION (upgrade, "upgrade it", "to {a:version}", SENDS (TO (PRODUCT, UPGRADED)))
{
  const ModelStep *step = &model_fleet (run)->steps[event->arg];

  model_product_state (run, ME)->step = (guint32) event->arg + 1;
  sim_tell (run, step->to, 0);
  TELL_IN (step->duration ? step->duration : model_number (run, MODEL_PRODUCT_UPGRADE), PRODUCT, ME,
           PRODUCT_ON_UPGRADED, 0);
}

ACTION (finish, "report", "on {a:version}", SENDS (TO (STEP, FINISHED)))
{
  ModelProductState *state = model_product_state (run, ME);

  state->version = step_of (run, event)->to;
  sim_find_end (run, MODEL_FIND_TLS_CLIENT_CUT, event->to, 0);
  sim_tell (run, state->version, 0);
  TELL (STEP, state->step - 1, STEP_ON_FINISHED, 0);
  state->step = 0;
}

ACTION (give_up, "keep its version", "on {a:version}", SENDS (TO (STEP, BROKEN)))
{
  ModelProductState *state = model_product_state (run, ME);

  model_set_back (run, event->to, MODEL_SETBACK_PRODUCT);
  sim_tell (run, state->version, 0);
  TELL (STEP, state->step - 1, STEP_ON_BROKEN, 0);
  state->step = state->fails = 0;
}

ACTION (take_inventory, "take its inventory anew", "{a:hosts} not as it had them", SENDS_NOTHING)
{
  model_product_state (run, ME)->syncs = FALSE;
  sim_tell (run, model_take_inventory (run), 0);
}

ACTION (take_inventory_later, "take it at the next interval", NULL, SENDS (MODEL_INVENTORY_NOTICES))
{
  model_product_state (run, ME)->syncs = FALSE;
  model_await_inventory (run);
}

/* clang-format off */
const SimRow model_PRODUCT_rows[] = {
  STAY   (AT (CURRENT),   ON (UPGRADE),  has_it_already,                report,          "there is nothing to do",      "model"),
  STAY   (AT (CURRENT),   ON (UPGRADE),  is_newer,                      refuse_way_back, "there is no way back",        "UPG-03"),
  ROW    (AT (CURRENT),   ON (UPGRADE),  ALWAYS,        GO (UPGRADING), upgrade,         "the plan has come to it",     "UPG-05 UPG-06"),
  STAY   (AT (UPGRADING), ON (UPGRADE),  ALWAYS,                        refuse_busy,     "it is being upgraded",        "model"),
  ROW    (AT (UPGRADING), ON (UPGRADED), fails,         GO (CURRENT),   give_up,         "the upgrade has failed",      "model"),
  ROW    (AT (UPGRADING), ON (UPGRADED), ALWAYS,        GO (CURRENT),   finish,          "the upgrade has ended",       "model"),
  STAY   (AT (CURRENT),   ON (SYNC),     ALWAYS,                        take_inventory,  "its inventory is due",        "model"),
  STAY   (AT (UPGRADING), ON (SYNC),     ALWAYS,                        take_inventory_later, "it does not run while it is upgraded", "model"),
  IGNORE (AT (CURRENT),   ON (UPGRADED), "nothing is under way"),
};
/* clang-format on */
const guint model_PRODUCT_n_rows = G_N_ELEMENTS (model_PRODUCT_rows);
