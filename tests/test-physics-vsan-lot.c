/* vSAN clusters and what happens to them, drawn by lot: its books are right after every event. */

#include <CUnit/CUnit.h>

#include "tests/invariants.h"

void test_physics_vsan_lot_suite (void);

typedef struct {
  guint64 seed, n;
  GString *yaml;
} Lot;

static guint
draw (Lot *lot, guint bound)
{
  return (guint) sim_random_below (lot->seed, 2, 1, lot->n++, bound);
}

#define SAY(...) g_string_append_printf (lot->yaml, __VA_ARGS__)

static void
say_cluster (Lot *lot, guint hosts, gboolean stretched)
{
  static const char *const raids[]
      = { "raid-1", "raid-1, failures-to-tolerate: 0", "raid-1, failures-to-tolerate: 1" };

  SAY ("rollcall: 1\nclusters:\n  c:\n    ha: {}\n    vsan: {architecture: %s, resync-rate: %u Mbit/s, "
       "repair-timer: %u min, disk-format: %u%s}\n",
       draw (lot, 2) ? "osa" : "esa", 200 + draw (lot, 4000), 20 + draw (lot, 80), 2 + draw (lot, 3),
       stretched ? ", witness: {name: w, version: 7.0.3}" : "");
  SAY ("    storage-policies:\n      p: {raid: %s}\n      q: {raid: %s}\n    hosts:\n", raids[draw (lot, 3)],
       hosts >= 6 && !stretched && draw (lot, 2) ? "raid-6"
       : hosts >= 4 && !stretched                ? "raid-5"
                                                 : raids[draw (lot, 2)]);
  for (guint h = 1; h <= hosts; h++)
    SAY ("      h%u: {cpu: 100 GHz, memory: 128 GiB, version: 7.0.%u, capacity: %u TiB%s}\n", h,
         draw (lot, 3), 2 + draw (lot, 2),
         !stretched ? ""
         : h % 2    ? ", fault-domain: a"
                    : ", fault-domain: b");
  SAY ("    vms:\n");
  for (guint v = 1; v <= 6; v++)
    SAY ("      v%u: {memory: 4 GiB, disks: %u GiB, disk-count: %u, write-rate: %u MiB/s, storage-policy: "
         "%s%s}\n",
         v, 20 + draw (lot, 200), 1 + draw (lot, 3), draw (lot, 20), draw (lot, 2) ? "p" : "q",
         draw (lot, 6) ? "" : ", power: off");
}

static void
say_plan (Lot *lot, guint hosts, gboolean stretched)
{
  static const char *const modes[] = { "ensure-accessibility", "full-migration", "no-action" };
  static const char *const faults[] = { "crash", "crash", "crash", "fail-disks", "hang-boot", "isolate" };

  SAY ("plan:\n  - {step: roll, remediate: c, to: 8.0.3, vsan-mode: %s, wait-for-resync: %s, at-once: 2}\n",
       modes[draw (lot, 3)], draw (lot, 2) ? "true" : "false");
  SAY ("  - {step: first, wait: %u min}\n  - {step: out, maintenance: h%u, vsan-mode: %s, enter-timeout: 3 "
       "h, after: first}\n"
       "  - {step: back, leave: h%u, after: out}\n",
       1 + draw (lot, 200), 1 + draw (lot, hosts), modes[draw (lot, 3)], 1 + draw (lot, hosts));
  SAY ("  - {step: format, upgrade-disk-format: c, disk-format: 20, after: %s, allow-reduced-redundancy: "
       "%s}\nfaults:\n",
       draw (lot, 2) ? "roll" : "first", draw (lot, 2) ? "true" : "false");
  for (guint f = 0; f < 1 + draw (lot, 6); f++) {
    if (stretched && draw (lot, 4) == 0)
      SAY ("  - {lose-witness: c");
    else
      SAY ("  - {%s: h%u", faults[draw (lot, G_N_ELEMENTS (faults))], 1 + draw (lot, hosts));
    SAY (", at: %u s, for: %u min}\n", draw (lot, 4 * 3600), 1 + draw (lot, 180));
  }
}

static void
books_are_right_whatever_happens (void)
{
  for (guint64 seed = 1; seed <= 150; seed++) {
    g_autoptr (GString) yaml = g_string_new (NULL);
    g_autoptr (GPtrArray) complaints = g_ptr_array_new_with_free_func (g_free);
    g_autoptr (Trial) trial = NULL;
    Lot it = { seed, 0, yaml }, *lot = &it;
    gboolean stretched = draw (lot, 3) == 0;
    guint hosts = stretched ? 6 : 3 + draw (lot, 5);

    say_cluster (lot, hosts, stretched);
    say_plan (lot, hosts, stretched);
    trial = trial_new (yaml->str);
    trial->drawn = TRUE;
    if (invariants_hold (trial, complaints) == 0)
      continue;
    CU_FAIL ("invariants");
    for (guint i = 0; i < complaints->len; i++)
      g_print ("vsan %u: %s\n", (guint) seed, (const char *) complaints->pdata[i]);
    if (g_getenv ("ROLLCALL_SHOW"))
      g_print ("%s", yaml->str);
  }
}

void
test_physics_vsan_lot_suite (void)
{
  CU_pSuite suite = CU_add_suite ("vSAN by lot", NULL, NULL);

#define TEST(NAME) CU_add_test (suite, #NAME, NAME)
  TEST (books_are_right_whatever_happens);
#undef TEST
}
