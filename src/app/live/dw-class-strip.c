// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-class-strip.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-state-counts.h"

#define N_CLASSES 4

struct _DwClassStrip
{
  GtkBox parent_instance;

  GtkToggleButton *buttons[N_CLASSES];
  DwStateCounts *counts[N_CLASSES];
  const char *device_class; /* of the static table, NULL = all */
};

G_DEFINE_FINAL_TYPE (DwClassStrip, dw_class_strip, GTK_TYPE_BOX)

enum {
  PROP_0,
  PROP_DEVICE_CLASS,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
dw_class_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_DEVICE_CLASS)
    g_value_set_string (value, DW_CLASS_STRIP (object)->device_class);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_class_strip_class_init (DwClassStripClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = dw_class_strip_get_property;
  properties[PROP_DEVICE_CLASS] = g_param_spec_string ("device-class", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

/* At most one is pressed; none means all. */
static void
toggled_cb (GtkToggleButton *button, DwClassStrip *self)
{
  const char *chosen = NULL;

  for (guint i = 0; i < N_CLASSES; i++)
    {
      if (self->buttons[i] != button && gtk_toggle_button_get_active (button))
        gtk_toggle_button_set_active (self->buttons[i], FALSE);
      if (gtk_toggle_button_get_active (self->buttons[i]))
        chosen = dw_device_class_get (i)->word;
    }
  if (chosen == self->device_class)
    return;
  self->device_class = chosen;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DEVICE_CLASS]);
}

static void
add_class (DwClassStrip *self, guint i)
{
  const DwDeviceClassInfo *info = dw_device_class_get (i);
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *title = gtk_label_new (_ (info->title));

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "dw-small");
  self->counts[i] = DW_STATE_COUNTS (dw_state_counts_new ());
  gtk_box_append (GTK_BOX (words), title);
  gtk_box_append (GTK_BOX (words), GTK_WIDGET (self->counts[i]));
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), dw_icon_view_new (info->icon, 19));
  gtk_box_append (GTK_BOX (line), words);
  gtk_button_set_child (GTK_BUTTON (button), line);
  gtk_widget_add_css_class (button, "dw-class");
  gtk_widget_set_visible (button, FALSE);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), self);
  self->buttons[i] = GTK_TOGGLE_BUTTON (button);
  gtk_box_append (GTK_BOX (self), button);
}

static void
dw_class_strip_init (DwClassStrip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-class-strip");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Device classes"), -1);
  for (guint i = 0; i < N_CLASSES; i++)
    add_class (self, i);
}

GtkWidget *
dw_class_strip_new (void)
{
  return g_object_new (DW_TYPE_CLASS_STRIP, NULL);
}

void
dw_class_strip_show (DwClassStrip *self, const DwBoardCounts *counts)
{
  for (guint i = 0; i < N_CLASSES; i++)
    {
      g_autofree char *states = dw_state_count_describe (&counts->classes[i]);
      g_autofree char *words = g_strdup_printf ("%s: %s", _ (dw_device_class_get (i)->title), states);

      gtk_widget_set_visible (GTK_WIDGET (self->buttons[i]), counts->classes[i].total > 0);
      dw_state_counts_show (self->counts[i], &counts->classes[i]);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), counts->all.total > 0);
}

const char *
dw_class_strip_get_class (DwClassStrip *self)
{
  return self->device_class;
}

void
dw_class_strip_reset (DwClassStrip *self)
{
  for (guint i = 0; i < N_CLASSES; i++)
    gtk_toggle_button_set_active (self->buttons[i], FALSE);
}
