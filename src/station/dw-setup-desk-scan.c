// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-setup-desk.h"

#include <glib/gi18n-lib.h>

#include "dw-station-private.h"
#include "dw-text.h"

/* Finding units on a gateway and looking at one exchange before anything is saved. */

typedef struct
{
  DwSetupProgress progress;
  gpointer data;
  gint64 gateway_id;
} Scan;

static void
setup_to_config (const DwGatewaySetup *setup, DwGatewayConfig *config)
{
  *config = (DwGatewayConfig){
    .gateway_id = setup->id,
    .name = setup->name,
    .framing = g_str_equal (setup->kind, "modbus-rtu-tcp") ? DW_MODBUS_FRAMING_RTU : DW_MODBUS_FRAMING_TCP,
    .host = setup->host,
    .port = setup->port,
    .timeout_ms = setup->timeout_ms,
    .period_ms = setup->period_ms,
    .pause_ms = setup->pause_ms,
  };
}

static void
setup_hit_free (gpointer data)
{
  DwSetupHit *hit = data;

  g_free (hit->profile_id);
  g_free (hit->text);
  g_free (hit);
}

static gboolean
is_known (DwStation *station, gint64 gateway_id, guint8 unit)
{
  g_autoptr (GPtrArray) devices = dw_setup_desk_list_devices (station, gateway_id);

  for (guint i = 0; i < devices->len; i++)
    if (((DwDeviceSetup *)devices->pdata[i])->unit == unit)
      return TRUE;
  return FALSE;
}

static void
scan_progress_cb (guint8 unit, guint done, guint total, gpointer data)
{
  Scan *scan = data;

  if (scan->progress)
    scan->progress (done, total, unit, scan->data);
}

static void
scan_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  g_autoptr (GPtrArray) found = dw_gateway_scan_finish (result, &error);
  GPtrArray *hits;
  Scan *scan = g_task_get_task_data (task);

  if (!found)
    {
      g_task_return_error (task, error);
      return;
    }
  hits = g_ptr_array_new_with_free_func (setup_hit_free);
  for (guint i = 0; i < found->len; i++)
    {
      const DwScanHit *from = found->pdata[i];
      DwSetupHit *hit = g_new0 (DwSetupHit, 1);

      hit->unit = from->unit;
      hit->profile_id = g_strdup (from->profile_id);
      hit->text = g_strdup (from->text);
      hit->known = is_known (g_task_get_source_object (task), scan->gateway_id, from->unit);
      g_ptr_array_add (hits, hit);
    }
  g_task_return_pointer (task, hits, (GDestroyNotify)g_ptr_array_unref);
}

void
dw_setup_desk_scan_async (DwStation *station, const DwGatewaySetup *setup, guint8 first, guint8 last, DwSetupProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (station, cancellable, callback, user_data);
  Scan *scan = g_new0 (Scan, 1);
  DwGatewayConfig config;

  scan->progress = progress;
  scan->data = progress_data;
  scan->gateway_id = setup->id;
  g_task_set_task_data (task, scan, g_free);
  setup_to_config (setup, &config);
  dw_gateway_scan_async (&config, station->clock, dw_profile_set_list (station->profiles), first, last, scan_progress_cb, scan, cancellable, scan_done_cb, task);
}

GPtrArray *
dw_setup_desk_scan_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- test --- */

static void
append_frames (GPtrArray *lines, GPtrArray *frames)
{
  for (guint i = 0; frames && i < frames->len; i++)
    {
      const DwFrameLine *frame = frames->pdata[i];
      g_autofree char *time = dw_text_time_of_day (frame->time_ms);

      g_ptr_array_add (lines, g_strdup_printf ("%s %s %s", time, frame->sent ? "TX" : "RX", frame->hex));
      if (*frame->text)
        g_ptr_array_add (lines, g_strdup_printf ("         %s", frame->text));
    }
}

static void
append_values (GPtrArray *lines, const DwProfile *profile, const DwReport *report)
{
  for (guint i = 0; report && i < report->n_values && i < profile->n_points; i++)
    {
      const DwProfilePoint *point = &profile->points[i];
      g_autofree char *number = dw_text_number (report->values[i].value, point->decimals);

      if (report->values[i].quality == DW_QUALITY_NONE)
        continue;
      g_ptr_array_add (lines, g_strdup_printf ("%s = %s %s (%s)", point->name, number, dw_quantity_unit (point->point.quantity), dw_quality_title (report->values[i].quality)));
    }
}

static void
test_done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  DwProbe *probe = dw_gateway_probe_finish (result, &error);
  GPtrArray *lines;

  if (!probe)
    {
      g_task_return_error (task, error);
      return;
    }
  lines = g_ptr_array_new_with_free_func (g_free);
  append_frames (lines, probe->frames);
  append_values (lines, g_task_get_task_data (task), probe->report);
  if (probe->error)
    g_ptr_array_add (lines, g_strdup (probe->error));
  dw_probe_free (probe);
  g_task_return_pointer (task, lines, (GDestroyNotify)g_ptr_array_unref);
}

void
dw_setup_desk_test_async (DwStation *station, const DwGatewaySetup *setup, guint8 unit, const char *profile_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  GTask *task = g_task_new (station, cancellable, callback, user_data);
  DwProfile *profile = dw_profile_set_find (station->profiles, profile_id);
  DwGatewayConfig config;

  if (!profile)
    {
      g_task_return_new_error (task, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING, _ ("Model: choose a device profile"));
      g_object_unref (task);
      return;
    }
  g_task_set_task_data (task, dw_profile_ref (profile), (GDestroyNotify)dw_profile_unref);
  setup_to_config (setup, &config);
  dw_gateway_probe_async (&config, station->clock, unit, profile, cancellable, test_done_cb, task);
}

GPtrArray *
dw_setup_desk_test_finish (DwStation *station, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

GPtrArray *
dw_setup_desk_get_frames (DwStation *station, gint64 gateway_id)
{
  g_autoptr (GPtrArray) frames = dw_gateway_source_get_frames (station->source, gateway_id);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  append_frames (lines, frames);
  return lines;
}
