#include "cli/packet.h"

#define MODEL_METHOD_ANY (-1)
#define CHANGE(VERB, METHOD, WHAT, WHO, UNDO, HOW, LIMIT, CHECK, SOURCE)                                     \
  { MODEL_VERB_##VERB, (int) MODEL_METHOD_##METHOD, WHAT, WHO, CLI_UNDO_##UNDO, HOW, LIMIT, CHECK, SOURCE },

static const CliChange changes[] = {
#include "cli/changes.def"
};

const char *const cli_undo_words[] = { "nothing to undo", "yes", "up to a point", "NO WAY BACK" };

const CliChange *
cli_change_of (const ModelStep *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (changes); i++)
    if (changes[i].verb == step->verb && (changes[i].method < 0 || changes[i].method == (int) step->method))
      return &changes[i];
  g_assert_not_reached (); /* every verb has a row for any method */
}
