// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "dw-pages.h"
#include "dw-size-class.h"
#include "dw-test-frame.h"

/* Every page fits on a small screen of 1280 px, also when the window was wide before and with long names (S0-06). Run once for each language. */

#define WIDE 1400
#define SMALL 1280

typedef struct
{
  DwTestFrame *frame;
  guint n_polls;
} Case;

static Case *
open_case (void)
{
  Case *self = g_new0 (Case, 1);

  self->frame = dw_test_frame_open ();
  dw_place_set_name (self->frame->school, "滨海新区大港示范第二实验小学");
  dw_place_set_name (self->frame->box, "教学楼A 2AL1 二层末端箱");
  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *id = g_strdup_printf ("%u", i);

      dw_test_frame_put_alarm (self->frame, id, i % 4 + 1, DW_ALARM_STATE_UNACK, 360000 * (i + 1));
    }
  return self;
}

static void
close_case (Case *self)
{
  dw_test_frame_close (self->frame);
  g_free (self);
}

/* A window of its own frame may be a few px smaller than asked for. */
static void
set_size (Case *self, int width, int height)
{
  gtk_window_set_default_size (GTK_WINDOW (self->frame->window), width, height);
  dw_test_frame_run_ms (300);
}

/* On a busy machine an answer of the display to the size before may come late and undo the new one: it is asked for again. */
static gboolean
is_narrow (gpointer data)
{
  Case *self = data;
  gboolean narrow;

  g_object_get (dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_SIZE_CLASS), "narrow", &narrow, NULL);
  if (!narrow && ++self->n_polls % 20 == 0)
    gtk_window_set_default_size (GTK_WINDOW (self->frame->window), SMALL - (int)(self->n_polls / 20 % 2), 720);
  return narrow;
}

/* What is in it, not what it says it needs. */
static int
measure_pages (Case *self)
{
  GtkWidget *classes = dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_SIZE_CLASS);
  int minimum;

  gtk_widget_measure (gtk_widget_get_first_child (classes), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static void
every_page_fits_on_a_small_screen (void)
{
  Case *self = open_case ();
  guint n_pages;
  const DwPageEntry *pages = dw_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      set_size (self, WIDE, 900);
      gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.show-page", "s", pages[i].id);
      dw_test_frame_run_ms (300);
      set_size (self, SMALL, 720);
      dw_test_frame_wait (is_narrow, self, "pages for a small screen");
      dw_test_frame_run_ms (300);
      g_test_message ("%s: %d px in a window of %d px", pages[i].id, measure_pages (self), gtk_widget_get_width (GTK_WIDGET (self->frame->window)));
      g_assert_cmpint (measure_pages (self), <=, SMALL);
      g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->frame->window)), <=, SMALL);
    }
  close_case (self);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, DW_BUILD_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  g_test_message ("%s", _ ("Acknowledge"));
  g_test_add_func ("/widths/small", every_page_fits_on_a_small_screen);
  return g_test_run ();
}
