// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-threshold-rows.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

/* The numbers below are those a set value is looked at by; the limits that raise alarms come from the standard's file and the organisation, never from here. */
static const double anywhere_low_ma = 20, anywhere_high_ma = 1000;
static const double first_level_low_ma = 300, first_level_high_ma = 500;

static void
row_free (DwThresholdRow *self)
{
  g_free (self->name);
  g_free (self->check);
  g_free (self);
}

char *
dw_threshold_check_residual (double set_ma, gboolean first_level)
{
  if (isnan (set_ma))
    return NULL;
  if (set_ma < anywhere_low_ma || set_ma > anywhere_high_ma)
    return g_strdup (_ ("Check the setting: outside 20–1000 mA"));
  if (first_level && (set_ma < first_level_low_ma || set_ma > first_level_high_ma))
    return g_strdup (_ ("Check the setting: 300–500 mA at a first level board"));
  return NULL;
}

static gboolean
is_first_level (DwPlace *place)
{
  DwPlace *box = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_BOX) : NULL;

  return box != NULL && dw_place_get_kind (place) == DW_PLACE_BOX && g_strcmp0 (dw_place_get_fact (box, "level"), "final") != 0;
}

static gboolean
is_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
has_limit (const DwChannel *channel)
{
  const DwLimit *limit = &channel->limit;

  return !isnan (limit->low_alarm) || !isnan (limit->low_warning) || !isnan (limit->high_warning) || !isnan (limit->high_alarm) || !isnan (channel->device_limit);
}

static gboolean
belongs_together (const DwThresholdRow *row, const DwChannel *last, const DwChannel *channel)
{
  const DwLimit *a = &row->limit, *b = &channel->limit;

  return last != NULL && last->point.quantity == channel->point.quantity && is_equal (a->low_alarm, b->low_alarm) && is_equal (a->low_warning, b->low_warning) &&
         is_equal (a->high_warning, b->high_warning) && is_equal (a->high_alarm, b->high_alarm) && is_equal (row->device_limit, channel->device_limit);
}

/* Box and ambient are other things than cables, so their name is said in full. */
static const char *
get_suffix (DwPoint point, char *digits, gsize size)
{
  static const char *const words[] = {
    [DW_PHASE_A] = "A",
    [DW_PHASE_B] = "B",
    [DW_PHASE_C] = "C",
    [DW_PHASE_N] = "N",
    [DW_PHASE_AB] = "AB",
    [DW_PHASE_BC] = "BC",
    [DW_PHASE_CA] = "CA",
  };

  if (point.index > 0)
    {
      g_snprintf (digits, size, "%u", point.index);
      return digits;
    }
  return point.phase < G_N_ELEMENTS (words) && words[point.phase] != NULL ? words[point.phase] : NULL;
}

static DwThresholdRow *
start_row (const DwChannel *channel, gboolean first_level)
{
  DwThresholdRow *row = g_new0 (DwThresholdRow, 1);
  char digits[8];
  const char *suffix = get_suffix (channel->point, digits, sizeof digits);

  row->name = suffix != NULL ? g_strdup_printf ("%s %s", dw_quantity_title (channel->point.quantity), suffix) : dw_point_title (channel->point);
  row->unit = dw_quantity_unit (channel->point.quantity);
  row->limit = channel->limit;
  row->device_limit = channel->device_limit;
  row->decimals = channel->decimals;
  if (channel->point.quantity == DW_QUANTITY_RESIDUAL_CURRENT)
    row->check = dw_threshold_check_residual (isnan (channel->device_limit) ? channel->limit.high_alarm : channel->device_limit, first_level);
  return row;
}

static void
extend_row (DwThresholdRow *row, const DwChannel *channel)
{
  char digits[8];
  const char *suffix = get_suffix (channel->point, digits, sizeof digits);
  char *longer;

  if (suffix == NULL)
    return;
  longer = g_strdup_printf ("%s %s", row->name, suffix);
  g_free (row->name);
  row->name = longer;
}

GPtrArray *
dw_threshold_rows_make (DwDevice *device, DwPlace *box)
{
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  gboolean first_level = is_first_level (box) && g_strcmp0 (dw_device_get_class (device), "detector") == 0;
  const DwChannel *last = NULL;

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    {
      const DwChannel *channel = dw_device_get_channel (device, i);

      if (dw_quantity_is_state (channel->point.quantity) || !has_limit (channel))
        continue;
      if (rows->len > 0 && belongs_together (g_ptr_array_index (rows, rows->len - 1), last, channel))
        extend_row (g_ptr_array_index (rows, rows->len - 1), channel);
      else
        g_ptr_array_add (rows, start_row (channel, first_level));
      last = channel;
    }
  return rows;
}
