/* The handbook's tables of a cluster's remediation (8.7), of vCenter HA (8.10) and of vCLS (8.12), row by row: each row is a small
 * scenario and the rows of our tables that it must take. Where ours says it in other states or otherwise, the row says why. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_handbook_suite (void);

typedef struct {
  guint8 machine, from, signal, to;
  guint8 asked; /* the list goes on so far */
} Taken;

/* From a state, on a signal, into a state (the same one, where it stays). */
#define T(M, FROM, SIGNAL, TO)                                                                               \
  {                                                                                                          \
    MODEL_MACHINE_##M, M##_AT_##FROM, M##_ON_##SIGNAL, M##_AT_##TO, 1                                        \
  }
#define NOTHING_OF_IT                                                                                        \
  {                                                                                                          \
    0, 0, 0, 0, 0                                                                                            \
  }

typedef struct {
  const char *row;  /* the handbook's: state, event [guard] */
  const char *yaml; /* the scenario's differences */
  const char *ours; /* how ours differs, on purpose; NULL it does not */
  Taken taken[3];
} Row;

static gboolean
is_taken (const Trial *trial, const Taken *taken)
{
  const SimJournal *journal = trial->run->journal;

  for (guint i = 0; i < sim_journal_length (journal); i++) {
    const SimEntry *entry = sim_journal_get (journal, i);

    if (entry->machine == taken->machine && entry->state_from == taken->from && entry->signal == taken->signal
        && entry->state_to == taken->to)
      return TRUE;
  }
  return FALSE;
}

static void
hold (const char *head, const Row *rows, gsize n)
{
  for (gsize i = 0; i < n; i++) {
    g_autoptr (Trial) trial = trial_new_from ("%s%s", head, rows[i].yaml);

    trial_end (trial);
    for (guint t = 0; t < G_N_ELEMENTS (rows[i].taken) && rows[i].taken[t].asked; t++)
      if (!is_taken (trial, &rows[i].taken[t])) {
        g_print ("%s: part %u\n", rows[i].row, t + 1);
        CU_FAIL ("a row of the handbook is not taken");
      }
  }
}

/* ---- 8.7: the remediation of a cluster. What is one state there is two machines here: the run, and the turn of a host. ---- */

#define P   "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS
#define VMS "    vms:\n      v[1-3]: {memory: 4 GiB}\n"
#define TIED                                                                                                 \
  "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"                               \
  "    vms:\n      v: {memory: 4 GiB, host: h2, devices: [usb]}\n"
#define ROLL(MORE) "plan:\n  - {step: roll, remediate: p, to: 8.0.3" MORE "}\n"

/* clang-format off */
static const Row remediation[] = {
  { "idle, apply [another apply or check is running]", P "plan:\n  - {step: one, remediate: p, to: 8.0.3}\n  - {step: two, remediate: p, to: 8.0.3}\n",
    "it ends as failed and not in idle, since an apply is a step of a plan, which begins once",
    { T (REMEDIATION, IDLE, BEGIN, FAILED) } },
  { "idle, apply [all hosts are compliant]", P "plan:\n  - {step: roll, remediate: p, to: 8.0.1}\n",
    "it is the pre-check that finds out, and the step is done",
    { T (REMEDIATION, IDLE, BEGIN, CHECKING), T (REMEDIATION, CHECKING, CHECKED, DONE) } },
  { "idle, apply", P ROLL (""), NULL, { T (REMEDIATION, IDLE, BEGIN, CHECKING) } },
  { "precheck, problem [blocking]", "    ha: {admission-control: {policy: slot}}\n" P ROLL (", method: baseline"), NULL,
    { T (REMEDIATION, CHECKING, CHECKED, FAILED) } },
  { "precheck, ok", P ROLL (""), "preparing is what the transition does, and no state of its own", { T (REMEDIATION, CHECKING, CHECKED, ROLLING) } },
  { "precheck, ok: standby hosts are woken",
    "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n      h3: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, state: standby}\n" VMS ROLL (""), NULL,
    { T (REMEDIATION, CHECKING, CHECKED, WAKING), T (REMEDIATION, WAKING, WOKEN, ROLLING) } },
  { "prepare [sequential]", P ROLL (""), NULL, { T (REMEDIATION, ROLLING, NEXT, ROLLING), T (UPDATE, WAITING, BEGIN, ENTERING) } },
  { "prepare [parallel images]", P ROLL (", parallel: {}"), NULL, { T (REMEDIATION, CHECKING, CHECKED, PARALLEL) } },
  { "pickHost, hosts left [vSAN]", "    vsan: {resync-rate: 8 Gbit/s}\n" P ROLL (", wait-for-resync: true"), NULL,
    { T (REMEDIATION, ROLLING, NEXT, ROLLING), T (UPDATE, WAITING, BEGIN, ENTERING) } },
  { "pickHost, none left", P ROLL (""), "restoring is what the transition does", { T (REMEDIATION, ROLLING, NEXT, DONE) } },
  { "enterHost, SM6 reaches inMM", P ROLL (""), NULL, { T (HOST, ENTERING, EMPTY, MAINTENANCE), T (UPDATE, ENTERING, ENTERED, UPDATING) } },
  { "enterHost, cannot enter [RETRY, tries left]", TIED ROLL (", enter-timeout: 10 min, on-failure: {retry: 2, delay: 5 min}"), NULL,
    { T (UPDATE, ENTERING, NOT_ENTERED, RETRYING) } },
  { "retryWait, delay over", TIED ROLL (", enter-timeout: 10 min, on-failure: {retry: 2, delay: 5 min}"), NULL, { T (UPDATE, RETRYING, AGAIN, ENTERING) } },
  { "enterHost, cannot enter [no tries left, or FAIL]", TIED ROLL (", enter-timeout: 10 min, on-failure: stop"), NULL,
    { T (UPDATE, ENTERING, NOT_ENTERED, FAILED), T (REMEDIATION, ROLLING, HOST_FAILED, FAILED) } },
  { "updateHost, SM6 reaches connected [vSAN: resync finished]", "    vsan: {resync-rate: 8 Gbit/s}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n"
    "    vms:\n      v[1-3]: {memory: 4 GiB, disks: 500 GiB, write-rate: 50 MiB/s}\n" ROLL (", wait-for-resync: true"), NULL,
    { T (UPDATE, UPDATING, FINISHED, DONE), T (REMEDIATION, ROLLING, HOST_DONE, ROLLING), T (REMEDIATION, ROLLING, NEXT, ROLLING) } },
  { "updateHost, SM6 mmFailed", P ROLL ("") "faults: [{fail-install: h1, at: 0 s}]\n", NULL,
    { T (UPDATE, UPDATING, BROKEN, FAILED), T (REMEDIATION, ROLLING, HOST_FAILED, FAILED) } },
  { "updateHost, the wait for bootHung is over", P ROLL ("") "faults: [{hang-boot: h1, at: 0 s}]\n", NULL,
    { T (UPDATE, UPDATING, BROKEN, FAILED), T (REMEDIATION, ROLLING, HOST_FAILED, FAILED) } },
  { "parallel, host fails",
    "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, state: maintenance}\n      h3: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS
    ROLL (", parallel: {}") "faults: [{fail-install: h1, at: 0 s}]\n", NULL,
    { T (REMEDIATION, PARALLEL, HOST_FAILED, PARALLEL), T (REMEDIATION, PARALLEL, HOST_DONE, PARALLEL) } },
  { "parallel, all taken hosts done",
    "    hosts:\n      h[1-2]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1, state: maintenance}\n      h3: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n" VMS
    ROLL (", parallel: {}"), NULL, { T (REMEDIATION, PARALLEL, NEXT, DONE) } },
  { "restore, process alive", "    dpm: true\n" P ROLL (""), NULL, { T (REMEDIATION, ROLLING, NEXT, DONE), T (DPM, OFF, SWITCH_ON, READY) } },
  { "stopped, process alive", "    dpm: true\n" P ROLL ("") "faults: [{fail-install: h1, at: 0 s}]\n", NULL,
    { T (REMEDIATION, ROLLING, HOST_FAILED, FAILED), T (DPM, OFF, SWITCH_ON, READY) } },
  { "any, vCenter or service dies", P ROLL ("") "faults: [{crash: vc, at: 10 min}]\n", NULL, { T (REMEDIATION, ROLLING, VCENTER_DOWN, ABORTED) } },
};
/* clang-format on */

/* clang-format off */
static const Row own_vcenter[] = {
  { "enterHost, cannot enter because of the vCenter VM",
    "    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: 8.0.1}\n    vms:\n      vcsa: {memory: 8 GiB, host: h1, automation: off}\n"
    ROLL (", enter-timeout: 10 min, on-failure: stop"), NULL,
    { T (UPDATE, ENTERING, NOT_ENTERED, FAILED), T (REMEDIATION, ROLLING, HOST_FAILED, ROLLING), T (REMEDIATION, ROLLING, NEXT, FAILED) } },
};
/* clang-format on */

static void
a_remediation_row_by_row (void)
{
  hold ("rollcall: 1\nvcenters: {vc: {version: 8.0.3, vm: vcsa}}\nclusters:\n  p:\n    vcenter: vc\n",
        own_vcenter, G_N_ELEMENTS (own_vcenter));
  hold ("rollcall: 1\nvcenters: {vc: {version: 8.0.3}}\nclusters:\n  p:\n    vcenter: vc\n", remediation,
        G_N_ELEMENTS (remediation));
}

/* ---- 8.10: vCenter HA ---- */

#define NODES(MODE)                                                                                          \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2, vcha: {mode: " MODE                                          \
  ", active: a, passive: b, witness: w}}}\n"                                                                 \
  "clusters:\n  p:\n    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB, version: "     \
  "8.0.2}\n"                                                                                                 \
  "    vms:\n      a: {memory: 4 GiB, host: h1}\n      b: {memory: 4 GiB, host: h2}\n"                       \
  "      w: {memory: 1 GiB, host: h3}\n"
#define WAIT         "plan: [{step: s, wait: 2 h}]\nfaults:\n"
#define SET(TO)      "plan: [{step: w, wait: 5 min}, {step: s, set: {vcenter: vc, vcha: " TO "}, after: w}]\n"
#define CRASH(H, AT) "  - {crash: h" #H ", at: " #AT " min}\n"

typedef struct {
  Row row;
  gboolean serves, allowed; /* vCenter at the end; the step */
} VchaRow;

/* clang-format off */
static const VchaRow vcha[] = {
  { { "enabled, healthy, active lost", NODES ("enabled") WAIT CRASH (1, 1), "the minutes of the failover are a state of their own",
      { T (VCHA, HEALTHY, CHANGED, FAILING_OVER), T (VCHA, FAILING_OVER, TAKEN, DEGRADED) } }, TRUE, TRUE },
  { { "enabled, healthy, passive lost", NODES ("enabled") WAIT CRASH (2, 1), NULL, { T (VCHA, HEALTHY, CHANGED, DEGRADED) } }, TRUE, TRUE },
  { { "enabled, healthy, witness lost", NODES ("enabled") WAIT CRASH (3, 1), NULL, { T (VCHA, HEALTHY, CHANGED, DEGRADED) } }, TRUE, TRUE },
  { { "enabled, degraded, active lost", NODES ("enabled") WAIT CRASH (2, 1) CRASH (1, 9), NULL, { T (VCHA, DEGRADED, CHANGED, NO_QUORUM) } }, FALSE, TRUE },
  { { "enabled, degraded, other peer lost too", NODES ("enabled") WAIT CRASH (2, 1) CRASH (3, 9), NULL, { T (VCHA, DEGRADED, CHANGED, ISOLATED) } }, FALSE, TRUE },
  { { "enabled, any, all links cut", NODES ("enabled") WAIT "  - {cut-vcha: vc, at: 1 min}\n", NULL, { T (VCHA, HEALTHY, CHANGED, ISOLATED) } }, FALSE, TRUE },
  { { "disabled, any, all links cut", NODES ("disabled") WAIT "  - {cut-vcha: vc, at: 1 min}\n", NULL, { T (VCHA, HEALTHY, CHANGED, ISOLATED) } }, TRUE, TRUE },
  { { "maintenance, healthy, active lost", NODES ("maintenance") WAIT CRASH (1, 1), NULL, { T (VCHA, HEALTHY, CHANGED, DEGRADED) } }, FALSE, TRUE },
  { { "enabled, healthy, only management network lost", NODES ("enabled") WAIT "  - {isolate: h1, at: 1 min}\n",
      "nothing that concerns it has happened, so nobody tells it", { NOTHING_OF_IT } }, TRUE, TRUE },
  { { "any, degraded, node back and in sync", NODES ("enabled") "plan: [{step: w, wait: 30 min}, {step: s, power-on: w, after: w}]\nfaults:\n  - {crash: h3, at: 1 min, for: 1 min}\n", NULL,
      { T (VCHA, HEALTHY, CHANGED, DEGRADED), T (VCHA, DEGRADED, IN_SYNC, HEALTHY) } }, TRUE, TRUE },
  { { "enabled to disabled, healthy", NODES ("enabled") SET ("disabled"), NULL, { T (VCHA, HEALTHY, SET, HEALTHY) } }, TRUE, TRUE },
  { { "enabled to disabled, degraded", NODES ("enabled") SET ("disabled") "faults:\n" CRASH (3, 1), NULL, { T (VCHA, DEGRADED, SET, DEGRADED) } }, TRUE, TRUE },
  { { "enabled to maintenance, healthy", NODES ("enabled") SET ("maintenance"), NULL, { T (VCHA, HEALTHY, SET, HEALTHY) } }, TRUE, TRUE },
  { { "enabled to maintenance, degraded", NODES ("enabled") SET ("maintenance") "faults:\n" CRASH (3, 1), NULL, { T (VCHA, DEGRADED, SET, DEGRADED) } }, TRUE, FALSE },
  { { "disabled to enabled, degraded", NODES ("disabled") SET ("enabled") "faults:\n" CRASH (3, 1), NULL, { T (VCHA, DEGRADED, SET, DEGRADED) } }, TRUE, FALSE },
  { { "maintenance to disabled, degraded", NODES ("maintenance") SET ("disabled") "faults:\n" CRASH (3, 1), NULL, { T (VCHA, DEGRADED, SET, DEGRADED) } }, TRUE, FALSE },
};
/* clang-format on */

static void
vcenter_ha_row_by_row (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (vcha); i++) {
    g_autoptr (Trial) trial = trial_new (vcha[i].row.yaml);

    hold ("", &vcha[i].row, 1);
    trial_end (trial);
    if (IS (trial, VCENTER, "vc", SERVING) != vcha[i].serves
        || IS (trial, STEP, "s", DONE) != vcha[i].allowed) {
      g_print ("%s: serves %d, allowed %d\n", vcha[i].row.row, IS (trial, VCENTER, "vc", SERVING),
               IS (trial, STEP, "s", DONE));
      CU_FAIL ("another end than the handbook's");
    }
  }
}

/* ---- 8.12: vCLS ---- */

#define THREE                                                                                                \
  "    ha: {admission-control: {policy: off}}\n    hosts:\n      h[1-3]: {cpu: 100 GHz, memory: 64 GiB}\n"   \
  "    vms:\n      a: {memory: 4 GiB, host: h1}\n"
#define ONE                                                                                                  \
  "    hosts:\n      h1: {cpu: 100 GHz, memory: 64 GiB}\n    vms:\n      a: {memory: 4 GiB, host: h1, "      \
  "devices: [usb]}\n"                                                                                        \
  "plan:\n  - {step: in, maintenance: h1}\n"

/* clang-format off */
static const Row vcls[] = {
  { "healthy, all agent VMs gone", THREE "plan: [{step: w, wait: 10 min}]\nfaults: [{fail-vcls: p, at: 2 min, for: 3 min}]\n", NULL,
    { T (VCLS, HEALTHY, LOST, DEGRADED) } },
  { "degraded, DRS run due", THREE "plan: [{step: w, wait: 10 min}]\nfaults: [{fail-vcls: p, at: 2 min, for: 3 min}]\n", NULL,
    { T (VCLS, DEGRADED, DRS_DUE, UNHEALTHY), T (DRS, READY, VCLS_GONE, LAMED) } },
  { "unhealthy, an agent VM runs [vCenter up]", THREE "plan: [{step: w, wait: 10 min}]\nfaults: [{fail-vcls: p, at: 2 min, for: 3 min}]\n", NULL,
    { T (VCLS, UNHEALTHY, CYCLE, HEALTHY), T (DRS, LAMED, VCLS_BACK, READY) } },
  { "degraded, an agent VM runs [vCenter up]", THREE "plan: [{step: w, wait: 10 min}]\nfaults: [{fail-vcls: p, at: 121 s, for: 5 s}]\n", NULL,
    { T (VCLS, DEGRADED, CYCLE, HEALTHY) } },
  { "healthy, retreat flag set", THREE "plan: [{step: on, set: {cluster: p, retreat-mode: on}}]\n", "the minute until they are gone is a state of its own",
    { T (VCLS, HEALTHY, RETREAT, LEAVING), T (VCLS, LEAVING, REMOVED, RETREAT), T (DRS, READY, VCLS_GONE, LAMED) } },
  { "retreat, flag reset", THREE "plan: [{step: on, set: {cluster: p, retreat-mode: on}}, {step: w, wait: 5 min, after: on}, {step: off, set: {cluster: p, retreat-mode: off}, after: w}]\n",
    NULL, { T (VCLS, RETREAT, RESET, RETREAT), T (VCLS, RETREAT, CYCLE, HEALTHY) } },
  { "retreat, upgrade ends, flag forgotten", THREE "plan: [{step: on, set: {cluster: p, retreat-mode: on}}, {step: up, upgrade-vcenter: vc, to: 8.0.3, after: on}]\n",
    NULL, { T (VCLS, RETREAT, VCENTER_UP, RETREAT) } },
  { "healthy, last host enters maintenance [vCenter up]", ONE "faults: [{crash: a, at: 10 min}]\n", NULL, { T (VCLS, HEALTHY, POOL, STOPPED) } },
  { "healthy, last host enters maintenance [vCenter down]", ONE "faults: [{crash: a, at: 10 min}, {crash: vc, at: 5 min, for: 1 h}]\n",
    "it is the host that is blocked; the agent VMs are as healthy as before", { T (HOST, STUCK, EMPTY, STUCK) } },
};
/* clang-format on */

static void
agent_vms_row_by_row (void)
{
  hold ("rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  p:\n    vcenter: vc\n", vcls,
        G_N_ELEMENTS (vcls));
}

void
test_physics_handbook_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics-handbook", NULL, NULL);

  CU_ADD_TEST (suite, a_remediation_row_by_row);
  CU_ADD_TEST (suite, vcenter_ha_row_by_row);
  CU_ADD_TEST (suite, agent_vms_row_by_row);
}
