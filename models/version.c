/* Versions as texts, see fleet/terms.h.
 *
 * Two families of Nutanix have dates for names, and then numbers: AHV was 20230302.100173 before it was 10.0, and Prism Central
 * 2024.3 before it was 7.3. They have their place below all others, so that they compare as they came out. The day of an AHV is
 * that of its branch, of which there were few: kept is which branch, and the build. */

#include "models/fleet.h"

#include <string.h>

#define YEAR_NAMED (1u << 23) /* a Prism Central; an AHV else */
#define FIRST_YEAR 2015

/* No list of them is published in one place. These are the ones that public logs and scripts name; 20160217, 20160925, 20180802 and
 * 20190211 are from memory. There is room for fifteen. */
static const guint32 branches[] = { 20160217, 20160601, 20160925, 20170830, 20180123, 20180425, 20180802, 20190211,
                                    20190308, 20190916, 20191030, 20201007, 20201105, 20220304, 20230302 };

/* Up to four numbers and nothing else; 0 is none. */
static guint
read_numbers (const char *text, guint32 *numbers)
{
  for (guint n = 0; n < 4; n++) {
    guint64 number = 0;
    guint digits = 0;

    for (; g_ascii_isdigit (*text) && digits < 9; text++, digits++)
      number = number * 10 + (guint64) (*text - '0');
    if (digits == 0)
      return 0;
    numbers[n] = (guint32) number;
    if (*text == '\0')
      return n + 1;
    if (*text++ != '.')
      return 0;
  }
  return 0;
}

static ModelVersion
pack_ahv (const guint32 *numbers, guint n)
{
  for (guint b = 0; n == 2 && numbers[1] < 1u << 19 && b < G_N_ELEMENTS (branches); b++)
    if (branches[b] == numbers[0])
      return (b + 1) << 19 | numbers[1];
  return 0;
}

static ModelVersion
pack_prism_central (const guint32 *numbers, guint n)
{
  const guint32 minor = n > 1 ? numbers[1] : 0, patch = n > 2 ? numbers[2] : 0, last = n > 3 ? numbers[3] : 0;

  if (numbers[0] >= FIRST_YEAR + 16 || minor > 31 || patch > 63 || last > 255)
    return 0;
  return YEAR_NAMED | (numbers[0] - FIRST_YEAR) << 19 | minor << 14 | patch << 8 | last;
}

gboolean
model_version_parse (const char *text, ModelVersion *ret_version)
{
  guint32 numbers[4] = { 0 };
  guint n = read_numbers (text, numbers);
  ModelVersion version = 0;

  if (n == 0)
    return FALSE;
  if (numbers[0] > 20000000)
    version = pack_ahv (numbers, n);
  else if (numbers[0] >= FIRST_YEAR)
    version = pack_prism_central (numbers, n);
  else
    for (guint i = 0; i < 4; i++) {
      if (numbers[i] > 255)
        return FALSE;
      version |= numbers[i] << (24 - 8 * i);
    }
  if (!version || (numbers[0] == 0))
    return FALSE;
  *ret_version = version;
  return TRUE;
}

gboolean
model_version_is_a_year (ModelVersion version)
{
  return version && version < 1u << 24 && version & YEAR_NAMED;
}

/* Two numbers at least, and no zeros after them: 8.0, 8.0.3, 6.5.2.6. */
char *
model_version_text (ModelVersion version)
{
  guint part[] = { version >> 24, version >> 16 & 255, version >> 8 & 255, version & 255 };

  if (model_version_is_a_year (version)) {
    part[0] = FIRST_YEAR + (version >> 19 & 15);
    part[1] = version >> 14 & 31;
    part[2] = version >> 8 & 63;
  } else if (version && version < 1u << 24)
    return g_strdup_printf ("%u.%u", branches[(version >> 19) - 1], version & ((1u << 19) - 1));
  if (part[3])
    return g_strdup_printf ("%u.%u.%u.%u", part[0], part[1], part[2], part[3]);
  return part[2] ? g_strdup_printf ("%u.%u.%u", part[0], part[1], part[2])
                 : g_strdup_printf ("%u.%u", part[0], part[1]);
}
