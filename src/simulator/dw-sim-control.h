// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-sim-command.h"

G_BEGIN_DECLS

/* The control line: stdin and a loopback TCP port, one command a line, one answer a line. Answers to stdin go to stdout. */
typedef struct _DwSimControl DwSimControl;

/* Called once, when "quit" came or when stdin ended. */
typedef void (*DwSimQuitFunc) (gpointer data);

/* commander is borrowed. quit_on_stdin: the end of stdin ends the program. */
DwSimControl *dw_sim_control_new (DwSimCommander *commander, gboolean quit_on_stdin, DwSimQuitFunc quit_func, gpointer data, GError **error);
void dw_sim_control_free (DwSimControl *self);
guint16 dw_sim_control_get_port (DwSimControl *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwSimControl, dw_sim_control_free)

G_END_DECLS
