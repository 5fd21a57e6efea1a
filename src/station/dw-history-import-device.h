// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-history-csv.h"
#include "dw-history-period.h"
#include "dw-history.h"

G_BEGIN_DECLS

/* What an import knows of one device: its channels in the file, their columns in the history, and how far apart its rows are. */
/* What the file says of one channel. */
typedef struct
{
  char name[40];
  guint8 digits;
  double largest;
} DwImportChannel;

typedef struct
{
  gint64 id;
  GPtrArray *channels; /* DwImportChannel, in the order they come */
  GArray *columns;     /* DwHistoryColumn: what the history has, then what is new */
  DwHistoryPeriod period;
} DwImportDevice;

DwImportDevice *dw_import_device_new (gint64 id);
void dw_import_device_free (DwImportDevice *self);

void dw_import_device_note_cells (DwImportDevice *self, const GArray *cells);
/* Among the device's columns. *index: where to look first, and then where it is. NULL: none. */
DwHistoryColumn *dw_import_device_find_column (const DwImportDevice *self, const char *name, guint *index);
/* What the device has stays in its place and never loses decimals; what is new comes behind. FALSE with error: values that are too large to be kept. */
gboolean dw_import_device_join_channels (DwImportDevice *self, int period_ms, GError **error);
/* FALSE with error: a channel that is none of the columns. */
gboolean dw_import_device_check_cells (const DwImportDevice *self, const GArray *cells, GError **error);

G_END_DECLS
