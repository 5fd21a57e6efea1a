// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-room.h"

#include <math.h>

/* Boxes are kept by the square cells of the world that they touch. */

struct _DwMapRoom
{
  GHashTable *cells; /* gint64* -> GArray of DwMapBox */
};

typedef struct
{
  int left, top, right, bottom;
} Cells;

static const double cell_px = 128;
/* So far below a mark its name begins: what passes by there is looked for, too. */
static const double beyond_px = 32;

DwMapRoom *
dw_map_room_new (void)
{
  DwMapRoom *self = g_new0 (DwMapRoom, 1);

  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  return self;
}

void
dw_map_room_free (DwMapRoom *self)
{
  g_hash_table_unref (self->cells);
  g_free (self);
}

static Cells
get_cells (const DwMapBox *box, double around_px)
{
  return (Cells){
    (int)floor ((box->x + box->left) / cell_px),
    (int)floor ((box->y + box->top - around_px) / cell_px),
    (int)floor ((box->x + box->right) / cell_px),
    (int)floor ((box->y + box->bottom + around_px) / cell_px),
  };
}

static gint64
get_key (int x, int y)
{
  return (gint64)x * ((gint64)1 << 32) + y;
}

void
dw_map_room_take (DwMapRoom *self, const DwMapBox *box)
{
  Cells cells = get_cells (box, 0);

  for (int x = cells.left; x <= cells.right; x++)
    for (int y = cells.top; y <= cells.bottom; y++)
      {
        gint64 key = get_key (x, y);
        GArray *boxes = g_hash_table_lookup (self->cells, &key);

        if (boxes == NULL)
          {
            boxes = g_array_new (FALSE, FALSE, sizeof (DwMapBox));
            g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), boxes);
          }
        g_array_append_vals (boxes, box, 1);
      }
}

/* Narrows the stretch of the map [from, to] to where low < distance × stretch < high. FALSE: there is none. */
static gboolean
narrow (double distance, double low, double high, double *from, double *to)
{
  double first = low / distance, last = high / distance;

  if (distance == 0)
    return low < 0 && high > 0;
  *from = MAX (*from, MIN (first, last));
  *to = MIN (*to, MAX (first, last));
  return *from < *to;
}

static gboolean
meet (const DwMapBox *a, const DwMapBox *b)
{
  double from = 1, to = G_SQRT2;

  return narrow (b->x - a->x, a->left - b->right, a->right - b->left, &from, &to) && narrow (b->y - a->y, a->top - b->bottom, a->bottom - b->top, &from, &to);
}

static gboolean
is_cell_free (DwMapRoom *self, int x, int y, const DwMapBox *box)
{
  gint64 key = get_key (x, y);
  const GArray *boxes = g_hash_table_lookup (self->cells, &key);

  for (guint i = 0; boxes != NULL && i < boxes->len; i++)
    if (meet (&g_array_index (boxes, DwMapBox, i), box))
      return FALSE;
  return TRUE;
}

gboolean
dw_map_room_is_free (DwMapRoom *self, const DwMapBox *box)
{
  Cells cells = get_cells (box, beyond_px);

  for (int x = cells.left; x <= cells.right; x++)
    for (int y = cells.top; y <= cells.bottom; y++)
      if (!is_cell_free (self, x, y, box))
        return FALSE;
  return TRUE;
}
