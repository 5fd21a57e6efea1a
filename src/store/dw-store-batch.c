// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

// What this file is: the list of lines of one transaction. What can stand in a line is a table: how to write it and how to free it.

#include "dw-store-batch.h"

#include <glib/gi18n-lib.h>

#include "dw-store-batch-private.h"
#include "dw-store-error.h"
#include "dw-table-alarm.h"
#include "dw-table-audit.h"
#include "dw-table-device.h"
#include "dw-table-event.h"
#include "dw-table-gateway.h"
#include "dw-table-place.h"
#include "dw-table-setting.h"

typedef struct
{
  DwEventRecord *record;
  guint8 key[DW_EVENT_KEY_BYTES];
} KeyedEvent;

typedef struct
{
  char *key;
  char *value;
} Setting;

typedef struct
{
  DwAuditRow *row;
  gint64 place_id;
} PlaceAudit;

typedef struct
{
  gboolean (*write) (DwBatchTarget *target, gconstpointer row, GError **error);
  GDestroyNotify free_row;
} LineKind;

typedef struct
{
  const LineKind *kind;
  gpointer row;
} Line;

struct _DwStoreBatch
{
  int references; /* atomic */
  GArray *lines;
};

/* --- writing --- */

static gboolean
write_alarm (DwBatchTarget *target, gconstpointer row, GError **error)
{
  return dw_table_alarm_put (target->db, row, error);
}

static gboolean
write_event (DwBatchTarget *target, gconstpointer row, GError **error)
{
  const KeyedEvent *event = row;

  return dw_table_event_add (target->db, event->record, event->key, error);
}

static gboolean
write_audit (DwBatchTarget *target, gconstpointer row, GError **error)
{
  return dw_table_audit_add (target->db, row, &target->head, error);
}

static gboolean
write_setting (DwBatchTarget *target, gconstpointer row, GError **error)
{
  const Setting *setting = row;

  return dw_table_setting_put (target->db, setting->key, setting->value, error);
}

static void
note_id (DwBatchTarget *target, gint64 old_id, gint64 id)
{
  if (old_id == 0)
    g_array_append_val (target->new_ids, id);
}

/* -n becomes the id that the n-th new row got. */
static gboolean
resolve_id (DwBatchTarget *target, gint64 *id, GError **error)
{
  if (*id >= 0)
    return TRUE;
  if (-*id > (gint64)target->new_ids->len)
    {
      g_set_error (error, DW_STORE_ERROR, DW_STORE_ERROR_FAILED, _ ("A row hangs on a place that its batch did not put before"));
      return FALSE;
    }
  *id = g_array_index (target->new_ids, gint64, -*id - 1);
  return TRUE;
}

static gboolean
write_place_audit (DwBatchTarget *target, gconstpointer row, GError **error)
{
  const PlaceAudit *audit = row;
  g_autoptr (DwAuditRow) named = dw_audit_row_copy (audit->row);
  gint64 id = audit->place_id;

  if (!resolve_id (target, &id, error))
    return FALSE;
  g_free (named->object);
  named->object = g_strdup_printf ("%s (place %" G_GINT64_FORMAT ")", audit->row->object, id);
  return dw_table_audit_add (target->db, named, &target->head, error);
}

static gboolean
write_place (DwBatchTarget *target, gconstpointer row, GError **error)
{
  DwPlaceRow place = *(const DwPlaceRow *)row;
  gint64 id;

  if (!resolve_id (target, &place.parent_id, error) || !dw_table_place_put (target->db, &place, &id, error))
    return FALSE;
  note_id (target, place.id, id);
  return TRUE;
}

static gboolean
write_gateway (DwBatchTarget *target, gconstpointer row, GError **error)
{
  const DwGatewayRow *gateway = row;
  gint64 id;

  if (!dw_table_gateway_put (target->db, gateway, &id, error))
    return FALSE;
  note_id (target, gateway->id, id);
  return TRUE;
}

static gboolean
write_device (DwBatchTarget *target, gconstpointer row, GError **error)
{
  const DwDeviceRow *device = row;
  gint64 id;

  if (!dw_table_device_put (target->db, device, &id, error))
    return FALSE;
  note_id (target, device->id, id);
  return TRUE;
}

static gboolean
delete_place (DwBatchTarget *target, gconstpointer row, GError **error)
{
  return dw_table_place_delete (target->db, *(const gint64 *)row, error);
}

static gboolean
delete_gateway (DwBatchTarget *target, gconstpointer row, GError **error)
{
  return dw_table_gateway_delete (target->db, *(const gint64 *)row, error);
}

static gboolean
delete_device (DwBatchTarget *target, gconstpointer row, GError **error)
{
  return dw_table_device_delete (target->db, *(const gint64 *)row, error);
}

static void
keyed_event_free (KeyedEvent *event)
{
  dw_event_record_free (event->record);
  g_free (event);
}

static void
place_audit_free (PlaceAudit *audit)
{
  dw_audit_row_free (audit->row);
  g_free (audit);
}

static void
setting_free (Setting *setting)
{
  g_free (setting->key);
  g_free (setting->value);
  g_free (setting);
}

static const LineKind ALARM = { write_alarm, (GDestroyNotify)dw_alarm_record_free };
static const LineKind EVENT = { write_event, (GDestroyNotify)keyed_event_free };
static const LineKind AUDIT = { write_audit, (GDestroyNotify)dw_audit_row_free };
static const LineKind PLACE_AUDIT = { write_place_audit, (GDestroyNotify)place_audit_free };
static const LineKind SETTING = { write_setting, (GDestroyNotify)setting_free };
static const LineKind PLACE = { write_place, (GDestroyNotify)dw_place_row_free };
static const LineKind GATEWAY = { write_gateway, (GDestroyNotify)dw_gateway_row_free };
static const LineKind DEVICE = { write_device, (GDestroyNotify)dw_device_row_free };
static const LineKind NO_PLACE = { delete_place, g_free };
static const LineKind NO_GATEWAY = { delete_gateway, g_free };
static const LineKind NO_DEVICE = { delete_device, g_free };

gboolean
dw_store_batch_write (DwStoreBatch *self, DwBatchTarget *target, GError **error)
{
  for (guint i = 0; i < self->lines->len; i++)
    {
      const Line *line = &g_array_index (self->lines, Line, i);

      if (!line->kind->write (target, line->row, error))
        return FALSE;
    }
  return TRUE;
}

/* --- building --- */

static void
clear_line (gpointer data)
{
  Line *line = data;

  line->kind->free_row (line->row);
}

DwStoreBatch *
dw_store_batch_new (void)
{
  DwStoreBatch *self = g_new0 (DwStoreBatch, 1);

  self->references = 1;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  g_array_set_clear_func (self->lines, clear_line);
  return self;
}

DwStoreBatch *
dw_store_batch_ref (DwStoreBatch *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
dw_store_batch_free (DwStoreBatch *self)
{
  if (self == NULL || !g_atomic_int_dec_and_test (&self->references))
    return;
  g_array_unref (self->lines);
  g_free (self);
}

static void
add_line (DwStoreBatch *self, const LineKind *kind, gpointer row)
{
  Line line = { kind, row };

  g_array_append_val (self->lines, line);
}

void
dw_store_batch_put_alarm (DwStoreBatch *self, const DwAlarmRecord *record)
{
  add_line (self, &ALARM, dw_alarm_record_copy (record));
}

void
dw_store_batch_add_event (DwStoreBatch *self, const DwEventRecord *event)
{
  KeyedEvent *keyed = g_new0 (KeyedEvent, 1);

  keyed->record = dw_event_record_copy (event);
  dw_table_event_make_key (event->time_ms, keyed->key);
  add_line (self, &EVENT, keyed);
}

void
dw_store_batch_add_audit (DwStoreBatch *self, const DwAuditRow *row)
{
  add_line (self, &AUDIT, dw_audit_row_copy (row));
}

void
dw_store_batch_add_place_audit (DwStoreBatch *self, const DwAuditRow *row, gint64 place_id)
{
  PlaceAudit *audit = g_new (PlaceAudit, 1);

  *audit = (PlaceAudit){ dw_audit_row_copy (row), place_id };
  add_line (self, &PLACE_AUDIT, audit);
}

void
dw_store_batch_put_setting (DwStoreBatch *self, const char *key, const char *value)
{
  Setting *setting = g_new0 (Setting, 1);

  setting->key = g_strdup (key);
  setting->value = g_strdup (value);
  add_line (self, &SETTING, setting);
}

void
dw_store_batch_put_place (DwStoreBatch *self, const DwPlaceRow *row)
{
  add_line (self, &PLACE, dw_place_row_copy (row));
}

void
dw_store_batch_put_gateway (DwStoreBatch *self, const DwGatewayRow *row)
{
  add_line (self, &GATEWAY, dw_gateway_row_copy (row));
}

void
dw_store_batch_put_device (DwStoreBatch *self, const DwDeviceRow *row)
{
  add_line (self, &DEVICE, dw_device_row_copy (row));
}

void
dw_store_batch_delete_place (DwStoreBatch *self, gint64 id)
{
  add_line (self, &NO_PLACE, g_memdup2 (&id, sizeof id));
}

void
dw_store_batch_delete_gateway (DwStoreBatch *self, gint64 id)
{
  add_line (self, &NO_GATEWAY, g_memdup2 (&id, sizeof id));
}

void
dw_store_batch_delete_device (DwStoreBatch *self, gint64 id)
{
  add_line (self, &NO_DEVICE, g_memdup2 (&id, sizeof id));
}

gboolean
dw_store_batch_is_empty (DwStoreBatch *self)
{
  return self->lines->len == 0;
}
