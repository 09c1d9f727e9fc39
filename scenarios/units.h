/* Quantities with their units: `512 GiB`, `2.6 GHz`, `25 Gbit/s`, `80 MiB/s`, `1h30m`, `12.5 %`.
 *
 * A family is what can be measured and what it is counted in inside: MiB, MHz, bytes a second, bits a second, ms, per cent
 * in thousandths. Decimals are read exactly, in integers. The surprising rule: nothing is rounded. What is not a whole
 * number inside is a mistake, and the message says the nearest that is; so is a number without its unit, a decimal unit
 * where the field counts in binary (GB), a negative number, and one beyond all reason. */

#ifndef SCENARIO_UNITS_H
#define SCENARIO_UNITS_H

#include "models/physics.h"

typedef enum {
  SCENARIO_MEMORY,
  SCENARIO_CLOCK,
  SCENARIO_RATE,
  SCENARIO_LINK,
  SCENARIO_DURATION,
  SCENARIO_PERCENT,
  SCENARIO_N_FAMILIES
} ScenarioFamily;

typedef struct {
  const char *what;    /* "a size of memory" */
  const char *noun;    /* "memory" */
  const char *example; /* "16 GiB" */
  const char *units;   /* as in messages: "MiB, GiB or TiB" */
  const char *pattern; /* an ECMA regular expression, for the schema */
} ScenarioFamilyRow;

extern const ScenarioFamilyRow scenario_families[SCENARIO_N_FAMILIES];

/* Reads a quantity. On FALSE, `problem` says what is wrong and `advice` what to write instead (both transfer full; advice
 * may be NULL). */
gboolean scenario_quantity_read (ScenarioFamily family, const char *text, gint64 *ret_value, char **problem,
                                 char **advice);

/* A whole number without sign or unit, up to `most`; the same errors. */
gboolean scenario_number_read (const char *text, guint64 most, guint64 *ret_value, char **problem, char **advice);

#endif
