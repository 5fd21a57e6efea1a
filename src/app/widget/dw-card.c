// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-card.h"

/* The body is inside the card's rounded border, so the card hides what would stick out. */

struct _DwCard
{
  GtkWidget parent_instance;

  GtkWidget *head;
  GtkWidget *title;
  GtkWidget *note;
  GtkWidget *end;
  GtkWidget *foot; /* NULL until something is put there */
};

static void dw_card_buildable_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwCard, dw_card, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, dw_card_buildable_init))
/* clang-format on */

enum {
  PROP_0,
  PROP_TITLE,
  PROP_NOTE,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

void
dw_mark_set (GtkWidget *widget, guint priority, gboolean stale)
{
  static const char *const classes[] = { "stale", "p1", "p2", "p3", "p4" };

  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (i == priority && (priority > 0 || stale))
      gtk_widget_add_css_class (widget, classes[i]);
    else
      gtk_widget_remove_css_class (widget, classes[i]);
}

void
dw_card_set_title (DwCard *self, const char *title)
{
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
dw_card_set_note (DwCard *self, const char *note)
{
  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
}

void
dw_card_append (DwCard *self, GtkWidget *child)
{
  gtk_widget_insert_before (child, GTK_WIDGET (self), self->foot);
}

void
dw_card_append_end (DwCard *self, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (self->end), child);
}

void
dw_card_append_foot (DwCard *self, GtkWidget *child)
{
  if (self->foot == NULL)
    {
      self->foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      gtk_widget_add_css_class (self->foot, "dw-card-foot");
      gtk_widget_set_parent (self->foot, GTK_WIDGET (self));
    }
  gtk_box_append (GTK_BOX (self->foot), child);
}

static void
dw_card_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  DwCard *self = DW_CARD (buildable);

  if (g_strcmp0 (type, "end") == 0)
    dw_card_append_end (self, GTK_WIDGET (child));
  else if (g_strcmp0 (type, "foot") == 0)
    dw_card_append_foot (self, GTK_WIDGET (child));
  else
    dw_card_append (self, GTK_WIDGET (child));
}

static void
dw_card_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = dw_card_add_child;
}

static void
dw_card_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  DwCard *self = DW_CARD (object);

  if (id == PROP_TITLE)
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->title)));
  else if (id == PROP_NOTE)
    g_value_set_string (value, gtk_label_get_label (GTK_LABEL (self->note)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_card_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_TITLE)
    dw_card_set_title (DW_CARD (object), g_value_get_string (value));
  else if (id == PROP_NOTE)
    dw_card_set_note (DW_CARD (object), g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_card_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  DW_CARD (object)->foot = NULL;
  G_OBJECT_CLASS (dw_card_parent_class)->dispose (object);
}

static void
dw_card_class_init (DwCardClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = dw_card_get_property;
  object_class->set_property = dw_card_set_property;
  object_class->dispose = dw_card_dispose;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static GtkWidget *
label_new (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
dw_card_init (DwCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-card");
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_add_css_class (self->head, "dw-card-head");
  self->title = label_new (NULL);
  self->note = label_new ("dw-note");
  gtk_widget_set_hexpand (self->note, TRUE);
  self->end = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  gtk_widget_set_valign (self->end, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), self->title);
  gtk_box_append (GTK_BOX (self->head), self->note);
  gtk_box_append (GTK_BOX (self->head), self->end);
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
}

GtkWidget *
dw_card_new (const char *title, const char *note)
{
  return g_object_new (DW_TYPE_CARD, "title", title, "note", note, NULL);
}
