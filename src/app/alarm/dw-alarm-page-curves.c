// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-page-private.h"

#include <glib/gi18n-lib.h>

#include "dw-calendar.h"

/* The curves above the table (S1-29): hazards per day under the same filter, and the value of the chosen line over its life. Days that are brushed go into the filter. Live tabs count
 * the live alarms, the others ask the desk; neither is done while the curves are hidden. */

static gint64
now_ms (DwAlarmPage *self)
{
  return dw_clock_wall_ms (dw_station_get_clock (dw_page_get_station (DW_PAGE (self))));
}

/* --- days --- */

static void
show_note (DwAlarmPage *self, const char *problem)
{
  g_autofree char *words = problem != NULL ? g_strdup (problem) : dw_hazard_days_describe (dw_day_view_get_days (self->days), dw_hazard_kinds (&self->filter));

  gtk_label_set_label (self->days_note, words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->days_note), words);
  gtk_widget_set_visible (self->clear_days, self->filter.from_ms != 0 || self->filter.to_ms != 0);
}

/* Takes the days. */
static void
take_days (DwAlarmPage *self, DwHazardDays *days)
{
  dw_day_view_show (self->days, days, &self->filter);
  show_note (self, NULL);
}

/* An answer and the days that it was asked for. */
typedef struct
{
  DwAlarmPage *page;         /* owned */
  DwStation *station;        /* owned */
  GCancellable *cancellable; /* owned: tells whether the question still stands */
  DwHazardDays *days;        /* owned */
} Question;

static void
question_free (Question *self)
{
  g_object_unref (self->page);
  g_object_unref (self->station);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->days, dw_hazard_days_free);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Question) question = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) counts = NULL;

  if (g_cancellable_is_cancelled (question->cancellable))
    return;
  counts = dw_alarm_desk_count_days_finish (question->station, result, &error);
  if (counts != NULL && dw_hazard_days_take (question->days, counts))
    take_days (question->page, g_steal_pointer (&question->days));
  else if (error != NULL)
    show_note (question->page, error->message);
}

static void
ask_days (DwAlarmPage *self, DwHazardDays *days)
{
  DwStation *station = dw_page_get_station (DW_PAGE (self));
  DwAlarmFilter filter = dw_alarm_filter_without_days (&self->filter);
  Question *question = g_new0 (Question, 1);
  DwEventFilter query;

  dw_alarm_filter_to_query (&filter, now_ms (self), &query);
  query.kinds = dw_hazard_kinds (&self->filter);
  *question = (Question){ g_object_ref (self), g_object_ref (station), g_object_ref (self->counting), days };
  dw_alarm_desk_count_days_async (station, &query, days->edges_ms, days->n_days, self->counting, counted_cb, question);
}

void
dw_alarm_page_update_days (DwAlarmPage *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  DwHazardDays *days;

  if (!gtk_widget_get_visible (self->curves))
    return;
  g_cancellable_cancel (self->counting);
  g_object_unref (self->counting);
  self->counting = g_cancellable_new ();
  days = dw_hazard_days_new (&self->filter, now_ms (self), zone);
  if (dw_alarm_page_is_live (self))
    {
      dw_alarm_rows_add_days (self->rows, days);
      take_days (self, days);
    }
  else
    ask_days (self, days);
}

static void
brushed_cb (DwAlarmPage *self)
{
  dw_day_brush_to_filter (dw_day_view_get_brush (self->days), dw_day_view_get_days (self->days), &self->filter);
  show_note (self, NULL);
  dw_alarm_page_apply_rows (self);
}

static void
clear_days_cb (DwAlarmPage *self)
{
  /* A span that lies outside of these days has no brush. */
  dw_day_view_clear_brush (self->days);
  gtk_widget_activate_action (GTK_WIDGET (self), "hazards.clear-span", NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->days));
}

/* --- the chosen line --- */

void
dw_alarm_page_update_life (DwAlarmPage *self)
{
  if (!gtk_widget_get_visible (self->curves))
    return;
  dw_life_view_show (self->life, dw_alarm_page_get_row (self));
  gtk_label_set_label (self->life_title, dw_life_view_get_title (self->life));
}

/* --- set-up --- */

void
dw_alarm_page_show_curves (DwAlarmPage *self, gboolean shown)
{
  gtk_widget_set_visible (self->curves, shown);
  /* What is brushed must not narrow the table when it cannot be seen. */
  if (!shown)
    dw_day_view_clear_brush (self->days);
  dw_alarm_page_update_days (self);
  dw_alarm_page_update_life (self);
  dw_alarm_page_update_span (self);
}

static GtkWidget *
make_head (DwAlarmPage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->days_note = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->days_note, 0);
  gtk_label_set_ellipsize (self->days_note, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->days_note), TRUE);
  self->clear_days = gtk_button_new_with_label (_ ("All days"));
  gtk_widget_set_tooltip_text (self->clear_days, _ ("The table shows all days again (Esc in the columns)"));
  gtk_widget_add_css_class (self->clear_days, "dw-compact");
  gtk_widget_set_valign (self->clear_days, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (self->clear_days, FALSE);
  gtk_box_append (GTK_BOX (head), GTK_WIDGET (self->days_note));
  gtk_box_append (GTK_BOX (head), self->clear_days);
  g_signal_connect_object (self->clear_days, "clicked", G_CALLBACK (clear_days_cb), self, G_CONNECT_SWAPPED);
  return head;
}

void
dw_alarm_page_build_curves (DwAlarmPage *self)
{
  self->counting = g_cancellable_new ();
  self->days = DW_DAY_VIEW (dw_day_view_new ());
  self->life = DW_LIFE_VIEW (dw_life_view_new (dw_page_get_station (DW_PAGE (self))));
  self->life_title = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->life_title, 0);
  gtk_label_set_ellipsize (self->life_title, PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (self->curves), make_head (self));
  gtk_box_append (GTK_BOX (self->curves), GTK_WIDGET (self->days));
  gtk_box_append (GTK_BOX (self->curves), GTK_WIDGET (self->life_title));
  gtk_box_append (GTK_BOX (self->curves), GTK_WIDGET (self->life));
  g_signal_connect_object (self->days, "brushed", G_CALLBACK (brushed_cb), self, G_CONNECT_SWAPPED);
}
