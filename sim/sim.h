/* rollcall's engine, which knows no virtualization.
 *
 * A rehearsal is a model (constant: the tables of its state machines, how many actors each has, what their columns are) and
 * a world (a value: states, columns, pending events, findings). A run steps the world event by event and keeps a
 * journal. Start with machine.h for what a table is, world.h for what changes, run.h for the one function that changes it.
 *
 * The surprising rule: nothing here can fail. There is no error to return, no allocation a caller must check, no input to
 * distrust. A table with a hole, an undeclared send or a loop without time is a bug in a model, and asserts. */

#ifndef SIM_SIM_H
#define SIM_SIM_H

#include "sim/time.h"
#include "sim/random.h"
#include "sim/event.h"
#include "sim/queue.h"
#include "sim/machine.h"
#include "sim/model.h"
#include "sim/world.h"
#include "sim/journal.h"
#include "sim/finding.h"
#include "sim/text.h"
#include "sim/run.h"

#endif
