/* Where a VM may run: the question that DRS asks when it empties a host, HA when it restarts a VM, vCenter when it powers
 * one on. A question only: nothing changes.
 *
 * Hard conditions come first (B01 to B20: rules that must hold, claims that must fit, versions, networks, datastores).
 * Among the hosts that pass, one that breaks no should rule and that has room for what the VM really uses goes before one
 * that has not; then the least used one; then the first by name. That last choice among equals stands for DRS's unpublished
 * score (handbook 8.15: ours, and not the vendor's algorithm).
 *
 * The surprising rule: memory in use never forbids a move on vSphere, only claims do. A cluster can evacuate itself into
 * swapping, and the finding for that is placement-degraded, not evacuation-blocked. A rule between VMs keeps a VM where it is as
 * a must rule between VMs and hosts does (DRS-12). */

#ifndef MODEL_PLACEMENT_H
#define MODEL_PLACEMENT_H

#include "models/state.h"
#include "models/words.h"

typedef enum {
  MODEL_FOR_EVACUATION,
  MODEL_FOR_RESTART,
  MODEL_FOR_POWER_ON,
  MODEL_FOR_MOVE_BY_HAND,
  MODEL_FOR_REGISTRATION /* of a VM that is powered off: it claims nothing there */
} ModelPurpose;

typedef struct {
  guint32 host;         /* MODEL_NONE: nowhere */
  ModelBlocker blocker; /* why nowhere */
  guint32 rule;         /* the rule that says so, or the should rule that is broken; MODEL_NONE */
  guint32 best;         /* the host that came nearest when claims did not fit; MODEL_NONE */
  gint64 need, room;    /* there; MiB */
  gboolean full;        /* only hosts with 32 power-ons under way would do (HA-36) */
} ModelPlacement;

/* The level of automation that decides about it: its own where it has one and its cluster lets it, else its cluster's; none
 * has a meaning where DRS is off (DRS-02). On AHV nobody approves anything. */
ModelAutomation model_vm_level (const SimRun *run, guint32 vm);

/* Whether DRS only recommends what it would do with it (DRS-01). */
gboolean model_vm_waits_for_approval (const SimRun *run, guint32 vm);

/* Whether the VM can leave at all, whatever the hosts say: MODEL_BLOCKER_NONE or why not. */
ModelBlocker model_vm_is_tied (const SimRun *run, guint32 vm);

/* The same once somebody has approved what DRS recommends for it. */
ModelBlocker model_vm_is_tied_though_approved (const SimRun *run, guint32 vm);

/* The same for a move by hand, to which its level of automation means nothing. */
ModelBlocker model_vm_is_tied_down (const SimRun *run, guint32 vm);

/* Why this VM cannot run on that host, or MODEL_BLOCKER_NONE; `rule` gets the rule that forbids it. */
ModelBlocker model_vm_against_host (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose, guint32 *rule);

/* Whether it is one of how much a host has left, not of what it is. */
gboolean model_blocker_is_of_room (ModelBlocker blocker);

/* Whether that is one of the hosts which model_place chooses from. */
gboolean model_may_place (const SimRun *run, guint32 vm, guint32 host, ModelPurpose purpose);

ModelPlacement model_place (const SimRun *run, guint32 vm, ModelPurpose purpose);

#endif
