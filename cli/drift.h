/* Drift over a run: each time that a declared setting had another value, from when to when, by which event, and which VMs ran
 * under it meanwhile. `rollcall drift` tells it; whatever weighs or compares drift is made of the same.
 *
 * The surprising rule: it is taken while the run goes on, setting by setting, and a VM counts only for as long as it runs and
 * inherits the value. A drifted policy of a host in maintenance has no heirs; with the first vMotion back it has. */

#ifndef CLI_DRIFT_H
#define CLI_DRIFT_H

#include "cli/cli.h"

/* A VM that ran under it. */
typedef struct {
  guint32 vm;
  SimTime since, until; /* SIM_NEVER: to the end */
} CliHeir;

typedef struct {
  ModelDeclared what;
  gint64 actual;
  SimTime since, until; /* 0: it was so before the plan; SIM_NEVER: to the end */
  const SimEntry *came,
      *went;     /* the events that brought it about, and that ended it; NULL: none; of the run's journal */
  GArray *heirs; /* (element-type CliHeir), by their beginning */
} CliDrift;

typedef struct {
  GPtrArray *all; /* (element-type CliDrift), by their beginning */

  /* While it is taken: those that last, of settings and of each cell; what has no event of its own; findings seen. */
  GPtrArray *open;
  CliDrift **of_cell;
  GArray *watched; /* (element-type ModelDeclared) */
  guint found;
} CliDrifts;

/* When it was: there before the plan, whatever became of it; come in the plan and gone; or come and still there. */
typedef enum { CLI_BEFORE_PLAN, CLI_DURING_PLAN, CLI_AFTER_PLAN, CLI_N_PHASES } CliPhase;
CliPhase cli_drift_phase (const CliDrift *drift);

/* A note when no VM ran under it and it was gone at the end; else a risk. */
SimSeverity cli_drift_severity (const CliDrift *drift);

/* How many VMs, each once, and how long all of them together, up to `end`. */
guint cli_drift_n_vms (const CliDrift *drift);
SimTime cli_drift_vm_time (const CliDrift *drift, SimTime end);

/* What the event was that brought it about or ended it: which, by whom, in which step of the plan. (transfer full) */
char *cli_drift_cause (const SimRun *run, const CliDrift *drift, const SimEntry *entry);

/* Runs to the end. (transfer full) */
CliDrifts *cli_drifts_of (const CliRehearsal *rehearsal);
void cli_drifts_free (CliDrifts *drifts); /* NULL is fine */

/* What `rollcall drift` prints of them. Both (transfer full). */
char *cli_drift_text (const CliOptions *options, const SimRun *run, const CliDrifts *drifts,
                      const char *name);
char *cli_drift_json (const SimRun *run, const CliDrifts *drifts);

/* One plan under three governances: `rollcall drift --compare`. An exit status. */
int cli_drift_compare (const CliOptions *options, const char *what);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliDrifts, cli_drifts_free)

#endif
