/* How a cluster stands, and what one more failure does: done in a copy of the run, which nobody notices. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_capacity_suite (void);

#define HOSTS(N) "    hosts:\n      h[1-" N "]: {cpu: 100 GHz, memory: 100 GiB}\n"
#define HA       "    ha: {admission-control: {policy: percentage, host-failures: 1}}\n"

static Trial *
cluster (const char *rest)
{
  return trial_new_from ("rollcall: 1\nclusters:\n  p:\n%s", rest);
}

static ModelLoss
loss_of (Trial *trial, const char *host)
{
  return model_loss (trial->run, trial_index (trial, MODEL_MACHINE_HOST, host));
}

/* 135 GiB are free, 45 on each of three: enough for 80 GiB in the sum, and on no host, however DRS moves the others. */
static void
sums_and_packing_disagree (void)
{
  g_autoptr (Trial) trial
      = cluster (HA HOSTS ("4") "    vms:\n      db: {memory: 80 GiB, memory-reservation: 80 GiB, host: h1}\n"
                                "      a: {memory: 55 GiB, memory-reservation: 55 GiB, host: h2}\n"
                                "      b: {memory: 55 GiB, memory-reservation: 55 GiB, host: h3}\n"
                                "      c: {memory: 55 GiB, memory-reservation: 55 GiB, host: h4}\n");
  guint64 before, after;
  ModelLoss db, a;

  trial_until (trial, 60000);
  before = sim_world_digest (trial->run->model, trial->run->world);
  db = loss_of (trial, "h1");
  a = loss_of (trial, "h2");
  after = sim_world_digest (trial->run->model, trial->run->world);
  CU_ASSERT_EQUAL (before, after);
  CU_ASSERT (db.sum_fits);
  CU_ASSERT_EQUAL (db.need_mib, 80 * 1024);
  CU_ASSERT_EQUAL (db.room_mib, 135 * 1024);
  CU_ASSERT_EQUAL (db.largest_room_mib, 45 * 1024);
  CU_ASSERT_EQUAL (db.left, 1);
  CU_ASSERT_EQUAL (db.vm, trial_index (trial, MODEL_MACHINE_VM, "db"));
  CU_ASSERT_EQUAL (db.why.blocker, MODEL_BLOCKER_MEMORY_RESERVATION);
  CU_ASSERT_EQUAL (a.left, 1);
  CU_ASSERT (a.sum_fits);
  CU_ASSERT_EQUAL (trial_index (trial, MODEL_MACHINE_VM, "a"), a.vm);
}

/* DRS makes room for a restart, where moving others makes any: then nothing is left down. */
static void
drs_helps_to_pack (void)
{
  g_autoptr (Trial) trial
      = cluster (HA "    drs: {automation: fully-automated}\n" HOSTS ("4")
                 "    vms:\n      db: {memory: 80 GiB, memory-reservation: 80 GiB, host: h1}\n"
                 "      a: {memory: 40 GiB, memory-reservation: 40 GiB, host: h2}\n"
                 "      b: {memory: 40 GiB, memory-reservation: 40 GiB, host: h3}\n"
                 "      c: {memory: 40 GiB, memory-reservation: 40 GiB, host: h4}\n");
  ModelLoss db;

  trial_until (trial, 60000);
  db = loss_of (trial, "h1");
  CU_ASSERT_EQUAL (db.largest_room_mib, 60 * 1024);
  CU_ASSERT_EQUAL (db.left, 0);
}

/* What nobody is to restart is not left down; but it does not run either. */
static void
who_is_not_protected (void)
{
  g_autoptr (Trial) on
      = cluster (HA HOSTS ("2") "    vms:\n      v: {memory: 4 GiB, host: h1, restart-priority: disabled}\n"
                                "      w: {memory: 4 GiB, host: h1}\n");
  g_autoptr (Trial) off = cluster (
      HOSTS ("2") "    vms:\n      v: {memory: 4 GiB, host: h1}\n      w: {memory: 4 GiB, host: h1}\n");
  ModelLoss loss;

  trial_until (on, 60000);
  loss = loss_of (on, "h1");
  CU_ASSERT_EQUAL (loss.vms, 2);
  CU_ASSERT_EQUAL (loss.unprotected, 1);
  CU_ASSERT_EQUAL (loss.left, 0);
  CU_ASSERT_EQUAL (loss.used_mib, 8 * 1024);
  trial_until (off, 60000);
  loss = loss_of (off, "h1");
  CU_ASSERT_EQUAL (loss.unprotected, 2);
  CU_ASSERT_EQUAL (loss.left, 0);
}

/* A restart that only takes time is waited for; one that fails again and again is not. */
static void
restarts_are_waited_for (void)
{
  static const char late[]
      = "rollcall: 1\n%sclusters:\n  p:\n" HA HOSTS ("2") "    vms:\n      v: {memory: 4 GiB, host: h1}\n%s";
  g_autoptr (Trial) slow = trial_new_from (late, "physics: {ha-power-on: 5 min}\n", "");
  g_autoptr (Trial) slower = trial_new_from (late, "physics: {ha-power-on: 11 min}\n", "");
  g_autoptr (Trial) fails = trial_new_from (late, "", "faults:\n  - {fail-power-on: v, at: 10 s}\n");
  ModelLoss loss;

  trial_until (slow, 60000);
  CU_ASSERT_EQUAL (loss_of (slow, "h1").left, 0);
  trial_until (slower, 60000);
  loss = loss_of (slower, "h1");
  CU_ASSERT_EQUAL (loss.left, 1);
  CU_ASSERT_EQUAL (loss.why.blocker, MODEL_BLOCKER_NONE);
  trial_until (fails, 60000);
  CU_ASSERT_EQUAL (loss_of (fails, "h1").left, 1);
}

/* Nothing is reserved, so all of it restarts; on a host that has less memory than they use. */
static void
what_fits_may_swap (void)
{
  g_autoptr (Trial) trial = cluster (
      HA HOSTS ("2") "    vms:\n      v: {memory: 80 GiB, host: h1}\n      w: {memory: 80 GiB, host: h2}\n");
  ModelLoss loss;

  trial_until (trial, 60000);
  loss = loss_of (trial, "h1");
  CU_ASSERT_EQUAL (loss.left, 0);
  CU_ASSERT_EQUAL (loss.overfull, trial_index (trial, MODEL_MACHINE_HOST, "h2"));
  CU_ASSERT_EQUAL (loss.used_mib, 160 * 1024);
  CU_ASSERT_EQUAL (loss.after.memory_mib, 100 * 1024);
}

/* Of those that can be moved at all: by rules, by devices, by room. */
static void
how_freely_vms_move (void)
{
  g_autoptr (Trial) trial = cluster ("    drs: {automation: fully-automated}\n" HOSTS (
      "3") "    vms:\n      any: {memory: 1 GiB, host: h1}\n      card: {memory: 1 GiB, host: h1, devices: "
           "[pci-passthrough]}\n"
           "      licence: {memory: 1 GiB, host: h1}\n      huge: {memory: 90 GiB, memory-reservation: 90 "
           "GiB, host: h2}\n"
           "    rules:\n      - {name: ora, run: [licence], on: [h1, h2], must: true}\n");
  ModelFlexibility all = model_flexibility (trial->run, 0);

#define TARGETS(VM) model_vm_targets (trial->run, trial_index (trial, MODEL_MACHINE_VM, VM))
  CU_ASSERT_EQUAL (TARGETS ("any"), 2);
  CU_ASSERT_EQUAL (TARGETS ("card"), 0);
  CU_ASSERT_EQUAL (TARGETS ("licence"), 1);
  CU_ASSERT_EQUAL (TARGETS ("huge"), 2);
#undef TARGETS
  CU_ASSERT_EQUAL (all.least, 0);
  CU_ASSERT_EQUAL (all.vm, trial_index (trial, MODEL_MACHINE_VM, "card"));
  CU_ASSERT_EQUAL (all.nowhere, 1);
  CU_ASSERT_EQUAL (all.one_only, 1);
}

/* A host in maintenance is no home, and its domain takes the fewer with it (Q-03 Q-06). */
static void
what_is_lost_at_once (void)
{
  g_autoptr (Trial) trial
      = cluster ("    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 100 GiB, fault-domain: a}\n      h3: "
                 "{cpu: 100 GHz, memory: 100 GiB, fault-domain: b}\n"
                 "      h4: {cpu: 100 GHz, memory: 100 GiB, fault-domain: b, state: maintenance}\n"
                 "    vms:\n      u[1-2]: {vcpus: 2, memory: 4 GiB, host: h1}\n      v[1-2]: {vcpus: 2, "
                 "memory: 4 GiB, host: h2}\n"
                 "      w[1-3]: {vcpus: 4, memory: 4 GiB, host: h3}\n");
  ModelOutlook o = model_outlook (trial->run, 0);

  CU_ASSERT_EQUAL (o.hosts, 3);
  CU_ASSERT_EQUAL (o.memory_mib, 300 * 1024);
  CU_ASSERT_EQUAL (o.safe_mib, 200 * 1024);
  CU_ASSERT_EQUAL (o.used_mib, 28 * 1024);
  CU_ASSERT_EQUAL (o.vms, 7);
  CU_ASSERT_EQUAL (o.vcpus, 20);
  CU_ASSERT_EQUAL (o.cores, 0); /* nobody has said */
  CU_ASSERT_EQUAL (model_vcpu_ratio (&o), 0);
  CU_ASSERT_EQUAL (o.host.index, trial_index (trial, MODEL_MACHINE_HOST, "h3"));
  CU_ASSERT_EQUAL (o.host.vms, 3);
  CU_ASSERT_EQUAL (o.domain.vms, 4);
  CU_ASSERT_EQUAL (o.domain.vcpus, 8);
}

/* Two CVMs hold the only two copies of something: with one away, the loss of the other takes it (N-26). */
static void
data_goes_with_a_host (void)
{
  static const char nodes[]
      = "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-ahv\n    aos: 6.5\n    hosts:\n"
        "      n[1-3]: {cpu: 100 GHz, memory: 100 GiB, capacity: 10 TiB, data: %s}\n    vms:\n      v: "
        "{memory: 4 GiB, host: n1}\n%s";
  g_autoptr (Trial) whole = trial_new_from (nodes, "1 TiB", "");
  g_autoptr (Trial) missing = trial_new_from (nodes, "1 TiB", "faults:\n  - {cvm-down: n2, at: 1 min}\n");
  g_autoptr (Trial) full = trial_new_from (nodes, "7 TiB", "");
  ModelStorageRoom room;

  trial_until (whole, 120000);
  CU_ASSERT_EQUAL (loss_of (whole, "n1").group, MODEL_NONE);
  CU_ASSERT_EQUAL (loss_of (whole, "n1").left, 0);
  trial_until (missing, 120000);
  CU_ASSERT_NOT_EQUAL (loss_of (missing, "n1").group, MODEL_NONE);
  CU_ASSERT_EQUAL (loss_of (missing, "n1").left, 1);

  room = model_storage_after_loss (whole->run, 0);
  CU_ASSERT (room.known);
  CU_ASSERT_EQUAL (room.total_mib, 30 << 20);
  CU_ASSERT_EQUAL (room.bears_mib, (gint64) 19 << 20); /* 95 % of 20 TiB */
  CU_ASSERT (room.used_mib < room.bears_mib);
  room = model_storage_after_loss (full->run, 0);
  CU_ASSERT (room.used_mib > room.bears_mib);
}

static void
vsan_without_its_largest_host (void)
{
  g_autoptr (Trial) trial = trial_new (
      "rollcall: 1\nclusters:\n  p:\n    vsan: {resync-rate: 10 Gbit/s}\n    ha: {}\n    hosts:\n"
      "      h[1-3]: {cpu: 100 GHz, memory: 100 GiB, capacity: 2 TiB}\n      h4: {cpu: 100 GHz, memory: 100 "
      "GiB, capacity: 4 TiB}\n"
      "    vms:\n      v: {memory: 4 GiB, disks: 1 TiB, host: h1}\n");
  ModelStorageRoom room = model_storage_after_loss (trial->run, 0);

  CU_ASSERT (room.known);
  CU_ASSERT_EQUAL (room.total_mib, 10 << 20);
  CU_ASSERT_EQUAL (room.bears_mib, 6 << 20);
  CU_ASSERT (room.used_mib >= 2 << 20 && room.used_mib < 3 << 20); /* two copies */
  CU_ASSERT_EQUAL (loss_of (trial, "h1").objects, 0);
}

/* With more hosts than are tried in every way, halving finds what adding one by one finds: twenty hosts, half full. */
static void
many_hosts_leave_at_once (void)
{
  g_autoptr (Trial) trial
      = trial_new ("rollcall: 1\nclusters:\n  p:\n    drs: {automation: fully-automated}\n    hosts:\n      "
                   "h[01-20]: {cpu: 100 GHz, memory: 100 GiB}\n"
                   "    vms:\n      v[001-100]: {memory: 10 GiB, memory-reservation: 10 GiB}\n      tied: "
                   "{memory: 1 GiB, memory-reservation: 1 GiB, host: h07, devices: [sr-iov]}\n");
  g_autoptr (ModelWhatIf) most = model_what_if_most (trial->run, 0);
  guint32 tied = trial_index (trial, MODEL_MACHINE_HOST, "h07");

  CU_ASSERT_EQUAL (most->hosts->len, 9); /* 1001 GiB need eleven hosts of 100 GiB */
  for (guint i = 0; i < most->hosts->len; i++)
    CU_ASSERT_NOT_EQUAL (g_array_index (most->hosts, guint32, i), tied);
}

void
test_physics_capacity_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics: capacity and one more failure", NULL, NULL);

  CU_add_test (suite, "sums and packing disagree", sums_and_packing_disagree);
  CU_add_test (suite, "DRS helps to pack", drs_helps_to_pack);
  CU_add_test (suite, "who is not protected", who_is_not_protected);
  CU_add_test (suite, "restarts are waited for", restarts_are_waited_for);
  CU_add_test (suite, "what fits may swap", what_fits_may_swap);
  CU_add_test (suite, "how freely VMs move", how_freely_vms_move);
  CU_add_test (suite, "what is lost at once", what_is_lost_at_once);
  CU_add_test (suite, "data goes with a host", data_goes_with_a_host);
  CU_add_test (suite, "vSAN without its largest host", vsan_without_its_largest_host);
  CU_add_test (suite, "many hosts leave at once", many_hosts_leave_at_once);
}
