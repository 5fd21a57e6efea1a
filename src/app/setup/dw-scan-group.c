// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-scan-group.h"

#include <glib/gi18n-lib.h>

#include "dw-device-group.h"
#include "dw-form.h"

struct _DwScanGroup
{
  AdwPreferencesGroup parent_instance;

  /* owned */
  DwStation *station;
  DwGatewayForm *form;
  GCancellable *cancellable; /* NULL = no scan */
  gint64 gateway_id;

  /* children */
  GtkWidget *first, *last, *button, *progress, *message;
  GPtrArray *rows; /* borrowed: hits shown */
};

G_DEFINE_FINAL_TYPE (DwScanGroup, dw_scan_group, ADW_TYPE_PREFERENCES_GROUP)

enum { SIGNAL_ADDED,
       N_SIGNALS };
static guint signals[N_SIGNALS];

static void
show_message (DwScanGroup *self, const char *text)
{
  gtk_label_set_text (GTK_LABEL (self->message), text);
  gtk_widget_set_visible (self->message, *text != '\0');
}

static void
clear_hits (DwScanGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* --- hits --- */

typedef struct
{
  DwScanGroup *group; /* strong */
  guint8 unit;
  char *profile_id;
} Hit;

static void
hit_free (gpointer data, GClosure *closure)
{
  Hit *hit = data;

  g_object_unref (hit->group);
  g_free (hit->profile_id);
  g_free (hit);
}

static void
added_cb (gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_ADDED], 0);
}

static void
add_cb (GtkButton *button, Hit *hit)
{
  DwDeviceSetup *setup = dw_device_setup_new ();

  setup->gateway_id = hit->group->gateway_id;
  setup->unit = hit->unit;
  g_free (setup->profile_id);
  setup->profile_id = g_strdup (hit->profile_id);
  dw_device_sheet_present (GTK_WIDGET (button), hit->group->station, setup, added_cb, g_object_ref (hit->group), g_object_unref);
  dw_device_setup_free (setup);
}

static GtkWidget *
make_hit_row (DwScanGroup *self, const DwSetupHit *found)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = g_strdup_printf (_ ("Unit %u"), found->unit);
  g_autofree char *name = g_strdup_printf (_ ("Add unit %u"), found->unit);
  GtkWidget *button = dw_form_button (found->known ? _ ("Known") : _ ("Add…"), name, "dw-flat");
  Hit *hit = g_new (Hit, 1);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), found->text);
  gtk_widget_set_sensitive (button, !found->known && self->gateway_id != 0);
  hit->group = g_object_ref (self);
  hit->unit = found->unit;
  hit->profile_id = g_strdup (found->profile_id);
  g_signal_connect_data (button, "clicked", G_CALLBACK (add_cb), hit, hit_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
show_hits (DwScanGroup *self, GPtrArray *hits)
{
  g_autofree char *text = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u unit answered", "%u units answered", hits->len), hits->len);

  for (guint i = 0; i < hits->len; i++)
    {
      GtkWidget *row = make_hit_row (self, hits->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
  show_message (self, text);
}

/* --- the scan --- */

static void
set_running (DwScanGroup *self, gboolean running)
{
  gtk_button_set_label (GTK_BUTTON (self->button), running ? _ ("Cancel") : _ ("Find units"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, running ? _ ("Cancel the search for units") : _ ("Find units"), -1);
  gtk_widget_set_visible (self->progress, running);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
}

static void
progress_cb (guint done, guint total, guint8 unit, gpointer data)
{
  DwScanGroup *self = data;
  g_autofree char *text = g_strdup_printf (_ ("Unit %u"), unit);

  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), total ? (double)done / total : 0);
  gtk_progress_bar_set_text (GTK_PROGRESS_BAR (self->progress), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (DwScanGroup) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = dw_setup_desk_scan_finish (DW_STATION (source), result, &error);

  g_clear_object (&self->cancellable);
  if (!gtk_widget_get_root (GTK_WIDGET (self)))
    return;
  set_running (self, FALSE);
  if (hits)
    show_hits (self, hits);
  else
    show_message (self, g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) ? _ ("Cancelled") : error->message);
}

static void
start_scan (DwScanGroup *self)
{
  DwGatewaySetup *setup = dw_gateway_form_read (self->form);
  int first, last;
  gboolean ok = dw_form_get_number (self->first, 1, 247, &first);

  ok &= dw_form_get_number (self->last, 1, 247, &last);
  if (setup && ok && first <= last)
    {
      clear_hits (self);
      show_message (self, "");
      self->cancellable = g_cancellable_new ();
      set_running (self, TRUE);
      dw_setup_desk_scan_async (self->station, setup, (guint8)first, (guint8)last, progress_cb, self, self->cancellable, scanned_cb, g_object_ref (self));
    }
  else
    show_message (self, _ ("Units: 1 to 247, the first not above the last"));
  dw_gateway_setup_free (setup);
}

static void
button_cb (DwScanGroup *self)
{
  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  else
    start_scan (self);
}

static void
dw_scan_group_unmap (GtkWidget *widget)
{
  DwScanGroup *self = DW_SCAN_GROUP (widget);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  GTK_WIDGET_CLASS (dw_scan_group_parent_class)->unmap (widget);
}

static void
dw_scan_group_finalize (GObject *object)
{
  DwScanGroup *self = DW_SCAN_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->form);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_scan_group_parent_class)->finalize (object);
}

static void
dw_scan_group_class_init (DwScanGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_scan_group_finalize;
  GTK_WIDGET_CLASS (klass)->unmap = dw_scan_group_unmap;
  signals[SIGNAL_ADDED] = g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
dw_scan_group_init (DwScanGroup *self)
{
  AdwPreferencesGroup *group = ADW_PREFERENCES_GROUP (self);

  self->rows = g_ptr_array_new ();
  self->first = dw_form_entry (_ ("First unit"), "1");
  self->last = dw_form_entry (_ ("Last unit"), "32");
  self->button = dw_form_button (_ ("Find units"), _ ("Find units"), NULL);
  self->progress = gtk_progress_bar_new ();
  self->message = gtk_label_new ("");
  gtk_progress_bar_set_show_text (GTK_PROGRESS_BAR (self->progress), TRUE);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_label_set_xalign (GTK_LABEL (self->message), 0);
  gtk_label_set_wrap (GTK_LABEL (self->message), TRUE);
  gtk_widget_set_visible (self->message, FALSE);
  adw_preferences_group_set_title (group, _ ("Find units"));
  adw_preferences_group_set_description (group, _ ("Asks every unit once with the probe of each model. Nothing is written."));
  adw_preferences_group_set_header_suffix (group, self->button);
  adw_preferences_group_add (group, self->first);
  adw_preferences_group_add (group, self->last);
  adw_preferences_group_add (group, self->progress);
  adw_preferences_group_add (group, self->message);
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (button_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
dw_scan_group_new (DwStation *station, DwGatewayForm *form, gint64 gateway_id)
{
  DwScanGroup *self = g_object_new (DW_TYPE_SCAN_GROUP, NULL);

  self->station = g_object_ref (station);
  self->form = g_object_ref (form);
  self->gateway_id = gateway_id;
  return GTK_WIDGET (self);
}
