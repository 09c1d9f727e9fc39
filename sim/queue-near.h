/* Near: a tournament among the keys in the leaves of a tree. Every other node holds the earlier of its two children, so the
 * first of all is the winner in node 1.
 *
 * The surprising rule: taking the first leaves a hole, and no match is played again until the next one is asked for. A key
 * added meanwhile goes into the hole, so that pop and push together cost one way up the tree, not two.
 *
 * What runs at every push and pop is here, so that it becomes part of them. */

#ifndef SIM_QUEUE_NEAR_H
#define SIM_QUEUE_NEAR_H

#include "sim/queue-key.h"

typedef struct {
  SimKey *nodes;   /* the children of i are 2i and 2i + 1; the place within a key is its leaf */
  guint32 *places; /* of the event whose key is in a leaf; from an empty leaf, the next empty one */
  gsize size;      /* leaves, a power of two: nodes[size] to nodes[2 size - 1] */
  gsize length;    /* leaves not empty, the hole among them */
  gsize empty;     /* the first empty leaf, when length < size */
  guint shift;     /* from a leaf to the sixteen nodes of one level */
  gsize hole;      /* its node; 0 is none */
  gsize few;       /* fewer keys than this are too few for the size */
} SimNear;

/* Forgets what near held and puts these keys into the leaves from 0 on. Near must be loaded, if with nothing, before
 * anything else. */
void sim_near_load (SimNear *near, const SimKey *keys, guint n);
void sim_near_copy (SimNear *near, const SimNear *from); /* near is overwritten */
void sim_near_clear (SimNear *near);
guint sim_near_keys (const SimNear *near, SimKey **keys); /* how many; keys is (transfer full) */

static inline gboolean
sim_near_is_full (const SimNear *near)
{
  return near->length == near->size && near->hole == 0;
}

/* Which of two is earlier is a coin toss, and a branch that guesses wrong costs more than all the rest of a match.
 * gcc does without one; clang 14 does too when it cannot see what the mask stands for. */
static inline SimKey
sim_near_earlier (SimKey a, SimKey b)
{
#ifdef __clang__
  guint64 mask = -(guint64) (b < a), low = (guint64) a, high = (guint64) (a >> 64);

  __asm__("" : "+r"(mask));
  low ^= (low ^ (guint64) b) & mask;
  high ^= (high ^ (guint64) (b >> 64)) & mask;
  return (SimKey) high << 64 | low;
#else
  return b < a ? b : a;
#endif
}

/* Puts a key into a leaf and plays its matches up to the top. */
static inline void
sim_near_play (SimKey *nodes, gsize node, SimKey winner)
{
  nodes[node] = winner;
  while (node > 1) {
    winner = sim_near_earlier (winner, nodes[node ^ 1]);
    node /= 2;
    nodes[node] = winner;
  }
}

/* Returns the leaf. Near must not be full. */
static inline guint
sim_near_add (SimNear *near, SimKey key)
{
  gsize leaf;

  if (G_LIKELY (near->hole)) {
    leaf = near->hole - near->size;
    near->hole = 0;
  } else {
    leaf = near->empty;
    near->empty = near->places[leaf];
    near->length++;
  }
  near->places[leaf] = sim_key_place (key);
  sim_near_play (near->nodes, near->size + leaf, sim_key_with_place (key, (guint) leaf));
  return (guint) leaf;
}

/* The hole becomes an empty leaf. */
static inline void
sim_near_settle (SimNear *near)
{
  gsize leaf = near->hole - near->size;

  sim_near_play (near->nodes, near->hole, SIM_KEY_NONE);
  near->places[leaf] = (guint32) near->empty;
  near->empty = leaf;
  near->length--;
  near->hole = 0;
}

static inline SimKey
sim_near_winner (SimNear *near)
{
  if (near->hole)
    sim_near_settle (near);
  return near->nodes[1];
}

/* SIM_KEY_NONE when there is none. */
static inline SimKey
sim_near_first (SimNear *near)
{
  SimKey first = sim_near_winner (near);

  return sim_key_is_none (first) ? first : sim_key_with_place (first, near->places[sim_key_place (first)]);
}

/* The same, and its leaf becomes the hole. */
static inline SimKey
sim_near_take (SimNear *near)
{
  SimKey first = sim_near_winner (near);
  guint leaf = sim_key_place (first);

  if (G_UNLIKELY (sim_key_is_none (first)))
    return first;
  near->hole = near->size + leaf;
  return sim_key_with_place (first, near->places[leaf]);
}

/* Whatever key is in this leaf, it becomes the hole. */
static inline void
sim_near_drop (SimNear *near, guint leaf)
{
  if (near->hole)
    sim_near_settle (near);
  near->hole = near->size + leaf;
}

/* Where the event lies that now leads the sixteenth of the tournament around this leaf, just added to. It will be wanted
 * soon, and this is the time to send for it. */
static inline guint
sim_near_leader (const SimNear *near, guint leaf)
{
  return near->places[sim_key_place (near->nodes[(near->size + leaf) >> near->shift])];
}

#endif
