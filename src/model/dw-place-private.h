// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-device.h"
#include "dw-place.h"

G_BEGIN_DECLS

/* What only the tree may do to a place: hang it in and out, hand it devices, and fold its roll-up. */
struct _DwPlace
{
  GObject parent_instance;

  gint64 id;
  DwPlaceKind kind;
  char *name;
  GHashTable *facts;   /* char* -> char*, owned */
  DwPlace *parent;     /* borrowed: the parent owns us */
  GPtrArray *children; /* DwPlace, owned */
  GPtrArray *devices;  /* DwDevice standing exactly here; borrowed from the tree */
  guint own_active[5]; /* alarms standing exactly here */
  guint own_unacked[5];
  DwRollup rollup;
  DwRollup next; /* being folded by the tree's refresh */
};

void dw_place_append_child (DwPlace *self, DwPlace *child);
void dw_place_remove_child (DwPlace *self, DwPlace *child);
/* Takes over self->next; TRUE when it differed, and then "changed" was emitted. */
gboolean dw_place_adopt_rollup (DwPlace *self);
/* Adds self->next to the parent's. */
void dw_place_fold_into_parent (DwPlace *self);

G_END_DECLS
