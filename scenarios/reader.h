/* One file on its way to a fleet: what read.c, names.c, build.c, place.c, plan.c and check.c share.
 *
 * read.c fills `file` with drafts in the order of the file. names.c sorts them into the lists below, in the canonical order
 * of the fleet, so that a draft's place in its list is the fleet's index, and builds the tables of names. build.c copies
 * them into the fleet and looks up what they name. check.c asks the finished fleet what cannot be, and finds in the lists
 * where to point. */

#ifndef SCENARIO_READER_H
#define SCENARIO_READER_H

#include "scenarios/drafts.h"

#define SCENARIO_THINGS_MAX 200000 /* named in one file; also the names that one range stands for */
#define SCENARIO_STEPS_MAX 10000   /* the engine numbers them in sixteen bits */
#define SCENARIO_NAMES_MAX 10000000 /* listed in one file, ranges unfolded */

typedef struct {
  ScenarioDiagnostics diagnostics;
  ScenarioTree *tree;
  ModelFleet *fleet;
  GPtrArray *arrays; /* (element-type GArray) owns all drafts */
  ScenarioFileDraft file;
  guint64 things, listed; /* so far */
  gboolean too_much;      /* has been complained about */
  guint32 resize_to;      /* hosts of each cluster, instead of those that are named; 0 is as they are */

  GPtrArray *vcenters, *products, *switches, *licences, *clusters, *hosts, *vms, *rules, *policies, *steps, *faults, *governors; /* drafts, by index */
  GPtrArray *written; /* (element-type utf8), see scenario_keep_written */
  GHashTable *names[SCENARIO_N_KINDS]; /* name → index + 1, by the kind's bit */
} ScenarioReader;

/* The draft of the given type at an index of one of the lists. */
#define SCENARIO_DRAFT(NAME, LIST, INDEX) ((Scenario##NAME##Draft *) g_ptr_array_index (LIST, INDEX))

/* Complains about a node; `advice` is (transfer full). */
#define scenario_complain_of(READER, NODE, ADVICE, ...)                                                                \
  scenario_complain (&(READER)->diagnostics, (NODE)->from, (NODE)->to, ADVICE, __VA_ARGS__)

/* The node of a key in a draft's mapping, to point at: its value, or the draft itself when it was not said. */
const ScenarioNode *scenario_draft_value (const ScenarioDraft *draft, const char *key);

/* read.c, and the structured types for values.c */
void scenario_read_document (ScenarioReader *reader);
void scenario_read_inner (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                          ScenarioDraft *draft);
void scenario_read_map (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                        ScenarioDraft *draft);
void scenario_read_list (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                         ScenarioDraft *draft);
void scenario_read_physics (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                            ScenarioDraft *draft);

/* values.c: a value goes into its field, or is complained about and leaves it as it was. */
void scenario_read_value (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node, gpointer field,
                          ScenarioDraft *draft);
int scenario_read_word (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node); /* -1: complained */
void scenario_wrong_value (ScenarioReader *reader, const ScenarioKey *key, const ScenarioNode *node);

/* A copy of text that is fit to be shown, or NULL after a complaint; `what` it is begins that. */
const char *scenario_text_keep (ScenarioReader *reader, const ScenarioNode *node, const char *what, gboolean lines);

/* The names that a node lists, one or many, ranges unfolded: adds utf8 to `names` and its node to `nodes`. */
void scenario_names_listed (ScenarioReader *reader, const ScenarioNode *node, GPtrArray *names, GPtrArray *nodes);

/* The same, as an array of strings that ends with NULL and belongs to the fleet; NULL for no node. */
const char *const *scenario_names_kept (ScenarioReader *reader, const ScenarioNode *node);

/* names.c */
void scenario_names_settle (ScenarioReader *reader);
guint32 scenario_names_find (const ScenarioReader *reader, ScenarioKind kind, const char *name); /* or MODEL_NONE */

/* The thing that a node names: its index and what it is, or MODEL_NONE after a complaint. With a `cluster`, hosts and VMs
 * must be of it; MODEL_NONE is any. */
guint32 scenario_names_resolve (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint kinds,
                                guint32 cluster, ScenarioKind *ret_kind);

/* All things that a node lists, without duplicates, in the order of the list, or by index when `sorted`. The array belongs
 * to the fleet; NULL when there are none. */
const guint32 *scenario_names_resolve_all (ScenarioReader *reader, const ScenarioNode *node, ScenarioKind kind,
                                           guint32 cluster, gboolean sorted, guint32 *ret_n);

/* The model's word for what a name turned out to name. */
ModelTarget scenario_target_of (ScenarioKind kind);

/* parts.c: a step over several clusters becomes one for each; those that a step has become, by their indexes, and how many. */
void scenario_split_steps (ScenarioReader *reader);
void scenario_repeat_steps (ScenarioReader *reader); /* repeat.c: likewise what comes again and again */
void scenario_repeat_faults (ScenarioReader *reader);
void scenario_pair_repeats (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step); /* of what it comes after */
const char *scenario_first_part (const ScenarioReader *reader, const char *whole);
guint scenario_find_parts (const ScenarioReader *reader, const char *whole, GArray *found);

/* licences.c: before the things that have them, and after. */
void scenario_build_licences (ScenarioReader *reader);
void scenario_build_sockets (ScenarioReader *reader, const ScenarioHostDraft *draft, ModelHost *host);
gboolean scenario_read_money (ScenarioReader *reader, const ScenarioNode *node, const char *text, gint64 *ret_minor,
                              const char **ret_currency); /* FALSE after a complaint */
void scenario_settle_licences (ScenarioReader *reader);
void scenario_build_relicense (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step);

/* consolidate.c: a step that consolidates a cluster becomes one for each host that is to leave. */
void scenario_split_consolidations (ScenarioReader *reader);

/* grow.c: what a step that lets a workload grow says. */
void scenario_build_growth (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step);

/* labels.c */
void scenario_build_labels (ScenarioReader *reader);
void scenario_build_fault_domains (ScenarioReader *reader);
void scenario_build_gpus (ScenarioReader *reader, const ScenarioHostDraft *draft, ModelHost *host); /* gpus.c */
guint32 scenario_find_datastore (ScenarioReader *reader, const char *name, const ScenarioNode *node); /* MODEL_NONE after a complaint, or for no name */

/* set.c: of a step that sets something; a policy by its name, MODEL_NONE after a complaint; whether a cluster has HA at all. */
void scenario_build_set (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step);
guint32 scenario_find_policy (ScenarioReader *reader, const ScenarioNode *node, guint32 cluster);
void scenario_check_ha (ScenarioReader *reader, const ScenarioNode *at, guint32 cluster);

/* remediation.c: what a step leaves to the policies of its cluster and vCenter is read into its draft. */
void scenario_follow_policies (ScenarioReader *reader, ScenarioStepDraft *draft);

/* build.c, groups.c, plan.c, faults.c, check.c, rules.c, in the order in which they are called */
void scenario_build_inventory (ScenarioReader *reader);
ModelDate scenario_build_date (ScenarioReader *reader, const ScenarioDraft *draft, const char *text); /* NULL is 0 */
void scenario_build_pools (ScenarioReader *reader); /* pools.c */
void scenario_build_governance (ScenarioReader *reader);                           /* governance.c */
guint32 scenario_keep_written (ScenarioReader *reader, const char *value); /* its place in the fleet's list */
void scenario_settle_written (ScenarioReader *reader, GArray *faults); /* in order, and the list is the fleet's own */
void scenario_build_switches (ScenarioReader *reader); /* switches.c */
void scenario_build_vsan (ScenarioReader *reader); /* vsan.c */
guint32 scenario_find_site (ScenarioReader *reader, const ScenarioNode *node, guint32 cluster); /* 0 or 1; vsan.c */
/* Of a cluster, by name; MODEL_NONE after a complaint at the node. pools.c, vsan.c */
guint32 scenario_find_pool (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint32 cluster);
guint32 scenario_find_storage_policy (ScenarioReader *reader, const ScenarioNode *node, const char *name, guint32 cluster);
void scenario_build_policies (ScenarioReader *reader); /* policies.c */
void scenario_build_groups (ScenarioReader *reader);
void scenario_build_plan (ScenarioReader *reader);
void scenario_build_faults (ScenarioReader *reader);
void scenario_check_inventory (ScenarioReader *reader);
void scenario_check_rules (ScenarioReader *reader);
void scenario_check_plan (ScenarioReader *reader);
ScenarioExtras *scenario_build_expectations (ScenarioReader *reader); /* (transfer full) */

#endif
