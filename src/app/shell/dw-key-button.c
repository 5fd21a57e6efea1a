// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-key-button.h"

#include "dw-icon-view.h"
#include "dw-size-class.h"

struct _DwKeyButton
{
  GtkButton parent_instance;

  /* in the widget tree */
  DwIconView *icon;
  GtkLabel *text;
  GtkLabel *key;

  char *icon_name; /* owned: without the lock */
  gboolean blocked;
  DwSizeClass *size_class; /* borrowed while rooted */
  gulong narrow_handler;
};

G_DEFINE_FINAL_TYPE (DwKeyButton, dw_key_button, GTK_TYPE_BUTTON)

enum {
  PROP_0,
  PROP_ICON,
  PROP_TEXT,
  PROP_KEY,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static void
update_key (DwKeyButton *self)
{
  gboolean narrow = self->size_class != NULL && dw_size_class_is_narrow (self->size_class);

  gtk_widget_set_visible (GTK_WIDGET (self->key), !narrow && *gtk_label_get_label (self->key) != '\0');
}

static void
dw_key_button_root (GtkWidget *widget)
{
  DwKeyButton *self = DW_KEY_BUTTON (widget);

  GTK_WIDGET_CLASS (dw_key_button_parent_class)->root (widget);
  self->size_class = dw_size_class_of (widget);
  if (self->size_class != NULL)
    self->narrow_handler = g_signal_connect_swapped (self->size_class, "notify::narrow", G_CALLBACK (update_key), self);
  update_key (self);
}

static void
dw_key_button_unroot (GtkWidget *widget)
{
  DwKeyButton *self = DW_KEY_BUTTON (widget);

  if (self->size_class != NULL)
    g_clear_signal_handler (&self->narrow_handler, self->size_class);
  self->size_class = NULL;
  GTK_WIDGET_CLASS (dw_key_button_parent_class)->unroot (widget);
}

static void
dw_key_button_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  DwKeyButton *self = DW_KEY_BUTTON (object);
  const char *text = g_value_get_string (value);

  switch (id)
    {
    case PROP_ICON:
      dw_key_button_set_icon (self, text);
      break;
    case PROP_TEXT:
      dw_key_button_set_text (self, text);
      break;
    case PROP_KEY:
      gtk_label_set_label (self->key, text != NULL ? text : "");
      update_key (self);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
dw_key_button_finalize (GObject *object)
{
  g_free (DW_KEY_BUTTON (object)->icon_name);
  G_OBJECT_CLASS (dw_key_button_parent_class)->finalize (object);
}

static void
dw_key_button_class_init (DwKeyButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS;

  object_class->set_property = dw_key_button_set_property;
  object_class->finalize = dw_key_button_finalize;
  widget_class->root = dw_key_button_root;
  widget_class->unroot = dw_key_button_unroot;
  properties[PROP_ICON] = g_param_spec_string ("icon", NULL, NULL, NULL, flags);
  properties[PROP_TEXT] = g_param_spec_string ("text", NULL, NULL, NULL, flags);
  properties[PROP_KEY] = g_param_spec_string ("key", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
dw_key_button_init (DwKeyButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->icon = DW_ICON_VIEW (dw_icon_view_new (NULL, 16));
  gtk_widget_set_visible (GTK_WIDGET (self->icon), FALSE);
  self->text = GTK_LABEL (gtk_label_new (NULL));
  self->key = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_set_visible (GTK_WIDGET (self->key), FALSE);
  gtk_widget_set_valign (GTK_WIDGET (self->key), GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (GTK_WIDGET (self->key), "dw-key");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->icon));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->text));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->key));
  gtk_widget_set_halign (box, GTK_ALIGN_CENTER);
  gtk_button_set_child (GTK_BUTTON (self), box);
}

GtkWidget *
dw_key_button_new (const char *icon, const char *text, const char *key)
{
  return g_object_new (DW_TYPE_KEY_BUTTON, "icon", icon, "text", text, "key", key, NULL);
}

void
dw_key_button_set_text (DwKeyButton *self, const char *text)
{
  gtk_label_set_label (self->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
update_icon (DwKeyButton *self)
{
  const char *icon = self->blocked ? "lock" : self->icon_name;

  dw_icon_view_set_icon (self->icon, icon);
  gtk_widget_set_visible (GTK_WIDGET (self->icon), icon != NULL);
}

void
dw_key_button_set_icon (DwKeyButton *self, const char *icon)
{
  g_free (self->icon_name);
  self->icon_name = g_strdup (icon);
  update_icon (self);
}

void
dw_key_button_set_blocked (DwKeyButton *self, const char *reason)
{
  self->blocked = reason != NULL;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason != NULL ? reason : "", -1);
  if (self->blocked)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dw-blocked");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dw-blocked");
  update_icon (self);
}
