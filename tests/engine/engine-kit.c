// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "engine-kit.h"

#include <math.h>

DwDevice *
kit_device_new (gint64 id,
                const char *const *names)
{
  DwDevice *device = dw_device_new (id, "detector");
  g_autoptr (GArray) channels = g_array_new (FALSE, TRUE, sizeof (DwChannel));

  for (guint i = 0; names[i] != NULL; i++)
    {
      DwChannel channel = { .period_ms = KIT_PERIOD_MS, .device_limit = NAN };

      g_strlcpy (channel.name, names[i], sizeof channel.name);
      g_assert_true (dw_point_from_name (names[i], &channel.point));
      dw_limit_init (&channel.limit);
      g_array_append_val (channels, channel);
    }
  dw_device_set_channels (device, (DwChannel *)(gpointer)channels->data, channels->len);
  dw_device_set_address (device, 3, 17, "GW-03/17");
  dw_device_set_link (device, DW_LINK_ONLINE, KIT_NOW_MS);
  return device;
}

guint
kit_read_at (DwDevice *device,
             const char *name,
             double value,
             DwQuality quality,
             guint8 flags,
             gint64 time_ms)
{
  int index = dw_device_find_channel_index (device, name);
  DwChannel *channel;

  g_assert_cmpint (index, >=, 0);
  channel = dw_device_get_channel (device, (guint)index);
  channel->reading = (DwReading){ value, time_ms, quality };
  channel->flags = flags;
  dw_device_set_last_seen_ms (device, time_ms);
  return (guint)index;
}

static char *
make_key (const char *channel,
          DwAlarmKind kind)
{
  return g_strdup_printf ("%s %s", channel, dw_alarm_kind_word (kind));
}

static gboolean
probe_holds (const DwRuleContext *context,
             const char *channel,
             DwAlarmKind kind)
{
  KitProbe *self = context->data;
  g_autofree char *key = make_key (channel, kind);

  return g_hash_table_contains (self->held, key);
}

static void
probe_find (const DwRuleContext *context,
            const DwFinding *finding)
{
  KitProbe *self = context->data;

  g_array_append_vals (self->findings, finding, 1);
}

KitProbe *
kit_probe_new (void)
{
  KitProbe *self = g_new0 (KitProbe, 1);

  self->findings = g_array_new (FALSE, FALSE, sizeof (DwFinding));
  self->held = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  dw_supply_policy_init (&self->supply);
  return self;
}

void
kit_probe_free (KitProbe *self)
{
  g_array_unref (self->findings);
  g_hash_table_unref (self->held);
  g_free (self);
}

void
kit_probe_run (KitProbe *self,
               const DwRule *rule,
               DwDevice *device)
{
  g_autoptr (GArray) changed = g_array_new (FALSE, FALSE, sizeof (guint));
  gint64 newest_ms = 0;

  for (guint i = 0; i < dw_device_get_n_channels (device); i++)
    if (dw_device_get_channel (device, i)->reading.quality != DW_QUALITY_NONE)
      {
        g_array_append_val (changed, i);
        newest_ms = MAX (newest_ms, dw_device_get_channel (device, i)->reading.time_ms);
      }
  g_array_set_size (self->findings, 0);
  self->context = (DwRuleContext){
    .device = device,
    .changed = (const guint *)(gpointer)changed->data,
    .n_changed = changed->len,
    .newest_ms = newest_ms,
    .mono_ms = self->mono_ms,
    .supply = &self->supply,
    .memory = &self->memory,
    .holds = probe_holds,
    .find = probe_find,
    .data = self,
  };
  rule->judge (&self->context);
}

void
kit_probe_hold (KitProbe *self,
                const char *channel,
                DwAlarmKind kind,
                gboolean holds)
{
  g_autofree char *key = make_key (channel, kind);

  if (holds)
    g_hash_table_add (self->held, g_steal_pointer (&key));
  else
    g_hash_table_remove (self->held, key);
}

const DwFinding *
kit_probe_find (KitProbe *self,
                const char *channel,
                DwAlarmKind kind)
{
  for (guint i = 0; i < self->findings->len; i++)
    {
      const DwFinding *finding = &g_array_index (self->findings, DwFinding, i);

      if (finding->kind == kind && strcmp (finding->channel, channel) == 0)
        return finding;
    }
  return NULL;
}

DwVerdict
kit_probe_verdict (KitProbe *self,
                   const char *channel,
                   DwAlarmKind kind)
{
  const DwFinding *finding = kit_probe_find (self, channel, kind);

  return finding != NULL ? finding->verdict : DW_VERDICT_UNKNOWN;
}
