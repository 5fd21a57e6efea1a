// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-late-list.h"

static const char key[] = "dw-late-list";

void
dw_late_list_show (GtkWidget *view)
{
  g_autoptr (GtkSelectionModel) model = g_object_steal_data (G_OBJECT (view), key);

  if (model != NULL)
    g_object_set (view, "model", model, NULL);
}

static void
mapped_cb (GtkWidget *view)
{
  g_signal_handlers_disconnect_by_func (view, mapped_cb, NULL);
  dw_late_list_show (view);
}

void
dw_late_list_set_model (GtkWidget *view, GtkSelectionModel *model)
{
  g_signal_handlers_disconnect_by_func (view, mapped_cb, NULL);
  g_object_set_data (G_OBJECT (view), key, NULL);
  if (model == NULL || gtk_widget_get_mapped (view))
    {
      g_object_set (view, "model", model, NULL);
      return;
    }
  g_object_set_data_full (G_OBJECT (view), key, g_object_ref (model), g_object_unref);
  g_signal_connect (view, "map", G_CALLBACK (mapped_cb), NULL);
}
