// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-chip.h"

#include "dw-card.h"

struct _DwChip
{
  GtkWidget parent_instance;

  GtkWidget *label;
};

G_DEFINE_FINAL_TYPE (DwChip, dw_chip, GTK_TYPE_WIDGET)

enum {
  PROP_0,
  PROP_LABEL,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
set_label (DwChip *self, const char *label)
{
  gtk_label_set_label (GTK_LABEL (self->label), label != NULL ? label : "");
  gtk_widget_set_visible (GTK_WIDGET (self), label != NULL && *label != '\0');
}

void
dw_chip_set (DwChip *self, const char *label, guint priority, gboolean stale)
{
  set_label (self, label);
  dw_mark_set (GTK_WIDGET (self), priority, stale);
}

static void
dw_chip_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (DW_CHIP (object)->label)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_chip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_LABEL)
    set_label (DW_CHIP (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_chip_dispose (GObject *object)
{
  DwChip *self = DW_CHIP (object);

  g_clear_pointer (&self->label, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_chip_parent_class)->dispose (object);
}

static void
dw_chip_class_init (DwChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dw_chip_get_property;
  object_class->set_property = dw_chip_set_property;
  object_class->dispose = dw_chip_dispose;
  properties[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_chip_init (DwChip *self)
{
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-chip");
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  self->label = gtk_label_new ("");
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
}

GtkWidget *
dw_chip_new (const char *label)
{
  return g_object_new (DW_TYPE_CHIP, "label", label, NULL);
}
