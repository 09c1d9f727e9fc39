/* What must hold of Nutanix clusters, by handbook platforms 11. */

#include "tests/look.h"

#include "models/ahv/reservation.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/stores.h"
#include "models/nutanix/tolerance.h"

static gboolean
is_nutanix (const Look *look, guint32 cluster)
{
  return look->trial->fleet->clusters[cluster].platform != MODEL_VSPHERE;
}

/* I-01: one holder or none, whom the token knows; a queue behind a holder only, of nodes of the cluster. */
static void
look_at_holder (const Look *look, guint32 c)
{
  const ModelCluster *cluster = &look->trial->fleet->clusters[c];
  const ModelClusterState *state = model_cluster_state (look->run, c);
  const guint32 *queue = model_token_queue (look->run, cluster->first_host);

  MUST ((STATE_OF (TOKEN, c) == TOKEN_AT_HELD) == (state->token_holder != 0), TOKEN, c);
  MUST (!state->token_holder || look->trial->fleet->hosts[state->token_holder - 1].cluster == c, TOKEN, c);
  MUST (state->token_holder || !state->token_queue, TOKEN, c);
  MUST (state->token_queue <= cluster->n_hosts, TOKEN, c);
  for (guint32 i = 0; i < MIN (state->token_queue, cluster->n_hosts); i++)
    MUST (look->trial->fleet->hosts[queue[i]].cluster == c, TOKEN, c);
}

/* I-01. Those that an upgrade takes down, and those that have the token for it. */
static void
look_at_token (const Look *look, guint32 c)
{
  const ModelCluster *cluster = &look->trial->fleet->clusters[c];
  gint leaders = 0, roles = 0, down = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    down += model_cvm_state (look->run, host)->step && !model_cvm_state (look->run, host)->by_hand
            && IN (STATE_OF (CVM, host), CVM_AT_STOPPING, CVM_AT_DOWN, CVM_AT_DETACHED, CVM_AT_STARTING,
                   CVM_AT_JOINING, CVM_AT_SETTLING, CVM_AT_UNSTABLE);
    leaders += STATE_OF (ZOOKEEPER, host) == ZOOKEEPER_AT_LEADER;
    roles += STATE_OF (ZOOKEEPER, host) != ZOOKEEPER_AT_NONE;
  }
  MUST (down <= 1, TOKEN, c);
  MUST (leaders <= 1, RESILIENCY, c);
  MUST (roles <= 2 * (gint) cluster->fault_tolerance + 1, RESILIENCY, c);
}

/* N-02, N-03: those that have a majority have elected one of them. Two nodes have nothing to elect by: one goes on alone. */
static gboolean
a_majority_is_led (const Look *look, const ModelCluster *cluster)
{
  gint roles = 0, votes = 0, leaders = 0;

  for (MODEL_EACH_HOST (host, cluster)) {
    guint state = STATE_OF (ZOOKEEPER, host);

    roles += state != ZOOKEEPER_AT_NONE;
    votes += IN (state, ZOOKEEPER_AT_FOLLOWER, ZOOKEEPER_AT_LEADER);
    leaders += state == ZOOKEEPER_AT_LEADER;
  }
  return 2 * votes <= roles || leaders == 1;
}

/* No byte is made or lost: what the nodes hold is what they held, and what has been made anew and not yet trimmed. */
static gboolean
bytes_add_up (const Look *look, const ModelCluster *cluster)
{
  gint64 now = 0, then = model_cluster_data (look->run, look->trial->fleet->hosts[cluster->first_host].cluster)->written;

  for (MODEL_EACH_HOST (host, cluster)) {
    const ModelStoreState *store = model_store_state (look->run, host);

    if (store->holds < 0 || store->copied < 0 || store->left < 0)
      return FALSE;
    now += store->holds - store->copied;
    then += look->trial->fleet->hosts[host].data_mib * 1024 * 1024;
  }
  return now == then;
}

void
invariants_of_nutanix_data (const Look *look)
{
  for (guint32 c = 0; look->trial->fleet->has_cvms && c < look->trial->fleet->n_clusters; c++)
    if (is_nutanix (look, c)) {
      look_at_holder (look, c);
      look_at_token (look, c);
    }
}

/* ---- When a millisecond is over ---- */

/* I-02, counted anew: some set of neighbours has no majority. Two of a block may be lost at once, the cluster's majority may
 * be up: neither matters. */
static gboolean
some_set_is_lost (const Look *look, const ModelGroup *group)
{
  g_autofree guint32 *ring = g_new (guint32, group->n_members);
  guint32 n = 0;

  for (guint32 i = 0; i < group->n_members; i++)
    if (model_cvm_state (look->run, group->members[i].index)->in_ring)
      ring[n++] = group->members[i].index;
  for (guint32 i = 0; i < n; i++) {
    gint up = 0;

    for (guint32 k = 0; k < group->copies; k++)
      up += IN (STATE_OF (CVM, ring[(i + k) % n]), CVM_AT_SERVING, CVM_AT_WAITING, CVM_AT_STOPPING,
                CVM_AT_JOINING, CVM_AT_SETTLING);
    if (up < (gint) group->copies / 2 + 1)
      return TRUE;
  }
  return n < group->copies;
}

/* How many copies the data has that has the fewest of those that are to survive anything. */
static guint32
fewest_copies (const ModelCluster *cluster)
{
  guint32 fewest = cluster->n_containers ? G_MAXUINT32 : cluster->replication_factor;

  for (guint32 i = 0; i < cluster->n_containers; i++)
    if (cluster->containers[i].copies > 1)
      fewest = MIN (fewest, cluster->containers[i].copies);
  return MIN (fewest, cluster->n_hosts);
}

/* I-04: nothing is whole that counts on a node which is away, unless the ring has closed without it and its copies have been
 * made anew: of the two that which is later. Metadata and data are asked where they are what the cluster is built for; one node
 * bears the loss of none. */
static gboolean
nobody_counts_on_who_is_away (const Look *look, const ModelCluster *cluster)
{
  gint32 whole = model_tolerance_when_whole (look->trial->fleet, look->trial->fleet->hosts[cluster->first_host].cluster);
  gboolean by_metadata = whole == (gint32) cluster->fault_tolerance,
           by_data = cluster->n_hosts > 1 && whole == (gint32) fewest_copies (cluster) - 1;

  for (MODEL_EACH_HOST (host, cluster)) {
    gboolean away = !model_cvm_votes (look->run, host);

    if (by_data && model_store_is_missed (look->run, host))
      return FALSE;
    if (away && by_metadata && model_cvm_state (look->run, host)->in_ring)
      return FALSE;
    if (away && STATE_OF (ZOOKEEPER, host) != ZOOKEEPER_AT_NONE && by_metadata)
      return FALSE;
  }
  return TRUE;
}

/* N-11: two nodes never write apart. While one stands alone the other takes no I/O; while nobody knows who may, nobody does. */
static void
look_at_mode (const Look *look, guint32 c)
{
  const ModelCluster *cluster = &look->trial->fleet->clusters[c];
  guint32 one = model_mode_state (look->run, c)->alone;
  guint mode = STATE_OF (MODE, c);

  MUST (mode != MODE_AT_NONE, MODE, c);
  MUST ((one != 0) == IN (mode, MODE_AT_STAND_ALONE, MODE_AT_READ_ONLY, MODE_AT_SWITCHING), MODE, c);
  MUST (cluster->n_hosts == 2 || one == cluster->first_host + 1, MODE, c);
  MUST (cluster->n_hosts == 2 || mode != MODE_AT_SWITCHING, MODE, c);
  for (MODEL_EACH_HOST (host, cluster)) {
    guint32 remote = model_cvm_state (look->run, host)->remote;
    guint path = STATE_OF (IO_PATH, host);
    guint32 by = path == IO_PATH_AT_REMOTE ? remote : path == IO_PATH_AT_LOCAL ? host + 1 : 0;

    MUST (!by || !one || by == one || STATE_OF (CVM, host) == CVM_AT_STOPPING, IO_PATH, host);
    MUST (!by || !IN (mode, MODE_AT_ASKING, MODE_AT_UNDECIDED), IO_PATH, host);
    MUST (!one || one == host + 1 || STATE_OF (CVM, host) != CVM_AT_SERVING, CVM, host);
    MUST (mode != MODE_AT_NORMAL || model_cvm_votes (look->run, host)
              || STATE_OF (CVM, host) == CVM_AT_DEGRADED,
          MODE, c);
  }
}

void
invariants_of_nutanix_data_by_and_by (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 g = 0; g < fleet->n_groups; g++) {
    const ModelGroup *group = &fleet->groups[g];

    if (group->kind == MODEL_QUORUM_RING && group->cluster != MODEL_NONE && is_nutanix (look, group->cluster))
      MUST (some_set_is_lost (look, group) == (STATE_OF (QUORUM, g) == QUORUM_AT_LOST), QUORUM, g);
  }
  for (guint32 c = 0; fleet->has_cvms && c < fleet->n_clusters; c++) {
    const ModelCluster *cluster = &fleet->clusters[c];
    gint32 least = G_MAXINT32;

    if (!is_nutanix (look, c))
      continue;
    /* I-03: the least of all that it consists of, as each has last counted itself. */
    for (guint32 g = 0; g < fleet->n_groups; g++)
      if (fleet->groups[g].cluster == c && fleet->groups[g].n_members
          && fleet->groups[g].members[0].carrier == MODEL_CARRIER_CVM
          && !(fleet->groups[g].kind == MODEL_QUORUM_COPIES && fleet->groups[g].copies < 2))
        least = MIN (least, model_group_state (look->run, g)->margin);
    if (model_ahv_guarantees (fleet, c))
      least = MIN (least, STATE_OF (RESERVATION, c) == RESERVATION_AT_SHORT ? 0 : (gint32) model_ahv_failures (fleet, c));
    MUST ((STATE_OF (RESILIENCY, c) == RESILIENCY_AT_LOST) == (least < 0), RESILIENCY, c);
    MUST ((STATE_OF (RESILIENCY, c) == RESILIENCY_AT_CRITICAL)
              == (least == 0 && !model_is_one_node (fleet, c)),
          RESILIENCY, c);
    if (model_is_small (fleet, c))
      look_at_mode (look, c);
    MUST (STATE_OF (RESILIENCY, c) != RESILIENCY_AT_OK || nobody_counts_on_who_is_away (look, cluster),
          RESILIENCY, c);
    MUST (bytes_add_up (look, cluster), RESILIENCY, c);
    MUST (a_majority_is_led (look, cluster) || model_is_small (fleet, c), RESILIENCY, c);
  }
}

/* ---- At the end ---- */

/* I-06: an upgrade of AOS alone moves no VM and reboots no host. A plan that does something else as well says nothing of it,
 * nor one in which something breaks. */
void
invariants_of_nutanix_data_at_the_end (const Look *look)
{
  const ModelFleet *fleet = look->trial->fleet;

  for (guint32 host = 0; fleet->has_cvms && host < fleet->n_hosts; host++)
    MUST (!IN (STATE_OF (STORE, host), STORE_AT_SURPLUS)
              && (STATE_OF (STORE, host) != STORE_AT_REBUILDING
                  || model_store_state (look->run, host)->rate == 0),
          STORE, host);
  for (guint32 s = 0; s < fleet->n_steps; s++)
    if (fleet->steps[s].verb != MODEL_VERB_UPGRADE_AOS && fleet->steps[s].verb != MODEL_VERB_WAIT)
      return;
  for (guint i = 0; fleet->n_steps && !fleet->n_faults && i < sim_journal_length (look->run->journal); i++) {
    const SimEntry *entry = sim_journal_get (look->run->journal, i);

    MUST (entry->machine != MODEL_MACHINE_MIGRATION, MIGRATION,
          sim_model_index (look->run->model, entry->to));
    MUST (entry->machine != MODEL_MACHINE_HOST || entry->state_from == entry->state_to, HOST,
          sim_model_index (look->run->model, entry->to));
  }
}
