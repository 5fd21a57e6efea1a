// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-store-fixture.h"

G_BEGIN_DECLS

/* What the tests of the history share: a model that keeps every sample in plain arrays and answers by counting, and the comparison of the store with it. The model is
 * written from dw-history.h alone. */
#define KIT_MINUTE_MS G_GINT64_CONSTANT (60000)
#define KIT_HOUR_MS G_GINT64_CONSTANT (3600000)
#define KIT_DAY_MS (24 * KIT_HOUR_MS)
/* A whole hour. */
#define KIT_START_MS (FIXTURE_NOW_MS - FIXTURE_NOW_MS % KIT_HOUR_MS)

typedef struct
{
  gint64 time_ms;
  gint64 number; /* value = number / 10^digits */
  gboolean has_value;
  guint8 quality;
  guint8 digits;
  int period_ms;
} KitSample;

typedef struct
{
  gint64 device_id;
  char name[40];
  GArray *samples; /* KitSample by time */
} KitChannel;

/* 10^digits. */
extern const double KIT_FACTORS[DW_HISTORY_MAX_DIGITS + 1];

/* Channels by device and name, columns by device. */
typedef struct _KitModel KitModel;

KitModel *kit_model_new (void);
void kit_model_free (KitModel *self);
void kit_model_set_columns (KitModel *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns);
void kit_model_put (KitModel *self, const DwReport *report);
/* Its samples have that period; 0 = as the columns say. */
void kit_model_put_every (KitModel *self, const DwReport *report, int period_ms);
/* Array of KitSample by time; empty when unknown. Borrowed. */
const GArray *kit_model_get (KitModel *self, gint64 device_id, const char *name);
/* Index of the first sample at or after the time. */
guint kit_find_sample (const GArray *samples, gint64 time_ms);
/* Array of KitChannel in any order, borrowed; also those that have forgotten all their samples. */
GPtrArray *kit_model_list_channels (KitModel *self);
/* Forgets what lies before. */
void kit_model_forget_before (KitModel *self, gint64 time_ms);

/* Columns "c0", "c1" … of that many digits. */
void kit_fill_columns (DwHistoryColumn *columns, guint n, guint8 digits, int period_ms);
/* A report of numbers; value = number * 10^-digits, computed as a profile does (number * scale). */
DwReport *kit_report_new (gint64 device_id, gint64 time_ms, guint n_values);
void kit_report_set (DwReport *report, guint index, gint64 number, guint8 digits, DwQuality quality);
GPtrArray *kit_reports_new (void);

/* The store and its model, fed with the same. All assert success. */
typedef struct
{
  char *dir;
  DwHistory *history;
  KitModel *model;
} Kit;

Kit *kit_new (void);
void kit_free (Kit *self);
void kit_reopen (Kit *self);
DwHistory *kit_open (const char *dir, DwHistoryMode mode);
void kit_set_columns (Kit *self, gint64 device_id, const DwHistoryColumn *columns, guint n_columns);
/* Eats the reports. */
void kit_append (Kit *self, GPtrArray *reports);
void kit_append_every (Kit *self, GPtrArray *reports, int period_ms);
void kit_append_one (Kit *self, DwReport *report);
void kit_seal (Kit *self, gint64 before_ms);

/* The store says what the model says, sample by sample and in buckets. */
void kit_check_samples (DwHistory *history, KitModel *model, gint64 device_id, const char *name, gint64 from_ms, gint64 to_ms);
void kit_check_buckets (DwHistory *history, KitModel *model, gint64 device_id, const char *name, const gint64 *edges_ms, guint n);
/* The means of these minutes are the same as from buckets. Neighbours of one device are read together. */
void kit_check_minute_means (DwHistory *history, const DwHistoryChannel *channels, guint n_channels, gint64 from_ms, guint n);
/* Everything of every channel, in samples and in buckets of ten minutes and of days; the means of some minutes, picked at random. */
void kit_check_all (DwHistory *history, KitModel *model);
/* Of the chunk of that hour as it lies in the file. */
int kit_read_chunk_version (const char *dir, gint64 device_id, gint64 hour);
/* A check of the store that finds nothing. */
void kit_check_verified (DwHistory *history);

G_END_DECLS
