// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-setup-desk.h"
#include "dw-text.h"

#define NOTHING "—"

void
dw_alarm_site_find (DwAlarmSite *self, DwStation *station, gint64 device_id, gint64 place_id, const char *channel)
{
  DwPlaceTree *tree = dw_station_get_tree (station);

  *self = (DwAlarmSite){ 0 };
  if (device_id != 0)
    self->device = dw_place_tree_find_device (tree, device_id);
  if (place_id != 0)
    self->place = dw_place_tree_find (tree, place_id);
  if (self->place == NULL && self->device != NULL)
    self->place = dw_place_tree_get_device_place (tree, self->device);
  if (self->device != NULL && channel != NULL && *channel != '\0')
    self->channel = dw_device_find_channel (self->device, channel);
}

char *
dw_gateway_name (DwStation *station, gint64 gateway_id)
{
  g_autoptr (GPtrArray) gateways = dw_setup_desk_list_gateways (station);

  for (guint i = 0; gateways != NULL && i < gateways->len; i++)
    {
      DwGatewaySetup *gateway = g_ptr_array_index (gateways, i);

      if (gateway->id == gateway_id)
        return g_strdup (gateway->name);
    }
  return g_strdup (NOTHING);
}

char *
dw_alarm_words_path (DwStation *station, const DwAlarmSite *site, gint64 gateway_id)
{
  if (site->place != NULL)
    return dw_place_get_path (site->place);
  return dw_alarm_words_device (station, site, gateway_id);
}

char *
dw_alarm_words_position (const DwAlarmSite *site)
{
  DwPlace *school = site->place != NULL ? dw_place_get_ancestor (site->place, DW_PLACE_SCHOOL) : NULL;
  DwPlace *building = site->place != NULL ? dw_place_get_ancestor (site->place, DW_PLACE_BUILDING) : NULL;

  if (school != NULL && building != NULL)
    return g_strdup_printf ("%s %s", dw_place_get_name (school), dw_place_get_name (building));
  return site->place != NULL ? dw_place_get_path (site->place) : g_strdup (NOTHING);
}

char *
dw_alarm_words_device (DwStation *station, const DwAlarmSite *site, gint64 gateway_id)
{
  if (site->device != NULL)
    return g_strdup (dw_device_get_name (site->device));
  return gateway_id != 0 ? dw_gateway_name (station, gateway_id) : g_strdup (NOTHING);
}

static const struct
{
  const char *word, *title;
} classes[] = {
  { "detector", N_ ("Detector") },
  { "breaker", N_ ("Breaker") },
  { "meter", N_ ("Meter") },
};

char *
dw_alarm_words_class (const DwAlarmSite *site, gint64 gateway_id)
{
  const char *word = site->device != NULL ? dw_device_get_class (site->device) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (g_strcmp0 (classes[i].word, word) == 0)
      return g_strdup (_ (classes[i].title));
  if (word != NULL && *word != '\0')
    return g_strdup (word);
  return g_strdup (gateway_id != 0 ? _ ("Gateway") : NOTHING);
}

char *
dw_alarm_words_channel (const DwAlarmSite *site, const char *channel)
{
  DwPoint point;

  if (channel == NULL || *channel == '\0')
    return g_strdup (NOTHING);
  if (site->channel != NULL && site->channel->label[0] != '\0')
    return g_strdup (site->channel->label);
  if (site->channel != NULL)
    return dw_point_title (site->channel->point);
  return dw_point_from_name (channel, &point) ? dw_point_title (point) : g_strdup (channel);
}

/* A column of a few characters: where, not what, for the kind of event says what. */
static const char *const short_phases[] = {
  [DW_PHASE_A] = NC_ ("channel", "Ph. A"),
  [DW_PHASE_B] = NC_ ("channel", "Ph. B"),
  [DW_PHASE_C] = NC_ ("channel", "Ph. C"),
  [DW_PHASE_N] = NC_ ("channel", "N"),
  [DW_PHASE_AB] = NC_ ("channel", "A–B"),
  [DW_PHASE_BC] = NC_ ("channel", "B–C"),
  [DW_PHASE_CA] = NC_ ("channel", "C–A"),
  [DW_PHASE_TOTAL] = NC_ ("channel", "Total"),
  [DW_PHASE_BOX] = NC_ ("channel", "Box"),
  [DW_PHASE_AMBIENT] = NC_ ("channel", "Room"),
};

char *
dw_alarm_words_channel_short (const DwAlarmSite *site, const char *channel)
{
  DwPoint point;

  if (channel == NULL || (site->channel != NULL && site->channel->label[0] != '\0') || !dw_point_from_name (channel, &point))
    return dw_alarm_words_channel (site, channel);
  if (point.quantity == DW_QUANTITY_TEMPERATURE && point.index > 0)
    return g_strdup_printf ("T%u", point.index);
  if (point.quantity == DW_QUANTITY_RESIDUAL_CURRENT)
    return g_strdup (C_ ("channel", "Total"));
  if (point.phase < G_N_ELEMENTS (short_phases) && short_phases[point.phase] != NULL)
    return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "channel", short_phases[point.phase]));
  return dw_alarm_words_channel (site, channel);
}

char *
dw_alarm_words_address (DwStation *station, const DwAlarmSite *site, gint64 gateway_id)
{
  if (site->device != NULL)
    return g_strdup (dw_device_get_address (site->device));
  return gateway_id != 0 ? dw_gateway_name (station, gateway_id) : g_strdup (NOTHING);
}

char *
dw_alarm_words_region (const DwAlarmSite *site)
{
  DwPlace *region = site->place != NULL ? dw_place_get_ancestor (site->place, DW_PLACE_REGION) : NULL;

  return g_strdup (region != NULL ? dw_place_get_name (region) : NOTHING);
}

char *
dw_alarm_words_number (const DwAlarmSite *site, double value)
{
  return dw_text_number (value, site->channel != NULL ? site->channel->decimals : 0);
}

const char *
dw_alarm_words_unit (const DwAlarmSite *site)
{
  return site->channel != NULL ? dw_quantity_unit (site->channel->point.quantity) : "";
}

char *
dw_alarm_words_value_and_limit (const DwAlarmSite *site, double value, double limit)
{
  g_autofree char *value_text = NULL, *limit_text = NULL;

  if (isnan (value) || site->channel == NULL || dw_quantity_is_state (site->channel->point.quantity))
    return NULL;
  value_text = dw_alarm_words_number (site, value);
  if (isnan (limit))
    return g_strdup_printf ("%s %s", value_text, dw_alarm_words_unit (site));
  limit_text = dw_alarm_words_number (site, limit);
  return g_strdup_printf ("%s / %s %s", value_text, limit_text, dw_alarm_words_unit (site));
}

char *
dw_alarm_words_event (const DwEventRecord *event)
{
  const char *title = dw_event_record_title (event);

  /* TRANSLATORS: %s is the title of an alarm that has ended. */
  return event->kind == DW_EVENT_RESTORE ? g_strdup_printf (_ ("%s, restored"), title) : g_strdup (title);
}
