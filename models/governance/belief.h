/* Automation that trusts: DRS, vLCM and LCM act on what they were told, or saw last, and the platform does what it is. Where the
 * two part, the decision is found with both values, the believed one and the fact.
 *
 * The surprising rule: a vMotion network whose links are up looks well to vCenter whatever its MTU or teaming is. Only the first
 * vMotion finds out; from then on DRS treats the host as one without a vMotion network, until the setting is right again. */

#ifndef MODEL_GOVERNANCE_BELIEF_H
#define MODEL_GOVERNANCE_BELIEF_H

#include "models/rehearsal.h"

typedef enum { MODEL_BELIEF_DRS_MOVES, MODEL_BELIEF_VLCM_CHANGES, MODEL_BELIEF_LCM_CHANGES, MODEL_N_BELIEFS } ModelBelief;

extern const char *const model_belief_words[MODEL_N_BELIEFS];

/* Whether a vMotion between two hosts cannot get through, though both are taken for well. */
gboolean model_vmotion_is_misbelieved (const SimRun *run, guint32 from, guint32 to);

/* It has been tried: what was believed is found, and the host is known from now on. */
void model_find_vmotion_misbelieved (SimRun *run, guint32 vm, guint32 from, guint32 to);

/* A host is about to be changed in a step: whatever of it was not as declared before that began. */
void model_find_host_misbelieved (SimRun *run, guint32 host, guint32 step, ModelBelief who);

/* Its value has changed: it may be known to be right again. TRUE when DRS should look again. */
gboolean model_forget_misbelief (SimRun *run, guint32 cell);

#endif
