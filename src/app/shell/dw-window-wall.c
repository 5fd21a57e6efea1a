// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-window-private.h"

#include <glib/gi18n-lib.h>

#include "dw-ask.h"
#include "dw-wall.h"

/* The window as a wall: full screen, without header and rail, kept awake. The alarm bar and the status strip stay, and with them sound, keys and the state of every source. */

#define WALL "wall"

gboolean
dw_window_is_wall (DwWindow *self)
{
  return g_strcmp0 (dw_window_get_page_id (self), WALL) == 0;
}

static void
ensure_wall (DwWindow *self)
{
  g_autoptr (DwScope) scope = NULL;

  if (dw_window_find_page (self, WALL) != NULL)
    return;
  scope = dw_scope_new (dw_station_get_tree (self->station));
  gtk_stack_add_named (self->stack, g_object_new (DW_TYPE_WALL, "station", self->station, "scope", scope, "span", self->span, NULL), WALL);
}

static void
keep_awake (DwWindow *self, gboolean awake)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  if (awake && self->awake_cookie == 0)
    self->awake_cookie = gtk_application_inhibit (application, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_IDLE, _ ("The wall shows alarms"));
  if (awake || self->awake_cookie == 0)
    return;
  gtk_application_uninhibit (application, self->awake_cookie);
  self->awake_cookie = 0;
}

/* Any way to another page ends the wall, too (F4 to the place of an alarm, Alt and a digit). */
void
dw_window_update_wall (DwWindow *self)
{
  gboolean wall = dw_window_is_wall (self);

  if (wall == self->wall)
    return;
  self->wall = wall;
  gtk_widget_set_visible (GTK_WIDGET (self->header), !wall);
  gtk_widget_set_visible (GTK_WIDGET (self->rail), !wall);
  keep_awake (self, wall);
  if (wall)
    gtk_window_fullscreen (GTK_WINDOW (self));
  else if (!self->was_full_screen)
    gtk_window_unfullscreen (GTK_WINDOW (self));
}

static void
enter (DwWindow *self)
{
  ensure_wall (self);
  g_free (self->page_before);
  self->page_before = g_strdup (dw_window_get_page_id (self));
  self->was_full_screen = gtk_window_is_fullscreen (GTK_WINDOW (self));
  dw_window_show_page (self, WALL);
  dw_page_grab_start_focus (dw_window_find_page (self, WALL));
}

static void
leave_cb (const char *text, gpointer data)
{
  DwWindow *self = data;

  if (dw_window_is_wall (self) && self->page_before != NULL)
    dw_window_show_page (self, self->page_before);
}

static void
ask_to_leave (DwWindow *self)
{
  DwQuestion question = { _ ("Leave the wall view?"), _ ("Header and pages come back. Alarms and sound go on either way."), _ ("Leave"), NULL, FALSE };

  if (dw_sheet_host_get_top (self->sheets) != NULL)
    return;
  dw_ask (GTK_WIDGET (self->stack), &question, leave_cb, self, NULL);
  /* Nobody sees on a wall where the focus has gone to. */
  dw_sheet_hold_focus (dw_sheet_host_get_top (self->sheets));
}

void
dw_window_toggle_wall (DwWindow *self)
{
  if (dw_window_is_wall (self))
    ask_to_leave (self);
  else
    enter (self);
}
