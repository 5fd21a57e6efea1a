// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-link-wait.h"

#include <errno.h>
#include <poll.h>

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* The ground under a link and the opening of one: every wait watches a descriptor and the one that wakes it, and ends at a deadline; what went
 * wrong becomes one of few errors with a sentence. */

DwLinkDeadline
dw_link_deadline (DwClock *clock, int timeout_ms)
{
  return (DwLinkDeadline){ clock, dw_clock_mono_us (clock) + (gint64)MAX (timeout_ms, 0) * 1000 };
}

/* Rounded up: waiting a little too long is better than spinning through the last millisecond. */
int
dw_link_remaining_ms (DwLinkDeadline deadline)
{
  gint64 left_us = deadline.end_us - dw_clock_mono_us (deadline.clock);

  return (int)CLAMP ((left_us + 999) / 1000, 0, G_MAXINT);
}

DwLinkWait
dw_link_wait (int fd, short events, int wake_fd, DwLinkDeadline deadline)
{
  struct pollfd fds[] = { { .fd = fd, .events = events }, { .fd = wake_fd, .events = POLLIN } };
  int n;

  do
    n = poll (fds, G_N_ELEMENTS (fds), dw_link_remaining_ms (deadline));
  while (n < 0 && errno == EINTR);
  if (fds[1].revents != 0)
    return DW_LINK_WOKEN;
  return n == 0 ? DW_LINK_TIMED_OUT : DW_LINK_READY;
}

void
dw_link_set_errno (GError **error, int code)
{
  switch (code)
    {
    case ECONNREFUSED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED, _ ("The connection was refused"));
      break;
    case ETIMEDOUT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, _ ("No answer in time"));
      break;
    case ECONNRESET:
    case ECONNABORTED:
    case EPIPE:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The other side closed the connection"));
      break;
    default:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, g_strerror (code));
    }
}

void
dw_link_set_wait_error (GError **error, DwLinkWait wait)
{
  if (wait == DW_LINK_TIMED_OUT)
    dw_link_set_errno (error, ETIMEDOUT);
  else
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, _ ("The connection was shut down"));
}
