/* Reasons and kinds of findings, as tables. */

#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "models/fleet.h"
#include "sim/sim.h"

typedef enum {
#define BLOCKER(NAME, CODE, FACTS, WORDS, FIX) MODEL_BLOCKER_##NAME,
#include "models/blockers.def"
#undef BLOCKER
  MODEL_N_BLOCKERS
} ModelBlocker;

typedef struct {
  const char *code, *facts, *words, *fix;
} ModelBlockerRow;

extern const ModelBlockerRow model_blockers[MODEL_N_BLOCKERS];

typedef enum {
#define FINDING(NAME, ...) MODEL_FIND_##NAME,
#include "models/findings.def"
#undef FINDING
  MODEL_N_FINDINGS
} ModelFinding;

extern const SimFindingKind model_findings[MODEL_N_FINDINGS];

/* What gets a vCenter out of the way of its own upgrade. */
typedef enum { MODEL_OWN_AS_ANY, MODEL_OWN_BY_HAND } ModelOwnWay;

/* Why a pre-check refuses. */
typedef enum {
#define CHECK(NAME, ...) MODEL_CHECK_##NAME,
#include "models/checks.def"
#undef CHECK
  MODEL_CHECK_OBSTACLE, /* and those after it: by ModelObstacle */
  MODEL_CHECK_LAST_OBSTACLE = MODEL_CHECK_OBSTACLE + MODEL_N_OBSTACLES - 1,
  MODEL_N_CHECKS
} ModelCheck;

/* A set of those of a remediation has a bit for each, from here on: all of them together would not fit. */
#define MODEL_FIRST_CHECK_OF_A_SET MODEL_CHECK_ADMISSION_CONTROL

typedef struct {
  const char *code, *words, *fix;
} ModelCheckRow;

extern const ModelCheckRow model_checks[MODEL_N_CHECKS];

/* What comes between a step and what it was to do. */
typedef enum {
#define SETBACK(NAME, ...) MODEL_SETBACK_##NAME,
#include "models/setbacks.def"
#undef SETBACK
  MODEL_N_SETBACKS
} ModelSetback;

typedef struct {
  const char *code, *facts, *words, *fix;
} ModelSetbackRow;

extern const ModelSetbackRow model_setbacks[MODEL_N_SETBACKS];

/* Why HA cannot be configured on a host, and how that ends. */
typedef enum { MODEL_HA_CAUSE_ONCE, MODEL_HA_CAUSE_LASTS } ModelHaCauseEnds;

typedef struct {
  const char *code;
  ModelHaCauseEnds ends;
  const char *facts, *words, *fix;
} ModelHaCauseRow;

extern const ModelHaCauseRow model_ha_causes[MODEL_N_HA_CAUSES];

/* In what order things are upgraded. */
typedef enum {
#define ORDER_RULE(NAME, ...) MODEL_ORDER_##NAME,
#include "models/plan/order.def"
#undef ORDER_RULE
  MODEL_N_ORDERS
} ModelOrder;

typedef struct {
  const char *code;
  ModelBasis basis;
  const char *facts, *words, *fix;
} ModelOrderRow;

extern const ModelOrderRow model_orders[MODEL_N_ORDERS];

/* What a version is too old for. */
typedef enum { MODEL_WAY_DIRECT, MODEL_WAY_REDUCED_DOWNTIME, MODEL_WAY_MANAGED, MODEL_N_WAYS } ModelWay;

extern const char *const model_ways[MODEL_N_WAYS];

/* Why a vMotion breaks off. */
typedef enum {
  MODEL_BREAK_ERROR,
  MODEL_BREAK_TARGET,
  MODEL_BREAK_LINK,
  MODEL_BREAK_CANCELLED,
  MODEL_BREAK_ROOM,
  MODEL_BREAK_INCOMPATIBLE,
  MODEL_BREAK_NETWORK,
  MODEL_N_BREAKS
} ModelBreak;

extern const char *const model_breaks[MODEL_N_BREAKS];

/* Why vCenter refuses a power-on, and why HA cannot restart. */
typedef enum {
#define REFUSAL(NAME, ...) MODEL_REFUSED_##NAME,
#include "models/refusals.def"
#undef REFUSAL
  MODEL_N_REFUSALS
} ModelRefusal;

/* Why a VM is not upgraded on a round. */
typedef enum {
#define GUEST_REFUSAL(NAME, ...) MODEL_GUEST_##NAME,
#include "models/guests/refusals.def"
#undef GUEST_REFUSAL
  MODEL_N_GUEST_REFUSALS
} ModelGuestRefusal;

/* Why ADS leaves contention as it is. */
typedef enum { MODEL_ADS_NO_PLACE, MODEL_ADS_IS_OFF, MODEL_N_ADS_EXCUSES } ModelAdsExcuse;

typedef struct {
  const char *words, *fix;
} ModelRefusalRow;

extern const ModelRefusalRow model_refusals[MODEL_N_REFUSALS], model_guest_refusals[MODEL_N_GUEST_REFUSALS],
  model_ads_excuses[MODEL_N_ADS_EXCUSES];

#endif
