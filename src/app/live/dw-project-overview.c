// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-project-overview.h"

#include <glib/gi18n-lib.h>

#include "dw-active-list.h"
#include "dw-card.h"
#include "dw-child-table.h"
#include "dw-fact-grid.h"
#include "dw-place-stats.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-tile.h"

struct _DwProjectOverview
{
  GtkWidget parent_instance;

  /* template children */
  DwTile *alarms_tile;
  DwTile *faults_tile;
  DwTile *devices_tile;
  DwTile *online_tile;
  DwFactGrid *facts;
  DwCard *children_card;
  DwChildTable *children;
  DwActiveList *active;

  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwPlace *place;
  DwPerson *person;
  guint n_devices;
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (DwProjectOverview, dw_project_overview, GTK_TYPE_WIDGET)

enum {
  SIGNAL_SHOW_DEVICES,
  SIGNAL_SHOW_RECORDS,
  SIGNAL_PLACE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
set_count (DwTile *tile, guint n, guint priority, const char *note)
{
  g_autofree char *number = dw_text_number (n, 0);

  dw_tile_set (tile, number, priority, note);
}

static void
update (DwProjectOverview *self, gint64 now_ms)
{
  DwPlaceStats stats;
  g_autofree char *online = NULL, *note = NULL;

  if (self->tree == NULL)
    return;
  dw_place_stats_make (self->tree, self->alarms, self->place, self->person, now_ms, &stats);
  online = dw_place_stats_online_text (&stats);
  if (stats.online < stats.devices)
    note = g_strdup_printf (_ ("%u off line"), stats.devices - stats.online);
  set_count (self->alarms_tile, stats.alarms, stats.alarm_priority, NULL);
  set_count (self->faults_tile, stats.faults, stats.fault_priority, NULL);
  set_count (self->devices_tile, stats.devices, 0, NULL);
  dw_tile_set (self->online_tile, online, 0, note);
  if (stats.devices != self->n_devices)
    dw_fact_grid_show (self->facts, self->place, stats.devices, now_ms);
  self->n_devices = stats.devices;
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  update (data, now_ms);
}

static void
place_changed_cb (DwPlace *place, DwProjectOverview *self)
{
  dw_fact_grid_show (self->facts, self->place, self->n_devices, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}

static void
records_clicked_cb (DwProjectOverview *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_RECORDS], 0);
}

static void
devices_clicked_cb (DwProjectOverview *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_DEVICES], 0, "all");
}

static void
online_clicked_cb (DwProjectOverview *self)
{
  g_signal_emit (self, signals[SIGNAL_SHOW_DEVICES], 0, "off-line");
}

static void
child_activated_cb (DwProjectOverview *self, DwPlace *place)
{
  g_signal_emit (self, signals[SIGNAL_PLACE_ACTIVATED], 0, place);
}

static void
dw_project_overview_map (GtkWidget *widget)
{
  DwProjectOverview *self = DW_PROJECT_OVERVIEW (widget);

  GTK_WIDGET_CLASS (dw_project_overview_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  update (self, dw_tick_now_ms (dw_tick_of (widget)));
}

static void
dw_project_overview_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_PROJECT_OVERVIEW (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_project_overview_parent_class)->unmap (widget);
}

static void
dw_project_overview_dispose (GObject *object)
{
  DwProjectOverview *self = DW_PROJECT_OVERVIEW (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_changed_cb, self);
  /* The template knows its named children only; the box around them goes by hand. */
  g_clear_pointer (&child, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_PROJECT_OVERVIEW);
  g_clear_object (&self->tree);
  g_clear_object (&self->alarms);
  g_clear_object (&self->place);
  g_clear_pointer (&self->person, dw_person_free);
  G_OBJECT_CLASS (dw_project_overview_parent_class)->dispose (object);
}

static void
dw_project_overview_class_init (DwProjectOverviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_TILE);
  g_type_ensure (DW_TYPE_CARD);
  g_type_ensure (DW_TYPE_FACT_GRID);
  g_type_ensure (DW_TYPE_CHILD_TABLE);
  g_type_ensure (DW_TYPE_ACTIVE_LIST);
  G_OBJECT_CLASS (klass)->dispose = dw_project_overview_dispose;
  widget_class->map = dw_project_overview_map;
  widget_class->unmap = dw_project_overview_unmap;
  signals[SIGNAL_SHOW_DEVICES] = g_signal_new ("show-devices", DW_TYPE_PROJECT_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SHOW_RECORDS] = g_signal_new ("show-records", DW_TYPE_PROJECT_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PLACE_ACTIVATED] = g_signal_new ("place-activated", DW_TYPE_PROJECT_OVERVIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-project-overview.ui");
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, alarms_tile);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, faults_tile);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, devices_tile);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, online_tile);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, facts);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, children_card);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, children);
  gtk_widget_class_bind_template_child (widget_class, DwProjectOverview, active);
  gtk_widget_class_bind_template_callback (widget_class, records_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, devices_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, online_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, child_activated_cb);
}

static void
dw_project_overview_init (DwProjectOverview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->n_devices = G_MAXUINT;
}

GtkWidget *
dw_project_overview_new (void)
{
  return g_object_new (DW_TYPE_PROJECT_OVERVIEW, NULL);
}

void
dw_project_overview_set_source (DwProjectOverview *self, DwPlaceTree *tree, DwAlarmList *alarms)
{
  g_set_object (&self->tree, tree);
  g_set_object (&self->alarms, alarms);
  dw_child_table_set_source (self->children, tree, alarms);
  dw_active_list_set_source (self->active, tree, alarms);
}

void
dw_project_overview_set_place (DwProjectOverview *self, DwPlace *place, const DwPerson *person)
{
  const char *title;

  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_changed_cb, self);
  g_set_object (&self->place, place);
  if (place != NULL)
    g_signal_connect_object (place, "changed", G_CALLBACK (place_changed_cb), self, 0);
  g_clear_pointer (&self->person, dw_person_free);
  self->person = person != NULL ? dw_person_copy (person) : NULL;
  self->n_devices = G_MAXUINT;
  dw_child_table_set_place (self->children, place, person);
  dw_active_list_set_place (self->active, place);
  title = dw_child_table_get_title (self->children);
  gtk_widget_set_visible (GTK_WIDGET (self->children_card), title != NULL);
  if (title != NULL)
    dw_card_set_title (self->children_card, title);
  update (self, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
}
