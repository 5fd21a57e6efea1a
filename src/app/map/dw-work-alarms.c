// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-work-alarms.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"
#include "dw-icon-view.h"
#include "dw-place-filter.h"
#include "dw-style.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"

/* Rows are made anew only when other alarms wait than before; in between only ages change. */

enum {
  MOST_ROWS = 12,
};

struct _DwWorkAlarms
{
  GtkWidget parent_instance;

  GtkWidget *rows;
  GtkWidget *more;
  GPtrArray *ages; /* GtkLabel, borrowed; their alarm hangs on them */
  char *shown;     /* ids and states of the rows */

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwWorkAlarms, dw_work_alarms, GTK_TYPE_WIDGET)

gboolean
dw_work_alarms_is_waiting (DwAlarm *alarm, DwStation *station, DwScope *scope)
{
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  DwPlace *at = dw_place_tree_find (dw_station_get_tree (station), record->place_id);

  return dw_alarm_record_is_unacked (record) && dw_scope_contains (scope, at) && dw_person_sees_place (dw_station_get_person (station), at);
}

static GPtrArray *
list_waiting (DwWorkAlarms *self)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (self->station));
  GPtrArray *waiting = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_alarms = g_list_model_get_n_items (alarms);

  for (guint i = 0; i < n_alarms; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);

      if (dw_work_alarms_is_waiting (alarm, self->station, self->scope))
        g_ptr_array_add (waiting, g_steal_pointer (&alarm));
    }
  return waiting;
}

static char *
make_signature (GPtrArray *waiting)
{
  GString *signature = g_string_new (NULL);

  for (guint i = 0; i < waiting->len; i++)
    {
      const DwAlarmRecord *record = dw_alarm_get_record (waiting->pdata[i]);

      g_string_append_printf (signature, "%s %d %u;", record->id, record->state, record->priority);
    }
  return g_string_free (signature, FALSE);
}

/* --- a row --- */

static void
open_clicked_cb (GtkButton *button, DwAlarm *alarm)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "win.show-alarm", "s", dw_alarm_get_record (alarm)->id);
}

static void
acknowledge_clicked_cb (GtkButton *button, DwAlarm *alarm)
{
  gtk_widget_activate_action (GTK_WIDGET (button), "alarm.acknowledge", "s", dw_alarm_get_record (alarm)->id);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

/* School above; device, kind, value and limit below. */
static GtkWidget *
make_words (DwWorkAlarms *self, const DwAlarmRecord *record, char **spoken)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  DwAlarmSite site;
  DwPlace *school;
  g_autofree char *device = NULL, *value = NULL, *line = NULL, *symbol = dw_symbol_describe (record->priority, (DwSymbolState)record->state);
  const char *where;

  dw_alarm_site_find (&site, self->station, record->device_id, record->place_id, record->channel);
  school = site.place != NULL ? dw_place_get_ancestor (site.place, DW_PLACE_SCHOOL) : NULL;
  device = dw_alarm_words_device (self->station, &site, record->gateway_id);
  value = dw_alarm_words_value_and_limit (&site, record->value, record->limit);
  line = g_strjoin (" ", device, dw_alarm_kind_title (record->kind), value, NULL);
  where = school != NULL ? dw_place_get_name (school) : device;
  *spoken = g_strjoin (", ", symbol, where, line, NULL);
  gtk_box_append (GTK_BOX (box), make_label (where, "dw-work-where"));
  gtk_box_append (GTK_BOX (box), make_label (line, "dw-note"));
  gtk_widget_set_hexpand (box, TRUE);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static GtkWidget *
make_open (DwWorkAlarms *self, DwAlarm *alarm)
{
  const DwAlarmRecord *record = dw_alarm_get_record (alarm);
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *symbol = dw_symbol_view_new (17), *age = make_label ("", "dw-num");
  g_autofree char *spoken = NULL;

  dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), record->priority, (DwSymbolState)record->state);
  gtk_label_set_ellipsize (GTK_LABEL (age), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (age, "dw-small");
  dw_style_set_priority_text (age, record->priority);
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_box_append (GTK_BOX (box), make_words (self, record, &spoken));
  gtk_box_append (GTK_BOX (box), age);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_add_css_class (button, "dw-work-open");
  gtk_widget_set_tooltip_text (button, spoken);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (open_clicked_cb), alarm, 0);
  g_object_set_data_full (G_OBJECT (age), "dw-alarm", g_object_ref (alarm), g_object_unref);
  g_ptr_array_add (self->ages, age);
  return button;
}

static GtkWidget *
make_row (DwWorkAlarms *self, DwAlarm *alarm)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2), *acknowledge = gtk_button_new ();

  gtk_button_set_child (GTK_BUTTON (acknowledge), dw_icon_view_new ("tick", 16));
  gtk_widget_set_valign (acknowledge, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (acknowledge, "dw-icon-button");
  gtk_widget_set_tooltip_text (acknowledge, _ ("Acknowledge"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (acknowledge), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Acknowledge"), -1);
  g_signal_connect_object (acknowledge, "clicked", G_CALLBACK (acknowledge_clicked_cb), alarm, 0);
  gtk_box_append (GTK_BOX (row), make_open (self, alarm));
  gtk_box_append (GTK_BOX (row), acknowledge);
  gtk_widget_add_css_class (row, "dw-work-alarm");
  return row;
}

/* --- all of them --- */

static void
show_ages (DwWorkAlarms *self, gint64 now_ms)
{
  for (guint i = 0; i < self->ages->len; i++)
    {
      const DwAlarmRecord *record = dw_alarm_get_record (g_object_get_data (self->ages->pdata[i], "dw-alarm"));
      g_autofree char *age = dw_text_duration_clock (now_ms - record->begin_ms);

      if (g_strcmp0 (gtk_label_get_label (self->ages->pdata[i]), age) != 0)
        gtk_label_set_label (self->ages->pdata[i], age);
    }
}

static void
show_more (DwWorkAlarms *self, guint n_waiting)
{
  g_autofree char *text = NULL;

  if (n_waiting == 0)
    text = g_strdup (_ ("No unacknowledged alarm"));
  else if (n_waiting > MOST_ROWS)
    text = g_strdup_printf (ngettext ("%u more", "%u more", n_waiting - MOST_ROWS), n_waiting - MOST_ROWS);
  gtk_widget_set_visible (self->more, text != NULL);
  gtk_label_set_label (GTK_LABEL (self->more), text != NULL ? text : "");
}

static void
fill (DwWorkAlarms *self, GPtrArray *waiting)
{
  GtkWidget *child;

  g_ptr_array_set_size (self->ages, 0);
  while ((child = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), child);
  for (guint i = 0; i < MIN (waiting->len, MOST_ROWS); i++)
    gtk_box_append (GTK_BOX (self->rows), make_row (self, waiting->pdata[i]));
  show_more (self, waiting->len);
}

static void
update (DwWorkAlarms *self)
{
  g_autoptr (GPtrArray) waiting = NULL;
  g_autofree char *signature = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  waiting = list_waiting (self);
  signature = make_signature (waiting);
  if (g_strcmp0 (signature, self->shown) != 0)
    {
      fill (self, waiting);
      g_free (self->shown);
      self->shown = g_steal_pointer (&signature);
    }
  show_ages (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  show_ages (data, now_ms);
}

/* --- the class --- */

static void
dw_work_alarms_map (GtkWidget *widget)
{
  DwWorkAlarms *self = DW_WORK_ALARMS (widget);

  GTK_WIDGET_CLASS (dw_work_alarms_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  if (self->station != NULL)
    update (self);
}

static void
dw_work_alarms_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_WORK_ALARMS (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_work_alarms_parent_class)->unmap (widget);
}

static void
dw_work_alarms_dispose (GObject *object)
{
  DwWorkAlarms *self = DW_WORK_ALARMS (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->ages, g_ptr_array_unref);
  g_clear_pointer (&self->shown, g_free);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_work_alarms_parent_class)->dispose (object);
}

static void
dw_work_alarms_class_init (DwWorkAlarmsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_work_alarms_dispose;
  widget_class->map = dw_work_alarms_map;
  widget_class->unmap = dw_work_alarms_unmap;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwworkalarms");
}

static GtkWidget *
make_head (void)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = make_label (_ ("Unacknowledged alarms"), "dw-strong"), *note = make_label (_ ("worst first"), "dw-note");

  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (note), PANGO_ELLIPSIZE_NONE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), note);
  gtk_widget_add_css_class (head, "dw-section-head");
  return head;
}

static void
dw_work_alarms_init (DwWorkAlarms *self)
{
  GtkWidget *all = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *inner = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *scrolled = gtk_scrolled_window_new ();

  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->more = make_label ("", "dw-note");
  self->ages = g_ptr_array_new ();
  gtk_widget_set_margin_start (self->more, 12);
  gtk_widget_set_margin_top (self->more, 8);
  gtk_box_append (GTK_BOX (inner), self->rows);
  gtk_box_append (GTK_BOX (inner), self->more);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), inner);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (all), make_head ());
  gtk_box_append (GTK_BOX (all), scrolled);
  gtk_widget_set_parent (all, GTK_WIDGET (self));
}

GtkWidget *
dw_work_alarms_new (void)
{
  return g_object_new (DW_TYPE_WORK_ALARMS, NULL);
}

void
dw_work_alarms_set_station (DwWorkAlarms *self, DwStation *station, DwScope *scope)
{
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  g_signal_connect_object (dw_station_get_alarms (station), "counts-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_alarms (station), "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
