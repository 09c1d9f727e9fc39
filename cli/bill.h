/* What the licences of a scenario count and cost, as people are told it: by the cost command, in a change packet and beside
 * the player. The sums are the models' (models/cost/cost.h); here they get their words.
 *
 * The surprising rule: no amount without its price's date and source somewhere on the same page, and no sum that looks whole
 * while a price or a host's cores are missing. */

#ifndef CLI_BILL_H
#define CLI_BILL_H

#include "cli/cli.h"
#include "viz/document.h"

/* "1,234" (transfer full) */
char *cli_count (gint64 number);

/* "112,000.00 USD"; "-" for what is not known: negative. (transfer full) */
char *cli_money (gint64 minor, const char *currency);

/* "not priced" or the like, where a sum is not complete; else the amount. (transfer full) */
char *cli_money_of (const ModelCostSum *sum, gint64 minor, const char *currency);

/* By how much a bill is above a forecast, rounded to whole per cent; and the same as "+33 %" (transfer full) */
gint64 cli_gap_percent (gint64 forecast, gint64 bill);
char *cli_gap (gint64 forecast, gint64 bill);

/* Whether a report has anything to say of it: licences are said, or there are ghost cores. */
gboolean cli_cost_is_told (const ModelCosts *cost, const ModelFleet *fleet);

/* Whether the plan has a step that changes what is counted: a licence, or a host that joins or leaves. */
gboolean cli_cost_may_change (const ModelFleet *fleet);

/* A section "cost" of a document: as it begins, and beside it as it is when the plan is over where that differs. */
void cli_tell_cost (const ModelCosts *before, const ModelCosts *after, const SimRun *run,
                    VizDocument *document);

/* "The licences of 10 hosts cost …": one paragraph, or why there is no amount. (transfer full) */
char *cli_cost_sentence (const ModelCosts *cost);

/* The object that DESIGN calls a contract; `after_plan` in it is another one. (transfer full) */
char *cli_cost_json (const ModelCosts *before, const ModelCosts *after, const SimRun *run);

#endif
