// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-face.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-text.h"

static const double wide_letter_px = DW_MAP_FACE_TEXT_PX;
static const double letter_px = 7;
/* Bold digits of 14 px in the widest face that is likely to be there. */
static const double digit_px = 9.8;

/* --- parts --- */

/* The two highest priorities that have alarms, else that something is old. */
static guint
list_alarms (const DwMapCluster *self, DwMapPart *parts)
{
  guint n_parts = 0;

  for (guint priority = 1; priority <= 4 && n_parts < DW_MAP_MOST_PARTS; priority++)
    if (self->active[priority] > 0)
      {
        parts[n_parts] = (DwMapPart){ TRUE, priority, DW_SYMBOL_ACKED, "" };
        g_snprintf (parts[n_parts++].digits, sizeof parts->digits, "%u", self->active[priority]);
      }
  if (n_parts == 0 && self->n_old > 0)
    parts[n_parts++] = (DwMapPart){ TRUE, 0, DW_SYMBOL_STALE, "" };
  return n_parts;
}

static guint
list_off_line (const DwMapCluster *self, DwMapPart *parts)
{
  if (self->off_line == 0)
    return 0;
  parts[0] = (DwMapPart){ TRUE, 0, DW_SYMBOL_STALE, "" };
  g_snprintf (parts[0].digits, sizeof parts->digits, "%u", self->off_line);
  return 1;
}

static guint
list_load (const DwMapCluster *self, DwMapPart *parts)
{
  g_autofree char *number = NULL;

  /* A school without a value is a ring; several schools without one say so. */
  if (isnan (self->load_percent) && self->members->len < 2)
    return 0;
  number = dw_text_number (self->load_percent, 0);
  parts[0] = (DwMapPart){ self->load_old, 0, DW_SYMBOL_STALE, "" };
  g_snprintf (parts[0].digits, sizeof parts->digits, isnan (self->load_percent) ? "%s" : "%s %%", number);
  return 1;
}

guint
dw_map_face_list_parts (const DwMapCluster *cluster, DwMapLayer layer, DwMapPart *parts)
{
  static guint (*const lists[DW_N_MAP_LAYERS]) (const DwMapCluster *cluster, DwMapPart *parts) = { list_alarms, list_off_line, list_load };

  return lists[layer](cluster, parts);
}

gboolean
dw_map_face_is_pill (const DwMapCluster *cluster, DwMapLayer layer)
{
  DwMapPart parts[DW_MAP_MOST_PARTS];

  return cluster->members->len > 1 || (layer != DW_MAP_LAYER_ALARMS && dw_map_face_list_parts (cluster, layer, parts) > 0);
}

char *
dw_map_face_make_school_text (const DwMapCluster *cluster)
{
  guint n = cluster->members->len;

  if (n < 2)
    return g_strdup ("");
  /* TRANSLATORS: on a small mark of the map that stands for several schools: keep it short. */
  return g_strdup_printf (ngettext ("%u school", "%u schools", n), n);
}

/* --- room --- */

double
dw_map_face_text_width (const char *text)
{
  double width = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    width += g_unichar_iswide (g_utf8_get_char (at)) ? wide_letter_px : letter_px;
  return width;
}

static double
estimate_part (const DwMapPart *part)
{
  double symbol = part->has_symbol ? DW_MAP_PILL_SYMBOL_PX + DW_MAP_PILL_GAP_PX : 0;

  return symbol + digit_px * (double)g_utf8_strlen (part->digits, -1) + (strchr (part->digits, '%') != NULL ? digit_px / 2 : 0);
}

static double
estimate_pill (const DwMapCluster *cluster, DwMapLayer layer)
{
  DwMapPart parts[DW_MAP_MOST_PARTS];
  guint n_parts = dw_map_face_list_parts (cluster, layer, parts);
  g_autofree char *schools = dw_map_face_make_school_text (cluster);
  double width = 2 * DW_MAP_PILL_PAD_PX + 2;

  for (guint i = 0; i < n_parts; i++)
    width += estimate_part (&parts[i]) + (i + 1 < n_parts || *schools != '\0' ? 2 * DW_MAP_PILL_GAP_PX : 0);
  return ceil (width + dw_map_face_text_width (schools));
}

void
dw_map_face_measure (DwMapCluster *cluster, DwMapLayer layer)
{
  gboolean stale = cluster->state == DW_SYMBOL_STALE && !cluster->empty;

  cluster->half_height = cluster->priority > 0 ? DW_MAP_DISC_HALF_PX : stale ? DW_MAP_STALE_HALF_PX
                                                                             : DW_MAP_RING_HALF_PX;
  cluster->half_width = cluster->half_height;
  if (!dw_map_face_is_pill (cluster, layer))
    return;
  cluster->half_width = estimate_pill (cluster, layer) / 2;
  cluster->half_height = DW_MAP_PILL_PX / 2.0;
}
