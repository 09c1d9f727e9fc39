/* Governance: what its two machines ask of the world. A governor has an opinion of each setting that it watches: a setting of a
 * governor is one value of a policy in one place, as that governor wants it.
 *
 * The surprising rule: a governor knows only what it saw last. What is so, and what it believes, are two things; only
 * model_setting_differs asks for the former. */

#ifndef MODEL_GOVERNANCE_H
#define MODEL_GOVERNANCE_H

#include "models/governance/pace.h"
#include "models/plan/declared.h"
#include "models/rehearsal.h"

/* Whose setting it is, which value it is about, and what it should be. */
guint32 model_setting_governor (const SimRun *run, guint32 setting);
guint32 model_setting_cell (const SimRun *run, guint32 setting);
const char *model_setting_wanted (const SimRun *run, guint32 setting);
guint32 model_setting_impact (const SimRun *run, guint32 setting); /* ModelSettingImpact, said or by its kind */

/* A setting of a cluster instead of a policy's value; FALSE of a policy. Whose finding it is, and its value for that: negative
 * of a cluster's setting, see the format `found-value`. */
gboolean model_setting_of_cluster (const SimRun *run, guint32 setting, ModelDeclared *ret_what);
SimId model_setting_subject (const SimRun *run, guint32 setting);
gint64 model_setting_value (const SimRun *run, guint32 setting);

/* Whether it is not as its governor wants it; D-19: as far as that governor looks at all. */
gboolean model_setting_differs (const SimRun *run, guint32 setting);

/* Whether what carries it answers its governor: vCenter, a host, the management controller of a host. */
gboolean model_setting_answers (const SimRun *run, guint32 setting);

/* Its governor may change it; and it is known to differ. */
gboolean model_setting_may_be_mended (const SimRun *run, guint32 setting);
gboolean model_setting_is_to_be_mended (const SimRun *run, guint32 setting);

/* Whether it runs at all: the vCenter or VM that it runs in does. */
gboolean model_governor_runs (const SimRun *run, guint32 governor);

/* Whether it puts things right, as the scenario or a comparison has it. */
gboolean model_governor_mends (const SimRun *run, guint32 governor);

/* Whether somebody would see it, or has, if this value is not as declared. */
gboolean model_cell_is_governed (const SimRun *run, guint32 cell);

/* After an event of a policy: when its drift began, and who watches it. */
void model_governance_watch (SimRun *run, guint32 cell);

/* The same of what a cluster is set to. */
void model_governance_watch_cluster (SimRun *run, guint32 cluster, ModelGoverned which);

void model_governance_start (SimRun *run);

/* for (MODEL_EACH_SETTING (setting, governor)): of one ModelGovernor. */
#define MODEL_EACH_SETTING(SETTING, GOVERNOR)                                                                \
  guint32 SETTING = (GOVERNOR)->first_setting, SETTING##_end = SETTING + (GOVERNOR)->n_cells;                \
  SETTING < SETTING##_end;                                                                                   \
  SETTING++

#endif
