/* Scenarios side by side, what differs first. */

#include "cli/compare.h"
#include "cli/json.h"

typedef struct {
  char *words;
  char **texts; /* by side */
} Row;

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->words);
  g_strfreev (row->texts);
  g_free (row);
}

static gboolean
differs (const Row *row)
{
  for (guint i = 1; row->texts[0] && row->texts[i]; i++)
    if (!g_str_equal (row->texts[0], row->texts[i]))
      return TRUE;
  return FALSE;
}

/* Nobody has anything to say of it. */
static gboolean
is_empty (const Row *row)
{
  return !differs (row) && g_str_equal (row->texts[0], "-");
}

static Row *
row_new (const GPtrArray *sides, const char *words)
{
  Row *row = g_new (Row, 1);

  row->words = g_strdup (words);
  row->texts = g_new0 (char *, sides->len + 1);
  return row;
}

/* Measures, then the worst moment, then findings by kind. (transfer full) */
static GPtrArray *
list_rows (const GPtrArray *sides)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func (free_row);
  Row *worst = row_new (sides, "the worst");

  for (const CliMeasure *measure = cli_measures; measure->key; measure++) {
    Row *row = row_new (sides, measure->words);

    for (guint s = 0; s < sides->len; s++)
      row->texts[s] = cli_measured_text (sides->pdata[s], measure);
    g_ptr_array_add (rows, row);
  }
  for (guint s = 0; s < sides->len; s++)
    worst->texts[s] = cli_side_worst (sides->pdata[s]);
  g_ptr_array_add (rows, worst);
  for (guint kind = 0; kind < MODEL_N_FINDINGS; kind++) {
    g_autofree char *words = g_strdup_printf ("finding %s", model_findings[kind].code);
    Row *row = row_new (sides, words);
    guint all = 0;

    for (guint s = 0; s < sides->len; s++) {
      guint n = cli_side_findings (sides->pdata[s], kind);

      all += n;
      row->texts[s] = g_strdup_printf ("%u", n);
    }
    if (all)
      g_ptr_array_add (rows, row);
    else
      free_row (row);
  }
  return rows;
}

/* Scenarios are told as columns A, B, C, whose names stand above: they are too long for heads. */
static char *
columns_of (const GPtrArray *sides)
{
  GString *columns = g_string_new ("what");

  for (guint s = 0; s < sides->len; s++)
    g_string_append_printf (columns, "|%c", 'A' + (int) s);
  return g_string_free (columns, FALSE);
}

static void
tell_rows (VizDocument *document, const GPtrArray *sides, const GPtrArray *rows, gboolean different)
{
  g_autofree char *columns = columns_of (sides);

  viz_document_table (document, different ? "differences" : "alike", different ? columns : "what|all");
  for (guint r = 0; r < rows->len; r++) {
    const Row *row = rows->pdata[r];

    if (differs (row) != different || is_empty (row))
      continue;
    viz_document_row (document, VIZ_PLAIN);
    viz_document_cell (document, "%s", row->words);
    for (guint s = 0; s < (different ? sides->len : 1); s++)
      viz_document_cell (document, "%s", row->texts[s]);
  }
}

static char *
tell (const GPtrArray *sides)
{
  g_autoptr (VizDocument) document = viz_document_new ("Side by side");
  g_autoptr (GPtrArray) rows = list_rows (sides);
  gboolean any = FALSE;

  viz_document_section (document, "scenarios", "");
  for (guint s = 0; s < sides->len; s++) {
    const CliSide *side = sides->pdata[s];

    viz_document_say (document, VIZ_PARAGRAPH, VIZ_PLAIN, "%c  %s%s%s", 'A' + (int) s, side->name,
                      side->rehearsal->fleet->title ? ": " : "",
                      side->rehearsal->fleet->title ? side->rehearsal->fleet->title : "");
  }
  for (guint r = 0; r < rows->len; r++)
    any |= differs (rows->pdata[r]);
  viz_document_section (document, "differences", any ? "What differs" : "Nothing differs");
  if (any)
    tell_rows (document, sides, rows, TRUE);
  viz_document_section (document, "alike", "What is alike");
  tell_rows (document, sides, rows, FALSE);
  return viz_document_terminal (document);
}

/* ---- As JSON ---- */

static void
put_measure (JsonBuilder *builder, const CliSide *side, const CliMeasure *measure)
{
  CliMeasured is = measure->of (side);

  if (measure->unit == CLI_OUTCOME)
    cli_json_text (builder, measure->key, is.known ? model_outcome_words[is.value] : NULL);
  else if (measure->unit == CLI_MONEY)
    cli_json_money (builder, measure->key, is.known ? is.value : -1);
  else
    cli_json_int_if (builder, measure->key, is.value, is.known);
}

static void
put_side (JsonBuilder *builder, const CliSide *side)
{
  const char *currency = side->after->currency ? side->after->currency : side->before->currency;
  g_autofree char *worst = cli_side_worst (side);

  json_builder_begin_object (builder);
  cli_json_text (builder, "name", side->name);
  for (const CliMeasure *measure = cli_measures; measure->key; measure++)
    put_measure (builder, side, measure);
  cli_json_text (builder, "currency", currency);
  cli_json_text (builder, "worst", worst);
  cli_json_object (builder, "findings");
  for (guint kind = 0; kind < MODEL_N_FINDINGS; kind++)
    if (cli_side_findings (side, kind)) {
      cli_json_int (builder, model_findings[kind].code, cli_side_findings (side, kind));
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static char *
json_of (const GPtrArray *sides)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) rows = list_rows (sides);

  json_builder_begin_object (builder);
  cli_json_list (builder, "scenarios");
  for (guint s = 0; s < sides->len; s++)
    put_side (builder, sides->pdata[s]);
  json_builder_end_array (builder);
  cli_json_list (builder, "differences");
  for (guint r = 0; r < rows->len; r++)
    if (differs (rows->pdata[r]))
      json_builder_add_string_value (builder, ((const Row *) rows->pdata[r])->words);
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  return cli_json_done_with_money (builder);
}

int
cli_compare (const CliOptions *options, char **arguments)
{
  g_autoptr (GPtrArray) sides = g_ptr_array_new_with_free_func ((GDestroyNotify) cli_side_free);
  g_autofree char *text = NULL;

  for (; *arguments; arguments++) {
    CliSide *side = cli_side_new (options, *arguments);

    if (!side)
      return CLI_BAD_INPUT;
    g_ptr_array_add (sides, side);
  }
  text = g_strcmp0 (options->format, "json") == 0 ? json_of (sides) : tell (sides);
  return cli_put (options, text, -1);
}
