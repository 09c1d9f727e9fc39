#include "sim/queue-tiers.h"

#define SIZE_MIN   64
#define SIZE_SMALL 1024 /* up to here, it is not worth shrinking */

/* Which of two is earlier is a coin toss, and a branch that guesses wrong costs more than all the rest of a match.
 * gcc does without one; clang 14 does too when it cannot see what the mask stands for. */
static inline SimKey
earlier (SimKey a, SimKey b)
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
play (SimKey *nodes, gsize node, SimKey winner)
{
  nodes[node] = winner;
  while (node > 1) {
    winner = earlier (winner, nodes[node ^ 1]);
    node /= 2;
    nodes[node] = winner;
  }
}

void
sim_near_load (SimNear *near, const SimKey *keys, guint n)
{
  gsize size = SIZE_MIN;

  while (size < (gsize) n + n / 8)
    size *= 2;
  if (size != near->size) {
    sim_near_clear (near);
    near->nodes = g_new (SimKey, 2 * size);
    near->places = g_new (guint32, size);
    near->size = size;
    near->shift = g_bit_storage (size) - 5;
  }
  for (guint leaf = 0; leaf < n; leaf++) {
    near->nodes[size + leaf] = sim_key_with_place (keys[leaf], leaf);
    near->places[leaf] = sim_key_place (keys[leaf]);
  }
  for (gsize leaf = n; leaf < size; leaf++) {
    near->nodes[size + leaf] = SIM_KEY_NONE;
    near->places[leaf] = (guint32) leaf + 1;
  }
  for (gsize node = size - 1; node > 0; node--)
    near->nodes[node] = earlier (near->nodes[2 * node], near->nodes[2 * node + 1]);
  near->length = near->empty = n;
  near->few = size > SIZE_SMALL ? size / 16 : 0;
  near->hole = 0;
}

void
sim_near_copy (SimNear *near, const SimNear *from)
{
  *near = *from;
  near->nodes = g_memdup2 (from->nodes, 2 * from->size * sizeof (SimKey));
  near->places = g_memdup2 (from->places, from->size * sizeof (guint32));
}

void
sim_near_clear (SimNear *near)
{
  g_free (near->nodes);
  g_free (near->places);
  *near = (SimNear){ 0 };
}

guint
sim_near_keys (const SimNear *near, SimKey **keys)
{
  guint n = 0;

  *keys = g_new (SimKey, near->length);
  for (gsize leaf = 0; leaf < near->size; leaf++) {
    SimKey key = near->nodes[near->size + leaf];
    if (near->size + leaf != near->hole && !sim_key_is_none (key))
      (*keys)[n++] = sim_key_with_place (key, near->places[leaf]);
  }
  return n;
}

guint
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
  play (near->nodes, near->size + leaf, sim_key_with_place (key, (guint) leaf));
  return (guint) leaf;
}

/* The hole becomes an empty leaf. */
static inline void
settle (SimNear *near)
{
  gsize leaf = near->hole - near->size;

  play (near->nodes, near->hole, SIM_KEY_NONE);
  near->places[leaf] = (guint32) near->empty;
  near->empty = leaf;
  near->length--;
  near->hole = 0;
}

static inline SimKey
winner (SimNear *near)
{
  if (near->hole)
    settle (near);
  return near->nodes[1];
}

SimKey
sim_near_first (SimNear *near)
{
  SimKey first = winner (near);

  return sim_key_is_none (first) ? first : sim_key_with_place (first, near->places[sim_key_place (first)]);
}

SimKey
sim_near_take (SimNear *near)
{
  SimKey first = winner (near);
  guint leaf = sim_key_place (first);

  if (G_UNLIKELY (sim_key_is_none (first)))
    return first;
  near->hole = near->size + leaf;
  return sim_key_with_place (first, near->places[leaf]);
}

void
sim_near_drop (SimNear *near, guint leaf)
{
  if (near->hole)
    settle (near);
  near->hole = near->size + leaf;
}
