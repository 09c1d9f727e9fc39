/* The tables that run: what reading them finds wrong. */

#include <CUnit/CUnit.h>

#include "models/format.h"
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

/* Whatever is evidence can be told as a value, for JSON gives all of it, also what no sentence mentions. */
static void
evidence_has_values (void)
{
  static const char *const own[] = { "count", "name", "ms", "clock", "yes-no", NULL };
  const SimModel *model = model_tables ();

  for (guint k = 0; k < model->n_kinds; k++)
    for (guint i = 0; i < SIM_EVIDENCE_MAX && model->kinds[k].evidence[i].key; i++) {
      const char *type = model->kinds[k].evidence[i].type;
      CU_ASSERT_TRUE (g_strv_contains (own, type) || model_has_format (type));
    }
}

void
test_machines_suite (void)
{
  CU_pSuite suite = CU_add_suite ("machines", NULL, NULL);

  CU_ADD_TEST (suite, tables_are_whole);
  CU_ADD_TEST (suite, everything_has_words);
  CU_ADD_TEST (suite, evidence_has_values);
}
