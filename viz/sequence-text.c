/* Sequence diagrams as text that other programs draw: Mermaid and PlantUML.
 *
 * Both take lines, so a name with a line break, a semicolon or the word "end" in it would be taken for a command. What could
 * be is written as an entity; what is no letter, digit or plain sign is one in any case. */

#include "viz/sequence.h"
#include "viz/words.h"

#include <string.h>

/* Plain in both, wherever it stands in a line of words. */
#define PLAIN " .,:()+=/?!^'|-"

static gboolean
is_plain (gunichar c)
{
  return c > 0x7f || g_unichar_isalnum (c) || strchr (PLAIN, (int) c);
}

/* A word that Mermaid's parser stops at, wherever it stands. */
static gboolean
is_end (const char *word)
{
  return g_ascii_strncasecmp (word, "end", 3) == 0 && !g_ascii_isalnum (word[3]);
}

static void
append_mermaid (GString *out, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);
  gboolean in_word = FALSE;

  for (const char *p = cleaned; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!is_plain (c) || (!in_word && is_end (p)))
      g_string_append_printf (out, "#%u;", c);
    else
      g_string_append_unichar (out, c);
    in_word = c < 0x80 ? g_ascii_isalnum ((char) c) : TRUE;
  }
}

/* PlantUML takes pairs of signs for a change of face: the second of a pair is written by its number. */
static void
append_plantuml (GString *out, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);
  gunichar last = 0;

  for (const char *p = cleaned; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!is_plain (c) || (c == last && c < 0x80 && strchr ("-/'=.", (int) c)))
      g_string_append_printf (out, "<U+%04X>", c);
    else
      g_string_append_unichar (out, c);
    last = c;
  }
}

typedef void (*Append) (GString *out, const char *text);

/* Both draw a line of words as long as it is. */
enum { COLUMNS = 44 };

static void
append_lines (GString *out, const char *text, Append append, const char *brk, const char **joint)
{
  g_auto (GStrv) lines = viz_wrap (text, COLUMNS);

  for (char **line = lines; *line; line++) {
    g_string_append (out, *joint);
    append (out, *line);
    *joint = brk;
  }
}

guint
viz_row_lines (const VizRow *row)
{
  g_auto (GStrv) head = viz_wrap (row->head ? row->head : "", COLUMNS),
                 words = viz_wrap (row->words ? row->words : "", COLUMNS);

  return g_strv_length (head) + g_strv_length (words) + (row->state ? 1 : 0);
}

/* Whatever a row says, a piece below another. `brk` breaks a line. */
static void
append_words (GString *out, const VizRow *row, Append append, const char *brk)
{
  const char *joint = "";

  if (row->head)
    append_lines (out, row->head, append, brk, &joint);
  if (row->words)
    append_lines (out, row->words, append, brk, &joint);
  if (row->state) {
    g_string_append_printf (out, "%s→ ", joint);
    append (out, row->state);
  }
}

/* ---- Mermaid ---- */

static void
put_mermaid_row (GString *out, const VizRow *row, SimTime *last)
{
  g_autofree char *clock = sim_time_clock (row->at - row->at % SIM_SECOND);

  if (row->kind == VIZ_NOTE) {
    g_string_append_printf (out, "  Note over L%u: ", row->to);
    append_mermaid (out, row->severity == SIM_NOTE ? "" : "! ");
  } else {
    g_string_append_printf (out, "  L%u->>L%u: ", row->from, row->to);
  }
  if (row->at / SIM_SECOND != *last)
    g_string_append_printf (out, "%s ", clock);
  *last = row->at / SIM_SECOND;
  append_words (out, row, append_mermaid, "<br/>");
  g_string_append_c (out, '\n');
}

static void
put_mermaid (GString *out, const VizPage *page)
{
  SimTime last = -1;

  g_string_append (out, "sequenceDiagram\n");
  for (guint lane = 0; lane < page->lanes->len; lane++) {
    g_string_append_printf (out, "  participant L%u as ", lane);
    append_mermaid (out, page->lanes->pdata[lane]);
    g_string_append_c (out, '\n');
  }
  for (guint r = 0; r < page->rows->len; r++)
    put_mermaid_row (out, page->rows->pdata[r], &last);
}

/* A heading of Markdown, in which signs might mean something. */
static void
put_heading (GString *out, const char *mark, const char *text)
{
  g_autofree char *cleaned = viz_clean (text);

  g_string_append (out, mark);
  for (const char *p = cleaned; *p; p++) {
    if (strchr ("\\`*_{}[]<>#|~!", *p))
      g_string_append_c (out, '\\');
    g_string_append_c (out, *p);
  }
  g_string_append (out, "\n\n");
}

char *
viz_sequence_mermaid (const VizSequence *sequence)
{
  GString *out = g_string_new (NULL);

  if (sequence->pages->len == 1) {
    put_mermaid (out, sequence->pages->pdata[0]);
    return g_string_free (out, FALSE);
  }
  put_heading (out, "# ", sequence->title);
  for (guint p = 0; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];

    put_heading (out, "## ", page->title);
    if (page->subtitle)
      put_heading (out, "", page->subtitle);
    g_string_append (out, "```mermaid\n");
    put_mermaid (out, page);
    g_string_append (out, "```\n\n");
  }
  return g_string_free (out, FALSE);
}

/* ---- PlantUML ---- */

static void
put_plantuml_row (GString *out, const VizRow *row, SimTime *last)
{
  g_autofree char *clock = sim_time_clock (row->at - row->at % SIM_SECOND);

  if (row->kind == VIZ_NOTE)
    g_string_append_printf (out, "note over L%u : %s", row->to, row->severity == SIM_NOTE ? "" : "! ");
  else
    g_string_append_printf (out, "L%u -> L%u : ", row->from, row->to);
  if (row->at / SIM_SECOND != *last)
    g_string_append_printf (out, "%s ", clock);
  *last = row->at / SIM_SECOND;
  append_words (out, row, append_plantuml, "\\n");
  g_string_append_c (out, '\n');
}

char *
viz_sequence_plantuml (const VizSequence *sequence)
{
  GString *out = g_string_new (NULL);

  for (guint p = 0; p < sequence->pages->len; p++) {
    const VizPage *page = sequence->pages->pdata[p];
    SimTime last = -1;

    g_string_append (out, "@startuml\nskinparam maxMessageSize 220\nhide footbox\ntitle ");
    append_plantuml (out, page->title);
    g_string_append_c (out, '\n');
    for (guint lane = 0; lane < page->lanes->len; lane++) {
      g_string_append (out, "participant \"");
      append_plantuml (out, page->lanes->pdata[lane]);
      g_string_append_printf (out, "\" as L%u\n", lane);
    }
    for (guint r = 0; r < page->rows->len; r++)
      put_plantuml_row (out, page->rows->pdata[r], &last);
    g_string_append (out, "@enduml\n");
  }
  return g_string_free (out, FALSE);
}
