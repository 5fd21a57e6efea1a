// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include <string.h>

#include <glib/gi18n-lib.h>

#include "dw-place-fact.h"
#include "dw-school-columns.h"
#include "dw-school-import.h"
#include "dw-school-index.h"

/* Looking at a list of schools: each row becomes what it would do, or why it cannot. Nothing is changed here. */

typedef struct
{
  DwSchoolImport *import;
  DwStation *station;
  DwSchoolIndex *index;
  DwSchoolColumns columns;
  const DwCsvRow *headings;
  GHashTable *seen;    /* "region\nname" -> line */
  GHashTable *regions; /* names of new ones */
} Look;

static void
row_free (gpointer data)
{
  DwSchoolRow *row = data;

  g_free (row->name);
  g_free (row->region);
  g_hash_table_unref (row->facts);
  g_ptr_array_unref (row->changes);
  g_ptr_array_unref (row->problems);
  g_free (row);
}

void
dw_school_import_free (DwSchoolImport *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->ignored_columns);
  g_ptr_array_unref (self->new_regions);
  g_free (self);
}

static DwSchoolRow *
row_new (guint line)
{
  DwSchoolRow *row = g_new0 (DwSchoolRow, 1);

  row->line = line;
  row->facts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  row->changes = g_ptr_array_new_with_free_func (g_free);
  row->problems = g_ptr_array_new_with_free_func (g_free);
  return row;
}

/* --- problems --- */

static void
add_problem (Look *look, DwSchoolRow *row, DwSchoolColumn column, const char *sentence)
{
  int at = look->columns.at[column];

  if (at >= 0)
    g_ptr_array_add (row->problems, g_strdup_printf (_ ("Line %1$u, column %2$s: %3$s"), row->line, dw_csv_row_get (look->headings, (guint)at), sentence));
  else
    g_ptr_array_add (row->problems, g_strdup_printf (_ ("Line %1$u: %2$s"), row->line, sentence));
}

/* Eats why. */
static char *
refuse_cell (Look *look, DwSchoolRow *row, DwSchoolColumn column, GError *why)
{
  add_problem (look, row, column, why->message);
  g_error_free (why);
  return g_strdup ("");
}

/* --- cells --- */

static void
read_facts (Look *look, DwSchoolRow *row, const DwCsvRow *cells)
{
  for (DwSchoolColumn column = DW_SCHOOL_COLUMN_ADDRESS; column <= DW_SCHOOL_COLUMN_NOTE; column++)
    {
      GError *why = NULL;
      char *value = dw_place_fact_normalise (dw_school_column_fact (column), dw_school_columns_get (&look->columns, cells, column), &why);

      value = value != NULL ? value : refuse_cell (look, row, column, why);
      if (*value != '\0')
        g_hash_table_replace (row->facts, (char *)dw_school_column_fact (column), value);
      else
        g_free (value);
    }
}

/* A list that does not say in which grid its degrees are may be wrong by half a kilometre, so it has to say. */
static gboolean
read_grid (Look *look, DwSchoolRow *row, const DwCsvRow *cells, DwPlaceGrid *grid)
{
  const char *word = dw_school_columns_get (&look->columns, cells, DW_SCHOOL_COLUMN_GRID);

  if (dw_place_grid_from_word (word, grid))
    return TRUE;
  if (look->columns.at[DW_SCHOOL_COLUMN_GRID] < 0)
    add_problem (look, row, DW_SCHOOL_COLUMN_GRID, _ ("a position needs a column 坐标系 that says WGS-84 or GCJ-02"));
  else
    add_problem (look, row, DW_SCHOOL_COLUMN_GRID, _ ("WGS-84 or GCJ-02 is wanted for a position"));
  return FALSE;
}

static void
read_position (Look *look, DwSchoolRow *row, const DwCsvRow *cells)
{
  const char *latitude = dw_school_columns_get (&look->columns, cells, DW_SCHOOL_COLUMN_LATITUDE);
  const char *longitude = dw_school_columns_get (&look->columns, cells, DW_SCHOOL_COLUMN_LONGITUDE);
  char *north = NULL, *east = NULL;
  DwPlaceGrid grid;
  GError *why = NULL;

  if ((*latitude == '\0' && *longitude == '\0') || !read_grid (look, row, cells, &grid))
    return;
  if (!dw_place_position_normalise (latitude, longitude, grid, &north, &east, &why))
    {
      g_free (refuse_cell (look, row, *latitude != '\0' ? DW_SCHOOL_COLUMN_LATITUDE : DW_SCHOOL_COLUMN_LONGITUDE, why));
      return;
    }
  g_hash_table_replace (row->facts, (char *)"latitude", north);
  g_hash_table_replace (row->facts, (char *)"longitude", east);
}

static char *
read_name (Look *look, DwSchoolRow *row, const DwCsvRow *cells, DwSchoolColumn column)
{
  const char *text = dw_school_columns_get (&look->columns, cells, column);
  GError *why = NULL;
  char *name;

  if (*text == '\0' && column == DW_SCHOOL_COLUMN_REGION)
    return g_strdup ("");
  name = dw_place_name_normalise (text, &why);
  return name != NULL ? name : refuse_cell (look, row, column, why);
}

static void
check_width (Look *look, DwSchoolRow *row, const DwCsvRow *cells)
{
  for (guint i = look->columns.n_columns; i < cells->fields->len; i++)
    if (*dw_csv_row_get (cells, i) != '\0')
      {
        g_ptr_array_add (row->problems, g_strdup_printf (_ ("Line %1$u: “%2$s” stands in a column without a heading"), row->line, dw_csv_row_get (cells, i)));
        return;
      }
}

/* --- which school --- */

static void
check_twice (Look *look, DwSchoolRow *row)
{
  g_autofree char *key = g_strdup_printf ("%s\n%s", row->region, row->name);
  guint before = GPOINTER_TO_UINT (g_hash_table_lookup (look->seen, key));
  g_autofree char *sentence = NULL;

  if (*row->name == '\0')
    return;
  if (before == 0)
    {
      g_hash_table_insert (look->seen, g_steal_pointer (&key), GUINT_TO_POINTER (row->line));
      return;
    }
  sentence = g_strdup_printf (_ ("the same school stands in line %u"), before);
  add_problem (look, row, DW_SCHOOL_COLUMN_NAME, sentence);
}

static DwPlace *
find_school (Look *look, DwSchoolRow *row)
{
  DwPlace *only = *row->region != '\0' ? dw_school_index_find (look->index, row->name, row->region) : NULL;

  if (only == NULL && *row->region != '\0' && dw_school_index_find (look->index, row->name, "") != NULL)
    add_problem (look, row, DW_SCHOOL_COLUMN_REGION, _ ("the school of this name belongs to no region here; leave the region empty"));
  if (*row->region != '\0')
    return only;
  if (dw_school_index_count (look->index, row->name, &only) > 1)
    add_problem (look, row, DW_SCHOOL_COLUMN_REGION, _ ("several schools have this name; say the region"));
  else if (only == NULL && dw_school_index_has_regions (look->index))
    add_problem (look, row, DW_SCHOOL_COLUMN_REGION, _ ("a new school needs its region"));
  return only;
}

static void
add_change (DwSchoolRow *row, const char *key, const char *old, const char *new)
{
  g_ptr_array_add (row->changes, g_strdup_printf (_ ("%1$s: %2$s → %3$s"), dw_place_fact_title (key), old != NULL ? old : _ ("not entered"), new));
}

/* Only what differs stays among the facts, in the order of the list of facts. */
static void
compare_facts (DwSchoolRow *row, DwPlace *place)
{
  guint n_facts;
  const DwPlaceFact *facts = dw_place_fact_list (&n_facts);

  for (guint i = 0; i < n_facts; i++)
    {
      const char *new = g_hash_table_lookup (row->facts, facts[i].key), *old = dw_place_get_fact (place, facts[i].key);

      if (new == NULL)
        continue;
      if (g_strcmp0 (old, new) == 0)
        g_hash_table_remove (row->facts, facts[i].key);
      else
        add_change (row, facts[i].key, old, new);
    }
}

static void
judge (Look *look, DwSchoolRow *row)
{
  DwPlace *place = *row->name != '\0' ? find_school (look, row) : NULL;

  if (place != NULL)
    {
      row->place_id = dw_place_get_id (place);
      compare_facts (row, place);
    }
  if (row->problems->len > 0)
    row->outcome = DW_SCHOOL_REFUSED;
  else if (place == NULL)
    row->outcome = DW_SCHOOL_ADDED;
  else
    row->outcome = row->changes->len > 0 ? DW_SCHOOL_CHANGED : DW_SCHOOL_SAME;
}

static void
note_region (Look *look, const DwSchoolRow *row)
{
  if (row->outcome != DW_SCHOOL_ADDED || *row->region == '\0' || dw_school_index_find_region (look->index, row->region) != NULL)
    return;
  if (g_hash_table_add (look->regions, row->region))
    g_ptr_array_add (look->import->new_regions, g_strdup (row->region));
}

static void
look_at_row (Look *look, const DwCsvRow *cells)
{
  DwSchoolRow *row = row_new (cells->line);

  check_width (look, row, cells);
  row->name = read_name (look, row, cells, DW_SCHOOL_COLUMN_NAME);
  row->region = read_name (look, row, cells, DW_SCHOOL_COLUMN_REGION);
  read_facts (look, row, cells);
  read_position (look, row, cells);
  check_twice (look, row);
  judge (look, row);
  note_region (look, row);
  look->import->counts[row->outcome]++;
  g_ptr_array_add (look->import->rows, row);
}

static gboolean
look_at_table (Look *look, const DwCsv *csv, GError **error)
{
  if (csv->rows->len < 2)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _ ("There is no line below the headings"));
      return FALSE;
    }
  look->headings = g_ptr_array_index (csv->rows, 0);
  if (!dw_school_columns_read (&look->columns, look->headings, look->import->ignored_columns, error))
    return FALSE;
  for (guint i = 1; i < csv->rows->len; i++)
    look_at_row (look, g_ptr_array_index (csv->rows, i));
  return TRUE;
}

DwSchoolImport *
dw_school_import_new (DwStation *station, const char *bytes, gsize length, GError **error)
{
  g_autoptr (DwCsv) csv = dw_csv_read (bytes, length, error);
  g_autoptr (DwSchoolImport) import = NULL;
  g_autoptr (DwSchoolIndex) index = NULL;
  g_autoptr (GHashTable) seen = NULL, regions = NULL;
  Look look = { NULL };

  if (csv == NULL)
    return NULL;
  import = g_new0 (DwSchoolImport, 1);
  import->encoding = csv->encoding;
  import->separator = csv->separator;
  import->rows = g_ptr_array_new_with_free_func (row_free);
  import->ignored_columns = g_ptr_array_new_with_free_func (g_free);
  import->new_regions = g_ptr_array_new_with_free_func (g_free);
  index = dw_school_index_new (dw_station_get_tree (station));
  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  regions = g_hash_table_new (g_str_hash, g_str_equal);
  look = (Look){ .import = import, .station = station, .index = index, .seen = seen, .regions = regions };
  return look_at_table (&look, csv, error) ? g_steal_pointer (&import) : NULL;
}
