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
