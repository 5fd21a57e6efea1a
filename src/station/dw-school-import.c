// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-school-import.h"

#include <glib/gi18n-lib.h>

#include "dw-alarm-desk.h"
#include "dw-authority.h"
#include "dw-place-rows.h"
#include "dw-school-index.h"

/* Taking over a list of schools that was looked at (dw-school-import-look.c). */

#define ACT "import-schools"

static const struct
{
  const char *word, *title;
} outcomes[DW_N_SCHOOL_OUTCOMES] = {
  [DW_SCHOOL_ADDED] = { "added", N_ ("New") },
  [DW_SCHOOL_CHANGED] = { "changed", N_ ("Changed") },
  [DW_SCHOOL_SAME] = { "same", N_ ("As it is") },
  [DW_SCHOOL_REFUSED] = { "refused", N_ ("Refused") },
};

const char *
dw_school_outcome_word (DwSchoolOutcome outcome)
{
  return outcomes[outcome].word;
}

const char *
dw_school_outcome_title (DwSchoolOutcome outcome)
{
  return _ (outcomes[outcome].title);
}

typedef struct
{
  DwStation *station;
  const DwPerson *person;
  const DwSchoolImport *import;
  DwSchoolIndex *index;
  DwStoreBatch *batch;
  GHashTable *region_ids; /* name of a new region -> its number in the batch */
  gint64 n_new;           /* rows put with id 0 so far */
} Work;

/* --- checks --- */

static gboolean
refuse (GError **error, int code, const char *sentence)
{
  g_set_error_literal (error, DW_DESK_ERROR, code, sentence);
  return FALSE;
}

static gboolean
check_right (DwStation *station, const DwPerson *person, const char *source, GError **error)
{
  g_autofree char *reason = NULL;

  if (dw_authority_check (person, DW_ACT_CONFIGURE, NULL, &reason))
    return TRUE;
  dw_station_audit (station, person, ACT, source, NULL, NULL, reason, "denied");
  return refuse (error, DW_DESK_ERROR_DENIED, reason);
}

/* Somebody may have worked on the places while the list was looked at. */
static gboolean
is_still_true (Work *work, const DwSchoolRow *row)
{
  DwPlace *place = dw_place_tree_find (work->station->tree, row->place_id);

  if (row->outcome == DW_SCHOOL_CHANGED)
    return place != NULL && g_str_equal (dw_place_get_name (place), row->name);
  return row->outcome != DW_SCHOOL_ADDED || dw_school_index_find (work->index, row->name, row->region) == NULL;
}

static gboolean
check_rows (Work *work, gboolean leave_out_refused, GError **error)
{
  g_autofree char *sentence = NULL;
  guint n = work->import->counts[DW_SCHOOL_REFUSED];

  if (n > 0 && !leave_out_refused)
    {
      sentence = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u line is refused; nothing was changed", "%u lines are refused; nothing was changed", n), n);
      return refuse (error, DW_DESK_ERROR_INVALID, sentence);
    }
  for (guint i = 0; i < work->import->rows->len; i++)
    if (!is_still_true (work, g_ptr_array_index (work->import->rows, i)))
      return refuse (error, DW_DESK_ERROR_INVALID, _ ("The places have changed since the list was looked at; look at it again"));
  return TRUE;
}

/* --- the batch --- */

static gint64
put_row (Work *work, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, const char *facts_json)
{
  DwPlaceRow row = { id, parent_id, kind, (char *)name, -1, (char *)facts_json };

  dw_store_batch_put_place (work->batch, &row);
  if (id == 0)
    id = -++work->n_new;
  return id;
}

static void
put_regions (Work *work)
{
  DwPlace *district = dw_school_index_get_district (work->index);

  for (guint i = 0; i < work->import->new_regions->len; i++)
    {
      const char *name = g_ptr_array_index (work->import->new_regions, i);
      gint64 id = put_row (work, 0, district != NULL ? dw_place_get_id (district) : 0, DW_PLACE_REGION, name, "{}");

      g_hash_table_insert (work->region_ids, (char *)name, dw_id_new (id));
      dw_place_rows_add_audit (work->station, work->batch, work->person, ACT, id, name, NULL, "{}");
    }
}

static gint64
find_parent_id (Work *work, const char *region)
{
  DwPlace *place = dw_school_index_find_region (work->index, region);
  const gint64 *id = g_hash_table_lookup (work->region_ids, region);

  if (place != NULL)
    return dw_place_get_id (place);
  return id != NULL ? *id : 0;
}

static void
put_new_school (Work *work, const DwSchoolRow *row)
{
  g_autofree char *json = dw_place_rows_to_json (row->facts);
  gint64 id = put_row (work, 0, find_parent_id (work, row->region), DW_PLACE_SCHOOL, row->name, json);

  dw_place_rows_add_audit (work->station, work->batch, work->person, ACT, id, row->name, NULL, json);
}

static char *
dup_old_facts (DwPlace *place, GHashTable *changed)
{
  g_autoptr (GHashTable) old = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, changed);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (dw_place_get_fact (place, key) != NULL)
      g_hash_table_insert (old, key, (char *)dw_place_get_fact (place, key));
  return dw_place_rows_to_json (old);
}

static void
put_changed_school (Work *work, const DwSchoolRow *row)
{
  DwPlace *place = dw_place_tree_find (work->station->tree, row->place_id), *parent = dw_place_get_parent (place);
  g_autoptr (GHashTable) facts = dw_place_rows_merge (place, row->facts);
  g_autofree char *json = dw_place_rows_to_json (facts), *new_json = dw_place_rows_to_json (row->facts), *old_json = dup_old_facts (place, row->facts);

  put_row (work, row->place_id, parent != NULL ? dw_place_get_id (parent) : 0, DW_PLACE_SCHOOL, row->name, json);
  dw_place_rows_add_audit (work->station, work->batch, work->person, ACT, row->place_id, row->name, old_json, new_json);
}

static void
put_schools (Work *work)
{
  for (guint i = 0; i < work->import->rows->len; i++)
    {
      const DwSchoolRow *row = g_ptr_array_index (work->import->rows, i);

      if (row->outcome == DW_SCHOOL_ADDED)
        put_new_school (work, row);
      else if (row->outcome == DW_SCHOOL_CHANGED)
        put_changed_school (work, row);
    }
}

/* --- what was committed becomes visible, in the order of the batch --- */

static gint64
resolve (gint64 id, GArray *new_ids)
{
  return id < 0 ? g_array_index (new_ids, gint64, -id - 1) : id;
}

static void
show_regions (Work *work, GArray *new_ids)
{
  g_autoptr (GHashTable) none = dw_place_rows_merge (NULL, NULL);
  DwPlace *district = dw_school_index_get_district (work->index);

  for (guint i = 0; i < work->import->new_regions->len; i++)
    dw_place_rows_show (work->station, g_array_index (new_ids, gint64, i), district != NULL ? dw_place_get_id (district) : 0, DW_PLACE_REGION, g_ptr_array_index (work->import->new_regions, i), none);
}

static void
show_school (Work *work, const DwSchoolRow *row, gint64 id, GArray *new_ids)
{
  DwPlace *place = dw_place_tree_find (work->station->tree, id);
  g_autoptr (GHashTable) facts = dw_place_rows_merge (place, row->facts);

  dw_place_rows_show (work->station, id, resolve (find_parent_id (work, row->region), new_ids), DW_PLACE_SCHOOL, row->name, facts);
}

static void
show_all (Work *work, GArray *new_ids)
{
  guint next = work->import->new_regions->len;

  show_regions (work, new_ids);
  for (guint i = 0; i < work->import->rows->len; i++)
    {
      const DwSchoolRow *row = g_ptr_array_index (work->import->rows, i);

      if (row->outcome == DW_SCHOOL_ADDED)
        show_school (work, row, g_array_index (new_ids, gint64, next++), new_ids);
      else if (row->outcome == DW_SCHOOL_CHANGED)
        show_school (work, row, row->place_id, new_ids);
    }
}

static char *
describe (const DwSchoolImport *import)
{
  return g_strdup_printf ("{\"added\":%u,\"changed\":%u,\"same\":%u,\"refused\":%u,\"regions\":%u}", import->counts[DW_SCHOOL_ADDED], import->counts[DW_SCHOOL_CHANGED], import->counts[DW_SCHOOL_SAME], import->counts[DW_SCHOOL_REFUSED], import->new_regions->len);
}

static gboolean
take_over (Work *work, const char *source, GError **error)
{
  g_autoptr (GArray) new_ids = NULL;
  g_autofree char *summary = describe (work->import);

  work->batch = dw_store_batch_new ();
  put_regions (work);
  put_schools (work);
  if (dw_store_batch_is_empty (work->batch))
    {
      dw_store_batch_free (work->batch);
      return TRUE;
    }
  if (!dw_store_commit (work->station->store, work->batch, &new_ids, error))
    return FALSE;
  show_all (work, new_ids);
  dw_station_audit (work->station, work->person, ACT, source, NULL, summary, NULL, "done");
  g_signal_emit_by_name (work->station, "changed");
  return TRUE;
}

gboolean
dw_school_import_apply (DwStation *station, const DwPerson *person, const DwSchoolImport *self, gboolean leave_out_refused, const char *source, GError **error)
{
  g_autoptr (DwSchoolIndex) index = dw_school_index_new (station->tree);
  g_autoptr (GHashTable) region_ids = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  Work work = { station, person, self, index, NULL, region_ids, 0 };

  return check_right (station, person, source, error) && check_rows (&work, leave_out_refused, error) && take_over (&work, source, error);
}
