/* vSAN objects: which are accessible, how much more they may lose, and where their components may go.
 *
 * An object is accessible when more than half of its votes are within reach and enough of its data (VS-01). Only an active
 * component has a vote or data: what is absent, degraded or stale counts for neither (handbook 8.11; of a stale one's vote
 * that is our reading). The margin is how many more components may be lost, whichever they are: 0 is "not one more",
 * negative is "not accessible".
 *
 * What the cluster amounts to is kept as three numbers, and a component that changes corrects them by itself, so that
 * nobody has to go over all objects. */

#ifndef MODEL_VSAN_OBJECTS_H
#define MODEL_VSAN_OBJECTS_H

#include "models/rehearsal.h"

typedef struct {
  guint32 votes_up, votes;
  gboolean quorum, data, accessible, compliant;
  gint32 margin;
  guint32 part; /* of a network in parts: the one of which all that is said, which has the most votes (VS-01) */
} ModelObjectView;

static inline gboolean
model_has_vsan (const SimRun *run, guint32 host)
{
  const ModelFleet *fleet = model_fleet (run);

  return fleet->clusters[fleet->hosts[host].cluster].vsan.architecture != MODEL_VSAN_NONE;
}

ModelObjectView model_vsan_object (const SimRun *run, guint32 object);

/* As it would be without one host's components. */
ModelObjectView model_vsan_object_without (const SimRun *run, guint32 object, guint32 host);

/* As it would be without all components of a site. */
ModelObjectView model_vsan_object_without_site (const SimRun *run, guint32 object, guint32 site);

/* Whether a host of a cluster is away or in maintenance, or its devices have failed. */
gboolean model_vsan_misses_a_host (const SimRun *run, guint32 cluster);

/* Whether all objects of a VM are accessible; TRUE for what is not on vSAN. */
gboolean model_vsan_vm_is_served (const SimRun *run, guint32 vm);

/* The least that any object of the fleet may still lose, see margin; FALSE there is none (handbook 8.14, invariant 8). */
gboolean model_vsan_least_margin (const SimRun *run, gint32 *ret_margin);

/* Whether vSAN would pass its own health check as far as a remediation asks: every object is accessible, the hosts
 * hear one another, and the witness, if there is one, votes (LCM-14; what it looks at is our choice). */
gboolean model_vsan_is_healthy (const SimRun *run, guint32 cluster);

/* for (MODEL_EACH_COMPONENT_ON (component, run, host)): by a list that must not change meanwhile, except that the current
 * one may leave. */
#define MODEL_EACH_COMPONENT_ON(COMPONENT, RUN, HOST)                                                                  \
  guint32 COMPONENT##_link = model_vsan_host (RUN, HOST)->first, COMPONENT = 0;                                        \
  COMPONENT##_link && ((COMPONENT = COMPONENT##_link - 1), (COMPONENT##_link = model_component (RUN, COMPONENT)->next), 1);

/* Host that could take a component: in a fault domain where the object has nothing, on the same site, up to date itself and
 * not leaving, with room; the emptiest, the first by name of equals. MODEL_NONE there is none. */
guint32 model_vsan_target (const SimRun *run, guint32 component);

/* The same when hosts have taken so much more already, in MiB, by their place in the cluster. */
guint32 model_vsan_target_beside (const SimRun *run, guint32 component, const gint64 *more);

/* Host that would hold what is written while a component is absent (VS-15), or MODEL_NONE: the versions must know how, and
 * there must be a fault domain to spare; on three hosts it lands where the witness is. */
guint32 model_vsan_durable_host (const SimRun *run, guint32 component, gboolean planned);

/* Whether a stale component has something to be brought up to date from. */
gboolean model_vsan_has_source (const SimRun *run, guint32 component);

/* Whether a component can be made anew elsewhere: not of an object that is not accessible, whatever its absent copy holds. */
gboolean model_vsan_can_be_rebuilt (const SimRun *run, guint32 component);

/* Bytes that its component has missed since its host went away, at most all of it; all of it when it is degraded. */
gint64 model_vsan_missed (const SimRun *run, guint32 component);

/* A component changes state, and its object and cluster are counted again. */
void model_vsan_set (SimRun *run, guint32 component, ModelComponentState state);

/* Counts an object again: a component has changed, or its votes. */
void model_vsan_recount (SimRun *run, guint32 object);

/* Takes room on a host for a component, gives it back, and moves the component there. */
void model_vsan_book (SimRun *run, guint32 component, guint32 host);

/* Books it where there is a host for it: the bytes that have to go there, 0 there is none. */
gint64 model_vsan_book_elsewhere (SimRun *run, guint32 component);
void model_vsan_unbook (SimRun *run, guint32 component);
void model_vsan_move (SimRun *run, guint32 component);

/* What is found about a host that is nearly full, and about objects that are to be laid out anew. */
void model_vsan_look_at_room (SimRun *run, guint32 host);
void model_vsan_look_at_layout (SimRun *run, guint32 cluster);

/* The repair timer of a cluster is set: what becomes absent from `vsan-repair-timer-settles` on goes by it (VS-09). */
void model_vsan_set_repair_timer (SimRun *run, guint32 cluster, gint64 ms);

/* The witness host of a cluster has come or gone. */
void model_vsan_witness_changed (SimRun *run, guint32 witness);

/* How a rehearsal begins: places every component and counts. Machines' states follow from the hosts'. */
void model_vsan_start (SimRun *run);

#endif
