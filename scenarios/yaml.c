#include "scenarios/yaml.h"
#include "scenarios/text.h"

#include <string.h>
#include <yaml.h>

#define BLOCK 512 /* nodes allocated at once */

/* What the composer knows while it works. */
typedef struct {
  ScenarioDiagnostics *diagnostics;
  ScenarioTree *tree;
  GHashTable *anchors; /* name → node */
  GHashTable *keys;    /* text → key, of the mapping that is being settled */
  GPtrArray *pending;  /* nodes that wait for the end of their collection */
  GPtrArray *open;     /* collections that have begun */
  GArray *begins;      /* where in `pending` the items of each begin */
  guint64 nodes;       /* in the file, and merged */
  guint documents;
} Composer;

static ScenarioNode *
add_node (Composer *composer, ScenarioNodeType type, const yaml_event_t *event)
{
  ScenarioTree *tree = composer->tree;
  ScenarioNode *node;

  if (!tree->block || tree->used == BLOCK) {
    tree->block = g_new0 (ScenarioNode, BLOCK);
    tree->used = 0;
    g_ptr_array_add (tree->blocks, tree->block);
  }
  node = &tree->block[tree->used++];
  node->type = type;
  node->weight = 1;
  node->from = (ScenarioMark){ (guint) event->start_mark.line + 1, (guint) event->start_mark.column + 1 };
  node->to = (ScenarioMark){ (guint) event->end_mark.line + 1, (guint) event->end_mark.column + 1 };
  composer->nodes++;
  return node;
}

static gboolean
fail (Composer *composer, ScenarioMark at, char *advice, const char *what)
{
  scenario_complain (composer->diagnostics, at, at, advice, "%s", what);
  return FALSE;
}

/* ---- Mappings: own keys once, then what `<<` brings in ---- */

static void
keep_items (Composer *composer, ScenarioNode *node, GPtrArray *items)
{
  node->n = items->len;
  node->items = g_memdup2 (items->pdata, items->len * sizeof (gpointer));
  for (guint i = 0; i < items->len; i++)
    node->weight += node->items[i]->weight;
  if (node->items)
    g_ptr_array_add (composer->tree->blocks, node->items);
}

static void
merge (Composer *composer, const ScenarioNode *key, const ScenarioNode *value, GPtrArray *items)
{
  composer->nodes += value->n + 1; /* looked at once more, so it counts once more */
  if (value->type == SCENARIO_NODE_SEQUENCE)
    for (guint i = 0; i < value->n; i++)
      merge (composer, key, value->items[i], items);
  else if (value->type == SCENARIO_NODE_SCALAR)
    scenario_complain (composer->diagnostics, key->from, key->to,
                       g_strdup ("expected an alias of a mapping, like *name"), "'<<' merges mappings only");
  else
    for (guint i = 0; i < 2 * value->n; i += 2)
      if (!g_hash_table_contains (composer->keys, value->items[i]->text)) {
        g_hash_table_insert (composer->keys, (gpointer) value->items[i]->text, value->items[i]);
        g_ptr_array_add (items, value->items[i]);
        g_ptr_array_add (items, value->items[i + 1]);
      }
}

static gboolean
is_merge (const ScenarioNode *key)
{
  return key->plain && g_str_equal (key->text, "<<");
}

static void
settle_mapping (Composer *composer, ScenarioNode *node, ScenarioNode *const *pairs, guint n)
{
  g_autoptr (GPtrArray) items = g_ptr_array_sized_new (n);

  g_hash_table_remove_all (composer->keys);
  for (guint i = 0; i < n; i += 2) {
    const ScenarioNode *key = pairs[i], *before;
    if (key->type != SCENARIO_NODE_SCALAR)
      scenario_complain (composer->diagnostics, key->from, key->to, NULL, "a key must be text, not %s",
                         scenario_node_word (key));
    else if (is_merge (key))
      continue;
    else if ((before = g_hash_table_lookup (composer->keys, key->text)))
      scenario_complain (composer->diagnostics, key->from, key->to,
                         g_strdup_printf ("first in line %u", before->from.line), "'%s' is said twice",
                         key->text);
    else {
      g_hash_table_insert (composer->keys, (gpointer) key->text, pairs[i]);
      g_ptr_array_add (items, pairs[i]);
      g_ptr_array_add (items, pairs[i + 1]);
    }
  }
  for (guint i = 0; i < n; i += 2)
    if (pairs[i]->type == SCENARIO_NODE_SCALAR && is_merge (pairs[i]))
      merge (composer, pairs[i], pairs[i + 1], items);
  keep_items (composer, node, items);
  node->n /= 2;
}

/* ---- Events ---- */

static gboolean
begin_collection (Composer *composer, ScenarioNode *node)
{
  if (composer->open->len == SCENARIO_DEPTH_MAX)
    return fail (composer, node->from, g_strdup_printf ("at most %d", SCENARIO_DEPTH_MAX), "nested too deep");
  node->open = TRUE;
  node->to = node->from;
  g_ptr_array_add (composer->open, node);
  g_array_append_val (composer->begins, composer->pending->len);
  return TRUE;
}

static gboolean
end_collection (Composer *composer)
{
  ScenarioNode *node = g_ptr_array_steal_index (composer->open, composer->open->len - 1);
  guint begin = g_array_index (composer->begins, guint, composer->begins->len - 1);
  guint n = composer->pending->len - begin;

  g_array_set_size (composer->begins, composer->begins->len - 1);
  node->open = FALSE;
  if (node->type == SCENARIO_NODE_MAPPING)
    settle_mapping (composer, node, n > 0 ? (ScenarioNode **) composer->pending->pdata + begin : NULL, n);
  else {
    g_autoptr (GPtrArray) items = g_ptr_array_sized_new (n);
    for (guint i = begin; i < composer->pending->len; i++)
      g_ptr_array_add (items, composer->pending->pdata[i]);
    keep_items (composer, node, items);
  }
  g_ptr_array_set_size (composer->pending, (int) begin);
  g_ptr_array_add (composer->pending, node);
  return (node->weight <= SCENARIO_NODES_MAX && composer->nodes <= SCENARIO_NODES_MAX)
         || fail (composer, node->from, g_strdup_printf ("at most %d values", SCENARIO_NODES_MAX),
                  "its aliases unfold to too much");
}

static gboolean
add_alias (Composer *composer, const yaml_event_t *event)
{
  const char *name = (const char *) event->data.alias.anchor;
  ScenarioMark from = { (guint) event->start_mark.line + 1, (guint) event->start_mark.column + 1 };
  ScenarioNode *node = g_hash_table_lookup (composer->anchors, name);

  if (!node || node->open) {
    scenario_complain (composer->diagnostics, from, from, NULL,
                       node ? "the alias '*%s' stands inside what it stands for" : "there is no '&%s' above",
                       name);
    return FALSE;
  }
  g_ptr_array_add (composer->pending, node);
  return TRUE;
}

static gboolean
add_value (Composer *composer, ScenarioNodeType type, const yaml_event_t *event, const yaml_char_t *anchor,
           const yaml_char_t *tag)
{
  ScenarioNode *node = add_node (composer, type, event);

  if (composer->nodes > SCENARIO_NODES_MAX)
    return fail (composer, node->from, g_strdup_printf ("at most %d values", SCENARIO_NODES_MAX),
                 "the file says too much");
  if (tag)
    return fail (composer, node->from, NULL, "tags (!…) are no part of the language");
  if (anchor)
    g_hash_table_replace (composer->anchors, g_strdup ((const char *) anchor), node);
  if (type != SCENARIO_NODE_SCALAR)
    return begin_collection (composer, node);

  if (memchr (event->data.scalar.value, '\0', event->data.scalar.length))
    return fail (composer, node->from, NULL, "text with a NUL byte");
  node->plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  node->text = g_string_chunk_insert_len (composer->tree->strings, (const char *) event->data.scalar.value,
                                          (gssize) event->data.scalar.length);
  g_ptr_array_add (composer->pending, node);
  return TRUE;
}

/* FALSE when there is no going on. */
static gboolean
take (Composer *composer, const yaml_event_t *event)
{
  switch (event->type) {
  case YAML_DOCUMENT_START_EVENT:
    return composer->documents++ == 0
           || fail (composer, (ScenarioMark){ (guint) event->start_mark.line + 1, 1 }, NULL,
                    "a second document begins; a scenario is one");
  case YAML_ALIAS_EVENT:
    return add_alias (composer, event);
  case YAML_SCALAR_EVENT:
    return add_value (composer, SCENARIO_NODE_SCALAR, event, event->data.scalar.anchor,
                      event->data.scalar.tag);
  case YAML_SEQUENCE_START_EVENT:
    return add_value (composer, SCENARIO_NODE_SEQUENCE, event, event->data.sequence_start.anchor,
                      event->data.sequence_start.tag);
  case YAML_MAPPING_START_EVENT:
    return add_value (composer, SCENARIO_NODE_MAPPING, event, event->data.mapping_start.anchor,
                      event->data.mapping_start.tag);
  case YAML_SEQUENCE_END_EVENT:
  case YAML_MAPPING_END_EVENT:
    return end_collection (composer);
  default:
    return TRUE;
  }
}

static gboolean
compose (Composer *composer, yaml_parser_t *parser)
{
  gboolean going = TRUE, ended = FALSE;

  while (going && !ended) {
    yaml_event_t event;
    if (!yaml_parser_parse (parser, &event)) {
      scenario_yaml_problem (composer->diagnostics, parser);
      return FALSE;
    }
    ended = event.type == YAML_STREAM_END_EVENT;
    going = take (composer, &event);
    yaml_event_delete (&event);
  }
  if (going && composer->pending->len == 0)
    return fail (composer, (ScenarioMark){ 1, 1 }, g_strdup ("a scenario begins with 'rollcall: 1'"),
                 "the file is empty");
  return going;
}

ScenarioTree *
scenario_tree_new (ScenarioDiagnostics *diagnostics)
{
  g_autoptr (ScenarioTree) tree = g_new0 (ScenarioTree, 1);
  g_autoptr (GHashTable) anchors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) pending = g_ptr_array_new (), open = g_ptr_array_new ();
  g_autoptr (GArray) begins = g_array_new (FALSE, FALSE, sizeof (guint));
  Composer composer = { diagnostics, tree, anchors, keys, pending, open, begins, 0, 0 };
  yaml_parser_t parser;
  gboolean composed;

  tree->strings = g_string_chunk_new (16384);
  tree->blocks = g_ptr_array_new_with_free_func (g_free);
  if (!scenario_text_check (diagnostics))
    return NULL;
  g_assert (yaml_parser_initialize (&parser));
  yaml_parser_set_encoding (&parser, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&parser, (const guchar *) diagnostics->text, diagnostics->length);
  composed = compose (&composer, &parser);
  yaml_parser_delete (&parser);
  if (!composed)
    return NULL;
  tree->root = g_ptr_array_index (pending, 0);
  return g_steal_pointer (&tree);
}

void
scenario_tree_free (ScenarioTree *tree)
{
  if (!tree)
    return;
  g_string_chunk_free (tree->strings);
  g_ptr_array_unref (tree->blocks);
  g_free (tree);
}

const ScenarioNode *
scenario_node_key (const ScenarioNode *mapping, const char *key)
{
  for (guint i = 0; mapping && mapping->type == SCENARIO_NODE_MAPPING && i < mapping->n; i++)
    if (g_str_equal (mapping->items[2 * i]->text, key))
      return mapping->items[2 * i];
  return NULL;
}

const ScenarioNode *
scenario_node_get (const ScenarioNode *mapping, const char *key)
{
  for (guint i = 0; mapping && mapping->type == SCENARIO_NODE_MAPPING && i < mapping->n; i++)
    if (g_str_equal (mapping->items[2 * i]->text, key))
      return mapping->items[2 * i + 1];
  return NULL;
}

const char *
scenario_node_word (const ScenarioNode *node)
{
  static const char *const words[] = { "text", "a list", "a mapping" };

  return words[node->type];
}
