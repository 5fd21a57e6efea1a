// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device-summary.h"
#include "dw-label.h"

G_BEGIN_DECLS

/* The face of a detector card. */
typedef struct
{
  DwDevice *device;
  const DwDeviceSummary *summary;
  const char *place;
  gint64 now_ms;
  DwRing ring;
} DwDetectorFace;

#define DW_DETECTOR_FACE_WIDTH 240
#define DW_DETECTOR_FACE_HEIGHT 178

void dw_detector_face_draw (const DwDetectorFace *face, cairo_t *cr, const DwPalette *palette, PangoLayout *text, double width, double height);

/* How near its limits a fresh value is: priority of the limit it has reached, 0 = none. */
guint dw_channel_get_reached_priority (const DwChannel *channel);

G_END_DECLS
