// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile.h"

#include <math.h>

/* The loaded profile: its life, finding by name, and the channels a device gets from it. Loading is in dw-profile-load*.c. */

#define DECIMALS_MAX 6

G_DEFINE_QUARK (dw - profile - error - quark, dw_profile_error)

DwProfile *
dw_profile_ref (DwProfile *self)
{
  g_atomic_int_inc (&self->ref_count);
  return self;
}

static void
free_points (DwProfile *self)
{
  for (guint i = 0; i < self->n_points; i++)
    {
      g_free (self->points[i].name);
      g_free (self->points[i].rules);
      g_free (self->points[i].map);
      g_free (self->points[i].invert_setting);
    }
  g_free (self->points);
}

static void
free_settings (DwProfile *self)
{
  for (guint i = 0; i < self->n_settings; i++)
    {
      g_free (self->settings[i].name);
      g_free (self->settings[i].title);
      g_free (self->settings[i].preset);
      g_free (self->settings[i].chosen);
      g_strfreev (self->settings[i].values);
    }
  g_free (self->settings);
}

static void
free_lists (DwProfile *self)
{
  for (guint i = 0; i < self->n_blocks; i++)
    g_free (self->blocks[i].name);
  for (guint i = 0; i < self->n_flags; i++)
    {
      g_free (self->flags[i].setting);
      g_free (self->flags[i].setting_value);
    }
  for (guint i = 0; i < self->n_thresholds; i++)
    {
      g_free (self->thresholds[i].name);
      g_free (self->thresholds[i].unit);
    }
  for (guint i = 0; i < self->n_commands; i++)
    {
      g_free (self->commands[i].name);
      g_free (self->commands[i].refuse_code);
    }
  g_free (self->blocks);
  g_free (self->flags);
  g_free (self->thresholds);
  g_free (self->commands);
  g_free (self->trip_reasons);
  g_strfreev (self->trip_reason_titles);
}

void
dw_profile_unref (DwProfile *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->ref_count))
    return;
  free_points (self);
  free_settings (self);
  free_lists (self);
  g_strfreev (self->aliases);
  g_free (self->id);
  g_free (self->vendor);
  g_free (self->model);
  g_free (self->title);
  g_free (self->device_class);
  g_free (self->wiring);
  g_free (self->source);
  g_free (self->file);
  g_free (self->text);
  g_free (self);
}

int
dw_profile_find_point (const DwProfile *self, const char *name)
{
  for (guint i = 0; i < self->n_points; i++)
    if (g_strcmp0 (self->points[i].name, name) == 0)
      return (int)i;
  return -1;
}

int
dw_profile_find_block (const DwProfile *self, const char *name)
{
  for (guint i = 0; i < self->n_blocks; i++)
    if (g_strcmp0 (self->blocks[i].name, name) == 0)
      return (int)i;
  return -1;
}

const DwProfileCommand *
dw_profile_find_command (const DwProfile *self, const char *name)
{
  for (guint i = 0; i < self->n_commands; i++)
    if (g_strcmp0 (self->commands[i].name, name) == 0)
      return &self->commands[i];
  return NULL;
}

const DwProfileCommand *
dw_profile_find_verb (const DwProfile *self, DwVerb verb)
{
  const DwProfileCommand *found = NULL;

  for (guint i = 0; i < self->n_commands; i++)
    if (self->commands[i].verb == verb && (found == NULL || (self->commands[i].enabled && !found->enabled)))
      found = &self->commands[i];
  return found;
}

const char *
dw_profile_get_setting (const DwProfile *self, const char *name)
{
  for (guint i = 0; i < self->n_settings; i++)
    if (g_strcmp0 (self->settings[i].name, name) == 0)
      return self->settings[i].chosen;
  return NULL;
}

guint8
dw_profile_count_decimals (double factor)
{
  double step = fabs (factor);
  guint8 decimals = 0;

  while (decimals < DECIMALS_MAX && fabs (step - round (step)) > 1e-9)
    {
      step *= 10;
      decimals++;
    }
  return decimals;
}

/* The screen has fixed decimals per quantity; a device that resolves less shows less, a meter's energy shows the cent of a kWh. */
static guint8
screen_decimals (const DwProfile *self, const DwProfilePoint *point)
{
  int fixed = dw_quantity_decimals (point->point.quantity);

  if (point->point.quantity == DW_QUANTITY_TEMPERATURE)
    fixed = 1;
  else if (point->point.quantity == DW_QUANTITY_ENERGY_ACTIVE_IMPORT || point->point.quantity == DW_QUANTITY_ENERGY_ACTIVE_EXPORT)
    fixed = strcmp (self->device_class, "meter") == 0 ? 2 : 1;
  return (guint8)MIN ((int)point->decimals, fixed);
}

static double
find_resolution (const DwProfilePoint *point)
{
  return point->type == DW_REGISTER_F32 ? 0 : ABS (point->scale);
}

DwChannel *
dw_profile_make_channels (const DwProfile *self)
{
  DwChannel *channels = g_new0 (DwChannel, MAX (self->n_points, 1));

  for (guint i = 0; i < self->n_points; i++)
    {
      const DwProfilePoint *point = &self->points[i];

      channels[i] = (DwChannel){
        .point = point->point,
        .decimals = screen_decimals (self, point),
        .range_low = point->range_low,
        .range_high = point->range_high,
        .resolution = find_resolution (point),
        .period_ms = self->period_ms * (int)self->blocks[point->block].period_factor,
        .device_limit = NAN,
        .reading = { .quality = DW_QUALITY_NONE },
      };
      g_strlcpy (channels[i].name, point->name, sizeof channels[i].name);
      dw_limit_init (&channels[i].limit);
    }
  return channels;
}
