/* The benchmarks: each prints a table of its own. `make bench` runs all of them in one process, so that the figures of one
 * run may be compared with one another; only their ratios mean anything on another machine. */

#ifndef TESTS_BENCH_H
#define TESTS_BENCH_H

#include <glib.h>

void bench_queue (void);  /* the event queue beside GTree and GSequence */
void bench_engine (void); /* the engine on a toy machine beside GTree's bare loop */
void bench_roll (void);   /* a rolling upgrade of a thousand hosts */

#endif
