// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-empty.h"

#include "dw-icon-view.h"
#include "dw-symbol-view.h"

/* A plain box: the status page of the platform draws its icon at 96 and more, ours is 48, and the icon is one of our own. */

struct _DwEmpty
{
  GtkBox parent_instance;

  /* template children */
  DwIconView *icon;
  DwSymbolView *ring;
  GtkLabel *title;
  GtkLabel *reason;
  GtkButton *action;
};

G_DEFINE_FINAL_TYPE (DwEmpty, dw_empty, GTK_TYPE_BOX)

static void
dw_empty_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_EMPTY);
  G_OBJECT_CLASS (dw_empty_parent_class)->dispose (object);
}

static void
dw_empty_class_init (DwEmptyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_empty_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-empty.ui");
  gtk_widget_class_bind_template_child (widget_class, DwEmpty, icon);
  gtk_widget_class_bind_template_child (widget_class, DwEmpty, ring);
  gtk_widget_class_bind_template_child (widget_class, DwEmpty, title);
  gtk_widget_class_bind_template_child (widget_class, DwEmpty, reason);
  gtk_widget_class_bind_template_child (widget_class, DwEmpty, action);
}

static void
dw_empty_init (DwEmpty *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dw_empty_new (void)
{
  return g_object_new (DW_TYPE_EMPTY, NULL);
}

void
dw_empty_set (DwEmpty *self, const char *icon, const char *title, const char *reason, const char *action_label, const char *action)
{
  gboolean quiet = g_strcmp0 (icon, "ok") == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->ring), quiet);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), !quiet);
  dw_icon_view_set_icon (self->icon, icon);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->reason, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason), reason != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->action), action_label != NULL);
  if (action_label != NULL)
    {
      gtk_button_set_label (self->action, action_label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->action), action);
    }
}
