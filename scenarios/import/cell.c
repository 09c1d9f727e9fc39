#include "scenarios/import/cell.h"
#include <string.h>

#define LARGEST                                                                                              \
  G_GINT64_CONSTANT (1000000000000000) /* a million times the largest cluster; keeps products in range */

typedef struct {
  ScenarioUnit unit;
  const char *suffix; /* folded */
  gint64 times, over;
} Suffix;

static const Suffix suffixes[] = {
  { SCENARIO_UNIT_MIB, "kb", 1, 1024 },        { SCENARIO_UNIT_MIB, "mb", 1, 1 },
  { SCENARIO_UNIT_MIB, "gb", 1024, 1 },        { SCENARIO_UNIT_MIB, "gib", 1024, 1 },
  { SCENARIO_UNIT_MIB, "tb", 1024 * 1024, 1 }, { SCENARIO_UNIT_MIB, "tib", 1024 * 1024, 1 },
  { SCENARIO_UNIT_MHZ, "mhz", 1, 1 },          { SCENARIO_UNIT_MHZ, "ghz", 1000, 1 },
  { SCENARIO_UNIT_MBIT, "mbs", 1, 1 },         { SCENARIO_UNIT_MBIT, "mbits", 1, 1 },
  { SCENARIO_UNIT_MBIT, "mbps", 1, 1 },        { SCENARIO_UNIT_MBIT, "mbit", 1, 1 },
  { SCENARIO_UNIT_MBIT, "gbs", 1000, 1 },      { SCENARIO_UNIT_MBIT, "gbits", 1000, 1 },
  { SCENARIO_UNIT_MBIT, "gbps", 1000, 1 },     { SCENARIO_UNIT_MBIT, "gbit", 1000, 1 },
};

static const char *const expectations[] = {
  [SCENARIO_UNIT_COUNT] = "a whole number",
  [SCENARIO_UNIT_MIB] = "a size in MiB",
  [SCENARIO_UNIT_MHZ] = "a speed in MHz",
  [SCENARIO_UNIT_MBIT] = "a speed in Mbit/s",
};

/* Drops every kind of blank, and the apostrophe that groups digits in Switzerland. */
static char *
without_blanks (const char *text)
{
  GString *out = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    if (!g_unichar_isspace (c) && c != 0xfeff && c != '\'' && c != 0x2019)
      g_string_append_unichar (out, c);
  }
  return g_string_free (out, FALSE);
}

/* A number taken apart: digits without grouping, how many of them stand behind the decimal sign, and what follows. */
typedef struct {
  GString *digits;
  gboolean negative;
  int decimals;
  const char *rest;
} Number;

/* Three digits and no more stand behind each grouping sign. */
static gboolean
is_group (const char *p)
{
  return g_ascii_isdigit (p[0]) && g_ascii_isdigit (p[1]) && g_ascii_isdigit (p[2])
         && !g_ascii_isdigit (p[3]);
}

static gboolean
take_apart (const char *p, char decimal, Number *number)
{
  char grouping = decimal == ',' ? '.' : ',';

  number->negative = *p == '-';
  p += *p == '-' || *p == '+';
  if (!g_ascii_isdigit (*p))
    return FALSE;
  for (gboolean grouped = FALSE; g_ascii_isdigit (*p) || *p == grouping; p++) {
    if (*p == grouping) {
      if ((!grouped && number->digits->len > 3) || !is_group (p + 1))
        return FALSE;
      grouped = TRUE;
    } else
      g_string_append_c (number->digits, *p);
  }
  if (*p == decimal && g_ascii_isdigit (p[1]))
    for (p++; g_ascii_isdigit (*p); p++, number->decimals++)
      g_string_append_c (number->digits, *p);
  if ((*p == 'e' || *p == 'E')
      && (g_ascii_isdigit (p[1]) || (strchr ("+-", p[1]) && g_ascii_isdigit (p[2])))) {
    char *end = NULL;
    gint64 power = g_ascii_strtoll (p + 1, &end, 10);
    number->decimals -= (int) CLAMP (power, -100, 100);
    p = end;
  }
  number->rest = p;
  return TRUE;
}

/* The value in whole units, or FALSE when it does not fit or a count is not whole. */
static gboolean
weigh (const Number *number, ScenarioUnit unit, gint64 times, gint64 over, gint64 *value)
{
  gsize length = number->digits->len;
  gsize zeros = strspn (number->digits->str, "0");
  __int128 sum = 0, below = over, rest;
  int decimals = number->decimals;

  if (length - zeros > 18)
    return FALSE;
  for (gsize i = zeros; i < length; i++)
    sum = sum * 10 + (number->digits->str[i] - '0');
  for (; decimals < 0 && sum != 0; decimals++)
    if ((sum *= 10) > LARGEST)
      return FALSE;
  for (; decimals > 0 && below < LARGEST * (__int128) 1000000; decimals--)
    below *= 10;
  sum *= times;
  rest = sum % below;
  if (unit == SCENARIO_UNIT_COUNT && rest != 0)
    return FALSE;
  sum = sum / below + (rest * 2 >= below);
  if (sum > LARGEST)
    return FALSE;
  *value = number->negative ? -(gint64) sum : (gint64) sum;
  return TRUE;
}

gboolean
scenario_cell_number (const char *text, char decimal, ScenarioUnit unit, gint64 *value, const char **expected)
{
  g_autofree char *dense = text ? without_blanks (text) : NULL;
  g_autoptr (GString) digits = g_string_new (NULL);
  Number number = { digits, FALSE, 0, NULL };
  g_autofree char *suffix = NULL;

  *value = SCENARIO_UNKNOWN;
  *expected = expectations[unit];
  if (!dense || g_str_equal (dense, "-") || g_ascii_strcasecmp (dense, "n/a") == 0)
    return TRUE;
  if (!take_apart (dense, decimal, &number))
    return FALSE;
  suffix = scenario_fold (number.rest);
  if (*number.rest == '\0')
    return weigh (&number, unit, 1, 1, value);
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (suffixes[i].unit == unit && g_str_equal (suffixes[i].suffix, suffix))
      return weigh (&number, unit, suffixes[i].times, suffixes[i].over, value);
  return FALSE;
}

gboolean
scenario_sheet_number (const ScenarioSheet *sheet, guint row, int column, ScenarioUnit unit, gint64 *value,
                       GError **error)
{
  const char *text = scenario_sheet_text (sheet, row, column), *expected;

  return scenario_cell_number (text, sheet->decimal, unit, value, &expected)
         || scenario_sheet_fail (sheet, row, column, error, "expected %s under '%s', found '%.60s'", expected,
                                 scenario_sheet_title (sheet, (guint) column), text);
}

gboolean
scenario_sheet_answer (const ScenarioSheet *sheet, guint row, int column, ScenarioAnswer *answer,
                       GError **error)
{
  /* As RVTools and spreadsheets write it, the latter in the language of the desktop. */
  static const char *const yes[] = { "true", "1", "yes", "wahr", "vrai", "verdadero", "vero", "waar" };
  static const char *const no[] = { "false", "0", "no", "falsch", "faux", "falso", "onwaar" };
  const char *text = scenario_sheet_text (sheet, row, column);

  *answer = SCENARIO_UNSAID;
  if (!text || g_str_equal (text, "-"))
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (yes); i++)
    if (g_ascii_strcasecmp (text, yes[i]) == 0)
      *answer = SCENARIO_YES;
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    if (g_ascii_strcasecmp (text, no[i]) == 0)
      *answer = SCENARIO_NO;
  return *answer != SCENARIO_UNSAID
         || scenario_sheet_fail (sheet, row, column, error,
                                 "expected True or False under '%s', found '%.60s'",
                                 scenario_sheet_title (sheet, (guint) column), text);
}

/* Reads N.N or N.N.N at `p`. */
static gboolean
version_at (const char *p, guint64 part[3])
{
  for (int i = 0; i < 3; i++) {
    char *end = NULL;
    part[i] = 0;
    if (i > 0 && *p != '.')
      return i == 2;
    p += i > 0;
    if (!g_ascii_isdigit (*p))
      return i == 2;
    part[i] = g_ascii_strtoull (p, &end, 10);
    if (part[i] > 255) /* the language's limit */
      return FALSE;
    p = end;
  }
  return TRUE;
}

char *
scenario_cell_version (const char *text)
{
  guint64 part[3];

  for (const char *p = text; p && *p; p++)
    if (g_ascii_isdigit (*p) && (p == text || (!g_ascii_isdigit (p[-1]) && p[-1] != '.'))
        && version_at (p, part))
      return g_strdup_printf ("%u.%u.%u", (guint) part[0], (guint) part[1], (guint) part[2]);
  return NULL;
}

int
scenario_compare_versions (const char *a, const char *b)
{
  guint64 left[3] = { 0 }, right[3] = { 0 };

  g_assert (version_at (a, left) && version_at (b, right));
  for (int i = 0; i < 3; i++)
    if (left[i] != right[i])
      return left[i] < right[i] ? -1 : 1;
  return 0;
}

/* Columns that hold numbers whatever the rest of the tab holds. Others would mislead: addresses, versions, names. */
static gboolean
is_number_column (const char *header)
{
  static const char *const names[] = { "cpus",
                                       "memory",
                                       "speed",
                                       "overall",
                                       "reservation",
                                       "active",
                                       "activememory",
                                       "consumed",
                                       "overhead",
                                       "corespercpu",
                                       "vram",
                                       "totalcpu",
                                       "totalmemory",
                                       "effectivecpu",
                                       "effectivememory",
                                       "max",
                                       "entitlement",
                                       "vinfocpus",
                                       "vinfomemory",
                                       "vhostcpumhz",
                                       "vhostmemorysize",
                                       "vhostvram",
                                       "vmemoryreservation",
                                       "vmusedmemory",
                                       "vsizemb",
                                       NULL };

  return header
         && (strchr (header, '#') == header || strchr (header, '%') || g_str_has_suffix (header, "percore")
             || g_str_has_suffix (header, "mb") || g_str_has_suffix (header, "mbtotal")
             || g_strv_contains (names, header));
}

/* What one cell says about the decimal sign: '.', ',' or 0 for nothing. */
static char
evidence (const char *text)
{
  g_autofree char *dense = without_blanks (text);
  const char *p = dense + (*dense == '-' || *dense == '+'), *sign = strpbrk (p, ".,"), *last;
  char other;

  if (!sign || !g_ascii_isdigit (*p))
    return 0;
  other = *sign == '.' ? ',' : '.';
  last = strrchr (p, *sign);
  if (strspn (p, "0123456789.,") != strcspn (p, "%KMGTkmgt")) /* neither a number nor one with a unit */
    return 0;
  if (strchr (p, other))
    return other; /* both stand there: the second is the decimal sign */
  if (sign != last)
    return other; /* it repeats, so it groups */
  if (is_group (sign + 1) && sign - p <= 3 && *p != '0')
    return 0; /* 1,234 may be either */
  return *sign;
}

gboolean
scenario_sheet_decide_decimal (ScenarioSheet *sheet, char fallback, GError **error)
{
  const char *first = NULL;
  char found = 0;

  for (guint column = 0; column < scenario_sheet_columns (sheet); column++) {
    guint rows = is_number_column (scenario_sheet_header (sheet, column)) ? scenario_sheet_rows (sheet) : 0;
    for (guint row = 0; row < rows; row++) {
      const char *text = scenario_sheet_text (sheet, row, (int) column);
      char sign = text ? evidence (text) : 0;
      if (sign && found && sign != found)
        return scenario_sheet_fail (
            sheet, row, (int) column, error,
            "'%.60s' uses '%c' as its decimal sign, but '%.60s' uses '%c': expected one sign in one file",
            text, sign, first, found);
      if (sign && !found) {
        found = sign;
        first = text;
      }
    }
  }
  sheet->decimal = found ? found : fallback;
  return TRUE;
}
