/* What changes about a vCenter, its nodes and its agent VMs, and about the products and switches beside it. */

#ifndef MODEL_STATE_VCENTER_H
#define MODEL_STATE_VCENTER_H

#include "models/machines.h"

typedef struct {
  ModelVersion version, next_version;
  ModelDate released; /* of its patch; 0 is that of its version */
  guint32 step;  /* whose upgrade is under way, + 1 */
  guint8 fails, staging_fails; /* its next upgrade does: out of service, or while the new appliance is filled */
  guint8 verifies; /* certificates of hosts, since its upgrade (VC-12) */
  guint8 zero;
  guint32 turn;     /* counts what it begins and breaks off, so that what ends late is told from what ends now */
  guint32 vmotions; /* operations under way */
} ModelVcenterState;

/* vCenter HA. */
typedef struct {
  guint32 mode;    /* ModelVchaMode */
  guint32 active;  /* which node is: 0 or 1 */
  guint32 cut;     /* the nodes do not hear one another */
  guint32 stopped; /* it has stopped vCenter */
  guint32 found;   /* nodes there, + 1, as the open finding has it */
  guint32 round;   /* counts changes, so that what was begun before one is told from what is begun after */
} ModelVchaState;

typedef struct {
  guint32 agents;  /* vCLS VMs that run */
  guint32 retreat; /* plan step that has set retreat mode, + 1 */
  guint32 broken;  /* something keeps them from running */
} ModelVclsState;

typedef struct {
  ModelVersion version;
  guint32 step;  /* that upgrades it, + 1 */
  guint32 fails; /* its next upgrade does */
  guint32 syncs; /* of SDDC Manager: its inventory is to be taken anew */
} ModelProductState;

typedef struct {
  ModelVersion version;
  guint32 nioc;
  guint32 step; /* that upgrades it, + 1 */
} ModelDvsState;

#endif
