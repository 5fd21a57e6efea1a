// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-test-wall.h"

DwTestWall *
dw_test_wall_open (void)
{
  DwTestWall *self = g_new0 (DwTestWall, 1);
  DwPlace *district;

  self->frame = dw_test_frame_open ();
  district = dw_test_frame_add_place (self->frame, 3000, DW_PLACE_DISTRICT, "Binhai", NULL);
  self->hangu = dw_test_frame_add_place (self->frame, 3001, DW_PLACE_REGION, "Hangu", district);
  self->dagang = dw_test_frame_add_place (self->frame, 3002, DW_PLACE_REGION, "Dagang", district);
  self->hangu_school = dw_test_frame_add_place (self->frame, 3011, DW_PLACE_SCHOOL, "Hangu school", self->hangu);
  self->dagang_school = dw_test_frame_add_place (self->frame, 3012, DW_PLACE_SCHOOL, "Dagang school", self->dagang);
  return self;
}

void
dw_test_wall_close (DwTestWall *self)
{
  dw_test_frame_close (self->frame);
  g_free (self);
}

static gboolean
is_shown (gpointer data)
{
  DwTestWall *self = data;

  return gtk_widget_get_mapped (GTK_WIDGET (self->wall)) && gtk_widget_get_width (GTK_WIDGET (self->map)) > 0;
}

void
dw_test_wall_enter (DwTestWall *self)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->frame->window), "win.wall", NULL));
  self->wall = DW_WALL (dw_window_find_page (self->frame->window, "wall"));
  self->map = DW_MAP_VIEW (dw_test_find (GTK_WIDGET (self->wall), DW_TYPE_MAP_VIEW));
  dw_test_frame_wait (is_shown, self, "the wall");
}
