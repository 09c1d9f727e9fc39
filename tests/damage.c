#include "tests/damage.h"
#include <string.h>
#include "sim/sim.h"

gsize
damage_draw (Damage *damage, gsize below)
{
  return (gsize) sim_random_below (damage->seed, 0, (guint32) damage->run, damage->draws++, below);
}

/* The stretch of a whole line somewhere in the text. */
static void
some_line (Damage *damage, const GString *text, gsize *ret_begin, gsize *ret_length)
{
  gsize begin = damage_draw (damage, text->len + 1), end;

  while (begin > 0 && text->str[begin - 1] != '\n')
    begin--;
  end = begin + strcspn (text->str + begin, "\n");
  *ret_begin = begin;
  *ret_length = end - begin + (text->str[end] == '\n');
}

static guint
count_words (const Damage *damage)
{
  return g_strv_length ((char **) damage->words);
}

void
damage_text (Damage *damage, GString *text)
{
  gsize begin, length;

  some_line (damage, text, &begin, &length);
  switch (damage_draw (damage, 7)) {
  case 0: /* a byte */
    if (text->len)
      text->str[damage_draw (damage, text->len)] = (char) damage_draw (damage, 256);
    break;
  case 1: /* a word more */
    g_string_insert (text, (gssize) damage_draw (damage, text->len + 1),
                     damage->words[damage_draw (damage, count_words (damage))]);
    break;
  case 2: /* a line less */
    g_string_erase (text, (gssize) begin, (gssize) length);
    break;
  case 3: { /* a line twice, the second time elsewhere */
    g_autofree char *line = g_strndup (text->str + begin, length);
    some_line (damage, text, &begin, &length);
    g_string_insert (text, (gssize) begin, line);
    break;
  }
  case 4: { /* a line of another scenario */
    const GString *other = damage->texts->pdata[damage_draw (damage, damage->texts->len)];
    gsize from, n;
    some_line (damage, other, &from, &n);
    g_string_insert_len (text, (gssize) begin, other->str + from, (gssize) n);
    break;
  }
  case 5: /* the end is missing */
    if (damage_draw (damage, 8) == 0)
      g_string_truncate (text, damage_draw (damage, text->len + 1));
    break;
  case 6: { /* a word in the place of a value */
    const char *colon = strpbrk (text->str + begin, damage->values);
    if (colon && colon < text->str + begin + length) {
      gsize value = (gsize) (colon - text->str) + 1;
      g_string_erase (text, (gssize) value, (gssize) strcspn (text->str + value, damage->ends));
      g_string_insert (text, (gssize) value, damage->words[damage_draw (damage, count_words (damage))]);
      g_string_insert_c (text, (gssize) value, ' ');
    }
    break;
  }
  }
}
