// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-workbench.h"

#include <glib/gi18n-lib.h>

#include "dw-card.h"
#include "dw-device-order.h"
#include "dw-hazard-link.h"
#include "dw-icon-view.h"
#include "dw-low-coverage.h"
#include "dw-pick-list.h"
#include "dw-style.h"
#include "dw-text.h"
#include "dw-tick.h"
#include "dw-work-alarms.h"

struct _DwWorkbench
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkWidget *lines;
  DwWorkAlarms *alarms;
  GPtrArray *numbers;     /* GtkLabel, borrowed, beside the registered lines */
  GtkWidget *shift_total; /* button in the foot */
  DwShift shift;

  DwStation *station; /* owned */
  DwScope *scope;     /* owned */
};

G_DEFINE_FINAL_TYPE (DwWorkbench, dw_workbench, GTK_TYPE_WIDGET)

/* --- the lines that this program has by itself --- */

static guint
count_unacknowledged (DwStation *station, DwScope *scope, gint64 now_ms, guint *priority)
{
  GListModel *alarms = G_LIST_MODEL (dw_station_get_alarms (station));
  guint n_alarms = g_list_model_get_n_items (alarms), count = 0;

  for (guint i = 0; i < n_alarms; i++)
    {
      g_autoptr (DwAlarm) alarm = g_list_model_get_item (alarms, i);

      if (!dw_work_alarms_is_waiting (alarm, station, scope))
        continue;
      if (*priority == 0 || dw_alarm_get_record (alarm)->priority < *priority)
        *priority = dw_alarm_get_record (alarm)->priority;
      count++;
    }
  return count;
}

static void
open_unacknowledged (GtkWidget *widget, DwStation *station, DwScope *scope)
{
  dw_hazard_link_follow (&(DwHazardLink){ .view = "current", .states = "unack,rtn-unack" }, widget);
}

static guint
count_off_line (DwStation *station, DwScope *scope, gint64 now_ms, guint *priority)
{
  g_autoptr (GPtrArray) devices = dw_device_order_list (dw_station_get_tree (station), dw_scope_get_place (scope), dw_station_get_person (station));
  guint count = 0;

  for (guint i = 0; i < devices->len; i++)
    count += dw_device_get_link (devices->pdata[i]) != DW_LINK_ONLINE;
  return count;
}

static void
open_off_line (GtkWidget *widget, DwStation *station, DwScope *scope)
{
  gtk_widget_activate_action (widget, "win.show-page", "s", "live");
  gtk_widget_activate_action (widget, "win.show-devices", "s", "off-line");
}

static guint
count_low_coverage (DwStation *station, DwScope *scope, gint64 now_ms, guint *priority)
{
  g_autoptr (GPtrArray) low = NULL;

  dw_low_coverage_refresh (dw_low_coverage_of (station), now_ms, FALSE);
  low = dw_low_coverage_list (dw_low_coverage_of (station), scope);
  return low->len;
}

static DwPickRow *
make_low_row (DwStation *station, const DwLowDevice *low)
{
  DwPlace *at = dw_place_tree_get_device_place (dw_station_get_tree (station), low->device);
  g_autofree char *path = at != NULL ? dw_place_get_path (at) : NULL;
  g_autofree char *text = path != NULL ? g_strdup_printf ("%s · %s", path, dw_device_get_name (low->device)) : g_strdup (dw_device_get_name (low->device));
  g_autofree char *number = dw_text_number (100 * low->coverage, 1);
  g_autofree char *note = g_strdup_printf ("%s %%", number);

  return dw_pick_row_new (text, note, dw_device_get_id (low->device));
}

static void
open_low_coverage (GtkWidget *widget, DwStation *station, DwScope *scope)
{
  g_autoptr (GPtrArray) low = dw_low_coverage_list (dw_low_coverage_of (station), scope);
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)dw_pick_row_free);

  for (guint i = 0; i < low->len; i++)
    g_ptr_array_add (rows, make_low_row (station, low->pdata[i]));
  dw_pick_list_popup (widget, NULL, rows, "win.show-device", _ ("All devices have their data of the last 24 hours"));
}

static const DwWorkbenchLine own_lines[] = {
  { "hazard", N_ ("Unacknowledged alarms"), count_unacknowledged, open_unacknowledged },
  { "network", N_ ("Devices off line"), count_off_line, open_off_line },
  { "trend", N_ ("Data of 24 h incomplete"), count_low_coverage, open_low_coverage },
};

/* --- the list of lines --- */

static GPtrArray *
get_lines (void)
{
  static GPtrArray *lines;

  if (lines == NULL)
    {
      lines = g_ptr_array_new ();
      for (guint i = 0; i < G_N_ELEMENTS (own_lines); i++)
        g_ptr_array_add (lines, (gpointer)&own_lines[i]);
    }
  return lines;
}

void
dw_workbench_add_line (const DwWorkbenchLine *line)
{
  g_ptr_array_add (get_lines (), (gpointer)line);
}

static void
line_clicked_cb (GtkButton *button, const DwWorkbenchLine *line)
{
  DwWorkbench *self = DW_WORKBENCH (gtk_widget_get_ancestor (GTK_WIDGET (button), DW_TYPE_WORKBENCH));

  line->open (GTK_WIDGET (button), self->station, self->scope);
}

static void
add_line (DwWorkbench *self, const DwWorkbenchLine *line)
{
  GtkWidget *button = gtk_button_new (), *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *title = gtk_label_new (_ (line->title)), *number = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), dw_icon_view_new (line->icon, 16));
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), number);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "dw-work-line");
  gtk_widget_add_css_class (number, "dw-work-number");
  g_signal_connect (button, "clicked", G_CALLBACK (line_clicked_cb), (gpointer)line);
  gtk_box_append (GTK_BOX (self->lines), button);
  g_ptr_array_add (self->numbers, number);
}

static void
update_line (DwWorkbench *self, guint index, gint64 now_ms)
{
  const DwWorkbenchLine *line = g_ptr_array_index (get_lines (), index);
  GtkWidget *number = g_ptr_array_index (self->numbers, index), *button = gtk_widget_get_ancestor (number, GTK_TYPE_BUTTON);
  guint priority = 0, count = line->count (self->station, self->scope, now_ms, &priority);
  g_autofree char *text = g_strdup_printf ("%u", count);
  g_autofree char *words = g_strdup_printf ("%s %u", _ (line->title), count);

  gtk_label_set_label (GTK_LABEL (number), text);
  dw_style_set_priority_text (number, priority);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
update (DwWorkbench *self)
{
  DwPlace *place = dw_scope_get_place (self->scope);
  gint64 now_ms = dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  dw_card_set_note (self->card, place != NULL ? dw_place_get_name (place) : NULL);
  for (guint i = 0; i < self->numbers->len; i++)
    update_line (self, i, now_ms);
}

void
dw_workbench_refresh (DwWorkbench *self)
{
  dw_low_coverage_refresh (dw_low_coverage_of (self->station), dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))), TRUE);
  update (self);
}

/* --- the foot --- */

void
dw_workbench_set_shift (DwWorkbench *self, const DwShift *shift, guint total)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%u alarm this shift", "%u alarms this shift", total), total);

  self->shift = *shift;
  gtk_button_set_label (GTK_BUTTON (self->shift_total), text);
  gtk_widget_set_visible (self->shift_total, TRUE);
}

static void
shift_clicked_cb (DwWorkbench *self)
{
  dw_hazard_link_follow (&(DwHazardLink){ .view = "history", .kinds = DW_HAZARD_LINK_ALARMS, .from_ms = self->shift.from_ms, .to_ms = self->shift.to_ms }, GTK_WIDGET (self));
}

static void
add_foot (DwWorkbench *self)
{
  self->shift_total = gtk_button_new_with_label ("");
  gtk_widget_add_css_class (self->shift_total, "dw-foot-link");
  gtk_widget_set_hexpand (self->shift_total, TRUE);
  gtk_widget_set_halign (self->shift_total, GTK_ALIGN_END);
  gtk_widget_set_visible (self->shift_total, FALSE);
  g_signal_connect_object (self->shift_total, "clicked", G_CALLBACK (shift_clicked_cb), self, G_CONNECT_SWAPPED);
  dw_card_append_foot (self->card, self->shift_total);
}

/* --- the class --- */

static void
dw_workbench_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (dw_workbench_parent_class)->map (widget);
  if (DW_WORKBENCH (widget)->station != NULL)
    update (DW_WORKBENCH (widget));
}

static void
dw_workbench_dispose (GObject *object)
{
  DwWorkbench *self = DW_WORKBENCH (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));

  g_clear_pointer (&child, gtk_widget_unparent);
  g_clear_pointer (&self->numbers, g_ptr_array_unref);
  g_clear_object (&self->station);
  g_clear_object (&self->scope);
  G_OBJECT_CLASS (dw_workbench_parent_class)->dispose (object);
}

static void
dw_workbench_class_init (DwWorkbenchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = dw_workbench_dispose;
  widget_class->map = dw_workbench_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "dwworkbench");
}

static void
dw_workbench_init (DwWorkbench *self)
{
  GPtrArray *lines = get_lines ();

  self->card = DW_CARD (dw_card_new (_ ("Quick workbench"), NULL));
  self->lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->alarms = DW_WORK_ALARMS (dw_work_alarms_new ());
  self->numbers = g_ptr_array_new ();
  for (guint i = 0; i < lines->len; i++)
    add_line (self, lines->pdata[i]);
  gtk_widget_set_vexpand (GTK_WIDGET (self->alarms), TRUE);
  dw_card_append (self->card, self->lines);
  dw_card_append (self->card, GTK_WIDGET (self->alarms));
  add_foot (self);
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_workbench_new (void)
{
  return g_object_new (DW_TYPE_WORKBENCH, NULL);
}

void
dw_workbench_set_station (DwWorkbench *self, DwStation *station, DwScope *scope)
{
  self->station = g_object_ref (station);
  self->scope = g_object_ref (scope);
  dw_work_alarms_set_station (self->alarms, station, scope);
  g_signal_connect_object (dw_station_get_alarms (station), "counts-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_tree (station), "rollup-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (scope, "notify::place", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_low_coverage_of (station), "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}
