/* A quorum group: members with votes, and what they must have together to go on.
 *
 * The surprising rule: a member may be no host at all: a CVM, a VM, or something outside. */

#ifndef MODEL_FLEET_GROUP_H
#define MODEL_FLEET_GROUP_H

#include "models/fleet/terms.h"


/* MAJORITY: more than half of the votes (N-03, K-01). RING: every set of `copies` neighbours keeps a majority (N-06, N-07).
 * VOTES_AND_DATA: more than half of the votes and enough whole data (VS-01). COPIES: data is there while fewer than
 * `copies` of the members are away at once (N-08, N-26). */
typedef enum { MODEL_QUORUM_MAJORITY, MODEL_QUORUM_RING, MODEL_QUORUM_VOTES_AND_DATA, MODEL_QUORUM_COPIES }
  ModelQuorumKind;

/* WITNESS is that of a Nutanix cluster of two nodes, the group's own. */
typedef enum { MODEL_CARRIER_HOST, MODEL_CARRIER_CVM, MODEL_CARRIER_VM, MODEL_CARRIER_OUTSIDE, MODEL_CARRIER_WITNESS } ModelCarrier;

typedef struct {
  ModelCarrier carrier;
  guint32 index;  /* of the host or VM; MODEL_NONE outside */
  const char *name; /* as it is listed */
  guint32 votes;
  guint32 leg;     /* VOTES_AND_DATA: members of one leg stand or fall together as data; MODEL_NONE is a witness */
} ModelMember;

typedef struct {
  const char *name;
  guint32 cluster;
  ModelQuorumKind kind;
  const ModelMember *members;
  guint32 n_members;
  gboolean roles;       /* of its members only those count that have a role now (N-02 N-04) */
  gboolean metadata;    /* COPIES of metadata, as one node or two keep it */
  guint32 copies;       /* RING, COPIES */
  guint32 need_legs;    /* VOTES_AND_DATA: whole legs that must be up: 1 for RAID-1, 3 for RAID-5 3+1 */
} ModelGroup;

extern const char *const model_quorum_words[];

#endif
