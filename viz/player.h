/* The player: one HTML file that shows a recorded run, in any browser, from a mail attachment, without a network.
 *
 * Its page, style and script are files of their own in viz/player/ and are compiled in; here they become one file together
 * with what was recorded. The surprising rule: the script never simulates. It is given what every event changed and goes
 * back and forth in that, so what it shows is the run and cannot be anything else.
 *
 * The page forbids itself every request (a Content-Security-Policy of none), and the recording stands in it as data, in which
 * no name can end the element it stands in. */

#ifndef VIZ_PLAYER_H
#define VIZ_PLAYER_H

#include <glib.h>

/* `recording` and `entries` are JSON, as viz/player/replay.js reads it; `timeline` is an SVG; `more` are sections of HTML that
 * viz_section_html has made, or NULL. (transfer full) */
char *viz_player_html (const char *title, const char *recording, const char *entries, const char *timeline,
                       const char *more);

#endif
