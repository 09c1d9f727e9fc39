#include "scenarios/ranges.h"

#include <string.h>

#define MOST_DIGITS 9

gboolean
scenario_is_range (const char *text)
{
  return strpbrk (text, "[]") != NULL;
}

/* Reads up to MOST_DIGITS digits; 0 when there are none, or too many. */
static gsize
read_number (const char *text, guint *ret_number)
{
  gsize n = strspn (text, "0123456789");

  if (n > MOST_DIGITS)
    return 0;
  *ret_number = 0;
  for (gsize i = 0; i < n; i++)
    *ret_number = *ret_number * 10 + (guint) (text[i] - '0');
  return n;
}

/* `[01-04]` at `open`: its ends, its width, and what follows it; NULL when it is no range. */
static const char *
read_range (const char *open, guint *ret_first, guint *ret_last, int *ret_width)
{
  gsize n = read_number (open + 1, ret_first), m;
  const char *dash = open + 1 + n;

  if (n == 0 || *dash != '-')
    return NULL;
  m = read_number (dash + 1, ret_last);
  if (m == 0 || dash[1 + m] != ']')
    return NULL;
  *ret_width = (int) n;
  return dash + m + 2;
}

char *
scenario_range_expand (const char *text, guint most, GPtrArray *names)
{
  guint begin = names->len, first = 0, last = 0;
  const char *open;
  int width = 0;

  g_ptr_array_add (names, g_strdup (""));
  while ((open = strpbrk (text, "[]"))) {
    const char *rest = *open == '[' ? read_range (open, &first, &last, &width) : NULL;
    guint n = names->len - begin;

    char *problem = NULL;

    if (!rest)
      problem = g_strdup ("a range is written [01-04]; put a name that has brackets in quotes");
    else if (last < first)
      problem = g_strdup_printf ("a range goes upwards: [%u-%u]", last, first);
    else if ((guint64) n * (last - first + 1) > most)
      problem = g_strdup_printf ("a range may stand for at most %u names", most);
    if (problem) {
      g_ptr_array_set_size (names, (int) begin);
      return problem;
    }
    for (guint i = 0; i < n; i++)
      for (guint number = first;; number++) {
        const char *stem = g_ptr_array_index (names, begin + i);
        g_ptr_array_add (names,
                         g_strdup_printf ("%s%.*s%0*u", stem, (int) (open - text), text, width, number));
        if (number == last)
          break;
      }
    g_ptr_array_remove_range (names, begin, n);
    text = rest;
  }
  for (guint i = begin; i < names->len; i++) {
    char *stem = g_ptr_array_index (names, i);
    names->pdata[i] = g_strconcat (stem, text, NULL);
    g_free (stem);
  }
  return NULL;
}

/* Two runs of digits by value; moves both pointers past them. */
static int
compare_numbers (const char **a, const char **b, int *zeros)
{
  gsize zeros_a = strspn (*a, "0"), zeros_b = strspn (*b, "0");
  const char *x = *a + zeros_a, *y = *b + zeros_b;
  gsize n = strspn (x, "0123456789"), m = strspn (y, "0123456789");
  int order = n != m ? (n < m ? -1 : 1) : memcmp (x, y, n);

  if (*zeros == 0 && zeros_a != zeros_b)
    *zeros = zeros_a < zeros_b ? -1 : 1;
  *a = x + n;
  *b = y + m;
  return order;
}

int
scenario_natural_compare (const char *a, const char *b)
{
  int zeros = 0; /* decides only between names that are otherwise equal */

  while (*a && *b) {
    if (g_ascii_isdigit (*a) && g_ascii_isdigit (*b)) {
      int order = compare_numbers (&a, &b, &zeros);
      if (order)
        return order;
    } else if (*a != *b)
      return (guchar) *a < (guchar) *b ? -1 : 1;
    else
      a++, b++;
  }
  return *a || *b ? (*a ? 1 : -1) : zeros;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return scenario_natural_compare (*(const char *const *) a, *(const char *const *) b);
}

/* The last number of a name, where it begins and how long it is; FALSE when it has none that could be counted on. */
static gboolean
last_number (const char *name, gsize *ret_begin, gsize *ret_n, guint *ret_number)
{
  gsize end = strlen (name);

  while (end && !g_ascii_isdigit (name[end - 1]))
    end--;
  *ret_begin = end;
  while (*ret_begin && g_ascii_isdigit (name[*ret_begin - 1]))
    --*ret_begin;
  *ret_n = end - *ret_begin;
  return *ret_n && read_number (name + *ret_begin, ret_number) == *ret_n;
}

/* The range that begins with name `i` of sorted ones, or the name itself (transfer full); how many names it stands for. */
static char *
range_from (const GPtrArray *sorted, guint i, guint *ret_n)
{
  const char *name = sorted->pdata[i];
  gsize begin, digits;
  guint number = 0, n = 1;
  gboolean counts = !scenario_is_range (name) && last_number (name, &begin, &digits, &number);

  for (; counts && i + n < sorted->len; n++) {
    g_autofree char *next
        = g_strdup_printf ("%.*s%0*u%s", (int) begin, name, (int) digits, number + n, name + begin + digits);
    if (!g_str_equal (next, sorted->pdata[i + n]))
      break;
  }
  *ret_n = n;
  if (n == 1)
    return g_strdup (name);
  return g_strdup_printf ("%.*s[%0*u-%0*u]%s", (int) begin, name, (int) digits, number, (int) digits,
                          number + n - 1, name + begin + digits);
}

/* Sorted names as ranges, as many as fit into `most` characters, the first in any case. (transfer full) */
static char *
first_names (const GPtrArray *sorted, guint most)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0, n; i < sorted->len; i += n) {
    g_autofree char *range = range_from (sorted, i, &n), *end = NULL;
    guint left = sorted->len - i - n;
    gsize before = text->len;

    g_string_append_printf (text, "%s%s", i ? ", " : "", range);
    end = left ? g_strdup_printf (" and %u more", left) : g_strdup ("");
    if (i && g_utf8_strlen (text->str, -1) + (glong) strlen (end) > (glong) most) {
      g_string_truncate (text, before);
      g_string_append_printf (text, " and %u more", left + n);
      break;
    }
  }
  return g_string_free (text, FALSE);
}

char *
scenario_names_text (const GPtrArray *names, guint most)
{
  g_autoptr (GPtrArray) sorted = g_ptr_array_sized_new (names->len);
  char *all;

  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (sorted, names->pdata[i]);
  g_ptr_array_sort (sorted, compare_names);
  all = first_names (sorted, G_MAXINT);
  if (!most || g_utf8_strlen (all, -1) <= (glong) most)
    return all;
  g_free (all);
  return first_names (sorted, most);
}
