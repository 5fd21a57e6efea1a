// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-place-private.h"
#include "dw-place-tree.h"

G_BEGIN_DECLS

/* Shared by dw-place-tree.c (structure) and dw-place-tree-rollup.c (counts). */
struct _DwPlaceTree
{
  GObject parent_instance;

  GPtrArray *roots;         /* DwPlace, owned */
  GPtrArray *order;         /* all places, parents before children; borrowed */
  GHashTable *place_by_id;  /* gint64* inside the place -> DwPlace, borrowed */
  GListStore *devices;      /* DwDevice, owned */
  GHashTable *device_by_id; /* gint64, owned key -> DwDevice, borrowed */
  GHashTable *homes;        /* DwDevice -> DwPlace it stands in, both borrowed; absent: its place is unknown */
};

void dw_place_tree_emit_rollup_changed (DwPlaceTree *self);

G_END_DECLS
