/* A run recorded for the player: what there is, what every event changed, and what was found.
 *
 * The recording is two JSON texts. The first holds everything with a name in it. The second is the journal in columns of
 * numbers, which is what makes a run of a thousand hosts small enough to be sent by mail. */

#ifndef CLI_RECORDING_H
#define CLI_RECORDING_H

#include "cli/margins.h"

typedef struct _CliRecording CliRecording;

/* Runs to the end what stands before its first event, and keeps what changed. */
CliRecording *cli_record (const CliRehearsal *rehearsal);
void cli_recording_free (CliRecording *recording); /* NULL is fine */

char *cli_recording_things (const CliRecording *recording);  /* (transfer full) */
char *cli_recording_entries (const CliRecording *recording); /* (transfer full) */

const CliMargins *cli_recording_margins (const CliRecording *recording); /* borrowed */

/* A journal longer than this is told without what goes on behind the scenes. */
enum { CLI_RECORDING_MOST = 150000 };

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRecording, cli_recording_free)

#endif
