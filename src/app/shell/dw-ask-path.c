// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ask.h"

#include <string.h>

/* Through GtkFileChooserNative: in a sandbox it is the dialog of the desktop, and the file it names is the only one that can be written. */

typedef struct
{
  GtkFileChooserNative *dialog; /* owned */
  char *ending;
  DwAskPathFunc func;
  gpointer data; /* owned through destroy */
  GDestroyNotify destroy;
} Asking;

static void
asking_free (Asking *asking)
{
  if (asking->destroy != NULL)
    asking->destroy (asking->data);
  g_object_unref (asking->dialog);
  g_free (asking->ending);
  g_free (asking);
}

/* The dialog has asked about a file of exactly the name it gave: an ending is added only where there is none. */
static char *
complete (const Asking *asking, const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return strchr (base, '.') != NULL ? g_strdup (path) : g_strdup_printf ("%s.%s", path, asking->ending);
}

static void
response_cb (GtkNativeDialog *dialog, int response, Asking *asking)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    {
      g_autofree char *whole = complete (asking, path);

      asking->func (whole, asking->data);
    }
  asking_free (asking);
}

static void
add_filter (GtkFileChooser *chooser, const DwPathQuestion *question)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, question->kind);
  gtk_file_filter_add_suffix (filter, question->ending);
  gtk_file_chooser_add_filter (chooser, filter);
}

void
dw_ask_path (GtkWidget *anywhere, const DwPathQuestion *question, DwAskPathFunc func, gpointer data, GDestroyNotify destroy)
{
  GtkRoot *root = gtk_widget_get_root (anywhere);
  Asking *asking = g_new0 (Asking, 1);
  const char *documents = g_get_user_special_dir (G_USER_DIRECTORY_DOCUMENTS);

  *asking = (Asking){ .ending = g_strdup (question->ending), .func = func, .data = data, .destroy = destroy };
  asking->dialog = gtk_file_chooser_native_new (question->heading, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, GTK_FILE_CHOOSER_ACTION_SAVE, question->verb, NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (asking->dialog), question->name);
  add_filter (GTK_FILE_CHOOSER (asking->dialog), question);
  if (documents != NULL)
    {
      g_autoptr (GFile) folder = g_file_new_for_path (documents);

      gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (asking->dialog), folder, NULL);
    }
  g_signal_connect (asking->dialog, "response", G_CALLBACK (response_cb), asking);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (asking->dialog));
}
