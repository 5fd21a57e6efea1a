// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-import-sheet.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "dw-form.h"
#include "dw-import-preview.h"
#include "dw-sheet.h"
#include "dw-toast.h"

typedef struct
{
  DwStation *station;     /* strong */
  DwSchoolImport *import; /* owned, NULL = nothing was looked at */
  GtkFileChooserNative *chooser;
  GtkWidget *sheet; /* borrowed: it owns this struct */
  GtkWidget *file, *summary, *preview, *leave_out, *take, *message;
} Sheet;

static void
sheet_free (gpointer data)
{
  Sheet *self = data;

  g_clear_object (&self->chooser);
  dw_school_import_free (self->import);
  g_object_unref (self->station);
  g_free (self);
}

/* --- what was looked at --- */

static char *
join (GPtrArray *texts)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < texts->len; i++)
    g_string_append_printf (line, "%s%s", i > 0 ? ", " : "", (const char *)g_ptr_array_index (texts, i));
  return g_string_free (line, FALSE);
}

static char *
describe (const DwSchoolImport *import)
{
  GString *text = g_string_new (NULL);
  g_autofree char *regions = join (import->new_regions), *ignored = join (import->ignored_columns);

  for (DwSchoolOutcome i = 0; i < DW_N_SCHOOL_OUTCOMES; i++)
    g_string_append_printf (text, "%s%s: %u", i > 0 ? " · " : "", dw_school_outcome_title (i), import->counts[i]);
  g_string_append_printf (text, " · %s", import->encoding);
  if (*regions != '\0')
    g_string_append_printf (text, _ ("\nRegions that will be made: %s"), regions);
  if (*ignored != '\0')
    g_string_append_printf (text, _ ("\nColumns that are left alone: %s"), ignored);
  return g_string_free (text, FALSE);
}

static void
update_verb (Sheet *self)
{
  gboolean leave_out = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->leave_out));
  const guint *counts = self->import != NULL ? self->import->counts : NULL;

  gtk_widget_set_sensitive (self->leave_out, counts != NULL && counts[DW_SCHOOL_REFUSED] > 0);
  gtk_widget_set_sensitive (self->take, counts != NULL && counts[DW_SCHOOL_ADDED] + counts[DW_SCHOOL_CHANGED] > 0 && (counts[DW_SCHOOL_REFUSED] == 0 || leave_out));
}

static void
show_import (Sheet *self, DwSchoolImport *import, const char *message)
{
  g_autofree char *summary = import != NULL ? describe (import) : g_strdup ("");

  dw_import_preview_show (self->preview, import);
  dw_school_import_free (self->import);
  self->import = import;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->leave_out), FALSE);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  gtk_label_set_text (GTK_LABEL (self->message), message);
  update_verb (self);
}

static void
look_at_file (Sheet *self)
{
  g_autofree char *path = g_strstrip (g_strdup (dw_form_get_text (self->file))), *bytes = NULL;
  g_autoptr (GFile) file = g_file_parse_name (path);
  g_autoptr (GError) error = NULL;
  DwSchoolImport *import = NULL;
  gsize length = 0;

  if (g_file_load_contents (file, NULL, &bytes, &length, NULL, &error))
    import = dw_school_import_new (self->station, bytes, length, &error);
  show_import (self, import, error != NULL ? error->message : "");
}

static void
look_cb (GtkWidget *widget, Sheet *self)
{
  look_at_file (self);
}

static void
chosen_cb (GtkNativeDialog *dialog, int response, Sheet *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *name = file != NULL ? g_file_get_parse_name (file) : NULL;

  if (name == NULL)
    return;
  gtk_editable_set_text (GTK_EDITABLE (self->file), name);
  look_at_file (self);
}

static void
choose_cb (GtkButton *button, Sheet *self)
{
  g_autoptr (GtkFileFilter) lists = gtk_file_filter_new ();

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("List of schools"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (button))), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("Open"), _ ("Cancel"));
  gtk_file_filter_set_name (lists, _ ("Tables (CSV, text)"));
  gtk_file_filter_add_suffix (lists, "csv");
  gtk_file_filter_add_suffix (lists, "txt");
  gtk_file_filter_add_suffix (lists, "tsv");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), lists);
  g_signal_connect (self->chooser, "response", G_CALLBACK (chosen_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- taking over --- */

static void
take_cb (GtkButton *button, Sheet *self)
{
  g_autofree char *path = g_strstrip (g_strdup (dw_form_get_text (self->file))), *source = g_path_get_basename (path), *text = NULL;
  gboolean leave_out = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->leave_out));
  g_autoptr (GError) error = NULL;

  if (!dw_school_import_apply (self->station, dw_station_get_person (self->station), self->import, leave_out, source, &error))
    {
      gtk_label_set_text (GTK_LABEL (self->message), error->message);
      return;
    }
  text = g_strdup_printf (_ ("Schools added: %1$u, changed: %2$u"), self->import->counts[DW_SCHOOL_ADDED], self->import->counts[DW_SCHOOL_CHANGED]);
  dw_toast_show (self->sheet, text);
  dw_sheet_close (self->sheet);
}

static void
leave_out_cb (GtkCheckButton *button, Sheet *self)
{
  update_verb (self);
}

static void
cancel_cb (GtkButton *button, Sheet *self)
{
  dw_sheet_close (self->sheet);
}

/* --- building --- */

static GtkWidget *
make_head (Sheet *self)
{
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *choose = dw_form_button (_ ("Choose…"), _ ("Choose a file"), NULL);
  GtkWidget *look = dw_form_button (_ ("Look at it"), _ ("Look at the list"), NULL);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), _ ("Import schools"));
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), _ ("A table as a spreadsheet saves it (CSV). The first line names the columns: 学校, 区域, 地址, 联系人, 电话, 建筑面积, 类型, 供应商, 纬度, 经度, 坐标系"));
  self->file = dw_form_entry (_ ("File"), "");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->file), choose);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->file), look);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), self->file);
  g_signal_connect (choose, "clicked", G_CALLBACK (choose_cb), self);
  g_signal_connect (look, "clicked", G_CALLBACK (look_cb), self);
  g_signal_connect (self->file, "entry-activated", G_CALLBACK (look_cb), self);
  return group;
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new ("");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
make_foot (Sheet *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *cancel = dw_form_button (_ ("Cancel"), _ ("Cancel"), NULL);

  self->message = make_label ("dw-p3-text");
  self->leave_out = gtk_check_button_new_with_label (_ ("Leave out the refused lines"));
  self->take = dw_form_button (_ ("Import"), _ ("Import the schools"), "dw-primary");
  gtk_box_append (GTK_BOX (foot), self->message);
  gtk_box_append (GTK_BOX (foot), self->leave_out);
  gtk_box_append (GTK_BOX (foot), cancel);
  gtk_box_append (GTK_BOX (foot), self->take);
  g_signal_connect (self->leave_out, "toggled", G_CALLBACK (leave_out_cb), self);
  g_signal_connect (cancel, "clicked", G_CALLBACK (cancel_cb), self);
  g_signal_connect (self->take, "clicked", G_CALLBACK (take_cb), self);
  return foot;
}

void
dw_import_sheet_present (GtkWidget *anywhere, DwStation *station)
{
  Sheet *self = g_new0 (Sheet, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);

  self->station = g_object_ref (station);
  self->sheet = box;
  self->summary = make_label ("dw-note");
  self->preview = dw_import_preview_new ();
  gtk_widget_set_size_request (box, 900, 500);
  gtk_widget_add_css_class (box, "dw-ask");
  gtk_widget_add_css_class (box, "dw-page");
  gtk_box_append (GTK_BOX (box), make_head (self));
  gtk_box_append (GTK_BOX (box), self->summary);
  gtk_box_append (GTK_BOX (box), self->preview);
  gtk_box_append (GTK_BOX (box), make_foot (self));
  g_object_set_data_full (G_OBJECT (box), "dw-import-sheet", self, sheet_free);
  show_import (self, NULL, "");
  dw_sheet_present (anywhere, box, self->file);
}
