/* What works while vCenter does not (handbook 8.9): every cell of the matrix against models that run. In each state of
 * vCenter the same things are tried, and what came of them must be what the table says. */

#include <CUnit/CUnit.h>

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

void
test_physics_availability_suite (void)
{
  CU_pSuite suite = CU_add_suite ("what works without vCenter", NULL, NULL);

  CU_ADD_TEST (suite, every_cell_is_as_the_table_says);
  CU_ADD_TEST (suite, every_state_has_its_column);
}
