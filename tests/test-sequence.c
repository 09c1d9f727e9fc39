/* Sequence diagrams: the pages of the library's runs, and that names stay names in each format. */

#include "cli/sequence.h"

#include <CUnit/CUnit.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

void test_sequence_suite (void);

static const CliSpan all = { NULL, NULL, 0, SIM_NEVER };

/* Calls `look` with every bundled scenario's run and its diagrams. */
static void
each_of_the_library (void (*look) (const SimRun *run, const VizSequence *sequence))
{
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (CliRehearsal) rehearsal = cli_rehearse (&(CliOptions){ 0 }, *name);
    g_autoptr (VizSequence) sequence = NULL;

    CU_ASSERT_PTR_NOT_NULL_FATAL (rehearsal);
    sequence = cli_sequence_of (rehearsal->run, &all);
    look (rehearsal->run, sequence);
  }
}

/* Every machine has a lane: cli/lanes.c. */
static void
look_at_lanes (const SimRun *run, const VizSequence *sequence G_GNUC_UNUSED)
{
  const char *name;

  for (SimId actor = 1; actor < run->model->bases[run->model->n_machines]; actor++)
    if (cli_lane (run, actor, MODEL_NONE, &name) == LANE_UNSAID) {
      g_print ("cli/lanes.c gives %s no lane\n", sim_model_machine (run->model, actor)->name);
      CU_FAIL ("a machine has no lane");
      return;
    }
}

static void
every_machine_has_a_lane (void)
{
  each_of_the_library (look_at_lanes);
}

static void
look_at_pages (const SimRun *run G_GNUC_UNUSED, const VizSequence *sequence)
{
  for (guint p = 0; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    CU_ASSERT_TRUE (page->lanes->len >= 1 && page->lanes->len <= 12);
    CU_ASSERT_TRUE (page->rows->len <= 45);
    for (guint r = 0; r < page->rows->len; r++) {
      const VizRow *row = page->rows->pdata[r];

      CU_ASSERT_TRUE (row->from < page->lanes->len && row->to < page->lanes->len);
      CU_ASSERT_TRUE (row->until >= row->at);
      CU_ASSERT_TRUE (row->head || row->words || row->state);
    }
  }
}

static void
pages_can_be_read (void)
{
  each_of_the_library (look_at_pages);
}

/* Every state that some host or vCenter came to stands on a page. */
static void
look_for_states (const SimRun *run, const VizSequence *sequence)
{
  g_autoptr (GHashTable) drawn = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint p = 1; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    for (guint r = 0; r < page->rows->len; r++)
      if (((VizRow *) page->rows->pdata[r])->state)
        g_hash_table_add (drawn, ((VizRow *) page->rows->pdata[r])->state);
  }
  for (guint i = 0; i < sim_journal_length (run->journal); i++) {
    const SimEntry *entry = sim_journal_get (run->journal, i);
    const char *state = run->model->machines[entry->machine]->states[entry->state_to].name;

    if ((entry->machine == MODEL_MACHINE_HOST || entry->machine == MODEL_MACHINE_VCENTER)
        && entry->state_from != entry->state_to)
      CU_ASSERT_TRUE (g_hash_table_contains (drawn, state));
  }
}

static void
states_stand_on_pages (void)
{
  each_of_the_library (look_for_states);
}

static void
look_at_findings (const SimRun *run, const VizSequence *sequence)
{
  g_autoptr (GHashTable) noted = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint p = 1; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    for (guint r = 0; r < page->rows->len; r++)
      if (((VizRow *) page->rows->pdata[r])->kind == VIZ_NOTE)
        g_hash_table_add (noted, ((VizRow *) page->rows->pdata[r])->head);
  }
  for (guint f = 0; f < run->world->n_findings; f++)
    if (!g_hash_table_contains (noted, run->model->kinds[run->world->findings[f].kind].code)) {
      g_print ("%s: %s is on no page\n", sequence->title,
               run->model->kinds[run->world->findings[f].kind].code);
      CU_FAIL ("a finding is on no page");
    }
}

static void
findings_stand_on_pages (void)
{
  each_of_the_library (look_at_findings);
}

static VizSequence *
one_of (const char *name, const CliSpan *span)
{
  g_autoptr (CliRehearsal) rehearsal = cli_rehearse (&(CliOptions){ 0 }, name);

  return cli_sequence_of (rehearsal->run, span);
}

/* Three VMs leave esx01 one after another: one row from the first start to the last arrival. */
static void
vmotions_are_one_row (void)
{
  g_autoptr (VizSequence) sequence
      = one_of ("a-clean-roll-over-four-hosts", &(CliSpan){ "hosts", "esx01", 0, SIM_NEVER });
  guint moves = 0;

  CU_ASSERT_EQUAL_FATAL (sequence->pages->len, 1); /* its turn */
  for (guint r = 0; r < ((VizPage *) sequence->pages->pdata[0])->rows->len; r++) {
    const VizRow *row = ((VizPage *) sequence->pages->pdata[0])->rows->pdata[r];

    if (row->head && g_str_has_prefix (row->head, "vMotion")) {
      moves++;
      CU_ASSERT_STRING_EQUAL (row->head, "vMotion of 3 VMs");
      CU_ASSERT_TRUE (row->until > row->at);
    }
  }
  CU_ASSERT_EQUAL (moves, 1);
}

/* A plan of forty clusters, whose index goes on on further pages; what it says of pages is where they are. */
static void
long_indexes_have_pages (void)
{
  GString *yaml = g_string_new ("rollcall: 1\nvcenters:\n  vc: {version: 8.0.3}\nclusters:\n");
  g_autoptr (CliRehearsal) rehearsal = NULL;
  g_autoptr (VizSequence) sequence = NULL;
  g_autofree char *path = NULL;
  const VizRow *row = NULL;
  int file = g_file_open_tmp ("sequence-XXXXXX.yaml", &path, NULL);

  for (guint c = 0; c < 40; c++)
    g_string_append_printf (
        yaml, "  c%02u: {vcenter: vc, hosts: {h%02u: {cpu: 60 GHz, memory: 64 GiB, version: 8.0.2}}}\n", c,
        c);
  g_string_append (yaml, "plan:\n");
  for (guint c = 0; c < 40; c++)
    g_string_append_printf (yaml, "  - {step: s%02u, remediate: c%02u, to: 8.0.3}\n", c, c);
  CU_ASSERT_TRUE_FATAL (file >= 0 && close (file) == 0 && g_file_set_contents (path, yaml->str, -1, NULL));
  rehearsal = cli_rehearse (&(CliOptions){ 0 }, path);
  CU_ASSERT_PTR_NOT_NULL_FATAL (rehearsal);
  sequence = cli_sequence_of (rehearsal->run, &(CliSpan){ NULL, NULL, 0, SIM_NEVER });
  look_at_pages (rehearsal->run, sequence);
  CU_ASSERT_TRUE (g_str_has_suffix (((VizPage *) sequence->pages->pdata[1])->title, " (2 of 3)"));
  row = ((VizPage *) sequence->pages->pdata[0])->rows->pdata[0];
  CU_ASSERT_STRING_EQUAL (row->words, "page 4");
  CU_ASSERT_TRUE (g_str_has_prefix (((VizPage *) sequence->pages->pdata[3])->title, "4. s00"));
  g_unlink (path);
  g_string_free (yaml, TRUE);
}

/* The same thing of the same subject is no "likewise": it is another message. */
static void
nobody_is_likewise_himself (void)
{
  for (const char *const *name = scenario_library_names (); *name; name++) {
    g_autoptr (VizSequence) sequence = one_of (*name, &(CliSpan){ NULL, NULL, 0, SIM_NEVER });

    for (guint p = 0; p < sequence->pages->len; p++)
      for (guint r = 0; r < ((VizPage *) sequence->pages->pdata[p])->rows->len; r++) {
        const VizRow *row = ((VizPage *) sequence->pages->pdata[p])->rows->pdata[r];
        const char *others = row->words ? strstr (row->words, "; likewise ") : NULL;
        g_autofree char *first = others ? g_strndup (row->words, strcspn (row->words, " ")) : NULL;

        if (others && g_str_equal (others + strlen ("; likewise "), first)) {
          g_print ("%s: %s\n", *name, row->words);
          CU_FAIL ("a note likens something to itself");
        }
      }
  }
}

/* What an AHV host's VMs do is called by its own name. */
static void
on_ahv_they_migrate_live (void)
{
  g_autoptr (VizSequence) sequence
      = one_of ("aos-then-ahv-without-the-wait", &(CliSpan){ "ahv", "node2", 0, SIM_NEVER });
  gboolean moves = FALSE;

  CU_ASSERT_EQUAL_FATAL (sequence->pages->len, 1);
  for (guint r = 0; r < ((VizPage *) sequence->pages->pdata[0])->rows->len; r++) {
    const char *head = ((VizRow *) ((VizPage *) sequence->pages->pdata[0])->rows->pdata[r])->head;

    CU_ASSERT_FALSE (head && g_str_has_prefix (head, "vMotion"));
    moves |= head && g_str_has_prefix (head, "live migration of ");
  }
  CU_ASSERT_TRUE (moves);
}

static void
a_span_of_time_is_kept_to (void)
{
  const SimTime from = 2 * SIM_HOUR, to = 2 * SIM_HOUR + 10 * SIM_MINUTE;
  g_autoptr (VizSequence) sequence
      = one_of ("a-clean-roll-over-four-hosts", &(CliSpan){ NULL, NULL, from, to });

  CU_ASSERT_TRUE (sequence->pages->len > 1);
  for (guint p = 1; p < sequence->pages->len; p++)
    for (guint r = 0; r < ((VizPage *) sequence->pages->pdata[p])->rows->len; r++) {
      const VizRow *row = ((VizPage *) sequence->pages->pdata[p])->rows->pdata[r];

      CU_ASSERT_TRUE (row->at >= from && row->until <= to);
    }
}

/* ---- Names are data ---- */

static VizSequence *
hostile (const char *name)
{
  VizSequence *sequence = viz_sequence_new (name);
  VizPage *page = viz_page_new (name);
  VizRow *row;

  page->subtitle = g_strdup (name);
  g_ptr_array_add (page->lanes, g_strdup (name));
  g_ptr_array_add (page->lanes, g_strdup ("other"));
  row = viz_page_row (page, VIZ_ARROW, 0, 0, 1);
  row->head = g_strdup (name);
  row->words = g_strdup (name);
  row->state = g_strdup (name);
  row->state_kind = SIM_FAILED;
  row = viz_page_row (page, VIZ_NOTE, SIM_HOUR, 1, 1);
  row->head = g_strdup (name);
  row->severity = SIM_OUTAGE;
  g_ptr_array_add (sequence->pages, page);
  return sequence;
}

static const char *const names[] = {
  "<script>alert(1)</script>",
  "]]>&amp;\"'",
  "a;b#c",
  "end",
  "x\nend\ny",
  "--> //it// ~~no~~ **b** \"\"m\"\"",
  "=cmd|' /C calc'!A0",
  "\xe2\x80\xae"
  "turned",
  "\xff\xfe",
  "%%{init: {}}%%",
  "@enduml",
  "!include x",
  "<U+0041>",
};

static void
names_are_text_in_svg (void)
{
  static const GMarkupParser none = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (VizSequence) sequence = hostile (names[i]);
    g_autofree char *svg = viz_sequence_svg (sequence);
    g_autoptr (GMarkupParseContext) context = g_markup_parse_context_new (&none, 0, NULL, NULL);

    CU_ASSERT_TRUE (g_markup_parse_context_parse (context, svg, -1, NULL)
                    && g_markup_parse_context_end_parse (context, NULL));
    CU_ASSERT_PTR_NULL (strstr (svg, "<script"));
    CU_ASSERT_PTR_NULL (strstr (svg, "\xe2\x80\xae"));
  }
}

/* A name of 300 characters takes a few lines of a lane's head, and is there as a whole for who points at it. */
static void
long_names_are_shortened_in_heads (void)
{
  g_autofree char *long_name = g_strnfill (300, 'x'),
                  *title = g_strdup_printf ("<title>%s</title></g>", long_name);
  g_autoptr (VizSequence) sequence = viz_sequence_new ("t");
  VizPage *page = viz_page_new ("t");
  g_autofree char *svg = NULL;

  g_ptr_array_add (page->lanes, g_strdup (long_name));
  g_ptr_array_add (page->lanes, g_strdup ("short"));
  g_ptr_array_add (sequence->pages, page);
  svg = viz_sequence_svg (sequence);
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, title));
  CU_ASSERT_PTR_NOT_NULL (strstr (svg, ">…</text>"));
  CU_ASSERT_PTR_NULL (strstr (svg, "<title>short</title>"));
}

/* The text of a diagram has as many lines whatever the names, so no name has become a command. */
static guint
lines_of (const char *text)
{
  guint n = 0;

  for (; *text; text++)
    n += *text == '\n';
  return n;
}

static void
names_are_text_in_text (void)
{
  g_autoptr (VizSequence) plain = hostile ("plain");
  g_autofree char *plain_mermaid = viz_sequence_mermaid (plain),
                  *plain_plantuml = viz_sequence_plantuml (plain);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autoptr (VizSequence) sequence = hostile (names[i]);
    g_autofree char *mermaid = viz_sequence_mermaid (sequence), *plantuml = viz_sequence_plantuml (sequence);

    CU_ASSERT_EQUAL (lines_of (mermaid), lines_of (plain_mermaid));
    CU_ASSERT_EQUAL (lines_of (plantuml), lines_of (plain_plantuml));
    CU_ASSERT_PTR_NULL (strstr (mermaid, "<script"));
    CU_ASSERT_FALSE (g_regex_match_simple ("\\bend\\b", mermaid, 0, 0));
    CU_ASSERT_PTR_NULL (strstr (mermaid, "%%"));
    CU_ASSERT_PTR_NULL (strstr (plantuml, "<script"));
    CU_ASSERT_PTR_NULL (strstr (plantuml, "**"));
    CU_ASSERT_PTR_NULL (strstr (plantuml, "\n!"));
  }
}

static void
one_page_is_a_diagram_and_more_are_markdown (void)
{
  g_autoptr (VizSequence) sequence = hostile ("a * b");
  g_autofree char *one = viz_sequence_mermaid (sequence), *two = NULL;

  g_ptr_array_add (sequence->pages, viz_page_new ("again"));
  two = viz_sequence_mermaid (sequence);
  CU_ASSERT_TRUE (g_str_has_prefix (one, "sequenceDiagram\n  participant L0 as a #42; b\n"));
  CU_ASSERT_TRUE (g_str_has_prefix (two, "# a \\* b\n\n## a \\* b\n\n"));
}

void
test_sequence_suite (void)
{
  static CU_TestInfo tests[] = {
    { "every machine has a lane", every_machine_has_a_lane },
    { "pages can be read", pages_can_be_read },
    { "states stand on pages", states_stand_on_pages },
    { "findings stand on pages", findings_stand_on_pages },
    { "vMotions are one row", vmotions_are_one_row },
    { "on AHV they migrate live", on_ahv_they_migrate_live },
    { "nobody is likewise himself", nobody_is_likewise_himself },
    { "long indexes have pages", long_indexes_have_pages },
    { "a span of time is kept to", a_span_of_time_is_kept_to },
    { "long names are shortened in heads", long_names_are_shortened_in_heads },
    { "names are text in SVG", names_are_text_in_svg },
    { "names are text in Mermaid and PlantUML", names_are_text_in_text },
    { "one page is a diagram, more are Markdown", one_page_is_a_diagram_and_more_are_markdown },
    CU_TEST_INFO_NULL,
  };
  static CU_SuiteInfo suites[] = { { "sequence", NULL, NULL, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
