/* What changes about a cluster, its rules and its quorums, and what its VMs claim of admission control. */

#ifndef MODEL_STATE_CLUSTER_H
#define MODEL_STATE_CLUSTER_H

#include "models/machines.h"

typedef struct {
  guint32 master;      /* host whose HA agent is master and holds the lists of protected VMs, + 1; 0 none */
  guint32 automation;  /* ModelAutomation of DRS now */
  guint32 stuck;       /* hosts stuck or refused by admission control */
  guint32 dpm_off_by;  /* plan step that switched it off, + 1 */
  SimTime look_at;     /* when DRS will look next; 0 not planned */
  guint32 token_holder; /* host, + 1 */
  guint32 token_queue;  /* how many wait */
  guint32 admission_off_by; /* plan step that switched it off, + 1 */
  guint32 resilience_lost;  /* CVMs that are not serving */
  guint32 queued;           /* 1 while moves of DRS that need not be wait for a slot */
  guint32 by_hand;          /* moves by hand that wait for a slot */
  ModelVersion image; /* the newest that somebody has committed during the run; 0 none */
  guint32 past_vcenter;  /* some VM of it is */
  guint32 recommended;   /* moves that DRS recommends and that have not been made */
  guint32 levels;        /* of automation that VMs have of their own, a bit per ModelAutomation */
  guint32 growth;        /* thousandths of a per cent that its VMs use more than at the beginning */
  guint32 zero;
} ModelClusterState;

/* The plan step that has licensed a cluster last, + 1; 0 it is as the scenario has it. */
typedef struct {
  guint32 by;
} ModelRelicensed;

/* A rule is enabled, now: by the scenario, or by the plan step that set it last, + 1. */
typedef struct {
  SimTime since; /* it was set */
  guint32 on, by;
} ModelRuleState;

typedef struct {
  gint32 margin; /* how many more may be lost; negative is lost */
  guint32 up;
} ModelGroupState;

/* What the VMs of a cluster claim of admission control, kept by ha/claims.c: a shadow, since it follows from the rest. */
typedef struct {
  gint64 cpu_mhz, memory_mib;
  gint64 slot_cpu_mhz, slot_memory_mib, slots; /* a slot, and how many they take */
  gint64 known;                                /* not 0: it holds */
} ModelClaims;

#endif
