#include "sim/random.h"

#include <string.h>

guint64
sim_random (guint64 seed, SimId entity, guint32 purpose, guint64 n)
{
  return sim_digest_word (sim_digest_word (sim_mix (seed), (guint64) entity << 32 | purpose), n);
}

guint64
sim_random_below (guint64 seed, SimId entity, guint32 purpose, guint64 n, guint64 bound)
{
  g_assert (bound > 0);
  return (guint64) (((unsigned __int128) sim_random (seed, entity, purpose, n) * bound) >> 64);
}

guint64
sim_digest (guint64 digest, gconstpointer bytes, gsize size)
{
  const guint8 *at = bytes;
  guint64 word;

  for (; size >= sizeof word; at += sizeof word, size -= sizeof word) {
    memcpy (&word, at, sizeof word);
    digest = sim_digest_word (digest, word);
  }
  if (size > 0) {
    word = 0;
    memcpy (&word, at, size);
    digest = sim_digest_word (digest, word ^ (guint64) size << 56);
  }
  return digest;
}
