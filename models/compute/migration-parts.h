/* The vMotion machine in parts: its table stands whole in migration.c, and what its rows name in a file a subject. This header
 * says which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_MIGRATION_PARTS_H
#define MODEL_MIGRATION_PARTS_H

#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define MIGRATION_GUARDS(X)                                                                         \
  /* migration-start.c */                                                                           \
  X (breaks) X (its_network_is_misbelieved) X (the_vm_has_gone) X (the_target_has_gone) X (the_room_has_gone) X (it_is_not_compatible) X (its_disks_go_too) \
  X (only_its_disks_move) X (vcenter_is_away) X (its_host_is_away) X (its_host_does_not_see_it)     \
  X (it_is_not_at_rest) X (nobody_wants_its_disks_moved) X (it_is_about_to_go) X (it_must_wait)     \
  /* migration-copy.c */                                                                            \
  X (little_is_left) X (it_will_not_converge) X (the_guest_stops_for_traces)                        \
  /* migration-end.c */                                                                             \
  X (it_is_the_target) X (no_network_is_used)

#define MIGRATION_ACTIONS(X)                                                                \
  /* migration-start.c */                                                                   \
  X (wait) X (stop_waiting) X (wait_with_disks) X (check) X (want_disks_moved)              \
  X (refuse_without_vcenter) X (refuse_without_host) X (refuse_unseen) X (refuse_after_all) \
  X (check_disks) X (reserve)                                                               \
  /* migration-copy.c */                                                                    \
  X (move_disks) X (trace) X (start_copy) X (copy_again) X (stun)                           \
  /* migration-end.c */                                                                     \
  X (arrive) X (settle_disks) X (break_off) X (break_off_surprised) X (resume_on_source) X (give_up)
/* clang-format on */

#define MIGRATION_GUARD(NAME)  extern const SimGuard MIGRATION_##NAME;
#define MIGRATION_ACTION(NAME) extern const SimAction MIGRATION_##NAME;
MIGRATION_GUARDS (MIGRATION_GUARD)
MIGRATION_ACTIONS (MIGRATION_ACTION)

#define MIGRATION_ALWAYS  ALWAYS
#define MIGRATION_NOTHING NOTHING

/* What a copy tells itself. */
#define COPIES TO (MIGRATION, DISKS_MOVED), TO (MIGRATION, ROUND), TO (MIGRATION, SWITCHED)

/* The step that wants its disks elsewhere, or NULL. */
const ModelStep *model_migration_relocation (const SimRun *run, guint32 vm);

/* A copy has begun or ended on this host: all others there get another share. */
void model_migration_pace_others (SimRun *run, guint32 host, guint32 except);

#endif
