// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-row.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"
#include "dw-symbol-view.h"
#include "dw-text.h"

/* The words are made once per change, not per cell and frame: binding a row is then nothing but handing out strings. */

struct _DwAlarmRow
{
  GObject parent_instance;

  char *texts[DW_N_ALARM_COLUMNS]; /* owned */
  char *alarm_id;                  /* owned */
  DwEventRecord *event;            /* owned, NULL for a live alarm */
  guint priority;
  DwSymbolState state;
  gboolean unacked, live, checked;
};

G_DEFINE_FINAL_TYPE (DwAlarmRow, dw_alarm_row, G_TYPE_OBJECT)

enum {
  PROP_0,
  PROP_CHECKED,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
take_text (DwAlarmRow *self, DwAlarmColumn column, char *text)
{
  g_free (self->texts[column]);
  self->texts[column] = text;
}

/* The columns that alarms and lines of history fill in the same way. */
static void
fill_site (DwAlarmRow *self, DwStation *station, const DwAlarmSite *site, gint64 gateway_id, const char *channel)
{
  take_text (self, DW_ALARM_COLUMN_DEVICE, dw_alarm_words_device (station, site, gateway_id));
  take_text (self, DW_ALARM_COLUMN_CLASS, dw_alarm_words_class (site, gateway_id));
  take_text (self, DW_ALARM_COLUMN_CHANNEL, dw_alarm_words_channel_short (site, channel));
  take_text (self, DW_ALARM_COLUMN_ADDRESS, dw_alarm_words_address (station, site, gateway_id));
  take_text (self, DW_ALARM_COLUMN_REGION, dw_alarm_words_region (site));
  take_text (self, DW_ALARM_COLUMN_POSITION, dw_alarm_words_position (site));
}

static void
add_part (GString *note, const char *part)
{
  if (part == NULL || *part == '\0')
    return;
  if (note->len > 0)
    g_string_append (note, " · ");
  g_string_append (note, part);
}

/* Why it tripped, value against limit, when it ended, who has it, the last comment. */
static char *
make_note (DwStation *station, const DwAlarmRecord *record, const DwAlarmSite *site)
{
  const char *reason = record->kind == DW_ALARM_TRIP ? dw_station_get_trip_reason (station, record->device_id, record->value) : NULL;
  g_autofree char *value = dw_alarm_words_value_and_limit (site, record->value, record->limit);
  g_autofree char *end = record->end_ms != 0 ? dw_text_time_of_day (record->end_ms) : NULL;
  g_autofree char *ended = end != NULL ? g_strdup_printf (_ ("ended %s"), end) : NULL;
  g_autofree char *again = record->occurrences > 1 ? g_strdup_printf (_ ("%u times"), record->occurrences) : NULL;
  GString *note = g_string_new (NULL);

  add_part (note, reason);
  add_part (note, value);
  add_part (note, again);
  add_part (note, ended);
  add_part (note, record->owner);
  add_part (note, record->comment);
  return g_string_free (note, FALSE);
}

void
dw_alarm_row_update (DwAlarmRow *self, DwStation *station, const DwAlarmRecord *record)
{
  DwAlarmSite site;

  dw_alarm_site_find (&site, station, record->device_id, record->place_id, record->channel);
  fill_site (self, station, &site, record->gateway_id, record->channel);
  take_text (self, DW_ALARM_COLUMN_TYPE, g_strdup (dw_alarm_kind_title (record->kind)));
  take_text (self, DW_ALARM_COLUMN_TIME, dw_text_time_short (record->begin_ms));
  take_text (self, DW_ALARM_COLUMN_NOTE, make_note (station, record, &site));
  self->priority = record->priority;
  self->state = (DwSymbolState)record->state;
  self->unacked = dw_alarm_record_is_unacked (record);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

DwAlarmRow *
dw_alarm_row_new_live (DwStation *station, const DwAlarmRecord *record)
{
  DwAlarmRow *self = g_object_new (DW_TYPE_ALARM_ROW, NULL);

  self->live = TRUE;
  self->alarm_id = g_strdup (record->id);
  dw_alarm_row_update (self, station, record);
  return self;
}

void
dw_alarm_row_end (DwAlarmRow *self)
{
  dw_alarm_row_set_checked (self, FALSE);
  self->state = DW_SYMBOL_NORMAL;
  self->unacked = FALSE;
  take_text (self, DW_ALARM_COLUMN_NOTE, g_strdup (_ ("over")));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static char *
make_event_note (const DwEventRecord *event, const DwAlarmSite *site)
{
  g_autofree char *value = dw_alarm_words_value_and_limit (site, event->value, event->limit);
  GString *note = g_string_new (NULL);

  add_part (note, value);
  add_part (note, event->note);
  add_part (note, event->actor);
  return g_string_free (note, FALSE);
}

DwAlarmRow *
dw_alarm_row_new_event (DwStation *station, const DwEventRecord *event)
{
  DwAlarmRow *self = g_object_new (DW_TYPE_ALARM_ROW, NULL);
  DwAlarmSite site;

  self->event = dw_event_record_copy (event);
  self->alarm_id = g_strdup (event->alarm_id);
  self->priority = event->priority;
  self->state = event->priority != 0 && event->kind != DW_EVENT_RESTORE ? DW_SYMBOL_ACKED : DW_SYMBOL_NORMAL;
  dw_alarm_site_find (&site, station, event->device_id, event->place_id, event->channel);
  fill_site (self, station, &site, event->gateway_id, event->channel);
  take_text (self, DW_ALARM_COLUMN_TYPE, dw_alarm_words_event (event));
  take_text (self, DW_ALARM_COLUMN_TIME, dw_text_time_short (event->time_ms));
  take_text (self, DW_ALARM_COLUMN_NOTE, make_event_note (event, &site));
  return self;
}

DwAlarmRow *
dw_alarm_row_new_loading (void)
{
  DwAlarmRow *self = g_object_new (DW_TYPE_ALARM_ROW, NULL);

  self->alarm_id = g_strdup ("");
  take_text (self, DW_ALARM_COLUMN_TYPE, g_strdup ("…"));
  return self;
}

const char *
dw_alarm_row_get_text (DwAlarmRow *self, DwAlarmColumn column)
{
  return self->texts[column] != NULL ? self->texts[column] : "";
}

const char *
dw_alarm_row_get_alarm_id (DwAlarmRow *self)
{
  return self->alarm_id;
}

guint
dw_alarm_row_get_priority (DwAlarmRow *self)
{
  return self->priority;
}

DwSymbolState
dw_alarm_row_get_state (DwAlarmRow *self)
{
  return self->state;
}

gboolean
dw_alarm_row_is_unacked (DwAlarmRow *self)
{
  return self->unacked;
}

gboolean
dw_alarm_row_is_live (DwAlarmRow *self)
{
  return self->live;
}

const DwEventRecord *
dw_alarm_row_get_event (DwAlarmRow *self)
{
  return self->event;
}

gboolean
dw_alarm_row_is_checked (DwAlarmRow *self)
{
  return self->checked;
}

gboolean
dw_alarm_row_is_checkable (DwAlarmRow *self)
{
  return self->live && self->priority != 1 && self->state != DW_SYMBOL_NORMAL;
}

void
dw_alarm_row_set_checked (DwAlarmRow *self, gboolean checked)
{
  checked = checked && dw_alarm_row_is_checkable (self);
  if (self->checked == checked)
    return;
  self->checked = checked;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}

char *
dw_alarm_row_join (DwAlarmRow *self)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < DW_N_ALARM_COLUMNS; i++)
    g_string_append_printf (words, "%s ", dw_alarm_row_get_text (self, (DwAlarmColumn)i));
  return g_string_free (words, FALSE);
}

char *
dw_alarm_row_describe (DwAlarmRow *self)
{
  g_autofree char *symbol = dw_symbol_describe (self->priority, self->state);

  return g_strdup_printf ("%s, %s, %s, %s, %s", symbol, self->texts[DW_ALARM_COLUMN_TYPE], dw_alarm_row_get_text (self, DW_ALARM_COLUMN_TIME),
                          dw_alarm_row_get_text (self, DW_ALARM_COLUMN_DEVICE), dw_alarm_row_get_text (self, DW_ALARM_COLUMN_POSITION));
}

static void
dw_alarm_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHECKED)
    g_value_set_boolean (value, DW_ALARM_ROW (object)->checked);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_alarm_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHECKED)
    dw_alarm_row_set_checked (DW_ALARM_ROW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_alarm_row_finalize (GObject *object)
{
  DwAlarmRow *self = DW_ALARM_ROW (object);

  for (guint i = 0; i < DW_N_ALARM_COLUMNS; i++)
    g_free (self->texts[i]);
  g_free (self->alarm_id);
  g_clear_pointer (&self->event, dw_event_record_free);
  G_OBJECT_CLASS (dw_alarm_row_parent_class)->finalize (object);
}

static void
dw_alarm_row_class_init (DwAlarmRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dw_alarm_row_get_property;
  object_class->set_property = dw_alarm_row_set_property;
  object_class->finalize = dw_alarm_row_finalize;
  properties[PROP_CHECKED] = g_param_spec_boolean ("checked", NULL, NULL, FALSE, G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", DW_TYPE_ALARM_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_alarm_row_init (DwAlarmRow *self)
{
}
