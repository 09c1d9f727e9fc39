/* JSON, put together a member a call, the same way in every command: of an object that a JsonBuilder stands in. What has no
 * key, an element of a list, is json-glib's own to add.
 *
 * The surprising rule: what is not known is null, never 0 and never left out. */

#ifndef CLI_JSON_H
#define CLI_JSON_H

#include "sim/time.h"

#include <json-glib/json-glib.h>

/* Begun here, ended by json_builder_end_object and json_builder_end_array. */
void cli_json_object (JsonBuilder *builder, const char *key);
void cli_json_list (JsonBuilder *builder, const char *key);

/* JSON is UTF-8; of a text that is not, the odd bytes are made visible. NULL is null. */
void cli_json_text (JsonBuilder *builder, const char *key, const char *text);
void cli_json_int (JsonBuilder *builder, const char *key, gint64 value);
void cli_json_int_if (JsonBuilder *builder, const char *key, gint64 value, gboolean known);
void cli_json_time (JsonBuilder *builder, const char *key, SimTime at); /* SIM_NEVER is null */
void cli_json_truth (JsonBuilder *builder, const char *key, gboolean value);

/* Hundredths, as a number of the currency; less than nothing is null. What has any is written by cli_json_done_with_money. */
void cli_json_money (JsonBuilder *builder, const char *key, gint64 minor);

/* All that is in the builder, over many lines; with money in it; and on one, without its end. (transfer full) */
char *cli_json_done (JsonBuilder *builder);
char *cli_json_done_with_money (JsonBuilder *builder);
char *cli_json_line (JsonBuilder *builder);

#endif
