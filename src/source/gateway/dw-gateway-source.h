// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-clock.h"
#include "dw-modbus-frame.h"
#include "dw-profile.h"
#include "dw-source.h"

G_BEGIN_DECLS

/* A set of gateways (one connection and one worker thread each) as one source. */
typedef struct
{
  gint64 gateway_id;
  char *name; /* "GW-03" */
  DwModbusFraming framing;
  char *host;
  guint16 port;
  int timeout_ms; /* per request; 0 = 500 */
  int period_ms;  /* one round over all units; 0 = 5000 */
  int pause_ms;   /* between requests; 0 for TCP */
} DwGatewayConfig;

typedef struct
{
  gint64 device_id;
  guint8 unit;
  DwProfile *profile; /* effective, with the device's settings; the source takes a reference */
} DwUnitConfig;

typedef enum { DW_GATEWAY_STOPPED,
               DW_GATEWAY_CONNECTING,
               DW_GATEWAY_ONLINE,
               DW_GATEWAY_DOWN } DwGatewayState;

/* Snapshot, plain. */
typedef struct
{
  gint64 gateway_id;
  DwGatewayState state;
  gint64 since_ms;
  gint64 last_data_ms;
  char last_error[160]; /* plain sentence of the last failure, "" when fine */
  guint units, silent_units;
  guint64 requests, replies, timeouts, exceptions, bad_frames, unsolicited, echoes, reconnects, bytes_sent, bytes_received;
  int round_ms; /* the period really achieved */
  int delay_ms; /* smoothed time from request to reply */
} DwGatewayStatus;

/* One line of the frame log (last 500 per gateway). Strings owned. */
typedef struct
{
  gint64 time_ms;
  gboolean sent;
  char *hex;
  char *text; /* decoded: "read holding 1000H+42, unit 1" or the reason it was dropped */
} DwFrameLine;

#define DW_TYPE_GATEWAY_SOURCE (dw_gateway_source_get_type ())
G_DECLARE_FINAL_TYPE (DwGatewaySource, dw_gateway_source, DW, GATEWAY_SOURCE, DwSource)

DwGatewaySource *dw_gateway_source_new (DwClock *clock);

/* Main thread, before or after start. set replaces the configuration of that gateway (its worker restarts); the strings are copied. units: array of DwUnitConfig. */
void dw_gateway_source_set_gateway (DwGatewaySource *self, const DwGatewayConfig *config, const DwUnitConfig *units, guint n_units);
void dw_gateway_source_remove_gateway (DwGatewaySource *self, gint64 gateway_id);
/* The next round of this gateway begins at once instead of at its time. */
void dw_gateway_source_poll_now (DwGatewaySource *self, gint64 gateway_id);
gboolean dw_gateway_source_get_status (DwGatewaySource *self, gint64 gateway_id, DwGatewayStatus *status);
/* Newest last; array of DwFrameLine, free it. */
GPtrArray *dw_gateway_source_get_frames (DwGatewaySource *self, gint64 gateway_id);

/* Asks each unit of first…last once with the probe of each profile (its first block); connects on its own, does not disturb a running worker of the same gateway
 * (serial lines: goes through that worker). progress on the main context. Result: array of DwScanHit. */
typedef struct
{
  guint8 unit;
  char *profile_id;
  char *text;
  gboolean exception;
} DwScanHit; /* profile_id: best guess or "" */
typedef void (*DwScanProgress) (guint8 unit, guint done, guint total, gpointer data);
void dw_gateway_scan_async (const DwGatewayConfig *config, DwClock *clock, GPtrArray *profiles, guint8 first, guint8 last, DwScanProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_gateway_scan_finish (GAsyncResult *result, GError **error);
/* Connects, reads one unit once with the profile, returns all frames and the report: for "test" and dianweictl read. */
typedef struct
{
  GPtrArray *frames;
  DwReport *report;
  GHashTable *thresholds;
  char *error;
  DwSourceError error_code;
} DwProbe; /* error NULL = fine */
void dw_gateway_probe_async (const DwGatewayConfig *config, DwClock *clock, guint8 unit, DwProfile *profile, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
DwProbe *dw_gateway_probe_finish (GAsyncResult *result, GError **error);
void dw_probe_free (DwProbe *self);
void dw_frame_line_free (DwFrameLine *self);
void dw_scan_hit_free (DwScanHit *self);

G_END_DECLS
