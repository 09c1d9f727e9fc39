/* A run as sequence diagrams.
 *
 * The journal's causes are arrows already: each event has a sender and a receiver. What is left to decide is who shares a
 * lane, what is worth a row, and where one page ends and the next begins. A page is a host's turn in a step, what a fault
 * brought about, or what a step did beside that; an event belongs to the page of its cause. The first page is the index, unless
 * one host is asked for.
 *
 * The surprising rule is that a host's vMotions are one row, from the first start to the last arrival: thirty arrows that say
 * the same hide the one that does not. */

#ifndef CLI_SEQUENCE_H
#define CLI_SEQUENCE_H

#include "cli/cli.h"
#include "viz/sequence.h"

/* Who takes part, in the order of the lanes: what speaks for the platform first, then the host in question, then what
 * depends on it. */
typedef enum {
  LANE_UNSAID, /* a machine that lanes.c does not know yet; a test fails */
  LANE_FAULT,
  LANE_PLAN,
  LANE_VCENTER,
  LANE_LCM,
  LANE_AOS,
  LANE_DRS,
  LANE_AHV,
  LANE_HA,
  LANE_HOST, /* whose turn the page is about */
  LANE_CVM,
  LANE_VMS,
  LANE_IO,
  LANE_HOSTS, /* the others */
  LANE_CVMS,
  LANE_NETWORK,
  LANE_VSAN,
  LANE_QUORUM,
  LANE_OTHERS,
  CLI_N_LANES
} CliLane;

/* Where an actor stands on a page about `host` (MODEL_NONE none), and the name that its lane takes from it, borrowed; NULL
 * when its lane's word says it all. */
CliLane cli_lane (const SimRun *run, SimId actor, guint32 host, const char **ret_name);

extern const char *const cli_lane_words[CLI_N_LANES]; /* "vLCM"; "" where the name is enough */

/* The host that an entry gives a page of its own to; MODEL_NONE none. */
guint32 cli_lane_page (const SimRun *run, const SimEntry *entry);

/* What is to be drawn of it: a step and a host by name, or NULL; a span of time. */
typedef struct {
  const char *step, *host;
  SimTime from, to;
} CliSpan;

VizSequence *cli_sequence_of (const SimRun *run, const CliSpan *span); /* (transfer full) */

#endif
