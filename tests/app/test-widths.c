// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <locale.h>

#include "dw-pages.h"
#include "dw-size-class.h"
#include "dw-test-frame.h"

/* Every page fits on a small screen of 1280 px, also when the window was wide before and with long names (S0-06). Run once for each language. */

#define SMALL 1280

typedef struct
{
  DwTestFrame *frame;
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

static GtkWidget *
get_classes (Case *self)
{
  return dw_test_find (GTK_WIDGET (self->frame->window), DW_TYPE_SIZE_CLASS);
}

static gboolean
is_wide (gpointer data)
{
  return gtk_widget_get_width (get_classes (data)) > SMALL;
}

static gboolean
is_narrow (gpointer data)
{
  gboolean narrow;

  g_object_get (get_classes (data), "narrow", &narrow, NULL);
  return narrow;
}

static int
measure (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  return minimum;
}

static gboolean
fits (gpointer widget)
{
  return measure (widget) <= SMALL;
}

/* widget: what must not need more than a small screen has, on any page. */
static void
check_pages (Case *self, GtkWidget *widget)
{
  guint n_pages;
  const DwPageEntry *pages = dw_pages_get (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.show-page", "s", pages[i].id);
      dw_test_frame_run_ms (300);
      g_test_message ("%s: %d px in a window of %d px", pages[i].id, measure (widget), gtk_widget_get_width (GTK_WIDGET (self->frame->window)));
      dw_test_frame_wait (fits, widget, "a page that fits on a small screen");
    }
}

/* A wide window may be made small, whatever its pages need while it is wide; and then they need less. */
static void
every_page_fits_on_a_small_screen (void)
{
  Case *self = open_case ();

  dw_test_frame_wait (is_wide, self, "a wide window");
  check_pages (self, get_classes (self));
  gtk_window_set_default_size (GTK_WINDOW (self->frame->window), SMALL, 720);
  dw_test_frame_wait (is_narrow, self, "pages for a small screen");
  check_pages (self, gtk_widget_get_first_child (get_classes (self)));
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (self->frame->window)), <=, SMALL);
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
