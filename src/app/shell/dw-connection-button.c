// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-header-button.h"

#include <glib/gi18n-lib.h>

#include "dw-setup-desk.h"
#include "dw-symbol-view.h"
#include "dw-text.h"

/* The popover is filled when it opens: nobody looks at a closed one. */

#define POPOVER_WIDTH 460
#define POPOVER_HEIGHT 420

typedef struct
{
  GtkWidget *button; /* borrowed: owns us */
  GtkWidget *list;
  DwStation *station; /* owned */
} Connections;

/* As in DwGatewayView. */
static const char *const state_titles[] = { N_ ("Stopped"), N_ ("Connecting"), N_ ("On line"), N_ ("Down") };
enum {
  STATE_STOPPED,
  STATE_CONNECTING,
  STATE_ONLINE,
};

static void
connections_free (gpointer data)
{
  Connections *self = data;

  g_object_unref (self->station);
  g_free (self);
}

static void
update_text (Connections *self)
{
  DwHealth health;
  g_autofree char *text = NULL;

  dw_station_get_health (self->station, &health);
  text = g_strdup_printf (_ ("Gateways %1$u/%2$u"), health.gateways_online, health.gateways);
  dw_header_button_set (self->button, text, health.gateways_online < health.gateways ? 4 : 0);
}

static GtkWidget *
text_new (const char *text, const char *css_class, float xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static DwSymbolState
choose_symbol (int state, guint *priority)
{
  *priority = state == STATE_ONLINE ? 0 : 4;
  if (state == STATE_STOPPED || state == STATE_CONNECTING)
    return DW_SYMBOL_STALE;
  return state == STATE_ONLINE ? DW_SYMBOL_NORMAL : DW_SYMBOL_ACKED;
}

static char *
describe_figures (const DwGatewayView *view, gint64 now_ms)
{
  g_autofree char *age = view->last_data_ms != 0 ? dw_text_age (now_ms - view->last_data_ms) : g_strdup ("—");

  return g_strdup_printf (_ ("last data %1$s · delay %2$d ms · round %3$d ms · %4$u of %5$u silent · time-outs %6$u"), age, view->delay_ms, view->round_ms, view->silent_units, view->units, (guint)view->timeouts);
}

static void
add_gateway (Connections *self, const DwGatewaySetup *setup, const DwGatewayView *view)
{
  g_autofree char *figures = describe_figures (view, dw_clock_wall_ms (dw_station_get_clock (self->station)));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8), *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *symbol = dw_symbol_view_new (12);
  g_autofree char *title = g_strdup_printf ("%s · %s", setup->name, _ (state_titles[CLAMP (view->state, 0, 3)]));
  guint priority;
  DwSymbolState state = choose_symbol (view->state, &priority);

  dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), priority, state);
  gtk_box_append (GTK_BOX (row), symbol);
  gtk_box_append (GTK_BOX (texts), text_new (title, NULL, 0));
  gtk_box_append (GTK_BOX (texts), text_new (figures, "dw-note", 0));
  if (view->last_error[0] != '\0' && view->state != STATE_ONLINE)
    gtk_box_append (GTK_BOX (texts), text_new (view->last_error, "dw-note", 0));
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (row), texts);
  gtk_box_append (GTK_BOX (self->list), row);
}

static void
popover_shown_cb (Connections *self)
{
  g_autoptr (GPtrArray) gateways = dw_setup_desk_list_gateways (self->station);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < gateways->len; i++)
    {
      const DwGatewaySetup *setup = g_ptr_array_index (gateways, i);
      DwGatewayView view;

      if (dw_setup_desk_view_gateway (self->station, setup->id, &view))
        add_gateway (self, setup, &view);
    }
  if (gtk_widget_get_first_child (self->list) == NULL)
    gtk_box_append (GTK_BOX (self->list), text_new (_ ("No gateway has been added yet"), "dw-note", 0));
}

static GtkWidget *
popover_new (Connections *self)
{
  GtkWidget *popover = gtk_popover_new (), *scrolled = gtk_scrolled_window_new ();

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), POPOVER_HEIGHT);
  gtk_widget_set_size_request (scrolled, POPOVER_WIDTH, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_popover_set_child (GTK_POPOVER (popover), scrolled);
  gtk_widget_add_css_class (popover, "dw-popover");
  g_signal_connect_swapped (popover, "show", G_CALLBACK (popover_shown_cb), self);
  return popover;
}

static void
station_changed_cb (DwStation *station, GtkWidget *button)
{
  update_text (g_object_get_data (G_OBJECT (button), "dw-connections"));
}

GtkWidget *
dw_connection_button_new (DwStation *station)
{
  Connections *self = g_new0 (Connections, 1);

  self->button = dw_header_button_new ("network", FALSE);
  self->station = g_object_ref (station);
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->button), popover_new (self));
  g_object_set_data_full (G_OBJECT (self->button), "dw-connections", self, connections_free);
  g_signal_connect_object (station, "changed", G_CALLBACK (station_changed_cb), self->button, 0);
  update_text (self);
  return self->button;
}
