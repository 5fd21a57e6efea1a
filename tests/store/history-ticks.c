// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "history-ticks.h"

#define LATE_EVERY 7
#define LATE_MS (2 * KIT_HOUR_MS + 30000)
/* Every third stretch. */
#define OTHER_PERIOD_MS 600000

static void
fill_columns (DwHistoryColumn *columns)
{
  kit_fill_columns (columns, TICKS_N_COLUMNS, 1, TICKS_PERIOD_MS);
}

void
ticks_set_columns (DwHistory *history)
{
  DwHistoryColumn columns[TICKS_N_COLUMNS];

  fill_columns (columns);
  for (guint i = 0; i < TICKS_N_DEVICES; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (dw_history_set_columns (history, i + 1, columns, TICKS_N_COLUMNS, &error));
      g_assert_no_error (error);
    }
}

void
ticks_model_set_columns (KitModel *model)
{
  DwHistoryColumn columns[TICKS_N_COLUMNS];

  fill_columns (columns);
  for (guint i = 0; i < TICKS_N_DEVICES; i++)
    kit_model_set_columns (model, i + 1, columns, TICKS_N_COLUMNS);
}

static DwReport *
make_report (guint device, gint64 time_ms, guint k)
{
  DwReport *report = kit_report_new (device + 1, time_ms, TICKS_N_COLUMNS);

  kit_report_set (report, 0, k, 1, DW_QUALITY_GOOD);
  kit_report_set (report, 1, 2200 + (k * 7919 + device) % 211, 1, k % 11 == device ? DW_QUALITY_DOUBTFUL : DW_QUALITY_GOOD);
  if (k % 5 == device)
    kit_report_set (report, 2, -(gint64)k, 1, DW_QUALITY_GOOD);
  return report;
}

GPtrArray *
ticks_make (guint k)
{
  GPtrArray *reports = kit_reports_new ();
  gint64 time_ms = TICKS_START_MS + (gint64)k * TICKS_PERIOD_MS;

  for (guint i = 0; i < TICKS_N_DEVICES; i++)
    g_ptr_array_add (reports, make_report (i, time_ms, k));
  if (k % LATE_EVERY == 0)
    g_ptr_array_add (reports, make_report (1 + k % (TICKS_N_DEVICES - 1), time_ms - LATE_MS, k));
  return reports;
}

int
ticks_get_period (guint k)
{
  return k / TICKS_STRETCH % 3 == 2 ? OTHER_PERIOD_MS : 0;
}

gboolean
ticks_append (DwHistory *history, guint k)
{
  g_autoptr (GPtrArray) reports = ticks_make (k);

  return dw_history_append_every (history, reports, ticks_get_period (k), 0, NULL);
}

KitModel *
ticks_model_new (guint n)
{
  KitModel *model = kit_model_new ();

  ticks_model_set_columns (model);
  for (guint k = 0; k < n; k++)
    {
      g_autoptr (GPtrArray) reports = ticks_make (k);

      for (guint i = 0; i < reports->len; i++)
        kit_model_put_every (model, reports->pdata[i], ticks_get_period (k));
    }
  return model;
}

guint
ticks_count (DwHistory *history)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (DwSamples) samples = dw_history_read_samples (history, 1, "c0", TICKS_START_MS, G_MAXINT64, NULL, &error);

  g_assert_no_error (error);
  return samples->n;
}

guint
ticks_check (DwHistory *history, guint n_acknowledged)
{
  guint n = ticks_count (history);
  KitModel *model = ticks_model_new (n);

  g_assert_cmpuint (n, >=, n_acknowledged);
  kit_check_all (history, model);
  kit_model_free (model);
  return n;
}
