/* A host's graphics cards: what vGPU profiles they offer, and how many VMs a card holds of each, like `q8:2`. */

#include "scenarios/reader.h"

#include <string.h>

#define MOST_OF_A_CARD 256

static int
compare_texts (gconstpointer a, gconstpointer b, gpointer nothing G_GNUC_UNUSED)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* "q8:2" is q8, of which a card holds 2; 0 it does not say. */
static const char *
split_count (ScenarioReader *reader, const ScenarioHostDraft *draft, const char *profile, guint32 *ret_count)
{
  const char *colon = strrchr (profile, ':');
  g_autofree char *name = colon ? g_strndup (profile, (gsize) (colon - profile)) : NULL;
  guint64 count = 0;

  *ret_count = 0;
  if (!colon)
    return profile;
  if (colon == profile || !g_ascii_string_to_unsigned (colon + 1, 10, 1, MOST_OF_A_CARD, &count, NULL)) {
    scenario_complain_of (
        reader, draft->gpu_profiles,
        g_strdup_printf ("a profile and a number from 1 to %d, like 'q8:2'", MOST_OF_A_CARD),
        "'%s' is no profile with the VMs that a card holds of it", profile);
    return profile;
  }
  *ret_count = (guint32) count;
  return model_fleet_string (reader->fleet, name);
}

void
scenario_build_gpus (ScenarioReader *reader, const ScenarioHostDraft *draft, ModelHost *host)
{
  const char **profiles = (const char **) scenario_names_kept (reader, draft->gpu_profiles);
  guint n = profiles ? g_strv_length ((GStrv) profiles) : 0;
  guint32 *counts = model_fleet_keep (reader->fleet, g_new0 (guint32, n + 1));
  gboolean counted = FALSE;

  if (n)
    g_qsort_with_data (profiles, (gint) n, sizeof *profiles, compare_texts, NULL);
  for (guint i = 0; i < n; i++) {
    profiles[i] = split_count (reader, draft, profiles[i], &counts[i]);
    counted = counted || counts[i];
    for (guint k = 0; k < i; k++)
      if (g_str_equal (profiles[k], profiles[i]))
        scenario_complain_of (reader, draft->gpu_profiles, NULL, "'%s' is listed twice", profiles[i]);
  }
  if (host->gpus && !n)
    scenario_complain_of (reader, scenario_draft_value (&draft->head, "gpus"),
                          g_strdup ("'gpu-profiles', like [q8:2, q4:4]"),
                          "'%s' has graphics cards, and does not say what they offer", draft->head.at->text);
  host->gpu_profiles = (const char *const *) profiles;
  host->gpu_counts = counts;
  host->gpus = host->gpus ? host->gpus : counted ? 1 : 0;
}
