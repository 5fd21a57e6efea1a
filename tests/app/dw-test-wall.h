// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-map-view.h"
#include "dw-test-frame.h"
#include "dw-wall.h"

G_BEGIN_DECLS

/* The wall over a district of two regions with a school in each, beside the school of the frame. */
typedef struct
{
  DwTestFrame *frame;
  DwPlace *hangu, *dagang, *hangu_school, *dagang_school; /* 3001, 3002, 3011, 3012 */
  DwWall *wall;                                           /* NULL until one enters */
  DwMapView *map;                                         /* of the wall */
} DwTestWall;

/* The window shows its first page. */
DwTestWall *dw_test_wall_open (void);
void dw_test_wall_close (DwTestWall *self);
/* Returns when the wall is shown. */
void dw_test_wall_enter (DwTestWall *self);

G_END_DECLS
