/* What a remediation switches off for its own length and switches on at its end: settings of its cluster, as a table.
 *
 * The surprising rule: not everything that was switched off may be switched on again. Fault Tolerance needs the same
 * patches on the hosts of a pair, so a run that stops half-way has to leave it off (DR-28); and a run that dies with its
 * vCenter leaves off whatever it had switched off, since restoring is the last thing it does (DR-27). */

#ifndef MODEL_SETTINGS_H
#define MODEL_SETTINGS_H

#include "models/state.h"

typedef enum {
  MODEL_SWITCH_ADMISSION_CONTROL,
  MODEL_SWITCH_DPM,
  MODEL_SWITCH_FAULT_TOLERANCE,
  MODEL_SWITCH_MEDIA,
  MODEL_N_SWITCHES,
  MODEL_SWITCH_HA = MODEL_N_SWITCHES, /* no remediation does that; people do, see models/ha/switch.h */
  MODEL_SWITCH_HOST_MONITORING
} ModelSwitch;

extern const char *const model_switch_words[];

/* Whether it is on in the step's cluster now, and whether the step may switch it off. */
gboolean model_switch_is_on (const SimRun *run, guint32 step, ModelSwitch which);
gboolean model_switch_is_asked (const ModelStep *step, ModelSwitch which);

/* Switches off what is on and may be, and remembers it; gives a bit for each. */
gint64 model_settings_switch_off (SimRun *run, guint32 step);

/* Switches on what it had switched off and finds what has to stay off; gives a bit for each that is on again. */
gint64 model_settings_restore (SimRun *run, guint32 step);

/* Finds all that it had switched off, for nobody is left to switch it on. */
void model_settings_leave_off (SimRun *run, guint32 step);

#endif
