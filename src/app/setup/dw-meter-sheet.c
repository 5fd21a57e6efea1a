// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-meter-sheet.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "dw-form.h"
#include "dw-sheet.h"
#include "dw-trend-desk.h"

#define WIDTH 560

typedef struct
{
  DwStation *station; /* strong */
  gint64 device_id;
  GtkWidget *sheet; /* borrowed: it owns this struct */
  GtkWidget *time, *old_final, *new_start, *message;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_object_unref (self->station);
  g_free (self);
}

/* --- what was typed --- */

gint64
dw_meter_parse_time (const char *text, GTimeZone *zone)
{
  g_autofree char *plain = g_strstrip (g_strdup (text));
  g_autofree char *iso = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (strlen (plain) != strlen ("2026-11-19 14:30") && strlen (plain) != strlen ("2026-11-19 14:30:00"))
    return 0;
  if (plain[10] != ' ')
    return 0;
  plain[10] = 'T';
  iso = g_strconcat (plain, strlen (plain) == strlen ("2026-11-19T14:30") ? ":00" : "", NULL);
  time = g_date_time_new_from_iso8601 (iso, zone);
  return time != NULL ? g_date_time_to_unix (time) * 1000 : 0;
}

gboolean
dw_meter_parse_reading (const char *text, double *kwh)
{
  g_autofree char *plain = g_strdelimit (g_strstrip (g_strdup (text)), ",", '.');
  char *end = NULL;

  *kwh = NAN;
  if (*plain == '\0')
    return TRUE;
  if (strspn (plain, "0123456789.") != strlen (plain))
    return FALSE;
  *kwh = g_ascii_strtod (plain, &end);
  return *end == '\0';
}

static gboolean
read_reading (GtkWidget *row, double *kwh, GError **error)
{
  if (dw_meter_parse_reading (dw_form_get_text (row), kwh))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("%s: a reading in kWh, as 1234.5"), adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  return FALSE;
}

static gboolean
save (Sheet *self, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 time_ms = dw_meter_parse_time (dw_form_get_text (self->time), zone);
  double old_final_kwh, new_start_kwh;

  if (time_ms == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _ ("Time: as 2026-11-19 14:30"));
      return FALSE;
    }
  return read_reading (self->old_final, &old_final_kwh, error) && read_reading (self->new_start, &new_start_kwh, error) &&
         dw_trend_desk_note_replacement (self->station, self->device_id, time_ms, old_final_kwh, new_start_kwh, error);
}

static void
save_cb (GtkButton *button, Sheet *self)
{
  g_autoptr (GError) error = NULL;

  if (save (self, &error))
    dw_sheet_close (self->sheet);
  else
    gtk_label_set_text (GTK_LABEL (self->message), error->message);
}

/* --- building --- */

static char *
format_time (gint64 time_ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (time_ms / 1000);

  return time != NULL ? g_date_time_format (time, "%Y-%m-%d %H:%M") : g_strdup ("");
}

static GtkWidget *
make_group (Sheet *self, DwDevice *device, gint64 time_ms)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *title = g_strdup_printf (_ ("Meter replaced: %s"), dw_device_get_name (device));
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  g_autofree char *time = format_time (time_ms);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("From this time on the readings are those of the new meter. With both readings the energy across the replacement is exact; one that was not written down stays "
                                                                           "empty. The same time again corrects what was noted."));
  self->time = dw_form_entry (_ ("Time"), time);
  self->old_final = dw_form_entry (_ ("Last reading of the old meter, kWh"), "");
  self->new_start = dw_form_entry (_ ("First reading of the new meter, kWh"), "");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->time);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->old_final);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->new_start);
  return group;
}

/* The sentence is long: it must not make the sheet as wide as itself. */
static GtkWidget *
make_body (Sheet *self, DwDevice *device, gint64 time_ms)
{
  GtkWidget *clamp = adw_clamp_new ();

  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_tightening_threshold (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), make_group (self, device, time_ms));
  return clamp;
}

void
dw_meter_sheet_present (GtkWidget *anywhere, DwStation *station, DwDevice *device, gint64 time_ms)
{
  Sheet *self = g_new0 (Sheet, 1);

  self->station = g_object_ref (station);
  self->device_id = dw_device_get_id (device);
  self->sheet = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_widget_set_size_request (self->sheet, WIDTH, -1);
  gtk_widget_add_css_class (self->sheet, "dw-ask");
  gtk_widget_add_css_class (self->sheet, "dw-page");
  gtk_box_append (GTK_BOX (self->sheet), make_body (self, device, time_ms));
  gtk_box_append (GTK_BOX (self->sheet), dw_form_foot (self->sheet, _ ("Save"), _ ("Save the replacement"), &self->message, G_CALLBACK (save_cb), self));
  g_object_set_data_full (G_OBJECT (self->sheet), "dw-meter-sheet", self, sheet_free);
  dw_sheet_present (anywhere, self->sheet, self->old_final);
}
