/* The change packet: what a change board needs to approve a plan or to refuse it, in a folder.
 *
 * A run is gone through once, event by event, and what a board asks is gathered: what each VM went through, each host's and
 * CVM's turn in each step, and how much could still be lost at every moment. Of that one document is made (packet-*.c, a
 * subject each), which is written as Markdown, as HTML and, section by section, as the fields of a change request.
 *
 * The surprising rule: every sentence stands in one place, so the three cannot say different things; and the folder appears
 * whole or not at all. Times are counted from the beginning of the plan, T+0:00:00, since a scenario has no date. */

#ifndef CLI_PACKET_H
#define CLI_PACKET_H

#include "cli/margins.h"
#include "viz/document.h"

/* What a VM went through. It is down while it is not powered on, having been so, and while its guest restarts. */
typedef struct {
  guint moves;    /* to another host, that ended well */
  guint restarts; /* by HA */
  guint stops;    /* powered off, shut down or suspended on purpose, guest restarts included */
  guint falls;    /* times that it stopped and nobody meant it to */
  SimTime moving, down;
  SimTime pause; /* the longest in a vMotion */
  gboolean ends_down;
} CliFate;

/* What a margin came to in a span of time. */
typedef struct {
  gboolean before_known, known;
  gint64 before, fewest, after; /* just before it, at its worst, at its end */
  SimTime none_left;            /* how long the margin was below 1 */
  SimTime broken;               /* how long it was below 0 */
  SimTime unknown;
} CliSpell;

/* A host's or a CVM's turn in a step: from its first change of state in it to its last. */
typedef struct {
  guint32 step;
  SimId actor;
  SimTime from, until;
  guint8 ends;           /* its state then */
  ModelVersion version;  /* what it runs then */
  guint moved; /* VMs that left it by vMotion in that time */
} CliTurn;

typedef struct {
  const CliRehearsal *rehearsal; /* borrowed */
  const SimRun *run;             /* borrowed; at its end */
  const ModelFleet *fleet;       /* borrowed */
  SimTime end;                   /* the last moment of which something is told */
  GArray *order;                 /* (element-type guint32): steps as they began */
  CliFate *fates;                /* by VM */
  CliMargins *margins;
  ModelCosts *costs;             /* of licences, as the plan begins */
  GArray *turns;                 /* (element-type CliTurn), as they began */
  char *name;                    /* of the scenario's file */
  char *source;                  /* that file; NULL it was read from standard input */
  char digest[17];
} CliPacket;

/* Runs to the end what stands before its first event. */
CliPacket *cli_packet_new (const CliRehearsal *rehearsal);
void cli_packet_free (CliPacket *packet); /* NULL is fine */

CliSpell cli_packet_spell (const CliMargin *margin, SimTime from, SimTime until);
gboolean cli_fate_is_affected (const CliFate *fate);

/* ---- What is told of it: each puts sections into the document ---- */

void cli_packet_tell_request (const CliPacket *packet,
                              VizDocument *document); /* what is asked, and why it is believed */
void cli_packet_tell_plan (const CliPacket *packet, VizDocument *document); /* steps, turns, schedule */
void cli_packet_tell_backout (const CliPacket *packet, VizDocument *document);
void cli_packet_tell_test (const CliPacket *packet, VizDocument *document);
void cli_packet_tell_risk (const CliPacket *packet, VizDocument *document);
void cli_packet_tell_vms (const CliPacket *packet, VizDocument *document);

/* "high", "moderate", "low"; and how much is touched, likewise. */
const char *cli_packet_risk (const CliPacket *packet);
const char *cli_packet_impact (const CliPacket *packet);

char *cli_packet_vms_csv (const CliPacket *packet);                           /* (transfer full) */
char *cli_packet_json (const CliPacket *packet, const VizDocument *document); /* (transfer full) */

/* ---- Words; all (transfer full) ---- */

char *cli_packet_step_words (const CliPacket *packet,
                             guint32 step); /* "upgrade the hosts of prod to 8.0.3" */
char *cli_packet_moment (SimTime at);       /* "T+1:43:15"; "not reached" */
char *cli_packet_duration (SimTime from, SimTime until);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliPacket, cli_packet_free)

/* ---- The kinds of change, verb by verb: see changes.def ---- */

typedef enum { CLI_UNDO_NOTHING, CLI_UNDO_YES, CLI_UNDO_PARTLY, CLI_UNDO_NO } CliUndo;

typedef struct {
  ModelVerb verb;
  int method; /* ModelMethod; -1 any */
  const char *what, *who;
  CliUndo undo;
  const char *how, *limit, *check, *source;
} CliChange;

extern const char *const cli_undo_words[];
const CliChange *cli_change_of (const ModelStep *step);

/* Writes the files into `folder`, whole or not at all; an exit status, with the complaint printed. */
int cli_packet_write (const CliPacket *packet, const char *folder, const char *player);

#endif
