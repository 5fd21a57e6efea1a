// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Data quality vocabulary. Statistics use good only; old is a good value older than twice its period. */
typedef enum {
  DW_QUALITY_NONE, /* never received */
  DW_QUALITY_GOOD,
  DW_QUALITY_OLD,
  DW_QUALITY_DOUBTFUL,
  DW_QUALITY_SENSOR_FAULT,
  DW_QUALITY_MANUAL,
  DW_QUALITY_ESTIMATED,
} DwQuality;

/* "none", "good", "old", "doubtful", "sensor fault", "manual", "estimated": stable words of the tool and exports. */
const char *dw_quality_word (DwQuality quality);
gboolean dw_quality_from_word (const char *word, DwQuality *quality);
/* Translated, for people: 好 旧 可疑 传感器故障 手工 估计 无. */
const char *dw_quality_title (DwQuality quality);

typedef struct
{
  double value;
  gint64 time_ms; /* UTC; 0 = never */
  DwQuality quality;
} DwReading;

/* What a bus worker hands over for one device and one poll: values in the order of the device's channels, NaN where this poll did not ask. Plain data, any thread. */
typedef struct
{
  gint64 device_id;
  gint64 time_ms; /* when the last byte arrived, wall */
  gint64 mono_us; /* the same, monotonic: for latency figures */
  guint n_values; /* = number of channels of the device */
  struct DwReportValue
  {
    double value;
    guint8 quality; /* DwQuality; DW_QUALITY_NONE = not asked this time */
    guint8 flags;   /* DwReportFlags */
  } values[];
} DwReport;

typedef enum {
  DW_REPORT_ALARM = 1 << 0, /* the device itself says: this point is in alarm (latched until reset) */
  DW_REPORT_OVER = 1 << 1,
  DW_REPORT_UNDER = 1 << 2,
} DwReportFlags;

DwReport *dw_report_new (gint64 device_id, guint n_values);
DwReport *dw_report_copy (const DwReport *self);
void dw_report_free (DwReport *self);

G_END_DECLS
