// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-live-page.h"

#include "dw-alarm-desk.h"
#include "dw-device-panel.h"
#include "dw-place-list.h"
#include "dw-project-page.h"
#include "dw-size-class.h"

/* The scope of the window says which place is looked at; the tree and this page follow it and set it, and setting what is set already does nothing. */

struct _DwLivePage
{
  DwPage parent_instance;

  /* template children */
  GtkStack *stack;
  GtkPaned *paned;
  DwPlaceList *places;
  DwProjectPage *project;
  DwDevicePanel *panel;

  DwPlace *came_from; /* owned: the place that was looked at when a device was opened, NULL */
  guint focus_id;
  gboolean opening;   /* a device is being opened: its place becomes the scope, and that must not close its panel */
  GActionMap *window; /* borrowed while rooted */
  DwSizeClass *size_class;
  gulong narrow_id;
};

G_DEFINE_FINAL_TYPE (DwLivePage, dw_live_page, DW_TYPE_PAGE)

static const int tree_width = 308;
static const int narrow_tree_width = 260;

static DwStation *
get_station (DwLivePage *self)
{
  return dw_page_get_station (DW_PAGE (self));
}

static DwPlaceTree *
get_tree (DwLivePage *self)
{
  return dw_station_get_tree (get_station (self));
}

static gboolean
shows_device (DwLivePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (self->stack), "panel") == 0;
}

static void
enable_actions (DwLivePage *self)
{
  static const char *const names[] = { "control", "next-device", "previous-device", "close-device" };

  for (guint i = 0; self->window != NULL && i < G_N_ELEMENTS (names); i++)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (g_action_map_lookup_action (self->window, names[i])), shows_device (self));
}

static void
close_device (DwLivePage *self)
{
  g_clear_handle_id (&self->focus_id, g_source_remove);
  gtk_stack_set_visible_child_name (self->stack, "browse");
  dw_device_panel_set_device (self->panel, NULL);
  enable_actions (self);
}

/* Back to where the person came from, not to the box that the device happens to stand in. */
static void
go_back (DwLivePage *self)
{
  g_autoptr (DwPlace) place = g_steal_pointer (&self->came_from);

  close_device (self);
  if (place != NULL && dw_place_tree_find (get_tree (self), dw_place_get_id (place)) == place)
    dw_scope_set_place (dw_page_get_scope (DW_PAGE (self)), place);
}

/* A row that was pressed takes the focus after it told us; so the panel takes it when that is over. */
static gboolean
focus_panel_cb (gpointer data)
{
  DwLivePage *self = data;

  self->focus_id = 0;
  if (shows_device (self) && gtk_widget_get_mapped (GTK_WIDGET (self->panel)))
    gtk_widget_child_focus (GTK_WIDGET (self->panel), GTK_DIR_TAB_FORWARD);
  return G_SOURCE_REMOVE;
}

static void
show_scope (DwLivePage *self)
{
  DwPlace *place = dw_scope_get_place (dw_page_get_scope (DW_PAGE (self)));

  dw_place_list_select (self->places, place);
  dw_project_page_set_place (self->project, place);
}

static void
open_device (DwLivePage *self, DwDevice *device)
{
  DwPlace *place = dw_place_tree_get_device_place (get_tree (self), device);

  if (!shows_device (self))
    g_set_object (&self->came_from, dw_scope_get_place (dw_page_get_scope (DW_PAGE (self))));
  self->opening = TRUE;
  if (place != NULL)
    dw_scope_set_place (dw_page_get_scope (DW_PAGE (self)), place);
  self->opening = FALSE;
  dw_device_panel_set_device (self->panel, device);
  gtk_stack_set_visible_child_name (self->stack, "panel");
  enable_actions (self);
  if (self->focus_id == 0)
    self->focus_id = g_idle_add (focus_panel_cb, self);
}

/* The devices that [ and ] walk through: those of the school (or what lies above it when there is none), in the order of the tree. */
static GPtrArray *
list_neighbours (DwLivePage *self, DwDevice *device)
{
  DwPlace *place = dw_place_tree_get_device_place (get_tree (self), device);
  DwPlace *school = place != NULL ? dw_place_get_ancestor (place, DW_PLACE_SCHOOL) : NULL;

  return dw_place_tree_list_devices (get_tree (self), school);
}

static void
step_device (DwLivePage *self, int step)
{
  DwDevice *device = dw_device_panel_get_device (self->panel);
  g_autoptr (GPtrArray) devices = device != NULL ? list_neighbours (self, device) : NULL;
  guint index;

  if (devices == NULL || !g_ptr_array_find (devices, device, &index))
    return;
  open_device (self, g_ptr_array_index (devices, (index + devices->len + step) % devices->len));
}

static void
scope_changed_cb (DwScope *scope, GParamSpec *pspec, DwLivePage *self)
{
  if (!self->opening && shows_device (self))
    close_device (self);
  show_scope (self);
}

static void
person_changed_cb (DwStation *station, DwLivePage *self)
{
  dw_place_list_set_person (self->places, dw_station_get_person (station));
  show_scope (self);
}

static void
device_removed_cb (DwPlaceTree *tree, DwDevice *device, DwLivePage *self)
{
  if (dw_device_panel_get_device (self->panel) == device)
    close_device (self);
}

static void
place_chosen_cb (DwLivePage *self, DwPlace *place)
{
  dw_scope_set_place (dw_page_get_scope (DW_PAGE (self)), place);
}

/* Enter on a box with one device goes straight to it; else to the devices of the place. */
static void
place_activated_cb (DwLivePage *self, DwPlace *place)
{
  g_autoptr (GPtrArray) devices = dw_place_tree_list_devices (get_tree (self), place);

  place_chosen_cb (self, place);
  if (devices->len == 1)
    open_device (self, g_ptr_array_index (devices, 0));
  else
    dw_project_page_set_tab (self->project, "devices");
}

static void
device_activated_cb (DwLivePage *self, DwDevice *device)
{
  open_device (self, device);
}

static void
panel_left_cb (DwLivePage *self)
{
  go_back (self);
}

static void
panel_step_cb (DwLivePage *self, int step)
{
  step_device (self, step);
}

/* --- the window's actions --- */

static void
control_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_device_panel_control (DW_LIVE_PAGE (data)->panel, g_variant_get_string (parameter, NULL));
}

static void
next_device_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_device (data, 1);
}

static void
previous_device_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  step_device (data, -1);
}

static void
close_device_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_back (data);
}

static void
project_tab_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_project_page_set_tab (DW_LIVE_PAGE (data)->project, g_variant_get_string (parameter, NULL));
}

static void
show_devices_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_project_page_show_devices (DW_LIVE_PAGE (data)->project, g_variant_get_string (parameter, NULL));
}

static void
device_view_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_project_page_set_view (DW_LIVE_PAGE (data)->project, g_variant_get_string (parameter, NULL));
}

static void
toggle_abnormal_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_place_list_toggle_abnormal (DW_LIVE_PAGE (data)->places);
}

static const GActionEntry entries[] = {
  { .name = "control", .activate = control_activated_cb, .parameter_type = "s" },
  { .name = "next-device", .activate = next_device_activated_cb },
  { .name = "previous-device", .activate = previous_device_activated_cb },
  { .name = "close-device", .activate = close_device_activated_cb },
  { .name = "project-tab", .activate = project_tab_activated_cb, .parameter_type = "s" },
  { .name = "show-devices", .activate = show_devices_activated_cb, .parameter_type = "s" },
  { .name = "device-view", .activate = device_view_activated_cb, .parameter_type = "s" },
  { .name = "toggle-abnormal", .activate = toggle_abnormal_activated_cb },
};

static void
narrow_cb (DwSizeClass *size_class, GParamSpec *pspec, DwLivePage *self)
{
  gtk_paned_set_position (self->paned, dw_size_class_is_narrow (size_class) ? narrow_tree_width : tree_width);
}

static void
dw_live_page_root (GtkWidget *widget)
{
  DwLivePage *self = DW_LIVE_PAGE (widget);
  GtkRoot *root;

  GTK_WIDGET_CLASS (dw_live_page_parent_class)->root (widget);
  root = gtk_widget_get_root (widget);
  self->size_class = dw_size_class_of (widget);
  if (self->size_class != NULL)
    {
      self->narrow_id = g_signal_connect (self->size_class, "notify::narrow", G_CALLBACK (narrow_cb), self);
      narrow_cb (self->size_class, NULL, self);
    }
  if (!G_IS_ACTION_MAP (root))
    return;
  self->window = G_ACTION_MAP (root);
  g_action_map_add_action_entries (self->window, entries, G_N_ELEMENTS (entries), self);
  enable_actions (self);
}

static void
dw_live_page_unroot (GtkWidget *widget)
{
  DwLivePage *self = DW_LIVE_PAGE (widget);

  for (guint i = 0; self->window != NULL && i < G_N_ELEMENTS (entries); i++)
    g_action_map_remove_action (self->window, entries[i].name);
  self->window = NULL;
  if (self->size_class != NULL)
    g_clear_signal_handler (&self->narrow_id, self->size_class);
  self->size_class = NULL;
  GTK_WIDGET_CLASS (dw_live_page_parent_class)->unroot (widget);
}

/* --- the page --- */

static void
dw_live_page_show_place (DwPage *page, DwPlace *place)
{
  DwLivePage *self = DW_LIVE_PAGE (page);

  if (shows_device (self))
    close_device (self);
  dw_scope_set_place (dw_page_get_scope (page), place);
}

static void
dw_live_page_show_device (DwPage *page, DwDevice *device)
{
  open_device (DW_LIVE_PAGE (page), device);
}

static void
dw_live_page_show_alarm (DwPage *page, const char *alarm_id)
{
  DwLivePage *self = DW_LIVE_PAGE (page);
  g_autoptr (DwAlarmRecord) record = dw_alarm_desk_find (get_station (self), alarm_id);
  DwDevice *device = record != NULL ? dw_place_tree_find_device (get_tree (self), record->device_id) : NULL;

  if (device != NULL)
    open_device (self, device);
}

static void
dw_live_page_go_root (DwPage *page)
{
  DwLivePage *self = DW_LIVE_PAGE (page);

  if (shows_device (self))
    go_back (self);
  else
    dw_project_page_set_tab (self->project, "overview");
}

static void
dw_live_page_grab_start_focus (DwPage *page)
{
  DwLivePage *self = DW_LIVE_PAGE (page);

  gtk_widget_child_focus (shows_device (self) ? GTK_WIDGET (self->panel) : GTK_WIDGET (self->paned), GTK_DIR_TAB_FORWARD);
}

static gboolean
dw_live_page_focus_filter (DwPage *page)
{
  DwLivePage *self = DW_LIVE_PAGE (page);

  if (shows_device (self))
    return FALSE;
  dw_place_list_focus_filter (self->places);
  return TRUE;
}

static void
dw_live_page_refresh (DwPage *page)
{
  DwLivePage *self = DW_LIVE_PAGE (page);

  if (shows_device (self))
    gtk_widget_activate_action (GTK_WIDGET (self->panel), "panel.refresh", NULL);
  else
    dw_project_page_refresh (self->project);
}

static guint
count_schools (GListModel *places, DwPlace **school)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (dw_place_get_kind (place) == DW_PLACE_SCHOOL)
        {
          *school = place;
          n++;
        }
      else
        n += count_schools (G_LIST_MODEL (place), school);
    }
  return n;
}

/* One school alone is what everybody wants to see; among several nobody is preferred and the first root is shown. */
static void
choose_first_place (DwLivePage *self)
{
  DwScope *scope = dw_page_get_scope (DW_PAGE (self));
  DwPlace *school = NULL;
  g_autoptr (DwPlace) root = g_list_model_get_item (G_LIST_MODEL (get_tree (self)), 0);

  if (dw_scope_get_place (scope) != NULL)
    return;
  if (count_schools (G_LIST_MODEL (get_tree (self)), &school) == 1)
    dw_scope_set_place (scope, school);
  else if (root != NULL)
    dw_scope_set_place (scope, root);
}

static void
dw_live_page_constructed (GObject *object)
{
  DwLivePage *self = DW_LIVE_PAGE (object);
  DwStation *station = get_station (self);

  G_OBJECT_CLASS (dw_live_page_parent_class)->constructed (object);
  dw_place_list_set_tree (self->places, dw_station_get_tree (station));
  dw_place_list_set_person (self->places, dw_station_get_person (station));
  dw_project_page_set_station (self->project, station);
  dw_device_panel_set_station (self->panel, station);
  g_signal_connect_object (dw_page_get_scope (DW_PAGE (self)), "notify::place", G_CALLBACK (scope_changed_cb), self, 0);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, 0);
  g_signal_connect_object (dw_station_get_tree (station), "device-removed", G_CALLBACK (device_removed_cb), self, 0);
  choose_first_place (self);
  show_scope (self);
}

static void
dw_live_page_dispose (GObject *object)
{
  g_clear_handle_id (&DW_LIVE_PAGE (object)->focus_id, g_source_remove);
  g_clear_object (&DW_LIVE_PAGE (object)->came_from);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_LIVE_PAGE);
  G_OBJECT_CLASS (dw_live_page_parent_class)->dispose (object);
}

static void
dw_live_page_class_init (DwLivePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DwPageClass *page_class = DW_PAGE_CLASS (klass);

  g_type_ensure (DW_TYPE_PLACE_LIST);
  g_type_ensure (DW_TYPE_PROJECT_PAGE);
  g_type_ensure (DW_TYPE_DEVICE_PANEL);
  object_class->constructed = dw_live_page_constructed;
  object_class->dispose = dw_live_page_dispose;
  widget_class->root = dw_live_page_root;
  widget_class->unroot = dw_live_page_unroot;
  page_class->show_place = dw_live_page_show_place;
  page_class->show_device = dw_live_page_show_device;
  page_class->show_alarm = dw_live_page_show_alarm;
  page_class->go_root = dw_live_page_go_root;
  page_class->grab_start_focus = dw_live_page_grab_start_focus;
  page_class->focus_filter = dw_live_page_focus_filter;
  page_class->refresh = dw_live_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/live/dw-live-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DwLivePage, stack);
  gtk_widget_class_bind_template_child (widget_class, DwLivePage, paned);
  gtk_widget_class_bind_template_child (widget_class, DwLivePage, places);
  gtk_widget_class_bind_template_child (widget_class, DwLivePage, project);
  gtk_widget_class_bind_template_child (widget_class, DwLivePage, panel);
  gtk_widget_class_bind_template_callback (widget_class, place_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, device_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, panel_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, panel_step_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F6, GDK_CONTROL_MASK, "win.toggle-abnormal", NULL);
}

static void
dw_live_page_init (DwLivePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
