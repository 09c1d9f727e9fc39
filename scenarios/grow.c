/* `grow: workload 20 % a year`: whose VMs use more, and by how much a year of what they used at the beginning. */

#include "scenarios/reader.h"

#include <string.h>

void
scenario_build_growth (ScenarioReader *reader, const ScenarioStepDraft *draft, ModelStep *step)
{
  const char *text = draft->target->text, *space = text ? strrchr (text, '%') : NULL;
  g_autofree char *whose = NULL, *rate = NULL, *problem = NULL, *advice = NULL;
  const char *begin;
  gint64 growth = 0;

  step->target = MODEL_TARGET_NONE;
  if (!step->duration)
    step->duration = G_GINT64_CONSTANT (365) * 24 * 3600 * 1000;
  if (!space || !g_str_equal (space + 1, " a year")) {
    scenario_complain_of (reader, draft->target, g_strdup ("say it like 'workload 20 % a year'"), "'%s' does not say what grows by how much",
                          text ? text : scenario_node_word (draft->target));
    return;
  }
  begin = space;
  while (begin > text && begin[-1] == ' ')
    begin--;
  while (begin > text && begin[-1] != ' ')
    begin--;
  whose = g_strstrip (g_strndup (text, (gsize) (begin - text)));
  rate = g_strndup (begin, (gsize) (space + 1 - begin));
  if (!scenario_quantity_read (SCENARIO_PERCENT, rate, &growth, &problem, &advice)) {
    scenario_complain_of (reader, draft->target, g_steal_pointer (&advice), "'%s': %s", rate, problem);
    return;
  }
  step->growth = (guint32) MIN (growth, 10000000);
  if (g_str_equal (whose, "workload"))
    return;
  step->index = scenario_names_resolve (reader, draft->target, whose, SCENARIO_KIND_CLUSTER, MODEL_NONE, NULL);
  step->target = MODEL_TARGET_CLUSTER;
  if (step->index != MODEL_NONE && reader->fleet->clusters[step->index].platform == MODEL_NUTANIX_AHV)
    scenario_complain_of (reader, draft->target, NULL, "VMs of '%s' have all of their memory from the start: none uses more than it has", whose);
}
