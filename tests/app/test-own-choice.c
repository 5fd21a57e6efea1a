// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-choice-desk.h"
#include "dw-overview-page.h"
#include "dw-test-wall.h"

/* Plan: how each person likes the map and the wall comes back when they sign in again and in a window that opens later; who never chose gets what everybody gets; what is no longer there, and any damaged
 * text, is the default and spoils nothing that was kept. */

static void
sit_down (DwTestWall *self, const char *id)
{
  g_autoptr (DwPerson) person = dw_person_new (id, "", DW_ROLE_DUTY_GUARD);

  dw_station_set_person (self->frame->station, person);
}

static DwTestWall *
open_case (void)
{
  DwTestWall *self = dw_test_wall_open ();

  dw_place_set_fact (self->frame->school, "org_type", "primary · district bureau");
  sit_down (self, "W07");
  dw_test_wall_enter (self);
  return self;
}

/* That of the overview. */
static DwMapView *
find_map (DwWindow *window)
{
  return DW_MAP_VIEW (dw_test_find (GTK_WIDGET (dw_window_find_page (window, "overview")), DW_TYPE_MAP_VIEW));
}

static void
choose (DwMapView *map, const char *layer, const char *org_type)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (map), "map.layer", "s", layer));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (map), "map.org-type", "s", org_type));
}

static void
expect (DwMapView *map, const char *layer, const char *org_type)
{
  g_autofree char *found_layer = NULL, *found_type = NULL;

  g_object_get (map, "layer", &found_layer, "org-type", &found_type, NULL);
  g_assert_cmpstr (found_layer, ==, layer);
  g_assert_cmpstr (found_type, ==, org_type);
}

/* The chooser at the foot of the wall: no round, 15, 30, 60 s. */
static GtkDropDown *
get_dwell (DwTestWall *self)
{
  return GTK_DROP_DOWN (dw_test_find (GTK_WIDGET (self->wall), GTK_TYPE_DROP_DOWN));
}

static void
each_person_has_their_own (void)
{
  DwTestWall *self = open_case ();

  expect (find_map (self->frame->window), "alarms", "");
  choose (find_map (self->frame->window), "load", "primary");
  choose (self->map, "off-line", "district bureau");
  gtk_drop_down_set_selected (get_dwell (self), 2);
  sit_down (self, "W08");
  expect (find_map (self->frame->window), "alarms", "");
  expect (self->map, "alarms", "");
  g_assert_cmpuint (gtk_drop_down_get_selected (get_dwell (self)), ==, 0);
  choose (find_map (self->frame->window), "off-line", "");
  sit_down (self, "W07");
  expect (find_map (self->frame->window), "load", "primary");
  expect (self->map, "off-line", "district bureau");
  g_assert_cmpuint (gtk_drop_down_get_selected (get_dwell (self)), ==, 2);
  sit_down (self, "W08");
  expect (find_map (self->frame->window), "off-line", "");
  dw_test_wall_close (self);
}

/* Kept when it was closed, read when the next one opens: what happens at every start. */
static void
a_window_begins_with_it (void)
{
  DwTestWall *self = open_case ();
  DwWindow *window;

  choose (find_map (self->frame->window), "load", "primary");
  sit_down (self, "W08");
  sit_down (self, "W07");
  window = dw_window_new (self->frame->application, self->frame->station, self->frame->sound);
  expect (find_map (window), "load", "primary");
  choose (find_map (window), "off-line", "");
  gtk_window_destroy (GTK_WINDOW (window));
  window = dw_window_new (self->frame->application, self->frame->station, self->frame->sound);
  expect (find_map (window), "off-line", "");
  gtk_window_destroy (GTK_WINDOW (window));
  dw_test_wall_close (self);
}

/* The round that was kept goes round by itself. */
static void
the_round_goes_on (void)
{
  DwTestWall *self = open_case ();
  DwScope *scope = dw_page_get_scope (DW_PAGE (self->wall));
  gint64 now_ms = dw_clock_wall_ms (self->frame->clock) + 3600000;

  gtk_drop_down_set_selected (get_dwell (self), 1);
  sit_down (self, "W08");
  dw_wall_tick (self->wall, now_ms);
  dw_wall_tick (self->wall, now_ms + 15000);
  g_assert_null (dw_scope_get_place (scope));
  sit_down (self, "W07");
  dw_wall_tick (self->wall, now_ms + 20000);
  dw_wall_tick (self->wall, now_ms + 34999);
  g_assert_null (dw_scope_get_place (scope));
  dw_wall_tick (self->wall, now_ms + 35000);
  g_assert_true (dw_scope_get_place (scope) == self->hangu);
  dw_test_wall_close (self);
}

static void
what_cannot_be_read_is_the_default (void)
{
  static const struct
  {
    const char *what, *map, *layer, *org_type;
  } rows[] = {
    { "good", "[map]\nformat=1\nlayer=load\norg_type=primary\n", "load", "primary" },
    { "a type that no school has any more", "[map]\nformat=1\nlayer=load\norg_type=middle\n", "load", "" },
    { "a layer of another version", "[map]\nformat=1\nlayer=orders\norg_type=primary\n", "alarms", "primary" },
    { "a key is missing", "[map]\nformat=1\norg_type=primary\n", "alarms", "primary" },
    { "another format", "[map]\nformat=2\nlayer=load\norg_type=primary\n", "alarms", "" },
    { "no format", "[map]\nlayer=load\n", "alarms", "" },
    { "another group", "[wall]\nformat=1\nlayer=load\n", "alarms", "" },
    { "cut off", "[map]\nformat=1\nlay", "alarms", "" },
    { "empty", "", "alarms", "" },
    { "no text at all", "\xff\xfe\x01", "alarms", "" },
  };
  DwTestWall *self = open_case ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *id = g_strdup_printf ("X%u", i), *kept = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", rows[i].what);
      dw_choice_desk_keep (self->frame->station, id, "map", rows[i].map, &error);
      g_assert_no_error (error);
      sit_down (self, id);
      expect (find_map (self->frame->window), rows[i].layer, rows[i].org_type);
      /* Reading keeps nothing: a type may come back with its school. */
      sit_down (self, "W08");
      kept = dw_choice_desk_dup (self->frame->station, id, "map");
      g_assert_cmpstr (kept, ==, rows[i].map);
    }
  dw_test_wall_close (self);
}

static void
a_time_that_is_not_offered_is_no_round (void)
{
  static const char *const texts[] = { "[wall]\nformat=1\ndwell_s=31\n", "[wall]\nformat=1\ndwell_s=-15\n", "[wall]\nformat=1\ndwell_s=soon\n", "[wall]\nformat=1\ndwell_s=99999999999999\n" };
  DwTestWall *self = open_case ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *id = g_strdup_printf ("X%u", i);

      g_assert_true (dw_choice_desk_keep (self->frame->station, id, "wall", texts[i], NULL));
      gtk_drop_down_set_selected (get_dwell (self), 3);
      sit_down (self, id);
      g_assert_cmpuint (gtk_drop_down_get_selected (get_dwell (self)), ==, 0);
    }
  dw_test_wall_close (self);
}

int
main (int argc, char *argv[])
{
  if (!dw_test_frame_init (&argc, &argv))
    return 0;
  g_test_add_func ("/own-choice/person", each_person_has_their_own);
  g_test_add_func ("/own-choice/window", a_window_begins_with_it);
  g_test_add_func ("/own-choice/round", the_round_goes_on);
  g_test_add_func ("/own-choice/damaged", what_cannot_be_read_is_the_default);
  g_test_add_func ("/own-choice/dwell", a_time_that_is_not_offered_is_no_round);
  return g_test_run ();
}
