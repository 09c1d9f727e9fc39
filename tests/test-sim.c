/* The engine on the doors and the bell of doors.h: events, rows, causes, findings. */
#include <CUnit/CUnit.h>
#include "tests/aborts.h"
#include "tests/doors.h"

void test_sim_suite (void);

static void
events_come_in_order (void)
{
  g_auto (House) house = { 0 };

  house_set_up (&house, TRUE);
  CU_ASSERT_EQUAL (sim_run_inject (house.run, 7, FRONT, PUSH, 0), 1);
  sim_run_inject (house.run, 7, FRONT, HOLD, 0);  /* born after the push */
  sim_run_inject (house.run, 7, FRONT, SMASH, 0); /* a fault goes before both */
  sim_run_inject (house.run, 7, BACK, SHUT, 0);   /* a timer before decisions, after what completes */
  sim_run_inject (house.run, 7, BACK, MENDED, 0);
  CU_ASSERT_EQUAL (sim_run_inject (house.run, 3, BACK, PUSH, 0), 6);
  finish (house.run);
  ASSERT_STORY (house.run, "3 {a} push closed>open, 7 front smash closed>broken, 7 {a} mended open>open, "
                           "7 {a} shut open>closed, 7 front push broken>broken, 7 front hold broken>broken, "
                           "8 {a} shut closed>closed");
  CU_ASSERT_EQUAL (house.run->world->handled, 7);
  CU_ASSERT_EQUAL (house.run->world->born, 7);
  CU_ASSERT_EQUAL (sim_now (house.run), 8);
  CU_ASSERT_FALSE (sim_run_step (house.run));
}

static void
rows_are_tried_in_order (void)
{
  g_auto (House) house = { 0 };

  house_set_up (&house, TRUE);
  DOOR_OF (house.run, BACK)->locked = 1;
  sim_run_inject (house.run, 1, FRONT, PUSH, 2); /* the second row; the bell hears of it at once */
  sim_run_inject (house.run, 2, BACK, PUSH, 2);  /* the first row holds, so the second is not asked */
  sim_run_inject (house.run, 3, BACK, PUSH, 0);
  sim_run_inject (house.run, 20, FRONT, PUSH, 0); /* neither guard holds: the third row */
  finish (house.run);
  ASSERT_STORY (house.run,
                "1 front push closed>open, 1 bell %s ring quiet>ringing, 2 {a} push closed>closed, "
                "3 bell %s hush ringing>quiet, 3 {a} push closed>closed, 6 front shut open>closed, "
                "20 front push closed>open, 25 front shut open>closed");
  CU_ASSERT_EQUAL (DOOR_OF (house.run, BACK)->pushes, 2);
  CU_ASSERT_EQUAL (house.run->taken[0], 2);
  CU_ASSERT_EQUAL (house.run->taken[1], 1);
  CU_ASSERT_EQUAL (house.run->taken[2], 1);
}

/* SAME acts and stays, IGNORED stays and does nothing; both leave an entry, only one of them is news. */
static void
staying_is_not_ignoring (void)
{
  g_auto (House) house = { 0 };
  const SimEntry *entry;

  house_set_up (&house, TRUE);
  sim_run_inject (house.run, 1, FRONT, PUSH, 0);
  sim_run_inject (house.run, 2, FRONT, PUSH, 0); /* ignored */
  sim_run_inject (house.run, 3, FRONT, HOLD, 0); /* cancels the shutting */
  sim_run_until (house.run, 2);
  CU_ASSERT_TRUE (sim_is_pending (house.run, *TICKET_OF (house.run, FRONT)));
  CU_ASSERT_FALSE (sim_is_pending (house.run, *TICKET_OF (house.run, BACK)));
  DOOR_OF (house.run, BACK)->locked = 1;
  sim_run_inject (house.run, 4, BACK, PUSH, 0);
  finish (house.run);
  ASSERT_STORY (house.run, "1 front push closed>open, 2 front push open>open, 3 front hold open>open, "
                           "4 {a} push closed>closed");
  CU_ASSERT_EQUAL (*TICKET_OF (house.run, FRONT), 0);
  CU_ASSERT_TRUE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 0)));
  CU_ASSERT_FALSE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 1)));
  CU_ASSERT_FALSE (sim_entry_is_news (&house.model, sim_journal_get (house.run->journal, 2)));
  entry = sim_journal_get (house.run->journal, 3);
  CU_ASSERT_TRUE (sim_entry_is_news (&house.model, entry));
  {
    g_autofree char *because = sim_entry_because (&house.model, entry);
    g_autofree char *told = sim_entry_told (&house.model, entry);
    CU_ASSERT_STRING_EQUAL (because, "{a} is locked");
    CU_ASSERT_STRING_EQUAL (told, "1 pushes in vain");
  }
}

static void
events_know_their_causes (void)
{
  g_auto (House) house = { 0 };
  const SimEntry *rung, *shut;

  house_set_up (&house, TRUE);
  sim_run_inject (house.run, 1, BACK, PUSH, 3);
  finish (house.run);
  rung = sim_journal_find (house.run->journal, 2);
  shut = sim_journal_find (house.run->journal, 3);
  CU_ASSERT_EQUAL (sim_journal_find (house.run->journal, 1)->cause, 0);
  CU_ASSERT_EQUAL (sim_journal_find (house.run->journal, 1)->from, 0);
  CU_ASSERT_EQUAL (rung->cause, 1);
  CU_ASSERT_EQUAL (rung->from, BACK);
  CU_ASSERT_EQUAL (rung->arg, 3);
  CU_ASSERT_EQUAL (shut->at, 6);
  CU_ASSERT_EQUAL (shut->cause, 1);
  CU_ASSERT_PTR_NULL (sim_journal_find (house.run->journal, 0));
  CU_ASSERT_PTR_NULL (sim_journal_find (house.run->journal, 5));
  {
    g_autofree char *because = sim_entry_because (&house.model, rung);
    CU_ASSERT_STRING_EQUAL (because, "{a} is in use");
    CU_ASSERT_PTR_NULL (sim_entry_told (&house.model, rung));
  }
}

static void
findings_open_once (void)
{
  g_auto (House) house = { 0 };
  const SimWorld *world;

  house_set_up (&house, FALSE);
  world = house.run->world;
  DOOR_OF (house.run, FRONT)->locked = 1;
  sim_run_inject (house.run, 1, FRONT, PUSH, 0);
  sim_run_inject (house.run, 2, FRONT, PUSH, 0); /* open already */
  sim_run_inject (house.run, 3, FRONT, SMASH, 0);
  sim_run_inject (house.run, 4, BACK, SMASH, 0);
  sim_run_inject (house.run, 5, FRONT, MENDED, 0);
  sim_run_inject (house.run, 6, FRONT, MENDED, 0);
  sim_run_inject (house.run, 7, FRONT, SMASH, 0); /* a second time */
  sim_run_until (house.run, 5);
  CU_ASSERT_FALSE (sim_find_is_open (house.run, DAMAGED, FRONT, HOUSE));
  CU_ASSERT_TRUE (sim_find_is_open (house.run, DAMAGED, BACK, HOUSE));
  CU_ASSERT_FALSE (sim_find_is_open (house.run, DAMAGED, BACK, 0)); /* about something else */
  CU_ASSERT_TRUE (sim_find_is_open (house.run, TRIED, FRONT, 0));
  finish (house.run);
  CU_ASSERT_EQUAL_FATAL (world->n_findings, 4);
  CU_ASSERT_EQUAL (world->findings[0].kind, TRIED);
  CU_ASSERT_EQUAL (world->findings[0].until, SIM_NEVER);
  CU_ASSERT_EQUAL (world->findings[1].since, 3);
  CU_ASSERT_EQUAL (world->findings[1].event, 3);
  CU_ASSERT_EQUAL (world->findings[1].until, 5);
  CU_ASSERT_EQUAL (world->findings[1].closed, 5);
  CU_ASSERT_EQUAL (world->findings[2].subject, BACK);
  CU_ASSERT_EQUAL (world->findings[3].subject, FRONT);
  CU_ASSERT_EQUAL (world->findings[3].until, SIM_NEVER);
  CU_ASSERT_EQUAL (world->findings[3].previous, 2); /* the one before it on the front door, + 1 */
}

static void
findings_speak (void)
{
  g_auto (House) house = { 0 };
  const SimFinding *finding;

  house_set_up (&house, FALSE);
  sim_run_inject (house.run, 1, BACK, SMASH, 0);
  finish (house.run);
  finding = &house.run->world->findings[0];
  {
    g_autofree char *message = sim_finding_message (&house.model, finding);
    g_autofree char *fix = sim_finding_fix (&house.model, finding);
    CU_ASSERT_STRING_EQUAL (message, "{a} of {house was hit by {house for 1 min 30 s");
    CU_ASSERT_STRING_EQUAL (fix, "call {house");
  }
  CU_ASSERT_PTR_EQUAL (sim_finding_kind (&house.model, "tried"), &doors_kinds[TRIED]);
  CU_ASSERT_PTR_NULL (sim_finding_kind (&house.model, "trie"));
}

static void
the_table_is_sound (void)
{
  g_auto (House) house = { 0 };
  g_autoptr (GPtrArray) complaints = NULL;

  house_set_up (&house, FALSE);
  complaints = sim_model_check (&house.model, doors_outside);
  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s\n", (const char *) g_ptr_array_index (complaints, i));
  CU_ASSERT_EQUAL (complaints->len, 0);
}

static void
inject_into_the_past (gconstpointer data)
{
  House house;

  house_set_up (&house, FALSE);
  sim_run_inject (house.run, 5, FRONT, PUSH, 0);
  sim_run_step (house.run);
  sim_run_inject (house.run, *(const SimTime *) data, FRONT, PUSH, 0);
}

static void
inject_to (gconstpointer data)
{
  House house;

  house_set_up (&house, FALSE);
  sim_run_inject (house.run, 5, *(const SimId *) data, HUSH, 0);
}

static void
mistakes_abort (void)
{
  const SimTime past = 4, present = 5, never = SIM_NEVER;
  const SimId nobody = 0, house = HOUSE, beyond = 1u << 31;

  CU_ASSERT_TRUE (aborts (inject_into_the_past, &past, "at >= "));
  CU_ASSERT_FALSE (aborts (inject_into_the_past, &present, ""));
  CU_ASSERT_TRUE (aborts (inject_into_the_past, &never, "at < SIM_NEVER"));
  CU_ASSERT_TRUE (aborts (inject_to, &nobody, "actor > 0"));
  CU_ASSERT_TRUE (aborts (inject_to, &house, "actor > 0"));
  CU_ASSERT_TRUE (aborts (inject_to, &beyond, "actor > 0"));
}

void
test_sim_suite (void)
{
  CU_pSuite suite = CU_add_suite ("sim", NULL, NULL);

  CU_add_test (suite, "events come by time, rank and birth", events_come_in_order);
  CU_add_test (suite, "rows are tried in the order of the table", rows_are_tried_in_order);
  CU_add_test (suite, "staying is not ignoring", staying_is_not_ignoring);
  CU_add_test (suite, "events know their causes", events_know_their_causes);
  CU_add_test (suite, "a finding opens once, ends, and may come again", findings_open_once);
  CU_add_test (suite, "findings say what their template says, names as they are", findings_speak);
  CU_add_test (suite, "the table of this test is sound", the_table_is_sound);
  CU_add_test (suite, "mistakes of a model abort", mistakes_abort);
}
