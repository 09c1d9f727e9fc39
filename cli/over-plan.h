/* How each cluster stands over a plan: at every moment that matters, as it is and with one more failure.
 *
 * The moments are those at which a step begins or ends and at which a host is out, does not empty, or is lost. The surprising
 * rule: nothing is estimated. Every host in turn loses its power in a copy of the run at that moment, and the machines show
 * what becomes of its VMs. */

#ifndef CLI_OVER_PLAN_H
#define CLI_OVER_PLAN_H

#include "cli/cli.h"

typedef enum {
  CLI_STEP_BEGINS,
  CLI_STEP_ENDS,
  CLI_HOST_OUT,
  CLI_HOST_STUCK,
  CLI_HOST_LOST,
  CLI_CVM_OUT,
  CLI_GROWN
} CliOccasionKind;

typedef struct {
  CliOccasionKind kind;
  guint32 step;   /* MODEL_NONE: of no step */
  guint32 host;   /* likewise */
  guint32 growth; /* thousandths of a per cent more than at the beginning */
} CliOccasion;

/* Why a moment is marked. */
typedef enum {
  CLI_CONCERN_LEFT_DOWN,   /* one more failure leaves VMs down, or takes data or a majority with it */
  CLI_CONCERN_NOT_COVERED, /* HA covers fewer failures than it is to */
  CLI_CONCERN_STUCK,       /* a host does not empty */
  CLI_CONCERN_HELD,        /* with no host out, one cannot be emptied that could be at the beginning */
  CLI_CONCERN_PACKING,     /* the sum test is content, the packing is not */
  CLI_CONCERN_SWAPS,       /* one more failure leaves less memory than is in use on some host */
  CLI_CONCERN_MEMORY,      /* more memory in use than the line, after one more failure */
  CLI_CONCERN_VCPUS,       /* more vCPUs for each core than the line */
  CLI_CONCERN_STORAGE,     /* what is stored could not be protected again */
  CLI_N_CONCERNS
} CliConcern;

typedef struct {
  SimTime at;
  guint32 cluster;
  GArray *occasions;      /* (element-type CliOccasion) */
  gboolean ha;            /* on; of AHV always */
  guint32 covers, wanted; /* host failures that HA covers, and is to */
  ModelOutlook outlook;
  ModelFlexibility flexibility;
  ModelStorageRoom storage;
  gint64 cores_licensed, cores_billed; /* of hosts that are in it, out or not; -1 none are, or a host has not said its own */
  gint32 data_bears;  /* host failures that data and majorities bear; G_MAXINT32 nothing is known of any */
  ModelWhatIf *leave; /* the largest set that can */
  guint32 held;       /* hosts that cannot leave even alone */
  GArray *pinned;     /* (element-type ModelLeaveFault), on hosts that do not empty */
  guint8 *free;       /* by the cluster's hosts: it can be emptied alone */
  GArray *
      lost; /* (element-type ModelLeaveFault), hosts that could at the beginning and cannot now, with none out */
  GArray *remedies; /* (element-type ModelRemedy), where that begins; NULL elsewhere */
  guint32 *homes;   /* by the cluster's VMs: the host that it runs on; MODEL_NONE */
  ModelLoss *losses;
  guint32 n_losses;
  guint32 worst;    /* of those; MODEL_NONE there are none */
  guint32 concerns; /* a bit per CliConcern */
} CliMoment;

typedef struct {
  GPtrArray *moments; /* (element-type CliMoment), in order of time, then of clusters */
} CliOverPlan;

/* One cluster now: what has happened there, its first moment (NULL this is it), and whether it has been found before that hosts
 * cannot be emptied any more. (transfer full) */
CliMoment *cli_moment_new (const SimRun *run, guint32 cluster, const GArray *occasions,
                           const CliMoment *first, gboolean found_before);
void cli_moment_free (gpointer moment);

/* Runs to the end. (transfer full) */
CliOverPlan *cli_over_plan (SimRun *run);
void cli_over_plan_free (CliOverPlan *plan); /* NULL is fine */

/* The worst marked moment of a cluster; NULL when none is marked. */
const CliMoment *cli_over_plan_worst (const CliOverPlan *plan, guint32 cluster);

const ModelLoss *cli_moment_loss (const CliMoment *moment); /* the worst; NULL */

/* "esx01 is out (hosts)". (transfer full) */
char *cli_moment_words (const SimRun *run, const CliMoment *moment);

/* Sentences that say why it is marked, worst first. (transfer full) */
GPtrArray *cli_moment_reasons (const SimRun *run, const CliMoment *moment);

/* What is left down after a loss, and why, in a few words. (transfer full) */
char *cli_loss_words (const SimRun *run, const ModelLoss *loss);

/* Workload tiers, by name, of the VMs that go with a host, or with its whole fault domain; and how much goes with it.
 * (transfer full) (element-type CliTier) */
typedef struct {
  const char *name;
  guint32 vms;
} CliTier;

GArray *cli_moment_tiers (const SimRun *run, const CliMoment *moment, guint32 host, gboolean domain,
                          ModelBlast *ret_blast);

/* A remedy in words: "move app04 from esx04 to esx03". (transfer full) */
char *cli_remedy_words (const SimRun *run, const ModelRemedy *remedy);

/* Why a host cannot be emptied: "esx01 cannot be emptied: db01: a memory claim of 160 GiB". (transfer full) */
char *cli_held_words (const SimRun *run, const ModelLeaveFault *fault);

/* The widest blast radius of all moments in words; NULL nothing runs. (transfer full) */
char *cli_widest_blast (const SimRun *run, const CliOverPlan *plan, guint32 cluster);

/* "1:44:51", to the second. (transfer full) */
char *cli_moment_clock (const CliMoment *moment);

/* Memory as people say it. (transfer full) */
char *cli_mib (gint64 mib);

/* (transfer full) */
char *cli_over_plan_text (const SimRun *run, const CliOverPlan *plan);
char *cli_over_plan_json (const SimRun *run, const CliOverPlan *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliOverPlan, cli_over_plan_free)

#endif
