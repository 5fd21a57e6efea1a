// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-bar.h"

#include <glib/gi18n-lib.h>

#include "dw-style.h"

struct _DwMapBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkMenuButton *types;
  GtkLabel *type_label;
  char *offered; /* what the menu was made of; owned */
};

G_DEFINE_FINAL_TYPE (DwMapBar, dw_map_bar, GTK_TYPE_WIDGET)

/* The parts of the fact, as sections of the menu. */
static const char *const sections[] = { N_ ("Type"), N_ ("Belongs to") };

static GtkWidget *
make_segment (void)
{
  GtkWidget *segment = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (segment, "linked");
  for (DwMapLayer layer = 0; layer < DW_N_MAP_LAYERS; layer++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (dw_map_layer_title (layer));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", dw_map_layer_word (layer));
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "map.layer");
      gtk_box_append (GTK_BOX (segment), button);
    }
  return segment;
}

static void
add_type (GMenu *menu, const char *title, const char *org_type)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "map.org-type", "s", org_type);
  g_menu_append_item (menu, item);
}

static void
add_section (GMenu *menu, const char *title, const GPtrArray *types)
{
  g_autoptr (GMenu) section = g_menu_new ();

  for (guint i = 0; i < types->len; i++)
    add_type (section, types->pdata[i], types->pdata[i]);
  if (types->len > 0)
    g_menu_append_section (menu, title, G_MENU_MODEL (section));
}

/* One text of all types: a menu that is open must not be made anew for nothing. */
static char *
join_types (GPtrArray *const *types)
{
  GString *text = g_string_new (NULL);

  for (guint part = 0; part < G_N_ELEMENTS (sections); part++)
    for (guint i = 0; i < types[part]->len; i++)
      g_string_append_printf (text, "%u%s\n", part, (const char *)types[part]->pdata[i]);
  return g_string_free (text, FALSE);
}

static void
offer_types (DwMapBar *self, const DwMapSchools *schools)
{
  g_autoptr (GPtrArray) first = dw_map_schools_list_types (schools, 0);
  g_autoptr (GPtrArray) second = dw_map_schools_list_types (schools, 1);
  GPtrArray *types[] = { first, second };
  g_autofree char *text = join_types (types);
  g_autoptr (GMenu) menu = NULL;

  if (g_strcmp0 (text, self->offered) == 0)
    return;
  menu = g_menu_new ();
  add_type (menu, _ ("All types of school"), "");
  for (guint part = 0; part < G_N_ELEMENTS (sections); part++)
    add_section (menu, _ (sections[part]), types[part]);
  gtk_menu_button_set_menu_model (self->types, G_MENU_MODEL (menu));
  g_free (self->offered);
  self->offered = g_steal_pointer (&text);
}

void
dw_map_bar_show (DwMapBar *self, const DwMapSchools *schools, const char *org_type)
{
  const char *words = *org_type != '\0' ? org_type : _ ("All types of school");
  g_autofree char *name = g_strdup_printf (_ ("Type of school: %s"), words);

  offer_types (self, schools);
  gtk_label_set_label (self->type_label, words);
  dw_style_set_class (GTK_WIDGET (self->types), "dw-active", *org_type != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->types), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
dw_map_bar_dispose (GObject *object)
{
  g_clear_pointer (&DW_MAP_BAR (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_map_bar_parent_class)->dispose (object);
}

static void
dw_map_bar_finalize (GObject *object)
{
  g_free (DW_MAP_BAR (object)->offered);
  G_OBJECT_CLASS (dw_map_bar_parent_class)->finalize (object);
}

static void
dw_map_bar_class_init (DwMapBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = dw_map_bar_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmapbar");
}

static void
dw_map_bar_init (DwMapBar *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->types = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->type_label = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->type_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->type_label, 14);
  gtk_menu_button_set_child (self->types, GTK_WIDGET (self->type_label));
  gtk_menu_button_set_always_show_arrow (self->types, TRUE);
  gtk_box_append (GTK_BOX (self->box), make_segment ());
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->types));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-map-bar");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
dw_map_bar_new (void)
{
  return g_object_new (DW_TYPE_MAP_BAR, NULL);
}
