/* Who is told when something changes that others decide by. Each function sends what its macro declares; an action that
 * calls one lists the macro among its sends. */

#ifndef MODEL_NOTICES_H
#define MODEL_NOTICES_H

#include "models/state.h"
#include "models/words.h"

/* A member of quorum groups may have come or gone, and with a host what it holds of vSAN; a VM may be the witness of Nutanix nodes. */
#define MODEL_MEMBER_NOTICES TO (QUORUM, CHANGED), TO (COMPONENTS, CHANGED), TO (VCHA, CHANGED), TO (ARBITER, LOST), TO (ARBITER, BACK)
void model_notify_members_of_host (SimRun *run, guint32 host);
void model_notify_members_of_vm (SimRun *run, guint32 vm);

/* What runs on a CVM, or the data on its disks, may have come or gone; and with it what its cluster bears. */
#define MODEL_CVM_NOTICES TO (QUORUM, CHANGED), TO (RESILIENCY, LOOK)
void model_notify_members_of_cvm (SimRun *run, guint32 host);

/* What DPM decides by has changed: it looks when its interval has come round. */
#define MODEL_DPM_NOTICES TO (DPM, CAPACITY)
void model_notify_dpm (SimRun *run, guint32 cluster);

/* VMs have come or gone: admission control adds up again, once for all that changes in one instant, and DPM looks at what is
 * left to do; in an AHV cluster, HA looks whether it can keep what it guarantees. */
#define MODEL_ADMISSION_NOTICES TO (ADMISSION, REVIEW), TO (RESERVATION, REVIEW), MODEL_DPM_NOTICES
void model_notify_admission (SimRun *run, guint32 cluster);

/* A cluster has more or less room than before: DRS looks again at what is stuck, admission control reviews, HA tries what
 * had no room. */
#define MODEL_CAPACITY_NOTICES                                                                               \
  TO (DRS, CAPACITY), TO (ACROPOLIS, CAPACITY), TO (ADS, LOAD), TO (VCLS, POOL), MODEL_ADMISSION_NOTICES, TO (RESTART, ROOM)
void model_notify_capacity (SimRun *run, guint32 cluster);

/* Something has no room, or too little of it: DPM may have a host woken. */
#define MODEL_SHORTAGE_NOTICES TO (DPM, SHORTAGE)
void model_notify_shortage (SimRun *run, guint32 cluster);
void model_notify_no_room_for (SimRun *run, guint32 vm); /* its power-on has been refused for that */

/* HA-35: what had no room may have some now, or the list of what fits where is new. Costs no attempt. */
#define MODEL_ROOM_NOTICES TO (RESTART, ROOM)
void model_notify_room (SimRun *run, guint32 cluster);

/* A host that is being emptied may have become empty: its last VM has left. And one on its way to it may not come after
 * all: then it has less to carry than it seemed. */
#define MODEL_EMPTY_NOTICES TO (HOST, EMPTY), TO (NODE, VM_LEFT)
void model_notify_empty (SimRun *run, guint32 host);
void model_notify_not_coming (SimRun *run, guint32 host);

/* VMs suspended to the memory of a host, which has lost its power or boots in full. */
#define MODEL_MEMORY_NOTICES TO (VM, HOST_LOST)
void model_notify_memory_lost (SimRun *run, guint32 host);

/* Something has happened to a host, or to a cluster as a whole, that resets the policies that it resets. */
void model_notify_lifecycle (SimRun *run, guint32 host, ModelLifecycle lifecycle);

void model_notify_vm_lifecycle (SimRun *run, guint32 vm, ModelLifecycle lifecycle);

/* Its configuration is saved, as at every clean shutdown; or it has lost power, or falls back to its other boot bank, and with
 * that what was set since the last save (HST-07). */
void model_notify_saved (SimRun *run, guint32 host);
void model_notify_unsaved_lost (SimRun *run, guint32 host);
void model_notify_cluster_lifecycle (SimRun *run, guint32 cluster, ModelLifecycle lifecycle, ModelVersion from, ModelVersion to);

/* vCenter has stopped serving, or serves again: everybody who depends on it. */
#define MODEL_VCENTER_NOTICES                                                                                          \
  TO (DRS, VCENTER_DOWN), TO (DRS, VCENTER_UP), TO (VCLS, VCENTER_UP), TO (RESTART, VCENTER_UP), TO (AGENT, VCENTER_UP), TO (ADMISSION, VCENTER_DOWN), TO (ADMISSION, VCENTER_UP),              \
    TO (REMEDIATION, VCENTER_DOWN), TO (HOST, VCENTER_UP), TO (MIGRATION, GO_AHEAD), TO (PORT, SYNC), MODEL_ROOM_NOTICES
void model_notify_vcenter_down (SimRun *run, guint32 vcenter);
void model_notify_vcenter_up (SimRun *run, guint32 vcenter);

/* Opens and ends what is found about a host that is allowed its VMs by their claims and has not got what they use (DRS-14,
 * */
void model_look_whether_overfull (SimRun *run, guint32 host);

/* Finds what has come between a step and what it was to do with `subject`: at this moment; or until it can go on. */
void model_set_back (SimRun *run, SimId subject, ModelSetback why);
void model_hold_up (SimRun *run, SimId subject, ModelSetback why);

/* Refuses what a plan step asks for: a finding of the step, the reason in the story, and the step is broken. */
void model_refuse_step (SimRun *run, guint32 step, ModelCheck why);

/* An action that refuses so what the step of the event's argument asks for. */
#define REFUSES(NAME, SAID, CHECK)                                                                           \
  ACTION (NAME, SAID, "{a:check}", SENDS (TO (STEP, BROKEN)))                                                \
  {                                                                                                          \
    model_refuse_step (run, (guint32) event->arg, MODEL_CHECK_##CHECK);                                      \
  }

#endif
