// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-station.h"

G_BEGIN_DECLS

/* Set-up of gateways, devices and places; each change is checked, stored, audited (old -> new) and takes effect at once. All asynchronous work ends on the main context. */
typedef struct
{
  gint64 id;                /* 0 = new */
  char *name, *kind, *host; /* kind "modbus-tcp" or "modbus-rtu-tcp" */
  guint16 port;
  int timeout_ms, period_ms, pause_ms;
  gint64 place_id;
  gboolean enabled;
} DwGatewaySetup;
DwGatewaySetup *dw_gateway_setup_new (void);
DwGatewaySetup *dw_gateway_setup_copy (const DwGatewaySetup *self);
void dw_gateway_setup_free (DwGatewaySetup *self);

typedef struct
{
  gint64 id, gateway_id, place_id;
  guint8 unit;
  char *name, *profile_id, *switch_name, *settings_json, *labels_json;
  double rated_current_a;
} DwDeviceSetup;
DwDeviceSetup *dw_device_setup_new (void);
void dw_device_setup_free (DwDeviceSetup *self);

/* State of a gateway for lists: plain. */
typedef struct
{
  gint64 id;
  int state; /* 0 stopped 1 connecting 2 online 3 down */
  gint64 since_ms, last_data_ms;
  char last_error[160];
  guint units, silent_units;
  guint64 requests, replies, timeouts, exceptions, bad_frames, unsolicited, echoes, reconnects;
  int round_ms, delay_ms;
} DwGatewayView;

GPtrArray *dw_setup_desk_list_gateways (DwStation *station); /* DwGatewaySetup */
gboolean dw_setup_desk_view_gateway (DwStation *station, gint64 gateway_id, DwGatewayView *view);
GPtrArray *dw_setup_desk_list_devices (DwStation *station, gint64 gateway_id); /* DwDeviceSetup */
/* id, title of each device profile: char* pairs id, title, id, title … */
GPtrArray *dw_setup_desk_list_profiles (DwStation *station);

/* Returns the id, 0 with error (DW_DESK_ERROR_INVALID names the field). */
gint64 dw_setup_desk_save_gateway (DwStation *station, const DwPerson *person, const DwGatewaySetup *setup, GError **error);
gboolean dw_setup_desk_remove_gateway (DwStation *station, const DwPerson *person, gint64 gateway_id, GError **error);
gint64 dw_setup_desk_save_device (DwStation *station, const DwPerson *person, const DwDeviceSetup *setup, GError **error);
gboolean dw_setup_desk_remove_device (DwStation *station, const DwPerson *person, gint64 device_id, GError **error);
gint64 dw_setup_desk_save_place (DwStation *station, const DwPerson *person, gint64 id, gint64 parent_id, DwPlaceKind kind, const char *name, GHashTable *facts, GError **error);

/* Scan: array of DwSetupHit. Test: array of char* lines (frames, hex and decoded, then values). */
typedef struct
{
  guint8 unit;
  char *profile_id;
  char *text;
  gboolean known; /* has a device already */
} DwSetupHit;
typedef void (*DwSetupProgress) (guint done, guint total, guint8 unit, gpointer data);
void dw_setup_desk_scan_async (DwStation *station, const DwGatewaySetup *setup, guint8 first, guint8 last, DwSetupProgress progress, gpointer progress_data, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_setup_desk_scan_finish (DwStation *station, GAsyncResult *result, GError **error);
void dw_setup_desk_test_async (DwStation *station, const DwGatewaySetup *setup, guint8 unit, const char *profile_id, GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data);
GPtrArray *dw_setup_desk_test_finish (DwStation *station, GAsyncResult *result, GError **error);
/* The last frames of a running gateway as lines. */
GPtrArray *dw_setup_desk_get_frames (DwStation *station, gint64 gateway_id);

G_END_DECLS
