/* The language as one table.
 *
 * A section is a kind of mapping (a host, a VM, a step); a key is a row of its section: what it is called, what its value
 * is, where the value goes, when it may or must be said, what is assumed without it, and a sentence. read.c reads files by
 * these rows, schema.c makes the JSON Schema of them and reference.c the page for people, so that adding a key is adding a
 * row. `where` is an offset into the section's draft (drafts.h).
 *
 * When a key may be said is a word or two, in `when`:
 *
 *   ""             it may be
 *   "!"            it must be
 *   "?"            it is one of the section's choices: of those exactly one is said
 *   "="            its word is the section's choice; unsaid, the fallback is
 *   "slot !pct"    it goes with the choices slot and pct, and pct needs it
 *
 * The surprising rule: names of things are not looked up while reading, since what they name may stand further down. Rows
 * of the types NAMED and NAMES keep the node, and build.c resolves it when all names are known. */

#ifndef SCENARIO_KEYS_H
#define SCENARIO_KEYS_H

#include "scenarios/diagnostic.h"
#include "scenarios/units.h"

typedef enum {
  SCENARIO_TYPE_TEXT,     /* const char *: one line */
  SCENARIO_TYPE_STORY,    /* const char *: any number of lines */
  SCENARIO_TYPE_NAME,     /* the draft's own name */
  SCENARIO_TYPE_COUNT,    /* guint32, from least to most */
  SCENARIO_TYPE_SEED,     /* guint64 */
  SCENARIO_TYPE_YES_NO,   /* gboolean; with words, an index into them + 2 instead */
  SCENARIO_TYPE_WORD,     /* guint32: index into words, + least */
  SCENARIO_TYPE_WORDS,    /* guint32: a bit per index into words; a list */
  SCENARIO_TYPE_VERSION,  /* ModelVersion */
  SCENARIO_TYPE_DATE,     /* ModelDate */
  SCENARIO_TYPE_QUANTITY, /* gint64, of a family */
  SCENARIO_TYPE_NAMED,    /* const ScenarioNode *: the name of one of `kinds` */
  SCENARIO_TYPE_NAMES,    /* const ScenarioNode *: a list of names of `kinds`; kinds 0 are labels, known nowhere else */
  SCENARIO_TYPE_SECTION,  /* const ScenarioNode *: a mapping, whose fields are of the same draft, unless its section has one
                           * of its own: then it is only looked at; or a word of `words` */
  SCENARIO_TYPE_MAP,      /* GArray *: name: section */
  SCENARIO_TYPE_LIST,     /* GArray *: sections; with `least`, a bare name stands for its first key */
  SCENARIO_TYPE_PHYSICS,  /* keys from model_physics */
  SCENARIO_TYPE_LATER,    /* known, and not modelled yet */
  SCENARIO_N_TYPES
} ScenarioType;

/* What a name may name, a bit each. */
typedef enum {
  SCENARIO_KIND_HOST = 1 << 0,
  SCENARIO_KIND_VM = 1 << 1,
  SCENARIO_KIND_VCENTER = 1 << 2,
  SCENARIO_KIND_CLUSTER = 1 << 3,
  SCENARIO_KIND_STEP = 1 << 4,
  SCENARIO_KIND_POLICY = 1 << 5, /* known within its cluster, see scenario_find_policy */
  SCENARIO_KIND_PRODUCT = 1 << 6,
  SCENARIO_KIND_SWITCH = 1 << 7,
  SCENARIO_KIND_LICENCE = 1 << 8,
  SCENARIO_KIND_GOVERNOR = 1 << 9,
  SCENARIO_N_KINDS = 10,
  SCENARIO_KIND_HOST_VM = SCENARIO_KIND_HOST | SCENARIO_KIND_VM,
  SCENARIO_KIND_HOST_VM_VCENTER = SCENARIO_KIND_HOST_VM | SCENARIO_KIND_VCENTER,
  SCENARIO_KIND_HOST_CLUSTER = SCENARIO_KIND_HOST | SCENARIO_KIND_CLUSTER,
  SCENARIO_KIND_VCENTER_CLUSTER = SCENARIO_KIND_VCENTER | SCENARIO_KIND_CLUSTER,
  SCENARIO_KIND_VCENTER_PRODUCT = SCENARIO_KIND_VCENTER | SCENARIO_KIND_PRODUCT
} ScenarioKind;

typedef enum {
  SCENARIO_FILE,
  SCENARIO_VCENTER,
  SCENARIO_VCHA,
  SCENARIO_PRODUCT,
  SCENARIO_SWITCH,
  SCENARIO_CLUSTER,
  SCENARIO_HA,
  SCENARIO_ADMISSION,
  SCENARIO_VSAN,
  SCENARIO_WITNESS,
  SCENARIO_CONTAINER,
  SCENARIO_STORAGE_POLICY,
  SCENARIO_DRS,
  SCENARIO_HOST,
  SCENARIO_VM,
  SCENARIO_POOL,
  SCENARIO_RULE,
  SCENARIO_POLICY,
  SCENARIO_GROUP,
  SCENARIO_MEMBER,
  SCENARIO_GOVERNOR,
  SCENARIO_WANT,
  SCENARIO_STEP,
  SCENARIO_SET,
  SCENARIO_REPEAT,
  SCENARIO_PARALLEL,
  SCENARIO_ON_FAILURE,
  SCENARIO_REMEDIATION, /* what steps leave to the policy of their cluster or vCenter: fields of a step */
  SCENARIO_FAULT,
  SCENARIO_DURING,
  SCENARIO_EXPECT,
  SCENARIO_LICENCE,
  SCENARIO_PRICE,
  SCENARIO_RENEWAL,
  SCENARIO_N_SECTIONS
} ScenarioSectionId;

typedef struct {
  const char *key;
  ScenarioType type;
  guint32 where;    /* offset of the field */
  guint32 value;    /* of a choice: the enum's value */
  guint32 least, most; /* a QUANTITY has only the former, in what its family counts in */
  guint32 kinds;
  gboolean or_none; /* a QUANTITY may be `none`, which is SIM_NEVER */
  gboolean ranges;  /* names of a MAP may be ranges */
  ScenarioFamily family;
  ScenarioSectionId section;
  const char *const *words;
  const char *when;
  const char *fallback; /* what is assumed, in words; "" when there is nothing to assume */
  const char *meaning;
} ScenarioKey;

typedef struct {
  const char *what;     /* "a VM": starts sentences and headings */
  const char *path;     /* where it stands, for the reference: "clusters: NAME: vms: NAME:" */
  const char *meaning;  /* what to know about it, a sentence or more */
  const ScenarioKey *keys;
  guint n_keys;
  gsize size;           /* of its draft; 0 when its fields are of the draft around it */
  gconstpointer initial; /* a draft in which nothing was said; NULL is zeros */
} ScenarioSection;

const ScenarioSection *scenario_section (ScenarioSectionId id);

/* How `when` reads. */
gboolean scenario_key_must (const ScenarioKey *key);   /* it must be said, whatever the choice */
gboolean scenario_key_is_choice (const ScenarioKey *key);
gboolean scenario_key_chooses (const ScenarioKey *key);
gboolean scenario_key_goes_with (const ScenarioKey *key, const char *choice, gboolean *ret_needed);
char **scenario_key_choices (const ScenarioKey *key, gboolean only_needed); /* those it goes with, or NULL (transfer full) */

/* The row that a key of `physics` would have. */
void scenario_physics_key (ModelPhysics which, ScenarioKey *ret_key);

/* What the value of a key must be: "a size of memory, like 16 GiB" (transfer full) */
char *scenario_key_value_text (const ScenarioKey *key);

const char *scenario_kinds_text (guint kinds); /* "a host", "a host or VM"; static */

#endif
