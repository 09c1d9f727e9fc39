/* Automation that trusts: DRS, vLCM and LCM act on what they were told, or saw last, and the platform does what it is. Where the
 * two part, the decision is found with both values, the believed one and the fact.
 *
 * The surprising rule: a vMotion network whose links are up looks well to vCenter whatever its MTU or teaming is. Only the first
 * vMotion finds out; from then on DRS treats the host as one without a vMotion network, until the setting is right again. */

#ifndef MODEL_GOVERNANCE_BELIEF_H
#define MODEL_GOVERNANCE_BELIEF_H

#include "models/rehearsal.h"

typedef enum {
  MODEL_BELIEF_DRS_MOVES,
  MODEL_BELIEF_VLCM_CHANGES,
  MODEL_BELIEF_LCM_CHANGES,
  MODEL_BELIEF_VLCM_TAKES,
  MODEL_BELIEF_VLCM_DOES,
  MODEL_BELIEF_SDDC_DOES,
  MODEL_N_BELIEFS
} ModelBelief;

/* What is believed and what is so, beside values of policies: below zero, by what it is about. */
typedef enum { MODEL_BELIEVED_IMAGE, MODEL_BELIEVED_DRS, MODEL_BELIEVED_ADMISSION, MODEL_BELIEVED_HA } ModelBelieved;
#define MODEL_BELIEF(OF, VALUE)      (-1 - ((gint64) (VALUE) << 2 | MODEL_BELIEVED_##OF))
#define MODEL_BELIEF_OF(BELIEF)      ((ModelBelieved) ((-1 - (BELIEF)) & 3))
#define MODEL_BELIEF_VALUE(BELIEF)   ((-1 - (BELIEF)) >> 2)

extern const char *const model_belief_words[MODEL_N_BELIEFS];

/* Whether a vMotion between two hosts cannot get through, though both are taken for well. */
gboolean model_vmotion_is_misbelieved (const SimRun *run, guint32 from, guint32 to);

/* It has been tried: what was believed is found, and the host is known from now on. */
void model_find_vmotion_misbelieved (SimRun *run, guint32 vm, guint32 from, guint32 to);

/* A host is about to be changed in a step: whatever of it was not as declared before that began. */
void model_find_host_misbelieved (SimRun *run, guint32 host, guint32 step, ModelBelief who);

/* The image of a host. Who rolls a cluster knows of each host what was seen last: vLCM by its scan as the step begins, SDDC
 * Manager, where the step is a workflow of it, by its inventory before. `lists` it: by the latter it is not up to date yet. */
void model_begin_belief (SimRun *run, guint32 host);
gboolean model_sddc_lists (const SimRun *run, guint32 step, guint32 host);
gboolean model_is_taken_for_old (const SimRun *run, guint32 step, guint32 host);
gboolean model_sddc_is_away (const SimRun *run, guint32 step);

/* The step passes over the host: found, if it needs what the step brings. */
void model_find_image_misbelieved (SimRun *run, guint32 step, guint32 host);

/* Somebody has put another image on a host, past whoever looks after it; or another than SDDC Manager has. The inventory has it
 * when it is next taken. */
#define MODEL_INVENTORY_NOTICES TO (PRODUCT, SYNC)
void model_change_image_by_hand (SimRun *run, guint32 host, ModelVersion version);
void model_image_is_given (SimRun *run, guint32 step, guint32 host);
void model_begin_inventory (SimRun *run); /* as the rehearsal begins */
void model_await_inventory (SimRun *run);
guint32 model_take_inventory (SimRun *run); /* how many hosts it had otherwise */

/* A host is taken out: on what the pre-checks have seen of the cluster. */
void model_find_cluster_misbelieved (SimRun *run, guint32 host, guint32 step);

/* Its value has changed: it may be known to be right again. TRUE when DRS should look again. */
gboolean model_forget_misbelief (SimRun *run, guint32 cell);

#endif
