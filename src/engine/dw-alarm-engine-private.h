// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-engine.h"
#include "dw-rule.h"

G_BEGIN_DECLS

/* Shared by the files of the alarm engine: dw-alarm-engine.c (what comes in), -fold.c (holds back and releases), -keep.c (restart, removal),
 * -commands.c (our own), -acts.c (people); below them dw-alarm-point.c (delays and transitions of one point), dw-alarm-cause.c (what is a
 * symptom of something else) and dw-alarm-subject.c (the points of one device). */

typedef struct _DwAlarmSubject DwAlarmSubject;

/* One (point, kind) whose condition holds, is being delayed, or whose alarm is live. Quiet points have none. */
typedef struct
{
  DwAlarmSubject *subject; /* borrowed */
  char *channel;
  DwAlarmKind kind;
  gboolean holds;    /* the last judgement */
  gint64 due_ms;     /* monotonic end of the running delay, G_MAXINT64 = none */
  gint64 expires_ms; /* monotonic: without a new reading the judgement is void after that */
  gint64 gone_ms;    /* monotonic: when the condition was last seen to go */
  double value;
  double limit;
  guint priority;
  int on_delay_ms;
  int off_delay_ms;
  gboolean latched;      /* the device held it in this occurrence */
  gboolean was_acked;    /* before it was set aside */
  gint64 told_ms;        /* monotonic: last time it went out through the sink */
  gboolean peak_waits;   /* a higher peak has not gone out yet */
  DwAlarmRecord *record; /* NULL = no live occurrence */
} DwAlarmPoint;

/* A device, or a gateway (device_id 0). */
struct _DwAlarmSubject
{
  gint64 device_id;
  gint64 gateway_id;
  gint64 place_id;
  GPtrArray *points; /* DwAlarmPoint, owned */
  DwSwitchMemory memory;
  gint64 reset_until_ms; /* monotonic: alarms that end before were reset remotely ... */
  char *reset_by;        /* ... by */
};

struct _DwAlarmEngine
{
  DwClock *clock;
  DwAlarmSink sink;
  gpointer sink_data;
  DwPlaceTree *tree; /* borrowed, NULL */
  DwSupplyPolicy supply;
  GHashTable *devices; /* gint64 inside the subject -> DwAlarmSubject, owned */
  GHashTable *gateways;
  GHashTable *by_id;     /* id inside the record -> DwAlarmPoint, borrowed */
  GHashTable *waiting;   /* set of DwAlarmPoint with something due */
  GHashTable *opened;    /* set of DwAlarmSubject whose breaker we opened */
  GHashTable *unsettled; /* set of DwAlarmSubject to fold before the call returns */
};

#define DW_ALARM_PEAK_INTERVAL_MS 10000

DwAlarmSubject *dw_alarm_engine_get_device (DwAlarmEngine *self, gint64 device_id);
DwAlarmSubject *dw_alarm_engine_get_gateway (DwAlarmEngine *self, gint64 gateway_id);

/* Keeps the set of opened breakers in step with the subject's memory. */
void dw_alarm_engine_follow_breaker (DwAlarmEngine *self, DwAlarmSubject *subject);

/* --- dw-alarm-subject.c --- */
DwAlarmSubject *dw_alarm_subject_new (void);
void dw_alarm_subject_free (DwAlarmSubject *self);
DwAlarmPoint *dw_alarm_subject_find_point (DwAlarmSubject *self, const char *channel, DwAlarmKind kind);
DwAlarmPoint *dw_alarm_subject_add_point (DwAlarmSubject *self, const char *channel, DwAlarmKind kind);

/* --- dw-alarm-point.c --- */
void dw_alarm_engine_take_finding (DwAlarmEngine *self, DwAlarmSubject *subject, const DwFinding *finding);
void dw_alarm_engine_run_due (DwAlarmEngine *self, DwAlarmPoint *point, gint64 now_ms);
/* What is due next for the point, G_MAXINT64 = nothing. */
gint64 dw_alarm_point_get_due (const DwAlarmPoint *self);
/* Takes the edge, tells the sink with an event of that type and note (NULL: the kind's word). FALSE: there is no such edge. */
gboolean dw_alarm_engine_step (DwAlarmEngine *self, DwAlarmPoint *point, DwAlarmEvent event, DwEventKind kind, const char *type, const char *actor, const char *note);
/* Record changed without a transition and without a line of history. */
void dw_alarm_engine_tell (DwAlarmEngine *self, DwAlarmPoint *point, const DwEventRecord *event);
DwEventRecord *dw_alarm_engine_make_event (DwAlarmEngine *self, const DwAlarmPoint *point, DwEventKind kind, const char *type, const char *actor, const char *note);
/* Restarts the on-delay of a point whose condition is known to hold but that is not raised. */
void dw_alarm_engine_reconsider (DwAlarmEngine *self, DwAlarmPoint *point);
void dw_alarm_engine_stop_delay (DwAlarmEngine *self, DwAlarmPoint *point);
/* The last judgement says nothing any more: its delay stops until the next reading. */
void dw_alarm_engine_void_judgement (DwAlarmEngine *self, DwAlarmPoint *point);
guint dw_alarm_point_get_depth (const DwAlarmPoint *self);
/* Frees the point when it keeps nothing any more. TRUE = gone. */
gboolean dw_alarm_engine_drop_quiet_point (DwAlarmEngine *self, DwAlarmPoint *point);

/* --- dw-alarm-cause.c --- */
/* Why the point must not speak now (translated, static), NULL = it may. */
const char *dw_alarm_engine_why_held_back (DwAlarmEngine *self, const DwAlarmPoint *point);
/* Folding waits until all findings of a call are in: an alarm and its warning that end together must not speak in between. */
void dw_alarm_engine_unsettle (DwAlarmEngine *self, DwAlarmSubject *subject);
void dw_alarm_engine_unsettle_all (DwAlarmEngine *self);

/* --- dw-alarm-engine-fold.c --- */
/* Suppresses and releases the points of the unsettled subjects as things stand now. */
void dw_alarm_engine_settle (DwAlarmEngine *self);

G_END_DECLS
