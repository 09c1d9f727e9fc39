/* What the two files of a recording share. */

#ifndef CLI_RECORDING_PARTS_H
#define CLI_RECORDING_PARTS_H

#include "cli/recording.h"

/* The value of an entry that has none. */
#define NO_VALUE G_MININT64

struct _CliRecording {
  const CliRehearsal *rehearsal; /* borrowed */
  const SimRun *run;             /* borrowed */
  guint8 *began;                 /* by actor: its first state */
  gint32 *place;                 /* by VM: where it was at first; -1 nowhere */
  gint32 *cell;                  /* by policy cell: the string of its value at first */
  CliMargins *margins;
  GArray *values;                /* (element-type gint64), by entry of the journal */
  GArray *kept;                  /* (element-type guint), the entries that are recorded */
  gint32 *index;                 /* by event: which of those, or of its nearest cause that is; -1 none */
  GHashTable *numbers;           /* of strings */
  GPtrArray *strings;
  GArray *why, *more; /* (element-type gint), by kept entry: numbers of strings */
};

/* What the player shows above the hosts: how much may still be lost, or a state. */
typedef struct {
  guint machine;
  const char *name;
  const char *words; /* with # for the margin; NULL where a state is shown */
} CliGauge;

#define CLI_N_GAUGES 5
extern const CliGauge cli_gauges[CLI_N_GAUGES];

/* Whether an entry's value is where a VM is then: of machines with an actor for each VM. */
gboolean cli_recording_places (guint machine);

/* The value of a margin that nobody counts, as while vCenter is away. */
#define CLI_NOT_COUNTED ((gint64) G_MININT32)

/* How a margin stood before anything happened; NO_VALUE when there is none. */
gint64 cli_recording_margin (const CliRecording *recording, guint machine, guint32 index);

/* The number of the string that a policy cell's value is now. */
int cli_recording_cell (CliRecording *recording, guint32 cell);

/* The number of a string, which is there once; -1 for none. */
int cli_recording_string (CliRecording *recording, const char *string);

#endif
