/* Values of the models' own types, in words: versions, amounts, reasons, policy values. See sim/text.h. */

#ifndef MODEL_FORMAT_H
#define MODEL_FORMAT_H

#include "sim/sim.h"

char *model_format (const SimModel *model, const char *type, gint64 value); /* (transfer full) NULL for unknown types */
gboolean model_has_format (const char *type);

/* Types whose words are sentences with holes of their own: a blocker names the host that comes nearest. */
const char *model_sentence (const SimModel *model, const char *type, gint64 value);

/* A type and its words; format.c has those of reasons and names, format-amounts.c those of what is counted or measured. */
typedef struct {
  const char *type;
  char *(*format) (const SimModel *model, gint64 value);
} ModelFormat;

extern const ModelFormat model_format_amounts[]; /* ends with NULL */

#define MODEL_FORMAT(NAME) static char *NAME (const SimModel *model G_GNUC_UNUSED, gint64 value)

#endif
