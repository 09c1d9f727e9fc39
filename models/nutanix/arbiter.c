/* The nutanix-witness machine: the witness of a cluster of two nodes, a VM outside it. It keeps no data and votes in nothing that two
 * nodes do together; it matters when one of them is alone and wants to know whether it may go on (N-11). */

#include "models/notices.h"
#include "models/nutanix/mode.h"
#include "models/words.h"

#define AT(STATE)  (1u << ARBITER_AT_##STATE)
#define ON(SIGNAL) ARBITER_ON_##SIGNAL
#define GO(STATE)  ARBITER_AT_##STATE

static void
tell_voters (SimRun *run, const SimEvent *event)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 g = 0; g < fleet->n_groups; g++)
    if (fleet->groups[g].cluster == ME && fleet->groups[g].roles)
      TELL (QUORUM, g, QUORUM_ON_CHANGED, 0);
  TELL (RESILIENCY, ME, RESILIENCY_ON_LOOK, 0);
}

ACTION (count_out, "count it out", NULL, SENDS (MODEL_CVM_NOTICES))
{
  tell_voters (run, event);
}

ACTION (count_in, "count on it again", NULL, SENDS (MODEL_CVM_NOTICES, TO (MODE, WITNESS)))
{
  tell_voters (run, event);
  TELL (MODE, ME, MODE_ON_WITNESS, 0);
}

/* clang-format off */
const SimRow model_ARBITER_rows[] = {
  ROW    (AT (ANSWERS), ON (LOST), ALWAYS, GO (AWAY),    count_out, "nobody reaches it: no node could go on alone now", "N-11"),
  IGNORE (AT (NONE) | AT (AWAY), ON (LOST), "nobody asks it, or it is away"),
  ROW    (AT (AWAY),    ON (BACK), ALWAYS, GO (ANSWERS), count_in,  "it is reached again",                              "N-11"),
  IGNORE (AT (NONE) | AT (ANSWERS), ON (BACK), "nobody asks it, or it was not away"),
};
/* clang-format on */
const guint model_ARBITER_n_rows = G_N_ELEMENTS (model_ARBITER_rows);
