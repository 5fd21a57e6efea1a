// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-timeline.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-alarm-words.h"
#include "dw-text.h"

#define MAX_LINES 100
#define TIME_CHARS 8
#define TEXT_CHARS 24

struct _DwAlarmTimeline
{
  GtkBox parent_instance;

  DwStation *station;        /* owned */
  GCancellable *cancellable; /* owned, of the question under way */
  char *alarm_id;            /* owned, "" = none */
};

G_DEFINE_FINAL_TYPE (DwAlarmTimeline, dw_alarm_timeline, GTK_TYPE_BOX)

static void
clear_lines (DwAlarmTimeline *self)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static void
add_part (GString *text, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (text, " · %s", part);
}

/* "Residual current alarm · 412 / 300 mA", "Acknowledged · W03 · on my way". */
static char *
describe (DwAlarmTimeline *self, const DwEventRecord *event)
{
  g_autofree char *title = dw_alarm_words_event (event);
  GString *text = g_string_new (title);
  g_autofree char *value = NULL;
  DwAlarmSite site;

  dw_alarm_site_find (&site, self->station, event->device_id, event->place_id, event->channel);
  value = dw_alarm_words_value_and_limit (&site, event->value, event->limit);
  add_part (text, value);
  add_part (text, event->actor);
  add_part (text, event->note);
  return g_string_free (text, FALSE);
}

static GtkWidget *
dot_new (gboolean human)
{
  GtkWidget *dot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (dot, "dw-dot");
  if (human)
    gtk_widget_add_css_class (dot, "human");
  gtk_widget_set_valign (dot, GTK_ALIGN_START);
  gtk_widget_set_margin_top (dot, 5);
  return dot;
}

static void
add_line (DwAlarmTimeline *self, const char *time, const char *text, gboolean human)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *time_label = gtk_label_new (time), *text_label = gtk_label_new (text);

  gtk_widget_add_css_class (time_label, "dw-note");
  gtk_label_set_width_chars (GTK_LABEL (time_label), TIME_CHARS);
  gtk_label_set_xalign (GTK_LABEL (time_label), 1);
  gtk_widget_set_valign (time_label, GTK_ALIGN_START);
  gtk_label_set_xalign (GTK_LABEL (text_label), 0);
  gtk_label_set_wrap (GTK_LABEL (text_label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (text_label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (text_label), TEXT_CHARS);
  gtk_widget_set_hexpand (text_label, TRUE);
  gtk_widget_add_css_class (text_label, "dw-small");
  gtk_box_append (GTK_BOX (line), time_label);
  gtk_box_append (GTK_BOX (line), dot_new (human));
  gtk_box_append (GTK_BOX (line), text_label);
  gtk_box_append (GTK_BOX (self), line);
}

static void
add_event (DwAlarmTimeline *self, const DwEventRecord *event)
{
  g_autofree char *time = dw_text_time_of_day (event->time_ms);
  g_autofree char *text = describe (self, event);

  add_line (self, time, text, *event->actor != '\0');
}

/* The desk gives the newest first. */
static void
lines_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwAlarmTimeline) self = data;
  g_autoptr (GPtrArray) events = NULL;
  g_autoptr (GError) error = NULL;

  if (self->station == NULL)
    return;
  events = dw_alarm_desk_query_finish (self->station, result, NULL, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  clear_lines (self);
  if (events == NULL)
    {
      add_line (self, "", error->message, FALSE);
      return;
    }
  for (guint i = events->len; i > 0; i--)
    add_event (self, g_ptr_array_index (events, i - 1));
}

static void
ask (DwAlarmTimeline *self)
{
  DwEventFilter filter = { .alarm_id = self->alarm_id, .limit = MAX_LINES };

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (*self->alarm_id == '\0')
    {
      clear_lines (self);
      return;
    }
  self->cancellable = g_cancellable_new ();
  dw_alarm_desk_query_async (self->station, &filter, self->cancellable, lines_read_cb, g_object_ref (self));
}

static void
event_stored_cb (DwStation *station, const DwEventRecord *event, DwAlarmTimeline *self)
{
  if (*self->alarm_id != '\0' && g_strcmp0 (event->alarm_id, self->alarm_id) == 0)
    ask (self);
}

void
dw_alarm_timeline_set_station (DwAlarmTimeline *self, DwStation *station)
{
  g_return_if_fail (self->station == NULL);
  self->station = g_object_ref (station);
  g_signal_connect_object (station, "event", G_CALLBACK (event_stored_cb), self, 0);
}

void
dw_alarm_timeline_show (DwAlarmTimeline *self, const char *alarm_id)
{
  if (g_strcmp0 (self->alarm_id, alarm_id) == 0)
    return;
  g_free (self->alarm_id);
  self->alarm_id = g_strdup (alarm_id != NULL ? alarm_id : "");
  clear_lines (self);
  ask (self);
}

static void
dw_alarm_timeline_dispose (GObject *object)
{
  DwAlarmTimeline *self = DW_ALARM_TIMELINE (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_alarm_timeline_parent_class)->dispose (object);
}

static void
dw_alarm_timeline_finalize (GObject *object)
{
  g_free (DW_ALARM_TIMELINE (object)->alarm_id);
  G_OBJECT_CLASS (dw_alarm_timeline_parent_class)->finalize (object);
}

static void
dw_alarm_timeline_class_init (DwAlarmTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_alarm_timeline_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_alarm_timeline_finalize;
}

static void
dw_alarm_timeline_init (DwAlarmTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 4);
  self->alarm_id = g_strdup ("");
}
