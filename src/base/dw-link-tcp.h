// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include "dw-link-wait.h"

G_BEGIN_DECLS

/* Private to DwLink: opening a TCP connection. A connected, non-blocking socket, or -1 with error. */
int dw_link_tcp_connect (const char *host, guint16 port, int wake_fd, DwLinkDeadline deadline, GError **error);

G_END_DECLS
