/* The largest set that can leave, and what keeps the others. */

#include "models/compute/hosts.h"
#include "models/compute/what-if-search.h"

#define EVERY_SET 16       /* hosts up to which every set is considered */
#define PATIENCE  20000000 /* questions of one VM and one host, after which the search stops and says so */

/* All sets of `more` further hosts from the i-th on, the first by name first. */
static gboolean
try_sets (ModelSearch *s, const guint32 *hosts, guint32 n, guint32 i, guint32 more)
{
  if (more == 0)
    return model_search_can_leave (s);
  for (; i + more <= n && s->asked < PATIENCE; i++) {
    guint8 *away = &s->away[hosts[i] - s->cluster->first_host];

    *away = TRUE;
    if (try_sets (s, hosts, n, i + 1, more - 1))
      return TRUE;
    *away = FALSE;
  }
  return FALSE;
}

static int
by_claims_up (gconstpointer a, gconstpointer b, gpointer run)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;
  gint64 mine = model_host_state (run, x)->memory_reserved_mib,
         other = model_host_state (run, y)->memory_reserved_mib;

  return mine != other ? (mine > other) - (mine < other) : (x > y) - (x < y);
}

/* The first n of them and no others. */
static gboolean
first_can_leave (ModelSearch *s, const GArray *hosts, guint n)
{
  for (guint i = 0; i < hosts->len; i++)
    s->away[g_array_index (hosts, guint32, i) - s->cluster->first_host] = i < n;
  return model_search_can_leave (s);
}

/* So many of the first can leave, found by halves: where more can leave fewer can, as a rule. */
static guint
halve (ModelSearch *s, const GArray *hosts)
{
  guint can = 0, cannot = hosts->len + 1;

  while (cannot - can > 1) {
    guint n = can + (cannot - can) / 2;

    if (first_can_leave (s, hosts, n))
      can = n;
    else
      cannot = n;
  }
  return can;
}

/* One by one, from those on that can leave together. Nothing larger can leave when one more is too many for admission control,
 * whichever it is. */
static gboolean
add_one_by_one (ModelSearch *s, GArray *hosts)
{
  guint size;

  g_array_sort_with_data (hosts, by_claims_up, s->run);
  size = halve (s, hosts);
  first_can_leave (s, hosts, size);
  for (guint i = size + 1; i < hosts->len && s->asked < PATIENCE; i++) {
    guint8 *away = &s->away[g_array_index (hosts, guint32, i) - s->cluster->first_host];

    *away = TRUE;
    if (model_search_can_leave (s))
      size++;
    else
      *away = FALSE;
  }
  model_search_can_leave (s); /* leaves the moves of what has been found */
  return size == hosts->len || (s->equal && s->holds[size + 1] == HOLD_YES);
}

/* What keeps every host that is not in the set: from leaving alone, or else the first one from leaving with it. */
static void
tell_what_keeps_others (const SimRun *run, guint32 cluster, const GArray *candidates, ModelWhatIf *most)
{
  g_autoptr (GArray) one_more = g_array_copy (most->hosts);
  const ModelCluster *c = &model_fleet (run)->clusters[cluster];
  g_autofree guint8 *leaves = g_new0 (guint8, c->n_hosts + 1);
  guint32 next = MODEL_NONE;

  for (guint i = 0; i < most->hosts->len; i++)
    leaves[g_array_index (most->hosts, guint32, i) - c->first_host] = TRUE;
  for (guint i = 0; i < candidates->len; i++) {
    guint32 host = g_array_index (candidates, guint32, i);
    g_autoptr (ModelWhatIf) alone = NULL;

    if (leaves[host - c->first_host])
      continue;
    alone = model_what_if (run, cluster, &host, 1);
    g_array_append_vals (most->faults, alone->faults->data, alone->faults->len);
    if (alone->can && next == MODEL_NONE)
      next = host;
  }
  if (most->faults->len == 0 && next != MODEL_NONE) {
    g_autoptr (ModelWhatIf) together = NULL;

    g_array_append_val (one_more, next);
    together = model_what_if (run, cluster, (const guint32 *) one_more->data, one_more->len);
    for (guint i = 0; i < together->faults->len; i++) {
      const ModelLeaveFault *fault = &g_array_index (together->faults, ModelLeaveFault, i);

      if (fault->vm != MODEL_NONE || fault->host == next)
        g_array_append_val (most->faults, *fault);
    }
  }
}

ModelWhatIf *
model_what_if_most (const SimRun *run, guint32 cluster)
{
  ModelSearch *s = model_search_new (run, cluster);
  g_autoptr (GArray) hosts = g_array_new (FALSE, FALSE, sizeof (guint32));
  gboolean found = FALSE, all_tried;
  ModelWhatIf *most;

  for (guint32 host = s->cluster->first_host; host < s->cluster->first_host + s->cluster->n_hosts; host++)
    if (STATE (HOST, host) == HOST_AT_CONNECTED)
      g_array_append_val (hosts, host);
  if (hosts->len <= EVERY_SET) {
    for (guint32 size = hosts->len; size > 0 && !found; size--)
      found = try_sets (s, (const guint32 *) hosts->data, hosts->len, 0, size);
    all_tried = s->asked < PATIENCE;
  } else
    all_tried = add_one_by_one (s, hosts);
  if (!found && hosts->len <= EVERY_SET)
    g_array_set_size (s->moves, 0);
  most = model_search_answer (s, TRUE);
  most->all_tried = all_tried;
  tell_what_keeps_others (run, cluster, hosts, most);
  model_search_free (s);
  return most;
}
