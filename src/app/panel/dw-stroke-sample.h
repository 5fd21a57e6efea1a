// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-spark.h"

G_BEGIN_DECLS

/* A short piece of a line for a legend: colour and dashes of one phase. */
#define DW_TYPE_STROKE_SAMPLE (dw_stroke_sample_get_type ())
G_DECLARE_FINAL_TYPE (DwStrokeSample, dw_stroke_sample, DW, STROKE_SAMPLE, GtkWidget)

GtkWidget *dw_stroke_sample_new (DwStroke stroke);

G_END_DECLS
