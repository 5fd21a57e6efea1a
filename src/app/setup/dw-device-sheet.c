// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <math.h>

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-device-group.h"
#include "dw-form.h"
#include "dw-sheet.h"

/* The sheet that edits one device: unit, model, place, switch name, rated current, labels and the device's own settings; "Test" shows the frames of one exchange. */
typedef struct
{
  DwStation *station; /* strong */
  gint64 id, gateway_id;
  GCancellable *cancellable;
  DwDeviceSaved done;
  gpointer data;
  GDestroyNotify destroy;

  GtkWidget *sheet; /* borrowed: it owns this struct */
  GtkWidget *name, *unit, *profile, *place, *rated, *switch_name, *labels, *settings;
  GtkWidget *message, *lines;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  if (self->destroy)
    self->destroy (self->data);
  g_object_unref (self->station);
  g_free (self);
}

static void
show_message (Sheet *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->message), text);
}

static void
replace_text (char **text, GtkWidget *row)
{
  g_free (*text);
  *text = g_strstrip (g_strdup (dw_form_get_text (row)));
}

static double
read_rated (Sheet *self)
{
  g_autofree char *text = g_strstrip (g_strdup (dw_form_get_text (self->rated)));
  char *end = NULL;
  double ampere = g_ascii_strtod (text, &end);

  return *text && end && *end == '\0' && ampere > 0 ? ampere : NAN;
}

/* NULL: a field cannot be read. */
static DwDeviceSetup *
read_setup (Sheet *self)
{
  DwDeviceSetup *setup = dw_device_setup_new ();
  int unit;

  if (!dw_form_get_number (self->unit, 1, 247, &unit))
    {
      show_message (self, _ ("Unit: 1 to 247"));
      dw_device_setup_free (setup);
      return NULL;
    }
  setup->id = self->id;
  setup->gateway_id = self->gateway_id;
  setup->unit = (guint8)unit;
  setup->place_id = dw_form_get_place (self->place);
  g_free (setup->profile_id);
  setup->profile_id = g_strdup (dw_form_get_profile (self->profile));
  setup->rated_current_a = read_rated (self);
  replace_text (&setup->name, self->name);
  replace_text (&setup->switch_name, self->switch_name);
  replace_text (&setup->labels_json, self->labels);
  replace_text (&setup->settings_json, self->settings);
  return setup;
}

static void
save_cb (GtkButton *button, Sheet *self)
{
  DwDeviceSetup *setup = read_setup (self);
  g_autoptr (GError) error = NULL;
  gint64 id;

  if (!setup)
    return;
  id = dw_setup_desk_save_device (self->station, dw_station_get_person (self->station), setup, &error);
  dw_device_setup_free (setup);
  if (!id)
    {
      show_message (self, error->message);
      return;
    }
  if (self->done)
    self->done (self->data);
  dw_sheet_close (self->sheet);
}

static void
cancel_cb (GtkButton *button, Sheet *self)
{
  dw_sheet_close (self->sheet);
}

static void
tested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) lines = dw_setup_desk_test_finish (DW_STATION (source), result, &error);
  Sheet *self = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  show_message (self, error ? error->message : "");
  if (lines)
    dw_form_set_lines (self->lines, lines);
  gtk_widget_set_visible (self->lines, lines != NULL);
}

static DwGatewaySetup *
find_gateway (Sheet *self)
{
  g_autoptr (GPtrArray) gateways = dw_setup_desk_list_gateways (self->station);

  for (guint i = 0; i < gateways->len; i++)
    {
      DwGatewaySetup *gateway = gateways->pdata[i];

      if (gateway->id == self->gateway_id)
        return dw_gateway_setup_copy (gateway);
    }
  return NULL;
}

static void
test_cb (GtkButton *button, Sheet *self)
{
  DwGatewaySetup *gateway = find_gateway (self);
  int unit;

  if (gateway && dw_form_get_number (self->unit, 1, 247, &unit))
    {
      show_message (self, _ ("Asking the device…"));
      dw_setup_desk_test_async (self->station, gateway, (guint8)unit, dw_form_get_profile (self->profile), self->cancellable, tested_cb, self);
    }
  dw_gateway_setup_free (gateway);
}

static GtkWidget *
add_row (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
  return row;
}

static GtkWidget *
make_group (Sheet *self, const DwDeviceSetup *setup)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *unit = g_strdup_printf ("%u", setup->unit);
  g_autofree char *rated = isnan (setup->rated_current_a) ? g_strdup ("") : g_strdup_printf ("%g", setup->rated_current_a);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), setup->id ? _ ("Edit device") : _ ("Add device"));
  self->name = add_row (group, dw_form_entry (_ ("Name"), setup->name));
  self->unit = add_row (group, dw_form_entry (_ ("Unit"), unit));
  self->profile = add_row (group, dw_form_profile (_ ("Model"), self->station, setup->profile_id));
  self->place = add_row (group, dw_form_place (_ ("Place"), self->station, TRUE, setup->place_id));
  self->rated = add_row (group, dw_form_entry (_ ("Rated current (A)"), rated));
  self->switch_name = add_row (group, dw_form_entry (_ ("Short name of the switch"), setup->switch_name));
  self->labels = add_row (group, dw_form_entry (_ ("Names of DI and DO (JSON)"), setup->labels_json));
  self->settings = add_row (group, dw_form_entry (_ ("Settings and commands of this device (JSON)"), setup->settings_json));
  return group;
}

static GtkWidget *
make_foot (Sheet *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *test = dw_form_button (_ ("Test"), _ ("Test device"), NULL);
  GtkWidget *cancel = dw_form_button (_ ("Cancel"), _ ("Cancel"), NULL);
  GtkWidget *save = dw_form_button (_ ("Save"), _ ("Save device"), "dw-primary");

  self->message = gtk_label_new ("");
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_widget_set_hexpand (self->message, TRUE);
  gtk_widget_add_css_class (self->message, "dw-p3-text");
  gtk_box_append (GTK_BOX (foot), self->message);
  gtk_box_append (GTK_BOX (foot), test);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), save);
  g_signal_connect (test, "clicked", G_CALLBACK (test_cb), self);
  g_signal_connect (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);
  return foot;
}

void
dw_device_sheet_present (GtkWidget *anywhere, DwStation *station, const DwDeviceSetup *setup, DwDeviceSaved done, gpointer data, GDestroyNotify destroy)
{
  Sheet *self = g_new0 (Sheet, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->station = g_object_ref (station);
  self->id = setup->id;
  self->gateway_id = setup->gateway_id;
  self->cancellable = g_cancellable_new ();
  self->done = done;
  self->data = data;
  self->destroy = destroy;
  self->sheet = box;
  self->lines = dw_form_lines (160);
  gtk_widget_set_visible (self->lines, FALSE);
  gtk_widget_set_size_request (box, 640, -1);
  gtk_widget_add_css_class (box, "dw-ask");
  gtk_widget_add_css_class (box, "dw-page");
  gtk_box_append (GTK_BOX (box), make_group (self, setup));
  gtk_box_append (GTK_BOX (box), self->lines);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  g_object_set_data_full (G_OBJECT (box), "dw-device-sheet", self, sheet_free);
  dw_sheet_present (anywhere, box, self->name);
}
