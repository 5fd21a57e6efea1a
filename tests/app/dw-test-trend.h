// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-test-frame.h"
#include "dw-trend-page-private.h"

G_BEGIN_DECLS

/* The trend page on a history that was written before. Three detectors: 2001 and 2002 with a sample a minute, 100 and 200 mA, the second 40 °C and a counter too; 2003 never
 * sent anything. It is half past two in the afternoon; ten minutes more are in the folder than the clock shows. */
typedef struct
{
  DwTestFrame *frame;
  DwTrendPage *page;
} DwTestTrend;

/* 2026-11-19 14:30 in Shanghai. */
#define DW_TEST_TREND_NOW_MS G_GINT64_CONSTANT (1795069800000)
/* When another meter was put in at 2002. */
#define DW_TEST_TREND_METER_MS (DW_TEST_TREND_NOW_MS - G_GINT64_CONSTANT (7200000))

/* First thing of main. FALSE without a display. */
gboolean dw_test_trend_init (int *argc, char ***argv);
/* For g_test_add. The page is shown with all three, the circuit without data first. */
void dw_test_trend_set_up (DwTestTrend *self, gconstpointer data);
void dw_test_trend_tear_down (DwTestTrend *self, gconstpointer data);
void dw_test_trend_act (DwTestTrend *self, const char *action, const char *parameter);
/* Everything that was asked was answered; a DwTestCondition. */
gboolean dw_test_trend_is_settled (gpointer self);
void dw_test_trend_settle (DwTestTrend *self);

G_END_DECLS
