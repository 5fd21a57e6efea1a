// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

/* The small getters that the parts of the loader share: members that speak about a setting, a block or a point that stands above, and
 * those that mean the same wherever they stand. */

static const char *const type_words[] = { "u16", "s16", "u32", "s32", "f32", "u64", "s64", NULL };
static const char *const order_words[] = { "ABCD", "DCBA", "BADC", "CDAB", "setting", NULL };
static const char *const when_keys[] = { "setting", "value", NULL };

const DwProfileSetting *
dw_profile_loader_setting (DwProfileLoader *self, const char *name)
{
  const DwProfile *profile = self->profile;

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
  found = dw_profile_loader_setting (self, name);
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
