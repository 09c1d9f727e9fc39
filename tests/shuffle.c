/* Shuffles the entries of every mapping of a YAML file: `shuffle SEED <in >out`. Values, styles and sequences stay.
 *
 * It serves the law that the order in a scenario file never changes a result, and so knows nothing of scenarios. */
#include <glib.h>
#include <stdio.h>
#include <yaml.h>

/* Any generator will do; this one's numbers are the same everywhere. */
static guint64
next (guint64 *state)
{
  *state = *state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
  return *state >> 33;
}

static void
shuffle (yaml_node_t *mapping, guint64 *state)
{
  yaml_node_pair_t *pairs = mapping->data.mapping.pairs.start;

  for (guint64 n = (guint64) (mapping->data.mapping.pairs.top - pairs); n > 1; n--) {
    guint64 other = next (state) % n;
    yaml_node_pair_t pair = pairs[n - 1];
    pairs[n - 1] = pairs[other];
    pairs[other] = pair;
  }
}

int
main (int argc, char **argv)
{
  guint64 state = argc > 1 ? g_ascii_strtoull (argv[1], NULL, 10) : 0;
  yaml_parser_t parser;
  yaml_emitter_t emitter;
  yaml_document_t document;

  g_assert (yaml_parser_initialize (&parser) && yaml_emitter_initialize (&emitter));
  yaml_parser_set_input_file (&parser, stdin);
  yaml_emitter_set_output_file (&emitter, stdout);
  yaml_emitter_set_unicode (&emitter, 1);
  yaml_emitter_set_width (&emitter, -1);
  if (!yaml_parser_load (&parser, &document)) {
    fprintf (stderr, "shuffle: line %zu: %s\n", parser.problem_mark.line + 1, parser.problem);
    return 1;
  }
  for (yaml_node_t *node = document.nodes.start; node < document.nodes.top; node++)
    if (node->type == YAML_MAPPING_NODE)
      shuffle (node, &state);
  g_assert (yaml_emitter_open (&emitter) && yaml_emitter_dump (&emitter, &document)
            && yaml_emitter_flush (&emitter));

  yaml_emitter_delete (&emitter);
  yaml_parser_delete (&parser);
  return 0;
}
