// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-scan-group.h"
#include "dw-text.h"
#include "dw-tick.h"

/* What the wire says: state, counters, round time, and the newest frames with their meaning. */
typedef struct
{
  DwStation *station; /* strong */
  gint64 gateway_id;
  GtkWidget *group; /* borrowed: it owns this struct */
  GtkWidget *lines;
  guint watch;
} Wire;

static const char *
describe_state (int state)
{
  static const char *const words[] = { N_ ("stopped"), N_ ("connecting"), N_ ("on line"), N_ ("off line") };

  return _ (words[CLAMP (state, 0, 3)]);
}

static char *
describe (const DwGatewayView *view)
{
  g_autofree char *since = dw_text_time_short (view->since_ms);

  /* TRANSLATORS: state, time, ms, ms, then counters and the last error sentence. */
  return g_strdup_printf (_ ("%s since %s · round %d ms · reply %d ms · requests %lu, replies %lu, time-outs %lu, bad frames %lu, not asked for %lu %s"),
                          describe_state (view->state), since, view->round_ms, view->delay_ms, (gulong)view->requests, (gulong)view->replies, (gulong)view->timeouts, (gulong)view->bad_frames, (gulong)(view->unsolicited + view->echoes), view->last_error);
}

static void
refresh (Wire *self)
{
  DwGatewayView view;
  g_autoptr (GPtrArray) frames = dw_setup_desk_get_frames (self->station, self->gateway_id);
  g_autofree char *text = NULL;

  if (dw_setup_desk_view_gateway (self->station, self->gateway_id, &view))
    text = describe (&view);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->group), text ? text : _ ("Not read"));
  if (frames->len > 60)
    g_ptr_array_remove_range (frames, 0, frames->len - 60);
  dw_form_set_lines (self->lines, frames);
}

static void
tick_cb (gint64 now_ms, gpointer data)
{
  refresh (data);
}

static void
map_cb (GtkWidget *group, Wire *self)
{
  refresh (self);
  if (!self->watch)
    self->watch = dw_tick_watch (dw_tick_of (group), tick_cb, self);
}

static void
unmap_cb (GtkWidget *group, Wire *self)
{
  if (self->watch)
    dw_tick_unwatch (dw_tick_of (group), self->watch);
  self->watch = 0;
}

static void
wire_free (gpointer data)
{
  Wire *self = data;

  g_object_unref (self->station);
  g_free (self);
}

GtkWidget *
dw_wire_group_new (DwStation *station, gint64 gateway_id)
{
  Wire *self = g_new0 (Wire, 1);

  self->station = g_object_ref (station);
  self->gateway_id = gateway_id;
  self->group = adw_preferences_group_new ();
  self->lines = dw_form_lines (220);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self->group), _ ("On the wire"));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self->group), self->lines);
  g_signal_connect (self->group, "map", G_CALLBACK (map_cb), self);
  g_signal_connect (self->group, "unmap", G_CALLBACK (unmap_cb), self);
  g_object_set_data_full (G_OBJECT (self->group), "dw-wire", self, wire_free);
  return self->group;
}
