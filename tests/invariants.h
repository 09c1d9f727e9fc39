/* What must hold of a rehearsal whatever happens in it: the handbook's invariants (vsphere 8.14, platforms 11), the books
 * that must add up, findings that must be open exactly while their cause is there, and that nothing waits for ever for a
 * signal that nobody will send.
 *
 * Some hold after every event, some only when a millisecond is over and everybody has heard of it, some at the end. */

#ifndef TESTS_INVARIANTS_H
#define TESTS_INVARIANTS_H

#include "tests/trial.h"

/* Handles all events of a trial and looks after each. What does not hold goes to `complaints` as sentences, at most one of
 * a kind; returns how many there are. */
guint invariants_hold (Trial *trial, GPtrArray *complaints);

#endif
