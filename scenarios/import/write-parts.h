/* The pieces that a scenario file is written of. Only write*.c include this; others use write.h.
 *
 * Text from outside goes through scenario_put_word, scenario_put_key or a comment, which make it harmless; everything else is the
 * language's own. */

#ifndef SCENARIO_WRITE_PARTS_H
#define SCENARIO_WRITE_PARTS_H

#include "scenarios/import/write.h"

/* A line of comment; `opening` brings the indent and the sign. */
void scenario_put_comment (GString *out, const char *opening, const char *text);
void scenario_put_remark (GString *out, const char *before, const char *text); /* the same at the end of a line */

void scenario_put_key (GString *out, const char *indent, const char *name); /* what follows it goes after */

/* The next key of a flow mapping, with its value: text, a number unless it is unknown, one of the language's own words unless it
 * is NULL. */
void scenario_put_member (GString *out, const char *key);
void scenario_put_word (GString *out, const char *key, const char *value);
void scenario_put_number (GString *out, const char *key, gint64 value, const char *unit);
void scenario_put_raw (GString *out, const char *key, const char *value);

void scenario_put_cluster (GString *out, const ScenarioInventory *inventory, const ScenarioInvCluster *cluster);

#endif
