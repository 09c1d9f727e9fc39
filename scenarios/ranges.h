/* Names: `esx[01-04]`, and which name comes first.
 *
 * A range [A-B] in a name stands for the names with A, A+1, … B in its place, padded with zeros to the width of A; several
 * ranges in one name multiply. The surprising rule: only plain names are ranges. Quoted, "esx[01-04]" is one thing of that
 * name, which is how an inventory with brackets in its names is written down. */

#ifndef SCENARIO_RANGES_H
#define SCENARIO_RANGES_H

#include <glib.h>

/* Adds the names that `text` stands for to `names` (element-type utf8, freed by the array); `text` itself when it has no
 * bracket. NULL when well, else what is wrong with it (transfer full); `most` bounds how many it may stand for. */
char *scenario_range_expand (const char *text, guint most, GPtrArray *names);

gboolean scenario_is_range (const char *text); /* it has a bracket */

/* The other way round, for whoever reads: names in natural order, neighbours as ranges: "web[04-06], web08". Where that
 * takes more than `most` characters it ends with "and 5 more" within them, and names one in any case; 0 is no limit. Each name
 * is there once; names with brackets stand as they are, so what is told may not be read back. (element-type utf8) (transfer
 * full) */
char *scenario_names_text (const GPtrArray *names, guint most);

/* The order of all that has a name: numbers within names by value, then the one with fewer leading zeros, then bytes.
 * Only equal names are equal. */
int scenario_natural_compare (const char *a, const char *b);

#endif
