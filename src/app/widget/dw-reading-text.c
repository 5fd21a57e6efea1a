// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-reading-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-text.h"

/* What is over or under the sensor's range is said with a sign, never with the number the device made up for it. */

#define NOTHING "\u2014"
#define OVER "\uff1e\u202f"
#define UNDER "\uff1c\u202f"

static const struct
{
  DwQuantity quantity;
  const char *words[3]; /* value 0, 1, anything else */
} state_words[] = {
  { DW_QUANTITY_DI, { NC_ ("state", "Open"), NC_ ("state", "Closed"), NC_ ("state", "Unknown") } },
  { DW_QUANTITY_DO, { NC_ ("state", "Inactive"), NC_ ("state", "Active"), NC_ ("state", "Unknown") } },
  { DW_QUANTITY_BREAKER, { NC_ ("state", "Open"), NC_ ("state", "Closed"), NC_ ("state", "In travel") } },
  { DW_QUANTITY_LOCAL_LOCK, { NC_ ("state", "Not locked"), NC_ ("state", "Locked on site"), NC_ ("state", "Unknown") } },
  { DW_QUANTITY_STATUS, { NC_ ("state", "No"), NC_ ("state", "Yes"), NC_ ("state", "Unknown") } },
};

const char *
dw_channel_state_word (const DwChannel *channel, double value)
{
  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    if (channel->point.quantity == state_words[i].quantity)
      return g_dpgettext2 (GETTEXT_PACKAGE, "state", state_words[i].words[value == 0 ? 0 : (value == 1 ? 1 : 2)]);
  return "";
}

char *
dw_channel_title (const DwChannel *channel)
{
  return channel->label[0] != '\0' ? g_strdup (channel->label) : dw_point_title (channel->point);
}

gboolean
dw_quality_is_fresh (DwQuality quality)
{
  return quality != DW_QUALITY_NONE && quality != DW_QUALITY_OLD && quality != DW_QUALITY_SENSOR_FAULT;
}

static gboolean
is_over (const DwChannel *channel, double value)
{
  return (channel->flags & DW_REPORT_OVER) != 0 || value > channel->range_high;
}

/* A range that starts at zero or below has nothing under it worth a sign. */
static gboolean
is_under (const DwChannel *channel, double value)
{
  return (channel->flags & DW_REPORT_UNDER) != 0 || (channel->range_low > 0 && value < channel->range_low);
}

static void
format_value (const DwChannel *channel, double value, char *digits, gsize size)
{
  const char *word = dw_channel_state_word (channel, value);
  const char *sign = "";
  g_autofree char *number = NULL;

  if (*word != '\0')
    {
      g_strlcpy (digits, word, size);
      return;
    }
  if (is_over (channel, value) && isfinite (channel->range_high))
    {
      sign = OVER;
      value = channel->range_high;
    }
  else if (is_under (channel, value) && isfinite (channel->range_low))
    {
      sign = UNDER;
      value = channel->range_low;
    }
  number = dw_text_number (value, channel->decimals);
  g_snprintf (digits, size, "%s%s", sign, number);
}

/* A doubtful or estimated value ages like a good one; the model names only the better known of its two faults. */
DwQuality
dw_reading_see_quality (DwDevice *device, const DwChannel *channel, gint64 now_ms)
{
  DwQuality quality = dw_device_channel_quality (device, channel, now_ms);

  if (quality != DW_QUALITY_DOUBTFUL && quality != DW_QUALITY_ESTIMATED)
    return quality;
  if (dw_device_get_link (device) != DW_LINK_ONLINE)
    return DW_QUALITY_OLD;
  if (channel->period_ms > 0 && now_ms - channel->reading.time_ms > 2 * (gint64)channel->period_ms)
    return DW_QUALITY_OLD;
  return quality;
}

void
dw_reading_text_make (DwDevice *device, const DwChannel *channel, gint64 now_ms, DwReadingText *text)
{
  *text = (DwReadingText){ .digits = NOTHING, .quality = DW_QUALITY_NONE, .age_ms = -1 };
  if (channel == NULL || channel->reading.time_ms == 0)
    return;
  text->quality = dw_reading_see_quality (device, channel, now_ms);
  text->age_ms = MAX (0, now_ms - channel->reading.time_ms);
  if (text->quality == DW_QUALITY_NONE || text->quality == DW_QUALITY_SENSOR_FAULT || !isfinite (channel->reading.value))
    return;
  format_value (channel, channel->reading.value, text->digits, sizeof text->digits);
}

char *
dw_reading_text_describe (const DwReadingText *text, gint64 time_ms)
{
  g_autofree char *age = dw_text_age (text->age_ms);
  g_autofree char *at = NULL;

  switch (text->quality)
    {
    case DW_QUALITY_NONE:
      return g_strdup (_ ("Never received"));
    case DW_QUALITY_OLD:
      at = dw_text_time_short (time_ms);
      /* TRANSLATORS: quality of a value: "Old, last at 11-20 14:14:05". */
      return g_strdup_printf (_ ("Old, last at %s"), at);
    case DW_QUALITY_SENSOR_FAULT:
      return g_strdup (_ ("Sensor fault"));
    case DW_QUALITY_GOOD:
    case DW_QUALITY_DOUBTFUL:
    case DW_QUALITY_MANUAL:
    case DW_QUALITY_ESTIMATED:
    default:
      /* TRANSLATORS: quality of a value and its age: "Good, 3 s ago". */
      return g_strdup_printf (_ ("%1$s, %2$s ago"), dw_quality_title (text->quality), age);
    }
}

char *
dw_reading_text_with_unit (const DwReadingText *text, const DwChannel *channel)
{
  const char *unit = channel != NULL ? dw_quantity_unit (channel->point.quantity) : "";

  if (*unit == '\0' || strcmp (text->digits, NOTHING) == 0)
    return g_strdup (text->digits);
  return g_strdup_printf ("%s %s", text->digits, unit);
}
