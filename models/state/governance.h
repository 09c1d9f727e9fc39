/* What changes about governance: what a governor is at, and since when a setting is not as declared. */

#ifndef MODEL_STATE_GOVERNANCE_H
#define MODEL_STATE_GOVERNANCE_H

#include "models/machines.h"

/* A governor at work, see governance/governor.c. */
typedef struct {
  SimTime healed;     /* when what it put right last was right, + 1 */
  guint32 tries;      /* that have failed, of this round */
  guint32 heals;      /* self-heals of this commit */
  guint32 left, next; /* settings that it awaits an answer of; where it goes on looking for one that needs a host */
  guint32 failed;     /* of this round */
  guint32 commits;    /* to its repository, so far */
  guint32 alone;      /* how often it was the only one with anything to do since the plan last went on */
  guint32 ended;      /* steps and faults that had come to an end by then */
  guint8 over;        /* the look that is due is its last */
  guint8 fails;       /* while MODEL_FAULT_FAIL_GOVERNOR lasts */
  guint8 mute;        /* it has seen drift and told nobody */
  guint8 zero[5];
} ModelGovernorState;

/* A value that is not as declared. */
typedef struct {
  SimTime since, fought; /* when that began, + 1, 0 it is as declared; when governors first undid each other's work */
  guint32 found;         /* a governor has told */
  guint32 writer;        /* governor that wrote it last, + 1 */
  guint32 undone;        /* how often one has written over another */
  guint32 zero;
} ModelDriftState;

/* Tickets for pending timers. */
typedef struct {
  SimTicket look, mend;
} ModelGovernorTimers;

#endif
