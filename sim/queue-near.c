#include "sim/queue-near.h"

#define SIZE_MIN   64
#define SIZE_SMALL 1024 /* up to here, it is not worth shrinking */

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
    near->nodes[node] = sim_near_earlier (near->nodes[2 * node], near->nodes[2 * node + 1]);
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
