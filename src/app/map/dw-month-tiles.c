// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-month-tiles.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-hazard-link.h"
#include "dw-map-schools.h"
#include "dw-place-stats.h"
#include "dw-school-list.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-tile.h"

typedef enum {
  TILE_HAZARDS,
  TILE_FAULTS,
  TILE_RESTORED,
  TILE_ONLINE,
  TILE_INSTALLED,
  TILE_NOT_YET,
  N_TILES,
} Tile;

struct _DwMonthTiles
{
  GtkWidget parent_instance;

  DwTile *tiles[N_TILES];
  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
};

G_DEFINE_FINAL_TYPE (DwMonthTiles, dw_month_tiles, GTK_TYPE_WIDGET)

static const struct
{
  const char *title;
  const char *kinds; /* of the lines behind a count; NULL: a list of schools or devices */
  guint classes;
} tiles[N_TILES] = {
  [TILE_HAZARDS] = { N_ ("Hazards"), DW_HAZARD_LINK_HAZARDS, DW_EVENT_CLASSES_HAZARDS },
  [TILE_FAULTS] = { N_ ("Faults"), DW_HAZARD_LINK_FAULTS, DW_EVENT_CLASSES_FAULTS },
  [TILE_RESTORED] = { N_ ("Restored"), "restore", DW_EVENT_CLASSES_RESTORED },
  [TILE_ONLINE] = { N_ ("On line %"), NULL, 0 },
  [TILE_INSTALLED] = { N_ ("Installed"), NULL, 0 },
  [TILE_NOT_YET] = { N_ ("Not yet"), NULL, 0 },
};

static DwMapSchools *
list_schools (DwMonthTiles *self)
{
  gint64 now_ms = dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));

  return dw_map_schools_new (dw_station_get_tree (self->station), dw_station_get_alarms (self->station), dw_scope_get_place (self->scope), dw_station_get_person (self->station), FALSE, now_ms);
}

/* --- pressing --- */

static void
show_off_line (DwMonthTiles *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-page", "s", "live");
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-devices", "s", "off-line");
}

static void
popup_schools (DwMonthTiles *self, Tile tile)
{
  g_autoptr (DwMapSchools) all = list_schools (self);
  g_autoptr (GPtrArray) schools = g_ptr_array_new ();

  for (guint i = 0; i < all->places->len; i++)
    if ((dw_place_get_rollup (all->places->pdata[i])->devices > 0) == (tile == TILE_INSTALLED))
      g_ptr_array_add (schools, all->places->pdata[i]);
  dw_school_list_popup (GTK_WIDGET (self->tiles[tile]), NULL, schools);
}

static void
tile_clicked_cb (DwTile *pressed, DwMonthTiles *self)
{
  Tile tile = TILE_HAZARDS;

  while (self->tiles[tile] != pressed)
    tile++;
  if (tiles[tile].kinds != NULL)
    dw_hazard_link_follow (&(DwHazardLink){ .view = "month", .kinds = tiles[tile].kinds }, GTK_WIDGET (self));
  else if (tile == TILE_ONLINE)
    show_off_line (self);
  else
    popup_schools (self, tile);
}

/* --- showing --- */

/* "+12 %", "−3 %"; the plain difference when there is nothing to divide by. New string. */
static char *
compare (guint now, guint before)
{
  double change = before > 0 ? 100.0 * ((double)now - before) / before : (double)now - before;
  g_autofree char *number = dw_text_number (change, 0);

  return g_strdup_printf (before > 0 ? "%s%s %%" : "%s%s", round (change) > 0 ? "+" : "", number);
}

static void
show_count (DwMonthTiles *self, Tile tile, const DwMonthFigures *figures)
{
  guint now = dw_event_class_sum (figures->counts, tiles[tile].classes), before = dw_event_class_sum (figures->before, tiles[tile].classes);
  g_autofree char *number = dw_text_number (now, 0);
  g_autofree char *change = compare (now, before);
  g_autofree char *words = g_strdup_printf (_ ("Against the same days of last month: %1$u, then %2$u"), now, before);

  dw_tile_set (self->tiles[tile], number, 0, change);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->tiles[tile]), words);
}

void
dw_month_tiles_show_figures (DwMonthTiles *self, const DwMonthFigures *figures)
{
  for (guint tile = 0; tile < N_TILES; tile++)
    if (tiles[tile].kinds != NULL)
      show_count (self, (Tile)tile, figures);
}

void
dw_month_tiles_clear_figures (DwMonthTiles *self)
{
  for (guint tile = 0; tile < N_TILES; tile++)
    if (tiles[tile].kinds != NULL)
      {
        dw_tile_set (self->tiles[tile], "—", 0, NULL);
        gtk_widget_set_tooltip_text (GTK_WIDGET (self->tiles[tile]), NULL);
      }
}

static void
show_number (DwMonthTiles *self, Tile tile, guint n, const char *note)
{
  g_autofree char *number = dw_text_number (n, 0);

  dw_tile_set (self->tiles[tile], number, 0, note);
}

void
dw_month_tiles_show_schools (DwMonthTiles *self)
{
  g_autoptr (DwMapSchools) schools = list_schools (self);
  gint64 now_ms = dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
  g_autofree char *online = NULL, *off_line = NULL, *schools_online = NULL;
  DwPlaceStats stats;

  dw_place_stats_make (dw_station_get_tree (self->station), dw_station_get_alarms (self->station), dw_scope_get_place (self->scope), dw_station_get_person (self->station), now_ms, &stats);
  online = dw_place_stats_online_text (&stats);
  off_line = g_strdup_printf (_ ("off line %u"), stats.devices - stats.online);
  schools_online = g_strdup_printf (_ ("on line %u"), schools->n_online);
  dw_tile_set (self->tiles[TILE_ONLINE], online, 0, off_line);
  show_number (self, TILE_INSTALLED, schools->n_installed, schools_online);
  show_number (self, TILE_NOT_YET, schools->places->len - schools->n_installed, NULL);
}

/* --- the class --- */

static void
dw_month_tiles_dispose (GObject *object)
{
  DwMonthTiles *self = DW_MONTH_TILES (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_month_tiles_parent_class)->dispose (object);
}

static void
dw_month_tiles_class_init (DwMonthTilesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_month_tiles_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmonthtiles");
}

static void
dw_month_tiles_init (DwMonthTiles *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 8);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 8);
  gtk_widget_add_css_class (grid, "dw-month-tiles");
  for (int i = 0; i < N_TILES; i++)
    {
      self->tiles[i] = DW_TILE (dw_tile_new (_ (tiles[i].title)));
      dw_tile_put_note_below (self->tiles[i]);
      g_signal_connect_object (self->tiles[i], "clicked", G_CALLBACK (tile_clicked_cb), self, 0);
      gtk_grid_attach (GTK_GRID (grid), GTK_WIDGET (self->tiles[i]), i % 3, i / 3, 1, 1);
    }
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  dw_month_tiles_clear_figures (self);
}

GtkWidget *
dw_month_tiles_new (void)
{
  return g_object_new (DW_TYPE_MONTH_TILES, NULL);
}

void
dw_month_tiles_set_station (DwMonthTiles *self, DwStation *station, DwScope *scope)
{
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
}
