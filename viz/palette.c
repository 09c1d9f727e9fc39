#include "viz/palette.h"

/* clang-format off */
static const char *const colours[VIZ_N_COLOURS] = {
  [VIZ_PAPER]        = "#ffffff",
  [VIZ_PATCH]        = "#f4f5f6",
  [VIZ_INK]          = "#16191c",
  [VIZ_INK_SOFT]     = "#44494f",
  [VIZ_INK_FAINT]    = "#666b70",
  [VIZ_INK_ALARM]    = "#9c1c00",
  [VIZ_LINE]         = "#4a5057",
  [VIZ_LINE_STRONG]  = "#0b4a82",
  [VIZ_LINE_FAINT]   = "#8d9298",
  [VIZ_LINE_HATCH]   = "#e3b341",
  [VIZ_FILL_START]   = "#cfe3f4",
  [VIZ_FILL_STEADY]  = "#ecf4f9",
  [VIZ_FILL_PASSING] = "#fffaeb",
  [VIZ_FILL_FAILED]  = "#fbdccb",
};
/* clang-format on */

const char *
viz_colour (VizColour colour)
{
  g_assert (colour < VIZ_N_COLOURS);
  return colours[colour];
}
