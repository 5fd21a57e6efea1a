// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

/* JSON -> DwProfile: the head, the settings and the blocks, and the small getters the other parts share. The order matters: settings
 * decide which points exist, points are what flags, thresholds and commands speak about. docs/profiles.md describes the format. */

#define FORMAT 1

static const char *const type_words[] = { "u16", "s16", "u32", "s32", "f32", "u64", "s64", NULL };
static const char *const order_words[] = { "ABCD", "DCBA", "BADC", "CDAB", "setting", NULL };
static const char *const class_words[] = { "detector", "breaker", "meter", NULL };
static const char *const root_keys[] = { "format", "vendor", "model", "title", "class", "wiring", "aliases", "unit", "timeout_ms", "period_ms", "source",
                                         "settings", "blocks", "rule_sets", "points", "flags", "thresholds", "commands", "trip_reasons", NULL };
static const char *const setting_keys[] = { "name", "title", "values", "preset", NULL };
static const char *const block_keys[] = { "name", "function", "address", "count", "every", NULL };
static const char *const when_keys[] = { "setting", "value", NULL };
static const char *const reason_keys[] = { "code", "title", NULL };

static const DwProfileSetting *
find_setting (const DwProfile *profile, const char *name)
{
  for (guint i = 0; i < profile->n_settings; i++)
    if (g_strcmp0 (profile->settings[i].name, name) == 0)
      return &profile->settings[i];
  return NULL;
}

gboolean
dw_profile_loader_applies (DwProfileLoader *self, const DwJsonAt *at, char **setting, char **value)
{
  g_autofree char *name = NULL;
  g_autofree char *wanted = NULL;
  const DwProfileSetting *found;
  gboolean applies;
  DwJsonAt when;

  if (!dw_json_has (at, "when"))
    return TRUE;
  when = dw_json_object (at, "when");
  dw_json_check_keys (&when, when_keys);
  name = dw_json_string (&when, "setting");
  wanted = dw_json_string (&when, "value");
  found = find_setting (self->profile, name);
  if (found == NULL)
    dw_json_fail (&when, "setting", "\"%s\" is not a setting of this profile", name);
  else if (!g_strv_contains ((const char *const *)found->values, wanted))
    dw_json_fail (&when, "value", "\"%s\" is not a value of the setting %s", wanted, name);
  applies = found != NULL && strcmp (found->chosen, wanted) == 0;
  if (setting != NULL)
    *setting = g_steal_pointer (&name);
  if (value != NULL)
    *value = g_steal_pointer (&wanted);
  return applies;
}

guint
dw_profile_loader_block (DwProfileLoader *self, const DwJsonAt *at)
{
  g_autofree char *name = dw_json_string (at, "block");
  int index = dw_profile_find_block (self->profile, name);

  if (index < 0)
    dw_json_fail (at, "block", "\"%s\" is not a block of this profile", name);
  return index < 0 ? 0 : (guint)index;
}

guint16
dw_profile_loader_offset (DwProfileLoader *self, const DwJsonAt *at, guint block, guint width)
{
  const DwProfileBlock *in = block < self->profile->n_blocks ? &self->profile->blocks[block] : NULL;
  gint64 address = dw_json_integer (at, "address", 0, G_MAXUINT16);

  if (in == NULL || dw_json_failed (at))
    return 0;
  if (address < in->address || address + width > (gint64)in->address + in->count)
    {
      dw_json_fail (at, "address", "is outside the block %s (0x%04X, %u registers)", in->name, in->address, in->count);
      return 0;
    }
  return (guint16)(address - in->address);
}

guint16
dw_profile_loader_mask (const DwJsonAt *at)
{
  if (dw_json_has (at, "mask") && dw_json_has (at, "bit"))
    dw_json_fail (at, "mask", "stands beside bit: only one of them");
  if (dw_json_has (at, "bit"))
    return (guint16)(1u << dw_json_integer (at, "bit", 0, 15));
  return (guint16)dw_json_integer_or (at, "mask", 1, G_MAXUINT16, 0);
}

guint
dw_profile_loader_point (DwProfileLoader *self, const DwJsonAt *at, const char *member, gboolean *left_out)
{
  g_autofree char *name = dw_json_string (at, member);
  int index = dw_profile_find_point (self->profile, name);

  *left_out = index < 0 && g_hash_table_contains (self->inactive, name);
  if (index < 0 && !*left_out)
    dw_json_fail (at, member, "\"%s\" is not a point of this profile", name);
  return index < 0 ? G_MAXUINT : (guint)index;
}

DwRegisterType
dw_profile_loader_type (const DwJsonAt *at)
{
  return (DwRegisterType)dw_json_word_or (at, "type", type_words, DW_REGISTER_U16);
}

gboolean
dw_profile_loader_order (DwProfileLoader *self, const DwJsonAt *at, DwWordOrder *order)
{
  guint word = dw_json_word_or (at, "order", order_words, DW_WORD_ORDER_ABCD);
  const char *chosen;

  *order = (DwWordOrder)word;
  if (order_words[word + 1] != NULL)
    return FALSE;
  *order = DW_WORD_ORDER_ABCD;
  chosen = dw_profile_get_setting (self->profile, "word_order");
  if (chosen == NULL || !dw_word_order_from_name (chosen, order))
    dw_json_fail (at, "order", "needs a setting word_order with the values ABCD, DCBA, BADC, CDAB");
  return TRUE;
}

static double
read_scale_setting (DwProfileLoader *self, const DwJsonAt *at)
{
  g_autofree char *name = dw_json_string (at, "scale_setting");
  const char *chosen = dw_profile_get_setting (self->profile, name);
  double scale = chosen != NULL ? g_ascii_strtod (chosen, NULL) : 0;

  if (chosen == NULL)
    dw_json_fail (at, "scale_setting", "\"%s\" is not a setting of this profile", name);
  else if (!(scale > 0))
    dw_json_fail (at, "scale_setting", "the value \"%s\" of the setting %s is not a factor", chosen, name);
  return scale;
}

double
dw_profile_loader_scale (DwProfileLoader *self, const DwJsonAt *at)
{
  double scale;

  if (dw_json_has (at, "scale") && dw_json_has (at, "scale_setting"))
    dw_json_fail (at, "scale", "stands beside scale_setting: only one of them");
  if (dw_json_has (at, "scale_setting"))
    return read_scale_setting (self, at);
  scale = dw_json_number_or (at, "scale", 1);
  if (scale == 0)
    dw_json_fail (at, "scale", "must not be 0");
  return scale;
}

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
  if (find_setting (profile, setting->name) != NULL)
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
