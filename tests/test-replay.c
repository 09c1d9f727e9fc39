/* The laws of a run, held by every scenario of the library: the same again, forked anywhere, taken back, in slices, without
 * a journal, and from a file in another order, a rehearsal comes out the same. */
#include <CUnit/CUnit.h>
#include <gio/gio.h>
#include <string.h>
#include "models/models.h"
#include "scenarios/scenarios.h"
#include "tests/rows.h"

void test_replay_suite (void);

/* Forking a run of n events at each of them takes n² / 2 events; beyond so many, only some are forked. */
#define FORKED_EVENTS 100000

typedef struct {
  const char *name;
  ModelFleet *fleet;
  ModelRehearsal *rehearsal;
  SimRun *run; /* at its end, with a journal */
  guint64 digest;
} Replay;

static void
replay_clear (Replay *replay)
{
  sim_run_free (replay->run);
  model_rehearsal_free (replay->rehearsal);
  model_fleet_free (replay->fleet);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

static guint64
digest (const SimRun *run)
{
  return sim_world_digest (run->model, run->world);
}

static void
finish (SimRun *run)
{
  while (sim_run_step (run))
    ;
}

static void
load (Replay *replay, const char *name)
{
  g_autoptr (GError) error = NULL;

  *replay = (Replay){ .name = name, .fleet = scenario_library_read (name, NULL, &error) };
  if (!replay->fleet)
    g_error ("%s", error->message);
  replay->rehearsal = model_rehearsal_new (replay->fleet);
  replay->run = model_rehearsal_start (replay->rehearsal, TRUE);
  finish (replay->run);
  replay->digest = digest (replay->run);
}

/* CUnit says which line did not hold; this says for which scenario. */
#define HOLDS(REPLAY, WHAT)                                                                                  \
  {                                                                                                          \
    gboolean holds = (WHAT);                                                                                 \
    if (!holds)                                                                                              \
      g_print ("%s: not so: %s\n", (REPLAY)->name, #WHAT);                                                   \
    CU_ASSERT_TRUE (holds);                                                                                  \
  }

static gboolean
same_findings (const SimRun *a, const SimRun *b)
{
  return a->world->n_findings == b->world->n_findings
         && (a->world->n_findings == 0
             || memcmp (a->world->findings, b->world->findings, a->world->n_findings * sizeof (SimFinding))
                    == 0);
}

/* Whether b's journal is the end of a's. */
static gboolean
same_story (const SimRun *a, const SimRun *b)
{
  guint n = sim_journal_length (b->journal), before = sim_journal_length (a->journal) - n;

  if (n > sim_journal_length (a->journal))
    return FALSE;
  for (guint i = 0; i < n; i++)
    if (memcmp (sim_journal_get (a->journal, before + i), sim_journal_get (b->journal, i), sizeof (SimEntry))
        != 0)
      return FALSE;
  return TRUE;
}

static void
again (const Replay *replay)
{
  g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, TRUE);

  finish (run);
  HOLDS (replay, sim_journal_length (run->journal) == sim_journal_length (replay->run->journal));
  HOLDS (replay, same_story (replay->run, run));
  HOLDS (replay, same_findings (replay->run, run));
  HOLDS (replay, digest (run) == replay->digest);
}

static void
without_journal (const Replay *replay)
{
  g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, FALSE);

  finish (run);
  HOLDS (replay, run->journal == NULL);
  HOLDS (replay, digest (run) == replay->digest);
}

/* From another reading of the same text, in memory of its own. */
static void
read_again (const Replay *replay)
{
  g_auto (Replay) other = { 0 };

  load (&other, replay->name);
  HOLDS (replay, other.digest == replay->digest);
}

static void
forked_anywhere (const Replay *replay)
{
  g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, FALSE);
  guint64 n = replay->run->world->handled, stride = 1 + n * n / 2 / FORKED_EVENTS;

  do {
    if (run->world->handled % stride == 0) {
      g_autoptr (SimRun) fork = sim_run_fork (run);
      finish (fork);
      HOLDS (replay, digest (fork) == replay->digest);
      HOLDS (replay, same_findings (replay->run, fork));
    }
  } while (sim_run_step (run));
  HOLDS (replay, digest (run) == replay->digest);
}

/* A world is put aside, the run goes on and ends, and the world is taken out again. */
static void
taken_back (const Replay *replay)
{
  g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, FALSE);
  guint64 n = replay->run->world->handled;

  for (guint tenth = 1; tenth < 10; tenth++) {
    g_autoptr (SimWorld) aside = NULL;
    g_autoptr (SimRun) restored = NULL;
    guint64 then;

    while (run->world->handled < n * tenth / 10)
      sim_run_step (run);
    then = digest (run);
    aside = sim_world_copy (run->world);
    finish (run);
    HOLDS (replay, digest (run) == replay->digest);
    sim_run_free (run);
    run = sim_run_new (&replay->rehearsal->model, sim_world_copy (aside), FALSE);
    HOLDS (replay, digest (run) == then);

    restored = sim_run_new (&replay->rehearsal->model, g_steal_pointer (&aside), TRUE);
    finish (restored);
    HOLDS (replay, digest (restored) == replay->digest);
    HOLDS (replay, same_story (replay->run, restored));
  }
}

static void
in_slices (const Replay *replay)
{
  static const SimTime slices[] = { 7919, 60001, 3600001 };
  SimTime end = sim_now (replay->run);

  for (gsize i = 0; i < G_N_ELEMENTS (slices); i++) {
    g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, TRUE);
    for (SimTime until = 0; until < end + slices[i]; until += slices[i]) {
      sim_run_until (run, until);
      HOLDS (replay, sim_now (run) <= until);
    }
    HOLDS (replay, same_story (replay->run, run));
    HOLDS (replay, digest (run) == replay->digest);
  }
}

/* Every host's books, added up again after every event; and each event comes no earlier than the one before it, caused by
 * one that has happened. */
static void
adding_up (const Replay *replay)
{
  g_autoptr (SimRun) run = model_rehearsal_start (replay->rehearsal, TRUE);
  g_autoptr (GHashTable) happened = g_hash_table_new (g_int64_hash, g_int64_equal);
  SimTime before = 0;

  model_assert_sums (run);
  model_assert_claims (run);
  while (sim_run_step (run)) {
    const SimEntry *entry = sim_journal_get (run->journal, sim_journal_length (run->journal) - 1);

    model_assert_sums (run);
    model_assert_claims (run);
    HOLDS (replay, entry->at >= before);
    HOLDS (replay, entry->cause == 0 || g_hash_table_contains (happened, &entry->cause));
    HOLDS (replay, g_hash_table_add (happened, (gpointer) &entry->event));
    before = entry->at;
  }
}

/* ---- Order in the file ---- */

static char *
shuffle (const char *text, guint seed)
{
  const char *folder = g_getenv ("ROLLCALL_BUILDDIR");
  g_autofree char *program = g_build_filename (folder ? folder : ".", "tests", "shuffle", NULL);
  g_autofree char *number = g_strdup_printf ("%u", seed);
  const char *const command[] = { program, number, "order", "members", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  char *shuffled = NULL;

  if (!process || !g_subprocess_communicate_utf8 (process, text, NULL, &shuffled, NULL, &error)
      || !g_subprocess_get_successful (process)) {
    g_print ("%s: %s\n", program, error ? error->message : "it has failed");
    g_clear_pointer (&shuffled, g_free);
  }
  return shuffled;
}

static void
in_any_order (const Replay *replay)
{
  g_autoptr (GBytes) bytes = scenario_library_text (replay->name);
  g_autofree char *text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_autofree char *dump = scenario_dump (replay->fleet);

  for (guint seed = 1; seed <= 4; seed++) {
    g_autofree char *shuffled = shuffle (text, seed), *other_dump = NULL;
    g_autoptr (ModelFleet) fleet = NULL;
    g_autoptr (ModelRehearsal) rehearsal = NULL;
    g_autoptr (SimRun) run = NULL;

    CU_ASSERT_PTR_NOT_NULL (shuffled);
    if (!shuffled)
      return;
    HOLDS (replay, !g_str_equal (shuffled, text));
    fleet = scenario_read_text ("shuffled.yaml", shuffled, -1, NULL, NULL);
    HOLDS (replay, fleet != NULL);
    if (!fleet)
      continue;
    fleet->file = replay->fleet->file; /* the only thing that may differ */
    other_dump = scenario_dump (fleet);
    HOLDS (replay, g_str_equal (dump, other_dump));
    rehearsal = model_rehearsal_new (fleet);
    run = model_rehearsal_start (rehearsal, TRUE);
    finish (run);
    HOLDS (replay, same_story (replay->run, run));
    HOLDS (replay, digest (run) == replay->digest);
  }
}

/* ---- Tables ---- */

static void
tables_are_sound (void)
{
  g_autoptr (GPtrArray) complaints = sim_model_check (model_tables (), model_outside);

  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (complaints, i));
  CU_ASSERT_EQUAL (complaints->len, 0);
}

/* Rows that no scenario of the library takes are no mistake, and worth knowing; a machine that none of them moves is dead
 * weight. Rows that only ignore are left out. */
static void
every_machine_is_used (void)
{
  const SimModel *model = model_tables ();
  g_autofree guint64 *taken = g_new0 (guint64, model->row_bases[model->n_machines]);

  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_auto (Replay) replay = { 0 };
    load (&replay, *name);
    for (guint r = 0; r < model->row_bases[model->n_machines]; r++)
      taken[r] += replay.run->taken[r];
    rows_count (replay.run);
  }
  for (guint m = 0; m < model->n_machines; m++) {
    const SimMachine *machine = model->machines[m];
    g_autoptr (GString) never = g_string_new (NULL);
    guint used = 0, rows = 0;

    for (guint r = 0; r < machine->n_rows; r++) {
      if (machine->rows[r].to == SIM_IGNORED)
        continue;
      rows++;
      if (taken[model->row_bases[m] + r])
        used++;
      else {
        g_string_append (never, never->len ? ", " : " ");
        rows_append_name (never, machine, &machine->rows[r]);
      }
    }
    g_print ("%s: %u of %u rows taken%s%s\n", machine->name, used, rows, never->len ? "; never:" : "",
             never->str);
    CU_ASSERT_TRUE (used > 0);
  }
}

/* ---- The suite ---- */

static void
each (void (*law) (const Replay *replay))
{
  CU_ASSERT_PTR_NOT_NULL (*scenario_library_names ());
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_auto (Replay) replay = { 0 };
    load (&replay, *name);
    law (&replay);
  }
}

#define TEST_OF(LAW)                                                                                         \
  static void each_##LAW (void)                                                                              \
  {                                                                                                          \
    each (LAW);                                                                                              \
  }

TEST_OF (again)
TEST_OF (without_journal)
TEST_OF (read_again)
TEST_OF (forked_anywhere)
TEST_OF (taken_back)
TEST_OF (in_slices)
TEST_OF (adding_up)
TEST_OF (in_any_order)

void
test_replay_suite (void)
{
  CU_pSuite suite = CU_add_suite ("replay", NULL, NULL);

  CU_add_test (suite, "the tables are sound", tables_are_sound);
  CU_add_test (suite, "every machine is used", every_machine_is_used);
  CU_add_test (suite, "run again: the same journal, findings and digest", each_again);
  CU_add_test (suite, "read again", each_read_again);
  CU_add_test (suite, "without a journal", each_without_journal);
  CU_add_test (suite, "forked at any event, both ends agree", each_forked_anywhere);
  CU_add_test (suite, "taken back and replayed", each_taken_back);
  CU_add_test (suite, "in slices of time", each_in_slices);
  CU_add_test (suite, "the books add up after every event, and causes come first", each_adding_up);
  CU_add_test (suite, "in any order of the file", each_in_any_order);
}
