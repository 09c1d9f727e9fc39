/* Emptying hosts (handbook 2.2): which VM may leave, and what is in the way of the others. */

#ifndef MODEL_EVACUATION_H
#define MODEL_EVACUATION_H

#include "models/compute/placement.h"
#include "models/compute/vmotion.h"

/* Why a vMotion is under way, or booked: it decides how the story tells it, and who hears of its end. */
typedef enum {
  MODEL_MOVE_EVACUATE,
  MODEL_MOVE_EVEN,      /* DRS balances */
  MODEL_MOVE_CORRECT,   /* DRS puts a rule right */
  MODEL_MOVE_MAKE_ROOM, /* DRS makes room for a restart */
  MODEL_MOVE_BY_HAND,
  MODEL_MOVE_RELIEVE, /* ADS takes it off a host that is too busy */
  MODEL_MOVE_RETURN, /* Acropolis brings it back to its node */
  MODEL_N_MOVES
} ModelMove;

/* Books a vMotion and sends the VM on its way; or tells the maximum that it waits for, and does nothing. */
#define MODEL_MOVE_NOTICES TO (VM, MOVE)
ModelLimit model_move (SimRun *run, guint32 vm, guint32 to, ModelMove why);

/* Whether DRS may move a VM for its own ends: it runs, nothing ties it, neither it nor its disks are on the move (B06), and
 * DRS is fully automated for it. Or recommends to, where for this VM it only does that (DRS-01, DRS-02). */
gboolean model_may_be_moved (const SimRun *run, guint32 vm);
gboolean model_may_be_recommended (const SimRun *run, guint32 vm);

/* Starts as many vMotions off a host as there are slots for, in the order of the VMs, and tells what cannot go. */
#define MODEL_LEAVE_NOTICES MODEL_MOVE_NOTICES, TO (VM, CANNOT_MOVE), TO (HOST, BLOCKED), TO (MIGRATION, QUEUE)
void model_move_from (SimRun *run, guint32 host);

/* Whether there may be VMs in the cluster that DRS moves by itself; and such for which it only recommends. */
gboolean model_drs_acts (const SimRun *run, guint32 cluster);
gboolean model_drs_recommends (const SimRun *run, guint32 cluster);

/* Whether DRS moves anything off this host by itself: it is fully automated, in the cluster or for some VM on it, or somebody
 * has approved that. Else the host is held back as a whole. */
gboolean model_drs_may_empty (const SimRun *run, guint32 host);

/* Whether a VM that was pinned could go now. */
gboolean model_can_move_now (const SimRun *run, guint32 vm);

#endif
