/* Vocabulary of the plan, its steps, what breaks meanwhile, and policies as declared and as they are. What the
 * columns are stands in models/machines.h. */

#ifndef MODEL_PLAN_MACHINES_H
#define MODEL_PLAN_MACHINES_H

/* clang-format off */

#define MODEL_PLAN_MACHINES(X) \
  X (PLAN, "plan", one, 0, 0, \
     "the plan as a whole: its steps, and the maintenance window") \
  X (STEP, "step", steps, 0, 0, \
     "one step of the plan") \
  X (PRODUCT, "product", products, 0, 0, \
     "a product beside vCenter and hosts, such as NSX, and its upgrade") \
  X (FAULT, "fault", faults, 0, 0, \
     "something that breaks, at a moment or during a state") \
  X (POLICY, "policy", cells, 0, MODEL_MAY_BEGIN (POLICY, DRIFTED), \
     "one policy's value in one place, declared and actual")

#define PLAN_STATES(X) \
  X (PLAN, READY,   "ready",   STEADY,  "not begun") \
  X (PLAN, ROLLING, "rolling", PASSING, "steps are running or waiting") \
  X (PLAN, LATE,    "late",    FAILED,  "the maintenance window is over and steps are running or waiting") \
  X (PLAN, OVER,    "over",    STEADY,  "every step has ended")

#define PLAN_SIGNALS(X) \
  X (PLAN, STEP_OVER,  "step-over",  FINISH, "a step has ended") \
  X (PLAN, WINDOW_END, "window-end", TIMER,  "the maintenance window ends") \
  X (PLAN, START,      "start",      DECIDE, "the rehearsal begins")

#define STEP_STATES(X) \
  X (STEP, WAITING, "waiting", STEADY,  "for the steps that it comes after") \
  X (STEP, RUNNING, "running", PASSING, "under way") \
  X (STEP, DONE,    "done",    STEADY,  "has ended as planned") \
  X (STEP, FAILED,  "failed",  FAILED,  "has ended otherwise") \
  X (STEP, SKIPPED, "skipped", FAILED,  "was not begun: a step before it was not done")

#define STEP_SIGNALS(X) \
  X (STEP, FINISHED, "finished", FINISH, "what it started has ended as planned") \
  X (STEP, BROKEN,   "broken",   FINISH, "what it started has ended otherwise") \
  X (STEP, READY,    "ready",    DECIDE, "it may perhaps begin") \
  X (STEP, GROW, "grow", TIMER, "a month has passed, and its workload has grown; arg: months")

#define PRODUCT_STATES(X) \
  X (PRODUCT, CURRENT,   "current",   STEADY,  "on the version it has") \
  X (PRODUCT, UPGRADING, "upgrading", PASSING, "being upgraded")

#define PRODUCT_SIGNALS(X) \
  X (PRODUCT, UPGRADED, "upgraded", FINISH, "its upgrade has ended") \
  X (PRODUCT, SYNC,     "sync",     TIMER,  "SDDC Manager takes its inventory anew") \
  X (PRODUCT, UPGRADE,  "upgrade",  DECIDE, "upgrade; arg: plan step")

#define FAULT_STATES(X) \
  X (FAULT, ARMED,  "armed",  STEADY,  "has not happened") \
  X (FAULT, ACTIVE, "active", FAILED,  "has happened, and lasts") \
  X (FAULT, OVER,   "over",   STEADY,  "is over")

#define FAULT_SIGNALS(X) \
  X (FAULT, STRIKE, "strike", FAULT,  "it happens") \
  X (FAULT, LIFT,   "lift",   FINISH, "it is over")

#define POLICY_STATES(X) \
  X (POLICY, IN_POLICY, "in-policy", STEADY,  "the actual value is the declared one") \
  X (POLICY, DRIFTED,   "drifted",   FAILED,  "the actual value is not the declared one") \
  X (POLICY, RESET,     "reset",     FAILED,  "a life-cycle event has put back the platform's default")

#define POLICY_SIGNALS(X) \
  X (POLICY, LIFECYCLE, "lifecycle", FINISH, "something happened to what carries it; arg: ModelLifecycle") \
  X (POLICY, SAVED,     "saved",     FINISH, "its host has saved its configuration") \
  X (POLICY, POWER_LOST, "power-lost", FAULT, "its host has lost what it had not saved") \
  X (POLICY, REPAIR,    "repair",    FINISH, "somebody puts back the declared value by hand") \
  X (POLICY, PARENT,    "parent",    FINISH, "what it inherits is another now, or inherited from elsewhere") \
  X (POLICY, SET,       "set",       FINISH, "somebody has set it; arg: whose value it is, see model_value_written")

/* clang-format on */

#endif
