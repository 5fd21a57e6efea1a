// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-memory.h"
#include "dw-trend-page-private.h"

#include "dw-choice-desk.h"
#include "dw-trend-find.h"

/* What each person had chosen comes back at the next start and when they sign in again: kept a moment after the hand has rested, and when the page is left. */

#define REST_MS 2000

static void
keep (DwTrendPage *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (self->person_id == NULL || dw_trend_choice_get_n_items (self->choice) == 0)
    return;
  text = dw_trend_memory_write (self->choice, dw_span_get_unit (self->span));
  if (!dw_choice_desk_keep (dw_page_get_station (DW_PAGE (self)), self->person_id, "trend", text, &error))
    g_message ("trend: the choice is not kept: %s", error->message);
}

void
dw_trend_page_keep_now (DwTrendPage *self)
{
  if (self->keep_id == 0)
    return;
  g_clear_handle_id (&self->keep_id, g_source_remove);
  keep (self);
}

static gboolean
rest_over_cb (gpointer data)
{
  DwTrendPage *self = data;

  self->keep_id = 0;
  keep (self);
  return G_SOURCE_REMOVE;
}

void
dw_trend_page_keep_soon (DwTrendPage *self)
{
  g_clear_handle_id (&self->keep_id, g_source_remove);
  self->keep_id = g_timeout_add (REST_MS, rest_over_cb, self);
}

/* Devices that were removed, or that the person may no longer see. */
static void
drop_invisible (DwTrendPage *self)
{
  for (guint i = dw_trend_choice_get_n_items (self->choice); i-- > 0;)
    {
      gint64 id = dw_trend_choice_get_item (self->choice, i)->device_id;
      DwDevice *device = dw_trend_page_find_device (self, id);

      if (device == NULL || !dw_trend_find_is_visible (dw_page_get_station (DW_PAGE (self)), device))
        dw_trend_choice_remove (self->choice, id);
    }
}

void
dw_trend_page_remember (DwTrendPage *self)
{
  const char *person_id = dw_station_get_person (dw_page_get_station (DW_PAGE (self)))->id;
  g_autofree char *text = NULL;
  DwSpanUnit unit = dw_span_get_unit (self->span);

  if (g_strcmp0 (self->person_id, person_id) == 0)
    return;
  g_free (self->person_id);
  self->person_id = g_strdup (person_id);
  if (dw_trend_choice_get_n_items (self->choice) > 0)
    return; /* somebody was led here: that is what they want to see */
  text = dw_choice_desk_dup (dw_page_get_station (DW_PAGE (self)), person_id, "trend");
  if (text == NULL || !dw_trend_memory_read (text, self->choice, &unit))
    return;
  drop_invisible (self);
  if (unit != dw_span_get_unit (self->span))
    dw_span_set_unit (self->span, unit, dw_trend_page_now_ms (self));
}
