/* How much a group may still lose, by its kind.
 *
 * Facts: N-06. */

#include "models/quorum/quorum.h"

#include "models/compute/hosts.h"
#include "models/guests/guests.h"
#include "models/nutanix/cvms.h"
#include "models/nutanix/mode.h"
#include "models/nutanix/stores.h"

gboolean
model_member_is_up (const SimRun *run, const ModelGroup *group, const ModelMember *member)
{
  switch (member->carrier) {
  case MODEL_CARRIER_HOST:
    return model_host_is_up (run, member->index) &&
           !(group->kind == MODEL_QUORUM_VOTES_AND_DATA && model_host_in_maintenance (run, member->index));
  case MODEL_CARRIER_CVM:
    /* Until its services are down it has missed nothing, and they vote as soon as they are up; its copies of data count
     * only when missed writes are replayed. */
    return group->kind == MODEL_QUORUM_COPIES ? model_store_is_current (run, member->index)
                                              : model_cvm_votes (run, member->index);
  case MODEL_CARRIER_VM:
    return model_vm_is_on (run, member->index) && !model_guest_reboots (run, member->index);
  case MODEL_CARRIER_WITNESS:
    return model_witness_answers (run, group->cluster);
  case MODEL_CARRIER_OUTSIDE:
    return TRUE;
  default:
    g_assert_not_reached ();
  }
}

static int
by_votes_down (gconstpointer a, gconstpointer b)
{
  guint32 x = *(const guint32 *) a, y = *(const guint32 *) b;

  return (x < y) - (x > y);
}

/* More than half of the votes must be up; the worst case loses the heaviest members first. */
static gint32
weigh_votes (ModelQuorum *quorum, guint32 *up_votes)
{
  guint32 left = quorum->votes_up;
  gint32 margin = -1;

  quorum->quorum = 2 * quorum->votes_up > quorum->votes;
  if (!quorum->quorum)
    return -1;
  qsort (up_votes, quorum->up, sizeof *up_votes, by_votes_down);
  for (guint32 i = 0; 2 * left > quorum->votes; i++) {
    margin++;
    if (i == quorum->up)
      break;
    left -= up_votes[i];
  }
  return margin;
}

/* A leg of data is whole when all its members are up; a member without a leg is a witness. The margin in data is how many
 * whole legs there are beyond those needed, for the loss of one member breaks one leg. */
static gint32
weigh_data (const ModelGroup *group, const gboolean *up)
{
  guint32 whole = 0;

  for (guint32 i = 0; i < group->n_members; i++) {
    guint32 leg = group->members[i].leg;
    gboolean first = leg != MODEL_NONE, is_whole = TRUE;

    for (guint32 j = 0; j < i && first; j++)
      first = group->members[j].leg != leg;
    for (guint32 j = i; j < group->n_members && first; j++)
      is_whole &= group->members[j].leg != leg || up[j];
    whole += first && is_whole;
  }
  return (gint32) whole - (gint32) group->need_legs;
}

/* Whether a member belongs to the group now. One that has been away too long is taken out of a ring, which closes (N-41), and
 * loses its role to another; copies that exist elsewhere are nobody's concern any more. */
static gboolean
belongs (const SimRun *run, const ModelGroup *group, const ModelMember *member)
{
  if (member->carrier != MODEL_CARRIER_CVM)
    return TRUE;
  switch (group->kind) {
  case MODEL_QUORUM_RING:
    return model_cvm_state (run, member->index)->in_ring;
  case MODEL_QUORUM_COPIES:
    return STATE (STORE, member->index) != STORE_AT_ELSEWHERE;
  case MODEL_QUORUM_MAJORITY:
  case MODEL_QUORUM_VOTES_AND_DATA:
  default:
    return !group->roles || STATE (ZOOKEEPER, member->index) != ZOOKEEPER_AT_NONE;
  }
}

/* Every set of `copies` neighbours needs its own majority (N-06, N-07). The margin is the least of the sets'. */
static gint32
weigh_ring (const SimRun *run, const ModelGroup *group, const gboolean *up, guint32 *first_lost)
{
  g_autofree guint32 *ring = g_new (guint32, group->n_members + 1);
  guint32 n = 0, copies;
  gint32 margin = G_MAXINT32;

  for (guint32 i = 0; i < group->n_members; i++)
    if (belongs (run, group, &group->members[i]))
      ring[n++] = i;
  copies = MIN (group->copies, n);
  for (guint32 start = 0; start < n; start++) {
    gint32 of_set = -(gint32) (copies / 2 + 1);

    for (guint32 k = 0; k < copies; k++)
      of_set += up[ring[(start + k) % n]];
    if (of_set < 0 && *first_lost == MODEL_NONE)
      *first_lost = ring[start];
    margin = MIN (margin, of_set);
  }
  return n ? margin : -1;
}

/* Copies in one leg stand or fall together: those of a block, where copies are kept apart by blocks. */
static gint32
weigh_copies (const SimRun *run, const ModelGroup *group, const gboolean *up)
{
  gint32 missing = 0;

  for (guint32 i = 0; i < group->n_members; i++) {
    gboolean first = !up[i] && belongs (run, group, &group->members[i]);

    for (guint32 j = 0; j < i && first && group->members[i].leg != MODEL_NONE; j++)
      first = up[j] || group->members[j].leg != group->members[i].leg || !belongs (run, group, &group->members[j]);
    missing += first;
  }
  return (gint32) group->copies - 1 - missing;
}

ModelQuorum
model_quorum (const SimRun *run, guint32 index)
{
  const ModelGroup *group = &model_fleet (run)->groups[index];
  ModelQuorum quorum = { .members = group->n_members, .quorum = TRUE, .data = TRUE, .first_lost = MODEL_NONE };
  g_autofree gboolean *up = g_new (gboolean, group->n_members + 1);
  g_autofree guint32 *votes = g_new (guint32, group->n_members + 1);
  gint32 data;

  for (guint32 i = 0; i < group->n_members; i++) {
    up[i] = belongs (run, group, &group->members[i]) && model_member_is_up (run, group, &group->members[i]);
    if (!belongs (run, group, &group->members[i])) {
      quorum.members--;
      continue;
    }
    quorum.votes += group->members[i].votes;
    if (up[i]) {
      votes[quorum.up++] = group->members[i].votes;
      quorum.votes_up += group->members[i].votes;
    }
  }
  switch (group->kind) {
  case MODEL_QUORUM_MAJORITY:
    quorum.margin = weigh_votes (&quorum, votes);
    break;
  case MODEL_QUORUM_VOTES_AND_DATA:
    data = weigh_data (group, up);
    quorum.data = data >= 0;
    quorum.margin = MIN (weigh_votes (&quorum, votes), data);
    break;
  case MODEL_QUORUM_RING:
    quorum.margin = weigh_ring (run, group, up, &quorum.first_lost);
    quorum.quorum = quorum.margin >= 0;
    break;
  case MODEL_QUORUM_COPIES:
    quorum.margin = weigh_copies (run, group, up);
    quorum.data = quorum.margin >= 0;
    break;
  default:
    g_assert_not_reached ();
  }
  if (group->cluster != MODEL_NONE && model_is_small (model_fleet (run), group->cluster)
      && group->members[0].carrier == MODEL_CARRIER_CVM) {
    quorum.margin = model_mode_margin (run, group, quorum.margin);
    quorum.quorum = group->kind == MODEL_QUORUM_COPIES || quorum.margin >= 0;
    quorum.data = group->kind != MODEL_QUORUM_COPIES || quorum.margin >= 0;
  }
  return quorum;
}
