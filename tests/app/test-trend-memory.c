// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-memory.h"

/* What a person had chosen comes back as it was; a text that somebody spoilt brings back what can be read of it, or nothing. */

static DwTrendChoice *
make_choice (void)
{
  DwTrendChoice *choice = dw_trend_choice_new ();

  dw_trend_choice_add (choice, 2001, "current_b");
  dw_trend_choice_add (choice, 2002, NULL);
  dw_trend_choice_add (choice, 2003, "temperature_2");
  dw_trend_choice_set_shown (choice, 2002, FALSE);
  dw_trend_choice_set_kind (choice, DW_TREND_KIND_LOAD_RATE);
  dw_trend_choice_set_right_kind (choice, DW_TREND_KIND_FREQUENCY);
  dw_trend_choice_set_mode (choice, DW_TREND_MODE_SPLIT);
  dw_trend_choice_set_view (choice, DW_TREND_VIEW_LOAD);
  dw_trend_choice_set_overlay (choice, DW_TREND_OVERLAY_MARKS, FALSE);
  dw_trend_choice_set_overlay (choice, DW_TREND_OVERLAY_PREVIOUS, TRUE);
  return choice;
}

static void
test_comes_back (void)
{
  g_autoptr (DwTrendChoice) choice = make_choice ();
  g_autoptr (DwTrendChoice) back = dw_trend_choice_new ();
  g_autofree char *text = dw_trend_memory_write (choice, DW_SPAN_MONTH);
  DwSpanUnit unit = DW_SPAN_DAY;

  g_assert_true (dw_trend_memory_read (text, back, &unit));
  g_assert_cmpint (unit, ==, DW_SPAN_MONTH);
  g_assert_cmpuint (dw_trend_choice_get_n_items (back), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      g_assert_cmpint (dw_trend_choice_get_item (back, i)->device_id, ==, dw_trend_choice_get_item (choice, i)->device_id);
      g_assert_cmpstr (dw_trend_choice_get_item (back, i)->pinned, ==, dw_trend_choice_get_item (choice, i)->pinned);
      g_assert_cmpint (dw_trend_choice_get_item (back, i)->shown, ==, i != 1);
    }
  g_assert_cmpint (dw_trend_choice_get_kind (back), ==, DW_TREND_KIND_LOAD_RATE);
  g_assert_cmpint (dw_trend_choice_get_right_kind (back), ==, DW_TREND_KIND_FREQUENCY);
  g_assert_cmpint (dw_trend_choice_get_mode (back), ==, DW_TREND_MODE_SPLIT);
  g_assert_cmpint (dw_trend_choice_get_view (back), ==, DW_TREND_VIEW_LOAD);
  for (guint i = 0; i < DW_N_TREND_OVERLAYS; i++)
    g_assert_cmpint (dw_trend_choice_has_overlay (back, (DwTrendOverlay)i), ==, dw_trend_choice_has_overlay (choice, (DwTrendOverlay)i));
}

static const struct
{
  const char *sentence, *text;
  gboolean fine;
  guint n_items;
  DwTrendKind kind;
  DwSpanUnit unit;
} texts[] = {
  { "nothing", "", FALSE, 0, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "no key file", "2001;2002", FALSE, 0, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "of a later program", "[trend]\nformat=2\ncircuits=2001\n", FALSE, 0, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "another group", "[other]\nformat=1\ncircuits=2001\n", FALSE, 0, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "format alone", "[trend]\nformat=1\n", TRUE, 0, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "circuits that are none are passed over", "[trend]\nformat=1\ncircuits=2001;box;-;;-5x;0;2002:\n", TRUE, 1, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "one circuit twice is one", "[trend]\nformat=1\ncircuits=2001;2001:current_a\nquantity=voltage\n", TRUE, 1, DW_TREND_KIND_VOLTAGE, DW_SPAN_DAY },
  { "nine are eight", "[trend]\nformat=1\ncircuits=1;2;3;4;5;6;7;8;9\n", TRUE, 8, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "words that mean nothing", "[trend]\nformat=1\ncircuits=2001\nquantity=colour\nlayout=round\nview=3d\nspan=century\noverlays=all\n", TRUE, 1, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_DAY },
  { "a span", "[trend]\nformat=1\ncircuits=2001\nspan=year\n", TRUE, 1, DW_TREND_KIND_RESIDUAL_CURRENT, DW_SPAN_YEAR },
};

static void
test_spoilt (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (DwTrendChoice) choice = dw_trend_choice_new ();
      DwSpanUnit unit = DW_SPAN_DAY;

      g_test_message ("%s", texts[i].sentence);
      g_assert_cmpint (dw_trend_memory_read (texts[i].text, choice, &unit), ==, texts[i].fine);
      g_assert_cmpuint (dw_trend_choice_get_n_items (choice), ==, texts[i].n_items);
      g_assert_cmpint (dw_trend_choice_get_kind (choice), ==, texts[i].kind);
      g_assert_cmpint (unit, ==, texts[i].unit);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trend-memory/comes-back", test_comes_back);
  g_test_add_func ("/trend-memory/spoilt-texts", test_spoilt);
  return g_test_run ();
}
