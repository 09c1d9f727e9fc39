/* The governor machine in parts: its table stands whole in governor.c, and what its rows name in a file a subject. Only they
 * include this. */

#ifndef MODEL_GOVERNOR_PARTS_H
#define MODEL_GOVERNOR_PARTS_H

#include "models/governance/governance.h"

/* clang-format off */
#define GOVERNOR_GUARDS(X)                                                                     \
  /* governor-look.c */                                                                        \
  X (nothing_answers) X (its_tool_tells_nothing) X (it_does_not_see_it)                        \
  /* governor-mend.c */                                                                        \
  X (it_is_to_mend) X (a_sync_is_due) X (it_is_to_heal) X (nothing_is_left)                    \
  X (nobody_moves_any_more) X (others_are_left) X (all_are_right) X (more_has_come)            \
  X (tries_are_left) X (nobody_governs)

#define GOVERNOR_ACTIONS(X)                                                                    \
  /* governor-look.c */                                                                        \
  X (look) X (be_blind) X (wait_for_next) X (lose_sight) X (tell_nothing) X (report)           \
  X (note_it) X (look_again_soon) X (stop) X (come_back)                                       \
  /* governor-mend.c */                                                                        \
  X (report_and_hold) X (hold) X (mend) X (go_on) X (end) X (hold_again) X (retry_later)       \
  X (give_up) X (await_poll) X (sync) X (be_in_sync)
/* clang-format on */

#define GOVERNOR_GUARD(NAME)  extern const SimGuard GOVERNOR_##NAME;
#define GOVERNOR_ACTION(NAME) extern const SimAction GOVERNOR_##NAME;
GOVERNOR_GUARDS (GOVERNOR_GUARD)
GOVERNOR_ACTIONS (GOVERNOR_ACTION)

#define GOVERNOR_ALWAYS  ALWAYS
#define GOVERNOR_NOTHING NOTHING

#define ALONE_MOST 10 /* looks and remedies while nothing else happens any more */

/* Only governors have anything pending, so nothing will ever be different from now: a plan that is over, or stuck. */
gboolean model_only_governors_wait (const SimRun *run);

/* Counts that, and begins anew when the plan has gone on meanwhile. What its own remedies set going is no reason to: a host that
 * does not empty for it would have it try again for ever. */
void model_governor_count_alone (SimRun *run, guint32 governor);

/* Tells the settings what is new about them. */
#define GOVERNOR_NOTES TO (SETTING, SILENT), TO (SETTING, DIFFERS), TO (SETTING, MATCHES)
void model_governor_note (SimRun *run, guint32 governor);

static inline const ModelGovernor *
my_governor (const SimRun *run, const SimEvent *event)
{
  return &model_fleet (run)->governors[ME];
}

static inline gboolean
is_gitops (const SimRun *run, const SimEvent *event)
{
  return my_governor (run, event)->kind == MODEL_GOVERNOR_GITOPS;
}

#endif
