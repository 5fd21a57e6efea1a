// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* The operator's verbs on alarms. Each asks DwAuthority for the station's person, writes the event and the audit line, and is synced before it shows.
 * Errors: DW_DESK_ERROR_DENIED (rights), _REFUSED (that edge does not exist), _FAILED (could not be written). */
typedef enum { DW_DESK_ERROR_DENIED,
               DW_DESK_ERROR_REFUSED,
               DW_DESK_ERROR_FAILED,
               DW_DESK_ERROR_INVALID } DwDeskError;
#define DW_DESK_ERROR (dw_desk_error_quark ())
GQuark dw_desk_error_quark (void);

/* For buttons: may this person do that to this alarm? Writes nothing. FALSE: *reason (may be NULL) is a plain sentence. alarm_id is not looked at for SILENCE. */
typedef enum {
  DW_ALARM_ACT_ACKNOWLEDGE,
  DW_ALARM_ACT_TAKE_OVER,
  DW_ALARM_ACT_COMMENT,
  DW_ALARM_ACT_SILENCE,
} DwAlarmAct;
gboolean dw_alarm_desk_may (DwStation *station, const DwPerson *person, DwAlarmAct act, const char *alarm_id, char **reason);

gboolean dw_alarm_desk_acknowledge (DwStation *station, const DwPerson *person, const char *alarm_id, const char *comment, GError **error);
/* Takes an acknowledgement back (for the undo toast, 8 s). */
gboolean dw_alarm_desk_unacknowledge (DwStation *station, const DwPerson *person, const char *alarm_id, GError **error);
gboolean dw_alarm_desk_take_over (DwStation *station, const DwPerson *person, const char *alarm_id, GError **error);
gboolean dw_alarm_desk_comment (DwStation *station, const DwPerson *person, const char *alarm_id, const char *comment, GError **error);
/* Sound at this desk: silent until a new alarm sounds, 5 min at most. */
gboolean dw_alarm_desk_silence (DwStation *station, const DwPerson *person, GError **error);
gboolean dw_alarm_desk_is_silenced (DwStation *station, int *remaining_ms);

/* History lines for the event table. Array of DwEventRecord; scope applied. */
typedef struct
{
  guint kinds, priorities, states; /* bit masks, 0 = all; states of the occurrence */
  guint classes;                   /* bit per DwEventClass, 0 = all */
  gint64 from_ms, to_ms;           /* 0 = open */
  DwPlace *place;                  /* with everything below; NULL = all */
  gint64 device_id;
  const char *alarm_id;
  const char *text;
  guint offset, limit;
} DwEventFilter;
void dw_alarm_desk_query_async (DwStation *station, const DwEventFilter *filter, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_alarm_desk_query_finish (DwStation *station, GAsyncResult *result, guint *total, GError **error);
/* The same lines counted per local day and kind (S1-29): n_days + 1 ascending edges (dw-calendar.h), copied. Answer: array of guint, n_days times DW_N_EVENT_KINDS. */
void dw_alarm_desk_count_days_async (DwStation *station, const DwEventFilter *filter, const gint64 *edges_ms, guint n_days, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GArray *dw_alarm_desk_count_days_finish (DwStation *station, GAsyncResult *result, GError **error);
/* The occurrence an old event belongs to, from the live list or the store; NULL. Free it. */
DwAlarmRecord *dw_alarm_desk_find (DwStation *station, const char *alarm_id);

G_END_DECLS
