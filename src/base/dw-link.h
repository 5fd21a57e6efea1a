// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#pragma once

#include <gio/gio.h>

#include "dw-clock.h"

G_BEGIN_DECLS

/* A byte link with deadlines, used from one worker thread. Only dw_link_shut_down may come from another thread: it wakes the one that waits.
 * Errors: G_IO_ERROR_TIMED_OUT (deadline), G_IO_ERROR_CLOSED (peer or shut down), G_IO_ERROR_CONNECTION_REFUSED, G_IO_ERROR_HOST_NOT_FOUND, G_IO_ERROR_FAILED. */
typedef struct _DwLink DwLink;

/* TCP, no delay, keep-alive. Nothing is opened yet. */
DwLink *dw_link_new_tcp (const char *host, guint16 port);
void dw_link_free (DwLink *self);

/* timeout_ms counts from the call (monotonic). open on an open link closes it first. A shut_down that came before open is forgotten: look at your own stop flag first.
 * A link whose peer closed or that failed is closed (is_open FALSE); a timeout leaves it open. */
gboolean dw_link_open (DwLink *self, int timeout_ms, GError **error);
gboolean dw_link_is_open (DwLink *self);
void dw_link_close (DwLink *self);
/* Any thread: makes a waiting call return G_IO_ERROR_CLOSED, and every later one too, until dw_link_open. */
void dw_link_shut_down (DwLink *self);

/* All bytes or an error. */
gboolean dw_link_write (DwLink *self, const guint8 *bytes, gsize length, int timeout_ms, GError **error);
/* Waits for at least one byte. Returns how many, 0 never; -1 with error. */
gssize dw_link_read (DwLink *self, guint8 *buffer, gsize size, int timeout_ms, GError **error);
/* Throws away what arrives until the line was silent for quiet_ms, at most limit_ms. Returns the bytes thrown away. */
gsize dw_link_drain (DwLink *self, int quiet_ms, int limit_ms);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DwLink, dw_link_free)

G_END_DECLS
