// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-control-desk.h"
#include "dw-control-session.h"

/* The limits of a device as its profile describes them, with what the device said last. */

static void
limit_free (gpointer data)
{
  DwControlLimit *limit = data;

  g_free (limit->name);
  g_free (limit->title);
  g_free (limit->unit);
  g_free (limit);
}

/* Limits that guard no single point of the device: the words of the profiles for them. */
static const struct
{
  const char *name, *title;
} other_limits[] = {
  { "over_voltage", NC_ ("limit", "Over-voltage") },
  { "under_voltage", NC_ ("limit", "Under-voltage") },
  { "over_current", NC_ ("limit", "Over-current") },
  { "over_temperature", NC_ ("limit", "Over-temperature") },
  { "overload", NC_ ("limit", "Overload") },
};

static char *
name_limit (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (other_limits); i++)
    if (g_str_equal (name, other_limits[i].name))
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "limit", other_limits[i].title));
  return g_strdup (name);
}

static DwControlLimit *
make_limit (DwDevice *device, const DwProfileThreshold *threshold)
{
  DwControlLimit *limit = g_new0 (DwControlLimit, 1);
  DwChannel *channel = dw_device_find_channel (device, threshold->name);

  limit->name = g_strdup (threshold->name);
  limit->title = channel ? dw_point_title (channel->point) : name_limit (threshold->name);
  limit->unit = g_strdup (threshold->unit);
  limit->old = channel ? channel->device_limit : NAN;
  limit->min = threshold->min;
  limit->max = threshold->max;
  return limit;
}

GPtrArray *
dw_control_desk_list_limits (DwStation *station, DwDevice *device)
{
  gint64 id = dw_device_get_id (device);
  const DwProfile *profile = g_hash_table_lookup (station->profile_of, &id);
  GPtrArray *limits = g_ptr_array_new_with_free_func (limit_free);

  for (guint i = 0; profile && i < profile->n_thresholds; i++)
    g_ptr_array_add (limits, make_limit (device, &profile->thresholds[i]));
  return limits;
}
