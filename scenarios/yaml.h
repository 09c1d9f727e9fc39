/* YAML as a tree of nodes that know their place.
 *
 * Only what the language needs: one document, scalars as text, sequences, mappings with scalar keys; anchors, aliases and
 * merge keys (`<<`) within a budget; no tags. An alias is the same node again, so the tree is in truth a graph without
 * circles; what it would unfold to is counted while it is built, and a file that unfolds to too much is refused before
 * anybody walks it.
 *
 * The surprising rule: a mapping comes out merged and without duplicates. Its own keys come first, what `<<` brings in
 * comes after; a key said twice has been complained about and kept once. */

#ifndef SCENARIO_YAML_H
#define SCENARIO_YAML_H

#include "scenarios/diagnostic.h"

#define SCENARIO_NODES_MAX 4000000 /* unfolded */
#define SCENARIO_DEPTH_MAX 64

typedef enum { SCENARIO_NODE_SCALAR, SCENARIO_NODE_SEQUENCE, SCENARIO_NODE_MAPPING } ScenarioNodeType;

typedef struct _ScenarioNode ScenarioNode;

struct _ScenarioNode {
  ScenarioNodeType type;
  gboolean plain;      /* a scalar without quotes */
  gboolean open;       /* while it is being built */
  guint n;             /* items of a sequence, entries of a mapping */
  ScenarioMark from, to;
  guint64 weight;      /* nodes it unfolds to, itself included */
  const char *text;    /* of a scalar */
  ScenarioNode **items; /* of a sequence n; of a mapping 2 n: key, value, key, value … */
};

typedef struct {
  ScenarioNode *root;
  GStringChunk *strings;
  GPtrArray *blocks;   /* (element-type gpointer) owns all nodes and items */
  ScenarioNode *block; /* the one being filled, and how far */
  guint used;
} ScenarioTree;

/* NULL when there is no tree to speak of; why has then been complained about. (transfer full) */
ScenarioTree *scenario_tree_new (ScenarioDiagnostics *diagnostics);
void scenario_tree_free (ScenarioTree *tree); /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ScenarioTree, scenario_tree_free)

/* The value under a key of a mapping, or NULL; for small mappings. */
const ScenarioNode *scenario_node_get (const ScenarioNode *mapping, const char *key);
const ScenarioNode *scenario_node_key (const ScenarioNode *mapping, const char *key); /* the key's own node */

const char *scenario_node_word (const ScenarioNode *node); /* "a list", "a mapping", "text", for messages */

#endif
