// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  DW_PLACE_DISTRICT,
  DW_PLACE_REGION,
  DW_PLACE_SCHOOL,
  DW_PLACE_BUILDING,
  DW_PLACE_ROOM,
  DW_PLACE_BOX,
  DW_PLACE_CIRCUIT,
  DW_N_PLACE_KINDS,
} DwPlaceKind;

const char *dw_place_kind_word (DwPlaceKind kind); /* "district" … "circuit" */
gboolean dw_place_kind_from_word (const char *word, DwPlaceKind *kind);
const char *dw_place_kind_title (DwPlaceKind kind); /* translated */

/* Active alarms below (own included), by priority 1…4, and devices. Folded from the children by the tree. */
typedef struct
{
  guint active[5]; /* index 1…4 */
  guint unacked[5];
  guint devices;
  guint online;
  guint old;        /* devices whose data is old */
  gint64 oldest_ms; /* last seen of the oldest of those, 0 = none */
} DwRollup;

/* A node of the place tree. Is a GListModel of its children (item type DwPlace), so that GtkTreeListModel needs nothing else.
 * Emits "changed" when its name, facts or roll-up changed. Main thread. */
#define DW_TYPE_PLACE (dw_place_get_type ())
G_DECLARE_FINAL_TYPE (DwPlace, dw_place, DW, PLACE, GObject)

DwPlace *dw_place_new (gint64 id, DwPlaceKind kind, const char *name);
gint64 dw_place_get_id (DwPlace *self);
DwPlaceKind dw_place_get_kind (DwPlace *self);
const char *dw_place_get_name (DwPlace *self);
void dw_place_set_name (DwPlace *self, const char *name);
DwPlace *dw_place_get_parent (DwPlace *self); /* NULL for a root; borrowed */
/* The nearest of that kind upwards, itself included; NULL. */
DwPlace *dw_place_get_ancestor (DwPlace *self, DwPlaceKind kind);
gboolean dw_place_is_within (DwPlace *self, DwPlace *ancestor);
/* "塘沽示范一小 / 教学楼A 二层 2AL1 末端箱 / W5 东侧插座回路": school, then what lies between, then circuit. New string. */
char *dw_place_get_path (DwPlace *self);
/* Facts of S1-22 and S0-06 as text by key: those of dw-place-fact.h, and level, rated_a, switch. NULL = not entered. */
const char *dw_place_get_fact (DwPlace *self, const char *key);
void dw_place_set_fact (DwPlace *self, const char *key, const char *value);
GHashTable *dw_place_get_facts (DwPlace *self); /* borrowed, char* -> char* */

const DwRollup *dw_place_get_rollup (DwPlace *self);

G_END_DECLS
