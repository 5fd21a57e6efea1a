// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-rail.h"

#include <glib/gi18n-lib.h>

#include "dw-icon-view.h"
#include "dw-symbol-view.h"

#define ICON_SIZE 21
#define BADGE_SIZE 11

struct _DwRail
{
  GtkBox parent_instance;
};

G_DEFINE_FINAL_TYPE (DwRail, dw_rail, GTK_TYPE_BOX)

/* One entry; lives as long as its button. */
typedef struct
{
  const char *title; /* translated, borrowed from gettext */
  GtkWidget *button;
  DwSymbolView *symbol;
  GtkLabel *pill;
} Entry;

static void
name_entry (Entry *self, const DwRailBadge *badge)
{
  g_autofree char *words = NULL;

  if (badge->priority != 0)
    words = g_strdup_printf ("%s, %s", self->title, dw_priority_title (badge->priority));
  else if (badge->count != 0)
    words = g_strdup_printf ("%s, %u", self->title, badge->count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words != NULL ? words : self->title, -1);
}

static void
badge_changed_cb (DwPage *page, Entry *self)
{
  DwRailBadge badge;
  g_autofree char *count = NULL;

  dw_page_get_rail_badge (page, &badge);
  count = g_strdup_printf ("%u", badge.count);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), badge.priority != 0);
  if (badge.priority != 0)
    dw_symbol_view_set (self->symbol, badge.priority, DW_SYMBOL_ACKED);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), badge.count != 0);
  gtk_label_set_label (self->pill, count);
  name_entry (self, &badge);
}

static GtkWidget *
face_new (const char *icon, const char *title)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *image = dw_icon_view_new (icon, ICON_SIZE);

  gtk_widget_set_halign (image, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), gtk_label_new (title));
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  return box;
}

static void
place_badge (GtkWidget *overlay, GtkWidget *badge)
{
  gtk_widget_set_halign (badge, GTK_ALIGN_END);
  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_widget_set_margin_top (badge, 6);
  gtk_widget_set_margin_end (badge, 10);
  gtk_widget_set_visible (badge, FALSE);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), badge);
}

static Entry *
entry_new (const DwPageEntry *page_entry)
{
  Entry *self = g_new0 (Entry, 1);
  GtkWidget *overlay = gtk_overlay_new ();

  self->title = _ (page_entry->title);
  self->button = gtk_toggle_button_new ();
  self->symbol = DW_SYMBOL_VIEW (dw_symbol_view_new (BADGE_SIZE));
  self->pill = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), "dw-pill");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), face_new (page_entry->icon, self->title));
  place_badge (overlay, GTK_WIDGET (self->symbol));
  place_badge (overlay, GTK_WIDGET (self->pill));
  gtk_button_set_child (GTK_BUTTON (self->button), overlay);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", page_entry->id);
  g_object_set_data_full (G_OBJECT (self->button), "dw-entry", self, g_free);
  return self;
}

void
dw_rail_add (DwRail *self, const DwPageEntry *page_entry, DwPage *page)
{
  Entry *entry = entry_new (page_entry);

  gtk_box_append (GTK_BOX (self), entry->button);
  g_signal_connect_data (page, "badge-changed", G_CALLBACK (badge_changed_cb), entry, NULL, 0);
  badge_changed_cb (page, entry);
}

static void
dw_rail_class_init (DwRailClass *klass)
{
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
dw_rail_init (DwRail *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-rail");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Pages"), -1);
}

GtkWidget *
dw_rail_new (void)
{
  return g_object_new (DW_TYPE_RAIL, NULL);
}
