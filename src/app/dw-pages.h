// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-page.h"

G_BEGIN_DECLS

/* The pages of the window, in the order of the rail. */
typedef struct
{
  const char *id;          /* "live": action parameter, file names of pictures */
  const char *title;       /* source string, translate when shown */
  const char *icon;        /* name in draw/dw-icon.c */
  const char *accelerator; /* "<Alt>2" */
  GType (*get_type) (void);
} DwPageEntry;

const DwPageEntry *dw_pages_get (guint *n_pages);

G_END_DECLS
