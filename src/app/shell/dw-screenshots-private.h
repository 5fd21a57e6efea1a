// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-screenshots.h"
#include "dw-window.h"

G_BEGIN_DECLS

typedef struct
{
  const char *name;
  const char *page_id; /* skipped when there is no such page */
  void (*prepare) (DwWindow *window);
} DwScreenshot;

/* What is shown, in this order. Static. */
const DwScreenshot *dw_screenshots_list (guint *n);
/* The last device: its gateway is told to be silent when the pictures begin. New reference, NULL when there is none. */
DwDevice *dw_screenshots_get_last_device (DwWindow *window);

G_END_DECLS
