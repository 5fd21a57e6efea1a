// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-link.h"

#include <errno.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "dw-link-tcp.h"
#include "dw-link-wait.h"

/* Reading and writing with deadlines on a non-blocking descriptor.
 *
 * Only the worker thread touches the descriptor, so it may be closed without a lock. Another thread that wants the worker back sets a flag and makes
 * an eventfd readable, which every wait watches beside the descriptor. One exchange of request and reply costs three system calls: send, poll, recv. */

#define DRAIN_CHUNK 512

struct _DwLink
{
  char *host;
  guint16 port;
  DwClock *clock;
  int fd;      /* -1: closed */
  int wake_fd; /* readable after dw_link_shut_down */
  int is_shut; /* atomic */
};

/* After this the link is closed: a stream that failed once has lost its place. */
static void
fail_link (DwLink *self, int code, GError **error)
{
  dw_link_close (self);
  dw_link_set_errno (error, code);
}

/* FALSE with error when the link is closed or shut down. */
static gboolean
check_usable (DwLink *self, GError **error)
{
  if (g_atomic_int_get (&self->is_shut))
    {
      dw_link_set_wait_error (error, DW_LINK_WOKEN);
      return FALSE;
    }
  if (self->fd < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The connection is closed"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
wait_for (DwLink *self, short events, DwLinkDeadline deadline, GError **error)
{
  DwLinkWait wait = dw_link_wait (self->fd, events, self->wake_fd, deadline);

  if (wait != DW_LINK_READY)
    dw_link_set_wait_error (error, wait);
  return wait == DW_LINK_READY;
}

static gboolean
is_not_now (int code)
{
  return code == EAGAIN || code == EWOULDBLOCK || code == EINTR;
}

DwLink *
dw_link_new_tcp (const char *host, guint16 port)
{
  DwLink *self = g_new0 (DwLink, 1);

  self->host = g_strdup (host);
  self->port = port;
  self->clock = dw_clock_new_system ();
  self->fd = -1;
  self->wake_fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (self->wake_fd < 0)
    g_error ("No descriptor left for a link: %s", g_strerror (errno));
  return self;
}

void
dw_link_free (DwLink *self)
{
  if (self == NULL)
    return;
  dw_link_close (self);
  close (self->wake_fd);
  dw_clock_unref (self->clock);
  g_free (self->host);
  g_free (self);
}

gboolean
dw_link_open (DwLink *self, int timeout_ms, GError **error)
{
  DwLinkDeadline deadline = dw_link_deadline (self->clock, timeout_ms);
  eventfd_t count;

  dw_link_close (self);
  g_atomic_int_set (&self->is_shut, FALSE);
  eventfd_read (self->wake_fd, &count);
  self->fd = dw_link_tcp_connect (self->host, self->port, self->wake_fd, deadline, error);
  return self->fd >= 0;
}

gboolean
dw_link_is_open (DwLink *self)
{
  return self->fd >= 0 && !g_atomic_int_get (&self->is_shut);
}

void
dw_link_close (DwLink *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
}

void
dw_link_shut_down (DwLink *self)
{
  g_atomic_int_set (&self->is_shut, TRUE);
  eventfd_write (self->wake_fd, 1);
}

gboolean
dw_link_write (DwLink *self, const guint8 *bytes, gsize length, int timeout_ms, GError **error)
{
  DwLinkDeadline deadline = dw_link_deadline (self->clock, timeout_ms);
  gsize done = 0;

  if (!check_usable (self, error))
    return FALSE;
  while (done < length)
    {
      ssize_t n = send (self->fd, bytes + done, length - done, MSG_NOSIGNAL);

      if (n >= 0)
        done += (gsize)n;
      else if (!is_not_now (errno))
        {
          fail_link (self, errno, error);
          return FALSE;
        }
      else if (!wait_for (self, POLLOUT, deadline, error))
        return FALSE;
    }
  return TRUE;
}

gssize
dw_link_read (DwLink *self, guint8 *buffer, gsize size, int timeout_ms, GError **error)
{
  DwLinkDeadline deadline = dw_link_deadline (self->clock, timeout_ms);

  g_return_val_if_fail (size > 0, -1);

  if (!check_usable (self, error))
    return -1;
  while (wait_for (self, POLLIN, deadline, error))
    {
      ssize_t n = recv (self->fd, buffer, size, 0);

      if (n > 0)
        return n;
      if (n == 0 || !is_not_now (errno))
        {
          fail_link (self, n == 0 ? ECONNRESET : errno, error);
          return -1;
        }
    }
  return -1;
}

gsize
dw_link_drain (DwLink *self, int quiet_ms, int limit_ms)
{
  DwLinkDeadline limit = dw_link_deadline (self->clock, limit_ms);
  guint8 chunk[DRAIN_CHUNK];
  gsize dropped = 0;
  gssize n;

  do
    {
      n = dw_link_read (self, chunk, sizeof chunk, MIN (quiet_ms, dw_link_remaining_ms (limit)), NULL);
      dropped += (gsize)MAX (n, 0);
    }
  while (n > 0 && dw_link_remaining_ms (limit) > 0);
  return dropped;
}
