/* `consolidate: prod to 6 hosts` as what it comes to: a step that removes a host, for each that is to leave, one after another.
 * With eight hosts that is NAME/esx08 and then NAME/esx07.
 *
 * Who leaves is decided here and not while it runs: of the hosts that are in the cluster when the rehearsal begins, the last by
 * name first. The surprising rule: a host that cannot be emptied does not make way for another; it is the one that was to leave,
 * and those after it wait for it. */

#include "scenarios/reader.h"

#include <stdlib.h>
#include <string.h>

static const ScenarioKey *
find_choice (guint32 verb)
{
  const ScenarioSection *section = scenario_section (SCENARIO_STEP);

  for (guint k = 0; k < section->n_keys; k++)
    if (scenario_key_is_choice (&section->keys[k]) && section->keys[k].value == verb)
      return &section->keys[k];
  g_assert_not_reached ();
}

/* "prod to 6 hosts": the name, and how many; FALSE for what does not read so. */
static gboolean
read_target (const char *text, char **ret_name, guint *ret_n)
{
  const char *to = g_strrstr (text, " to ");
  guint64 n;
  char *end;

  if (!to || to == text)
    return FALSE;
  n = g_ascii_strtoull (to + strlen (" to "), &end, 10);
  if (end == to + strlen (" to ") || n == 0 || n > 10000
      || (!g_str_equal (end, " hosts") && !g_str_equal (end, " host")))
    return FALSE;
  *ret_name = g_strndup (text, (gsize) (to - text));
  *ret_n = (guint) n;
  return TRUE;
}

static const ScenarioClusterDraft *
find_cluster (const ScenarioReader *reader, const char *name)
{
  for (guint i = 0; i < reader->clusters->len; i++)
    if (g_strcmp0 (SCENARIO_DRAFT (Cluster, reader->clusters, i)->head.name, name) == 0)
      return SCENARIO_DRAFT (Cluster, reader->clusters, i);
  return NULL;
}

/* The step that takes one host out, after the one before it. */
static ScenarioStepDraft
part_of (ScenarioReader *reader, const ScenarioStepDraft *whole, const char *host, const char *behind)
{
  ScenarioNode *node = model_fleet_keep (reader->fleet, g_new0 (ScenarioNode, 1));
  g_autofree char *name = g_strconcat (whole->head.name, "/", host, NULL);
  ScenarioStepDraft part = *whole;

  *node = *whole->target;
  node->text = host;
  part.whole = whole->head.name;
  part.head.name = model_fleet_string (reader->fleet, name);
  part.head.choice = find_choice (MODEL_VERB_REMOVE_HOST);
  part.target = node;
  part.behind = behind;
  return part;
}

/* The last by name first; the hosts of the cluster are in the order of their names. */
static void
split (ScenarioReader *reader, guint index, const ScenarioNode *target, const ScenarioClusterDraft *cluster,
       guint keep)
{
  ScenarioStepDraft whole = g_array_index (reader->file.steps, ScenarioStepDraft, index);
  g_autoptr (GPtrArray) hosts = g_ptr_array_new ();
  const char *behind = NULL;

  for (guint32 h = 0; h < cluster->cluster.n_hosts; h++) {
    const ScenarioHostDraft *host = SCENARIO_DRAFT (Host, reader->hosts, cluster->cluster.first_host + h);

    if (host->head.name && host->host.start != MODEL_HOST_OUTSIDE)
      g_ptr_array_add (hosts, (gpointer) host->head.name);
  }
  if (hosts->len <= keep) {
    scenario_complain_of (reader, target, NULL, "'%s' has %u hosts: none has to leave", cluster->head.name,
                          hosts->len);
    return;
  }
  whole.target = target;
  for (guint h = hosts->len; h > keep && reader->file.steps->len <= SCENARIO_STEPS_MAX; h--) {
    ScenarioStepDraft part = part_of (reader, &whole, g_ptr_array_index (hosts, h - 1), behind);

    behind = part.head.name;
    if (h == hosts->len)
      g_array_index (reader->file.steps, ScenarioStepDraft, index) = part;
    else
      g_array_append_val (reader->file.steps, part);
  }
}

void
scenario_split_consolidations (ScenarioReader *reader)
{
  for (guint s = 0, n = reader->file.steps->len; s < n; s++) {
    ScenarioStepDraft *draft = &g_array_index (reader->file.steps, ScenarioStepDraft, s);
    const ScenarioNode *target = draft->target;
    const ScenarioClusterDraft *cluster;
    g_autofree char *name = NULL;
    guint keep;

    if (!draft->head.choice || !draft->head.name || draft->head.choice->value != MODEL_VERB_CONSOLIDATE
        || !target)
      continue;
    draft->target = NULL; /* unless it is split, it is complained of */
    if (target->type != SCENARIO_NODE_SCALAR || !read_target (target->text, &name, &keep)) {
      scenario_complain_of (reader, target, g_strdup ("say it like 'prod to 6 hosts'"),
                            "'%s' does not say how many hosts are to be left",
                            target->type == SCENARIO_NODE_SCALAR ? target->text
                                                                 : scenario_node_word (target));
      continue;
    }
    cluster = find_cluster (reader, name);
    if (!cluster) {
      ScenarioNearest nearest = { name, NULL, 0 };

      for (guint c = 0; c < reader->clusters->len; c++)
        scenario_nearest_offer (&nearest, SCENARIO_DRAFT (Cluster, reader->clusters, c)->head.name);
      scenario_complain_of (reader, target, scenario_nearest_advice (&nearest), "there is no cluster '%s'",
                            name);
      continue;
    }
    split (reader, s, target, cluster, keep);
  }
}
