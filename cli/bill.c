#include "cli/bill.h"

#include "sim/time.h"

#include <string.h>

/* ---- Words ---- */

char *
cli_count (gint64 whole)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, whole);
  GString *text = g_string_new (NULL);

  for (const char *p = digits; *p; p++) {
    if (p > digits && strlen (p) % 3 == 0)
      g_string_append_c (text, ',');
    g_string_append_c (text, *p);
  }
  return g_string_free (text, FALSE);
}

gboolean
cli_cost_may_change (const ModelFleet *fleet)
{
  for (guint32 s = 0; s < fleet->n_steps; s++)
    switch (fleet->steps[s].verb) {
    case MODEL_VERB_RELICENSE:
    case MODEL_VERB_ADD_HOST:
    case MODEL_VERB_REMOVE_HOST:
    case MODEL_VERB_REPLACE_HOST:
      return TRUE;
    default:
      break;
    }
  return FALSE;
}

char *
cli_money (gint64 minor, const char *currency)
{
  return minor < 0 ? g_strdup ("-") : model_money_text (minor, currency ? currency : "");
}

char *
cli_money_of (const ModelCostSum *sum, gint64 minor, const char *currency)
{
  return model_cost_is_complete (sum) && currency ? cli_money (minor, currency) : g_strdup ("-");
}

gint64
cli_gap_percent (gint64 forecast, gint64 bill)
{
  gint64 more = (sim_muldiv (ABS (bill - forecast), 200, forecast) + 1) / 2;

  return bill >= forecast ? more : -more;
}

char *
cli_gap (gint64 forecast, gint64 bill)
{
  return forecast <= 0 ? g_strdup ("-")
                       : g_strdup_printf ("%+" G_GINT64_FORMAT " %%", cli_gap_percent (forecast, bill));
}

/* ---- What is missing ---- */

static char *
missing_prices (const ModelCosts *cost)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();

  for (guint32 l = 0; l < cost->n_licences; l++)
    if (cost->licences[l].used && cost->licences[l].units && cost->licences[l].terms.price.minor < 0)
      g_ptr_array_add (names, (gpointer) cost->licences[l].terms.name);
  g_ptr_array_add (names, NULL);
  return g_strjoinv (", ", (char **) names->pdata);
}

/* "320 billed cores, 80 of them ghost cores"; "" where nothing is counted by cores. */
static char *
cores_words (const ModelCostSum *total)
{
  g_autofree char *billed = cli_count (MAX (total->billed, 0)),
                  *ghosts = cli_count (MAX (total->billed - total->physical, 0));

  if (total->coreless || total->billed < 0)
    return g_strdup ("");
  return g_strdup_printf ("%s cores are billed, %s of them ghost cores%s", billed,
                          total->billed > total->physical ? ghosts : "none",
                          total->billed > total->physical ? ": billed, and not there" : "");
}

char *
cli_cost_sentence (const ModelCosts *cost)
{
  const ModelCostSum *total = &cost->total;
  g_autofree char *cores = cores_words (total);

  if (total->coreless)
    return g_strdup_printf ("Of %u of %" G_GINT64_FORMAT
                            " hosts the cores are not known, only their CPU as a whole: say "
                            "'sockets' and 'cores-per-socket' of them. There is no sum without them.",
                            total->coreless, total->hosts);
  if (total->unpriced) {
    g_autofree char *names = missing_prices (cost);

    return g_strdup_printf ("No price is said of %s, so there is no sum. %s%s", names, cores,
                            *cores ? "." : "");
  }
  if (!cost->currency)
    return g_strdup ("Nothing is licensed.");
  g_autofree char *annual = cli_money (total->annual, cost->currency),
                  *ghosts = cli_money (cost->ghosts, cost->currency);
  g_autofree char *dead = cost->ghosts > 0 ? g_strdup_printf (" They cost %s of it.", ghosts) : g_strdup ("");
  return g_strdup_printf ("The licences of %" G_GINT64_FORMAT " %s cost %s a year. %s%s%s", total->hosts,
                          total->hosts == 1 ? "host" : "hosts", annual, cores, *cores ? "." : "",
                          total->billed > total->physical ? dead : "");
}
