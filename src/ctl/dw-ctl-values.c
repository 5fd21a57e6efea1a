// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-values.h"

#include <math.h>

#include <glib/gi18n-lib.h>

/* Registers -> values -> JSON or a table. A reply may bring another piece of the map than a block of the profile: what lies wholly in
 * the piece is decoded, the rest left alone. */

static const struct
{
  guint8 bit;
  const char *word;
} flag_words[] = { { DW_REPORT_ALARM, "alarm" }, { DW_REPORT_OVER, "over" }, { DW_REPORT_UNDER, "under" } };

static gboolean
is_inside (const DwCtlWindow *window, guint address, guint width)
{
  return address >= window->address && address + width <= (guint)window->address + window->count;
}

static guint
point_width (const DwProfile *profile, const DwProfilePoint *point)
{
  return profile->blocks[point->block].function <= DW_MODBUS_READ_DISCRETE ? 1 : dw_register_type_width (point->type);
}

/* The block's registers as far as the window has them, 0 elsewhere. */
static guint16 *
copy_overlap (const DwProfileBlock *block, const DwCtlWindow *window)
{
  guint16 *words = g_new0 (guint16, block->count);

  for (guint i = 0; i < block->count; i++)
    if (is_inside (window, block->address + i, 1))
      words[i] = window->words[block->address + i - window->address];
  return words;
}

static gboolean
decode_block (const DwProfile *profile, guint index, const DwCtlWindow *window, struct DwReportValue *values)
{
  const DwProfileBlock *block = &profile->blocks[index];
  g_autofree guint16 *words = copy_overlap (block, window);
  g_autofree struct DwReportValue *all = g_new0 (struct DwReportValue, profile->n_points);
  gboolean found = FALSE;

  dw_profile_decode_block (profile, index, words, all);
  for (guint i = 0; i < profile->n_points; i++)
    if (profile->points[i].block == index && is_inside (window, block->address + profile->points[i].offset, point_width (profile, &profile->points[i])))
      {
        values[i] = all[i];
        found = TRUE;
      }
  return found;
}

gboolean
dw_ctl_decode_window (const DwProfile *profile, const DwCtlWindow *window, struct DwReportValue *values)
{
  gboolean found = FALSE;

  for (guint i = 0; i < profile->n_blocks; i++)
    if (profile->blocks[i].function == window->function && decode_block (profile, i, window, values))
      found = TRUE;
  return found;
}

GHashTable *
dw_ctl_decode_thresholds (const DwProfile *profile, const DwCtlWindow *window)
{
  GHashTable *thresholds = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  for (guint i = 0; i < profile->n_thresholds; i++)
    {
      const DwProfileThreshold *threshold = &profile->thresholds[i];
      double *value;

      if (threshold->read_function != window->function || !is_inside (window, threshold->address, dw_register_type_width (threshold->type)))
        continue;
      value = g_new (double, 1);
      *value = dw_register_decode (window->words + (threshold->address - window->address), threshold->type, threshold->order) * threshold->scale;
      g_hash_table_insert (thresholds, threshold->name, value);
    }
  return thresholds;
}

static const char *
find_trip_reason (const DwProfile *profile, double value)
{
  for (guint i = 0; i < profile->n_trip_reasons; i++)
    if ((double)profile->trip_reasons[i].raw == value)
      return profile->trip_reason_titles[i];
  return NULL;
}

static void
add_flags (DwCtlJson *json, guint8 flags)
{
  if (flags == 0)
    return;
  dw_ctl_json_open_array (json, "flags");
  for (guint i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if ((flags & flag_words[i].bit) != 0)
      dw_ctl_json_add_string (json, NULL, flag_words[i].word);
  dw_ctl_json_close_array (json);
}

static void
add_value (DwCtlJson *json, const DwProfile *profile, const DwProfilePoint *point, const struct DwReportValue *value)
{
  const char *reason = point->point.quantity == DW_QUANTITY_TRIP_REASON ? find_trip_reason (profile, value->value) : NULL;

  dw_ctl_json_open_object (json, NULL);
  dw_ctl_json_add_string (json, "name", point->name);
  dw_ctl_json_add_number (json, "value", value->value, point->decimals);
  dw_ctl_json_add_string (json, "unit", dw_quantity_unit (point->point.quantity));
  dw_ctl_json_add_string (json, "quality", dw_quality_word (value->quality));
  if (reason != NULL)
    dw_ctl_json_add_string (json, "text", reason);
  add_flags (json, value->flags);
  dw_ctl_json_close_object (json);
}

void
dw_ctl_json_add_values (DwCtlJson *json, const DwProfile *profile, const struct DwReportValue *values)
{
  dw_ctl_json_open_array (json, "values");
  for (guint i = 0; i < profile->n_points; i++)
    if (values[i].quality != DW_QUALITY_NONE)
      add_value (json, profile, &profile->points[i], &values[i]);
  dw_ctl_json_close_array (json);
}

void
dw_ctl_json_add_thresholds (DwCtlJson *json, const DwProfile *profile, GHashTable *thresholds)
{
  dw_ctl_json_open_object (json, "thresholds");
  for (guint i = 0; i < profile->n_thresholds; i++)
    {
      const double *value = g_hash_table_lookup (thresholds, profile->thresholds[i].name);

      if (value != NULL)
        dw_ctl_json_add_number (json, profile->thresholds[i].name, *value, dw_profile_count_decimals (profile->thresholds[i].scale));
    }
  dw_ctl_json_close_object (json);
}

static char *
describe_flags (guint8 flags)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (flag_words); i++)
    if ((flags & flag_words[i].bit) != 0)
      g_string_append_printf (text, " [%s]", flag_words[i].word);
  return g_strdup (text->str);
}

static void
print_value (const DwProfile *profile, const DwProfilePoint *point, const struct DwReportValue *value)
{
  const char *reason = point->point.quantity == DW_QUANTITY_TRIP_REASON ? find_trip_reason (profile, value->value) : NULL;
  g_autofree char *digits = isfinite (value->value) ? dw_ctl_format_number (value->value, point->decimals) : g_strdup ("—");
  g_autofree char *title = dw_point_title (point->point);
  g_autofree char *flags = describe_flags (value->flags);

  g_print ("%-34s %12s %-5s %s%s%s%s%s%s\n", point->name, digits, dw_quantity_unit (point->point.quantity), title,
           value->quality == DW_QUALITY_GOOD ? "" : " · ", value->quality == DW_QUALITY_GOOD ? "" : dw_quality_title (value->quality),
           reason != NULL ? " · " : "", reason != NULL ? reason : "", flags);
}

void
dw_ctl_print_values (const DwProfile *profile, const struct DwReportValue *values, GHashTable *thresholds)
{
  for (guint i = 0; i < profile->n_points; i++)
    if (values[i].quality != DW_QUALITY_NONE)
      print_value (profile, &profile->points[i], &values[i]);
  for (guint i = 0; i < profile->n_thresholds; i++)
    {
      const DwProfileThreshold *threshold = &profile->thresholds[i];
      const double *value = thresholds != NULL ? g_hash_table_lookup (thresholds, threshold->name) : NULL;
      g_autofree char *digits = value != NULL ? dw_ctl_format_number (*value, dw_profile_count_decimals (threshold->scale)) : NULL;

      if (digits != NULL)
        g_print ("%-34s %12s %-5s %s\n", threshold->name, digits, threshold->unit, _ ("limit set in the device"));
    }
}
