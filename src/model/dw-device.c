// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device.h"

#include <math.h>

/* A device is identity, link state and an array of plain channels. The array is walked by the engine and the pages for 160,000
 * channels at once, therefore a channel is no object and announces nothing by itself: the intake says "changed" once per frame. */

struct _DwDevice
{
  GObject parent_instance;

  gint64 id;
  char *name;
  gint64 place_id;
  gint64 gateway_id;
  guint8 unit;
  char *address;
  char *profile;
  char *model;
  char *device_class;
  double rated_current_a;
  char *switch_name;

  DwChannel *channels;
  guint n_channels;
  int period_ms;             /* shortest of the channels */
  GHashTable *index_by_name; /* name inside channels -> index + 1 */

  DwLinkState link;
  gint64 last_seen_ms;
  gint64 link_since_ms;
  guint alarm_priority;
  gboolean alarm_unacked;
};

G_DEFINE_FINAL_TYPE (DwDevice, dw_device, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_PLACE_ID,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_string (char **field,
            const char *value)
{
  char *copy = g_strdup (value != NULL ? value : "");

  g_free (*field);
  *field = copy;
}

static void
dw_device_finalize (GObject *object)
{
  DwDevice *self = DW_DEVICE (object);

  g_hash_table_unref (self->index_by_name);
  g_free (self->channels);
  g_free (self->name);
  g_free (self->address);
  g_free (self->profile);
  g_free (self->model);
  g_free (self->device_class);
  g_free (self->switch_name);
  G_OBJECT_CLASS (dw_device_parent_class)->finalize (object);
}

static void
dw_device_get_property (GObject *object,
                        guint id,
                        GValue *value,
                        GParamSpec *pspec)
{
  if (id == PROP_PLACE_ID)
    g_value_set_int64 (value, DW_DEVICE (object)->place_id);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_device_class_init (DwDeviceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = dw_device_finalize;
  object_class->get_property = dw_device_get_property;
  properties[PROP_PLACE_ID] = g_param_spec_int64 ("place-id", NULL, NULL, G_MININT64, G_MAXINT64, 0, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_DEVICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_device_init (DwDevice *self)
{
  self->name = g_strdup ("");
  self->address = g_strdup ("");
  self->profile = g_strdup ("");
  self->model = g_strdup ("");
  self->device_class = g_strdup ("");
  self->switch_name = g_strdup ("");
  self->rated_current_a = NAN;
  self->index_by_name = g_hash_table_new (g_str_hash, g_str_equal);
}

void
dw_limit_init (DwLimit *self)
{
  *self = (DwLimit){
    .low_alarm = NAN,
    .low_warning = NAN,
    .high_warning = NAN,
    .high_alarm = NAN,
    .warning_priority = 3,
    .alarm_priority = 2,
  };
}

DwDevice *
dw_device_new (gint64 id,
               const char *name)
{
  DwDevice *self = g_object_new (DW_TYPE_DEVICE, NULL);

  self->id = id;
  set_string (&self->name, name);
  return self;
}

gint64
dw_device_get_id (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->id;
}

const char *
dw_device_get_name (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->name;
}

void
dw_device_set_name (DwDevice *self,
                    const char *name)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  set_string (&self->name, name);
}

gint64
dw_device_get_place_id (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->place_id;
}

void
dw_device_set_place_id (DwDevice *self,
                        gint64 place_id)
{
  g_return_if_fail (DW_IS_DEVICE (self));

  if (self->place_id == place_id)
    return;
  self->place_id = place_id;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PLACE_ID]);
}

gint64
dw_device_get_gateway_id (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->gateway_id;
}

guint8
dw_device_get_unit (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->unit;
}

const char *
dw_device_get_address (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->address;
}

void
dw_device_set_address (DwDevice *self,
                       gint64 gateway_id,
                       guint8 unit,
                       const char *address)
{
  g_return_if_fail (DW_IS_DEVICE (self));

  self->gateway_id = gateway_id;
  self->unit = unit;
  set_string (&self->address, address);
}

const char *
dw_device_get_profile (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->profile;
}

const char *
dw_device_get_model (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->model;
}

void
dw_device_set_profile (DwDevice *self,
                       const char *profile,
                       const char *model)
{
  g_return_if_fail (DW_IS_DEVICE (self));

  set_string (&self->profile, profile);
  set_string (&self->model, model);
}

const char *
dw_device_get_class (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->device_class;
}

void
dw_device_set_class (DwDevice *self,
                     const char *device_class)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  set_string (&self->device_class, device_class);
}

double
dw_device_get_rated_current (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), NAN);
  return self->rated_current_a;
}

void
dw_device_set_rated_current (DwDevice *self,
                             double ampere)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  self->rated_current_a = ampere;
}

const char *
dw_device_get_switch_name (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), "");
  return self->switch_name;
}

void
dw_device_set_switch_name (DwDevice *self,
                           const char *switch_name)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  set_string (&self->switch_name, switch_name);
}

static void
keep_reading (DwDevice *self,
              DwChannel *fresh)
{
  const DwChannel *before = dw_device_find_channel (self, fresh->name);

  if (before == NULL)
    return;
  fresh->reading = before->reading;
  fresh->flags = before->flags;
  if (isnan (fresh->device_limit))
    fresh->device_limit = before->device_limit;
}

static int
find_shortest_period (const DwChannel *channels,
                      guint n_channels)
{
  int shortest_ms = 0;

  for (guint i = 0; i < n_channels; i++)
    if (channels[i].period_ms > 0 && (shortest_ms == 0 || channels[i].period_ms < shortest_ms))
      shortest_ms = channels[i].period_ms;
  return shortest_ms;
}

void
dw_device_set_channels (DwDevice *self,
                        const DwChannel *channels,
                        guint n_channels)
{
  g_autofree DwChannel *before = NULL;
  DwChannel *fresh;

  g_return_if_fail (DW_IS_DEVICE (self));
  g_return_if_fail (channels != NULL || n_channels == 0);

  fresh = g_memdup2 (channels, n_channels * sizeof *channels);
  for (guint i = 0; i < n_channels; i++)
    keep_reading (self, &fresh[i]);
  before = self->channels; /* The names in the hash live in here until it is emptied. */
  g_hash_table_remove_all (self->index_by_name);
  self->channels = fresh;
  self->n_channels = n_channels;
  for (guint i = 0; i < n_channels; i++)
    g_hash_table_insert (self->index_by_name, fresh[i].name, GUINT_TO_POINTER (i + 1));
  self->period_ms = find_shortest_period (fresh, n_channels);
}

guint
dw_device_get_n_channels (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->n_channels;
}

DwChannel *
dw_device_get_channel (DwDevice *self,
                       guint index)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), NULL);
  g_return_val_if_fail (index < self->n_channels, NULL);
  return &self->channels[index];
}

DwChannel *
dw_device_find_channel (DwDevice *self,
                        const char *name)
{
  int index = dw_device_find_channel_index (self, name);

  return index < 0 ? NULL : &self->channels[index];
}

int
dw_device_find_channel_index (DwDevice *self,
                              const char *name)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), -1);
  g_return_val_if_fail (name != NULL, -1);
  return GPOINTER_TO_INT (g_hash_table_lookup (self->index_by_name, name)) - 1;
}

int
dw_device_get_period_ms (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->period_ms;
}

DwLinkState
dw_device_get_link (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), DW_LINK_UNKNOWN);
  return self->link;
}

gint64
dw_device_get_last_seen_ms (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->last_seen_ms;
}

gint64
dw_device_get_link_since_ms (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->link_since_ms;
}

void
dw_device_set_link (DwDevice *self,
                    DwLinkState link,
                    gint64 now_ms)
{
  g_return_if_fail (DW_IS_DEVICE (self));

  if (self->link == link)
    return;
  self->link = link;
  self->link_since_ms = now_ms;
}

void
dw_device_set_last_seen_ms (DwDevice *self,
                            gint64 wall_ms)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  self->last_seen_ms = wall_ms;
}

DwQuality
dw_device_channel_quality (DwDevice *self,
                           const DwChannel *channel,
                           gint64 now_ms)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), DW_QUALITY_NONE);
  g_return_val_if_fail (channel != NULL, DW_QUALITY_NONE);

  if (channel->reading.quality != DW_QUALITY_GOOD)
    return channel->reading.quality;
  if (self->link != DW_LINK_ONLINE)
    return DW_QUALITY_OLD;
  if (channel->period_ms > 0 && now_ms - channel->reading.time_ms > 2 * (gint64)channel->period_ms)
    return DW_QUALITY_OLD;
  return DW_QUALITY_GOOD;
}

guint
dw_device_get_alarm_priority (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), 0);
  return self->alarm_priority;
}

gboolean
dw_device_get_alarm_unacked (DwDevice *self)
{
  g_return_val_if_fail (DW_IS_DEVICE (self), FALSE);
  return self->alarm_unacked;
}

void
dw_device_set_alarm (DwDevice *self,
                     guint priority,
                     gboolean unacked)
{
  g_return_if_fail (DW_IS_DEVICE (self));

  self->alarm_priority = priority;
  self->alarm_unacked = unacked;
}

void
dw_device_emit_changed (DwDevice *self)
{
  g_return_if_fail (DW_IS_DEVICE (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
