/* A model: the constant half of a rehearsal. Machines, how many actors each has, the layout of the world, the vocabulary of
 * findings, and what the model adds to the engine (names, words, what to check after each event).
 *
 * Things are numbered once for the whole rehearsal. 1 … n are the actors, machine by machine in the order of the table;
 * the numbers after them are things without a machine that findings speak of (a policy, a quorum group). 0 is nobody.
 *
 * A model is built once, is read by any number of runs and threads, and outlives them. The functions it carries see the
 * scenario through `scenario`, which is borrowed. */

#ifndef SIM_MODEL_H
#define SIM_MODEL_H

#include "sim/machine.h"

typedef struct _SimModel SimModel;

typedef enum { SIM_NOTE, SIM_RISK, SIM_OUTAGE } SimSeverity;

extern const char *const sim_severity_names[]; /* "note", "risk", "outage", NULL */

#define SIM_EVIDENCE_MAX 6

/* What a finding of one kind means. `message` and `fix` are templates over {subject}, {about} and the evidence keys. */
typedef struct {
  const char *code; /* stable, kebab-case */
  SimSeverity severity;
  const char *message;
  const char *fix;
  const char *meaning; /* what `explain CODE` says: a paragraph */
  const char *facts;
  struct {
    const char *key;  /* as in JSON */
    const char *type; /* "name", "ms", "count", or a type the model's `format` knows */
  } evidence[SIM_EVIDENCE_MAX];
} SimFindingKind;

/* One typed array of the world. A shadow is derived from the rest (a cache, a ticket) and left out of the digest. */
typedef struct {
  const char *name;
  gsize size;
  guint count;
  gboolean shadow;
} SimColumn;

struct _SimModel {
  const SimMachine *const *machines;
  const char *const *parts; /* by machine: what part of the platform it belongs to; NULL says nothing of it */
  const guint *counts; /* actors of each machine */
  guint n_machines;
  guint n_things; /* greatest number in use */
  const SimColumn *columns;
  guint n_columns;
  const SimFindingKind *kinds;
  guint n_kinds;
  gconstpointer scenario;
  guint64 seed;

  const char *(*name) (const SimModel *model, SimId thing); /* borrowed */
  char *(*format) (const SimModel *model, const char *type, gint64 value); /* a value of a type of its own, in words;
                                                                              NULL when it does not know the type */
  const char *(*sentence) (const SimModel *model, const char *type, gint64 value); /* a type whose words have holes, for
                                                                                      findings; NULL when it has none */
  gint64 (*step_now) (const SimRun *run); /* the plan step to blame when the cause has none, + 1; 0 is none */
  void (*settle) (SimRun *run, const SimEvent *event); /* after each event: derive findings, assert what must hold */

  /* Computed by sim_model_prepare. */
  SimId *bases;      /* first actor of each machine, then one past the last */
  guint8 *machine_of; /* by actor; [0] unused */
  gsize *offsets;    /* of each column in the world's block, then its size */
  guint16 **first;   /* by machine: row index by state × signal + signal, and an end; see model.c */
  guint16 **order;
  guint *row_bases;  /* a number for every row of every machine, then how many */
  guint64 **sends;   /* by row number: what its action may send, a bit per machine × 32 + signal */
};

/* Computes what can be computed once. The fields above it must be set, and stay. */
void sim_model_prepare (SimModel *model);
void sim_model_clear (SimModel *model);

static inline const SimMachine *
sim_model_machine (const SimModel *model, SimId actor)
{
  return model->machines[model->machine_of[actor]];
}

static inline SimId
sim_model_actor (const SimModel *model, guint machine, guint index)
{
  return model->bases[machine] + index;
}

static inline guint
sim_model_index (const SimModel *model, SimId actor)
{
  return actor - model->bases[model->machine_of[actor]];
}

/* Where SimModel.sends says whether a row may send that signal to that machine. */
static inline guint
sim_model_send_bit (guint machine, guint signal)
{
  return machine * 32 + signal;
}

/* The rows of one machine that decide `signal` in `state`, in order; returns how many. */
static inline guint
sim_model_rows (const SimModel *model, guint machine, guint state, guint signal, const guint16 **rows)
{
  const guint16 *first = &model->first[machine][state * model->machines[machine]->n_signals + signal];

  *rows = model->order[machine] + first[0];
  return (guint) (first[1] - first[0]);
}

/* What is wrong with the tables: holes (a state that leaves a signal undecided), dead rows, unreachable states, signals
 * nobody sends or nobody hears. `outside` names the signals that the world outside sends (faults, the start of a run), as
 * a list ended by SIM_SENDS_END; NULL is none. An array of sentences, empty when all is well. (transfer full) */
GPtrArray *sim_model_check (const SimModel *model, const SimSend *outside);

#endif
