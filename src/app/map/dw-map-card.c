// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-card.h"

#include <glib/gi18n-lib.h>

#include "dw-place-stats.h"
#include "dw-style.h"

struct _DwMapCard
{
  GtkWidget parent_instance;

  GtkLabel *name;
  GtkLabel *devices;
  GtkLabel *counts;
  GtkLabel *online;
  GtkLabel *contact;
  GtkLabel *phone;
};

G_DEFINE_FINAL_TYPE (DwMapCard, dw_map_card, GTK_TYPE_WIDGET)

static GtkLabel *
add_label (GtkWidget *grid, int column, int row, const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (label), (float)column);
  gtk_widget_set_hexpand (label, column == 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (GTK_GRID (grid), label, column, row, 1, 1);
  return GTK_LABEL (label);
}

static char *
describe_devices (const DwPlaceStats *stats)
{
  guint off_line = stats->devices - stats->online;

  if (stats->devices == 0)
    return g_strdup (_ ("not installed yet"));
  if (off_line == 0)
    return g_strdup_printf (ngettext ("%u device", "%u devices", stats->devices), stats->devices);
  return g_strdup_printf (_ ("%1$u devices, %2$u off line"), stats->devices, off_line);
}

void
dw_map_card_show (DwMapCard *self, DwPlaceTree *tree, DwAlarmList *alarms, DwPlace *school, const DwPerson *person, gint64 now_ms)
{
  const char *contact = dw_place_get_fact (school, "contact"), *phone = dw_place_get_fact (school, "phone");
  DwPlaceStats stats;
  g_autofree char *devices = NULL, *counts = NULL, *rate = NULL, *online = NULL;

  dw_place_stats_make (tree, alarms, school, person, now_ms, &stats);
  devices = describe_devices (&stats);
  counts = g_strdup_printf (_ ("Unhandled: %1$u alarms, %2$u faults"), stats.alarms, stats.faults);
  rate = dw_place_stats_online_text (&stats);
  online = g_strdup_printf (_ ("On line %s %%"), rate);
  gtk_label_set_label (self->name, dw_place_get_name (school));
  gtk_label_set_label (self->devices, devices);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->online, stats.devices > 0 ? online : "");
  gtk_label_set_label (self->contact, contact != NULL ? contact : _ ("No contact entered"));
  gtk_label_set_label (self->phone, phone != NULL ? phone : "");
  dw_style_set_priority_text (GTK_WIDGET (self->counts), stats.alarm_priority);
}

static void
dw_map_card_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_map_card_parent_class)->dispose (object);
}

static void
dw_map_card_class_init (DwMapCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_map_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwmapcard");
}

static void
dw_map_card_init (DwMapCard *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  self->name = add_label (grid, 0, 0, "dw-bold");
  self->devices = add_label (grid, 1, 0, "dw-note");
  self->counts = add_label (grid, 0, 1, "dw-table-text");
  self->online = add_label (grid, 1, 1, "dw-table-text");
  self->contact = add_label (grid, 0, 2, "dw-table-text");
  self->phone = add_label (grid, 1, 2, "dw-num");
  gtk_widget_set_parent (grid, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-map-card");
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
dw_map_card_new (void)
{
  return g_object_new (DW_TYPE_MAP_CARD, NULL);
}
