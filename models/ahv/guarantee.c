/* The ha-reservation machine: whether what an AHV cluster's HA promises holds. In its default mode it promises nothing: VMs are
 * restarted where there is room, and no power-on is refused (N-80).
 *
 * Facts: N-80. */

#include "models/ahv/ahv.h"
#include "models/ahv/reservation.h"
#include "models/rehearsal.h"
#include "models/words.h"

#define AT(STATE)  (1u << RESERVATION_AT_##STATE)
#define ON(SIGNAL) RESERVATION_ON_##SIGNAL
#define GO(STATE)  RESERVATION_AT_##STATE

GUARD (it_does_not_hold, "the VMs of a node would find no place on the others")
{
  return !model_ahv_reservation (run, ME, MODEL_NONE, MODEL_NONE).holds;
}

static void
find_short (SimRun *run, const SimEvent *event)
{
  ModelReservation r = model_ahv_reservation (run, ME, MODEL_NONE, MODEL_NONE);
  gint64 evidence[SIM_EVIDENCE_MAX]
      = { r.lost == MODEL_NONE ? 0 : ACTOR (HOST, r.lost), r.left, r.largest_mib, r.room_mib,
          model_ahv_failures (model_fleet (run), ME) };

  sim_find (run, MODEL_FIND_RESERVATION_SHORT, SIM_RISK, model_cluster_thing (run->model, ME), 0, evidence);
  sim_tell (run, evidence[0], r.left);
}

ACTION (fall_short, "say so", "without {a:name}, {b:vms}", SENDS (TO (RESILIENCY, LOOK)))
{
  find_short (run, event);
  TELL (RESILIENCY, ME, RESILIENCY_ON_LOOK, 0);
}

ACTION (hold_again, "say so", NULL, SENDS (TO (RESILIENCY, LOOK)))
{
  TELL (RESILIENCY, ME, RESILIENCY_ON_LOOK, 0);
  sim_find_end (run, MODEL_FIND_RESERVATION_SHORT, model_cluster_thing (run->model, ME), 0);
}

/* clang-format off */
const SimRow model_RESERVATION_rows[] = {
  IGNORE (AT (ABSENT) | AT (BEST_EFFORT), ON (REVIEW), "nothing is promised"),
  ROW    (AT (HOLDS), ON (REVIEW), it_does_not_hold, GO (SHORT), fall_short, "what may be lost does not fit on what would be left", "N-82 N-83"),
  IGNORE (AT (HOLDS), ON (REVIEW), "it holds"),
  STAY   (AT (SHORT), ON (REVIEW), it_does_not_hold,             NOTHING,    "it does not hold yet",                                "N-82 N-83"),
  ROW    (AT (SHORT), ON (REVIEW), ALWAYS,           GO (HOLDS), hold_again, "what may be lost fits on what would be left",         "N-80 N-82"),
};
/* clang-format on */
const guint model_RESERVATION_n_rows = G_N_ELEMENTS (model_RESERVATION_rows);
