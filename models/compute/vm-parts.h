/* The VM machine in parts: its table stands whole in vm.c, and what its rows name in a file a subject. This header says which,
 * and has what several of the parts need. Only they include it. */

#ifndef MODEL_VM_PARTS_H
#define MODEL_VM_PARTS_H

#include "models/ahv/ahv.h"
#include "models/compute/evacuation.h"
#include "models/machines.h"
#include "models/nutanix/locality.h"
#include "models/state.h"

/* clang-format off */
#define VM_GUARDS(X)                                                                                \
  /* vm-moves.c */                                                                                  \
  X (its_host_is_emptying) X (its_new_host_has_died) X (its_new_host_is_emptying) X (drs_evens_out) \
  X (drs_corrects) X (drs_makes_room) X (acropolis_brings_it_back) X (ads_relieves_its_host) X (the_target_is_there)                                       \
  /* vm-by-hand.c */                                                                                \
  X (it_is_there_already) X (it_is_on_its_way) X (something_forbids_the_move) X (no_slot_is_free)   \
  X (a_person_moves_it)                                                                             \
  /* vm-power.c */                                                                                  \
  X (another_part_has_its_objects)                                                                  \
  X (its_host_is_isolated) X (it_cannot_be_spared) X (its_secondary_stands_in)                      \
  /* vm-requests.c */                                                                               \
  X (vcenter_is_away) X (its_node_goes) X (its_disks_are_on_the_move) X (admission_control_refuses)                   \
  X (admission_control_refuses_more) X (its_host_has_no_more) X (its_pool_refuses)                  \
  X (its_port_is_out_of_reach) X (the_guarantee_refuses)                                                                      \
  X (its_host_is_asked) X (its_host_is_asked_and_can) X (no_host_has_room) X (the_host_has_gone)    \
  /* vm-stopped.c */                                                                                \
  X (its_own_host_cannot) X (it_does_not_start) X (its_memory_was_there)                                                     \
  /* vm-registered.c */                                                                             \
  X (it_has_to_wait) X (it_may_remain) X (its_host_is_emptied_of_it) X (something_forbids_it_there)

#define VM_ACTIONS(X)                                                                             \
  /* vm-moves.c */                                                                                \
  X (wait_for_a_slot) X (stay) X (pin) X (go) X (stay_after_all) X (unbook) X (arrive)            \
  X (arrive_and_leave)                                                                            \
  /* vm-by-hand.c */                                                                              \
  X (be_there_already) X (refuse_move) X (refuse_move_blind) X (refuse_move_off) X (wait_by_hand) \
  X (refuse_registering) X (set_off)                                                              \
  /* vm-power.c */                                                                                \
  X (keep_running) X (be_shut_down) X (go_on_there)                                               \
  X (fall) X (die) X (arrive_nowhere) X (be_restarted) X (run_again) X (be_lost_again)            \
  /* vm-requests.c */                                                                             \
  X (refuse_admission) X (refuse_no_room) X (refuse_busy) X (refuse_no_vcenter)                   \
  X (refuse_more_admission) X (refuse_more_no_room) X (refuse_more_no_vcenter) X (reserve)        \
  X (refuse_pool) X (refuse_at_host) X (power_on_at_host) X (power_on) X (be_on)                  \
  X (be_refused_after_all) X (be_on_already) X (refuse_no_port) X (refuse_unguaranteed)                                   \
  /* vm-stopped.c */                                                                              \
  X (begin_to_stop) X (not_stop) X (be_stopped) X (stay_stopped_by_admission) X (stay_stopped)    \
  X (start_again) X (be_started_already) X (fail_to_start) X (run_once_more) X (lose_its_memory) X (lose_its_memory_after_all)                      \
  /* vm-registered.c */                                                                           \
  X (remain) X (hold_its_host) X (register_elsewhere) X (register_by_hand)
/* clang-format on */

#define VM_GUARD(NAME)  extern const SimGuard VM_##NAME;
#define VM_ACTION(NAME) extern const SimAction VM_##NAME;
VM_GUARDS (VM_GUARD)
VM_ACTIONS (VM_ACTION)

#define VM_ALWAYS  ALWAYS
#define VM_NOTHING NOTHING

/* A person who moves it waits for an answer. */
#define MOVED TO (STEP, FINISHED), TO (STEP, BROKEN)

#define COMES_UP                                                                                             \
  TO (ADS, LOAD), TO (VCENTER, BACK), MODEL_MEMBER_NOTICES, MODEL_ADMISSION_NOTICES, TO (VM, LEAVE),        \
      MODEL_GO_ON_NOTICES, TO (ISOLATION, OVER), TO (VMCP, OVER), TO (MONITOR, OVER), TO (PORT, POWERED),   \
      TO (GUEST, VM_ON), MODEL_LOCALITY_NOTICES

/* Who asked for a power-on hears how it ended: a step, or a round that had shut the VM down. */
#define ANSWERED TO (STEP, FINISHED), TO (STEP, BROKEN), TO (GUEST, VM_ON), TO (GUEST, REFUSED)
void model_vm_answer_power_on (SimRun *run, const SimEvent *event, gboolean on);

static inline const ModelVm *
model_vm_of (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->vms[ME];
}

gboolean model_vm_is_emptying (const SimRun *run, guint32 host);
gboolean model_vm_moves_for (const SimRun *run, const SimEvent *event, ModelMove why);

/* It begins to run on a host, and inherits what is there; it ceases to; it exchanges one for the other; it comes up. */
void model_vm_begin_on (SimRun *run, const SimEvent *event, guint32 host);
void model_vm_cease (SimRun *run, const SimEvent *event);
void model_vm_arrive_on (SimRun *run, const SimEvent *event, guint32 host);
void model_vm_come_up (SimRun *run, const SimEvent *event, guint32 host);

/* A vMotion that has not begun, or has just ended, does not hear of it: the slot is given back here. */
void model_vm_forget_vmotion (SimRun *run, const SimEvent *event);

/* Only the move that a person asked for answers: while that one still waits for a slot, DRS may move the VM as well. */
void model_vm_answer_mover (SimRun *run, const SimEvent *event, guint signal);
void model_vm_wait_no_more (SimRun *run, const SimEvent *event);

/* Nobody need approve any more that it leaves. */
void model_vm_withdraw_recommendation (SimRun *run, const SimEvent *event);

/* It goes down, on its way or while it waits for a slot. */
void model_vm_disappoint_mover (SimRun *run, const SimEvent *event);

#endif
