// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-standard.h"

#include <math.h>

#include "dw-json-path.h"
#include "dw-profile.h"

/* A standard profile is an ordered list of rows "these classes, these points: these limits, from this clause"; the first row that
 * fits wins. A name with a star at its end stands for all points whose name begins so. docs/standards.md describes the format. */

#define FORMAT 1

static const char *const root_keys[] = { "format", "title", "edition", "limits", "supply", NULL };
static const char *const row_keys[] = { "classes", "points", "low_alarm", "low_warning", "high_warning", "high_alarm", "hysteresis", "of_rated_current",
                                        "on_delay_ms", "off_delay_ms", "warning_priority", "alarm_priority", "clause", NULL };
static const char *const class_words[] = { "detector", "detector-final", "breaker", "meter", NULL };
static const char *const supply_keys[] = { "nominal_v", "loss", "normal", "lost", "shift", "balance", "hysteresis", "on_delay_ms", "off_delay_ms", "clause", NULL };
/* What may follow a star: one of these must make a name of the vocabulary, else the pattern can never fit. */
static const char *const star_endings[] = { "1", "a", "ab", "total", "sharp" };

typedef struct
{
  guint classes; /* bits in the order of class_words */
  char **points;
  gboolean of_rated_current;
  DwLimit limit;
} Row;

struct _DwStandard
{
  char *id, *title, *edition;
  GPtrArray *rows;
  DwStandardSupply supply;
};

static void
row_free (Row *row)
{
  g_strfreev (row->points);
  g_free (row);
}

static gboolean
is_known_pattern (const char *pattern)
{
  DwPoint point;

  if (!g_str_has_suffix (pattern, "*"))
    return dw_point_from_name (pattern, &point);
  for (guint i = 0; i < G_N_ELEMENTS (star_endings); i++)
    {
      g_autofree char *name = g_strdup_printf ("%.*s%s", (int)strlen (pattern) - 1, pattern, star_endings[i]);

      if (dw_point_from_name (name, &point))
        return TRUE;
    }
  return FALSE;
}

static void
load_points (const DwJsonAt *at, Row *row)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  DwJsonAt list = dw_json_array (at, "points");

  if (dw_json_length (&list) == 0)
    dw_json_fail (at, "points", "must name at least one point");
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);
      g_autofree char *pattern = dw_json_string (&item, NULL);

      if (!dw_json_failed (at) && !is_known_pattern (pattern))
        dw_json_fail (&item, NULL, "\"%s\" is not a name of the vocabulary", pattern);
      g_strv_builder_add (builder, pattern);
    }
  row->points = g_strv_builder_end (builder);
}

static void
load_classes (const DwJsonAt *at, Row *row)
{
  DwJsonAt list = dw_json_array (at, "classes");

  if (dw_json_length (&list) == 0)
    dw_json_fail (at, "classes", "must name at least one class");
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      row->classes |= 1u << dw_json_word (&item, NULL, class_words);
    }
}

static void
check_order (const DwJsonAt *at, const DwLimit *limit)
{
  if (isnan (limit->low_alarm) && isnan (limit->low_warning) && isnan (limit->high_warning) && isnan (limit->high_alarm))
    dw_json_fail (at, NULL, "has no limit at all");
  if (limit->low_alarm > limit->low_warning)
    dw_json_fail (at, "low_alarm", "is above low_warning");
  if (limit->high_warning > limit->high_alarm)
    dw_json_fail (at, "high_warning", "is above high_alarm");
  if (fmax (limit->low_alarm, limit->low_warning) >= fmin (limit->high_warning, limit->high_alarm))
    dw_json_fail (at, NULL, "the low limits reach the high limits");
  if (limit->hysteresis < 0)
    dw_json_fail (at, "hysteresis", "must not be negative");
}

static void
load_clause (const DwJsonAt *at, char *to, gsize size)
{
  g_autofree char *clause = dw_json_text (at, "clause");

  if (strlen (clause) >= size)
    dw_json_fail (at, "clause", "is longer than %d bytes", (int)size - 1);
  g_strlcpy (to, clause, size);
}

static void
load_limit (const DwJsonAt *at, DwLimit *limit)
{
  dw_limit_init (limit);
  limit->low_alarm = dw_json_number_or (at, "low_alarm", NAN);
  limit->low_warning = dw_json_number_or (at, "low_warning", NAN);
  limit->high_warning = dw_json_number_or (at, "high_warning", NAN);
  limit->high_alarm = dw_json_number_or (at, "high_alarm", NAN);
  limit->hysteresis = dw_json_number_or (at, "hysteresis", 0);
  limit->on_delay_ms = (int)dw_json_integer_or (at, "on_delay_ms", 0, 3600000, 0);
  limit->off_delay_ms = (int)dw_json_integer_or (at, "off_delay_ms", 0, 3600000, 0);
  limit->warning_priority = (guint8)dw_json_integer_or (at, "warning_priority", 1, 4, 3);
  limit->alarm_priority = (guint8)dw_json_integer_or (at, "alarm_priority", 1, 4, 2);
  load_clause (at, limit->clause, sizeof limit->clause);
  check_order (at, limit);
}

static void
load_row (DwStandard *self, const DwJsonAt *at)
{
  Row *row = g_new0 (Row, 1);

  g_ptr_array_add (self->rows, row);
  dw_json_check_keys (at, row_keys);
  load_classes (at, row);
  load_points (at, row);
  row->of_rated_current = dw_json_boolean_or (at, "of_rated_current", FALSE);
  load_limit (at, &row->limit);
}

static double
load_ratio (const DwJsonAt *at, const char *member)
{
  double ratio = dw_json_number (at, member);

  if (!dw_json_failed (at) && !(ratio > 0 && ratio < 1))
    dw_json_fail (at, member, "must be between 0 and 1");
  return ratio;
}

static void
load_supply (DwStandardSupply *supply, const DwJsonAt *root)
{
  DwJsonAt at = dw_json_object (root, "supply");

  if (!dw_json_has (root, "supply"))
    dw_json_fail (root, "supply", "is missing");
  dw_json_check_keys (&at, supply_keys);
  supply->nominal_v = dw_json_number (&at, "nominal_v");
  if (!dw_json_failed (&at) && !(supply->nominal_v > 0))
    dw_json_fail (&at, "nominal_v", "must be above 0");
  supply->loss_ratio = load_ratio (&at, "loss");
  supply->normal_ratio = load_ratio (&at, "normal");
  supply->lost_ratio = load_ratio (&at, "lost");
  supply->shift_ratio = load_ratio (&at, "shift");
  supply->balance_ratio = load_ratio (&at, "balance");
  supply->hysteresis_ratio = load_ratio (&at, "hysteresis");
  supply->on_delay_ms = (int)dw_json_integer_or (&at, "on_delay_ms", 0, 3600000, 0);
  supply->off_delay_ms = (int)dw_json_integer_or (&at, "off_delay_ms", 0, 3600000, 0);
  load_clause (&at, supply->clause, sizeof supply->clause);
  if (!dw_json_failed (&at) && (supply->lost_ratio >= supply->loss_ratio || supply->loss_ratio >= supply->normal_ratio))
    dw_json_fail (&at, NULL, "lost must be below loss, and loss below normal");
}

static void
load_all (DwStandard *self, DwJsonDoc *doc)
{
  DwJsonAt root = dw_json_root (doc);
  DwJsonAt list = dw_json_array (&root, "limits");

  dw_json_check_keys (&root, root_keys);
  dw_json_integer (&root, "format", FORMAT, FORMAT);
  self->title = dw_json_text (&root, "title");
  self->edition = dw_json_string (&root, "edition");
  if (dw_json_length (&list) == 0)
    dw_json_fail (&root, "limits", "must have at least one row");
  for (guint i = 0; i < dw_json_length (&list); i++)
    {
      DwJsonAt item = dw_json_element (&list, i);

      load_row (self, &item);
    }
  load_supply (&self->supply, &root);
}

static char *
make_id (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return g_strndup (base, strlen (base) - (g_str_has_suffix (base, ".json") ? strlen (".json") : 0));
}

DwStandard *
dw_standard_load (const char *path, GError **error)
{
  g_autoptr (DwStandard) self = g_new0 (DwStandard, 1);
  g_autoptr (DwJsonDoc) doc = NULL;
  g_autoptr (GError) fault = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  self->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)row_free);
  if (!g_file_get_contents (path, &text, &length, &fault))
    {
      g_set_error (error, DW_PROFILE_ERROR, DW_PROFILE_ERROR_MISSING, "%s: cannot be read: %s", path, fault->message);
      return NULL;
    }
  doc = dw_json_doc_new (text, (gssize)length, path, DW_PROFILE_ERROR, DW_PROFILE_ERROR_SYNTAX, DW_PROFILE_ERROR_INVALID, error);
  if (doc == NULL)
    return NULL;
  self->id = make_id (path);
  load_all (self, doc);
  return dw_json_doc_finish (doc, error) ? g_steal_pointer (&self) : NULL;
}

void
dw_standard_free (DwStandard *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self->id);
  g_free (self->title);
  g_free (self->edition);
  g_free (self);
}

const char *
dw_standard_get_id (DwStandard *self)
{
  return self->id;
}

const char *
dw_standard_get_title (DwStandard *self)
{
  return self->title;
}

const char *
dw_standard_get_edition (DwStandard *self)
{
  return self->edition;
}

const DwStandardSupply *
dw_standard_get_supply (DwStandard *self)
{
  return &self->supply;
}

static gboolean
row_fits (const Row *row, const char *device_class, const char *name)
{
  gboolean of_class = FALSE;

  for (guint i = 0; class_words[i] != NULL; i++)
    of_class = of_class || ((row->classes & (1u << i)) != 0 && g_strcmp0 (class_words[i], device_class) == 0);
  if (!of_class)
    return FALSE;
  for (guint i = 0; row->points[i] != NULL; i++)
    {
      gsize length = strlen (row->points[i]);
      gboolean star = length > 0 && row->points[i][length - 1] == '*';

      if (star ? strncmp (row->points[i], name, length - 1) == 0 : strcmp (row->points[i], name) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
scale_limit (DwLimit *limit, double factor)
{
  limit->low_alarm *= factor;
  limit->low_warning *= factor;
  limit->high_warning *= factor;
  limit->high_alarm *= factor;
  limit->hysteresis *= factor;
}

gboolean
dw_standard_get_limit (DwStandard *self, const char *device_class, DwPoint point, double rated_current_a, DwLimit *limit)
{
  g_autofree char *name = dw_point_to_name (point);

  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = g_ptr_array_index (self->rows, i);

      if (!row_fits (row, device_class, name))
        continue;
      if (row->of_rated_current && !(rated_current_a > 0))
        return FALSE;
      *limit = row->limit;
      if (row->of_rated_current)
        scale_limit (limit, rated_current_a);
      return TRUE;
    }
  return FALSE;
}
