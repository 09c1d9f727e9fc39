/* The order of an estate's upgrades: which step of a plan begins before one that goes first is done.
 *
 * Nothing refuses such a step. It works until a product meets a neighbour that it does not know yet, and nobody supports it.
 * So a rehearsal goes on, and says which two steps are the wrong way round and what smallest change of the plan mends it. */

#ifndef MODEL_SEQUENCE_H
#define MODEL_SEQUENCE_H

#include "models/state.h"

/* What a step upgrades, or MODEL_N_STAGES when it upgrades nothing that has a place in the order. */
ModelStage model_stage_of (const ModelFleet *fleet, const ModelStep *step);

extern const char *const model_stage_words[MODEL_N_STAGES];

/* Finds the steps that should have been done before this one begins. */
void model_look_at_sequence (SimRun *run, guint32 step);

/* It is over: those that should have waited for it wait for it no more. */
void model_end_sequence (SimRun *run, guint32 step);

#endif
