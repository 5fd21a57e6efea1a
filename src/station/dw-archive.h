// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm.h"
#include "dw-clock.h"
#include "dw-event.h"

G_BEGIN_DECLS

/* A read-only look into a station folder, also while a station writes it. Blocking; for dianweictl and tests. */
typedef struct _DwArchive DwArchive;

DwArchive *dw_archive_open (const char *dir, DwClock *clock, GError **error);
void dw_archive_close (DwArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwArchive, dw_archive_close)

typedef struct
{
  guint kinds;           /* bit per DwEventKind, 0 = all */
  gint64 from_ms, to_ms; /* half-open, 0 = open */
  const char *alarm_id;  /* NULL = all */
  const char *text;      /* NULL = all */
  gboolean oldest_first;
  guint limit; /* 0 = all */
} DwArchiveFilter;

/* DwEventRecord. */
GPtrArray *dw_archive_list_events (DwArchive *self, const DwArchiveFilter *filter, GError **error);
/* DwAlarmRecord begun in from … to (0 = open); the live ones only when live is TRUE. */
GPtrArray *dw_archive_list_alarms (DwArchive *self, gboolean live, gint64 from_ms, gint64 to_ms, GError **error);

/* One audit line, strings owned. */
typedef struct
{
  gint64 seq, time_ms;
  char *actor, *role, *act, *object, *old_value, *new_value, *reason, *result, *hash;
} DwArchiveAuditLine;
GPtrArray *dw_archive_list_audit (DwArchive *self, gint64 after_seq, guint limit, GError **error);

typedef struct
{
  guint64 lines;
  gboolean ok;
  gint64 first_bad_seq; /* 0 = none */
  char problem[200];    /* "" = none */
} DwArchiveVerdict;
/* FALSE: it could not be read at all. */
gboolean dw_archive_verify_audit (DwArchive *self, DwArchiveVerdict *verdict, GError **error);

/* Words for ids, "" when unknown. Borrowed, valid until close. */
const char *dw_archive_get_place_path (DwArchive *self, gint64 place_id);
const char *dw_archive_get_region (DwArchive *self, gint64 place_id);
const char *dw_archive_get_device_name (DwArchive *self, gint64 device_id);
const char *dw_archive_get_device_address (DwArchive *self, gint64 device_id);
const char *dw_archive_get_gateway_name (DwArchive *self, gint64 gateway_id);
/* "dianwei 1234" when a program holds the folder, NULL = nobody. New string. */
char *dw_archive_who_holds (const char *dir);

G_END_DECLS
