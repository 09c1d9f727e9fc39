/* The tables that run: what reading them finds wrong, and whether the reader would find it. */

#include <CUnit/CUnit.h>

#include "models/models.h"

void test_machines_suite (void);

static void
tables_are_whole (void)
{
  g_autoptr (GPtrArray) complaints = sim_model_check (model_tables (), model_outside);

  for (guint i = 0; i < complaints->len; i++)
    g_print ("%s\n", (const char *) complaints->pdata[i]);
  CU_ASSERT_EQUAL (complaints->len, 0);
}

/* Whoever reads a drawing, a journal or the manual reads these. */
static void
everything_has_words (void)
{
  const SimModel *model = model_tables ();

  for (guint m = 0; m < model->n_machines; m++) {
    const SimMachine *machine = model->machines[m];

    CU_ASSERT_TRUE (*machine->name && *machine->summary);
    for (guint s = 0; s < machine->n_states; s++)
      CU_ASSERT_TRUE (*machine->states[s].name && *machine->states[s].summary);
    for (guint s = 0; s < machine->n_signals; s++)
      CU_ASSERT_TRUE (*machine->signals[s].name && *machine->signals[s].summary);
    for (guint r = 0; r < machine->n_rows; r++)
      CU_ASSERT_TRUE (*machine->rows[r].because
                      && (machine->rows[r].to == SIM_IGNORED || *machine->rows[r].facts));
  }
  for (guint k = 0; k < model->n_kinds; k++)
    CU_ASSERT_TRUE (*model->kinds[k].code && *model->kinds[k].message && *model->kinds[k].fix
                    && *model->kinds[k].meaning);
}

/* ---- A table with one of each mistake ---- */

enum { LAMP };
enum { DARK, LIT, BROKEN };
enum { PRESS, HIT };

static const SimState states[]
    = { { "dark", SIM_START, "" }, { "lit", SIM_STEADY, "" }, { "broken", SIM_FAILED, "" } };
static const SimSignal signals[] = { { "press", SIM_RANK_DECIDE, "" }, { "hit", SIM_RANK_FAULT, "" } };

#define IN(STATE) (1u << (STATE))

static const SimRow rows[] = {
  ROW (IN (DARK), PRESS, ALWAYS, LIT, NOTHING, "somebody presses", "model"),
  ROW (IN (DARK), PRESS, ALWAYS, DARK, NOTHING, "never", "model"),
  IGNORE (IN (DARK) | IN (LIT) | IN (BROKEN), HIT, "it stands it"),
};

static gboolean
is_among (GPtrArray *complaints, const char *words)
{
  for (guint i = 0; i < complaints->len; i++)
    if (g_str_has_suffix (complaints->pdata[i], words))
      return TRUE;
  return FALSE;
}

static void
mistakes_are_found (void)
{
  static const char *const expected[] = {
    "state lit does not decide signal press",
    "state broken does not decide signal press",
    "row 1 (dark on press) is dead: an earlier row always applies",
    "state broken cannot be reached",
    "nobody sends signal hit",
    "no state acts on signal hit",
  };
  static const SimMachine lamp = { "lamp",
                                   "a lamp",
                                   states,
                                   G_N_ELEMENTS (states),
                                   0,
                                   signals,
                                   G_N_ELEMENTS (signals),
                                   rows,
                                   G_N_ELEMENTS (rows),
                                   FALSE };
  static const SimMachine *const machines[] = { &lamp };
  static const SimSend outside[] = { { LAMP, PRESS }, { SIM_SENDS_END, SIM_SENDS_END } };
  static const guint counts[] = { 1 };
  SimModel model = { .machines = machines, .counts = counts, .n_machines = 1, .n_things = 1 };
  g_autoptr (GPtrArray) complaints = NULL;

  sim_model_prepare (&model);
  complaints = sim_model_check (&model, outside);
  CU_ASSERT_EQUAL (complaints->len, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    CU_ASSERT_TRUE (is_among (complaints, expected[i]));
  sim_model_clear (&model);
}

void
test_machines_suite (void)
{
  CU_pSuite suite = CU_add_suite ("machines", NULL, NULL);

  CU_ADD_TEST (suite, tables_are_whole);
  CU_ADD_TEST (suite, everything_has_words);
  CU_ADD_TEST (suite, mistakes_are_found);
}
