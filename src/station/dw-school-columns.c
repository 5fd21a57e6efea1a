// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-columns.h"

#include <glib/gi18n-lib.h>

#define MOST_WORDS 8

static const struct
{
  const char *fact;
  const char *words[MOST_WORDS]; /* as reduce leaves them */
} columns[DW_N_SCHOOL_COLUMNS] = {
  [DW_SCHOOL_COLUMN_NAME] = { NULL, { "学校", "学校名称", "单位", "单位名称", "名称", "school", "name", "school name" } },
  [DW_SCHOOL_COLUMN_REGION] = { NULL, { "区域", "片区", "所属区域", "街道", "街镇", "region" } },
  [DW_SCHOOL_COLUMN_ADDRESS] = { "address", { "地址", "学校地址", "单位地址", "address" } },
  [DW_SCHOOL_COLUMN_CONTACT] = { "contact", { "联系人", "负责人", "contact", "contact person" } },
  [DW_SCHOOL_COLUMN_PHONE] = { "phone", { "电话", "联系电话", "手机", "phone", "telephone" } },
  [DW_SCHOOL_COLUMN_EMERGENCY_PHONE] = { "emergency_phone", { "应急电话", "值班电话", "emergency phone" } },
  [DW_SCHOOL_COLUMN_AREA] = { "area_m2", { "建筑面积", "面积", "building area", "area", "area m2" } },
  [DW_SCHOOL_COLUMN_TYPE] = { "org_type", { "类型", "单位类型", "学校类型", "type", "org type", "type of organisation" } },
  [DW_SCHOOL_COLUMN_SUPPLIER] = { "supplier", { "供应商", "服务商", "厂家", "supplier" } },
  [DW_SCHOOL_COLUMN_COMMISSIONED] = { "commissioned", { "投运日期", "投用日期", "启用日期", "commissioned", "in service since" } },
  [DW_SCHOOL_COLUMN_CONTRACT_END] = { "contract_end", { "合同到期", "服务到期", "合同截止", "合同到期日", "contract end", "service contract" } },
  [DW_SCHOOL_COLUMN_NOTE] = { "note", { "备注", "note" } },
  [DW_SCHOOL_COLUMN_LATITUDE] = { "latitude", { "纬度", "latitude", "lat" } },
  [DW_SCHOOL_COLUMN_LONGITUDE] = { "longitude", { "经度", "longitude", "lon", "lng" } },
  [DW_SCHOOL_COLUMN_GRID] = { NULL, { "坐标系", "坐标系统", "坐标", "system", "coordinate system", "crs" } },
};

const char *
dw_school_column_fact (DwSchoolColumn column)
{
  return columns[column].fact;
}

/* "建筑面积（㎡）" and "Building_Area (m²)" are the words alone: without width, case, unit and joining signs. */
static char *
reduce (const char *heading)
{
  g_autofree char *normal = g_utf8_normalize (heading, -1, G_NORMALIZE_ALL_COMPOSE), *folded = g_utf8_casefold (normal, -1);
  char *unit = strchr (folded, '(');

  if (unit != NULL)
    *unit = '\0';
  return g_strstrip (g_strdelimit (g_strdup (folded), "_-*", ' '));
}

static int
find_column (const char *heading)
{
  g_autofree char *word = reduce (heading);

  for (int i = 0; i < DW_N_SCHOOL_COLUMNS; i++)
    for (guint j = 0; j < MOST_WORDS && columns[i].words[j] != NULL; j++)
      if (g_str_equal (columns[i].words[j], word))
        return i;
  return -1;
}

static gboolean
refuse_twice (const DwCsvRow *headings, guint first, guint second, GError **error)
{
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %1$u: the columns “%2$s” and “%3$s” mean the same"), headings->line, dw_csv_row_get (headings, first), dw_csv_row_get (headings, second));
  return FALSE;
}

gboolean
dw_school_columns_read (DwSchoolColumns *self, const DwCsvRow *headings, GPtrArray *ignored, GError **error)
{
  self->n_columns = headings->fields->len;
  for (guint i = 0; i < DW_N_SCHOOL_COLUMNS; i++)
    self->at[i] = -1;
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *heading = dw_csv_row_get (headings, i);
      int column = find_column (heading);

      if (column >= 0 && self->at[column] >= 0)
        return refuse_twice (headings, (guint)self->at[column], i, error);
      if (column >= 0)
        self->at[column] = (int)i;
      else if (*heading != '\0')
        g_ptr_array_add (ignored, g_strdup (heading));
    }
  if (self->at[DW_SCHOOL_COLUMN_NAME] >= 0)
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("Line %u: no column is headed 学校 or School"), headings->line);
  return FALSE;
}

const char *
dw_school_columns_get (const DwSchoolColumns *self, const DwCsvRow *row, DwSchoolColumn column)
{
  return self->at[column] >= 0 ? dw_csv_row_get (row, (guint)self->at[column]) : "";
}
