#include "viz/bars.h"

#include "viz/words.h"

#include <string.h>

/* A moment is as wide as this, and words keep away from what is beside them. */
enum { LEAST = 40, LEAST_OF_MANY = 10, AROUND = 60, FEWEST = 6 /* characters that still say something */ };

static void
clear_bar (gpointer data)
{
  VizBar *bar = data;

  g_free (bar->label);
  g_free (bar->beside);
}

/* ---- Widths ---- */

static guint
width_of_char (gunichar c)
{
  if (g_unichar_iszerowidth (c))
    return 0;
  if (g_unichar_iswide (c))
    return 118;
  return strchr ("mwMW@%", (int) MIN (c, 0x7f)) ? 90 : g_unichar_isupper (c) ? 70 : 59;
}

guint
viz_label_width (const char *label)
{
  guint width = 0;

  for (const char *p = label; *p; p = g_utf8_next_char (p))
    width += width_of_char (g_utf8_get_char (p));
  return width + AROUND;
}

char *
viz_label_in (const char *text, guint width)
{
  g_autofree char *cleaned = viz_clean (text);
  guint used = AROUND + width_of_char (0x2026), n = 0;
  const char *p = cleaned;

  if (viz_label_width (cleaned) <= width)
    return g_steal_pointer (&cleaned);
  for (; *p && used + width_of_char (g_utf8_get_char (p)) <= width; p = g_utf8_next_char (p), n++)
    used += width_of_char (g_utf8_get_char (p));
  return n < FEWEST ? NULL : g_strdup_printf ("%.*s…", (int) (p - cleaned), cleaned);
}

/* ---- Bars ---- */

static const VizSpan *
span_of (const VizTrack *track, guint i)
{
  return &g_array_index (track->spans, VizSpan, i);
}

static guint
x_of (SimTime at, SimTime end, guint width)
{
  return (guint) sim_muldiv (CLAMP (at, 0, end), width, end);
}

static gboolean
has_room (const VizSpan *span, SimTime end, guint width)
{
  g_autofree char *label = viz_clean (span->label);

  return viz_label_width (label) <= x_of (span->until, end, width) - x_of (span->from, end, width);
}

/* Whether a span may share a bar with the one before it: on its way as well, or at rest for a moment somewhere on the way, but
 * not where it came from, since that would be back. */
static gboolean
goes_on (const VizTrack *track, guint first, guint i, SimTime end, guint width)
{
  const VizSpan *span = span_of (track, i);

  if (span->from != span[-1].until || has_room (span, end, width))
    return FALSE;
  return span->kind == SIM_PASSING
         || (span->kind == SIM_STEADY && i + 1 < track->spans->len && span[1].kind == SIM_PASSING
             && (!first || !g_str_equal (span->label, span_of (track, first - 1)->label)));
}

/* How many spans from the first on are one bar: what is passed through, one right after another, each too short for words. */
static guint
spans_of_bar (const VizTrack *track, guint first, SimTime end, guint width)
{
  guint n = 1;

  if (span_of (track, first)->kind != SIM_PASSING || has_room (span_of (track, first), end, width))
    return 1;
  while (first + n < track->spans->len && goes_on (track, first, first + n, end, width))
    n++;
  return n;
}

/* Nothing is too short to be seen, and nothing goes beyond the end. */
static void
widen (VizBar *bar, guint next, guint width)
{
  guint least = bar->from + LEAST <= next ? LEAST : LEAST_OF_MANY;

  bar->until = MAX (bar->until, bar->from + least);
  if (bar->until > width) {
    bar->until = width;
    bar->from = MIN (bar->from, width - least);
  }
}

/* ---- Labels ---- */

/* The states that share a bar, or the longest of them and that there were more. (transfer full) */
static char *
label_of_many (const VizTrack *track, const VizBar *bar)
{
  g_autoptr (GString) all = g_string_new (NULL);
  g_autofree char *most = NULL;
  guint longest = bar->first;

  for (guint i = bar->first; i < bar->first + bar->n; i++) {
    g_string_append_printf (all, "%s%s", i > bar->first ? ", " : "", span_of (track, i)->label);
    if (span_of (track, i)->until - span_of (track, i)->from
        > span_of (track, longest)->until - span_of (track, longest)->from)
      longest = i;
  }
  if (viz_label_width (all->str) <= bar->until - bar->from)
    return g_strdup (all->str);
  most = g_strdup_printf ("%s, …", span_of (track, longest)->label);
  return viz_label_width (most) <= bar->until - bar->from ? g_steal_pointer (&most) : NULL;
}

/* "2 failures" as "2". (transfer full) */
static char *
number_of (const char *label, guint width)
{
  g_autofree char *number = g_strndup (label, strcspn (label, " "));

  return (g_ascii_isdigit (*label) || *label == '-') && viz_label_width (number) <= width + AROUND / 2
             ? g_steal_pointer (&number)
             : NULL;
}

/* "after 23 min: connected", where it was connected before; NULL where it was not. (transfer full) */
static char *
label_of_return (const VizTrack *track, const VizBar *bar)
{
  const VizSpan *span = span_of (track, bar->first);

  for (guint i = bar->first; i-- > 0 && span->kind == SIM_STEADY;)
    if (g_str_equal (span_of (track, i)->label, span->label)) {
      SimTime took = span->from / SIM_SECOND - span_of (track, i)->until / SIM_SECOND;
      g_autofree char *time = sim_time_words (took * SIM_SECOND), *label = viz_clean (span->label);

      return took ? g_strdup_printf ("after %s: %s", time, label) : NULL;
    }
  return NULL;
}

/* On the paper between this bar and its neighbours. `taken` is how far that on its left reaches with its words. */
static char *
beside (VizBar *bar, const char *label, guint taken, guint next)
{
  char *words = viz_label_in (label, next - MIN (bar->until, next));

  bar->to_the_left = !words;
  return words ? words : viz_label_in (label, bar->from - MIN (taken, bar->from));
}

static void
put_words (const VizTrack *track, VizBar *bar, const VizBar *before, guint next, gboolean together)
{
  const VizSpan *span = span_of (track, bar->first);
  guint room = bar->until - bar->from;
  guint taken
      = !before
            ? 0
            : before->until + (before->beside && !before->to_the_left ? viz_label_width (before->beside) : 0);
  g_autofree char *whole = viz_clean (span->label), *again = NULL;

  if (bar->n > 1) {
    bar->label = label_of_many (track, bar);
    return;
  }
  if (together)
    again = label_of_return (track, bar);
  if (again && viz_label_width (again) <= room)
    bar->label = g_steal_pointer (&again);
  if (!bar->label && viz_label_width (whole) <= room)
    bar->label = g_steal_pointer (&whole);
  if (!bar->label && !(bar->label = number_of (span->label, room))
      && !(bar->beside = beside (bar, span->label, taken, next)))
    bar->label = viz_label_in (span->label, room);
}

GArray *
viz_bars_of (const VizTrack *track, gboolean together, SimTime end, guint width)
{
  GArray *bars = g_array_new (FALSE, TRUE, sizeof (VizBar));

  end = MAX (end, 1);
  g_array_set_clear_func (bars, clear_bar);
  for (guint i = 0, n; i < track->spans->len; i += n) {
    VizBar bar = { .first = i };

    bar.n = n = together ? spans_of_bar (track, i, end, width) : 1;
    bar.from = x_of (span_of (track, i)->from, end, width);
    bar.until = x_of (span_of (track, i + n - 1)->until, end, width);
    g_array_append_val (bars, bar);
  }
  for (guint b = 0; b < bars->len; b++) {
    VizBar *bar = &g_array_index (bars, VizBar, b);

    widen (bar, b + 1 < bars->len ? bar[1].from : G_MAXUINT, width);
  }
  for (guint b = 0; b < bars->len; b++) {
    VizBar *bar = &g_array_index (bars, VizBar, b), *before = b ? bar - 1 : NULL;

    put_words (track, bar, before, b + 1 < bars->len ? bar[1].from : width + VIZ_BARS_BEYOND, together);
  }
  return bars;
}
