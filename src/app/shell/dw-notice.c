// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-notice.h"

#include "dw-symbol-view.h"

struct _DwNotice
{
  GtkBox parent_instance;

  /* template children */
  DwSymbolView *symbol;
  GtkLabel *text;
  GtkButton *action;
};

G_DEFINE_FINAL_TYPE (DwNotice, dw_notice, GTK_TYPE_BOX)

static const struct
{
  const char *css_class;
  guint priority;
  DwSymbolState state;
} kinds[] = {
  [DW_NOTICE_INFO] = { "p4", 4, DW_SYMBOL_ACKED },
  [DW_NOTICE_WARNING] = { "p3", 3, DW_SYMBOL_ACKED },
  [DW_NOTICE_STALE] = { "stale", 0, DW_SYMBOL_STALE },
};

static void
close_clicked_cb (DwNotice *self)
{
  dw_notice_hide (self);
}

static void
dw_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_NOTICE);
  G_OBJECT_CLASS (dw_notice_parent_class)->dispose (object);
}

static void
dw_notice_class_init (DwNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_notice_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/shell/dw-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, DwNotice, symbol);
  gtk_widget_class_bind_template_child (widget_class, DwNotice, text);
  gtk_widget_class_bind_template_child (widget_class, DwNotice, action);
  gtk_widget_class_bind_template_callback (widget_class, close_clicked_cb);
}

static void
dw_notice_init (DwNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dw_notice_new (void)
{
  return g_object_new (DW_TYPE_NOTICE, NULL);
}

void
dw_notice_show (DwNotice *self, DwNoticeKind kind, const char *text, const char *action_label, const char *action)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    gtk_widget_remove_css_class (GTK_WIDGET (self), kinds[i].css_class);
  gtk_widget_add_css_class (GTK_WIDGET (self), kinds[kind].css_class);
  dw_symbol_view_set (self->symbol, kinds[kind].priority, kinds[kind].state);
  gtk_label_set_label (self->text, text);
  gtk_widget_set_visible (GTK_WIDGET (self->action), action_label != NULL);
  if (action_label != NULL)
    {
      gtk_button_set_label (self->action, action_label);
      gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->action), action);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

void
dw_notice_hide (DwNotice *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
