// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-screenshots-private.h"

#include "dw-command.h"
#include "dw-find.h"
#include "dw-map-pins.h"
#include "dw-month-sheet.h"

/* What the pictures show, and how the window comes to show it. */

static void
activate_on (GtkWidget *widget, const char *action, const char *target)
{
  gtk_widget_activate_action_variant (widget, action, target != NULL ? g_variant_new_string (target) : NULL);
}

static void
activate (DwWindow *window, const char *action, const char *target)
{
  activate_on (GTK_WIDGET (window), action, target);
}

static void
activate_on_hazards (DwWindow *window, const char *action, const char *target)
{
  activate_on (GTK_WIDGET (dw_window_find_page (window, "hazards")), action, target);
}

static void
activate_id (DwWindow *window, const char *action, gint64 id)
{
  g_autofree char *target = g_strdup_printf ("%" G_GINT64_FORMAT, id);

  activate (window, action, target);
}

DwDevice *
dw_screenshots_get_last_device (DwWindow *window)
{
  GListModel *devices = dw_place_tree_get_devices (dw_station_get_tree (dw_window_get_station (window)));
  guint n_devices = g_list_model_get_n_items (devices);

  return n_devices > 0 ? g_list_model_get_item (devices, n_devices - 1) : NULL;
}

static gint64
find_silent_device (DwWindow *window)
{
  g_autoptr (DwDevice) device = dw_screenshots_get_last_device (window);

  return device != NULL ? dw_device_get_id (device) : 0;
}

static DwPlace *
find_school (GListModel *places)
{
  guint n_items = g_list_model_get_n_items (places);

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);
      DwPlace *below = dw_place_get_kind (place) == DW_PLACE_SCHOOL ? place : find_school (G_LIST_MODEL (place));

      if (below != NULL)
        return below;
    }
  return NULL;
}

/* The device that has most to say: the one of the foremost alarm, else the first. */
static gint64
find_device (DwWindow *window)
{
  DwStation *station = dw_window_get_station (window);
  DwAlarm *alarm = dw_alarm_list_get_foremost (dw_station_get_alarms (station));
  g_autoptr (DwDevice) first = g_list_model_get_item (dw_place_tree_get_devices (dw_station_get_tree (station)), 0);

  if (alarm != NULL && dw_alarm_get_record (alarm)->device_id != 0)
    return dw_alarm_get_record (alarm)->device_id;
  return first != NULL ? dw_device_get_id (first) : 0;
}

static void
prepare_everything (DwWindow *window)
{
  activate (window, "win.set-place", "0");
}

static void
show_school (DwWindow *window, const char *tab)
{
  DwPlace *school = find_school (G_LIST_MODEL (dw_station_get_tree (dw_window_get_station (window))));

  activate (window, "win.close-device", NULL);
  if (school != NULL)
    activate_id (window, "win.show-place", dw_place_get_id (school));
  activate (window, "win.project-tab", tab);
}

static void
prepare_overview (DwWindow *window)
{
  show_school (window, "overview");
}

static void
prepare_devices (DwWindow *window)
{
  show_school (window, "devices");
}

static void
prepare_detector (DwWindow *window)
{
  activate_id (window, "win.show-device", find_device (window));
}

static void
prepare_off_line (DwWindow *window)
{
  activate_id (window, "win.show-device", find_silent_device (window));
}

static void
prepare_control (DwWindow *window)
{
  prepare_detector (window);
  activate (window, "win.control", dw_verb_word (DW_VERB_RESET));
}

static void
prepare_hazards (DwWindow *window)
{
  DwAlarm *alarm = dw_alarm_list_get_foremost (dw_station_get_alarms (dw_window_get_station (window)));

  prepare_everything (window);
  if (alarm != NULL)
    activate (window, "win.show-alarm", dw_alarm_get_record (alarm)->id);
  activate_on_hazards (window, "hazards.check-all", NULL);
}

static void
prepare_question (DwWindow *window)
{
  prepare_hazards (window);
  activate_on_hazards (window, "hazards.acknowledge-checked", NULL);
}

static void
prepare_history (DwWindow *window)
{
  prepare_everything (window);
  activate_on_hazards (window, "hazards.show", "history");
}

static void
prepare_curves (DwWindow *window)
{
  prepare_everything (window);
  activate_on_hazards (window, "hazards.clear-checks", NULL);
  activate_on_hazards (window, "hazards.show", "month");
  activate_on_hazards (window, "hazards.display", "curves");
}

static void
prepare_live_curves (DwWindow *window)
{
  prepare_hazards (window);
  activate_on_hazards (window, "hazards.clear-checks", NULL);
}

static void
prepare_empty (DwWindow *window)
{
  activate_on_hazards (window, "hazards.display", "table");
  activate_on_hazards (window, "hazards.show", "out-of-service");
}

static void
prepare_schools (DwWindow *window)
{
  prepare_everything (window);
  activate_on (GTK_WIDGET (dw_window_find_page (window, "setup")), "setup.show", "schools");
}

static void
prepare_tariff (DwWindow *window)
{
  prepare_everything (window);
  activate_on (GTK_WIDGET (dw_window_find_page (window, "setup")), "setup.show", "tariff");
}

static void
prepare_tariff_sheet (DwWindow *window)
{
  prepare_everything (window);
  activate_on (GTK_WIDGET (dw_window_find_page (window, "setup")), "setup.edit-tariff", NULL);
}

/* The focus at the worst school of the map. */
static void
prepare_card (DwWindow *window)
{
  GtkWidget *pins = dw_find_in_window (GTK_WIDGET (window), DW_TYPE_MAP_PINS);
  GPtrArray *buttons = dw_map_pins_get_buttons (DW_MAP_PINS (pins));

  prepare_everything (window);
  if (buttons->len > 0)
    gtk_widget_grab_focus (buttons->pdata[0]);
}

static void
prepare_month_sheet (DwWindow *window)
{
  DwPage *page = dw_window_find_page (window, "overview");

  prepare_everything (window);
  dw_month_sheet_present (GTK_WIDGET (page), dw_window_get_station (window), dw_page_get_scope (page));
}

static void
prepare_kept (DwWindow *window)
{
  activate_on (GTK_WIDGET (dw_window_find_page (window, "setup")), "setup.show", "history");
}

static void
prepare_map_source (DwWindow *window)
{
  activate_on (GTK_WIDGET (dw_window_find_page (window, "setup")), "setup.show", "map");
}

static void
show_trend (DwWindow *window, const char *quantity, const char *span, const char *mode, const char *view)
{
  GtkWidget *page = GTK_WIDGET (dw_window_find_page (window, "trend"));

  prepare_everything (window);
  activate_on (page, "trend.now", NULL);
  activate_on (page, "trend.quantity", quantity);
  activate_on (page, "trend.span", span);
  activate_on (page, "trend.mode", mode);
  activate_on (page, "trend.view", view);
}

static void
prepare_trend (DwWindow *window)
{
  show_trend (window, "residual-current", "day", "same", "curve");
}

static void
prepare_meter_sheet (DwWindow *window)
{
  prepare_trend (window);
  activate_on (GTK_WIDGET (dw_window_find_page (window, "trend")), "trend.note-replacement", NULL);
}

static void
prepare_trend_split (DwWindow *window)
{
  show_trend (window, "voltage", "quarter-hour", "split", "curve");
}

static void
prepare_trend_load (DwWindow *window)
{
  show_trend (window, "current", "day", "same", "load");
}

static void
prepare_trend_heat (DwWindow *window)
{
  show_trend (window, "current", "week", "same", "heat-map");
}

static const DwScreenshot pictures[] = {
  { "overview", "overview", prepare_everything },
  { "overview-card", "overview", prepare_card },
  { "overview-month", "overview", prepare_month_sheet },
  { "project", "live", prepare_overview },
  { "live", "live", prepare_devices },
  { "detector", "live", prepare_detector },
  { "detector-off-line", "live", prepare_off_line },
  { "control", "live", prepare_control },
  { "hazards", "hazards", prepare_hazards },
  { "hazards-question", "hazards", prepare_question },
  { "hazards-history", "hazards", prepare_history },
  { "hazards-curves", "hazards", prepare_curves },
  { "hazards-curves-live", "hazards", prepare_live_curves },
  { "hazards-empty", "hazards", prepare_empty },
  { "trend", "trend", prepare_trend },
  { "trend-meter", "trend", prepare_meter_sheet },
  { "trend-split", "trend", prepare_trend_split },
  { "trend-load", "trend", prepare_trend_load },
  { "trend-heat", "trend", prepare_trend_heat },
  { "setup", "setup", prepare_everything },
  { "setup-schools", "setup", prepare_schools },
  { "setup-tariff", "setup", prepare_tariff },
  { "setup-tariff-sheet", "setup", prepare_tariff_sheet },
  { "setup-history", "setup", prepare_kept },
  { "setup-map", "setup", prepare_map_source },
};

const DwScreenshot *
dw_screenshots_list (guint *n)
{
  *n = G_N_ELEMENTS (pictures);
  return pictures;
}
