// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-trend-page-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-meter-sheet.h"
#include "dw-toast.h"

/* Actions "trend.*" of the page. They change span and choice; what follows from that is done where those say that they changed. */

#define ZOOM_FACTOR 0.5

static gint64
get_number (GVariant *parameter)
{
  return g_ascii_strtoll (g_variant_get_string (parameter, NULL), NULL, 10);
}

/* --- time --- */

/* A press is one question: it need not wait for a hand to rest. */
static void
ask_now (DwTrendPage *self)
{
  if (self->ask_id != 0)
    dw_trend_page_ask (self);
}

static void
span_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwSpanUnit unit;

  if (dw_span_unit_from_word (g_variant_get_string (parameter, NULL), &unit))
    dw_span_set_unit (self->span, unit, dw_trend_page_now_ms (self));
  dw_trend_page_update_actions (self);
  ask_now (self);
}

static void
earlier_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;

  dw_span_step (self->span, -1, dw_trend_page_now_ms (self));
}

static void
later_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;

  dw_span_step (self->span, 1, dw_trend_page_now_ms (self));
}

static void
now_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;

  dw_span_go_now (self->span, dw_trend_page_now_ms (self));
  ask_now (self);
}

static void
go_to_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  gint64 time_ms = get_number (parameter);

  if (time_ms <= 0)
    return;
  dw_span_go_to (self->span, time_ms);
  dw_plot_view_set_cursor_ms (self->plot, time_ms);
  ask_now (self);
}

static void
zoom_in_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_plot_view_zoom (DW_TREND_PAGE (data)->plot, ZOOM_FACTOR);
}

static void
zoom_out_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_plot_view_zoom (DW_TREND_PAGE (data)->plot, 1 / ZOOM_FACTOR);
}

/* Back to one whole unit around what is seen, and all curves shown. */
static void
reset_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;

  dw_plot_view_set_cursor_ms (self->plot, DW_PLOT_NO_TIME);
  dw_span_set_unit (self->span, dw_span_get_unit (self->span), dw_trend_page_now_ms (self));
  dw_trend_choice_show_all_lines (self->choice);
  dw_trend_page_update_actions (self);
}

/* --- cursor --- */

static void
cursor_back_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_plot_view_move_cursor (DW_TREND_PAGE (data)->plot, -1);
}

static void
cursor_on_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_plot_view_move_cursor (DW_TREND_PAGE (data)->plot, 1);
}

static void
go_mark (DwTrendPage *self, gboolean forward)
{
  if (!dw_plot_view_go_mark (self->plot, forward))
    dw_toast_show (GTK_WIDGET (self), forward ? _ ("No later event in this span") : _ ("No earlier event in this span"));
}

static void
next_mark_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_mark (data, TRUE);
}

static void
previous_mark_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  go_mark (data, FALSE);
}

static void
copy_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  g_autofree char *text = dw_trend_page_format_values (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  dw_toast_show (GTK_WIDGET (self), _ ("The values are on the clipboard"));
}

/* --- what and how --- */

static void
mode_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwTrendMode mode;

  if (dw_trend_mode_from_word (g_variant_get_string (parameter, NULL), &mode))
    dw_trend_choice_set_mode (self->choice, mode);
}

static void
view_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwTrendView view;

  if (dw_trend_view_from_word (g_variant_get_string (parameter, NULL), &view))
    dw_trend_choice_set_view (self->choice, view);
}

static void
quantity_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwTrendKind kind;

  if (dw_trend_kind_from_word (g_variant_get_string (parameter, NULL), &kind))
    dw_trend_choice_set_kind (self->choice, kind);
}

static void
add_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_trend_list_open_add (DW_TREND_PAGE (data)->list);
}

static void
add_device_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwTrendChannel channel;
  gint64 time_ms;

  if (dw_trend_parse_target (g_variant_get_string (parameter, NULL), &channel, &time_ms) && dw_trend_page_find_device (self, channel.device_id) != NULL)
    dw_trend_choice_add (self->choice, channel.device_id, channel.name);
}

static void
remove_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_trend_choice_remove (DW_TREND_PAGE (data)->choice, get_number (parameter));
}

static void
clear_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_trend_choice_clear (DW_TREND_PAGE (data)->choice);
}

static void
toggle_line_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendChannel channel;
  gint64 time_ms;

  if (dw_trend_parse_target (g_variant_get_string (parameter, NULL), &channel, &time_ms))
    dw_trend_choice_toggle_line (DW_TREND_PAGE (data)->choice, &channel);
}

static void
solo_line_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwTrendChannel channel;
  gint64 time_ms;

  if (dw_trend_parse_target (g_variant_get_string (parameter, NULL), &channel, &time_ms))
    dw_trend_choice_solo_line (self->choice, self->lines, &channel);
}

/* Of the circuit whose energies the card shows; at the cursor when there is one. */
static void
note_replacement_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  DwTrendPage *self = data;
  DwDevice *device = dw_trend_page_find_device (self, dw_trend_page_find_energy_device (self));
  gint64 cursor_ms = dw_plot_view_get_cursor_ms (self->plot);

  if (device == NULL)
    dw_toast_show (GTK_WIDGET (self), _ ("None of these circuits has an energy counter"));
  else
    dw_meter_sheet_present (GTK_WIDGET (self), dw_page_get_station (DW_PAGE (self)), device, cursor_ms != DW_PLOT_NO_TIME ? cursor_ms : dw_trend_page_now_ms (self));
}

static void
export_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  dw_trend_page_export (data, g_variant_get_string (parameter, NULL));
}

static void
export_menu_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_menu_button_popup (DW_TREND_PAGE (data)->export_button);
}

static const GActionEntry entries[] = {
  { .name = "span", .activate = span_activated_cb, .parameter_type = "s", .state = "'day'" },
  { .name = "earlier", .activate = earlier_activated_cb },
  { .name = "later", .activate = later_activated_cb },
  { .name = "now", .activate = now_activated_cb },
  { .name = "go-to", .activate = go_to_activated_cb, .parameter_type = "s" },
  { .name = "zoom-in", .activate = zoom_in_activated_cb },
  { .name = "zoom-out", .activate = zoom_out_activated_cb },
  { .name = "reset", .activate = reset_activated_cb },
  { .name = "cursor-back", .activate = cursor_back_activated_cb },
  { .name = "cursor-on", .activate = cursor_on_activated_cb },
  { .name = "next-mark", .activate = next_mark_activated_cb },
  { .name = "previous-mark", .activate = previous_mark_activated_cb },
  { .name = "copy", .activate = copy_activated_cb },
  { .name = "mode", .activate = mode_activated_cb, .parameter_type = "s", .state = "'same'" },
  { .name = "view", .activate = view_activated_cb, .parameter_type = "s", .state = "'curve'" },
  { .name = "quantity", .activate = quantity_activated_cb, .parameter_type = "s", .state = "'residual-current'" },
  { .name = "add", .activate = add_activated_cb },
  { .name = "add-device", .activate = add_device_activated_cb, .parameter_type = "s" },
  { .name = "remove", .activate = remove_activated_cb, .parameter_type = "s" },
  { .name = "clear", .activate = clear_activated_cb },
  { .name = "toggle-line", .activate = toggle_line_activated_cb, .parameter_type = "s" },
  { .name = "solo-line", .activate = solo_line_activated_cb, .parameter_type = "s" },
  { .name = "note-replacement", .activate = note_replacement_activated_cb },
  { .name = "export", .activate = export_activated_cb, .parameter_type = "s" },
  { .name = "export-menu", .activate = export_menu_activated_cb },
};

static GSimpleAction *
find (DwTrendPage *self, const char *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
set_state (DwTrendPage *self, const char *name, const char *state)
{
  g_simple_action_set_state (find (self, name), g_variant_new_string (state));
}

/* No unit is pressed while the span is a free one. */
void
dw_trend_page_update_actions (DwTrendPage *self)
{
  gboolean curve = dw_trend_choice_get_view (self->choice) == DW_TREND_VIEW_CURVE;

  set_state (self, "span", dw_span_is_whole (self->span) ? dw_span_unit_word (dw_span_get_unit (self->span)) : "");
  set_state (self, "mode", dw_trend_mode_word (dw_trend_choice_get_mode (self->choice)));
  set_state (self, "view", dw_trend_view_word (dw_trend_choice_get_view (self->choice)));
  set_state (self, "quantity", dw_trend_kind_word (dw_trend_choice_get_kind (self->choice)));
  g_simple_action_set_enabled (find (self, "mode"), curve);
  g_simple_action_set_enabled (find (self, "export"), self->lines->len > 0);
  g_simple_action_set_enabled (find (self, "later"), !dw_span_is_live (self->span));
}

void
dw_trend_page_install_actions (DwTrendPage *self)
{
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "trend", G_ACTION_GROUP (self->actions));
  dw_trend_page_update_actions (self);
}
