// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-span.h"

G_BEGIN_DECLS

/* The row that chooses the time: units, ‹ date ›, now; behind the date a calendar and times worth a look. Its buttons activate the actions of the group "trend" around it.
 * Signal "opened": the popover comes, fill its times. */
#define DW_TYPE_SPAN_PICKER (dw_span_picker_get_type ())
G_DECLARE_FINAL_TYPE (DwSpanPicker, dw_span_picker, DW, SPAN_PICKER, GtkBox)

void dw_span_picker_set_span (DwSpanPicker *self, DwSpan *span);
/* Takes all times out of the popover. */
void dw_span_picker_clear_times (DwSpanPicker *self);
/* "Residual current alarm, 2AL1" at that time. */
void dw_span_picker_add_time (DwSpanPicker *self, const char *title, gint64 time_ms);

G_END_DECLS
