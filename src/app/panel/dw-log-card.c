// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-log-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "dw-card.h"
#include "dw-empty.h"
#include "dw-event-feed.h"
#include "dw-symbol-view.h"
#include "dw-text.h"
#include "dw-tick.h"

#define LIMIT 100
#define N_LISTS 3

static const struct
{
  const char *name;
  const char *title;
  guint kinds;
} lists[N_LISTS] = {
  { "alarms", N_ ("Alarms"), 1u << DW_EVENT_ALARM | 1u << DW_EVENT_RESTORE },
  { "faults", N_ ("Faults"), 1u << DW_EVENT_FAULT | 1u << DW_EVENT_COMMS },
  { "switching", N_ ("Switching"), 1u << DW_EVENT_TRIP | 1u << DW_EVENT_CONTROL },
};

struct _DwLogCard
{
  GtkWidget parent_instance;

  DwCard *card;
  GtkStack *stack;
  GtkToggleButton *tabs[N_LISTS];
  GtkStack *bodies[N_LISTS];
  GtkListView *views[N_LISTS];
  DwEmpty *empties[N_LISTS];
  DwStation *station;
  DwDevice *device;
  DwEventFeed *feeds[N_LISTS];
};

G_DEFINE_FINAL_TYPE (DwLogCard, dw_log_card, GTK_TYPE_WIDGET)

/* Today only the time is needed, before that the day is. */
static char *
make_time (gint64 time_ms, gint64 now_ms)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (time_ms / 1000);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);

  if (g_date_time_get_year (then) == g_date_time_get_year (now) && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    return dw_text_time_of_day (time_ms);
  return g_date_time_format (then, "%m-%d %H:%M");
}

static char *
make_words (DwLogCard *self, const DwEventRecord *record)
{
  const DwChannel *channel = dw_device_find_channel (self->device, record->channel);
  const char *title = dw_event_record_title (record);
  g_autofree char *number = NULL;

  if (channel == NULL || isnan (record->value) || dw_quantity_is_state (channel->point.quantity))
    return g_strjoin (" · ", title, *record->note != '\0' ? record->note : NULL, NULL);
  number = dw_text_number (record->value, channel->decimals);
  return g_strdup_printf ("%s %s %s", title, number, dw_quantity_unit (channel->point.quantity));
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwLogCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  GtkWidget *time = gtk_label_new (""), *words = gtk_label_new ("");

  gtk_label_set_xalign (GTK_LABEL (time), 1);
  gtk_widget_set_size_request (time, 72, -1);
  gtk_widget_add_css_class (time, "dw-note");
  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (row), time);
  gtk_box_append (GTK_BOX (row), dw_symbol_view_new (12));
  gtk_box_append (GTK_BOX (row), words);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, DwLogCard *self)
{
  const DwEventRecord *record = dw_event_item_get_record (gtk_list_item_get_item (item));
  GtkWidget *time = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *symbol = gtk_widget_get_next_sibling (time), *words = gtk_widget_get_next_sibling (symbol);
  g_autofree char *time_text = make_time (record->time_ms, dw_tick_now_ms (dw_tick_of (GTK_WIDGET (self))));
  g_autofree char *text = make_words (self, record);

  gtk_label_set_label (GTK_LABEL (time), time_text);
  gtk_label_set_label (GTK_LABEL (words), text);
  gtk_widget_set_tooltip_text (words, text);
  gtk_widget_set_opacity (symbol, record->priority > 0 ? 1 : 0);
  if (record->priority > 0)
    dw_symbol_view_set (DW_SYMBOL_VIEW (symbol), record->priority, record->kind == DW_EVENT_RESTORE ? DW_SYMBOL_SHELVED : DW_SYMBOL_ACKED);
}

static void
activate_cb (GtkListView *view, guint position, DwLogCard *self)
{
  g_autoptr (DwEventItem) item = g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (view)), position);
  const DwEventRecord *record = item != NULL ? dw_event_item_get_record (item) : NULL;

  if (record != NULL && *record->alarm_id != '\0')
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-alarm", "s", record->alarm_id);
}

static void
show_list (DwLogCard *self, guint i)
{
  DwEventFeed *feed = self->feeds[i];
  guint n = g_list_model_get_n_items (G_LIST_MODEL (feed));
  const char *fault = dw_event_feed_get_fault (feed);
  g_autofree char *title = g_strdup_printf ("%s %u", _ (lists[i].title), dw_event_feed_get_total (feed));

  gtk_button_set_label (GTK_BUTTON (self->tabs[i]), title);
  if (fault != NULL && n == 0)
    dw_empty_set (self->empties[i], "hazard", _ ("The records could not be read"), fault, _ ("Try again"), "panel.refresh");
  else
    dw_empty_set (self->empties[i], "ok", dw_event_feed_is_loading (feed) ? "" : _ ("Nothing recorded"), NULL, NULL, NULL);
  gtk_stack_set_visible_child_name (self->bodies[i], n > 0 ? "list" : "empty");
}

static void
state_changed_cb (DwEventFeed *feed, DwLogCard *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (self->feeds[i] == feed)
      show_list (self, i);
}

static void
set_up_feeds (DwLogCard *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    {
      g_autoptr (GtkNoSelection) selection = NULL;

      self->feeds[i] = dw_event_feed_new (self->station, LIMIT);
      g_signal_connect_object (self->feeds[i], "state-changed", G_CALLBACK (state_changed_cb), self, 0);
      selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->feeds[i])));
      gtk_list_view_set_model (self->views[i], GTK_SELECTION_MODEL (selection));
    }
}

void
dw_log_card_set_device (DwLogCard *self, DwStation *station, DwDevice *device)
{
  g_set_object (&self->device, device);
  if (device == NULL)
    return;
  if (g_set_object (&self->station, station))
    set_up_feeds (self);
  for (guint i = 0; i < N_LISTS; i++)
    {
      dw_event_feed_set (self->feeds[i], NULL, dw_device_get_id (device), lists[i].kinds);
      show_list (self, i);
    }
}

void
dw_log_card_refresh (DwLogCard *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (self->feeds[i] != NULL)
      dw_event_feed_refresh (self->feeds[i]);
}

static void
tab_toggled_cb (GtkToggleButton *button, DwLogCard *self)
{
  for (guint i = 0; i < N_LISTS; i++)
    if (gtk_toggle_button_get_active (self->tabs[i]))
      gtk_stack_set_visible_child_name (self->stack, lists[i].name);
}

static void
dw_log_card_dispose (GObject *object)
{
  DwLogCard *self = DW_LOG_CARD (object);
  GtkWidget *card = GTK_WIDGET (self->card);

  for (guint i = 0; i < N_LISTS && card != NULL; i++)
    gtk_list_view_set_model (self->views[i], NULL);
  self->card = NULL;
  g_clear_pointer (&card, gtk_widget_unparent);
  for (guint i = 0; i < N_LISTS; i++)
    g_clear_object (&self->feeds[i]);
  g_clear_object (&self->station);
  g_clear_object (&self->device);
  G_OBJECT_CLASS (dw_log_card_parent_class)->dispose (object);
}

static void
dw_log_card_class_init (DwLogCardClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_log_card_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
body_new (DwLogCard *self, guint i)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *window = gtk_scrolled_window_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->views[i] = GTK_LIST_VIEW (gtk_list_view_new (NULL, factory));
  gtk_widget_add_css_class (GTK_WIDGET (self->views[i]), "dw-lines");
  gtk_widget_add_css_class (GTK_WIDGET (self->views[i]), "dw-log");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->views[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (lists[i].title), -1);
  g_signal_connect_object (self->views[i], "activate", G_CALLBACK (activate_cb), self, 0);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), GTK_WIDGET (self->views[i]));
  self->empties[i] = DW_EMPTY (dw_empty_new ());
  self->bodies[i] = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->bodies[i], window, "list");
  gtk_stack_add_named (self->bodies[i], GTK_WIDGET (self->empties[i]), "empty");
  return GTK_WIDGET (self->bodies[i]);
}

static GtkWidget *
tabs_new (DwLogCard *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (row, "dw-tabs");
  gtk_widget_add_css_class (row, "dw-small-tabs");
  for (guint i = 0; i < N_LISTS; i++)
    {
      GtkWidget *tab = gtk_toggle_button_new_with_label (_ (lists[i].title));

      gtk_widget_add_css_class (tab, "dw-tab");
      self->tabs[i] = GTK_TOGGLE_BUTTON (tab);
      gtk_toggle_button_set_group (self->tabs[i], i > 0 ? self->tabs[0] : NULL);
      g_signal_connect_object (tab, "toggled", G_CALLBACK (tab_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (row), tab);
      gtk_stack_add_named (self->stack, body_new (self, i), lists[i].name);
    }
  gtk_toggle_button_set_active (self->tabs[0], TRUE);
  return row;
}

static void
dw_log_card_init (DwLogCard *self)
{
  self->card = DW_CARD (dw_card_new (_ ("Records of this device"), NULL));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  dw_card_append (self->card, tabs_new (self));
  dw_card_append (self->card, GTK_WIDGET (self->stack));
  gtk_widget_set_parent (GTK_WIDGET (self->card), GTK_WIDGET (self));
}

GtkWidget *
dw_log_card_new (void)
{
  return g_object_new (DW_TYPE_LOG_CARD, NULL);
}
