// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

/* What one device says differently. Its settings decide which rows of the map exist, so the profile is read again from its own text
 * with the choices made; its commands are then laid over the result. The plain profile is never touched: others read it. */

#define SETTINGS_NAME "device settings"

static const char *const root_keys[] = { "settings", "commands", NULL };
static const char *const command_keys[] = { "enabled", "function", "address", "words", "readback", "poll_ms", "timeout_ms", NULL };

static const DwProfileSetting *
find_setting (const DwProfile *self, const char *name)
{
  for (guint i = 0; i < self->n_settings; i++)
    if (strcmp (self->settings[i].name, name) == 0)
      return &self->settings[i];
  return NULL;
}

static GHashTable *
load_choices (DwProfile *self, const DwJsonAt *at)
{
  GHashTable *choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto (GStrv) names = NULL;
  DwJsonAt settings;

  if (!dw_json_has (at, "settings"))
    return choices;
  settings = dw_json_object (at, "settings");
  names = dw_json_members (&settings);
  for (guint i = 0; names[i] != NULL; i++)
    {
      const DwProfileSetting *setting = find_setting (self, names[i]);
      g_autofree char *value = dw_json_string (&settings, names[i]);

      if (setting == NULL)
        dw_json_fail (&settings, names[i], "is not a setting of the profile %s", self->id);
      else if (!g_strv_contains ((const char *const *)setting->values, value))
        dw_json_fail (&settings, names[i], "\"%s\" is not one of its values", value);
      g_hash_table_insert (choices, g_strdup (names[i]), g_steal_pointer (&value));
    }
  return choices;
}

static void
override_commands (DwProfile *profile, const DwJsonAt *at)
{
  g_auto (GStrv) names = NULL;
  DwJsonAt commands;

  if (!dw_json_has (at, "commands"))
    return;
  commands = dw_json_object (at, "commands");
  names = dw_json_members (&commands);
  for (guint i = 0; names[i] != NULL; i++)
    {
      DwJsonAt place = dw_json_object (&commands, names[i]);
      DwProfileCommand *command = (DwProfileCommand *)dw_profile_find_command (profile, names[i]);

      dw_json_check_keys (&place, command_keys);
      if (command == NULL)
        {
          dw_json_fail (&commands, names[i], "is not a command of the profile %s", profile->id);
          continue;
        }
      dw_profile_load_command_keys (profile, &place, command);
      dw_profile_check_command (profile, &place, command);
    }
}

static DwProfile *
apply_document (DwProfile *self, DwJsonDoc *doc, GError **error)
{
  g_autoptr (GHashTable) choices = NULL;
  g_autoptr (DwProfile) effective = NULL;
  DwJsonAt root = dw_json_root (doc);

  dw_json_check_keys (&root, root_keys);
  choices = load_choices (self, &root);
  if (!dw_json_doc_finish (doc, error))
    return NULL;
  effective = dw_profile_parse_with (self->text, -1, self->file, choices, error);
  if (effective == NULL)
    return NULL;
  override_commands (effective, &root);
  return dw_json_doc_finish (doc, error) ? g_steal_pointer (&effective) : NULL;
}

DwProfile *
dw_profile_apply_device_settings (DwProfile *self, const char *json, GError **error)
{
  g_autoptr (DwJsonDoc) doc = NULL;

  if (json == NULL || *json == '\0')
    return dw_profile_ref (self);
  doc = dw_json_doc_new (json, -1, SETTINGS_NAME, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX, DW_PROFILE_ERROR_INVALID, error);
  return doc != NULL ? apply_document (self, doc, error) : NULL;
}
