/* How the rows of the language are written, in language.c and language-plan.c: a word for each type of value, and the two
 * tables of sections.
 *
 * The surprising rule: what a row writes to is a field of DRAFT, which each block of rows defines and undefines. */

#ifndef SCENARIO_ROWS_H
#define SCENARIO_ROWS_H

#include "scenarios/drafts.h"

#include "sim/time.h"

extern const ScenarioSection scenario_plan_sections[SCENARIO_N_SECTIONS]; /* from SCENARIO_STEP on */
extern const ScenarioSection scenario_cost_sections[SCENARIO_N_SECTIONS]; /* from SCENARIO_LICENCE on */

/* clang-format off */

#define K(KEY, WHAT, FIELD, WHEN, FALLBACK, MEANING) \
  { .key = KEY, WHAT, .where = offsetof (DRAFT, FIELD), .when = WHEN, .fallback = FALLBACK, .meaning = MEANING }
#define CHOICE(KEY, WHAT, FIELD, VALUE, MEANING) \
  { .key = KEY, WHAT, .where = offsetof (DRAFT, FIELD), .when = "?", .value = VALUE, .fallback = "", .meaning = MEANING }
#define LATER(KEY, WHEN, MEANING) \
  { .key = KEY, .type = SCENARIO_TYPE_LATER, .when = WHEN, .fallback = "", .meaning = MEANING }

#define TYPE(TYPE_NAME)    .type = SCENARIO_TYPE_##TYPE_NAME
#define NAME               TYPE (NAME)
#define TEXT               TYPE (TEXT)
#define YES_NO             TYPE (YES_NO)
#define TOOLS              YES_NO, .words = model_tools_words + 2
#define VERSION            TYPE (VERSION)
#define DATE               TYPE (DATE)
#define COUNT(LEAST, MOST) TYPE (COUNT), .least = LEAST, .most = MOST
#define WORD(WORDS)        TYPE (WORD), .words = WORDS
#define WORD_FROM_1(LIST)  TYPE (WORD), .words = (LIST) + 1, .least = 1 /* without "inherit" */
#define WORD_BY_HAND        TYPE (WORD), .words = model_lifecycle_words + MODEL_LIFECYCLE_REMOVAL, .least = MODEL_LIFECYCLE_REMOVAL
#define WORDS(LIST)        TYPE (WORDS), .words = LIST
#define QUANTITY(FAMILY)   TYPE (QUANTITY), .family = SCENARIO_##FAMILY
#define POSITIVE(FAMILY)   QUANTITY (FAMILY), .least = 1
#define LIMIT              POSITIVE (DURATION), .or_none = TRUE
#define A(KIND)            TYPE (NAMED), .kinds = SCENARIO_KIND_##KIND
#define MANY(KIND)         TYPE (NAMES), .kinds = SCENARIO_KIND_##KIND
#define LABELS             TYPE (NAMES)
#define IN(ID)             TYPE (SECTION), .section = SCENARIO_##ID
#define MAP(ID)            TYPE (MAP), .section = SCENARIO_##ID
#define RANGES(ID)         MAP (ID), .ranges = TRUE
#define LIST(ID)           TYPE (LIST), .section = SCENARIO_##ID
#define NAMES_OR(ID)       LIST (ID), .least = 1
#define WORD_OR(LIST, ID)  IN (ID), .words = LIST

#define S(ID, KEYS, SIZE, INITIAL, WHAT, PATH, MEANING) \
  [SCENARIO_##ID] = { WHAT, PATH, MEANING, KEYS, G_N_ELEMENTS (KEYS), SIZE, INITIAL }
#define D(NAME) sizeof (Scenario##NAME##Draft)

/* clang-format on */

#endif
