// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-device-group.h"

#include <glib/gi18n-lib.h>

#include "dw-ask.h"
#include "dw-form.h"

struct _DwDeviceGroup
{
  AdwPreferencesGroup parent_instance;

  DwStation *station; /* owned */
  gint64 gateway_id;
  GPtrArray *rows; /* borrowed children that refresh replaces */
};

G_DEFINE_FINAL_TYPE (DwDeviceGroup, dw_device_group, ADW_TYPE_PREFERENCES_GROUP)

/* One row's button: which group, which device. */
typedef struct
{
  DwDeviceGroup *group; /* strong */
  gint64 device_id;
} RowAct;

static RowAct *
row_act_new (DwDeviceGroup *group, gint64 device_id)
{
  RowAct *act = g_new (RowAct, 1);

  act->group = g_object_ref (group);
  act->device_id = device_id;
  return act;
}

static void
row_act_free (gpointer data)
{
  RowAct *act = data;

  g_object_unref (act->group);
  g_free (act);
}

static void
row_act_closure_free (gpointer data, GClosure *closure)
{
  row_act_free (data);
}

static const DwDeviceSetup *
find_setup (GPtrArray *devices, gint64 device_id)
{
  for (guint i = 0; i < devices->len; i++)
    if (((DwDeviceSetup *)devices->pdata[i])->id == device_id)
      return devices->pdata[i];
  return NULL;
}

static void
saved_cb (gpointer data)
{
  dw_device_group_refresh (data);
}

static void
edit_cb (GtkButton *button, RowAct *act)
{
  g_autoptr (GPtrArray) devices = dw_setup_desk_list_devices (act->group->station, act->group->gateway_id);
  const DwDeviceSetup *setup = find_setup (devices, act->device_id);

  if (setup)
    dw_device_sheet_present (GTK_WIDGET (button), act->group->station, setup, saved_cb, g_object_ref (act->group), g_object_unref);
}

static void
remove_now (const char *text, gpointer data)
{
  RowAct *act = data;
  g_autoptr (GError) error = NULL;

  if (!dw_setup_desk_remove_device (act->group->station, dw_station_get_person (act->group->station), act->device_id, &error))
    adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (act->group), error->message);
  dw_device_group_refresh (act->group);
}

static void
remove_cb (GtkButton *button, RowAct *act)
{
  DwQuestion question = { _ ("Remove this device?"), _ ("Its history and alarms stay; it is not read any more."), _ ("Remove"), NULL, FALSE };

  dw_ask (GTK_WIDGET (button), &question, remove_now, row_act_new (act->group, act->device_id), row_act_free);
}

static void
add_cb (DwDeviceGroup *self)
{
  DwDeviceSetup *setup = dw_device_setup_new ();

  setup->gateway_id = self->gateway_id;
  setup->unit = 1;
  dw_device_sheet_present (GTK_WIDGET (self), self->station, setup, saved_cb, g_object_ref (self), g_object_unref);
  dw_device_setup_free (setup);
}

static void
add_button (DwDeviceGroup *self, GtkWidget *row, const DwDeviceSetup *setup, const char *label, const char *name_format, GCallback callback)
{
  g_autofree char *name = g_strdup_printf ("%s %s", name_format, setup->name);
  GtkWidget *button = dw_form_button (label, name, "dw-flat");

  g_signal_connect_data (button, "clicked", callback, row_act_new (self, setup->id), row_act_closure_free, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

static GtkWidget *
make_row (DwDeviceGroup *self, const DwDeviceSetup *setup)
{
  GtkWidget *row = adw_action_row_new ();
  DwPlaceTree *tree = dw_station_get_tree (self->station);
  DwPlace *place = dw_place_tree_find (tree, setup->place_id);
  DwDevice *device = dw_place_tree_find_device (tree, setup->id);
  g_autofree char *path = place ? dw_place_get_path (place) : g_strdup (_ ("no place"));
  g_autofree char *title = g_strdup_printf ("%u · %s", setup->unit, setup->name);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", device != NULL ? dw_device_get_model (device) : setup->profile_id, path);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  add_button (self, row, setup, _ ("Edit…"), _ ("Edit"), G_CALLBACK (edit_cb));
  add_button (self, row, setup, _ ("Remove…"), _ ("Remove"), G_CALLBACK (remove_cb));
  return row;
}

void
dw_device_group_refresh (DwDeviceGroup *self)
{
  g_autoptr (GPtrArray) devices = dw_setup_desk_list_devices (self->station, self->gateway_id);
  g_autofree char *title = g_strdup_printf (_ ("Devices %u"), devices->len);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), title);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < devices->len; i++)
    {
      GtkWidget *row = make_row (self, devices->pdata[i]);

      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
      g_ptr_array_add (self->rows, row);
    }
}

static void
dw_device_group_finalize (GObject *object)
{
  DwDeviceGroup *self = DW_DEVICE_GROUP (object);

  g_ptr_array_unref (self->rows);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (dw_device_group_parent_class)->finalize (object);
}

static void
dw_device_group_class_init (DwDeviceGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = dw_device_group_finalize;
}

static void
dw_device_group_init (DwDeviceGroup *self)
{
  self->rows = g_ptr_array_new ();
}

GtkWidget *
dw_device_group_new (DwStation *station, gint64 gateway_id)
{
  DwDeviceGroup *self = g_object_new (DW_TYPE_DEVICE_GROUP, NULL);
  GtkWidget *add = dw_form_button (_ ("Add device…"), _ ("Add device"), NULL);

  self->station = g_object_ref (station);
  self->gateway_id = gateway_id;
  g_signal_connect_object (add, "clicked", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (self), add);
  dw_device_group_refresh (self);
  return GTK_WIDGET (self);
}
