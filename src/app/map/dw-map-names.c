// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-names.h"

#include <math.h>

typedef struct
{
  double left, top, right, bottom;
} Box;

static const double wide_letter_px = 12;
static const double letter_px = 7;
/* Half a disc and half a ring, as marks are drawn. */
static const double disc_half_px = 18;
static const double ring_half_px = 6;
static const double ring_target_half_px = 12;

double
dw_map_name_width (const char *name)
{
  double width = 0;

  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    width += g_unichar_iswide (g_utf8_get_char (at)) ? wide_letter_px : letter_px;
  return width;
}

static gboolean
is_loud (const DwMapCluster *cluster)
{
  return cluster->priority > 0 || cluster->n_old > 0;
}

static Box
get_mark_box (const DwMapCluster *cluster, double zoom)
{
  double x, y, half_width = cluster->members->len > 1 ? DW_MAP_NEAR_X_PX / 2.0 : is_loud (cluster) ? disc_half_px
                                                                                                   : ring_half_px;
  double half_height = MIN (half_width, DW_MAP_NEAR_Y_PX / 2.0);

  dw_geo_to_px (cluster->point, zoom, &x, &y);
  return (Box){ x - half_width, y - half_height, x + half_width, y + half_height };
}

static Box
get_name_box (const DwMapCluster *cluster, const char *name, double zoom)
{
  double x, y, half = dw_map_name_width (name) / 2 + 3;

  dw_geo_to_px (cluster->point, zoom, &x, &y);
  y += is_loud (cluster) ? disc_half_px : ring_target_half_px;
  return (Box){ x - half, y, x + half, y + DW_MAP_NAME_HEIGHT_PX };
}

static gboolean
touch (const Box *a, const Box *b)
{
  return a->left < b->right && b->left < a->right && a->top < b->bottom && b->top < a->bottom;
}

static gboolean
is_free (const Box *box, const GArray *taken, guint own)
{
  for (guint i = 0; i < taken->len; i++)
    if (i != own && touch (box, &g_array_index (taken, Box, i)))
      return FALSE;
  return TRUE;
}

/* The first boxes are those of the marks, in their order; names follow. */
gboolean *
dw_map_names_place (GPtrArray *clusters, const char *const *names, double zoom)
{
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (Box));
  gboolean *shown = g_new0 (gboolean, MAX (clusters->len, 1));

  for (guint i = 0; i < clusters->len; i++)
    {
      Box box = get_mark_box (clusters->pdata[i], zoom);

      g_array_append_val (taken, box);
    }
  for (guint i = 0; i < clusters->len && taken->len - clusters->len < DW_MAP_NAMES; i++)
    {
      Box box;

      if (names[i] == NULL || (zoom < DW_MAP_NAME_QUIET_ZOOM && !is_loud (clusters->pdata[i])))
        continue;
      box = get_name_box (clusters->pdata[i], names[i], zoom);
      shown[i] = is_free (&box, taken, i);
      if (shown[i])
        g_array_append_val (taken, box);
    }
  return shown;
}
