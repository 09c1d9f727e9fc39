#include "scenarios/units.h"

#include <string.h>

typedef struct {
  ScenarioFamily family;
  const char *name;
  gint64 factor, divisor; /* a unit is factor ÷ divisor of what the family counts in */
} Unit;

#define MS_PER_DAY (G_GINT64_CONSTANT (24) * 60 * 60 * 1000)

/* clang-format off */
static const Unit units[] = {
  { SCENARIO_MEMORY,   "MiB",    1,             1 },
  { SCENARIO_MEMORY,   "GiB",    1 << 10,       1 },
  { SCENARIO_MEMORY,   "TiB",    1 << 20,       1 },
  { SCENARIO_MEMORY,   "KiB",    1,             1 << 10 },
  { SCENARIO_MEMORY,   "B",      1,             1 << 20 },
  { SCENARIO_CLOCK,    "MHz",    1,             1 },
  { SCENARIO_CLOCK,    "GHz",    1000,          1 },
  { SCENARIO_RATE,     "B/s",    1,             1 },
  { SCENARIO_RATE,     "KiB/s",  1 << 10,       1 },
  { SCENARIO_RATE,     "MiB/s",  1 << 20,       1 },
  { SCENARIO_RATE,     "GiB/s",  1 << 30,       1 },
  { SCENARIO_LINK,     "bit/s",  1,             1 },
  { SCENARIO_LINK,     "kbit/s", 1000,          1 },
  { SCENARIO_LINK,     "Mbit/s", 1000000,       1 },
  { SCENARIO_LINK,     "Gbit/s", 1000000000,    1 },
  { SCENARIO_DURATION, "ms",     1,             1 },
  { SCENARIO_DURATION, "s",      1000,          1 },
  { SCENARIO_DURATION, "m",      60 * 1000,     1 },
  { SCENARIO_DURATION, "min",    60 * 1000,     1 },
  { SCENARIO_DURATION, "h",      3600 * 1000,   1 },
  { SCENARIO_DURATION, "d",      MS_PER_DAY,    1 },
  { SCENARIO_PERCENT,  "",       1000,          1 },
  { SCENARIO_PERCENT,  "%",      1000,          1 },
};

/* What people write, and what they should. */
static const struct { const char *wrong, *right; } spellings[] = {
  { "MB", "MiB" }, { "GB", "GiB" }, { "TB", "TiB" }, { "KB", "KiB" }, { "kB", "KiB" }, { "M", "MiB" }, { "G", "GiB" }, { "T", "TiB" },
  { "Mi", "MiB" }, { "Gi", "GiB" }, { "Ti", "TiB" }, { "Mib", "MiB" }, { "Gib", "GiB" }, { "mb", "MiB" }, { "gb", "GiB" },
  { "Mhz", "MHz" }, { "Ghz", "GHz" }, { "mhz", "MHz" }, { "ghz", "GHz" },
  { "MB/s", "MiB/s" }, { "GB/s", "GiB/s" }, { "KB/s", "KiB/s" }, { "kB/s", "KiB/s" },
  { "Gb/s", "Gbit/s" }, { "Mb/s", "Mbit/s" }, { "Gbps", "Gbit/s" }, { "Mbps", "Mbit/s" }, { "Gbit", "Gbit/s" }, { "Mbit", "Mbit/s" },
  { "sec", "s" }, { "secs", "s" }, { "second", "s" }, { "seconds", "s" }, { "mins", "min" }, { "minute", "min" }, { "minutes", "min" },
  { "hour", "h" }, { "hours", "h" }, { "hr", "h" }, { "day", "d" }, { "days", "d" },
  { "percent", "%" }, { "per cent", "%" },
};

const ScenarioFamilyRow scenario_families[SCENARIO_N_FAMILIES] = {
  [SCENARIO_MEMORY]   = { "a size of memory", "memory",     "16 GiB",   "MiB, GiB or TiB",      "^[0-9]+([.][0-9]+)? *(B|KiB|MiB|GiB|TiB)$" },
  [SCENARIO_CLOCK]    = { "a frequency",      "frequencies",  "2.6 GHz",  "MHz or GHz",           "^[0-9]+([.][0-9]+)? *(MHz|GHz)$" },
  [SCENARIO_RATE]     = { "a rate of bytes",  "rates", "80 MiB/s", "KiB/s, MiB/s or GiB/s", "^[0-9]+([.][0-9]+)? *(B|KiB|MiB|GiB)/s$" },
  [SCENARIO_LINK]     = { "a link speed",     "link speed", "25 Gbit/s", "Mbit/s or Gbit/s",    "^[0-9]+([.][0-9]+)? *(|k|M|G)bit/s$" },
  [SCENARIO_DURATION] = { "a duration",       "durations",       "90 min",   "ms, s, min, h or d",   "^([0-9]+([.][0-9]+)? *(ms|s|m|min|h|d) *)+$" },
  [SCENARIO_PERCENT]  = { "a percentage",     "shares",     "25 %",     "%",                    "^(100([.]0+)?|[0-9]{1,2}([.][0-9]+)?) *%?$" },
};

/* Beyond all reason: 1 EiB, a million GHz, 1 EiB/s, 1 Pbit/s, a hundred years, all of it. Sums over a fleet stay far from 64
 * bits. */
static const gint64 most[SCENARIO_N_FAMILIES] = {
  [SCENARIO_MEMORY]   = G_GINT64_CONSTANT (1) << 40,
  [SCENARIO_CLOCK]    = G_GINT64_CONSTANT (1000000000),
  [SCENARIO_RATE]     = G_GINT64_CONSTANT (1) << 50,
  [SCENARIO_LINK]     = G_GINT64_CONSTANT (1000000000000000),
  [SCENARIO_DURATION] = 36525 * MS_PER_DAY,
  [SCENARIO_PERCENT]  = 100000,
};
/* clang-format on */

/* What went wrong, and what to write. */
static gboolean
fail (char **problem, char **advice, char *what, char *write)
{
  *problem = what;
  *advice = write;
  return FALSE;
}

static const Unit *
find_unit (ScenarioFamily family, const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].family == family && g_str_equal (units[i].name, name))
      return &units[i];
  return NULL;
}

static const char *
right_spelling (ScenarioFamily family, const char *wrong)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_str_equal (spellings[i].wrong, wrong) && find_unit (family, spellings[i].right))
      return spellings[i].right;
  for (gsize i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].family == family && *wrong && g_ascii_strcasecmp (units[i].name, wrong) == 0)
      return units[i].name;
  return NULL;
}

/* Digits, perhaps a point and digits: mantissa ÷ 10^places. FALSE beyond eighteen digits. */
static gboolean
read_decimal (const char **text, gint64 *mantissa, guint *places)
{
  const char *p = *text;
  guint digits = 0;
  gboolean point = FALSE;

  *mantissa = 0;
  *places = 0;
  for (; g_ascii_isdigit (*p) || (*p == '.' && !point && g_ascii_isdigit (p[1])); p++) {
    if (*p == '.') {
      point = TRUE;
      continue;
    }
    if (*mantissa > 0 && ++digits > 17)
      return FALSE;
    *mantissa = *mantissa * 10 + (*p - '0');
    *places += point ? 1 : 0;
  }
  *text = p;
  return *places <= 18;
}

static gboolean
too_large (ScenarioFamily family, const char *text, char **problem, char **advice)
{
  char *advise = family == SCENARIO_PERCENT ? g_strdup ("a share is at most 100 %") : NULL;

  return fail (problem, advice,
               g_strdup_printf ("'%s' is too large for %s", text, scenario_families[family].what), advise);
}

static gboolean
no_quantity (ScenarioFamily family, const char *text, char **problem, char **advice)
{
  const ScenarioFamilyRow *row = &scenario_families[family];

  if (*text == '-' && g_ascii_isdigit (text[1]))
    return fail (problem, advice, g_strdup_printf ("'%s' is negative", text),
                 g_strdup_printf ("expected %s, like %s", row->what, row->example));
  return fail (problem, advice, g_strdup_printf ("'%s' is not %s", text, row->what),
               g_strdup_printf ("expected a number and its unit (%s), like %s", row->units, row->example));
}

/* A unit that the family does not know, or none. */
static gboolean
no_unit (ScenarioFamily family, const char *text, int number, const char *unit, char **problem, char **advice)
{
  const ScenarioFamilyRow *row = &scenario_families[family];
  const char *right = right_spelling (family, unit);

  if (*unit == '\0')
    return fail (problem, advice, g_strdup_printf ("'%s' has no unit", text),
                 g_strdup_printf ("units are written out (%s), like %s", row->units, row->example));
  return fail (problem, advice, g_strdup_printf ("'%s' is no unit for %s", unit, row->noun),
               right ? g_strdup_printf ("write %.*s %s", number, text, right)
                     : g_strdup_printf ("expected %s, like %s", row->units, row->example));
}

static gboolean
not_whole (const Unit *unit, const char *text, gint64 near, char **problem, char **advice)
{
  static const char *const inside[] = { "MiB", "MHz", "B/s", "bit/s", "ms", "thousandths of a per cent" };
  g_autofree char *right
      = unit->family == SCENARIO_PERCENT
            ? g_strdup_printf ("%" G_GINT64_FORMAT ".%03d %%", near / 1000, (int) (near % 1000))
            : g_strdup_printf ("%" G_GINT64_FORMAT " %s", near, inside[unit->family]);

  return fail (problem, advice,
               g_strdup_printf ("'%s' is not a whole number of %s", text, inside[unit->family]),
               g_strdup_printf ("write %s", right));
}

gboolean
scenario_quantity_read (ScenarioFamily family, const char *text, gint64 *ret_value, char **problem,
                        char **advice)
{
  const char *p = text;
  gint64 sum = 0, last = G_MAXINT64;

  do {
    const char *number = p;
    gint64 mantissa;
    guint places, length;

    if (!g_ascii_isdigit (*p))
      return no_quantity (family, text, problem, advice);
    if (!read_decimal (&p, &mantissa, &places))
      return fail (problem, advice, g_strdup_printf ("'%s' has too many digits", text), NULL);
    int digits = (int) (p - number);
    while (*p == ' ')
      p++;
    length = (guint) strcspn (p, " 0123456789");
    g_autofree char *name = g_strndup (p, length);
    const Unit *unit = find_unit (family, name);

    if (strchr (".,-", *name) ? *name : last != G_MAXINT64 && family != SCENARIO_DURATION)
      return no_quantity (family, text, problem, advice);
    if (!unit)
      return no_unit (family, number, digits, name, problem, advice);
    if (unit->factor >= last)
      return fail (problem, advice, g_strdup_printf ("'%s' has its units out of order", text),
                   g_strdup ("the greatest comes first, each once, like 1h30m"));
    unsigned __int128 whole = (unsigned __int128) mantissa * (unsigned __int128) unit->factor;
    unsigned __int128 parts = (unsigned __int128) unit->divisor;
    for (; places > 0; places--)
      parts *= 10;
    if (whole / parts > (unsigned __int128) (most[family] - sum))
      return too_large (family, text, problem, advice);
    if (whole % parts)
      return not_whole (unit, text, sum + (gint64) ((whole + parts / 2) / parts), problem, advice);
    sum += (gint64) (whole / parts);
    last = unit->factor;
    for (p += length; *p == ' '; p++)
      if (p[1] == '\0')
        return no_quantity (family, text, problem, advice);
  } while (*p);
  *ret_value = sum;
  return TRUE;
}

gboolean
scenario_number_read (const char *text, guint64 highest, guint64 *ret_value, char **problem, char **advice)
{
  if (*text == '-' && g_ascii_isdigit (text[1]))
    return fail (problem, advice, g_strdup_printf ("'%s' is negative", text),
                 g_strdup ("expected a whole number"));
  if (!g_ascii_isdigit (*text) || text[strspn (text, "0123456789")])
    return fail (problem, advice, g_strdup_printf ("'%s' is not a whole number", text), NULL);
  if (!g_ascii_string_to_unsigned (text, 10, 0, highest, ret_value, NULL))
    return fail (problem, advice, g_strdup_printf ("%s is too large", text),
                 g_strdup_printf ("at most %" G_GUINT64_FORMAT, highest));
  return TRUE;
}
