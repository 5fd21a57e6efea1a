// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gtk/gtk.h>

#include "dw-demo.h"

G_BEGIN_DECLS

/* complete: every picture was written. */
typedef void (*DwScreenshotsDone) (gboolean complete, gpointer data);
/* Leaves PAGE-LANG-STYLE-SIZE.png of every page in dir: light and night, 1440x900 and 1280x720, in the language the program runs in. Waits for live data with a deadline.
 * The application has one window. demo may be NULL. */
void dw_screenshots_take (GtkApplication *application, DwDemo *demo, const char *dir, DwScreenshotsDone done, gpointer data);

G_END_DECLS
