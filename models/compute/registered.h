/* Powered-off VMs of a host that is emptied of them too (EV-03, vLCM's evacuate_offline_vms): they are registered on another
 * host where DRS would place them, and claim nothing there. It is the registration that moves, as in a cold migration, so a
 * VM keeps its groups, rules and overrides; out of the inventory and back is another thing (DR-01, model_register_anew). It
 * takes seconds, and no time here.
 *
 * The surprising rule: it is DRS that does it, so without DRS the host waits for as long as such a VM is registered on it,
 * empty as it is; while with DRS a VM that cannot go, or for which DRS is disabled, is simply left behind and holds nothing.
 *
 * What is meant are VMs that were powered off on purpose. Those that a remediation has stopped stay where they are started
 * again; those that have gone down are left to whoever restarts them; and of suspended ones the sources say nothing: they are
 * left where they are, and that is told. Templates are not known here; one that is written down as a powered-off VM is taken
 * for one. */

#ifndef MODEL_REGISTERED_H
#define MODEL_REGISTERED_H

#include "models/compute/placement.h"

/* Whether powered-off VMs are registered on the host that it is to lose before it is empty. */
gboolean model_is_to_lose_off_vms (const SimRun *run, guint32 host);

/* What keeps this VM from being registered on another host, by a person (`to`) or by DRS (MODEL_NONE: wherever it can be). */
ModelBlocker model_against_registering (const SimRun *run, guint32 vm, guint32 to, guint32 *ret_rule);

/* Why this powered-off VM would hold the host that is emptied of it too: its level of automation has to be approved, or its disks
 * are being moved. All else may remain. */
ModelBlocker model_off_vm_would_hold (const SimRun *run, guint32 vm, guint32 host);

/* The host is about to be emptied: which of them may remain is decided anew, and suspended ones are told. */
void model_begin_to_lose_off_vms (SimRun *run, guint32 host);

/* DRS tells them to leave, all of them or those for which an obstacle has gone; cannot; need not any more. */
#define MODEL_OFF_VM_NOTICES TO (VM, LEAVE)
void model_tell_off_vms_to_leave (SimRun *run, guint32 host, gboolean held_ones);
void model_hold_off_vms (SimRun *run, guint32 host);
void model_keep_off_vms (SimRun *run, guint32 host);

/* It has been powered off, or has not come up: DRS decides anew when its host is emptied of such VMs. */
void model_is_off_now (SimRun *run, guint32 vm);

/* It is not registered on that host any more. */
void model_is_registered_elsewhere (SimRun *run, guint32 vm, guint32 from);

#endif
