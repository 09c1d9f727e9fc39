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

static char *
first_version (const char *text, guint64 most)
{
  for (const char *at = text; at && *at;) {
    gsize length = strcspn (at, " -_");
    if (is_version (at, length, most))
      return g_strndup (at, length);
    at += length + (at[length] != '\0');
  }
  return NULL;
}

char *
prism_version (const char *text)
{
  return first_version (text, 255); /* the language's limit */
}

char *
prism_release (const char *text)
{
  char *release = first_version (text, G_MAXUINT32);

  return release || !text ? release : g_strdup (text);
}

int
prism_compare_versions (const char *a, const char *b)
{
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
