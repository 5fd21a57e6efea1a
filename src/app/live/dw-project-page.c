// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-project-page.h"

#include <glib/gi18n-lib.h>

#include "dw-chip.h"
#include "dw-device-board.h"
#include "dw-event-table.h"
#include "dw-facts-sheet.h"
#include "dw-oneline-tab.h"
#include "dw-place-desk.h"
#include "dw-place-stats.h"
#include "dw-project-overview.h"
#include "dw-symbol-view.h"

struct _DwProjectPage
{
  GtkBox parent_instance;

  /* template children */
  DwSymbolView *symbol;
  GtkLabel *name;
  DwChip *kind_chip;
  DwChip *type_chip;
  DwChip *region_chip;
  DwChip *supplier_chip;
  GtkWidget *edit_button;
  GtkLabel *devices_count;
  GtkStack *stack;
  DwProjectOverview *overview;
  DwDeviceBoard *board;
  DwOnelineTab *oneline;
  DwEventTable *records;

  DwStation *station;
  DwPlace *place;
};

G_DEFINE_FINAL_TYPE (DwProjectPage, dw_project_page, GTK_TYPE_BOX)

enum {
  SIGNAL_DEVICE_ACTIVATED,
  SIGNAL_PLACE_ACTIVATED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const char *const tabs[] = { "overview", "devices", "oneline", "records" };

static void
show_symbol (DwProjectPage *self)
{
  guint priority = 0;
  DwSymbolState state = DW_SYMBOL_NORMAL;

  if (self->place != NULL)
    dw_rollup_get_symbol (dw_place_get_rollup (self->place), &priority, &state);
  gtk_widget_set_visible (GTK_WIDGET (self->symbol), self->place != NULL);
  dw_symbol_view_set (self->symbol, priority, state);
}

static void
show_head (DwProjectPage *self)
{
  DwPlace *school = self->place != NULL ? dw_place_get_ancestor (self->place, DW_PLACE_SCHOOL) : NULL;
  DwPlace *region = school != NULL ? dw_place_get_ancestor (school, DW_PLACE_REGION) : NULL;

  gtk_label_set_label (self->name, self->place != NULL ? dw_place_get_name (self->place) : _ ("Everything"));
  dw_chip_set (self->kind_chip, self->place != NULL ? dw_place_kind_title (dw_place_get_kind (self->place)) : NULL, 0, FALSE);
  dw_chip_set (self->type_chip, school != NULL ? dw_place_get_fact (school, "org_type") : NULL, 0, FALSE);
  dw_chip_set (self->region_chip, region != NULL ? dw_place_get_name (region) : NULL, 0, FALSE);
  dw_chip_set (self->supplier_chip, school != NULL ? dw_place_get_fact (school, "supplier") : NULL, 0, FALSE);
  gtk_widget_set_visible (self->edit_button, school != NULL && dw_place_desk_may_change (self->station, dw_station_get_person (self->station), school, NULL));
  show_symbol (self);
}

static void
edit_clicked_cb (DwProjectPage *self)
{
  DwPlace *school = self->place != NULL ? dw_place_get_ancestor (self->place, DW_PLACE_SCHOOL) : NULL;

  if (school != NULL)
    dw_facts_sheet_present (GTK_WIDGET (self), self->station, school);
}

static void
place_changed_cb (DwPlace *place, DwProjectPage *self)
{
  show_head (self);
}

static void
counts_changed_cb (DwProjectPage *self)
{
  g_autofree char *count = g_strdup_printf ("%u", dw_device_board_get_total (self->board));

  gtk_label_set_label (self->devices_count, count);
}

static void
device_activated_cb (DwProjectPage *self, DwDevice *device)
{
  g_signal_emit (self, signals[SIGNAL_DEVICE_ACTIVATED], 0, device);
}

static void
place_activated_cb (DwProjectPage *self, DwPlace *place)
{
  g_signal_emit (self, signals[SIGNAL_PLACE_ACTIVATED], 0, place);
}

static void
show_devices_cb (DwProjectPage *self, const char *show)
{
  dw_project_page_show_devices (self, show);
}

static void
show_records_cb (DwProjectPage *self)
{
  dw_project_page_set_tab (self, "records");
}

/* The stack's visible child is the state of the action, so that the tab row, the keys and D-Bus agree. */
static void
step_tab (DwProjectPage *self, int step)
{
  const char *now = dw_project_page_get_tab (self);
  int n = G_N_ELEMENTS (tabs), at = 0;

  while (at < n - 1 && g_strcmp0 (tabs[at], now) != 0)
    at++;
  dw_project_page_set_tab (self, tabs[(at + step + n) % n]);
}

static void
next_tab_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step_tab (DW_PROJECT_PAGE (widget), 1);
}

static void
previous_tab_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step_tab (DW_PROJECT_PAGE (widget), -1);
}

static void
dw_project_page_dispose (GObject *object)
{
  DwProjectPage *self = DW_PROJECT_PAGE (object);

  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_changed_cb, self);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_PROJECT_PAGE);
  g_clear_object (&self->place);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_project_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, symbol);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, name);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, kind_chip);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, type_chip);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, region_chip);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, supplier_chip);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, edit_button);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, devices_count);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, stack);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, overview);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, board);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, oneline);
  gtk_widget_class_bind_template_child (widget_class, DwProjectPage, records);
}

static void
dw_project_page_class_init (DwProjectPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (DW_TYPE_CHIP);
  g_type_ensure (DW_TYPE_PROJECT_OVERVIEW);
  g_type_ensure (DW_TYPE_DEVICE_BOARD);
  g_type_ensure (DW_TYPE_ONELINE_TAB);
  g_type_ensure (DW_TYPE_EVENT_TABLE);
  G_OBJECT_CLASS (klass)->dispose = dw_project_page_dispose;
  signals[SIGNAL_DEVICE_ACTIVATED] = g_signal_new ("device-activated", DW_TYPE_PROJECT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_DEVICE);
  signals[SIGNAL_PLACE_ACTIVATED] = g_signal_new ("place-activated", DW_TYPE_PROJECT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, DW_TYPE_PLACE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-project-page.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, counts_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, edit_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_devices_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_records_cb);
  gtk_widget_class_install_action (widget_class, "tabs.next", NULL, next_tab_cb);
  gtk_widget_class_install_action (widget_class, "tabs.previous", NULL, previous_tab_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, GDK_CONTROL_MASK, "tabs.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, GDK_CONTROL_MASK, "tabs.previous", NULL);
}

static void
dw_project_page_init (DwProjectPage *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) tab = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  tab = g_property_action_new ("tab", self->stack, "visible-child-name");
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (tab));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "project", G_ACTION_GROUP (group));
}

GtkWidget *
dw_project_page_new (void)
{
  return g_object_new (DW_TYPE_PROJECT_PAGE, NULL);
}

void
dw_project_page_set_station (DwProjectPage *self, DwStation *station)
{
  DwPlaceTree *tree = dw_station_get_tree (station);
  DwAlarmList *alarms = dw_station_get_alarms (station);

  g_set_object (&self->station, station);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (show_head), self, G_CONNECT_SWAPPED);
  dw_project_overview_set_source (self->overview, tree, alarms);
  dw_device_board_set_source (self->board, tree, alarms);
  dw_oneline_tab_set_source (self->oneline, tree, alarms);
  dw_event_table_set_station (self->records, station);
}

void
dw_project_page_set_place (DwProjectPage *self, DwPlace *place)
{
  const DwPerson *person = dw_station_get_person (self->station);

  if (self->place != NULL)
    g_signal_handlers_disconnect_by_func (self->place, place_changed_cb, self);
  g_set_object (&self->place, place);
  if (place != NULL)
    g_signal_connect_object (place, "changed", G_CALLBACK (place_changed_cb), self, 0);
  show_head (self);
  dw_project_overview_set_place (self->overview, place, person);
  dw_device_board_set_place (self->board, place, person);
  dw_oneline_tab_set_place (self->oneline, place);
  dw_event_table_set_place (self->records, place);
}

void
dw_project_page_set_tab (DwProjectPage *self, const char *tab)
{
  gtk_stack_set_visible_child_name (self->stack, tab);
}

const char *
dw_project_page_get_tab (DwProjectPage *self)
{
  return gtk_stack_get_visible_child_name (self->stack);
}

void
dw_project_page_show_devices (DwProjectPage *self, const char *show)
{
  dw_device_board_set_show (self->board, show);
  dw_project_page_set_tab (self, "devices");
}

void
dw_project_page_set_view (DwProjectPage *self, const char *view)
{
  dw_device_board_set_table (self->board, g_strcmp0 (view, "table") == 0);
}

void
dw_project_page_refresh (DwProjectPage *self)
{
  dw_project_page_set_place (self, self->place);
  dw_event_table_refresh (self->records);
}
