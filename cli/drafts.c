#include "cli/drafts.h"

#include "scenarios/ranges.h"

static void
free_bucket (gpointer data)
{
  CliBucket *bucket = data;

  g_ptr_array_unref (bucket->names);
  g_ptr_array_unref (bucket->hosts);
  g_free (bucket->because);
  g_free (bucket);
}

CliDraft *
cli_draft_new (guint step)
{
  CliDraft *draft = g_new0 (CliDraft, 1);

  draft->step = step;
  draft->turn = draft->fault = draft->host = MODEL_NONE;
  draft->page = viz_page_new ("");
  draft->from = SIM_NEVER;
  draft->open = g_ptr_array_new ();
  draft->buckets = g_ptr_array_new_with_free_func (free_bucket);
  return draft;
}

void
cli_draft_free (CliDraft *draft)
{
  for (guint lane = 0; lane < CLI_N_LANES; lane++)
    g_clear_pointer (&draft->names[lane], g_ptr_array_unref);
  g_ptr_array_unref (draft->open);
  g_ptr_array_unref (draft->buckets);
  g_clear_pointer (&draft->entry.names, g_ptr_array_unref);
  g_clear_pointer (&draft->finding.names, g_ptr_array_unref);
  viz_page_free (draft->page);
  g_free (draft);
}

/* ---- Rows ---- */

static VizRow *
add_row (CliDraft *draft, VizRowKind kind, SimTime at, guint from, guint to)
{
  draft->from = MIN (draft->from, at);
  draft->until = MAX (draft->until, at);
  return viz_page_row (draft->page, kind, at, from, to);
}

static void
add_name (CliDraft *draft, guint lane, const char *name)
{
  if (!draft->names[lane])
    draft->names[lane] = g_ptr_array_new ();
  if (name && !g_ptr_array_find_with_equal_func (draft->names[lane], name, g_str_equal, NULL))
    g_ptr_array_add (draft->names[lane], (gpointer) name);
}

static guint
lane_for (CliDraft *draft, const SimRun *run, SimId actor)
{
  const char *name;
  CliLane lane = actor ? cli_lane (run, actor, draft->host, &name) : LANE_PLAN;

  if (actor)
    add_name (draft, lane, name);
  return lane;
}

static gboolean
goes_wrong (const SimMachine *machine, const SimEntry *entry)
{
  return machine->states[entry->state_to].kind == SIM_FAILED
         || machine->states[entry->state_from].kind == SIM_FAILED;
}

/* What goes on inside one lane behind the scenes is no news there. */
static gboolean
is_row (const SimRun *run, const SimEntry *entry, guint from, guint to)
{
  const SimMachine *machine = run->model->machines[entry->machine];

  if (entry->machine == MODEL_MACHINE_PLAN || !sim_entry_is_news (run->model, entry))
    return FALSE;
  if (entry->state_from == entry->state_to)
    return entry->machine == MODEL_MACHINE_REMEDIATION || entry->machine == MODEL_MACHINE_AOS
           || entry->machine == MODEL_MACHINE_POLICY;
  return !machine->quiet || goes_wrong (machine, entry)
         || (from != to && entry->machine != MODEL_MACHINE_MIGRATION);
}

static char *
name_of_host_told (const char *told)
{
  if (!told || !(g_str_has_prefix (told, "to ") || g_str_has_prefix (told, "on ")))
    return NULL;
  return g_strndup (told + 3, strcspn (told + 3, ","));
}

/* The fleet's own string of a host's name, which lasts. */
static const char *
host_name (const SimRun *run, const char *name)
{
  const ModelFleet *fleet = model_fleet (run);

  for (guint32 h = 0; h < fleet->n_hosts; h++)
    if (g_str_equal (fleet->hosts[h].name, name))
      return fleet->hosts[h].name;
  return NULL;
}

/* What the last row of a kind has gathered becomes words. */
static void
close_alike (CliAlike *alike)
{
  g_autofree char *names = NULL, *words = NULL;

  if (!alike->row)
    return;
  if (alike->names->len > 1) {
    if (alike->row->kind == VIZ_NOTE)
      g_ptr_array_remove_index (alike->names, 0); /* of whom the words are */
    names = scenario_names_text (alike->names, CLI_MOST_NAMES);
    words = alike->row->words;
    alike->row->words
        = g_strdup_printf (alike->row->kind == VIZ_NOTE ? "%s; likewise %s" : "%s: %s", words, names);
  }
  alike->row = NULL;
}

/* Whether the last row says the same; then `name` is one more of those it speaks of. */
static gboolean
is_alike (CliAlike *alike, const VizRow *row, gint64 what, const char *name)
{
  if (!alike->row || alike->what != what || alike->row->from != row->from || alike->row->to != row->to)
    return FALSE;
  if (alike->row->kind == VIZ_ARROW && alike->row->at / SIM_SECOND != row->at / SIM_SECOND)
    return FALSE;
  g_ptr_array_add (alike->names, (gpointer) name);
  return TRUE;
}

/* Whether the last row speaks of this one already: what is found of it again is another thing. */
static gboolean
is_again (const CliAlike *alike, const char *name)
{
  for (guint i = 0; alike->row && i < alike->names->len; i++)
    if (g_str_equal (alike->names->pdata[i], name))
      return TRUE;
  return FALSE;
}

static void
begin_alike (CliAlike *alike, VizRow *row, gint64 what, const char *name)
{
  close_alike (alike);
  if (!alike->names)
    alike->names = g_ptr_array_new ();
  g_ptr_array_set_size (alike->names, 0);
  g_ptr_array_add (alike->names, (gpointer) name);
  alike->row = row;
  alike->what = what;
}

static void
close_buckets (CliDraft *draft)
{
  g_ptr_array_set_size (draft->open, 0); /* they stay in `buckets` */
  close_alike (&draft->entry);
  close_alike (&draft->finding);
}

/* What goes into one bucket: vMotions away from the page's host, those to it, and anything else by what it is. */
enum { AWAY = 1, TOWARDS, ELSE };

static CliBucket *
find_bucket (const CliDraft *draft, guint32 what)
{
  for (guint i = 0; i < draft->open->len; i++)
    if (((CliBucket *) draft->open->pdata[i])->what == what)
      return draft->open->pdata[i];
  return NULL;
}

/* AHV's live migration is no vMotion. */
static gboolean
is_ahv (const SimRun *run, guint32 vm)
{
  const ModelFleet *fleet = model_fleet (run);
  guint32 cluster = fleet->vms[vm].cluster;

  return cluster != MODEL_NONE && fleet->clusters[cluster].platform == MODEL_NUTANIX_AHV;
}

static CliBucket *
open_bucket (CliDraft *draft, const SimRun *run, const SimEntry *entry, guint32 what, guint from)
{
  const SimState *state = &run->model->machines[entry->machine]->states[entry->state_to];
  guint host = draft->host == MODEL_NONE ? LANE_VMS : LANE_HOST;
  CliBucket *bucket = g_new0 (CliBucket, 1);

  bucket->what = what;
  bucket->is_move = what < ELSE;
  bucket->is_ahv = is_ahv (run, sim_model_index (run->model, entry->to));
  bucket->names = g_ptr_array_new ();
  bucket->hosts = g_ptr_array_new_with_free_func (g_free);
  bucket->because = sim_entry_because (run->model, entry);
  if (bucket->is_move) {
    bucket->row = add_row (draft, VIZ_ARROW, entry->at, what == AWAY ? host : LANE_HOSTS,
                           what == AWAY ? LANE_HOSTS : host);
  } else {
    bucket->row = add_row (draft, VIZ_ARROW, entry->at, from, LANE_VMS);
    bucket->row->state = g_strdup (state->name);
    bucket->row->state_kind = state->kind;
  }
  g_ptr_array_add (draft->open, bucket);
  g_ptr_array_add (draft->buckets, bucket);
  return bucket;
}

static void
add_to_bucket (CliDraft *draft, CliBucket *bucket, const ModelVm *vm, const char *host)
{
  g_ptr_array_add (bucket->names, (gpointer) vm->name);
  bucket->mib += vm->memory_mib;
  if (bucket->is_move) {
    draft->n_moves++;
    draft->moved_mib += vm->memory_mib;
  }
  if (host && !g_ptr_array_find_with_equal_func (bucket->hosts, host, g_str_equal, NULL))
    g_ptr_array_add (bucket->hosts, g_strdup (host));
}

static void
add_vm (CliDraft *draft, const SimRun *run, const SimEntry *entry, guint from)
{
  const ModelFleet *fleet = model_fleet (run);
  gboolean starts = entry->state_to == VM_AT_MIGRATING,
           arrives = entry->state_from == VM_AT_MIGRATING && entry->state_to == VM_AT_RUNNING;
  g_autofree char *told = sim_entry_told (run->model, entry), *host = name_of_host_told (told);
  gboolean towards = host && draft->host != MODEL_NONE && g_str_equal (host, fleet->hosts[draft->host].name);
  guint32 what = !starts && !arrives ? ELSE + (guint32) entry->signal * 32 + entry->state_to
                 : towards           ? TOWARDS
                                     : AWAY;
  CliBucket *bucket = find_bucket (draft, what);

  if (!bucket)
    bucket = open_bucket (draft, run, entry, what, from);
  bucket->row->until = MAX (bucket->row->until, entry->at);
  draft->until = MAX (draft->until, entry->at);
  if (!arrives || !bucket->names->len)
    add_to_bucket (draft, bucket, &fleet->vms[sim_model_index (run->model, entry->to)], host);
  if (host && starts && !towards)
    add_name (draft, LANE_HOSTS, host_name (run, host));
}

void
cli_draft_add (CliDraft *draft, const SimRun *run, const SimEntry *entry)
{
  const SimModel *model = run->model;
  const SimMachine *machine = model->machines[entry->machine];
  /* A fault that waits for a host's state is not that host's doing. */
  gboolean by_itself = !entry->from || entry->machine == MODEL_MACHINE_FAULT;
  guint from = lane_for (draft, run, by_itself ? entry->to : entry->from),
        to = lane_for (draft, run, entry->to);
  gint64 what = (gint64) entry->machine << 32 | entry->row << 16 | entry->state_to;
  const VizRow like = { .from = from, .to = to, .at = entry->at };
  g_autofree char *because = NULL, *told = NULL;
  VizRow *row;

  if (!is_row (run, entry, from, to))
    return;
  if (entry->machine == MODEL_MACHINE_VM) {
    if (entry->state_to != VM_AT_LEAVING && entry->state_from != entry->state_to
        && !(entry->state_from == VM_AT_LEAVING && entry->state_to == VM_AT_RUNNING))
      add_vm (draft, run, entry, from);
    return;
  }
  if (is_alike (&draft->entry, &like, what, model->name (model, entry->to)))
    return;
  close_buckets (draft);
  because = sim_entry_because (model, entry);
  told = sim_entry_told (model, entry);
  row = add_row (draft, VIZ_ARROW, entry->at, from, to);
  row->head = entry->machine == MODEL_MACHINE_STEP && entry->state_to == STEP_AT_RUNNING
                  ? g_strdup (model->name (model, entry->to))
              : from == to ? NULL
                           : g_strdup (machine->signals[entry->signal].name);
  if (row->head && from == to && told && *told)
    g_free (because), because = g_steal_pointer (&told);
  row->words = told && *told ? g_strdup_printf ("%s (%s)", because, told) : g_steal_pointer (&because);
  if (entry->state_from != entry->state_to) {
    row->state = g_strdup (machine->states[entry->state_to].name);
    row->state_kind = machine->states[entry->state_to].kind;
  }
  begin_alike (&draft->entry, row, what, model->name (model, entry->to));
}

void
cli_draft_find (CliDraft *draft, const SimRun *run, const SimFinding *finding, SimId where)
{
  const SimModel *model = run->model;
  gboolean is_actor = finding->subject && finding->subject < model->bases[model->n_machines];
  guint lane = lane_for (draft, run, is_actor ? finding->subject : where);
  const VizRow like = { .from = lane, .to = lane, .at = finding->since };
  const char *name = model->name (model, finding->subject);
  g_autofree char *words = sim_finding_message (model, finding);
  VizRow *row;

  draft->found[finding->severity]++;
  if (is_again (&draft->finding, name)) {
    if (g_str_equal (draft->finding.row->words, words))
      return;
    close_alike (&draft->finding);
  } else if (is_alike (&draft->finding, &like, finding->kind, name))
    return;
  row = add_row (draft, VIZ_NOTE, finding->since, lane, lane);
  row->head = g_strdup (model->kinds[finding->kind].code);
  row->words = g_steal_pointer (&words);
  row->severity = finding->severity;
  begin_alike (&draft->finding, row, finding->kind, name);
}

/* ---- Its end ---- */

/* What a row of many says: who and how much. */
static void
word_bucket (const CliBucket *bucket)
{
  VizRow *row = bucket->row;
  gint64 gib = (bucket->mib + 512) / 1024;
  g_autofree char *names = scenario_names_text (bucket->names, CLI_MOST_NAMES),
                  *hosts = scenario_names_text (bucket->hosts, CLI_MOST_NAMES);
  g_autofree char *time = sim_time_words ((row->until - row->at) / SIM_SECOND * SIM_SECOND);
  g_autofree char *count = bucket->names->len == 1 ? g_strdup (bucket->names->pdata[0])
                                                   : g_strdup_printf ("%u VMs", bucket->names->len);

  row->head = bucket->is_move
                  ? g_strdup_printf (bucket->is_ahv ? "live migration of %s" : "vMotion of %s", count)
                  : g_strdup (count);
  row->words = g_strdup_printf ("%s%s%" G_GINT64_FORMAT " GiB%s%s%s%s",
                                bucket->is_move ? "" : bucket->because, bucket->is_move ? "" : ", ", gib,
                                row->until > row->at ? ", " : "", row->until > row->at ? time : "",
                                bucket->names->len > 1 ? ": " : "", bucket->names->len > 1 ? names : "");
  if (bucket->hosts->len) {
    char *words = g_strdup_printf ("%s, %s %s", row->words, bucket->is_move ? "to" : "on", hosts);

    g_free (row->words);
    row->words = words;
  }
}

static char *
lane_title (const CliDraft *draft, guint lane)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  const GPtrArray *names = draft->names[lane] ? draft->names[lane] : none;
  g_autofree char *text = names->len ? scenario_names_text (names, 22) : NULL;

  if (!*cli_lane_words[lane])
    return g_strdup (text ? text : lane == LANE_HOSTS ? "hosts" : "host");
  return text ? g_strdup_printf ("%s %s", cli_lane_words[lane], text) : g_strdup (cli_lane_words[lane]);
}

/* Lanes that no row touches are left out, and the rows say lanes by their place. */
static void
settle_lanes (CliDraft *draft)
{
  guint place[CLI_N_LANES] = { 0 };
  gboolean used[CLI_N_LANES] = { FALSE };

  for (guint r = 0; r < draft->page->rows->len; r++) {
    const VizRow *row = draft->page->rows->pdata[r];

    used[row->from] = used[row->to] = TRUE;
  }
  for (guint lane = 0; lane < CLI_N_LANES; lane++)
    if (used[lane]) {
      place[lane] = draft->page->lanes->len;
      g_ptr_array_add (draft->page->lanes, lane_title (draft, lane));
    }
  for (guint r = 0; r < draft->page->rows->len; r++) {
    VizRow *row = draft->page->rows->pdata[r];

    row->from = place[row->from];
    row->to = place[row->to];
  }
}

void
cli_draft_end (CliDraft *draft)
{
  close_buckets (draft);
  for (guint b = 0; b < draft->buckets->len; b++)
    word_bucket (draft->buckets->pdata[b]);
  settle_lanes (draft);
}
