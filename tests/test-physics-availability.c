/* What works while vCenter does not (handbook 8.9): every cell of the matrix against models that run. In each state of
 * vCenter the same things are tried, and what came of them must be what the table says. */

#include <CUnit/CUnit.h>
#include <string.h>

#include "tests/trial.h"

void test_physics_availability_suite (void);

/* An hour in each state, so that everything tried at its beginning has had its time by the end. h1 is being emptied, one
 * vMotion of ten minutes at a time, when the state begins: `b` leaves only if DRS goes on. h2 boots in it, h3 dies in it
 * with `c` and with `m`, which must run there; `p` is powered on through vCenter, h4 remediated. */
#define FLEET                                                                                                \
  "rollcall: 1\n"                                                                                            \
  "physics: {vcenter-in-place: 1 h, vcenter-staging: 1 h, vcenter-switchover: 1 h, vmotion-host-maximum: "   \
  "1,\n"                                                                                                     \
  "  host-reboot: 1 min, ha-configure: 10 min}\n"                                                            \
  "vcenters: {vc: {version: 8.0.2}}\n"                                                                       \
  "clusters:\n"                                                                                              \
  "  k:\n"                                                                                                   \
  "    vcenter: vc\n"                                                                                        \
  "    ha: {admission-control: {policy: percentage, cpu: 1, memory: 1}}\n"                                   \
  "    hosts:\n"                                                                                             \
  "      h[1-5]: {cpu: 100 GHz, memory: 512 GiB, version: 8.0.2, vmotion: 1 Gbit/s}\n"                       \
  "    vms:\n"                                                                                               \
  "      a: {memory: 64 GiB, host: h1, dirty-rate: 0 MiB/s}\n"                                               \
  "      b: {memory: 64 GiB, host: h1, dirty-rate: 0 MiB/s}\n"                                               \
  "      c: {memory: 4 GiB, host: h3}\n"                                                                     \
  "      m: {memory: 4 GiB, host: h3}\n"                                                                     \
  "      p: {memory: 4 GiB, host: h5, power: off}\n"                                                         \
  "    rules:\n"                                                                                             \
  "      - {name: pin, run: [m], on: [h3], must: true}\n"                                                    \
  "plan:\n"                                                                                                  \
  "  - {step: wait-vc, wait: 20 min}\n"                                                                      \
  "  - {step: wait-in, wait: %d min}\n"                                                                      \
  "  - {step: wait-try, wait: %d min}\n"                                                                     \
  "  - {step: in, maintenance: h1, after: [wait-in]}\n"                                                      \
  "  - {step: on, power-on: p, after: [wait-try]}\n"                                                         \
  "  - {step: roll, remediate: k, to: 8.0.3, hosts: [h4], after: [wait-try]}\n"                              \
  "%s"                                                                                                       \
  "faults:\n"                                                                                                \
  "  - {crash: h2, at: %d min, for: 5 min}\n"                                                                \
  "  - {crash: h3, at: %d min}\n"

#define UPGRADE(METHOD)                                                                                      \
  "  - {step: vc, upgrade-vcenter: vc, to: 8.0.3, method: " METHOD ", after: [wait-vc]}\n"

typedef struct {
  ModelControl control;
  guint state; /* of vCenter, while it is tried */
  gint begins; /* minute in which the state does */
  const char *plan;
} Column;

static const Column columns[] = {
  { MODEL_CONTROL_UP, VCENTER_AT_SERVING, 25, "" },
  { MODEL_CONTROL_DOWN, VCENTER_AT_UPGRADING, 25, UPGRADE ("in-place") },
  { MODEL_CONTROL_STAGING, VCENTER_AT_STAGING, 25, UPGRADE ("reduced-downtime") },
  { MODEL_CONTROL_SWITCHING, VCENTER_AT_SWITCHING, 85, UPGRADE ("reduced-downtime") },
};

static Trial *
in (const Column *column, gint minutes)
{
  gint w = column->begins;
  Trial *trial = trial_new_from (FLEET, w - 5, w + 10, column->plan, w - 3, w + 10);

  trial_until (trial, (w + minutes) * SIM_MINUTE);
  CU_ASSERT_EQUAL (model_state (trial->run, MODEL_MACHINE_VCENTER, 0), column->state);
  CU_ASSERT_EQUAL (model_vcenter_control (column->state), column->control);
  return trial;
}

static gboolean
says (const Column *column, ModelFunction function)
{
  return model_functions[function].in[column->control] == MODEL_AVAILABLE_WORKS;
}

static void
every_cell_is_as_the_table_says (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++) {
    const Column *column = &columns[i];
    g_autoptr (Trial) early = in (column, 8), late = in (column, 50);

    CU_ASSERT_EQUAL (IS (early, VM, "a", RUNNING) && IS (late, VM, "a", RUNNING),
                     says (column, MODEL_FUNCTION_DATA_PLANE));
    CU_ASSERT_EQUAL (IS (late, VM, "c", RUNNING) && TIMES (late, RESTART, STARTING) == 1,
                     says (column, MODEL_FUNCTION_HA));
    CU_ASSERT_EQUAL (IS (late, VM, "m", DOWN), says (column, MODEL_FUNCTION_MUST_RULES));
    CU_ASSERT_EQUAL (IS (late, VM, "b", RUNNING) && TIMES (late, HOST, MAINTENANCE) > 0,
                     says (column, MODEL_FUNCTION_DRS));
    CU_ASSERT_NOT_EQUAL (IS (early, ADMISSION, "k", ABSENT), says (column, MODEL_FUNCTION_ADMISSION));
    CU_ASSERT_EQUAL (IS (early, AGENT, "h2", CONFIGURING), says (column, MODEL_FUNCTION_HA_CONFIG));
    CU_ASSERT_EQUAL (IS (late, STEP, "on", DONE) && IS (late, VM, "p", RUNNING),
                     says (column, MODEL_FUNCTION_TASKS));
    CU_ASSERT_NOT_EQUAL (IS (late, STEP, "roll", FAILED), says (column, MODEL_FUNCTION_LIFECYCLE));
    for (guint f = 0; f < MODEL_N_FUNCTIONS; f++)
      CU_ASSERT_EQUAL (model_vcenter_offers (late->run, 0, f), says (column, f));
  }
}

/* Every state of the machine stands in one column, and those in which it serves are those of up and staging. */
static void
every_state_has_its_column (void)
{
  static const gboolean serves[VCENTER_N_STATES] = { [VCENTER_AT_SERVING] = TRUE,
                                                     [VCENTER_AT_CHECKING] = TRUE,
                                                     [VCENTER_AT_STAGING] = TRUE,
                                                     [VCENTER_AT_SYNCING] = TRUE };

  for (guint s = 0; s < VCENTER_N_STATES; s++)
    CU_ASSERT_EQUAL (model_functions[MODEL_FUNCTION_TASKS].in[model_vcenter_control (s)]
                         == MODEL_AVAILABLE_WORKS,
                     serves[s]);
}

/* ---- Everybody asks: with one cell of the table turned over the run comes out otherwise ---- */

typedef struct {
  ModelFunction function;
  ModelControl control;
  const char *plan; /* of the fleet above in minute 25; or a scenario of its own */
  gboolean (*seen) (const Trial *trial);
} Cell;

static gboolean
c_is_restarted (const Trial *trial)
{
  return IS (trial, VM, "c", RUNNING);
}

static gboolean
m_stays_down (const Trial *trial)
{
  return IS (trial, VM, "m", DOWN);
}

static gboolean
b_leaves_its_host (const Trial *trial)
{
  return model_vm_state (trial->run, trial_index (trial, MODEL_MACHINE_VM, "b"))->host
         != trial_index (trial, MODEL_MACHINE_HOST, "h1");
}

static gboolean
admission_control_is_there (const Trial *trial)
{
  return !IS (trial, ADMISSION, "k", ABSENT);
}

static gboolean
h2_is_configured (const Trial *trial)
{
  return WHEN (trial, AGENT, "h2", CONFIGURING) >= 0
         && WHEN (trial, AGENT, "h2", CONFIGURING) < 30 * SIM_MINUTE;
}

static gboolean
p_is_powered_on (const Trial *trial)
{
  return IS (trial, STEP, "on", DONE);
}

static gboolean
a_host_is_remediated (const Trial *trial)
{
  return TIMES (trial, REMEDIATION, CHECKING) > 0;
}

static gboolean
the_step_is_done (const Trial *trial)
{
  return IS (trial, STEP, "try", DONE);
}

static gboolean
x_is_protected (const Trial *trial)
{
  return IS (trial, RESTART, "x", PROTECTED);
}

static gboolean
x_runs (const Trial *trial)
{
  return IS (trial, VM, "x", RUNNING);
}

static gboolean
vcenter_fails_over (const Trial *trial)
{
  return TIMES (trial, VCHA, FAILING_OVER) > 0;
}

static gboolean
it_is_back_at_once (const Trial *trial)
{
  return WHEN (trial, HOST, "h1", CONNECTED) >= 0 && WHEN (trial, HOST, "h1", UNPROVISIONED) < 0;
}

static gboolean
it_is_rebuilt (const Trial *trial)
{
  return FOUND_ANY (trial, REBUILD_IMPOSSIBLE) == 0;
}

#define AWAY_THEN(HOSTS, REST)                                                                               \
  "rollcall: 1\nvcenters: {vc: {version: 8.0.2}}\nclusters:\n  k:\n    vcenter: vc\n    ha: {}\n    "        \
  "hosts: " HOSTS "\n" REST

static const Cell cells[] = {
  { MODEL_FUNCTION_HA, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), c_is_restarted },
  { MODEL_FUNCTION_MUST_RULES, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), m_stays_down },
  { MODEL_FUNCTION_DRS, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), b_leaves_its_host },
  { MODEL_FUNCTION_ADMISSION, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), admission_control_is_there },
  { MODEL_FUNCTION_HA_CONFIG, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), h2_is_configured },
  { MODEL_FUNCTION_TASKS, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), p_is_powered_on },
  { MODEL_FUNCTION_LIFECYCLE, MODEL_CONTROL_DOWN, UPGRADE ("in-place"), a_host_is_remediated },
  { MODEL_FUNCTION_HOST_LOGIN, MODEL_CONTROL_DOWN,
    AWAY_THEN ("{h1: {cpu: 9 GHz, memory: 64 GiB}}",
               "    vms: {x: {memory: 1 GiB, host: h1, power: off}}\nplan:\n  - {step: w, wait: 10 min}\n"
               "  - {step: u, upgrade-vcenter: vc, to: 8.0.3}\n"
               "  - {step: try, power-on: x, at-host: true, after: w}\n"),
    the_step_is_done },
  { MODEL_FUNCTION_PROTECTION, MODEL_CONTROL_UP,
    AWAY_THEN ("\n      h[1-2]: {cpu: 9 GHz, memory: 64 GiB}",
               "    vms: {x: {memory: 1 GiB, host: h1, power: off}}\nplan:\n"
               "  - {step: try, power-on: x, at-host: true}\n"),
    x_is_protected },
  { MODEL_FUNCTION_SWITCH, MODEL_CONTROL_DOWN,
    AWAY_THEN ("{h1: {cpu: 9 GHz, memory: 64 GiB}}",
               "    policies: [{name: mtu, kind: vds, declared: jumbo}]\nplan:\n  - {step: w, wait: 10 min}\n"
               "  - {step: u, upgrade-vcenter: vc, to: 8.0.3}\n"
               "  - {step: try, set: {policy: mtu, actual: small}, after: w}\n"),
    the_step_is_done },
  { MODEL_FUNCTION_RESTART_HELP, MODEL_CONTROL_UP,
    AWAY_THEN ("\n      h[1-4]: {cpu: 80 GHz, memory: 256 GiB}",
               "    vms:\n      x: {memory: 160 GiB, memory-reservation: 160 GiB, host: h1}\n"
               "      a[1-2]: {memory: 64 GiB, memory-reservation: 64 GiB, host: h2}\n"
               "      b[1-2]: {memory: 64 GiB, memory-reservation: 64 GiB, host: h3}\n"
               "      c[1-2]: {memory: 64 GiB, memory-reservation: 64 GiB, host: h4}\n"
               "plan: [{step: w, wait: 1 h}]\nfaults: [{crash: h1, at: 10 min}]\n"),
    x_runs },
  { MODEL_FUNCTION_VCENTER_HA, MODEL_CONTROL_UP,
    "rollcall: 1\nvcenters: {vc: {version: 8.0.2, vcha: {active: a, passive: b, witness: w}}}\nclusters:\n  "
    "k:\n"
    "    vcenter: vc\n    hosts:\n      h[1-3]: {cpu: 9 GHz, memory: 64 GiB}\n    vms: {a: {memory: 1 GiB, host: "
    "h1}, "
    "b: {memory: 1 GiB, host: h2}, w: {memory: 1 GiB, host: h3}}\n"
    "plan: [{step: s, wait: 1 h}]\nfaults: [{crash: h1, at: 1 min}]\n",
    vcenter_fails_over },
  { MODEL_FUNCTION_DATA_PLANE, MODEL_CONTROL_DOWN,
    AWAY_THEN ("\n      h[1-4]: {cpu: 9 GHz, memory: 64 GiB, capacity: 1 TiB}",
               "    vsan: {resync-rate: 10 Gbit/s}\n    vms:\n      x[1-4]: {memory: 1 GiB, disks: 10 GiB}\n"
               "plan: [{step: u, upgrade-vcenter: vc, to: 8.0.3}]\nfaults: [{fail-disks: h1, at: 10 min}]\n"),
    it_is_rebuilt },
  { MODEL_FUNCTION_AUTO_DEPLOY, MODEL_CONTROL_DOWN,
    AWAY_THEN ("{h1: {cpu: 9 GHz, memory: 64 GiB, stateless: true}}",
               "plan: [{step: u, upgrade-vcenter: vc, to: 8.0.3}]\nfaults: [{crash: h1, at: 10 min, for: 1 min}]\n"),
    it_is_back_at_once },
};

static gboolean
comes_out (const Cell *cell, const ModelFunctionRow *functions)
{
  gboolean whole = g_str_has_prefix (cell->plan, "rollcall");
  g_autoptr (Trial) trial
      = whole ? trial_new (cell->plan) : trial_new_from (FLEET, 20, 35, cell->plan, 22, 35);

  trial->fleet->functions = functions;
  if (whole)
    trial_end (trial);
  else
    trial_until (trial, 75 * SIM_MINUTE);
  return cell->seen (trial);
}

static void
every_function_is_asked (void)
{
  guint asked = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++) {
    ModelFunctionRow functions[MODEL_N_FUNCTIONS];
    ModelAvailable *in;

    memcpy (functions, model_functions, sizeof functions);
    in = &functions[cells[i].function].in[cells[i].control];
    *in = *in == MODEL_AVAILABLE_WORKS ? MODEL_AVAILABLE_AWAY : MODEL_AVAILABLE_WORKS;
    asked |= 1u << cells[i].function;
    CU_ASSERT_EQUAL (comes_out (&cells[i], NULL), *in != MODEL_AVAILABLE_WORKS);
    CU_ASSERT_EQUAL (comes_out (&cells[i], functions), *in == MODEL_AVAILABLE_WORKS);
  }
  CU_ASSERT_EQUAL (asked, (1u << MODEL_N_FUNCTIONS) - 1);
}

void
test_physics_availability_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what works without vCenter", NULL, NULL);

  CU_ADD_TEST (suite, every_cell_is_as_the_table_says);
  CU_ADD_TEST (suite, every_state_has_its_column);
  CU_ADD_TEST (suite, every_function_is_asked);
}
