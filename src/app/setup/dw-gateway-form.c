// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-form.h"

#include <glib/gi18n-lib.h>

#include "dw-ask.h"
#include "dw-form.h"

struct _DwGatewayForm
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  DwStation *station;
  DwGatewaySetup *setup;

  /* children */
  GtkWidget *name, *kind, *host, *port, *timeout, *period, *place, *enabled;
  GtkWidget *message;
};

G_DEFINE_FINAL_TYPE (DwGatewayForm, dw_gateway_form, ADW_TYPE_PREFERENCES_GROUP)

enum { SIGNAL_SAVED,
       SIGNAL_REMOVED,
       N_SIGNALS };
static guint signals[N_SIGNALS];

static const char *const kind_words[] = { "modbus-tcp", "modbus-rtu-tcp" };

static void
show_message (DwGatewayForm *self, const char *text, gboolean error)
{
  gtk_label_set_text (GTK_LABEL (self->message), text);
  if (error)
    gtk_widget_add_css_class (self->message, "dw-p3-text");
  else
    gtk_widget_remove_css_class (self->message, "dw-p3-text");
}

static gboolean
read_numbers (DwGatewayForm *self, DwGatewaySetup *setup)
{
  int port = 0;
  gboolean ok = dw_form_get_number (self->port, 1, 65535, &port);

  ok &= dw_form_get_number (self->timeout, 50, 60000, &setup->timeout_ms);
  ok &= dw_form_get_number (self->period, 200, 3600000, &setup->period_ms);
  setup->port = (guint16)port;
  return ok;
}

static void
replace_text (char **text, const char *with)
{
  g_free (*text);
  *text = g_strstrip (g_strdup (with));
}

DwGatewaySetup *
dw_gateway_form_read (DwGatewayForm *self)
{
  DwGatewaySetup *setup = dw_gateway_setup_copy (self->setup);

  replace_text (&setup->name, dw_form_get_text (self->name));
  replace_text (&setup->host, dw_form_get_text (self->host));
  replace_text (&setup->kind, kind_words[MIN (dw_form_get_choice (self->kind), 1)]);
  setup->place_id = dw_form_get_place (self->place);
  setup->enabled = gtk_switch_get_active (GTK_SWITCH (self->enabled));
  if (read_numbers (self, setup))
    return setup;
  show_message (self, _ ("A marked number is not in its range"), TRUE);
  dw_gateway_setup_free (setup);
  return NULL;
}

static void
save_cb (DwGatewayForm *self)
{
  DwGatewaySetup *setup = dw_gateway_form_read (self);
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!setup)
    return;
  id = dw_setup_desk_save_gateway (self->station, dw_station_get_person (self->station), setup, &error);
  dw_gateway_setup_free (setup);
  if (!id)
    {
      show_message (self, error->message, TRUE);
      return;
    }
  self->setup->id = id;
  show_message (self, _ ("Saved"), FALSE);
  g_signal_emit (self, signals[SIGNAL_SAVED], 0, id);
}

static void
remove_now (const char *text, gpointer data)
{
  DwGatewayForm *self = data;
  g_autoptr (GError) error = NULL;

  if (!dw_setup_desk_remove_gateway (self->station, dw_station_get_person (self->station), self->setup->id, &error))
    show_message (self, error->message, TRUE);
  else
    g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
remove_cb (DwGatewayForm *self)
{
  DwQuestion question = { _ ("Remove this gateway?"), _ ("Its history and alarms stay; it is not read any more."), _ ("Remove"), NULL, FALSE };

  dw_ask (GTK_WIDGET (self), &question, remove_now, g_object_ref (self), g_object_unref);
}

static GtkWidget *
add_number (DwGatewayForm *self, const char *title, int value)
{
  GtkWidget *row = dw_form_entry (title, "");

  dw_form_set_number (row, value);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  return row;
}

static void
add_switch (DwGatewayForm *self)
{
  GtkWidget *row = adw_action_row_new ();

  self->enabled = gtk_switch_new ();
  gtk_widget_set_valign (self->enabled, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (self->enabled), self->setup->enabled);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Read this gateway"), -1);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Read this gateway"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), self->enabled);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
add_foot (DwGatewayForm *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *save = dw_form_button (_ ("Save"), _ ("Save gateway"), "dw-primary");
  GtkWidget *remove = dw_form_button (_ ("Remove…"), _ ("Remove gateway"), NULL);

  self->message = gtk_label_new ("");
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_widget_set_hexpand (self->message, TRUE);
  gtk_widget_set_margin_top (foot, 8);
  gtk_box_append (GTK_BOX (foot), self->message);
  gtk_box_append (GTK_BOX (foot), remove);
  gtk_box_append (GTK_BOX (foot), save);
  gtk_widget_set_sensitive (remove, self->setup->id != 0);
  g_signal_connect_object (save, "clicked", G_CALLBACK (save_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (remove, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), foot);
}

static void
add_rows (DwGatewayForm *self)
{
  const char *const kinds[] = { _ ("Modbus TCP"), _ ("Modbus RTU over TCP (serial server)"), NULL };
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  adw_preferences_group_set_title (group, _ ("Connection"));
  self->name = dw_form_entry (_ ("Name"), self->setup->name);
  adw_preferences_group_add (group, self->name);
  self->kind = dw_form_choice (_ ("Kind"), kinds, g_str_equal (self->setup->kind, kind_words[1]));
  adw_preferences_group_add (group, self->kind);
  self->host = dw_form_entry (_ ("Address"), self->setup->host);
  adw_preferences_group_add (group, self->host);
  self->port = add_number (self, _ ("Port"), self->setup->port);
  self->timeout = add_number (self, _ ("Time-out of a request (ms)"), self->setup->timeout_ms);
  self->period = add_number (self, _ ("Period of a round (ms)"), self->setup->period_ms);
  self->place = dw_form_place (_ ("Place"), self->station, FALSE, self->setup->place_id);
  adw_preferences_group_add (group, self->place);
  add_switch (self);
  add_foot (self);
}

static void
dw_gateway_form_finalize (GObject *object)
{
  DwGatewayForm *self = DW_GATEWAY_FORM (object);

  dw_gateway_setup_free (self->setup);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_gateway_form_parent_class)->finalize (object);
}

static void
dw_gateway_form_class_init (DwGatewayFormClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_gateway_form_finalize;
  signals[SIGNAL_SAVED] = g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
  signals[SIGNAL_REMOVED] = g_signal_new ("removed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_gateway_form_init (DwGatewayForm *self)
{
}

GtkWidget *
dw_gateway_form_new (DwStation *station, const DwGatewaySetup *setup)
{
  DwGatewayForm *self = g_object_new (DW_TYPE_GATEWAY_FORM, NULL);

  self->station = g_object_ref (station);
  self->setup = dw_gateway_setup_copy (setup);
  add_rows (self);
  return GTK_WIDGET (self);
}
