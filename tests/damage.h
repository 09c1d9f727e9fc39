/* Text, damaged at random as files get damaged: bytes, lines and values lost, doubled, exchanged, cut off. The seed and the number
 * of a run decide everything, so that a failure can be seen again. */

#ifndef TESTS_DAMAGE_H
#define TESTS_DAMAGE_H

#include <glib.h>

typedef struct {
  guint64 seed, run, draws;
  const GPtrArray *texts;   /* (element-type GString) undamaged: where lines are taken from */
  const char *const *words; /* what is put in; ends with NULL */
  const char *values;       /* a value begins after the first of these … */
  const char *ends;         /* … and ends before one of these */
} Damage;

gsize damage_draw (Damage *damage, gsize below);
void damage_text (Damage *damage, GString *text); /* once */

#endif
