/* The world: all that can change during a run, as a value.
 *
 * One flat block holds a state byte for every actor and then the model's columns, arrays of plain structs without
 * pointers. Beside it stand the pending events and the findings. Copying a world is copying those three, so a fork is a
 * copy, going back is restoring one, and a digest is one pass over it.
 *
 * Columns must be made of integers without holes between them (models/state.h has the compiler check that), because the
 * digest reads bytes. */

#ifndef SIM_WORLD_H
#define SIM_WORLD_H

#include "sim/model.h"
#include "sim/queue.h"

/* Something that is, or was, the case: from `since` until `until`, which is SIM_NEVER while it lasts. */
typedef struct {
  SimTime since, until;
  guint64 event;  /* whose handling revealed it */
  guint64 closed; /* whose handling ended it; 0 */
  gint64 evidence[SIM_EVIDENCE_MAX];
  SimId subject, about; /* about tells apart findings of one kind on one subject; 0 is fine */
  guint32 previous;     /* the finding on the same subject before this one, + 1 */
  guint16 kind, step;   /* step + 1; 0 is none */
  guint8 severity;
  guint8 zero[7];
} SimFinding;

G_STATIC_ASSERT (sizeof (SimFinding) == 104);

typedef struct {
  SimTime now;
  guint64 born;    /* events so far */
  guint64 handled; /* of which so many have happened */
  guint64 path;    /* digest of what was handled and which row it took */
  SimQueue *queue;
  guint8 *block;
  gsize size;
  SimFinding *findings;
  guint n_findings, room;
} SimWorld;

/* All actors in state 0, all columns zero. */
SimWorld *sim_world_new (const SimModel *model);
SimWorld *sim_world_copy (const SimWorld *world); /* (transfer full) */
void sim_world_free (SimWorld *world);            /* NULL is fine */

/* Sixty-four bits that differ when two worlds of one model differ: states, columns that are no shadows, pending events,
 * findings, clock, and the path that led here. */
guint64 sim_world_digest (const SimModel *model, const SimWorld *world);

/* Where each column begins in the block; used by sim_model_prepare. (transfer full) */
gsize *sim_world_layout (const SimModel *model);

static inline gpointer
sim_world_column (const SimModel *model, const SimWorld *world, guint column)
{
  return world->block + model->offsets[column];
}

static inline guint8
sim_world_state (const SimWorld *world, SimId actor)
{
  return world->block[actor];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimWorld, sim_world_free)

#endif
