// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-ctl-run-config.h"

#include <math.h>

#include "dw-json-path.h"

/* JSON -> set-up, and set-up -> station. Applying the same file twice changes nothing: a gateway is known by its name, a device by its
 * gateway and unit, a place by its name and parent. */

#define PERSON "dianweictl"

static const char *const root_keys[] = { "data_dir", "gateways", NULL };
static const char *const gateway_keys[] = { "name", "kind", "host", "port", "timeout_ms", "period_ms", "pause_ms", "school", "units", NULL };
static const char *const unit_keys[] = { "unit", "profile", "name", "box", "rated_a", "switch", "settings", NULL };
static const char *const kind_words[] = { "modbus-tcp", "modbus-rtu-tcp", NULL };

static void
run_unit_free (gpointer data)
{
  DwCtlRunUnit *unit = data;

  g_clear_pointer (&unit->setup, dw_device_setup_free);
  g_free (unit->box);
  g_free (unit);
}

static void
run_gateway_free (gpointer data)
{
  DwCtlRunGateway *gateway = data;

  g_clear_pointer (&gateway->setup, dw_gateway_setup_free);
  g_clear_pointer (&gateway->units, g_ptr_array_unref);
  g_free (gateway->school);
  g_free (gateway);
}

void
dw_ctl_run_config_free (DwCtlRunConfig *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->gateways, g_ptr_array_unref);
  g_free (self->data_dir);
  g_free (self);
}

static void
take_string (char **slot, char *text)
{
  g_free (*slot);
  *slot = text;
}

static DwCtlRunUnit *
load_unit (const DwJsonAt *at)
{
  DwCtlRunUnit *unit = g_new0 (DwCtlRunUnit, 1);

  dw_json_check_keys (at, unit_keys);
  unit->setup = dw_device_setup_new ();
  unit->setup->unit = (guint8)dw_json_integer (at, "unit", 1, 247);
  take_string (&unit->setup->profile_id, dw_json_string (at, "profile"));
  take_string (&unit->setup->name, dw_json_string (at, "name"));
  take_string (&unit->setup->switch_name, dw_json_string_or (at, "switch", ""));
  unit->setup->rated_current_a = dw_json_number_or (at, "rated_a", NAN);
  if (dw_json_has (at, "settings"))
    take_string (&unit->setup->settings_json, dw_json_dump (at, "settings"));
  unit->box = dw_json_string_or (at, "box", unit->setup->name);
  return unit;
}

static void
load_units (const DwJsonAt *at, DwCtlRunGateway *gateway)
{
  DwJsonAt list = dw_json_array (at, "units");
  gboolean taken[256] = { FALSE };

  gateway->units = g_ptr_array_new_with_free_func (run_unit_free);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);
      DwCtlRunUnit *unit = load_unit (&item);

      g_ptr_array_add (gateway->units, unit);
      if (taken[unit->setup->unit])
        dw_json_fail (&item, "unit", "stands above already");
      taken[unit->setup->unit] = TRUE;
    }
}

static DwCtlRunGateway *
load_gateway (const DwJsonAt *at)
{
  DwCtlRunGateway *gateway = g_new0 (DwCtlRunGateway, 1);
  DwGatewaySetup *setup = dw_gateway_setup_new ();

  gateway->setup = setup;
  dw_json_check_keys (at, gateway_keys);
  take_string (&setup->name, dw_json_string (at, "name"));
  take_string (&setup->kind, g_strdup (kind_words[dw_json_word_or (at, "kind", kind_words, 0)]));
  take_string (&setup->host, dw_json_string (at, "host"));
  setup->port = (guint16)dw_json_integer_or (at, "port", 1, G_MAXUINT16, setup->port);
  setup->timeout_ms = (int)dw_json_integer_or (at, "timeout_ms", 50, 60000, setup->timeout_ms);
  setup->period_ms = (int)dw_json_integer_or (at, "period_ms", 200, 3600000, setup->period_ms);
  setup->pause_ms = (int)dw_json_integer_or (at, "pause_ms", 0, 10000, setup->pause_ms);
  gateway->school = dw_json_string_or (at, "school", setup->name);
  load_units (at, gateway);
  return gateway;
}

static void
load_gateways (const DwJsonAt *at, DwCtlRunConfig *self)
{
  DwJsonAt list = dw_json_array (at, "gateways");

  self->gateways = g_ptr_array_new_with_free_func (run_gateway_free);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);
      DwCtlRunGateway *gateway = load_gateway (&item);

      for (guint j = 0; j < i; j++)
        if (strcmp (((DwCtlRunGateway *)self->gateways->pdata[j])->setup->name, gateway->setup->name) == 0)
          dw_json_fail (&item, "name", "stands above already");
      g_ptr_array_add (self->gateways, gateway);
    }
}

DwCtlRunConfig *
dw_ctl_run_config_load (const char *path, GError **error)
{
  g_autoptr (DwCtlRunConfig) self = g_new0 (DwCtlRunConfig, 1);
  g_autoptr (DwJsonDoc) doc = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  DwJsonAt root;

  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  doc = dw_json_doc_new (text, (gssize)length, path, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, G_IO_ERROR_INVALID_DATA, error);
  if (doc == NULL)
    return NULL;
  root = dw_json_root (doc);
  dw_json_check_keys (&root, root_keys);
  self->data_dir = dw_json_string (&root, "data_dir");
  load_gateways (&root, self);
  return dw_json_doc_finish (doc, error) ? g_steal_pointer (&self) : NULL;
}

/* --- applying --- */

static gint64
find_child (GListModel *places, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (places); i++)
    {
      g_autoptr (DwPlace) place = g_list_model_get_item (places, i);

      if (strcmp (dw_place_get_name (place), name) == 0)
        return dw_place_get_id (place);
    }
  return 0;
}

static gint64
need_place (DwStation *station, const DwPerson *person, gint64 parent_id, DwPlaceKind kind, const char *name, GError **error)
{
  DwPlaceTree *tree = dw_station_get_tree (station);
  GListModel *places = parent_id != 0 ? G_LIST_MODEL (dw_place_tree_find (tree, parent_id)) : G_LIST_MODEL (tree);
  gint64 id = find_child (places, name);

  return id != 0 ? id : dw_setup_desk_save_place (station, person, 0, parent_id, kind, name, NULL, error);
}

static gboolean
is_same_gateway (const DwGatewaySetup *a, const DwGatewaySetup *b)
{
  return strcmp (a->kind, b->kind) == 0 && strcmp (a->host, b->host) == 0 && a->port == b->port && a->timeout_ms == b->timeout_ms && a->period_ms == b->period_ms &&
         a->pause_ms == b->pause_ms && a->enabled == b->enabled;
}

/* Its id; 0 with error. */
static gint64
apply_gateway (const DwCtlRunGateway *gateway, DwStation *station, const DwPerson *person, gint64 school_id, GError **error)
{
  g_autoptr (GPtrArray) list = dw_setup_desk_list_gateways (station);

  gateway->setup->id = 0;
  gateway->setup->place_id = school_id;
  for (guint i = 0; i < list->len; i++)
    {
      const DwGatewaySetup *old = list->pdata[i];

      if (strcmp (old->name, gateway->setup->name) != 0)
        continue;
      if (is_same_gateway (old, gateway->setup))
        return old->id;
      gateway->setup->id = old->id;
    }
  return dw_setup_desk_save_gateway (station, person, gateway->setup, error);
}

static gboolean
is_same_device (const DwDeviceSetup *a, const DwDeviceSetup *b)
{
  gboolean same_current = a->rated_current_a == b->rated_current_a || (isnan (a->rated_current_a) && isnan (b->rated_current_a));

  return strcmp (a->name, b->name) == 0 && strcmp (a->profile_id, b->profile_id) == 0 && strcmp (a->switch_name, b->switch_name) == 0 &&
         strcmp (a->settings_json, b->settings_json) == 0 && a->place_id == b->place_id && same_current;
}

static gboolean
apply_unit (const DwCtlRunUnit *unit, DwStation *station, const DwPerson *person, gint64 gateway_id, gint64 school_id, GError **error)
{
  g_autoptr (GPtrArray) list = dw_setup_desk_list_devices (station, gateway_id);
  gint64 box_id = need_place (station, person, school_id, DW_PLACE_BOX, unit->box, error);

  if (box_id == 0)
    return FALSE;
  unit->setup->id = 0;
  unit->setup->gateway_id = gateway_id;
  unit->setup->place_id = box_id;
  for (guint i = 0; i < list->len; i++)
    {
      const DwDeviceSetup *old = list->pdata[i];

      if (old->unit != unit->setup->unit)
        continue;
      if (is_same_device (old, unit->setup))
        return TRUE;
      unit->setup->id = old->id;
    }
  return dw_setup_desk_save_device (station, person, unit->setup, error) != 0;
}

gboolean
dw_ctl_run_config_apply (const DwCtlRunConfig *self, DwStation *station, GError **error)
{
  g_autoptr (DwPerson) person = dw_person_new (PERSON, "", DW_ROLE_SYSTEM_ADMIN);

  for (guint i = 0; i < self->gateways->len; i++)
    {
      const DwCtlRunGateway *gateway = self->gateways->pdata[i];
      gint64 school_id = need_place (station, person, 0, DW_PLACE_SCHOOL, gateway->school, error);
      gint64 gateway_id = school_id != 0 ? apply_gateway (gateway, station, person, school_id, error) : 0;

      if (gateway_id == 0)
        return FALSE;
      for (guint j = 0; j < gateway->units->len; j++)
        if (!apply_unit (gateway->units->pdata[j], station, person, gateway_id, school_id, error))
          return FALSE;
    }
  return TRUE;
}
