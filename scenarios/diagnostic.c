#include "scenarios/diagnostic.h"

#include <string.h>

#define WINDOW  100 /* most characters of a line that are shown */
#define LONGEST 64  /* names beyond are not compared */

typedef struct {
  ScenarioMark from, to;
  guint order; /* in which they were found */
  char *message, *advice;
} Mistake;

G_DEFINE_QUARK (rollcall - scenario - error, scenario_error)

static void
mistake_clear (gpointer data)
{
  Mistake *mistake = data;

  g_free (mistake->message);
  g_free (mistake->advice);
}

void
scenario_diagnostics_init (ScenarioDiagnostics *diagnostics, const char *name, const char *text, gsize length)
{
  *diagnostics = (ScenarioDiagnostics){ .name = name, .text = text, .length = length };
  diagnostics->mistakes = g_array_new (FALSE, FALSE, sizeof (Mistake));
  g_array_set_clear_func (diagnostics->mistakes, mistake_clear);
}

void
scenario_diagnostics_clear (ScenarioDiagnostics *diagnostics)
{
  g_clear_pointer (&diagnostics->mistakes, g_array_unref);
}

gboolean
scenario_diagnostics_any (const ScenarioDiagnostics *diagnostics)
{
  return diagnostics->mistakes->len > 0;
}

gboolean
scenario_diagnostics_full (const ScenarioDiagnostics *diagnostics)
{
  return diagnostics->mistakes->len >= SCENARIO_MISTAKES;
}

void
scenario_complain (ScenarioDiagnostics *diagnostics, ScenarioMark from, ScenarioMark to, char *advice,
                   const char *format, ...)
{
  Mistake mistake = { from, to, diagnostics->mistakes->len, NULL, advice };
  gboolean again = FALSE;
  va_list arguments;

  if (scenario_diagnostics_full (diagnostics)) {
    diagnostics->more++;
    g_free (advice);
    return;
  }
  va_start (arguments, format);
  mistake.message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  for (guint i = 0; i < diagnostics->mistakes->len && !again; i++) {
    const Mistake *other = &g_array_index (diagnostics->mistakes, Mistake, i);
    again = other->from.line == from.line && other->from.column == from.column
            && g_str_equal (other->message, mistake.message);
  }
  if (again)
    mistake_clear (&mistake);
  else
    g_array_append_val (diagnostics->mistakes, mistake);
}

/* ---- Places. Lines end where libyaml ends them: LF, CR, CR LF, NEL, LS, PS. ---- */

static gsize
line_break (const char *p, const char *end)
{
  if (*p == '\n')
    return 1;
  if (*p == '\r')
    return p + 1 < end && p[1] == '\n' ? 2 : 1;
  if (end - p >= 2 && memcmp (p, "\xc2\x85", 2) == 0)
    return 2;
  return end - p >= 3 && (memcmp (p, "\xe2\x80\xa8", 3) == 0 || memcmp (p, "\xe2\x80\xa9", 3) == 0) ? 3 : 0;
}

static gboolean
continues_character (char byte)
{
  return ((guchar) byte & 0xc0) == 0x80;
}

const char *
scenario_diagnostics_at (const ScenarioDiagnostics *diagnostics, ScenarioMark mark)
{
  const char *p = diagnostics->text, *end = p + diagnostics->length;

  for (guint line = 1; line < mark.line && p < end;) {
    gsize skip = line_break (p, end);
    line += skip > 0;
    p += MAX (skip, 1);
  }
  for (guint column = 1; column < mark.column && p < end && line_break (p, end) == 0; column++)
    for (p++; p < end && continues_character (*p); p++)
      ;
  return p;
}

ScenarioMark
scenario_diagnostics_mark (const ScenarioDiagnostics *diagnostics, gsize offset)
{
  const char *p = diagnostics->text, *end = p + diagnostics->length,
             *stop = p + MIN (offset, diagnostics->length);
  ScenarioMark mark = { 1, 1 };

  while (p < stop) {
    gsize skip = line_break (p, end);
    if (skip > 0)
      mark = (ScenarioMark){ mark.line + 1, 1 };
    else
      mark.column += !continues_character (*p);
    p += MAX (skip, 1);
  }
  return mark;
}

/* ---- The text ---- */

/* What is shown must not disturb the terminal, nor be anything but one line. */
static void
append_shown (GString *out, const char *text, const char *end)
{
  while (text < end) {
    gunichar c = g_utf8_get_char_validated (text, end - text);
    gboolean valid = c != (gunichar) -1 && c != (gunichar) -2;
    if (c == '\t')
      g_string_append_c (out, ' ');
    else if (valid && g_unichar_isprint (c))
      g_string_append_unichar (out, c);
    else
      g_string_append_c (out, '?');
    text = valid ? g_utf8_next_char (text) : text + 1;
  }
}

/* The line and the caret. Of a long line only the surroundings of the place are shown. */
static void
append_excerpt (GString *out, const ScenarioDiagnostics *diagnostics, const Mistake *mistake)
{
  guint first = mistake->from.column > WINDOW / 2 ? mistake->from.column - WINDOW / 2 : 1;
  guint before = mistake->from.column - first;
  guint marked = mistake->to.line == mistake->from.line && mistake->to.column > mistake->from.column
                     ? mistake->to.column - mistake->from.column
                     : 1;
  const char *end = diagnostics->text + diagnostics->length;
  const char *begin = scenario_diagnostics_at (diagnostics, (ScenarioMark){ mistake->from.line, first });
  const char *stop = begin;
  g_autofree char *number = g_strdup_printf ("%u", mistake->from.line);
  guint shown = 0;

  for (; stop < end && shown < WINDOW && line_break (stop, end) == 0; shown++)
    for (stop++; stop < end && continues_character (*stop); stop++)
      ;
  g_string_append_printf (out, " %s | %s", number, first > 1 ? "…" : "");
  append_shown (out, begin, stop);
  g_string_append_printf (out, "%s\n %*s | %*s^", stop < end && line_break (stop, end) == 0 ? "…" : "",
                          (int) strlen (number), "", (int) (before + (first > 1)), "");
  for (guint i = 1; i < marked && before + i < shown; i++)
    g_string_append_c (out, '~');
  g_string_append_c (out, '\n');
}

static void
append_mistake (GString *out, const ScenarioDiagnostics *diagnostics, const Mistake *mistake)
{
  int margin = 1;

  for (guint line = mistake->from.line; line > 9; line /= 10)
    margin++;
  g_string_append_printf (out, "%s:%u:%u: error: ", diagnostics->name, mistake->from.line,
                          mistake->from.column);
  append_shown (out, mistake->message, mistake->message + strlen (mistake->message));
  g_string_append_c (out, '\n');
  if (diagnostics->length > 0)
    append_excerpt (out, diagnostics, mistake);
  if (mistake->advice) {
    g_string_append_printf (out, " %*s = ", margin, "");
    append_shown (out, mistake->advice, mistake->advice + strlen (mistake->advice));
    g_string_append_c (out, '\n');
  }
}

static int
compare_mistakes (gconstpointer a, gconstpointer b)
{
  const Mistake *x = a, *y = b;

  if (x->from.line != y->from.line)
    return x->from.line < y->from.line ? -1 : 1;
  if (x->from.column != y->from.column)
    return x->from.column < y->from.column ? -1 : 1;
  return x->order < y->order ? -1 : x->order > y->order;
}

void
scenario_diagnostics_throw (ScenarioDiagnostics *diagnostics, GError **error)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_assert (scenario_diagnostics_any (diagnostics));
  g_array_sort (diagnostics->mistakes, compare_mistakes);
  for (guint i = 0; i < diagnostics->mistakes->len; i++)
    append_mistake (out, diagnostics, &g_array_index (diagnostics->mistakes, Mistake, i));
  if (diagnostics->more > 0)
    g_string_append_printf (out, "and %u more\n", diagnostics->more);
  g_string_truncate (out, out->len - 1);
  g_set_error_literal (error, SCENARIO_ERROR, SCENARIO_ERROR_CONTENT, out->str);
}

/* ---- The nearest name ---- */

/* Optimal string alignment: insert, delete, replace, swap neighbours; each costs 1. */
static guint
distance (const char *a, gsize n_a, const char *b, gsize n_b)
{
  guint rows[3][LONGEST + 1];
  guint *before = rows[0], *last = rows[1], *row = rows[2];

  for (guint j = 0; j <= n_b; j++)
    last[j] = j;
  for (guint i = 1; i <= n_a; i++) {
    guint *spare = before;
    row[0] = i;
    for (guint j = 1; j <= n_b; j++) {
      char x = g_ascii_tolower (a[i - 1]), y = g_ascii_tolower (b[j - 1]);
      row[j] = MIN (MIN (last[j], row[j - 1]) + 1, last[j - 1] + (x != y));
      if (i > 1 && j > 1 && x == g_ascii_tolower (b[j - 2]) && g_ascii_tolower (a[i - 2]) == y)
        row[j] = MIN (row[j], before[j - 2] + 1);
    }
    before = last, last = row, row = spare;
  }
  return last[n_b];
}

void
scenario_nearest_offer (ScenarioNearest *nearest, const char *candidate)
{
  gsize n = strlen (nearest->wanted), m = strlen (candidate);
  guint limit = nearest->best ? nearest->away : MAX (2, (guint) n / 3 + 1), away; /* must be below */

  if (n == 0 || n > LONGEST || m > LONGEST || (n > m ? n - m : m - n) >= limit)
    return;
  away = distance (nearest->wanted, n, candidate, m);
  if (away < limit && away < m) {
    nearest->best = candidate;
    nearest->away = away;
  }
}

char *
scenario_nearest_advice (const ScenarioNearest *nearest)
{
  return nearest->best ? g_strdup_printf ("did you mean '%s'?", nearest->best) : NULL;
}

char *
scenario_words_text (const char *const *words)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; words[i]; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : words[i + 1] ? ", " : " or ", words[i]);
  return g_string_free (text, FALSE);
}
