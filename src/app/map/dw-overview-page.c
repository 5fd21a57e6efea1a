// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-overview-page.h"

#include "dw-map-memory.h"
#include "dw-month.h"
#include "dw-own-choice.h"
#include "dw-rhythm.h"
#include "dw-size-class.h"
#include "dw-workbench.h"

struct _DwOverviewPage
{
  DwPage parent_instance;

  /* template children */
  GtkBox *columns;
  DwWorkbench *workbench;
  DwMapView *map;
  DwRhythm *rhythm;
  GtkBox *middle;
  DwMonth *month;

  DwSizeClass *size_class; /* borrowed while rooted */
  gulong narrow_id;
  DwOwnChoice *choice; /* owned */
};

G_DEFINE_FINAL_TYPE (DwOverviewPage, dw_overview_page, DW_TYPE_PAGE)

typedef struct
{
  int left, right, gap;
} Widths;

static const Widths wide = { 292, 324, 12 };
static const Widths narrow = { 264, 284, 10 };

static void
set_widths (DwOverviewPage *self)
{
  const Widths *widths = self->size_class != NULL && dw_size_class_is_narrow (self->size_class) ? &narrow : &wide;

  gtk_widget_set_size_request (GTK_WIDGET (self->workbench), widths->left, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->month), widths->right, -1);
  gtk_box_set_spacing (self->columns, widths->gap);
  gtk_box_set_spacing (self->middle, widths->gap);
}

static void
dw_overview_page_root (GtkWidget *widget)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (widget);

  GTK_WIDGET_CLASS (dw_overview_page_parent_class)->root (widget);
  self->size_class = dw_size_class_of (widget);
  if (self->size_class != NULL)
    self->narrow_id = g_signal_connect_swapped (self->size_class, "notify::narrow", G_CALLBACK (set_widths), self);
  set_widths (self);
}

static void
dw_overview_page_unroot (GtkWidget *widget)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (widget);

  if (self->size_class != NULL)
    g_clear_signal_handler (&self->narrow_id, self->size_class);
  self->size_class = NULL;
  GTK_WIDGET_CLASS (dw_overview_page_parent_class)->unroot (widget);
}

static void
dw_overview_page_go_root (DwPage *page)
{
  dw_scope_set_place (dw_page_get_scope (page), NULL);
  dw_map_pins_fit (dw_map_view_get_pins (DW_OVERVIEW_PAGE (page)->map));
}

static void
dw_overview_page_refresh (DwPage *page)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (page);

  dw_workbench_refresh (self->workbench);
  dw_map_view_refresh (self->map);
  dw_rhythm_refresh (self->rhythm);
  dw_month_refresh (self->month);
}

/* One count for the columns and for the foot of the workbench. */
static void
rhythm_counted_cb (DwOverviewPage *self)
{
  DwShift shift;
  guint total;

  if (dw_rhythm_get_total (self->rhythm, &shift, &total))
    dw_workbench_set_shift (self->workbench, &shift, total);
}

/* For whoever is not on this page: the window shows it first (win.place-school). */
static void
place_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (widget);
  DwPlaceTree *tree = dw_station_get_tree (dw_page_get_station (DW_PAGE (self)));
  DwPlace *place = dw_place_tree_find (tree, g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10));

  if (place != NULL && dw_place_get_kind (place) == DW_PLACE_SCHOOL)
    dw_map_view_place (self->map, place);
}

/* --- what each person sees of the map --- */

static void
write_choice (GKeyFile *file, gpointer data)
{
  dw_map_memory_write (file, "map", DW_OVERVIEW_PAGE (data)->map);
}

static void
read_choice (GKeyFile *file, gpointer data)
{
  dw_map_memory_read (file, "map", DW_OVERVIEW_PAGE (data)->map, dw_page_get_station (DW_PAGE (data)));
}

static const DwOwnChoiceClass choice_class = { "map", write_choice, read_choice };

static void
map_chosen_cb (DwOverviewPage *self)
{
  dw_own_choice_changed (self->choice);
}

static void
follow_choice (DwOverviewPage *self)
{
  self->choice = dw_own_choice_new (dw_page_get_station (DW_PAGE (self)), &choice_class, self);
  g_signal_connect_object (self->map, "notify::layer", G_CALLBACK (map_chosen_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "notify::org-type", G_CALLBACK (map_chosen_cb), self, G_CONNECT_SWAPPED);
}

/* --- keys --- */

/* Letters and digits belong to the page while it is shown and nobody writes. */
static gboolean
takes_keys (DwOverviewPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  return gtk_widget_get_mapped (GTK_WIDGET (self)) && !GTK_IS_EDITABLE (focus);
}

static gboolean
focus_map_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (widget);

  return takes_keys (self) && dw_map_view_focus_worst (self->map);
}

static gboolean
toggle_priority_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (widget);

  if (!takes_keys (self))
    return FALSE;
  dw_map_view_toggle_priority (self->map, (guint)g_variant_get_int32 (arguments));
  return TRUE;
}

static void
add_key (GtkShortcutController *controller, guint key, GtkShortcutFunc func, int argument)
{
  GtkShortcut *shortcut = gtk_shortcut_new (gtk_keyval_trigger_new (key, 0), gtk_callback_action_new (func, NULL, NULL));

  gtk_shortcut_set_arguments (shortcut, g_variant_new_int32 (argument));
  gtk_shortcut_controller_add_shortcut (controller, shortcut);
}

/* Of the whole window: they work from the rail, too. */
static void
add_keys (DwOverviewPage *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  add_key (GTK_SHORTCUT_CONTROLLER (controller), GDK_KEY_m, focus_map_cb, 0);
  for (int priority = 1; priority <= 4; priority++)
    add_key (GTK_SHORTCUT_CONTROLLER (controller), (guint)(GDK_KEY_0 + priority), toggle_priority_cb, priority);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* --- the class --- */

static void
dw_overview_page_constructed (GObject *object)
{
  DwOverviewPage *self = DW_OVERVIEW_PAGE (object);
  DwStation *station = dw_page_get_station (DW_PAGE (self));
  DwScope *scope = dw_page_get_scope (DW_PAGE (self));

  G_OBJECT_CLASS (dw_overview_page_parent_class)->constructed (object);
  dw_workbench_set_station (self->workbench, station, scope);
  dw_map_view_set_station (self->map, station, scope);
  g_signal_connect_object (self->rhythm, "counted", G_CALLBACK (rhythm_counted_cb), self, G_CONNECT_SWAPPED);
  dw_rhythm_set_station (self->rhythm, station, scope);
  dw_month_set_station (self->month, station, scope);
  follow_choice (self);
}

static void
dw_overview_page_dispose (GObject *object)
{
  g_clear_pointer (&DW_OVERVIEW_PAGE (object)->choice, dw_own_choice_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_OVERVIEW_PAGE);
  G_OBJECT_CLASS (dw_overview_page_parent_class)->dispose (object);
}

static void
dw_overview_page_class_init (DwOverviewPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DwPageClass *page_class = DW_PAGE_CLASS (klass);

  g_type_ensure (DW_TYPE_WORKBENCH);
  g_type_ensure (DW_TYPE_MAP_VIEW);
  g_type_ensure (DW_TYPE_RHYTHM);
  g_type_ensure (DW_TYPE_MONTH);
  G_OBJECT_CLASS (klass)->constructed = dw_overview_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = dw_overview_page_dispose;
  widget_class->root = dw_overview_page_root;
  widget_class->unroot = dw_overview_page_unroot;
  page_class->go_root = dw_overview_page_go_root;
  page_class->refresh = dw_overview_page_refresh;
  gtk_widget_class_install_action (widget_class, "overview.place", "s", place_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/map/dw-overview-page.ui");
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, columns);
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, workbench);
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, middle);
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, map);
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, rhythm);
  gtk_widget_class_bind_template_child (widget_class, DwOverviewPage, month);
}

static void
dw_overview_page_init (DwOverviewPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
}
