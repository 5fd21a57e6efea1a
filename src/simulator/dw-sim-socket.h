// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Listens on 127.0.0.1; port 0 lets the kernel choose. Non-blocking. *chosen is the port it became. */
GSocket *dw_sim_socket_listen (guint16 port, guint16 *chosen, GError **error);
/* Accepts one connection, non-blocking and without delay for small packets; NULL when there is none. */
GSocket *dw_sim_socket_accept (GSocket *listener);
/* A source for incoming bytes (or connections), attached to the default context. */
GSource *dw_sim_socket_watch (GSocket *socket, GSocketSourceFunc func, gpointer data);

G_END_DECLS
