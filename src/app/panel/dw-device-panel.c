// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-panel.h"

#include <glib/gi18n-lib.h>

#include "dw-columns.h"
#include "dw-control-dialog.h"
#include "dw-io-card.h"
#include "dw-log-card.h"
#include "dw-meter-sheet.h"
#include "dw-operation-card.h"
#include "dw-panel-strip.h"
#include "dw-phase-card.h"
#include "dw-recent.h"
#include "dw-residual-card.h"
#include "dw-size-class.h"
#include "dw-threshold-card.h"
#include "dw-tick.h"
#include "dw-toast.h"
#include "dw-trend-link.h"
#include "dw-trend.h"

/* Values follow the device's "changed", once a frame; ages, charts and the desk's answers follow the tick, once a second. Cards know the device, the panel knows when. */

#define SPAN_MS (60 * 60 * G_GINT64_CONSTANT (1000))

struct _DwDevicePanel
{
  GtkWidget parent_instance;

  /* template children */
  DwPanelStrip *strip;
  DwColumns *upper;
  DwColumns *lower;
  DwPhaseCard *phases;
  DwResidualCard *residual;
  DwOperationCard *operations;
  DwThresholdCard *thresholds;
  DwIoCard *io;
  DwLogCard *log;

  DwStation *station;
  DwDevice *device;
  DwTrend *trend;
  GCancellable *loading;
  gulong changed_id;
  guint tick_id;
  DwSizeClass *size_class; /* borrowed while rooted */
  gulong narrow_id;
};

G_DEFINE_FINAL_TYPE (DwDevicePanel, dw_device_panel, GTK_TYPE_WIDGET)

enum {
  SIGNAL_LEFT,
  SIGNAL_STEP,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static gint64
get_now_ms (DwDevicePanel *self)
{
  return dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self)));
}

static void
update_values (DwDevicePanel *self, gint64 now_ms)
{
  dw_panel_strip_update (self->strip, now_ms);
  dw_phase_card_update (self->phases, now_ms);
  dw_residual_card_update (self->residual, now_ms);
  dw_io_card_update (self->io, now_ms);
}

static void
update_slow (DwDevicePanel *self, gint64 now_ms)
{
  dw_phase_card_move (self->phases, now_ms);
  dw_residual_card_move (self->residual, now_ms);
  dw_operation_card_update (self->operations);
  dw_threshold_card_update (self->thresholds);
}

static void
changed_cb (DwDevice *device, DwDevicePanel *self)
{
  dw_trend_append (self->trend, device);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_values (self, get_now_ms (self));
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  DwDevicePanel *self = data;

  if (self->device == NULL)
    return;
  update_values (self, now_ms);
  update_slow (self, now_ms);
}

static void
desk_changed_cb (DwDevicePanel *self)
{
  if (self->device != NULL && gtk_widget_get_mapped (GTK_WIDGET (self)))
    dw_operation_card_update (self->operations);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwDevicePanel) self = data;
  g_autoptr (GError) error = NULL;
  DwRecent *recent = dw_station_query_recent_finish (self->station, result, &error);

  if (recent == NULL)
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        dw_toast_show (GTK_WIDGET (self), error->message);
      return;
    }
  if (self->trend != NULL)
    dw_trend_prepend (self->trend, recent);
  dw_recent_free (recent);
  update_slow (self, get_now_ms (self));
}

static void
load_trend (DwDevicePanel *self)
{
  g_cancellable_cancel (self->loading);
  g_set_object (&self->loading, NULL);
  self->loading = g_cancellable_new ();
  dw_station_query_recent_async (self->station, self->device, SPAN_MS, self->loading, loaded_cb, g_object_ref (self));
}

/* The cards let go of the old trend before it goes. */
static void
let_go (DwDevicePanel *self)
{
  if (self->loading != NULL)
    g_cancellable_cancel (self->loading);
  g_clear_object (&self->loading);
  if (self->device != NULL)
    g_clear_signal_handler (&self->changed_id, self->device);
  dw_phase_card_set_device (self->phases, NULL, NULL);
  dw_residual_card_set_device (self->residual, NULL, NULL, NULL);
  g_clear_pointer (&self->trend, dw_trend_free);
  g_clear_object (&self->device);
}

static void
take (DwDevicePanel *self, DwDevice *device)
{
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwAlarmList *alarms = dw_station_get_alarms (self->station);
  DwPlace *place = dw_place_tree_get_device_place (tree, device);

  self->device = g_object_ref (device);
  self->trend = dw_trend_new (device, SPAN_MS);
  dw_trend_append (self->trend, device);
  self->changed_id = g_signal_connect (device, "changed", G_CALLBACK (changed_cb), self);
  dw_panel_strip_set_device (self->strip, device, place, alarms);
  dw_phase_card_set_device (self->phases, device, self->trend);
  dw_residual_card_set_device (self->residual, device, alarms, self->trend);
  dw_operation_card_set_device (self->operations, self->station, device);
  dw_threshold_card_set_device (self->thresholds, device, place);
  dw_io_card_set_device (self->io, device);
  dw_log_card_set_device (self->log, self->station, device);
  update_values (self, get_now_ms (self));
  update_slow (self, get_now_ms (self));
  load_trend (self);
}

void
dw_device_panel_set_device (DwDevicePanel *self, DwDevice *device)
{
  if (self->device == device)
    return;
  let_go (self);
  if (device != NULL)
    take (self, device);
}

DwDevice *
dw_device_panel_get_device (DwDevicePanel *self)
{
  return self->device;
}

void
dw_device_panel_control (DwDevicePanel *self, const char *word)
{
  DwVerb verb;

  if (self->device == NULL || word == NULL || !dw_verb_from_word (word, &verb))
    return;
  dw_control_dialog_present (GTK_WIDGET (self), self->station, self->device, verb);
}

static void
control_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dw_device_panel_control (DW_DEVICE_PANEL (widget), g_variant_get_string (parameter, NULL));
}

static void
back_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_LEFT], 0);
}

static void
previous_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_STEP], 0, -1);
}

static void
next_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_STEP], 0, 1);
}

static void
refresh_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  dw_log_card_refresh (DW_DEVICE_PANEL (widget)->log);
}

static void
redraw_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  if (self->device != NULL)
    update_slow (self, get_now_ms (self));
}

/* The curve of what the device is watched for. */
static void
show_trend_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  if (self->device != NULL)
    dw_trend_link_follow (widget, dw_device_get_id (self->device), dw_residual_card_get_channel_name (self->residual), 0);
}

static void
note_replacement_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  if (self->device != NULL)
    dw_meter_sheet_present (widget, self->station, self->device, get_now_ms (self));
}

static void
narrow_cb (DwSizeClass *size_class, GParamSpec *pspec, DwDevicePanel *self)
{
  gboolean narrow = dw_size_class_is_narrow (size_class);

  g_object_set (self->upper, "narrow", narrow, NULL);
  g_object_set (self->lower, "narrow", narrow, NULL);
  dw_residual_card_set_narrow (self->residual, narrow);
}

static void
dw_device_panel_root (GtkWidget *widget)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  GTK_WIDGET_CLASS (dw_device_panel_parent_class)->root (widget);
  self->size_class = dw_size_class_of (widget);
  if (self->size_class == NULL)
    return;
  self->narrow_id = g_signal_connect (self->size_class, "notify::narrow", G_CALLBACK (narrow_cb), self);
  narrow_cb (self->size_class, NULL, self);
}

static void
dw_device_panel_unroot (GtkWidget *widget)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  if (self->size_class != NULL)
    g_clear_signal_handler (&self->narrow_id, self->size_class);
  self->size_class = NULL;
  GTK_WIDGET_CLASS (dw_device_panel_parent_class)->unroot (widget);
}

static void
dw_device_panel_map (GtkWidget *widget)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (widget);

  GTK_WIDGET_CLASS (dw_device_panel_parent_class)->map (widget);
  self->tick_id = dw_tick_watch (dw_tick_of (widget), tick_cb, self);
  tick_cb (get_now_ms (self), self);
}

static void
dw_device_panel_unmap (GtkWidget *widget)
{
  dw_tick_unwatch (dw_tick_of (widget), DW_DEVICE_PANEL (widget)->tick_id);
  GTK_WIDGET_CLASS (dw_device_panel_parent_class)->unmap (widget);
}

static void
dw_device_panel_dispose (GObject *object)
{
  DwDevicePanel *self = DW_DEVICE_PANEL (object);

  if (self->strip != NULL)
    let_go (self);
  gtk_widget_dispose_template (GTK_WIDGET (object), DW_TYPE_DEVICE_PANEL);
  while (gtk_widget_get_first_child (GTK_WIDGET (self)) != NULL)
    gtk_widget_unparent (gtk_widget_get_first_child (GTK_WIDGET (self)));
  self->strip = NULL;
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_device_panel_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    const char *verb;
  } keys[] = {
    { GDK_KEY_m, GDK_CONTROL_MASK, "silence" },
    { GDK_KEY_r, GDK_CONTROL_MASK, "reset" },
    { GDK_KEY_t, GDK_CONTROL_MASK, "trip" },
  };

  gtk_widget_class_install_action (widget_class, "panel.control", "s", control_cb);
  gtk_widget_class_install_action (widget_class, "panel.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "panel.previous", NULL, previous_cb);
  gtk_widget_class_install_action (widget_class, "panel.next", NULL, next_cb);
  gtk_widget_class_install_action (widget_class, "panel.refresh", NULL, refresh_cb);
  gtk_widget_class_install_action (widget_class, "panel.redraw", NULL, redraw_cb);
  gtk_widget_class_install_action (widget_class, "panel.show-trend", NULL, show_trend_cb);
  gtk_widget_class_install_action (widget_class, "panel.note-replacement", NULL, note_replacement_cb);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, keys[i].modifiers, "panel.control", "s", keys[i].verb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, GDK_CONTROL_MASK, "panel.show-trend", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketleft, 0, "panel.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_bracketright, 0, "panel.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "panel.back", NULL);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, strip);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, upper);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, lower);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, phases);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, residual);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, operations);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, thresholds);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, io);
  gtk_widget_class_bind_template_child (widget_class, DwDevicePanel, log);
}

static void
ensure_types (void)
{
  g_type_ensure (DW_TYPE_PANEL_STRIP);
  g_type_ensure (DW_TYPE_COLUMNS);
  g_type_ensure (DW_TYPE_PHASE_CARD);
  g_type_ensure (DW_TYPE_RESIDUAL_CARD);
  g_type_ensure (DW_TYPE_OPERATION_CARD);
  g_type_ensure (DW_TYPE_THRESHOLD_CARD);
  g_type_ensure (DW_TYPE_IO_CARD);
  g_type_ensure (DW_TYPE_LOG_CARD);
}

static void
dw_device_panel_class_init (DwDevicePanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ensure_types ();
  G_OBJECT_CLASS (klass)->dispose = dw_device_panel_dispose;
  widget_class->root = dw_device_panel_root;
  widget_class->unroot = dw_device_panel_unroot;
  widget_class->map = dw_device_panel_map;
  widget_class->unmap = dw_device_panel_unmap;
  signals[SIGNAL_LEFT] = g_signal_new ("left", DW_TYPE_DEVICE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_STEP] = g_signal_new ("step", DW_TYPE_DEVICE_PANEL, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/dianwei/Dianwei/panel/dw-device-panel.ui");
  bind_children (widget_class);
  install_actions (widget_class);
}

static void
dw_device_panel_init (DwDevicePanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
dw_device_panel_new (void)
{
  return g_object_new (DW_TYPE_DEVICE_PANEL, NULL);
}

void
dw_device_panel_set_station (DwDevicePanel *self, DwStation *station)
{
  g_set_object (&self->station, station);
  dw_residual_card_set_station (self->residual, station);
  g_signal_connect_object (station, "locks-changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "person-changed", G_CALLBACK (desk_changed_cb), self, G_CONNECT_SWAPPED);
}
