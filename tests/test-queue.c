/* The event queue: scripts that read as what they test, and its limits. Long random histories are in test-queue-random.c. */
#include <CUnit/CUnit.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/queue-key.h"

void test_queue_suite (void);

/* A script is words, its output is what they say:
 *
 *   a5    push event a at time 5, rank 0; a5.2 with rank 2. Births count up from 1 in the order of the script
 *   get   the name of the event popped, or "none"          peek   the same without popping
 *   dump  all that is left, in order, and "none"           len    how many are pending
 *   -a    cancel event a: "-a", or "no" when its ticket is stale; -0 cancels ticket 0
 *   ?a    is a pending: "a" or "no"
 *   copy  go on with a copy */
static char *
run_script (const char *script)
{
  g_auto (GStrv) words = g_strsplit (script, " ", -1);
  g_autoptr (SimQueue) queue = sim_queue_new ();
  GString *said = g_string_new (NULL);
  SimTicket tickets[128] = { 0 };
  SimEvent event = { 0 };
  guint64 born = 0;

  for (guint i = 0; words[i]; i++) {
    const char *word = words[i];
    if (g_str_equal (word, "get") || g_str_equal (word, "peek")) {
      gboolean found = *word == 'g' ? sim_queue_pop (queue, &event) : sim_queue_peek (queue, &event);
      g_string_append_printf (said, found ? "%c " : "none ", (int) event.arg);
    } else if (g_str_equal (word, "dump")) {
      while (sim_queue_pop (queue, &event))
        g_string_append_printf (said, "%c ", (int) event.arg);
      g_string_append (said, "none ");
    } else if (g_str_equal (word, "len")) {
      g_string_append_printf (said, "%u ", sim_queue_length (queue));
    } else if (g_str_equal (word, "copy")) {
      SimQueue *copy = sim_queue_copy (queue);
      sim_queue_free (queue);
      queue = copy;
    } else if (*word == '-') {
      gboolean pending = sim_queue_cancel (queue, tickets[(guint8) word[1]]);
      g_string_append_printf (said, pending ? "-%c " : "no ", word[1]);
    } else if (*word == '?') {
      gboolean pending = sim_queue_is_pending (queue, tickets[(guint8) word[1]]);
      g_string_append_printf (said, pending ? "%c " : "no ", word[1]);
    } else {
      char *rank;
      event = (SimEvent){ .at = g_ascii_strtoll (word + 1, &rank, 10), .id = ++born, .arg = *word };
      event.rank = *rank == '.' ? (guint8) g_ascii_strtoull (rank + 1, NULL, 10) : 0;
      tickets[(guint8) *word] = sim_queue_push (queue, &event);
    }
  }
  if (said->len > 0)
    g_string_truncate (said, said->len - 1);
  return g_string_free (said, FALSE);
}

static const struct {
  const char *script, *says;
} order_scripts[] = {
  { "get peek len dump", "none none 0 none" },
  { "a5 get get", "a none" },
  { "a5 b3 c4 dump", "b c a none" },
  { "a1 b2 c3 d4 e5 f6 dump", "a b c d e f none" },
  { "f6 e5 d4 c3 b2 a1 dump", "a b c d e f none" },
  { "a0 get", "a" },
  /* Ties: rank, then birth. */
  { "a5 b5 c5 dump", "a b c none" },
  { "a5.3 b5.2 c5.1 d5 dump", "d c b a none" },
  { "a5.1 b5 c5.1 d5 dump", "b d a c none" },
  { "a5.255 b6 c5.254 dump", "c a b none" },
  /* What comes after a get may come before what was pending, also at the same instant. */
  { "a5 b9 get c7 get get", "a c b" },
  { "a5.2 b5.3 get c5.1 d5 dump", "a d c b none" },
  { "a5 get b5 get c5 get get", "a b c none" },
  { "a5 b6 get c6 d5.9 dump", "a d b c none" },
  /* Peeking changes nothing. */
  { "a5 b3 peek peek get peek get peek", "b b b a a none" },
  { "a9 peek b4 peek c2 peek dump", "a b c c b a none" },
  { "a1 b2 get peek c1 peek get get", "a b c c b" },
  { "a3 b1 len get len get len get len", "2 b 1 a 0 none 0" },
};

static const struct {
  const char *script, *says;
} cancel_scripts[] = {
  { "-0 a1 -0 dump", "no no a none" },
  { "a1 -a get", "-a none" },
  { "?0 ?a a1 ?a ?a -a ?a", "no no a a -a no" },
  { "a1 b2 ?a get ?a ?b -b ?b c1 ?b ?c", "a a no b -b no no c" },
  { "a1 -a -a dump", "-a no none" },
  { "a1 b2 c3 -b dump", "-b a c none" },
  { "a1 b2 c3 -a dump", "-a b c none" },
  { "a1 b2 c3 -c dump", "-c a b none" },
  { "a1 b2 get -a get -b", "a no b no" },
  { "a1 b2 c3 get -b peek len get", "a -b c 1 c" },
  { "a1 b2 -a -b len peek c1 dump", "-a -b 0 none c none" },
  /* The place is used again, the ticket is not. */
  { "a1 -a b1 -a get", "-a no b" },
  { "a1 get b1 -a -b get", "a no -b none" },
  { "a1 b2 c3 -a d1 e1 -a -d dump", "-a no -d e b c none" },
};

static const struct {
  const char *script, *says;
} copy_scripts[] = {
  { "copy get copy a1 get", "none a" },
  { "a2 b1 copy dump", "b a none" },
  { "a2 b1 copy -a -b -b dump", "-a -b no none" },
  { "a2 b1 get copy c1 d2 dump", "b c a d none" },
  { "a2 b1 -a copy -a c2 -a dump", "-a no no b c none" },
  { "a1 b2 get copy -a -b get", "a no -b none" },
};

#define CHECK_SCRIPTS(scripts)                                                                               \
  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++) {                                                       \
    g_autofree char *said = run_script (scripts[i].script);                                                  \
    if (!g_str_equal (said, scripts[i].says))                                                                \
      g_printerr ("%s\n  says %s\n  not  %s\n", scripts[i].script, said, scripts[i].says);                   \
    CU_ASSERT_STRING_EQUAL (said, scripts[i].says);                                                          \
  }

static void
test_order (void)
{
  CHECK_SCRIPTS (order_scripts);
}

static void
test_cancel (void)
{
  CHECK_SCRIPTS (cancel_scripts);
}

static void
test_copy (void)
{
  CHECK_SCRIPTS (copy_scripts);
}

/* Everything at one instant: more than near is meant for, and nothing far can do about it. */
static void
test_burst (void)
{
  g_autoptr (SimQueue) queue = sim_queue_new_divided (64, 16);
  SimEvent event = { .at = 7 };
  guint64 wrong = 0;

  for (guint i = 1; i <= 5000; i++) {
    event.id = (i * 2741) % 5003; /* all numbers but 0, in disorder */
    event.rank = (guint8) (event.id % 3);
    sim_queue_push (queue, &event);
    if (i == 2500)
      sim_queue_peek (queue, &event);
    event.at = 7;
  }
  for (guint64 last = 0, i = 0; i < 5000; i++) {
    wrong += !sim_queue_pop (queue, &event) || ((guint64) event.rank << 32 | event.id) <= last;
    last = (guint64) event.rank << 32 | event.id;
  }
  CU_ASSERT_EQUAL (wrong, 0);
  CU_ASSERT_FALSE (sim_queue_pop (queue, &event));
}

/* Nothing that is gone weighs on what stays. */
static void
test_upkeep (void)
{
  g_autoptr (SimQueue) queue = sim_queue_new ();
  g_autofree SimTicket *tickets = g_new (SimTicket, 50001);
  SimEvent event = { 0 };
  guint keys = 0;

  for (event.id = 1; event.id <= 50000; event.id++) {
    event.at = (SimTime) (event.id * 31337 % 1000003);
    tickets[event.id] = sim_queue_push (queue, &event);
  }
  sim_queue_pop (queue, &event);
  CU_ASSERT_EQUAL (sim_queue_keys (queue), 49999);
  CU_ASSERT (sim_queue_leaves (queue) <= 1024);

  for (guint i = 1; i <= 40000; i++) {
    sim_queue_cancel (queue, tickets[i]);
    CU_ASSERT_FATAL (sim_queue_keys (queue) <= 2 * sim_queue_length (queue) + 65);
  }
  sim_queue_pop (queue, &event);
  CU_ASSERT_EQUAL (sim_queue_leaves (queue), 16384);
  while (sim_queue_length (queue) > 100)
    sim_queue_pop (queue, &event);
  CU_ASSERT_EQUAL (sim_queue_keys (queue), 100);
  CU_ASSERT (sim_queue_leaves (queue) <= 256);

  for (event.id = 50001; event.id <= 90000; event.id++) {
    event.at = (SimTime) event.id * 1000;
    sim_queue_cancel (queue, sim_queue_push (queue, &event));
    keys = MAX (keys, sim_queue_keys (queue));
  }
  CU_ASSERT (keys <= 265);
}

/* A digest is of the set: each byte of each event counts, and nothing else does. */
static void
test_digest (void)
{
  g_autoptr (SimQueue) empty = sim_queue_new ();
  g_autoptr (SimQueue) forwards = sim_queue_new ();
  g_autoptr (SimQueue) backwards = sim_queue_new ();
  SimEvent event
      = { .at = 100, .id = 1000, .cause = 2, .arg = 3, .to = 4, .from = 5, .signal = 6, .step = 7 };
  SimTicket first = sim_queue_push (backwards, &event);
  guint64 digest = sim_queue_digest (backwards);

  CU_ASSERT_NOT_EQUAL (digest, sim_queue_digest (empty));
  for (guint byte = 0; byte < sizeof event; byte++) {
    g_autoptr (SimQueue) other = sim_queue_new ();
    SimEvent changed = event;
    if (byte == 6 || byte == 7 || (byte >= 13 && byte < 16))
      continue; /* beyond the limits of time and birth */
    ((guint8 *) &changed)[byte] ^= 1;
    sim_queue_push (other, &changed);
    CU_ASSERT_NOT_EQUAL (sim_queue_digest (other), digest);
  }

  sim_queue_cancel (backwards, first);
  CU_ASSERT_EQUAL (sim_queue_digest (backwards), sim_queue_digest (empty));
  for (guint64 i = 1; i <= 300; i++) {
    event.id = i;
    sim_queue_push (forwards, &event);
    event.id = 301 - i;
    sim_queue_push (backwards, &event);
  }
  CU_ASSERT_EQUAL (sim_queue_digest (forwards), sim_queue_digest (backwards));
  sim_queue_pop (forwards, &event);
  CU_ASSERT_NOT_EQUAL (sim_queue_digest (forwards), sim_queue_digest (backwards));
}

/* What must abort does so, in a child that says nothing. */
static gboolean
aborts (SimTime popped, SimTime at, guint64 id)
{
  SimEvent first = { .at = popped, .id = 1 }, second = { .at = at, .id = id };
  int status = 0;
  pid_t child = fork ();

  if (child == 0) {
    SimQueue *queue = sim_queue_new ();
    close (STDERR_FILENO);
    close (STDOUT_FILENO);
    sim_queue_push (queue, &first);
    sim_queue_pop (queue, &first);
    sim_queue_push (queue, &second);
    _exit (0);
  }
  waitpid (child, &status, 0);
  return WIFSIGNALED (status) && WTERMSIG (status) == SIGABRT;
}

static void
test_limits (void)
{
  CU_ASSERT_FALSE (aborts (5, 5, 2));
  CU_ASSERT_TRUE (aborts (5, 4, 2));
  CU_ASSERT_TRUE (aborts (0, -1, 2));
  CU_ASSERT_FALSE (aborts (0, ((SimTime) 1 << 55) - 1, 2));
  CU_ASSERT_TRUE (aborts (0, (SimTime) 1 << 55, 2));
  CU_ASSERT_TRUE (aborts (0, SIM_NEVER, 2));
  CU_ASSERT_FALSE (aborts (0, 0, (guint64) 1 << 40));
  CU_ASSERT_TRUE (aborts (0, 0, ((guint64) 1 << 40) + 1));
  CU_ASSERT_TRUE (aborts (0, 0, 0));
}

void
test_queue_suite (void)
{
  CU_pSuite suite = CU_add_suite ("queue", NULL, NULL);

  CU_add_test (suite, "soonest first, then rank, then birth", test_order);
  CU_add_test (suite, "a cancelled event is gone, a stale ticket harmless", test_cancel);
  CU_add_test (suite, "a copy goes on as the original would have", test_copy);
  CU_add_test (suite, "everything at one instant still comes in order", test_burst);
  CU_add_test (suite, "what is gone weighs no more", test_upkeep);
  CU_add_test (suite, "the digest is of the set of events", test_digest);
  CU_add_test (suite, "the limits are asserted", test_limits);
}
