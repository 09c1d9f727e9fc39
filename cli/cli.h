/* The command line: one table of commands, one of options, one file a command.
 *
 * The two tables in options.c are the only place where a command or an option is declared; `--help`, the man page and the
 * completion are made from them. Results go to standard output, complaints to standard error.
 *
 * The surprising rule: nothing is printed or written before everything has succeeded. Output is collected and written at
 * once, to a file whole or not at all, so a command that fails leaves nothing behind. */

#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "models/models.h"
#include "scenarios/scenarios.h"

/* Exit status, a contract with scripts. */
enum { CLI_CLEAN = 0, CLI_FINDINGS = 1, CLI_USAGE = 2, CLI_BAD_INPUT = 3 };

typedef struct {
  char *hosts, *format, *output, *seed, *fail_on, *color, *jobs, *machine, *part, *state, *step, *host, *from, *to, *packet;
  char **clusters, **map_hosts;
  gboolean quiet, all, patterns, over_plan, taken, compare, details, physics, unsourced, availability, resets, schema, language, help;

  SimSeverity least;    /* of --fail-on */
  gboolean use_color;   /* of --color, NO_COLOR and the terminal */
} CliOptions;

typedef struct {
  const char *name;
  const char *arguments; /* "FILE WHAT" */
  const char *summary;
  int (*run) (const CliOptions *options, char **arguments);
  guint at_least, at_most; /* arguments */
  const char *takes;       /* the options it takes, by name: " format output … " */
  const char *formats;     /* what --format may be, the default first: "text json ndjson" */
  const char *about;       /* a paragraph for the manual */
} CliCommand;

extern const CliCommand cli_commands[]; /* ends with a NULL name */

int cli_check (const CliOptions *options, char **arguments);
int cli_run (const CliOptions *options, char **arguments);
int cli_verify (const CliOptions *options, char **arguments);
int cli_explain (const CliOptions *options, char **arguments);
int cli_list (const CliOptions *options, char **arguments);
int cli_show (const CliOptions *options, char **arguments);
int cli_capacity (const CliOptions *options, char **arguments);
int cli_drift (const CliOptions *options, char **arguments);
int cli_compare (const CliOptions *options, char **arguments);
int cli_cost (const CliOptions *options, char **arguments);
int cli_graph (const CliOptions *options, char **arguments);
int cli_sequence (const CliOptions *options, char **arguments);
int cli_timeline (const CliOptions *options, char **arguments);
int cli_report_command (const CliOptions *options, char **arguments);
int cli_import_command (const CliOptions *options, char **arguments);
int cli_man (const CliOptions *options, char **arguments);

/* ---- Options ---- */

/* Parses the command line after the command's name. 0, or an exit status with the complaint printed. */
int cli_options_parse (const CliCommand *command, int argc, char **argv, CliOptions *options, char ***ret_arguments);
void cli_options_clear (CliOptions *options);

char *cli_help (const CliCommand *command); /* NULL is the program; (transfer full) */
char *cli_manual (void);                    /* the man page, roff; (transfer full) */

/* ---- Reading and writing ---- */

/* A file, "-", or the name of a bundled scenario; applies --seed. On failure the complaint has been printed. */
ModelFleet *cli_load (const CliOptions *options, const char *what, ScenarioExtras **extras);

/* Writes to --output or standard output; 0 or an exit status with the complaint printed. A length of -1 is up to the NUL. */
int cli_put (const CliOptions *options, const char *text, gssize length);
int cli_write (const char *output, const char *text, gssize length); /* NULL and "-" are standard output */

/* On standard error, made safe line by line: what another has said; and "rollcall: …" of our own. */
void cli_report (const char *text);
void cli_complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

/* The nearest word to `word` in a list that ends with NULL, or NULL when none is near. */
const char *cli_nearest (const char *word, const char *const *words);

/* ---- Rehearsing ---- */

typedef struct {
  ModelFleet *fleet;
  ScenarioExtras *extras;
  ModelRehearsal *rehearsal;
  SimRun *run;
} CliRehearsal;

/* Loads and runs to the end, journal kept. NULL when the input is bad; the complaint has been printed. */
CliRehearsal *cli_rehearse (const CliOptions *options, const char *what);
void cli_rehearsal_free (CliRehearsal *rehearsal);

/* Loads only, and stands before the first event. */
CliRehearsal *cli_prepare (const CliOptions *options, const char *what);
CliRehearsal *cli_prepare_under (const CliOptions *options, const char *what, ModelGovernance governance);

/* 1 when a finding is at or above --fail-on, else 0. */
int cli_verdict (const CliOptions *options, const SimRun *run);

/* ---- Telling ---- */

/* The story of a run, the findings and what to do about them, the digest last. (transfer full) */
char *cli_story (const CliOptions *options, const SimRun *run, const char *name);
/* Whether the story tells an entry: news, of what does not work behind the scenes or goes wrong there. */
gboolean cli_entry_is_told (const SimRun *run, const SimEntry *entry);

/* What stands before the name of a machine's actors where it would not be known otherwise what they are: "vLCM"; or NULL. */
const char *cli_voice (guint machine);

/* The end of the plan, or the last moment of which the story tells something, if that is later. */
SimTime cli_last_told (const SimRun *run);

char *cli_summary (const CliOptions *options, const SimRun *run);

/* The run as one JSON object, or as one JSON line an event and the object last. (transfer full) */
char *cli_run_json (const SimRun *run);
char *cli_run_ndjson (const SimRun *run);

/* Every number of the models, with where it comes from: of --physics, --unsourced and --format. (transfer full) */
char *cli_physics (const CliOptions *options);

/* The plan's steps as they began, those that never did last: (element-type guint32) (transfer full) */
GArray *cli_steps_in_order (const SimRun *run);

/* Names are data: control characters and the escapes that terminals obey are made visible. (transfer full) */
char *cli_safe (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CliRehearsal, cli_rehearsal_free)

#endif
