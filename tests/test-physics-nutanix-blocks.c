/* Blocks and racks of a Nutanix cluster: what is survived where awareness holds, and nothing promised where it does not. */

#include <CUnit/CUnit.h>

#include "models/nutanix/awareness.h"
#include "models/nutanix/tolerance.h"
#include "tests/trial.h"

void test_physics_nutanix_blocks_suite (void);

static ModelTolerance
tolerance (const Trial *trial)
{
  return model_tolerance (trial->run, 0);
}

static Trial *
blocks (const char *sizes[], guint n, const char *awareness, const char *rest)
{
  g_autoptr (GString) hosts = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_string_append_printf (hosts, "      %c[1-%s]: {cpu: 1 GHz, memory: 64 GiB, fault-domain: %c}\n",
                            'a' + (char) i, sizes[i], 'a' + (char) i);
  return trial_new_from (
      "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    awareness: %s\n"
      "    hosts:\n%s%s",
      awareness, hosts->str, rest);
}

#define A_BLOCK_FAILS                                                                                        \
  "faults:\n  - {crash: b1, at: 1 min}\n  - {crash: b2, at: 1 min}\n  - {crash: b3, at: 1 min}\n"

/* N-16, N-18: with awareness a whole block may go; as soon as one block is too large, nothing is promised. */
static void
a_block_is_borne_where_awareness_holds (void)
{
  static const char *even[] = { "3", "3", "3", "3" }, *uneven[] = { "4", "3", "2", "2" };
  g_autoptr (Trial) holds = blocks (even, 4, "block", A_BLOCK_FAILS);
  g_autoptr (Trial) not_asked = blocks (even, 4, "node", A_BLOCK_FAILS);
  g_autoptr (Trial) cannot = blocks (uneven, 4, "block", A_BLOCK_FAILS);

  trial_until (holds, 2 * SIM_MINUTE);
  trial_until (not_asked, 2 * SIM_MINUTE);
  trial_until (cannot, 2 * SIM_MINUTE);
  CU_ASSERT_EQUAL (FOUND_ANY (holds, AWARENESS), 0);
  CU_ASSERT_EQUAL (tolerance (holds).least, 0);
  CU_ASSERT_EQUAL (FOUND_ANY (holds, DATA_UNAVAILABLE) + FOUND_ANY (holds, QUORUM_LOST), 0);
  CU_ASSERT_TRUE (tolerance (not_asked).least < 0);
  CU_ASSERT_EQUAL (FOUND_ANY (cannot, AWARENESS), 1);
  CU_ASSERT_TRUE (tolerance (cannot).least < 0);
  CU_ASSERT_EQUAL (FOUND_ANY (cannot, DATA_UNAVAILABLE), 1);
}

/* Any layout in which awareness holds keeps neighbours of the ring in blocks of their own. */
static void
rings_keep_blocks_apart (void)
{
  for (guint seed = 0; seed < 300; seed++) {
    GRand *lot = g_rand_new_with_seed (seed);
    g_autoptr (GString) hosts = g_string_new (NULL);
    g_autoptr (Trial) trial = NULL;
    guint tolerates = seed % 2 + 1, n = 0;
    g_autofree guint32 *ring = NULL;

    for (guint b = 0; b < 5 + seed % 4 || n < 5; b++) {
      guint size = (guint) g_rand_int_range (lot, 1, 4);

      g_string_append_printf (hosts, "      b%u-[1-%u]: {cpu: 1 GHz, memory: 64 GiB, fault-domain: b%u}\n", b,
                              size, b);
      n += size;
    }
    g_rand_free (lot);
    trial = trial_new_from (
        "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    awareness: rack\n"
        "    fault-tolerance: %u\n    hosts:\n%s",
        tolerates, hosts->str);
    ring = g_new (guint32, n);
    model_awareness_ring (trial->fleet, 0, ring);
    if (!model_awareness_was_built (trial->fleet, 0))
      continue;
    for (guint32 i = 0; i < n; i++)
      for (guint32 k = 1; k <= 2 * tolerates; k++)
        CU_ASSERT_NOT_EQUAL (trial->fleet->hosts[ring[i]].fault_domain,
                             trial->fleet->hosts[ring[(i + k) % n]].fault_domain);
  }
}

/* N-18 as it is printed. */
static void
what_is_survived (void)
{
  static const guint32 rows[][5] = {
    { 2, 3, 1, 1, 0 }, { 2, 3, 3, 1, 1 }, { 3, 5, 2, 2, 0 },
    { 3, 5, 5, 2, 2 }, { 3, 6, 3, 2, 1 }, { 2, 2, 2, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    ModelSurvival survival = model_survival (rows[i][0], rows[i][1], rows[i][2]);

    CU_ASSERT_EQUAL (survival.nodes, rows[i][3]);
    CU_ASSERT_EQUAL (survival.blocks, rows[i][4]);
  }
}

void
test_physics_nutanix_blocks_suite (void)
{
  CU_pSuite suite = CU_add_suite ("blocks of a Nutanix cluster", NULL, NULL);

  CU_ADD_TEST (suite, a_block_is_borne_where_awareness_holds);
  CU_ADD_TEST (suite, rings_keep_blocks_apart);
  CU_ADD_TEST (suite, what_is_survived);
}
