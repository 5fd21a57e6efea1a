// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-control-button.h"

#include "dw-icon-view.h"

/* A blocked verb must not look like one that works and must not hide why: the button stays sensitive and only its act is taken away. */

struct _DwControlButton
{
  GtkButton parent_instance;

  DwIconView *icon;
  GtkLabel *verb;
  GtkLabel *reason;
  GtkLabel *note;
  GtkLabel *key;

  char *icon_name;
  char *action;
  GVariant *target;
  char *blocked; /* the reason, NULL = free */
};

G_DEFINE_FINAL_TYPE (DwControlButton, dw_control_button, GTK_TYPE_BUTTON)

enum {
  SIGNAL_BLOCKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
dw_control_button_clicked (GtkButton *button)
{
  DwControlButton *self = DW_CONTROL_BUTTON (button);

  if (self->blocked != NULL)
    g_signal_emit (self, signals[SIGNAL_BLOCKED], 0, self->blocked);
  else if (self->action != NULL)
    gtk_widget_activate_action_variant (GTK_WIDGET (self), self->action, self->target);
}

static void
dw_control_button_dispose (GObject *object)
{
  DwControlButton *self = DW_CONTROL_BUTTON (object);

  g_clear_pointer (&self->icon_name, g_free);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_pointer (&self->blocked, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_CONTROL_BUTTON);
  G_OBJECT_CLASS (dw_control_button_parent_class)->dispose (object);
}

static void
dw_control_button_class_init (DwControlButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_control_button_dispose;
  GTK_BUTTON_CLASS (klass)->clicked = dw_control_button_clicked;
  signals[SIGNAL_BLOCKED] = g_signal_new ("blocked", DW_TYPE_CONTROL_BUTTON, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/panel/dw-control-button.ui");
  gtk_widget_class_bind_template_child (widget_class, DwControlButton, icon);
  gtk_widget_class_bind_template_child (widget_class, DwControlButton, verb);
  gtk_widget_class_bind_template_child (widget_class, DwControlButton, reason);
  gtk_widget_class_bind_template_child (widget_class, DwControlButton, note);
  gtk_widget_class_bind_template_child (widget_class, DwControlButton, key);
}

static void
dw_control_button_init (DwControlButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
show_state (DwControlButton *self, const char *note)
{
  gboolean blocked = self->blocked != NULL;
  const char *verb = gtk_label_get_label (self->verb);
  g_autofree char *words = g_strjoin (", ", verb, blocked ? self->blocked : note, NULL);

  dw_icon_view_set_icon (self->icon, blocked ? "lock" : self->icon_name);
  gtk_label_set_label (self->reason, blocked ? self->blocked : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), blocked);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), !blocked && note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->key), !blocked && note == NULL && *gtk_label_get_label (self->key) != '\0');
  if (blocked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dw-blocked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dw-blocked");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), blocked ? self->blocked : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

GtkWidget *
dw_control_button_new (const char *icon, const char *verb, const char *key)
{
  DwControlButton *self = g_object_new (DW_TYPE_CONTROL_BUTTON, NULL);

  self->icon_name = g_strdup (icon);
  gtk_label_set_label (self->verb, verb);
  gtk_label_set_label (self->key, key != NULL ? key : "");
  show_state (self, NULL);
  return GTK_WIDGET (self);
}

void
dw_control_button_set_act (DwControlButton *self, const char *action, GVariant *target)
{
  g_autoptr (GVariant) owned = target != NULL ? g_variant_ref_sink (target) : NULL;

  g_free (self->action);
  self->action = g_strdup (action);
  g_clear_pointer (&self->target, g_variant_unref);
  self->target = g_steal_pointer (&owned);
}

void
dw_control_button_set_blocked (DwControlButton *self, const char *reason, const char *note)
{
  if (g_strcmp0 (self->blocked, reason) == 0 && g_strcmp0 (gtk_label_get_label (self->note), note != NULL ? note : "") == 0)
    return;
  g_free (self->blocked);
  self->blocked = g_strdup (reason);
  show_state (self, note);
}

const char *
dw_control_button_get_reason (DwControlButton *self)
{
  return self->blocked;
}
