// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-tile.h"

#include "dw-symbol-view.h"

struct _DwTile
{
  GtkButton parent_instance;

  GtkLabel *title;
  GtkLabel *note;
  GtkLabel *value;
  DwSymbolView *symbol;
};

G_DEFINE_FINAL_TYPE (DwTile, dw_tile, GTK_TYPE_BUTTON)

enum {
  PROP_0,
  PROP_TITLE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
dw_tile_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (DW_TILE (object)->title));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_tile_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    gtk_label_set_label (DW_TILE (object)->title, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_tile_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_TILE);
  G_OBJECT_CLASS (dw_tile_parent_class)->dispose (object);
}

static void
dw_tile_class_init (DwTileClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = dw_tile_get_property;
  object_class->set_property = dw_tile_set_property;
  object_class->dispose = dw_tile_dispose;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, DwTile, title);
  gtk_widget_class_bind_template_child (widget_class, DwTile, note);
  gtk_widget_class_bind_template_child (widget_class, DwTile, value);
  gtk_widget_class_bind_template_child (widget_class, DwTile, symbol);
}

static void
dw_tile_init (DwTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dw_tile_new (const char *title)
{
  return g_object_new (DW_TYPE_TILE, "title", title, NULL);
}

void
dw_tile_put_note_below (DwTile *self)
{
  GtkWidget *body = gtk_button_get_child (GTK_BUTTON (self)), *head = gtk_widget_get_parent (GTK_WIDGET (self->note));

  g_object_ref (self->note);
  gtk_box_remove (GTK_BOX (head), GTK_WIDGET (self->note));
  gtk_box_append (GTK_BOX (body), GTK_WIDGET (self->note));
  g_object_unref (self->note);
  gtk_widget_set_halign (GTK_WIDGET (self->note), GTK_ALIGN_END);
}

void
dw_tile_set (DwTile *self, const char *value, guint priority, const char *note)
{
  static const char *const tones[] = { "", "dw-p1-text", "dw-p2-text", "dw-p3-text", "dw-p4-text" };
  const char *const classes[] = { "dw-tile-value", tones[priority], NULL };
  g_autofree char *words = g_strdup_printf ("%s %s", gtk_label_get_label (self->title), value);

  gtk_label_set_label (self->value, value);
  gtk_widget_set_css_classes (GTK_WIDGET (self->value), (const char **)classes);
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), priority > 0);
  if (priority > 0)
    dw_symbol_view_set (self->symbol, priority, DW_SYMBOL_ACKED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}
