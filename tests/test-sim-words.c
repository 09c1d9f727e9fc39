/* The engine's small change: proportions, times in words, sentences with holes, random numbers, digests. */
#include <CUnit/CUnit.h>
#include "sim/sim.h"
#include "tests/aborts.h"

void test_sim_words_suite (void);

#define MAX64 G_MAXINT64

static void
proportions (void)
{
  static const struct {
    gint64 a, b, c, down, up;
  } rows[] = {
    { 0, 0, 1, 0, 0 },
    { 0, MAX64, 7, 0, 0 },
    { 7, 3, 2, 10, 11 },
    { 6, 3, 2, 9, 9 },
    { 1, 1, MAX64, 0, 1 },
    { MAX64, 1, MAX64, 1, 1 },
    { MAX64 - 1, MAX64, MAX64, MAX64 - 1, MAX64 - 1 },
    { MAX64 - 1, MAX64 - 1, MAX64, MAX64 - 2, MAX64 - 1 },
    { MAX64 - 3, 1, 1, MAX64 - 3, MAX64 - 3 },
    /* Beyond 64 bits it saturates, below what stands for never. */
    { MAX64, 1, 1, MAX64 - 1, MAX64 - 1 },
    { MAX64, MAX64, MAX64, MAX64 - 1, MAX64 - 1 },
    { MAX64, MAX64, 1, MAX64 - 1, MAX64 - 1 },
    { MAX64, MAX64, MAX64 - 1, MAX64 - 1, MAX64 - 1 },
    { MAX64, 2, 3, 6148914691236517204, 6148914691236517205 },
    /* 2^40 bytes at 10 Gbit/s, in ms. */
    { G_GINT64_CONSTANT (1) << 40, 8000, 10000000000, 879609, 879610 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    CU_ASSERT_EQUAL (sim_muldiv (rows[i].a, rows[i].b, rows[i].c), rows[i].down);
    CU_ASSERT_EQUAL (sim_muldiv_up (rows[i].a, rows[i].b, rows[i].c), rows[i].up);
    CU_ASSERT_EQUAL (sim_muldiv (rows[i].b, rows[i].a, rows[i].c), rows[i].down);
  }
}

static void
divide (gconstpointer data)
{
  const gint64 *abc = data;

  sim_muldiv (abc[0], abc[1], abc[2]);
}

static void
divide_up (gconstpointer data)
{
  const gint64 *abc = data;

  sim_muldiv_up (abc[0], abc[1], abc[2]);
}

static void
proportions_of_nothing_abort (void)
{
  static const gint64 bad[][3] = { { 1, 1, 0 }, { -1, 1, 1 }, { 1, -1, 1 }, { 1, 1, -1 } };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    CU_ASSERT_TRUE (aborts (divide, bad[i], "c > 0"));
    CU_ASSERT_TRUE (aborts (divide_up, bad[i], "c > 0"));
  }
}

static void
times_in_words (void)
{
  static const struct {
    SimTime time;
    const char *clock, *words;
  } rows[] = {
    { 0, "0:00:00", "0 ms" },
    { 1, "0:00:00.001", "1 ms" },
    { 180, "0:00:00.180", "180 ms" },
    { 999, "0:00:00.999", "999 ms" },
    { 1000, "0:00:01", "1 s" },
    { 9400, "0:00:09.400", "9.4 s" },
    { 9470, "0:00:09.470", "9.4 s" },
    { 59999, "0:00:59.999", "59.9 s" },
    { 60000, "0:01:00", "1 min" },
    { 90000, "0:01:30", "1 min 30 s" },
    { 12 * SIM_MINUTE, "0:12:00", "12 min" },
    { SIM_HOUR - 1, "0:59:59.999", "59 min 59 s" },
    { SIM_HOUR, "1:00:00", "1 h" },
    { 72 * SIM_MINUTE + 9250, "1:12:09.250", "1 h 12 min" },
    { 90 * SIM_MINUTE, "1:30:00", "1 h 30 min" },
    { SIM_DAY - 1, "23:59:59.999", "23 h 59 min" },
    { SIM_DAY, "1 d 00:00:00", "24 h" },
    { 48 * SIM_HOUR - 1, "1 d 23:59:59.999", "47 h 59 min" },
    { 52 * SIM_HOUR, "2 d 04:00:00", "2 d 4 h" },
    { 1000 * 24 * SIM_HOUR, "1000 d 00:00:00", "1000 d" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *clock = sim_time_clock (rows[i].time), *words = sim_time_words (rows[i].time);
    CU_ASSERT_STRING_EQUAL (clock, rows[i].clock);
    CU_ASSERT_STRING_EQUAL (words, rows[i].words);
  }
  {
    g_autofree char *words = sim_time_words (SIM_NEVER);
    CU_ASSERT_STRING_EQUAL (words, "for ever");
  }
}

/* ---- Sentences ---- */

/* Knows `self` and `n`; what self is called is the data. */
static char *
lookup (gconstpointer data, const char *key, const char *type)
{
  if (g_str_equal (key, "self"))
    return g_strdup (data);
  if (g_str_equal (key, "n"))
    return sim_text_value (NULL, type, 61000);
  return NULL;
}

static void
sentences_are_filled (void)
{
  static const struct {
    const char *sentence, *self, *text;
  } rows[] = {
    { "", "tom", "" },
    { "nothing to fill", "tom", "nothing to fill" },
    { "{self}", "tom", "tom" },
    { "{self}{self}, {n} or {n:ms} or {n:count}; {n:clock}, {n:yes-no}.", "tom",
      "tomtom, 61000 or 1 min 1 s or 61000; 0:01:01, yes." },
    { "a } alone is a brace", "tom", "a } alone is a brace" },
    { "a } before {self}", "tom", "a } before tom" },
    /* Names are data. They are never filled in turn, and nothing in them is a mistake. */
    { "{self} left", "{n}", "{n} left" },
    { "{self} left", "{self}", "{self} left" },
    { "{self} and {self}", "{", "{ and {" },
    { "{self}n}", "{", "{n}" },
    { "{self} left", "{no:such}", "{no:such} left" },
    { "{self} left", "%s%n", "%s%n left" },
    { "{self} left", "", " left" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = sim_text_fill (rows[i].sentence, lookup, rows[i].self);
    CU_ASSERT_STRING_EQUAL (text, rows[i].text);
  }
}

static void
fill (gconstpointer data)
{
  g_free (sim_text_fill (data, lookup, "tom"));
}

static void
bad_sentences_abort (void)
{
  CU_ASSERT_TRUE (aborts (fill, "{slef} left", "a hole that nothing fills, {slef}: {slef} left"));
  CU_ASSERT_TRUE (aborts (fill, "{} left", "a hole that nothing fills"));
  CU_ASSERT_TRUE (aborts (fill, "{self", "a hole that nothing fills"));
  CU_ASSERT_FALSE (aborts (fill, "{self}", ""));
}

static const char *
name_of (const SimModel *model, SimId thing)
{
  (void) model;
  return thing == 1 ? "{tom}" : "rex";
}

static char *
format_of (const SimModel *model, const char *type, gint64 value)
{
  (void) model;
  return g_str_equal (type, "paws") ? g_strdup_printf ("%d paws", (int) value) : NULL;
}

static const SimModel model = { .name = name_of, .format = format_of };

static void
tell_a_value (gconstpointer type)
{
  g_free (sim_text_value (&model, type, 4));
}

static void
values_are_told (void)
{
  static const struct {
    const char *type;
    gint64 value;
    const char *text;
  } rows[] = {
    { NULL, -5, "-5" },
    { "count", MAX64, "9223372036854775807" },
    { "name", 1, "{tom}" },
    { "name", 0, "nobody" },
    { "yes-no", 0, "no" },
    { "yes-no", 2, "yes" },
    { "ms", SIM_NEVER, "for ever" },
    { "paws", 4, "4 paws" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *text = sim_text_value (&model, rows[i].type, rows[i].value);
    CU_ASSERT_STRING_EQUAL (text, rows[i].text);
  }
  CU_ASSERT_TRUE (aborts (tell_a_value, "tails", "no such type of value: tails"));
}

/* ---- Random numbers ---- */

/* Streams are functions: who else draws, and when, changes nothing. */
static void
streams_are_independent (void)
{
  guint64 forwards[3][4][8], n = 0;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (SimId entity = 0; entity < 3; entity++)
    for (guint32 purpose = 0; purpose < 4; purpose++)
      for (guint64 i = 0; i < 8; i++)
        forwards[entity][purpose][i] = sim_random (7, entity, purpose, i);
  for (guint64 i = 8; i-- > 0;)
    for (guint32 purpose = 4; purpose-- > 0;)
      for (SimId entity = 3; entity-- > 0;) {
        CU_ASSERT_EQUAL (sim_random (7, entity, purpose, i), forwards[entity][purpose][i]);
        CU_ASSERT_NOT_EQUAL (sim_random (8, entity, purpose, i), forwards[entity][purpose][i]);
        g_hash_table_add (seen, &forwards[entity][purpose][i]);
        n++;
      }
  CU_ASSERT_EQUAL (g_hash_table_size (seen), n);
  /* The numbers are part of every digest ever noted down. */
  CU_ASSERT_EQUAL (sim_random (7, 1, 2, 3), G_GUINT64_CONSTANT (10781033523014042373));
}

/* Of 60,000 throws each side comes up 10,000 times, give or take four deviations of 91. */
static void
draws_are_even_and_bounded (void)
{
  guint sides[6] = { 0 };

  for (guint64 i = 0; i < 60000; i++) {
    guint64 side = sim_random_below (7, 1, 0, i, 6);
    CU_ASSERT_TRUE_FATAL (side < 6);
    sides[side]++;
  }
  for (guint i = 0; i < 6; i++)
    CU_ASSERT_TRUE (sides[i] > 10000 - 365 && sides[i] < 10000 + 365);
  for (guint64 i = 0; i < 1000; i++) {
    CU_ASSERT_EQUAL (sim_random_below (7, 1, 0, i, 1), 0);
    CU_ASSERT_TRUE (sim_random_below (7, 1, 0, i, G_MAXUINT64) < G_MAXUINT64);
  }
}

/* Bytes, their number and their order all show. */
static void
digests_see_everything (void)
{
  guint8 bytes[40] = { 0 };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n = 0;

#define NOTE_DOWN(DIGEST)                                                                                    \
  {                                                                                                          \
    guint64 digest = DIGEST;                                                                                 \
    g_hash_table_add (seen, g_memdup2 (&digest, sizeof digest));                                             \
    n++;                                                                                                     \
  }
  for (gsize length = 0; length <= sizeof bytes; length++)
    NOTE_DOWN (sim_digest (1, bytes, length));
  NOTE_DOWN (sim_digest (2, bytes, sizeof bytes));
  for (gsize at = 0; at < sizeof bytes; at++) {
    bytes[at] = 0x55;
    NOTE_DOWN (sim_digest (1, bytes, sizeof bytes));
    bytes[at] = 0;
  }
  NOTE_DOWN (sim_digest_word (sim_digest_word (0, 1), 2));
  NOTE_DOWN (sim_digest_word (sim_digest_word (0, 2), 1));
  CU_ASSERT_EQUAL (g_hash_table_size (seen), n);
}

void
test_sim_words_suite (void)
{
  CU_pSuite suite = CU_add_suite ("sim-words", NULL, NULL);

  CU_add_test (suite, "proportions are exact and saturate", proportions);
  CU_add_test (suite, "proportions of nothing abort", proportions_of_nothing_abort);
  CU_add_test (suite, "times as people say them", times_in_words);
  CU_add_test (suite, "sentences are filled, names as they are", sentences_are_filled);
  CU_add_test (suite, "misspelt sentences abort", bad_sentences_abort);
  CU_add_test (suite, "values are told by type", values_are_told);
  CU_add_test (suite, "random streams are independent", streams_are_independent);
  CU_add_test (suite, "draws are even and bounded", draws_are_even_and_bounded);
  CU_add_test (suite, "digests see everything", digests_see_everything);
}
