#include "models/fleet.h"
#include "scenarios/import/prism.h"
#include <string.h>

/* Two to four numbers up to `most`, and nothing else. */
static gboolean
is_version (const char *text, gsize length, guint64 most)
{
  guint parts = 0;

  for (gsize at = 0; at < length; parts++) {
    char *end = NULL;
    guint64 part = g_ascii_isdigit (text[at]) ? g_ascii_strtoull (text + at, &end, 10) : most + 1;
    if (part > most)
      return FALSE;
    at = (gsize) (end - text);
    if (at < length && (text[at++] != '.' || at == length))
      return FALSE;
  }
  return parts >= 2 && parts <= 4;
}

/* The first of the words that is one, or the end of one that begins with letters: "el8.nutanix.20230302.100173", "pc.2024.3". */
static char *
first_version (const char *text, gboolean (*is_one) (const char *text, gsize length))
{
  for (const char *at = text; at && *at;) {
    gsize length = strcspn (at, " -_");
    for (const char *begin = at; begin < at + length; begin++)
      if ((begin == at || (begin[-1] == '.' && g_ascii_isalpha (*at)))
          && is_one (begin, length - (gsize) (begin - at)))
        return g_strndup (begin, length - (gsize) (begin - at));
    at += length + (at[length] != '\0');
  }
  return NULL;
}

static gboolean
is_of_the_language (const char *text, gsize length)
{
  g_autofree char *one = g_strndup (text, length);
  ModelVersion version;

  return is_version (text, length, G_MAXUINT32) && model_version_parse (one, &version);
}

static gboolean
is_of_any_numbers (const char *text, gsize length)
{
  return is_version (text, length, G_MAXUINT32);
}

char *
prism_version (const char *text)
{
  return first_version (text, is_of_the_language);
}

char *
prism_release (const char *text)
{
  char *release = first_version (text, is_of_any_numbers);

  return release || !text ? release : g_strdup (text);
}

/* AHV was named by dates before it was 10.0, Prism Central by years before it was 7.3. */
static guint64
before_numbers (guint64 first)
{
  return first >= 2000 ? 0 : first;
}

int
prism_compare_versions (const char *a, const char *b)
{
  guint64 first = g_ascii_strtoull (a, NULL, 10), other = g_ascii_strtoull (b, NULL, 10);

  if (before_numbers (first) != before_numbers (other))
    return before_numbers (first) < before_numbers (other) ? -1 : 1;
  for (guint part = 0; part < 4; part++) {
    char *rest_a = NULL, *rest_b = NULL;
    guint64 left = g_ascii_strtoull (a, &rest_a, 10), right = g_ascii_strtoull (b, &rest_b, 10);
    if (left != right)
      return left < right ? -1 : 1;
    a = rest_a + (*rest_a == '.');
    b = rest_b + (*rest_b == '.');
  }
  return 0;
}
