/* Vocabulary of governance: who compares what is with what is declared, and puts it right. What the columns are stands in
 * models/machines.h. */

#ifndef MODEL_GOVERNANCE_MACHINES_H
#define MODEL_GOVERNANCE_MACHINES_H

/* clang-format off */

#define MODEL_GOVERNANCE_MACHINES(X) \
  X (GOVERNOR, "governor", governors, TRUE, MODEL_MAY_BEGIN (GOVERNOR, DOWN), \
     "whoever looks whether settings are as declared, and perhaps puts them right") \
  X (SETTING, "setting", settings, TRUE, 0, \
     "what a governor knows of one setting, and what it does about it")

#define GOVERNOR_STATES(X) \
  X (GOVERNOR, IDLE,     "idle",     STEADY,  "it waits for its next look, or for something to change") \
  X (GOVERNOR, LOOKING,  "looking",  PASSING, "it compares what is with what is declared") \
  X (GOVERNOR, BLIND,    "blind",    FAILED,  "what it asks does not answer: it does not know") \
  X (GOVERNOR, HOLDING,  "holding",  PASSING, "it knows of drift, and puts nothing right before its delay or back-off is over") \
  X (GOVERNOR, MENDING,  "mending",  PASSING, "it puts settings right") \
  X (GOVERNOR, RETRYING, "retrying", PASSING, "that has failed, and it waits before it tries again") \
  X (GOVERNOR, GIVEN_UP, "given-up", FAILED,  "its tries are used up: it only looks") \
  X (GOVERNOR, DOWN,     "down",     FAILED,  "it does not run")

#define GOVERNOR_SIGNALS(X) \
  X (GOVERNOR, LOST,     "lost",     FAULT,  "it stops, for its own upgrade or otherwise") \
  X (GOVERNOR, LOOKED,   "looked",   FINISH, "it has had time to compare everything") \
  X (GOVERNOR, ANSWERED, "answered", FINISH, "a setting has been put right, or has not; arg: 1 when it has not") \
  X (GOVERNOR, BACK,     "back",     FINISH, "it runs again") \
  X (GOVERNOR, LOOK,     "look",     TIMER,  "its next look is due") \
  X (GOVERNOR, MEND,     "mend",     TIMER,  "its delay or back-off is over") \
  X (GOVERNOR, POLLED,   "polled",   TIMER,  "its poll of the repository comes round and finds a commit") \
  X (GOVERNOR, CHANGED,  "changed",  DECIDE, "a live object that it watches has changed; arg: setting") \
  X (GOVERNOR, COMMIT,   "commit",   DECIDE, "somebody commits to the repository that it follows")

#define SETTING_STATES(X) \
  X (SETTING, UNKNOWN,       "unknown",       STEADY,  "nobody has looked") \
  X (SETTING, COMPLIANT,     "compliant",     STEADY,  "it was as wanted when it was last looked at") \
  X (SETTING, NON_COMPLIANT, "non-compliant", STEADY,  "it is known not to be as wanted") \
  X (SETTING, UNAVAILABLE,   "unavailable",   STEADY,  "what carries it did not answer") \
  X (SETTING, CHECKING,      "checking",      PASSING, "what putting it right needs is checked first") \
  X (SETTING, ENTERING,      "entering",      PASSING, "its host goes into maintenance for it") \
  X (SETTING, APPLYING,      "applying",      PASSING, "the wanted value is being written") \
  X (SETTING, RESTARTING,    "restarting",    PASSING, "it is written, and its host restarts for it to take effect") \
  X (SETTING, LEAVING,       "leaving",       PASSING, "its host comes out of maintenance")

#define SETTING_SIGNALS(X) \
  X (SETTING, CHECKED,     "checked",     FINISH, "the pre-check has ended") \
  X (SETTING, HOST_DONE,   "host-done",   FINISH, "its host is in maintenance, or out of it") \
  X (SETTING, HOST_BROKEN, "host-broken", FINISH, "its host does not go into maintenance, or not out of it") \
  X (SETTING, APPLIED,     "applied",     FINISH, "it has had time to be written") \
  X (SETTING, DIFFERS,     "differs",     DECIDE, "its governor sees that it is not as wanted") \
  X (SETTING, MATCHES,     "matches",     DECIDE, "its governor sees that it is as wanted") \
  X (SETTING, SILENT,      "silent",      DECIDE, "what carries it does not answer its governor") \
  X (SETTING, APPLY,       "apply",       DECIDE, "its governor wants it put right")

/* clang-format on */

#endif
