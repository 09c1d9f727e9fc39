/* ESXi on Nutanix: a CVM on every host that neither HA nor DRS knows: N-100 to N-104. */

#include <CUnit/CUnit.h>

#include "tests/trial.h"

void test_physics_nutanix_esxi_suite (void);

/* What a CVM takes is nobody else's: what just fits beside it does, and a MHz or a MiB more does not (N-100). */
static void
a_cvm_leaves_the_rest (void)
{
  const struct {
    const char *reservations;
    gboolean fits;
  } cases[] = {
    { "cpu-reservation: 8 GHz, memory-reservation: 32 GiB", TRUE },
    { "cpu-reservation: 8001 MHz", FALSE },
    { "memory-reservation: 32769 MiB", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (Trial) trial = trial_new_from (
        "rollcall: 1\nclusters:\n  n:\n    platform: nutanix-esxi\n    aos: 6.8\n    cvm-memory: 32 GiB\n"
        "    cvm-cpu: 12 GHz\n    hosts:\n      n[1-3]: {cpu: 20 GHz, memory: 64 GiB}\n    vms:\n"
        "      v: {memory: 34 GiB, power: off, host: n1, %s}\nplan:\n  - {step: on, power-on: v, at-host: "
        "true}\n",
        cases[i].reservations);

    trial_end (trial);
    CU_ASSERT_EQUAL (IS (trial, STEP, "on", DONE), cases[i].fits);
  }
}

void
test_physics_nutanix_esxi_suite (void)
{
  CU_pSuite suite = CU_add_suite ("physics of ESXi on Nutanix", NULL, NULL);

  CU_ADD_TEST (suite, a_cvm_leaves_the_rest);
}
