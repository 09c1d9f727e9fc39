/* What changes about vSAN: components, hosts as far as they hold some, the cluster, its witness, its timers. */

#ifndef MODEL_STATE_VSAN_H
#define MODEL_STATE_VSAN_H

#include "models/machines.h"

typedef enum { MODEL_IS_ACTIVE, MODEL_IS_ABSENT, MODEL_IS_DEGRADED, MODEL_IS_STALE } ModelComponentState;

/* An object, from best to worst. */
typedef enum { MODEL_IS_COMPLIANT, MODEL_IS_REDUCED, MODEL_IS_CRITICAL, MODEL_IS_LOST } ModelObjectCondition;

/* Where a component is and how it does; MODEL_COMPONENT_…. Lists are by index + 1. */
typedef struct {
  guint32 host;           /* MODEL_NONE: the witness host */
  guint32 next, previous; /* in its host's list */
  guint32 target;         /* host that it is being moved to or rebuilt on, + 1; its room there is taken */
  guint32 durable;        /* host that holds what is written meanwhile, + 1 (VS-15) */
  guint8 state;           /* ModelComponentState */
  guint8 last;            /* it was up to date when its object stopped: nothing has been written since */
  guint8 votes;           /* it has now, see votes.c */
  guint8 laid;            /* of an object's first one: that lies anew, see relayout.c */
} ModelComponentPlace;

/* What one host has to do with vSAN: room, and batches of bytes that may be under way for it, see resync.h. */
typedef struct {
  gint64 used_mib;         /* with what is on its way here */
  gint64 left[4];          /* bytes of each batch, as of `since` */
  gint64 rate;             /* bytes a second that each of its batches gets now */
  SimTime since;
  SimTime away_since;      /* SIM_NEVER while all it holds is up to date */
  SimTime repair_at;       /* when the repair timer ends, or ended; SIM_NEVER */
  guint32 first, n;        /* components it holds */
  guint32 failed;          /* its devices are */
  guint32 format;          /* of its devices; 0 is "not said" */
  guint32 cut;             /* off the vSAN network */
  guint32 zero;
} ModelVsanHostState;

typedef struct {
  gint64 repair_timer, repair_before; /* ms: as a step has set it, and as it was; 0 is the scenario's */
  gint64 repair_from;                 /* when the new one begins to count */
  guint32 lost, critical, reduced; /* objects, by the worst that is to be said of them; reduced ones survive a loss */
  guint32 version;                 /* ModelVersion by which objects are laid out: the oldest host's */
  guint32 format, next_format;     /* on-disk format: the oldest, and the one to come */
  guint32 step;                    /* that converts it, + 1 */
  guint32 converting;              /* host that is being converted, + 1 */
  guint32 waiting;                 /* remediation that waits until resync is over, + 1 */
  guint32 to_lay_out;              /* objects in the layout of 7.0 and older, see relayout.c */
  guint32 relayout_step;           /* that lays them out anew, + 1 */
  guint32 split;                   /* its network is in parts, see parts.h; the rest is of that */
  guint32 witness_part;            /* the only one that reaches the witness, + 1; 0 is whichever */
  guint32 witness_with;            /* the one that the witness is in, + 1; 0 none */
  guint32 main_part;               /* the one that serves the most objects, + 1; 0 none */
  guint32 site;                    /* that is put in maintenance, or is in it: 0 or 1, see site.c; the rest is of that */
  guint32 site_step;               /* that wants it, + 1; 0 none does any more */
  guint32 site_left, site_failed;  /* hosts that have not answered; that could not */
  guint32 stripes;                 /* data of a RAID-5 object that adapts, see adapt.c; 0 where there is none */
} ModelVsanState;

typedef struct {
  ModelVersion version;
  guint32 step; /* that upgrades it, + 1 */
} ModelWitnessState;

typedef struct {
  SimTicket batch[4], repair;
  SimTicket votes, adapt; /* of the cluster, at its first host */
} ModelVsanTimers;

#endif
