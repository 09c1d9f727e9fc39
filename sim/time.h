/* Time and proportions.
 *
 * A rehearsal has one clock: whole milliseconds since it began, in 64 signed bits. There is no floating point anywhere
 * in sim or models, so that a run comes out the same on every machine; a proportion is one multiplication and one
 * division through 128 bits, and a duration that comes out of one is rounded up: nothing finishes early. */

#ifndef SIM_TIME_H
#define SIM_TIME_H

#include <glib.h>

typedef gint64 SimTime; /* ms since the rehearsal began */

#define SIM_SECOND ((SimTime) 1000)
#define SIM_MINUTE (60 * SIM_SECOND)
#define SIM_HOUR (60 * SIM_MINUTE)
#define SIM_DAY (24 * SIM_HOUR)

/* "Not yet", "not any more" and "for ever", depending on what the field says. Never a moment on the clock. */
#define SIM_NEVER G_MAXINT64

/* a × b ÷ c, exactly, rounded down or up. c is positive, a and b are not negative. A result beyond 64 bits saturates
 * at G_MAXINT64 - 1, so that it can never be mistaken for SIM_NEVER. */
gint64 sim_muldiv (gint64 a, gint64 b, gint64 c);
gint64 sim_muldiv_up (gint64 a, gint64 b, gint64 c);

/* "1:12:09", or "1:12:09.250" where the milliseconds matter; from a day on "340 d 01:12:09". (transfer full) */
char *sim_time_clock (SimTime at);

/* A duration as a person says it: "180 ms", "9.4 s", "12 min", "1 h 30 min", "2 d 4 h". (transfer full) */
char *sim_time_words (SimTime duration);

#endif
