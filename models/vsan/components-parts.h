/* The vsan-components machine in parts: its table stands whole in components.c, and what its rows name in a file a subject.
 * This header says which, and has what several of the parts need. Only they include it. */

#ifndef MODEL_VSAN_COMPONENTS_PARTS_H
#define MODEL_VSAN_COMPONENTS_PARTS_H

#include "models/machines.h"
#include "models/state.h"

/* clang-format off */
#define COMPONENTS_GUARDS(X)                                                                    \
  /* components-away.c */                                                                       \
  X (is_cut_off) X (more_of_it_is_gone) X (is_away) X (is_back) X (is_back_and_has_missed)      \
  X (is_back_with_nothing) X (the_timer_starts_now) X (all_is_up_to_date) X (some_can_catch_up) \
  X (some_of_it_is_heard) X (some_was_out_of_date)                                              \
  /* components-rebuild.c */                                                                    \
  X (the_original_wins) X (has_nothing) X (there_is_a_spare) X (its_devices_have_failed)        \
  X (is_back_and_some_is_left)

#define COMPONENTS_ACTIONS(X)                                                                  \
  /* components-away.c */                                                                      \
  X (lose) X (lose_more) X (start_late) X (resync) X (be_active) X (be_up_to_date)             \
  X (be_partly_up_to_date) X (take_some_back) X (count_some_again)                             \
  /* components-rebuild.c */                                                                   \
  X (rebuild) X (stay_reduced) X (drop_old) X (drop_old_and_be_active) X (drop_old_and_resync) \
  X (abandon_rebuild) X (degrade) X (mend) X (mend_and_resync) X (wipe)
/* clang-format on */

#define COMPONENTS_GUARD(NAME)  extern const SimGuard COMPONENTS_##NAME;
#define COMPONENTS_ACTION(NAME) extern const SimAction COMPONENTS_##NAME;
COMPONENTS_GUARDS (COMPONENTS_GUARD)
COMPONENTS_ACTIONS (COMPONENTS_ACTION)

#define COMPONENTS_ALWAYS  ALWAYS
#define COMPONENTS_NOTHING NOTHING

/* Whether the host is there, and whoever owns what it holds hears it. */
gboolean model_components_are_heard (const SimRun *run, guint32 host);

/* Nothing waits for the repair timer any more. */
void model_components_stop_timer (SimRun *run, const SimEvent *event);

/* Everything that has a source is on its way in one batch; what has none stays as it is. */
void model_components_catch_up (SimRun *run, const SimEvent *event);

/* All of it is active again. */
void model_components_be_whole (SimRun *run, const SimEvent *event);

#endif
