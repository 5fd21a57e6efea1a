// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-state.h"
#include "dw-clock.h"
#include "dw-command.h"
#include "dw-event.h"
#include "dw-place-tree.h"
#include "dw-rule.h"

G_BEGIN_DECLS

/* Feeds readings to rules and keeps the live alarm occurrences. Owns no rule itself, stores nothing, shows nothing: each change goes out through the sink,
 * and the station persists it before anybody sees it. Main thread. Rules: limit, silent, contact (DI/DO, trip), sensor fault, phase (loss, supply lost, broken neutral). */
typedef struct _DwAlarmEngine DwAlarmEngine;

/* record: the occurrence as it is now (borrowed); event: the line of history that belongs to it (borrowed).
 * event NULL: no transition, only facts of a live occurrence changed (a higher peak, a suppressed condition that ended): store and show it, no line of history.
 * The sink must not call the engine. */
typedef void (*DwAlarmSink) (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data);

DwAlarmEngine *dw_alarm_engine_new (DwClock *clock, DwAlarmSink sink, gpointer data);
void dw_alarm_engine_free (DwAlarmEngine *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwAlarmEngine, dw_alarm_engine_free)
/* Which device lies below which breaker (NULL: only the breaker's own device). Borrowed, must outlive the engine. */
void dw_alarm_engine_set_tree (DwAlarmEngine *self, DwPlaceTree *tree);
/* Thresholds of the supply rules, when the standard profile says other ones than dw_supply_policy_init. Copied. */
void dw_alarm_engine_set_supply_policy (DwAlarmEngine *self, const DwSupplyPolicy *policy);

/* Start: takes back the occurrences that were not NORM at the last stop. They are not announced again. */
void dw_alarm_engine_restore (DwAlarmEngine *self, const DwAlarmRecord *record);
/* The channels of device hold the new readings already (channel->reading, channel->flags); changed lists their indexes. */
void dw_alarm_engine_feed (DwAlarmEngine *self, DwDevice *device, const guint *changed, guint n_changed);
void dw_alarm_engine_link_changed (DwAlarmEngine *self, DwDevice *device);
void dw_alarm_engine_gateway_changed (DwAlarmEngine *self, gint64 gateway_id, gint64 place_id, gboolean down);
/* Runs delays that ended (on-delay, off-delay). Call about 4 times a second. Returns monotonic ms of the next one due, G_MAXINT64 = none. */
gint64 dw_alarm_engine_tick (DwAlarmEngine *self);
/* Forgets a device that was removed: its alarms end with RETURN and ACK "device removed". */
void dw_alarm_engine_forget_device (DwAlarmEngine *self, gint64 device_id);

/* Acts of people. FALSE with a plain reason when the edge does not exist. who, comment may be "". */
gboolean dw_alarm_engine_acknowledge (DwAlarmEngine *self, const char *alarm_id, const char *who, const char *comment, char **reason);
gboolean dw_alarm_engine_unacknowledge (DwAlarmEngine *self, const char *alarm_id, const char *who, char **reason);
gboolean dw_alarm_engine_take_over (DwAlarmEngine *self, const char *alarm_id, const char *who, char **reason);
gboolean dw_alarm_engine_comment (DwAlarmEngine *self, const char *alarm_id, const char *who, const char *comment, char **reason);
/* A command is about to be sent: the breaker that opens, the alarm that ends within window_ms are its work (the read-back may be polled before the command is known to be
 * confirmed). window_ms 0 takes it back (refused, unreachable). Other verbs than TRIP and RESET are ignored. */
void dw_alarm_engine_expect_command (DwAlarmEngine *self, gint64 device_id, DwVerb verb, const char *who, int window_ms);
/* A remote reset of the device was confirmed: its alarms that end within the next 30 s are marked DW_RESET_REMOTE. */
void dw_alarm_engine_note_reset (DwAlarmEngine *self, gint64 device_id, const char *who);
/* A breaker was opened by our command: phase loss and undervoltage below are suppressed until it closes. */
void dw_alarm_engine_note_switched (DwAlarmEngine *self, gint64 device_id, gboolean opened);
const DwAlarmRecord *dw_alarm_engine_find (DwAlarmEngine *self, const char *alarm_id);

G_END_DECLS
