// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-icon.h"
#include "dw-symbol.h"

/* Plan: each priority in each state differs from every other (also in grey); the ring is the only thing that blinks, is left out below 14 px, and stays within its reach;
 * icons all parse; what is no path is refused. Numbers of pixels, not pictures. */

#define SIZE 24
#define SIDE 48

static cairo_surface_t *
draw (guint priority, DwSymbolState state, double size, DwRing ring)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (DwPalette) palette = dw_palette_new_print ();

  dw_palette_set (palette, cr, DW_COLOR_SURFACE);
  cairo_paint (cr);
  dw_symbol_draw (cr, palette, priority, state, (SIDE - size) / 2, (SIDE - size) / 2, size, ring);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint8
grey_at (cairo_surface_t *surface, int x, int y)
{
  const guint8 *pixel = cairo_image_surface_get_data (surface) + y * cairo_image_surface_get_stride (surface) + 4 * x;

  return (guint8)((pixel[0] * 11 + pixel[1] * 59 + pixel[2] * 30) / 100);
}

static guint
count_different (cairo_surface_t *a, cairo_surface_t *b)
{
  guint count = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      count += ABS (grey_at (a, x, y) - grey_at (b, x, y)) > 40;
  return count;
}

static guint
count_beyond (cairo_surface_t *surface, double size)
{
  double edge = (SIDE - size) / 2 - dw_symbol_reach (size);
  guint count = 0;

  for (int y = 0; y < SIDE; y++)
    for (int x = 0; x < SIDE; x++)
      if (x < edge || y < edge || x >= SIDE - edge || y >= SIDE - edge)
        count += grey_at (surface, x, y) < 250;
  return count;
}

/* In grey: colour never stands alone. */
static void
test_every_symbol_is_its_own (void)
{
  cairo_surface_t *pictures[4 * 6];
  guint n = 0;

  for (guint priority = 1; priority <= 4; priority++)
    for (guint state = DW_SYMBOL_UNACK; state <= DW_SYMBOL_OUT_OF_SERVICE; state++)
      pictures[n++] = draw (priority, (DwSymbolState)state, SIZE, DW_RING_SHOWN);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        g_test_message ("symbol %u against %u", i, j);
        g_assert_cmpuint (count_different (pictures[i], pictures[j]), >, 8);
      }
  for (guint i = 0; i < n; i++)
    cairo_surface_destroy (pictures[i]);
}

static void
test_only_the_ring_blinks (void)
{
  for (guint state = 0; state < DW_N_SYMBOL_STATES; state++)
    {
      cairo_surface_t *on = draw (2, (DwSymbolState)state, SIZE, DW_RING_SHOWN), *off = draw (2, (DwSymbolState)state, SIZE, DW_RING_HIDDEN);
      gboolean differs = count_different (on, off) > 0;

      g_assert_cmpint (differs, ==, dw_symbol_state_has_ring ((DwSymbolState)state));
      cairo_surface_destroy (on);
      cairo_surface_destroy (off);
    }
}

static void
test_small_symbols_have_no_ring (void)
{
  cairo_surface_t *on = draw (1, DW_SYMBOL_UNACK, 12, DW_RING_SHOWN), *off = draw (1, DW_SYMBOL_UNACK, 12, DW_RING_HIDDEN);

  g_assert_cmpuint (count_different (on, off), ==, 0);
  g_assert_cmpfloat (dw_symbol_reach (12), ==, 0);
  cairo_surface_destroy (on);
  cairo_surface_destroy (off);
}

static void
test_ring_stays_within_its_reach (void)
{
  for (guint priority = 1; priority <= 4; priority++)
    {
      cairo_surface_t *picture = draw (priority, DW_SYMBOL_UNACK, SIZE, DW_RING_SHOWN);

      g_assert_cmpuint (count_beyond (picture, SIZE), ==, 0);
      cairo_surface_destroy (picture);
    }
}

static void
test_icons_all_parse (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  const char *const *names = dw_icon_list ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (dw_icon_draw (cr, names[i], 0, 0, SIDE));
    }
  g_assert_false (dw_icon_draw (cr, "no-such-icon", 0, 0, SIDE));
  g_assert_false (dw_icon_exists (NULL));
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static const struct
{
  const char *data;
  gboolean good;
  double x, y; /* where it ends */
} paths[] = {
  { "M1 2 3 4", TRUE, 3, 4 },
  { "M1 2H5V7", TRUE, 5, 7 },
  { "M1 2 3 4Z", TRUE, 1, 2 },
  { "M0 0A.8.8 0 1 1 6.49 6", TRUE, 6.49, 6 },
  { "M0 0C1 1 2 2 3 3S5 5 6 6", TRUE, 6, 6 },
  { "M-1-2", TRUE, -1, -2 },
  { "M1", FALSE, 0, 0 },
  { "M1 x", FALSE, 0, 0 },
  { "1 2", FALSE, 0, 0 },
  { "M1 2Z3", FALSE, 0, 0 },
  { "M1 2 q 3 4", FALSE, 0, 0 },
  { "M1 2A5 5 0 1", FALSE, 0, 0 },
};

static void
test_paths (void)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 1, 1);

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autofree char *exact = g_strdup (paths[i].data);
      cairo_t *cr = cairo_create (surface);
      double x, y;

      g_test_message ("%s", paths[i].data);
      g_assert_cmpint (dw_path_append (cr, exact), ==, paths[i].good);
      cairo_get_current_point (cr, &x, &y);
      if (paths[i].good)
        {
          g_assert_cmpfloat_with_epsilon (x, paths[i].x, 0.01);
          g_assert_cmpfloat_with_epsilon (y, paths[i].y, 0.01);
        }
      cairo_destroy (cr);
    }
  cairo_surface_destroy (surface);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/symbol/every-priority-and-state-is-its-own-in-grey", test_every_symbol_is_its_own);
  g_test_add_func ("/symbol/only-the-ring-blinks", test_only_the_ring_blinks);
  g_test_add_func ("/symbol/small-ones-have-no-ring", test_small_symbols_have_no_ring);
  g_test_add_func ("/symbol/ring-stays-within-its-reach", test_ring_stays_within_its_reach);
  g_test_add_func ("/icon/all-parse", test_icons_all_parse);
  g_test_add_func ("/path/absolute-commands-only", test_paths);
  return g_test_run ();
}
