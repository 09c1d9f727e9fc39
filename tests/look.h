/* How invariants look at a run: the states at hand, and complaints with the moment, the machine and the one concerned. */

#ifndef TESTS_LOOK_H
#define TESTS_LOOK_H

#include "tests/trial.h"

typedef struct LookVsphere LookVsphere;

typedef struct {
  const Trial *trial;
  const SimRun *run;
  GPtrArray *complaints;
  ModelVersion *hosts, *cvms; /* versions as they were; they only grow */
  LookVsphere *vsphere;
} Look;

/* Says that a condition does not hold of somebody; once a condition. */
void look_complain (const Look *look, const char *condition, guint machine, guint32 index);

gboolean look_is_in (guint state, const guint *states); /* that end with G_MAXUINT */

#define STATE_OF(M, INDEX) model_state (look->run, MODEL_MACHINE_##M, INDEX)
#define IN(STATE, ...)     look_is_in (STATE, (const guint[]){ __VA_ARGS__, G_MAXUINT })
#define MUST(CONDITION, M, INDEX)                                                                            \
  do {                                                                                                       \
    if (!(CONDITION))                                                                                        \
      look_complain (look, #CONDITION, MODEL_MACHINE_##M, INDEX);                                            \
  } while (0)

/* The handbook's 8.14: after every event, when a millisecond is over, and at the end. */
void invariants_of_vsphere (const Look *look);
void invariants_of_vsphere_by_and_by (const Look *look);
void invariants_of_vsphere_at_the_end (const Look *look);

/* What vSAN keeps as numbers, 8.14.7 and 8.14.8. */
void invariants_of_ahv (const Look *look);
void invariants_of_ahv_by_and_by (const Look *look);

void invariants_of_vsan (const Look *look);
void invariants_of_vsan_by_and_by (const Look *look);
void invariants_of_nutanix_by_and_by (const Look *look);
void invariants_of_nutanix_at_the_end (const Look *look);

/* Platforms 11, as far as it is about Nutanix. */
void invariants_of_nutanix_data (const Look *look);
void invariants_of_nutanix_data_by_and_by (const Look *look);
void invariants_of_nutanix_lcm_by_and_by (const Look *look);
void invariants_of_nutanix_data_at_the_end (const Look *look);

LookVsphere *look_vsphere_new (const Trial *trial);
void look_vsphere_free (LookVsphere *look);

#endif
