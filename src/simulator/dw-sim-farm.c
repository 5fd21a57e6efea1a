// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-farm.h"

#include <errno.h>
#include <glib-unix.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <json-glib/json-glib.h>

#include "dw-clock.h"
#include "dw-sim-report.h"

/* A poll costs one receive and one send. The image is kept in wire order, a reply is two copies. With a delay, answers wait in one queue: the
 * delay is the same for all, so the queue is in the order of its due times. A connection is not read on while its answer waits: one request
 * at a time, as on the line behind a real gateway. */

#define FRAME_MAX 260
#define REQUEST_LENGTH 12
#define EVENTS_MAX 256
#define IMAGE_FIRST 0x1000
#define IMAGE_LAST 0x1301

enum { TAG_LISTENER,
       TAG_CONNECTION,
       TAG_STDIN };

typedef struct
{
  int tag;
  int fd;
  guint8 bytes[FRAME_MAX]; /* request, then the answer that waits */
  gsize length;
  gboolean waiting;
  gboolean muted; /* sent something while its answer waits: not listened to */
  gint64 due_us;
} Peer;

typedef struct
{
  DwClock *clock;
  int epoll;
  int delay_ms;
  guint n_units;
  GHashTable *peers; /* Peer*, all of them */
  GQueue queue;      /* Peer*, by due time */
  guint8 image[(IMAGE_LAST - IMAGE_FIRST + 1) * 2];
  gint64 changed_us;
  gint64 woken_us; /* when the requests now being served were there */
} Farm;

static void
put_word (Farm *self, guint address, guint16 word)
{
  guint8 *at = self->image + (address - IMAGE_FIRST) * 2;

  at[0] = (guint8)(word >> 8);
  at[1] = (guint8)word;
}

/* Quiet values of an ordinary box. Some move once a second, so that a client has something to compare. */
static void
draw_image (Farm *self, gint64 now_us)
{
  double angle = now_us / 1e6;

  put_word (self, 0x1000, 0x001e);
  put_word (self, 0x1005, (guint16)(90.0 + 8.0 * sin (angle)));
  for (guint i = 0; i < 4; i++)
    put_word (self, 0x1006 + i, (guint16)(300.0 + 20.0 * i + 5.0 * sin (angle / 3.0)));
  put_word (self, 0x1028, 1);
  put_word (self, 0x1033, 300);
  for (guint i = 0; i < 3; i++)
    {
      put_word (self, 0x1034 + i, 70);
      put_word (self, 0x1204 + i, (guint16)(2300.0 + 12.0 * sin (angle + i)));
      put_word (self, 0x1207 + i, (guint16)(3985.0 + 20.0 * sin (angle + i)));
      put_word (self, 0x1214 + i, (guint16)(12000.0 + 900.0 * sin (angle / 2.0 + i)));
    }
  put_word (self, 0x1037, 70);
  put_word (self, 0x1301, (guint16)(angle * 10.0));
  self->changed_us = now_us;
}

static gboolean
is_mapped (guint first, guint count)
{
  static const guint16 blocks[][2] = { { 0x1000, 60 }, { 0x1204, 26 }, { 0x1300, 2 } };

  for (guint i = 0; i < G_N_ELEMENTS (blocks); i++)
    if (first >= blocks[i][0] && first + count <= (guint)blocks[i][0] + blocks[i][1])
      return TRUE;
  return FALSE;
}

/* Turns the request in peer->bytes into its answer. The first eight bytes (header, unit, function) stay where they are. */
static void
make_answer (Farm *self, Peer *peer)
{
  guint8 *bytes = peer->bytes;
  guint unit = bytes[6], function = bytes[7];
  guint first = (guint)bytes[8] << 8 | bytes[9], count = (guint)bytes[10] << 8 | bytes[11];
  guint8 exception = 0;

  if (unit < 1 || unit > self->n_units)
    exception = 11;
  else if (function != 3)
    exception = 1;
  else if (count < 1 || count > 125)
    exception = 3;
  else if (!is_mapped (first, count))
    exception = 2;

  if (exception != 0)
    {
      bytes[7] |= 0x80;
      bytes[8] = exception;
      peer->length = 9;
    }
  else
    {
      bytes[8] = (guint8)(count * 2);
      memcpy (bytes + 9, self->image + (first - IMAGE_FIRST) * 2, count * 2);
      peer->length = 9 + count * 2;
    }
  bytes[4] = (guint8)((peer->length - 6) >> 8);
  bytes[5] = (guint8)(peer->length - 6);
}

static void
peer_free (gpointer data)
{
  Peer *self = data;

  if (self->tag != TAG_STDIN)
    close (self->fd);
  g_free (self);
}

static void
close_peer (Farm *self, Peer *peer)
{
  if (peer->waiting)
    g_queue_remove (&self->queue, peer);
  g_hash_table_remove (self->peers, peer);
}

static void
listen_to (Farm *self, Peer *peer, gboolean on)
{
  struct epoll_event event = { .events = on ? EPOLLIN : 0, .data.ptr = peer };

  peer->muted = !on;
  epoll_ctl (self->epoll, EPOLL_CTL_MOD, peer->fd, &event);
}

static gboolean
send_answer (Farm *self, Peer *peer)
{
  gssize sent = send (peer->fd, peer->bytes, peer->length, MSG_NOSIGNAL);

  peer->length = 0;
  peer->waiting = FALSE;
  if (peer->muted)
    listen_to (self, peer, TRUE);
  return sent > 0;
}

/* The farm owns the peer from now on. */
static void
add_peer (Farm *self, int tag, int fd)
{
  Peer *peer = g_new0 (Peer, 1);
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = peer };

  peer->tag = tag;
  peer->fd = fd;
  g_hash_table_add (self->peers, peer);
  epoll_ctl (self->epoll, EPOLL_CTL_ADD, fd, &event);
}

static void
put_in_queue (Farm *self, Peer *peer)
{
  peer->due_us = self->woken_us + self->delay_ms * 1000;
  peer->waiting = TRUE;
  g_queue_push_tail (&self->queue, peer);
}

/* Only requests of twelve bytes are understood; a client that sends anything else is cut off. */
static void
serve_peer (Farm *self, Peer *peer)
{
  gssize got = recv (peer->fd, peer->bytes + peer->length, REQUEST_LENGTH - peer->length, 0);

  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    return;
  if (got <= 0)
    {
      close_peer (self, peer);
      return;
    }
  peer->length += (gsize)got;
  if (peer->length < REQUEST_LENGTH)
    return;
  if (peer->bytes[2] != 0 || peer->bytes[3] != 0 || peer->bytes[4] != 0 || peer->bytes[5] != 6)
    {
      close_peer (self, peer);
      return;
    }
  make_answer (self, peer);
  if (self->delay_ms > 0)
    put_in_queue (self, peer);
  else if (!send_answer (self, peer))
    close_peer (self, peer);
}

static void
accept_peer (Farm *self, const Peer *listener)
{
  int fd = accept (listener->fd, NULL, NULL);
  int on = 1;

  if (fd < 0)
    return;
  g_unix_set_fd_nonblocking (fd, TRUE, NULL);
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  add_peer (self, TAG_CONNECTION, fd);
}

static void
send_due (Farm *self, gint64 now_us)
{
  for (Peer *peer = g_queue_peek_head (&self->queue); peer != NULL && peer->due_us <= now_us; peer = g_queue_peek_head (&self->queue))
    {
      g_queue_pop_head (&self->queue);
      if (!send_answer (self, peer))
        close_peer (self, peer);
    }
}

/* TRUE until the end of stdin. */
static gboolean
handle_event (Farm *self, const struct epoll_event *event)
{
  Peer *peer = event->data.ptr;
  char rest[256];

  if (peer->tag == TAG_LISTENER)
    accept_peer (self, peer);
  else if (peer->tag == TAG_STDIN)
    return read (peer->fd, rest, sizeof rest) > 0;
  else if (!peer->waiting)
    serve_peer (self, peer);
  else if ((event->events & (EPOLLHUP | EPOLLERR)) != 0)
    close_peer (self, peer);
  else
    listen_to (self, peer, FALSE);
  return TRUE;
}

static void
run (Farm *self)
{
  struct epoll_event events[EVENTS_MAX];
  gboolean running = TRUE;

  while (running)
    {
      const Peer *head = g_queue_peek_head (&self->queue);
      gint64 now_us = dw_clock_mono_us (self->clock);
      gint64 wait_us = head != NULL ? MAX (head->due_us - now_us, 0) : G_USEC_PER_SEC;
      struct timespec wait = { .tv_sec = wait_us / G_USEC_PER_SEC, .tv_nsec = wait_us % G_USEC_PER_SEC * 1000 };
      int n_events = epoll_pwait2 (self->epoll, events, EVENTS_MAX, &wait, NULL);

      self->woken_us = dw_clock_mono_us (self->clock);
      for (int i = 0; i < n_events; i++)
        running = handle_event (self, &events[i]) && running;
      if (self->delay_ms == 0 && n_events > 0 && self->changed_us + G_USEC_PER_SEC > self->woken_us)
        continue;
      now_us = dw_clock_mono_us (self->clock);
      send_due (self, now_us);
      if (now_us - self->changed_us >= G_USEC_PER_SEC)
        draw_image (self, now_us);
    }
}

static gboolean
listen_one (Farm *self, guint16 *port)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl (INADDR_LOOPBACK) };
  socklen_t length = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

  if (fd < 0)
    return FALSE;
  add_peer (self, TAG_LISTENER, fd);
  if (bind (fd, (struct sockaddr *)&address, length) != 0 || listen (fd, 64) != 0 || getsockname (fd, (struct sockaddr *)&address, &length) != 0)
    return FALSE;
  *port = ntohs (address.sin_port);
  return TRUE;
}

static void
print_ready (const guint16 *ports, guint n_ports)
{
  DwSimWorld *world = dw_sim_world_new (0, 0, 0);

  for (guint i = 0; i < n_ports; i++)
    {
      g_autofree char *name = g_strdup_printf ("GW-%03u", i + 1);
      dw_sim_world_add_gateway (world, name, FALSE)->port = ports[i];
    }
  g_autofree char *line = dw_sim_report_ready (world, 0);
  dw_sim_report_print (line);
  dw_sim_world_free (world);
}

static gboolean
listen_all (Farm *self, guint n_gateways)
{
  g_autofree guint16 *ports = g_new0 (guint16, n_gateways);

  for (guint i = 0; i < n_gateways; i++)
    if (!listen_one (self, &ports[i]))
      return FALSE;
  print_ready (ports, n_gateways);
  return TRUE;
}

static void
lift_file_limit (void)
{
  struct rlimit limit;

  if (getrlimit (RLIMIT_NOFILE, &limit) == 0)
    {
      limit.rlim_cur = limit.rlim_max;
      setrlimit (RLIMIT_NOFILE, &limit);
    }
}

static void
farm_clear (Farm *self)
{
  g_queue_clear (&self->queue);
  g_hash_table_unref (self->peers);
  close (self->epoll);
  dw_clock_unref (self->clock);
}

int
dw_sim_farm_run (const char *gateways_word, const char *units_word, int delay_ms, gboolean exit_with_stdin)
{
  guint64 n_gateways, n_units;

  if (!g_ascii_string_to_unsigned (gateways_word, 10, 1, 10000, &n_gateways, NULL) ||
      !g_ascii_string_to_unsigned (units_word, 10, 1, 247, &n_units, NULL) || delay_ms < 0 || delay_ms > 60000)
    {
      g_printerr ("dianwei-simulator: a farm has 1 to 10000 gateways, 1 to 247 units and a delay of 0 to 60000 ms\n");
      return 2;
    }
  Farm self = { .clock = dw_clock_new_system (), .epoll = epoll_create1 (EPOLL_CLOEXEC), .delay_ms = delay_ms, .n_units = (guint)n_units };
  gboolean listening;

  self.peers = g_hash_table_new_full (NULL, NULL, peer_free, NULL);
  lift_file_limit ();
  draw_image (&self, dw_clock_mono_us (self.clock));
  listening = listen_all (&self, (guint)n_gateways);
  if (!listening)
    g_printerr ("dianwei-simulator: cannot listen on %s ports: %s\n", gateways_word, g_strerror (errno));
  if (listening && exit_with_stdin)
    add_peer (&self, TAG_STDIN, STDIN_FILENO);
  if (listening)
    run (&self);
  farm_clear (&self);
  return listening ? 0 : 1;
}
