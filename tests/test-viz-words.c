/* Drawings: colours that can be read, and how words are broken into lines. */

#include "viz/label.h"
#include "viz/viz.h"

#include <CUnit/CUnit.h>
#include <math.h>
#include <stdlib.h>

void test_viz_words_suite (void);

/* Colours */

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

/* The contrast between two colours as WCAG 2 defines it, from 1 (none) to 21. */
static double
contrast (const char *one, const char *other)
{
  double a = luminance (one), b = luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static void
inks_read_on_what_is_behind_them (void)
{
  static const VizColour inks[] = { VIZ_INK, VIZ_INK_SOFT, VIZ_INK_ALARM };

  for (guint i = 0; i < G_N_ELEMENTS (inks); i++)
    for (VizColour fill = VIZ_FILL_START; fill <= VIZ_FILL_FAILED; fill++)
      CU_ASSERT (contrast (viz_colour (inks[i]), viz_colour (fill)) >= 4.5);
  for (VizColour ink = VIZ_INK; ink <= VIZ_INK_ALARM; ink++) {
    CU_ASSERT (contrast (viz_colour (ink), viz_colour (VIZ_PAPER)) >= 4.5);
    CU_ASSERT (contrast (viz_colour (ink), viz_colour (VIZ_PATCH)) >= 4.5);
  }
  CU_ASSERT (contrast (viz_colour (VIZ_INK_FAINT), viz_colour (VIZ_FILL_PASSING)) >= 4.5);
  for (VizColour line = VIZ_LINE; line <= VIZ_LINE_FAINT; line++)
    CU_ASSERT (contrast (viz_colour (line), viz_colour (VIZ_PAPER)) >= 3);
}

static void
contrast_is_the_known_one (void)
{
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#000000", "#ffffff"), 21.0, 0.001);
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#ffffff", "#767676"), 4.54, 0.005);
  CU_ASSERT_DOUBLE_EQUAL (contrast ("#ff0000", "#ffffff"), 3.998, 0.005);
}

/* Words */

static char *
flowed (guint width, const char *first, const char *second)
{
  GString *dot = g_string_new (NULL);
  VizFlow flow = { dot, width, 0, FALSE };

  viz_flow (&flow, VIZ_PLAIN, first);
  if (second)
    viz_flow (&flow, VIZ_BOLD, second);
  return g_string_free (dot, FALSE);
}

static void
check_flow (guint width, const char *first, const char *second, const char *expected)
{
  g_autofree char *got = flowed (width, first, second);

  CU_ASSERT_STRING_EQUAL (got, expected);
}

static void
lines_break_between_words (void)
{
  check_flow (20, "short", NULL, "<FONT>short</FONT>");
  check_flow (12, "one two three", NULL, "<FONT>one two</FONT><BR/><FONT>three</FONT>");
  check_flow (20, "one", "two", "<FONT>one</FONT>&#160;<B>two</B>");
  check_flow (6, "one", "two", "<FONT>one</FONT><BR/><B>two</B>");
  check_flow (7, "one", "two", "<FONT>one</FONT>&#160;<B>two</B>");
  check_flow (20, "", "two", "<B>two</B>");
  check_flow (8, "one two three", "4", "<FONT>one two</FONT><BR/><FONT>three</FONT><BR/><B>4</B>");
  check_flow (20, "  \n ", NULL, "");
}

static void
long_words_break_inside (void)
{
  check_flow (4, "abcdefghij", NULL, "<FONT>abcd</FONT><BR/><FONT>efgh</FONT><BR/><FONT>ij</FONT>");
  check_flow (4, "a bcdefghij", NULL,
              "<FONT>a</FONT><BR/><FONT>bcde</FONT><BR/><FONT>fghi</FONT><BR/><FONT>j</FONT>");
}

static void
wide_characters_count_twice (void)
{
  check_flow (4, "仮想基盤", NULL, "<FONT>仮想</FONT><BR/><FONT>基盤</FONT>");
  check_flow (1, "仮想", NULL, "<FONT>仮</FONT><BR/><FONT>想</FONT>"); /* never stuck on what cannot fit */
}

static void
lines_are_of_even_length (void)
{
  check_flow (28, "/ the ring re-forms without it", NULL,
              "<FONT>/ the ring re-forms</FONT><BR/><FONT>without it</FONT>"); /* and not "it" alone */
  check_flow (9, "aa bb ccccccc", NULL,
              "<FONT>aa bb</FONT><BR/><FONT>ccccccc</FONT>"); /* whole words first */
  check_flow (10, "aaa bbb cc d", NULL, "<FONT>aaa bbb</FONT><BR/><FONT>cc d</FONT>");
}

static void
words_cannot_leave_their_label (void)
{
  check_flow (60, "<b>&amp;\"</b>", NULL, "<FONT>&lt;b&gt;&amp;amp;&quot;&lt;/b&gt;</FONT>");
  check_flow (60, "a\001\033[31mb\r\n\tc", NULL, "<FONT>a��[31mb c</FONT>");
  check_flow (60, "\\N", NULL, "<FONT>\\\\N</FONT>");
  check_flow (60, "not\377utf8", NULL, "<FONT>not�utf8</FONT>");
  check_flow (60, "\342\200\256esrever", NULL, "<FONT>�esrever</FONT>"); /* right-to-left override */
  check_flow (60, "\357\277\277", NULL, "<FONT>�</FONT>");               /* no character at all */
}

void
test_viz_words_suite (void)
{
  CU_TestInfo tests[] = {
    { "inks read on what is behind them", inks_read_on_what_is_behind_them },
    { "contrast is the known one", contrast_is_the_known_one },
    { "lines break between words", lines_break_between_words },
    { "long words break inside", long_words_break_inside },
    { "wide characters count twice", wide_characters_count_twice },
    { "lines are of even length", lines_are_of_even_length },
    { "words cannot leave their label", words_cannot_leave_their_label },
    CU_TEST_INFO_NULL,
  };
  CU_SuiteInfo suites[] = { { "viz-words", NULL, NULL, NULL, NULL, tests }, CU_SUITE_INFO_NULL };

  CU_register_suites (suites);
}
