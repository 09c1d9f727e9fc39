/* The journal as a story: time at the left, who, from where to where, the reason in words; what is found is told where it
 * comes to light. Machines that work behind the scenes are left out unless asked for, and so are waiting rooms: a VM that
 * waits for a slot is told when it goes. What several do alike is one line, unless details are asked for. */

#include "cli/lines.h"

#include "models/lcm/lcm.h"

#include <string.h>

#include "config.h"

/* How a machine's actors are told: how deep, and what stands before the name. */
/* clang-format off */
static const struct {
  guint indent;
  const char *label;
} voices[MODEL_N_MACHINES] = {
  [MODEL_MACHINE_PLAN]        = { 0, NULL },
  [MODEL_MACHINE_REMEDIATION] = { 0, "vLCM" },
  [MODEL_MACHINE_AOS]         = { 0, "AOS" },
  [MODEL_MACHINE_AHV_ROLL]    = { 0, "LCM" },
  [MODEL_MACHINE_RESERVATION] = { 0, "HA" },
  [MODEL_MACHINE_LICENCE]     = { 0, "licences" },
  [MODEL_MACHINE_OPERATION]   = { 0, "LCM" },
  [MODEL_MACHINE_ADS]         = { 0, "ADS" },
  [MODEL_MACHINE_NODE]        = { 1, "ahv" },
  [MODEL_MACHINE_ACROPOLIS]   = { 1, "acropolis" },
  [MODEL_MACHINE_PRODUCT]     = { 0, NULL },
  [MODEL_MACHINE_SWITCH]      = { 0, "switch" },
  [MODEL_MACHINE_PORT]        = { 2, "port" },
  [MODEL_MACHINE_ROUND]       = { 0, "guests" },
  [MODEL_MACHINE_GUEST]       = { 1, NULL },
  [MODEL_MACHINE_TOKEN]       = { 0, "token" },
  [MODEL_MACHINE_MODE]        = { 0, "mode" },
  [MODEL_MACHINE_ARBITER]     = { 0, NULL },
  [MODEL_MACHINE_ZOOKEEPER]   = { 1, NULL },
  [MODEL_MACHINE_STORE]       = { 1, NULL },
  [MODEL_MACHINE_RESILIENCY]  = { 1, "resiliency" },
  [MODEL_MACHINE_ADMISSION]   = { 0, "admission" },
  [MODEL_MACHINE_QUORUM]      = { 1, NULL },
  [MODEL_MACHINE_POLICY]      = { 1, NULL },
  [MODEL_MACHINE_GOVERNOR]    = { 0, "governor" },
  [MODEL_MACHINE_SETTING]     = { 1, NULL },
  [MODEL_MACHINE_VM]          = { 1, NULL },
  [MODEL_MACHINE_UPDATE]      = { 1, "turn" },
  [MODEL_MACHINE_COMPLIANCE]  = { 1, "image" },
  [MODEL_MACHINE_DRS]         = { 1, "drs" },
  [MODEL_MACHINE_DPM]         = { 0, "DPM" },
  [MODEL_MACHINE_VCLS]        = { 0, "vCLS" },
  [MODEL_MACHINE_VCHA]        = { 0, "vCenter HA" },
  [MODEL_MACHINE_AGENT]       = { 1, "ha" },
  [MODEL_MACHINE_DETECTOR]    = { 1, "ha sees" },
  [MODEL_MACHINE_IO_PATH]     = { 1, "i/o" },
  [MODEL_MACHINE_LOCALITY]    = { 2, "data of" },
  [MODEL_MACHINE_VSAN]        = { 0, NULL },
  [MODEL_MACHINE_FORMAT]      = { 0, "format" },
  [MODEL_MACHINE_VOTES]       = { 0, "votes" },
  [MODEL_MACHINE_RELAYOUT]    = { 0, "layout" },
  [MODEL_MACHINE_SERVICES]    = { 1, "shares" },
  [MODEL_MACHINE_ADAPT]       = { 0, "raid-5" },
  [MODEL_MACHINE_SITE]        = { 0, "site" },
  [MODEL_MACHINE_WITNESS]     = { 0, "witness" },
  [MODEL_MACHINE_COMPONENTS]  = { 1, "vsan" },
  [MODEL_MACHINE_DECOMMISSION] = { 1, "vsan" },
  [MODEL_MACHINE_MIGRATION]   = { 2, "vmotion" },
  [MODEL_MACHINE_RESTART]     = { 2, "restart" },
  [MODEL_MACHINE_VMCP]        = { 2, "vmcp" },
  [MODEL_MACHINE_MONITOR]     = { 2, "monitoring" },
  [MODEL_MACHINE_ISOLATION]   = { 2, "isolation" },
};
/* clang-format on */

const char *
cli_voice (guint machine)
{
  return machine == MODEL_MACHINE_STEP ? "step" : voices[machine].label;
}

typedef struct {
  const CliOptions *options;
  const SimRun *run;
  GPtrArray *lines; /* (element-type CliLine) */
  GHashTable *seen; /* of findings, as same_finding */
  guint8 *shown;    /* by actor: the state last told, + 1 */
  guint finding;    /* next to tell */
} Teller;

static CliLine *
begin_line (Teller *teller, SimTime at, guint indent)
{
  CliLine *line = g_new0 (CliLine, 1);

  line->at = at;
  line->indent = indent;
  g_ptr_array_add (teller->lines, line);
  return line;
}

/* ---- What happened ---- */

/* A state that is only a waiting room on the way to the next; and leaving it again for where one was. */
static gboolean
is_waiting_room (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_VM
         && (entry->state_to == VM_AT_LEAVING
             || (entry->state_from == VM_AT_LEAVING && entry->state_to == VM_AT_RUNNING));
}

/* Machines that may have news although they stay where they are. */
static gboolean
tells_in_place (guint machine)
{
  return machine == MODEL_MACHINE_REMEDIATION || machine == MODEL_MACHINE_AOS
         || machine == MODEL_MACHINE_AHV_ROLL || machine == MODEL_MACHINE_POLICY;
}

/* SDDC Manager learns something. */
static gboolean
is_inventory (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_PRODUCT && entry->signal == PRODUCT_ON_SYNC && entry->a;
}

/* What a Nutanix cluster's storage bears has changed, while HA's memory limits it: only then something is told in place. */
static gboolean
bears_another_number (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_RESILIENCY && entry->a;
}

/* A VM that is powered off is registered on another host, or not. */
static gboolean
is_about_registering (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_VM && entry->state_from == VM_AT_OFF
         && (entry->signal == VM_ON_LEAVE || entry->signal == VM_ON_MOVE_BY_HAND);
}

/* Data that has to leave a host is told, for it may take hours. */
static gboolean
moves_data (const SimEntry *entry)
{
  guint32 moving
      = 1u << DECOMMISSION_AT_MOVING | 1u << DECOMMISSION_AT_BALANCING | 1u << DECOMMISSION_AT_CLEARING;

  return entry->machine == MODEL_MACHINE_DECOMMISSION
         && (moving >> entry->state_to & 1 || moving >> entry->state_from & 1);
}

/* Copies that are made anew or are too many; that they wait for their node is behind the scenes. */
static gboolean
rebuilds (const SimEntry *entry)
{
  guint32 waits = 1u << STORE_AT_CURRENT | 1u << STORE_AT_STALE;

  return entry->machine == MODEL_MACHINE_STORE
         && !(waits >> entry->state_from & waits >> entry->state_to & 1);
}

/* A role of Zookeeper that moves for good; that it waits for its CVM is behind the scenes. */
static gboolean
moves_role (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_ZOOKEEPER
         && (entry->state_to == ZOOKEEPER_AT_NONE || entry->state_from == ZOOKEEPER_AT_NONE);
}

/* What a host is to its image is the result of a pre-check that is made by itself. */
static gboolean
is_result (const SimRun *run, const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_COMPLIANCE && entry->step
         && model_fleet (run)->steps[entry->step - 1].verb == MODEL_VERB_PRE_CHECK;
}

/* A governor that acts; that it has looked is behind the scenes, what it saw is found. */
static gboolean
governs (const SimEntry *entry)
{
  return entry->machine == MODEL_MACHINE_GOVERNOR
         && ((1u << GOVERNOR_AT_HOLDING | 1u << GOVERNOR_AT_MENDING | 1u << GOVERNOR_AT_RETRYING) >> entry->state_to & 1
             || entry->state_from == GOVERNOR_AT_MENDING);
}

/* Of a machine behind the scenes only what goes wrong is told, and that it is right again. */
gboolean
cli_entry_is_told (const SimRun *run, const SimEntry *entry)
{
  const SimMachine *machine = run->model->machines[entry->machine];

  if (!sim_entry_is_news (run->model, entry) || entry->machine == MODEL_MACHINE_PLAN
      || is_waiting_room (entry))
    return FALSE;
  if (entry->state_from == entry->state_to)
    return tells_in_place (entry->machine) || is_about_registering (entry) || is_inventory (entry)
           || bears_another_number (entry);
  if (entry->machine == MODEL_MACHINE_UPDATE)
    return FALSE; /* the remediation that it is part of says it */
  return !machine->quiet || moves_data (entry) || moves_role (entry) || rebuilds (entry) || governs (entry)
         || is_result (run, entry) || machine->states[entry->state_to].kind == SIM_FAILED
         || machine->states[entry->state_from].kind == SIM_FAILED;
}

SimTime
cli_last_told (const SimRun *run)
{
  for (guint i = sim_journal_length (run->journal); i-- > 0;) {
    const SimEntry *entry = sim_journal_get (run->journal, i);

    if (cli_entry_is_told (run, entry))
      return MAX (entry->at, model_ended_at (run));
  }
  return model_ended_at (run);
}

static gboolean
is_told (const Teller *teller, const SimEntry *entry)
{
  if (!sim_entry_is_news (teller->run->model, entry))
    return FALSE;
  if (!teller->shown[entry->to])
    teller->shown[entry->to] = (guint8) (entry->state_from + 1);
  return teller->options->details || cli_entry_is_told (teller->run, entry);
}

/* A step is told as the plan's: what it does when it begins, how it came out when it ends. */
static CliLine *
tell_step (Teller *teller, const SimEntry *entry)
{
  const SimModel *model = teller->run->model;
  g_autofree char *told = sim_entry_told (model, entry), *because = sim_entry_because (model, entry);
  g_autofree char *name = cli_safe (model->name (model, entry->to)), *what = cli_safe (told ? told : because);
  gboolean begins = entry->state_to == STEP_AT_RUNNING, at_once = g_str_equal (what, "after 0 ms");
  CliLine *line = begin_line (teller, entry->at, 0);

  line->name = g_strdup ("plan");
  line->why
      = begins ? g_strdup_printf ("step %s: %s", name, what)
               : g_strdup_printf ("step %s %s%s %s", name,
                                  model->machines[entry->machine]->states[entry->state_to].name,
                                  entry->state_to == STEP_AT_SKIPPED ? ":" : "", at_once ? "at once" : what);
  return line;
}

static CliLine *
tell_fault (Teller *teller, const SimEntry *entry)
{
  g_autofree char *name = cli_safe (teller->run->model->name (teller->run->model, entry->to));
  CliLine *line = begin_line (teller, entry->at, 0);

  line->name = g_strdup ("fault");
  line->why = g_strdup_printf ("%s%s", name, entry->state_to == FAULT_AT_OVER ? " is over" : "");
  return line;
}

static CliLine *
tell_entry (Teller *teller, const SimEntry *entry)
{
  const SimModel *model = teller->run->model;
  const SimState *states = model->machines[entry->machine]->states;
  guint8 from = (guint8) (teller->shown[entry->to] - 1);
  g_autofree char *because = sim_entry_because (model, entry), *told = sim_entry_told (model, entry);
  CliLine *line;

  teller->shown[entry->to] = (guint8) (entry->state_to + 1);
  if (entry->machine == MODEL_MACHINE_STEP)
    return tell_step (teller, entry);
  if (entry->machine == MODEL_MACHINE_FAULT)
    return tell_fault (teller, entry);
  line = begin_line (teller, entry->at, voices[entry->machine].indent);
  line->label = voices[entry->machine].label;
  if (entry->machine == MODEL_MACHINE_REMEDIATION
      && model_lcm_goes_by_the_token (model->scenario, sim_model_index (model, entry->to)))
    line->label = "LCM"; /* Nutanix's, which drives vCenter for it */
  line->name = cli_safe (model->name (model, entry->to));
  line->move = from == entry->state_to
                   ? g_strdup (states[from].name)
                   : g_strdup_printf ("%s -> %s", states[from].name, states[entry->state_to].name);
  line->why = cli_safe (because);
  line->more = told && *told ? cli_safe (told) : NULL;
  return line;
}

/* ---- What is found ---- */

/* Findings that say the same of different things. */
static gboolean
same_finding (gconstpointer a, gconstpointer b)
{
  const SimFinding *x = a, *y = b;

  return x->kind == y->kind && x->step == y->step && x->about == y->about
         && memcmp (x->evidence, y->evidence, sizeof x->evidence) == 0;
}

static guint
hash_finding (gconstpointer data)
{
  const SimFinding *finding = data;
  guint64 mixed = (guint64) finding->kind * 31 + finding->about; /* unsigned: it goes round */

  for (guint i = 0; i < SIM_EVIDENCE_MAX; i++)
    mixed = mixed * 33 + (guint64) finding->evidence[i];
  return (guint) (mixed ^ mixed >> 32);
}

/* "! evacuation-blocked", painted. (transfer full) */
static char *
mark_and_code (const Teller *teller, const SimFinding *finding)
{
  g_autofree char *code = g_strdup_printf (" %s", teller->run->model->kinds[finding->kind].code);

  return cli_mark (teller->options, finding->severity, code);
}

/* What was told before in full is a mark before its subject's own line, or shares a line with others. */
static void
tell_again (Teller *teller, const SimFinding *finding, CliLine *line, SimId whose)
{
  const SimModel *model = teller->run->model;
  g_autofree char *name = cli_safe (model->name (model, finding->subject)),
                  *code = mark_and_code (teller, finding);
  CliLine *last = g_ptr_array_index (teller->lines, teller->lines->len - 1);

  if (line && whose == finding->subject) {
    line->mark = MAX (line->mark, finding->severity + 1);
  } else if (last->likewise && same_finding (last->likewise, finding)) {
    g_autofree char *before = last->why;

    last->why = g_strdup_printf ("%s, %s", before, name);
  } else {
    line = begin_line (teller, finding->since, 0);
    line->likewise = finding;
    line->why = g_strdup_printf ("%s  likewise %s", code, name);
  }
}

static void
tell_finding (Teller *teller, const SimFinding *finding, CliLine *line, SimId whose)
{
  g_autofree char *message = sim_finding_message (teller->run->model, finding), *safe = cli_safe (message);
  g_autofree char *code = mark_and_code (teller, finding);

  if (!g_hash_table_add (teller->seen, (gpointer) finding)) {
    tell_again (teller, finding, line, whose);
    return;
  }
  line = begin_line (teller, finding->since, 0);
  line->why = g_strdup_printf ("%s  %s  (event %" G_GUINT64_FORMAT ")", code, safe, finding->event);
}

char *
cli_story (const CliOptions *options, const SimRun *run, const char *name)
{
  g_autofree guint8 *shown = g_new0 (guint8, run->model->n_things + 1);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (cli_line_free);
  g_autoptr (GHashTable) seen = g_hash_table_new (hash_finding, same_finding);
  Teller teller = { options, run, lines, seen, shown, 0 };
  g_autofree char *base = g_path_get_basename (name), *safe = cli_safe (base), *summary = NULL;
  g_autofree char *title = model_fleet (run)->title ? cli_safe (model_fleet (run)->title) : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "rollcall %s  %s  seed %" G_GUINT64_FORMAT "\n", PACKAGE_VERSION, safe,
                          model_fleet (run)->seed);
  if (title)
    g_string_append_printf (text, options->quiet ? "%s\n" : "%s\n\n", title);
  for (guint i = 0; !options->quiet && i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    CliLine *line = is_told (&teller, entry) ? tell_entry (&teller, entry) : NULL;

    for (; teller.finding < run->world->n_findings
           && run->world->findings[teller.finding].event == entry->event;
         teller.finding++)
      tell_finding (&teller, &run->world->findings[teller.finding], line, entry->to);
  }
  if (!options->details)
    cli_lines_fold (lines);
  cli_lines_append (options, lines, text);
  summary = cli_summary (options, run);
  g_string_append (text, summary);
  return g_string_free (text, FALSE);
}
