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

/* Whether DRS may move a VM for its own ends: it runs, nothing ties it, and neither it nor its disks are on the move (B06). */
gboolean model_may_be_moved (const SimRun *run, guint32 vm);

/* Starts as many vMotions off a host as there are slots for, in the order of the VMs, and tells what cannot go. */
#define MODEL_LEAVE_NOTICES MODEL_MOVE_NOTICES, TO (VM, CANNOT_MOVE), TO (HOST, BLOCKED), TO (MIGRATION, QUEUE)
void model_move_from (SimRun *run, guint32 host);

/* Whether a VM that was pinned could go now. */
gboolean model_can_move_now (const SimRun *run, guint32 vm);

#endif
