/* Sentences with holes in them. "{host} has {room:mib} left" is filled from a lookup; {key:type} says in which type the
 * value is to be read, {key} leaves that to the lookup. A brace that opens nothing known is a bug and asserts, so a
 * misspelt template fails the first test that reads it. */

#ifndef SIM_TEXT_H
#define SIM_TEXT_H

#include "sim/model.h"

/* The words for `key`, read as `type` when that is not NULL; NULL when there is no such key. (transfer full) */
typedef char *(*SimTextLookup) (gconstpointer data, const char *key, const char *type);

char *sim_text_fill (const char *sentence, SimTextLookup lookup, gconstpointer data); /* (transfer full) */

/* One value in words. Types of the engine's own: "name" (a thing), "ms" (a duration), "clock" (a moment), "count",
 * "yes-no"; others are the model's. (transfer full) */
char *sim_text_value (const SimModel *model, const char *type, gint64 value);

#endif
