#include "cli/lines.h"

#include "scenarios/ranges.h"

#include <string.h>

/* Widest columns, and what a list of names beside may take. */
enum { MAX_NAME = 21, MAX_MOVE = 27, MAX_WHY = 36, MAX_SENTENCE = 134, CLOCK = 10, MAX_CLOCK = 16, MAX_NAMES = 32 };

static const char *const marks[] = { "-", "?", "!" };
static const char *const paint[] = { "\033[2m", "\033[33m", "\033[1;31m" };

char *
cli_mark (const CliOptions *options, SimSeverity severity, const char *rest)
{
  gboolean color = options->use_color;

  return g_strdup_printf ("%s%s%s%s", color ? paint[severity] : "", marks[severity], rest,
                          color ? "\033[0m" : "");
}

void
cli_line_free (gpointer data)
{
  CliLine *line = data;

  g_free (line->name);
  g_free (line->move);
  g_free (line->why);
  g_free (line->more);
  g_free (line);
}

/* ---- Folded ---- */

static gboolean
is_number (const char *word)
{
  return *word && strspn (word, "0123456789.") == strlen (word);
}

/* Whether a word may differ from line to line: a number, or a name of which the word before says that it is one. */
static gboolean
may_differ (const char *before, const char *a, const char *b)
{
  static const char *const prepositions[] = { "to", "on", "from", NULL };

  return (is_number (a) && is_number (b)) || (before && g_strv_contains (prepositions, before));
}

/* Whether what two lines say beside is alike, word by word. */
static gboolean
is_alike (const char *a, const char *b)
{
  g_auto (GStrv) x = g_strsplit (a ? a : "", " ", -1), y = g_strsplit (b ? b : "", " ", -1);
  guint i = 0;

  while (x[i] && y[i] && (g_str_equal (x[i], y[i]) || may_differ (i ? x[i - 1] : NULL, x[i], y[i])))
    i++;
  return !x[i] && !y[i];
}

static gboolean
folds (const CliLine *a, const CliLine *b)
{
  return a->at / SIM_SECOND == b->at / SIM_SECOND && a->indent == b->indent && a->move && b->move
         && a->label == b->label && a->mark == b->mark && g_str_equal (a->move, b->move)
         && g_str_equal (a->why, b->why) && is_alike (a->more, b->more);
}

/* The same word of each line: itself where all agree, from the least to the most where it is a number, else the names. A
 * comma that follows it stands after all of them. (transfer full) */
static char *
fold_word (const GPtrArray *words)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *first = words->pdata[0], *least = first, *most = first, *comma;
  g_autofree char *text = NULL;

  for (guint i = 0; i < words->len; i++) {
    const char *word = words->pdata[i];
    least = g_ascii_strtod (word, NULL) < g_ascii_strtod (least, NULL) ? word : least;
    most = g_ascii_strtod (word, NULL) > g_ascii_strtod (most, NULL) ? word : most;
    if (g_hash_table_add (seen, (gpointer) word))
      g_ptr_array_add (names, g_strndup (word, strlen (word) - (g_str_has_suffix (word, ",") ? 1 : 0)));
  }
  if (names->len == 1)
    return g_strdup (first);
  if (is_number (first))
    return g_strdup_printf ("%s-%s", least, most);
  comma = g_str_has_suffix (first, ",") ? "," : "";
  text = scenario_names_text (names, MAX_NAMES);
  return g_strconcat (text, comma, NULL);
}

/* What lines say beside, as one. (transfer full) */
static char *
fold_more (CliLine *const *lines, guint n)
{
  g_autoptr (GPtrArray) split = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev),
                        words = g_ptr_array_new ();
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (split, g_strsplit (lines[i]->more, " ", -1));
  for (guint w = 0; ((char **) split->pdata[0])[w]; w++) {
    g_autofree char *word = NULL;
    g_ptr_array_set_size (words, 0);
    for (guint i = 0; i < n; i++)
      g_ptr_array_add (words, ((char **) split->pdata[i])[w]);
    word = fold_word (words);
    g_string_append_printf (text, "%s%s", w ? " " : "", word);
  }
  return g_string_free (text, FALSE);
}

void
cli_lines_fold (GPtrArray *lines)
{
  guint kept = 0;

  for (guint i = 0, n; i < lines->len; i += n) {
    CliLine **alike = (CliLine **) lines->pdata + i, *line = alike[0];
    g_autoptr (GPtrArray) names = g_ptr_array_new ();

    for (n = 1; i + n < lines->len && folds (alike[0], alike[n]); n++)
      ;
    if (n > 1) {
      char *more = line->more ? fold_more (alike, n) : NULL, *name;
      for (guint k = 0; k < n; k++)
        g_ptr_array_add (names, alike[k]->name);
      name = scenario_names_text (names, MAX_NAME);
      g_free (line->name);
      g_free (line->more);
      line->name = name;
      line->more = more;
      for (guint k = 1; k < n; k++)
        cli_line_free (alike[k]);
    }
    lines->pdata[kept++] = line;
  }
  lines->len = kept; /* those beyond are freed, or have moved down */
}

/* ---- In columns ---- */

/* Pads by characters, not bytes. */
static void
append_padded (GString *text, const char *words, guint width)
{
  glong length = g_utf8_strlen (words, -1);

  g_string_append (text, words);
  for (glong i = length; i < (glong) width; i++)
    g_string_append_c (text, ' ');
}

/* A sentence of its own, broken between words where it would run off the page. */
static void
append_sentence (GString *text, const char *words, guint margin)
{
  guint column = 0;

  for (const char *word = words; *word;) {
    gsize bytes = strcspn (word, " "), blanks = strspn (word + bytes, " ");
    guint length = (guint) g_utf8_strlen (word, (gssize) bytes);

    if (column && column + length > MAX_SENTENCE) {
      while (text->str[text->len - 1] == ' ')
        g_string_truncate (text, text->len - 1);
      g_string_append_printf (text, "\n%*s", (int) margin, "");
      column = 4;
    }
    g_string_append_len (text, word, (gssize) (bytes + blanks));
    column += length + (guint) blanks;
    word += bytes + blanks;
  }
}

/* "restart db01". (transfer full) */
static char *
who_of (const CliLine *line)
{
  return line->label ? g_strdup_printf ("%s %s", line->label, line->name) : g_strdup (line->name);
}

/* What is longer than `most` runs over, and makes nobody else wait for it. */
static void
widen (guint *width, const char *words, guint most)
{
  guint length = words ? (guint) g_utf8_strlen (words, -1) : 0;

  if (length <= most)
    *width = MAX (*width, length);
}

/* The indent, in which a mark stands where the marks of findings stand. */
static void
append_indent (const CliOptions *options, const CliLine *line, GString *text)
{
  g_autofree char *mark = line->mark ? cli_mark (options, (SimSeverity) (line->mark - 1), "") : NULL;

  if (mark)
    g_string_append_printf (text, "%s %*s", mark, line->indent > 1 ? (int) (2 * line->indent) - 2 : 0, "");
  else
    g_string_append_printf (text, "%*s", (int) (2 * line->indent), "");
}

void
cli_lines_append (const CliOptions *options, const GPtrArray *lines, GString *text)
{
  guint name = 0, move = 0, why = 0, times = CLOCK;

  for (guint i = 0; i < lines->len; i++) {
    const CliLine *line = lines->pdata[i];
    g_autofree char *clock = sim_time_clock (line->at - line->at % SIM_SECOND), *who = who_of (line);

    widen (&times, clock, MAX_CLOCK);
    widen (&name, who, MAX_NAME);
    widen (&move, line->move, MAX_MOVE);
    if (line->move && line->more)
      widen (&why, line->why, MAX_WHY);
  }
  for (guint i = 0; i < lines->len; i++) {
    const CliLine *line = lines->pdata[i];
    g_autofree char *clock = sim_time_clock (line->at - line->at % SIM_SECOND), *who = who_of (line);

    g_string_append_printf (text, "%*s  ", (int) times, clock);
    append_indent (options, line, text);
    if (who)
      append_padded (text, who, name), g_string_append (text, "  ");
    if (line->move)
      append_padded (text, line->move, move), g_string_append (text, "  ");
    if (line->move)
      append_padded (text, line->why, line->more ? why : 0);
    else
      append_sentence (text, line->why, times + 6);
    if (line->more)
      g_string_append_printf (text, "  %s", line->more);
    g_string_append_c (text, '\n');
  }
}
