// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-map-card.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-words.h"
#include "dw-map-words.h"
#include "dw-place-desk.h"
#include "dw-place-stats.h"
#include "dw-style.h"
#include "dw-symbol-view.h"
#include "dw-tick.h"
#include "dw-toast.h"

struct _DwMapCard
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkLabel *name;
  GtkLabel *devices;
  GtkLabel *counts;
  GtkLabel *online;
  GtkWidget *worst_row;
  DwSymbolView *worst_symbol;
  GtkLabel *worst;
  GtkLabel *worst_value;
  GtkLabel *contact;
  GtkLabel *phone;
  GtkWidget *project, *detector, *call, *move; /* what can be done */

  GtkEventController *motion, *focus; /* borrowed */
  GtkWidget *mark;                    /* weak */
  guint hide_id;
};

G_DEFINE_FINAL_TYPE (DwMapCard, dw_map_card, GTK_TYPE_WIDGET)

#define LINGER_MS 350
#define GAP 8

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

/* --- the worst circuit --- */

/* Not over yet, of the highest priority, unacknowledged before acknowledged, then the newest; NULL. */
static DwAlarm *
find_worst (DwStation *station, DwPlace *school)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (station));
  guint n_items = g_list_model_get_n_items (alarms);
  DwAlarm *worst = NULL;

  /* The list is in that order but for the priority, which comes after the acknowledgement there. */
  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);
      const DwAlarmRecord *record = dw_alarm_get_record (alarm);
      DwPlace *at = dw_place_tree_find (dw_station_get_tree (station), record->place_id);

      if (!record->active || record->state >= DW_ALARM_STATE_SHELVED || at == NULL || !dw_place_is_within (at, school))
        continue;
      if (worst == NULL || record->priority < dw_alarm_get_record (worst)->priority)
        worst = alarm;
    }
  return worst;
}

/* The device of the worst circuit; the first one of a school where all is well; 0 = there is none. */
static gint64
find_device (DwStation *station, DwPlace *school, DwAlarm *worst)
{
  g_autoptr (GPtrArray) devices = NULL;

  if (worst != NULL && dw_alarm_get_record (worst)->device_id != 0)
    return dw_alarm_get_record (worst)->device_id;
  devices = dw_place_tree_list_devices (dw_station_get_tree (station), school);
  return devices->len > 0 ? dw_device_get_id (devices->pdata[0]) : 0;
}

static void
show_worst (DwMapCard *self, DwStation *station, DwAlarm *worst)
{
  const DwAlarmRecord *record = worst != NULL ? dw_alarm_get_record (worst) : NULL;
  g_autofree char *device = NULL, *channel = NULL, *words = NULL, *value = NULL;
  DwAlarmSite site;

  gtk_widget_set_visible (self->worst_row, record != NULL);
  if (record == NULL)
    return;
  dw_alarm_site_find (&site, station, record->device_id, record->place_id, record->channel);
  device = dw_alarm_words_device (station, &site, record->gateway_id);
  channel = dw_alarm_words_channel_short (&site, record->channel);
  words = g_strdup_printf ("%s %s %s", device, channel, dw_alarm_kind_title (record->kind));
  value = dw_alarm_words_value_and_limit (&site, record->value, record->limit);
  dw_symbol_view_set (self->worst_symbol, record->priority, (DwSymbolState)record->state);
  gtk_label_set_label (self->worst, words);
  gtk_label_set_label (self->worst_value, value != NULL ? value : "");
  dw_style_set_priority_text (GTK_WIDGET (self->worst), record->priority);
}

/* --- what can be done --- */

static void
set_target (GtkWidget *button, gint64 id)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", text);
}

/* Something on this desk takes telephone numbers. */
static gboolean
can_dial (void)
{
  g_autoptr (GAppInfo) dialler = g_app_info_get_default_for_uri_scheme ("tel");

  return dialler != NULL;
}

static void
call_cb (DwMapCard *self)
{
  const char *phone = gtk_label_get_label (self->phone);
  g_autofree char *escaped = g_uri_escape_string (phone, "+*#", FALSE), *uri = g_strconcat ("tel:", escaped, NULL);

  if (can_dial () && g_app_info_launch_default_for_uri (uri, NULL, NULL))
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), phone);
  dw_toast_show (GTK_WIDGET (self), _ ("The number is on the clipboard"));
}

static void
show_acts (DwMapCard *self, DwStation *station, DwPlace *school, gint64 device_id)
{
  set_target (self->project, dw_place_get_id (school));
  set_target (self->detector, device_id);
  set_target (self->move, dw_place_get_id (school));
  gtk_widget_set_visible (self->detector, device_id != 0);
  gtk_widget_set_visible (self->call, *gtk_label_get_label (self->phone) != '\0');
  gtk_button_set_label (GTK_BUTTON (self->call), can_dial () ? _ ("Call") : _ ("Copy number"));
  gtk_widget_set_visible (self->move, dw_place_desk_may_change (station, dw_station_get_person (station), school, NULL));
}

/* --- what is told --- */

static void
show_figures (DwMapCard *self, DwStation *station, DwPlace *school)
{
  DwPlaceStats stats;
  g_autofree char *devices = NULL, *counts = NULL, *rate = NULL, *online = NULL;

  dw_place_stats_make (dw_station_get_tree (station), dw_station_get_alarms (station), school, dw_station_get_person (station), dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))), &stats);
  devices = dw_map_words_count_devices (stats.devices, stats.devices - stats.online);
  counts = dw_map_words_count_unhandled (stats.alarms, stats.faults);
  rate = dw_place_stats_online_text (&stats);
  online = g_strdup_printf (_ ("On line %s %%"), rate);
  gtk_label_set_label (self->devices, devices);
  gtk_label_set_label (self->counts, counts);
  gtk_label_set_label (self->online, stats.devices > 0 ? online : "");
  dw_style_set_priority_text (GTK_WIDGET (self->counts), stats.alarm_priority);
}

static void
show_facts (DwMapCard *self, DwPlace *school)
{
  const char *contact = dw_place_get_fact (school, "contact"), *phone = dw_place_get_fact (school, "phone");

  gtk_label_set_label (self->name, dw_place_get_name (school));
  gtk_label_set_label (self->contact, contact != NULL ? contact : _ ("No contact entered"));
  gtk_label_set_label (self->phone, phone != NULL ? phone : "");
}

/* --- where and how long --- */

/* Right of the mark, below it in the upper half, above it in the lower one; left where there is no room. */
static void
stand_beside (DwMapCard *self, GtkWidget *mark, GtkWidget *map)
{
  int width, height, map_width = gtk_widget_get_width (map), map_height = gtk_widget_get_height (map);
  graphene_rect_t bounds;
  double x, y;

  if (!gtk_widget_compute_bounds (mark, map, &bounds))
    return;
  /* Margins of the last place would count as size. */
  gtk_widget_set_margin_start (GTK_WIDGET (self), 0);
  gtk_widget_set_margin_top (GTK_WIDGET (self), 0);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self), GTK_ORIENTATION_VERTICAL, -1, NULL, &height, NULL, NULL);
  x = bounds.origin.x + bounds.size.width + GAP;
  y = bounds.origin.y < map_height / 2.0 ? bounds.origin.y : bounds.origin.y + bounds.size.height - height;
  if (x + width > map_width)
    x = bounds.origin.x - width - GAP;
  gtk_widget_set_margin_start (GTK_WIDGET (self), (int)CLAMP (x, 0, MAX (map_width - width, 0)));
  gtk_widget_set_margin_top (GTK_WIDGET (self), (int)CLAMP (y, 0, MAX (map_height - height, 0)));
}

static gboolean
hide_cb (gpointer data)
{
  DwMapCard *self = data;
  gboolean used = gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->motion)) || gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus));

  self->hide_id = 0;
  gtk_widget_set_visible (GTK_WIDGET (self), used);
  return G_SOURCE_REMOVE;
}

void
dw_map_card_let_go (DwMapCard *self)
{
  if (self->hide_id == 0)
    self->hide_id = g_timeout_add (LINGER_MS, hide_cb, self);
}

gboolean
dw_map_card_close (DwMapCard *self)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self)))
    return FALSE;
  g_clear_handle_id (&self->hide_id, g_source_remove);
  if (gtk_event_controller_focus_contains_focus (GTK_EVENT_CONTROLLER_FOCUS (self->focus)) && self->mark != NULL)
    gtk_widget_grab_focus (self->mark);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  return TRUE;
}

gboolean
dw_map_card_enter (DwMapCard *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && gtk_widget_grab_focus (self->project);
}

void
dw_map_card_show (DwMapCard *self, DwStation *station, DwPlace *school, GtkWidget *mark, GtkWidget *map)
{
  DwAlarm *worst = find_worst (station, school);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_set_weak_pointer (&self->mark, mark);
  show_facts (self, school);
  show_figures (self, station, school);
  show_worst (self, station, worst);
  show_acts (self, station, school, find_device (station, school, worst));
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  stand_beside (self, mark, map);
}

/* --- the class --- */

static void
dw_map_card_dispose (GObject *object)
{
  DwMapCard *self = DW_MAP_CARD (object);

  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_clear_weak_pointer (&self->mark);
  g_clear_pointer (&self->box, gtk_widget_unparent);
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

static GtkWidget *
make_facts (DwMapCard *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  self->name = add_label (grid, 0, 0, "dw-bold");
  self->devices = add_label (grid, 1, 0, "dw-note");
  self->counts = add_label (grid, 0, 1, "dw-table-text");
  self->online = add_label (grid, 1, 1, "dw-table-text");
  self->contact = add_label (grid, 0, 3, "dw-table-text");
  self->phone = add_label (grid, 1, 3, "dw-num");
  gtk_grid_attach (GTK_GRID (grid), self->worst_row, 0, 2, 2, 1);
  return grid;
}

static GtkWidget *
make_worst (DwMapCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->worst_symbol = DW_SYMBOL_VIEW (dw_symbol_view_new (12));
  self->worst = GTK_LABEL (gtk_label_new (""));
  self->worst_value = GTK_LABEL (gtk_label_new (""));
  gtk_label_set_ellipsize (self->worst, PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (self->worst, 26);
  gtk_label_set_xalign (self->worst, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->worst), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->worst), "dw-table-text");
  gtk_widget_add_css_class (GTK_WIDGET (self->worst_value), "dw-num");
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->worst_symbol));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->worst));
  gtk_box_append (GTK_BOX (row), GTK_WIDGET (self->worst_value));
  return row;
}

static GtkWidget *
add_act (GtkWidget *box, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  /* The target comes first: an action without one of its type complains. */
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "dw-map-link");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_acts (DwMapCard *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->project = add_act (box, _ ("Open project"), "win.show-place");
  self->detector = add_act (box, _ ("Open detector"), "win.show-device");
  self->call = add_act (box, _ ("Call"), NULL);
  self->move = add_act (box, _ ("Move"), "map.place");
  gtk_widget_set_tooltip_text (self->move, _ ("Put the school elsewhere on the map"));
  g_signal_connect_object (self->call, "clicked", G_CALLBACK (call_cb), self, G_CONNECT_SWAPPED);
  return box;
}

static void
dw_map_card_init (DwMapCard *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->worst_row = make_worst (self);
  gtk_box_append (GTK_BOX (self->box), make_facts (self));
  gtk_box_append (GTK_BOX (self->box), make_acts (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "dw-map-card");
  self->motion = gtk_event_controller_motion_new ();
  self->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (self->motion, "leave", G_CALLBACK (dw_map_card_let_go), self);
  g_signal_connect_swapped (self->focus, "leave", G_CALLBACK (dw_map_card_let_go), self);
  gtk_widget_add_controller (GTK_WIDGET (self), self->motion);
  gtk_widget_add_controller (GTK_WIDGET (self), self->focus);
}

GtkWidget *
dw_map_card_new (void)
{
  return g_object_new (DW_TYPE_MAP_CARD, NULL);
}
