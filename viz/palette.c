#include "viz/palette.h"

#include <math.h>
#include <stdlib.h>

static const char *const colours[VIZ_N_COLOURS] = {
  [VIZ_PAPER] = "#ffffff",       [VIZ_PATCH] = "#f4f5f6",       [VIZ_INK] = "#16191c",
  [VIZ_INK_SOFT] = "#44494f",    [VIZ_INK_FAINT] = "#666b70",   [VIZ_INK_ALARM] = "#9c1c00",
  [VIZ_LINE] = "#4a5057",        [VIZ_LINE_STRONG] = "#0b4a82", [VIZ_LINE_FAINT] = "#8d9298",
  [VIZ_FILL_START] = "#cfe3f4",  [VIZ_FILL_STEADY] = "#ecf4f9", [VIZ_FILL_PASSING] = "#fffaeb",
  [VIZ_FILL_FAILED] = "#fbdccb",
};

const char *
viz_colour (VizColour colour)
{
  g_assert (colour < VIZ_N_COLOURS);
  return colours[colour];
}

static double
luminance (const char *colour)
{
  static const double weights[3] = { 0.0722, 0.7152, 0.2126 }; /* blue, green, red */
  gulong rgb = strtoul (colour + 1, NULL, 16);
  double sum = 0;

  for (guint i = 0; i < 3; i++) {
    double part = (double) (rgb >> 8 * i & 0xff) / 255;

    sum += weights[i] * (part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4));
  }
  return sum;
}

double
viz_contrast (const char *one, const char *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}
