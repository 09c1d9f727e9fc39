/* The trade-off curve: one scenario with fewer and with more hosts, each rehearsed from end to end.
 *
 * The rule for the knee: the fewest hosts with which the plan comes to its end, within its window if it has one, nothing is out
 * of service, and at every moment one more host may fail: HA covers it, and the others have the memory that is in use. Below it
 * something gives way; above it each host costs as much and buys failures that nobody has asked for. The surprising rule: there
 * may be none, and then none is named. */

#ifndef CLI_TRADEOFF_H
#define CLI_TRADEOFF_H

#include "cli/bill.h"
#include "viz/curve.h"

/* Of a file or a bundled scenario and a range like "4..12"; NULL with the complaint printed and the status returned. */
VizCurve *cli_tradeoff (const CliOptions *options, const char *what, int *ret_status);

char *cli_tradeoff_text (const VizCurve *curve); /* (transfer full) */
char *cli_tradeoff_json (const VizCurve *curve); /* (transfer full) */

#endif
