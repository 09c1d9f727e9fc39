/* The numbers. One table, physics.def, holds every duration, limit and default of the models with its unit, its source and
 * how sure we are; nothing else in models/ contains a number that stands for the world. A scenario may override each. */

#ifndef MODEL_PHYSICS_H
#define MODEL_PHYSICS_H

#include <glib.h>

typedef enum { MODEL_UNIT_MS, MODEL_UNIT_COUNT, MODEL_UNIT_PERCENT, MODEL_UNIT_MIB, MODEL_UNIT_MHZ, MODEL_UNIT_BYTES_S,
               MODEL_UNIT_BITS_S, MODEL_UNIT_YES_NO } ModelUnit;

/* How sure we are, see the head of physics.def. */
typedef enum { MODEL_BASIS_S, MODEL_BASIS_D, MODEL_BASIS_M, MODEL_BASIS_OURS } ModelBasis;

typedef enum {
#define PHYSICS(NAME, KEY, UNIT, DEFAULT, BASIS, SOURCE, WHAT) MODEL_##NAME,
#include "models/physics.def"
#undef PHYSICS
  MODEL_N_PHYSICS
} ModelPhysics;

typedef struct {
  const char *key; /* in the language */
  ModelUnit unit;
  gint64 value; /* default, in its unit */
  ModelBasis basis;
  const char *source; /* fact ids of the handbook; "" none */
  const char *what;
} ModelPhysicsRow;

extern const ModelPhysicsRow model_physics[MODEL_N_PHYSICS];
extern const char *const model_basis_words[]; /* "sourced", "derived", "unsourced", "our choice" */

/* The title that a number stands under. */
const char *model_physics_chapter (ModelPhysics which);

/* Whether somebody else says so, or we do. */
gboolean model_physics_is_sourced (ModelPhysics which);

/* Where sources disagree, and which of them the models follow. */
typedef struct {
  const char *id;
  const char *topic, *sources, *ours;
  const char *otherwise; /* how to have it otherwise; "" there is no way */
} ModelDecision;

extern const ModelDecision model_decisions[];
extern const guint model_n_decisions;

/* The least that a scenario may set it to: 1 where zero would divide or never let time pass, else 0. */
gint64 model_physics_least (ModelPhysics which);

/* "15 min", "90 %", "64 MiB": a value in its unit. (transfer full) */
char *model_unit_text (ModelUnit unit, gint64 value);

#endif
