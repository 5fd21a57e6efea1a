// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-link.h"

#include <gio/gio.h>

/* The link against a real listener on loopback. The other side runs in a thread and does what the row says; a few milliseconds of waiting are real,
 * because deadlines of sockets are the thing under test. No case waits longer than a second. */

#define OPEN_MS 5000
#define SHORT_MS 30

typedef struct Peer Peer;
typedef void (*PeerFunc) (Peer *peer, GSocket *socket);

/* The other side: takes one connection after the other. */
struct Peer
{
  GSocketListener *listener;
  GThread *thread;
  GCancellable *stop;
  guint16 port;
  PeerFunc func;
};

static gpointer
peer_thread (gpointer data)
{
  Peer *peer = data;
  GSocketConnection *connection;

  while ((connection = g_socket_listener_accept (peer->listener, NULL, peer->stop, NULL)))
    {
      peer->func (peer, g_socket_connection_get_socket (connection));
      g_object_unref (connection);
    }
  return NULL;
}

static Peer *
peer_new (PeerFunc func)
{
  Peer *peer = g_new0 (Peer, 1);
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) effective = NULL;
  g_autoptr (GError) error = NULL;

  peer->listener = g_socket_listener_new ();
  peer->stop = g_cancellable_new ();
  peer->func = func;
  g_socket_listener_add_address (peer->listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, &effective, &error);
  g_assert_no_error (error);
  peer->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (effective));
  peer->thread = g_thread_new ("peer", peer_thread, peer);
  return peer;
}

static void
peer_free (Peer *peer)
{
  g_cancellable_cancel (peer->stop);
  g_thread_join (peer->thread);
  g_object_unref (peer->listener);
  g_object_unref (peer->stop);
  g_free (peer);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Peer, peer_free)

static DwLink *
open_link (Peer *peer)
{
  DwLink *link = dw_link_new_tcp ("127.0.0.1", peer->port);
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_link_open (link, OPEN_MS, &error));
  g_assert_no_error (error);
  g_assert_true (dw_link_is_open (link));
  return link;
}

/* What peers do. */

static void
echo_peer (Peer *peer, GSocket *socket)
{
  char buffer[4096];
  gssize n;

  while ((n = g_socket_receive (socket, buffer, sizeof buffer, peer->stop, NULL)) > 0)
    for (gssize sent = 0, m = 0; sent < n && m >= 0; sent += m)
      m = g_socket_send (socket, buffer + sent, (gsize)(n - sent), peer->stop, NULL);
}

static void
silent_peer (Peer *peer, GSocket *socket)
{
  g_socket_condition_wait (socket, G_IO_HUP, peer->stop, NULL);
}

static void
closing_peer (Peer *peer, GSocket *socket)
{
  char byte;

  g_socket_receive (socket, &byte, 1, peer->stop, NULL);
}

static void
talking_peer (Peer *peer, GSocket *socket)
{
  while (g_socket_send (socket, "noise", 5, peer->stop, NULL) > 0)
    g_socket_condition_timed_wait (socket, G_IO_HUP, 1000, peer->stop, NULL);
}

static void
one_word_peer (Peer *peer, GSocket *socket)
{
  g_socket_send (socket, "leftover", 8, peer->stop, NULL);
  silent_peer (peer, socket);
}

static void
read_all (DwLink *link, guint8 *buffer, gsize length)
{
  g_autoptr (GError) error = NULL;

  for (gsize done = 0; done < length;)
    {
      gssize n = dw_link_read (link, buffer + done, length - done, OPEN_MS, &error);

      g_assert_no_error (error);
      g_assert_cmpint (n, >, 0);
      done += (gsize)n;
    }
}

static void
test_bytes_go_and_come (void)
{
  static const guint8 sent[] = { 0x01, 0x03, 0x10, 0x00, 0x00, 0x2a, 0xc0, 0xd5 };
  g_autoptr (Peer) peer = peer_new (echo_peer);
  g_autoptr (DwLink) link = open_link (peer);
  guint8 got[sizeof sent];

  for (int i = 0; i < 100; i++)
    {
      g_assert_true (dw_link_write (link, sent, sizeof sent, OPEN_MS, NULL));
      read_all (link, got, sizeof got);
      g_assert_cmpmem (got, sizeof got, sent, sizeof sent);
    }
}

static void
test_a_write_that_nobody_takes_times_out (void)
{
  const gsize length = 16 * 1024 * 1024;
  g_autoptr (Peer) peer = peer_new (silent_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autofree guint8 *bytes = g_malloc0 (length);
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_link_write (link, bytes, length, SHORT_MS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_silence_times_out_and_leaves_the_link_open (void)
{
  g_autoptr (Peer) peer = peer_new (silent_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  gint64 begin_ms = dw_clock_mono_ms (clock);
  g_autoptr (GError) error = NULL;
  guint8 byte;

  g_assert_cmpint (dw_link_read (link, &byte, 1, SHORT_MS, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_cmpint (dw_clock_mono_ms (clock) - begin_ms, >=, SHORT_MS - 1);
  g_assert_true (dw_link_is_open (link));
}

static void
test_no_time_means_only_what_is_there (void)
{
  g_autoptr (Peer) peer = peer_new (silent_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autoptr (GError) error = NULL;
  guint8 byte;

  g_assert_cmpint (dw_link_read (link, &byte, 1, 0, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
}

static void
test_a_peer_that_closes_is_told_at_once (void)
{
  g_autoptr (Peer) peer = peer_new (closing_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autoptr (GError) error = NULL;
  guint8 byte = 0;

  g_assert_true (dw_link_write (link, &byte, 1, OPEN_MS, NULL));
  g_assert_cmpint (dw_link_read (link, &byte, 1, OPEN_MS, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_false (dw_link_is_open (link));
  g_clear_error (&error);
  g_assert_cmpint (dw_link_read (link, &byte, 1, OPEN_MS, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&error);
  g_assert_false (dw_link_write (link, &byte, 1, OPEN_MS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

static void
test_a_closed_port_refuses (void)
{
  g_autoptr (Peer) peer = peer_new (silent_peer);
  g_autoptr (DwLink) link = dw_link_new_tcp ("127.0.0.1", peer->port);
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (peer->stop);
  g_socket_listener_close (peer->listener);
  g_assert_false (dw_link_open (link, OPEN_MS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED);
  g_assert_false (dw_link_is_open (link));
}

static void
test_a_name_nobody_knows (void)
{
  g_autoptr (DwLink) link = dw_link_new_tcp ("gateway.invalid", 502);
  g_autoptr (GError) error = NULL;

  g_assert_false (dw_link_open (link, 1000, &error));
  /* A resolver without a network may need longer than the deadline. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_HOST_NOT_FOUND);
}

static void
test_localhost_has_an_address (void)
{
  g_autoptr (Peer) peer = peer_new (echo_peer);
  g_autoptr (DwLink) link = dw_link_new_tcp ("localhost", peer->port);
  g_autoptr (GError) error = NULL;

  g_assert_true (dw_link_open (link, OPEN_MS, &error));
  g_assert_no_error (error);
}

/* Shuts a link down again and again, because a shut-down that comes before dw_link_open is forgotten. */
typedef struct
{
  DwLink *link;
  GThread *thread;
  int over; /* atomic */
} Stopper;

static gpointer
stopper_thread (gpointer data)
{
  Stopper *stopper = data;

  while (!g_atomic_int_get (&stopper->over))
    {
      g_usleep (2000);
      dw_link_shut_down (stopper->link);
    }
  return NULL;
}

static void
stopper_start (Stopper *stopper, DwLink *link)
{
  stopper->link = link;
  stopper->thread = g_thread_new ("stopper", stopper_thread, stopper);
}

static void
stopper_join (Stopper *stopper)
{
  g_atomic_int_set (&stopper->over, TRUE);
  g_thread_join (stopper->thread);
}

static void
test_shut_down_wakes_the_reader (void)
{
  g_autoptr (Peer) peer = peer_new (silent_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autoptr (GError) error = NULL;
  Stopper stopper = { 0 };
  guint8 byte = 0;

  stopper_start (&stopper, link);
  g_assert_cmpint (dw_link_read (link, &byte, 1, 60 * 1000, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  stopper_join (&stopper);
  g_assert_false (dw_link_is_open (link));
  g_clear_error (&error);
  g_assert_false (dw_link_write (link, &byte, 1, OPEN_MS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_assert_cmpuint (dw_link_drain (link, OPEN_MS, OPEN_MS), ==, 0);
}

/* A port whose queue is full: the kernel lets further connections wait. */
typedef struct
{
  GSocket *listener;
  GSocket *waiting[8];
  guint16 port;
} FullPort;

static GSocket *
make_socket (void)
{
  g_autoptr (GError) error = NULL;
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, &error);

  g_assert_no_error (error);
  g_socket_set_blocking (socket, FALSE);
  return socket;
}

static void
full_port_init (FullPort *self)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new (loopback, 0);
  g_autoptr (GSocketAddress) address = NULL;

  self->listener = make_socket ();
  g_assert_true (g_socket_bind (self->listener, any, TRUE, NULL));
  g_socket_set_listen_backlog (self->listener, 0);
  g_assert_true (g_socket_listen (self->listener, NULL));
  address = g_socket_get_local_address (self->listener, NULL);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
  for (guint i = 0; i < G_N_ELEMENTS (self->waiting); i++)
    {
      self->waiting[i] = make_socket ();
      g_socket_connect (self->waiting[i], address, NULL, NULL);
    }
}

static void
full_port_clear (FullPort *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->waiting); i++)
    g_object_unref (self->waiting[i]);
  g_object_unref (self->listener);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (FullPort, full_port_clear)

static void
test_shut_down_wakes_the_opener (void)
{
  g_auto (FullPort) port = { 0 };
  g_autoptr (DwLink) link = NULL;
  g_autoptr (GError) error = NULL;
  Stopper stopper = { 0 };

  full_port_init (&port);
  link = dw_link_new_tcp ("127.0.0.1", port.port);
  stopper_start (&stopper, link);
  g_assert_false (dw_link_open (link, 60 * 1000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  stopper_join (&stopper);
}

static void
test_a_silent_address_times_out (void)
{
  g_auto (FullPort) port = { 0 };
  g_autoptr (DwLink) link = NULL;
  g_autoptr (GError) error = NULL;

  full_port_init (&port);
  link = dw_link_new_tcp ("127.0.0.1", port.port);
  g_assert_false (dw_link_open (link, SHORT_MS, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT);
  g_assert_false (dw_link_is_open (link));
}

static void
test_open_after_shut_down_works_again (void)
{
  static const guint8 sent[] = { 7 };
  g_autoptr (Peer) peer = peer_new (echo_peer);
  g_autoptr (DwLink) link = open_link (peer);
  guint8 got[1];

  for (int i = 0; i < 10; i++)
    {
      dw_link_shut_down (link);
      g_assert_false (dw_link_is_open (link));
      g_assert_true (dw_link_open (link, OPEN_MS, NULL));
      g_assert_true (dw_link_write (link, sent, 1, OPEN_MS, NULL));
      read_all (link, got, 1);
      g_assert_cmpmem (got, 1, sent, 1);
    }
}

static void
test_drain_ends_when_the_line_is_quiet (void)
{
  g_autoptr (Peer) peer = peer_new (one_word_peer);
  g_autoptr (DwLink) link = open_link (peer);
  guint8 byte;

  g_assert_cmpuint (dw_link_drain (link, 200, OPEN_MS), ==, 8);
  g_assert_cmpint (dw_link_read (link, &byte, 1, 0, NULL), ==, -1);
}

static void
test_drain_ends_at_its_limit (void)
{
  g_autoptr (Peer) peer = peer_new (talking_peer);
  g_autoptr (DwLink) link = open_link (peer);
  g_autoptr (DwClock) clock = dw_clock_new_system ();
  gint64 begin_ms = dw_clock_mono_ms (clock);

  g_assert_cmpuint (dw_link_drain (link, 1000, 100), >, 0);
  g_assert_cmpint (dw_clock_mono_ms (clock) - begin_ms, <, 1000);
}

static void
test_close_twice_and_free_unopened (void)
{
  DwLink *link = dw_link_new_tcp ("127.0.0.1", 1);

  dw_link_close (link);
  dw_link_close (link);
  g_assert_false (dw_link_is_open (link));
  dw_link_free (link);
  dw_link_free (NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/link/" name, func)
  ADD ("bytes-go-and-come", test_bytes_go_and_come);
  ADD ("a-write-that-nobody-takes-times-out", test_a_write_that_nobody_takes_times_out);
  ADD ("silence-times-out-and-leaves-the-link-open", test_silence_times_out_and_leaves_the_link_open);
  ADD ("no-time-means-only-what-is-there", test_no_time_means_only_what_is_there);
  ADD ("a-peer-that-closes-is-told-at-once", test_a_peer_that_closes_is_told_at_once);
  ADD ("a-closed-port-refuses", test_a_closed_port_refuses);
  ADD ("a-name-nobody-knows", test_a_name_nobody_knows);
  ADD ("localhost-has-an-address", test_localhost_has_an_address);
  ADD ("shut-down-wakes-the-reader", test_shut_down_wakes_the_reader);
  ADD ("shut-down-wakes-the-opener", test_shut_down_wakes_the_opener);
  ADD ("a-silent-address-times-out", test_a_silent_address_times_out);
  ADD ("open-after-shut-down-works-again", test_open_after_shut_down_works_again);
  ADD ("drain-ends-when-the-line-is-quiet", test_drain_ends_when_the_line_is_quiet);
  ADD ("drain-ends-at-its-limit", test_drain_ends_at_its_limit);
  ADD ("close-twice-and-free-unopened", test_close_twice_and_free_unopened);
#undef ADD
  return g_test_run ();
}
