// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"
#include "dw-event.h"
#include "dw-place.h"

G_BEGIN_DECLS

/* What the station remembers: station.db (WAL, synchronous=FULL) in one folder, one worker thread that owns the only writing connection.
 * Pages never see SQL. A second program on the same folder is refused (DW_STORE_ERROR_LOCKED, message names the first: program and process id). */
typedef enum
{
  DW_STORE_ERROR_FAILED,   /* database or disk: tell, raise a station fault */
  DW_STORE_ERROR_LOCKED,   /* another program holds the folder */
  DW_STORE_ERROR_TOO_NEW,  /* written by a newer version: refuse */
  DW_STORE_ERROR_DAMAGED,  /* integrity check failed or audit chain broken */
  DW_STORE_ERROR_NOT_FOUND,
} DwStoreError;
#define DW_STORE_ERROR (dw_store_error_quark ())
GQuark dw_store_error_quark (void);

/* --- rows (plain, strings owned and never NULL unless said) --- */
typedef struct { gint64 id; gint64 parent_id; /* 0 = root */ DwPlaceKind kind; char *name; int sort; char *facts_json; } DwPlaceRow;
typedef struct { gint64 id; char *name; char *kind; /* "modbus-tcp", "modbus-rtu-tcp" */ char *host; guint16 port; int timeout_ms; int period_ms; int pause_ms; gint64 place_id; gboolean enabled; char *settings_json; } DwGatewayRow;
typedef struct { gint64 id; gint64 gateway_id; gint64 place_id; guint8 unit; char *name; char *profile_id; double rated_current_a; /* NaN */ char *switch_name; char *settings_json; char *labels_json; /* {"di_1":"断路器位置"} */ char *limits_json; /* organisation's own limits by point name */ } DwDeviceRow;
typedef struct { gint64 seq; gint64 time_ms; char *actor; char *role; char *act; char *object; char *old_value; char *new_value; char *reason; char *result; char *hash; /* hex SHA-256, filled by the store */ } DwAuditRow;

DwPlaceRow *dw_place_row_new (void);      void dw_place_row_free (DwPlaceRow *self);
DwGatewayRow *dw_gateway_row_new (void);  void dw_gateway_row_free (DwGatewayRow *self);
DwDeviceRow *dw_device_row_new (void);    void dw_device_row_free (DwDeviceRow *self);
DwAuditRow *dw_audit_row_new (void);      void dw_audit_row_free (DwAuditRow *self);
DwGatewayRow *dw_gateway_row_copy (const DwGatewayRow *self);
DwDeviceRow *dw_device_row_copy (const DwDeviceRow *self);
DwPlaceRow *dw_place_row_copy (const DwPlaceRow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwPlaceRow, dw_place_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwGatewayRow, dw_gateway_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwDeviceRow, dw_device_row_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwAuditRow, dw_audit_row_free)

/* --- the store --- */
typedef struct _DwStore DwStore;

/* Blocking (at start only): locks the folder, opens, migrates, checks. program: "dianwei", "dianweictl". */
DwStore *dw_store_open (const char *dir, const char *program, DwClock *clock, GError **error);
/* Read-only look at a folder that a station may be writing: no lock, no migration. For dianweictl events, watch, audit verify. Writes fail. */
DwStore *dw_store_open_read_only (const char *dir, DwClock *clock, GError **error);
/* Waits for what was queued, closes, gives the lock back. */
void dw_store_close (DwStore *self);
/* Who holds the folder: "dianwei 1234" and the control address written by dw_store_publish_address; NULL = nobody. */
char *dw_store_who_holds (const char *dir, char **address);
void dw_store_publish_address (DwStore *self, const char *address);

/* --- one atomic, synced write --- */
/* A batch of lines that belong together. Built on the main thread, eaten by dw_store_commit_async. One transaction, fsync before the callback. */
typedef struct _DwStoreBatch DwStoreBatch;
DwStoreBatch *dw_store_batch_new (void);
void dw_store_batch_free (DwStoreBatch *self);
void dw_store_batch_put_alarm (DwStoreBatch *self, const DwAlarmRecord *record);   /* insert or update by id */
void dw_store_batch_add_event (DwStoreBatch *self, const DwEventRecord *event);
void dw_store_batch_add_audit (DwStoreBatch *self, const DwAuditRow *row);         /* seq and hash are made by the store */
void dw_store_batch_put_place (DwStoreBatch *self, const DwPlaceRow *row);         /* id 0 = new; see _get_new_ids */
void dw_store_batch_put_gateway (DwStoreBatch *self, const DwGatewayRow *row);
void dw_store_batch_put_device (DwStoreBatch *self, const DwDeviceRow *row);
void dw_store_batch_delete_place (DwStoreBatch *self, gint64 id);
void dw_store_batch_delete_gateway (DwStoreBatch *self, gint64 id);
void dw_store_batch_delete_device (DwStoreBatch *self, gint64 id);
gboolean dw_store_batch_is_empty (DwStoreBatch *self);

void dw_store_commit_async (DwStore *self, DwStoreBatch *batch, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
/* new_ids (may be NULL): ids given to rows put with id 0, in the order put (GArray of gint64, free it). */
gboolean dw_store_commit_finish (DwStore *self, GAsyncResult *result, GArray **new_ids, GError **error);
/* The same, blocking, for programs without a main loop and for set-up. */
gboolean dw_store_commit (DwStore *self, DwStoreBatch *batch, GArray **new_ids, GError **error);
/* Jobs waiting. For the status strip. */
guint dw_store_get_queue_length (DwStore *self);

/* --- loading at start, blocking --- */
GPtrArray *dw_store_load_places (DwStore *self, GError **error);    /* parents before children */
GPtrArray *dw_store_load_gateways (DwStore *self, GError **error);
GPtrArray *dw_store_load_devices (DwStore *self, GError **error);
GPtrArray *dw_store_load_live_alarms (DwStore *self, GError **error); /* DwAlarmRecord, state != NORM */
/* Per device: last control event time and number of trip/close operations. */
void dw_store_load_operations (DwStore *self, gint64 device_id, gint64 *last_ms, guint *operations);
char *dw_store_get_setting (DwStore *self, const char *key);        /* NULL */
gboolean dw_store_set_setting (DwStore *self, const char *key, const char *value, GError **error);

/* --- events --- */
typedef struct
{
  guint kinds;            /* bit per DwEventKind, 0 = all */
  guint priorities;       /* bit 1…4, 0 = all */
  guint states;           /* bit per DwAlarmState of the occurrence it belongs to, 0 = all */
  gint64 from_ms, to_ms;  /* half-open, 0 = open */
  GArray *place_ids;      /* gint64, NULL = all: lines at exactly these places */
  gint64 device_id;       /* 0 = all */
  char *alarm_id;         /* NULL = all */
  char *text;             /* in note, channel, actor; NULL */
  gboolean oldest_first;
  guint offset, limit;    /* limit 0 = all */
} DwEventQuery;
void dw_event_query_init (DwEventQuery *self);
void dw_event_query_clear (DwEventQuery *self);
/* Answer: array of DwEventRecord. total (finish): rows without limit. */
void dw_store_query_events_async (DwStore *self, const DwEventQuery *query, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_store_query_events_finish (DwStore *self, GAsyncResult *result, guint *total, GError **error);
GPtrArray *dw_store_query_events (DwStore *self, const DwEventQuery *query, guint *total, GError **error);
DwAlarmRecord *dw_store_load_alarm (DwStore *self, const char *id, GError **error);
GPtrArray *dw_store_load_alarms (DwStore *self, gint64 from_ms, gint64 to_ms, GError **error);

/* --- audit --- */
typedef struct { guint64 lines; gboolean ok; gint64 first_bad_seq; char problem[200]; } DwAuditVerdict;
/* Walks the whole chain: hash n = SHA-256 (hash n-1 + canonical line n). Finds an edited, missing, added or swapped line, and a cut tail (the head is kept in a second place). */
gboolean dw_store_verify_audit (DwStore *self, DwAuditVerdict *verdict, GError **error);
GPtrArray *dw_store_load_audit (DwStore *self, gint64 after_seq, guint limit, GError **error);

/* --- plain sample history (the last hours; a history store of its own will replace what is behind this) --- */
/* Appends on the worker without a sync of its own (committed within 1 s or 500 reports). Eats the array of DwReport (not the reports' ownership twice: they are freed by the store). */
void dw_store_append_reports (DwStore *self, GPtrArray *reports);
/* n_columns values a row, NaN where missing; times ascending. Free with dw_history_free. */
typedef struct { guint n_rows; guint n_columns; gint64 *times_ms; double *values; guint8 *qualities; } DwHistory;
void dw_store_query_history_async (DwStore *self, gint64 device_id, gint64 from_ms, gint64 to_ms, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwHistory *dw_store_query_history_finish (DwStore *self, GAsyncResult *result, GError **error);
void dw_history_free (DwHistory *self);

G_END_DECLS
