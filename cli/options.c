#include "cli/cli.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"

/* clang-format off */

const CliCommand cli_commands[] = {
  { "run", "FILE", "replay the plan step by step, print the journal and the findings", cli_run, 1, 1,
    " format output seed fail-on quiet details color jobs ", "text json ndjson",
    "Rehearses the plan of a scenario and tells what happens, event by event, then what was found and what to do about it." },
  { "check", "FILE…", "read and cross-check only; every mistake with its place", cli_check, 1, G_MAXUINT,
    " quiet ", NULL,
    "Reads scenarios without running them. Every mistake of a file is reported in one pass, with file, line and column." },
  { "verify", "FILE…", "run each and compare with its own expectations", cli_verify, 1, G_MAXUINT,
    " quiet seed ", NULL,
    "Runs scenarios and compares the outcome with their expect: lists. Ends with the line N passed, N failed." },
  { "explain", "[FILE] WHAT", "the chain of causes behind an event or a finding, or what a finding code means", cli_explain, 1, 2,
    " output seed color ", NULL,
    "With one argument, says what a finding code means and what to do. With a scenario, WHAT is the number of an event (as the "
    "story gives it), a finding code, or the name of a host or VM, and the answer is the chain of causes that led to it." },
  { "list", "", "the bundled scenarios", cli_list, 0, 0, " format output patterns ", "text json",
    "Lists the bundled scenarios, each with its title. With --patterns, the patterns by which governance fails, each with the scenario "
    "that reproduces it and the one in which the same estate is governed." },
  { "show", "[NAME]", "a bundled scenario, the language, or the numbers of the physics", cli_show, 0, 1,
    " format output physics unsourced availability resets schema language ", "text json",
    "Prints a bundled scenario. With --physics, every number that the models use with its default and source, written as "
    "a scenario overrides it, and where sources disagree; with --unsourced, only those without a source; with --availability, what works by the state of vCenter; with --resets, what is documented to put a setting back to a default, when, and who keeps it; with --language, the scenario language on one page; "
    "with --schema, its JSON Schema for editors." },
  { "capacity", "FILE", "HA admission, failover capacity and evacuation room, now and at each step", cli_capacity, 1, 1,
    " format output seed over-plan ", "text json",
    "What HA admission control says of each cluster as the scenario has it, which hosts can enter maintenance, all that can at "
    "once and each alone, with what keeps the others, and the fewest host failures that are covered during each step of the plan. "
    "With --over-plan, every moment at which a step begins or ends or a host is out, does not empty or is lost: how many failures HA "
    "covers, how many hosts could leave, which VMs could go nowhere, what one host takes with it, and what happens if one more is lost, "
    "which is tried for every host in a copy of the run. Moments that do not bear it are marked, and the worst is told first." },
  { "drift", "FILE", "declared against actual, over the plan", cli_drift, 1, 1,
    " format output seed fail-on details compare ", "text json svg",
    "Rehearses the plan and tells each time that a declared setting had another value, before, during and after it: object, key, "
    "declared, actual, since, until, cause, impact, and which VMs inherited it; with --details each of them, from when to when. Ends with 0 in policy and with 1 "
    "on drift. Unlike elsewhere any drift counts, unless --fail-on says otherwise: a note is what no VM ran under and is over, a risk is all else. "
    "With --compare, rehearses it under three governances: nobody looks, everybody only looks, everybody puts right what he may; as a table, or as a curve with "
    "--format svg. Then it ends with 1 when a setting still differs at the end of the third." },
  { "cost", "FILE", "licensed cores, ghost cores, and what they cost a year", cli_cost, 1, 1,
    " format output seed hosts ", "text json svg",
    "What the licences of a scenario count and cost: of each host, cluster and the whole, each VM, core and tier of workload; what is paid for cores that are not there, "
    "and for hosts that wait for a failure; and what forecasts by cores, hosts or VMs would have said instead. Every price stands there with its date and source, and what has none is named. "
    "With --hosts 4..12, the scenario of one cluster is rehearsed with 4 hosts, with 5 and so on, and cost, hosts that may fail (by HA, and by memory in use) and the length of the plan stand side by side, as a table or a picture; "
    "the knee is the fewest hosts with which the plan comes to its end, within its window, without an outage, and one more host may fail at every moment." },
  { "compare", "FILE FILE…", "scenarios side by side: cost, window, findings, margins", cli_compare, 2, 26,
    " format output seed ", "text json",
    "Rehearses scenarios and puts them side by side, what differs first: how each plan ends and how long it takes, what is found and the worst of it, "
    "how few host failures are covered and how few members a quorum may lose at the closest moment, and what licences cost before and after." },
  { "graph", "[FILE]", "transition graphs, drawn from the tables that run", cli_graph, 0, 1,
    " format output machine state part all taken seed ", "svg pdf png dot",
    "Draws a machine's transition graph by Graphviz. With a scenario, the rows that its run took are bold and counted, and those "
    "that led to a finding are marked; with --taken nothing else is drawn. A large machine can be drawn page by page: with --state, one state, what leads to it and where it leads. With --all, the map of the platform, part by part; with --part, the machines of one part and the signals between them. The format goes by the "
    "ending of the output file unless it is given." },
  { "sequence", "FILE", "sequence diagrams: who told whom, page by page", cli_sequence, 1, 1,
    " format output seed step host from to ", "svg mermaid plantuml",
    "Draws a run as sequence diagrams: an index, then a page for each host's turn in a step, for what a fault brought about and for "
    "the rest of each step. A host's vMotions are one row, and what was found is noted where it came to light. The format goes by the ending of the output file "
    "(.svg, .md or .mmd, .puml) unless it is given." },
  { "timeline", "FILE", "states and findings against time", cli_timeline, 1, 1,
    " format output seed ", "svg trace",
    "Draws a run against time: what was found, the plan's steps, vCenters, how many failures HA covers and quorums survive, CVMs and "
    "hosts. As a trace it opens in Perfetto or Chrome's about:tracing. The format goes by the ending of the output file (.svg, .json) unless it is given." },
  { "report", "FILE", "one HTML file that plays the run, or a packet for a change board", cli_report_command, 1, 1,
    " output seed packet ", NULL,
    "Records a run and writes it as one self-contained page: play, step forward and back, jump to what was found, ask why. It needs no network and can be sent by mail. "
    "With --packet, writes a folder for a change board: implementation, backout and test plan, risk and impact, schedule and affected VMs as "
    "change.md, change.html and change.json (and change.pdf where weasyprint or chromium is installed), with the pictures and the player." },
  { "import", "FORMAT PATH…", "a real inventory to a scenario file", cli_import_command, 2, G_MAXUINT,
    " output cluster map-host to quiet ", NULL,
    "Makes a scenario of an inventory. The format is rvtools: PATH is a workbook or a folder of csv files; or prism: each PATH is a "
    "file of answers that Prism's API gave, v4 or v3, of one or more pages; or govc: PATH is a folder that `govc object.save` made." },
  { "man", "", "this program's manual page", cli_man, 0, 0, " output ", NULL,
    "Prints the manual page, made from the tables that parse the command line." },
  { NULL, NULL, NULL, NULL, 0, 0, NULL, NULL, NULL },
};

typedef enum { FLAG, TEXT, LIST } Kind;

static const struct {
  const char *name;
  char letter;
  Kind kind;
  gsize field;
  const char *argument, *help;
} rows[] = {
  { "format",   'f', TEXT, G_STRUCT_OFFSET (CliOptions, format),    "FORMAT",  "what to print: {formats}" },
  { "output",   'o', TEXT, G_STRUCT_OFFSET (CliOptions, output),    "FILE",    "write there, whole or not at all; - is standard output" },
  { "seed",     0,   TEXT, G_STRUCT_OFFSET (CliOptions, seed),      "N",       "another seed than the scenario's" },
  { "fail-on",  0,   TEXT, G_STRUCT_OFFSET (CliOptions, fail_on),   "SEVERITY", "exit with 1 at findings from note, risk or outage on; outage unless the command says otherwise" },
  { "details",  'd', FLAG, G_STRUCT_OFFSET (CliOptions, details),   NULL,      "tell each thing by itself, and what machines do behind the scenes" },
  { "quiet",    'q', FLAG, G_STRUCT_OFFSET (CliOptions, quiet),     NULL,      "leave out the journal, or what goes well" },
  { "color",    0,   TEXT, G_STRUCT_OFFSET (CliOptions, color),     "WHEN",    "auto (default), always or never; NO_COLOR is respected" },
  { "jobs",     'j', TEXT, G_STRUCT_OFFSET (CliOptions, jobs),      "N",       "how many threads may work; the result does not depend on it" },
  { "machine",  'm', TEXT, G_STRUCT_OFFSET (CliOptions, machine),   "NAME",    "the machine to draw" },
  { "state",    0,   TEXT, G_STRUCT_OFFSET (CliOptions, state),     "NAME",    "only this state of the machine, with what is next to it" },
  { "part",     'p', TEXT, G_STRUCT_OFFSET (CliOptions, part),      "NAME",    "the map of one part of the platform: compute, ha, vsan, …" },
  { "all",      'a', FLAG, G_STRUCT_OFFSET (CliOptions, all),       NULL,      "the map of the whole platform" },
  { "taken",    't', FLAG, G_STRUCT_OFFSET (CliOptions, taken),     NULL,      "draw only what the run took" },
  { "compare",  0,   FLAG, G_STRUCT_OFFSET (CliOptions, compare),   NULL,      "one plan under three governances: none, detect only, detect and remediate" },
  { "cluster",  0,   LIST, G_STRUCT_OFFSET (CliOptions, clusters),  "NAME",    "only this cluster; may be repeated" },
  { "map-host", 0,   LIST, G_STRUCT_OFFSET (CliOptions, map_hosts), "FROM=TO", "a prefix of host names to rewrite; may be repeated" },
  { "step",     0,   TEXT, G_STRUCT_OFFSET (CliOptions, step),      "NAME",    "only this step of the plan" },
  { "host",     0,   TEXT, G_STRUCT_OFFSET (CliOptions, host),      "NAME",    "only this host's turns" },
  { "from",     0,   TEXT, G_STRUCT_OFFSET (CliOptions, from),      "TIME",    "only what happens from this moment on, 1:43:15 or 2h30m" },
  { "to",       0,   TEXT, G_STRUCT_OFFSET (CliOptions, to),        "END",     "the version that an imported plan goes to; the last moment that is drawn" },
  { "hosts",    0,   TEXT, G_STRUCT_OFFSET (CliOptions, hosts),     "N..M",    "the same with so many hosts, one after another: cost against failures survived against time" },
  { "packet",   0,   TEXT, G_STRUCT_OFFSET (CliOptions, packet),    "DIR",     "write a change packet there, whole or not at all" },
  { "over-plan", 0,  FLAG, G_STRUCT_OFFSET (CliOptions, over_plan), NULL,      "at every step and each host's turn, now and with one more failure" },
  { "physics",  0,   FLAG, G_STRUCT_OFFSET (CliOptions, physics),   NULL,      "the numbers of the physics" },
  { "unsourced", 0,  FLAG, G_STRUCT_OFFSET (CliOptions, unsourced), NULL,      "of the physics, only the numbers that nobody sourced" },
  { "availability", 0, FLAG, G_STRUCT_OFFSET (CliOptions, availability), NULL, "what works while vCenter does not" },
  { "patterns", 0,   FLAG, G_STRUCT_OFFSET (CliOptions, patterns), NULL, "failure patterns, each as it fails and as it is governed" },
  { "resets", 0,     FLAG, G_STRUCT_OFFSET (CliOptions, resets), NULL, "what is documented to reset a setting, and who keeps it" },
  { "language", 0,   FLAG, G_STRUCT_OFFSET (CliOptions, language),  NULL,      "the scenario language on one page" },
  { "schema",   0,   FLAG, G_STRUCT_OFFSET (CliOptions, schema),    NULL,      "the JSON Schema of a scenario file" },
};

/* clang-format on */

static gboolean
takes (const CliCommand *command, const char *option)
{
  g_autofree char *word = g_strdup_printf (" %s ", option);

  return strstr (command->takes, word) != NULL;
}

/* The help of one option as it stands with one command. */
static char *
option_help (const CliCommand *command, gsize row)
{
  g_auto (GStrv) parts = g_strsplit (rows[row].help, "{formats}", 2);
  g_auto (GStrv) formats = NULL;
  g_autofree char *listed = NULL;

  if (!parts[1])
    return g_strdup (rows[row].help);
  formats = g_strsplit (command->formats, " ", -1);
  listed = g_strjoinv (", ", formats);
  return g_strconcat (parts[0], listed, parts[1], NULL);
}

static char *
option_usage (gsize row)
{
  g_autofree char *letter = rows[row].letter ? g_strdup_printf ("-%c, ", rows[row].letter) : g_strdup ("    ");

  return rows[row].argument ? g_strdup_printf ("%s--%s=%s", letter, rows[row].name, rows[row].argument)
                            : g_strdup_printf ("%s--%s", letter, rows[row].name);
}

char *
cli_help (const CliCommand *command)
{
  GString *text = g_string_new (NULL);

  if (!command) {
    g_string_append (text, "rollcall rehearses a rolling upgrade of a virtualization platform before production does.\n\n"
                           "Usage: rollcall COMMAND [OPTION…] [ARGUMENT…]\n\n");
    for (command = cli_commands; command->name; command++)
      g_string_append_printf (text, "  %-9s %s%*s %s\n", command->name, command->arguments,
                              14 - (int) g_utf8_strlen (command->arguments, -1), "", command->summary);
    g_string_append (text, "\nA bundled scenario may be named without its path; - is standard input.\n"
                           "Exit status: 0 clean, 1 findings or unmet expectations, 2 usage, 3 bad input.\n"
                           "`rollcall COMMAND --help` says more; `rollcall list` shows what is bundled.\n");
    return g_string_free (text, FALSE);
  }
  g_string_append_printf (text, "Usage: rollcall %s [OPTION…] %s\n\n%s\n\n", command->name, command->arguments,
                          command->about);
  for (gsize row = 0; row < G_N_ELEMENTS (rows); row++)
    if (takes (command, rows[row].name)) {
      g_autofree char *usage = option_usage (row), *help = option_help (command, row);

      g_string_append_printf (text, "  %-24s %s\n", usage, help);
    }
  g_string_append (text, "  -h, --help               this\n");
  return g_string_free (text, FALSE);
}

/* ---- The manual page ---- */

static char *
roff (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text; text++)
    if (*text == '-')
      g_string_append (out, "\\-");
    else if (*text == '\\')
      g_string_append (out, "\\e");
    else if (g_str_has_prefix (text, "…")) {
      g_string_append (out, "...");
      text += strlen ("…") - 1;
    } else
      g_string_append_c (out, *text);
  return g_string_free (out, FALSE);
}

char *
cli_manual (void)
{
  GString *text = g_string_new (NULL);

  g_string_append (text, ".TH ROLLCALL 1 \"\" \"rollcall " PACKAGE_VERSION "\" \"User Commands\"\n.SH NAME\n"
                         "rollcall \\- rehearse a rolling upgrade of a virtualization platform\n.SH SYNOPSIS\n"
                         ".B rollcall\n.I COMMAND\n[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.SH DESCRIPTION\n"
                         "rollcall takes an inventory and an upgrade plan, replays the plan event by event against models of\n"
                         "hosts, quorum, HA admission control, DRS evacuation, vCenter and Nutanix CVMs, says what breaks, when\n"
                         "and why, and draws it.\n.SH COMMANDS\n");
  for (const CliCommand *command = cli_commands; command->name; command++) {
    g_autofree char *arguments = roff (command->arguments), *about = roff (command->about);

    g_string_append_printf (text, ".SS \"rollcall %s %s\"\n%s\n", command->name, arguments, about);
    for (gsize row = 0; row < G_N_ELEMENTS (rows); row++)
      if (takes (command, rows[row].name)) {
        g_autofree char *usage = option_usage (row), *help = option_help (command, row);
        g_autofree char *usage_roff = roff (g_strstrip (usage)), *help_roff = roff (help);

        g_string_append_printf (text, ".TP\n.B %s\n%s\n", usage_roff, help_roff);
      }
  }
  g_string_append (text, ".SH EXIT STATUS\n.TP\n.B 0\nclean\n.TP\n.B 1\n"
                         "findings at or above \\-\\-fail\\-on, or an expectation unmet\n.TP\n.B 2\nusage\n.TP\n.B 3\n"
                         "bad input\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours, whatever the terminal\n");
  return g_string_free (text, FALSE);
}

int
cli_man (const CliOptions *options, char **arguments G_GNUC_UNUSED)
{
  g_autofree char *text = cli_manual ();

  return cli_put (options, text, -1);
}

/* ---- Parsing ---- */

/* What is given as a word out of a few. */
static int
settle_words (const CliCommand *command, CliOptions *options)
{
  g_auto (GStrv) formats = command->formats ? g_strsplit (command->formats, " ", -1) : NULL;

  if (options->format && !g_strv_contains ((const char *const *) formats, options->format)) {
    g_autofree char *known = g_strjoinv (", ", formats);

    cli_complain ("%s: there is no format '%s'; it may be %s", command->name, options->format, known);
    return CLI_USAGE;
  }
  options->least = SIM_OUTAGE;
  if (options->fail_on) {
    guint s = 0;

    while (sim_severity_names[s] && !g_str_equal (sim_severity_names[s], options->fail_on))
      s++;
    if (!sim_severity_names[s]) {
      cli_complain ("%s: --fail-on is note, risk or outage, not '%s'", command->name, options->fail_on);
      return CLI_USAGE;
    }
    options->least = s;
  }
  if (options->color && !g_str_equal (options->color, "always") && !g_str_equal (options->color, "never") &&
      !g_str_equal (options->color, "auto")) {
    cli_complain ("%s: --color is auto, always or never, not '%s'", command->name, options->color);
    return CLI_USAGE;
  }
  options->use_color = options->color && g_str_equal (options->color, "always");
  if (!options->color || g_str_equal (options->color, "auto"))
    options->use_color = !g_getenv ("NO_COLOR") && !options->output && isatty (STDOUT_FILENO);
  return 0;
}

static int
settle_numbers (const CliCommand *command, const CliOptions *options)
{
  const struct {
    const char *name, *given;
    guint64 least, most;
  } numbers[] = { { "seed", options->seed, 0, G_MAXINT64 }, { "jobs", options->jobs, 1, 1024 } };

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++) {
    guint64 value;

    if (numbers[i].given && !g_ascii_string_to_unsigned (numbers[i].given, 10, numbers[i].least, numbers[i].most, &value,
                                                         NULL)) {
      cli_complain ("%s: --%s takes a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT ", not '%s'",
                    command->name, numbers[i].name, numbers[i].least, numbers[i].most, numbers[i].given);
      return CLI_USAGE;
    }
  }
  return 0;
}

int
cli_options_parse (const CliCommand *command, int argc, char **argv, CliOptions *options, char ***ret_arguments)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autofree GOptionEntry *entries = g_new0 (GOptionEntry, G_N_ELEMENTS (rows) + 3);
  g_autoptr (GError) error = NULL;
  static const GOptionArg args[] = { [FLAG] = G_OPTION_ARG_NONE, [TEXT] = G_OPTION_ARG_STRING,
                                     [LIST] = G_OPTION_ARG_STRING_ARRAY };
  guint n = 0, given;
  int status;

  for (gsize row = 0; row < G_N_ELEMENTS (rows); row++)
    if (takes (command, rows[row].name))
      entries[n++] = (GOptionEntry){ .long_name = rows[row].name, .short_name = rows[row].letter,
                                     .arg = args[rows[row].kind], .arg_data = (char *) options + rows[row].field };
  entries[n++] = (GOptionEntry){ .long_name = "help", .short_name = 'h', .arg_data = &options->help };
  entries[n++] = (GOptionEntry){ .long_name = G_OPTION_REMAINING, .arg = G_OPTION_ARG_FILENAME_ARRAY,
                                 .arg_data = ret_arguments };
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)) {
    cli_complain ("%s: %s; see rollcall %s --help", command->name, error->message, command->name);
    return CLI_USAGE;
  }
  if (options->help)
    return 0;
  given = *ret_arguments ? g_strv_length (*ret_arguments) : 0;
  if (given < command->at_least || given > command->at_most) {
    if (command->at_most == 0)
      cli_complain ("%s takes no arguments; see rollcall %s --help", command->name, command->name);
    else
      cli_complain ("%s takes %s%s; see rollcall %s --help", command->name, command->arguments,
                    given > command->at_most ? " and no more" : "", command->name);
    return CLI_USAGE;
  }
  status = settle_words (command, options);
  return status ? status : settle_numbers (command, options);
}

void
cli_options_clear (CliOptions *options)
{
  for (gsize row = 0; row < G_N_ELEMENTS (rows); row++) {
    gpointer field = (char *) options + rows[row].field;

    if (rows[row].kind == TEXT)
      g_clear_pointer ((char **) field, g_free);
    else if (rows[row].kind == LIST)
      g_clear_pointer ((char ***) field, g_strfreev);
  }
}
