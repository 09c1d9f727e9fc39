/* In what order vLCM takes the hosts of a vSAN cluster: all of one fault domain before the next, the preferred site before
 * the other, and of domains the one first that has fewest hosts to do; of equals the first in the list, which here is the
 * order of names. Inside a domain DRS chooses, which here is the order of names, too (LCM-13).
 *
 * What a host needs is judged by the versions with which the scenario begins.
 *
 * Facts: LCM-13. */

#include "models/fleet.h"

typedef struct {
  guint32 host, domain, site, to_do;
} Turn;

static int
compare_turns (gconstpointer a, gconstpointer b)
{
  const Turn *x = a, *y = b;
  const guint32 keys[][2]
      = { { x->site, y->site }, { x->to_do, y->to_do }, { x->domain, y->domain }, { x->host, y->host } };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i][0] != keys[i][1])
      return keys[i][0] < keys[i][1] ? -1 : 1;
  return 0;
}

void
model_vsan_order_hosts (const ModelFleet *fleet, guint32 *hosts, guint32 n, guint32 to)
{
  g_autofree Turn *turns = g_new (Turn, n + 1);

  for (guint32 i = 0; i < n; i++)
    turns[i] = (Turn){ hosts[i], model_vsan_domain (fleet, hosts[i]), model_vsan_site (fleet, hosts[i]), 0 };
  for (guint32 i = 0; i < n; i++)
    for (guint32 j = 0; j < n; j++)
      turns[i].to_do += turns[j].domain == turns[i].domain && fleet->hosts[hosts[j]].version < to;
  qsort (turns, n, sizeof *turns, compare_turns);
  for (guint32 i = 0; i < n; i++)
    hosts[i] = turns[i].host;
}
