/* How much could still be lost at every moment of a run: host failures that HA covers, members of a quorum, copies on vSAN.
 *
 * They are taken from the model while the run goes on, because the journal does not have them all: an admission control that
 * adds up again and finds itself as content as before says nothing. Whatever draws or tells margins takes them from here, so
 * a timeline, the player and a packet say the same. */

#ifndef CLI_MARGINS_H
#define CLI_MARGINS_H

#include "cli/cli.h"

/* How much may still be lost, from a moment on. */
typedef struct {
  SimTime at;
  gint64 margin;
  gboolean known; /* nobody counts while vCenter is away */
} CliMark;

typedef enum { CLI_HEADROOM, CLI_QUORUM, CLI_VSAN, CLI_N_MARGINS } CliMarginKind;

typedef struct {
  CliMarginKind kind;
  guint32 index; /* of the cluster, or of the group */
  GArray *marks; /* (element-type CliMark) */
} CliMargin;

typedef struct {
  GArray *all; /* (element-type CliMargin), by kind, then index */
} CliMargins;

/* Of a run that stands before its first event. */
CliMargins *cli_margins_new (const SimRun *run);
void cli_margins_free (CliMargins *margins); /* NULL is fine */

/* The event of this entry has just been handled. */
void cli_margins_take (CliMargins *margins, const SimRun *run, const SimEntry *entry);

/* That of a machine's actor; NULL when it has none. */
const CliMargin *cli_margins_find (const CliMargins *margins, guint machine, guint32 index);

/* Runs to the end, and takes them on the way. */
CliMargins *cli_margins_of (const CliRehearsal *rehearsal);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliMargins, cli_margins_free)

#endif
