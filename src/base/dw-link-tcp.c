// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-link-tcp.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n-lib.h>

/* Opening a TCP connection before a deadline. Names are looked up through GResolver on a main context of our own,
 * because getaddrinfo() knows neither deadlines nor a way to be woken. */

/* A dead peer behind a dead router is found after 30 + 3 × 10 seconds, even when nothing is sent. */
static const struct
{
  int level, option, value;
} socket_options[] = {
  { IPPROTO_TCP, TCP_NODELAY, 1 },
  { SOL_SOCKET, SO_KEEPALIVE, 1 },
  { IPPROTO_TCP, TCP_KEEPIDLE, 30 },
  { IPPROTO_TCP, TCP_KEEPINTVL, 10 },
  { IPPROTO_TCP, TCP_KEEPCNT, 3 },
};

typedef struct
{
  GCancellable *cancellable;
  DwLinkWait wait;
  gboolean done;
  GList *addresses; /* GInetAddress */
  GError *error;
} Lookup;

static void
lookup_ended_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Lookup *lookup = data;

  lookup->addresses = g_resolver_lookup_by_name_finish (G_RESOLVER (source), result, &lookup->error);
  lookup->done = TRUE;
}

static gboolean
lookup_too_late_cb (gpointer data)
{
  Lookup *lookup = data;

  lookup->wait = DW_LINK_TIMED_OUT;
  g_cancellable_cancel (lookup->cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
lookup_woken_cb (int fd, GIOCondition condition, gpointer data)
{
  Lookup *lookup = data;

  lookup->wait = DW_LINK_WOKEN;
  g_cancellable_cancel (lookup->cancellable);
  return G_SOURCE_REMOVE;
}

static void
attach_source (GSource *source, GMainContext *context, GSourceFunc func, Lookup *lookup)
{
  g_source_set_callback (source, func, lookup, NULL);
  g_source_attach (source, context);
}

static void
run_lookup (Lookup *lookup, const char *host, int wake_fd, DwLinkDeadline deadline)
{
  g_autoptr (GMainContext) context = g_main_context_new ();
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  gint64 left_us = deadline.end_us - dw_clock_mono_us (deadline.clock);
  g_autoptr (GSource) timer = g_timeout_source_new ((guint)CLAMP (left_us / 1000, 0, G_MAXINT));
  g_autoptr (GSource) waker = g_unix_fd_source_new (wake_fd, G_IO_IN);

  g_main_context_push_thread_default (context);
  attach_source (timer, context, lookup_too_late_cb, lookup);
  attach_source (waker, context, G_SOURCE_FUNC (lookup_woken_cb), lookup);
  g_resolver_lookup_by_name_async (resolver, host, lookup->cancellable, lookup_ended_cb, lookup);
  while (!lookup->done)
    g_main_context_iteration (context, TRUE);
  g_source_destroy (timer);
  g_source_destroy (waker);
  g_main_context_pop_thread_default (context);
}

static void
set_lookup_error (GError **error, const char *host, const Lookup *lookup)
{
  if (lookup->wait != DW_LINK_READY)
    dw_link_set_wait_error (error, lookup->wait);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND, _ ("No address is known for “%s”"), host);
}

/* GInetAddress list; NULL with error. */
static GList *
look_up (const char *host, int wake_fd, DwLinkDeadline deadline, GError **error)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Lookup lookup = { .cancellable = cancellable, .wait = DW_LINK_READY };
  GInetAddress *literal = g_inet_address_new_from_string (host);

  if (literal)
    return g_list_prepend (NULL, literal);
  run_lookup (&lookup, host, wake_fd, deadline);
  if (lookup.addresses == NULL)
    set_lookup_error (error, host, &lookup);
  g_clear_error (&lookup.error);
  return lookup.addresses;
}

static void
set_options (int fd)
{
  for (guint i = 0; i < G_N_ELEMENTS (socket_options); i++)
    if (setsockopt (fd, socket_options[i].level, socket_options[i].option, &socket_options[i].value, sizeof (int)) < 0)
      g_debug ("Socket option %d: %s", socket_options[i].option, g_strerror (errno));
}

/* Waits for the end of a connect() that was begun. */
static gboolean
finish_connect (int fd, int wake_fd, DwLinkDeadline deadline, GError **error)
{
  DwLinkWait wait = dw_link_wait (fd, POLLOUT, wake_fd, deadline);
  int code = 0;
  socklen_t size = sizeof code;

  if (wait != DW_LINK_READY)
    {
      dw_link_set_wait_error (error, wait);
      return FALSE;
    }
  if (getsockopt (fd, SOL_SOCKET, SO_ERROR, &code, &size) < 0)
    code = errno;
  if (code != 0)
    dw_link_set_errno (error, code);
  return code == 0;
}

static gboolean
connect_socket (int fd, GInetAddress *address, guint16 port, int wake_fd, DwLinkDeadline deadline, GError **error)
{
  g_autoptr (GSocketAddress) to = g_inet_socket_address_new (address, port);
  struct sockaddr_storage native;

  if (!g_socket_address_to_native (to, &native, sizeof native, error))
    return FALSE;
  set_options (fd);
  if (connect (fd, (struct sockaddr *)&native, (socklen_t)g_socket_address_get_native_size (to)) == 0)
    return TRUE;
  if (errno != EINPROGRESS && errno != EINTR)
    {
      dw_link_set_errno (error, errno);
      return FALSE;
    }
  return finish_connect (fd, wake_fd, deadline, error);
}

static int
connect_address (GInetAddress *address, guint16 port, int wake_fd, DwLinkDeadline deadline, GError **error)
{
  int fd = socket (g_inet_address_get_family (address), SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);

  if (fd < 0)
    {
      dw_link_set_errno (error, errno);
      return -1;
    }
  if (connect_socket (fd, address, port, wake_fd, deadline, error))
    return fd;
  close (fd);
  return -1;
}

/* The share of the time that one of left addresses gets, so that a silent first one does not use up all. */
static DwLinkDeadline
share_deadline (DwLinkDeadline deadline, guint left)
{
  gint64 now_us = dw_clock_mono_us (deadline.clock);

  return (DwLinkDeadline){ deadline.clock, now_us + (deadline.end_us - now_us) / left };
}

int
dw_link_tcp_connect (const char *host, guint16 port, int wake_fd, DwLinkDeadline deadline, GError **error)
{
  GList *addresses = look_up (host, wake_fd, deadline, error);
  guint left = g_list_length (addresses);
  g_autoptr (GError) last = NULL;
  int fd = -1;

  for (GList *l = addresses; l && fd < 0 && !g_error_matches (last, G_IO_ERROR, G_IO_ERROR_CLOSED); l = l->next, left--)
    {
      g_clear_error (&last);
      fd = connect_address (l->data, port, wake_fd, share_deadline (deadline, left), &last);
    }
  if (fd < 0 && last)
    g_propagate_error (error, g_steal_pointer (&last));
  g_resolver_free_addresses (addresses);
  return fd;
}
