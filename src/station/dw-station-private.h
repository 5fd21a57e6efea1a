// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-alarm-engine.h"
#include "dw-annunciator.h"
#include "dw-control.h"
#include "dw-gateway-source.h"
#include "dw-journal.h"
#include "dw-own-alarms.h"
#include "dw-people.h"
#include "dw-profile.h"
#include "dw-standard.h"
#include "dw-station.h"
#include "dw-store.h"
#include "dw-tariff.h"
#include "dw-watchdog.h"
#include "dw-worker.h"

G_BEGIN_DECLS

/* What can be wrong with the station itself; the first that is wrong is told. */
typedef enum {
  DW_STATION_FAULT_JOURNAL, /* alarms cannot be written */
  DW_STATION_FAULT_STORE,   /* samples, the witness of the audit log */
  DW_STATION_FAULT_REMOTE,  /* other programs cannot reach it */
  DW_STATION_FAULT_SETUP,   /* a profile is wrong, or missing */
  DW_N_STATION_FAULTS,
} DwStationFault;

/* What the files of this folder share. Nobody else sees it. */
struct _DwStation
{
  GObject parent_instance;

  /* owned: built once */
  char *dir;
  char *data_dir;
  char *program;
  DwClock *clock;
  DwStore *store;
  DwProfileSet *profiles;
  DwStandard *standard;
  DwPlaceTree *tree;
  DwAlarmList *alarms;
  DwAlarmEngine *engine;
  DwControl *control;
  DwGatewaySource *source;
  DwAnnunciator *annunciator;
  DwOwnAlarms *own_alarms;
  DwPeople *people;
  DwPerson *person;
  DwJournal *journal;
  DwWatchdog *watchdog;
  struct _DwRemoteServer *remote;
  DwWorker *trend_worker;   /* dw-trend-desk.c; NULL until somebody asks */
  GCancellable *trend_stop; /* ends what it is doing when the station goes */
  DwTariff *tariff;         /* NULL until somebody asks */

  /* owned: by id */
  GHashTable *gateways;   /* gint64* -> DwGatewayRow */
  GHashTable *devices;    /* gint64* -> DwDeviceRow */
  GHashTable *profile_of; /* gint64* -> DwProfile, with the device's settings */
  GHashTable *settled;    /* profile's id and settings as text -> DwProfile: many devices have the same */
  GHashTable *controls;   /* token -> DwControlSession, see dw-control-desk.c */

  /* state */
  gboolean running;
  gboolean demo;
  guint tick_id;
  guint second_id;
  gboolean recount_needed; /* alarms per place */
  DwHealth health;
  char *faults[DW_N_STATION_FAULTS]; /* NULL = none */
};

/* dw-station-load.c: rows -> model. FALSE with error. */
gboolean dw_station_load_all (DwStation *self, GError **error);
DwDevice *dw_station_add_device_row (DwStation *self, const DwDeviceRow *row, GError **error);
void dw_station_drop_device (DwStation *self, gint64 device_id);
/* Gives the gateway with all its devices to the source (or takes it away when it is switched off). */
void dw_station_apply_gateway (DwStation *self, gint64 gateway_id);
/* Limits of all channels from the standard and the organisation's own. */
void dw_station_apply_limits (DwStation *self, DwDevice *device, const DwDeviceRow *row);

/* dw-intake.c */
void dw_intake_connect (DwStation *self);
void dw_intake_disconnect (DwStation *self);
void dw_intake_tick (DwStation *self);
void dw_intake_second (DwStation *self);
/* Sink of the alarm engine. */
void dw_intake_alarm_sink (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data);
/* The journal stored a line: now it may be shown. */
void dw_intake_line_stored_cb (const DwAlarmRecord *record, const DwEventRecord *event, gpointer data);
void dw_intake_journal_fault_cb (const char *problem, gpointer data);

/* dw-health.c */
void dw_station_refresh_health (DwStation *self);
/* NULL or "": it is over. Of several faults of the set-up the first stays. */
void dw_station_set_fault (DwStation *self, DwStationFault which, const char *sentence);

/* dw-control-desk.c */
void dw_control_session_free (gpointer session);

/* dw-trend-desk.c: cancels what is asked and waits for the worker. Before the store is closed. */
void dw_trend_desk_close (DwStation *self);
/* dw-trend-settings.c: tells the store for how long it keeps samples, as the setting says. */
void dw_trend_desk_apply_retention (DwStation *self);

/* dw-remote-server.c */
struct _DwRemoteServer *dw_remote_server_new (DwStation *self);
void dw_remote_server_free (struct _DwRemoteServer *server);

/* dw-station-record.c */
/* Audit line of the station's person or another; old, new, reason, result may be NULL. Goes out with the journal's next batch. */
void dw_station_audit (DwStation *self, const DwPerson *person, const char *act, const char *object, const char *old_value, const char *new_value, const char *reason, const char *result);
/* The same as an event line of the history. Takes the event. */
void dw_station_add_event (DwStation *self, DwEventRecord *event);
/* "School / box (GW-01/17)": how a device is named in audit lines. New string. */
char *dw_station_name_device (DwStation *self, DwDevice *device);
/* Key of the tables by id. New. */
gint64 *dw_id_new (gint64 id);

G_END_DECLS
