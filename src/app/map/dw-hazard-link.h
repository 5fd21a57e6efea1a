// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-place-tree.h"

G_BEGIN_DECLS

/* From a number to the list that makes it: whoever counts with some conditions leads here with the same. */
typedef struct
{
  DwPlace *place; /* the list is filtered by it and all pages with it; NULL = as they are */
  const char *view;
  const char *kinds; /* "alarm,trip"; "" = all */
  guint classes;     /* bit per DwEventClass, 0 = all */
  const char *states;
  gint64 from_ms, to_ms; /* 0 = open */
} DwHazardLink;

/* Target of win.show-hazards, without the place. New string. */
char *dw_hazard_link_format (const DwHazardLink *self);
/* widget: of the window that goes there. */
void dw_hazard_link_follow (const DwHazardLink *self, GtkWidget *widget);

#define DW_HAZARD_LINK_HAZARDS "alarm,trip"
#define DW_HAZARD_LINK_FAULTS "fault,comms"
#define DW_HAZARD_LINK_ALARMS "alarm,trip,fault,comms"

G_END_DECLS
