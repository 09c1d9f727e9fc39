/* Randomness as a function, and the hash that digests are made of.
 *
 * There is no generator with a state to share. A draw is a function of (seed, entity, purpose, how many draws that
 * stream has made), so adding a consumer, splitting the work over threads or replaying from the middle shifts nobody
 * else's numbers. */

#ifndef SIM_RANDOM_H
#define SIM_RANDOM_H

#include "sim/event.h"

/* One 64-bit number of the stream (seed, entity, purpose), the n-th from 0. */
guint64 sim_random (guint64 seed, SimId entity, guint32 purpose, guint64 n);

/* The same, evenly below `bound`, which is positive. No modulo bias beyond 2^-64. */
guint64 sim_random_below (guint64 seed, SimId entity, guint32 purpose, guint64 n, guint64 bound);

/* Folds `size` bytes into a digest. Byte order and word size of the machine do not matter to callers that feed arrays
 * of integers on little-endian machines; configure refuses others. */
guint64 sim_digest (guint64 digest, gconstpointer bytes, gsize size);

/* The finalizer of SplitMix64: every input bit reaches every output bit. */
static inline guint64
sim_mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint64
sim_digest_word (guint64 digest, guint64 word)
{
  return sim_mix ((digest + G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) ^ sim_mix (word + 1));
}

#endif
