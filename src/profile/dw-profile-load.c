// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

/* JSON -> DwProfile: the head, the settings and the blocks, then the other parts. The order matters: settings
 * decide which points exist, points are what flags, thresholds and commands speak about. docs/profiles.md describes the format. */

#define FORMAT 1

static const char *const class_words[] = { "detector", "breaker", "meter", NULL };
static const char *const root_keys[] = { "format", "vendor", "model", "title", "class", "wiring", "aliases", "unit", "timeout_ms", "period_ms", "source",
                                         "settings", "blocks", "rule_sets", "points", "flags", "thresholds", "commands", "trip_reasons", NULL };
static const char *const setting_keys[] = { "name", "title", "values", "preset", NULL };
static const char *const block_keys[] = { "name", "function", "address", "count", "every", NULL };
static const char *const reason_keys[] = { "code", "title", NULL };

static char **
load_strings (const DwJsonAt *at, const char *member)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DwJsonAt list = dw_json_array (at, member);

  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);
      g_autofree char *text = dw_json_string (&item, NULL);

      g_strv_builder_add (builder, text);
    }
  return g_strv_builder_end (builder);
}

static void
load_setting (DwProfileLoader *self, const DwJsonAt *at)
{
  DwProfile *profile = self->profile;
  DwProfileSetting *setting = &profile->settings[profile->n_settings];
  const char *choice;

  dw_json_check_keys (at, setting_keys);
  setting->name = dw_json_string (at, "name");
  if (dw_profile_loader_setting (self, setting->name) != NULL)
    dw_json_fail (at, "name", "a setting \"%s\" stands above already", setting->name);
  profile->n_settings++;
  setting->title = dw_json_text (at, "title");
  setting->values = load_strings (at, "values");
  if (g_strv_length (setting->values) < 2)
    dw_json_fail (at, "values", "must have at least two values");
  setting->preset = dw_json_string (at, "preset");
  if (!g_strv_contains ((const char *const *)setting->values, setting->preset))
    dw_json_fail (at, "preset", "\"%s\" is not one of the values", setting->preset);
  choice = self->choices != NULL ? g_hash_table_lookup (self->choices, setting->name) : NULL;
  setting->chosen = g_strdup (choice != NULL ? choice : setting->preset);
}

void
dw_profile_load_settings (DwProfileLoader *self, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "settings");

  self->profile->settings = g_new0 (DwProfileSetting, dw_json_length (&list) + 1);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_setting (self, &item);
    }
}

static void
load_block (DwProfileLoader *self, const DwJsonAt *at)
{
  DwProfile *profile = self->profile;
  DwProfileBlock *block = &profile->blocks[profile->n_blocks];
  gboolean bits;

  dw_json_check_keys (at, block_keys);
  block->name = dw_json_string (at, "name");
  if (dw_profile_find_block (profile, block->name) >= 0)
    dw_json_fail (at, "name", "a block \"%s\" stands above already", block->name);
  profile->n_blocks++;
  block->function = (guint8)dw_json_integer (at, "function", DW_MODBUS_READ_COILS, DW_MODBUS_READ_INPUT);
  bits = block->function == DW_MODBUS_READ_COILS || block->function == DW_MODBUS_READ_DISCRETE;
  block->address = (guint16)dw_json_integer (at, "address", 0, G_MAXUINT16);
  block->count = (guint16)dw_json_integer (at, "count", 1, bits ? DW_MODBUS_BITS_MAX : DW_MODBUS_READ_MAX);
  if ((guint)block->address + block->count > G_MAXUINT16 + 1u)
    dw_json_fail (at, "count", "reaches beyond address 0xFFFF");
  block->period_factor = (guint)dw_json_integer_or (at, "every", 1, 1000, 1);
}

void
dw_profile_load_blocks (DwProfileLoader *self, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "blocks");

  if (dw_json_length (&list) == 0)
    dw_json_fail (at, "blocks", "must have at least one block");
  self->profile->blocks = g_new0 (DwProfileBlock, dw_json_length (&list) + 1);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_block (self, &item);
    }
}

static void
load_trip_reasons (DwProfile *profile, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "trip_reasons");
  guint n = dw_json_length (&list);

  profile->trip_reasons = g_new0 (DwProfileMapEntry, n + 1);
  profile->trip_reason_titles = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      dw_json_check_keys (&item, reason_keys);
      profile->trip_reasons[i].raw = dw_json_integer (&item, "code", 0, G_MAXUINT16);
      profile->trip_reasons[i].value = (double)profile->trip_reasons[i].raw;
      profile->trip_reason_titles[i] = dw_json_text (&item, "title");
      profile->n_trip_reasons = i + 1;
      for (guint j = 0; j < i; j++)
        if (profile->trip_reasons[j].raw == profile->trip_reasons[i].raw)
          dw_json_fail (&item, "code", "stands above already");
    }
}

static void
load_head (DwProfile *profile, const DwJsonAt *at)
{
  dw_json_check_keys (at, root_keys);
  dw_json_integer (at, "format", FORMAT, FORMAT);
  profile->vendor = dw_json_string (at, "vendor");
  profile->model = dw_json_string (at, "model");
  profile->title = dw_json_text (at, "title");
  profile->device_class = g_strdup (class_words[dw_json_word (at, "class", class_words)]);
  profile->wiring = dw_json_string_or (at, "wiring", "");
  profile->source = dw_json_string_or (at, "source", "");
  profile->aliases = load_strings (at, "aliases");
  profile->default_unit = (guint8)dw_json_integer_or (at, "unit", 1, 247, 1);
  profile->timeout_ms = (int)dw_json_integer_or (at, "timeout_ms", 50, 60000, 500);
  profile->period_ms = (int)dw_json_integer_or (at, "period_ms", 200, 3600000, 5000);
}

static void
load_all (DwProfileLoader *self, const DwJsonAt *at)
{
  load_head (self->profile, at);
  dw_profile_load_settings (self, at);
  dw_profile_load_blocks (self, at);
  dw_profile_load_points (self, at);
  dw_profile_load_flags (self, at);
  dw_profile_load_thresholds (self, at);
  dw_profile_load_commands (self, at);
  load_trip_reasons (self->profile, at);
}

static char *
make_id (const char *file)
{
  char *id = g_path_get_basename (file);

  if (g_str_has_suffix (id, ".json"))
    id[strlen (id) - strlen (".json")] = '\0';
  return id;
}

DwProfile *
dw_profile_parse_with (const char *json, gssize length, const char *name_for_errors, GHashTable *choices, GError **error)
{
  g_autoptr (DwProfile) profile = g_new0 (DwProfile, 1);
  g_autoptr (GHashTable) inactive = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) rule_sets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
  DwProfileLoader loader = { .profile = profile, .choices = choices, .inactive = inactive, .rule_sets = rule_sets };
  g_autoptr (DwJsonDoc) doc = NULL;
  DwJsonAt root;

  profile->ref_count = 1;
  doc = dw_json_doc_new (json, length, name_for_errors, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX, DW_PROFILE_ERROR_INVALID, error);
  if (doc == NULL)
    return NULL;
  root = dw_json_root (doc);
  load_all (&loader, &root);
  if (!dw_json_doc_finish (doc, error))
    return NULL;
  profile->id = make_id (name_for_errors);
  profile->file = g_strdup (name_for_errors);
  profile->text = length < 0 ? g_strdup (json) : g_strndup (json, (gsize)length);
  return g_steal_pointer (&profile);
}

DwProfile *
dw_profile_parse (const char *json, gssize length, const char *name_for_errors, GError **error)
{
  return dw_profile_parse_with (json, length, name_for_errors, NULL, error);
}

DwProfile *
dw_profile_load (const char *path, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) fault = NULL;
  gsize length = 0;

  if (!g_file_get_contents (path, &text, &length, &fault))
    {
      g_set_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING, "%s: cannot be read: %s", path, fault->message);
      return NULL;
    }
  return dw_profile_parse (text, (gssize)length, path, error);
}
