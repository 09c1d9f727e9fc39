/* What the engine says of bad tables: some before anything runs, the rest by aborting when it happens. */
#include <CUnit/CUnit.h>
#include "sim/sim.h"
#include "tests/aborts.h"

void test_sim_tables_suite (void);

#define IN(STATE) (1u << (STATE))

enum { ASLEEP, AWAKE, GONE };
enum { CALL, TIRE };
enum { CAT, DOG };

/* clang-format off */
static const SimState states[] = {
  { "asleep", SIM_START,  "" },
  { "awake",  SIM_STEADY, "" },
  { "gone",   SIM_FAILED, "" },
};
static const SimSignal signals[] = { { "call", SIM_RANK_DECIDE, "" }, { "tire", SIM_RANK_TIMER, "" } };
/* clang-format on */

GUARD (likes_it, "it likes the sound")
{
  return event->arg > 0;
}

ACTION (stretch, "stretch", NULL, SENDS ({ CAT, TIRE }))
{
  sim_send (run, 100, event->to, TIRE, 0);
}

ACTION (answer, "call back", NULL, SENDS ({ DOG, CALL }))
{
  sim_send (run, 0, (SimId) event->arg, CALL, event->to);
}

ACTION (echo, "call back at once", NULL, SENDS ({ DOG, CALL }))
{
  sim_send (run, 0, 2, CALL, 0);
}

/* Says nothing of what it does. */
ACTION (lie, "do otherwise", NULL, SENDS ({ CAT, TIRE }))
{
  sim_send (run, 0, event->to, CALL, 0);
}

ACTION (lie_silently, "do otherwise", NULL, SENDS_NOTHING)
{
  sim_send (run, 0, event->to, CALL, 0);
}

ACTION (send_back, "send into the past", NULL, SENDS ({ CAT, TIRE }))
{
  sim_send (run, -1, event->to, TIRE, 0);
}

ACTION (send_too_far, "send beyond time", NULL, SENDS ({ CAT, TIRE }))
{
  sim_send (run, SIM_NEVER, event->to, TIRE, 0);
}

static const char *
name_of (const SimModel *model, SimId thing)
{
  static const char *const names[] = { "nobody", "tom", "rex" };

  (void) model;
  return names[thing];
}

/* One cat and, with a second table, one dog, which hear the same signals. */
static SimRun *
run_new (SimModel *model, SimMachine *machines, const SimRow *cat, guint n_cat, const SimRow *dog,
         guint n_dog)
{
  static const SimMachine *pointers[2];
  static const guint counts[] = { 1, 1 };

  machines[CAT] = (SimMachine){ "cat", "a cat", states, 3, 1, signals, 2, cat, n_cat, FALSE };
  machines[DOG] = (SimMachine){ "dog", "a dog", states, 3, 1, signals, 2, dog, n_dog, FALSE };
  pointers[CAT] = &machines[CAT];
  pointers[DOG] = &machines[DOG];
  *model = (SimModel){ .machines = pointers,
                       .counts = counts,
                       .n_machines = dog ? 2 : 1,
                       .n_things = dog ? 2 : 1,
                       .name = name_of };
  sim_model_prepare (model);
  return sim_run_new (model, sim_world_new (model), TRUE);
}

/* clang-format off */
static const SimRow sound[] = {
  ROW    (IN (ASLEEP), CALL, likes_it, AWAKE, stretch,    "it hears its name", ""),
  ROW    (IN (ASLEEP), CALL, ALWAYS, GONE, NOTHING,       "it was disturbed", ""),
  ROW    (IN (AWAKE), TIRE, ALWAYS, ASLEEP, NOTHING,      "it has been awake long enough", ""),
  IGNORE (IN (AWAKE) | IN (GONE), CALL,                   "it does not listen"),
  IGNORE (IN (ASLEEP) | IN (GONE), TIRE,                  "it has time"),
};
static const SimRow hole[] = {
  ROW    (IN (ASLEEP), CALL, likes_it, AWAKE, stretch,    "it hears its name", ""),
  ROW    (IN (ASLEEP), TIRE, likes_it, GONE, NOTHING,     "", ""), /* and when it does not like it? */
  ROW    (IN (AWAKE), TIRE, ALWAYS, ASLEEP, NOTHING,      "it has been awake long enough", ""),
  ROW    (IN (AWAKE), CALL, likes_it, AWAKE, NOTHING,     "", ""),
  IGNORE (IN (AWAKE), CALL,                               "it does not listen"),
  IGNORE (IN (ASLEEP), CALL,                              "it does not listen"),
  IGNORE (IN (GONE), TIRE,                                "it has time"),
};
static const SimRow dead[] = {
  ROW    (IN (ASLEEP) | IN (AWAKE), CALL, ALWAYS, AWAKE, stretch, "it hears its name", ""),
  ROW    (IN (ASLEEP), CALL, likes_it, GONE, NOTHING,     "never asked", ""),
  IGNORE (IN (AWAKE) | IN (GONE), CALL,                   "asked of the one that is gone only"),
  ROW    (IN (AWAKE), TIRE, ALWAYS, GONE, NOTHING,        "", ""),
  IGNORE (IN (ASLEEP) | IN (GONE), TIRE,                  ""),
};
static const SimRow unreachable[] = {
  ROW    (IN (ASLEEP), CALL, ALWAYS, ASLEEP, stretch,     "it turns over", ""),
  ROW    (IN (AWAKE), CALL, ALWAYS, GONE, NOTHING,        "nobody wakes it, so this is no way either", ""),
  ROW    (IN (GONE), CALL, ALWAYS, AWAKE, NOTHING,        "nor back", ""),
  STAY   (IN (ASLEEP) | IN (AWAKE) | IN (GONE), TIRE, ALWAYS, NOTHING, "", ""),
};
static const SimRow unsent[] = {
  ROW    (IN (ASLEEP), CALL, likes_it, AWAKE, NOTHING,    "", ""),
  ROW    (IN (ASLEEP), CALL, ALWAYS, GONE, NOTHING,       "", ""),
  ROW    (IN (AWAKE), TIRE, ALWAYS, ASLEEP, NOTHING,      "nothing ever tires it", ""),
  IGNORE (IN (AWAKE) | IN (GONE), CALL,                   ""),
  IGNORE (IN (ASLEEP) | IN (GONE), TIRE,                  ""),
};
static const SimRow unheard[] = {
  ROW    (IN (ASLEEP), CALL, likes_it, AWAKE, stretch,    "", ""),
  ROW    (IN (ASLEEP), CALL, ALWAYS, GONE, NOTHING,       "", ""),
  IGNORE (IN (AWAKE) | IN (GONE), CALL,                   ""),
  IGNORE (IN (ASLEEP) | IN (AWAKE) | IN (GONE), TIRE,     "it never tires"),
};
static const SimRow nowhere[] = {
  ROW    (IN (ASLEEP), CALL, likes_it, AWAKE, stretch,    "", ""),
  ROW    (IN (ASLEEP), CALL, ALWAYS, GONE, NOTHING,       "", ""),
  ROW    (IN (AWAKE), CALL, ALWAYS, 17, NOTHING,          "there is no such place", ""),
  ROW    (IN (AWAKE) | IN (3), TIRE, ALWAYS, ASLEEP, NOTHING, "nor can it be there", ""),
  IGNORE (IN (GONE), CALL,                                ""),
  IGNORE (IN (ASLEEP) | IN (GONE), TIRE,                  ""),
};

static const struct {
  const char *what;
  const SimRow *rows;
  guint n_rows;
  const char *complaints; /* as lines */
} broken[] = {
  { "sound", sound, G_N_ELEMENTS (sound), "" },
  { "hole", hole, G_N_ELEMENTS (hole),
    "cat: state asleep does not decide signal tire\n"
    "cat: state gone does not decide signal call\n" },
  { "dead rows", dead, G_N_ELEMENTS (dead),
    "cat: row 1 (asleep on call) is dead: an earlier row always applies\n"
    "cat: row 2 (awake on call) is dead: an earlier row always applies\n" },
  { "unreachable", unreachable, G_N_ELEMENTS (unreachable),
    "cat: state awake cannot be reached\n"
    "cat: state gone cannot be reached\n" },
  { "unsent", unsent, G_N_ELEMENTS (unsent),
    "cat: nobody sends signal tire\n" },
  { "unheard", unheard, G_N_ELEMENTS (unheard),
    "cat: no state acts on signal tire\n" },
  { "nowhere", nowhere, G_N_ELEMENTS (nowhere),
    "cat: row 2 goes to a state that does not exist\n"
    "cat: row 3 starts from a state that does not exist\n" },
};
/* clang-format on */

static const SimSend outside[] = { { CAT, CALL }, { SIM_SENDS_END, SIM_SENDS_END } };

static void
bad_tables_are_found (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++) {
    SimModel model;
    SimMachine machines[2];
    g_autoptr (SimRun) run G_GNUC_UNUSED
        = run_new (&model, machines, broken[i].rows, broken[i].n_rows, NULL, 0);
    g_autoptr (GPtrArray) complaints = sim_model_check (&model, outside);
    g_autoptr (GString) lines = g_string_new (NULL);

    for (guint c = 0; c < complaints->len; c++)
      g_string_append_printf (lines, "%s\n", (const char *) g_ptr_array_index (complaints, c));
    if (!g_str_equal (lines->str, broken[i].complaints))
      g_print ("%s says:\n%snot:\n%s", broken[i].what, lines->str, broken[i].complaints);
    CU_ASSERT_STRING_EQUAL (lines->str, broken[i].complaints);
    sim_model_clear (&model);
  }
}

/* Where an actor may begin counts as reached, and what another machine declares counts as sent. */
static void
starts_and_other_machines_count (void)
{
  SimModel model;
  SimMachine machines[2];
  static const SimRow calls[] = {
    STAY (IN (ASLEEP) | IN (AWAKE) | IN (GONE), CALL, ALWAYS, answer, "", ""),
    STAY (IN (ASLEEP) | IN (AWAKE) | IN (GONE), TIRE, ALWAYS, stretch, "", ""),
  };
  g_autoptr (SimRun) run G_GNUC_UNUSED = run_new (&model, machines, calls, 2, calls, 2);

  machines[CAT].starts = IN (AWAKE) | IN (GONE);
  machines[DOG].starts = IN (AWAKE);
  {
    g_autoptr (GPtrArray) complaints = sim_model_check (&model, outside);
    CU_ASSERT_EQUAL_FATAL (complaints->len, 2);
    CU_ASSERT_STRING_EQUAL (g_ptr_array_index (complaints, 0), "dog: state gone cannot be reached");
    CU_ASSERT_STRING_EQUAL (g_ptr_array_index (complaints, 1), "dog: nobody sends signal tire");
  }
  {
    g_autoptr (GPtrArray) complaints = sim_model_check (&model, NULL);
    CU_ASSERT_EQUAL_FATAL (complaints->len, 3);
    CU_ASSERT_STRING_EQUAL (g_ptr_array_index (complaints, 0), "cat: nobody sends signal call");
  }
  sim_model_clear (&model);
}

/* ---- What aborts when it happens ---- */

typedef struct {
  const SimRow *rows;
  guint n_rows;
  gint64 arg;
} Deed;

static void
call_the_cat (gconstpointer data)
{
  const Deed *deed = data;
  SimModel model;
  SimMachine machines[2];
  SimRun *run = run_new (&model, machines, deed->rows, deed->n_rows, deed->rows, deed->n_rows);

  sim_run_inject (run, 5, 1, CALL, deed->arg);
  while (sim_run_step (run))
    ;
}

static void
an_undeclared_send_aborts (void)
{
  static const SimRow lies[] = { STAY (IN (ASLEEP), CALL, ALWAYS, lie, "", "") };
  static const SimRow silent_lies[] = { STAY (IN (ASLEEP), CALL, ALWAYS, lie_silently, "", "") };
  /* The cat may call the dog, but not itself. */
  static const SimRow wrong_number[] = { STAY (IN (ASLEEP), CALL, ALWAYS, answer, "", "") };

  CU_ASSERT_TRUE (
      aborts (call_the_cat, &(Deed){ lies, 1, 0 }, "tom sends call to tom without having declared it"));
  CU_ASSERT_TRUE (aborts (call_the_cat, &(Deed){ silent_lies, 1, 0 }, "tom sends call to tom without"));
  CU_ASSERT_TRUE (aborts (call_the_cat, &(Deed){ wrong_number, 1, 1 }, "tom sends call to tom without"));
}

static void
an_undecided_signal_aborts (void)
{
  CU_ASSERT_FALSE (aborts (call_the_cat, &(Deed){ sound, G_N_ELEMENTS (sound), 1 }, ""));
  CU_ASSERT_FALSE (aborts (call_the_cat, &(Deed){ sound, G_N_ELEMENTS (sound), 0 }, ""));
  CU_ASSERT_TRUE (
      aborts (call_the_cat, &(Deed){ unheard, 1, 0 }, "tom: state asleep does not decide signal call"));
}

static void
a_loop_without_time_aborts (void)
{
  static const SimRow echoes[] = { STAY (IN (ASLEEP), CALL, ALWAYS, echo, "", "") };

  /* The dog calls the dog, for ever. */
  CU_ASSERT_TRUE (
      aborts (call_the_cat, &(Deed){ echoes, 1, 0 },
              "1001 events caused one another without time passing: call to rex, because of call to rex, "
              "because of"));
}

static void
time_is_bounded (void)
{
  static const SimRow back[] = { STAY (IN (ASLEEP), CALL, ALWAYS, send_back, "", "") };
  static const SimRow far[] = { STAY (IN (ASLEEP), CALL, ALWAYS, send_too_far, "", "") };

  CU_ASSERT_TRUE (aborts (call_the_cat, &(Deed){ back, 1, 0 }, "delay >= 0"));
  CU_ASSERT_TRUE (aborts (call_the_cat, &(Deed){ far, 1, 0 }, "delay < "));
}

void
test_sim_tables_suite (void)
{
  CU_pSuite suite = CU_add_suite ("sim-tables", NULL, NULL);

  CU_add_test (suite, "holes, dead rows, unreachable states, signals without sender or hearer",
               bad_tables_are_found);
  CU_add_test (suite, "starts and other machines count", starts_and_other_machines_count);
  CU_add_test (suite, "an undeclared send aborts", an_undeclared_send_aborts);
  CU_add_test (suite, "an undecided signal aborts", an_undecided_signal_aborts);
  CU_add_test (suite, "a loop without time aborts, and says who", a_loop_without_time_aborts);
  CU_add_test (suite, "time is bounded", time_is_bounded);
}
