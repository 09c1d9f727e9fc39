/* What the licences of a scenario count and cost, as people are told it: by the cost command, in a change packet and beside
 * the player. The sums are the models' (models/cost/cost.h); here they get their words.
 *
 * The surprising rule: no amount without its price's date and source somewhere on the same page, and no sum that looks whole
 * while a price or a host's cores are missing. */

#ifndef CLI_BILL_H
#define CLI_BILL_H

#include "cli/cli.h"
#include "viz/document.h"

/* "112,000.00 USD"; "-" for what is not known: negative. (transfer full) */
char *cli_money (gint64 minor, const char *currency);

/* "not priced" or the like, where a sum is not complete; else the amount. (transfer full) */
char *cli_money_of (const ModelCostSum *sum, gint64 minor, const char *currency);

/* By how much a bill is above a forecast: "+33 %"; rounded to whole per cent. (transfer full) */
char *cli_gap (gint64 forecast, gint64 bill);

/* Goes into the last section of a document, under headings. */
void cli_tell_cost (const ModelCosts *cost, const SimRun *run, VizDocument *document);

/* "The licences of 10 hosts cost …": one paragraph, or why there is no amount. (transfer full) */
char *cli_cost_sentence (const ModelCosts *cost);

/* The object that DESIGN calls a contract, as one line or pretty. (transfer full) */
char *cli_cost_json (const ModelCosts *cost, const SimRun *run);

#endif
