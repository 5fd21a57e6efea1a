// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-oneline.h"

typedef struct
{
  const char *sentence;
  guint n_circuits;
  double width;
  guint n_shown;
} RoomCase;

static const RoomCase cases[] = {
  { "six circuits have room in the card", 6, 566, 6 },
  { "no circuit is fine", 0, 566, 0 },
  { "what has no room is not squeezed in", 12, 566, 7 },
  { "a very narrow card still shows one", 4, 40, 1 },
  { "no width at all shows one rather than dividing by nothing", 3, 0, 1 },
};

static void
test_room (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      DwOnelineLayout layout;

      g_test_message ("%s", cases[i].sentence);
      dw_oneline_lay_out (cases[i].n_circuits, cases[i].width, 285, &layout);
      g_assert_cmpuint (layout.n_shown, ==, cases[i].n_shown);
      g_assert_cmpfloat (layout.bus_width, <=, MAX (0, cases[i].width));
    }
}

static void
test_hits (void)
{
  DwOnelineLayout layout;

  dw_oneline_lay_out (4, 566, 285, &layout);
  g_assert_cmpint (dw_oneline_hit (&layout, 283, 40), ==, -1);
  g_assert_cmpint (dw_oneline_hit (&layout, 283, 2), ==, -2);
  for (guint i = 0; i < layout.n_shown; i++)
    g_assert_cmpint (dw_oneline_hit (&layout, dw_oneline_get_circuit_x (&layout, i), layout.switch_y), ==, (int)i);
  g_assert_cmpint (dw_oneline_hit (&layout, layout.bus_x - 1, layout.switch_y), ==, -2);
  g_assert_cmpint (dw_oneline_hit (&layout, layout.bus_x + layout.bus_width, layout.switch_y), ==, -2);
  g_assert_cmpint (dw_oneline_hit (&layout, layout.first_x, layout.text_y + 100), ==, -2);
}

static void
test_circuits_stand_in_the_middle (void)
{
  DwOnelineLayout layout;

  dw_oneline_lay_out (3, 600, 285, &layout);
  g_assert_cmpfloat_with_epsilon (dw_oneline_get_circuit_x (&layout, 1), 300, 1e-9);
  g_assert_cmpfloat (layout.step, <=, 108);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/oneline/circuits-without-room-are-not-squeezed-in", test_room);
  g_test_add_func ("/oneline/a-press-finds-what-is-drawn", test_hits);
  g_test_add_func ("/oneline/circuits-stand-in-the-middle", test_circuits_stand_in_the_middle);
  return g_test_run ();
}
