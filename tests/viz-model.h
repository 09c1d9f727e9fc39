/* A model made to be drawn, and a run of it, for the tests of drawings. Two machines that can do everything a table can:
 * alternatives, rows that stay, rows from few states and from many, a state that is no beginning, messages both ways and to
 * oneself. */

#ifndef TESTS_VIZ_MODEL_H
#define TESTS_VIZ_MODEL_H

#include "viz/viz.h"

enum { HOST, DRS, N_MACHINES };
enum { CONNECTED, ENTERING, MAINTENANCE, REBOOTING, HUNG, N_HOST_STATES };
enum { ENTER, EMPTY, BLOCKED, CANCEL, REBOOT, UP, HANG, CRASH, LOOK };
enum { READY, BUSY };
enum { EVACUATE };
enum { EVACUATION_BLOCKED, HOST_LOST };

/* clang-format off */
#define IN(STATE) (1u << (STATE))
#define TO(MACHINE, SIGNAL) { MACHINE, SIGNAL }
#define ANY (IN (N_HOST_STATES) - 1)
/* clang-format on */

extern SimModel viz_model;

int viz_set_up (void); /* as CUnit wants them */
int viz_tear_down (void);
const char *viz_name (const SimModel *model, SimId thing);

/* esx01 empties and reboots, esx02 cannot be emptied, esx03 crashes; and which rows that took. (transfer full) */
SimRun *viz_rehearse (void);
VizTaken *viz_rehearsal (void);

guint viz_occurrences (const char *text, const char *word);

#endif
