// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-alarm-counter.h"

#include <glib/gi18n-lib.h>

#include "dw-symbol-view.h"

struct _DwAlarmCounter
{
  GtkToggleButton parent_instance;

  DwSymbolView *symbol; /* in the widget tree */
  GtkLabel *total;
  GtkLabel *unacked;
  guint priority;
};

G_DEFINE_FINAL_TYPE (DwAlarmCounter, dw_alarm_counter, GTK_TYPE_TOGGLE_BUTTON)

enum {
  PROP_0,
  PROP_PRIORITY,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static GtkWidget *
label_new (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
dw_alarm_counter_constructed (GObject *object)
{
  DwAlarmCounter *self = DW_ALARM_COUNTER (object);

  G_OBJECT_CLASS (dw_alarm_counter_parent_class)->constructed (object);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.show-priority");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "i", (int)self->priority);
  dw_symbol_view_set (self->symbol, self->priority, DW_SYMBOL_ACKED);
}

static void
dw_alarm_counter_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PRIORITY)
    g_value_set_uint (value, DW_ALARM_COUNTER (object)->priority);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_alarm_counter_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_PRIORITY)
    DW_ALARM_COUNTER (object)->priority = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_alarm_counter_class_init (DwAlarmCounterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = dw_alarm_counter_constructed;
  object_class->get_property = dw_alarm_counter_get_property;
  object_class->set_property = dw_alarm_counter_set_property;
  properties[PROP_PRIORITY] = g_param_spec_uint ("priority", NULL, NULL, 1, 4, 1, G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_alarm_counter_init (DwAlarmCounter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->symbol = DW_SYMBOL_VIEW (dw_symbol_view_new (18));
  self->total = GTK_LABEL (label_new ("dw-total"));
  self->unacked = GTK_LABEL (label_new ("dw-unacked"));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->total));
  gtk_box_append (GTK_BOX (texts), GTK_WIDGET (self->unacked));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->symbol));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self), box);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-counter");
}

void
dw_alarm_counter_update (DwAlarmCounter *self, DwAlarmList *alarms, gboolean lost)
{
  guint count = dw_alarm_list_count (alarms, self->priority);
  guint unacked = dw_alarm_list_count_unacked (alarms, self->priority);
  g_autofree char *total = g_strdup_printf ("%u", count);
  /* TRANSLATORS: below a counter of alarms; keep it very short. */
  g_autofree char *note = g_strdup_printf (_ ("%u unack."), unacked);
  g_autofree char *words = g_strdup_printf (_ ("%1$s: %2$u active, %3$u unacknowledged"), dw_priority_title (self->priority), count, unacked);

  dw_symbol_view_set (self->symbol, self->priority, unacked > 0 ? DW_SYMBOL_UNACK : DW_SYMBOL_ACKED);
  if (lost)
    gtk_widget_add_css_class (GTK_WIDGET (self), "lost");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "lost");
  gtk_label_set_label (self->total, total);
  gtk_label_set_label (self->unacked, note);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
