// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib-object.h>

#include "dw-quantity.h"
#include "dw-reading.h"

G_BEGIN_DECLS

/* One limit of one channel, from the standard profile or from the device. NaN = none. Units are the channel's. */
typedef struct
{
  double low_alarm;
  double low_warning;
  double high_warning;
  double high_alarm;
  double hysteresis; /* absolute */
  int on_delay_ms;
  int off_delay_ms;
  guint8 warning_priority; /* 1…4 */
  guint8 alarm_priority;
  char clause[64]; /* "GB 50116-2013 9.2.3", shown beside the limit */
} DwLimit;

void dw_limit_init (DwLimit *self);

/* One measured or switched point of a device. Plain struct: written on the main thread only, no notification per value. */
typedef struct
{
  DwPoint point;
  char name[40];  /* stable name of the point; the longest of the vocabulary has 32 letters */
  char label[64]; /* configured name of a DI/DO or probe, else "" */
  guint8 decimals;
  double range_low; /* of the sensor, NaN = open */
  double range_high;
  double resolution;
  int period_ms;       /* expected */
  DwLimit limit;       /* of the standard profile or the organisation */
  double device_limit; /* the device's own threshold as read back, NaN = unknown */
  DwReading reading;
  guint8 flags; /* DwReportFlags of the last report */
} DwChannel;

typedef enum {
  DW_LINK_UNKNOWN, /* not asked yet */
  DW_LINK_ONLINE,
  DW_LINK_SILENT, /* the gateway is there, the device does not answer */
  DW_LINK_DOWN,   /* no connection to the gateway */
} DwLinkState;

/* A detector, breaker or meter. Emits "changed" at most once per frame, when dw_device_emit_changed is called by the intake. Main thread. */
#define DW_TYPE_DEVICE (dw_device_get_type ())
G_DECLARE_FINAL_TYPE (DwDevice, dw_device, DW, DEVICE, GObject)

DwDevice *dw_device_new (gint64 id, const char *name);

gint64 dw_device_get_id (DwDevice *self);
const char *dw_device_get_name (DwDevice *self);
void dw_device_set_name (DwDevice *self, const char *name);
/* The box or circuit it stands in (id of a DwPlace). Property "place-id": the tree follows it. */
gint64 dw_device_get_place_id (DwDevice *self);
void dw_device_set_place_id (DwDevice *self, gint64 place_id);
/* Gateway id and unit; address text as people say it: "GW-03/17". */
gint64 dw_device_get_gateway_id (DwDevice *self);
guint8 dw_device_get_unit (DwDevice *self);
const char *dw_device_get_address (DwDevice *self);
void dw_device_set_address (DwDevice *self, gint64 gateway_id, guint8 unit, const char *address);
/* Id of the device profile ("acrel-arcm300t") and the model's printed name. */
const char *dw_device_get_profile (DwDevice *self);
const char *dw_device_get_model (DwDevice *self);
void dw_device_set_profile (DwDevice *self, const char *profile, const char *model);
/* "detector", "breaker", "meter". */
const char *dw_device_get_class (DwDevice *self);
void dw_device_set_class (DwDevice *self, const char *device_class);
/* Rated current in A for the load rate, NaN = unknown. Short switch name for trip/close ("2AL1-QF3"). */
double dw_device_get_rated_current (DwDevice *self);
void dw_device_set_rated_current (DwDevice *self, double ampere);
const char *dw_device_get_switch_name (DwDevice *self);
void dw_device_set_switch_name (DwDevice *self, const char *switch_name);

/* Takes a copy of the specs; old readings of equal names are kept. */
void dw_device_set_channels (DwDevice *self, const DwChannel *channels, guint n_channels);
guint dw_device_get_n_channels (DwDevice *self);
DwChannel *dw_device_get_channel (DwDevice *self, guint index);
/* NULL when there is none. */
DwChannel *dw_device_find_channel (DwDevice *self, const char *name);
int dw_device_find_channel_index (DwDevice *self, const char *name);
/* The shortest period among the channels as they were set, 0 = none has one. */
int dw_device_get_period_ms (DwDevice *self);

DwLinkState dw_device_get_link (DwDevice *self);
/* Time of the last answer, wall ms, 0 = never; and of the last link change. */
gint64 dw_device_get_last_seen_ms (DwDevice *self);
gint64 dw_device_get_link_since_ms (DwDevice *self);
void dw_device_set_link (DwDevice *self, DwLinkState link, gint64 now_ms);
void dw_device_set_last_seen_ms (DwDevice *self, gint64 wall_ms);

/* Quality as a person must see it at now: good turns to old after two periods, or at once when the link is not online. */
DwQuality dw_device_channel_quality (DwDevice *self, const DwChannel *channel, gint64 now_ms);

/* Highest priority active alarm of this device, 0 = none, and whether one of that priority is unacknowledged. Kept by the alarm desk. */
guint dw_device_get_alarm_priority (DwDevice *self);
gboolean dw_device_get_alarm_unacked (DwDevice *self);
void dw_device_set_alarm (DwDevice *self, guint priority, gboolean unacked);

void dw_device_emit_changed (DwDevice *self);

G_END_DECLS
