#include "sim/time.h"

static gint64
saturate (unsigned __int128 value)
{
  return value >= (unsigned __int128) (G_MAXINT64 - 1) ? G_MAXINT64 - 1 : (gint64) value;
}

gint64
sim_muldiv (gint64 a, gint64 b, gint64 c)
{
  g_assert (a >= 0 && b >= 0 && c > 0);
  return saturate ((unsigned __int128) a * (unsigned __int128) b / (unsigned __int128) c);
}

gint64
sim_muldiv_up (gint64 a, gint64 b, gint64 c)
{
  g_assert (a >= 0 && b >= 0 && c > 0);
  return saturate (((unsigned __int128) a * (unsigned __int128) b + (unsigned __int128) (c - 1))
                   / (unsigned __int128) c);
}

char *
sim_time_clock (SimTime at)
{
  gint64 s = at / SIM_SECOND, ms = at % SIM_SECOND;
  g_autofree char *clock
      = at < SIM_DAY ? g_strdup_printf ("%d:%02d:%02d", (int) (s / 3600), (int) (s / 60 % 60), (int) (s % 60))
                     : g_strdup_printf ("%" G_GINT64_FORMAT " d %02d:%02d:%02d", s / 86400,
                                        (int) (s / 3600 % 24), (int) (s / 60 % 60), (int) (s % 60));

  return ms ? g_strdup_printf ("%s.%03d", clock, (int) ms) : g_steal_pointer (&clock);
}

/* The units of sim_time_words, greatest first: below `from`, the next one speaks. */
static const struct {
  SimTime from, unit, part; /* said in `unit`s, and the rest in `part`s */
  const char *name, *part_name;
} scales[] = {
  { 2 * SIM_DAY, SIM_DAY, SIM_HOUR, "d", "h" },
  { SIM_HOUR, SIM_HOUR, SIM_MINUTE, "h", "min" },
  { SIM_MINUTE, SIM_MINUTE, SIM_SECOND, "min", "s" },
};

char *
sim_time_words (SimTime duration)
{
  if (duration == SIM_NEVER)
    return g_strdup ("for ever");
  for (gsize i = 0; i < G_N_ELEMENTS (scales); i++)
    if (duration >= scales[i].from) {
      gint64 whole = duration / scales[i].unit, rest = duration % scales[i].unit / scales[i].part;

      return rest ? g_strdup_printf ("%" G_GINT64_FORMAT " %s %" G_GINT64_FORMAT " %s", whole, scales[i].name,
                                     rest, scales[i].part_name)
                  : g_strdup_printf ("%" G_GINT64_FORMAT " %s", whole, scales[i].name);
    }
  if (duration < SIM_SECOND)
    return g_strdup_printf ("%" G_GINT64_FORMAT " ms", duration);
  if (duration % SIM_SECOND == 0)
    return g_strdup_printf ("%" G_GINT64_FORMAT " s", duration / SIM_SECOND);
  return g_strdup_printf ("%" G_GINT64_FORMAT ".%" G_GINT64_FORMAT " s", duration / SIM_SECOND,
                          duration % SIM_SECOND / 100);
}
