// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>

#include "dw-size-class.h"
#include "dw-skeleton.h"
#include "dw-tick.h"
#include "dw-toast.h"
#include "dw-trend-find.h"

/* The page joins its parts: choice and span say what is wanted, the loader brings it, the rest shows it. */

G_DEFINE_FINAL_TYPE (DwTrendPage, dw_trend_page, DW_TYPE_PAGE)

/* So many circuits are shown to somebody who comes here first. */
#define MAX_FIRST_ITEMS 4

static const struct
{
  int list_width, chart_height, card_width;
} sizes[] = { { 252, 408, 390 }, { 220, 260, 308 } };

/* --- what follows from what --- */

static void
show_all (DwTrendPage *self)
{
  dw_trend_page_fill_chart (self);
  dw_trend_page_fill_legend (self);
  dw_trend_page_show_cursor (self);
  dw_trend_page_fill_stats (self);
  dw_trend_page_fill_card (self);
  dw_trend_page_update_actions (self);
}

static void
update_notice (DwTrendPage *self)
{
  const char *error = dw_trend_loader_get_error (self->loader);
  DwHealth health;

  dw_station_get_health (dw_page_get_station (DW_PAGE (self)), &health);
  if (error != NULL)
    dw_notice_show (self->notice, DW_NOTICE_WARNING, error, _ ("Try again"), "win.refresh");
  else if (dw_span_is_live (self->span) && health.gateways > 0 && health.gateways_online == 0)
    dw_notice_show (self->notice, DW_NOTICE_STALE, _ ("No gateway is on line: the curves end where the data did"), NULL, NULL);
  else
    dw_notice_hide (self->notice);
}

/* An answer draws what it is about: a question has a dozen of them. */
static void
loader_changed_cb (DwTrendPage *self, guint news)
{
  gboolean load = dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_LOAD;

  update_notice (self);
  if ((news & DW_TREND_NEWS_CURVES) || (load && (news & DW_TREND_NEWS_ENERGY)))
    {
      dw_trend_page_fill_chart (self);
      dw_trend_page_fill_legend (self);
      dw_trend_page_show_cursor (self);
      dw_trend_page_update_actions (self);
    }
  if (news & DW_TREND_NEWS_STATS)
    dw_trend_page_fill_stats (self);
  if (news & DW_TREND_NEWS_ENERGY)
    dw_trend_page_fill_card (self);
}

static const char *
get_previous_title (DwTrendPage *self)
{
  static const char *const titles[DW_N_SPAN_UNITS] = {
    N_ ("Same time last week"),
    N_ ("Same time last week"),
    N_ ("Same day last week"),
    N_ ("Last week"),
    N_ ("Last month"),
    N_ ("Last year"),
  };

  return _ (titles[dw_span_get_unit (self->span)]);
}

/* The old data moves at once, the new comes when the hand rests. */
static void
span_changed_cb (DwTrendPage *self)
{
  dw_trend_list_set_previous_title (self->list, get_previous_title (self));
  dw_trend_page_update_actions (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  dw_trend_page_fill_chart (self);
  dw_trend_page_show_cursor (self);
  dw_trend_page_ask_soon (self);
}

static void
refresh_lines (DwTrendPage *self)
{
  g_clear_pointer (&self->lines, g_array_unref);
  self->lines = dw_trend_choice_list_lines (self->choice, dw_trend_page_list_channels, self);
}

static void
choice_changed_cb (DwTrendPage *self, guint change)
{
  dw_trend_page_update_actions (self);
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  dw_trend_page_keep_soon (self);
  refresh_lines (self);
  if (change & DW_TREND_CHANGE_LINES)
    dw_trend_page_ask (self);
  else
    show_all (self);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  dw_trend_page_follow (data);
}

/* --- the page --- */

static void
choose_first (DwTrendPage *self)
{
  DwScope *scope = dw_page_get_scope (DW_PAGE (self));
  g_autoptr (GArray) ids = NULL;

  dw_trend_page_remember (self);
  if (dw_trend_choice_get_n_items (self->choice) > 0)
    return;
  ids = dw_trend_find_first (dw_page_get_station (DW_PAGE (self)), dw_scope_get_place (scope), MAX_FIRST_ITEMS);
  for (guint i = 0; i < ids->len; i++)
    dw_trend_choice_add (self->choice, g_array_index (ids, gint64, i), NULL);
}

static void
show_target (DwTrendPage *self, const DwTrendChannel *channel, gint64 time_ms)
{
  if (dw_trend_choice_find (self->choice, channel->device_id) < 0)
    dw_trend_choice_clear (self->choice);
  dw_trend_choice_set_view (self->choice, DW_TREND_VIEW_CURVE);
  dw_trend_choice_add (self->choice, channel->device_id, channel->name);
  if (time_ms == 0)
    return;
  dw_span_go_to (self->span, time_ms);
  dw_plot_view_set_cursor_ms (self->plot, time_ms);
}

static void
dw_trend_page_show_trend (DwPage *page, const char *target)
{
  DwTrendPage *self = DW_TREND_PAGE (page);
  DwTrendChannel channel;
  gint64 time_ms;

  if (dw_trend_parse_target (target, &channel, &time_ms) && dw_trend_page_find_device (self, channel.device_id) != NULL)
    show_target (self, &channel, time_ms);
  else
    dw_toast_show (GTK_WIDGET (self), _ ("There is no such circuit"));
}

static void
dw_trend_page_show_device (DwPage *page, DwDevice *device)
{
  DwTrendChannel channel = { .device_id = dw_device_get_id (device) };

  show_target (DW_TREND_PAGE (page), &channel, 0);
}

static void
dw_trend_page_go_root (DwPage *page)
{
  gtk_widget_activate_action (GTK_WIDGET (page), "trend.reset", NULL);
  gtk_widget_activate_action (GTK_WIDGET (page), "trend.now", NULL);
}

static void
dw_trend_page_grab_start_focus (DwPage *page)
{
  DwTrendPage *self = DW_TREND_PAGE (page);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->plot)) || !gtk_widget_grab_focus (GTK_WIDGET (self->plot)))
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
dw_trend_page_focus_filter (DwPage *page)
{
  dw_trend_list_open_add (DW_TREND_PAGE (page)->list);
  return TRUE;
}

static void
dw_trend_page_refresh (DwPage *page)
{
  dw_trend_list_update (DW_TREND_PAGE (page)->list);
  dw_trend_page_ask (DW_TREND_PAGE (page));
}

static void
dw_trend_page_map (GtkWidget *widget)
{
  DwTrendPage *self = DW_TREND_PAGE (widget);

  GTK_WIDGET_CLASS (dw_trend_page_parent_class)->map (widget);
  dw_span_follow (self->span, dw_trend_page_now_ms (self));
  choose_first (self);
  dw_trend_list_update (self->list);
  refresh_lines (self);
  dw_trend_page_ask_soon (self); /* the plot knows its width after the first layout */
  if (self->tick_id == 0)
    self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
}

static void
dw_trend_page_unmap (GtkWidget *widget)
{
  DwTrendPage *self = DW_TREND_PAGE (widget);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  dw_trend_page_keep_now (self);
  if (self->tick_id != 0)
    dw_tick_unwatch (dw_tick_of (widget), self->tick_id);
  self->tick_id = 0;
  GTK_WIDGET_CLASS (dw_trend_page_parent_class)->unmap (widget);
}

static void
place_parts (DwTrendPage *self)
{
  DwSizeClass *size_class = dw_size_class_of (GTK_WIDGET (self));
  gboolean narrow = size_class != NULL && dw_size_class_is_narrow (size_class), low = size_class != NULL && dw_size_class_is_low (size_class);

  gtk_widget_set_size_request (GTK_WIDGET (self->list), sizes[narrow].list_width, -1);
  gtk_widget_set_size_request (GTK_WIDGET (self->peak_valley), sizes[narrow].card_width, -1);
  dw_plot_view_set_natural_height (self->plot, sizes[low].chart_height);
  gtk_widget_set_visible (GTK_WIDGET (self->points), !narrow);
  gtk_widget_set_hexpand (GTK_WIDGET (self->picker), narrow); /* somebody must keep the buttons at the right end */
}

static void
dw_trend_page_root (GtkWidget *widget)
{
  DwSizeClass *size_class;

  GTK_WIDGET_CLASS (dw_trend_page_parent_class)->root (widget);
  size_class = dw_size_class_of (widget);
  if (size_class != NULL)
    {
      g_signal_connect_object (size_class, "notify::narrow", G_CALLBACK (place_parts), widget, G_CONNECT_SWAPPED);
      g_signal_connect_object (size_class, "notify::low", G_CALLBACK (place_parts), widget, G_CONNECT_SWAPPED);
    }
  place_parts (DW_TREND_PAGE (widget));
}

static void
station_changed_cb (DwTrendPage *self)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_trend_list_update (self->list);
}

/* What the new person may not see leaves. */
static void
person_changed_cb (DwTrendPage *self)
{
  dw_trend_page_keep_now (self);
  g_clear_pointer (&self->person_id, g_free);
  dw_trend_choice_clear (self->choice);
  dw_trend_loader_clear (self->loader);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    choose_first (self);
}

/* A meter that was replaced: its energies are other ones, and the chart has a mark more. */
static void
event_cb (DwStation *station, const DwEventRecord *event, DwTrendPage *self)
{
  if (g_str_equal (event->type, "replace-meter") && dw_trend_choice_find (self->choice, event->device_id) >= 0)
    dw_trend_page_ask (self);
}

static void
device_removed_cb (DwPlaceTree *tree, DwDevice *device, DwTrendPage *self)
{
  dw_trend_choice_remove (self->choice, dw_device_get_id (device));
}

static void
connect_models (DwTrendPage *self)
{
  DwStation *station = dw_page_get_station (DW_PAGE (self));

  g_signal_connect_object (self->choice, "changed", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->loader, "changed", G_CALLBACK (loader_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::from", G_CALLBACK (span_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::to", G_CALLBACK (span_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::unit", G_CALLBACK (dw_trend_page_keep_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->span, "notify::live", G_CALLBACK (dw_trend_page_update_actions), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (dw_station_get_alarms (station), "counts-changed", G_CALLBACK (station_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (person_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "event", G_CALLBACK (event_cb), self, 0);
  g_signal_connect_object (dw_station_get_tree (station), "device-removed", G_CALLBACK (device_removed_cb), self, 0);
}

static void
dw_trend_page_constructed (GObject *object)
{
  DwTrendPage *self = DW_TREND_PAGE (object);
  DwStation *station = dw_page_get_station (DW_PAGE (self));

  G_OBJECT_CLASS (dw_trend_page_parent_class)->constructed (object);
  self->span = g_object_ref (dw_page_get_span (DW_PAGE (self)));
  self->loader = dw_trend_loader_new (station);
  dw_plot_set_zone (dw_plot_view_get_plot (self->plot), dw_span_get_zone (self->span));
  dw_trend_page_install_actions (self);
  dw_span_picker_set_span (self->picker, self->span);
  dw_trend_list_set_up (self->list, station, dw_page_get_scope (DW_PAGE (self)), self->choice);
  dw_trend_list_set_previous_title (self->list, get_previous_title (self));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->nearest), "s", "0");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->nearest), "trend.go-to");
  connect_models (self);
}

/* --- the class --- */

static void
dw_trend_page_dispose (GObject *object)
{
  DwTrendPage *self = DW_TREND_PAGE (object);

  g_clear_handle_id (&self->ask_id, g_source_remove);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->plot != NULL)
    dw_plot_clear (dw_plot_view_get_plot (self->plot));
  gtk_widget_dispose_template (GTK_WIDGET (self), DW_TYPE_TREND_PAGE);
  g_clear_object (&self->loader);
  g_clear_object (&self->choice);
  g_clear_object (&self->span);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (dw_trend_page_parent_class)->dispose (object);
}

static void
dw_trend_page_finalize (GObject *object)
{
  DwTrendPage *self = DW_TREND_PAGE (object);

  g_free (self->legend_key);
  g_free (self->person_id);
  g_array_unref (self->lines);
  g_ptr_array_unref (self->legend_values);
  dw_energy_bars_free (self->load);
  G_OBJECT_CLASS (dw_trend_page_parent_class)->finalize (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, DwTrendPage, name)
  BIND (list);
  BIND (picker);
  BIND (points);
  BIND (title);
  BIND (cursor);
  BIND (modes);
  BIND (views);
  BIND (legend);
  BIND (export_button);
  BIND (notice);
  BIND (content);
  BIND (plot);
  BIND (nearest);
  BIND (empty);
  BIND (stats);
  BIND (peak_valley);
#undef BIND
}

static void
dw_trend_page_class_init (DwTrendPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  DwPageClass *page_class = DW_PAGE_CLASS (klass);

  g_type_ensure (DW_TYPE_TREND_LIST);
  g_type_ensure (DW_TYPE_SPAN_PICKER);
  g_type_ensure (DW_TYPE_PLOT_VIEW);
  g_type_ensure (DW_TYPE_TREND_STATS_CARD);
  g_type_ensure (DW_TYPE_PEAK_VALLEY_CARD);
  object_class->constructed = dw_trend_page_constructed;
  object_class->dispose = dw_trend_page_dispose;
  object_class->finalize = dw_trend_page_finalize;
  widget_class->map = dw_trend_page_map;
  widget_class->unmap = dw_trend_page_unmap;
  widget_class->root = dw_trend_page_root;
  page_class->show_trend = dw_trend_page_show_trend;
  page_class->show_device = dw_trend_page_show_device;
  page_class->go_root = dw_trend_page_go_root;
  page_class->grab_start_focus = dw_trend_page_grab_start_focus;
  page_class->focus_filter = dw_trend_page_focus_filter;
  page_class->refresh = dw_trend_page_refresh;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/trend/dw-trend-page.ui");
  bind_children (widget_class);
  dw_trend_page_bind_gestures (widget_class);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_e, GDK_CONTROL_MASK, "trend.export-menu", NULL);
}

static void
dw_trend_page_init (DwTrendPage *self)
{
  self->choice = dw_trend_choice_new ();
  self->lines = g_array_new (FALSE, TRUE, sizeof (DwTrendLine));
  self->legend_values = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
