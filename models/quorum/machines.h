/* Vocabulary of groups that need enough of their members. What the columns are stands in models/machines.h. */

#ifndef MODEL_QUORUM_MACHINES_H
#define MODEL_QUORUM_MACHINES_H

/* clang-format off */

#define MODEL_QUORUM_MACHINES(X) \
  X (QUORUM, "quorum", groups, 0, MODEL_MAY_BEGIN (QUORUM, REDUCED) | MODEL_MAY_BEGIN (QUORUM, CRITICAL) | MODEL_MAY_BEGIN (QUORUM, LOST), \
     "a group that needs enough of its members")

#define QUORUM_STATES(X) \
  X (QUORUM, WHOLE,    "whole",    STEADY,  "every member is up") \
  X (QUORUM, REDUCED,  "reduced",  PASSING, "members are missing; more may be lost") \
  X (QUORUM, CRITICAL, "critical", PASSING, "it works; not one more may be lost") \
  X (QUORUM, LOST,     "lost",     FAILED,  "it does not work")

#define QUORUM_SIGNALS(X) \
  X (QUORUM, CHANGED, "changed", FINISH, "a member came or went")

/* clang-format on */

#endif
