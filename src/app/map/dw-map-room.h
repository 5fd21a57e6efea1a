// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Which places of a map are taken: boxes of px that hang on points. While the map goes closer, points part and boxes keep their size; a place is free when nothing comes to lie
 * on it at any zoom from here to half a level closer. Pure. */

/* left…bottom: beside the point (x, y) of the world. */
typedef struct
{
  double x, y;
  double left, top, right, bottom;
} DwMapBox;

typedef struct _DwMapRoom DwMapRoom;

DwMapRoom *dw_map_room_new (void);
void dw_map_room_free (DwMapRoom *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwMapRoom, dw_map_room_free)

void dw_map_room_take (DwMapRoom *self, const DwMapBox *box);
gboolean dw_map_room_is_free (DwMapRoom *self, const DwMapBox *box);

G_END_DECLS
