/* Shuffles a YAML file: `shuffle SEED [KEY…] <in >out`. The entries of every mapping and the items of every list change
 * places, except the items of a list that stands under one of the KEYs; values and their styles stay.
 *
 * It serves the law that order in a scenario file never changes a result, and so knows nothing of scenarios. */
#include <glib.h>
#include <stdio.h>
#include <string.h>
#include <yaml.h>

/* Any generator will do; this one's numbers are the same everywhere. */
static gsize
draw (guint64 *state, gsize below)
{
  *state = *state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return (gsize) (*state >> 33) % below;
}

static void
shuffle (void *items, gsize n, gsize size, guint64 *state)
{
  char *bytes = items;
  g_autofree char *spare = g_malloc (size);

  for (; n > 1; n--) {
    char *last = bytes + (n - 1) * size, *other = bytes + draw (state, n) * size;
    memcpy (spare, last, size);
    memmove (last, other, size);
    memcpy (other, spare, size);
  }
}

/* The lists whose order says something, as a set of node numbers. */
static GHashTable *
kept_lists (yaml_document_t *document, char **keys)
{
  GHashTable *kept = g_hash_table_new (NULL, NULL);

  for (yaml_node_t *node = document->nodes.start; node < document->nodes.top; node++) {
    if (node->type != YAML_MAPPING_NODE)
      continue;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top;
         pair++) {
      yaml_node_t *key = yaml_document_get_node (document, pair->key);
      if (key->type == YAML_SCALAR_NODE
          && g_strv_contains ((const char *const *) keys, (char *) key->data.scalar.value))
        g_hash_table_add (kept, yaml_document_get_node (document, pair->value));
    }
  }
  return kept;
}

int
main (int argc, char **argv)
{
  guint64 state = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  yaml_parser_t parser;
  yaml_emitter_t emitter;
  yaml_document_t document;
  g_autoptr (GHashTable) kept = NULL;

  g_assert (yaml_parser_initialize (&parser) && yaml_emitter_initialize (&emitter));
  yaml_parser_set_input_file (&parser, stdin);
  yaml_emitter_set_output_file (&emitter, stdout);
  yaml_emitter_set_unicode (&emitter, 1);
  yaml_emitter_set_width (&emitter, -1);
  if (!yaml_parser_load (&parser, &document)) {
    fprintf (stderr, "shuffle: line %zu: %s\n", parser.problem_mark.line + 1, parser.problem);
    return 1;
  }
  kept = kept_lists (&document, argv + MIN (argc, 2));
  for (yaml_node_t *node = document.nodes.start; node < document.nodes.top; node++)
    if (node->type == YAML_MAPPING_NODE) {
      yaml_node_pair_t *pairs = node->data.mapping.pairs.start;
      shuffle (pairs, (gsize) (node->data.mapping.pairs.top - pairs), sizeof *pairs, &state);
    } else if (node->type == YAML_SEQUENCE_NODE && !g_hash_table_contains (kept, node)) {
      yaml_node_item_t *items = node->data.sequence.items.start;
      shuffle (items, (gsize) (node->data.sequence.items.top - items), sizeof *items, &state);
    }
  g_assert (yaml_emitter_open (&emitter) && yaml_emitter_dump (&emitter, &document)
            && yaml_emitter_flush (&emitter));

  yaml_emitter_delete (&emitter);
  yaml_parser_delete (&parser);
  return 0;
}
