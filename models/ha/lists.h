/* The lists of protected VMs (HA-06): the master that locks them, and what everybody notices when it does, or lets go.
 *
 * The surprising rule: to be a master and to hold the lists are two things. Every part of a fallen-apart network has a master,
 * and the lists, which lie on shared datastores, have one owner; the others lead in name only, until the lock is free. It is
 * free at once when its owner gives it up, and after a while when its owner has died.
 *
 * An action that calls one of these lists the macro among its sends. */

#ifndef MODEL_LISTS_H
#define MODEL_LISTS_H

#include "models/state.h"

/* Agents that run, whatever they have to say. */
#define MODEL_AGENT_RUNS                                                                                               \
  (((1u << AGENT_N_STATES) - 1)                                                                                        \
   & ~(1u << AGENT_AT_INACTIVE | 1u << AGENT_AT_CONFIGURING | 1u << AGENT_AT_ERROR | 1u << AGENT_AT_STOPPED))

gboolean model_owns_lists (const SimRun *run, guint32 host);

/* Takes them: looks for everybody, reads who was protected, and begins a count of attempts of its own for what the old master
 * had not finished (HA-34). */
#define MODEL_TAKES_LISTS                                                                                              \
  TO (DETECTOR, HEARD), TO (DETECTOR, GONE_SILENT), TO (DETECTOR, LED), TO (RESTART, ADOPTED), TO (ISOLATION, OWNED)
void model_take_lists (SimRun *run, guint32 host);

/* If it holds them: the master of another part may have them after `delay`. */
#define MODEL_RELEASES_LISTS TO (AGENT, LISTS_FREE)
void model_release_lists (SimRun *run, guint32 host, SimTime delay);

/* Its slaves hear it no more, and hold an election after `delay`; what it suspected is forgotten. */
#define MODEL_DESERTS TO (DETECTOR, LEADERLESS), TO (AGENT, MASTER_SILENT)
void model_desert (SimRun *run, guint32 host, SimTime delay);

/* Both, and what was found of the parts of the network is over. */
#define MODEL_RESIGNS MODEL_DESERTS, MODEL_RELEASES_LISTS
void model_resign (SimRun *run, guint32 host, gboolean was_master, SimTime delay, SimTime lock);

#endif
