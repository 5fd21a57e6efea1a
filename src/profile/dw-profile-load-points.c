// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-profile-private.h"

#include <math.h>

/* Points: which registers are which value, and what makes a value a fault or doubtful. And flags: bits that speak about a point. */

static const char *const point_keys[] = { "name", "block", "address", "type", "order", "mask", "bit", "scale", "scale_setting", "offset", "decimals",
                                          "range", "rules", "map", "other", "invert_setting", "when", NULL };
static const char *const rule_keys[] = { "raw", "below", "above", "quality", NULL };
static const char *const flag_keys[] = { "flag", "points", "block", "address", "mask", "bit", "when", NULL };
static const char *const flag_words[] = { "alarm", "broken", "short", "over", "under", NULL };
static const char *const rule_words[] = { "raw", "below", "above" }; /* in the order of DwProfileRuleKind */

static void
load_rule (const DwJsonAt *at, GArray *rules)
{
  g_autofree char *word = NULL;
  DwProfileRule rule = { 0 };
  guint n_found = 0;

  dw_json_check_keys (at, rule_keys);
  for (guint i = 0; i < G_N_ELEMENTS (rule_words); i++)
    if (dw_json_has (at, rule_words[i]))
      {
        rule.kind = (DwProfileRuleKind)i;
        rule.a = i == DW_PROFILE_RULE_EQUAL ? (double)dw_json_integer (at, rule_words[i], G_MININT32, G_MAXUINT32) : dw_json_number (at, rule_words[i]);
        n_found++;
      }
  if (n_found != 1)
    dw_json_fail (at, NULL, "must have exactly one of raw, below, above");
  word = dw_json_string (at, "quality");
  if (!dw_json_failed (at) && !dw_quality_from_word (word, &rule.quality))
    dw_json_fail (at, "quality", "\"%s\" is not a quality", word);
  g_array_append_val (rules, rule);
}

static GArray *
load_rules (const DwJsonAt *at, const char *member)
{
  GArray *rules = g_array_new (FALSE, FALSE, sizeof (DwProfileRule));
  DwJsonAt list = dw_json_array (at, member);

  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_rule (&item, rules);
    }
  return rules;
}

static void
load_rule_sets (DwProfileLoader *self, const DwJsonAt *at)
{
  g_auto (GStrv) names = NULL;
  DwJsonAt sets;

  if (!dw_json_has (at, "rule_sets"))
    return;
  sets = dw_json_object (at, "rule_sets");
  names = dw_json_members (&sets);
  for (guint i = 0; names[i] != NULL; i++)
    g_hash_table_insert (self->rule_sets, g_strdup (names[i]), load_rules (&sets, names[i]));
}

/* "rules" is a list, or the name of a list that several points share. */
static void
load_point_rules (DwProfileLoader *self, const DwJsonAt *at, DwProfilePoint *point)
{
  g_autoptr (GArray) rules = NULL;

  if (dw_json_is_string (at, "rules"))
    {
      g_autofree char *name = dw_json_string (at, "rules");
      GArray *shared = g_hash_table_lookup (self->rule_sets, name);

      if (shared == NULL)
        dw_json_fail (at, "rules", "\"%s\" is not one of rule_sets", name);
      rules = shared != NULL ? g_array_ref (shared) : NULL;
    }
  else
    rules = load_rules (at, "rules");
  if (rules == NULL)
    return;
  point->n_rules = rules->len;
  point->rules = g_memdup2 (rules->data, rules->len * sizeof (DwProfileRule));
}

static void
load_map (const DwJsonAt *at, DwProfilePoint *point)
{
  g_auto (GStrv) raws = NULL;
  DwJsonAt map;

  point->other_value = dw_json_number_or (at, "other", NAN);
  if (!dw_json_has (at, "map"))
    return;
  map = dw_json_object (at, "map");
  raws = dw_json_members (&map);
  point->map = g_new0 (DwProfileMapEntry, g_strv_length (raws) + 1);
  for (guint i = 0; raws[i] != NULL; i++)
    {
      char *end = NULL;

      point->map[i].raw = g_ascii_strtoll (raws[i], &end, 0);
      point->map[i].value = dw_json_number (&map, raws[i]);
      if (end == raws[i] || *end != '\0')
        dw_json_fail (&map, raws[i], "the key must be a raw value, like 240 or 0xF0");
      point->n_map = i + 1;
    }
}

static void
load_range (const DwJsonAt *at, DwProfilePoint *point)
{
  DwJsonAt range = dw_json_array (at, "range");
  DwJsonAt low, high;

  point->range_low = point->range_high = NAN;
  if (!dw_json_has (at, "range"))
    return;
  if (dw_json_length (&range) != 2)
    {
      dw_json_fail (at, "range", "must be two numbers: low, high");
      return;
    }
  low = dw_json_element (&range, 0);
  high = dw_json_element (&range, 1);
  point->range_low = dw_json_number (&low, NULL);
  point->range_high = dw_json_number (&high, NULL);
  if (point->range_low >= point->range_high)
    dw_json_fail (at, "range", "the low end must be below the high end");
}

static void
load_name (DwProfileLoader *self, const DwJsonAt *at, DwProfilePoint *point)
{
  point->name = dw_json_string (at, "name");
  if (dw_json_failed (at))
    return;
  if (!dw_point_from_name (point->name, &point->point))
    dw_json_fail (at, "name", "\"%s\" is not a name of the vocabulary", point->name);
  else if (dw_profile_find_point (self->profile, point->name) >= 0 || g_hash_table_contains (self->inactive, point->name))
    dw_json_fail (at, "name", "a point \"%s\" stands above already", point->name);
  else if (strlen (point->name) >= sizeof (((DwChannel *)NULL)->name))
    dw_json_fail (at, "name", "is longer than a name may be");
}

static guint
find_width (DwProfileLoader *self, const DwProfilePoint *point)
{
  guint8 function = point->block < self->profile->n_blocks ? self->profile->blocks[point->block].function : DW_MODBUS_READ_HOLDING;

  return function <= DW_MODBUS_READ_DISCRETE ? 1 : dw_register_type_width (point->type);
}

static void
check_bits (DwProfileLoader *self, const DwJsonAt *at, const DwProfilePoint *point)
{
  guint8 function = point->block < self->profile->n_blocks ? self->profile->blocks[point->block].function : DW_MODBUS_READ_HOLDING;

  if (point->mask != 0 && point->type != DW_REGISTER_U16)
    dw_json_fail (at, "type", "must be u16 where a mask or a bit is given");
  if (function <= DW_MODBUS_READ_DISCRETE && (point->mask != 0 || point->type != DW_REGISTER_U16))
    dw_json_fail (at, "type", "a block of coils or discrete inputs has plain bits only");
}

/* Two points that read the same bits are a slip of the pen in a table of a hundred rows. */
static void
check_overlap (DwProfileLoader *self, const DwJsonAt *at, const DwProfilePoint *point)
{
  const DwProfile *profile = self->profile;
  guint16 mask = point->mask != 0 ? point->mask : G_MAXUINT16;
  guint end = point->offset + find_width (self, point);

  for (guint i = 0; i < profile->n_points; i++)
    {
      const DwProfilePoint *other = &profile->points[i];
      guint16 other_mask = other->mask != 0 ? other->mask : G_MAXUINT16;

      if (other->block == point->block && other->offset < end && point->offset < other->offset + find_width (self, other) && (mask & other_mask) != 0)
        dw_json_fail (at, "address", "reads the same bits as the point %s", other->name);
    }
}

static void
load_invert (DwProfileLoader *self, const DwJsonAt *at, DwProfilePoint *point)
{
  point->invert_setting = dw_json_string_or (at, "invert_setting", NULL);
  if (point->invert_setting != NULL && dw_profile_get_setting (self->profile, point->invert_setting) == NULL)
    dw_json_fail (at, "invert_setting", "\"%s\" is not a setting of this profile", point->invert_setting);
}

static void
load_numbers (DwProfileLoader *self, const DwJsonAt *at, DwProfilePoint *point)
{
  point->type = dw_profile_loader_type (at);
  point->order_is_setting = dw_profile_loader_order (self, at, &point->order);
  point->mask = dw_profile_loader_mask (at);
  point->scale = dw_profile_loader_scale (self, at);
  point->offset_value = dw_json_number_or (at, "offset", 0);
  point->decimals = (guint8)dw_json_integer_or (at, "decimals", 0, 6, 0);
  if (dw_json_has (at, "scale_setting"))
    point->decimals = MAX (point->decimals, dw_profile_count_decimals (point->scale));
}

static void
load_point (DwProfileLoader *self, const DwJsonAt *at)
{
  DwProfile *profile = self->profile;
  DwProfilePoint *point = &profile->points[profile->n_points];
  gboolean applies;

  dw_json_check_keys (at, point_keys);
  load_name (self, at, point);
  point->block = dw_profile_loader_block (self, at);
  load_numbers (self, at, point);
  check_bits (self, at, point);
  point->offset = dw_profile_loader_offset (self, at, point->block, find_width (self, point));
  load_range (at, point);
  load_point_rules (self, at, point);
  load_map (at, point);
  load_invert (self, at, point);
  applies = dw_profile_loader_applies (self, at, NULL, NULL);
  check_overlap (self, at, point);
  profile->n_points++;
  if (!applies && !dw_json_failed (at))
    {
      g_hash_table_add (self->inactive, g_strdup (point->name));
      g_free (point->name);
      g_free (point->rules);
      g_free (point->map);
      g_free (point->invert_setting);
      *point = (DwProfilePoint){ 0 };
      profile->n_points--;
    }
}

void
dw_profile_load_points (DwProfileLoader *self, const DwJsonAt *at)
{
  DwJsonAt list = dw_json_array (at, "points");

  load_rule_sets (self, at);
  if (dw_json_length (&list) == 0)
    dw_json_fail (at, "points", "must have at least one point");
  self->profile->points = g_new0 (DwProfilePoint, dw_json_length (&list) + 1);
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_point (self, &item);
    }
}

/* One bit may speak about several points: it becomes one flag for each. */
static void
add_flag (DwProfileLoader *self, const DwJsonAt *points, guint index, const DwProfileFlag *pattern, GArray *flags)
{
  DwJsonAt name = dw_json_element (points, index);
  DwProfileFlag flag = *pattern;
  gboolean left_out;

  flag.point = dw_profile_loader_point (self, &name, NULL, &left_out);
  if (flag.point == G_MAXUINT)
    return;
  if (self->profile->points[flag.point].block != flag.block)
    {
      dw_json_fail (&name, NULL, "the point is in another block than the flag");
      return;
    }
  flag.setting = g_strdup (pattern->setting);
  flag.setting_value = g_strdup (pattern->setting_value);
  g_array_append_val (flags, flag);
}

static void
load_flag (DwProfileLoader *self, const DwJsonAt *at, GArray *flags)
{
  g_autofree char *setting = NULL;
  g_autofree char *value = NULL;
  DwProfileFlag flag = { 0 };
  DwJsonAt points = dw_json_array (at, "points");

  dw_json_check_keys (at, flag_keys);
  flag.kind = (DwProfileFlagKind)dw_json_word (at, "flag", flag_words);
  flag.block = dw_profile_loader_block (self, at);
  flag.offset = dw_profile_loader_offset (self, at, flag.block, 1);
  flag.mask = dw_profile_loader_mask (at);
  if (flag.mask == 0)
    dw_json_fail (at, "bit", "is missing: a flag needs a bit or a mask");
  if (dw_json_length (&points) == 0)
    dw_json_fail (at, "points", "must name at least one point");
  if (!dw_profile_loader_applies (self, at, &setting, &value))
    return;
  flag.setting = setting;
  flag.setting_value = value;
  for (guint i = 0; i < dw_json_length (&points); i++)
    add_flag (self, &points, i, &flag, flags);
}

void
dw_profile_load_flags (DwProfileLoader *self, const DwJsonAt *at)
{
  GArray *flags = g_array_new (FALSE, FALSE, sizeof (DwProfileFlag));
  DwJsonAt list = dw_json_array (at, "flags");

  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_flag (self, &item, flags);
    }
  self->profile->n_flags = flags->len;
  self->profile->flags = (DwProfileFlag *)(void *)g_array_free (flags, FALSE);
}
