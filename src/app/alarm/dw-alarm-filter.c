// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-filter.h"

#include <string.h>

/* One filter for both kinds of list: live alarms are judged here, history is asked for with the same conditions. Pure. */

#define BIT(n) (1u << (n))
#define CURRENT_STATES (BIT (DW_ALARM_STATE_UNACK) | BIT (DW_ALARM_STATE_ACKED) | BIT (DW_ALARM_STATE_RTN_UNACK))

static const struct
{
  const char *word;
  guint states; /* of a live list; 0 = history */
} views[DW_N_ALARM_VIEWS] = {
  [DW_ALARM_VIEW_CURRENT] = { "current", CURRENT_STATES },
  [DW_ALARM_VIEW_SHELVED] = { "shelved", BIT (DW_ALARM_STATE_SHELVED) | BIT (DW_ALARM_STATE_SUPPRESSED) },
  [DW_ALARM_VIEW_OUT_OF_SERVICE] = { "out-of-service", BIT (DW_ALARM_STATE_OUT_OF_SERVICE) },
  [DW_ALARM_VIEW_MONTH] = { "month", 0 },
  [DW_ALARM_VIEW_HISTORY] = { "history", 0 },
};

const char *
dw_alarm_view_word (DwAlarmView view)
{
  return views[view].word;
}

gboolean
dw_alarm_view_from_word (const char *word, DwAlarmView *view)
{
  for (guint i = 0; i < DW_N_ALARM_VIEWS; i++)
    if (strcmp (views[i].word, word) == 0)
      {
        *view = (DwAlarmView)i;
        return TRUE;
      }
  return FALSE;
}

gboolean
dw_alarm_view_is_live (DwAlarmView view)
{
  return views[view].states != 0;
}

static char *
fold (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);

  return g_utf8_casefold (normal != NULL ? normal : "", -1);
}

void
dw_alarm_filter_clear (DwAlarmFilter *self)
{
  g_clear_pointer (&self->text, g_free);
  *self = (DwAlarmFilter){ .view = self->view, .place = self->place };
}

void
dw_alarm_filter_set_text (DwAlarmFilter *self, const char *text)
{
  g_autofree char *stripped = g_strstrip (g_strdup (text));

  g_free (self->text);
  self->text = g_steal_pointer (&stripped);
}

static gboolean
has_text (const DwAlarmFilter *self)
{
  return self->text != NULL && *self->text != '\0';
}

gboolean
dw_alarm_filter_is_narrowed (const DwAlarmFilter *self)
{
  return self->kinds != 0 || self->classes != 0 || self->priorities != 0 || self->states != 0 || self->span_ms != 0 || self->from_ms != 0 || self->to_ms != 0 || has_text (self);
}

DwAlarmFilter
dw_alarm_filter_without_days (const DwAlarmFilter *self)
{
  DwAlarmFilter open = *self;

  open.from_ms = open.to_ms = 0;
  return open;
}

static gboolean
passes_mask (guint mask, guint bit)
{
  return mask == 0 || (mask & BIT (bit)) != 0;
}

/* By what the occurrence is, as its line in the history was counted when it began. */
static gboolean
passes_class (guint mask, DwAlarmKind kind)
{
  DwEventClass which;

  return mask == 0 || (dw_event_class_of (dw_alarm_kind_event (kind), dw_alarm_kind_word (kind), &which) && (mask & BIT (which)) != 0);
}

static gboolean
passes_text (const DwAlarmFilter *self, const char *words)
{
  g_autofree char *needle = NULL, *haystack = NULL;

  if (!has_text (self))
    return TRUE;
  needle = fold (self->text);
  haystack = fold (words);
  return strstr (haystack, needle) != NULL;
}

gboolean
dw_alarm_filter_passes (const DwAlarmFilter *self, const DwAlarmRecord *record, DwPlace *place, const char *words, gint64 now_ms)
{
  if (!passes_mask (views[self->view].states, record->state) || !passes_mask (self->states, record->state))
    return FALSE;
  if (!passes_mask (self->kinds, dw_alarm_kind_event (record->kind)) || !passes_mask (self->priorities, record->priority))
    return FALSE;
  if (self->span_ms != 0 && record->begin_ms < now_ms - self->span_ms)
    return FALSE;
  if (record->begin_ms < self->from_ms || (self->to_ms != 0 && record->begin_ms >= self->to_ms) || !passes_class (self->classes, record->kind))
    return FALSE;
  if (self->place != NULL && (place == NULL || !dw_place_is_within (place, self->place)))
    return FALSE;
  return passes_text (self, words);
}

/* Local midnight of the first day of the month. */
static gint64
find_month_start (gint64 now_ms)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  g_autoptr (GDateTime) start = g_date_time_new_local (g_date_time_get_year (now), g_date_time_get_month (now), 1, 0, 0, 0);

  return g_date_time_to_unix (start) * 1000;
}

void
dw_alarm_filter_to_query (const DwAlarmFilter *self, gint64 now_ms, DwEventFilter *query)
{
  gint64 from_ms = self->span_ms != 0 ? now_ms - self->span_ms : 0;

  if (self->view == DW_ALARM_VIEW_MONTH)
    from_ms = MAX (from_ms, find_month_start (now_ms));
  *query = (DwEventFilter){
    .kinds = self->kinds,
    .classes = self->classes,
    .priorities = self->priorities,
    .states = self->states,
    .from_ms = MAX (from_ms, self->from_ms),
    .to_ms = self->to_ms,
    .place = self->place,
    .text = has_text (self) ? self->text : NULL,
  };
}

/* --- from words --- */

typedef gboolean (*ReadWord) (const char *word, guint *bit);

static gboolean
read_kind (const char *word, guint *bit)
{
  DwEventKind kind = DW_EVENT_ALARM;
  gboolean known = dw_event_kind_from_word (word, &kind);

  *bit = kind;
  return known;
}

static gboolean
read_class (const char *word, guint *bit)
{
  DwEventClass which = DW_EVENT_CLASS_OTHER;
  gboolean known = dw_event_class_from_word (word, &which);

  *bit = which;
  return known;
}

static gboolean
read_state (const char *word, guint *bit)
{
  DwAlarmState state = DW_ALARM_STATE_NORM;
  gboolean known = dw_alarm_state_from_word (word, &state);

  *bit = state;
  return known;
}

/* "" = no bit. */
static gboolean
read_mask (const char *text, ReadWord read, guint *mask)
{
  g_auto (GStrv) words = g_strsplit (text, ",", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint bit;

      if (!read (words[i], &bit))
        return FALSE;
      *mask |= BIT (bit);
    }
  return TRUE;
}

static gboolean
read_time (const char *text, gint64 *time_ms)
{
  return g_ascii_string_to_signed (text, 10, 0, G_MAXINT64, time_ms, NULL);
}

static gboolean
read_part (DwAlarmFilter *self, const char *part)
{
  const char *value = strchr (part, '=');

  if (value == NULL)
    return FALSE;
  value++;
  if (g_str_has_prefix (part, "class="))
    return read_mask (value, read_class, &self->classes);
  if (g_str_has_prefix (part, "state="))
    return read_mask (value, read_state, &self->states);
  if (g_str_has_prefix (part, "from="))
    return read_time (value, &self->from_ms);
  return g_str_has_prefix (part, "to=") && read_time (value, &self->to_ms);
}

gboolean
dw_alarm_filter_read (DwAlarmFilter *self, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, ";", -1);
  DwAlarmFilter read = { .view = self->view, .place = self->place };

  if (parts[0] != NULL && !read_mask (parts[0], read_kind, &read.kinds))
    return FALSE;
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    if (!read_part (&read, parts[i]))
      return FALSE;
  dw_alarm_filter_clear (self);
  *self = read;
  return TRUE;
}
