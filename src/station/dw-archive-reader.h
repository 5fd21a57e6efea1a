// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-event.h"

G_BEGIN_DECLS

/* A look into a station's folder that changes nothing: no lock, no migration, also while a station works on it. For dianweictl
 * events, watch and audit verify, which judge as the administrator of the machine does: no scope is applied. Blocking; one thread. */
typedef struct _DwArchiveReader DwArchiveReader;

/* Errors: the store's. G_IO_ERROR_NOT_FOUND when the folder holds no data. */
DwArchiveReader *dw_archive_reader_open (const char *dir, DwClock *clock, GError **error);
void dw_archive_reader_close (DwArchiveReader *self);

typedef struct
{
  guint kinds;           /* bit per DwEventKind, 0 = all */
  gint64 from_ms, to_ms; /* half-open, 0 = open */
  guint limit;           /* the newest so many, 0 = all */
} DwArchiveFilter;

/* Oldest first. Array of DwEventRecord, free it. */
GPtrArray *dw_archive_reader_load_events (DwArchiveReader *self, const DwArchiveFilter *filter, GError **error);
/* Alarms that are not over. Array of DwAlarmRecord, free it. */
GPtrArray *dw_archive_reader_load_live_alarms (DwArchiveReader *self, GError **error);
/* Alarms begun in from_ms … to_ms (half-open, 0 = open), over or not. Array of DwAlarmRecord, free it. */
GPtrArray *dw_archive_reader_load_alarms (DwArchiveReader *self, gint64 from_ms, gint64 to_ms, GError **error);

/* One line of the audit log, as text for people and scripts. */
typedef struct
{
  gint64 seq, time_ms;
  char *actor, *role, *act, *object, *old_value, *new_value, *reason, *result;
} DwArchiveAuditLine;
/* The lines after that number, at most limit (0 = all). Array of DwArchiveAuditLine, free it. */
GPtrArray *dw_archive_reader_load_audit (DwArchiveReader *self, gint64 after_seq, guint limit, GError **error);

/* Names as they are set up now; "" for what was removed. New strings. Devices made later than the opening are found too. */
char *dw_archive_reader_name_device (DwArchiveReader *self, gint64 device_id);
char *dw_archive_reader_name_gateway (DwArchiveReader *self, gint64 gateway_id);
/* "School / Box / Circuit". */
char *dw_archive_reader_name_place (DwArchiveReader *self, gint64 place_id);

typedef struct
{
  guint64 lines;
  gboolean ok;
  gint64 first_bad; /* number of the line, 0 = none */
  char problem[200];
} DwArchiveVerdict;

/* Walks the whole audit chain. FALSE with error when it cannot be read at all. */
gboolean dw_archive_reader_verify_audit (DwArchiveReader *self, DwArchiveVerdict *verdict, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwArchiveReader, dw_archive_reader_close)

G_END_DECLS
