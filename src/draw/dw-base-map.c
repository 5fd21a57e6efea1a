// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-base-map.h"

#include <gio/gio.h>
#include <math.h>

#include "dw-geo-names.h"

/* All rings are filled together by the even-odd rule, so that lakes are holes. */

/* Beyond this a coordinate is cut: cairo's fixed point ends at some eight million pixels. Long edges of the data run along its box, so cutting bends nothing in sight. */
static const double far_px = 1000000;

typedef struct
{
  GArray *points; /* DwGeoPoint */
  DwGeoBox box;
} Ring;

typedef struct
{
  double size;
  int weight;
  int min_zoom, max_zoom;
  gboolean spaced;
} NameClass;

/* The largest first. */
static const NameClass name_classes[DW_N_GEO_NAME_CLASSES] = {
  [DW_GEO_NAME_REGION] = { 18, 400, 7, 13, TRUE },
  [DW_GEO_NAME_SEA] = { 14, 400, 7, 12, TRUE },
  [DW_GEO_NAME_TOWN] = { 12, 400, 11, 18, FALSE },
  [DW_GEO_NAME_WATER] = { 12, 400, 11, 18, FALSE },
};

struct _DwBaseMap
{
  gatomicrefcount refs;
  GPtrArray *rings; /* Ring */
  GPtrArray *names; /* DwBaseName */
  DwGeoBox box;
};

static void
ring_free (gpointer data)
{
  Ring *ring = data;

  g_array_unref (ring->points);
  g_free (ring);
}

static void
name_free (gpointer data)
{
  DwBaseName *name = data;

  g_free (name->text);
  g_free (name);
}

/* --- reading --- */

/* The lines of a text with their numbers; empty ones and remarks are skipped. */
typedef struct
{
  char **lines;
  guint next;
} Reader;

static const char *
next_line (Reader *reader)
{
  while (reader->lines[reader->next] != NULL)
    {
      char *line = g_strstrip (reader->lines[reader->next++]);

      if (*line != '\0' && *line != '#')
        return line;
    }
  return NULL;
}

static gboolean
fail (const Reader *reader, const char *sentence, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "land, line %u: %s", reader->next, sentence);
  return FALSE;
}

static gboolean
parse_point (const char *line, DwGeoPoint *point)
{
  g_auto (GStrv) parts = g_strsplit (line, " ", 2);

  return parts[0] != NULL && parts[1] != NULL && dw_geo_parse (parts[0], parts[1], point);
}

static gboolean
read_ring (DwBaseMap *self, Reader *reader, guint n_points, GError **error)
{
  Ring *ring = g_new0 (Ring, 1);

  ring->points = g_array_sized_new (FALSE, FALSE, sizeof (DwGeoPoint), n_points);
  dw_geo_box_init (&ring->box);
  g_ptr_array_add (self->rings, ring);
  for (guint i = 0; i < n_points; i++)
    {
      const char *line = next_line (reader);
      DwGeoPoint point;

      if (line == NULL || !parse_point (line, &point))
        return fail (reader, "expected \"longitude latitude\"", error);
      g_array_append_val (ring->points, point);
      dw_geo_box_add (&ring->box, point);
      dw_geo_box_add (&self->box, point);
    }
  return TRUE;
}

static gboolean
read_land (DwBaseMap *self, const char *text, GError **error)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  Reader reader = { lines, 0 };
  const char *line;

  while ((line = next_line (&reader)) != NULL)
    {
      guint64 n_points;

      if (!g_ascii_string_to_unsigned (line, 10, 3, 1000000, &n_points, NULL))
        return fail (&reader, "expected a number of points, 3 or more", error);
      if (!read_ring (self, &reader, (guint)n_points, error))
        return FALSE;
    }
  return self->rings->len > 0 || fail (&reader, "there is no ring", error);
}

/* Large names stand wide, as on printed maps. */
static char *
space_out (const char *text)
{
  GString *spaced = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (at != text)
        g_string_append_c (spaced, ' ');
      g_string_append_unichar (spaced, g_utf8_get_char (at));
    }
  return g_string_free (spaced, FALSE);
}

static void
add_name (DwBaseMap *self, const DwGeoName *from)
{
  DwBaseName *name = g_new0 (DwBaseName, 1);
  const NameClass *name_class = &name_classes[from->name_class];

  *name = (DwBaseName){ from->point, name_class->spaced ? space_out (from->text) : g_strdup (from->text), name_class->size, name_class->weight, name_class->min_zoom, name_class->max_zoom };
  g_ptr_array_add (self->names, name);
}

static gboolean
read_names (DwBaseMap *self, const char *text, GError **error)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) names = dw_geo_names_parse (text, problems);

  for (DwGeoNameClass name_class = 0; name_class < DW_N_GEO_NAME_CLASSES; name_class++)
    for (guint i = 0; i < names->len; i++)
      if (((const DwGeoName *)names->pdata[i])->name_class == name_class)
        add_name (self, names->pdata[i]);
  if (problems->len == 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "places, %s", (const char *)problems->pdata[0]);
  return FALSE;
}

DwBaseMap *
dw_base_map_new (const char *land, const char *names, GError **error)
{
  g_autoptr (DwBaseMap) self = g_new0 (DwBaseMap, 1);

  g_atomic_ref_count_init (&self->refs);
  self->rings = g_ptr_array_new_with_free_func (ring_free);
  self->names = g_ptr_array_new_with_free_func (name_free);
  dw_geo_box_init (&self->box);
  return read_land (self, land, error) && read_names (self, names, error) ? g_steal_pointer (&self) : NULL;
}

/* Before anybody else knows it. */
static void
shift (DwBaseMap *self)
{
  dw_geo_box_init (&self->box);
  for (guint i = 0; i < self->rings->len; i++)
    {
      Ring *ring = self->rings->pdata[i];

      dw_geo_box_init (&ring->box);
      for (guint j = 0; j < ring->points->len; j++)
        {
          DwGeoPoint *point = &g_array_index (ring->points, DwGeoPoint, j);

          *point = dw_geo_to_gcj02 (*point);
          dw_geo_box_add (&ring->box, *point);
          dw_geo_box_add (&self->box, *point);
        }
    }
  for (guint i = 0; i < self->names->len; i++)
    ((DwBaseName *)self->names->pdata[i])->point = dw_geo_to_gcj02 (((DwBaseName *)self->names->pdata[i])->point);
}

DwBaseMap *
dw_base_map_load (const char *data_dir, const char *names, gboolean shifted, GError **error)
{
  g_autofree char *land_path = g_build_filename (data_dir, "map", "bohai-land.txt", NULL);
  g_autofree char *names_path = g_build_filename (data_dir, "map", "places.txt", NULL);
  g_autofree char *land = NULL, *own_names = NULL;
  DwBaseMap *self;

  if (!g_file_get_contents (land_path, &land, NULL, error) || (names == NULL && !g_file_get_contents (names_path, &own_names, NULL, error)))
    return NULL;
  self = dw_base_map_new (land, names != NULL ? names : own_names, error);
  if (self != NULL && shifted)
    shift (self);
  return self;
}

DwBaseMap *
dw_base_map_ref (DwBaseMap *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
dw_base_map_unref (DwBaseMap *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->rings);
  g_ptr_array_unref (self->names);
  g_free (self);
}

/* --- asking --- */

/* A ray to the east crosses the ring an odd number of times. */
static gboolean
is_within_ring (const Ring *ring, DwGeoPoint point)
{
  gboolean within = FALSE;

  for (guint i = 0, before = ring->points->len - 1; i < ring->points->len; before = i++)
    {
      const DwGeoPoint *a = &g_array_index (ring->points, DwGeoPoint, before), *b = &g_array_index (ring->points, DwGeoPoint, i);

      if ((a->latitude > point.latitude) != (b->latitude > point.latitude) && point.longitude < a->longitude + (b->longitude - a->longitude) * (point.latitude - a->latitude) / (b->latitude - a->latitude))
        within = !within;
    }
  return within;
}

gboolean
dw_base_map_is_land (const DwBaseMap *self, DwGeoPoint point)
{
  gboolean land = FALSE;

  for (guint i = 0; i < self->rings->len; i++)
    if (is_within_ring (g_ptr_array_index (self->rings, i), point))
      land = !land;
  return land;
}

guint
dw_base_map_get_n_names (const DwBaseMap *self)
{
  return self->names->len;
}

const DwBaseName *
dw_base_map_get_name (const DwBaseMap *self, guint index)
{
  return g_ptr_array_index (self->names, index);
}

/* --- drawing --- */

typedef struct
{
  cairo_t *cr;
  const DwPalette *palette;
  int zoom;
  double left, top; /* of the tile in pixels of the world */
} Tile;

static void
locate (const Tile *tile, DwGeoPoint point, double *x, double *y)
{
  dw_geo_to_px (point, tile->zoom, x, y);
  *x = CLAMP (*x - tile->left, -far_px, far_px);
  *y = CLAMP (*y - tile->top, -far_px, far_px);
}

static void
add_box (const Tile *tile, const DwGeoBox *box)
{
  double left, top, right, bottom;

  locate (tile, (DwGeoPoint){ box->west, box->north }, &left, &top);
  locate (tile, (DwGeoPoint){ box->east, box->south }, &right, &bottom);
  cairo_rectangle (tile->cr, left, top, right - left, bottom - top);
}

static gboolean
touches_tile (const Tile *tile, const DwGeoBox *box)
{
  double left, top, right, bottom;

  locate (tile, (DwGeoPoint){ box->west, box->north }, &left, &top);
  locate (tile, (DwGeoPoint){ box->east, box->south }, &right, &bottom);
  return left <= DW_GEO_TILE_PX && right >= 0 && top <= DW_GEO_TILE_PX && bottom >= 0;
}

/* Each ring begins with a move: a line after a closed path would run across the whole map. */
static void
add_ring (const Tile *tile, const Ring *ring)
{
  for (guint i = 0; i < ring->points->len; i++)
    {
      double x, y;

      locate (tile, g_array_index (ring->points, DwGeoPoint, i), &x, &y);
      if (i == 0)
        cairo_move_to (tile->cr, x, y);
      else
        cairo_line_to (tile->cr, x, y);
    }
  cairo_close_path (tile->cr);
}

static void
draw_ground (const DwBaseMap *self, const Tile *tile)
{
  dw_palette_set (tile->palette, tile->cr, DW_COLOR_BG);
  cairo_paint (tile->cr);
  dw_palette_set (tile->palette, tile->cr, DW_COLOR_MAP_SEA);
  add_box (tile, &self->box);
  cairo_fill (tile->cr);
  for (guint i = 0; i < self->rings->len; i++)
    {
      const Ring *ring = g_ptr_array_index (self->rings, i);

      if (touches_tile (tile, &ring->box))
        add_ring (tile, ring);
    }
  dw_palette_set (tile->palette, tile->cr, DW_COLOR_MAP_LAND);
  cairo_set_fill_rule (tile->cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_fill (tile->cr);
}

/* Degrees between two lines: some 90 to 370 px. */
static double
get_graticule_step (int zoom)
{
  static const double steps[] = { 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 90 };
  double degrees_per_px = 360 / (DW_GEO_TILE_PX * exp2 (zoom));

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (steps[i] / degrees_per_px >= 90)
      return steps[i];
  return 90;
}

static void
draw_graticule (const Tile *tile)
{
  double step = get_graticule_step (tile->zoom), x, y;
  DwGeoPoint north_west = dw_geo_from_px (tile->left, tile->top, tile->zoom);
  DwGeoPoint south_east = dw_geo_from_px (tile->left + DW_GEO_TILE_PX, tile->top + DW_GEO_TILE_PX, tile->zoom);

  for (double longitude = ceil (north_west.longitude / step) * step; longitude < south_east.longitude; longitude += step)
    {
      locate (tile, (DwGeoPoint){ longitude, 0 }, &x, &y);
      cairo_rectangle (tile->cr, floor (x), 0, 1, DW_GEO_TILE_PX);
    }
  for (double latitude = ceil (south_east.latitude / step) * step; latitude < north_west.latitude; latitude += step)
    {
      locate (tile, (DwGeoPoint){ 0, latitude }, &x, &y);
      cairo_rectangle (tile->cr, 0, floor (y), DW_GEO_TILE_PX, 1);
    }
  dw_palette_set_alpha (tile->palette, tile->cr, DW_COLOR_LINE, 0.45);
  cairo_fill (tile->cr);
}

void
dw_base_map_draw_tile (const DwBaseMap *self, cairo_t *cr, const DwPalette *palette, int zoom, int tile_x, int tile_y)
{
  Tile tile = { cr, palette, zoom, (double)tile_x * DW_GEO_TILE_PX, (double)tile_y * DW_GEO_TILE_PX };

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, DW_GEO_TILE_PX, DW_GEO_TILE_PX);
  cairo_clip (cr);
  draw_ground (self, &tile);
  draw_graticule (&tile);
  cairo_restore (cr);
}
