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
  return self->kinds != 0 || self->priorities != 0 || self->states != 0 || self->span_ms != 0 || self->from_ms != 0 || has_text (self);
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
  if (self->to_ms != 0 && (record->begin_ms < self->from_ms || record->begin_ms >= self->to_ms))
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
    .priorities = self->priorities,
    .states = self->states,
    .from_ms = MAX (from_ms, self->from_ms),
    .to_ms = self->to_ms,
    .place = self->place,
    .text = has_text (self) ? self->text : NULL,
  };
}
