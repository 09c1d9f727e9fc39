/* The pieces of the language: quantities, ranges, the order of names, versions, words; and what its table makes beside the
 * reader: the reference and the schema. */
#include <CUnit/CUnit.h>
#include <gio/gio.h>
#include <string.h>

#include "scenarios/keys.h"
#include "scenarios/ranges.h"
#include "scenarios/scenarios.h"

void test_language_suite (void);

static void
quantities (void)
{
  static const struct {
    ScenarioFamily family;
    const char *text;
    gint64 value; /* -1 is refused */
  } rows[] = {
    { SCENARIO_MEMORY, "16 GiB", 16384 },
    { SCENARIO_MEMORY, "512MiB", 512 },
    { SCENARIO_MEMORY, "1.5 TiB", 1572864 },
    { SCENARIO_MEMORY, "2048 KiB", 2 },
    { SCENARIO_MEMORY, "0 MiB", 0 },
    { SCENARIO_MEMORY, "1048576 TiB", G_GINT64_CONSTANT (1) << 40 },
    { SCENARIO_MEMORY, "1048577 TiB", -1 },
    { SCENARIO_MEMORY, "16", -1 },
    { SCENARIO_MEMORY, "16 GB", -1 },
    { SCENARIO_MEMORY, "16 GiB 4 MiB", -1 },
    { SCENARIO_MEMORY, "0.3 GiB", -1 },
    { SCENARIO_MEMORY, "1,024 MiB", -1 },
    { SCENARIO_MEMORY, ".5 GiB", -1 },
    { SCENARIO_MEMORY, "5. GiB", -1 },
    { SCENARIO_MEMORY, "16 GiB ", -1 },
    { SCENARIO_MEMORY, " 16 GiB", -1 },
    { SCENARIO_MEMORY, "", -1 },
    { SCENARIO_CLOCK, "2.6 GHz", 2600 },
    { SCENARIO_CLOCK, "2.0005 GHz", -1 },
    { SCENARIO_CLOCK, "999.999 GHz", 999999 },
    { SCENARIO_RATE, "80 MiB/s", 83886080 },
    { SCENARIO_RATE, "0.5 KiB/s", 512 },
    { SCENARIO_LINK, "2.5 Gbit/s", 2500000000 },
    { SCENARIO_LINK, "25 Gbps", -1 },
    { SCENARIO_DURATION, "90 min", 5400000 },
    { SCENARIO_DURATION, "1h30m", 5400000 },
    { SCENARIO_DURATION, "2 d 4 h", 187200000 },
    { SCENARIO_DURATION, "1 h 30 min 5 s 250 ms", 5405250 },
    { SCENARIO_DURATION, "9.4 s", 9400 },
    { SCENARIO_DURATION, "0.0001 s", -1 },
    { SCENARIO_DURATION, "30m1h", -1 },
    { SCENARIO_DURATION, "1m 30min", -1 },
    { SCENARIO_DURATION, "-5 min", -1 },
    { SCENARIO_DURATION, "none", -1 },
    { SCENARIO_DURATION, "999999999 d", -1 },
    { SCENARIO_PERCENT, "25", 25000 },
    { SCENARIO_PERCENT, "12.5 %", 12500 },
    { SCENARIO_PERCENT, "100%", 100000 },
    { SCENARIO_PERCENT, "100.001 %", -1 },
    { SCENARIO_PERCENT, "25 % 5", -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    char *problem = NULL, *advice = NULL;
    gint64 value = -1;
    gboolean fine = scenario_quantity_read (rows[i].family, rows[i].text, &value, &problem, &advice);

    if ((fine ? value : -1) != rows[i].value || fine != (problem == NULL)) {
      g_print ("'%s' is read as %" G_GINT64_FORMAT "\n", rows[i].text, fine ? value : -1);
      CU_FAIL ("misread quantity");
    }
    g_free (problem);
    g_free (advice);
  }
}

/* Strictly ascending, so each is also equal to none of the others. */
static void
natural_order (void)
{
  static const char *const names[] = { "",
                                       "0",
                                       "00",
                                       "1",
                                       "01",
                                       "1a",
                                       "9",
                                       "10",
                                       "esx",
                                       "esx1",
                                       "esx01",
                                       "esx1-b2",
                                       "esx01-b2",
                                       "esx1-b10",
                                       "esx2",
                                       "esx9",
                                       "esx10",
                                       "esx010",
                                       "esx010a",
                                       "esx99999999999999999998",
                                       "esx99999999999999999999",
                                       "esxa",
                                       "web",
                                       "\xc3\xa4" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    for (gsize k = 0; k < G_N_ELEMENTS (names); k++) {
      int order = scenario_natural_compare (names[i], names[k]);
      if ((order < 0) != (i < k) || (order > 0) != (i > k)) {
        g_print ("'%s' against '%s' is %d\n", names[i], names[k], order);
        CU_FAIL ("wrong order");
      }
    }
}

static void
ranges (void)
{
  static const struct {
    const char *text, *names; /* NULL is refused */
  } rows[] = {
    { "esx[01-03]", "esx01 esx02 esx03" },
    { "esx[8-11]", "esx8 esx9 esx10 esx11" },
    { "[099-101]x", "099x 100x 101x" },
    { "r[1-2]n[1-2].lab", "r1n1.lab r1n2.lab r2n1.lab r2n2.lab" },
    { "plain", "plain" },
    { "x[7-7]", "x7" },
    { "x[2-1]", NULL },
    { "x[1-]", NULL },
    { "x[-1]", NULL },
    { "x[1]", NULL },
    { "x[a-b]", NULL },
    { "x]1-2[", NULL },
    { "x[1-2", NULL },
    { "x[1-9999999999]", NULL },
    { "x[1-100][1-100]", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *problem = scenario_range_expand (rows[i].text, 1000, names), *joined = NULL;

    CU_ASSERT_TRUE ((problem == NULL) == (rows[i].names != NULL));
    CU_ASSERT_TRUE (!problem || names->len == 0);
    g_ptr_array_add (names, NULL);
    joined = g_strjoinv (" ", (char **) names->pdata);
    if (rows[i].names)
      CU_ASSERT_STRING_EQUAL (joined, rows[i].names);
  }
}

/* Names are told as ranges, and unfolded again are the same names, unless some are left out. */
static void
folded_names (void)
{
  static const struct {
    const char *names, *text;
    guint most;
  } rows[] = {
    { "esx01 esx02 esx03", "esx[01-03]", 0 },
    { "esx9 esx10 esx8 esx11 db", "db, esx[8-11]", 0 },
    { "web04 web06 web05 web08", "web[04-06], web08", 0 },
    { "r1n1.lab r1n2.lab r2n1.lab", "r1n[1-2].lab, r2n1.lab", 0 },
    { "x09 x10 x11 x011", "x[09-11], x011", 0 },
    { "b a", "a, b", 0 },
    { "n1 n1a n2", "n1, n1a, n2", 0 },
    { "x9999999999 x10000000000", "x9999999999, x10000000000", 0 },
    { "a1 a3 a5 a6 a7", "a1, a3, a[5-7]", 14 },
    { "a1 a3 a5 a6 a7", "a1 and 4 more", 13 },
    { "a1 a3 a5 a7 a9 a11", "a1, a3 and 4 more", 17 },
    { "a-long-name another", "a-long-name and 1 more", 4 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_auto (GStrv) words = g_strsplit (rows[i].names, " ", -1);
    g_autoptr (GPtrArray) names = g_ptr_array_new (), again = g_ptr_array_new_with_free_func (g_free);
    g_autofree char *text = NULL;

    for (guint w = 0; words[w]; w++)
      g_ptr_array_add (names, words[w]);
    text = scenario_names_text (names, rows[i].most);
    CU_ASSERT_STRING_EQUAL (text, rows[i].text);
    if (!rows[i].most) {
      g_auto (GStrv) ranges = g_strsplit (text, ", ", -1);
      for (guint r = 0; ranges[r]; r++) {
        g_autofree char *problem = scenario_range_expand (ranges[r], 1000, again);
        CU_ASSERT_PTR_NULL (problem);
      }
      CU_ASSERT_EQUAL (again->len, names->len);
    }
  }
}

static void
versions (void)
{
  static const struct {
    const char *text, *again;
    ModelVersion version;
  } rows[] = { { "8.0.3", "8.0.3", 0x08000300 },     { "8", "8.0", 0x08000000 },
               { "7.0", "7.0", 0x07000000 },         { "8.0.0", "8.0", 0x08000000 },
               { "6.5.2.6", "6.5.2.6", 0x06050206 }, { "255.255", "255.255", 0xffff0000 },
               { "20191030.415", "20191030.415", 11u << 19 | 415 },
               { "20230302.100173", "20230302.100173", 15u << 19 | 100173 },
               { "20190916.564", "20190916.564", 10u << 19 | 564 },
               { "2024.3.0.1", "2024.3.0.1", 1u << 23 | 9u << 19 | 3u << 14 | 1 }, { "2022.6", "2022.6", 1u << 23 | 7u << 19 | 6u << 14 } };
  static const char *const wrong[]
      = { "", "0", "0.0", "8.", ".8", "8..0", "8.0.256", "8.0.3.1.1", "8.0 U3", "v8", "8.0.0003x", "99999", "0.5", "20230301.5", "20230302", "20230302.1.1", "2014.1", "2024.99" };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    ModelVersion version = 0;
    g_autofree char *text = NULL;
    CU_ASSERT_TRUE (model_version_parse (rows[i].text, &version));
    CU_ASSERT_EQUAL (version, rows[i].version);
    text = model_version_text (version);
    CU_ASSERT_STRING_EQUAL (text, rows[i].again);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++) {
    ModelVersion version;
    CU_ASSERT_FALSE (model_version_parse (wrong[i], &version));
  }
}

/* Each list of words is as long as its enum. */
static void
words (void)
{
  const struct {
    const char *const *words;
    guint n;
  } lists[] = {
    { model_platform_words, MODEL_NUTANIX_ESXI + 1 },
    { model_admission_words, MODEL_ADMISSION_DEDICATED + 1 },
    { model_automation_words, MODEL_AUTOMATION_FULL + 1 },
    { model_isolation_words, MODEL_ISOLATION_SHUTDOWN + 1 },
    { model_priority_words, MODEL_N_PRIORITIES },
    { model_power_words, MODEL_POWER_SUSPENDED + 1 },
    { model_host_start_words, MODEL_HOST_OUTSIDE + 1 },
    { model_device_words, MODEL_N_DEVICES },
    { model_rule_words, MODEL_RULE_RUN_NOT_ON + 1 },
    { model_policy_words, MODEL_N_POLICY_KINDS },
    { model_lifecycle_words, MODEL_N_LIFECYCLE },
    { model_quorum_words, MODEL_QUORUM_COPIES + 1 },
    { model_verb_words, MODEL_N_VERBS },
    { model_method_words, MODEL_METHOD_AUTO_DEPLOY + 1 },
    { model_fault_words, MODEL_N_FAULTS },
    { model_hardware_words, MODEL_N_HARDWARE },
    { model_certificate_words, MODEL_CERTIFICATE_CUSTOM_EXPIRED + 1 },
    { model_impact_words, MODEL_IMPACT_LIVE_PATCH + 1 },
    { model_live_patch_words, MODEL_LIVE_PATCH_ENFORCE + 1 },
    { model_obstacle_words, MODEL_N_OBSTACLES },
    { model_basis_words, MODEL_BASIS_OURS + 1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    CU_ASSERT_EQUAL (g_strv_length ((char **) lists[i].words), lists[i].n);
}

/* The language spells the verbs and the faults as the models do. */
static void
choices (void)
{
  const struct {
    ScenarioSectionId section;
    const char *const *words;
  } lists[] = { { SCENARIO_STEP, model_verb_words }, { SCENARIO_FAULT, model_fault_words } };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++) {
    const ScenarioSection *section = scenario_section (lists[i].section);
    guint n = 0;
    for (guint k = 0; k < section->n_keys; k++)
      if (scenario_key_is_choice (&section->keys[k]) && section->keys[k].type != SCENARIO_TYPE_LATER) {
        CU_ASSERT_STRING_EQUAL (section->keys[k].key, lists[i].words[section->keys[k].value]);
        n++;
      }
    CU_ASSERT_EQUAL (n, g_strv_length ((char **) lists[i].words));
  }
}

/* ---- What the table makes ---- */

static void
reference (void)
{
  g_autofree char *page = scenario_reference ();

  for (guint s = 0; s < SCENARIO_N_SECTIONS; s++)
    for (guint k = 0; k < scenario_section (s)->n_keys; k++) {
      const ScenarioKey *key = &scenario_section (s)->keys[k];
      g_autofree char *cell = g_strdup_printf ("| `%s` |", key->key);
      CU_ASSERT_PTR_NOT_NULL (strstr (page, cell));
      CU_ASSERT_PTR_NOT_NULL (strstr (page, key->meaning));
    }
  for (guint i = 0; i < MODEL_N_PHYSICS; i++)
    CU_ASSERT_PTR_NOT_NULL (strstr (page, model_physics[i].key));

  /* A default that is said to be in physics is there. */
  for (const char *p = page; (p = strstr (p, "` of physics")); p++) {
    const char *begin = g_strrstr_len (page, p - page, "`") + 1;
    guint i = 0;
    while (i < MODEL_N_PHYSICS
           && (strlen (model_physics[i].key) != (gsize) (p - begin)
               || !g_str_has_prefix (begin, model_physics[i].key)))
      i++;
    CU_ASSERT_TRUE (i < MODEL_N_PHYSICS);
  }
}

/* A validator that is not ours, where there is one: good files pass, and of the bad ones only those that no schema can see. */
static void
schema (void)
{
  const char *source = g_getenv ("ROLLCALL_SRCDIR");
  g_autofree char *script = g_build_filename (source ? source : ".", "tests", "schema.py", NULL);
  g_autofree char *folder = g_build_filename (source ? source : ".", "tests", "data", "scenario", NULL);
  g_autofree char *text = scenario_schema ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_MERGE,
      &error, "python3", script, folder, NULL);
  g_autofree char *out = NULL;

  if (!process) {
    g_print ("language: the schema is not tried: %s\n", error->message);
    return;
  }
  CU_ASSERT_TRUE_FATAL (g_subprocess_communicate_utf8 (process, text, NULL, &out, NULL, NULL));
  if (g_subprocess_get_if_exited (process) && g_subprocess_get_exit_status (process) == 77)
    g_print ("language: the schema is not tried: %s", out);
  else if (!g_subprocess_get_successful (process)) {
    g_print ("%s", out);
    CU_FAIL ("the schema and the reader disagree");
  }
}

/* A synonym proposes a key that some section has; they stand in order, and none is listed twice. */
static void
synonyms (void)
{
  static const char *const pairs[][2] = {
#define SYNONYM(THEIRS, OURS) { THEIRS, OURS },
#include "scenarios/synonyms.def"
#undef SYNONYM
  };

  for (gsize p = 0; p < G_N_ELEMENTS (pairs); p++) {
    gboolean is_key = FALSE;

    for (guint s = 0; s < SCENARIO_N_SECTIONS; s++)
      for (guint i = 0; i < scenario_section (s)->n_keys; i++)
        is_key |= g_str_equal (scenario_section (s)->keys[i].key, pairs[p][1]);
    CU_ASSERT_TRUE (is_key);
    CU_ASSERT_TRUE (p == 0 || strcmp (pairs[p - 1][0], pairs[p][0]) <= 0);
    CU_ASSERT_FALSE (p && g_str_equal (pairs[p - 1][0], pairs[p][0])
                     && g_str_equal (pairs[p - 1][1], pairs[p][1]));
  }
}

void
test_language_suite (void)
{
  CU_pSuite suite = CU_add_suite ("language", NULL, NULL);

  CU_add_test (suite, "quantities", quantities);
  CU_add_test (suite, "natural order of names", natural_order);
  CU_add_test (suite, "ranges of names", ranges);
  CU_add_test (suite, "names folded into ranges", folded_names);
  CU_add_test (suite, "versions", versions);
  CU_add_test (suite, "words are as many as their enums", words);
  CU_add_test (suite, "verbs and faults are spelt alike everywhere", choices);
  CU_add_test (suite, "the reference names every key", reference);
  CU_add_test (suite, "synonyms lead to keys", synonyms);
  CU_add_test (suite, "the schema agrees with the reader", schema);
}
